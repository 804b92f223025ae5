"""How the ship windows of late items held: how often and how far they moved, and what was promised against true.

A slip is a move of the last ship day, for that is the day that a customer waits for. A version that was in force for
less than ``settle`` is none: an admin who edits three times in ten minutes has changed their mind, not the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby, pairwise

from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.model import Backorder, FactVersion, ShipWindow

FEW_MOVES = 2
"""Moves to a later day from which on they say something about an item: one alone may be bad luck."""

FEW_ITEMS = 3
"""Items of one feed that moved later from which on they say something about its others, if they are half of all."""


@dataclass(frozen=True, slots=True)
class WindowSlip:
    """One move of an item's last ship day, seen at an aware moment in a feed."""

    sku: str
    at: datetime
    feed: str
    before: ShipWindow
    after: ShipWindow

    @property
    def days(self) -> int:
        """How many days later the item ships; less than 0 for earlier."""
        return (self.after.last - self.before.last).days


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item that is late no more since a day in the shop's time zone; with its ``first`` and its ``last`` window."""

    sku: str
    on: date
    feed: str
    first: ShipWindow
    last: ShipWindow

    @property
    def days(self) -> int:
        """How many days after the end of its first window it was back; 0 or less where that was kept."""
        return (self.on - self.first.last).days


@dataclass(frozen=True, slots=True)
class Slips:
    """How the windows of one or many items held, oldest first."""

    moves: tuple[WindowSlip, ...] = ()
    arrivals: tuple[Arrival, ...] = ()

    @property
    def later(self) -> tuple[WindowSlip, ...]:
        """The moves to a later day."""
        return tuple(move for move in self.moves if move.days > 0)

    @property
    def mean_days(self) -> float | None:
        """By how many days the moves to a later day went, on average; None where there is none."""
        later = self.later
        return sum(move.days for move in later) / len(later) if later else None


@dataclass(frozen=True, slots=True)
class SlipRules:
    """What slips are counted by: how long a version must stand, what time it is (aware), and the shop's time zone."""

    settle: timedelta
    now: datetime
    zone: tzinfo


def slips_of(versions: Sequence[FactVersion], rules: SlipRules) -> Slips:
    """Return how the windows of one item held, given all its versions in their order."""
    moves: list[WindowSlip] = []
    arrivals: list[Arrival] = []
    for late, ended in _times_late(settled(versions, rules.settle, rules.now)):
        dated = [(one, one.item.ship_window) for one in late if one.item and one.item.ship_window]
        for (_, before), (one, after) in pairwise(dated):
            if before.last != after.last:
                moves.append(WindowSlip(one.sku, one.seen_at, one.feed, before, after))
        if dated and ended and ended.feed:
            day = ended.seen_at.astimezone(rules.zone).date()
            arrivals.append(Arrival(ended.sku, day, ended.feed, dated[0][1], dated[-1][1]))
    return Slips(tuple(moves), tuple(arrivals))


def settled(versions: Sequence[FactVersion], settle: timedelta, now: datetime) -> Iterator[FactVersion]:
    """Yield the versions that were in force for long enough to count, or have been until now."""
    ends = [*(one.seen_at for one in versions[1:]), now]
    return (one for one, end in zip(versions, ends, strict=False) if end - one.seen_at >= settle)


def slips_in(history: History, feed: str, rules: SlipRules) -> tuple[Slips, int]:
    """Return how the windows of a feed's items held, and how many items it ever had."""
    moves: list[WindowSlip] = []
    arrivals: list[Arrival] = []
    items = 0
    for versions in history.versions.values():
        if any(one.item and one.feed == feed for one in versions):
            items += 1
            found = slips_of(versions, rules)
            moves += [move for move in found.moves if move.feed == feed]
            arrivals += [arrival for arrival in found.arrivals if arrival.feed == feed]
    return Slips(tuple(moves), tuple(arrivals)), items


def _times_late(versions: Iterable[FactVersion]) -> Iterator[tuple[tuple[FactVersion, ...], FactVersion | None]]:
    """Yield each time that an item was late: its versions, and the one that ended it, None while it is late."""
    groups = [(late, tuple(some)) for late, some in groupby(versions, key=lambda one: one.item is not None)]
    for (late, some), (_, after) in pairwise([*groups, (False, ())]):
        if late:
            yield some, after[0] if after else None


def days_in_words(days: float) -> str:
    """Return an average of days in words: ``9 days``, ``7.8 days``."""
    text = f"{days:.1f}".removesuffix(".0")
    return f"{text} day" + ("" if text == "1" else "s")


# --- windows that are too narrow


@dataclass(frozen=True, slots=True)
class NarrowWindow:
    """A window of some ``days`` that is narrower than what history supports: the item's, or its feed's, if named."""

    days: int
    slips: Slips
    feed: str = ""


def too_narrow(item: Backorder, feed: str, history: History, rules: SlipRules) -> NarrowWindow | None:
    """Return why the window of an item is too narrow for what is known of it, or of its feed; None where it is not.

    Conservative: an item must have moved to a later day twice, in a feed at least three items and half of all.
    """
    window = item.ship_window
    if window is None or window.first is None:
        return None
    days = (window.last - window.first).days + 1
    own = slips_of(history.of_item(item.sku), rules)
    if len(own.later) >= FEW_MOVES:
        return NarrowWindow(days, own) if _wider(own, days) else None
    others, items = slips_in(history, feed, rules)
    moved = len({move.sku for move in others.later})
    if moved >= FEW_ITEMS and moved * 2 >= items and _wider(others, days):
        return NarrowWindow(days, others, feed)
    return None


def _wider(slips: Slips, days: int) -> bool:
    return (slips.mean_days or 0) > days
