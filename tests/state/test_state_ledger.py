"""What core.ports.Memory promises about tickets, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, text

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import (
    Entry,
    EventKind,
    FieldKey,
    Intended,
    Mark,
    MarkState,
    Rebuilt,
    Setback,
    Standing,
    Told,
    View,
)
from zendesk_bridge.core.ports import Memory, State
from zendesk_bridge.state.database import connect

BIG = 2**53 + 1  # a ticket id as large as helpdesks give out, and no float
STAMP = Stamp(datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=UTC), "a1b2c3")
TOLD = Told("0a1b2c3d", "9c", "4e5f6a7b", "2026-12-01/2026-12-05", "Blaues Gerät 蓝")
WHOLE = View(
    items=(
        Mark("LAMP-3", MarkState.PENDING),
        Mark("WID-12", MarkState.TOLD, TOLD),
        Mark("X\u00fc", MarkState.DISMISSED, TOLD),
        Mark("Y", MarkState.DISMISSED),
        Mark("Z", MarkState.FLAGGED),
    ),
    tags=frozenset({"backorder", "backorder_wid-12"}),
    fields=frozenset({(FieldKey.MESSAGE, "9f"), (FieldKey.MESSAGE, "7d"), (FieldKey.reply("delay-update"), "8e")}),
    locale="de",
    restored=True,
    touched=True,
    unread=True,
    setback=Setback(3, datetime(2026, 11, 21, 12, 0, tzinfo=UTC), "c", "f", "r"),
    intended=Intended((Mark("WID-12", MarkState.TOLD, TOLD),), frozenset({"a"}), frozenset({"b"}), locale="de"),
)
PENDING = View(items=(Mark("WID-12", MarkState.PENDING),))


def save(memory: Memory, views: Mapping[int, View]) -> None:
    """Remember that these tickets have become so."""
    known = memory.views(views.keys())
    memory.record(
        {
            ticket_id: Entry(events(ticket_id, known.get(ticket_id, View()), view, STAMP), view)
            for ticket_id, view in views.items()
        }
    )


def told(version: str = "v", wording: str = "w") -> View:
    """Return a ticket that was told about the widget in this version."""
    return View(items=(Mark("WID-12", MarkState.TOLD, replace(TOLD, version=version, wording=wording)),))


def standing(memory: Memory) -> dict[Standing, list[int]]:
    """Return which tickets stand how."""
    return {each: list(memory.standing(each)) for each in memory.standings()}


def test_views_are_remembered_whole(memory: Memory, neighbour: Memory) -> None:
    """A view comes back as saved, replaced by later ones, on its own account; unknown tickets are absent."""
    save(memory, {1: View(tags=frozenset({"old"})), BIG: WHOLE})
    save(memory, {1: WHOLE})
    save(neighbour, {3: WHOLE})
    assert memory.views({1, 2, 3, BIG}) == {1: WHOLE, BIG: WHOLE}
    assert memory.views([]) == {}


def test_events_are_remembered_whole(memory: Memory) -> None:
    """What happened comes back in its order, event by event, and saving more adds to it."""
    first = events(7, View(), PENDING, STAMP, {"WID-12": "comment 12"})
    second = events(7, PENDING, WHOLE, replace(STAMP, run="d4"))
    memory.record({7: Entry(first, PENDING)})
    memory.record({7: Entry(second, WHOLE)})
    assert memory.history(7) == (*first, *second)
    assert memory.history(8) == ()


def test_a_dormant_ticket_leaves_its_events_alone(memory: Memory) -> None:
    """Of a solved ticket no view is kept, nobody is told of it, and it is as it was when somebody asks."""
    save(memory, {1: WHOLE, 2: told()})
    asleep = replace(WHOLE, dormant=True)
    save(memory, {1: asleep})
    assert memory.views([1]) == {1: asleep}
    assert list(memory.unsettled()) == []
    assert standing(memory) == {Standing("WID-12", MarkState.TOLD, "v", "w"): [2]}
    save(memory, {1: WHOLE})
    assert memory.views([1]) == {1: WHOLE}
    assert list(memory.unsettled()) == [1]


def test_standings_are_each_named_once(memory: Memory, neighbour: Memory) -> None:
    """However many tickets stand the same way, and whatever a dismissed one was told before."""
    save(memory, {1: WHOLE, 2: told(), 3: told(), 4: told("v2"), 5: PENDING, 6: told(wording="w2")})
    save(neighbour, {7: told("other")})
    assert standing(memory) == {
        Standing("LAMP-3", MarkState.PENDING): [1],
        Standing("WID-12", MarkState.PENDING): [5],
        Standing("WID-12", MarkState.TOLD, "0a1b2c3d", "9c"): [1],
        Standing("WID-12", MarkState.TOLD, "v", "w"): [2, 3],
        Standing("WID-12", MarkState.TOLD, "v", "w2"): [6],
        Standing("WID-12", MarkState.TOLD, "v2", "w"): [4],
        Standing("X\u00fc", MarkState.DISMISSED): [1],
        Standing("Y", MarkState.DISMISSED): [1],
        Standing("Z", MarkState.FLAGGED): [1],
    }
    assert memory.open_tickets() == {"LAMP-3": 1, "WID-12": 6}


@pytest.mark.parametrize("count", [499, 500, 501, 1000])
def test_a_listing_ends_at_any_length(memory: Memory, count: int) -> None:
    """A listing as long as a page, or one more or less, is whole and repeats nothing."""
    save(memory, dict.fromkeys(range(count), PENDING))
    assert list(memory.standing(PENDING.items[0].standing)) == list(range(count))
    save(memory, dict.fromkeys(range(count), replace(PENDING, touched=True)))
    assert list(memory.unsettled()) == list(range(count))


def test_many_tickets_at_once(memory: Memory) -> None:
    """Thousands of tickets are saved, asked for and put to rest in one call each."""
    many = {ticket_id: View(tags=frozenset({str(ticket_id)})) for ticket_id in range(3000, 0, -1)}
    save(memory, many)
    assert memory.views(range(5000)) == many
    save(memory, {ticket_id: replace(view, dormant=True) for ticket_id, view in many.items() if ticket_id > 1})
    assert memory.rebuild(repair=False) == Rebuilt(3000)


def test_callers_may_write_while_reading(
    state: State, memory: Memory, url: str, opened: Callable[[str], State]
) -> None:
    """Saving in the middle of a listing, from here or another process, neither blocks nor disturbs it."""
    other = opened(url).memory(state.accounts()[0].row)
    save(memory, dict.fromkeys(range(1200), PENDING))
    seen = []
    for ticket_id in memory.standing(PENDING.items[0].standing):
        if ticket_id % 100 == 0:
            save(memory, {ticket_id: View()})
            save(other, {ticket_id + 1: told()})
        seen.append(ticket_id)
    assert sorted({*seen, *range(1, 1200, 100)}) == list(range(1200))
    assert len(list(memory.standing(PENDING.items[0].standing))) == 1176


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO events", "INSERT INTO tickets", "INSERT INTO marks", "INSERT INTO cursors", "INSERT INTO scanned"],
)
def test_what_was_read_is_remembered_with_how_far(state: State, memory: Memory, statement: str) -> None:
    """A crash at any statement leaves tickets, cursor and search keys as they were: all of it, or nothing."""
    memory.record({1: Entry(events(1, View(), PENDING, STAMP), PENDING)}, cursor="c1", scanned=frozenset({"A"}))

    def crash(*arguments: object) -> None:
        if str(arguments[2]).startswith(statement):
            raise KeyboardInterrupt

    engine = state._database.engine  # type: ignore[attr-defined]  # the crash must come between two statements
    event.listen(engine, "before_cursor_execute", crash)
    with pytest.raises(KeyboardInterrupt):
        memory.record(
            {2: Entry(events(2, View(), PENDING, STAMP), PENDING), 1: Entry(events(1, PENDING, told(), STAMP), told())},
            cursor="c2",
            scanned=frozenset({"A", "B"}),
        )
    event.remove(engine, "before_cursor_execute", crash)
    assert memory.views([1, 2]) == {1: PENDING}
    assert (memory.cursor(), memory.scanned(), memory.history(2)) == ("c1", {"A"}, ())


def test_how_far_was_read_is_what_was_saved_last(memory: Memory, neighbour: Memory) -> None:
    """A cursor is opaque, search keys are replaced as a whole, each account has its own; what is not said stays."""
    memory.record({}, cursor="MTU3NjYx==", scanned=frozenset({"A", "B"}))
    neighbour.record({}, scanned=frozenset({"A"}))
    memory.record({}, cursor="née|2026-11-20T09:00:00Z")
    assert (memory.cursor(), memory.scanned()) == ("née|2026-11-20T09:00:00Z", {"A", "B"})
    memory.record({}, scanned=frozenset({"B", "C"}))
    memory.record({})
    assert (memory.cursor(), memory.scanned()) == ("née|2026-11-20T09:00:00Z", {"B", "C"})
    memory.record({}, scanned=frozenset())
    assert memory.scanned() == frozenset()
    assert (neighbour.cursor(), neighbour.scanned()) == (None, {"A"})


DAMAGE = [
    "UPDATE marks SET state = 'pending' WHERE ticket_id = 1 AND sku = 'WID-12'",
    "DELETE FROM marks WHERE ticket_id = 1",
    "DELETE FROM tickets WHERE ticket_id = 1",
    "UPDATE tickets SET body = '{}' WHERE ticket_id = 1",
    "UPDATE events SET version = 'v9' WHERE ticket_id = 1 AND kind = 'told'",
    "DELETE FROM events WHERE ticket_id = 1",
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_views_are_proven_and_rebuilt(memory: Memory, neighbour: Memory, url: str, damage: str) -> None:
    """Folding all events gives the same; where it does not, that is told, and repaired only when it is asked for."""
    save(memory, {1: WHOLE, 2: told(), 3: replace(told(), dormant=True)})
    save(neighbour, {1: told()})
    assert memory.rebuild(repair=True) == Rebuilt(3)
    database = connect(url)
    with database.write() as connection:
        connection.execute(text(f"{damage} AND account_id = 1"))
    database.close()
    assert memory.rebuild(repair=False).different == (1,)
    assert memory.rebuild(repair=True).different == (1,)
    assert memory.rebuild(repair=False).different == ()
    assert neighbour.rebuild(repair=False) == Rebuilt(1)
    if "events" not in damage:
        assert memory.views([1]) == {1: WHOLE}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE tickets SET body = '[]'",
        'UPDATE tickets SET body = \'{"tags": "backorder"}\'',
        'UPDATE tickets SET body = \'{"fields": [["no field of ours", "9f"]]}\'',
        'UPDATE tickets SET body = \'{"setback": {"times": "1", "after": "never"}}\'',
        "UPDATE marks SET state = 'asleep'",
    ],
)
def test_what_cannot_be_read_is_named(memory: Memory, url: str, damage: str) -> None:
    """A row that was changed by hand is a StateError that says whose it is, and quotes nothing."""
    save(memory, {7: told()})
    database = connect(url)
    with database.write() as connection:
        connection.exec_driver_sql(damage)
    database.close()
    with pytest.raises(StateError, match="what is stored about ticket 7 cannot be read") as caught:
        memory.views([7])
    assert "Restore the database" in caught.value.fix
    assert caught.value.__cause__ is None


def test_an_event_that_cannot_be_read_is_named(memory: Memory, url: str) -> None:
    """The same goes for what happened."""
    save(memory, {7: told()})
    database = connect(url)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE events SET kind = 'vanished'")
    database.close()
    with pytest.raises(StateError, match="ticket 7 cannot be read"):
        memory.history(7)


def test_a_character_that_a_database_refuses_breaks_nothing(memory: Memory) -> None:
    """A NUL in a name of the admin's is stored as a mark for it; nothing else is lost."""
    view = View(items=(Mark("A", MarkState.TOLD, replace(TOLD, name="a\0b")),))
    save(memory, {1: view})
    assert memory.history(1)[0].kind is EventKind.TOLD
    assert memory.rebuild(repair=False) == Rebuilt(1)
