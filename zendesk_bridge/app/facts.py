"""Use case: the facts that may be told now. A broken or shrunken feed never becomes "nothing is delayed"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from zendesk_bridge.core.errors import Unavailable
from zendesk_bridge.core.facts import (
    Facts,
    FeedAnswer,
    FeedPolicy,
    Gathering,
    Judge,
    believe,
    between_files,
    due,
    invented,
    new_versions,
    real_items,
    standing,
    with_next_updates,
    without_invented,
)
from zendesk_bridge.core.ports import Feed, State

__all__ = [
    "Facts",
    "FeedPolicy",
    "Gathering",
    "Judge",
    "between_files",
    "due",
    "gather",
    "invented",
    "new_versions",
    "real_items",
    "remember",
    "standing",
    "with_next_updates",
    "without_invented",
]


def gather(feeds: Sequence[tuple[Feed, FeedPolicy]], state: State, now: datetime, manner: Gathering) -> Facts:
    """Read every feed and return what may be told: see :func:`zendesk_bridge.core.facts.believe`.

    Raises:
        InvalidInput: what is wrong in the feeds, unless the rest may go ahead.
        Unavailable: a feed cannot be read and never was.

    """
    names = {feed.name for feed, _ in feeds}
    stood = {name: state.last_good(name) for name in sorted(state.feeds() - names)}
    left = {name: good for name, good in stood.items() if good}
    return believe([_asked(feed, policy, state, manner.today) for feed, policy in feeds], now, manner, left)


def remember(known: Facts, state: State, now: datetime) -> None:
    """Save the good readings as what stands when a later one fails, and what is new as history.

    Only for whoever holds the lease: two at once would both find the same thing new.
    """
    state.save_fact_versions(tuple(new_versions(known, state.last_fact_versions(), now)))
    for feed, good in known.standing.items():
        state.save_last_good(feed, good)
    for feed in known.forgotten:
        state.forget_feed(feed)


def _asked(feed: Feed, policy: FeedPolicy, state: State, today: date) -> FeedAnswer:
    last = state.last_good(feed.name)
    try:
        reading = feed.read()
    except Unavailable as error:
        if last is None:
            raise
        return FeedAnswer(feed.name, policy, last, silent=error.message)
    known = {row.item.sku: row.item for row in last.items} if last else {}
    items = with_next_updates(reading.backorders, reading.hears_after, known, today)
    return FeedAnswer(feed.name, policy, last, items, reading.problems)
