"""Ticket exports read line by line: JSON lines, pages of an incremental export, CSV; packed with gzip or not.

What a file is shows in its first bytes, not in its name. A line that is no ticket is yielded as ``Problem`` in its
place and reading goes on; memory is bounded by the longest line allowed.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.sandbox.bulk import BulkTicket
from zendesk_bridge.sandbox.importing_rows import NotATicket, page_rows, read

STDIN = Path("-")
_LONGEST_LINE = 32 * 1024 * 1024  # bytes
_GZIP = b"\x1f\x8b"
_HEADERS = {
    "ticket_id": "id", "title": "subject", "body": "description", "message": "description",
    "requester_email": "requester", "email": "requester", "created": "created_at", "updated": "updated_at",
}  # fmt: skip


def called(file: Path) -> str:
    """Return what people are told that a file is."""
    return "stdin" if file == STDIN else str(file)


def tickets(file: Path, now: int) -> Iterator[BulkTicket | Problem]:
    """Yield the tickets of a file in its order, and a ``Problem`` for every line that is none.

    ``now`` in Unix seconds stands in for missing times. Raises ``InvalidInput`` when the file cannot be read at all.
    """
    name = called(file)
    try:
        with _opened(file) as stream:
            yield from _by_kind(stream, name, now)
    except (OSError, EOFError, zlib.error) as exc:
        why = getattr(exc, "strerror", None) or exc
        raise InvalidInput([Problem(Place(name), f"cannot be read: {why}", "is the file whole?")]) from exc


@contextmanager
def _opened(file: Path) -> Iterator[io.BufferedReader]:
    """Open a file or standard input, unpacked when it is gzip."""
    with ExitStack() as undo:
        raw: Any = sys.stdin.buffer if file == STDIN else undo.enter_context(file.open("rb"))
        if raw.peek(2)[:2] == _GZIP:
            raw = io.BufferedReader(undo.enter_context(gzip.GzipFile(fileobj=raw)))
        yield raw


def _by_kind(stream: io.BufferedReader, name: str, now: int) -> Iterator[BulkTicket | Problem]:
    start = stream.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"[":
        problem = Problem(Place(name, 1), "is one JSON list, not an object a line", "jq -c '.[]' makes lines of it")
        raise InvalidInput([problem])
    if start == b"{":
        yield from _json_lines(stream, name, now)
    elif start:
        yield from _csv(stream, name, now)


def _json_lines(stream: IO[bytes], name: str, now: int) -> Iterator[BulkTicket | Problem]:
    for number, line in _lines(stream):
        if line is None:
            yield Problem(Place(name, number), f"is longer than {_LONGEST_LINE:,} bytes")
        elif line.strip():
            try:
                found = _parsed(line)
            except NotATicket as exc:
                yield Problem(Place(name, number), str(exc))
                continue
            for row in page_rows(found):
                yield _row(row, Place(name, number), now)


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Yield lines with their numbers from 1; None for one that is too long to hold."""
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        whole = len(line) < _LONGEST_LINE or line.endswith(b"\n")
        while not whole:
            rest = stream.readline(_LONGEST_LINE)
            whole = not rest or rest.endswith(b"\n")
            line = b""
        yield number, line or None


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        raise NotATicket("is not UTF-8") from exc
    except json.JSONDecodeError as exc:
        raise NotATicket(f"is not JSON: {exc.msg} at column {exc.colno}") from exc
    except (RecursionError, ValueError) as exc:
        raise NotATicket("is JSON that nobody can read: too deep, or a number too long") from exc


def _row(found: Any, place: Place, now: int) -> BulkTicket | Problem:
    try:
        return read(found, now)
    except NotATicket as exc:
        return Problem(place, str(exc))


def _csv(stream: IO[bytes], name: str, now: int) -> Iterator[BulkTicket | Problem]:
    with io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="") as text:
        head = text.readline(_LONGEST_LINE)
        delimiter = max(",;\t", key=head.count)
        names = [_header(column) for column in next(csv.reader([head], delimiter=delimiter), [])]
        if not {"subject", "description"} & set(names):
            problem = Problem(
                Place(name, 1),
                "is neither JSON lines nor CSV with a header",
                "a header has subject or description, and may have id, requester, status, tags, created_at",
            )
            raise InvalidInput([problem])
        reader = csv.reader(iter(lambda: text.readline(_LONGEST_LINE), ""), delimiter=delimiter)
        while True:
            place = Place(name, reader.line_num + 2)
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as exc:
                yield Problem(place, f"is not CSV: {exc}")
                continue
            if len(cells) > len(names):
                yield Problem(place, f"has {len(cells)} cells, the header {len(names)}")
            elif any(cells):
                yield _row({key: cell for key, cell in zip(names, cells, strict=False) if cell}, place, now)


def _header(column: str) -> str:
    name = column.strip().lower().replace(" ", "_")
    return _HEADERS.get(name, name)
