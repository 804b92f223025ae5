from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from zendesk_bridge.core.model import Backorder, Cancel, LocalText, ShipWindow, Split, Swap, Wait
from zendesk_bridge.core.ports import Feed, Reading
from zendesk_bridge.feeds import BackorderFeed, Layout, backorders_schema

READY_MADE = Path(__file__).parent.parent.parent / "macros" / "backorders.yaml"

OURS = ["sku", "name", "aliases", "from", "to"]

WHOLE = """\
backorders:
  - sku: 0123
    name: Blue Widget 12 oz
    aliases: [blue widget, NO, 12:30]
    ship_window: {from: 2026-12-01, to: 2026-12-05}
    promised_by: 2026-11-15
    reason: >
      the supplier's shipment
      is two weeks late
    options:
      - wait
      - swap: {sku: 0124, name: Green Widget}
      - split
      - cancel
    next_update: 2026-11-29
    every: 7d
    locales: {de: {name: Blaues Ding}}
  - {sku: B, name: Bee, ship_window: 2027-01-04}
  - {sku: C, name: Cee, ship_window: unknown, reason: a recall}
"""

Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that writes a file of backorders and reads it."""

    def run(text: str | bytes, name: str = "late.yaml", **layout: object) -> Reading:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        source: Feed = BackorderFeed(path, Layout(**layout), name=name)  # type: ignore[arg-type]  # tests know them
        return source.read()

    return run


def said(reading: Reading, folder: Path) -> list[str]:
    """Return what is wrong, places without the folder."""
    return [str(problem).replace(f"{folder}/", "") for problem in reading.problems]


def entry(**parts: str) -> str:
    """Return one entry with these parts instead of the usual ones; an empty part is left out."""
    usual = {"sku": "A", "name": "Ay", "ship_window": "2026-12-01"}
    return "  - {" + ", ".join(f"{key}: {part}" for key, part in (usual | parts).items() if part) + "}\n"


def test_everything_an_item_can_say(read: Read) -> None:
    """Each part of an entry arrives, and what looks like a number or a truth value stays text."""
    reading = read(WHOLE)
    assert reading.problems == ()
    assert reading.backorders == (
        Backorder(
            sku="0123",
            name="Blue Widget 12 oz",
            aliases=("blue widget", "NO", "12:30"),
            ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
            promised_by=date(2026, 11, 15),
            reason="the supplier's shipment is two weeks late",
            options=(Wait(), Swap("0124", "Green Widget"), Split(), Cancel()),
            next_update=date(2026, 11, 29),
            every=timedelta(days=7),
            locales=(("de", LocalText("Blaues Ding")),),
        ),
        Backorder("B", "Bee", ship_window=ShipWindow(date(2027, 1, 4), date(2027, 1, 4))),
        Backorder("C", "Cee", reason="a recall"),
    )
    assert [(item.place.line, item.place.column) for item in reading.backorders] == [(2, 5), (18, 5), (19, 5)]


def test_nothing_is_late(read: Read) -> None:
    """An empty list is an answer."""
    assert read("backorders: []") == Reading("late.yaml", ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "late.yaml:1:1: the file is empty"),
        ("backorders:", "late.yaml:1:12: backorders is empty"),
        ("backorders: none", "late.yaml:1:13: backorders must be a list"),
        ("backorder: []", "unknown key 'backorder' (did you mean 'backorders'?"),
        ("- sku: A", "late.yaml:1:1: this must hold 'name: value' lines (write backorders: in a line above"),
        ("backorders: {sku: A}", "late.yaml:1:13: backorders must be a list (begin each item with a dash: - sku:"),
        ("backorders: [A]", "late.yaml:1:14: this must hold 'name: value' lines"),
        ("backorders:\n\t- sku: A", "late.yaml:2:1: a tab character"),
        (
            b"backorders: \xff",
            "late.yaml:1: this is not UTF-8 text (save the file as UTF-8",
        ),
    ],
)
def test_no_answer_is_never_an_empty_one(read: Read, tmp_path: Path, text: str | bytes, message: str) -> None:
    """A file that does not plainly say what is late has a problem, so that it cannot pass for 'nothing is'."""
    found = said(read(text), tmp_path)
    assert any(message in problem for problem in found), found


def test_an_unreadable_file(tmp_path: Path) -> None:
    """A file that is not there is a problem with its path."""
    (problem,) = said(BackorderFeed(tmp_path / "late.yaml").read(), tmp_path)
    assert problem.startswith("late.yaml: cannot be read: no such file or directory (look at the path")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"ship_window": "{from: 2026-12-05, to: 2026-12-01}"}, "2:60: ship_window.to: '2026-12-01' is before from"),
        ({"ship_window": "{from: 2026-12-05}"}, "2:37: ship_window.to is missing"),
        ({"ship_window": "{from: 2026-13-01, to: 2026-12-01}"}, "'2026-13-01' is not a date; write YYYY-MM-DD"),
        ({"ship_window": "soon"}, "ship_window: 'soon' is not a date"),
        ({"options": "[swap: B-2]"}, "options[0].swap must hold 'name: value' lines (write swap: {sku: WID-14,"),
        ({"options": "[refund]"}, "options[0]: 'refund' is no option (write cancel)"),
        ({"options": "[wait and cancel]"}, "is taken for one option (in a table write wait; cancel, in YAML"),
        ({"locales": "{de: hallo}"}, "locales.de must hold 'name: value' lines (write de: {name: ..., reason: ...})"),
        ({"ship_window": "~"}, "ship_window is empty (write {from: ..., to: ...}, one date, or unknown)"),
        ({"ship_window": ""}, "ship_window is missing"),
        ({"ship_window": "unknown"}, "2:37: ship_window is unknown, and no reason is given (add reason: why"),
        ({"sku": "''"}, "2:11: sku is empty"),
        ({"sku": "' '"}, "2:11: sku is empty"),
        ({"name": "~"}, "name is empty"),
        ({"name": "'{{ ticket.id }}'"}, "holds {{, which a helpdesk would read as a placeholder"),
        ({"reason": "'x {% y'"}, "holds {%, which a helpdesk would read as a placeholder"),
        ({"aliases": "['x }} y']"}, "aliases[0]: 'x }} y' holds }}, which"),
        ({"name": '"a\\x07"'}, "name holds the invisible character U+0007 (remove it)"),
        ({"reason": '"a\\u202eb"'}, "reason holds the invisible character U+202E (remove it)"),
        ({"options": "[wait, wait]"}, "options[1] is offered twice"),
        ({"options": "[cancle]"}, "options[0]: 'cancle' is none of 'wait', 'split' or 'cancel' (did"),
        ({"options": "[swap]"}, "options[0]: 'swap' does not say which item instead (write swap:"),
        ({"options": "[{swap: {sku: B}}]"}, "options[0].swap.name is missing"),
        ({"alias": "[x]"}, "unknown key 'alias' (did you mean 'aliases'?"),
        ({"locales": "{xx_YY: {name: x}}"}, "'xx_YY' is not a language or locale"),
        ({"next_update": "01/02/2026"}, "next_update: '01/02/2026' is not a date"),
        ({"every": "weekly"}, "every: 'weekly' is no rhythm in whole days (write 7d)"),
    ],
)  # fmt: skip
def test_what_can_be_wrong_with_an_item(read: Read, tmp_path: Path, parts: dict[str, str], message: str) -> None:
    """Whatever is wrong with an item is said with its place, and the item is left out."""
    reading = read("backorders:\n" + entry(**parts))
    (problem,) = said(reading, tmp_path)
    assert message in problem
    assert reading.backorders == ()


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"sku": "a"}, "late.yaml:3:11: the SKU 'a' is listed twice (keep one; the first is at late.yaml:2:11)"),
        ({"aliases": "[x, a]"}, "3:63: the alias 'a' is also the SKU of A (which is at late.yaml:2:11; keep it on one"),
        ({"aliases": "[AY]"}, "the alias 'AY' is also the name of A"),
        ({"aliases": "[Nick]"}, "the alias 'Nick' is also an alias of A (which is at late.yaml:2:59; keep it on one"),
        ({"name": "ay"}, "3:20: the name 'ay' is also the name of A (which is at late.yaml:2:20; give one of the two"),
        ({"name": "NICK"}, "2:59: the alias 'nick' is also the name of B (which is at late.yaml:3:20;"),
        ({"locales": "{de: {name: AY}}"}, "3:71: the name 'AY' is also the name of A (which is at late.yaml:2:20;"),
    ],
)
def test_what_can_be_wrong_between_items(read: Read, tmp_path: Path, other: dict[str, str], message: str) -> None:
    """An item listed twice, and an alias that means another item too, are problems at their place."""
    parts = {"sku": "B", "name": "Bee"} | other
    found = said(read("backorders:\n" + entry(aliases="[nick]") + entry(**parts)), tmp_path)
    assert any(message in problem for problem in found), found


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"sku": "WID\u201112"}, "3:11: the SKU 'WID\u201112' is also a way to write the SKU 'WID-12' of WID-12"),
        ({"name": "Wid-12"}, "3:20: the name 'Wid-12' is also the SKU of WID-12 (which is at late.yaml:2:11; give one"),
        ({"aliases": "[x, wid 12]"}, "3:63: the alias 'wid 12' is also a way to write the SKU 'WID-12' of WID-12"),
    ],
)  # fmt: skip
def test_what_triage_would_read_alike(read: Read, tmp_path: Path, other: dict[str, str], message: str) -> None:
    """Terms are compared as the matcher reads them: dashes of any kind, or none, make no difference."""
    (found,) = said(
        read("backorders:\n" + entry(sku="WID-12") + entry(**{"sku": "B", "name": "Bee"} | other)), tmp_path
    )
    assert message in found


def test_skus_that_exact_writing_tells_apart(read: Read) -> None:
    """A-1 and A1 may both be late, each under its own name."""
    reading = read("backorders:\n" + entry(sku="A-1") + entry(sku="A1", name="Bee"))
    assert reading.problems == ()
    assert [item.sku for item in reading.backorders] == ["A-1", "A1"]


def test_an_alias_may_repeat_its_own_item(read: Read) -> None:
    """An alias that is the item's own SKU or name confuses nobody."""
    assert read("backorders:\n" + entry(aliases="[A, ay]")).problems == ()


def test_one_wrong_item_hides_nothing(read: Read, tmp_path: Path) -> None:
    """Wrong items, and what is wrong between the right ones, are reported together; the others are read."""
    wrong = entry(sku="''", name="''", ship_window="soon")
    reading = read("backorders:\n" + wrong + entry(aliases="[B]") + entry(sku="B", name="Bee"))
    assert [problem.split(": ", 1)[0] for problem in said(reading, tmp_path)] == [
        "late.yaml:2:11", "late.yaml:2:21", "late.yaml:2:38", "late.yaml:3:59",
    ]  # fmt: skip
    assert [item.sku for item in reading.backorders] == ["B"]


def test_of_an_item_listed_twice_neither_is_believed(read: Read) -> None:
    """Which of two entries for one item is right, nobody can tell: both are held, and the others are read."""
    reading = read("backorders:\n" + entry() + entry(sku="a", name="Other") + entry(sku="B", name="Bee"))
    assert len(reading.problems) == 1
    assert [item.sku for item in reading.backorders] == ["B"]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("sku,name,aliases,from,to\nA,Ay,x;y,2026-12-01,2026-12-05\n", {}),
        ('\ufeffSKU;Name;Aliases;From;To;Extra\r\nA;Ay;"x; y";2026-12-01;2026-12-05;\r\n;;;;;\r\n', {}),
        ("to\tfrom\tname\tsku\taliases\n2026-12-05\t2026-12-01\tAy\tA\tx;y", {}),
        (
            'Item No.,Title,Ships by,Ships from,Also\n"A","A\ny",12/05/2026,12/01/2026,x|y\n',
            {
                "columns": dict(zip(OURS, ["item no.", "Title", "Also", "Ships from", "Ships by"], strict=True)),
                "dates": "%m/%d/%Y",
                "alias_separator": "|",
            },
        ),
    ],
)  # fmt: skip
def test_tables(read: Read, text: str, options: dict[str, object]) -> None:
    """A CSV file is read whatever separates its cells, names its columns and writes its dates."""
    reading = read(text, "late.csv", **options)
    assert reading.problems == ()
    (item,) = reading.backorders
    assert (item.sku, item.name.replace(" ", ""), item.aliases) == ("A", "Ay", ("x", "y"))
    assert item.ship_window == ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
    assert (item.place.line, item.place.column) == (2, 0)


@pytest.mark.parametrize(
    ("before", "sign", "end"),
    [
        ("", ",", "\r"),
        ("\n\n", ";", "\n"),
        ("\r\n \r\n;;;;\r\n", ";", "\r\n"),
        ("sep=;\r\n", ";", "\r\n"),
        ("\ufeffSEP=|\n\n", "|", "\n"),
        ('"sep=,"\r', ",", "\r"),
        ("\nsep=\t\n", "\t", "\n"),
    ],
)
def test_what_spreadsheets_put_around_a_table(read: Read, before: str, sign: str, end: str) -> None:
    """Empty lines, Excel's line about the separator and line ends of any kind leave facts and places right."""
    nothing: list[str] = []
    rows = (OURS, ["A", "Ay", "", "2026-12-01", "2026-12-05"], nothing, ["B", "Bee", "", "2026-12-01", "2026-12-05"])
    reading = read(before + end.join(sign.join(row) for row in rows) + end, "late.csv")
    assert reading.problems == ()
    above = len(before.splitlines())
    assert [(item.sku, item.place.line) for item in reading.backorders] == [("A", above + 2), ("B", above + 4)]


def test_everything_a_row_can_say(read: Read) -> None:
    """A row says as much as an entry in YAML: one date or none, options, reason, and the next update."""
    reading = read(
        "sku,name,ship_window,promised_by,reason,options,next_update,every\n"
        "0123,Ay,2026-12-05,2026-11-15,why,Wait; swap 0124 = Green; split;cancel,2026-11-29,2w\n"
        "B,Bee,Unknown,,a recall,,,\n"
        'C,Cee,,,a strike,"wait, cancel",,10\n',
        "late.csv",
    )
    assert reading.problems == ()
    first, *others = reading.backorders
    assert first.ship_window == ShipWindow(date(2026, 12, 5), date(2026, 12, 5))
    assert first.options == (Wait(), Swap("0124", "Green"), Split(), Cancel())
    assert others[1].options == (Wait(), Cancel())
    assert (first.sku, first.promised_by, first.next_update) == ("0123", date(2026, 11, 15), date(2026, 11, 29))
    assert [item.ship_window for item in others] == [None, None]
    assert [item.every for item in reading.backorders] == [timedelta(14), None, timedelta(10)]


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("", {}, "late.csv:1: the file is empty (its first line names the columns: sku, name, ...)"),
        ("sku,nme,to\n", {}, "late.csv:1: there is no column 'name' for name (did you mean 'nme'?)"),
        ("a,b\n", {"columns": {"sku": "a"}}, "no column 'name' for name (there are: a, b; name yours under columns)"),
        ("sku,name,to\n", {"columns": {"reason": "Why"}}, "late.csv:1: there is no column 'Why' for reason"),
        ("Late items\n\nsku;nme;to\nA;Ay;\n", {}, "late.csv:1: the columns are named in line 3, and not in this one"),
        ("PO 7, late\nItem,sku\n", {"columns": {"sku": "Item"}}, "named in line 2, and not in this one (take away"),
        ("sku,name,Sku,to\n", {}, "late.csv:1:3: the column 'sku' is there twice"),
        ("\n\r\n;;\n", {}, "late.csv:1: the file is empty"),
        ("sep=;\n", {}, "late.csv:1: the file is empty"),
        ("\n\nsku,nme,to\n", {}, "late.csv:3: there is no column 'name' for name (did you mean 'nme'?)"),
        ("sep=;\r\n\r\nsku;name;to\r\n;Ay;2026-12-01", {}, "late.csv:4: sku is missing"),
        ("sku,name,to\r,Ay,2026-12-01\r", {}, "late.csv:2: sku is missing"),
        ("x" * 200_000, {}, "late.csv:1: this is not a table: field larger than field limit"),
        ('"' + "sku,name\n" * 20_000, {}, "late.csv:1: a quotation mark is opened here and not closed"),
        ("sku,name,to\nA," + "y" * 200_000 + ",2026-12-01", {}, "late.csv:2: this is not a table: field larger"),
        ("sku,name\nA,Ay\n", {}, "late.csv:1: no column holds the ship window (add the columns from and to,"),
        ("sku,name,to\nA,Ay,2026-12-01,x\n", {}, "late.csv:2:4: the row has 4 cells, and the header 3"),
        ('sku,name,to\nA,"A"y,x\n', {}, "late.csv:2: this is not a table:"),
        ('sku,name,to\nB,"B\nb",\nA,"Ay,x\n', {}, "late.csv:4: a quotation mark is opened here and not closed"),
        ('sku,name,ship_window\nB,"B\nb",2026-12-01\n,Ay,2026-12-01\n', {}, "late.csv:4: sku is missing"),
        ("sku,name,from,to\nA,Ay,,2026-12-01\n", {}, "late.csv:2: ship_window.from is missing"),
        ("sku,name,from,to\nA,Ay,2026-12-02,2026-12-01\n", {}, "late.csv:2:4: ship_window.to: '2026-12-01' is before"),
        ("sku,name,to\nA,Ay,\n", {}, "late.csv:2: ship_window is unknown, and no reason is given"),
        (
            "sku,name,ship_window\nA,Ay,13.01.2026\n",
            {"dates": "%m/%d/%Y"},
            "late.csv:2:3: ship_window: '13.01.2026' is not a date; write %m/%d/%Y, such as 12/31/2026",
        ),
        ("sku,name,from,to\nA,Ay,TBD,TBD\n", {}, "leave the cell empty, from and to both, and give a reason"),
        (
            "sku,name,ETA,to\nA,Ay,#N/A,\n",
            {"columns": {"from": "ETA"}},
            "ship_window.from (your column 'ETA'): '#N/A' is not a date; write YYYY-MM-DD (fix the cell",
        ),
        (
            "sku,name,ship_window\nA,Ay,2026-12-01\n",
            {"dates": "%m/%d/%Y"},
            "such as 12/31/2026 (its form is another than that under dates:",
        ),
        ("sku,name,from,to\nA,Ay,TBD,TBD\n", {}, "'TBD' is not a date; write YYYY-MM-DD (where no date"),
        ("sku,name,ship_window,options\nA,Ay,2026-12-01,swap B\n", {}, "2:4: options[0]: 'swap b' does not say"),
        ("sku,name,ship_window\nA,A{{,2026-12-01\n", {}, "late.csv:2:2: name: 'A{{' holds {{"),
        ("sku,name,ship_window\nA,A\x00,2026-12-01\n", {}, "late.csv:2"),
        ("sku,name,ship_window\nA,Ay,2026-12-01\nA,Ay,2026-12-01\n", {}, "late.csv:3:1: the SKU 'A' is listed twice"),
    ],
)  # fmt: skip
def test_wrong_tables(read: Read, tmp_path: Path, text: str, options: dict[str, object], message: str) -> None:
    """Whatever is wrong in a CSV file is said with its line and, where there is one, its column's number."""
    found = said(read(text, "late.csv", **options), tmp_path)
    assert any(message in problem for problem in found), found


@pytest.mark.parametrize(
    ("cell", "options"),
    [
        ("Wait / Cancel", (Wait(), Cancel())),
        ("wait|cancel\nsplit", (Wait(), Cancel(), Split())),
        ("split; wait, swap B = Bee", (Split(), Wait(), Swap("B", "Bee"))),
        ("wait; swap B = Bee, blue", (Wait(), Swap("B", "Bee, blue"))),
    ],
)
def test_options_with_any_sign_between_them(read: Read, cell: str, options: tuple[object, ...]) -> None:
    """The words for options are few: whatever stands between them, they are told apart, and a name stays whole."""
    reading = read(f'sku;name;ship_window;options\nA;Ay;2026-12-01;"{cell}"\n', "late.csv")
    assert reading.problems == ()
    assert [item.options for item in reading.backorders] == [options]


def test_several_aliases_that_are_read_as_one(read: Read) -> None:
    """Aliases with another sign between them are one that nobody writes: that is told, with the setting."""
    reading = read(
        'sku,name,ship_window,aliases\nA,Ay,2026-12-01,"ayes, a yes"\nB,Bee,2026-12-01,"1,5 l bee"\n', "late.csv"
    )
    assert [doubt.message for doubt in reading.doubts] == ["aliases: 'ayes, a yes' is taken for one"]
    assert reading.doubts[0].fix.endswith("alias_separator: ','")


def test_a_table_without_rows(read: Read) -> None:
    """A table that has only its header says that nothing is late."""
    assert read("sku,name,from,to\n", "late.csv") == Reading("late.csv", ())


def test_the_name_is_the_admins(tmp_path: Path) -> None:
    """A feed goes by the name it was given, or else by its path."""
    assert BackorderFeed(tmp_path / "a.csv", name="sheet").read().feed == "sheet"
    assert BackorderFeed(tmp_path / "a.csv").name == str(tmp_path / "a.csv")


def test_the_ready_made_facts_are_right() -> None:
    """The backorders that come along load without a problem; one window is unknown, and one crosses New Year."""
    reading = BackorderFeed(READY_MADE).read()
    assert reading.problems == ()
    windows = [item.ship_window for item in reading.backorders]
    assert None in windows
    assert any(window and window.first and window.first.year < window.last.year for window in windows)


def test_the_schema_describes_every_key() -> None:
    """An editor can complete each key of an entry; dates have their format, and a SKU may look like a number."""
    item = backorders_schema()["$defs"]["BackorderEntry"]
    assert all("description" in field for field in item["properties"].values())
    assert item["properties"]["sku"]["type"] == ["string", "number"]
    assert item["properties"]["promised_by"]["anyOf"][0] == {"type": "string", "format": "date"}
