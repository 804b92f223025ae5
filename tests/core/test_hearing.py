"""When customers hear of an item for the first time, where its feed says only how long after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from zendesk_bridge.core.facts import with_next_updates
from zendesk_bridge.core.model import Backorder, ShipWindow

WEEK = timedelta(days=7)
MONDAY = date(2026, 11, 23)
ITEM = Backorder("A", "Ay", ship_window=ShipWindow(date(2026, 12, 20), date(2026, 12, 24)))


def heard(item: Backorder, today: date, known: Backorder | None = None, after: timedelta | None = WEEK) -> date | None:
    """Return the next update that an item gets."""
    (found,) = with_next_updates([item], after, {known.sku: known} if known else {}, today)
    return found.next_update


@pytest.mark.parametrize(
    ("today", "after", "day"),
    [
        (MONDAY, WEEK, date(2026, 11, 30)),
        (MONDAY, timedelta(days=5), date(2026, 11, 30)),  # a Saturday
        (MONDAY, timedelta(days=6), date(2026, 11, 30)),  # a Sunday
        (MONDAY, timedelta(days=60), date(2026, 12, 24)),  # never behind the window
        (date(2027, 1, 4), WEEK, date(2027, 1, 11)),  # the window is over: a word is owed all the same
        (MONDAY, None, None),
    ],
)
def test_the_first_day(today: date, after: timedelta | None, day: date | None) -> None:
    """A day is counted from the one on which an item was first read so; without a span there is none."""
    assert heard(ITEM, today, after=after) == day


def test_a_promise_does_not_move_with_the_calendar() -> None:
    """Read again on other days the same item keeps its day, even when that has come; another window begins anew."""
    first = replace(ITEM, next_update=heard(ITEM, MONDAY))
    for days in (1, 6, 30):
        assert heard(ITEM, MONDAY + timedelta(days=days), first) == date(2026, 11, 30)
    moved = replace(ITEM, ship_window=ShipWindow(date(2027, 2, 1), date(2027, 2, 5)))
    assert heard(moved, date(2026, 12, 1), first) == date(2026, 12, 8)


def test_a_day_that_was_written_stands() -> None:
    """What the feed itself says of the next update is never replaced."""
    assert heard(replace(ITEM, next_update=date(2026, 12, 2)), MONDAY) == date(2026, 12, 2)
