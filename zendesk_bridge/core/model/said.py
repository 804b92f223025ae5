"""What was said on tickets: what agents' public replies promised, what customers chose; and what was true then.

A reply passes through and is forgotten. What is kept of it is a promise: ids, days and versions, never a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from zendesk_bridge.core.model.facts import Backorder, ShipWindow


class Accuracy(StrEnum):
    """What a promise was worth at the moment it was made.

    ``CURRENT``: the ship window in force then, as it could be told on that day; ``STALE``: one that was in force before
    and superseded, or that was over by then; ``INVENTED``: one that no version ever had; ``UNDATED``: it spoke of the
    item and named no day, or said that there is none; ``UNPROVEN``: sent before the first version that we know, so that
    nobody can tell.
    """

    CURRENT = "current"
    STALE = "stale"
    INVENTED = "invented"
    UNDATED = "undated"
    UNPROVEN = "unproven"


class NoticeKind(StrEnum):
    """Which notice of a delay it is: decides which paragraph and which rule applies (16 CFR 435)."""

    FIRST = "first"
    FIRST_LONG = "first_long"
    RENEWED = "renewed"


BY_BRIDGE: Final = 0
"""Stands in the place of an agent's number where a message of outreach told it: no helpdesk gives out this one."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What one customer was told about one item in one public reply, or in a message of outreach.

    ``window`` is the ship window that was told, None where no day was named; ``next_update`` the day on which the
    customer was told to hear again. ``version`` is that of the fact in force at that moment, "" where none is known.
    ``team`` is the helpdesk's group that had the ticket. All ids are the helpdesk's own.
    """

    ticket_id: int
    sku: str
    comment: str
    at: datetime
    window: ShipWindow | None
    next_update: date | None
    accuracy: Accuracy
    kind: NoticeKind
    version: str = ""
    agent_id: int | None = None
    team: int | None = None
    requester_id: int | None = None

    @property
    def by_bridge(self) -> bool:
        """Whether a message of outreach told it, and no agent."""
        return self.agent_id == BY_BRIDGE


class LastHeard(NamedTuple):
    """When a customer last heard of an item on a ticket, and on which day they were told to hear again.

    It is what a list of everybody who waits needs of a :class:`Promise`, and a shop may have a hundred thousand.
    """

    ticket_id: int
    sku: str
    at: datetime
    next_update: date | None


Heard = Mapping[str, tuple[Promise, ...]]
"""What one customer was told in the public replies on one ticket, by SKU, oldest first."""


def by_item(promises: Iterable[Promise]) -> Heard:
    """Sort what was promised on one ticket by item; each stays in its order."""
    found: dict[str, list[Promise]] = {}
    for promise in promises:
        found.setdefault(promise.sku, []).append(promise)
    return {sku: tuple(some) for sku, some in found.items()}


NOTHING_HEARD: Final[Heard] = MappingProxyType({})

ChoiceKind = Literal["wait", "swap", "split", "cancel"]
"""What a customer wants: the kinds of :data:`Option`."""

WORK_KINDS: Final[frozenset[ChoiceKind]] = frozenset({"swap", "split", "cancel"})
"""The choices that somebody has to carry out; who waits, waits."""

BY_PAGE: Final = "page"
"""The rule by which a choice is known that a customer made on the page of a message."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What one customer wants done about one item, and how that is known.

    ``comment`` names the customer's comment, "" where a tag says it. ``how`` is the id of the rule that read it: data,
    not prose. ``version`` is that of the fact in force then.
    """

    ticket_id: int
    sku: str
    kind: ChoiceKind
    at: datetime
    comment: str
    how: str
    version: str = ""
    requester_id: int | None = None


@dataclass(frozen=True, slots=True)
class UnreadAnswer:
    """What a customer wrote after a promise and no rule read as a choice: an agent has to.

    ``sku`` is "" where the ticket is about several items and the answer does not name one.
    """

    ticket_id: int
    sku: str
    at: datetime
    comment: str
    version: str = ""
    requester_id: int | None = None


@dataclass(frozen=True, slots=True)
class FactVersion:
    """One state of a backorder: from ``seen_at`` (aware) on, until the next one of the same SKU.

    ``item`` is the backorder as the admin wrote it, None where it is late no more. ``feed`` and ``place`` tell where it
    stood, ``place`` as ``file:line:col``.
    """

    sku: str
    version: str
    seen_at: datetime
    item: Backorder | None
    feed: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class TicketOrder:
    """The number of an order that a ticket is about, as the shop writes it; ``requester_id`` is the ticket's."""

    ticket_id: int
    order: str
    requester_id: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What was said on tickets and is to be remembered together with them."""

    promises: tuple[Promise, ...] = ()
    choices: tuple[Choice, ...] = ()
    orders: tuple[TicketOrder, ...] = ()
    unread: tuple[UnreadAnswer, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.promises or self.choices or self.orders or self.unread)


NOTHING_SAID: Final = Said()


@dataclass(frozen=True, slots=True)
class ToldCount:
    """How many customers were told a ship window of one item; ``again`` of them in more than one reply.

    A ticket of which nobody knows whose it is counts as one customer. ``window`` is None where no day was named.
    """

    window: ShipWindow | None
    customers: int
    again: int


@dataclass(frozen=True, slots=True)
class LatestCount:
    """On how many open tickets a customer was last told this ship window of an item; None: no day was named."""

    sku: str
    window: ShipWindow | None
    tickets: int


@dataclass(frozen=True, slots=True)
class ChoiceCount:
    """On how many open tickets this is what the customer last chose about an item."""

    sku: str
    kind: ChoiceKind
    tickets: int


@dataclass(frozen=True, slots=True)
class ConsistencyCount:
    """How many replies about one item, on tickets of one team, were worth this much when they were sent."""

    sku: str
    team: int | None
    accuracy: Accuracy
    replies: int


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was forgotten of one customer, or would be, and on which tickets, in order of their numbers.

    ``messages`` are those of outreach; of them stays which order was told what, so that nobody is told twice. So many
    of them were still ``unsent``, and never will be.
    """

    promises: int = 0
    choices: int = 0
    orders: int = 0
    tickets: tuple[int, ...] = ()
    messages: int = 0
    unsent: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.promises or self.choices or self.orders or self.messages)
