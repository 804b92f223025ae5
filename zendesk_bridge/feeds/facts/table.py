"""Rows as the trees that the same facts would have in YAML; every cell keeps its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zendesk_bridge.core.document import Items, Keys, MappingEntry, Node, Scalar
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.feeds.day_order import looked_at
from zendesk_bridge.feeds.facts.entries import MOST_ITEMS
from zendesk_bridge.feeds.facts.lines import DATES, UNDECIDED, FactRow, line
from zendesk_bridge.feeds.facts.merging import Merger
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.picking import Picked, Picking
from zendesk_bridge.feeds.sources import Header, Located

COLUMNS = (
    *("sku", "name", "aliases", "ship_window", "from", "to", "promised_by", "reason", "options", "next_update"),
    *("every", "match", "also", "not"),
)
MUST = frozenset({"sku", "name"})
_FOR_MERGING = ("quantity", "demand")
_BETWEEN = re.compile(r"\s*[,;/|\n]\s*")
_OPTION = re.compile(r"(?:wait|split|cancel)$|swap\s", re.IGNORECASE)
_LISTS = frozenset({"aliases", "also", "not"})
_PLAIN = ("sku", "name", "reason", "promised_by", "next_update", "every")
_WINDOWS = frozenset({"ship_window", "from", "to"})

MOST_ROWS = 10 * MOST_ITEMS
"""Rows that may count in one table of late items, several for one item among them."""


@dataclass(frozen=True, slots=True)
class Tabled:
    """The trees of all rows that count, what is wrong with the table itself, and what may not be meant so.

    ``left_out`` is how many rows do not count.
    """

    nodes: tuple[Node, ...]
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    left_out: int = 0


def entries(rows: Iterable[Header | Located | Problem], layout: Layout) -> Tabled:
    """Return one tree for each row that counts, in the shape of a YAML entry.

    The cells: ``aliases``, ``also``, ``not`` and ``options`` hold several, with the alias separator between them; an
    option is ``wait``, ``split``, ``cancel`` or ``swap SKU = NAME``. A row without any ship date has an unknown window.
    Raises InvalidInput if the rows are no table of late items at all, and what reading them raises.
    """
    problems: list[Problem] = []
    names = (*COLUMNS, *(_FOR_MERGING if layout.merge == "covers" else ()))
    picking = Picking(layout, names, MUST - layout.defaults.keys())
    lines = _lines(picking, rows, layout, problems)
    if layout.merge:
        merger = Merger(layout)
        nodes = tuple(_node(one, layout) for one in merger.merged(lines))
        return Tabled(nodes, [*problems, *merger.problems], merger.doubts, picking.left_out)
    nodes = tuple(_node(one, layout) for one in lines)
    return Tabled(nodes, problems, left_out=picking.left_out)


# --- rows ---------------------------------------------------------------------------------------------------


def _lines(
    picking: Picking, rows: Iterable[Header | Located | Problem], layout: Layout, problems: list[Problem]
) -> Iterator[FactRow]:
    alone: str | None = None
    told = False
    picked = looked_at(picking(_checked(rows, layout)), layout.dates, DATES)
    for count, row in enumerate(picked):
        if isinstance(row, Problem):
            problems.append(row)
            continue
        if count > MOST_ROWS:
            message = f"holds more than {MOST_ROWS:,} rows that count"
            raise InvalidInput([Problem(Place(row.place.file), message, "say which count: where: {Open Qty: '> 0'}")])
        if alone is None:
            alone = _one_end(row)
        one = line(row, layout, alone=alone)  # one end is read as a single day, so that all else is told, too
        if isinstance(one, Problem):
            problems.append(one)
            continue
        if alone and "ship_window" in one.cells and not told:
            told = True
            problems.append(Problem(_top(picking, row), *_half(alone)))
        yield one


def _checked(rows: Iterable[Header | Located | Problem], layout: Layout) -> Iterator[Header | Located | Problem]:
    """Yield the rows as they are; raises InvalidInput for columns of which none holds the ship window."""
    for row in rows:
        yield row
        if isinstance(row, Header) and not _has_window(row, layout):
            fix = "add the columns from and to, or ship_window, or name yours under columns"
            raise InvalidInput([Problem(row.place(), "no column holds the ship window", fix)])


def _has_window(header: Header, layout: Layout) -> bool:
    there = set(layout.found(tuple(_WINDOWS), header, ())[0])
    return bool(there | (_WINDOWS & layout.columns.keys())) or bool(header.below(layout.column("sku")))


def _one_end(row: Picked) -> str:
    """Return the end of the window that has a column, where the other end has none."""
    ends = [name for name in ("from", "to") if name in row.columns]
    return ends[0] if len(ends) == 1 and "ship_window" not in row.columns else ""


def _top(picking: Picking, row: Picked) -> Place:
    return picking.header.place() if picking.header else Place(row.place.file)


def _half(end: str) -> tuple[str, str]:
    """Say once, and not in every row, that the other end of the window is missing, and what to do."""
    other = "to" if end == "from" else "from"
    fix = f"name it under columns; where there is one date only, name its column as ship_window, not as {end}"
    return f"there is a column for {end} and none for {other}", fix


# --- from a row to the tree of an entry -------------------------------------------------------------------------


def _node(row: FactRow, layout: Layout) -> Node:
    entry: dict[str, Node] = {name: row.cells[name] for name in _PLAIN if name in row.cells}
    entry["ship_window"] = _window(row)
    if "match" in row.cells:
        entry["match"] = Scalar.of(row.written("match").lower(), row.cells["match"].place)
    for name in row.cells.keys() & _LISTS:
        entry[name] = _parts(row.cells[name], layout)
    if "options" in row.cells:
        parts = _parts(row.cells["options"], layout)
        each = [one for part in parts.items for one in _words(part)]
        entry["options"] = Items(tuple(map(_option, each)), parts.place)
    return _keys(entry, row.place)


def _window(row: FactRow) -> Node:
    cell = row.cells.get("ship_window")
    if cell:
        return Scalar.of("unknown", cell.place) if row.written("ship_window").casefold() in UNDECIDED else cell
    dates: dict[str, Node] = {name: row.cells[name] for name in ("from", "to") if name in row.cells}
    return _keys(dates, row.place) if dates else Scalar.of("unknown", row.place)


def _parts(cell: Node, layout: Layout) -> Items:
    if isinstance(cell, Items):
        return cell
    written = cell.written if isinstance(cell, Scalar) else ""
    return Items(tuple(Scalar.of(part, cell.place) for part in layout.split(written)), cell.place)


def _words(node: Node) -> Sequence[Node]:
    """Return the options of a part that holds several: they are few words, so that any sign may stand between them."""
    parts = _BETWEEN.split(node.written) if isinstance(node, Scalar) else ()
    several = all(_OPTION.match(part) for part in parts)
    return [Scalar.of(part, node.place) for part in parts] if parts and several else [node]


def _option(node: Node) -> Node:
    """Return ``swap WID-14 = Green Widget`` as the mapping that it is in YAML; the other options are words."""
    if not isinstance(node, Scalar):
        return node
    word, _, rest = node.written.partition(" ")
    sku, equals, name = rest.partition("=")
    if word.lower() != "swap" or not equals:
        return Scalar.of(node.written.lower(), node.place)
    parts = {"sku": Scalar.of(sku.strip(), node.place), "name": Scalar.of(name.strip(), node.place)}
    return _keys({"swap": _keys(parts, node.place)}, node.place)


def _keys(entry: Mapping[str, Node], place: Place) -> Keys:
    return Keys({name: MappingEntry(node.place, node) for name, node in entry.items()}, place)
