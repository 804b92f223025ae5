from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.macros.wording import LANGUAGES, Speech, fallback, field_texts, spoken, wording_for
from zendesk_bridge.core.model import Backorder, Cancel, FieldKey, LocalText, ShipWindow, Split, Swap, Wait

TODAY = date(2026, 11, 23)
DASH = "\N{EN DASH}"
OTHERS = {FieldKey.BACK_IN_STOCK, FieldKey.LANGUAGE, FieldKey.GREETING}
"""What is said of a ticket, and not of late items."""
WIDGET = Backorder(
    sku="WID-12",
    name="Blue Widget 12 oz",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    reason="the supplier's shipment is two weeks late.",
    options=(Wait(), Swap("WID-14", "Green Widget 12 oz"), Split(), Cancel()),
    next_update=date(2026, 11, 29),
    locales=(("de", LocalText("Blaues Widget", "die Sendung kommt später")), ("fr", LocalText(reason="retard"))),
)
LAMP = Backorder(
    sku="LAMP-3",
    name="Harbor Desk Lamp",
    ship_window=ShipWindow(date(2026, 11, 20), date(2026, 12, 9)),
    options=(Wait(), Cancel()),
)
CHAIR = Backorder(sku="CHAIR-OAK", name="Oak Reading Chair", reason="the frames failed our check", options=(Cancel(),))
SOCKS = replace(LAMP, sku="SOCK", name="Wool Socks")
WAITING = replace(CHAIR, sku="DESK", name="Oak Desk", options=(Wait(), Cancel()))
PAST = replace(CHAIR, ship_window=ShipWindow(date(2026, 11, 1), date(2026, 11, 20)), next_update=date(2026, 11, 20))
CASES = [
    (WIDGET,),
    (LAMP,),
    (LAMP, SOCKS),
    (LAMP, SOCKS, WAITING),
    (LAMP, WAITING),
    (CHAIR,),
    (PAST,),
    (WIDGET, LAMP),
    (WIDGET, LAMP, CHAIR),
    (WIDGET, LAMP, CHAIR, PAST),
]


ONE_DAY = replace(LAMP, ship_window=ShipWindow(date(2026, 12, 9), date(2026, 12, 9)))


@pytest.mark.parametrize(
    ("item", "sentences"),
    [
        (
            WIDGET,
            {
                "en": f"The new ship window is December 1 {DASH} 5.",
                "de": f"Neuer Versandzeitraum: 1.{DASH}5. Dezember.",
                "fr": "Nouvelle période d'expédition : du 1er au 5 décembre.",
                "es": "Nuevo plazo de envío: del 1 al 5 de diciembre.",
            },
        ),
        (
            ONE_DAY,
            {
                "en": "The new ship date is December 9.",
                "de": "Neuer Versandtermin: 9. Dezember.",
                "fr": "Nouvelle date d'expédition : le 9 décembre.",
                "es": "Nueva fecha de envío: el 9 de diciembre.",
            },
        ),
        (
            LAMP,
            {
                "en": "We now expect to ship by December 9.",
                "de": "Wir versenden voraussichtlich bis zum 9. Dezember.",
                "fr": "Nous prévoyons désormais l'expédition d'ici au 9 décembre.",
                "es": "Ahora prevemos realizar el envío a más tardar el 9 de diciembre.",
            },
        ),
        (
            CHAIR,
            {
                "en": "We cannot give a ship date yet.",
                "de": "Einen Versandtermin können wir noch nicht nennen.",
                "fr": "Nous ne pouvons pas encore indiquer de date d'expédition.",
                "es": "Todavía no podemos dar una fecha de envío.",
            },
        ),
        (
            PAST,
            {
                "en": "We are confirming the new ship date.",
                "de": "Den neuen Versandtermin lassen wir gerade bestätigen.",
                "fr": "Nous faisons confirmer la nouvelle date d'expédition.",
                "es": "Estamos confirmando la nueva fecha de envío.",
            },
        ),
    ],
    ids=["range", "one day", "by", "unknown", "lapsed"],
)
def test_every_kind_of_window_has_its_sentence(item: Backorder, sentences: dict[str, str]) -> None:
    """A range, one day, a window that has begun, an unknown one and one that is over read right in every language."""
    for locale, sentence in sentences.items():
        assert f" {sentence}\n\n" in field_texts([item], Speech(locale, TODAY))[FieldKey.MESSAGE]


@pytest.mark.parametrize(
    ("locale", "alike", "differing"),
    [
        (
            "en",
            "wait for both items or cancel one or both items for a full refund",
            (
                "choose for each item:\n"
                "• Blue Widget 12 oz: wait, swap for the Green Widget 12 oz, or cancel for a full refund;\n"
                "• Harbor Desk Lamp: wait or cancel for a full refund;\n"
                "• the rest of your order: have it shipped now, ahead of these items"
            ),
        ),
        (
            "de",
            "auf beide Artikel warten oder einen oder beide Artikel gegen volle Erstattung des Kaufpreises stornieren",
            (
                "für jeden Artikel wählen:\n"
                "• Blaues Widget: warten, gegen „Green Widget 12 oz“ tauschen "
                "oder gegen volle Erstattung des Kaufpreises stornieren;\n"
                "• Harbor Desk Lamp: warten oder gegen volle Erstattung des Kaufpreises stornieren;\n"
                "• der Rest Ihrer Bestellung: schon jetzt zusenden lassen, vor diesen Artikeln"
            ),
        ),
        (
            "fr",
            (
                "attendre l'expédition des deux articles "
                "ou annuler la commande d'un article ou des deux avec remboursement intégral"
            ),
            (
                "choisir pour chaque article :\n"
                "• Blue Widget 12 oz : attendre, échanger contre l'article « Green Widget 12 oz » "
                "ou annuler avec remboursement intégral ;\n"
                "• Harbor Desk Lamp : attendre ou annuler avec remboursement intégral ;\n"
                "• le reste de votre commande : le faire expédier dès maintenant, avant ces articles"
            ),
        ),
        (
            "es",
            ("esperar el envío de los dos artículos o cancelar uno de los artículos o los dos con reembolso íntegro"),
            (
                "elegir para cada artículo:\n"
                "• Blue Widget 12 oz: esperar, cambiar por «Green Widget 12 oz» "
                "o cancelar con reembolso íntegro;\n"
                "• Harbor Desk Lamp: esperar o cancelar con reembolso íntegro;\n"
                "• el resto de su pedido: pedir que lo enviemos ya, antes que estos artículos"
            ),
        ),
    ],
)
def test_the_options_about_two_items(locale: str, alike: str, differing: str) -> None:
    """What holds for both is said in one sentence; items that differ have a line each, in every language."""
    assert field_texts([LAMP, SOCKS], Speech(locale, TODAY))[FieldKey.OPTIONS] == alike
    assert field_texts([WIDGET, LAMP], Speech(locale, TODAY))[FieldKey.OPTIONS] == differing


@pytest.mark.parametrize("locale", ["en", "de", "fr", "es"])
def test_a_plural_name_reads_as_well_as_any(locale: str) -> None:
    """No verb and no pronoun is bound to the name, so that "Wool Socks" needs no other words than "Lamp"."""
    one, other = (field_texts([replace(item, options=WIDGET.options)], Speech(locale, TODAY)) for item in (LAMP, SOCKS))
    assert all(re.sub("Wool Socks", "Harbor Desk Lamp", other[key]) == one[key] for key in FieldKey)
    assert not re.search(r"\b(it|them)\b", " ".join(one.values()).replace("we will take care of it.", ""))


def test_several_items_have_a_line_each() -> None:
    """The message about several items has a line for each of them, and the rest of it once."""
    facts, choices, follow_up = field_texts([WIDGET, LAMP], Speech("en_US", TODAY))[FieldKey.MESSAGE].split("\n\n")
    ones = [field_texts([item], Speech("en_US", TODAY))[FieldKey.MESSAGE] for item in (WIDGET, LAMP)]
    assert facts.split("\n") == [one.split("\n\n")[0] for one in ones]
    assert choices == field_texts([WIDGET, LAMP], Speech("en_US", TODAY))[FieldKey.CHOICES]
    assert follow_up == "You will hear from us again within two working days."


@pytest.mark.parametrize("locale", ["en_US", "en_GB", "de", "fr", "es"])
@pytest.mark.parametrize("items", CASES, ids=str)
def test_no_text_has_a_hole_or_a_past_date(items: tuple[Backorder, ...], locale: str) -> None:
    """Every field is filled in every language, and no day that has passed is named."""
    texts = field_texts(items, Speech(locale, TODAY))
    assert set(texts) == set(FieldKey)
    for text in (text for key, text in texts.items() if key not in OTHERS):
        assert text
        assert text == text.strip()
        assert not re.search(r"[{}\u00a0\u2009\u202f]| {2}|\.\.|None", text)
        assert not re.search(r"\b20\.? (de )?nov", text.lower())
        assert "November 1 " not in text
        assert not re.search(r"[,;:(] ?[,;:.)]|\b(?!nous )(\w+) \1\b", text)
        assert all(len(line) < 420 for line in text.split("\n")), text
    assert ":" not in texts[FieldKey.SHIP_WINDOW]
    sentences = {FieldKey.MESSAGE, FieldKey.DELAY, FieldKey.CHOICES, FieldKey.FOLLOW_UP}
    assert all(texts[key][-1] not in ".:;," for key in set(FieldKey) - sentences - OTHERS)
    assert not any(texts[key] for key in OTHERS)
    for line in "\n".join(texts[key] for key in sentences).split("\n"):
        assert not line or line[-1] in ".:;"
        assert all(len(re.findall(" ?:", sentence)) <= 1 for sentence in line.split(". "))


@pytest.mark.parametrize(
    ("locale", "default", "expected"),
    [("de_AT", "en_US", "de_AT"), ("pt_BR", "de", "de"), ("pt_BR", "ja", "en"), ("fr-CA", "en", "fr_CA")],
)
def test_a_language_that_we_do_not_offer_gives_way_to_the_default(locale: str, default: str, expected: str) -> None:
    """Sentences and dates are always in one language."""
    assert spoken(locale, default) == expected
    assert wording_for(locale, default) is wording_for(expected)
    assert field_texts([WIDGET], Speech(locale, TODAY, default)) == field_texts(
        [WIDGET], Speech(expected, TODAY, default)
    )


def test_the_fallback_speaks_every_language() -> None:
    """An untriaged ticket's reply names no date and promises an answer within two working days."""
    assert set(LANGUAGES) == {"en", "de", "fr", "es"}
    replies = {language: fallback(language) for language in LANGUAGES}
    assert len(set(replies.values())) == 4
    assert not any(re.search(r"backorder\.|\d", reply) for reply in replies.values())


@pytest.mark.parametrize(
    ("locale", "days", "sentence", "slot"),
    [
        ("en", 1, "within one working day.", "the first working day after this message"),
        ("en", 5, "within five working days.", "the fifth working day after this message"),
        ("de", 1, "innerhalb eines Werktags wieder von uns.", "ersten Werktag nach dieser Nachricht"),
        ("de", 3, "innerhalb von drei Werktagen wieder von uns.", "dritten Werktag nach dieser Nachricht"),
        ("fr", 1, "sous un jour ouvré.", "premier jour ouvré suivant ce message"),
        ("fr", 10, "sous dix jours ouvrés.", "dixième jour ouvré suivant ce message"),
        ("es", 1, "en un plazo de un día hábil.", "primer día hábil posterior a este mensaje"),
        ("es", 4, "en un plazo de cuatro días hábiles.", "cuarto día hábil posterior a este mensaje"),
    ],
)
def test_the_admin_says_within_how_many_working_days(locale: str, days: int, sentence: str, slot: str) -> None:
    """Where no day is promised, texts and the fallback tell the working days that the admin answers within."""
    texts = field_texts([CHAIR], Speech(locale, TODAY, working_days=days))
    assert texts[FieldKey.FOLLOW_UP].endswith(sentence)
    assert texts[FieldKey.NEXT_UPDATE] == slot
    period = sentence.removesuffix(".").removesuffix(" wieder von uns")
    assert period in fallback(locale, working_days=days)
