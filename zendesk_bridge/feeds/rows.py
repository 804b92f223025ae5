"""Rows of a file, one at a time: a table, JSON lines, a JSON list, a YAML list; packed with gzip or not.

What a file is shows in its first bytes, where its caller does not know. A row that cannot be read is yielded as a
Problem in its place, and reading goes on; memory is bounded by the longest line allowed, but for a list, which is read
whole.
"""

from __future__ import annotations

import errno
import gzip
import io
import json
import re
import sys
import zlib
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from zendesk_bridge.core import document
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.feeds.disk import beside
from zendesk_bridge.feeds.tabular import Table, TableLimits

Form = Literal["csv", "json", "jsonl", "yaml"]

STDIN = Path("-")
LONGEST_LINE = 32 * 1024 * 1024  # bytes
LARGEST_LIST = 512 * 1024 * 1024
"""A JSON list is read whole: beyond this many bytes it has to come as JSON lines."""

LARGEST_YAML = 50_000_000
"""Bytes that a YAML list may have."""

_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"
_GLUED = re.compile(rb"\}[ \t]*\{")  # one object behind another in one line
_SIGN = re.compile(r"[^ \t\r\n,]")  # commas, too, as if the brackets around a list had been lost
_UNFINISHED = (b"{", b"[", b",", b":")
LARGEST_UNPACKED = 8_000_000_000
"""Bytes that a packed file may have when it is unpacked."""

_LOOKED_AT = 4096  # bytes that tell what a file is
_OF_TICKETS = TableLimits(cell=LONGEST_LINE, lines=20_000)
"""A mail may be long."""

_OF_PRODUCTS = TableLimits(cell=LONGEST_LINE, lines=200)
_WRAPPERS = frozenset({"tickets", "products", "items", "data", "results", "orders", "backorders", "value"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it came: the bytes of a JSON line still to be read, or a dict. ``line`` counts from 1."""

    line: int
    raw: bytes | dict[str, Any] = field(repr=False)


class Rows:
    """The rows of a stream, one at a time; ``table`` is the table that they stand in, None for lists and lines.

    ``form`` says how products are written; where it is None, rows are tickets, and the first bytes say it. ``titles``
    are columns that a table must have (see :class:`Table`).

    Raises:
        InvalidInput: it cannot be read any further.

    """

    def __init__(
        self, stream: io.BufferedReader, name: str, form: Form | None = None, titles: Collection[str] = ()
    ) -> None:
        self._name = name
        self._titles = titles
        self.table: Table | None = None
        with readable(name):
            self._found = self._read(in_utf8(stream, name), form)

    def __iter__(self) -> Iterator[Row | Problem]:
        """Yield the rows."""
        with readable(self._name):
            yield from self._found

    def _read(self, stream: io.BufferedReader, form: Form | None) -> Iterator[Row | Problem]:
        start = stream.peek(64).removeprefix(_MARK).lstrip()[:1]
        if not start:
            return iter(())
        if form == "yaml":
            return _yaml_list(stream, self._name)
        if form == "json" or (form is None and start == b"["):
            return _json_list(stream, self._name)
        if form == "jsonl" or (form is None and start == b"{"):
            return _json_lines(stream, self._name)
        bounds = _OF_TICKETS if form is None else _OF_PRODUCTS
        self.table = Table(_lines(stream), self._name, bounds, titles=self._titles)
        if form is None:  # which of its columns mean anything, nobody has said
            _named_once(self.table)
        return in_table(self.table)


@contextmanager
def opened(file: Path) -> Iterator[io.BufferedReader]:
    """Open a file or standard input, unpacked when it is gzip; raises InvalidInput when it cannot be read."""
    with ExitStack() as undo:
        with readable(called(file)):
            raw: Any = _stdin() if file == STDIN else undo.enter_context(file.open("rb"))
            stream = unpacked(raw, called(file))
        yield stream


def _stdin() -> IO[bytes]:
    if sys.stdin is None:  # who started us closed it
        raise OSError(errno.EBADF, "it is closed")
    return sys.stdin.buffer


def called(file: Path) -> str:
    """Return what people are told that a file is."""
    return "stdin" if file == STDIN else str(file)


def unpacked(stream: Any, name: str, most: int = LARGEST_UNPACKED) -> io.BufferedReader:
    """Return the stream with gzip taken off, if there is any; reading more than ``most`` bytes of it is refused."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)
    if buffered.peek(2)[:2] != _GZIP:
        return buffered
    return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=buffered), name, most))


class _Bounded(io.RawIOBase):
    """A stream that ends with InvalidInput when it is longer than it may be: gzip packs a thousand bytes into one."""

    def __init__(self, stream: gzip.GzipFile, name: str, most: int) -> None:
        self._stream = stream
        self._name = name
        self._most = self._left = most

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read the next bytes; raises InvalidInput beyond the limit."""
        count = self._stream.readinto(buffer)
        self._left -= count
        if self._left < 0:
            problem = Problem(Place(self._name), f"is more than {self._most:,} bytes when it is unpacked")
            raise InvalidInput([problem])
        return count


def in_utf8(stream: io.BufferedReader, name: str) -> io.BufferedReader:
    """Return the stream with its text in UTF-8, if its mark names another encoding.

    Raises InvalidInput for what is no text at all: a workbook, an archive, the page of a web site.
    """
    start = stream.peek(_LOOKED_AT)
    if what := document.foreign(start, packed=True):
        raise InvalidInput([Problem(Place(name), f"this is {what.what}, not a table or JSON", what.fix)])
    if document.encoding(start).startswith("utf-8") and not document.unmarked(start):
        return stream
    return _buffered(document.decode(_whole(stream, name, "UTF-16"), name))


def transcoded(stream: io.BufferedReader, name: str, encoding: str) -> io.BufferedReader:
    """Return the stream with its text in UTF-8, where somebody says in which encoding it is written.

    A mark at its beginning is believed before that, and so is text that is UTF-8 already: exports change, too. Raises
    InvalidInput for what is not written so.
    """
    start = stream.peek(_LOOKED_AT)
    if document.foreign(start, packed=True) or document.encoding(start) != "utf-8":
        return stream
    whole = _whole(stream, name, encoding)
    if _is_utf8(whole):
        return io.BufferedReader(io.BytesIO(whole))
    try:
        return _buffered(whole.decode(encoding))
    except UnicodeDecodeError as error:
        line = whole.count(b"\n", 0, error.start) + 1
        problem = Problem(Place(name, line), f"this is not {encoding} text", "look at encoding: in your config")
        raise InvalidInput([problem]) from None


def _whole(stream: io.BufferedReader, name: str, encoding: str) -> bytes:
    whole = stream.read(LARGEST_LIST + 1)
    if len(whole) > LARGEST_LIST:
        message = f"is more than {LARGEST_LIST:,} bytes of {encoding}"
        raise InvalidInput([Problem(Place(name), message, "save it as UTF-8")])
    return whole


def _buffered(text: str) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(text.encode("utf-8", "surrogatepass")))


def _is_utf8(data: bytes) -> bool:
    """Tell whether this can only be UTF-8: text of other letters than English has is so by no accident."""
    if data.isascii() or b"\0" in data:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn whatever the system or gzip has against a file into InvalidInput."""
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None)  # gzip's errors have none
        fix = beside(Path(name)) if isinstance(error, FileNotFoundError) else "" if why else "is the file whole?"
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
    begun = False
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            _skip_line(stream)
            yield Problem(Place(name, number), f"is longer than {LONGEST_LINE:,} bytes")
        elif not begun and line.rstrip().endswith(_UNFINISHED):  # one object over many lines, or several of them
            yield from _json_list(stream, name, before=b"\n" * (number - 1) + line)
        elif _GLUED.search(line):
            yield from _glued(line, number, name)
        elif not line.isspace():
            yield Row(number, line)
        begun = begun or not line.isspace()


def _glued(line: bytes, number: int, name: str) -> Iterator[Row | Problem]:
    """Yield the objects of a line that may hold several; where it does not, the line as it is."""
    try:
        found = list(_values(line.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        yield Row(number, line)
        return
    for item in found:
        yield Row(number, item) if isinstance(item, dict) else Problem(Place(name, number), "is JSON, but no object")


def _skip_line(stream: IO[bytes]) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _json_list(stream: IO[bytes], name: str, before: bytes = b"") -> Iterator[Row | Problem]:
    """Yield the objects of one JSON text, or of several one after another, as ``jq`` prints them.

    Each is an object, a list, or an object that holds a list under a name such as ``tickets``.
    """
    number = 0
    for value in json_texts(stream, name, before):
        for item in listed(value):
            number += 1
            yield Row(number, item) if isinstance(item, dict) else Problem(Place(name, number), "is no object")


def json_texts(stream: IO[bytes], name: str, before: bytes = b"") -> Iterator[Any]:
    """Yield the JSON texts that stand one after another in a stream; raises InvalidInput for what is none."""
    whole = before + stream.read(LARGEST_LIST + 1)
    if len(whole) > LARGEST_LIST:
        problem = Problem(
            Place(name), f"is one JSON text of more than {LARGEST_LIST:,} bytes", "write one object a line"
        )
        raise InvalidInput([problem])
    try:
        yield from _values(whole.removeprefix(_MARK).decode())
    except (ValueError, RecursionError) as error:
        line, why = getattr(error, "lineno", 0), getattr(error, "msg", "it cannot be read")
        raise InvalidInput([Problem(Place(name, line), f"is not JSON: {why}")]) from None


def _values(text: str) -> Iterator[Any]:
    """Yield the JSON values that stand one after another in a text, with or without space between them."""
    decoder = json.JSONDecoder()
    start = _next_sign(text, 0)
    while start < len(text):
        value, end = decoder.raw_decode(text, start)
        yield value
        start = _next_sign(text, end)


def _next_sign(text: str, start: int) -> int:
    found = _SIGN.search(text, start)
    return found.start() if found else len(text)


def listed(found: Any) -> list[Any]:
    """Return the rows that this JSON holds: itself, or those of a page."""
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        for key in _WRAPPERS & found.keys():
            if isinstance(found[key], list):
                return list(found[key])
    return [found]


# --- YAML ---------------------------------------------------------------------------------------------------


def _yaml_list(stream: IO[bytes], name: str) -> Iterator[Row | Problem]:
    """Yield the entries of ``products: [...]``, or of a bare list."""
    data = stream.read(LARGEST_YAML + 1)
    if len(data) > LARGEST_YAML:
        message = f"is more than {LARGEST_YAML // 1_000_000} MB of YAML"
        raise InvalidInput([Problem(Place(name), message, "write it as CSV or as JSON lines")])
    root = document.parse(document.decode(data, name), name)
    if isinstance(root, document.Keys):
        root = document.child(root, "products") or root
    if not isinstance(root, document.Items):
        problem = Problem(root.place, "this is no list of products", "write products: and then - {sku: ..., name: ...}")
        raise InvalidInput([problem])
    for node in root.items:
        found = document.plain(node)
        yield Row(node.place.line, found) if isinstance(found, dict) else Problem(node.place, "is no product")


# --- tables -------------------------------------------------------------------------------------------------


def _lines(stream: IO[bytes]) -> Iterator[str]:
    with io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="") as text:
        yield from iter(lambda: text.readline(LONGEST_LINE), "")


def _named_once(table: Table) -> None:
    names = table.header
    twice = next((cell for index, cell in enumerate(names) if cell and cell in names[:index]), None)
    if twice is not None:
        raise InvalidInput([Problem(table.place(), f"the column '{twice}' is there twice")])


def in_table(table: Table) -> Iterator[Row | Problem]:
    """Yield each row as header -> cell; of two columns with one name the first counts."""
    names = {name: index for index, name in reversed([*enumerate(table.header)]) if name}
    for row in table.filled():
        if isinstance(row, Problem):
            yield row
        else:
            cells = row.cells
            yield Row(row.line, {name: cells[index] for name, index in names.items() if index < len(cells)})
