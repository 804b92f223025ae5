"""Outreach: one update to the customers of affected orders, and what became of it. Ids, days and digests, never words.

A wave is what a person approved: these messages to these orders. A message is sent once, however often its wave is
carried on, and what it told is a promise like any agent's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from zendesk_bridge.core.model.facts import ShipWindow
from zendesk_bridge.core.model.fields import FieldKey
from zendesk_bridge.core.model.identity import digest
from zendesk_bridge.core.model.ledger import Entry
from zendesk_bridge.core.model.orders import OrderKey, Recipient
from zendesk_bridge.core.model.said import NOTHING_SAID, ChoiceKind, NoticeKind, Promise, Said


class News(StrEnum):
    """Why a customer is owed a word about an order.

    ``FIRST``: they were never told; ``MOVED``: what they were told holds no more; ``NO_NEWS``: the day of the next
    update has come and nothing has changed; ``BACK``: what they wait for is late no more.
    """

    FIRST = "first"
    MOVED = "moved"
    NO_NEWS = "no_news"
    BACK = "back"


class MessageState(StrEnum):
    """Where a message stands.

    ``PLANNED``: its wave has it; ``INTENDED``: it may have been sent, or not: whoever goes on looks first; ``TOLD``: it
    was sent; ``DRAFTED``: it waits on the customer's own ticket for an agent to send it; ``EXPORTED``: it stands in a
    file for another program to send; ``SKIPPED``: it is not sent, such as for an
    order that has shipped; ``FAILED``: the helpdesk will not take it, such as for an address that bounces.
    """

    PLANNED = "planned"
    INTENDED = "intended"
    TOLD = "told"
    DRAFTED = "drafted"
    EXPORTED = "exported"
    SKIPPED = "skipped"
    FAILED = "failed"


WRITTEN: Final = frozenset({MessageState.TOLD, MessageState.DRAFTED, MessageState.EXPORTED})
"""Where a message stands that has left us, to the customer or into somebody's hands who sends it."""

UNSENT: Final = frozenset({MessageState.PLANNED, MessageState.INTENDED})
"""Where a message stands that a wave still has to send, as far as anybody knows."""

DRAFT: Final = "draft"
"""Stands in the place of a reason where a message is about to be left for an agent."""

ASLEEP: Final = "where they live it is not "
"""How the reason of a planned message begins that waits for its customer's day; the hours of that day follow."""

FORGOTTEN: Final = "its customer was forgotten"
"""The reason why a message is not sent that was to go to somebody who is not to be known any more."""


@dataclass(frozen=True, slots=True)
class MessageLine:
    """What a message says of one line of an order: the fact's version with its ship window, and the next update."""

    line: str
    sku: str
    version: str
    window: ShipWindow | None
    next_update: date | None
    quantity: int = 1
    promised_by: date | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One update to one customer about one order, as it is remembered.

    ``helpdesk`` is the admin's name for where it goes, ``customer`` the digest of the address ("" for somebody who was
    forgotten), ``segment`` and ``template`` are keys, ``wording`` is what it is bound to besides the facts. ``kind`` is
    None where nothing is late any more. ``why`` is a short reason, in our words, for SKIPPED, FAILED and a PLANNED one
    that waits. ``at`` (aware) is when its state was reached, and ``after`` (aware) before when it is not sent, None: at
    once. ``ticket_id`` and ``comment`` say where it can be read; 0 and "" while it is nowhere. ``rest`` says that
    something else open on the order need not wait for its late items: neither was that late when this was planned or
    sent, nor known to be out of stock.
    """

    wave: str
    order: OrderKey
    number: str
    news: News
    kind: NoticeKind | None
    lines: tuple[MessageLine, ...]
    helpdesk: str
    segment: str
    template: str
    locale: str
    customer: str
    state: MessageState = MessageState.PLANNED
    why: str = ""
    at: datetime | None = None
    ticket_id: int = 0
    comment: str = ""
    after: datetime | None = None
    wording: str = ""
    rest: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether it may have been left on the customer's own ticket as a draft, where nobody knows what was sent."""
        return self.state is MessageState.INTENDED and self.why == DRAFT

    @property
    def is_forgotten(self) -> bool:
        """Whether its customer was forgotten: nothing is sent about this order any more unless a person does."""
        return not self.customer

    @property
    def id(self) -> str:
        """What names it for ever: the order, what is told of which item in which version, and why.

        That a day of the next update came once more is another reason to write.
        """
        told = sorted([line.line, line.sku, line.version] for line in self.lines)
        days = sorted(str(line.next_update) for line in self.lines) if self.news is News.NO_NEWS else []
        return digest([*self.order, self.news, told, *days], 16)


class WaveState(StrEnum):
    """Where a wave stands. ``WAITING``: for another person's approval; ``STOPPED``: by a person."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Wave:
    """One approved plan of outreach. ``id`` is the plan's ID; ``approved`` are the people who approved it, by name."""

    id: str
    at: datetime
    state: WaveState
    approved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovedMessage:
    """A message, and who approved the wave that it belongs to; nobody where no name was given."""

    message: Message
    approved: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """The wave, and whose will it was."""
        people = " and ".join(self.approved)
        return f"wave {self.message.wave}, approved by {people or 'a person who gave no name'}"

    def tells(self, promise: Promise) -> bool:
        """Whether it is this message that made a promise."""
        return promise.by_bridge and promise.comment == self.message.comment


@dataclass(frozen=True, slots=True)
class MessageCount:
    """How many messages of a wave that go through one helpdesk stand so, and why."""

    helpdesk: str
    state: MessageState
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class Mail:
    """What a customer reads. Never logged or remembered: it can be rendered again, and the helpdesk has it."""

    subject: str = field(repr=False)
    html: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message on its way to a helpdesk.

    ``key`` names it for ever, so that it can be found again after a lost answer. ``ticket_id`` is the customer's own
    open ticket to answer on, None for a new one; a ``draft`` there is a private note that waits for an agent.
    ``tags`` and ``texts`` are for a new ticket: on one that is there, nothing but the words is added.
    """

    key: str
    recipient: Recipient
    mail: Mail
    locale: str
    tags: tuple[str, ...] = ()
    texts: Mapping[FieldKey, str] = field(default_factory=dict, repr=False)
    ticket_id: int | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where a delivery can be read. ``comment`` is named as :class:`AgentReply` names it; ``at`` is aware.

    ``requester_id`` tells whose ticket was begun, None on one that was there. ``otherwise`` names what the helpdesk
    keeps otherwise than it was sent, such as ``text`` or ``tags``: it was delivered all the same.
    """

    ticket_id: int
    comment: str
    at: datetime
    requester_id: int | None = None
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageChoice:
    """What a customer chose about one item on the choice page of a message.

    ``version`` is that of the fact in force then. ``carried_at`` (aware) is when the ticket came to say so,
    or a person that it is done.
    """

    message: str
    sku: str
    kind: ChoiceKind
    at: datetime
    version: str
    carried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What a message, or the answer to it, leaves on the tickets of the account in this ``row`` of the state.

    ``customers`` are digests of addresses, by the helpdesk's number of the requester.
    """

    row: int
    entries: Mapping[int, Entry] = field(default_factory=dict)
    said: Said = NOTHING_SAID
    customers: Mapping[int, str] = field(default_factory=dict)
