"""Rows of a table as late items: which count, what stands in empty cells, how a due date becomes a ship window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from zendesk_bridge.core.conditions import condition
from zendesk_bridge.core.model import Cancel, ShipWindow, Wait
from zendesk_bridge.core.ports import Reading
from zendesk_bridge.feeds import BackorderRows, FileManner, Layout, Records, late_table

PO = """\
PO No,Line,Vendor,PO Status,Part No,Description,PO Qty,Recv Qty,Open,Due Date
1,1,"Acme, Inc.",PENDING,A-1,Ay one,50,10,40,07/20/2026
2,1,Bolt Co,PENDING,A-1,Ay one,30,0,30,07/05/2026
3,1,Bolt Co,APPROVED,A-1,Ay one,80,0,80,08/13/2026
4,1,Bolt Co,PENDING,B-2,Bee two,10,10,0,07/01/2026
5,1,Bolt Co,pending,C-3,Cee three,5,0,5,09/30/2026
6,1,Bolt Co,PENDING,SAMPLE-9,Sample,5,0,5,09/30/2026
"""
COLUMNS = {"sku": "Part No", "name": "Description", "ship_window": "Due Date"}
COVERS = {**COLUMNS, "quantity": "Open", "demand": "PO Qty"}
US = "%m/%d/%Y"

Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that writes a table and reads it by a layout."""

    def run(text: str | bytes, name: str = "po.csv", manner: FileManner | None = None, **layout: Any) -> Reading:
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        layout["where"] = {column: condition(it) for column, it in layout.get("where", {}).items()}
        layout.setdefault("columns", COLUMNS)
        layout.setdefault("dates", US)
        layout.setdefault("defaults", {"reason": "the supplier is late"})
        source = late_table(tmp_path / name, manner or FileManner(), name)
        return BackorderRows(source, Layout(**layout)).read()

    return run


def windows(reading: Reading) -> dict[str, tuple[str, str] | None]:
    """Return the ship windows by SKU, as month and day."""
    found = {item.sku: item.ship_window for item in reading.backorders}
    return {sku: (f"{it.first:%m-%d}", f"{it.last:%m-%d}") if it and it.first else None for sku, it in found.items()}


def said(reading: Reading) -> list[str]:
    """Return what is wrong, without the folder."""
    return ["." + str(problem).partition("/po.")[2] for problem in reading.problems]  # the folder may be popen-gw0


def test_an_open_order_report_becomes_late_items(read: Read) -> None:
    """Rows that are open count, each item once; a due date is a window; empty cells hold what the config says."""
    reading = read(
        PO,
        where={"Open": "> 0", "Part No": "not SAMPLE*", "po status": ["pending", "approved"]},
        merge="earliest",
        lead=timedelta(days=3),
        buffer=timedelta(days=5),
        defaults={"reason": "the supplier is late", "options": ("wait", "cancel")},
    )
    assert reading.problems == ()
    assert windows(reading) == {"A-1": ("07-08", "07-13"), "C-3": ("10-03", "10-08")}
    assert {(item.reason, item.options) for item in reading.backorders} == {
        ("the supplier is late", (Wait(), Cancel()))
    }
    assert [item.place.line for item in reading.backorders] == [3, 6]


@pytest.mark.parametrize(
    ("merge", "window"), [("earliest", ("07-05", "07-05")), ("latest", ("08-13", "08-13")), ("covers", None)]
)
def test_which_of_several_rows_counts(read: Read, merge: str, window: tuple[str, str] | None) -> None:
    """Of an item on several orders the earliest or the latest counts, or as many as the demand needs."""
    columns = COVERS if merge == "covers" else COLUMNS
    reading = read(PO, where={"Open": "> 0"}, merge=merge, columns=columns)
    assert windows(reading)["A-1"] == (window or ("07-05", "08-13"))  # 80 are wanted: 30 + 40 + 80


@pytest.mark.parametrize(
    ("demand", "window", "doubt"),
    [
        ("20", ("07-05", "07-05"), ""),
        ("70", ("07-05", "07-20"), ""),
        ("71", ("07-05", "08-13"), ""),
        ("500", ("07-05", "08-13"), "A-1: the open rows bring 150 of the 500 that are wanted"),
        ("", ("07-05", "07-05"), ""),
    ],
)
def test_rows_that_cover_the_demand(read: Read, demand: str, window: tuple[str, str], doubt: str) -> None:
    """The window reaches from the first row's day to that of the row with which the demand is covered."""
    rows = "sku,name,due,open,wanted\n" + "".join(
        f"A-1,Ay,{due},{count},{demand}\n"
        for due, count in (("07/20/2026", 40), ("07/05/2026", 30), ("08/13/2026", 80))
    )
    columns = {"ship_window": "due", "quantity": "open", "demand": "wanted"}
    reading = read(rows, merge="covers", columns=columns)
    assert windows(reading) == {"A-1": window}
    assert any(doubt in found.message for found in reading.doubts) if doubt else not reading.doubts


def test_a_row_without_a_date_counts_last(read: Read) -> None:
    """A row that names no day counts only where no other row of the item does."""
    rows = "Part No,Description,Due Date\nA-1,Ay,\nA-1,Ay,07/05/2026\nB,Bee,\nB,Bee,\n"
    assert windows(read(rows, merge="latest")) == {"A-1": ("07-05", "07-05"), "B": None}


@pytest.mark.parametrize(
    ("cell", "says"), [("soon", "'soon' is not a date"), ("2026-07-01", "'2026-07-01' is not a date")]
)
def test_an_item_of_which_one_row_is_unreadable_is_held(read: Read, cell: str, says: str) -> None:
    """Nobody knows whether the unreadable row would come first: only it is told, and the other items stand."""
    rows = f"Part No,Description,Due Date\nA-1,Ay,07/05/2026\nA-1,Ay,{cell}\nB,Bee,07/06/2026\n"
    reading = read(rows, merge="earliest")
    assert windows(reading) == {"B": ("07-06", "07-06")}
    assert len(reading.problems) == 1
    assert says in said(reading)[0]


def test_an_amount_that_is_none_holds_its_item(read: Read) -> None:
    """What cannot be counted covers nothing, and is told."""
    rows = "Part No,Description,Due Date,Open,PO Qty\nA-1,Ay,07/05/2026,#REF!,3\nB,Bee,07/06/2026,2,1\n"
    reading = read(rows, merge="covers", columns=COVERS)
    assert windows(reading) == {"B": ("07-06", "07-06")}
    assert said(reading) == [".csv:2:4: quantity: '#REF!' is no number (correct the cell)"]


def test_merging_that_does_nothing_is_told(read: Read) -> None:
    """Where no item stands in several rows, merge: has no effect today."""
    rows = "Part No,Description,Due Date\nA-1,Ay,07/05/2026\n"
    (doubt,) = read(rows, merge="latest").doubts
    assert doubt.message == "merge: latest does nothing here: no item stands in more than one row"


def test_several_rows_without_a_word_on_them(read: Read) -> None:
    """An item in several rows is one mistake for the whole table, and names the setting."""
    rows = "Part No,Description,Due Date\n" + "".join(f"{sku},{sku},07/05/2026\n" * 2 for sku in "ABCDEFGH")
    (found,) = said(read(rows))
    assert "is listed twice; the same in lines" in found
    assert "merge: earliest" in found


@pytest.mark.parametrize(
    ("dates", "cells", "told"),
    [
        (US, ["01/12/2026", "13/12/2026"], 'is no day by "%m/%d/%Y", and one by "%d/%m/%Y"; so may all the others be'),
        ("%d.%m.%Y", ["1.12.2026", "12.31.2026"], 'say dates: "%m.%d.%Y" for this feed in your config'),
        ("%d.%m.%y", ["01.12.26 08:15", "12.31.26 09:00"], 'dates: "%m.%d.%y"'),
        (None, ["2026-01-12", "2026-13-12"], 'dates: "%Y-%d-%m"'),
        (US, ["01/12/2026", "12/13/2026", "13/12/2026"], ""),
        (US, ["01/12/2026", "soon"], ""),
        ("%b %d, %Y", ["Dec 1, 2026", "13/12/2026"], ""),
    ],
)
def test_day_and_month_in_each_others_places(read: Read, dates: str | None, cells: list[str], told: str) -> None:
    """Where some days can only be read the other way round, and none only as told, no day is believed."""
    reading = read(
        "Part No,Description,Due Date\n" + "".join(f'P{n},P {n},"{c}"\n' for n, c in enumerate(cells)), dates=dates
    )
    assert bool(reading.backorders) is not bool(told)
    (found,) = said(reading)
    assert told in found
    assert ("nothing of it is read" in found) is bool(told)


@pytest.mark.parametrize(
    ("dates", "cells", "advice"),
    [
        (None, ["07/20/2026", "07/05/2026"], 'to read it, say dates: "%m/%d/%Y" for this feed'),
        (None, ["20.07.2026", "05.07.2026"], 'to read it, say dates: "%d.%m.%Y" for this feed'),
        (
            None,
            ["07/05/2026", "05/06/2026"],
            'say dates: "%m/%d/%Y" where the month comes first, dates: "%d/%m/%Y" where the day does, for this feed',
        ),
        (None, ["07/05/2026", "05/06/2026 00:00:00"], 'dates: "%d/%m/%Y" where the day does, for this feed'),
        (US, ["20.07.2026", "05.07.2026"], 'to read it, say dates: "%d.%m.%Y" for this feed'),
    ],
)
@pytest.mark.parametrize(
    "columns", [COLUMNS, {"sku": "Part No", "name": "Description", "from": "Due Date", "to": "Due Date"}]
)
def test_a_column_of_wrong_dates_is_one_mistake(
    read: Read, dates: str | None, cells: list[str], advice: str, columns: dict[str, str]
) -> None:
    """However many rows there are, and for however many of our names the column stands, it is told once."""
    rows = "Part No,Description,Due Date\n" + "".join(f"P{n},Part {n},{cells[n % 2]}\n" for n in range(500))
    reading = read(rows, dates=dates, columns=columns)
    (found,) = said(reading)
    assert "(your column 'Due Date'): " in found
    assert "and 494 more" in found
    assert advice in found


@pytest.mark.parametrize(
    ("text", "layout", "message"),
    [
        (PO, {"where": {"Opn": "> 0"}}, ".csv:1: there is no column 'Opn' for where (did you mean 'Open'?)"),
        (PO, {"where": {"Weight": "> 0"}}, "there is no column 'Weight' for where (there are: PO No, Line, Vendor"),
        (
            PO.replace(",40,", ",#N/A,"),
            {"where": {"Open": "> 0"}, "merge": "latest"},
            ".csv:2:9: where compares 'Open', and '#N/A' is no number (the row is left out",
        ),
    ],
)
def test_what_is_wrong_with_where(read: Read, text: str, layout: dict[str, Any], message: str) -> None:
    """A column that is not there, and a cell that cannot be compared, are told: no row counts or is left out unseen."""
    assert any(message in problem for problem in said(read(text, **layout)))


def test_a_cell_that_cannot_be_compared_costs_its_row_alone(read: Read) -> None:
    """The other rows count."""
    reading = read(PO.replace(",40,", ",#N/A,"), where={"Open": "> 0", "Part No": "not SAMPLE*"}, merge="latest")
    assert windows(reading).keys() == {"A-1", "C-3"}


def test_a_window_of_two_columns_moves_as_a_whole(read: Read) -> None:
    """Both ends are later by the lead, and the last one by the buffer, too."""
    rows = "sku,name,from,to\nA,Ay,2026-12-30,2026-12-31\n"
    reading = read(rows, columns={}, dates=None, lead=timedelta(days=1), buffer=timedelta(days=2))
    assert reading.backorders[0].ship_window == ShipWindow(date(2026, 12, 31), date(2027, 1, 3))


@pytest.mark.parametrize(
    ("text", "name", "records", "columns"),
    [
        ('[{"sku": "A", "name": "Ay", "due": "2026-12-01T00:00:00Z", "also": ["x", "y"]}]', "po.json", Records(), {}),
        ('{"data": {"rows": [{"sku": "A", "name": "Ay", "due": "2026-12-01"}]}}', "po.json", Records("data.rows"), {}),
        ('{"items": [{"sku": "A", "name": "Ay", "due": "2026-12-01"}]}', "po.json", Records(), {}),
        ('{"sku": "A", "name": "Ay", "due": "2026-12-01"}\n', "po.jsonl", Records(), {}),
        (
            '[{"item": {"code": "A"}, "name": "Ay", "meta": [{"key": "eta", "value": "2026-12-01"}]}]',
            "po.json",
            Records(),
            {"sku": "item.code", "ship_window": "meta[?key=='eta'].value | [0]"},
        ),
    ],
)  # fmt: skip
def test_json(read: Read, text: str, name: str, records: Records, columns: dict[str, str]) -> None:
    """JSON says the same: rows wherever they stand, cells by their key, by a path of keys, or by JMESPath."""
    form: Any = name.rpartition(".")[2]
    manner = FileManner(form, records=records)
    reading = read(text, name, manner, columns={"ship_window": "due", **columns}, dates=None)
    assert reading.problems == ()
    assert windows(reading) == {"A": ("12-01", "12-01")}


@pytest.mark.parametrize(
    ("text", "records", "layout", "message"),
    [
        ('{"data": {}}', Records("data.rows"), {}, "records: 'data.rows' leads to no list here"),
        ('{"late": [], "data": 5}', Records("data"), {}, "(there are lists under: late)"),
        ('[{"sku": "A", "name": "Ay", "due": "2026-12-01"}, 5]', Records(), {}, ".json:2: is no object"),
        ('[{"sku": "A", "name": "Ay", "due": {"a": 1}}]', Records(), {}, "'due' holds a list or more keys"),
        ('[{"sku": "A", "name": "Ay", "due": ""}]', Records(), {"where": {"opn": "> 0"}}, "no row has 'opn' for where"),
        ('[{"item": "A", "name": "Ay", "due": ""}]', Records(), {}, "there is no column 'sku' for sku"),
        ('[{"sku": "A", "name": "Ay"', Records(), {}, "is not JSON"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_json(read: Read, text: str, records: Records, layout: dict[str, Any], message: str) -> None:
    """What leads nowhere is told with what is there."""
    columns = {"ship_window": "due"}
    reading = read(text, "po.json", FileManner("json", records=records), columns=columns, dates=None, **layout)
    assert any(message in problem for problem in said(reading)), said(reading)


def test_a_report_that_repeats_its_header(read: Read) -> None:
    """Rows of commas between two orders, and the header once more, are no rows."""
    head = "Part No,Description,Due Date\n"
    rows = f"{head}A,Ay,07/05/2026\n,,\n{head}B,Bee,07/06/2026\n,,\n"
    assert windows(read(rows)).keys() == {"A", "B"}
    assert read(rows).problems == ()


@pytest.mark.parametrize("cut", ["B,Bee", "B", 'B,"Bee'])
def test_a_table_that_is_being_written(read: Read, cut: str) -> None:
    """A last row that was cut off is told, so that the items behind it stand as they were; whole rows count."""
    reading = read(f"Part No,Description,Due Date\nA,Ay,07/05/2026\nC,Cee,07/06/2026\n{cut}")
    assert {"A", "C"} <= windows(reading).keys()
    assert reading.problems
    assert read("Part No,Description,Due Date\nA,Ay,07/05/2026\nC,Cee,07/06/2026").problems == ()


@pytest.mark.parametrize(
    ("header", "setting"),
    [
        ("Einkaufsbeleg;Material;Kurztext;Bestellmenge;BME;BME;Lieferdatum",
         "{sku: Material, name: Kurztext, ship_window: Lieferdatum}"),
        ("PONumber,Status,ProductSKU,ProductName,ExpectedDate",
         "{sku: ProductSKU, name: ProductName, ship_window: ExpectedDate}"),
        ("Document No.,Type,No.,Description,Expected Receipt Date",
         "{sku: No., name: Description, ship_window: Expected Receipt Date}"),
        ("Article #,Name,ETA: new", "columns: {sku: 'Article #'}"),
        ("Maker's SKU,Name", "columns: {sku: 'Maker''s SKU'}"),
        ("Id,Total,Shipping,Taxes", "there are: Id, Total, Shipping, Taxes; name yours under columns"),
    ],
)  # fmt: skip
def test_other_programs_columns(read: Read, header: str, setting: str) -> None:
    """A report under its program's own names is told with the setting that reads it, or with what there is."""
    assert setting in said(read(header + "\n", columns={}))[0]


@pytest.mark.parametrize(
    ("sku", "alone"),
    [
        ("[WID-12] Blue Widget", "WID-12"),
        ("Widgets : Blue : WID-12", "WID-12"),
        ("000000000001004711", "1004711"),
    ],
)
def test_a_sku_with_more_than_the_sku(read: Read, sku: str, alone: str) -> None:
    """A product as Odoo, NetSuite and SAP show it is told: no customer writes it so, and no order has it."""
    reading = read(f"Part No,Description,Due Date\n{sku},Blue Widget,12/24/2026\nA : B C,Other,12/24/2026\n")
    (doubt,) = reading.doubts
    assert doubt.message == f"sku: '{sku}' seems to hold more than the SKU"
    assert f"if the SKU is {alone}, export the column that holds it alone" in doubt.fix


@pytest.mark.parametrize("word", ["TBD", "t.b.c.", "To be confirmed", "noch offen", "à confirmer"])
def test_a_supplier_without_a_date_yet(read: Read, word: str) -> None:
    """A word for having no date is an unknown window, as an empty cell is; what a sheet leaves behind is an error."""
    text = "Part No,Description,Due Date\nA,Ay,12/24/2026\nB,Bee,{}\n"
    reading = read(text.format(word))
    assert [(one.sku, one.ship_window is None) for one in reading.backorders] == [("A", False), ("B", True)]
    assert said(reading) == []
    assert "no reason is given" in said(read(text.format(word), defaults={}))[0]
    assert all("is not a date" in said(read(text.format(left)))[0] for left in ("#N/A", "-", "n/a", "soon"))
    merged = read(text.format(word) + "B,Bee,12/24/2026\n", merge="earliest")
    assert [one.ship_window is None for one in merged.backorders] == [False, False]
