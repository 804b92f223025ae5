"""A CSV text as the tree that the same facts would have in YAML; every cell keeps its line and its column's number."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zendesk_bridge.core.document import Entry, Items, Keys, Node, Problems, Scalar, nearest
from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.feeds.tabular import Limits, Record, Table

COLUMNS = (
    *("sku", "name", "aliases", "ship_window", "from", "to", "promised_by", "reason", "options", "next_update"),
    *("match", "also", "not"),
)
_BETWEEN = re.compile(r"\s*[,;/|\n]\s*")
_OPTION = re.compile(r"(?:wait|split|cancel)$|swap\s", re.IGNORECASE)
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
    table = Table(io.StringIO(text, newline=""), file, Limits(), strict=True)
    header, start = table.header, table.line
    if not any(header):
        problems.add(Place(file, 1), "the file is empty", "its first line names the columns: sku, name, ...")
        return
    place = Place(file, start)
    where = _columns(header, place, form.columns, problems)
    if problems.found:
        below = _header_below(text, start, form.columns.get("sku", "sku"))
        if below:
            message = f"the columns are named in line {below}, and not in this one"
            problems.found[:] = [Problem(place, message, "take away the lines above it")]
        return
    alone = _one_end(where)
    if alone:  # read as a single day, so that all else that is wrong with it is told, too
        where["ship_window"] = where.pop(alone)
    told = False
    for row in _checked(table, file, problems):
        cells = dict(_filled(row, where, file))
        if alone and "ship_window" in cells and not told:
            told = True
            problems.add(place, *_half(alone))
        yield _Row(Place(file, row.line), cells)


_LOOKED_THROUGH = 30  # lines that a report may have above its table
_SIGNS = re.compile(r"[,;\t|]")


def _header_below(text: str, start: int, sku: str) -> int:
    """Return the line in which the SKU's column is named, if that stands below a title; else 0."""
    lines = text.splitlines()[:_LOOKED_THROUGH]
    for number, line in enumerate(lines[start:], start + 1):
        if _fold(sku) in {_fold(cell.strip(' "')) for cell in _SIGNS.split(line)}:
            return number
    return 0


def _checked(table: Table, file: str, problems: Problems) -> Iterator[Record]:
    """Yield the rows that hold something, in as many cells as the header has."""
    width = len(table.header)
    for row in table:
        if isinstance(row, Problem):
            problems.extend([row])
        elif any(cell.strip() for cell in row.cells[width:]):
            problems.add(
                Place(file, row.line, width + 1),
                f"the row has {len(row.cells)} cells, and the header {width}",
                "put a text that holds the separator in quotation marks",
            )
        elif any(cell.strip() for cell in row.cells):
            yield row


def _filled(row: Record, where: Mapping[str, int], file: str) -> Iterator[tuple[str, Scalar]]:
    """Yield what stands in our columns, by our names for them."""
    for name, index in where.items():
        if index < len(row.cells) and (cell := row.cells[index].strip()):
            yield name, Scalar.of(cell, Place(file, row.line, index + 1))


def _columns(header: list[str], place: Place, names: Mapping[str, str], problems: Problems) -> dict[str, int]:
    """Return which column holds what."""
    folded = [_fold(cell) for cell in header]
    where: dict[str, int] = {}
    for name in COLUMNS:
        wanted = names.get(name, name)
        found = [index for index, cell in enumerate(folded) if cell == _fold(wanted)]
        if len(found) > 1:
            problems.add(Place(place.file, place.line, found[1] + 1), f"the column '{wanted}' is there twice")
        elif found:
            where[name] = found[0]
        elif name in names or name in {"sku", "name"}:
            fix = nearest(wanted, header) or there_are(header)
            problems.add(place, f"there is no column '{wanted}' for {name}", fix)
    if not {"ship_window", "from", "to"} & where.keys() and not {"ship_window", "from", "to"} & names.keys():
        fix = "add the columns from and to, or ship_window, or name yours under columns"
        problems.add(place, "no column holds the ship window", fix)
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


_SHOWN = 20
_LONGEST_NAME = 60


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
        each = [one for part in parts.items for one in _words(part)]
        entry["options"] = Items(tuple(map(_option, each)), parts.place)
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
    return Keys({name: Entry(node.place, node) for name, node in entry.items()}, place)
