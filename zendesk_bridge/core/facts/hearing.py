"""When customers hear of an item for the first time, where its feed says only how long after it was read so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from zendesk_bridge.core.model import Backorder

_SATURDAY = 5
_WEEK = timedelta(days=7)


def with_next_updates(
    items: Iterable[Backorder], after: timedelta | None, known: Mapping[str, Backorder], today: date
) -> tuple[Backorder, ...]:
    """Return the items, those that name no next update with one that is so long ``after`` they were first read so.

    ``known`` are the items as they were last read well, by SKU: while nothing else about an item changes its day
    stands, so that what customers were promised does not move with the calendar. A day never falls on a weekend, and
    never behind a ship window that lies ahead.
    """
    if after is None:
        return tuple(items)
    return tuple(item if item.next_update else _heard(item, after, known.get(item.sku), today) for item in items)


def _heard(item: Backorder, after: timedelta, known: Backorder | None, today: date) -> Backorder:
    if known and known.next_update and replace(known, next_update=None) == item:
        return replace(item, next_update=known.next_update)
    day = today + after
    if day.weekday() >= _SATURDAY:
        day += _WEEK - timedelta(days=day.weekday())
    last = item.ship_window.last if item.ship_window else None
    return replace(item, next_update=min(day, last) if last and last > today else day)
