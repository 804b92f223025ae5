import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from zendesk_bridge.sandbox.records import NewComment, NewTicket, TicketQuery, TicketWrite
from zendesk_bridge.sandbox.store import Missing, Store, WriteConflict

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Hands:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        """Return the time that was set last."""
        return self.time


@pytest.fixture
def clock() -> Hands:
    """Noon, until a test says otherwise."""
    return Hands()


@pytest.fixture
def store(tmp_path: Path, clock: Hands) -> Iterator[Store]:
    """An empty store."""
    found = Store(tmp_path / "store.db", clock)
    yield found
    found.close()


def new_ticket(store: Store, **more: object) -> int:
    """Create a ticket, return its id."""
    person = store.add_user("Ana B", "ana@example.com")
    return store.add_ticket(NewTicket("Hello", person.id, text="Where\n\nis <it>?", **more)).id


def test_a_ticket_is_created_with_its_first_comment_and_audit(store: Store) -> None:
    """The description is HTML and text, the first comment, and part of the first audit."""
    number = new_ticket(store, tags=("b", "a", "b"))
    ticket = store.ticket(number)
    assert ticket is not None
    assert ticket.description_html == "<p>Where</p><p>is &lt;it&gt;?</p>"
    assert ticket.tags == ("a", "b")
    assert [(comment.first, comment.text) for comment in store.comments(number)] == [(True, "Where\n\nis <it>?")]
    assert store.last_audit(number).children[0]["type"] == "Comment"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"add_tags": ["c"]}, ("a", "b", "c")),
        ({"remove_tags": ["a"]}, ("b",)),
        ({"tags": ["x"]}, ("x",)),
        ({"status": "open"}, ("a", "b")),
    ],
)
def test_a_change_keeps_what_it_does_not_name(
    store: Store, values: dict[str, object], expected: tuple[str, ...]
) -> None:
    """Tags are added, removed or replaced; everything else survives."""
    number = new_ticket(store, tags=("a", "b"), zendesk_fields={"1": "x"})
    changed = store.update_ticket(number, TicketWrite(1, values | {"zendesk_fields": {"2": "y"}}))
    assert changed.tags == expected
    assert changed.zendesk_fields == {"1": "x", "2": "y"}


def test_a_change_moves_time_and_sequence_and_an_empty_one_does_not(store: Store, clock: Hands) -> None:
    """Every real write gets a higher sequence number; writing what is there already writes nothing."""
    number = new_ticket(store, tags=("a",))
    clock.time += timedelta(seconds=90, microseconds=7)
    same = store.update_ticket(number, TicketWrite(1, {"add_tags": ["a"]}))
    assert (same.updated_at, len(store.audits(number))) == (NOON, 1)
    changed = store.update_ticket(number, TicketWrite(1, {"add_tags": ["z"]}))
    assert changed.updated_at == NOON + timedelta(seconds=90)
    assert changed.seq > same.seq
    touched = store.touch_ticket(number)
    assert (touched.updated_at, touched.seq > changed.seq) == (changed.updated_at, True)


def test_a_conditional_write_refuses_a_stale_stamp(store: Store, clock: Hands) -> None:
    """The second of two writers that read the same version is told."""
    number = new_ticket(store)
    clock.time += timedelta(seconds=5)
    store.update_ticket(number, TicketWrite(1, {"status": "open"}, only_if_updated_at=NOON))
    with pytest.raises(WriteConflict):
        store.update_ticket(number, TicketWrite(1, {"status": "solved"}, only_if_updated_at=NOON))
    with pytest.raises(Missing):
        store.update_ticket(999, TicketWrite(1, {}))


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    """What was written before the failure is gone, ids included."""
    person = store.add_user("Bo", "bo@example.com")
    with pytest.raises(TypeError), store.writing():
        store.add_ticket(NewTicket("Hello", person.id, text="x", metadata={"not": NOON}))
    assert store.count_tickets(TicketQuery()) == 0
    assert store.tickets(TicketQuery()) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (TicketQuery(), [1, 2, 3]),
        (TicketQuery(descending=True, limit=2), [3, 2]),
        (TicketQuery(after=1, limit=1), [2]),
        (TicketQuery(descending=True, after=3), [2, 1]),
        (TicketQuery(offset=1), [2, 3]),
        (TicketQuery(order_by="seq"), [2, 3, 1]),
        (TicketQuery(order_by="updated_at", descending=True), [1, 3, 2]),
        (TicketQuery(updated_since=NOON + timedelta(seconds=1)), [1]),
        (TicketQuery(touched_until=NOON), [2, 3]),
        (TicketQuery(statuses=("open", "hold")), [1]),
        (TicketQuery(spam=True), [3]),
        (TicketQuery(spam=False, deleted=False), [1, 2]),
    ],
)
def test_tickets_are_listed_as_the_query_says(
    store: Store, clock: Hands, query: TicketQuery, expected: list[int]
) -> None:
    """Filters, orders and both kinds of paging."""
    for spam in (False, False, True):
        new_ticket(store, spam=spam)
    clock.time += timedelta(seconds=10)
    store.update_ticket(1, TicketWrite(1, {"status": "open"}))
    assert [ticket.id for ticket in store.tickets(query)] == expected


def test_comments_go_on_behind_an_id_in_both_directions(store: Store) -> None:
    """Paging by id works oldest first and newest first."""
    number = new_ticket(store)
    for word in ("one", "two"):
        store.add_comment(number, NewComment(html=f"<p>{word}</p>", public=False), 7)
    first, one, two = store.comments(number)
    assert (one.text, one.public, one.author_id) == ("one", False, 7)
    assert store.comments(number, after=first.id, limit=1) == [one]
    assert store.comments(number, after=two.id, descending=True, limit=1) == [one]


def test_events_are_read_by_time(store: Store, clock: Hands) -> None:
    """Both ends of the span are inclusive."""
    number = new_ticket(store)
    clock.time += timedelta(seconds=10)
    store.update_ticket(number, TicketWrite(9, {"status": "open"}))
    assert [audit.author_id for audit in store.events_since(clock.time, clock.time)] == [9]
    assert len(store.events_since(NOON, clock.time)) == 2


def test_documents_keep_numbers_and_text_apart(store: Store) -> None:
    """The ids 7 and '7' are two documents, and lists are in order."""
    for key in (9, 7, "7"):
        store.put("thing", key, {"key": str(key)})
    assert [document.id for document in store.documents("thing")] == [7, 9, "7"]
    assert [document.id for document in store.documents("thing", after=7, limit=1)] == [9]
    assert (store.remove("thing", 7), store.remove("thing", 7)) == (True, False)
    assert store.document("thing", "7") is not None


def test_writers_in_several_threads_and_stores_lose_nothing(tmp_path: Path, clock: Hands) -> None:
    """Two stores on one file, as two processes have, and four threads each get their own ids."""
    stores = [Store(tmp_path / "shared.db", clock) for _ in range(2)]
    threads = [threading.Thread(target=lambda s=store: [new_ticket(s) for _ in range(10)]) for store in stores * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stores[0].count_tickets(TicketQuery()) == 40
    assert len({ticket.seq for ticket in stores[1].tickets(TicketQuery())}) == 40
    for store in stores:
        store.close()
