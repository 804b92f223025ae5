"""What happened to items on tickets, one event after the other, and what is true of a ticket now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from zendesk_bridge.core.model.fields import FieldKey


class MarkState(StrEnum):
    """Where one item stands on one ticket.

    ``POSSIBLE``: a typo may mean it, and the ticket does not say so yet; ``FLAGGED``: the ticket says so; ``PENDING``:
    it is mentioned, and the ticket was not told yet; ``TOLD``: it was; ``DISMISSED``: an agent said "not this one";
    ``HEARD``: a public reply promised the customer something of it, and nothing on the ticket tells of it, for they
    never named it, or it is late no more.
    """

    POSSIBLE = "possible"
    FLAGGED = "flagged"
    PENDING = "pending"
    TOLD = "told"
    DISMISSED = "dismissed"
    HEARD = "heard"

    @property
    def mentioned(self) -> bool:
        """Whether the customer surely named the item."""
        return self in {MarkState.PENDING, MarkState.TOLD, MarkState.DISMISSED}

    @property
    def doubted(self) -> bool:
        """Whether the item is only possibly meant."""
        return self in {MarkState.POSSIBLE, MarkState.FLAGGED}


@dataclass(frozen=True, slots=True)
class Told:
    """What a ticket was told about one item.

    ``version`` is the item's as it could be told on that day, ``wording`` the version of the words it was told in, and
    ``facts`` the item's as the admin wrote it: where only the first differs from today's, nothing but the calendar has
    moved. ``window`` is the admin's ship window in ISO form: by it a ticket is known to tell one that is over. ``name``
    is what the customer calls the item: it is wanted once more when the item is back, and the facts know it no longer.
    """

    version: str
    wording: str
    facts: str
    window: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one item stands on one ticket, and what the ticket was last told about it."""

    sku: str
    state: MarkState
    told: Told | None = None

    @property
    def standing(self) -> Standing:
        """What decides whether the item has something to be done on the ticket."""
        told = self.told if self.state is MarkState.TOLD else None
        return Standing(self.sku, self.state, told.version if told else "", told.wording if told else "")


@dataclass(frozen=True, slots=True)
class Standing:
    """What many tickets have in common: how they stand to one item. The versions are those that were told."""

    sku: str
    state: MarkState
    version: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Setback:
    """What keeps us from one ticket: how often it did, and when it is worth another try.

    Before ``after`` it is, only if the ticket has changed since (``changed``, as :class:`Ticket` has it) or the facts
    have (``facts`` is a digest of what it should have said). ``reason`` tells kinds of refusals apart: one that was
    told is not told again.
    """

    times: int
    after: datetime
    changed: str = ""
    facts: str = ""
    reason: str = ""


Digests = frozenset[tuple[FieldKey, str]]
"""Short ids of texts that we wrote into fields."""


@dataclass(frozen=True, slots=True)
class Intended:
    """A write that was begun: whether it came through, only the ticket can tell.

    ``add`` and ``remove`` are tags; the rest is the view's if it did.
    """

    items: tuple[Mark, ...] = ()
    add: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()
    fields: Digests = frozenset()
    locale: str = ""
    restored: bool = False
    beside: frozenset[str] = frozenset()
    reminded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class View:
    """What is true of one ticket now: its items, which tags were ours to add, a digest of each field text of ours.

    ``beside`` are tags that say the same as ours and that somebody else had put there before: they are not ours to take
    off, and who takes them off means what they say. ``reminded`` is what a tag has reminded agents of that still is so:
    one that is gone, an agent took off, and it stays off until there is something else. ``locale`` is the language that
    the fields are, or were last, written in. ``restored`` says that all our tags were gone at once and were put back:
    the next time it is somebody's will. ``dismissed`` says that an agent took the
    general tag off: the ticket is none of ours. ``dormant`` says that it was solved or ended when last looked at: it is
    left alone until the helpdesk reports a change to it. ``touched`` says that somebody changed what is ours on it, and
    ``unread`` that its words were not all read, so that nobody knows what it mentions. ``forgotten`` is the (aware)
    moment up to which what was said on it was forgotten: it is not to be remembered anew.
    """

    items: tuple[Mark, ...] = ()
    tags: frozenset[str] = frozenset()
    fields: Digests = frozenset()
    locale: str = ""
    restored: bool = False
    dismissed: bool = False
    dormant: bool = False
    touched: bool = False
    unread: bool = False
    setback: Setback | None = None
    intended: Intended | None = None
    beside: frozenset[str] = frozenset()
    reminded: frozenset[str] = frozenset()
    forgotten: datetime | None = None

    def __bool__(self) -> bool:
        """Tell whether there is anything to remember of the ticket."""
        return self != View(locale=self.locale, dormant=self.dormant)

    @property
    def unsettled(self) -> bool:
        """Whether there is something to do on the ticket whatever the facts say."""
        return self.touched or self.unread or self.setback is not None or self.intended is not None


class EventKind(StrEnum):
    """What happened. The first six are the states of a mark; ``MOVED`` is how older releases recorded a ``TOLD``.

    ``RESOLVED``: the item is back, or out of the question; ``IMPORTED``: what an older version had remembered.
    Of the whole ticket: ``INTENDED``, a write was begun, and ``WRITTEN``, what it left; ``DORMANT``, it was solved
    or ended, and ``WOKEN``; ``UNREAD``, its words could not all be read; ``TOUCHED``, somebody changed what is ours;
    ``FAILED``, it could not be read or written; ``FORGOTTEN``, what was said on it was to be forgotten.
    """

    POSSIBLE = "possible"
    FLAGGED = "flagged"
    SEEN = "seen"
    TOLD = "told"
    DISMISSED = "dismissed"
    HEARD = "heard"
    MOVED = "moved"
    RESOLVED = "resolved"
    INTENDED = "intended"
    WRITTEN = "written"
    DORMANT = "dormant"
    WOKEN = "woken"
    UNREAD = "unread"
    TOUCHED = "touched"
    FAILED = "failed"
    FORGOTTEN = "forgotten"
    IMPORTED = "imported"


By = Literal["customer", "agent", "bridge"]
"""Whose doing an event is."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """How an event changes the view of a ticket beside its items; what is None stays as it is.

    ``cleared`` names what is there no more. ``came`` says all at once: the write that was intended came through.
    """

    tags_on: frozenset[str] = frozenset()
    tags_off: frozenset[str] = frozenset()
    fields_on: Digests = frozenset()
    fields_off: Digests = frozenset()
    locale: str | None = None
    restored: bool | None = None
    dismissed: bool | None = None
    dormant: bool | None = None
    touched: bool | None = None
    unread: bool | None = None
    setback: Setback | None = None
    intended: Intended | None = None
    beside: frozenset[str] | None = None
    reminded: frozenset[str] | None = None
    forgotten: datetime | None = None
    cleared: frozenset[Literal["setback", "intended"]] = frozenset()
    came: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one item on a ticket, or to the ticket as a whole (``sku`` is None then).

    ``told`` is what the ticket was told. ``comment`` names the comment in which a mention stands, "" for the subject or
    the description. ``run`` tells which run recorded it.
    """

    ticket_id: int
    kind: EventKind
    at: datetime
    run: str
    by: By
    sku: str | None = None
    told: Told | None = None
    comment: str = ""
    change: Alteration | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What is new of one ticket: the events, and the view after them."""

    events: tuple[Event, ...]
    view: View


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many views were compared with what folding the events gives, and which tickets' were different."""

    compared: int
    different: tuple[int, ...] = ()
