from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from zendesk_bridge.core.errors import Incomplete, InvalidInput
from zendesk_bridge.core.model import Product
from zendesk_bridge.feeds import Layout, ProductFeed, ProductReading
from zendesk_bridge.feeds.tabular import Table, TableLimits

WANTED = [("WID-12", "Blue Widget", ("blue widget", "BW12")), ("0123", "Lamp", ())]

CSV = "sku,name,aliases\nWID-12,Blue Widget,blue widget;BW12\n0123,Lamp,\n"
ROWS = [
    {"sku": "WID-12", "name": "Blue Widget", "aliases": ["blue widget", "BW12"], "price": 3.5},
    {"sku": "0123", "name": "Lamp"},
]
JSONL = "\n".join(json.dumps(row) for row in ROWS)
YAML = "products:\n- {sku: WID-12, name: Blue Widget, aliases: [blue widget, BW12]}\n- {sku: 0123, name: Lamp}\n"

Read = Callable[..., ProductReading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that writes a catalogue and reads it."""

    def run(data: str | bytes, form: str = "csv", at_least: int = 1, **layout: object) -> ProductReading:
        path = tmp_path / "products"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return ProductFeed("shop", path, form, Layout(**layout), at_least).read()  # type: ignore[arg-type]  # tests know them

    return run


def plain(products: tuple[Product, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return products without their places."""
    return [(item.sku, item.name, item.aliases) for item in products]


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (CSV, "csv"),
        ("\ufeff" + CSV, "csv"),
        ("sep=;\n" + CSV.replace(";", "|").replace(",", ";").replace("|", ","), "csv"),
        (JSONL, "jsonl"),
        (CSV.replace(",", "|"), "csv"),
        (CSV.replace(",", "\t"), "csv"),
        (JSONL.replace("\n", ""), "jsonl"),
        ("".join(json.dumps(row, indent=2) for row in ROWS), "jsonl"),
        ("\n".join(json.dumps(row, indent=2) for row in ROWS), "json"),
        (json.dumps(ROWS), "json"),
        (json.dumps({"products": ROWS, "count": 2}, indent=2), "json"),
        (YAML, "yaml"),
        (YAML.removeprefix("products:\n"), "yaml"),
    ],
)
@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode())])
def test_every_form_says_the_same(read: Read, data: str, form: str, pack: Callable[[str], bytes]) -> None:
    """A catalogue reads the same from CSV, JSON, JSON lines and YAML, packed or not."""
    separator = "," if data.startswith("sep") else ";"
    reading = read(pack(data), form, alias_separator=separator)
    assert plain(reading.products) == WANTED
    assert (reading.bad, reading.problems) == (0, ())


def test_columns_by_their_own_names(read: Read) -> None:
    """Headers that are not ours are named; case and underscores are no difference."""
    reading = read('Variant_SKU,TITLE\n"A,1",Thing\n', columns={"sku": "variant sku", "name": "title"})
    assert plain(reading.products) == [("A,1", "Thing", ())]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize(("data", "form"), [(CSV.replace(",", "\t"), "csv"), (JSONL, "jsonl"), (YAML, "yaml")])
def test_encodings_by_their_mark(read: Read, encoding: str, data: str, form: str) -> None:
    """What Excel saves as Unicode text is read, like any encoding whose mark says so."""
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    assert plain(read((mark + data).encode(encoding), form).products) == WANTED


@pytest.mark.parametrize(
    "header", ['"Item, No.";Name', '"Item, No.", Name ', '"Item, No."|Name', '"Item, No."\tName', '"Item\nNo.";Name']
)
def test_a_header_with_delimiters_in_it(read: Read, header: str) -> None:
    """What stands between the cells is found although it, or another such sign, stands inside one."""
    sign = next(sign for sign in ";|\t," if sign in header.replace('"Item, No."', ""))
    name = "Item No." if "\n" in header else "Item, No."
    reading = read(f"{header}\nA-1{sign}Thing\n", columns={"sku": name, "name": "Name"})
    assert plain(reading.products) == [("A-1", "Thing", ())]


def test_an_open_quotation_mark_takes_one_row(read: Read) -> None:
    """A quotation mark that is never closed is told where it opens, and the rows below it are read."""
    reading = read('sku,name\nA,One\nB,"Two\nC,Three\n' + "".join(f"D{n},Item\n" for n in range(300)))
    assert [item.sku for item in reading.products[:3]] == ["A", "C", "D0"]
    assert (len(reading.products), reading.bad) == (302, 1)
    assert "products:3: a quotation mark is opened here and not closed" in str(reading.problems[0])


@pytest.mark.parametrize("lines", [200, 2000])
def test_reading_on_costs_a_bounded_number_of_lines(lines: int) -> None:
    """However many quotation marks are open, a file is given up after some, and not read again and again."""
    given = (f'a{n},"x\n' if n else "sku,name\n" for n in range(lines))
    table = Table(given, "t", TableLimits(lines=1))
    with pytest.raises(InvalidInput, match="rows before this one cannot be read either"):
        list(table)
    assert sum(1 for _ in given) > lines - 50


def test_a_bomb_is_not_unpacked(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packed file that becomes larger than it may be is not read to its end."""
    monkeypatch.setattr("zendesk_bridge.feeds.rows.unpacked.__defaults__", (1_000_000,))
    with pytest.raises(InvalidInput, match=r"is more than 1,000,000 bytes when it is unpacked"):
        read(gzip.compress(b"sku,name\n" + b"A,B\n" * 1_000_000))


def test_a_pipe_is_no_catalogue(tmp_path: Path) -> None:
    """A pipe in the place of the catalogue would wait for ever: it is refused unopened."""
    os.mkfifo(tmp_path / "products.csv")
    with pytest.raises(InvalidInput, match=r"is a pipe, not a file"):
        ProductFeed("shop", tmp_path / "products.csv", "csv").read()


BAD = """sku,name
A-1,Good
,Nameless
A-1,Twice
a-1,Twice again
B-2,Too,many
"C
3",In two lines
D-4,Good
"""


def test_bad_rows_are_named_and_the_others_stand(read: Read, tmp_path: Path) -> None:
    """A row without a SKU, a repeated SKU and a broken row are counted and named by line."""
    reading = read(BAD)
    assert [item.sku for item in reading.products] == ["A-1", "C 3", "D-4"]
    assert reading.bad == 4
    assert [str(problem).replace(f"{tmp_path}/", "") for problem in reading.problems] == [
        "products:3: the row has no SKU",
        f"products:4: the SKU 'A-1' is listed twice (the first is at {tmp_path}/products:2)".replace(
            f"{tmp_path}/", ""
        ),
        "products:5: the SKU 'a-1' is listed twice (the first is at products:2)",
        "products:6:3: the row has 3 cells, and the header 2 (put a text that holds the separator in quotation marks)",
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (b'{"sku": {"a": 1}}', "the SKU is no text"),
        (b'{"sku": true}', "the SKU is no text"),
        (b"[1]", "is JSON, but no object"),
        (b"{", "is not JSON"),
        (b'{"sku": "\xff"}', "is not UTF-8"),
        (b'{"sku": "' + b"9" * 501 + b'"}', "longer than 500 characters"),
        (b'{"a":' + b"[" * 100_000, "too deep"),
    ],
)
def test_bad_json_lines(read: Read, row: bytes, says: str) -> None:
    """Whatever stands in a line, it is named and the next one is read."""
    reading = read(b'{"sku": "A"}\n' + row + b'\n{"sku": 17}', "jsonl")
    assert [item.sku for item in reading.products] == ["A", "17"]
    (problem,) = reading.problems
    assert problem.place.line == 2
    assert says in problem.message


@pytest.mark.parametrize("row", [b"caf\xe9,Cup,", b"A,caf\xe9,", b"A,Cup,mug;caf\xe9"])
def test_a_row_in_another_encoding(read: Read, row: bytes) -> None:
    """No term that nobody could print is looked for; the rows around it stand."""
    reading = read(CSV.encode() + row + b"\n")
    assert plain(reading.products) == WANTED
    assert [problem.message for problem in reading.problems] == ["the row is not UTF-8 text"]


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "NaN", "None", "-", "n/a"])
def test_residue_of_other_programs(read: Read, text: str) -> None:
    """What stands for no value is no product, and no name that a customer could mean."""
    reading = read(f"sku,name,aliases\n{text},Cup,\nA,{text},{text};mug\nB,Nano #1,No. 1\n")
    assert plain(reading.products) == [("A", "", ("mug",)), ("B", "Nano #1", ("No. 1",))]
    assert "is what another program writes for no value" in reading.problems[0].message


def test_a_row_need_not_fill_the_table(read: Read) -> None:
    """Columns that nobody asked for may share a name, empty rows are none, and a short first row is one bad row."""
    reading = read("note,sku,name,note\nshort\n , , ,\nx,A,Ay,y\n")
    assert plain(reading.products) == [("A", "Ay", ())]
    assert [problem.message for problem in reading.problems] == ["the row has no SKU"]


def test_only_the_first_bad_rows_are_named(read: Read) -> None:
    """A thousand bad rows are counted, and five of them named."""
    reading = read("sku\nA\n" + "A\n" * 1000)
    assert (len(reading.products), reading.bad, len(reading.problems)) == (1, 1000, 5)


@pytest.mark.parametrize("data", [b"", b"sku,name\n", b"\n\n"])
def test_an_empty_catalogue_is_an_error(read: Read, data: bytes) -> None:
    """A catalogue without products is never taken for a shop without products."""
    with pytest.raises(Incomplete, match=r"the catalogue shop holds 0 products, and at_least is 1"):
        read(data)


def test_a_small_catalogue_is_an_error(read: Read) -> None:
    """The admin may say how many products there are at least."""
    assert read(CSV, at_least=2).products
    with pytest.raises(Incomplete, match=r"holds 2 products, and at_least is 3") as caught:
        read(CSV, at_least=3)
    assert "lower at_least" in caught.value.fix


@pytest.mark.parametrize(
    ("text", "skus", "lines"),
    [
        ('sku\tname\taliases\nA\t"Blue\tbw\nB\tLamp\tx\nC\tNice 12"\t\nD\tPan\t\n', "BCD", [2]),
        ('sku,name,aliases\nA,"Lamp,x\nB,Nice,\nC,"12"" pan",\nD,Pan,\n', "BCD", [2]),
        ('sku,name,a,b,c\nA,"Lamp,x,,\nB,Nice 12",,,\nC,Pan,,,\n', "BC", [2]),
        ('sku,name,aliases\nA,"Lamp, large\nand red, or blue",x\nB,Pan,\n', "AB", []),
        ('sku;name;aliases\nA;"Lamp; large\nand red";x\nB;"Pan\n12"" wide";\n', "AB", []),
        ('sku,name,a,b,c\n"A\n1",Lamp,,,\nB,"a, b, c, d\n1, 2, 3, 4, 5",,,\n', ["A 1", "B"], []),
    ],
)
def test_a_quotation_mark_that_a_row_below_closes(read: Read, text: str, skus: Sequence[str], lines: list[int]) -> None:
    """The rows between two stray quotation marks are no cell: one row is wrong, and none is lost."""
    reading = read(text)
    assert [one.sku for one in reading.products] == list(skus)
    assert [problem.place.line for problem in reading.problems] == lines
    assert all("a quotation mark is opened here" in problem.message for problem in reading.problems)


@pytest.mark.parametrize(
    ("data", "form", "says"),
    [
        (
            b"item,name\nA,B\n",
            "csv",
            "there is no column 'sku' for sku (say for this feed in your config: columns: {sku: item})",
        ),
        (b"skus,name\nA,B\n", "csv", "there is no column 'sku' for sku (did you mean 'skus'?)"),
        (b"sku,sku\nA,B\n", "csv", "the column 'sku' is there twice"),
        (b"sku,name,SKU\nA,B,C\n", "csv", "products:1:3: the column 'sku' is there twice"),
        (b"\n\nitem,name\n", "csv", "products:3: there is no column 'sku' for sku"),
        (b"sk\xfc,name\nA,B\n", "csv", "there is no column 'sku' for sku"),
        (
            b"<!DOCTYPE html><html>" + b"<p>Sign in</p>" * 20_000,
            "csv",
            "this is a web page (HTML), not a table or JSON",
        ),
        (b"PK\x03\x04..[Content_Types].xml", "csv", "this is an Excel workbook (.xlsx)"),
        (b'"' + b"sku,name\n" * 300_000, "csv", "a quotation mark is opened here and not closed"),
        (b"my secret " * 9 + b"\nA\n", "csv", "for sku (is it the right file? Its first line names no columns)"),
        (b"[{", "json", "is not JSON"),
        (b"products: 5", "yaml", "this is no list of products"),
        (gzip.compress(CSV.encode(), mtime=0)[:-9], "csv", "cannot be read"),
        (b"\x1f\x8bnot gzip at all", "csv", "cannot be read"),
    ],
)
def test_what_is_no_catalogue(read: Read, data: bytes, form: str, says: str) -> None:
    """A file that cannot be a catalogue is an error that says why, in its place."""
    with pytest.raises(InvalidInput) as caught:
        read(data, form)
    assert says in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    """A catalogue that is not there is named."""
    with pytest.raises(InvalidInput, match=r"none\.csv: cannot be read: no such file or directory"):
        ProductFeed("shop", tmp_path / "none.csv", "csv").read()
