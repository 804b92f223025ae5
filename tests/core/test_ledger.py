"""Views and events: folding what happened between two views onto the first gives the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.ledger import Found, Stamp, add_mentions, came, events, fold, intend, mentioned_in, view_of
from zendesk_bridge.core.model import (
    Alteration,
    EventKind,
    FieldKey,
    Intended,
    Mark,
    MarkState,
    Setback,
    TicketPatch,
    Told,
    View,
)

STAMP = Stamp(datetime(2026, 11, 20, 9, 0, tzinfo=UTC), "a1b2c3")
TOLD = Told("v1", "w1", "f1", "2026-12-01/2026-12-05", "Blue Widget")

texts = st.text("abc-12", max_size=3)
told = st.builds(Told, texts, texts, texts, texts, texts)
marks = st.lists(
    st.builds(Mark, texts, st.sampled_from(MarkState), st.none() | told), max_size=3, unique_by=lambda mark: mark.sku
)
items = marks.map(lambda found: tuple(sorted(found, key=lambda mark: mark.sku)))
tags = st.frozensets(texts, max_size=3)
fields = st.frozensets(st.tuples(st.sampled_from(FieldKey), texts), max_size=3)
setbacks = st.builds(Setback, st.integers(0, 9), st.just(STAMP.at), texts, texts, texts)
views = st.builds(
    View,
    items=items,
    tags=tags,
    fields=fields,
    locale=texts,
    restored=st.booleans(),
    dismissed=st.booleans(),
    dormant=st.booleans(),
    touched=st.booleans(),
    unread=st.booleans(),
    setback=st.none() | setbacks,
    intended=st.none() | st.builds(Intended, items, tags, tags, fields, texts, st.booleans(), tags, tags),
    beside=tags,
    reminded=tags,
)


@given(st.lists(views, max_size=4))
def test_what_happened_adds_up_to_what_is_true(seen: list[View]) -> None:
    """The law: whatever follows on whatever, the events fold to the last view, and equal views are no event."""
    happened = []
    before = View()
    for after in seen:
        between = events(7, before, after, STAMP)
        assert bool(between) == (before != after)
        happened += between
        before = after
    assert view_of(happened) == before
    assert {event.ticket_id for event in happened} <= {7}


@given(views, views)
def test_a_write_that_came_through_is_said_in_a_word(before: View, meant: View) -> None:
    """What was intended is not told a second time: the ledger would be twice as large."""
    intended = Intended(
        meant.items, meant.tags, before.tags, meant.fields, meant.locale, meant.restored, meant.beside, meant.reminded
    )
    begun = replace(before, intended=intended)
    happened = events(7, begun, came(begun), STAMP)
    assert [event.change for event in happened if event.change] == [Alteration(came=True)]
    assert reduce(fold, happened, begun) == came(begun)


def kinds(before: View, after: View) -> list[tuple[EventKind, str | None, str]]:
    """Return what happened, to which item, by whose doing."""
    return [(event.kind, event.sku, event.by) for event in events(1, before, after, STAMP)]


def test_events_have_the_names_of_what_happened() -> None:
    """From the first mention to the last word each step has its own kind, and says whose doing it was."""
    pending = View(items=(Mark("A", MarkState.PENDING),))
    said = View(items=(Mark("A", MarkState.TOLD, TOLD),), tags=frozenset({"backorder"}))
    begun = replace(pending, intended=Intended(said.items, said.tags))
    later = replace(TOLD, window="2026-12-08/2026-12-12")
    moved = replace(said, items=(Mark("A", MarkState.TOLD, later),))
    assert kinds(View(), pending) == [(EventKind.SEEN, "A", "customer")]
    assert kinds(pending, begun) == [(EventKind.INTENDED, None, "bridge")]
    assert kinds(begun, said) == [(EventKind.TOLD, "A", "bridge")]
    assert kinds(said, moved) == [(EventKind.TOLD, "A", "bridge")]
    assert kinds(said, replace(said, items=(Mark("A", MarkState.DISMISSED),))) == [(EventKind.DISMISSED, "A", "agent")]
    assert kinds(said, replace(said, items=())) == [(EventKind.RESOLVED, "A", "bridge")]
    assert kinds(said, replace(said, dormant=True)) == [(EventKind.DORMANT, None, "bridge")]
    assert kinds(replace(said, dormant=True), said) == [(EventKind.WOKEN, None, "bridge")]
    assert kinds(said, replace(said, touched=True)) == [(EventKind.TOUCHED, None, "agent")]
    assert kinds(said, replace(said, unread=True)) == [(EventKind.UNREAD, None, "bridge")]
    assert kinds(said, replace(said, setback=Setback(1, STAMP.at))) == [(EventKind.FAILED, None, "bridge")]
    assert kinds(said, replace(said, dismissed=True)) == [(EventKind.DISMISSED, None, "agent")]


def test_a_mention_names_its_comment() -> None:
    """Where a mention stands in a comment the event says in which; later events of the item do not repeat it."""
    found = Found(frozenset({"A"}), comments={"A": "comment 12"})
    (seen,) = events(1, View(), add_mentions(View(), found), STAMP, found.comments)
    assert seen.comment == "comment 12"
    assert fold(View(), seen) == View(items=(Mark("A", MarkState.PENDING),))


def test_hearing_again_is_no_news() -> None:
    """An item that is known keeps its state, also one that an agent dismissed; a sure mention beats a possible one."""
    known = View(items=(Mark("A", MarkState.DISMISSED), Mark("B", MarkState.TOLD, TOLD), Mark("C", MarkState.FLAGGED)))
    assert add_mentions(known, Found(frozenset({"A", "B"}), frozenset({"A", "C"}))) == known
    assert mentioned_in(known) == {"A", "B"}
    assert add_mentions(known, Found(frozenset({"C"}))).items[2] == Mark("C", MarkState.PENDING)


def test_a_dismissal_is_remembered_before_the_write() -> None:
    """Whether the write comes through or not: what an agent took off is not forgotten with it."""
    before = View(items=(Mark("A", MarkState.TOLD, TOLD), Mark("B", MarkState.PENDING)), tags=frozenset({"a"}))
    after = View(items=(Mark("A", MarkState.DISMISSED, TOLD), Mark("B", MarkState.TOLD, TOLD)), dismissed=True)
    meant = intend(TicketPatch(1, add_tags=frozenset({"b"}), before=before, after=after))
    assert meant.items == (Mark("A", MarkState.DISMISSED, TOLD), Mark("B", MarkState.PENDING))
    assert (meant.tags, meant.dismissed) == ({"a"}, True)
    assert meant.intended == Intended(after.items, add=frozenset({"b"}))


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_can_be_folded(kind: EventKind) -> None:
    """No kind of event breaks the fold, with an item or without."""
    (event,) = events(1, View(), View(items=(Mark("A", MarkState.PENDING),)), STAMP)
    for sku in ("A", None):
        assert isinstance(fold(View(), replace(event, kind=kind, sku=sku)), View)
