"""A promise about an item of which nothing on the ticket tells: the customer never named it, or it is late no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from zendesk_bridge.core.decide import Rules, decide, reminds, stale
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.ledger import Stamp, add_heard, events, view_of, without_heard
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Event,
    FactVersion,
    FieldKey,
    Heard,
    Intended,
    Mark,
    MarkState,
    NoticeKind,
    Promise,
    ShipWindow,
    Skipped,
    Ticket,
    TicketPatch,
    TicketStatus,
    View,
    Wait,
)
from zendesk_bridge.core.narrow import FOLLOWUP_TAG, MOVED_TAG, RESOLVED_TAG, TAG
from zendesk_bridge.core.ports import Capabilities

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
SKU, WID = "WID-12", "backorder_wid_12"
OLD = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
NEW = ShipWindow(date(2026, 12, 12), date(2026, 12, 16))
WIDGET = Backorder(SKU, "Blue Widget 12 oz", ship_window=OLD, reason="the supplier is late", options=(Wait(),))
CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
EMPTY = dict.fromkeys((FieldKey.ITEMS, FieldKey.SHIP_WINDOW, FieldKey.MESSAGE), "")
TICKET = Ticket(1, TicketStatus.OPEN, fields=EMPTY)
HEARD = Mark(SKU, MarkState.HEARD)


def rules(*windows: ShipWindow | None, back: bool = False, today: date = TODAY) -> Rules:
    """Return the rules of a day on which the widget had these windows, each for two days; or is late no more."""
    items = [replace(WIDGET, ship_window=window) for window in windows]
    seen = [NOW - timedelta(days=2 * age) for age in range(len(items), 0, -1)]
    versions = [FactVersion(SKU, item.version, at, item) for item, at in zip(items, seen, strict=True)]
    if back:
        versions.append(FactVersion(SKU, "", NOW - timedelta(hours=1), None))
    late = {} if back else {SKU: items[-1]}
    fields = frozenset(EMPTY)
    return Rules(late, today, CAN, "en_US", fields=fields, history=History.of(versions), now=NOW)


def told(window: ShipWindow | None = OLD, update: date | None = TODAY + timedelta(2)) -> Heard:
    """Return what the customer was told three days ago."""
    at = NOW - timedelta(days=3)
    return {SKU: (Promise(1, SKU, "comment 1", at, window, update, Accuracy.CURRENT, NoticeKind.FIRST),)}


def patch(ticket: Ticket, view: View, using: Rules, heard: Heard) -> TicketPatch:
    """Return the change of a ticket."""
    found = decide(ticket, view, using, heard=heard)
    assert isinstance(found, TicketPatch), found
    return found


@pytest.mark.parametrize(
    ("using", "heard", "tags"),
    [
        pytest.param(rules(OLD), told(), set(), id="what was told holds"),
        pytest.param(rules(OLD, NEW), told(), {MOVED_TAG}, id="the window moved"),
        pytest.param(rules(OLD), told(update=TODAY), {FOLLOWUP_TAG}, id="the update is due"),
        pytest.param(rules(OLD, back=True), told(update=TODAY), {FOLLOWUP_TAG}, id="due, and late no more"),
        pytest.param(rules(OLD, back=True), told(), set(), id="late no more"),
    ],
)
def test_who_was_told_is_reminded_of_and_nothing_else_is_written(using: Rules, heard: Heard, tags: set[str]) -> None:
    """On a ticket that never named the item: the tags that follow from what was said, no other, and no field."""
    found = patch(TICKET, View((HEARD,), touched=True), using, heard)
    assert (found.add_tags, found.fields, found.note) == (tags, (), None)
    assert found.after.items == (HEARD,)
    assert reminds(View((HEARD,)), heard, using) == bool(tags)
    there = replace(TICKET, tags=TICKET.tags | tags)
    assert isinstance(decide(there, found.after, using, heard=heard), Skipped)
    assert not reminds(found.after, heard, using)
    assert not stale(found.after, using)


def test_an_item_that_is_back_leaves_who_waits_for_a_word() -> None:
    """The item's tag goes, the ticket says that it is back, and who was promised a word is known to wait for it."""
    marked = patch(TICKET, View((Mark(SKU, MarkState.PENDING),)), rules(OLD), told())
    assert marked.add_tags == {TAG, WID}
    there = replace(TICKET, tags=marked.add_tags, fields={**EMPTY, **dict(marked.fields)})
    back = rules(OLD, back=True)
    gone = patch(there, marked.after, back, told())
    assert (gone.add_tags, gone.remove_tags) == ({RESOLVED_TAG}, {TAG, WID})
    assert gone.after.items == (HEARD,)
    assert patch(there, marked.after, back, {}).after.items == ()


def test_who_takes_the_tag_off_has_seen_to_it() -> None:
    """Without the tag that says that all items are back nobody waits, and the reminder goes as well."""
    back = rules(OLD, back=True)
    view = View((HEARD,), tags=frozenset({RESOLVED_TAG, FOLLOWUP_TAG}), touched=True)
    found = patch(replace(TICKET, tags=frozenset({FOLLOWUP_TAG})), view, back, told(update=TODAY))
    assert found.remove_tags == {FOLLOWUP_TAG}
    assert found.after.items == ()


def test_who_was_told_that_it_is_back_needs_no_reminder() -> None:
    """The view without the item still holds a tag of ours: it comes off, and the other one is the agents'."""
    view = without_heard(View((HEARD,), tags=frozenset({RESOLVED_TAG, FOLLOWUP_TAG}), touched=True), {SKU})
    there = replace(TICKET, tags=frozenset({RESOLVED_TAG, FOLLOWUP_TAG}))
    found = patch(there, view, rules(OLD, back=True), told(update=TODAY))
    assert found.remove_tags == {FOLLOWUP_TAG}
    assert found.after.tags == {RESOLVED_TAG}


def test_a_ticket_that_is_none_of_ours_waits_for_nothing() -> None:
    """An agent who took the general tag off meant all of it."""
    dismissed = View((HEARD, Mark("LAMP-3", MarkState.DISMISSED)), dismissed=True, touched=True)
    found = patch(TICKET, dismissed, rules(OLD, NEW), told())
    assert (found.add_tags, [mark.sku for mark in found.after.items]) == (set(), ["LAMP-3"])


def test_what_was_forgotten_waits_for_nothing() -> None:
    """Without a promise nobody waits."""
    assert patch(TICKET, View((HEARD,), touched=True), rules(OLD, NEW), {}).after.items == ()


def test_a_mention_says_more_than_a_promise() -> None:
    """What the customer named stands; what a typo only may mean, a promise makes sure of."""
    known = View((Mark("A", MarkState.DISMISSED), Mark("B", MarkState.FLAGGED), Mark("C", MarkState.TOLD)))
    states = [mark.state for mark in add_heard(known, ["A", "B", "C", "D"]).items]
    assert states == [MarkState.DISMISSED, MarkState.HEARD, MarkState.TOLD, MarkState.HEARD]


def test_the_events_tell_it_all() -> None:
    """Folded anew, they give the same view; the comment that told the customer is named."""
    stamp = Stamp(NOW, "run")
    first, second = View((HEARD,)), without_heard(View((HEARD,)), {SKU})
    happened: tuple[Event, ...] = (
        *events(1, View(), first, stamp),
        *events(1, first, second, stamp, {SKU: "comment 2"}),
    )
    assert view_of(happened[:1]) == first
    assert view_of(happened) == second
    assert [(event.kind.value, event.by, event.comment) for event in happened] == [
        ("heard", "agent", ""),
        ("resolved", "bridge", "comment 2"),
    ]


def test_what_was_heard_while_a_write_was_under_way_is_no_mention() -> None:
    """A write that came through without its record makes no ticket of ours of one that never named the item."""
    view = View((HEARD,), intended=Intended(add=frozenset({MOVED_TAG})))
    found = patch(replace(TICKET, tags=frozenset({MOVED_TAG})), view, rules(OLD, NEW), told())
    assert (found.after.items, found.after.tags) == ((HEARD,), {MOVED_TAG})
