"""The rows of a workbook's sheet, as its cells hold them: numbers and days are not the text that a sheet shows."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import time, timedelta
from types import MappingProxyType
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from zendesk_bridge.core.document import choices, foreign
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.raw import text_of
from zendesk_bridge.feeds.sources.cell_errors import LARGEST_UNPACKED, cell_errors, unpacked_size
from zendesk_bridge.feeds.sources.port import Header, Located
from zendesk_bridge.feeds.tabular import fold

LARGEST = 50_000_000
"""Bytes that a workbook may have: it is unpacked and read whole."""

_LOOKED_THROUGH = 30  # rows that a report may have above its table


def workbook_rows(
    stream: io.BufferedReader, file: str, sheet: str, titles: frozenset[str] = frozenset()
) -> Iterator[Header | Located]:
    """Yield the rows of one sheet, the first that can be seen if none is named, below the row that names ``titles``.

    Raises InvalidInput for what is no workbook.
    """
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST or unpacked_size(data) > LARGEST_UNPACKED:
        fix = "save the sheet as 'CSV UTF-8', and name that file"
        raise InvalidInput([Problem(Place(file), f"is a workbook of more than {LARGEST // 1_000_000} MB", fix)])
    found = _sheet(data, file, sheet)
    rows = _numbered(found, cell_errors(data, found.name))
    above = _below(found, titles) if titles else 0
    line, names = next((row for row in rows if row[0] >= above), (1, ()))
    yield Header(file, line, _titles(names), lambda column: _below(found, frozenset({fold(column)})))
    for number, cells in rows:
        yield Located(Place(file, number), cells)


def _sheet(data: bytes, file: str, name: str) -> CalamineSheet:
    fix = "is it whole? Open it, and save it anew as .xlsx, or as 'CSV UTF-8'"
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if name and name not in book.sheet_names:
            problem = Problem(Place(file), f"there is no sheet '{name}'", choices(name, book.sheet_names))
        else:
            return book.get_sheet_by_name(name or _first(book))
    except PasswordError:
        problem = Problem(Place(file), "is a workbook with a password", "save it without one")
    except (CalamineError, OSError, ValueError):
        what = None if data.startswith(b"PK") else foreign(data)
        if what:
            problem = Problem(Place(file), f"this is {what.what}, not a workbook", what.fix)
        else:
            problem = Problem(Place(file), "is no workbook that can be read", fix)
    raise InvalidInput([problem])


def _numbered(
    sheet: CalamineSheet, errors: Mapping[tuple[int, int], str] = MappingProxyType({})
) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows that hold something, by the numbers that they have in the sheet, errors in their places."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), said in errors.items():
        by_row.setdefault(row, []).append((column, said))
    for index, given in enumerate(sheet.to_python(skip_empty_area=False)):  # so that A1 is the first cell
        cells = list(map(_plain, given))
        for column, said in by_row.get(index, ()):
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = said
        if any(text_of(cell).strip() for cell in cells):
            yield index + 1, cells


def _plain(cell: Any) -> Any:
    """Return a cell of a kind that every source may give: a time of day or a span is text."""
    return str(cell) if isinstance(cell, time | timedelta) else cell


def _first(book: CalamineWorkbook) -> str:
    """Return the first sheet that a person sees who opens the workbook; the first of all where all are hidden.

    Raises ValueError for a workbook without any.
    """
    seen = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    if not (names := seen or book.sheet_names):
        raise ValueError("no sheet")
    return names[0]


def _titles(cells: Sequence[Any]) -> list[str]:
    return [text_of(cell).strip() for cell in cells]


def _below(sheet: CalamineSheet, columns: frozenset[str]) -> int:
    """Return the row in which columns are named, among those that a report may have above its table; 0 for none."""
    rows = itertools.islice(_numbered(sheet), _LOOKED_THROUGH)
    return next((line for line, cells in rows if columns <= set(map(fold, _titles(cells)))), 0)
