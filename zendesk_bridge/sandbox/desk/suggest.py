"""The prepared reply that fits a ticket best: one of the bridge's own, in the customer's language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape

from zendesk_bridge.sandbox.desk.parts import OURS, SHIP_WINDOW, Field, Macro, Refused, Side
from zendesk_bridge.sandbox.records import Ticket

_SPOKEN: Mapping[str, frozenset[str]] = {
    "en": frozenset(("the", "you", "your", "we", "is", "and")),
    "de": frozenset(("sie", "wir", "ihr", "ihre", "und", "die", "ist")),
    "fr": frozenset(("vous", "nous", "votre", "et", "le", "est")),
    "es": frozenset(("usted", "su", "que", "el", "le", "es", "y")),
}
"""Words that no text in one of these languages goes without, and that the others do not have."""
_WORD = re.compile(r"[^\W\d_]+")
_MOST_FILLED = 40
"""How many macros are filled in to see which language they speak; a figure of ours."""


def suggested(side: Side, ticket: Ticket, locale: str) -> Macro | None:
    """Return the bridge's macro for this ticket, None where nothing on it says that it waits for a late item.

    One fits that reads a field which triage has filled, or else one that tells the same ship window in words. Of these,
    the customer's language counts first, then whether it takes off a tag of this ticket or has its words in its name.
    """
    told = [field for field in side.fields(ticket) if field.value and field.label.startswith(OURS)]
    fitting = _fitting(side.macros(), told)[:_MOST_FILLED] if told else []
    wanted, tags = locale.partition("-")[0].lower(), frozenset(ticket.tags)

    def order(macro: Macro) -> tuple[object, ...]:
        spoken = _language(side, ticket, macro)
        fits_a_tag = bool(macro.takes_off & tags) or any(_names(macro, tag) for tag in tags)
        return (
            spoken != wanted,
            spoken != "en",
            not fits_a_tag,
            len(macro.path),
            [part.casefold() for part in macro.path],
        )

    return min(fitting, key=order, default=None)


def _fitting(macros: Sequence[Macro], told: Sequence[Field]) -> list[Macro]:
    ours = [macro for macro in macros if macro.ours]
    reading = [macro for macro in ours if any(field.placeholder in macro.text for field in told)]
    windows = [field.value for field in told if field.label == SHIP_WINDOW]
    return reading or [macro for macro in ours if any(window in unescape(macro.text) for window in windows)]


def _names(macro: Macro, tag: str) -> bool:
    """Say whether a macro's name has all the words of one of the bridge's tags: ``backorder_window_moved``."""
    _, *words = tag.split("_")
    named = {word.casefold() for word in _WORD.findall(macro.path[-1])}
    return bool(words) and tag.startswith("backorder_") and set(words) <= named


def _language(side: Side, ticket: Ticket, macro: Macro) -> str:
    """Return the language in which a macro would speak on this ticket; the first one when no word tells."""
    try:
        words = _WORD.findall(side.fill(ticket, macro.id).text.casefold())
    except Refused:
        return ""
    return max(_SPOKEN, key=lambda language: sum(word in _SPOKEN[language] for word in words))
