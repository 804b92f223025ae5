"""The nouns, frozen and typed. Every word is the one that design and documentation use."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from zendesk_bridge.core.errors import Place

NOWHERE = Place("")


def digest(value: Any, length: int = 16) -> str:
    """Return a short, stable id of a JSON-like value: hex SHA-256 of its canonical JSON."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:length]


# --- facts -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShipWindow:
    """First and last ship date. ``first`` is None once the window has begun: then only "by ``last``" is true."""

    first: date | None
    last: date


@dataclass(frozen=True, slots=True)
class Wait:
    """The customer may simply wait."""


@dataclass(frozen=True, slots=True)
class Swap:
    """The customer may take another item instead."""

    sku: str
    name: str


@dataclass(frozen=True, slots=True)
class Split:
    """The rest of the order may ship now."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """The customer may cancel and be refunded in full."""


Option = Wait | Swap | Split | Cancel


@dataclass(frozen=True, slots=True)
class LocalText:
    """What a backorder is called, and why it is late, in one more language; empty means: as in the main one."""

    name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Backorder:
    """One delayed item. ``ship_window`` None means unknown, and then ``reason`` says why.

    ``lapsed`` is set by :func:`zendesk_bridge.core.window.as_of` when the admin's window has passed: the item
    then has no window any more, and somebody must be asked for a new one.
    """

    sku: str
    name: str
    aliases: tuple[str, ...] = ()
    ship_window: ShipWindow | None = None
    promised_by: date | None = None
    reason: str = ""
    options: tuple[Option, ...] = ()
    next_update: date | None = None
    locales: tuple[tuple[str, LocalText], ...] = ()
    lapsed: bool = False
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def version(self) -> str:
        """The window version: a short id of what may be told about this item (aliases are not told)."""
        told = [
            self.sku,
            self.name,
            self.ship_window and [self.ship_window.first, self.ship_window.last],
            self.reason,
            [
                [type(option).__name__, getattr(option, "sku", ""), getattr(option, "name", "")]
                for option in self.options
            ],
            self.next_update,
            [[locale, text.name, text.reason] for locale, text in self.locales],
        ]
        return digest(told, 8)

    def text(self, locale: str) -> LocalText:
        """Return name and reason in this locale, its language, or else the main one."""
        known = dict(self.locales)
        local = known.get(locale) or known.get(locale.split("_", maxsplit=1)[0]) or LocalText()
        return LocalText(local.name or self.name, local.reason or self.reason)


# --- macros ----------------------------------------------------------------------------------------


class Per(StrEnum):
    """Rendered once with the helpdesk's placeholders, or once for each delayed item with the facts as text."""

    TICKET = "ticket"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Template:
    """Markdown with Jinja2 as the admin wrote it; ``place`` is that of its first character."""

    text: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Actions:
    """What else a macro does. Field names as in the YAML."""

    add_tags: tuple[str, ...] = ()
    status: Literal["open", "pending", "hold", "solved"] | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """A macro's words in one locale. ``fallback`` is what an untriaged ticket gets where the helpdesk can tell."""

    locale: str
    title: Template
    reply: Template
    fallback: Template | None = None


@dataclass(frozen=True, slots=True)
class Macro:
    """What an admin writes: ``variants[0]`` is the default locale's. ``visible_to`` None means every agent."""

    key: str
    per: Per
    variants: tuple[Variant, ...]
    helpdesks: tuple[str, ...] = ("all",)
    actions: Actions = Actions()
    visible_to: tuple[str, ...] | None = None
    place: Place = field(default=NOWHERE, compare=False)

    def wanted_on(self, helpdesk: str) -> bool:
        """Tell whether this macro belongs on the helpdesk of this name."""
        return "all" in self.helpdesks or helpdesk in self.helpdesks


_MARKER = re.compile(r"\[zb-([0-9a-f]{4})-([0-9a-f]{8})\]")


@dataclass(frozen=True, slots=True)
class Marker:
    """Whose a managed macro is, readable on the helpdesk itself, so that ownership survives losing the database."""

    owner: str
    code: str

    @classmethod
    def of(cls, owner: str, key: str) -> Marker:
        """Return the marker of this owner's managed macro with this key."""
        return cls(digest(owner, 4), digest([owner, key], 8))

    @classmethod
    def find(cls, text: str) -> Marker | None:
        """Return the last marker in this text, if there is one."""
        found = _MARKER.findall(text)
        return cls(*found[-1]) if found else None

    @staticmethod
    def strip(text: str) -> str:
        """Return the text without any marker and without the space before it."""
        return re.sub(r"\s*" + _MARKER.pattern, "", text)

    def __str__(self) -> str:
        """Return the marker as it stands in a title or a description."""
        return f"[zb-{self.owner}-{self.code}]"


@dataclass(frozen=True, slots=True)
class ManagedMacro:
    """A macro rendered for one helpdesk, in one locale, and for one item if it is per item.

    ``key`` is unique on the helpdesk: ``delay-update``, ``delay-update.de``, ``item-update/WID-12``,
    ``item-update/WID-12.de``. ``title`` holds ``::`` between folders, and no marker. ``body`` is HTML with the
    helpdesk's own placeholders. ``visible_to`` are group ids, sorted; None means every agent.
    """

    key: str
    title: str
    body: str
    marker: Marker
    add_tags: tuple[str, ...] = ()
    status: str | None = None
    visible_to: tuple[int, ...] | None = None
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def digest(self) -> str:
        """A short id of everything that is sent."""
        return digest([self.title, self.body, self.add_tags, self.status, self.visible_to])


@dataclass(frozen=True, slots=True)
class MacroContent:
    """What two macros are compared by, normalised alike from both sides; ``body`` is plain text, one line a block.

    ``other`` holds what an admin added in the portal and we do not manage, as text, sorted.
    """

    title: str
    body: str
    add_tags: tuple[str, ...] = ()
    status: str | None = None
    visible_to: tuple[int, ...] | None = None
    active: bool = True
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoteMacro:
    """A macro as the helpdesk holds it. ``marker`` None means hand-made.

    ``digest`` identifies the exact state returned (markup, tags, status, visibility, active; never counters or
    times): compared only with a digest from the same helpdesk, to see an edit in the portal.
    """

    id: int
    content: MacroContent
    digest: str
    marker: Marker | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What we last applied under a key: the id it got, what we sent, and what came back."""

    key: str
    remote_id: int
    sent: str
    returned: str


# --- ticket fields ---------------------------------------------------------------------------------


class FieldKey(StrEnum):
    """The ticket fields that triage fills and per-ticket macros read."""

    ITEMS = "items"
    SHIP_WINDOW = "ship_window"
    OPTIONS = "options"
    NEXT_UPDATE = "next_update"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A ticket field as we want it: ``long`` is a paragraph, else one line."""

    key: FieldKey
    title: str
    description: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class RemoteField:
    """A ticket field as the helpdesk holds it. ``name`` is what placeholders and writes refer to."""

    id: int
    name: str
    title: str
    type: str
    active: bool = True


Fields = Mapping[FieldKey, RemoteField]


# --- tickets ---------------------------------------------------------------------------------------


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

    ``part`` is ``subject``, ``description`` or ``comment <id>``. ``html`` says that ``text`` is HTML.
    """

    part: str
    text: str = field(repr=False)
    html: bool = False


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket as just read.

    ``words`` holds customer-written text only. ``unread`` is True when the customer wrote comments that are not
    among them. ``locale`` is the requester's where the listing told it. ``fields`` holds ours alone; an absent
    key is a field the helpdesk lacks, "" an empty one.
    """

    id: int
    status: TicketStatus
    tags: frozenset[str] = frozenset()
    fields: Mapping[FieldKey, str] = field(default_factory=dict, repr=False)
    words: tuple[Words, ...] = ()
    requester_id: int | None = None
    locale: str | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Comments:
    """Customer comments that arrived on a ticket which the listing did not bring along."""

    ticket_id: int
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One page of a scan. ``cursor`` is opaque: stored once the work of the page is done, it continues after it."""

    tickets: tuple[Ticket, ...]
    comments: tuple[Comments, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a delayed item stands in a ticket, and why it counts.

    ``start`` and ``end`` are offsets into the text that was searched: what the customer newly wrote in ``part``.
    ``reason`` is data, not prose:
    ``sku``, ``name`` or ``alias``, and what the catalogue has there.
    """

    sku: str
    part: str
    start: int
    end: int
    text: str = field(repr=False)
    reason: Literal["sku", "name", "alias"]
    term: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a ticket was last told about one item: the window version, and the window itself in ISO form."""

    sku: str
    version: str
    window: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything we put on one ticket: what items, which tags were ours to add, and a digest of each field text.

    ``locale`` is the language the fields are written in. ``asleep`` says that the ticket was solved when last
    looked at: it is left alone until the helpdesk reports a change to it.
    """

    items: tuple[Mark, ...] = ()
    tags: frozenset[str] = frozenset()
    fields: tuple[tuple[FieldKey, str], ...] = ()
    locale: str = ""
    asleep: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything of ours is on the ticket."""
        return bool(self.items or self.tags or self.fields)


@dataclass(frozen=True, slots=True)
class Note:
    """A private note. ``marker`` stands in its text, so that a repeated write can see that it is there."""

    html: str
    marker: str


@dataclass(frozen=True, slots=True)
class TicketPatch:
    """A change to one ticket; what it does not name survives. ``marks`` is what is ours on it afterwards."""

    ticket_id: int
    add_tags: frozenset[str] = frozenset()
    remove_tags: frozenset[str] = frozenset()
    fields: tuple[tuple[FieldKey, str], ...] = ()
    note: Note | None = None
    marks: Marks = Marks()
    why: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not (self.add_tags or self.remove_tags or self.fields or self.note)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Nothing is to be done on this ticket, and why."""

    ticket_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """The patch is on the ticket. ``changed`` is False when everything was there already and nothing was sent."""

    patch: TicketPatch
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Failed:
    """This ticket could not be written, the others could. ``reason`` holds no customer's words."""

    ticket_id: int
    reason: str


Outcome = Written | Skipped | Failed


# --- what was known before -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The last good reading of a source of backorders."""

    taken_at: datetime
    backorders: tuple[Backorder, ...]

    def lapsed(self) -> tuple[Backorder, ...]:
        """Return the items with every date taken away: what is left to say when the reading is too old."""
        return tuple(replace(item, ship_window=None, next_update=None, lapsed=True) for item in self.backorders)
