"""Macros: as the admin writes them, as we render them, as the helpdesk holds them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.model.facts import NOWHERE
from zendesk_bridge.core.model.identity import digest
from zendesk_bridge.core.rewriting import plain


class DriftMode(StrEnum):
    """What to do with a managed macro that somebody edited on the helpdesk."""

    FAIL = "fail"
    KEEP = "keep"
    OVERWRITE = "overwrite"


class Per(StrEnum):
    """Rendered once with the helpdesk's placeholders, once for each delayed item, or as a mail for each late order.

    The last is no macro of any helpdesk: nobody applies it on a ticket, it is sent.
    """

    TICKET = "ticket"
    ITEM = "item"
    ORDER = "order"


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
    remove_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A macro's words in one locale. ``fallback`` is what an untriaged ticket gets where the helpdesk can tell.

    A macro per order has a ``subject`` and an empty title, all others have a title and no subject.
    """

    locale: str
    title: Template
    reply: Template
    fallback: Template | None = None
    subject: Template | None = None


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
        """Tell whether this macro belongs on the helpdesk of this name; one per order is no macro of any."""
        return self.per is not Per.ORDER and ("all" in self.helpdesks or helpdesk in self.helpdesks)


_MARKER = re.compile(r"\[zb-([0-9a-f]{4})-([0-9a-f]{8})(?:-([0-9a-f]{6}))?\]")


@dataclass(frozen=True, slots=True)
class Marker:
    """Whose a managed macro is, readable on the helpdesk itself, so that ownership survives losing the database.

    ``signature`` identifies the content that we wrote beside it: while it fits, nobody has edited the macro, whatever
    we remember. It is "" on macros of older releases, and no part of the macro's identity.
    """

    owner: str
    code: str
    signature: str = field(default="", compare=False)

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
        return f"[{'-'.join(filter(None, ('zb', self.owner, self.code, self.signature)))}]"

    def signed(self, content: MacroContent) -> Marker:
        """Return the marker to write beside this content."""
        return replace(self, signature=content.signature)

    def carried(self, was: MacroContent, now: MacroContent) -> Marker:
        """Return the marker of a macro that goes out of sight: what a person wrote in it does not become ours."""
        return self.signed(now) if self.signs(was) or not self.signature else self

    def signs(self, content: MacroContent) -> bool:
        """Tell whether this content is what was written together with this marker."""
        return self.signature == content.signature


@dataclass(frozen=True, slots=True)
class ManagedMacro:
    """A macro rendered for one helpdesk, in one locale, and for one item if it is per item.

    ``key`` is unique on the helpdesk: ``delay-update``, ``delay-update.de``, ``item-update/WID-12``,
    ``item-update/WID-12.de``. ``title`` holds ``::`` between folders, and no marker. ``body`` is HTML with the
    helpdesk's own placeholders. ``visible_to`` are group ids, sorted; None means every agent.

    What it was made from: ``source`` identifies the admin's words, ``facts`` is the version of the item ``sku`` and
    ``window`` its ship window's interval, all "" where it is per ticket, ``wording`` the version of the words that
    facts are told in, and ``as_of`` the day.
    """

    key: str
    title: str
    body: str
    marker: Marker
    add_tags: tuple[str, ...] = ()
    status: str | None = None
    visible_to: tuple[int, ...] | None = None
    source: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    remove_tags: tuple[str, ...] = ()
    sku: str = ""
    facts: str = ""
    wording: str = ""
    as_of: date | None = None
    window: str = ""

    @property
    def digest(self) -> str:
        """A short id of everything that is sent."""
        actions = [self.add_tags, self.status, self.visible_to]  # as before there was any removal
        return digest([self.title, self.body, *actions, *([self.remove_tags] if self.remove_tags else [])])

    def is_reworded(self, was: Applied) -> bool:
        """Tell whether it is the words of facts that have changed since it was applied, and not the admin's own."""
        return bool(was.wording) and was.wording != self.wording and was.source == self.source

    def applied(self, remote: RemoteMacro) -> Applied:
        """Return what to remember of it once the helpdesk holds it so."""
        made_from = (self.source, self.facts, self.wording, self.as_of)
        return Applied(self.key, remote.id, self.digest, remote.content.digest, *made_from, window=self.window)


@dataclass(frozen=True, slots=True)
class MacroContent:
    """What two macros are compared by, normalised alike from both sides; ``body`` is plain text, one line a block.

    ``other`` holds what an admin added in the portal and we do not manage, as text, sorted; ``links`` where the reply's
    links lead, ``layout`` the pictures, lists, tables and lines in it.
    """

    title: str
    body: str
    add_tags: tuple[str, ...] = ()
    status: str | None = None
    visible_to: tuple[int, ...] | None = None
    active: bool = True
    other: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A short id of what it says and does, whatever way a server writes it down."""
        return digest([*self._says_and_does(), *([self.layout] if self.layout else [])])

    @property
    def signature(self) -> str:
        """The digest as short as it stands in a marker."""
        return self.digest[:6]

    @property
    def digest_without_layout(self) -> str:
        """The same as records were made of before layout counted."""
        return digest(self._says_and_does())

    def _says_and_does(self) -> list[object]:
        does = [self.add_tags, self.remove_tags, self.status, self.visible_to, self.active, self.other]
        return [plain(self.title), plain(self.body), self.links, *does]


@dataclass(frozen=True, slots=True)
class RemoteMacro:
    """A macro as the helpdesk holds it. ``marker`` None means hand-made.

    ``digest`` identifies the exact state returned (markup, tags, status, visibility, active; never counters or
    times): what a reviewed plan is bound to. An edit in the portal is seen by the content's digest.
    """

    id: int
    content: MacroContent
    digest: str
    marker: Marker | None = None


class AppliedState(StrEnum):
    """Where a macro of ours stands: before the agents, retired since nobody wants it, or hidden by a lapse."""

    STANDING = "standing"
    RETIRED = "retired"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Applied:
    """What we last applied under a key: the id it got, what we sent, what came back, and what it was made from.

    ``returned`` is the digest of the content; older records hold the remote macro's. ``source``, ``facts``, ``window``
    and ``wording`` are those of :class:`ManagedMacro`; rendered from them ``as_of`` that day it is what was ``sent``.
    Older records do not know the day. ``sent`` is "" once the macro is retired.
    """

    key: str
    remote_id: int
    sent: str
    returned: str
    source: str = ""
    facts: str = ""
    wording: str = ""
    as_of: date | None = None
    state: AppliedState = AppliedState.STANDING
    window: str = ""

    @classmethod
    def retired(cls, key: str, remote: RemoteMacro) -> Applied:
        """Return what to remember of a macro that was taken out of the agents' sight because nobody wants it."""
        return cls(key, remote.id, "", remote.content.digest, state=AppliedState.RETIRED)
