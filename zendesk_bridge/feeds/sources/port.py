"""The one promise that every source of rows keeps, whatever it reads: rows with their places, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from zendesk_bridge.core.errors import Place, Problem


def _nowhere(_: str) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns that the rows below it have; ``line`` is where it stands.

    ``below`` returns the line in which a column is named, if that stands below a title; else 0.
    """

    file: str
    line: int
    names: Sequence[str]
    below: Callable[[str], int] = field(default=_nowhere, compare=False)

    def place(self, index: int | None = None) -> Place:
        """Return the place of one name, or of the whole line."""
        return Place(self.file, self.line, 0 if index is None else index + 1)


@dataclass(frozen=True, slots=True)
class Located:
    """One row: its cells by number under the last Header, or by name where rows name their own.

    A cell is a text, a number, a day, a truth value or None; where rows name their own also a list or a mapping.
    """

    place: Place
    cells: Sequence[Any] | Mapping[str, Any] = field(repr=False)

    def at(self, index: int) -> Place:
        """Return the place of one cell."""
        return Place(self.place.file, self.place.line, index + 1)


class RowSource(Protocol):
    """Where rows come from."""

    @property
    def name(self) -> str:
        """What the admin would call it: a path, an address without secrets."""

    def rows(self) -> Iterator[Header | Located | Problem]:
        """Yield the rows that are there now, one at a time; where columns have names, those come first, as a Header.

        A row that cannot be read is a Problem in its place, and reading goes on. Memory is bounded by what the
        source's own limits say. Raises InvalidInput for what is no table at all, Incomplete, Unavailable and
        AuthRefused as the other side gives cause to: then nothing that was yielded may be taken for everything.
        """
