"""A CSV text as the tree that the same facts would have in YAML; every cell keeps its line and its column's number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zendesk_bridge.core.document import Entry, Items, Keys, Node, Problems, Scalar, nearest
from zendesk_bridge.core.errors import InvalidInput, Place, Problem

DELIMITERS = (",", ";", "\t")
COLUMNS = (
    *("sku", "name", "aliases", "ship_window", "from", "to", "promised_by", "reason", "options", "next_update"),
    *("match", "also", "not"),
)
_SEPARATOR = re.compile(r"""["']?sep=([^\w\s"']|\t)["']?""", re.IGNORECASE)
_NOTHING = " \t,;"
_LISTS = frozenset({"aliases", "also", "not"})
_PLAIN = ("sku", "name", "reason", "promised_by", "next_update")


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How one CSV file is written.

    ``columns`` maps our names to its headers where they differ. ``dates`` is a strptime pattern, None for YYYY-MM-DD.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    alias_separator: str = ";"


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the table: our name -> the cell, filled ones only."""

    place: Place
    cells: dict[str, Scalar]


def entries(text: str, file: str, form: TableFormat) -> tuple[tuple[Node, ...], list[Problem]]:
    """Return one tree for each row, in the shape of a YAML entry, and what is wrong with the table itself.

    The cells: ``aliases``, ``also``, ``not`` and ``options`` hold several, with the alias separator between them; an
    option is ``wait``, ``split``, ``cancel`` or ``swap SKU = NAME``. A row without any ship date has an unknown window.
    Raises InvalidInput if the text is no table at all.
    """
    problems = Problems()
    nodes = tuple(_node(row, form) for row in _rows(text, file, form, problems))
    return nodes, problems.found


# --- rows ---------------------------------------------------------------------------------------------------


def _rows(text: str, file: str, form: TableFormat, problems: Problems) -> Iterator[_Row]:
    lines = _lines(_opening(text), file)
    start, header = next(lines, (1, []))
    if not any(cell.strip() for cell in header):
        problems.add(Place(file, start), "the file is empty", "its first line names the columns: sku, name, ...")
        return
    where = _columns(header, Place(file, start), form.columns, problems)
    if problems.found:
        return
    for line, cells in lines:
        if any(cell.strip() for cell in cells[len(header) :]):
            problems.add(
                Place(file, line, len(header) + 1),
                f"the row has {len(cells)} cells, and the header {len(header)}",
                "put a text that holds the separator in quotation marks",
            )
        elif any(cell.strip() for cell in cells):
            found = {name: (index, cells[index].strip()) for name, index in where.items() if index < len(cells)}
            yield _Row(
                Place(file, line),
                {name: Scalar.of(cell, Place(file, line, index + 1)) for name, (index, cell) in found.items() if cell},
            )


@dataclass(frozen=True, slots=True)
class _Opening:
    """The table from its header on, how many lines stand before it, and what stands between its cells."""

    text: str
    skipped: int
    delimiter: str


def _opening(text: str) -> _Opening:
    """Find the header: below empty lines, and below the line ``sep=;`` with which Excel is told the separator."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    skipped = _blank(lines, 0)
    told = _SEPARATOR.fullmatch(lines[skipped].strip(" ")) if skipped < len(lines) else None
    if told:
        skipped = _blank(lines, skipped + 1)
    rest = lines[skipped:]
    return _Opening("\n".join(rest), skipped, told[1] if told else _delimiter(rest[0] if rest else ""))


def _blank(lines: list[str], start: int) -> int:
    """Return the first line from here on that holds anything but separators."""
    return next((index for index in range(start, len(lines)) if lines[index].strip(_NOTHING)), len(lines))


def _lines(table: _Opening, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins in; a quoted cell may hold line breaks."""
    reader = csv.reader(io.StringIO(table.text, newline=""), delimiter=table.delimiter, strict=True)
    start = table.skipped + 1
    try:
        for cells in reader:
            yield start, cells
            start = table.skipped + reader.line_num + 1
    except csv.Error as error:
        message = f"this is not a table: {error}"
        raise InvalidInput([Problem(Place(file, start), message, "look for a stray quotation mark")]) from None


def _delimiter(first: str) -> str:
    """Return what stands between the cells: whatever cuts the first line into the most."""
    return max(DELIMITERS, key=lambda sign: _width(first, sign))


def _width(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:  # such as a cell beyond all bounds: reading the table will say so, with its place
        return 0


def _columns(header: list[str], place: Place, names: Mapping[str, str], problems: Problems) -> dict[str, int]:
    """Return which column holds what."""
    folded = [_fold(cell) for cell in header]
    shown = [cell.strip() for cell in header]
    where: dict[str, int] = {}
    for name in COLUMNS:
        wanted = names.get(name, name)
        found = [index for index, cell in enumerate(folded) if cell == _fold(wanted)]
        if len(found) > 1:
            problems.add(Place(place.file, place.line, found[1] + 1), f"the column '{wanted}' is there twice")
        elif found:
            where[name] = found[0]
        elif name in names or name in {"sku", "name"}:
            fix = nearest(wanted, shown) or "the columns are: " + ", ".join(shown)
            problems.add(place, f"there is no column '{wanted}' for {name}", fix)
    if not {"ship_window", "from", "to"} & where.keys() and not {"ship_window", "from", "to"} & names.keys():
        fix = "add the columns from and to, or ship_window, or name yours under columns"
        problems.add(place, "no column holds the ship window", fix)
    return where


def _fold(header: str) -> str:
    return " ".join(header.replace("_", " ").split()).casefold()


# --- from a row to the tree of an entry -------------------------------------------------------------------------


def _node(row: _Row, form: TableFormat) -> Node:
    entry: dict[str, Node] = {name: row.cells[name] for name in _PLAIN if name in row.cells}
    entry["ship_window"] = _window(row)
    if "match" in row.cells:
        entry["match"] = Scalar.of(row.cells["match"].written.lower(), row.cells["match"].place)
    for name in row.cells.keys() & _LISTS:
        entry[name] = _parts(row.cells[name], form)
    if "options" in row.cells:
        parts = _parts(row.cells["options"], form)
        entry["options"] = Items(tuple(_option(part) for part in parts.items), parts.place)
    return _keys(entry, row.place)


def _window(row: _Row) -> Node:
    cell = row.cells.get("ship_window")
    if cell:
        return Scalar.of("unknown", cell.place) if cell.written.lower() == "unknown" else cell
    dates: dict[str, Node] = {name: row.cells[name] for name in ("from", "to") if name in row.cells}
    return _keys(dates, row.place) if dates else Scalar.of("unknown", row.place)


def _parts(cell: Scalar, form: TableFormat) -> Items:
    parts = (part.strip() for part in cell.written.split(form.alias_separator))
    return Items(tuple(Scalar.of(part, cell.place) for part in parts if part), cell.place)


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
    return Keys({name: Entry(node.place, node) for name, node in entry.items()}, place)
