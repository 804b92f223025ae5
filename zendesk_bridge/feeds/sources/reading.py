"""The bytes of a file, or of an answer from the web, as rows with their places."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from zendesk_bridge.core import document
from zendesk_bridge.core.errors import Incomplete, InvalidInput, Place, Problem
from zendesk_bridge.feeds.rows import Rows, in_utf8, json_texts, listed, parsed, readable, transcoded
from zendesk_bridge.feeds.sources.port import Header, Located
from zendesk_bridge.feeds.sources.records import USUAL, Records
from zendesk_bridge.feeds.sources.workbook import workbook_rows
from zendesk_bridge.feeds.tabular import Table, TableLimits

FileForm = Literal["csv", "json", "jsonl", "yaml", "xlsx"]

_MARK = b"\xef\xbb\xbf"
_NOTHING = b" \t\r\n"
_LOOKED_AT = 64  # bytes

FoundRows = Iterator[Header | Located | Problem]


@dataclass(frozen=True, slots=True)
class FileManner:
    """How the rows of a file are to be read.

    ``sheet`` is that of a workbook, "" for the first that can be seen; ``records`` say where a JSON text has its rows.
    ``titles`` are columns, folded, that the line with their names holds: what stands above that is a title.
    ``encoding`` is that of the text, "" for UTF-8 or what a mark at its beginning says. ``whole``
    says that a table is text of a person's own size: every letter of it has to be right, and a cell is no novel.
    """

    form: FileForm = "csv"
    sheet: str = ""
    records: Records = USUAL
    titles: frozenset[str] = frozenset()
    encoding: str = ""
    whole: bool = False


CSV = FileManner()
"""A table, read a row at a time."""


def rows_in(stream: io.BufferedReader, file: str, manner: FileManner) -> FoundRows:
    """Yield the rows of a stream; raises InvalidInput for what is none of its form."""
    with readable(file):
        if manner.encoding:
            stream = transcoded(stream, file, manner.encoding)
        if not stream.peek(_LOOKED_AT).removeprefix(_MARK).strip(_NOTHING):
            yield from _nothing_in(file, manner)
        elif manner.form == "xlsx":
            yield from workbook_rows(stream, file, manner.sheet, manner.titles)
        elif manner.form == "csv" and manner.whole:
            yield from _of_table(_strict(stream, file, manner), file, whole=True)
        elif manner.form == "json" and manner.records:
            yield from _chosen(stream, file, manner.records)
        else:
            rows = Rows(stream, file, manner.form, manner.titles)
            yield from _of_table(rows.table, file) if rows.table else _of_lines(rows, file, manner.records)


def _nothing_in(file: str, manner: FileManner) -> FoundRows:
    """Tell of a file in which nothing stands, that its columns have no names: nothing is no answer."""
    if manner.form in {"json", "jsonl"}:
        raise InvalidInput([Problem(Place(file), "the file is empty", "write [] where there is nothing")])
    yield Header(file, 1, ())


def _strict(stream: io.BufferedReader, file: str, manner: FileManner) -> Table:
    try:
        text = document.decode(stream.read(), file)
    except InvalidInput as error:
        raise InvalidInput([_otherwise(one) for one in error.problems]) from None
    return Table(io.StringIO(text, newline=""), file, TableLimits(), strict=True, titles=manner.titles)


def _otherwise(problem: Problem) -> Problem:
    """Say of a text in another encoding what to do where nobody can save it anew: an export of a program."""
    known = {"UTF-16 text without": "utf-16-le", "not UTF-8 text": "cp1252"}
    encoding = next((name for says, name in known.items() if says in problem.message), "")
    if not encoding:
        return problem
    fix = f"{problem.fix}; where a program writes it, say for this feed in your config: encoding: {encoding}"
    return replace(problem, fix=fix)


def _of_table(table: Table, file: str, *, whole: bool = False) -> FoundRows:
    yield Header(file, table.line, table.header, table.below)
    again = _Repeated(table.header)
    width, full, last = len(table.header), True, Place(file)
    short = False
    for row in table.filled():
        full = full and not short
        short = not isinstance(row, Problem) and len(row.cells) < width
        if isinstance(row, Problem):
            yield row
        elif not again.is_header(row.cells):
            last = Place(file, row.line)
            yield Located(last, row.cells)
    if short and full and table.open_end and last.line > table.line + 1:
        says = "ends in the middle of a row, and the others are whole: it may not be written to its end"
        if not whole:
            raise Incomplete(f"{last}: the file {says}", fix="Run the same command again once it is written.")
        yield Problem(last, f"the file {says}", "write it beside and rename it, or end it with a line break")


class _Repeated:
    """Knows the header of a table again, which reports put above each of their parts."""

    def __init__(self, header: Sequence[str]) -> None:
        self._names = [name.casefold() for name in header]
        self._first = next((index for index, name in enumerate(self._names) if name), 0)

    def is_header(self, cells: Sequence[str]) -> bool:
        """Tell whether these cells are the names of the columns."""
        at = self._first
        if at >= len(cells) or at >= len(self._names) or cells[at].strip().casefold() != self._names[at]:
            return False
        return [cell.strip().casefold() for cell in cells][: len(self._names)] == self._names


def _of_lines(rows: Rows, file: str, records: Records) -> FoundRows:
    for row in rows:
        body = row if isinstance(row, Problem) else parsed(row, file)
        if isinstance(body, Problem):
            yield body
        elif not isinstance(row, Problem):
            yield from records.rows(body, Place(file, row.line))


def _chosen(stream: io.BufferedReader, file: str, records: Records) -> FoundRows:
    """Yield the rows of a JSON text by what the admin says of where they are."""
    number = 0
    for value in json_texts(in_utf8(stream, file), file):
        found: Any = records.found(value, Place(file)) if records.where else listed(value)
        for item in found:
            number += 1
            place = Place(file, number)
            if isinstance(item, Mapping):
                yield from records.rows(item, place)
            else:
                yield Problem(place, "is no object")
