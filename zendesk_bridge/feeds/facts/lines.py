"""One row of a table of late items: its cells by our names, with defaults filled in and its ship window worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zendesk_bridge.core.document import Items, Node, Scalar
from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.raw import day_of, text_of
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.picking import BROKEN, NOT_UTF8, Picked

DATES = ("ship_window", "from", "to", "promised_by", "next_update")
LISTS = frozenset({"aliases", "also", "not", "options"})
UNDECIDED = frozenset(
    {
        *("unknown", "tbd", "tbc", "tba", "t.b.d.", "t.b.c.", "t.b.a.", "not known", "not confirmed", "unconfirmed"),
        *("to be confirmed", "to be announced", "to be determined", "unbekannt", "offen", "noch offen", "inconnu"),
        *("à confirmer", "à déterminer", "por confirmar", "desconocido", "sin confirmar"),
    }
)
"""What suppliers write where they have no date yet: no error of a sheet is among them, and no sign that may be one."""

_WINDOWS = ("ship_window", "from", "to")


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row: our name -> the cell, filled ones only."""

    place: Place
    cells: dict[str, Node]

    def written(self, name: str) -> str:
        """Return what stands in a cell, "" for nothing."""
        node = self.cells.get(name)
        return node.written if isinstance(node, Scalar) else ""

    def days(self, dates: str | None) -> tuple[date, date] | None:
        """Return first and last day of its ship window, None where it tells none, or none that can be read."""
        first = day_of(self.written("ship_window") or self.written("from"), dates)
        last = day_of(self.written("ship_window") or self.written("to"), dates)
        return (first, last) if first and last else None

    def dated(self) -> bool:
        """Tell whether anything stands where its ship window would."""
        return any(self.written(name).casefold() not in {"", *UNDECIDED} for name in _WINDOWS)


def line(picked: Picked, layout: Layout, *, alone: str = "") -> FactRow | Problem:
    """Return one row as its cells; ``alone`` is the one end of a ship window that there is a column for."""
    cells: dict[str, Node] = {}
    for name in picked.columns:
        node = _cell(picked, name, layout)
        if isinstance(node, Problem):
            return node
        if node is not None:
            cells["ship_window" if name == alone else name] = node
    for name, default in layout.defaults.items():
        cells.setdefault(name, _default(default, picked.place))
    if (layout.lead or layout.buffer) and (window := dict(_later(cells, layout))):
        cells = {**{name: node for name, node in cells.items() if name not in _WINDOWS}, **window}
    return FactRow(picked.place, cells)


def _cell(picked: Picked, name: str, layout: Layout) -> Node | Problem | None:
    value, place = picked.value(name), picked.at(name)
    if isinstance(value, list | tuple) and name in LISTS:
        parts = [part for one in value if (part := text_of(one).strip())]
        return Items(tuple(Scalar.of(part, place) for part in parts), place) if parts else None
    if isinstance(value, list | tuple | Mapping):
        title = picked.columns[name].title
        return Problem(place, f"{name}: '{title}' holds a list or more keys, and not one text", "name what is in it")
    if isinstance(value, str) and BROKEN.search(value):
        return Problem(place, f"{name}: this is not UTF-8 text", NOT_UTF8)
    text = (_day(value, layout.dates) if name in DATES else text_of(value)).strip()
    return Scalar.of(text, place) if text else None


def _day(value: Any, dates: str | None) -> str:
    """Return a day as this feed writes it: sheets and databases give days, and JSON often a time of day with them."""
    if isinstance(value, date):
        return _as_written(day_of(value) or value, dates)
    found = None if dates else day_of(value)
    return found.isoformat() if found else text_of(value)


def _as_written(day: date, dates: str | None) -> str:
    return day.strftime(dates) if dates else day.isoformat()


def _default(default: str | tuple[str, ...], place: Place) -> Node:
    if isinstance(default, str):
        return Scalar.of(default, place)
    return Items(tuple(Scalar.of(part, place) for part in default), place)


def _later(cells: Mapping[str, Node], layout: Layout) -> Iterator[tuple[str, Node]]:
    """Yield the ship window that begins ``lead`` after the day that is due, and ends ``buffer`` after that.

    Of a window, both ends are that much later, its last one by ``buffer`` more. What is no day is left as it is.
    """
    begins, ends = ("ship_window", "ship_window") if "ship_window" in cells else ("from", "to")
    for name, source, by in (("from", begins, layout.lead), ("to", ends, layout.lead + layout.buffer)):
        node = cells.get(source)
        if isinstance(node, Scalar) and (day := _moved(node.written, layout.dates, by)):
            yield name, Scalar.of(_as_written(day, layout.dates), node.place)


def _moved(text: str, dates: str | None, by: timedelta) -> date | None:
    day = day_of(text, dates)
    try:
        return day + by if day else None
    except OverflowError:
        return None
