"""The rows of the sandbox's store, as values that both faces read; each face gives them its own wire names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

RecordKey = int | str
ABOUT = ("sandbox", "about")
"""The document ``{"demo": bool}`` that a seeded store holds; a face adds its own things by it."""


@dataclass(frozen=True, slots=True)
class User:
    """A person: a customer (role ``end-user``), an agent or an admin; ``locale`` is a BCP 47 tag such as ``de``."""

    id: int
    name: str
    email: str
    role: str
    locale: str
    created_at: datetime

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return self.name.split(" ", 1)[0]

    @property
    def last_name(self) -> str:
        """All words of the name but the first."""
        return self.name.partition(" ")[2]


@dataclass(frozen=True, slots=True)
class Group:
    """A team of agents."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class StoredTicket:
    """One ticket as both faces see it.

    ``status`` is neutral (new, open, pending, hold, solved, closed); a deleted or spam ticket keeps its status and
    has the flag set. ``seq`` grows with every change of any ticket and never repeats, so it orders changes that
    share one second. ``touched_at`` is the moment of any change (Zendesk: generated_timestamp); ``updated_at`` the
    moment of the last visible one.
    """

    id: int
    subject: str
    description_html: str
    description_text: str
    status: str
    priority: str | None
    type: str | None
    tags: tuple[str, ...]
    requester_id: int
    submitter_id: int
    assignee_id: int | None
    group_id: int | None
    channel: str
    zendesk_fields: Mapping[str, Any]
    freshdesk_fields: Mapping[str, Any]
    created_at: datetime
    updated_at: datetime
    touched_at: datetime
    seq: int
    spam: bool
    deleted: bool
    merged_into: int | None


@dataclass(frozen=True, slots=True)
class Comment:
    """One message on a ticket; the first one (``first`` is True) is the ticket's description."""

    id: int
    ticket_id: int
    author_id: int
    public: bool
    html: str
    text: str
    channel: str
    metadata: Mapping[str, Any]
    created_at: datetime
    first: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """One write to a ticket: who, when, and its ``children``.

    A child is ``{"id", "type": "Create" | "Change", "field", "value", "previous"}`` or
    ``{"id", "type": "Comment" | "CommentPrivacyChange" | "CommentRedactionEvent", "comment_id", "public"}``.
    """

    id: int
    ticket_id: int
    author_id: int
    channel: str
    metadata: Mapping[str, Any]
    children: tuple[Mapping[str, Any], ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """A JSON object of one kind: a macro, a canned response, a ticket field, a job, a token."""

    kind: str
    id: RecordKey
    body: dict[str, Any]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment to be written; ``text`` is derived from ``html`` or the other way round when one is empty."""

    html: str = ""
    text: str = ""
    public: bool = True
    author_id: int | None = None
    """The ticket's writer when None."""


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A ticket to be created; give ``html`` or ``text`` for the description. None means: the store decides."""

    subject: str
    requester_id: int
    html: str = ""
    text: str = ""
    status: str = "new"
    priority: str | None = None
    type: str | None = None
    tags: tuple[str, ...] = ()
    submitter_id: int | None = None
    assignee_id: int | None = None
    group_id: int | None = None
    channel: str = "email"
    zendesk_fields: Mapping[str, Any] = field(default_factory=dict)
    freshdesk_fields: Mapping[str, Any] = field(default_factory=dict)
    created_at: datetime | None = None
    public: bool = True
    spam: bool = False
    id: int | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TicketQuery:
    """Which tickets, in which order; every None is no filter. ``after`` is an exclusive id (or seq) to page by."""

    order_by: Literal["id", "seq", "created_at", "updated_at", "status"] = "id"
    descending: bool = False
    after: int | None = None
    limit: int = 100
    offset: int = 0
    updated_since: datetime | None = None
    touched_since: datetime | None = None
    touched_until: datetime | None = None
    created_since: datetime | None = None
    requester_id: int | None = None
    assignee_id: int | None = None
    statuses: tuple[str, ...] | None = None
    spam: bool | None = None
    deleted: bool | None = None


@dataclass(frozen=True, slots=True)
class TicketWrite:
    """One write to a ticket: what changes, who writes, and what is written beside it.

    ``values`` may hold: subject, status, priority, type, requester_id, assignee_id, group_id, spam, deleted,
    merged_into, ``tags`` (replaces all), ``add_tags``, ``remove_tags``, ``zendesk_fields`` and ``freshdesk_fields``
    (both merged key by key). ``only_if_updated_at`` makes the write conditional (raises ``Stale``). ``at`` is when it
    happened; None is now. ``events`` are children of its audit that say what no value does.
    """

    author_id: int
    values: Mapping[str, Any] = field(default_factory=dict)
    comment: NewComment | None = None
    channel: str = "api"
    metadata: Mapping[str, Any] = field(default_factory=dict)
    only_if_updated_at: datetime | None = None
    at: datetime | None = None
    events: tuple[Mapping[str, Any], ...] = ()
