"""What the texts of a fact may hold: nothing that another program left, and nothing that a supplier slips in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from zendesk_bridge.core.ports import Reading
from zendesk_bridge.feeds import BackorderFeed, Layout

Read = Callable[..., Reading]

FACT = {"sku": "A-1", "name": "Ay", "aliases": "ayes", "reason": "late", "from": "2026-12-01", "to": "2026-12-05"}


@pytest.fixture
def table(tmp_path: Path) -> Read:
    """Return a function that reads a table with one row: a fact with these cells instead of the usual ones."""

    def run(*, trust: bool = False, **cells: str) -> Reading:
        out = io.StringIO()
        row = FACT | cells
        csv.writer(out).writerows([list(row), list(row.values())])
        (tmp_path / "late.csv").write_text(out.getvalue(), encoding="utf-8")
        return BackorderFeed(tmp_path / "late.csv", name="late", trust=trust).read()

    return run


@pytest.fixture
def own(tmp_path: Path) -> Read:
    """Return a function that reads an admin's own YAML with one fact."""

    def run(*, trust: bool = False, **parts: str) -> Reading:
        entry = {"sku": "A-1", "name": "Ay", "reason": "late", "ship_window": "2026-12-01"} | parts
        lines = "".join(f"    {key}: {value}\n" for key, value in entry.items())
        (tmp_path / "late.yaml").write_text(f"backorders:\n  -\n{lines}", encoding="utf-8")
        return BackorderFeed(tmp_path / "late.yaml", name="late", trust=trust).read()

    return run


RESIDUES = [
    *("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#NV", "#BEZUG!", "#WERT!"),
    *("#¡REF!", "#¿NOMBRE?", "#VALEUR!", "#RIF!", "#ССЫЛКА!", "#########", "Err:502", "Loading..."),
    *("NaN", "nan", "None", "null", "NULL", "undefined", "NaT", "<NA>", "[object Object]", "-", "?", "n/a", "TBD"),
    *("=A1&B1", "=B2*2", "=1+1", "=cmd|calc!A0", "+1+1", "+A1*2", "@SUM(A1)", '+HYPERLINK("x")', "+cmd|' /C calc'!A0"),
    *("=VLOOKUP(A2;Sheet2!A:B;2;0)", "=A2", "<Item object at 0x7f1c>", "System.Object[]"),
]


@pytest.mark.parametrize("text", RESIDUES)
@pytest.mark.parametrize("field", ["sku", "name", "aliases", "reason"])
def test_residue_of_other_programs(table: Read, field: str, text: str) -> None:
    """What a spreadsheet or a program writes where it has no value is never told to a customer."""
    reading = table(**{field: text})
    assert reading.backorders == ()
    (problem,) = reading.problems
    assert field in problem.message
    assert text[:20].partition(";")[0] in problem.message
    assert problem.fix


@pytest.mark.parametrize("text", ["the #REF! is late", "Widget #N/A", "#N/A, again"])
def test_residue_inside_a_text(table: Read, own: Read, text: str) -> None:
    """An error of a sheet is found inside a longer text, too, and in an admin's own file as well."""
    assert "spreadsheet" in table(reason=text).problems[0].message
    assert "spreadsheet" in own(reason=f'"{text}"').problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "No. 1",
        "#1 Dad Mug",
        "C# in Depth",
        "N/A-12",
        "Nullarbor",
        "NAN-12",
        "Widget - blue",
        "Mr. X",
        "+2 batteries",
        "@home kit",
        "@home (2 kits)",
        "+1/2 inch",
        "+5 % wool",
        "= equal = cups",
        "+A1 paper",
        "++ extra",
    ],
)
def test_values_that_look_like_residue(table: Read, text: str) -> None:
    """A name that only begins like a residue is a name."""
    assert [item.name for item in table(name=text).backorders] == [text]


@pytest.mark.parametrize("sku", ["8.13E+12", "1.23457E+11", "8,13E+12", "12345.0", "2-Mar", "Dec-08"])
def test_sku_that_a_spreadsheet_changed(table: Read, sku: str) -> None:
    """A SKU that looks rounded, or taken for a date, is told and still read."""
    reading = table(sku=sku)
    assert [item.sku for item in reading.backorders] == [sku]
    assert [sku in doubt.message for doubt in reading.doubts] == [True]


@pytest.mark.parametrize("sku", ["12E10", "3E2", "100e3", "SEP-12", "12-DEC", "MAR-21", "NA-12", "NULL-5", "120.5"])
def test_sku_that_looks_as_the_shop_wrote_it(table: Read, sku: str) -> None:
    """What no spreadsheet writes is a SKU like any other."""
    reading = table(sku=sku)
    assert [item.sku for item in reading.backorders] == [sku]
    assert reading.doubts == ()


SUSPICIOUS = [
    "appelez le 01 23 45 67 89", "phone support 11-22-33-44",
    "https://evil.example/pay", "see www.evil.example", "evil-shop.com", "pay at evil.ru/x", "//evil.example/x",
    "javascript:alert(1)", "write to sales@evil.example", "sales (at) evil.example", "call +49 30 1234567",
    "call 555-123-4567", "Tel. 030 1234567", "<b>free</b>", "<script>x</script>", "Blue &amp; white", "**now**",
    "[here](x)", "![x](y)", "`x`", "} late", "late {", "{ {x} }", "{customer.name}", "[[x]]", "Wid\u200bget",
    "Wid\u00adget", "\u2066late", "W\u0456dget", "\u03a1aypal", "\U0001d400\U0001d401 Widget", "late\u2800",
]  # fmt: skip


@pytest.mark.parametrize("text", SUSPICIOUS)
def test_a_suppliers_cell_is_held(table: Read, own: Read, text: str) -> None:
    """What a supplier has no business to tell is held in a table, told in an admin's own file, and lifted by trust."""
    reading = table(reason=text)
    assert reading.backorders == ()
    assert len(reading.problems) == 1
    if "\u2066" in text:  # direction overrides are never right
        return
    assert "trust: true" in reading.problems[0].fix
    assert table(trust=True, reason=text).problems == ()
    mine = own(reason=f"'{text}'")
    assert len(mine.backorders) == 1
    assert mine.doubts
    assert own(trust=True, reason=f"'{text}'").doubts == ()


LINKS = [
    "at acme-refunds.com.", "acme.com.br", "acme.com.br.", "t.me/x", "wa.me/4917012345", "evil.dev/pay",
    "evil.gg", "evil.in/pay", "evil.us", "evil.ai", "EVIL.PAGE/x", "evil.xyz", "evil.top", "évil.com",
    "пример.рф", "1.2.3.4/pay", "1.2.3.4:8080", "evil。com/pay", "evil\u2024com", "evil\uff0ecom",
    "evil\ufe52com", "\uff45\uff56\uff49\uff4c.\uff43\uff4f\uff4d", "evil.com...", "see (evil.com.)",
    "evil.com,", "evil.com's", "evil.com/", "evil.com?x", "evil.com_x/pay", "http:evil.com",
    "xn--80ak6aa92e.xn--p1ai", "evil.xn--p1ai", "evil.example.com.au",
    "refund.support", "evil.unheard/of", "Evil.Photography/x", "evil.42.com",
    "joe(a)evil.de", "1234567.ru", "evil.no",
]  # fmt: skip


@pytest.mark.parametrize("field", ["sku", "name", "reason", "aliases", "options"])
@pytest.mark.parametrize("text", LINKS)
def test_what_a_mail_program_makes_a_link_of(table: Read, field: str, text: str) -> None:
    """A host in any spelling is held in every cell that reaches a reply: mail programs link it by themselves."""
    reading = table(**{field: f"swap S-2 = Best at {text}" if field == "options" else text})
    assert reading.backorders == ()
    assert ["web address" in problem.message for problem in reading.problems] == [True]


ORDINARY = [
    "USB_C cable 2*3 m", "Size [M]", "50 % wool", "100% cotton", "M&S set; red", "<5 mm screw", "A < B > C",
    "5 x 3 cm", "EAN 4006381333931", "ISBN 978-3-16-148410-0", "6204-2RSH/C3", "kΩ resistor 10μm", "µm filter",
    "Wi\u2011Fi роутер", "\u03b1-lipoic acid", "Node.js in Action", "family 👨\u200d👩\u200d👧",
    "\u0645\u06cc\u200c\u062e\u0648\u0627", "Crème brûlée", "日本製 ABC", "Ωmega 3", "No. 5 (12 oz)", "a+b",
    "3.5mm", "e.g. red", "~5 kg", "x_y_z", "call-off order 4500123456", "Phone Case 11-12-13 Pro",
    "Phone Case 12/13/14/15", "order 555-0100 of the factory", "C++ book", "it's late: 2 weeks",
    "v1.2.3 update", "No. 5", "No.5", "e.g. blue", "v2.0", "St. Ives", "St.Ives", "Node.js", "Node.js/React",
    "Dr. Martens", "Dr.Martens", "Mr.Coffee 12", "approx. 2 weeks.next", "A.B.C-1", "6204.2RSH", "6204.2RSH/C3",
    "6204.RS/C3", "6204.ZZ", "MUG.BLUE", "manual.pdf", "label.csv/txt", "10.am", "12.in", "1.000.kg",
    "z.B.in Rot", "Acme GmbH & Co.KG", "Art.No 17", "Best.Nr.7", "S.p.A.", "U.S./EU", "a.s./Ltd", "and/or",
    "1.5/2.5 mm", "1.2.3.4 update", "入荷待ちです。来週", "ASP.NET in Action", "Gr.XL/XXL", "5.Dez", "late...soon",
    "from 3.11. to 5.11.", "12.5x3.5cm", "approx.2/3", "W.A.S.H/dry",
    "SHOE.42.UK", "MUG.BLUE/L", "M8x1.25.SS", "1.Wahl/2.Wahl",
    "inkl.Kabel/Netzteil", "DIN.912/A2", "802.11ac/n", "M.2/NVMe",
]  # fmt: skip


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_texts_pass(table: Read, own: Read, text: str) -> None:
    """Names and reasons of everyday goods are neither held nor told."""
    reading = table(name=text, reason=text)
    assert reading.problems == ()
    assert reading.doubts == ()
    assert own(reason=f'"{text}"').doubts == ()


@pytest.mark.parametrize(("text", "sku"), [("\u201cWID-12\u201d", "WID-12"), ("\u00abWID-12\u00bb", "WID-12")])
def test_typographic_quotes_around_a_sku(own: Read, text: str, sku: str) -> None:
    """Quotation marks that are letters to YAML would belong to the SKU: they are refused, with what to write."""
    (problem,) = own(sku=text).problems
    assert problem.fix == f"write {sku}"


def test_typographic_quotes_around_a_name(own: Read) -> None:
    """Around a name they may be meant, and are told."""
    reading = own(name="\u201cWidget\u201d")
    assert [item.name for item in reading.backorders] == ["\u201cWidget\u201d"]
    assert "typographic quotation marks" in reading.doubts[0].message
    assert own(name="\u201cA\u201d and \u201cB\u201d").doubts == ()


def test_a_comment_cuts_a_name(own: Read) -> None:
    """A name that a # has cut short is told with what customers would read."""
    (doubt,) = own(name="Blue Widget #5 (12 oz)").doubts
    assert "name ends at 'Blue Widget': YAML takes '#5 (12 oz)' for a comment" in doubt.message


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"sku": "A" * 501}, "sku is longer than 500 characters"),
        ({"name": "word " * 15_000}, "name is longer than 500 characters"),
        ({"aliases": f"[{'a' * 501}]"}, "aliases[0] is longer than 500 characters"),
        ({"aliases": str([f"a{n}" for n in range(101)])}, "aliases holds more than 100"),
        ({"also": str([f"a{n}" for n in range(101)])}, "also holds more than 100"),
        ({"reason": "r" * 1001}, "reason is longer than 1000 characters"),
        ({"options": str(["wait"] * 21)}, "options holds more than 20"),
    ],
)
def test_limits(own: Read, parts: dict[str, str], says: str) -> None:
    """A fact has the limits that rows of a catalogue have: one row cannot use up a machine."""
    assert any(says in problem.message for problem in own(**parts).problems)


def test_too_many_items(tmp_path: Path) -> None:
    """A list of all products that was taken for the late ones is refused by its length."""
    rows = "sku,name,ship_window\n" + "".join(f"A{n},Item {n},2026-12-01\n" for n in range(20_001))
    (tmp_path / "late.csv").write_text(rows)
    (problem,) = BackorderFeed(tmp_path / "late.csv").read().problems
    assert "holds 20,001 late items, and at most 20,000 can be told" in problem.message


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("TBD", "unknown"),
        ("tbc", "unknown"),
        ("'?'", "unknown"),
        ("n/a", "unknown"),
        ("Dec 8-12", "{from: YYYY-MM-DD, to: YYYY-MM-DD}"),
        ("8.-12. Dezember", "{from:"),
        ("2026-12-08/2026-12-12", "{from:"),
        ("mid December", "{from:"),
        ("week 50", "{from:"),
        ("Dec 8", "its year"),
        ("\u201c2026-12-20\u201d", "write 2026-12-20, without quotation marks"),
        ("45992", "a sheet counts days so: write 2025-12-01"),
        ("12/24/2026", "write 2026-12-24"),
        ("12/01/2026", "write 2026-12-01 or 2026-01-12"),
        ("Dec 1, 2026", "write 2026-12-01"),
        ("2026-12-01T00:00:00Z", "write 2026-12-01"),
    ],
)
def test_what_is_no_date(own: Read, value: str, advice: str) -> None:
    """Where something else stands for a date, the error says what to write instead."""
    (problem,) = own(ship_window=value).problems
    assert "is not a date" in problem.message
    assert advice in problem.fix


# --- one mistake is one error -------------------------------------------------------------------------------


def rows(tmp_path: Path, text: str, **layout: object) -> Reading:
    """Read this table."""
    (tmp_path / "late.csv").write_text(text)
    return BackorderFeed(tmp_path / "late.csv", Layout(**layout), name="late").read()  # type: ignore[arg-type]  # tests know them


def test_a_column_of_other_dates_is_one_error(tmp_path: Path) -> None:
    """A whole column in another form is told once: an example, how many, and the setting that reads it."""
    text = "sku,name,ship_window\n" + "".join(f"A{n},Item {n},12/{n:02}/2026\n" for n in range(1, 29))
    (problem,) = rows(tmp_path, text).problems
    assert problem.place.line == 2
    assert "'12/01/2026' is not a date" in problem.message
    assert "the same in lines 3, 4, 5, 6, 7 and 22 more" in problem.message
    assert 'dates: "%m/%d/%Y"' in problem.fix
    assert "%d/%m" not in problem.fix
    assert rows(tmp_path, text, dates="%m/%d/%Y").problems == ()


def test_mixed_dates(tmp_path: Path) -> None:
    """Where no form reads all of a column, the one that reads most is named, and the others are told apart."""
    text = (
        "sku,name,ship_window\n"
        + "".join(f"A{n},Item {n},{n}/12/2026\n" for n in range(1, 29))
        + "B,Bee,12/31/2026\nC,Cee,TBD\n"
    )
    problems = rows(tmp_path, text).problems
    assert len(problems) == 2
    assert 'dates: "%d/%m/%Y"' in problems[0].fix
    assert "reads 28 of the 29 different ones" in problems[0].fix
    assert "unknown" in problems[1].message


def test_items_listed_twice_are_one_error(tmp_path: Path) -> None:
    """A list with a line per order names its items again and again: that is one mistake."""
    text = "sku,name,ship_window\n" + "".join(f"A{n % 7},Item {n % 7},2026-12-01\n" for n in range(285))
    (problem,) = rows(tmp_path, text).problems
    assert "the SKU 'A0' is listed twice; the same in lines 10, 11, 12, 13, 14 and 272 more" in problem.message


def test_a_few_mistakes_are_told_one_by_one(tmp_path: Path) -> None:
    """Up to five of a kind are each told with their place."""
    text = "sku,name,ship_window\n" + "".join(f"A{n},Item {n},12/24/2026\n" for n in range(5))
    assert [problem.place.line for problem in rows(tmp_path, text).problems] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize("text", ["aws_key: AKIA\npassword: hunter2\n", "AKIA: [1, 2]\n"])
def test_nothing_of_another_file_is_repeated(tmp_path: Path, text: str) -> None:
    """A file of secrets that the config names by mistake is refused without a word of it."""
    (tmp_path / "late.yaml").write_text(text)
    (problem,) = BackorderFeed(tmp_path / "late.yaml").read().problems
    assert "this file holds no late items" in problem.message
    assert not any(word in str(problem) for word in ("aws", "AKIA", "hunter2"))
