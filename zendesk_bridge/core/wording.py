"""The sentences that ticket fields hold, in every language we offer.

Each field text is made for one slot, so that macros can rely on it in every language and for one or several items:

- ``items``: anywhere a name fits;
- ``ship_window``: after a label and a colon, "Ships from our warehouse: ..."; it holds no colon of its own;
- ``options``: after "You can", "Sie können", "Vous pouvez", "Puede";
- ``next_update``: after "by", "spätestens am", "au plus tard le", "a más tardar el";
- ``message``: a paragraph of its own, one line for each item.

Dates are ship dates, never delivery dates, and no text promises what the facts do not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from zendesk_bridge.core.calendar import listed
from zendesk_bridge.core.model import Backorder, Cancel, FieldKey, Option, Split, Swap, Wait
from zendesk_bridge.core.window import as_of, day, language, words


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the customer can do, about one item, about several alike, and about one that must be named."""

    one: str
    several: str
    named: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One language. ``{name}``, ``{reason}``, ``{window}``, ``{swap}``, ``{options}`` and ``{day}`` are filled in.

    ``someday`` stands where the day of the next update would: no date is known, yet the slot must not stay empty,
    and a promise counted from the message itself stays true however long the text waits on the ticket.
    """

    late: str
    late_because: str
    window: str
    one_day: str
    by: str
    unknown: str
    lapsed: str
    lapsed_window: str
    pair: str
    between: str
    wait: Phrase
    swap: Phrase
    split: str
    cancel: Phrase
    no_options: str
    options: str
    update: str
    someday: str
    fallback: str


_WORDINGS = {
    "en": Wording(
        late="Your {name} is delayed.",
        late_because="Your {name} is delayed: {reason}.",
        window="The new ship window is {window}.",
        one_day="We now expect to ship it on {window}.",
        by="We now expect to ship it {window}.",
        unknown="We cannot give a ship date for it yet.",
        lapsed="We are confirming the new ship date.",
        lapsed_window="new date being confirmed",
        pair="{name} ({window})",
        between="; ",
        wait=Phrase("wait for it", "wait for them", "wait for the {name}"),
        swap=Phrase("swap it for the {swap}", "swap the {name} for the {swap}", "swap the {name} for the {swap}"),
        split="have the rest of your order shipped now",
        cancel=Phrase(
            "cancel it for a full refund",
            "cancel any of them for a full refund",
            "cancel the {name} for a full refund",
        ),
        no_options="tell us how you would like to proceed",
        options="You can {options}.",
        update="You will hear from us again by {day}.",
        someday="the second working day after this message",
        fallback=(
            "Hi {{ customer.first_name }},\n\n"
            "Thank you for your message. We are checking the ship date of your item. "
            "You will hear from us again within two working days, with what we know and what you can choose.\n"
        ),
    ),
    "de": Wording(
        late="Der Versand von {name} verzögert sich.",
        late_because="Der Versand von {name} verzögert sich \N{EN DASH} {reason}.",
        window="Neuer Versandzeitraum: {window}.",
        one_day="Wir versenden voraussichtlich am {window}.",
        by="Wir versenden voraussichtlich {window}.",
        unknown="Einen Versandtermin können wir noch nicht nennen.",
        lapsed="Den neuen Versandtermin lassen wir gerade bestätigen.",
        lapsed_window="neuer Termin wird gerade bestätigt",
        pair="{name} ({window})",
        between="; ",
        wait=Phrase("darauf warten", "darauf warten", "auf {name} warten"),
        swap=Phrase(
            "stattdessen {swap} nehmen",
            "statt {name} den Artikel {swap} nehmen",
            "statt {name} den Artikel {swap} nehmen",
        ),
        split="sich den Rest Ihrer Bestellung schon jetzt zusenden lassen",
        cancel=Phrase(
            "den Artikel gegen volle Erstattung des Kaufpreises stornieren",
            "beliebige dieser Artikel gegen volle Erstattung des Kaufpreises stornieren",
            "{name} gegen volle Erstattung des Kaufpreises stornieren",
        ),
        no_options="uns mitteilen, wie Sie vorgehen möchten",
        options="Sie können {options}.",
        update="Sie hören spätestens am {day} wieder von uns.",
        someday="zweiten Werktag nach dieser Nachricht",
        fallback=(
            "Guten Tag {{ customer.name }},\n\n"
            "vielen Dank für Ihre Nachricht. Wir prüfen den Versandtermin Ihres Artikels. "
            "Sie hören innerhalb von zwei Werktagen wieder von uns: mit dem, was wir wissen, "
            "und mit den Möglichkeiten, die Sie haben.\n"
        ),
    ),
    "fr": Wording(
        late="L'expédition de l'article {name} est retardée.",
        late_because="L'expédition de l'article {name} est retardée : {reason}.",
        window="Nouvelle période d'expédition : {window}.",
        one_day="Nous prévoyons désormais l'expédition pour le {window}.",
        by="Nous prévoyons désormais l'expédition {window}.",
        unknown="Nous ne pouvons pas encore indiquer de date d'expédition.",
        lapsed="Nous faisons confirmer la nouvelle date d'expédition.",
        lapsed_window="nouvelle date en cours de confirmation",
        pair="{name} ({window})",
        between=" ; ",
        wait=Phrase("attendre son expédition", "attendre leur expédition", "attendre l'expédition de l'article {name}"),
        swap=Phrase(
            "échanger cet article contre {swap}", "échanger {name} contre {swap}", "échanger {name} contre {swap}"
        ),
        split="faire expédier dès maintenant le reste de votre commande",
        cancel=Phrase(
            "annuler cet article avec remboursement intégral",
            "annuler un ou plusieurs de ces articles avec remboursement intégral",
            "annuler {name} avec remboursement intégral",
        ),
        no_options="nous indiquer comment vous souhaitez procéder",
        options="Vous pouvez {options}.",
        update="Vous aurez de nos nouvelles au plus tard le {day}.",
        someday="deuxième jour ouvré suivant ce message",
        fallback=(
            "Bonjour {{ customer.name }},\n\n"
            "Merci pour votre message. Nous vérifions la date d'expédition de votre article. "
            "Vous aurez de nos nouvelles sous deux jours ouvrés, avec ce que nous savons "
            "et les choix qui s'offrent à vous.\n"
        ),
    ),
    "es": Wording(
        late="El envío de {name} se retrasa.",
        late_because="El envío de {name} se retrasa: {reason}.",
        window="Nuevo plazo de envío: {window}.",
        one_day="Ahora prevemos realizar el envío el {window}.",
        by="Ahora prevemos realizar el envío {window}.",
        unknown="Todavía no podemos dar una fecha de envío.",
        lapsed="Estamos confirmando la nueva fecha de envío.",
        lapsed_window="nueva fecha en proceso de confirmación",
        pair="{name} ({window})",
        between="; ",
        wait=Phrase("esperar su envío", "esperar su envío", "esperar el envío de {name}"),
        swap=Phrase("cambiar este artículo por {swap}", "cambiar {name} por {swap}", "cambiar {name} por {swap}"),
        split="pedir que enviemos ya el resto de su pedido",
        cancel=Phrase(
            "cancelar este artículo con reembolso íntegro",
            "cancelar uno o varios de estos artículos con reembolso íntegro",
            "cancelar {name} con reembolso íntegro",
        ),
        no_options="indicarnos cómo prefiere proceder",
        options="Puede {options}.",
        update="Volverá a tener noticias nuestras a más tardar el {day}.",
        someday="segundo día hábil posterior a este mensaje",
        fallback=(
            "Hola, {{ customer.name }}:\n\n"
            "Gracias por su mensaje. Estamos comprobando la fecha de envío de su artículo. "
            "Volverá a tener noticias nuestras en un plazo de dos días hábiles, con lo que sepamos "
            "y con las opciones que tiene.\n"
        ),
    ),
}

# The one about the rest of the order comes last: after it, "it" would no longer be the late item.
_ORDER = (Wait, Swap, Cancel, Split)

LANGUAGES = frozenset(_WORDINGS)


def spoken(locale: str, default: str = "en") -> str:
    """Return the locale to write in: this one if we offer its language, else the default, else English."""
    return next((known for known in (locale, default) if language(known) in LANGUAGES), "en").replace("-", "_")


def wording_for(locale: str, default: str = "en") -> Wording:
    """Return the sentences of this locale's language, or of the default locale's."""
    return _WORDINGS[language(spoken(locale, default))]


def fallback(locale: str, default: str = "en") -> str:
    """Return the reply (Markdown with Jinja2) for a ticket whose fields are empty: it names no date and no item."""
    return wording_for(locale, default).fallback


def translated(item: Backorder, locale: str, default: str = "en") -> Backorder:
    """Return the item with its name and its reason as sentences in this locale may hold them.

    ``default`` is the language that the facts are written in. A name is a name in any language. A reason is part of
    a sentence: in a sentence of another language it is left out rather than left untranslated.
    """
    locale = spoken(locale, default)
    understood = item.reason if language(locale) == language(default) else ""
    text = replace(item, reason=understood).text(locale)
    return replace(item, name=text.name, reason=text.reason.strip().rstrip("."))


def field_texts(items: Sequence[Backorder], locale: str, today: date, default: str = "en") -> dict[FieldKey, str]:
    """Return every field's text about these late items; without items every text is empty.

    The whole text is in one language: this locale's, or the default's where we do not offer it; only the names of
    items are as they are. Nothing is cut.
    """
    if not items:
        return dict.fromkeys(FieldKey, "")
    told = [as_of(translated(item, locale, default), today) for item in items]
    locale = spoken(locale, default)
    return {
        FieldKey.ITEMS: listed([item.name for item in told], locale),
        FieldKey.SHIP_WINDOW: _windows(told, locale, today),
        FieldKey.OPTIONS: _options(told, locale),
        FieldKey.NEXT_UPDATE: _next_update(told, locale, today),
        FieldKey.MESSAGE: "\n".join(_paragraph(item, locale, today) for item in told),
    }


def _window(item: Backorder, locale: str, today: date) -> str:
    """Write the ship window, or that a new one is being confirmed."""
    return wording_for(locale).lapsed_window if item.lapsed else words(item.ship_window, locale, today)


def _windows(items: Sequence[Backorder], locale: str, today: date) -> str:
    """Write the ship window of one item, or of several with their names."""
    if len(items) == 1:
        return _window(items[0], locale, today)
    wording = wording_for(locale)
    return wording.between.join(
        wording.pair.format(name=item.name, window=_window(item, locale, today)) for item in items
    )


def _next_update(items: Sequence[Backorder], locale: str, today: date) -> str:
    """Write the first day on which the customer hears from us; the items are as of today."""
    first = min((item.next_update for item in items if item.next_update), default=None)
    return day(first, locale, today) if first else wording_for(locale).someday


def _options(items: Sequence[Backorder], locale: str) -> str:
    """Write what the customer can do; what holds for all items alike is said once, the rest names its item.

    The rest of an order can ship ahead only if none of its late items speaks against it.
    """
    said = [
        text
        for kind in _ORDER
        for item in items
        for option in item.options
        if isinstance(option, kind) and (text := _option(option, item, items, locale))
    ]
    return listed(list(dict.fromkeys(said)), locale, "or") if said else wording_for(locale).no_options


def _option(option: Option, item: Backorder, items: Sequence[Backorder], locale: str) -> str:
    """Write one option of one of these items; "" when it does not hold beside the others."""
    wording = wording_for(locale)
    shared = all(any(type(option) is type(other) for other in one.options) for one in items)
    several = len(items) > 1
    match option:
        case Wait():
            return _phrase(wording.wait, item, several=several, shared=shared)
        case Swap():
            return _phrase(wording.swap, item, several=several, shared=False, swap=option.name)
        case Cancel():
            return _phrase(wording.cancel, item, several=several, shared=shared)
        case Split():
            return wording.split if shared else ""


def _phrase(phrase: Phrase, item: Backorder, *, several: bool, shared: bool, swap: str = "") -> str:
    text = phrase.one if not several else phrase.several if shared else phrase.named
    return text.format(name=item.name, swap=swap)


def _paragraph(item: Backorder, locale: str, today: date) -> str:
    """Write all four parts of an update about one item."""
    wording = wording_for(locale)
    late = wording.late_because if item.reason else wording.late
    sentences = (
        late.format(name=item.name, reason=item.reason),
        _timing(item, wording).format(window=_window(item, locale, today)),
        wording.options.format(options=_options([item], locale)),
        wording.update.format(day=_next_update([item], locale, today)),
    )
    return " ".join(sentences)


def _timing(item: Backorder, wording: Wording) -> str:
    """Choose the sentence that this window fits into."""
    if item.lapsed:
        return wording.lapsed
    if item.ship_window is None:
        return wording.unknown
    if item.ship_window.first is None:
        return wording.by
    return wording.one_day if item.ship_window.first == item.ship_window.last else wording.window
