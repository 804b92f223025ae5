"""Rows of a large file, one at a time: JSON lines, a JSON list, CSV; packed with gzip or not.

What a file is shows in its first bytes, where its caller does not know. A row that cannot be read is yielded as a
Problem in its place, and reading goes on; memory is bounded by the longest line allowed, but for a JSON list, which is
read whole.
"""

from __future__ import annotations

import csv
import errno
import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from zendesk_bridge.core.errors import InvalidInput, Place, Problem

Form = Literal["csv", "json", "jsonl"]

STDIN = Path("-")
LONGEST_LINE = 32 * 1024 * 1024
LARGEST_LIST = 512 * 1024 * 1024
"""A JSON list is read whole: beyond this many bytes it has to come as JSON lines."""

_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"
_UNFINISHED = (b"{", b"[", b",", b":")
_DELIMITERS = ",;\t"
_WRAPPERS = frozenset({"tickets", "products", "items", "data", "results"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it came: the bytes of a JSON line still to be read, or a dict. ``line`` counts from 1."""

    line: int
    raw: bytes | dict[str, Any] = field(repr=False)


@contextmanager
def opened(file: Path) -> Iterator[io.BufferedReader]:
    """Open a file or standard input, unpacked when it is gzip; raises InvalidInput when it cannot be read."""
    with ExitStack() as undo:
        with _readable(called(file)):
            raw: Any = _stdin() if file == STDIN else undo.enter_context(file.open("rb"))
            stream = unpacked(raw)
        yield stream


def _stdin() -> IO[bytes]:
    if sys.stdin is None:  # who started us closed it
        raise OSError(errno.EBADF, "it is closed")
    return sys.stdin.buffer


def called(file: Path) -> str:
    """Return what people are told that a file is."""
    return "stdin" if file == STDIN else str(file)


def unpacked(stream: Any) -> io.BufferedReader:
    """Return the stream with gzip taken off, if there is any."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)
    if buffered.peek(2)[:2] != _GZIP:
        return buffered
    return io.BufferedReader(gzip.GzipFile(fileobj=buffered))


def rows(stream: io.BufferedReader, name: str, form: Form | None = None) -> Iterator[Row | Problem]:
    """Yield the rows of a stream; ``form`` says how it is written, its first bytes do if it is None.

    Raises InvalidInput when it cannot be read any further.
    """
    with _readable(name):
        start = stream.peek(64).removeprefix(_MARK).lstrip()[:1]
        if not start:
            return
        if form == "json" or (form is None and start == b"["):
            yield from _json_list(stream, name)
        elif form == "jsonl" or (form is None and start == b"{"):
            yield from _json_lines(stream, name)
        else:
            yield from _csv(stream, name)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turn whatever the system or gzip has against a file into InvalidInput."""
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None)  # gzip's errors have none
        fix = "" if why else "is the file whole?"
        raise InvalidInput([Problem(Place(name), f"cannot be read: {str(why or error).lower()}", fix)]) from error


def parsed(row: Row, name: str) -> dict[str, Any] | Problem:
    """Return what a row says, or why nobody can read it."""
    if isinstance(row.raw, dict):
        return row.raw
    place = Place(name, row.line)
    try:
        found = json.loads(row.raw.removeprefix(_MARK))
    except UnicodeDecodeError:
        return Problem(place, "is not UTF-8")
    except json.JSONDecodeError as error:
        return Problem(place, f"is not JSON: {error.msg} at column {error.colno}")
    except (RecursionError, ValueError):
        return Problem(place, "is JSON that nobody can read: too deep, or a number too long")
    return found if isinstance(found, dict) else Problem(place, "is JSON, but no object")


# --- JSON ---------------------------------------------------------------------------------------------------


def _json_lines(stream: IO[bytes], name: str) -> Iterator[Row | Problem]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            _skip_line(stream)
            yield Problem(Place(name, number), f"is longer than {LONGEST_LINE:,} bytes")
        elif number == 1 and line.rstrip().endswith(_UNFINISHED):  # one object over many lines
            yield from _json_list(stream, name, before=line)
        elif not line.isspace():
            yield Row(number, line)


def _skip_line(stream: IO[bytes]) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _json_list(stream: IO[bytes], name: str, before: bytes = b"") -> Iterator[Row | Problem]:
    """Yield the objects of one JSON text: a list, or an object that holds one under a name such as ``tickets``."""
    whole = before + stream.read(LARGEST_LIST + 1)
    if len(whole) > LARGEST_LIST:
        problem = Problem(
            Place(name), f"is one JSON text of more than {LARGEST_LIST:,} bytes", "write one object a line"
        )
        raise InvalidInput([problem])
    try:
        found = json.loads(whole.removeprefix(_MARK))
    except (ValueError, RecursionError) as error:
        line, why = getattr(error, "lineno", 0), getattr(error, "msg", "it cannot be read")
        raise InvalidInput([Problem(Place(name, line), f"is not JSON: {why}")]) from None
    for number, item in enumerate(listed(found), start=1):
        if isinstance(item, dict):
            yield Row(number, item)
        else:
            yield Problem(Place(name, number), "is no object")


def listed(found: Any) -> list[Any]:
    """Return the rows that this JSON holds: itself, or those of a page."""
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        for key in _WRAPPERS & found.keys():
            if isinstance(found[key], list):
                return list(found[key])
    return [found]


# --- CSV ----------------------------------------------------------------------------------------------------


def _csv(stream: IO[bytes], name: str) -> Iterator[Row | Problem]:
    """Yield each line of a table as header -> cell; a quoted cell may hold line breaks."""
    with io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="") as text:
        yield from _table(text, name)


def _table(text: io.TextIOWrapper, name: str) -> Iterator[Row | Problem]:
    head = text.readline(LONGEST_LINE)
    before = 1
    if head.lower().startswith("sep="):  # with which Excel is told the separator
        head = text.readline(LONGEST_LINE)
        before = 2
    delimiter = max(_DELIMITERS, key=head.count)
    names = [cell.strip() for cell in next(csv.reader([head], delimiter=delimiter), [])]
    if len(set(names)) < len(names):
        twice = next(cell for index, cell in enumerate(names) if cell in names[:index])
        raise InvalidInput([Problem(Place(name, before), f"the column '{twice}' is there twice")])
    reader = csv.reader(iter(lambda: text.readline(LONGEST_LINE), ""), delimiter=delimiter)
    while True:
        line = reader.line_num + before + 1
        try:
            cells = _cells(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(Place(name, line), f"is not CSV: {error}")
            continue
        if any(cells[len(names) :]):
            yield Problem(Place(name, line), f"has {len(cells)} cells, and the header {len(names)}")
        elif any(cells):
            yield Row(line, dict(zip(names, cells, strict=False)))


def _cells(reader: Iterator[list[str]]) -> list[str]:
    """Return the next row with its cells as long as they are: the limit of the csv module is for everybody else."""
    usual = csv.field_size_limit(LONGEST_LINE)
    try:
        return next(reader)
    finally:
        csv.field_size_limit(usual)
