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
    Account,
    Applied,
    AppliedState,
    Backorder,
    Cancel,
    FieldKey,
    LastGood,
    LastRead,
    LocalText,
    Mark,
    Marks,
    ShipWindow,
    Split,
    Swap,
    Wait,
)
from zendesk_bridge.core.ports import Memory, State

SHOP = Account("zendesk", "https://shop.zendesk.com", "22000000000")
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


@pytest.mark.parametrize("registered", [True, False])
def test_new_state_knows_nothing(state: State, *, registered: bool) -> None:
    """An empty database answers every question with nothing, also of an account that it does not know."""
    memory = state.memory(state.register("shop", SHOP).row if registered else None)
    assert memory.applied() == {}
    assert memory.cursor() is None
    assert memory.scanned() == frozenset()
    assert memory.marks([1, 2]) == {}
    assert list(memory.marked()) == []
    assert memory.field_ids() == {}
    assert state.last_good("file") is None


def test_applied_is_remembered(memory: Memory, neighbour: Memory) -> None:
    """A macro is remembered whole under its key as last applied, on its own helpdesk."""
    first = Applied("delay-update", BIG, "s1", "r1", "o1")
    second = Applied("item-update/WID-12.de", 8, "", "r2", "", "f", "w", date(2026, 11, 28), AppliedState.HIDDEN, "x")
    for applied in (Applied("delay-update", 7, "old", "old"), first, second):
        memory.save_applied(applied)
    neighbour.save_applied(Applied("delay-update", 9, "s", "r"))
    assert memory.applied() == {first.key: first, second.key: second}
    assert set(neighbour.applied()) == {"delay-update"}


def test_cursor_is_the_last_one_saved(memory: Memory, neighbour: Memory) -> None:
    """A cursor is opaque, replaced by the next one, and each helpdesk has its own."""
    for cursor in ("MTU3NjYx==", "née|2026-11-20T09:00:00Z"):
        memory.save_cursor(cursor)
    assert memory.cursor() == "née|2026-11-20T09:00:00Z"
    assert neighbour.cursor() is None


def test_scanned_is_replaced_as_a_whole(memory: Memory, neighbour: Memory) -> None:
    """Search keys that are not named any more are gone, on that helpdesk alone."""
    memory.save_scanned(frozenset({"A", "B"}))
    neighbour.save_scanned(frozenset({"A"}))
    memory.save_scanned(frozenset({"B", "C"}))
    assert memory.scanned() == {"B", "C"}
    memory.save_scanned(frozenset())
    assert memory.scanned() == frozenset()
    assert neighbour.scanned() == {"A"}


def test_field_ids_are_replaced_as_a_whole(memory: Memory) -> None:
    """The ids that were saved last are the ids."""
    memory.save_field_ids({FieldKey.ITEMS: 1, FieldKey.MESSAGE: 2})
    memory.save_field_ids({FieldKey.ITEMS: BIG})
    assert memory.field_ids() == {FieldKey.ITEMS: BIG}
    memory.save_field_ids({})
    assert memory.field_ids() == {}


def test_field_ids_of_replies_are_remembered(memory: Memory) -> None:
    """The field of one macro's reply is remembered like any other, whichever macros there are today."""
    ids = {FieldKey.reply("delay-update"): 1, FieldKey.ITEMS: 2}
    memory.save_field_ids(ids)
    assert memory.field_ids() == ids


def test_marks_are_remembered_whole(memory: Memory, neighbour: Memory) -> None:
    """Marks come back as saved, replaced by later ones, on their own helpdesk; unknown tickets are absent."""
    memory.save_marks({1: Marks(tags=frozenset({"old"})), BIG: OURS})
    memory.save_marks({1: OURS})
    neighbour.save_marks({3: OURS})
    assert memory.marks({1, 2, 3, BIG}) == {1: OURS, BIG: OURS}
    assert memory.marks([]) == {}


def test_empty_marks_forget_the_ticket(memory: Memory) -> None:
    """A ticket that carries nothing of ours any more leaves no row."""
    memory.save_marks({1: OURS, 2: OURS})
    memory.save_marks({1: Marks(), 5: Marks()})
    assert dict(memory.marked()) == {2: OURS}
    memory.save_marks({})
    assert dict(memory.marked()) == {2: OURS}


def test_many_marks_at_once(memory: Memory) -> None:
    """Thousands of tickets are saved, asked for and forgotten in one call each."""
    many = {ticket_id: Marks(tags=frozenset({str(ticket_id)})) for ticket_id in range(3000, 0, -1)}
    memory.save_marks(many)
    assert memory.marks(range(5000)) == many
    assert [ticket_id for ticket_id, _ in memory.marked()] == sorted(many)
    memory.save_marks(dict.fromkeys(range(2, 3001), Marks()))
    assert [ticket_id for ticket_id, _ in memory.marked()] == [1]


@pytest.mark.parametrize("count", [499, 500, 501, 1000])
def test_marked_ends_at_any_length(memory: Memory, count: int) -> None:
    """A listing as long as a page, or one more or less, is whole and repeats nothing."""
    memory.save_marks(dict.fromkeys(range(count), OURS))
    assert [ticket_id for ticket_id, _ in memory.marked()] == list(range(count))


def test_callers_may_write_while_reading_marked(
    state: State, memory: Memory, url: str, opened: Callable[[str], State]
) -> None:
    """Saving in the middle of a listing, from here or another process, neither blocks nor disturbs it."""
    other = opened(url).memory(state.accounts()[0].row)
    memory.save_marks(dict.fromkeys(range(1200), OURS))
    seen = []
    for ticket_id, _ in memory.marked():
        if ticket_id % 100 == 0:
            memory.save_marks({ticket_id: Marks()})
            other.save_marks({ticket_id + 1: Marks(tags=frozenset({"new"}))})
        seen.append(ticket_id)
    assert seen == list(range(1200))
    assert len(dict(memory.marked())) == 1188


def test_saving_marks_is_all_or_nothing(state: State, memory: Memory) -> None:
    """A crash in the middle of a save leaves every ticket as it was."""
    memory.save_marks({1: OURS})

    def crash(*arguments: object) -> None:
        if str(arguments[2]).startswith("DELETE"):
            raise KeyboardInterrupt

    engine = state._database.engine  # type: ignore[attr-defined]  # the crash must come between two statements
    event.listen(engine, "before_cursor_execute", crash)
    with pytest.raises(KeyboardInterrupt):
        memory.save_marks({1: Marks(), 2: OURS})
    event.remove(engine, "before_cursor_execute", crash)
    assert dict(memory.marked()) == {1: OURS}


def test_what_stands_is_remembered_whole(state: State) -> None:
    """Items come back complete, each with its own age; only their place in the files is not kept."""
    moment = datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=-5)))
    old, now = LastRead(Backorder("X", "x"), moment - timedelta(days=1), 7), LastRead(WHOLE, moment, 1)
    state.save_last_good("b.yaml", LastGood(moment, (LastRead(Backorder("OLD", "old"), moment, 1),)))
    state.save_last_good("b.yaml", LastGood(moment, (now, old)))
    state.save_last_good("other.yaml", LastGood(moment, (old,)))
    found = state.last_good("b.yaml")
    assert found == LastGood(moment, (now, old))
    assert found is not None
    assert [item.read_at.utcoffset() for item in found.items] == [timedelta(), timedelta()]
    assert state.last_good("c.yaml") is None


def test_an_empty_reading_is_a_reading(state: State, clock: Callable[[], datetime]) -> None:
    """That nothing is late is remembered as well, and is not the same as never having read."""
    state.save_last_good("b.yaml", LastGood(clock()))
    assert state.last_good("b.yaml") == LastGood(clock())


def test_a_feed_is_forgotten_alone(state: State, clock: Callable[[], datetime]) -> None:
    """What stands of one feed is forgotten; what stands of the others is not."""
    good = LastGood(clock(), (LastRead(WHOLE, clock(), 1),))
    for name in ("a.yaml", "b.yaml"):
        state.save_last_good(name, good)
    assert state.feeds() == {"a.yaml", "b.yaml"}
    state.forget_feed("a.yaml")
    assert state.feeds() == {"b.yaml"}
    assert (state.last_good("a.yaml"), state.last_good("b.yaml")) == (None, good)


def test_state_outlives_its_process(state: State, memory: Memory, url: str, opened: Callable[[str], State]) -> None:
    """What one run saved, the next one finds."""
    memory.save_cursor("c")
    memory.save_marks({1: OURS})
    state.close()
    again = opened(url)
    (known,) = again.accounts()
    assert again.memory(known.row).cursor() == "c"
    assert again.memory(known.row).marks([1]) == {1: OURS}


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
    known = state.register("shop", SHOP)
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert state.accounts() == (known,)
