"""Tickets and their fields: what is read, what is put on them, what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from zendesk_bridge.core.errors import BridgeError


class FieldKey(StrEnum):
    """The ticket fields that triage fills and per-ticket macros read.

    Besides those that are listed there is one for each per-ticket macro on a helpdesk whose replies cannot decide
    anything by themselves: ``FieldKey.reply("delay-update")`` holds all that depends on the facts.
    """

    ITEMS = "items"
    SHIP_WINDOW = "ship_window"
    OPTIONS = "options"
    NEXT_UPDATE = "next_update"
    MESSAGE = "message"
    DELAY = "delay"
    CHOICES = "choices"
    FOLLOW_UP = "follow_up"
    BACK_IN_STOCK = "back_in_stock"
    LANGUAGE = "language"
    GREETING = "greeting"

    @classmethod
    def reply(cls, macro: str) -> FieldKey:
        """Return the field that holds the reply of the macro with this key."""
        return cls(_REPLY + macro)

    @property
    def macro(self) -> str:
        """The key of the macro whose reply this field holds, or ""."""
        return self.removeprefix(_REPLY) if self.startswith(_REPLY) else ""

    @classmethod
    def _missing_(cls, value: object) -> FieldKey | None:
        """Make the field of a macro's reply."""
        if not isinstance(value, str) or not _REPLY_KEY.fullmatch(value):
            return None
        made = str.__new__(cls, value)
        made._name_, made._value_ = value, value
        return made


_REPLY = "reply:"
_REPLY_KEY = re.compile(_REPLY + "[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A ticket field as we want it: ``long`` is a paragraph, else one line."""

    key: FieldKey
    title: str
    description: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class RemoteField:
    """A ticket field as the helpdesk holds it. ``name`` is what placeholders and writes refer to.

    ``type`` is the helpdesk's own word. ``long`` is True for a paragraph, False for one line, and None for a field that
    holds no free text.
    """

    id: int
    name: str
    title: str
    type: str
    active: bool = True
    long: bool | None = None


Fields = Mapping[FieldKey, RemoteField]


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
class Words:
    """What a customer wrote in one place. Never printed, logged or stored: ``text`` is left out of every repr.

    ``part`` is ``subject``, ``description``, ``comment <id>`` or ``attachment`` (a file's name). ``html`` says that
    ``text`` is HTML.
    """

    part: str
    text: str = field(repr=False)
    html: bool = False


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket as just read.

    ``words`` holds customer-written text only. ``unread`` is True when the customer wrote comments that are not
    among them. ``locale`` is the requester's where the listing told it. ``fields`` holds ours alone; an absent
    key is a field the helpdesk lacks, "" an empty one. ``changed`` is when it last changed, as the helpdesk writes it.
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
    scan has been: what there is to tell of them it told.
    """

    tickets: tuple[Ticket, ...]
    comments: tuple[Comments, ...]
    cursor: str
    unread: tuple[int, ...] = ()
    holes: int = 0
    again: frozenset[int] = frozenset()


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


DISMISSED = "-"
"""The version of an item that this ticket is not about, as an agent decided."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a ticket was last told about one item.

    ``version`` is the window version as of the day of telling, and that of the words, "" when it was not told yet,
    :data:`DISMISSED` when an agent took our tag off. ``window`` is the admin's ship window in ISO form, and ``facts``
    the version of the item as the admin wrote it: when only ``version`` differs from today's, nothing but the calendar
    has moved. ``name`` is what the customer calls the item: it is wanted once more when the item is back, and the facts
    know it no longer.
    """

    sku: str
    version: str
    window: str
    facts: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Setback:
    """What keeps us from one ticket: how often it did, and when it is worth another try.

    Before ``after`` it is, only if the ticket has changed since (``changed``, as :class:`Ticket` has it) or the facts
    have (``facts`` is a digest of what it should have said). ``unread`` says that its words were not all read, so that
    nobody knows what it mentions. ``reason`` tells kinds of refusals apart: one that was told is not told again.
    """

    times: int
    after: datetime
    changed: str = ""
    facts: str = ""
    reason: str = ""
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything we put on one ticket: what items, which tags were ours to add, and a digest of each field text.

    While a write is under way a field has two digests, the old text's and the new one's: both are ours.
    ``locale`` is the language the fields are written in. ``asleep`` says that the ticket was solved when last
    looked at: it is left alone until the helpdesk reports a change to it. ``restored`` says that all our tags were gone
    at once and were put back: the next time it is somebody's will.
    """

    items: tuple[Mark, ...] = ()
    tags: frozenset[str] = frozenset()
    fields: tuple[tuple[FieldKey, str], ...] = ()
    locale: str = ""
    asleep: bool = False
    restored: bool = False
    setback: Setback | None = None

    def __bool__(self) -> bool:
        """Tell whether there is anything to remember of the ticket."""
        return bool(self.items or self.tags or self.fields or self.setback)


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

    ``before`` is what was ours on it as found, ``marks`` what is ours on it afterwards. ``calendar`` says that no fact
    changed, only the day did.
    """

    ticket_id: int
    add_tags: frozenset[str] = frozenset()
    remove_tags: frozenset[str] = frozenset()
    fields: tuple[tuple[FieldKey, str], ...] = ()
    note: Note | None = None
    before: Marks = Marks()
    marks: Marks = Marks()
    why: tuple[str, ...] = ()
    calendar: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.add_tags or self.remove_tags or self.fields or self.note)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Nothing is to be done on this ticket, and why. ``final`` says that nothing ever will be: it can be forgotten."""

    ticket_id: int
    reason: str
    final: bool = False


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
