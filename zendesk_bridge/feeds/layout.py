"""How the rows of a source are written, whatever is made of them: which rows count, and what their columns hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from zendesk_bridge.core.conditions import CellCondition
from zendesk_bridge.core.document import nearest
from zendesk_bridge.core.errors import Problem
from zendesk_bridge.feeds.sources.port import Header
from zendesk_bridge.feeds.tabular import fold
from zendesk_bridge.feeds.titles import guessed

_SHOWN = 20  # columns that are named
_LONGEST_NAME = 60  # characters
_SIGN = re.compile(r"[^\w .()/-]|^[^\w]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", re.ASCII)


Merge = Literal["earliest", "latest", "covers"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows are written.

    ``columns`` maps our names to the source's columns or keys where they differ, and ``dates`` is a strptime pattern,
    None for YYYY-MM-DD. Rows count for which every condition of ``where`` holds, by the source's own columns.
    ``defaults`` are what stands where a cell is empty or no column is. A day that is due, ``lead`` days later, begins
    a ship window that ends ``buffer`` days after that. ``merge`` says which of several rows of one item counts.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    alias_separator: str = ";"
    where: Mapping[str, CellCondition] = field(default_factory=dict)
    defaults: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    lead: timedelta = timedelta()
    buffer: timedelta = timedelta()
    merge: Merge | None = None

    def column(self, name: str) -> str:
        """Return what the file calls this."""
        return self.columns.get(name, name)

    def titles(self, must: Collection[str]) -> frozenset[str]:
        """Return the columns, folded, that a source has to have: those that must be there, and all that are named."""
        return frozenset(map(fold, (*map(self.column, must), *self.columns.values(), *self.where)))

    def split(self, text: str) -> list[str]:
        """Return the aliases that stand in one cell or text."""
        return [part for part in map(str.strip, text.split(self.alias_separator)) if part]

    def found(self, names: Sequence[str], table: Header, must: Collection[str]) -> tuple[dict[str, int], list[Problem]]:
        """Return the index of the column that holds each of these, and what is wrong with the table's header.

        Besides those that ``must`` be there, every column has to be that the admin named.
        """
        folded = [fold(cell) for cell in table.names]
        named = {fold(title) for title in self.columns.values()}
        found: dict[str, int] = {}
        problems: list[Problem] = []
        for name in names:
            wanted = self.column(name)
            if name not in self.columns and name not in must and fold(name) in named:
                continue  # the admin has said what that column holds
            at = [index for index, cell in enumerate(folded) if cell == fold(wanted)]
            if len(at) > 1:
                problems.append(Problem(table.place(at[1]), f"the column '{wanted}' is there twice"))
            elif at:
                found[name] = at[0]
            elif name in must or name in self.columns:
                fix = self._guessed(names, table, must) or nearest(wanted, table.names) or there_are(table.names)
                problems.append(Problem(table.place(), f"there is no column '{wanted}' for {name}", fix))
        if problems and not found and _is_row(table.names):
            fix = f"put a line above it that names them: {','.join(names[:3])},from,to,reason"
            problems = [Problem(table.place(), "this line names no columns: it holds a row", fix)]
        if problems and (below := table.below(self.column("sku"))):
            message = f"the columns are named in line {below}, and not in this one"
            problems = [Problem(table.place(), message, "take away the lines above it")]
        return found, problems

    def _guessed(self, names: Sequence[str], table: Header, must: Collection[str]) -> str:
        """Return the setting for columns that are called as other people call ours, "" where none is."""
        taken = {fold(title) for title in self.columns.values()}
        free = [name for name in names if name not in self.columns]
        found = guessed(free, [title for title in table.names if fold(title) not in taken], must)
        if any(name not in found for name in must if name in free):  # such as a slip of the pen, or another file
            return ""
        pairs = ", ".join(f"{name}: {_written(title)}" for name, title in found.items() if fold(name) != fold(title))
        return f"say for this feed in your config: columns: {{{pairs}}}" if pairs else ""


def _written(title: str) -> str:
    """Return a title as it can stand between the braces of YAML."""
    return "'" + title.replace("'", "''") + "'" if _SIGN.search(title) else title


def _is_row(cells: Sequence[str]) -> bool:
    """Tell whether a first line holds values and no names: a day stands in it."""
    return any(_DAY.fullmatch(cell) for cell in cells)


OURS = Layout()
"""Rows under our own names for everything."""


def there_are(header: Sequence[str]) -> str:
    """Name the columns, unless they are none: the first line of another file may be anything, secrets among it."""
    known = [name for name in header if name][:_SHOWN]
    if any("\ud800" <= sign <= "\udfff" for name in known for sign in name):
        return "save the file as UTF-8"
    if len(known) <= 1 or not all(map(_is_a_name, known)):
        return "is it the right file? Its first line names no columns"
    return f"there are: {', '.join(known)}; name yours under columns"


def _is_a_name(name: str) -> bool:
    return name.isprintable() and len(name) <= _LONGEST_NAME and name[0] not in "{[<" and "=" not in name
