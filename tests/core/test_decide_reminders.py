"""Two tags remind agents of what was said: a window that no longer holds, and an update that is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from zendesk_bridge.core.decide import Rules, decide, reminds
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.ledger import Found, add_mentions, intend
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    FactVersion,
    FieldKey,
    Heard,
    NoticeKind,
    Promise,
    ShipWindow,
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
LAMP = replace(WIDGET, sku="LAMP-3", name="Harbor Desk Lamp")
CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
EMPTY = dict.fromkeys((FieldKey.ITEMS, FieldKey.SHIP_WINDOW, FieldKey.DELAY, FieldKey.MESSAGE), "")


def hours(ago: float) -> datetime:
    """Return the moment that was so many hours ago."""
    return NOW - timedelta(hours=ago)


def rules(*windows: ShipWindow | None, moved: float = 24, **changed: object) -> Rules:
    """Return the rules of a day on which the widget had these windows, one after the other, the last for some hours."""
    items = [replace(WIDGET, ship_window=window) for window in windows]
    seen = [hours(moved + 48 * back) for back in reversed(range(len(items)))]
    versions = [FactVersion(SKU, item.version, at, item) for item, at in zip(items, seen, strict=True)]
    return replace(
        Rules({SKU: items[-1]}, TODAY, CAN, "en_US", fields=frozenset(EMPTY)),
        **{"history": History.of(versions), "now": NOW, **changed},
    )


def said(
    window: ShipWindow | None,
    ago: float = 48,
    accuracy: Accuracy = Accuracy.CURRENT,
    sku: str = SKU,
    update: date | None = None,
) -> Promise:
    """Return what a customer was told so many hours ago."""
    return Promise(1, sku, f"comment {int(ago)}", hours(ago), window, update, accuracy, NoticeKind.FIRST)


def heard(*promises: Promise) -> Heard:
    """Return them by item."""
    return {sku: tuple(one for one in promises if one.sku == sku) for sku in {one.sku for one in promises}}


def ticket(**changed: object) -> Ticket:
    """Return an open ticket with our fields, all empty."""
    return replace(Ticket(1, TicketStatus.OPEN, fields=EMPTY), **changed)


def step(before: Ticket, view: View, using: Rules, promises: Heard) -> tuple[Ticket, View]:
    """Decide, and return the ticket as the helpdesk holds it then, with what is known of it."""
    decision = decide(before, add_mentions(view, Found(frozenset({SKU}))), using, heard=promises)
    if not isinstance(decision, TicketPatch):
        return before, view
    tags = (before.tags | decision.add_tags) - decision.remove_tags
    return replace(before, tags=tags, fields={**before.fields, **dict(decision.fields)}), decision.after


def reminded(using: Rules, *promises: Promise) -> frozenset[str]:
    """Return the reminders on a ticket that was marked before, when the widget shipped in its first window."""
    there, view = step(ticket(), View(), rules(OLD), {})
    there, _ = step(there, view, using, heard(*promises))
    return there.tags & {MOVED_TAG, FOLLOWUP_TAG}


MOVED = rules(OLD, NEW)


@pytest.mark.parametrize(
    ("using", "promises", "tagged"),
    [
        pytest.param(MOVED, [], False, id="nobody answered"),
        pytest.param(MOVED, [said(OLD)], True, id="the old window was told"),
        pytest.param(MOVED, [said(None)], False, id="nobody named a day"),
        pytest.param(MOVED, [said(OLD), said(NEW, 1)], False, id="the new window was told since"),
        pytest.param(MOVED, [said(OLD), said(None, 1, Accuracy.UNDATED)], True, id="a word without a day since"),
        pytest.param(MOVED, [said(ShipWindow(None, OLD.last))], True, id="only its last day was told"),
        pytest.param(MOVED, [said(OLD), said(ShipWindow(None, NEW.last), 1)], False, id="the new one's last day told"),
        pytest.param(MOVED, [said(OLD, 1, Accuracy.STALE)], True, id="the old window was told after it moved"),
        pytest.param(MOVED, [said(OLD, 900, Accuracy.UNPROVEN)], True, id="told before anything was recorded"),
        pytest.param(MOVED, [said(OLD, sku="LAMP-3")], False, id="of another item"),
        pytest.param(rules(OLD), [said(OLD)], False, id="nothing moved"),
        pytest.param(rules(OLD, NEW, OLD), [said(OLD, 200)], False, id="moved back"),
        pytest.param(rules(OLD, NEW, OLD), [said(OLD, 200), said(NEW, 50)], True, id="moved back, the new was told"),
        pytest.param(rules(OLD, None), [said(OLD)], True, id="the date was lost"),
        pytest.param(rules(OLD, None), [said(OLD), said(None, 1)], False, id="the date was lost, and that was told"),
        pytest.param(rules(OLD, None), [said(OLD), said(None, 30)], True, id="a word without a day before it was lost"),
        pytest.param(rules(None, NEW), [said(None)], False, id="a date became known"),
        pytest.param(rules(NEW, OLD), [said(NEW)], True, id="sooner"),
        pytest.param(rules(OLD, today=date(2026, 12, 3)), [said(OLD)], False, id="the window has begun"),
        pytest.param(rules(OLD, today=date(2026, 12, 6)), [said(OLD)], False, id="the window is over"),
        pytest.param(rules(OLD, NEW, today=date(2026, 12, 20)), [said(OLD)], False, id="moved, and over as well"),
        pytest.param(
            rules(OLD), [said(ShipWindow(date(2026, 12, 3), date(2026, 12, 3)), 1, Accuracy.INVENTED)], False,
            id="a day that an agent made up",
        ),
        pytest.param(
            MOVED, [said(ShipWindow(date(2026, 12, 3), date(2026, 12, 3)), 48, Accuracy.INVENTED)], True,
            id="a day that an agent made up before it moved",
        ),
        pytest.param(rules(OLD, NEW, moved=0.1), [said(OLD)], False, id="moved six minutes ago"),
        pytest.param(rules(OLD, NEW, moved=10 / 60), [said(OLD)], True, id="moved ten minutes ago"),
        pytest.param(rules(OLD, NEW, moved=0, settle=timedelta(0)), [said(OLD)], True, id="no time to settle"),
        pytest.param(rules(OLD, NEW, moved=-30), [said(OLD, 90)], True, id="a clock that was set back"),
        pytest.param(rules(OLD, NEW, history=History()), [said(OLD)], True, id="nothing was recorded"),
    ],
)  # fmt: skip
def test_a_moved_window_is_tagged(using: Rules, promises: Sequence[Promise], *, tagged: bool) -> None:
    """The tag goes where a public reply told a window that no longer holds, once that has settled, and nowhere else."""
    assert reminded(using, *promises) == ({MOVED_TAG} if tagged else frozenset())


def test_a_source_nobody_vouches_for_moves_no_window() -> None:
    """What a feed does not say any more is no other window."""
    using = rules(OLD)
    assert not reminded(replace(using, late={SKU: WIDGET.undated}), said(OLD))


def test_a_move_that_nobody_recorded_yet_has_not_settled() -> None:
    """Before the run that records a move has ended, the move is as young as it can be."""
    using = replace(rules(OLD), late={SKU: replace(WIDGET, ship_window=NEW)})
    assert not reminded(using, said(OLD))


def moved(*, ago: float = 24) -> tuple[Ticket, View]:
    """Return a ticket that has the tag, because its customer was told the old window."""
    there, view = step(ticket(), View(), rules(OLD), heard(said(OLD)))
    there, view = step(there, view, rules(OLD, NEW, moved=ago), heard(said(OLD)))
    assert there.tags == {TAG, WID, MOVED_TAG}
    return there, view


def test_the_tag_comes_off_when_the_new_window_was_told() -> None:
    """The agent's reply is heard, so that it comes off also where no macro can take it off; then nothing is to do."""
    there, view = moved()
    told = heard(said(OLD), said(NEW, 1))
    there, view = step(there, view, MOVED, told)
    assert there.tags == {TAG, WID}
    assert not reminds(view, told, MOVED)
    assert step(there, view, MOVED, told) == (there, view)


def test_a_macro_takes_the_tag_off_with_the_reply() -> None:
    """It is gone by the agent's own macro, and what was told holds: the next move reminds again."""
    there, view = moved()
    told = heard(said(OLD), said(NEW, 1))
    there, view = step(replace(there, tags=there.tags - {MOVED_TAG}), view, MOVED, told)
    assert there.tags == {TAG, WID}
    assert not view.reminded
    there, _ = step(there, view, rules(OLD, NEW, OLD, moved=0.5), told)
    assert there.tags == {TAG, WID, MOVED_TAG}


def test_a_reminder_says_why_it_comes() -> None:
    """What the customer was told, and until when they were to hear, stand beside the tags in every listing."""
    there, view = step(ticket(), View(), rules(OLD), {})
    decision = decide(there, view, MOVED, heard=heard(said(OLD, update=DUE)))
    assert isinstance(decision, TicketPatch)
    assert "the customer was told that WID-12 ships 2026-12-01 to 2026-12-05" in decision.why
    assert "the customer was to hear of WID-12 by 2026-11-23" in decision.why


def test_the_tag_comes_off_when_the_window_moves_back() -> None:
    """What the customer was told holds again."""
    there, view = moved()
    there, view = step(there, view, rules(OLD, NEW, OLD, moved=0), heard(said(OLD, 200)))
    assert there.tags == {TAG, WID}
    assert not view.reminded


def test_an_agent_takes_it_off_until_another_move() -> None:
    """A tag that an agent took off stays off for this move, whatever else changes, and comes with the next one."""
    there, view = moved()
    there = replace(there, tags=there.tags - {MOVED_TAG})
    for using in (MOVED, MOVED, rules(OLD, NEW, moved=2)):
        there, view = step(there, view, using, heard(said(OLD)))
        assert there.tags == {TAG, WID}
        assert not reminds(view, heard(said(OLD)), using)
    later = rules(OLD, NEW, ShipWindow(date(2026, 12, 20), date(2026, 12, 22)))
    assert reminds(view, heard(said(OLD, 200)), later)
    there, _ = step(there, view, later, heard(said(OLD, 200)))
    assert there.tags == {TAG, WID, MOVED_TAG}


def test_the_same_move_again_is_another_one() -> None:
    """Taken off, moved back, and moved once more: agents are reminded once more."""
    there, view = moved()
    there, view = step(replace(there, tags=there.tags - {MOVED_TAG}), view, MOVED, heard(said(OLD)))
    there, view = step(there, view, rules(OLD, NEW, OLD), heard(said(OLD, 300)))
    there, view = step(there, view, rules(OLD, NEW, OLD, NEW), heard(said(OLD, 300)))
    assert MOVED_TAG in there.tags


def test_a_second_move_leaves_the_tag_where_it_is() -> None:
    """While a second move settles the customer still knows a window that does not hold."""
    there, view = moved()
    third = ShipWindow(date(2026, 12, 20), date(2026, 12, 22))
    there, view = step(there, view, rules(OLD, NEW, third, moved=0), heard(said(OLD, 200)))
    assert there.tags == {TAG, WID, MOVED_TAG}
    assert "December 20" in there.fields[FieldKey.SHIP_WINDOW]


def test_three_edits_are_one_wave() -> None:
    """Texts follow every edit at once; the tag comes when the last one has stood for ten minutes."""
    there, view = step(ticket(), View(), rules(OLD), heard(said(OLD, 300)))
    windows = [OLD]
    for day in (10, 11, 12):
        windows.append(ShipWindow(date(2026, 12, day), date(2026, 12, 16)))
        using = rules(*windows, moved=0)
        there, view = step(there, view, using, heard(said(OLD, 300)))
        assert f"December {day}" in there.fields[FieldKey.SHIP_WINDOW]
        assert "We had told you December 1" in there.fields[FieldKey.DELAY]
        assert there.tags == {TAG, WID}
        assert not reminds(view, heard(said(OLD, 300)), using)
    settled = rules(*windows, moved=0.2)
    assert reminds(view, heard(said(OLD, 300)), settled)
    there, view = step(there, view, settled, heard(said(OLD, 300)))
    assert there.tags == {TAG, WID, MOVED_TAG}


def test_another_sentence_does_not_unsettle_a_move() -> None:
    """An edit of the reason is no move: the tag neither waits for it nor goes."""
    using = rules(OLD, NEW, moved=1)
    worded = replace(using.late[SKU], reason="the truck broke down")
    versions = (*using.history.of_item(SKU), FactVersion(SKU, worded.version, NOW, worded))
    assert reminded(replace(using, late={SKU: worded}, history=History.of(versions)), said(OLD)) == {MOVED_TAG}


def test_somebody_elses_tag_is_not_ours_to_take_off() -> None:
    """A tag that an agent had set before stays when its reason is gone, the more so where it never had one."""
    there, view = step(ticket(), View(), rules(OLD), {})
    by_hand = replace(there, tags=there.tags | {MOVED_TAG, FOLLOWUP_TAG})
    for promises in ([said(OLD)], [said(OLD), said(NEW, 1)]):
        after, marks = step(by_hand, view, MOVED, heard(*promises))
        assert after.tags == by_hand.tags
        assert not marks.tags & {MOVED_TAG, FOLLOWUP_TAG}
        after, _ = step(after, marks, MOVED, heard(said(OLD), said(NEW, 1)))
        assert after.tags == by_hand.tags


def test_an_older_releases_tag_stays_until_somebody_knows_better() -> None:
    """What was said before replies were read nobody knows: the tag may be right. The first reply with a day tells."""
    there, view = step(ticket(), View(), rules(OLD), {})
    there, view = replace(there, tags=there.tags | {MOVED_TAG}), replace(view, tags=view.tags | {MOVED_TAG})
    for using in (MOVED, rules(OLD, NEW, OLD)):
        there, view = step(there, view, using, {})
        assert MOVED_TAG in there.tags
    off, _ = step(there, view, rules(OLD), heard(said(OLD)))
    assert off.tags == {TAG, WID}
    gone, _ = step(there, view, replace(MOVED, late={}), {})
    assert gone.tags == {RESOLVED_TAG}


@pytest.mark.parametrize(("told", "tags"), [(OLD, {TAG, WID, MOVED_TAG}), (NEW, {TAG, WID})])
def test_a_lost_database_is_judged_anew(told: ShipWindow, tags: set[str]) -> None:
    """What was promised comes back from the listing; by it the tag stays, goes, or comes."""
    there, _ = moved()
    for found in (there, replace(there, tags=there.tags - {MOVED_TAG})):
        after, _ = step(found, View(), MOVED, heard(said(told)))
        assert after.tags == tags


def test_a_write_whose_record_was_lost_is_known() -> None:
    """Killed between the tag and its record, the next run takes an agent's word for one, and nothing of ours."""
    there, view = step(ticket(), View(), rules(OLD), heard(said(OLD)))
    decision = decide(there, view, MOVED, heard=heard(said(OLD)))
    assert isinstance(decision, TicketPatch)
    begun = intend(decision)
    done = replace(there, tags=there.tags | decision.add_tags, fields={**there.fields, **dict(decision.fields)})
    assert step(done, begun, MOVED, heard(said(OLD)))[0].tags == done.tags
    taken_off = replace(done, tags=done.tags - {MOVED_TAG})
    assert step(taken_off, begun, MOVED, heard(said(OLD)))[0].tags == taken_off.tags
    assert step(there, begun, MOVED, heard(said(OLD)))[0].tags == done.tags  # the write never came through


def test_another_program_takes_everything_off() -> None:
    """All our tags gone at once is nobody's word on a move: they are put back, once."""
    there, view = moved()
    there, view = step(replace(there, tags=frozenset()), view, MOVED, heard(said(OLD)))
    assert there.tags == {TAG, WID, MOVED_TAG}


DUE = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("promises", "today", "tagged"),
    [
        pytest.param([said(OLD, update=DUE)], date(2026, 11, 22), False, id="the day before"),
        pytest.param([said(OLD, update=DUE)], DUE, True, id="on the day"),
        pytest.param([said(OLD, update=DUE)], date(2026, 11, 30), True, id="a week later"),
        pytest.param([said(OLD, update=DUE), said(OLD, 1)], DUE, False, id="a later reply speaks of the item"),
        pytest.param([said(OLD, update=DUE), said(None, 1)], DUE, False, id="without any day"),
        pytest.param([said(OLD, update=DUE), said(OLD, 1, sku="LAMP-3")], DUE, True, id="of another item"),
        pytest.param([said(OLD, update=DUE), said(OLD, 1, update=date(2026, 11, 30))], DUE, False, id="promised anew"),
        pytest.param([said(None, update=DUE)], DUE, True, id="no ship day was told"),
        pytest.param([], DUE, False, id="nobody answered"),
    ],
)  # fmt: skip
def test_an_update_is_due(promises: Sequence[Promise], today: date, *, tagged: bool) -> None:
    """The tag goes on from the promised day on, until a later public reply speaks of the item."""
    assert reminded(rules(OLD, today=today), *promises) == ({FOLLOWUP_TAG} if tagged else frozenset())


def test_an_agent_takes_a_due_update_off_until_the_next() -> None:
    """Somebody may have called: the tag stays off for this update, and comes for one that was promised later."""
    there, view = step(ticket(), View(), rules(OLD), heard(said(OLD, update=DUE)))
    there = replace(there, tags=there.tags - {FOLLOWUP_TAG})
    there, view = step(there, view, rules(OLD, today=date(2026, 11, 24)), heard(said(OLD, update=DUE)))
    assert there.tags == {TAG, WID}
    again = heard(said(OLD, update=DUE), said(OLD, 1, update=date(2026, 11, 25)))
    there, view = step(there, view, rules(OLD, today=date(2026, 11, 25)), again)
    assert there.tags == {TAG, WID, FOLLOWUP_TAG}


def test_what_is_dismissed_reminds_of_nothing() -> None:
    """A tag of the item that an agent took off ends it; an item that is back has no window that moves."""
    told = heard(said(OLD, update=DUE))
    there, view = step(ticket(), View(), MOVED, told)
    assert there.tags == {TAG, WID, MOVED_TAG, FOLLOWUP_TAG}
    dismissed, after = step(replace(there, tags=there.tags - {WID}), view, MOVED, told)
    assert not dismissed.tags
    assert not reminds(after, told, MOVED)
    back, after = step(there, view, replace(MOVED, late={}), told)
    assert back.tags == {RESOLVED_TAG, FOLLOWUP_TAG}
    assert not reminds(after, told, replace(MOVED, late={}))


def test_what_the_clock_does_is_no_load() -> None:
    """A day that comes, a move that settles and a reply that is heard are none of the gate's: the facts were judged."""
    there, view = step(ticket(), View(), rules(OLD), heard(said(OLD)))
    there, view = step(there, view, rules(OLD, NEW, moved=0), heard(said(OLD)))
    for promises in ([said(OLD)], [said(OLD, update=DUE)], [said(OLD), said(NEW, 1)]):
        decision = decide(there, view, MOVED, heard=heard(*promises))
        assert isinstance(decision, TicketPatch)
        assert not decision.empty
        assert decision.calendar
    moves = decide(there, view, rules(OLD, NEW, OLD), heard=heard(said(OLD)))
    assert isinstance(moves, TicketPatch)
    assert not moves.calendar


@pytest.mark.parametrize(("gone", "tagged"), [(timedelta(minutes=9), True), (timedelta(minutes=10), False)])
def test_late_again_is_no_moved_window(gone: timedelta, *, tagged: bool) -> None:
    """What was promised of an item that was in stock since is over; a line that was deleted by mistake ends nothing."""
    later = replace(WIDGET, ship_window=NEW)
    versions = [FactVersion(SKU, "a", hours(96), WIDGET), FactVersion(SKU, "", hours(30) - gone, None)]
    versions.append(FactVersion(SKU, "b", hours(30), later))
    using = rules(OLD, NEW, history=History.of(versions))
    assert reminded(using, said(OLD, update=DUE)) == ({MOVED_TAG, FOLLOWUP_TAG} if tagged else frozenset())


def test_two_items_each_have_their_own_past() -> None:
    """Only the item of which the customer was told another window is corrected, in its own line."""
    using = replace(MOVED, late={**MOVED.late, "LAMP-3": LAMP})
    there, _ = step(ticket(), add_mentions(View(), Found(frozenset({"LAMP-3"}))), using, heard(said(OLD)))
    lines = there.fields[FieldKey.DELAY].splitlines()
    assert ["We had told you" in line for line in lines] == ["Widget" in line for line in lines]
    assert MOVED_TAG in there.tags
