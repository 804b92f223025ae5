"""Backorders from a file, or from any other source of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from zendesk_bridge.core import document
from zendesk_bridge.core.document import Items, Keys, Node, child, gathered, meant
from zendesk_bridge.core.errors import Incomplete, InvalidInput, Place, Problem, Refused
from zendesk_bridge.core.ports import Reading
from zendesk_bridge.feeds.disk import read_file
from zendesk_bridge.feeds.facts import BackordersList, Trust, read_entries, table
from zendesk_bridge.feeds.layout import OURS, Layout
from zendesk_bridge.feeds.sources import CSV, FileManner, FileRows, RowSource

LARGEST = 20_000_000
"""Bytes that a file of late items may have: some thousand for each of the most that there may be."""

_LOOK = "look at the path under backorders in your config"


def late_table(path: Path, manner: FileManner, name: str) -> FileRows:
    """Return a file of late items as a source of rows."""
    return FileRows(path, replace(manner, whole=True), name, _LOOK)


@dataclass(frozen=True, slots=True)
class BackorderRows:
    """Backorders from a source of rows.

    They are taken for somebody else's words, unless ``trust`` says that nothing in them is suspicious. ``every`` is the
    rhythm of updates for items that say none.
    """

    must: ClassVar[frozenset[str]] = table.MUST
    """Columns without which a table is none of late items."""

    source: RowSource
    layout: Layout = OURS
    trust: bool = False
    every: timedelta | None = None
    hears_after: timedelta | None = None

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self.source.name

    def read(self) -> Reading:
        """Read it now. Whatever is wrong comes back as problems, beside the items that are right.

        So does what the other side refuses, or gives in part: the last good reading stands. Raises Unavailable.
        """
        try:
            tabled = table.entries(self.source.rows(), self.layout)
            found = read_entries(
                tabled.nodes, Trust(all=self.trust), dates=self.layout.dates, table=True, every=self.every
            )
        except InvalidInput as error:
            return Reading(self.name, (), error.problems)
        except (Refused, Incomplete) as error:
            return Reading(self.name, (), (Problem(Place(self.name), error.message, error.fix),))
        problems = tuple(sorted([*gathered(tabled.problems), *_once(map(self._by_header, found.problems))]))
        doubts = (*found.doubts, *gathered(tabled.doubts))
        return Reading(self.name, found.backorders, problems, doubts, found.ignores, self.hears_after, tabled.left_out)

    def _by_header(self, problem: Problem) -> Problem:
        """Name the admin's own column, where it is called otherwise than ours."""
        name, colon, rest = problem.message.partition(": ")
        ours = name.removeprefix("ship_window.").partition("[")[0]
        header = self.layout.columns.get(ours) or (self.layout.columns.get("ship_window") if "window" in name else "")
        if not (colon and header):
            return problem
        return replace(problem, message=f"{name} (your column '{header}'): {rest}")


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield what is wrong with one cell once, where it stands for several of our names, as a due date does."""
    alike: dict[tuple[Place, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.place, problem.message.partition(" (your column ")[2]), []).append(problem)
    for (_, column), same in alike.items():
        names = [problem.message.partition(" (your column ")[0] for problem in same]
        if column and len(same) > 1:
            yield replace(same[0], message=f"{' and '.join(names)} (your column {column}")
        else:
            yield from same


@dataclass(frozen=True, slots=True)
class WaitingFeed:
    """A feed of which a variable in its address or headers is not set: it cannot be asked."""

    name: str

    def read(self) -> Reading:
        """Return that nothing was read."""
        doubt = Problem(Place(self.name), "not read, for a variable in its address or headers is not set")
        return Reading(self.name, (), doubts=(doubt,))


class BackorderFeed:
    """A file of backorders; its suffix tells whether it is YAML or CSV.

    ``name`` is what the reading is remembered under: the path as the admin wrote it, whatever folder we run in.
    ``layout`` is for CSV alone. A YAML file is taken for the admin's own words, and a table for somebody else's.
    """

    def __init__(
        self, path: Path, layout: Layout = OURS, *, name: str = "", trust: bool = False, every: timedelta | None = None
    ) -> None:
        self._path = path
        self._name = name or str(path)
        self._every = every
        self._trust = Trust(own=True, all=trust)
        manner = replace(CSV, titles=layout.titles(BackorderRows.must))
        is_table = path.suffix.lower() == ".csv"
        self._rows = BackorderRows(late_table(path, manner, self._name), layout, trust, every) if is_table else None

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self._name

    def read(self) -> Reading:
        """Read the file now. Whatever is wrong comes back as problems, beside the items that are right."""
        if self._rows:
            return self._rows.read()
        try:
            found = read_entries(self._nodes(), self._trust, every=self._every)
        except InvalidInput as error:
            return Reading(self._name, (), error.problems)
        return Reading(self._name, found.backorders, tuple(sorted(found.problems)), found.doubts, found.ignores)

    def _nodes(self) -> Sequence[Node]:
        file = document.printable(str(self._path))
        text = document.decode(read_file(self._path, LARGEST, _LOOK), file)
        whole = document.parse(text, file, if_empty="write backorders: [] if nothing is late")
        if isinstance(whole, Keys) and not any(map(_meant, whole.entries)):
            message = "this file holds no late items: there is no 'backorders:' in it"
            raise InvalidInput([Problem(whole.place, message, _LOOK)])
        if isinstance(whole, Keys) and {"helpdesks", "backorders"} <= whole.entries.keys():
            message = "this is a config, and no file of late items"
            raise InvalidInput([Problem(whole.place, message, "name that file under backorders: in your config")])
        document.validate(whole, BackordersList)
        listed = child(whole, "backorders")
        return listed.items if isinstance(listed, Items) else ()


def _meant(key: str) -> bool:
    """Tell whether a file with this key is one of late items: of any other, nothing is repeated."""
    return bool(meant.key(key, ["backorders"]))
