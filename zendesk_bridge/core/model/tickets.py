"""Tickets and their fields: what is read, what is put on them, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.model.fields import FieldKey
from zendesk_bridge.core.model.ledger import View
from zendesk_bridge.core.model.words import AgentReply, Words


class TicketStatus(StrEnum):
    """Where a ticket stands, in words that both helpdesks share."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    HOLD = "hold"
    SOLVED = "solved"
    CLOSED = "closed"
    DELETED = "deleted"
    SPAM = "spam"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket as just read.

    ``words`` holds customer-written text only. ``unread`` is True when the customer wrote comments that are not
    among them. ``locale`` is the requester's where the listing told it. ``fields`` holds ours alone; an absent
    key is a field the helpdesk lacks, "" an empty one. ``changed`` is when it last changed, as the helpdesk writes it.
    ``team`` is the helpdesk's group that has it. ``replies`` are agents' public replies, where the ticket was read
    whole; ``answered`` is when (aware) agents last replied since, where the listing did not bring their words.
    """

    id: int
    status: TicketStatus
    tags: frozenset[str] = frozenset()
    fields: Mapping[FieldKey, str] = field(default_factory=dict, repr=False)
    words: tuple[Words, ...] = ()
    requester_id: int | None = None
    locale: str | None = None
    unread: bool = False
    changed: str = ""
    team: int | None = None
    answered: datetime | None = None
    replies: tuple[AgentReply, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """One ticket of an export: its id as it stands there, and what the customer wrote. Never printed or stored."""

    id: int | str
    words: tuple[Words, ...] = field(repr=False)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """One text with the SKUs that its writer means, as a person says."""

    ticket: Exported
    skus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comments:
    """Customer comments that arrived on a ticket which the listing did not bring along."""

    ticket_id: int
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One page of a scan. ``cursor`` is opaque: stored once the work of the page is done, it continues after it.

    ``unread`` are tickets that changed and that this listing cannot tell, so that each is to be read by itself;
    ``holes`` counts the rows of which not even that can be said. ``again`` are tickets that stand where an earlier
    scan has been: what there is to tell of them it told. ``replies`` are agents' public replies that the listing
    brought along, on whatever ticket.
    """

    tickets: tuple[Ticket, ...]
    comments: tuple[Comments, ...]
    cursor: str
    unread: tuple[int, ...] = ()
    holes: int = 0
    again: frozenset[int] = frozenset()
    replies: tuple[AgentReply, ...] = ()


MentionReason = Literal["exact", "squeezed", "name", "alias", "also", "cue", "typo"]
"""Why a place counts: the SKU as the catalogue writes it (letter case aside), or written otherwise; a name, an alias, a
writing under ``also``; a SKU that needs a word such as "item" beside it and has one; one edit away from a term.
"""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an item stands in a ticket, and why it counts.

    ``start`` and ``end`` are offsets into ``plain_text`` of the part: for plain text, the text as given.
    ``reason`` is data, not prose; ``term`` is what the catalogue has there, and ``cue`` the customer's word that made
    it count, if it needed one.
    """

    sku: str
    part: str
    start: int
    end: int
    text: str = field(repr=False)
    reason: MentionReason
    term: str
    cue: str = field(default="", repr=False)


MentionRefusal = Literal["inside", "shadowed", "ambiguous", "no cue", "other cue", "spelling", "cancelled", "address"]
"""Why a place that looks like an item does not count: it is part of something longer; another product's longer term
stands there; it could be two items; a number or everyday word without a word that makes it an item, or beside one that
makes it something else (order, invoice); not written as it must be; a phrase under ``not`` is near; an e-mail address
or host name.
"""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """One place that looks like an item and is not counted. ``about`` is the cue, phrase or longer term, if any."""

    sku: str
    part: str
    start: int
    end: int
    text: str = field(repr=False)
    refusal: MentionRefusal
    term: str
    about: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the words of one ticket say: late items, those that a typo may hide, and what was refused and why.

    ``whole`` is False where reading them all would have been more work than one ticket may cost: then nothing is said.
    """

    mentions: tuple[Mention, ...] = ()
    possible: tuple[Mention, ...] = ()
    refused: tuple[NearMiss, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A private note. ``marker`` stands in its text, so that a repeated write can see that it is there.

    ``maybe_there`` says that an earlier run may have written it without living to record it: look first.
    """

    html: str
    marker: str
    maybe_there: bool = False


@dataclass(frozen=True, slots=True)
class TicketPatch:
    """A change to one ticket; what it does not name survives.

    ``before`` is what was ours on it as found, ``after`` what is ours on it afterwards. ``calendar`` says that no fact
    changed, only the day did.
    """

    ticket_id: int
    add_tags: frozenset[str] = frozenset()
    remove_tags: frozenset[str] = frozenset()
    fields: tuple[tuple[FieldKey, str], ...] = ()
    note: Note | None = None
    before: View = field(default_factory=View)
    after: View = field(default_factory=View)
    why: tuple[str, ...] = ()
    calendar: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.add_tags or self.remove_tags or self.fields or self.note)


class SkipReason(StrEnum):
    """Why nothing is done on a ticket. What people read of it is the report's."""

    CLOSED = "closed"
    DELETED = "deleted"
    MERGED = "merged"
    SPAM = "spam"
    SOLVED = "solved"
    SILENT = "silent"
    RIGHT = "right"
    DISMISSED = "dismissed"
    HOLE = "hole"
    OVERLONG = "overlong"

    @property
    def final(self) -> bool:
        """Whether nothing ever will be done on this ticket."""
        return self in _FINAL


_FINAL = frozenset({SkipReason.CLOSED, SkipReason.DELETED, SkipReason.MERGED, SkipReason.SPAM})


@dataclass(frozen=True, slots=True)
class Skipped:
    """Nothing is to be done on this ticket, and why."""

    ticket_id: int
    reason: SkipReason

    @property
    def final(self) -> bool:
        """Whether nothing ever will be done on it."""
        return self.reason.final


@dataclass(frozen=True, slots=True)
class Written:
    """The patch is on the ticket. ``changed`` is False when everything was there already and nothing was sent."""

    patch: TicketPatch
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Failed:
    """This ticket could not be read or written, the others could. ``reason`` holds no customer's words.

    ``cause`` is the error if it is one that a helpdesk that does not work gives, too: where it comes for every ticket,
    it is not theirs. ``told`` says that an earlier run told the same of it.
    """

    ticket_id: int
    reason: str
    cause: BridgeError | None = field(default=None, compare=False, repr=False)
    told: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A patch, and the ticket as it was when the patch was decided on."""

    base: Ticket
    patch: TicketPatch


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody changed the ticket since it was decided on: what it shows now, to be decided on again.

    ``begun`` says that some of the patch may be on it already; else nothing of it was written.
    """

    ticket: Ticket
    begun: bool = False


Outcome = Written | Skipped | Failed | Stale
