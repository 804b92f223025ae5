"""The prepared reply that fits a ticket best: one of the bridge's own, in the customer's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from html import unescape

from zendesk_bridge.sandbox.desk.parts import OURS, SHIP_WINDOW, DeskError, Field, MenuEntry, Side
from zendesk_bridge.sandbox.records import StoredTicket

_SPOKEN: Mapping[str, frozenset[str]] = {
    "en": frozenset(("the", "you", "your", "we", "is", "and")),
    "de": frozenset(("sie", "wir", "ihr", "ihre", "und", "die", "ist")),
    "fr": frozenset(("vous", "nous", "votre", "et", "le", "est")),
    "es": frozenset(("usted", "su", "que", "el", "le", "es", "y")),
}
"""Words that no text in one of these languages goes without, and that the others do not have."""
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = 25
"""Characters from which on a field's value is a sentence, which stands in a text for no other reason."""
_MOST_FILLED = 40
"""How many macros are filled in to see which language they speak; a figure of ours."""


def suggested(side: Side, ticket: StoredTicket, locale: str) -> MenuEntry | None:
    """Return the bridge's macro for this ticket, None where nothing on it says that it waits for a late item.

    One fits that, filled in for this ticket, tells its ship window or a sentence that triage wrote. Of these, the
    customer's language counts first, then whether it takes off a tag of this ticket or has its words in its name, then
    whether it reads the ticket's fields.
    """
    window = next((field.value for field in side.fields(ticket) if field.label == SHIP_WINDOW), "")
    wanted, tags = locale.partition("-")[0].lower(), frozenset(ticket.tags)

    def order(found: tuple[MenuEntry, str]) -> tuple[object, ...]:
        macro, text = found
        spoken = _language(text)
        reads = any(field.placeholder in macro.text for field in told)
        # one that is written for an item has the words of the item's own tag in its name, whatever it is for
        fits_a_tag = bool(macro.takes_off & tags) or (reads and any(_names(macro, tag) for tag in tags))
        name = [part.casefold() for part in macro.path]
        return spoken != wanted, spoken != "en", not fits_a_tag, not reads, len(macro.path), name

    told = [field for field in side.fields(ticket) if field.value and field.label.startswith(OURS)]
    fitting = list(_telling(side, ticket, told, window)) if window else []
    return min(fitting, key=order, default=(None, ""))[0]


def _telling(side: Side, ticket: StoredTicket, told: Sequence[Field], window: str) -> Iterator[tuple[MenuEntry, str]]:
    """Yield the macros that tell what this ticket waits for, and what they would say."""
    ours = [macro for macro in side.macros() if macro.ours]
    reading = [macro for macro in ours if any(field.placeholder in macro.text for field in told)]
    writing = [macro for macro in ours if window in unescape(macro.text) and macro not in reading]
    sentences = {_flat(field.value) for field in told if len(field.value) >= _SENTENCE} | {_flat(window)}
    for macro in (*reading[:_MOST_FILLED], *writing[:_MOST_FILLED]):
        with suppress(DeskError):
            text = _flat(side.fill(ticket, macro.id).text)
            if any(sentence in text for sentence in sentences):
                yield macro, text


def _flat(text: str) -> str:
    return " ".join(text.split())


def _names(macro: MenuEntry, tag: str) -> bool:
    """Say whether a macro's name has all the words of one of the bridge's tags: ``backorder_window_moved``."""
    _, *words = tag.split("_")
    named = {word.casefold() for word in _WORD.findall(macro.path[-1])}
    return bool(words) and tag.startswith("backorder_") and set(words) <= named


def _language(text: str) -> str:
    """Return the language that a text is in; the first one when no word tells."""
    words = _WORD.findall(text.casefold())
    return max(_SPOKEN, key=lambda language: sum(word in _SPOKEN[language] for word in words))
