"""What evidence is made of: notices with their texts, the customer's answers, the dates that follow, what happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum

from zendesk_bridge.core.evidence.dates import ComputedDate
from zendesk_bridge.core.evidence.timeline import Happening
from zendesk_bridge.core.model import ApprovedMessage, Choice, FactVersion, MessageLine, Promise, TicketStatus
from zendesk_bridge.core.notices import Market


class Quoted(StrEnum):
    """How much the text of a comment is worth as proof.

    ``NOW``: as the helpdesk shows it at this moment; ``EDITED``: so, too, and it is known to have said something else
    when it was first read; ``GONE``: the ticket has no such public comment any more; ``OFFLINE``: not asked for;
    ``UNREACHED``: the helpdesk did not show it.
    """

    NOW = "now"
    EDITED = "edited"
    GONE = "gone"
    OFFLINE = "offline"
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class Quotation:
    """The text of a comment, which passes through and is never stored; None where ``state`` says why."""

    state: Quoted
    text: str | None = field(default=None, repr=False)
    cut: bool = False


@dataclass(frozen=True, slots=True)
class OrderPromise:
    """The last day of the time to ship that stood at the order, and since when it stands where."""

    day: date
    version: FactVersion


@dataclass(frozen=True, slots=True)
class OrderedItem:
    """What is known of an order's line: as the shop's feed gave it when outreach wrote about it.

    ``own_day`` says that the day it was promised for is the order's own, and not the one that the item has for all.
    """

    message: ApprovedMessage
    line: MessageLine
    own_day: bool = False

    @property
    def in_words(self) -> str:
        """The order, how many of what, and the day that was promised."""
        day = self.line.promised_by
        promised = f", to be shipped by {day}" if day else ", no day to ship by is known"
        number = self.message.message.number or "(its number was forgotten)"
        return f"order {number}: {self.line.quantity} x {self.line.sku.strip()}{promised}"

    @property
    def promised(self) -> tuple[date, str] | None:
        """The day that was promised, and where it stands; None where none is known."""
        day = self.line.promised_by
        return (day, f"order {self.message.message.number} in {self.source}") if day else None

    @property
    def source(self) -> str:
        """Where that is known from, and as of when."""
        written = self.message.message
        when = f" as it was read on {written.at:%Y-%m-%d}" if written.at else ""
        other = ", and the day from the list of late items" if self.line.promised_by and not self.own_day else ""
        return f"the shop's feed of orders '{written.order[0]}'{when}{other}"


@dataclass(frozen=True, slots=True)
class GivenNotice:
    """What one public reply told of one item, its text, and the dates that follow from it.

    ``again`` says that the same reply had told something else before: somebody edited it. ``sent`` is the message of
    outreach that it is, None for an agent's reply.
    """

    promise: Promise
    text: Quotation
    dates: tuple[ComputedDate, ...]
    again: bool = False
    sent: ApprovedMessage | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer wrote after a notice. ``choice`` is what was read in it, None where that is left to a person.

    ``comment`` is "" where a tag, or the choice page, says what was chosen; ``at`` is None where nobody tells when it
    was written.
    """

    comment: str
    choice: Choice | None
    text: Quotation
    dates: tuple[ComputedDate, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemEvidence:
    """One item on one ticket. ``versions`` are the states of it that were in force while the ticket was about it.

    ``today`` are the dates as they are now, where the item is still late and a market's rule is applied. ``ordered``
    are the lines of orders about which outreach wrote here, ``drafts`` its messages that were left for an agent.
    """

    sku: str
    name: str
    promised: tuple[OrderPromise, ...] = ()
    versions: tuple[FactVersion, ...] = ()
    notices: tuple[GivenNotice, ...] = ()
    answers: tuple[Answer, ...] = ()
    today: tuple[ComputedDate, ...] = ()
    ordered: tuple[OrderedItem, ...] = ()
    drafts: tuple[ApprovedMessage, ...] = ()

    @property
    def late(self) -> bool:
        """Whether the item was late when its feed was last read."""
        return bool(self.versions) and self.versions[-1].item is not None


@dataclass(frozen=True, slots=True)
class TicketEvidence:
    """Everything known of one ticket. ``unread`` are the customer's comments after a notice that no rule read.

    ``status`` is None where the helpdesk was not asked. ``trouble`` says why texts are missing that are not said
    one by one. ``market`` is whose rule is applied to it.
    """

    helpdesk: str
    kind: str
    ticket_id: int
    link: str
    orders: tuple[str, ...] = ()
    requester_id: int | None = None
    status: TicketStatus | None = None
    items: tuple[ItemEvidence, ...] = ()
    unread: tuple[Answer, ...] = ()
    timeline: tuple[Happening, ...] = ()
    trouble: str = ""
    market: Market = Market.NONE

    @property
    def missing(self) -> int:
        """How many texts should be here, and the helpdesk does not show them."""
        quotations = [notice.text for item in self.items for notice in item.notices]
        quotations += [answer.text for item in self.items for answer in item.answers]
        quotations += [answer.text for answer in self.unread]
        return sum(it.state in {Quoted.GONE, Quoted.UNREACHED} for it in quotations)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was asked for, and what is known of it. All moments are told in ``zone``, which is called ``zone_name``.

    ``messages`` are those of outreach about the order that was asked for, whatever became of them.
    """

    asked: str
    tickets: tuple[TicketEvidence, ...]
    zone: tzinfo
    zone_name: str
    made_at: datetime
    program: str
    messages: tuple[ApprovedMessage, ...] = ()

    @property
    def missing(self) -> int:
        """How many texts should be here, and no helpdesk shows them."""
        return sum(ticket.missing for ticket in self.tickets)
