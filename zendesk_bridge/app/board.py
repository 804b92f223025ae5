"""Use case: the board of a morning, from what is remembered alone: no helpdesk and no feed is asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

from zendesk_bridge.app.followups import Lateness, last_told
from zendesk_bridge.core.board import Board, OnTickets, board_items
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.facts.slips import SlipRules, slips_of
from zendesk_bridge.core.followups import RHYTHM, SEASON, FollowUp, urgency
from zendesk_bridge.core.model import Backorder, LatestCount
from zendesk_bridge.core.ports import Memory, State

T = TypeVar("T")


def late_items(
    state: State, feeds: Mapping[str, timedelta], now: datetime
) -> tuple[Mapping[str, Backorder], frozenset[str]]:
    """Return the late items as they were last read, and those that were read longer ago than their feed stands."""
    aged = frozenset(sku for sku, item in last_told(state, feeds, now).items() if item.lapsed)
    return last_told(state, dict.fromkeys(feeds, timedelta.max), now), aged


def read_board(
    state: State,
    memories: Mapping[str, Memory],
    items: Mapping[str, Backorder],
    rules: SlipRules,
    aged: frozenset[str] = frozenset(),
) -> Board:
    """Return the board as of ``rules.now``.

    ``memories`` are by helpdesk, ``items`` those that are late; of the ``aged`` no date is told any more. Raises
    StateError for what cannot be read.
    """
    now = rules.now.astimezone(rules.zone)
    versions = state.fact_versions()
    history = History.of(versions)
    late = Lateness.of(now, items, versions, rules.settle)
    followups = tuple(sorted(_waiting(memories, late), key=urgency))
    known = OnTickets(
        _sums(memories),
        _by_sku(_told(memories, late), lambda one: one.sku),
        _by_sku((one for memory in memories.values() for one in memory.choice_counts()), lambda one: one.sku),
        _by_sku(followups, lambda one: one.sku),
        {sku: slips_of(history.of_item(sku), rules) for sku in items},
    )
    return Board(board_items(items.values(), known, late.today, aged), followups, now, rules.zone)


def _sums(memories: Mapping[str, Memory]) -> Mapping[str, int]:
    """Return on how many open tickets each item is mentioned, on all helpdesks."""
    found: Counter[str] = Counter()
    for memory in memories.values():
        found.update(memory.open_tickets())
    return found


def _told(memories: Mapping[str, Memory], late: Lateness) -> Iterator[LatestCount]:
    """Yield what customers were last told; of an item that had been back, only what was told since."""
    for memory in memories.values():
        yield from (one for one in memory.latest_counts() if one.sku not in late.again)
        for sku in late.again:
            yield from (LatestCount(sku, one.window, 1) for one in memory.latest_promises(sku) if late.counts(one))


def _waiting(memories: Mapping[str, Memory], late: Lateness) -> Iterator[FollowUp]:
    """Yield the follow-ups that somebody must write now: due, overdue or silent."""
    shortest = min((item.every for item in late.items.values() if item.every), default=RHYTHM)
    undated, any_day = _midnight(late, min(shortest, RHYTHM)), _midnight(late, SEASON)
    for helpdesk, memory in memories.items():
        for last in filter(late.counts, memory.waiting(late.today, undated, any_day)):
            one = late.follow_up(last, helpdesk)
            if one.waits:
                yield one


def _midnight(late: Lateness, ago: timedelta) -> datetime:
    """Return the beginning of the day that was so long ago, where the shop is."""
    return datetime.combine(late.today - ago, time(), late.zone).astimezone(UTC)


def _by_sku(found: Iterable[T], sku: Callable[[T], str]) -> Mapping[str, tuple[T, ...]]:
    sorted_out: dict[str, list[T]] = defaultdict(list)
    for one in found:
        sorted_out[sku(one)].append(one)
    return {key: tuple(some) for key, some in sorted_out.items()}
