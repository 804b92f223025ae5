"""What core.ports.State promises, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import psycopg
import pytest

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.model import (
    Account,
    Applied,
    AppliedState,
    Backorder,
    Cancel,
    Entry,
    FieldKey,
    LastGood,
    LastRead,
    LocalText,
    Rebuilt,
    ShipWindow,
    Split,
    Swap,
    View,
    Wait,
)
from zendesk_bridge.core.ports import Memory, State

SHOP = Account("zendesk", "https://shop.zendesk.com", "22000000000")
BIG = 2**53 + 1  # a ticket id as large as helpdesks give out, and no float
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
    assert memory.views([1, 2]) == {}
    assert memory.history(1) == ()
    assert memory.standings() == ()
    assert list(memory.unsettled()) == []
    assert memory.rebuild(repair=True) == Rebuilt(0)
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


def test_who_asks_for_one_item_gets_it_alone(state: State, clock: Callable[[], datetime]) -> None:
    """The reading's own age comes with it, also where no item is the one that was asked for."""
    one, other = LastRead(WHOLE, clock(), 2), LastRead(Backorder("X", "x"), clock(), 2)
    state.save_last_good("b.yaml", LastGood(clock(), (one, other)))
    assert state.last_good("b.yaml", lambda sku: sku.lower() == "x") == LastGood(clock(), (other,))
    assert state.last_good("b.yaml", lambda _: False) == LastGood(clock())
    assert state.last_good("c.yaml", lambda _: True) is None


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
    memory.record({1: Entry((), View(tags=frozenset({"t"})))}, cursor="c")
    state.close()
    again = opened(url)
    (known,) = again.accounts()
    assert again.memory(known.row).cursor() == "c"
    assert again.memory(known.row).views([1]) == {1: View(tags=frozenset({"t"}))}


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
