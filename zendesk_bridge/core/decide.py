"""A ticket, what it mentions, and what is ours on it -> the change it needs, or the reason why none."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from zendesk_bridge.core import narrow
from zendesk_bridge.core.macros import window, wording
from zendesk_bridge.core.macros.telling import Manner, Telling, is_ours, name_of, text_id
from zendesk_bridge.core.marks import POSSIBLE
from zendesk_bridge.core.model import (
    DISMISSED,
    Backorder,
    FieldKey,
    Macro,
    Mark,
    Marks,
    Note,
    Skipped,
    Ticket,
    TicketPatch,
    TicketStatus,
    digest,
)
from zendesk_bridge.core.narrow import TAG
from zendesk_bridge.core.ports import Capabilities
from zendesk_bridge.core.rewriting import plain

MOVED_TAG = "backorder_window_moved"
RESOLVED_TAG = "backorder_resolved"
POSSIBLE_TAG = "backorder_possible"

FINAL = {
    TicketStatus.CLOSED: "closed: the helpdesk takes no more changes",
    TicketStatus.DELETED: "deleted",
    TicketStatus.MERGED: "merged into another ticket",
    TicketStatus.SPAM: "spam",
}
"""States in which nobody will ever answer this ticket: nothing is written, and nothing is remembered."""

SOLVED = "solved: it is looked at again when somebody reopens it"
NOTHING = "mentions no late item"
RIGHT = "already right"
TAKEN_OFF = "an agent took our tag off; it stays off"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Rules:
    """What decisions on one helpdesk depend on besides the ticket.

    ``late`` holds the facts as the admin wrote them, by SKU. ``possible`` says that tickets that may mean a late item,
    by a typo, get a tag of their own. The rest is the manner of telling.
    """

    late: Mapping[str, Backorder]
    today: date
    capabilities: Capabilities
    locale: str
    locales: frozenset[str] = frozenset()
    note: bool = False
    possible: bool = False
    working_days: int = wording.WORKING_DAYS
    fields: frozenset[FieldKey] = frozenset()
    replies: tuple[Macro, ...] = ()

    @cached_property
    def told(self) -> Mapping[str, Backorder]:
        """The facts as they may be told today."""
        return {sku: window.as_of(item, self.today) for sku, item in self.late.items()}

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """The window version of what may be told today, and by which words."""
        return {sku: f"{item.version}.{self.manner.version}" for sku, item in self.told.items()}

    @cached_property
    def manner(self) -> Manner:
        """How facts become words here."""
        return Manner(self.locale, self.locales, self.working_days, self.replies, self.fields)

    def language(self, wanted: str | None) -> str:
        """Return the offered locale that fits this one best."""
        return self.manner.language(wanted)


def source_window(item: Backorder) -> str:
    """Return the ship window as the admin wrote it, in ISO form: what "moved" is measured by."""
    if item.ship_window is None:
        return UNKNOWN
    return f"{item.ship_window.first or ''}/{item.ship_window.last}"


def stale(marks: Marks, rules: Rules) -> bool:
    """Tell whether what we put on a ticket is no longer what the facts say."""
    return any(_is_stale(mark, rules) for mark in marks.items)


def _is_stale(mark: Mark, rules: Rules) -> bool:
    if mark.sku not in rules.late:
        return True
    if mark.version == POSSIBLE:
        return not (mark.facts and rules.possible)
    return mark.version not in (DISMISSED, rules.versions[mark.sku])


def _was_told(mark: Mark) -> bool:
    """Tell whether the ticket was ever told about this item, also while a later write is owed: its tag was there."""
    return bool(mark.version or mark.facts)


def calendar_only(marks: Marks, rules: Rules) -> bool:
    """Tell whether every item was told in these words from the facts that hold now: only the day has changed."""
    return bool(marks.items) and all(
        mark.sku in rules.late
        and mark.facts == rules.late[mark.sku].version
        and (mark.version == DISMISSED or mark.version.partition(".")[2] == rules.manner.version)
        for mark in marks.items
    )


@dataclass(frozen=True, slots=True)
class Found:
    """Late SKUs in new customer words: surely mentioned, and possibly, by a typo."""

    mentioned: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()

    def __or__(self, other: Found) -> Found:
        """Return what both found."""
        return Found(self.mentioned | other.mentioned, self.possible | other.possible)


def decide(
    ticket: Ticket, found: Found, marks: Marks, rules: Rules, locale: str | None = None
) -> TicketPatch | Skipped:
    """Return the change that makes the ticket say what the facts say, or the reason why there is none.

    ``found`` are the late SKUs in new customer words. An empty patch means that the ticket is right already and only
    ``marks`` is to be remembered. ``locale`` is the requester's, where it is known.
    """
    known = {mark.sku: mark for mark in marks.items if mark.version != POSSIBLE}
    doubted = {mark.sku: mark for mark in marks.items if mark.version == POSSIBLE}
    concerned = found.mentioned | known.keys()
    if ticket.status in FINAL:
        return Skipped(ticket.id, FINAL[ticket.status], final=True)
    if not (concerned or doubted or (found.possible and rules.possible)):
        return Skipped(ticket.id, NOTHING)
    if ticket.status is TicketStatus.SOLVED:
        return Skipped(ticket.id, SOLVED)
    said = ticket.fields.get(FieldKey.LANGUAGE, "")
    language = rules.manner.chosen(said, ticket.locale or locale or marks.locale)
    case = _Case(ticket, marks, rules, known, doubted, concerned, found.possible, language)
    if not (case.active or known or doubted or case.doubts):
        return Skipped(ticket.id, NOTHING)
    patch = case.patch()
    if patch.empty and patch.marks == marks:
        return Skipped(ticket.id, TAKEN_OFF if case.dismissed and not case.active else RIGHT)
    return patch


@dataclass(frozen=True)
class _Case:
    """One ticket that is or was about late items, with what follows from it one by one.

    ``known`` and ``doubted`` are the marks of items that it mentions, and may mean; ``possible`` what it newly may.
    """

    ticket: Ticket
    marks: Marks
    rules: Rules
    known: Mapping[str, Mark]
    doubted: Mapping[str, Mark]
    concerned: frozenset[str]
    possible: frozenset[str]
    locale: str

    def patch(self) -> TicketPatch:
        """Return the whole change, with what is ours afterwards."""
        wanted = self._wanted | self._wanted_in_doubt
        remove = (self._our_tags - wanted - self._staying) & self.ticket.tags
        kept, dropped = narrow.tags(self.ticket.tags - remove, wanted, self.rules.capabilities)
        texts = self.texts
        edited = frozenset(key for key in texts if self._edited(key, texts[key]))
        fields = tuple(
            (key, text)
            for key, text in texts.items()
            if key not in edited and plain(self.ticket.fields[key]) != plain(text)
        )
        patch = TicketPatch(
            self.ticket.id,
            add_tags=kept - self.ticket.tags,
            remove_tags=remove,
            fields=fields,
            note=self._note() if self.rules.note else None,
            before=self._before,
            why=self._reasons(dropped, edited),
        )
        tags = ((self._our_tags - remove) | patch.add_tags) & (self.ticket.tags - remove | patch.add_tags)
        calendar = not (patch.add_tags or patch.remove_tags) and calendar_only(self.marks, self.rules)
        return replace(patch, marks=self._after(tags, texts, edited), calendar=calendar)

    # --- items

    @cached_property
    def tags(self) -> Mapping[str, str]:
        """The tag of each item that the ticket is or was about."""
        return {sku: narrow.sku_tag(sku, self.rules.capabilities) for sku in self.concerned}

    @cached_property
    def dismissed(self) -> frozenset[str]:
        """Late items that an agent said this ticket is not about, by taking our tag off."""
        return frozenset(
            sku
            for sku, mark in self.known.items()
            if sku in self.rules.late
            and (mark.version == DISMISSED or (_was_told(mark) and self.tags[sku] in self._taken_off))
        )

    @property
    def _taken_off(self) -> frozenset[str]:
        """Our tags that an agent took off the ticket."""
        return frozenset() if self._overwritten else self.marks.tags - self.ticket.tags

    @cached_property
    def _overwritten(self) -> bool:
        """Whether all our tags went at once, for the first time.

        That is how a program looks that writes the whole list from its own copy; an agent who means an item takes that
        item's tag off. The second time it is somebody's will.
        """
        told = any(_was_told(mark) and mark.version != DISMISSED for mark in self.known.values())
        gone = len(self.marks.tags) > 1 and self.marks.tags.isdisjoint(self.ticket.tags)
        return told and gone and not self.marks.restored

    @cached_property
    def active(self) -> tuple[str, ...]:
        """Late items that the ticket is about."""
        return tuple(sorted((self.concerned & self.rules.late.keys()) - self.dismissed))

    @cached_property
    def moved(self) -> tuple[str, ...]:
        """Items whose window the admin moved since this ticket was told one."""
        return tuple(
            sku
            for sku in self.active
            if sku in self.known
            and not self.rules.late[sku].lapsed
            and self.known[sku].window not in ("", UNKNOWN, source_window(self.rules.late[sku]))
        )

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """Late items that the ticket may mean, as long as it surely means none."""
        late = (self.possible | self.doubted.keys()) & self.rules.late.keys()
        return () if self.active or not self.rules.possible else tuple(sorted(late - self.concerned))

    # --- tags

    @cached_property
    def _recovered(self) -> bool:
        """Whether our record of this ticket was lost: its tags and its fields say together that it is our work."""
        recorded = self.marks.tags or self.marks.fields or any(mark.version for mark in self.marks.items)
        tagged = self.ticket.tags.intersection(self.tags.values())
        return not recorded and bool(tagged) and any(self.ticket.fields.values())

    @cached_property
    def _our_tags(self) -> frozenset[str]:
        if self._recovered:
            return self.ticket.tags & {TAG, MOVED_TAG, RESOLVED_TAG, *self.tags.values()}
        return self.marks.tags

    @property
    def _before(self) -> Marks:
        """What is ours on the ticket as found, recovered or recorded."""
        found = [(key, text_id(text)) for key, text in self.ticket.fields.items() if text and self._recovered]
        return replace(
            self.marks, tags=self._our_tags & self.ticket.tags, fields=tuple(sorted({*self.marks.fields, *found}))
        )

    @property
    def _wanted(self) -> frozenset[str]:
        if self.active:
            lost = self._overwritten and MOVED_TAG in self.marks.tags
            moved = {MOVED_TAG} if self.moved or lost else set()
            return frozenset({TAG, *moved, *(self.tags[sku] for sku in self.active)})
        back = self.known.keys() - self.rules.late.keys()
        resolved = any(self.tags[sku] in self._our_tags & self.ticket.tags for sku in back)
        return frozenset({RESOLVED_TAG} if resolved else ())

    @property
    def _wanted_in_doubt(self) -> frozenset[str]:
        """The tag of a ticket that may mean a late item; once an agent took it off, it stays off for that item."""
        new = any(sku not in self.doubted or not self.doubted[sku].facts for sku in self.doubts)
        kept = POSSIBLE_TAG in self._our_tags & self.ticket.tags
        return frozenset({POSSIBLE_TAG} if self.doubts and (new or kept) else ())

    @property
    def _staying(self) -> frozenset[str]:
        """Our tags that stay until an agent takes them off."""
        return frozenset({MOVED_TAG if self.active else RESOLVED_TAG})

    # --- fields

    @cached_property
    def texts(self) -> Mapping[FieldKey, str]:
        """What each of the ticket's fields has to say; only what is back in stock when no item is late any more."""
        return self._telling.texts(self.ticket.fields, self.rules.capabilities)

    @property
    def _telling(self) -> Telling:
        items = [self.rules.told[sku] for sku in self.active]
        return Telling(items, self._back, self.locale, self.rules.manner, self.rules.today)

    @property
    def _back(self) -> tuple[str, ...]:
        """The names of items that are late no more: those new in this decision, else those that the ticket tells."""
        known = self.known.values()
        new = [mark for mark in known if mark.sku not in self.rules.late and mark.version not in ("", DISMISSED)]
        if new:
            return tuple(mark.name or mark.sku for mark in new)
        key, newly_late = FieldKey.BACK_IN_STOCK, set(self.active) - self.known.keys()
        told = self.ticket.fields.get(key, "")
        ours = told and is_ours(key, told, self.marks.fields)
        return (told,) if ours and not newly_late else ()

    def _edited(self, key: FieldKey, text: str) -> bool:
        """Tell whether somebody else wrote what stands in this field. An emptied field is ours to fill."""
        now = self.ticket.fields[key]
        different = plain(now) not in ("", plain(text))
        return different and not self._recovered and not is_ours(key, now, self.marks.fields)

    # --- the rest

    def _after(self, tags: frozenset[str], texts: Mapping[FieldKey, str], edited: frozenset[FieldKey]) -> Marks:
        late, known = self.rules.late, self.known
        told = [
            Mark(
                sku,
                self.rules.versions[sku],
                known[sku].window if late[sku].lapsed and sku in known else source_window(late[sku]),
                late[sku].version,
                name_of(late[sku], self.locale, self.rules.manner),
            )
            for sku in self.active
        ]
        off = [Mark(sku, DISMISSED, known[sku].window, late[sku].version) for sku in sorted(self.dismissed)]
        doubts = [Mark(sku, POSSIBLE, "", late[sku].version) for sku in self.doubts]
        written = [(key, text_id(text)) for key, text in texts.items() if key not in edited and text]
        return Marks(
            items=tuple(sorted([*told, *off, *doubts], key=lambda mark: mark.sku)),
            tags=tags,
            fields=tuple(sorted([*written, *(pair for pair in self.marks.fields if pair[0] in edited)])),
            locale=self.locale if told else "",
            restored=bool(told) and (self.marks.restored or self._overwritten),
        )

    def _note(self) -> Note | None:
        """Return a private note for the agent if there is anything that this ticket was not told yet."""
        facts = {sku: self.rules.late[sku].version for sku in self.active}
        if all(sku in self.known and self.known[sku].facts == version for sku, version in facts.items()):
            return None
        marker = f"[zb-note-{digest([self.ticket.id, sorted(facts.items())], 8)}]"
        body = html.escape(self._telling.message, quote=False).replace("\n", "<br>")
        unsure = any(not mark.version for mark in self.marks.items) and bool(self.marks.tags or self.marks.fields)
        return Note(f"<p>{body}</p><p>{marker}</p>", marker, maybe_there=unsure)

    def _reasons(self, dropped: tuple[str, ...], edited: frozenset[FieldKey]) -> tuple[str, ...]:
        late = self.rules.late.keys()
        return (
            *(f"{sku} is late" for sku in self.active if sku not in self.known),
            *(f"the ship window of {sku} moved" for sku in self.moved),
            *(f"{sku} is possibly meant" for sku in self.doubts if sku not in self.doubted),
            *(f"{sku} is back" for sku in self.known if sku not in late),
            *(f"an agent took the tag of {sku} off" for sku in sorted(self.dismissed)),
            *(["all our tags were gone at once: they are put back, once"] if self._overwritten and self.active else []),
            *(f"no room for the tag {tag}" for tag in dropped),
            *(
                f"the field {key} was cut to {len(text)} characters"
                for key, text in self.texts.items()
                if narrow.is_cut(text)
            ),
            *(f"the field {key} holds somebody else's words; it is left alone" for key in sorted(edited)),
        )
