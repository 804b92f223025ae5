"""Sheets of a workbook: their cells are numbers, days and errors, not text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zendesk_bridge.core.conditions import condition
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.ports import Reading
from zendesk_bridge.feeds import BackorderRows, FileManner, FileRows, Layout, ProductFeed, late_table

Workbook = Callable[..., bytes]

DAY = date(2026, 12, 1)
HEAD = ["Item", "Title", "Open", "ETA"]
ROWS = [HEAD, [1042.0, "Ay", 5, DAY], ["A-2", "Bee", 0, DAY], [], ["0123", "Cee", 2.0, "12/24/2026"]]
COLUMNS = {"sku": "item", "name": "title", "ship_window": "eta"}


def read(folder: Path, data: bytes, sheet: str = "", **layout: Any) -> Reading:
    """Read a workbook of late items."""
    (folder / "late.xlsx").write_bytes(data)
    layout["where"] = {column: condition(it) for column, it in layout.get("where", {}).items()}
    made = Layout(COLUMNS, **layout)
    manner = FileManner("xlsx", sheet, titles=made.titles(BackorderRows.must))
    return BackorderRows(late_table(folder / "late.xlsx", manner, "late.xlsx"), made).read()


def said(reading: Reading) -> list[str]:
    """Return what is wrong, places without the folder."""
    return [str(problem).partition("late.xlsx")[2] for problem in reading.problems]


@pytest.mark.parametrize("dates", [None, "%m/%d/%Y"])
def test_cells_as_they_are(tmp_path: Path, workbook: Workbook, dates: str | None) -> None:
    """A number is no decimal, a day is one whatever dates: says, and rows keep the numbers that the sheet shows."""
    reading = read(tmp_path, workbook(Late=ROWS), dates=dates, where={"Open": "> 0"})
    last = [] if dates is None else [("0123", date(2026, 12, 24), 5)]
    found = [(it.sku, it.ship_window and it.ship_window.last, it.place.line) for it in reading.backorders]
    assert found == [("1042", DAY, 2), *last]
    assert len(reading.problems) == (1 if dates is None else 0)


def test_a_table_that_begins_somewhere(tmp_path: Path, workbook: Workbook) -> None:
    """Places are those that the sheet shows, wherever its first cell is filled."""
    rows: list[list[Any]] = [[], [None, *HEAD], [], [None, "A", "Ay", 1, "soon"], [None, "B", "Bee", 1, DAY]]
    reading = read(tmp_path, workbook(Late=rows))
    assert [item.place.line for item in reading.backorders] == [5]
    assert said(reading)[0].startswith(":4:5: ship_window (your column 'eta'): 'soon' is not a date")


def test_a_sheet_by_its_name(tmp_path: Path, workbook: Workbook) -> None:
    """The first sheet is read where none is named; a name that is not there is told with those that are."""
    data = workbook(Notes=[["x"]], May=ROWS)
    assert [item.sku for item in read(tmp_path, data, "May", where={"Title": "Ay"}).backorders] == ["1042"]
    assert "for sku (is it the right file?" in " ".join(said(read(tmp_path, data)))
    assert said(read(tmp_path, data, "Mai")) == [
        ": there is no sheet 'Mai' (did you mean 'May'? known here: Notes, May)"
    ]


def test_errors_in_cells(tmp_path: Path, workbook: Workbook) -> None:
    """What a sheet has in the place of a value costs its row, and is told with its cell."""
    rows = [HEAD, ["A", "Ay", "#N/A", DAY], ["B", "#REF!", 1, DAY], ["C", "Cee", 1, "#N/A"], ["D", "Dee", 1, DAY]]
    reading = read(tmp_path, workbook(Late=rows), where={"Open": "> 0"})
    assert [item.sku for item in reading.backorders] == ["D"]
    found = said(reading)
    assert found[0].startswith(":2:3: where compares 'Open', and '#N/A' is no number")
    assert found[1].startswith(":3:2: name (your column 'title'): '#REF!' is what a spreadsheet writes where it has no")
    assert found[2].startswith(":4:4: ship_window (your column 'eta'): '#N/A' is not a date")


def test_hidden_sheets(tmp_path: Path, workbook: Workbook) -> None:
    """The first sheet is the first one that a person sees; a hidden one is read where it is named."""
    old = [HEAD, ["OLD", "Old", 1, DAY]]
    data = workbook(Hidden=old, Late=ROWS)
    assert [one.sku for one in read(tmp_path, data).backorders] == ["1042", "A-2"]
    assert [one.sku for one in read(tmp_path, data, "Hidden").backorders] == ["OLD"]
    assert [one.sku for one in read(tmp_path, workbook(Hidden=old)).backorders] == ["OLD"]


def test_a_title_above_the_table(tmp_path: Path, workbook: Workbook) -> None:
    """A report's title is passed over; where not every column is named below it, it is told as what it is."""
    rows = [["Open orders, printed 2026-11-28"], [None], *ROWS]
    reading = read(tmp_path, workbook(Late=rows))
    assert [(one.sku, one.place.line) for one in reading.backorders] == [("1042", 4), ("A-2", 5)]
    rows[2] = ["Item", "Name", "Open", "ETA"]
    assert said(read(tmp_path, workbook(Late=rows))) == [
        ":1: the columns are named in line 3, and not in this one (take away the lines above it)"
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 cut off", ": is no workbook that can be read (is it whole? Open it, and save it anew"),
        (b"", ":1: the file is empty"),
        (b"<!DOCTYPE html><html>Sign in", ": this is a web page (HTML), not a workbook (a shop or a server shows"),
        (b"sku,name\n", ": is no workbook that can be read"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, data: bytes, says: str) -> None:
    """Half a file, a page and a text with a workbook's name are told, and nothing is taken for an empty sheet."""
    assert said(read(tmp_path, data))[0].startswith(says)


def test_a_workbook_without_a_sheet(tmp_path: Path, workbook: Workbook) -> None:
    """A workbook that holds no sheet at all is told as one that cannot be read."""
    assert said(read(tmp_path, workbook()))[0].startswith(": is no workbook that can be read")


def test_a_workbook_cut_anywhere(tmp_path: Path, workbook: Workbook) -> None:
    """However much of it is there, it is read whole or refused in plain words."""
    data = workbook(Late=ROWS)
    for end in range(0, len(data), 97):
        assert said(read(tmp_path, data[:end]))


def test_products_in_a_workbook(tmp_path: Path, workbook: Workbook) -> None:
    """The catalogue may be one, too."""
    (tmp_path / "all.xlsx").write_bytes(workbook(All=[["sku", "name"], [12.0, "Ay"], ["B", "Bee"]]))
    found = ProductFeed("all", FileRows(tmp_path / "all.xlsx", FileManner("xlsx"))).read()
    assert [(it.sku, it.name) for it in found.products] == [("12", "Ay"), ("B", "Bee")]


def test_a_workbook_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than can be unpacked in memory is refused before it is."""
    monkeypatch.setattr("zendesk_bridge.feeds.sources.workbook.LARGEST", 10)
    (tmp_path / "all.xlsx").write_bytes(b"PK\x03\x04" + b"0" * 20)
    with pytest.raises(InvalidInput, match="save the sheet as 'CSV UTF-8'"):
        ProductFeed("all", FileRows(tmp_path / "all.xlsx", FileManner("xlsx"))).read()
