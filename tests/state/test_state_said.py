"""What core.ports.Memory promises about what was said on tickets, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, text

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import (
    Accuracy,
    Choice,
    ConsistencyCount,
    Entry,
    Erased,
    Mark,
    MarkState,
    NoticeKind,
    Promise,
    Said,
    ShipWindow,
    TicketOrder,
    ToldCount,
    UnreadAnswer,
    View,
)
from zendesk_bridge.core.ports import Memory, State
from zendesk_bridge.state import said
from zendesk_bridge.state.database import connect

BIG = 2**53 + 1  # a ticket id as large as helpdesks give out, and no float
NOON = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)
OLD = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
NEW = ShipWindow(None, date(2026, 12, 16))
TOLD = Promise(
    7,
    "WID-12",
    "comment 4711",
    NOON,
    OLD,
    date(2026, 11, 29),
    Accuracy.CURRENT,
    NoticeKind.FIRST,
    version="0a1b2c3d",
    agent_id=-1,
    team=BIG,
    requester_id=31,
)
BARE = Promise(7, "蓝", "description", NOON, None, None, Accuracy.UNDATED, NoticeKind.RENEWED)
SWAP = Choice(7, "WID-12", "swap", NOON, "comment 4712", "en.swap", "0a1b2c3d", 31)
ORDER = TicketOrder(7, "#1001", 31)


def tell(memory: Memory, *promises: Promise) -> None:
    """Remember these promises."""
    memory.record({}, said=Said(promises))


def mark(memory: Memory, state: MarkState, *ticket_ids: int, sku: str = "WID-12", dormant: bool = False) -> None:
    """Remember that the item stands so on these tickets."""
    view = View(items=(Mark(sku, state),), dormant=dormant)
    stamp = Stamp(NOON, "run")
    memory.record(
        {ticket_id: Entry(events(ticket_id, View(), view, stamp), view) for ticket_id in ticket_ids},
    )


def after(promise: Promise, hours: float, **other: object) -> Promise:
    """Return a promise made some hours later in a reply of its own."""
    at = promise.at + timedelta(hours=hours)
    return replace(promise, **{"at": at, "comment": f"comment {4711 + hours:g}", **other})  # type: ignore[arg-type]  # what a test changes


def test_what_was_said_is_remembered_whole(memory: Memory, neighbour: Memory) -> None:
    """Promises, choices and orders come back as they were, by ticket, on their own account, oldest first."""
    big = replace(TOLD, ticket_id=BIG, window=NEW)
    earlier = after(TOLD, -1, next_update=None)
    wait = replace(SWAP, kind="wait", comment="", at=NOON - timedelta(days=1), requester_id=None)
    memory.record({}, said=Said((TOLD, BARE, big, earlier), (SWAP, wait), (ORDER, TicketOrder(7, "#0999"))))
    assert memory.promises([7, 8, BIG]) == {7: (earlier, TOLD, BARE), BIG: (big,)}
    assert memory.choices([7, 8]) == {7: (wait, SWAP)}
    assert memory.orders([7, 8]) == {7: ("#0999", "#1001")}
    assert (memory.tickets_of_order("#1001"), memory.tickets_of_order("#1")) == ((7,), ())
    assert memory.tickets_of_orders(["#1", "#1001", *map(str, range(1500))]) == {"#1001": (7,)}
    assert memory.tickets_of_orders([]) == {}
    assert neighbour.promises([7]) == neighbour.choices([7]) == neighbour.orders([7]) == {}
    assert list(neighbour.asked()) == list(neighbour.latest_promises()) == []


def test_a_page_that_is_read_again_says_nothing_new(memory: Memory, neighbour: Memory) -> None:
    """The same reply, choice and order are remembered once, whatever is thought of them the second time."""
    said = Said((TOLD, BARE), (SWAP,), (ORDER,))
    memory.record({}, said=said)
    neighbour.record({}, said=said)
    memory.record({}, said=Said((replace(TOLD, accuracy=Accuracy.UNPROVEN, team=None), BARE), (SWAP,), (ORDER,)))
    for account in (memory, neighbour):
        assert account.promises([7]) == {7: (TOLD, BARE)}
        assert (account.choices([7]), account.orders([7])) == ({7: (SWAP,)}, {7: ("#1001",)})


def test_an_answer_that_a_person_has_to_read_is_no_choice(memory: Memory, neighbour: Memory) -> None:
    """It is listed by itself, newest first, once however often its page is read, and by no other account."""
    late = UnreadAnswer(7, "WID-12", NOON + timedelta(hours=1), "comment 4713", "0a1b2c3d", 31)
    several = UnreadAnswer(8, "", NOON, "comment 4714")
    for _ in range(2):
        memory.record({}, said=Said(choices=(SWAP,), unread=(late, several)))
    assert memory.choices([7, 8]) == {7: (SWAP,)}
    assert list(memory.unread_answers()) == [late, several]
    assert list(memory.unread_answers(ticket_id=8)) == [several]
    assert list(memory.unread_answers(sku="KET-70")) == [several]
    assert list(neighbour.unread_answers()) == list(neighbour.asked_choices()) == []


def test_choices_are_asked_for_newest_first(memory: Memory) -> None:
    """By item and by ticket, over as many pages as it takes."""
    many = [replace(SWAP, ticket_id=number, at=NOON + timedelta(minutes=number % 7)) for number in range(1, 1203)]
    memory.record({}, said=Said(choices=(*many, replace(SWAP, sku="KET-70"))))
    found = list(memory.asked_choices(sku="WID-12"))
    assert len(found) == len(many)
    assert [one.at for one in found] == sorted((one.at for one in many), reverse=True)
    assert {one.sku for one in memory.asked_choices(ticket_id=7)} == {"WID-12", "KET-70"}


def test_a_reply_that_was_edited_says_one_thing_more(memory: Memory) -> None:
    """What a customer has read cannot be unsaid: the other window is one more promise, with the time of the edit."""
    edited = replace(TOLD, window=NEW, at=NOON + timedelta(hours=2))
    tell(memory, TOLD)
    tell(memory, edited)
    assert memory.promises([7]) == {7: (TOLD, edited)}


@pytest.mark.parametrize("statement", ["INSERT INTO promises", "INSERT INTO choices", "INSERT INTO cursors"])
def test_what_was_said_is_remembered_with_how_far(state: State, memory: Memory, statement: str) -> None:
    """A crash at any statement leaves promises, choices and the cursor as they were: all of it, or nothing."""
    memory.record({}, cursor="c1")

    def crash(*arguments: object) -> None:
        if str(arguments[2]).startswith(statement):
            raise KeyboardInterrupt

    engine = state._database.engine  # type: ignore[attr-defined]  # the crash must come between two statements
    event.listen(engine, "before_cursor_execute", crash)
    with pytest.raises(KeyboardInterrupt):
        memory.record({}, cursor="c2", said=Said((TOLD,), (SWAP,), (ORDER,)))
    event.remove(engine, "before_cursor_execute", crash)
    assert (memory.cursor(), memory.promises([7]), memory.choices([7])) == ("c1", {}, {})
    assert memory.orders([7]) == {}


def test_an_account_takes_what_was_said_with_it(state: State, memory: Memory, neighbour: Memory, url: str) -> None:
    """Forgetting an account forgets every row of it, and no other account's."""
    for account in (memory, neighbour):
        account.record({}, said=Said((TOLD,), (SWAP,), (ORDER,)))
        account.save_teams({5: "Returns"})
    row = next(known.row for known in state.accounts() if known.name == "shop")
    assert state.contents(row).promises == 1
    state.forget(row)
    database = connect(url)
    with database.read() as connection:
        for table in ("promises", "choices", "ticket_orders", "teams"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 1  # noqa: S608 - our names
    database.close()
    assert neighbour.promises([7]) == {7: (TOLD,)}


def test_proof_of_the_views_leaves_what_was_said(memory: Memory) -> None:
    """What is derived is built anew; what was said is not derived."""
    mark(memory, MarkState.PENDING, 7)
    memory.record({}, said=Said((TOLD,), (SWAP,), (ORDER,)))
    memory.rebuild(repair=True)
    assert (memory.promises([7]), memory.choices([7])) == ({7: (TOLD,)}, {7: (SWAP,)})


def test_two_writers_tell_the_same_once(state: State, memory: Memory, url: str, opened: Callable[[str], State]) -> None:
    """Two processes that read the same page, in whatever order, leave one row for each promise."""
    other = opened(url).memory(state.accounts()[0].row)
    pages = [replace(TOLD, ticket_id=number) for number in range(1, 1201)]
    tell(memory, *pages)
    tell(other, *reversed(pages), BARE)
    assert sum(map(len, memory.promises(range(1300)).values())) == 1201


def test_promises_are_asked_for(memory: Memory) -> None:
    """By item, ticket, customer, time and what they were worth, newest first; all that is asked for must hold."""
    stale = after(TOLD, 5, accuracy=Accuracy.STALE, requester_id=32)
    lamp = after(TOLD, 9, sku="LAMP-3", ticket_id=8)
    tell(memory, lamp, TOLD, stale)
    assert list(memory.asked()) == [lamp, stale, TOLD]
    assert list(memory.asked(limit=2)) == [lamp, stale]
    assert list(memory.asked(sku="WID-12")) == [stale, TOLD]
    assert list(memory.asked(ticket_id=8)) == [lamp]
    assert list(memory.asked(requester_id=31)) == [lamp, TOLD]
    assert list(memory.asked(since=stale.at)) == [lamp, stale]
    assert list(memory.asked(accuracies=[Accuracy.STALE, Accuracy.INVENTED])) == [stale]
    assert list(memory.asked(sku="WID-12", ticket_id=8)) == []


@pytest.mark.parametrize("count", [499, 500, 501, 1000])
def test_a_listing_of_promises_ends_at_any_length(memory: Memory, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One as long as a page, or one more or less, is whole and repeats nothing, though many stand at one moment."""
    monkeypatch.setattr(said, "PAGE", 500)
    many = [replace(TOLD, ticket_id=number, at=NOON + timedelta(hours=number // 300)) for number in range(count)]
    tell(memory, *many)
    mark(memory, MarkState.TOLD, *range(count))
    asked = [promise.ticket_id for promise in memory.asked()]
    assert sorted(asked) == [promise.ticket_id for promise in memory.latest_promises()] == list(range(count))
    assert [moment // 300 for moment in asked] == sorted((moment // 300 for moment in asked), reverse=True)


def test_the_latest_promise_of_an_open_ticket_counts(memory: Memory) -> None:
    """Older ones, dismissed items, tickets that are solved and items that nobody asked about wait for no update."""
    later = after(TOLD, 3, next_update=date(2026, 12, 2))
    lamp = replace(TOLD, sku="LAMP-3", next_update=date(2026, 11, 30))
    others = [replace(TOLD, ticket_id=number) for number in (8, 9, 10)]
    tell(memory, later, TOLD, lamp, *others)
    mark(memory, MarkState.TOLD, 7)
    mark(memory, MarkState.DISMISSED, 8)
    mark(memory, MarkState.TOLD, 9, dormant=True)
    mark(memory, MarkState.PENDING, 10, sku="LAMP-3")
    assert list(memory.latest_promises()) == [later]
    view = View(items=(Mark("LAMP-3", MarkState.FLAGGED), Mark("WID-12", MarkState.TOLD)))
    memory.record({7: Entry((), view)})
    assert set(memory.latest_promises()) == {later, lamp}
    assert list(memory.latest_promises("LAMP-3")) == [lamp]


def test_an_update_is_due_from_its_day_on(memory: Memory) -> None:
    """The promise of a later reply takes the place of the one before, also where it names no day."""
    mark(memory, MarkState.TOLD, 7, 8, 9)
    named, renewed, unnamed = TOLD, replace(TOLD, ticket_id=8), replace(TOLD, ticket_id=9)
    anew = after(renewed, 1, next_update=date(2026, 12, 9))
    tell(memory, named, renewed, anew, unnamed, after(unnamed, 1, next_update=None))
    assert list(memory.due_promises(date(2026, 11, 28))) == []
    assert list(memory.due_promises(date(2026, 11, 29))) == [named]
    assert list(memory.due_promises(date(2026, 12, 9))) == [named, anew]


def test_two_replies_of_one_moment_have_one_latest(memory: Memory) -> None:
    """Two agents who answer at once: the comment decides, and the same promise is the latest wherever it is asked."""
    mark(memory, MarkState.TOLD, 7)
    first, second = replace(TOLD, comment="comment 4711"), replace(TOLD, comment="comment 4712", window=NEW)
    tell(memory, second, first)
    assert memory.promises([7])[7][-1] == second
    assert list(memory.latest_promises()) == [second]


def test_customers_are_counted_by_the_window_they_were_told(memory: Memory, neighbour: Memory) -> None:
    """Each customer once for a window, however many tickets and replies; a ticket of nobody's is one customer."""
    tell(
        memory,
        TOLD,
        after(TOLD, 1),
        replace(TOLD, ticket_id=8),
        replace(TOLD, ticket_id=9, requester_id=32),
        after(TOLD, 2, window=None, accuracy=Accuracy.UNDATED),
        *(replace(TOLD, ticket_id=number, requester_id=None, window=NEW) for number in (7, 10, 11)),
        replace(TOLD, ticket_id=12, requester_id=33),
        replace(TOLD, sku="LAMP-3"),
    )
    tell(neighbour, TOLD)
    mark(memory, MarkState.TOLD, 7, 8, 9, 10)
    mark(memory, MarkState.DISMISSED, 12)
    assert set(memory.told_windows("WID-12")) == {ToldCount(OLD, 2, 1), ToldCount(NEW, 2, 0), ToldCount(None, 1, 0)}
    assert memory.told_windows("X") == ()


def test_replies_are_counted_by_what_they_were_worth(memory: Memory, neighbour: Memory) -> None:
    """By item and team, in a time; a reply that was edited counts once, by what it said first."""
    edited = replace(TOLD, window=NEW, at=NOON + timedelta(hours=1), accuracy=Accuracy.INVENTED)
    tell(memory, TOLD, edited, after(TOLD, 3), after(TOLD, 4, team=None, accuracy=Accuracy.STALE), BARE)
    tell(memory, replace(after(TOLD, 3), window=NEW, accuracy=Accuracy.INVENTED))  # edited within the same second
    tell(memory, after(TOLD, 48), after(TOLD, -1))
    tell(neighbour, TOLD)
    assert memory.consistency(NOON, NOON + timedelta(hours=48)) == (
        ConsistencyCount("WID-12", None, Accuracy.STALE, 1),
        ConsistencyCount("WID-12", BIG, Accuracy.CURRENT, 2),
        ConsistencyCount("蓝", None, Accuracy.UNDATED, 1),
    )


def test_teams_are_replaced_as_a_whole(memory: Memory, neighbour: Memory) -> None:
    """A group that is gone has no name any more; each account has its own."""
    memory.save_teams({1: "Support", BIG: "Équipe\0"})
    neighbour.save_teams({1: "Returns"})
    memory.save_teams({BIG: "Équipe"})
    assert (memory.teams(), neighbour.teams()) == ({BIG: "Équipe"}, {1: "Returns"})
    memory.save_teams({})
    assert memory.teams() == {}


def test_teams_without_a_name_are_known(memory: Memory, neighbour: Memory) -> None:
    """Those that made a promise and were never asked for; one that a helpdesk does not name was."""
    tell(memory, TOLD, after(TOLD, 1, team=5), after(TOLD, 2, team=5), after(TOLD, 3, team=None))
    neighbour.save_teams({5: "Returns"})
    assert memory.unnamed_teams() == {5, BIG}
    memory.save_teams({5: ""})
    assert memory.unnamed_teams() == {BIG}
    assert neighbour.unnamed_teams() == frozenset()


def test_a_customer_is_forgotten(memory: Memory, neighbour: Memory) -> None:
    """With the orders of their tickets, and what of these tickets nobody knows whose it is; nobody else's goes."""
    other = replace(TOLD, ticket_id=9, requester_id=32)
    for account in (memory, neighbour):
        account.record(
            {},
            said=Said((TOLD, BARE, other), (SWAP,), (replace(ORDER, requester_id=None), TicketOrder(9, "#2", 32))),
        )
    assert memory.said_with(31) == Erased(promises=2, choices=1, orders=1, tickets=(7,))
    assert memory.forget_customer(31) == Erased(promises=2, choices=1, orders=1, tickets=(7,))
    assert memory.forget_customer(31) == Erased()
    assert (memory.promises([7, 9]), memory.choices([7])) == ({9: (other,)}, {})
    assert memory.orders([7, 9]) == {9: ("#2",)}
    assert neighbour.promises([7]) == {7: (TOLD, BARE)}


DAMAGE = [
    "UPDATE promises SET accuracy = 'perfect'",
    "UPDATE promises SET kind = 'last'",
    "UPDATE promises SET \"window\" = 'soon'",
    "UPDATE promises SET next_update = 'tomorrow'",
    "UPDATE choices SET kind = 'sing'",
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_was_said_and_cannot_be_read_is_named(memory: Memory, url: str, damage: str) -> None:
    """A row that was changed by hand is a StateError that says whose it is, and quotes nothing."""
    memory.record({}, said=Said((TOLD,), (SWAP,)))
    database = connect(url)
    with database.write() as connection:
        connection.exec_driver_sql(damage)
    database.close()
    with pytest.raises(StateError, match="what was said on ticket 7 cannot be read"):
        (memory.promises([7]), memory.choices([7]))
