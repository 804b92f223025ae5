"""What a support lead wants to know of a morning: late items, who was told what, who waits for a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from types import MappingProxyType

from zendesk_bridge.core.facts.slips import Slips
from zendesk_bridge.core.followups import FollowUp, FollowUpCounts
from zendesk_bridge.core.macros.today import as_of, next_update
from zendesk_bridge.core.model import Backorder, ChoiceCount, ChoiceKind, LatestCount, MessageState, WaveState
from zendesk_bridge.core.promises.judging import agrees


@dataclass(frozen=True, slots=True)
class TicketsTold:
    """On how many open tickets customers know which ship window of an item; a ticket counts for each of its items.

    ``current``: the one in force; ``old``: another, replaced or never true; ``undated``: they were told of the delay
    and of no day; ``nothing``: no public reply is known that told them of it.
    """

    current: int = 0
    old: int = 0
    undated: int = 0
    nothing: int = 0

    def __add__(self, other: TicketsTold) -> TicketsTold:
        """Return both together."""
        return TicketsTold(
            self.current + other.current,
            self.old + other.old,
            self.undated + other.undated,
            self.nothing + other.nothing,
        )

    @property
    def tickets(self) -> int:
        """All of them."""
        return self.current + self.old + self.undated + self.nothing


@dataclass(frozen=True, slots=True)
class BoardItem:
    """One late item as it may be told today, and what it comes to on open tickets.

    ``next_update`` is the day that replies may promise today, None where they can promise none. ``aged`` says that its
    feed was last read too long ago: no date of it is told any more.
    """

    item: Backorder
    next_update: date | None = None
    slips: Slips = field(default_factory=Slips)
    told: TicketsTold = field(default_factory=TicketsTold)
    choices: Mapping[ChoiceKind, int] = field(default_factory=lambda: MappingProxyType({}))
    waiting: FollowUpCounts = field(default_factory=FollowUpCounts)
    aged: bool = False

    @property
    def slipped_days(self) -> int:
        """By how many days its last ship day has moved in all; less than 0 for earlier."""
        return sum(move.days for move in self.slips.moves)


@dataclass(frozen=True, slots=True)
class OutreachTotals:
    """How many waves and messages of outreach stand where; ``uncarried`` choices of a page are on no ticket yet."""

    waves: Mapping[WaveState, int] = field(default_factory=lambda: MappingProxyType({}))
    messages: Mapping[MessageState, int] = field(default_factory=lambda: MappingProxyType({}))
    uncarried: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """What is true at ``made_at`` (aware), told in ``zone``. ``followups`` are those that somebody must write now."""

    items: tuple[BoardItem, ...]
    followups: tuple[FollowUp, ...]
    made_at: datetime
    zone: tzinfo

    @property
    def told(self) -> TicketsTold:
        """What customers know on all open tickets of late items."""
        return sum((item.told for item in self.items), TicketsTold())

    @property
    def waiting(self) -> FollowUpCounts:
        """How many customers wait for a word."""
        return FollowUpCounts.of(self.followups)

    @property
    def choices(self) -> Mapping[ChoiceKind, int]:
        """What customers chose, of all late items."""
        found: Counter[ChoiceKind] = Counter()
        for item in self.items:
            found.update(item.choices)
        return found


@dataclass(frozen=True, slots=True)
class OnTickets:
    """What is known of the open tickets of all items, of all helpdesks, by SKU."""

    tickets: Mapping[str, int]
    told: Mapping[str, tuple[LatestCount, ...]]
    choices: Mapping[str, tuple[ChoiceCount, ...]]
    followups: Mapping[str, tuple[FollowUp, ...]]
    slips: Mapping[str, Slips]


def board_items(
    late: Iterable[Backorder], known: OnTickets, today: date, aged: frozenset[str] = frozenset()
) -> tuple[BoardItem, ...]:
    """Return the late items, those that most customers wait for first; of those ``aged`` nobody vouches for a date."""
    items = [_item(item, known, today, aged=item.sku in aged) for item in late]
    return tuple(sorted(items, key=lambda one: (-one.waiting.waiting, -one.told.tickets, one.item.sku)))


def _item(item: Backorder, known: OnTickets, today: date, *, aged: bool) -> BoardItem:
    sku, may_be_told = item.sku, item.undated if aged else item
    chosen: Counter[ChoiceKind] = Counter()
    for choice in known.choices.get(sku, ()):
        chosen[choice.kind] += choice.tickets
    return BoardItem(
        as_of(may_be_told, today),
        next_update(may_be_told, today),
        known.slips.get(sku, Slips()),
        _told(item, known.told.get(sku, ()), known.tickets.get(sku, 0)),
        chosen,
        FollowUpCounts.of(known.followups.get(sku, ())),
        aged,
    )


def _told(item: Backorder, counts: Iterable[LatestCount], tickets: int) -> TicketsTold:
    """Return what customers know; the window that the admin has written is the one in force, over or not."""
    current = old = undated = 0
    for count in counts:
        if count.window is None:
            undated += count.tickets
        elif agrees(count.window, item.ship_window):
            current += count.tickets
        else:
            old += count.tickets
    return TicketsTold(current, old, undated, max(0, tickets - current - old - undated))
