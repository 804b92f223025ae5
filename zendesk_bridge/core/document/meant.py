"""What people write who mean one of our words: the same in another language, or as another program has it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

_KEYS = {
    # config.yaml
    "timezone": "zeitzone tz time_zone fuseau fuseau_horaire zona_horaria",
    "locale": "language lang sprache langue idioma default_locale",
    "state": "database db datenbank",
    "url": "domain subdomain host address adresse base_url hostname endpoint site",
    "auth": "credentials credential login zugangsdaten authentication",
    "type": "kind typ art tipo",
    "path": "file filename datei pfad fichier archivo",
    "api_key": "apikey key password passwort token api_token",
    "api_token": "password passwort apitoken api_key apikey key",
    "email": "username user login mail e_mail",
    "client_secret": "secret password clientsecret",
    # backorders.yaml
    "backorders": "items late_items products artikel rückstände rueckstaende produits productos",
    "sku": (
        "item_no item_number itemno article artikelnummer artikelnr artikel_nr id code product_code item ref référence "
        "reference référencia referencia"
    ),
    "name": "product title description bezeichnung produkt nom nombre product_name item_name artikel",
    "aliases": "synonyms aka also_called alias aliase",
    "ship_window": "eta ship_date shipdate shipping window dates versand liefertermin lieferdatum expected date",
    "from": "start von first earliest begin desde de du ab",
    "to": "end bis last latest until hasta au",
    "promised_by": "promised due due_date zugesagt",
    "reason": "grund why cause raison motivo razon razón because",
    "every": "rhythm rhythmus interval intervall cadence repeat frequency wiederholung",
    "followups": "follow_ups followup follow_up reminders",
    "next_update": "update follow_up followup nächste_info next_info",
    "options": "choices optionen actions opciones",
    # macros
    "key": "id schlüssel schluessel clé clave slug",
    "title": "titel name subject betreff titre título titulo",
    "reply": "antwort text body comment message content réponse reponse respuesta template value nachricht",
    "add_tags": "tags set_tags current_tags",
    "status": "set_status zustand statut estado",
    "helpdesks": "helpdesk accounts",
    "visible_to": "restriction groups visibility",
    "locales": "languages translations variants sprachen",
}
_VALUES = {
    "solved": "closed resolved close solve done gelöst",
    "open": "new neu offen",
    "hold": "on-hold onhold waiting_on_third_party",
    "pending": "waiting wartend waiting_on_customer",
    "ticket": "tickets",
    "item": "items sku product",
    "keep": "ignore allow",
    "overwrite": "replace reset force",
    "fail": "error stop refuse",
    "true": "ja yes on oui si sí y wahr 1",
    "false": "nein no off non n falsch 0",
    "file": "csv yaml excel xlsx sheet local",
}


def _turned(words: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ours, others in words.items():
        for other in others.split():
            found.setdefault(other, []).append(ours)
    return found


_OUR_KEYS, _OUR_VALUES = _turned(_KEYS), _turned(_VALUES)


def plain(word: str) -> str:
    """Return a key in small letters, with nothing in it that cannot be seen, and underscores for what joins words."""
    seen = "".join(letter for letter in word.casefold() if letter.isprintable() and letter not in "\u00ad\u200b\ufeff")
    return "_".join(seen.replace("-", " ").replace(".", " ").split())


def key(word: str, names: Collection[str]) -> str:
    """Return which of these keys is meant by this one, "" where none comes to mind."""
    lowered = {plain(name): name for name in names}
    if plain(word) in lowered:
        return lowered[plain(word)]
    ours = other(word, names)
    found = get_close_matches(word.lower(), [name.lower() for name in names], n=1)
    return ours or next((name for name in names if found and name.lower() == found[0]), "")


def other(word: str, names: Collection[str]) -> str:
    """Return which of these keys has another language's or program's name here, "" for none."""
    return next((name for name in _OUR_KEYS.get(plain(word), ()) if name in names), "")


def value(word: str, names: Collection[str]) -> str:
    """Return which of these values is meant by this one, "" where none comes to mind."""
    return next((name for name in _OUR_VALUES.get(word.strip().casefold(), ()) if name in names), "")
