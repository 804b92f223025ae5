"""Backorders from a file, YAML or CSV."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zendesk_bridge.core import document
from zendesk_bridge.core.document import Items, Node, child
from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.ports import Reading
from zendesk_bridge.sources import table
from zendesk_bridge.sources.facts import BackordersList, read_entries


class FileSource:
    """A file of backorders; its suffix tells whether it is YAML or CSV.

    ``name`` is what the reading is remembered under: the path as the admin wrote it, whatever folder we run in.
    ``columns``, ``dates`` (a strptime pattern) and ``alias_separator`` are for CSV alone.
    """

    def __init__(
        self,
        path: Path,
        columns: Mapping[str, str] | None = None,
        dates: str | None = None,
        alias_separator: str = ";",
        *,
        name: str = "",
    ) -> None:
        self._path = path
        self._form = table.TableFormat(dict(columns or {}), dates, alias_separator)
        self._name = name or str(path)

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self._name

    def read(self) -> Reading:
        """Read the file now. Whatever is wrong comes back as problems, beside the items that are right."""
        try:
            nodes, of_the_table = self._nodes()
            backorders, problems = read_entries(nodes, self._form.dates if self._is_table else None)
        except InvalidInput as error:
            return Reading(self._name, (), error.problems)
        return Reading(self._name, backorders, tuple(sorted([*of_the_table, *problems])))

    @property
    def _is_table(self) -> bool:
        return self._path.suffix.lower() == ".csv"

    def _nodes(self) -> tuple[tuple[Node, ...], list[Problem]]:
        file = str(self._path)
        try:
            data = self._path.read_bytes()
        except OSError as error:
            raise document.unreadable(file, error, "look at the path under backorders in your config") from error
        text = document.decode(data, file)
        if self._is_table:
            return table.entries(text, file, self._form)
        whole = document.parse(text, file)
        document.validate(whole, BackordersList)
        listed = child(whole, "backorders")
        return (listed.items if isinstance(listed, Items) else ()), []
