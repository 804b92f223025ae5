"""Use case: who waits for the next word, and which item promises no next day, from what is remembered alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from types import MappingProxyType

from zendesk_bridge.app import facts
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.followups import RHYTHM, FollowUp, ItemFollowUps, follow_up, urgency
from zendesk_bridge.core.macros.today import next_update
from zendesk_bridge.core.model import Backorder, Choice, FactVersion, LastHeard, Promise
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Memory, State


@dataclass(frozen=True, slots=True)
class Lateness:
    """What says how long somebody has waited: the day ``today`` in the shop's ``zone``, and the late ``items`` by SKU.

    ``again`` is since when an item is late once more that had been back, by SKU: what was promised before was kept.
    ``ended`` holds the items that are late no more, as they were last, from the moment on at which they were not.
    """

    today: date
    zone: tzinfo
    items: Mapping[str, Backorder]
    again: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    ended: Mapping[str, FactVersion] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(
        cls, now: datetime, items: Mapping[str, Backorder], versions: Iterable[FactVersion], settle: timedelta
    ) -> Lateness:
        """Return it as of ``now`` (aware, in the shop's zone), by every state that each item has been in."""
        history = History.of(versions)
        began = {sku: history.began(sku, settle) for sku in items}
        again = MappingProxyType({sku: since for sku, since in began.items() if since})
        gone = ((sku, history.ended(sku)) for sku in history.versions if sku not in items)
        ended = MappingProxyType({sku: version for sku, version in gone if version})
        return cls(now.date(), now.tzinfo or UTC, items, again, ended)

    def counts(self, said: LastHeard | Promise | Choice) -> bool:
        """Tell whether what was told is something that customers still wait for, or a choice one about this delay."""
        since = self.again.get(said.sku)
        return since is None or said.at >= since

    def follow_up(self, last: LastHeard | Promise, helpdesk: str) -> FollowUp:
        """Return what the customer waits for who heard this last on a helpdesk."""
        item = self.items.get(last.sku)
        return follow_up(last, self.today, self.zone, (item and item.every) or RHYTHM, helpdesk)


def follow_ups(
    memories: Mapping[str, Memory], late: Lateness, sku: str | None = None, also: Iterable[FollowUp] = ()
) -> tuple[ItemFollowUps, ...]:
    """Return the follow-ups of every item, or of this one, on open tickets; the most urgent first.

    ``memories`` are by helpdesk, and ``also`` are follow-ups that stand on no ticket. Who was promised a word about an
    item that is late no more waits for it until an agent has told them. Raises StateError for what cannot be read.
    """
    found: dict[str, list[FollowUp]] = defaultdict(list)
    for helpdesk, memory in memories.items():
        for last in filter(late.counts, memory.last_heard(sku)):
            found[last.sku].append(late.follow_up(last, helpdesk))
    for one in also:
        if sku in {None, one.sku}:
            found[one.sku].append(one)
    told = [_of_item(sku, some, late) for sku, some in found.items()]
    return tuple(sorted(told, key=lambda one: (urgency(one.followups[0]), one.sku)))


def _of_item(sku: str, found: Sequence[FollowUp], late: Lateness) -> ItemFollowUps:
    told, item, last = tuple(sorted(found, key=urgency)), late.items.get(sku), late.ended.get(sku)
    if item:
        return ItemFollowUps(sku, item.name, told, next_update(item, late.today))
    if last and last.item:
        return ItemFollowUps(sku, last.item.name, told, ended=last.seen_at.astimezone(late.zone).date())
    return ItemFollowUps(sku, "", told)


def last_told(state: State, feeds: Mapping[str, timedelta], now: datetime) -> Mapping[str, Backorder]:
    """Return the late items as the feeds last gave them, without dates where that was longer ago than they stand."""
    known = ((state.last_good(feed), facts.FeedPolicy(max_age=age)) for feed, age in feeds.items())
    return facts.standing(known, now)


# --- items whose next day somebody must write


@dataclass(frozen=True, slots=True)
class DueUpdate:
    """An item whose promised update has come due while nobody has written the next day.

    ``tickets`` are open and wait for it; ``followed`` of them are follow-ups: told of a day, or of none for long.
    """

    item: Backorder
    tickets: int
    followed: int = 0

    def __str__(self) -> str:
        """Return what is due, where the item stands in the admin's files, and what to do.

        The customers are counted among the follow-ups, where anybody was promised something.
        """
        place = f"{self.item.place}: " if self.item.place.file else ""
        due = f"{place}{self.item.sku}: the update promised for {self.item.next_update} is due"
        if self.followed:
            return f"{due}, and replies promise no next day: write one, or a rhythm such as every: 7d"
        return (
            f"{due}, and {number(self.tickets, 'ticket')} {'waits' if self.tickets == 1 else 'wait'} for it: "
            "tell these customers what is known now, and write the next date"
        )


def due_updates(
    items: Iterable[Backorder], today: date, memories: Iterable[Memory], followups: Iterable[ItemFollowUps] = ()
) -> tuple[DueUpdate, ...]:
    """Return the items whose promised update has come due and that open tickets wait for."""
    due = facts.due(items, today)
    waiting_for: Counter[str] = Counter()
    for memory in memories if due else ():
        waiting_for.update(memory.open_tickets())
    followed = {one.sku: one.counts.waiting for one in followups}
    return tuple(
        DueUpdate(item, waiting_for[sku], followed.get(sku, 0)) for sku, item in due.items() if waiting_for[sku]
    )
