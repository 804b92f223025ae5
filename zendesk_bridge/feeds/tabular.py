"""The one reader of CSV: a header and rows of cells out of lines, whatever stands between the cells.

One wrong row is one problem, and reading goes on behind it: also where a quotation mark is opened and never closed,
or closed by one that belongs to a row below, which would take everything between them for one cell.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zendesk_bridge.core.errors import InvalidInput, Place, Problem

DELIMITERS = (",", ";", "\t", "|")
_TOLD = re.compile(r"""["']?sep=([^\w\s"']|\t)["']?""", re.IGNORECASE)  # with which Excel is told the delimiter
_NOTHING = " \t\r\n,;|"
_HEADER_LINES = 20  # that the header is looked for in, its cells being quoted over more than one line
_LOOKED_THROUGH = 30  # lines that a report may have above its table
_SIGNS = re.compile(r"[,;\t|]")
_WIDE = 5  # columns: a text of several lines in which every line has as many commas as such a row has is none
_CHANCES = 20  # quotation marks that may be wrong before a file is given up


def fold(column: str) -> str:
    """Return a column's name without what makes no difference: case, underscores, more than one space."""
    return " ".join(column.replace("_", " ").split()).casefold()


class Record(NamedTuple):
    """One row: the line that it begins in, and its cells."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class TableLimits:
    """How long a cell may be, in characters, and how many lines a row may take up."""

    cell: int = 131_072
    lines: int = 200


class Table:
    """One table: ``header`` is its first row that holds anything, ``line`` where that begins; iterate over the rest.

    A title above the table is passed over where a line below it names all of ``titles``, folded. ``strict``
    counts a text behind a closing quotation mark as a mistake. A row that cannot be read is a Problem.
    """

    def __init__(
        self,
        lines: Iterable[str],
        file: str,
        bounds: TableLimits,
        *,
        strict: bool = False,
        titles: Collection[str] = (),
    ) -> None:
        self._file = file
        self._bounds = bounds
        self._strict = strict
        self._lines = _Lines(lines, bounds.lines)
        self._wrong = 0
        self._known = bool(titles)
        self.header: list[str] = []
        told = self._told()
        self._pass_title(frozenset(titles))
        self._delimiter = told or self._likely()
        found = next(iter(self), Record(self._lines.number or 1, []))
        if isinstance(found, Problem):
            raise InvalidInput([found])
        self.line, self.header = found.line, [cell.strip() for cell in found.cells]

    def place(self, index: int | None = None, line: int = 0) -> Place:
        """Return the place of a cell, or of a whole row; of the header if no line is given."""
        return Place(self._file, line or self.line, 0 if index is None else index + 1)

    @property
    def open_end(self) -> bool:
        """Whether the line that was read last does not end: what comes next may not be written yet."""
        return self._lines.open_end

    def below(self, column: str) -> int:
        """Return the line in which this column is named, if that stands below a title; else 0."""
        for number, line in enumerate(self._lines.ahead(_LOOKED_THROUGH), self._lines.number + 1):
            if fold(column) in {fold(cell.strip(' "\r\n')) for cell in _SIGNS.split(line)}:
                return number
        return 0

    def filled(self) -> Iterator[Record | Problem]:
        """Yield the rows that hold something, in as many cells as the header has; raises as iterating does."""
        width = len(self.header)
        for row in self:
            if isinstance(row, Problem):
                yield row
            elif any(cell.strip() for cell in row.cells[width:]):
                message = f"the row has {len(row.cells)} cells, and the header {width}"
                fix = "put a text that holds the separator in quotation marks"
                yield Problem(self.place(width, row.line), message, fix)
            elif any(cell.strip() for cell in row.cells):
                yield row

    def __iter__(self) -> Iterator[Record | Problem]:
        """Yield each row; raises InvalidInput when too many quotation marks are wrong to make sense of the rest."""
        reader = self._reader()
        while True:
            line = self._lines.begin()
            try:
                cells = self._row(reader)
            except StopIteration:
                return
            except (_Unclosed, csv.Error) as error:
                yield self._problem(line, error)
                self._lines.back()
                reader = self._reader()
            else:
                yield Record(line, cells)

    def _row(self, reader: Iterator[list[str]]) -> list[str]:
        cells = self._next(reader)
        if self._holds_rows():
            raise _Unclosed
        return cells

    def _holds_rows(self) -> bool:
        """Tell whether a cell of the row that was read last is rows by itself: each of its lines is as wide as one.

        Of tables of which nobody has said the columns this is not asked: a mail may hold anything.
        """
        lines, width = self._lines.row, len(self.header)
        if not (self._known and len(lines) > 1 and width > 1):
            return False
        if any(line.count(self._delimiter) != width - 1 for line in lines):
            return False
        return self._delimiter != "," or width >= _WIDE or self._is_stray(lines)

    def _is_stray(self, lines: Sequence[str]) -> bool:
        try:
            list(csv.reader(lines, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return True
        return False

    def _problem(self, line: int, error: Exception) -> Problem:
        place = Place(self._file, line)
        self._wrong += 1
        if self._wrong > _CHANCES:
            message = f"this is not a table: {_CHANCES} rows before this one cannot be read either"
            raise InvalidInput([Problem(place, message, "export it anew, as CSV")])
        if isinstance(error, _Unclosed):
            fix = 'close it, or write "" for one that belongs to the text'
            return Problem(place, "a quotation mark is opened here and not closed", fix)
        fix = "look for a stray quotation mark"
        return Problem(place, f"this is not a table: {error}", fix)

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._lines, delimiter=self._delimiter, strict=self._strict)

    def _next(self, reader: Iterator[list[str]]) -> list[str]:
        """Return the next row with its cells as long as they may be: the module's limit is for everybody else."""
        usual = csv.field_size_limit(self._bounds.cell)
        try:
            return next(reader)
        finally:
            csv.field_size_limit(usual)

    def _told(self) -> str:
        """Skip empty lines; return the delimiter that the file names itself, or nothing."""
        self._lines.skip_blank()
        first = next(iter(self._lines.ahead(1)), "")
        told = _TOLD.fullmatch(first.strip(" \r\n"))
        if not told:
            return ""
        self._lines.begin()
        next(self._lines)
        self._lines.skip_blank()
        return told[1]

    def _pass_title(self, titles: frozenset[str]) -> None:
        """Skip what stands above the line in which all of these columns are named."""
        ahead = self._lines.ahead(_LOOKED_THROUGH) if titles else []
        for count, line in enumerate(ahead):
            if any(titles <= set(map(fold, self._cells([line], sign))) for sign in DELIMITERS):
                self._lines.skip(count)
                return
            if line.count('"') % 2:  # a cell goes on below: these are rows, and no titles
                return

    def _likely(self) -> str:
        """Return what stands between the cells: whatever cuts the header into the most."""
        ahead = self._lines.ahead(_HEADER_LINES)
        return max(DELIMITERS, key=lambda sign: len(self._cells(ahead, sign)))

    def _cells(self, lines: list[str], delimiter: str) -> list[str]:
        try:
            return self._next(csv.reader(iter(lines), delimiter=delimiter))
        except (csv.Error, StopIteration):  # such as a cell beyond all bounds: reading the table will say so
            return []


class _Unclosed(Exception):
    """A row goes on and on: its quotation mark is never closed."""


class _Lines:
    """Lines that can be taken back, as far as the row goes that is being read."""

    def __init__(self, lines: Iterable[str], most: int) -> None:
        self._source = iter(lines)
        self._again: deque[str] = deque()
        self.row: list[str] = []
        """The lines of the row that is being read."""
        self._most = most
        self.open_end = False
        self.number = 0
        """The line that was given last, counting from 1."""

    def begin(self) -> int:
        """Begin a row; return its line."""
        self.row.clear()
        return self.number + 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.row) >= self._most:
            raise _Unclosed
        line = self._again.popleft() if self._again else next(self._source, None)
        if line is None:
            raise _Unclosed if self.row else StopIteration
        self.number += 1
        self.open_end = not line.endswith(("\n", "\r"))
        self.row.append(line)
        return line

    def back(self) -> None:
        """Take back all lines of the row but its first, which is wrong."""
        self._again.extendleft(reversed(self.row[1:]))
        self.number -= len(self.row) - 1
        self.row.clear()

    def ahead(self, count: int) -> list[str]:
        """Return the next lines without taking them."""
        while len(self._again) < count and (line := next(self._source, None)) is not None:
            self._again.append(line)
        return list(self._again)[:count]

    def skip(self, count: int) -> None:
        """Take so many of the lines that were looked at."""
        for _ in range(count):
            self._again.popleft()
        self.number += count

    def skip_blank(self) -> None:
        """Take every line up to one that holds anything but delimiters."""
        while (first := self.ahead(1)) and not first[0].strip(_NOTHING):
            self.skip(1)
