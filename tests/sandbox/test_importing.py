import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.sandbox import Filling, Sandbox, importing
from zendesk_bridge.sandbox.records import TicketQuery

EXPORTED = {
    "id": 4711, "raw_subject": "Kettle?", "subject": "Kettle?", "description": "Where is it?", "status": "open",
    "requester_id": 88, "tags": ["VIP", "web"], "priority": "high", "type": "question",
    "via": {"channel": "web"}, "custom_fields": [{"id": 5, "value": "x"}, {"id": 6, "value": None}],
    "created_at": "2026-10-01T10:00:00Z", "updated_at": "2026-10-02T10:00:00Z", "generated_timestamp": 1790935300,
}  # fmt: skip
SIMPLE = {"id": 7, "subject": "Lamp", "description": "No lamp.", "requester": "ana@example.com"}


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., SimpleNamespace]:
    """Return a loader of bytes: what was said, and the tickets that came of it."""

    def loaded(content: bytes, name: str = "export.jsonl") -> SimpleNamespace:
        file, said = tmp_path / name, []
        file.write_bytes(content)
        filling = Filling(files=(file,), say=said.append)
        with Sandbox(data=tmp_path / "box.db", seed=None, faces=("zendesk",), filling=filling) as box:
            found = box.store.tickets(TicketQuery(limit=1000))
            people = {user.id: user for user in box.store.users(("end-user",), limit=1000)}
            comments = {ticket.id: box.store.comments(ticket.id) for ticket in found}
        return SimpleNamespace(said=said, tickets=found, people=people, comments=comments, file=file)

    return loaded


def lines(*rows: Any) -> bytes:
    """Return rows as JSON lines."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_rows_of_an_incremental_export_keep_what_the_helpdesk_knew(load: Callable[..., SimpleNamespace]) -> None:
    """Id, times, status, tags, fields and channel stay; a requester known by number gets a made-up address."""
    (ticket,) = (found := load(lines(EXPORTED))).tickets
    assert (ticket.id, ticket.subject, ticket.status, ticket.tags) == (4711, "Kettle?", "open", ("vip", "web"))
    assert (ticket.priority, ticket.type, ticket.channel, ticket.zendesk_fields) == (
        "high",
        "question",
        "web",
        {"5": "x"},
    )
    assert [ticket.created_at.day, ticket.updated_at.day, int(ticket.touched_at.timestamp())] == [1, 2, 1790935300]
    assert found.people[ticket.requester_id].email == "customer-88@example.com"
    assert found.said[-1].endswith("1 tickets read; 0 lines were no tickets.")


def test_a_whole_answer_of_the_export_is_its_tickets(load: Callable[..., SimpleNamespace]) -> None:
    """A line with tickets and users beside them gives each ticket its person; deleted rows are deleted."""
    user = {"id": 88, "name": "Ana Bell", "email": "ana@example.com", "locale": "de"}
    found = load(lines({"tickets": [EXPORTED, {**EXPORTED, "id": 9, "status": "deleted"}], "users": [user]}))
    assert [(ticket.id, ticket.deleted) for ticket in found.tickets] == [(9, True), (4711, False)]
    (person,) = found.people.values()
    assert (person.name, person.email, person.locale) == ("Ana Bell", "ana@example.com", "de")


def test_the_last_of_several_rows_with_one_id_wins(load: Callable[..., SimpleNamespace]) -> None:
    """Exports repeat ids: the ticket is there once, as its last row says, and the repetition is told."""
    found = load(lines(SIMPLE, SIMPLE | {"id": 8}, SIMPLE | {"subject": "Lamp, again"}))
    assert [(ticket.id, ticket.subject) for ticket in found.tickets] == [(7, "Lamp, again"), (8, "Lamp")]
    assert len(found.comments[7]) == 1
    assert "1 of them replaced one of the same id" in found.said[-1]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_with_a_header_whatever_its_sign(load: Callable[..., SimpleNamespace], sign: str, pack: Any) -> None:
    """Columns are found by name, cells may hold line breaks, gzip is seen by its first bytes."""
    text = sign.join(("Id", "Title", "Message", "Requester email", "Tags", "Created at")) + "\r\n"
    text += sign.join(("#12", "Größe", '"Line one\nline two"', "Ana <ana@example.com>", '"a b"', "2026-10-01 10:00:00"))
    found = load(pack(("\ufeff" + text + "\r\n").encode()), "export.csv")
    (ticket,) = found.tickets
    assert (ticket.id, ticket.subject, ticket.tags) == (12, "Größe", ("a", "b"))
    assert ticket.description_text == "Line one\nline two"
    assert [(who.name, who.email) for who in found.people.values()] == [("Ana", "ana@example.com")]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{nonsense", "is not JSON: Expecting property name enclosed in double quotes at column 2"),
        (b"7", "is not an object"),
        (b'{"id": 1, "subject": " "}', "has neither subject nor description"),
        (b'{"subject": 7}', "subject is not text"),
        (b'{"id": "T-1", "subject": "x"}', "id is not a positive number"),
        (b'{"id": true, "subject": "x"}', "id is not a positive number"),
        (b'{"id": 99999999999999999999, "subject": "x"}', "id is not a positive number"),
        (b'{"subject": "x", "status": "odd"}', "status is none of"),
        (b'{"subject": "x", "tags": [1]}', "tags is neither a list of text nor text"),
        (b'{"subject": "x", "created_at": "soon"}', "created_at is not a time"),
        (b'{"subject": "x", "created_at": -1}', "created_at is out of range"),
        (b'{"subject": "\\ud800"}', "holds text that is not UTF-8"),
        (b'{"subject": "\xff"}', "is not UTF-8"),
        (b"[" * 100_000, "is JSON that nobody can read"),
    ],
)
def test_a_bad_line_is_named_and_left_out(load: Callable[..., SimpleNamespace], bad: bytes, why: str) -> None:
    """Its file, line and fault are said; what stands before and behind it is loaded."""
    found = load(lines(SIMPLE) + bad + b"\n" + lines(SIMPLE | {"id": 8}))
    assert [ticket.id for ticket in found.tickets] == [7, 8]
    assert found.said[0].startswith(f"{found.file}:2: {why}")
    assert "1 lines were no tickets" in found.said[-1]


def test_bad_lines_of_a_csv_are_named_by_where_they_begin(load: Callable[..., SimpleNamespace]) -> None:
    """Line breaks in cells count as lines; too many cells, bytes that are not UTF-8 and huge cells do not stop it."""
    content = b'id,subject\n1,"a\nb"\n2,x,y\n3,\xff\n4,' + b"z" * 200_000 + b"\n5,last\n"
    found = load(content, "export.csv")
    assert [ticket.id for ticket in found.tickets] == [1, 5]
    assert [said.removeprefix(f"{found.file}:")[:14] for said in found.said[:3]] == [
        "4: has 3 cells", "5: holds text ", "6: is not CSV:",
    ]  # fmt: skip


def test_many_bad_lines_are_counted_not_listed(load: Callable[..., SimpleNamespace]) -> None:
    """Twenty are named."""
    found = load(b'{"x": 1}\n' * 30)
    assert len([said for said in found.said if "has neither" in said]) == 20
    assert "30 lines were no tickets, the first 20 named above" in found.said[-1]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[{}]", "is one JSON list, not an object a line"),
        (b"name,color\na,b\n", "is neither JSON lines nor CSV with a header"),
        (gzip.compress(lines(SIMPLE) * 9, mtime=0)[:-12], "cannot be read"),
    ],
)
def test_a_file_of_another_kind_is_refused(load: Callable[..., SimpleNamespace], content: bytes, why: str) -> None:
    """A list, a table of something else and a broken archive are told with what to do."""
    with pytest.raises(InvalidInput, match=why):
        load(content)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The message names it."""
    file = tmp_path / "nowhere.jsonl"
    with pytest.raises(InvalidInput, match=r"nowhere\.jsonl: cannot be read"):
        Sandbox(seed=None, filling=Filling(files=(file,))).__enter__()


def test_conversations_come_along(load: Callable[..., SimpleNamespace]) -> None:
    """Comments of an export follow the description, which is not written twice."""
    first = {"author_id": 88, "body": "Where is it?", "created_at": "2026-10-01T10:00:00Z"}
    answer = {"author_id": 5, "body": "Soon.", "public": False, "created_at": "2026-10-03T10:00:00Z"}
    found = load(lines(EXPORTED | {"comments": [first, answer]}))
    told = [(comment.text, comment.public, comment.author_id in found.people) for comment in found.comments[4711]]
    assert told == [("Where is it?", True, True), ("Soon.", False, False)]
    assert found.tickets[0].updated_at.day == 3


def test_the_same_file_is_loaded_once(load: Callable[..., SimpleNamespace]) -> None:
    """The same command over the same data file adds nothing; tickets without ids would be there twice."""
    content = lines({"subject": "No id"})
    first, second = load(content), None
    stat = first.file.stat()
    filling = Filling(files=(first.file,), say=(said := []).append)
    with Sandbox(data=first.file.parent / "box.db", seed=None, faces=("zendesk",), filling=filling) as box:
        second = box.store.tickets(TicketQuery())
    assert first.file.stat() == stat
    assert (len(first.tickets), len(second)) == (1, 1)
    assert said == [f"{first.file}: loaded before, nothing to do."]


def test_new_tickets_get_numbers_above_imported_ones(tmp_path: Path) -> None:
    """Rows without an id come behind the highest one, and so do tickets that are written later."""
    file = tmp_path / "export.jsonl"
    file.write_bytes(lines(SIMPLE | {"id": 900}, {"subject": "No id"}))
    with Sandbox(seed=None, faces=("zendesk",), filling=Filling(files=(file,))) as box:
        assert [ticket.id for ticket in box.store.tickets(TicketQuery())] == [900, 901]
        assert box.store.next_id("ticket") == 902


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads what is piped in."""
    piped = SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(lines(SIMPLE))))
    monkeypatch.setattr(sys, "stdin", piped)
    with Sandbox(seed=None, faces=("zendesk",), filling=Filling(files=(Path("-"),))) as box:
        assert [ticket.subject for ticket in box.store.tickets(TicketQuery())] == ["Lamp"]


def test_a_line_without_end_is_not_held_in_memory(
    load: Callable[..., SimpleNamespace], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line beyond the limit is named, and the next one loaded."""
    monkeypatch.setattr(importing, "_LONGEST_LINE", 1000)
    found = load(lines(SIMPLE) + b'{"subject": "' + b"x" * 5000 + b'"}\n' + lines(SIMPLE | {"id": 8}))
    assert [ticket.id for ticket in found.tickets] == [7, 8]
    assert "export.jsonl:2: is longer than 1,000 bytes" in found.said[0]
