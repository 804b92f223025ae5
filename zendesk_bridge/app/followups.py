"""Use case: who waits for the next word about which item, from what is remembered: no helpdesk is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from zendesk_bridge.core.followups import RHYTHM, FollowUp, ItemFollowUps, follow_up, urgency
from zendesk_bridge.core.macros.window import next_update
from zendesk_bridge.core.model import Backorder
from zendesk_bridge.core.ports import Memory, State


def follow_ups(
    memories: Mapping[str, Memory], items: Mapping[str, Backorder], today: date, zone: tzinfo, sku: str | None = None
) -> tuple[ItemFollowUps, ...]:
    """Return the follow-ups of every item, or of this one, on open tickets; the most urgent first.

    ``memories`` are by helpdesk, ``items`` those that are late, with their dates. An item that is none of them is told
    by its SKU: nobody who waits is forgotten. Raises StateError for what cannot be read.
    """
    found: dict[str, list[FollowUp]] = defaultdict(list)
    for helpdesk, memory in memories.items():
        for promise in memory.latest_promises(sku):
            item = items.get(promise.sku)
            every = (item and item.every) or RHYTHM
            found[promise.sku].append(replace(follow_up(promise, today, zone, every), helpdesk=helpdesk))
    told = [_of_item(sku, some, items.get(sku), today) for sku, some in found.items()]
    return tuple(sorted(told, key=lambda one: (urgency(one.followups[0]), one.sku)))


def _of_item(sku: str, found: Sequence[FollowUp], item: Backorder | None, today: date) -> ItemFollowUps:
    told = tuple(sorted(found, key=urgency))
    return ItemFollowUps(sku, item.name if item else "", told, next_update(item, today) if item else None)


def remembered(state: State, feeds: Sequence[str]) -> tuple[Mapping[str, Memory], Mapping[str, Backorder]]:
    """Return what is remembered of each account, by its name, and the late items as the feeds last gave them."""
    stood = [good for feed in feeds if (good := state.last_good(feed))]
    items = {row.item.sku: row.item for good in stood for row in good.items}
    return {known.name: state.memory(known.row) for known in state.accounts()}, items
