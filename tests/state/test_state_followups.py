"""Who waits for the next word, out of either database: by the last word on each open ticket, by item, by urgency."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from zendesk_bridge.app.board import late_items
from zendesk_bridge.app.followups import Lateness, follow_ups, last_told
from zendesk_bridge.core.followups import FollowUpState, total
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Entry,
    FactVersion,
    LastGood,
    LastRead,
    Mark,
    MarkState,
    NoticeKind,
    Promise,
    Said,
    ShipWindow,
    View,
)
from zendesk_bridge.core.ports import Memory, State

ZONE = ZoneInfo("America/New_York")
TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
WINDOW = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
WIDGET = Backorder("WID-12", "Blue Widget", ship_window=WINDOW, next_update=TODAY, every=timedelta(3))
LAMP = Backorder("LAMP-3", "Harbor Lamp", next_update=TODAY)
LATE = {item.sku: item for item in (WIDGET, LAMP)}


def late(today: date = TODAY) -> Lateness:
    """Return what says on this day how long somebody has waited."""
    return Lateness(today, ZONE, LATE)


def told(
    ticket_id: int, next_update: date | None, sku: str = "WID-12", days: float = 0, comment: str = "comment 1"
) -> Promise:
    """Return what was said on a ticket, some days after the twentieth."""
    at = NOON + timedelta(days=days)
    return Promise(ticket_id, sku, comment, at, WINDOW, next_update, Accuracy.CURRENT, NoticeKind.FIRST)


def tell(memory: Memory, *promises: Promise, state: MarkState = MarkState.TOLD) -> None:
    """Remember what was said, on tickets that are known to mention the item."""
    entries = {}
    for one in promises:
        view = View(items=(Mark(one.sku, state),))
        entries[one.ticket_id] = Entry(events(one.ticket_id, View(), view, Stamp(NOON, "run")), view)
    memory.record(entries, said=Said(promises))


def states(memory: Memory, today: date = TODAY) -> dict[int, FollowUpState]:
    """Return how each ticket stands."""
    found = follow_ups({"shop": memory}, late(today))
    return {one.ticket_id: one.state for item in found for one in item.followups}


def test_each_item_has_its_follow_ups_the_most_urgent_first(memory: Memory, neighbour: Memory) -> None:
    """Overdue before due before silent before what is to come, over all helpdesks; an item says its next day."""
    tell(memory, told(1, TODAY), told(2, TODAY + timedelta(1)), told(3, TODAY - timedelta(2)), told(4, None))
    tell(neighbour, told(1, TODAY - timedelta(5)), told(9, TODAY, "LAMP-3"))
    tell(neighbour, told(5, TODAY, "GONE-1"))
    widget, gone, lamp = follow_ups({"shop": memory, "eu": neighbour}, late())
    assert [(one.helpdesk, one.ticket_id, str(one.state), one.days) for one in widget.followups] == [
        ("eu", 1, "overdue", 5),
        ("shop", 3, "overdue", 2),
        ("shop", 1, "due today", 0),
        ("shop", 4, "silent", 8),
        ("shop", 2, "coming", 0),
    ]
    assert (widget.name, widget.next_day) == ("Blue Widget", date(2026, 12, 1))
    assert (lamp.name, lamp.next_day) == ("Harbor Lamp", None)
    assert (gone.sku, gone.name) == ("GONE-1", "")
    assert str(total([widget, gone, lamp])) == "3 due today, 2 overdue (the oldest since 2026-11-23), 1 silent"
    (only,) = follow_ups({"shop": memory, "eu": neighbour}, late(), "LAMP-3")
    assert only == lamp


def test_a_later_reply_settles_a_follow_up(memory: Memory) -> None:
    """From the promised day on it is due until a reply speaks of the item, and of no other; a new day comes in turn."""
    tell(memory, told(1, TODAY), told(1, TODAY, "LAMP-3"))
    view = View(items=(Mark("WID-12", MarkState.TOLD), Mark("LAMP-3", MarkState.TOLD)))
    memory.record({1: Entry((), view)})
    assert states(memory) == {1: FollowUpState.DUE}
    memory.record({}, said=Said((told(1, TODAY + timedelta(7), days=8, comment="comment 2"),)))
    found = {item.sku: item.followups[0].state for item in follow_ups({"shop": memory}, late())}
    assert found == {"WID-12": FollowUpState.COMING, "LAMP-3": FollowUpState.DUE}
    later = {item.sku: item.followups[0].state for item in follow_ups({"shop": memory}, late(TODAY + timedelta(7)))}
    assert later == {"WID-12": FollowUpState.DUE, "LAMP-3": FollowUpState.OVERDUE}


def test_nobody_waits_on_a_ticket_that_is_not_about_the_item(memory: Memory) -> None:
    """A ticket that an agent took the tag off, or that nobody knows, has no follow-up."""
    tell(memory, told(1, TODAY), state=MarkState.DISMISSED)
    memory.record({}, said=Said((told(2, TODAY),)))
    assert states(memory) == {}


def test_a_page_that_is_read_again_brings_nothing_back(memory: Memory) -> None:
    """A settled follow-up stays settled when the replies are read again, in whatever order."""
    first, second = told(1, TODAY), told(1, None, days=8, comment="comment 2")
    tell(memory, first)
    memory.record({}, said=Said((second,)))
    memory.record({}, said=Said((first,)))
    memory.record({}, said=Said((second, first)))
    assert states(memory) == {1: FollowUpState.COMING}


def test_how_long_silence_may_last_is_the_items_own(memory: Memory) -> None:
    """An item with a rhythm is silent by that, another one after a week."""
    tell(memory, told(1, None, days=4), told(2, None, "LAMP-3", days=4))
    assert states(memory) == {1: FollowUpState.SILENT, 2: FollowUpState.COMING}


def test_it_is_known_from_the_database_alone(state: State, memory: Memory) -> None:
    """The items as the feeds last gave them, dates and all, and the accounts by their names."""
    tell(memory, told(1, TODAY))
    state.save_last_good("late.yaml", LastGood(NOON, (LastRead(WIDGET, NOON, 1),)))
    feeds = {"late.yaml": timedelta(days=3), "never-read.csv": timedelta(days=3)}
    items = last_told(state, feeds, NOON + timedelta(days=3))
    assert items == {"WID-12": WIDGET}
    (found,) = follow_ups({"shop": memory}, Lateness(TODAY, ZONE, items))
    assert (found.sku, found.counts.due, found.next_day) == ("WID-12", 1, date(2026, 12, 1))


def test_what_was_read_too_long_ago_promises_no_day(state: State, memory: Memory) -> None:
    """Nobody vouches for its dates: who waits is told all the same, and what the board says is told apart."""
    tell(memory, told(1, TODAY))
    state.save_last_good("late.yaml", LastGood(NOON, (LastRead(WIDGET, NOON, 1),)))
    feeds, now = {"late.yaml": timedelta(days=3)}, NOON + timedelta(days=3, seconds=1)
    (found,) = follow_ups({"shop": memory}, Lateness(TODAY, ZONE, last_told(state, feeds, now)))
    assert (found.name, found.counts.due, found.next_day) == ("Blue Widget", 1, None)
    assert late_items(state, feeds, now) == ({"WID-12": WIDGET}, {"WID-12"})
    assert late_items(state, feeds, NOON) == ({"WID-12": WIDGET}, frozenset())


def test_what_was_promised_before_an_item_was_back_was_kept(memory: Memory) -> None:
    """Of an item that is late once more, only what was said since then is waited for; a line put back is no return."""
    tell(memory, told(1, TODAY), told(2, TODAY, days=3))
    back, again = NOON + timedelta(days=1), NOON + timedelta(days=2)
    versions = [
        FactVersion("WID-12", "a", NOON - timedelta(days=9), WIDGET),
        FactVersion("WID-12", "", back, None),
        FactVersion("WID-12", "b", again, WIDGET),
    ]
    now = datetime(2026, 11, 28, 9, tzinfo=ZONE)
    for settle, tickets in ((timedelta(minutes=10), [2]), (timedelta(days=1, minutes=1), [1, 2])):
        (found,) = follow_ups({"shop": memory}, Lateness.of(now, LATE, versions, settle))
        assert [one.ticket_id for one in found.followups] == tickets
