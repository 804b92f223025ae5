"""What a plan of outreach is made of, as a value that every face can show and that is sent as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zendesk_bridge.core.audience.plan_id import OutreachId
from zendesk_bridge.core.audience.values import Placed, Unwritten
from zendesk_bridge.core.errors import BridgeError, Problem
from zendesk_bridge.core.model import Message, News, OrderKey

SAMPLES = 3
"""How many orders of each segment are shown."""


@dataclass(frozen=True, slots=True)
class PlanSample:
    """One order as an example of where others land, and the subject of its mail; no customer's name, no address."""

    placed: Placed
    subject: str = ""


@dataclass(frozen=True, slots=True)
class SegmentPlan:
    """Who lands in one of the admin's segments: ``orders`` with so many ``lines``, the first few as ``samples``.

    ``template`` is None where a person writes; then ``numbers`` are the numbers of all orders. ``why`` is the admin's
    remark. ``news`` counts the orders by why a word is owed.
    """

    key: str
    template: str | None
    why: str = ""
    orders: int = 0
    lines: int = 0
    news: tuple[tuple[News, int], ...] = ()
    samples: tuple[PlanSample, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnwrittenPlan:
    """Affected orders that nobody writes to, and why; ``numbers`` are told where a person has to look at them.

    ``drafts`` are the tickets on which messages wait for an agent, by the order's number; ``waves`` have orders that
    wait for them.
    """

    why: Unwritten
    orders: int
    samples: tuple[PlanSample, ...] = ()
    numbers: tuple[str, ...] = ()
    drafts: Mapping[str, int] = field(default_factory=dict)
    waves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderFeedPlan:
    """What one feed gave: so many affected ``orders``, and what in it could not be read, ``more`` of it uncounted here.

    ``error`` is why none of its orders are in the plan. ``told`` of its orders were told of an item that is late still,
    and ``gone`` of these are in it no more.
    """

    feed: str
    helpdesk: str
    orders: int = 0
    problems: tuple[Problem, ...] = ()
    more: int = 0
    error: BridgeError | None = None
    told: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Shortage:
    """A substitute that more is offered of than the shop has."""

    sku: str
    feed: str
    stock: int
    offered: int


@dataclass(frozen=True, slots=True)
class OutreachPlan:
    """Who would be told what, as of a day in the shop's zone. ``messages`` are what is sent, in an order that stays.

    ``rules`` is the digest of all that decides what is said to whom. ``several`` customers have more than one order,
    and so get more than one mail. ``wrong`` are mails that could not be rendered, ``warnings`` what is to be known of
    the late items. ``late`` and ``back`` are the items that orders were looked for; without any no feed was read.
    ``most`` is how many mails one address gets at most. ``uncompared`` counts the orders that get a mail and whose
    worth could not be compared with what sends one to a person, by why; ``unordered`` are late items on no order.
    """

    id: OutreachId
    rules: str
    today: date
    messages: tuple[Message, ...] = field(default=(), repr=False)
    segments: tuple[SegmentPlan, ...] = ()
    unwritten: tuple[UnwrittenPlan, ...] = ()
    feeds: tuple[OrderFeedPlan, ...] = ()
    twice: tuple[OrderKey, ...] = ()
    several: int = 0
    shortages: tuple[Shortage, ...] = ()
    wrong: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    most: int = 0
    uncompared: tuple[tuple[str, int], ...] = ()
    unordered: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[OrderFeedPlan, ...]:
        """The feeds of which no order is in the plan."""
        return tuple(part for part in self.feeds if part.error)

    @property
    def affected(self) -> int:
        """How many orders have a late item, or one that was told to be."""
        return sum(part.orders for part in self.feeds)
