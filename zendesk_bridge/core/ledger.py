"""Events -> what is true of a ticket now, and back: what changed between two views of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import Any, Final, Literal

from zendesk_bridge.core.model import Alteration, By, Event, EventKind, Intended, Mark, MarkState, TicketPatch, View

_SCALARS: Final = (
    "locale",
    "restored",
    "dismissed",
    "dormant",
    "touched",
    "unread",
    "setback",
    "intended",
    "beside",
    "reminded",
    "forgotten",
)
_STATES = {
    EventKind.POSSIBLE: MarkState.POSSIBLE,
    EventKind.FLAGGED: MarkState.FLAGGED,
    EventKind.SEEN: MarkState.PENDING,
    EventKind.TOLD: MarkState.TOLD,
    EventKind.MOVED: MarkState.TOLD,
    EventKind.DISMISSED: MarkState.DISMISSED,
    EventKind.HEARD: MarkState.HEARD,
}
_KINDS = {state: kind for kind, state in _STATES.items() if kind is not EventKind.MOVED}
_BY: Mapping[EventKind, By] = {
    EventKind.POSSIBLE: "customer",
    EventKind.SEEN: "customer",
    EventKind.DISMISSED: "agent",
    EventKind.HEARD: "agent",
    EventKind.TOUCHED: "agent",
}
_BY_COMMENT: Final = frozenset({EventKind.SEEN, EventKind.POSSIBLE, EventKind.RESOLVED})
"""What a comment may bring about."""


@dataclass(frozen=True, slots=True)
class Found:
    """Late SKUs in new customer words: surely mentioned, and possibly, by a typo.

    ``comments`` names the comment in which an item was first found, where it was one.
    """

    mentioned: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    comments: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __or__(self, other: Found) -> Found:
        """Return what both found."""
        comments = {**other.comments, **self.comments}
        return Found(self.mentioned | other.mentioned, self.possible | other.possible, comments)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which run records, and when (aware)."""

    at: datetime
    run: str


# --- events -> view


def fold(view: View, event: Event) -> View:
    """Return the view after one more event."""
    items = view.items
    if event.sku is not None:
        others = [mark for mark in items if mark.sku != event.sku]
        state = _STATES.get(event.kind)
        items = _sorted(others if state is None else [*others, Mark(event.sku, state, event.told)])
    view = replace(view, items=items)
    return view if event.change is None else _changed(view, event.change)


def view_of(events: Iterable[Event]) -> View:
    """Return the view of a ticket after all of its events."""
    return reduce(fold, events, View())


def _changed(view: View, change: Alteration) -> View:
    if change.came:
        return came(view)
    scalars: dict[str, Any] = {
        name: value for name in _SCALARS if (value := getattr(change, name)) is not None or name in change.cleared
    }
    return replace(
        view,
        tags=(view.tags - change.tags_off) | change.tags_on,
        fields=(view.fields - change.fields_off) | change.fields_on,
        **scalars,
    )


# --- view -> events


def events(
    ticket_id: int, before: View, after: View, stamp: Stamp, comments: Mapping[str, str] | None = None
) -> tuple[Event, ...]:
    """Return what happened between two views, such that folding it onto the first gives the second.

    ``comments`` names the comment in which a newly seen item stands, or that speaks of one which is late no more.
    """

    def event(kind: EventKind, sku: str | None = None, mark: Mark | None = None) -> Event:
        told = mark.told if mark else None
        comment = (comments or {}).get(sku or "", "") if kind in _BY_COMMENT else ""
        return Event(ticket_id, kind, stamp.at, stamp.run, _BY.get(kind, "bridge"), sku, told, comment)

    old, new = {mark.sku: mark for mark in before.items}, {mark.sku: mark for mark in after.items}
    found = [
        event(_kind(new.get(sku)), sku, new.get(sku))
        for sku in sorted(old.keys() | new.keys())
        if old.get(sku) != new.get(sku)
    ]
    change = Alteration(came=True) if before.intended and after == came(before) else _difference(before, after)
    if change == Alteration():
        return tuple(found)
    kind = _change_kind(change)
    if kind is EventKind.WRITTEN and found:
        return (*found[:-1], replace(found[-1], change=change))
    return (*found, replace(event(kind), change=change))


def _kind(after: Mark | None) -> EventKind:
    if after is None:
        return EventKind.RESOLVED
    return _KINDS[after.state]


def _difference(before: View, after: View) -> Alteration:
    new: dict[str, Any] = {
        name: getattr(after, name) for name in _SCALARS if getattr(before, name) != getattr(after, name)
    }
    cleared: frozenset[Literal["setback", "intended"]] = frozenset(
        name for name in ("setback", "intended") if new.get(name, name) is None
    )
    return Alteration(
        tags_on=after.tags - before.tags,
        tags_off=before.tags - after.tags,
        fields_on=after.fields - before.fields,
        fields_off=before.fields - after.fields,
        cleared=cleared,
        **{name: value for name, value in new.items() if name not in cleared},
    )


def _change_kind(change: Alteration) -> EventKind:
    kinds = {
        EventKind.FORGOTTEN: change.forgotten is not None,
        EventKind.INTENDED: change.intended is not None,
        EventKind.FAILED: change.setback is not None,
        EventKind.DISMISSED: change.dismissed,
        EventKind.TOUCHED: change.touched,
        EventKind.UNREAD: change.unread,
        EventKind.DORMANT: change.dormant,
        EventKind.WOKEN: change.dormant is False,
    }
    return next((kind for kind, so in kinds.items() if so), EventKind.WRITTEN)


# --- what becomes of a view


def came(view: View) -> View:
    """Return the view after the write that was intended, where nothing came between."""
    meant = view.intended
    if meant is None:
        return view
    return replace(
        view,
        items=meant.items,
        tags=(view.tags | meant.add) - meant.remove,
        fields=meant.fields,
        locale=meant.locale,
        restored=meant.restored,
        beside=meant.beside,
        reminded=meant.reminded,
        touched=False,
        setback=None,
        intended=None,
    )


def add_mentions(view: View, found: Found) -> View:
    """Return the view with what customers wrote now: items that the ticket is not known to mention are pending."""
    known = {mark.sku: mark for mark in view.items}
    for sku in found.possible:
        known.setdefault(sku, Mark(sku, MarkState.POSSIBLE))
    for sku in found.mentioned - mentioned_in(view):
        known[sku] = Mark(sku, MarkState.PENDING)
    return replace(view, items=_sorted(known.values()))


def mentioned_in(view: View) -> frozenset[str]:
    """Return the items that a ticket is known to mention: those it only may mean are none of them."""
    return frozenset(mark.sku for mark in view.items if mark.state.mentioned)


def heard_of(view: View) -> frozenset[str]:
    """Return the items of which the customer was promised something, and of which nothing on the ticket tells."""
    return frozenset(mark.sku for mark in view.items if mark.state is MarkState.HEARD)


def add_heard(view: View, skus: Iterable[str]) -> View:
    """Return the view with items of which a reply promised something: what is known of them on the ticket stands."""
    known = {mark.sku: mark for mark in view.items}
    for sku in skus:
        if sku not in known or known[sku].state.doubted:
            known[sku] = Mark(sku, MarkState.HEARD)
    return replace(view, items=_sorted(known.values()))


def without_heard(view: View, skus: Collection[str]) -> View:
    """Return the view without these items as far as nothing on the ticket tells of them: the customer has the word."""
    kept = tuple(mark for mark in view.items if mark.state is not MarkState.HEARD or mark.sku not in skus)
    return replace(view, items=kept)


def intend(patch: TicketPatch) -> View:
    """Return what to remember before a patch is sent: should its record be lost, the ticket tells whether it came.

    What an agent dismissed is remembered at once: it holds whether the write comes through or not.
    """
    before, after = patch.before, patch.after
    dismissed = {mark.sku: mark for mark in after.items if mark.state is MarkState.DISMISSED}
    intended = Intended(
        after.items,
        patch.add_tags,
        patch.remove_tags,
        after.fields,
        after.locale,
        after.restored,
        after.beside,
        after.reminded,
    )
    items = tuple(dismissed.get(mark.sku, mark) for mark in before.items)
    return replace(before, items=items, dismissed=after.dismissed, intended=intended)


def _sorted(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: mark.sku))
