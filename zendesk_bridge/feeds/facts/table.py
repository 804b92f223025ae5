"""A CSV text as the tree that the same facts would have in YAML; every cell keeps its line and its column's number."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zendesk_bridge.core.document import Items, Keys, MappingEntry, Node, Problems, Scalar
from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.tabular import Record, Table, TableLimits

COLUMNS = (
    *("sku", "name", "aliases", "ship_window", "from", "to", "promised_by", "reason", "options", "next_update"),
    *("every", "match", "also", "not"),
)
_BETWEEN = re.compile(r"\s*[,;/|\n]\s*")
_OPTION = re.compile(r"(?:wait|split|cancel)$|swap\s", re.IGNORECASE)
_LISTS = frozenset({"aliases", "also", "not"})
_PLAIN = ("sku", "name", "reason", "promised_by", "next_update", "every")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the table: our name -> the cell, filled ones only."""

    place: Place
    cells: dict[str, Scalar]


def entries(text: str, file: str, layout: Layout) -> tuple[tuple[Node, ...], list[Problem]]:
    """Return one tree for each row, in the shape of a YAML entry, and what is wrong with the table itself.

    The cells: ``aliases``, ``also``, ``not`` and ``options`` hold several, with the alias separator between them; an
    option is ``wait``, ``split``, ``cancel`` or ``swap SKU = NAME``. A row without any ship date has an unknown window.
    Raises InvalidInput if the text is no table at all.
    """
    problems = Problems()
    table = Table(io.StringIO(text, newline=""), file, TableLimits(), strict=True)
    nodes = tuple(_node(row, layout) for row in _rows(table, layout, problems))
    return nodes, problems.found


# --- rows ---------------------------------------------------------------------------------------------------


def _rows(table: Table, layout: Layout, problems: Problems) -> Iterator[_Line]:
    if not any(table.header):
        problems.add(table.place(line=1), "the file is empty", "its first line names the columns: sku, name, ...")
        return
    where = _columns(table, layout, problems)
    if problems.found:
        return
    alone = _one_end(where)
    if alone:  # read as a single day, so that all else that is wrong with it is told, too
        where["ship_window"] = where.pop(alone)
    told = False
    for row in table.filled():
        if isinstance(row, Problem):
            problems.extend([row])
            continue
        cells = dict(_filled(row, where, table))
        if alone and "ship_window" in cells and not told:
            told = True
            problems.add(table.place(), *_half(alone))
        yield _Line(table.place(line=row.line), cells)


def _filled(row: Record, where: Mapping[str, int], table: Table) -> Iterator[tuple[str, Scalar]]:
    """Yield what stands in our columns, by our names for them."""
    for name, index in where.items():
        if index < len(row.cells) and (cell := row.cells[index].strip()):
            yield name, Scalar.of(cell, table.place(index, row.line))


def _columns(table: Table, layout: Layout, problems: Problems) -> dict[str, int]:
    """Return which column holds what."""
    where, wrong = layout.where(COLUMNS, table, {"sku", "name"})
    problems.extend(wrong)
    windows = {"ship_window", "from", "to"}
    if not wrong and not windows & (where.keys() | layout.columns.keys()) and not table.below(layout.column("sku")):
        fix = "add the columns from and to, or ship_window, or name yours under columns"
        problems.add(table.place(), "no column holds the ship window", fix)
    return where


def _one_end(where: Mapping[str, int]) -> str:
    """Return the end of the window that has a column, where the other end has none."""
    ends = [name for name in ("from", "to") if name in where]
    return ends[0] if len(ends) == 1 and "ship_window" not in where else ""


def _half(end: str) -> tuple[str, str]:
    """Say once, and not in every row, that the other end of the window is missing, and what to do."""
    other = "to" if end == "from" else "from"
    fix = f"name it under columns; where there is one date only, name its column as ship_window, not as {end}"
    return f"there is a column for {end} and none for {other}", fix


# --- from a row to the tree of an entry -------------------------------------------------------------------------


def _node(row: _Line, layout: Layout) -> Node:
    entry: dict[str, Node] = {name: row.cells[name] for name in _PLAIN if name in row.cells}
    entry["ship_window"] = _window(row)
    if "match" in row.cells:
        entry["match"] = Scalar.of(row.cells["match"].written.lower(), row.cells["match"].place)
    for name in row.cells.keys() & _LISTS:
        entry[name] = _parts(row.cells[name], layout)
    if "options" in row.cells:
        parts = _parts(row.cells["options"], layout)
        each = [one for part in parts.items for one in _words(part)]
        entry["options"] = Items(tuple(map(_option, each)), parts.place)
    return _keys(entry, row.place)


def _window(row: _Line) -> Node:
    cell = row.cells.get("ship_window")
    if cell:
        return Scalar.of("unknown", cell.place) if cell.written.lower() == "unknown" else cell
    dates: dict[str, Node] = {name: row.cells[name] for name in ("from", "to") if name in row.cells}
    return _keys(dates, row.place) if dates else Scalar.of("unknown", row.place)


def _parts(cell: Scalar, layout: Layout) -> Items:
    return Items(tuple(Scalar.of(part, cell.place) for part in layout.split(cell.written)), cell.place)


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
