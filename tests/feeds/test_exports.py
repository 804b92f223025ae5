from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.model import Words
from zendesk_bridge.feeds import exports
from zendesk_bridge.feeds.rows import LONGEST_LINE, Row, Rows, opened

ZENDESK = {
    "id": 7,
    "subject": "Order",
    "raw_subject": "My order",
    "description": "Where is it?",
    "requester_id": 1,
    "submitter_id": 1,
    "comments": [
        {"id": 11, "author_id": 1, "public": True, "body": "Where is it?\n"},
        {"id": 12, "author_id": 2, "public": True, "body": "WID-12 is late"},
        {"id": 13, "author_id": 1, "public": False, "body": "a note"},
        {"id": 14, "author_id": 1, "public": True, "html_body": "<p>Still here</p>", "plain_body": "Still here"},
        {"id": 15, "author_id": 1, "public": True, "html_body": "<p>Hello</p>"},
        {"author_id": 1, "body": "Again"},
        {"author_id": -1, "body": "Zendesk itself"},
        "nonsense",
    ],
}
FRESHDESK = {
    "id": 8,
    "subject": "Lamp",
    "description": "<p>Where</p>",
    "description_text": "Where",
    "source": 1,
    "conversations": [
        {"id": 21, "incoming": True, "private": False, "body": "<p>Hi</p>", "body_text": "Hi"},
        {"id": 22, "incoming": False, "private": False, "body_text": "An agent"},
        {"id": 23, "incoming": True, "private": True, "body_text": "A note"},
        {"id": 24, "incoming": True, "private": False, "body": "<p>Bare</p>"},
    ],
}


def read(data: bytes) -> list[Any]:
    """Return the tickets in these bytes as (id, words), problems as (line, text)."""
    found: list[Any] = []
    for row in Rows(io.BufferedReader(io.BytesIO(data)), "t"):
        if isinstance(row, Problem):
            found.append((row.place.line, row.message))
            continue
        found += [
            (item.place.line, item.message) if isinstance(item, Problem) else (item.id, words(item.words))
            for item in exports.tickets(row, "t")
        ]
    return found


def words(parts: tuple[Words, ...]) -> list[tuple[str, str]]:
    """Return words as pairs; HTML is marked."""
    return [(part.part + (" html" if part.html else ""), part.text) for part in parts]


def one(ticket: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the words of one ticket."""
    ((_, found),) = read(json.dumps(ticket).encode())
    return list(found)


def test_zendesk_export() -> None:
    """Of a Zendesk ticket count subject, description and the requester's public comments, each once."""
    assert one(ZENDESK) == [
        ("subject", "My order"),
        ("description", "Where is it?"),
        ("comment 14", "Still here"),
        ("comment 15 html", "<p>Hello</p>"),
        ("comment 6", "Again"),
    ]


def test_a_ticket_that_an_agent_opened() -> None:
    """What an agent wrote in a customer's name is not the customer's."""
    assert one(ZENDESK | {"submitter_id": 2})[0] == ("comment 14", "Still here")
    assert one(FRESHDESK | {"source": 10})[0] == ("comment 21", "Hi")


def test_freshdesk_export() -> None:
    """Of a Freshdesk ticket count subject, description and what came in, plain text before HTML."""
    assert one(FRESHDESK) == [
        ("subject", "Lamp"),
        ("description", "Where"),
        ("comment 21", "Hi"),
        ("comment 24 html", "<p>Bare</p>"),
    ]
    bare = {key: value for key, value in FRESHDESK.items() if key != "description_text"}
    assert one(bare)[1] == ("description html", "<p>Where</p>")


def test_names_of_attached_files() -> None:
    """The names of a customer's files count, those of an agent's do not."""
    files = [{"file_name": "WID-12.jpg"}, {"id": 3}, 7]
    comments = [{"author_id": author, "body": "see", "attachments": files} for author in (1, 2)]
    assert one(ZENDESK | {"comments": comments})[2:] == [("comment 1", "see"), ("attachment", "WID-12.jpg")]
    assert one(FRESHDESK | {"attachments": [{"name": "a.pdf"}]})[2] == ("attachment", "a.pdf")


SIMPLE = (1, [("subject", "S"), ("description", "D")])


@pytest.mark.parametrize(
    "data",
    [
        b'{"id": 1, "subject": "S", "description": "D"}',
        b'\xef\xbb\xbf{"id": "1", "subject": "S", "body": "D"}\n\n',
        b'[{"ticket_id": 1, "subject": "S", "description": "D"}]',
        b'{"tickets": [{"id": 1, "subject": "S", "description": "D"}], "next_page": null}',
        b'{\n"tickets": [\n{"id": 1, "subject": "S", "description": "D"}]}',
        b'  {"id": 1, "title": "S", "text": "D", "description": null}',
        b"id,subject,description\n1,S,D\n",
        b"Ticket ID;Subject;Description\r\n1;S;D\r\n",
        b"sep=\t\nTicket\tsubject\tmessage\n1\tS\tD",
    ],
)
def test_simple_shapes(data: bytes) -> None:
    """JSON lines, a list, a page and a table say the same."""
    assert read(data) == [SIMPLE]


def test_a_table_keeps_line_breaks_and_long_cells() -> None:
    """A quoted cell may hold many lines and a megabyte; the next ticket is in its right place."""
    long = "word " * 300_000
    data = f'id,description\n1,"two\nlines"\n2,"{long}"\n3,ok,extra\n4,fine\n'.encode()
    assert read(data) == [
        (1, [("description", "two\nlines")]),
        (2, [("description", long)]),
        (5, "the row has 3 cells, and the header 2"),
        (4, [("description", "fine")]),
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{nope", "is not JSON: Expecting property name"),
        (b"17", "is JSON, but no object"),
        (b'{"id": 5}', "is no ticket: it has neither subject nor description"),
        (b'{"tickets": [5]}', "is no ticket"),
        (b'{"subject": "\xff"}', "is not UTF-8"),
        (b'{"a": ' + b"[" * 200_000, "nobody can read"),
    ],
)
def test_bad_lines_do_not_stop_the_others(line: bytes, says: str) -> None:
    """A line that is no ticket is named with its number, and reading goes on."""
    good = b'{"id": 1, "subject": "S", "description": "D"}\n'
    first, (number, message), last = read(good + line + b"\n" + good)
    assert (first, last, number) == (SIMPLE, SIMPLE, 2)
    assert says in message


def test_a_line_without_end() -> None:
    """A line beyond all bounds is left out without being held."""
    data = b'{"id": 1, "subject": "' + b"x" * LONGEST_LINE + b'"}\n{"id": 1, "subject": "S", "description": "D"}'
    assert read(data) == [(1, f"is longer than {LONGEST_LINE:,} bytes"), SIMPLE]


@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1, "subject": "S"}{"id": 2, "subject": "S"}',
        '{"id": 1, "subject": "S"} {"id": 2, "subject": "S"}\n',
        '{"id": 1, "subject": "S"},\n{"id": 2, "subject": "S"},\n',
        '{"id": 1,\n"subject": "S"}\n{"id": 2,\n"subject": "S"}\n',
        '\n\n {"id": 1,\n"subject": "S"\n}\n\n{\n"id": 2, "subject": "S"}',
        '{"tickets": [{"id": 1, "subject": "S"}]}{"tickets": [{"id": 2, "subject": "S"}]}',
        '[{"id": 1, "subject": "S"}]\n[{"id": 2, "subject": "S"}]\n',
    ],
)
def test_json_one_after_another(text: str) -> None:
    """Objects, lists and pages that only follow one another, as tools print them, are read like a list of them all."""
    assert [number for number, _ in read(text.encode())] == [1, 2]


def test_lone_surrogates_and_zeros_pass() -> None:
    """What JSON can say and nobody can print is read."""
    assert read(rb'{"id": 1, "subject": "\ud800 \u0000", "description": ""}') == [(1, [("subject", "\ud800 \x00")])]


@pytest.mark.parametrize(("number", "said"), [('"A-7"', "A-7"), ("true", 1), ("null", 1), ('""', 1), ("[]", 1)])
def test_ids(number: str, said: int | str) -> None:
    """An id that is no number stays as it is; a ticket without one goes by its line."""
    ((found, _),) = read(f'{{"id": {number}, "subject": "S"}}'.encode())
    assert found == said


def test_gzip_and_a_broken_one(tmp_path: Path) -> None:
    """A packed file is read to where it breaks, and then said to be broken."""
    data = gzip.compress(b'{"id": 1, "subject": "S", "description": "D"}\n' * 5000)
    (tmp_path / "t.gz").write_bytes(data)
    with opened(tmp_path / "t.gz") as stream:
        assert sum(isinstance(row, Row) for row in Rows(stream, "t")) == 5000
    (tmp_path / "t.gz").write_bytes(data[:-20])
    with (
        opened(tmp_path / "t.gz") as stream,
        pytest.raises(InvalidInput, match=r"t: cannot be read: .*is the file whole"),
    ):
        list(Rows(stream, "t"))
