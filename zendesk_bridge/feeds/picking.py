"""The rows of a source that count, with their cells under our own names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zendesk_bridge.core.conditions import CellCondition, Unreadable
from zendesk_bridge.core.document import nearest
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.raw import text_of
from zendesk_bridge.feeds.layout import Layout, there_are
from zendesk_bridge.feeds.sources import Header, Located, searched
from zendesk_bridge.feeds.tabular import fold

BROKEN = re.compile("[\ud800-\udfff]")
"""Halves of characters, and what stands for a byte that could not be read."""

NOT_UTF8 = "save the file as UTF-8; where a program writes it, say for this feed in your config: encoding: cp1252"
"""What to do about a cell that is not UTF-8 text."""

_Cells = Sequence[Any] | Mapping[str, Any]
_Get = Callable[[Any], Any]
_SHOWN = 60  # characters
_REMEMBERED = 1_000  # texts that one condition was tried on
_WRAPPED = 10  # keys that an answer may have around its list of rows
_EXPRESSION = frozenset("[]|@(*")
"""Signs that make a JMESPath of what would else be a key's name, or a path of names."""


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """One column of a source under our name: what reads its cell of a row, and its number where it has one.

    ``there`` tells whether a row has such a cell at all, whatever stands in it.
    """

    title: str
    get: _Get
    index: int | None = None
    there: Callable[[Any], bool] = bool

    def place(self, row: Located) -> Place:
        """Return where its cell of this row stands."""
        return row.place if self.index is None else row.at(self.index)


@dataclass(frozen=True, slots=True)
class Picked:
    """One row that counts: its cells by our names, filled or not."""

    row: Located = field(repr=False)
    columns: Mapping[str, SourceColumn]

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return self.row.place

    def value(self, name: str) -> Any:
        """Return the cell of this name as the source gives it; None where there is no such column."""
        column = self.columns.get(name)
        return column.get(self.row.cells) if column else None

    def text(self, name: str) -> str:
        """Return what stands in the cell of this name, "" for nothing."""
        value = self.value(name)
        return value.strip() if isinstance(value, str) else text_of(value).strip()

    def at(self, name: str) -> Place:
        """Return where the cell of this name stands, or the row where there is no such column."""
        column = self.columns.get(name)
        return column.place(self.row) if column else self.row.place


class Picking:
    """Picks rows by a layout. ``columns`` are those that were found, once the first row has been read."""

    def __init__(self, layout: Layout, names: Sequence[str], must: Collection[str]) -> None:
        self._layout = layout
        self._names = names
        self._must = must
        self._judges: list[tuple[SourceColumn, CellCondition]] = []
        self._unseen: dict[str, str] = {}
        self._known: dict[int, dict[str, bool | Unreadable]] = {}
        self.header: Header | None = None
        self.columns: Mapping[str, SourceColumn] = {}
        self.left_out = 0
        """Rows for which some condition did not hold."""

    def __call__(self, rows: Iterable[Header | Located | Problem]) -> Iterator[Picked | Problem]:
        """Yield the rows that count; a row that cannot be judged is a Problem.

        Raises InvalidInput for columns that are not there, and as reading the rows does.
        """
        last: Located | None = None
        for row in rows:
            if isinstance(row, Header):
                self._by_header(row)
                continue
            if isinstance(row, Problem):
                yield row
                continue
            if last is None and self.header is None:
                self._by_keys(row)
            last = row
            yield from self._if_it_counts(row)
        if self._unseen and last is not None:
            raise InvalidInput([self._nowhere(title, what, last) for title, what in self._unseen.items()])

    def _if_it_counts(self, row: Located) -> Iterator[Picked | Problem]:
        if self._unseen:
            self._look_for(row)
        counts = self._counts(row)
        if isinstance(counts, Problem):
            yield counts
        elif counts:
            yield Picked(row, self.columns)
        else:
            self.left_out += 1

    # --- which column is which ------------------------------------------------------------------------------

    def _by_header(self, header: Header) -> None:
        if not any(header.names):
            fix = f"its first line names the columns: {', '.join(self._names[:2])}, ..."
            raise InvalidInput([Problem(Place(header.file, 1), "the file is empty", fix)])
        at, problems = self._layout.found(self._names, header, self._must)
        folded = [fold(name) for name in header.names]
        for title, condition in self._layout.where.items():
            if fold(title) in folded:
                index = folded.index(fold(title))
                self._judges.append((SourceColumn(title, _by_number(index), index), condition))
            else:
                fix = nearest(title, header.names) or there_are(header.names)
                problems.append(Problem(header.place(), f"there is no column '{title}' for where", fix))
        if problems:
            raise InvalidInput(problems)
        self.header = header
        self.columns = {name: SourceColumn(header.names[index], _by_number(index), index) for name, index in at.items()}

    def _by_keys(self, first: Located) -> None:
        """Take the columns by the names that the first row has for its cells; what is not there may come later."""
        keys = {fold(str(key)): str(key) for key in first.cells} if isinstance(first.cells, Mapping) else {}
        columns: dict[str, SourceColumn] = {}
        named = {fold(title) for name, title in self._layout.columns.items() if fold(title) != fold(name)}
        for name in self._names:
            title = self._layout.column(name)
            if fold(title) in named and name not in self._layout.columns and name not in self._must:
                continue  # the admin has said what that key holds
            if name in self._must or name in self._layout.columns or fold(title) in keys:
                columns[name] = _named(title, keys)
        missing = [name for name in self._must if not columns[name].there(first.cells)]
        cells = first.cells if isinstance(first.cells, Mapping) else {}
        problems = [self._missing(name, cells, first.place) for name in missing]
        if problems:
            raise InvalidInput(problems)
        self.columns = columns
        self._judges = [(_named(title, keys), one) for title, one in self._layout.where.items()]
        self._unseen = {self._layout.columns[name]: name for name in self._names if name in self._layout.columns}
        self._unseen |= dict.fromkeys(self._layout.where, "where")

    def _look_for(self, row: Located) -> None:
        """Strike off the columns that this row has: a JSON row need not have them all."""
        named = [*self.columns.values(), *(column for column, _ in self._judges)]
        for column in named:
            if column.title in self._unseen and column.there(row.cells):
                del self._unseen[column.title]

    def _missing(self, name: str, cells: Mapping[str, Any], place: Place) -> Problem:
        wanted = self._layout.column(name)
        fix = (
            self._in_a_list(wanted, cells) or nearest(wanted, list(map(str, cells))) or there_are(list(map(str, cells)))
        )
        return Problem(place, f"there is no column '{wanted}' for {name}", fix)

    def _in_a_list(self, wanted: str, cells: Mapping[str, Any]) -> str:
        """Return the setting that reads the rows, or the lines of an order, that a list within the row holds."""
        lists = [
            str(key) for key, part in cells.items() if isinstance(part, list) and part and isinstance(part[0], dict)
        ]
        above = wanted.partition(".")[0]
        if "order" in self._must and above in lists:
            return (
                f"'{above}' is a list, each entry a line of the order: say for this feed in your config: lines: {above}"
            )
        if len(lists) == 1 and len(cells) <= _WRAPPED:
            return f"if the rows are the list under '{lists[0]}', say for this feed in your config: records: {lists[0]}"
        return ""

    def _nowhere(self, title: str, what: str, last: Located) -> Problem:
        *above, name = title.split(".")
        there = _under(last.cells, above)
        keys = [".".join([*above, str(key)]) for key in there]
        fix = nearest(name, list(map(str, there))) or there_are(keys)
        return Problem(Place(last.place.file), f"no row has '{title}' for {what}", fix)

    # --- which row counts -----------------------------------------------------------------------------------

    def _counts(self, row: Located) -> bool | Problem:
        wrong: Problem | None = None
        for column, condition in self._judges:
            value = column.get(row.cells)
            answer = self._answer(condition, value)
            if answer is False:
                return False
            if isinstance(answer, Unreadable) and wrong is None:
                shown = " ".join(text_of(value).split())[:_SHOWN]
                message = f"where compares '{column.title}', and '{shown}' {answer.says}"
                fix = "the row is left out; correct the cell, or tell such rows apart by another column"
                wrong = Problem(column.place(row), message, fix)
        return wrong or True

    def _answer(self, condition: CellCondition, value: Any) -> bool | Unreadable:
        """Return whether a condition holds, from memory where the same text was judged before."""
        if not isinstance(value, str):
            return condition.holds(value, self._layout.dates)
        known = self._known.setdefault(id(condition), {})
        if value not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[value] = condition.holds(value, self._layout.dates)
        return known[value]


def _by_number(index: int) -> _Get:
    def get(cells: Sequence[Any]) -> Any:
        return cells[index] if index < len(cells) else None

    return get


def _named(title: str, keys: Mapping[str, str]) -> SourceColumn:
    """Return the column of rows that name their cells: a key, a path of keys, or what only JMESPath can say."""
    key = keys.get(fold(title), title)
    if key in keys.values() or not (_EXPRESSION & set(key) or "." in key):
        return SourceColumn(title, lambda cells: cells.get(key), there=lambda cells: key in cells)
    if _EXPRESSION & set(key):
        return SourceColumn(title, lambda cells: searched(key, cells), there=lambda _: True)
    *above, last = key.split(".")
    return SourceColumn(
        title, lambda cells: _under(cells, above).get(last), there=lambda cells: last in _under(cells, above)
    )


def _under(cells: Any, path: Sequence[str]) -> Mapping[str, Any]:
    for step in path:
        cells = cells.get(step) if isinstance(cells, Mapping) else None
    return cells if isinstance(cells, Mapping) else {}
