"""One ticket that is or was about late items, with what follows from it one by one."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from zendesk_bridge.core import narrow
from zendesk_bridge.core.decide.ours import Ours
from zendesk_bridge.core.decide.reminders import Causes, causes, superseded_of
from zendesk_bridge.core.decide.rules import (
    UNKNOWN,
    Rules,
    calendar_only,
    source_window,
)
from zendesk_bridge.core.facts.changes import days_of
from zendesk_bridge.core.followups import is_due
from zendesk_bridge.core.ledger import heard_of
from zendesk_bridge.core.macros.telling import Telling, is_ours, name_of, text_id
from zendesk_bridge.core.model import (
    FieldKey,
    Heard,
    Mark,
    MarkState,
    Note,
    ShipWindow,
    SkipReason,
    Ticket,
    TicketPatch,
    Told,
    View,
    digest,
)
from zendesk_bridge.core.narrow import FOLLOWUP_TAG, MOVED_TAG, POSSIBLE_TAG, RESOLVED_TAG, TAG
from zendesk_bridge.core.rewriting import plain

REMINDERS = frozenset({MOVED_TAG, FOLLOWUP_TAG})
"""Tags that follow from what was said, and when: the facts that they are about, the ticket was told before."""


@dataclass(frozen=True)
class Case:
    """One ticket that is or was about late items. ``ours`` is what is ours on it as found, ``locale`` its language.

    ``heard`` is what the customer was told in agents' public replies.
    """

    ticket: Ticket
    ours: Ours
    rules: Rules
    locale: str
    heard: Heard = field(default_factory=dict)

    def patch(self) -> TicketPatch:
        """Return the whole change, with what is ours afterwards."""
        wanted = self._wanted | self._wanted_in_doubt
        remove = (self.ours.tags - wanted - self._staying) & self.ticket.tags
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
        tags = ((self.ours.tags - remove) | patch.add_tags) & (self.ticket.tags - remove | patch.add_tags)
        calendar = patch.add_tags | patch.remove_tags <= REMINDERS and calendar_only(self.view, self.rules)
        beside = (wanted & {TAG, *self.tags.values()} & self.ticket.tags) - tags
        reminded = self._reminded((self.ticket.tags - remove) | patch.add_tags)
        after = replace(self._after(tags, texts, edited), beside=beside, reminded=reminded)
        return replace(patch, after=after, calendar=calendar)

    @property
    def idle(self) -> SkipReason:
        """Why there is nothing to write, where there is not."""
        if self.dismissed & self.rules.late.keys() and not self.active:
            return SkipReason.DISMISSED
        return SkipReason.RIGHT if self.view.items else SkipReason.SILENT

    # --- items

    @property
    def view(self) -> View:
        """What is true of the ticket."""
        return self.ours.view

    @cached_property
    def known(self) -> Mapping[str, Mark]:
        """Where the items stand that the ticket mentions."""
        return {mark.sku: mark for mark in self.view.items if mark.state.mentioned}

    @cached_property
    def doubted(self) -> Mapping[str, Mark]:
        """Where the items stand that the ticket may mean."""
        return {mark.sku: mark for mark in self.view.items if mark.state.doubted}

    @cached_property
    def told(self) -> Mapping[str, Told]:
        """What the ticket was told about each of its items."""
        return {sku: mark.told for sku, mark in self.known.items() if mark.told and mark.state is MarkState.TOLD}

    @cached_property
    def tags(self) -> Mapping[str, str]:
        """The tag of each item that the ticket is or was about."""
        return {sku: self.rules.tag(sku) for sku in self.known}

    @cached_property
    def whole(self) -> bool:
        """Whether an agent said that the ticket is none of ours, by taking the general tag off.

        Where no item is late any more it may have come off because of that: another helpdesk may see the same ticket.
        """
        return self.view.dismissed or (TAG in self._taken_off and not self.rules.late.keys().isdisjoint(self.known))

    @cached_property
    def dismissed(self) -> frozenset[str]:
        """Items that an agent said this ticket is not about, by taking our tag off: also should they be late again."""
        return frozenset(
            sku
            for sku, mark in self.known.items()
            if self.whole
            or mark.state is MarkState.DISMISSED
            or (sku in self.rules.late and self.tags[sku] in self._taken_off)
        )

    @cached_property
    def _taken_off(self) -> frozenset[str]:
        """Our tags that an agent took off the ticket."""
        return frozenset() if self._overwritten else self.ours.expected - self.ticket.tags

    @cached_property
    def _overwritten(self) -> bool:
        """Whether all our tags went at once, for the first time.

        That is how a program looks that writes the whole list from its own copy; an agent who means an item takes that
        item's tag off. The second time it is somebody's will.
        """
        put = self.ours.expected - self.view.beside
        gone = len(put) > 1 and self.ours.expected.isdisjoint(self.ticket.tags)
        return bool(self.told) and gone and not self.view.restored

    @cached_property
    def active(self) -> tuple[str, ...]:
        """Late items that the ticket is about."""
        return tuple(sorted((self.known.keys() & self.rules.late.keys()) - self.dismissed))

    @cached_property
    def superseded(self) -> Mapping[str, ShipWindow]:
        """The windows that the customer was told in a reply and that no longer hold."""
        return superseded_of(self.active, self.heard, self.rules)

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """Items of which the customer was promised something, and of which nothing on the ticket is to tell.

        They never named it, or it is late no more and nobody has told them so: who takes the tag off that says that all
        items are back, has seen to it.
        """
        if self.whole:
            return ()
        late, seen_to = self.rules.late.keys(), RESOLVED_TAG in self._taken_off
        gone = {sku for sku in self.known if sku not in late} - self.dismissed
        named = heard_of(self.view) | gone
        return tuple(sorted(sku for sku in named if self.heard.get(sku) and (sku in late or not seen_to)))

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """Late items that the ticket may mean, as long as it surely means none."""
        hopeless = self.active or self.whole or not self.rules.possible
        return () if hopeless else tuple(sorted(self.doubted.keys() & self.rules.late.keys()))

    # --- tags

    @property
    def _before(self) -> View:
        """What is ours on the ticket as found, recovered or recorded."""
        return replace(self.view, tags=self.ours.tags & self.ticket.tags, fields=self.ours.fields)

    @property
    def _wanted(self) -> frozenset[str]:
        if self.active:
            return frozenset({TAG, *self._reminders, *(self.tags[sku] for sku in self.active)})
        gone = self.known.keys() - self.rules.late.keys() - self.dismissed
        back = {self.tags[sku] for sku in gone} | self.ours.returned
        resolved = back & self.ours.tags & self.ticket.tags and not self.whole
        return self._reminders | ({RESOLVED_TAG} if resolved else frozenset())

    @property
    def _wanted_in_doubt(self) -> frozenset[str]:
        """The tag of a ticket that may mean a late item; once an agent took it off, it stays off for that item."""
        new = any(self.doubted[sku].state is MarkState.POSSIBLE for sku in self.doubts)
        kept = POSSIBLE_TAG in self.ours.tags & self.ticket.tags
        return frozenset({POSSIBLE_TAG} if self.doubts and (new or kept) else ())

    @cached_property
    def _causes(self) -> Causes:
        return causes((*self.active, *self.waiting), self.heard, self.rules, self.ticket.tags)

    @cached_property
    def _known(self) -> frozenset[str]:
        """What a tag has reminded agents of: if it is gone, one of them took it off."""
        return frozenset() if self._overwritten else self.view.reminded

    @property
    def _reminders(self) -> frozenset[str]:
        """The tags that remind agents of something; one that was taken off waits for something else."""
        return frozenset(
            tag for tag, why in self._causes.items() if (why if tag in self.ticket.tags else why - self._known)
        )

    def _reminded(self, tags: frozenset[str]) -> frozenset[str]:
        """Return what agents have been reminded of where these tags are on the ticket."""
        return frozenset().union(*(why if tag in tags else why & self._known for tag, why in self._causes.items()))

    @property
    def _staying(self) -> frozenset[str]:
        """Our tags that stay until an agent takes them off, or somebody knows what the customer was told.

        What was said before replies were read, nobody knows; a tag of that time may well be right. Not so where it was
        known, and was to be forgotten: the tag tells it still.
        """
        if not self.active:
            return frozenset(() if self.whole else {RESOLVED_TAG})
        dated = any(promise.window for sku in self.active for promise in self.heard.get(sku, ()))
        return frozenset(() if dated or self.view.forgotten else {MOVED_TAG})

    # --- fields

    @cached_property
    def texts(self) -> Mapping[FieldKey, str]:
        """What each of the ticket's fields has to say; only what is back in stock when no item is late any more."""
        return self._telling.texts(self.ticket.fields, self.rules.capabilities)

    @property
    def _telling(self) -> Telling:
        items = [self.rules.told[sku] for sku in self.active]
        back = () if self.whole else self._newly_back
        said = "" if self.whole or back else self._said_back
        return Telling(items, back, self.locale, self.rules.manner, self.rules.today, said, self.heard, self.superseded)

    @property
    def _newly_back(self) -> tuple[str, ...]:
        """The names of the items that are late no more, and were until this decision."""
        gone = self.told.keys() - self.rules.late.keys() - self.dismissed
        return tuple(told.name or sku for sku, told in self.told.items() if sku in gone)

    @property
    def _said_back(self) -> str:
        """What the ticket says already of items that are late no more, until another one is."""
        if self.ours.returned and not self.active:
            return self.ticket.fields.get(FieldKey.ITEMS, "")
        key, newly_late = FieldKey.BACK_IN_STOCK, set(self.active) - self.told.keys()
        told = self.ticket.fields.get(key, "")
        return told if told and is_ours(key, told, self.ours.fields) and not newly_late else ""

    def _edited(self, key: FieldKey, text: str) -> bool:
        """Tell whether somebody else wrote what stands in this field. An emptied field is ours to fill."""
        now = self.ticket.fields[key]
        different = plain(now) not in ("", plain(text))
        return different and not is_ours(key, now, self.ours.fields)

    # --- the rest

    def _after(self, tags: frozenset[str], texts: Mapping[FieldKey, str], edited: frozenset[FieldKey]) -> View:
        told = [Mark(sku, MarkState.TOLD, self._telling_of(sku)) for sku in self.active]
        off = [Mark(sku, MarkState.DISMISSED, self.known[sku].told) for sku in self.dismissed]
        doubts = [Mark(sku, MarkState.FLAGGED) for sku in self.doubts]
        waiting = [Mark(sku, MarkState.HEARD) for sku in self.waiting]
        written = [(key, text_id(text)) for key, text in texts.items() if key not in edited and text]
        return View(
            items=tuple(sorted([*told, *off, *doubts, *waiting], key=lambda mark: mark.sku)),
            tags=tags,
            fields=frozenset([*written, *(pair for pair in self.ours.fields if pair[0] in edited)]),
            locale=self.locale if told else self.view.locale,
            restored=bool(told) and (self.view.restored or self._overwritten),
            dismissed=self.whole,
            forgotten=self.view.forgotten,
        )

    def _telling_of(self, sku: str) -> Told:
        """Return what the ticket is told about an item. A source that nobody vouches for now moves no window."""
        item, before = self.rules.late[sku], self.told.get(sku)
        stands = before if item.lapsed else None
        return Told(
            self.rules.version(sku, self.heard.get(sku, ())),
            self.rules.manner.renewed_version if sku in self.superseded else self.rules.manner.version,
            stands.facts if stands else self.rules.facts[sku],
            stands.window if stands else source_window(item),
            name_of(item, self.locale, self.rules.manner),
        )

    def _note(self) -> Note | None:
        """Return a private note for the agent if there is anything that this ticket was not told yet."""
        late = self.rules.late
        facts = {sku: self.rules.facts[sku] for sku in self.active}
        if all((late[sku].lapsed and sku in self.told) or (sku, facts[sku]) in self.ours.noted for sku in self.active):
            return None
        marker = f"[zb-note-{digest([self.ticket.id, sorted(facts.items())], 8)}]"
        body = html.escape(self._telling.message, quote=False).replace("\n", "<br>")
        return Note(f"<p>{body}</p><p>{marker}</p>", marker, maybe_there=self.ours.unsure)

    @property
    def _moved(self) -> tuple[str, ...]:
        """Items whose window the admin moved since this ticket said one."""
        return tuple(
            sku
            for sku in self.active
            if sku in self.told
            and not self.rules.late[sku].lapsed
            and self.told[sku].window not in (UNKNOWN, source_window(self.rules.late[sku]))
        )

    @property
    def _cancelled(self) -> Iterator[str]:
        """What the market's rule says of orders that waited too long for an offer or for an answer."""
        for sku in self.active:
            found = self.rules.notice(sku, self.heard.get(sku, ()))
            if found and found.over:
                yield f"{sku}: {found.cancelled}"

    @property
    def _reminding(self) -> Iterator[str]:
        """Why a tag comes that reminds agents of what was said."""
        new = self._reminders - self.ticket.tags
        about = (*self.active, *self.waiting)
        if MOVED_TAG in new:
            moved = superseded_of((sku for sku in about if sku in self.rules.late), self.heard, self.rules)
            yield from (f"the customer was told that {sku} ships {days_of(told)}" for sku, told in moved.items())
        if FOLLOWUP_TAG in new:
            due = (sku for sku in about if is_due(self.heard.get(sku, ()), self.rules.today))
            yield from (f"the customer was to hear of {sku} by {self.heard[sku][-1].next_update}" for sku in due)

    def _reasons(self, dropped: tuple[str, ...], edited: frozenset[FieldKey]) -> tuple[str, ...]:
        late = self.rules.late.keys()
        return (
            *(f"{sku} is late" for sku in self.active if sku not in self.told),
            *(f"the ship window of {sku} moved" for sku in self._moved),
            *self._reminding,
            *(f"{sku} is possibly meant" for sku in self.doubts if self.doubted[sku].state is MarkState.POSSIBLE),
            *self._cancelled,
            *(f"{sku} is back" for sku in self.told if sku not in late),
            *(f"an agent took the tag of {sku} off" for sku in sorted(self.dismissed) if not self.whole),
            *(["an agent took the general tag off: nothing of ours stays on it"] if self.whole else []),
            *(["all our tags were gone at once: they are put back, once"] if self._overwritten and self.active else []),
            *(f"no room for the tag {tag}" for tag in dropped),
            *(
                f"the field {key} was cut to {len(text)} characters"
                for key, text in self.texts.items()
                if narrow.is_cut(text)
            ),
            *(f"the field {key} holds somebody else's words; it is left alone" for key in sorted(edited)),
        )
