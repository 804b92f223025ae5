"""What core.ports.State promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import psycopg
import pytest
from sqlalchemy import event

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.model import (
    DISMISSED,
    Applied,
    Backorder,
    Cancel,
    FieldKey,
    LocalText,
    Mark,
    Marks,
    ShipWindow,
    Snapshot,
    Split,
    Swap,
    Wait,
)
from zendesk_bridge.core.ports import State

BIG = 2**53 + 1  # a ticket id as large as helpdesks give out, and no float
OURS = Marks(
    items=(Mark("WID-12", "0a1b2c3d", "2026-12-01/2026-12-05", "4e5f6a7b"), Mark("X", DISMISSED, "unknown")),
    tags=frozenset({"backorder", "backorder_wid-12"}),
    fields=((FieldKey.MESSAGE, "9f"), (FieldKey.ITEMS, "8e"), (FieldKey.MESSAGE, "7d")),
    locale="de",
    asleep=True,
)
WHOLE = Backorder(
    sku="WID-12",
    name="Blaues Gerät 蓝",
    aliases=("BW12", "blue widget"),
    ship_window=ShipWindow(None, date(2026, 12, 5)),
    promised_by=date(2026, 11, 15),
    reason="the ship is late",
    options=(Wait(), Swap("WID-14", "Green"), Split(), Cancel()),
    next_update=date(2026, 11, 29),
    locales=(("de", LocalText("Gerät", "das Schiff")),),
    lapsed=True,
    place=Place("backorders.yaml", 3),
)


def test_new_state_knows_nothing(state: State) -> None:
    """An empty database answers every question with nothing, and raises nothing."""
    assert state.applied("shop") == {}
    assert state.cursor("shop") is None
    assert state.scanned("shop") == frozenset()
    assert state.marks("shop", [1, 2]) == {}
    assert list(state.marked("shop")) == []
    assert state.field_ids("shop") == {}
    assert state.snapshot("file") is None


def test_applied_is_remembered(state: State) -> None:
    """A macro is remembered whole under its key as last applied, on its own helpdesk."""
    first, second = Applied("delay-update", BIG, "s1", "r1", "o1"), Applied("item-update/WID-12.de", 8, "s2", "r2")
    for applied in (Applied("delay-update", 7, "old", "old"), first, second):
        state.save_applied("shop", applied)
    state.save_applied("shop-eu", Applied("delay-update", 9, "s", "r"))
    assert state.applied("shop") == {first.key: first, second.key: second}
    assert set(state.applied("shop-eu")) == {"delay-update"}


def test_cursor_is_the_last_one_saved(state: State) -> None:
    """A cursor is opaque, replaced by the next one, and each helpdesk has its own."""
    for cursor in ("MTU3NjYx==", "née|2026-11-20T09:00:00Z"):
        state.save_cursor("shop", cursor)
    assert state.cursor("shop") == "née|2026-11-20T09:00:00Z"
    assert state.cursor("shop-eu") is None


def test_scanned_is_replaced_as_a_whole(state: State) -> None:
    """Search keys that are not named any more are gone, on that helpdesk alone."""
    state.save_scanned("shop", frozenset({"A", "B"}))
    state.save_scanned("shop-eu", frozenset({"A"}))
    state.save_scanned("shop", frozenset({"B", "C"}))
    assert state.scanned("shop") == {"B", "C"}
    state.save_scanned("shop", frozenset())
    assert state.scanned("shop") == frozenset()
    assert state.scanned("shop-eu") == {"A"}


def test_field_ids_are_replaced_as_a_whole(state: State) -> None:
    """The ids that were saved last are the ids."""
    state.save_field_ids("shop", {FieldKey.ITEMS: 1, FieldKey.MESSAGE: 2})
    state.save_field_ids("shop", {FieldKey.ITEMS: BIG})
    assert state.field_ids("shop") == {FieldKey.ITEMS: BIG}
    state.save_field_ids("shop", {})
    assert state.field_ids("shop") == {}


def test_field_ids_of_replies_are_remembered(state: State) -> None:
    """The field of one macro's reply is remembered like any other, whichever macros there are today."""
    ids = {FieldKey.reply("delay-update"): 1, FieldKey.ITEMS: 2}
    state.save_field_ids("shop", ids)
    assert state.field_ids("shop") == ids


def test_marks_are_remembered_whole(state: State) -> None:
    """Marks come back as saved, replaced by later ones, on their own helpdesk; unknown tickets are absent."""
    state.save_marks("shop", {1: Marks(tags=frozenset({"old"})), BIG: OURS})
    state.save_marks("shop", {1: OURS})
    state.save_marks("shop-eu", {3: OURS})
    assert state.marks("shop", {1, 2, 3, BIG}) == {1: OURS, BIG: OURS}
    assert state.marks("shop", []) == {}


def test_empty_marks_forget_the_ticket(state: State) -> None:
    """A ticket that carries nothing of ours any more leaves no row."""
    state.save_marks("shop", {1: OURS, 2: OURS})
    state.save_marks("shop", {1: Marks(), 5: Marks()})
    assert dict(state.marked("shop")) == {2: OURS}
    state.save_marks("shop", {})
    assert dict(state.marked("shop")) == {2: OURS}


def test_many_marks_at_once(state: State) -> None:
    """Thousands of tickets are saved, asked for and forgotten in one call each."""
    many = {ticket_id: Marks(tags=frozenset({str(ticket_id)})) for ticket_id in range(3000, 0, -1)}
    state.save_marks("shop", many)
    assert state.marks("shop", range(5000)) == many
    assert [ticket_id for ticket_id, _ in state.marked("shop")] == sorted(many)
    state.save_marks("shop", dict.fromkeys(range(2, 3001), Marks()))
    assert [ticket_id for ticket_id, _ in state.marked("shop")] == [1]


@pytest.mark.parametrize("count", [499, 500, 501, 1000])
def test_marked_ends_at_any_length(state: State, count: int) -> None:
    """A listing as long as a page, or one more or less, is whole and repeats nothing."""
    state.save_marks("shop", dict.fromkeys(range(count), OURS))
    assert [ticket_id for ticket_id, _ in state.marked("shop")] == list(range(count))


def test_callers_may_write_while_reading_marked(state: State, url: str, opened: Callable[[str], State]) -> None:
    """Saving in the middle of a listing, from here or another process, neither blocks nor disturbs it."""
    other = opened(url)
    state.save_marks("shop", dict.fromkeys(range(1200), OURS))
    seen = []
    for ticket_id, _ in state.marked("shop"):
        if ticket_id % 100 == 0:
            state.save_marks("shop", {ticket_id: Marks()})
            other.save_marks("shop", {ticket_id + 1: Marks(tags=frozenset({"new"}))})
        seen.append(ticket_id)
    assert seen == list(range(1200))
    assert len(dict(state.marked("shop"))) == 1188


def test_saving_marks_is_all_or_nothing(state: State) -> None:
    """A crash in the middle of a save leaves every ticket as it was."""
    state.save_marks("shop", {1: OURS})

    def crash(*arguments: object) -> None:
        if str(arguments[2]).startswith("DELETE"):
            raise KeyboardInterrupt

    engine = state._database.engine  # type: ignore[attr-defined]  # the crash must come between two statements
    event.listen(engine, "before_cursor_execute", crash)
    with pytest.raises(KeyboardInterrupt):
        state.save_marks("shop", {1: Marks(), 2: OURS})
    event.remove(engine, "before_cursor_execute", crash)
    assert dict(state.marked("shop")) == {1: OURS}


def test_snapshot_is_remembered_whole(state: State) -> None:
    """A reading comes back complete and at the same moment; only the place in the files is not kept."""
    moment = datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=-5)))
    state.save_snapshot("b.yaml", Snapshot(moment, (Backorder("OLD", "old"),)))
    state.save_snapshot("b.yaml", Snapshot(moment, (WHOLE, Backorder("X", "x"))))
    found = state.snapshot("b.yaml")
    assert found == Snapshot(moment, (WHOLE, Backorder("X", "x")))
    assert found is not None
    assert found.taken_at.utcoffset() == timedelta()
    assert state.snapshot("c.yaml") is None


def test_an_empty_reading_is_a_reading(state: State, clock: Callable[[], datetime]) -> None:
    """That nothing is late is remembered as well, and is not the same as never having read."""
    state.save_snapshot("b.yaml", Snapshot(clock(), ()))
    assert state.snapshot("b.yaml") == Snapshot(clock(), ())


def test_state_outlives_its_process(state: State, url: str, opened: Callable[[str], State]) -> None:
    """What one run saved, the next one finds."""
    state.save_cursor("shop", "c")
    state.save_marks("shop", {1: OURS})
    state.close()
    again = opened(url)
    assert again.cursor("shop") == "c"
    assert again.marks("shop", [1]) == {1: OURS}


def test_the_clock_is_utc_unless_given(url: str) -> None:
    """Without a clock of the caller's, a lease and a cursor are stamped by the system's, in UTC."""
    from zendesk_bridge.state import open_state  # noqa: PLC0415 - the fixture's always has a clock

    state = open_state(url)
    try:
        assert state._now().tzinfo is UTC  # type: ignore[attr-defined]  # the default has no other witness
    finally:
        state.close()


def test_a_connection_lost_while_idle_is_replaced(postgres_url: str, opened: Callable[[str], State]) -> None:
    """A PostgreSQL that was restarted between two questions answers the second one."""
    state = opened(postgres_url)
    state.save_cursor("shop", "c")
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert state.cursor("shop") == "c"
