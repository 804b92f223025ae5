"""What differs between two states of a late item, in words and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any, Final

from zendesk_bridge.core.model import Backorder, LocalText, Option, ShipWindow, Swap
from zendesk_bridge.core.spans import in_words

_NAMES: Final = {
    "ship_window": "ship window",
    "promised_by": "promised by",
    "next_update": "next update",
    "cancelled_by": "not",
    "locales": "languages",
}
"""What fields are called in an admin's file, or nearly so, where it is not their own name."""

_WINDOW: Final = "ship_window"
_NO_CHANGE: Final = frozenset({"sku", "place", "lapsed"})


@dataclass(frozen=True, slots=True)
class FactChange:
    """One thing that is not as it was: its name, and both states in words, "" for nothing."""

    name: str
    before: str
    after: str


def changes(before: Backorder | None, after: Backorder) -> Iterator[FactChange]:
    """Yield what is new of an item; of one that was not late before, all that there is to say."""
    for field in fields(Backorder):
        if field.name in _NO_CHANGE:
            continue
        value = getattr(after, field.name)
        then, now = "" if before is None else _words(field.name, getattr(before, field.name)), _words(field.name, value)
        unsaid = before is None and value == field.default and field.name != _WINDOW
        if then != now and not unsaid:
            yield FactChange(_NAMES.get(field.name, field.name), then, now)


def days_of(window: ShipWindow | None) -> str:
    """Return a ship window in ISO days: ``2026-12-01 to 2026-12-05``, ``by 2026-12-05``, ``unknown``."""
    return window.in_words if window else "unknown"


def _words(name: str, value: Any) -> str:
    """Return a value in words; the order of names and languages says nothing, that of options does."""
    match value:
        case None:
            return days_of(None) if name == _WINDOW else ""
        case timedelta():
            return in_words(value)
        case ShipWindow():
            return days_of(value)
        case tuple():
            return _all(value)
    return str(value)


def _all(values: tuple[Any, ...]) -> str:
    if all(isinstance(value, str) for value in values):
        return ", ".join(sorted(values))
    if all(isinstance(value, tuple) for value in values):
        return "; ".join(_locals(values))
    return ", ".join(_option(value) for value in values)


def _locals(values: Iterable[tuple[str, LocalText]]) -> Iterator[str]:
    for locale, text in sorted(values, key=lambda local: local[0]):
        yield f"{locale}: {', '.join(filter(None, (text.name, text.reason)))}"


def _option(option: Option) -> str:
    return f"swap for {option.name} ({option.sku})" if isinstance(option, Swap) else option.kind
