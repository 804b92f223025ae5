"""Backorders from a file, YAML or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from zendesk_bridge.core import document
from zendesk_bridge.core.document import Items, Keys, Node, child, gathered, meant
from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.ports import Reading
from zendesk_bridge.feeds.disk import read_file
from zendesk_bridge.feeds.facts import BackordersList, Trust, read_entries, table
from zendesk_bridge.feeds.layout import OURS, Layout

LARGEST = 20_000_000
"""Bytes that a file of late items may have: some thousand for each of the most that there may be."""


class BackorderFeed:
    """A file of backorders; its suffix tells whether it is YAML or CSV.

    ``name`` is what the reading is remembered under: the path as the admin wrote it, whatever folder we run in.
    ``layout`` is for CSV alone. A YAML file is taken for the admin's own words and a table for somebody else's, unless
    ``trust`` says that nothing in it is suspicious. ``every`` is the rhythm of updates for items that say none.
    """

    def __init__(
        self, path: Path, layout: Layout = OURS, *, name: str = "", trust: bool = False, every: timedelta | None = None
    ) -> None:
        self._path = path
        self._layout = layout
        self._name = name or str(path)
        self._every = every
        self._trust = Trust(own=not self._is_table, all=trust)

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self._name

    def read(self) -> Reading:
        """Read the file now. Whatever is wrong comes back as problems, beside the items that are right."""
        try:
            nodes, of_the_table = self._nodes()
            dates = self._layout.dates if self._is_table else None
            found = read_entries(nodes, self._trust, dates=dates, table=self._is_table, every=self._every)
        except InvalidInput as error:
            return Reading(self._name, (), error.problems)
        problems = tuple(sorted([*gathered(of_the_table), *map(self._by_header, found.problems)]))
        return Reading(self._name, found.backorders, problems, found.doubts, found.ignores)

    @property
    def _is_table(self) -> bool:
        return self._path.suffix.lower() == ".csv"

    def _by_header(self, problem: Problem) -> Problem:
        """Name the admin's own column, where it is called otherwise than ours."""
        name, colon, rest = problem.message.partition(": ")
        header = self._layout.columns.get(name.removeprefix("ship_window.").partition("[")[0])
        if not (self._is_table and colon and header):
            return problem
        return replace(problem, message=f"{name} (your column '{header}'): {rest}")

    def _nodes(self) -> tuple[Sequence[Node], list[Problem]]:
        file = document.printable(str(self._path))
        data = read_file(self._path, LARGEST, "look at the path under backorders in your config")
        text = document.decode(data, file)
        if self._is_table:
            return table.entries(text, file, self._layout)
        whole = document.parse(text, file, if_empty="write backorders: [] if nothing is late")
        if isinstance(whole, Keys) and not any(map(_meant, whole.entries)):
            message = "this file holds no late items: there is no 'backorders:' in it"
            raise InvalidInput([Problem(whole.place, message, "look at the path under backorders in your config")])
        if isinstance(whole, Keys) and {"helpdesks", "backorders"} <= whole.entries.keys():
            message = "this is a config, and no file of late items"
            raise InvalidInput([Problem(whole.place, message, "name that file under backorders: in your config")])
        document.validate(whole, BackordersList)
        listed = child(whole, "backorders")
        return (listed.items if isinstance(listed, Items) else ()), []


def _meant(key: str) -> bool:
    """Tell whether a file with this key is one of late items: of any other, nothing is repeated."""
    return bool(meant.key(key, ["backorders"]))
