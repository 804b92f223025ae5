"""What a run adds to the history of facts: each item that was just read and is not as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from zendesk_bridge.core.facts.values import Facts
from zendesk_bridge.core.model import Backorder, FactVersion


def new_versions(known: Facts, last: Mapping[str, FactVersion], now: datetime) -> Iterator[FactVersion]:
    """Yield the versions that begin now, given the last one of each item.

    Only what was just read, and is told, is news: an item that is held, stands in for a feed that does not answer, or
    has lapsed says nothing new. One that is told no more has none of what was said of it: ``item`` is None, and
    ``feed`` is the one that lists it no more, "" where that feed itself is no more asked.

    A clock that was set back reorders nothing: a version begins no earlier than the one before it.
    """
    read = _just_read(known)
    for sku, item in known.late.items():
        found = read.get(sku)
        before = last.get(sku)
        if found and found[1] == item and not (before and _same(before.item, item)):
            yield FactVersion(sku, item.version, _from(before, now), item, found[0], str(found[1].place))
    if known.partial:  # what a feed does not say may be late all the same
        return
    for sku, before in last.items():
        if before.item is not None and sku not in known.late:
            feed = before.feed if before.feed in known.standing else ""
            yield FactVersion(sku, "", _from(before, now), None, feed)


def _just_read(known: Facts) -> Mapping[str, tuple[str, Backorder]]:
    """Return what the feeds have just given, by SKU, with the feed: a later one wins as it does in what is told."""
    return {
        row.item.sku: (feed, row.item)
        for feed, good in known.standing.items()
        for row in good.items
        if row.read_at == good.read_at
    }


def _same(before: Backorder | None, item: Backorder) -> bool:
    """Tell whether two readings of an item say the same. In which order it is called by its names says nothing."""
    return before is not None and _sorted(before) == _sorted(item)


def _sorted(item: Backorder) -> Backorder:
    return replace(
        item,
        aliases=tuple(sorted(item.aliases)),
        also=tuple(sorted(item.also)),
        cancelled_by=tuple(sorted(item.cancelled_by)),
        locales=tuple(sorted(item.locales, key=lambda local: local[0])),
    )


def _from(before: FactVersion | None, now: datetime) -> datetime:
    return max(now, before.seen_at) if before else now
