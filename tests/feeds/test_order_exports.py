"""Exports of orders as other programs write them: every line with its order's cells, and no order twice."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.core.conditions import condition
from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds import FileManner, FileRows, Layout, OrderRows

SHOPIFY = """\
Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem sku,\
Lineitem fulfillment status,Shipping Name,Shipping Country,Cancelled at,Id,Tags
#1001,m@example.com,paid,USD,59.90,2026-11-20 10:12:33 -0500,2,Widget,WID-12,pending,Maria,US,,5001,vip
#1001,m@example.com,,,,2026-11-20 10:12:33 -0500,1,Lamp,LAMP-3,pending,,,,,
#1002,j@example.com,refunded,USD,49.90,2026-11-21 02:12:33 -0500,1,Lamp,LAMP-3,pending,J,DE,2026-11-22,5002,
#1002,j@example.com,,,,2026-11-21 02:12:33 -0500,1,Widget,WID-12,pending,,,,,
#1003,a@example.com,paid,USD,49.90,2026-11-21 23:50:33 -0500,1,Mug,MUG-1,fulfilled,Ann,GB,,5003,
#1003,a@example.com,,,,2026-11-21 23:50:33 -0500,2,Widget,WID-12,pending,,,,,
"""
NAMED = {"order": "Name", "ordered_at": "Created at", "email": "Email", "sku": "Lineitem sku"}
ALL = {**NAMED, "quantity": "Lineitem quantity", "country": "Shipping Country", "customer": "Shipping Name"}
OPEN = {"Lineitem fulfillment status": "not fulfilled", "Cancelled at": ""}


def read(tmp_path: Path, text: str, skus: str = "WID-12 LAMP-3", **layout: Any) -> tuple[list[Order], list[str]]:
    """Return the orders that a file of this text tells, and what it cannot tell."""
    file = tmp_path / "orders.csv"
    file.write_text(text, encoding="utf-8")
    where = {column: condition(it) for column, it in layout.pop("where", {}).items()}
    made = Layout(where=where, **layout)
    manner = FileManner("csv", titles=made.titles(OrderRows.must))
    rows = OrderRows(FileRows(file, manner, "shop"), ZoneInfo("UTC"), made)
    given = list(rows.affected(skus.split()))
    wrong = [str(one).partition("orders.csv")[2] for one in given if isinstance(one, Problem)]
    return [one for one in given if isinstance(one, Order)], wrong


@pytest.mark.parametrize("columns", [NAMED, ALL, {**ALL, "id": "Id", "value": "Total"}], ids=["few", "more", "all"])
@pytest.mark.parametrize("where", [OPEN, {**OPEN, "Financial Status": "paid"}], ids=["cancelled", "paid, too"])
def test_number_address_and_day_on_every_row(tmp_path: Path, columns: dict[str, str], where: dict[str, str]) -> None:
    """Shopify repeats these three alone: a later line is paid or cancelled as its first, and of the same order."""
    orders, wrong = read(tmp_path, SHOPIFY, columns=columns, where=where)
    told = [(one.number, [(line.sku, line.quantity) for line in one.lines]) for one in orders]
    many = 2 if "quantity" in columns else 1
    assert wrong == []
    assert told == [("#1001", [("WID-12", many), ("LAMP-3", 1)]), ("#1003", [("WID-12", many)])]
    if "id" in columns:
        assert [(one.id, one.country, str(one.value)) for one in orders] == [
            ("5001", "US", "59.90"),
            ("5003", "GB", "49.90"),
        ]


def test_every_cell_on_every_row(tmp_path: Path) -> None:
    """Where an order's cells are on all its rows, an empty one is empty: a line is not shipped because the first is."""
    text = "order,ordered_at,email,country,sku,Shipped at\n"
    text += "1,2026-11-20,a@b.example,US,LAMP-3,2026-11-22\n1,2026-11-20,a@b.example,US,WID-12,\n"
    orders, wrong = read(tmp_path, text, where={"Shipped at": ""})
    assert ([[line.sku for line in one.lines] for one in orders], wrong) == ([["WID-12"]], [])


def test_countries_and_languages_in_words(tmp_path: Path) -> None:
    """Words are understood; what is not is told once for all orders, with a place and a count, and never quoted."""
    text = "order;ordered_at;email;country;locale;sku\n1;2026-11-20;a@b.example;Deutschland;Deutsch;WID-12\n"
    text += "2;2026-11-20;c@b.example;12 Main St;Jane Doe;WID-12\n3;2026-11-20;d@b.example;Ruritania;;WID-12\n"
    text += "4;2026-11-20;e@b.example;;;WID-12\n5;2026-11-20;f@b.example;Elsewhere;;MUG-1\n"
    orders, wrong = read(tmp_path, text)
    assert [(one.country, one.locale) for one in orders] == [("DE", "de"), ("", ""), ("", ""), ("", "")]
    assert [it.partition(" (write its ")[0] for it in wrong] == [
        ":3:4: country: this is no country that is known, so that orders 2 and 1 more are written to by your own clock",
        ":3:5: locale: this is no language that is known, so that order 2 is written to in your main one",
    ]


def test_days_with_the_month_where_the_day_is(tmp_path: Path) -> None:
    """A table of which some day can be read the other way round alone is refused: no order gets a wrong day."""
    text = "order,ordered_at,email,sku,promised_by\n1,01/12/2026,a@b.example,WID-12,05/12/2026\n"
    text += "2,11/10/2026,c@b.example,WID-12,13/12/2026\n"
    with pytest.raises(InvalidInput, match=r"promised_by: '13/12/2026' is no day by .* dates: \"%d/%m/%Y\""):
        read(tmp_path, text, dates="%m/%d/%Y")
    orders, wrong = read(tmp_path, text, dates="%d/%m/%Y")
    assert (len(orders), wrong) == (2, [])


def test_a_time_of_day_behind_some_days(tmp_path: Path) -> None:
    """A column of which some cells have a time, too, is read by the form of its days."""
    text = "order;ordered_at;email;sku\n1;20.11.2026;a@b.example;WID-12\n2;21.11.2026 08:12;c@b.example;WID-12\n"
    text += "3;22.11.2026, 8:12:30 PM;d@b.example;WID-12\n"
    orders, wrong = read(tmp_path, text, dates="%d.%m.%Y")
    assert ([one.ordered_at.day for one in orders], wrong) == ([20, 21, 22], [])


@pytest.mark.parametrize(
    "title",
    [
        "Open orders\n",
        '"Orders, open",,,\n"as of Nov 28, 2026",,,\n,,,\n',
        "Acme\n\nsku,open\nWID-12,2\n\n",
        "-----\n|x|y|\n",
    ],
    ids=["one", "three", "another table", "lines"],
)
@pytest.mark.parametrize("mark", [",", ";", "|"])
def test_a_title_above_the_table(tmp_path: Path, title: str, mark: str) -> None:
    """What a report prints above its table is passed over, and places stay those of the file."""
    table = "order,ordered_at,email,sku\n1,2026-11-20,a@b.example,WID-12\n2,soon,a@b.example,WID-12\n"
    orders, wrong = read(tmp_path, title + table.replace(",", mark))
    assert [(one.number, one.place.line) for one in orders] == [("1", 2 + title.count("\n"))]
    assert [it.partition(": ")[0] for it in wrong] == [f":{3 + title.count(chr(10))}:2"]


GERMAN = "order;ordered_at;email;customer;sku\n1;2026-11-20;a@b.example;Jürgen Müller;WID-12\n"
GERMAN += "2;2026-11-20;c@b.example;Zoë;WID-12\n"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "cp850", "utf-16-le"])
def test_text_as_another_program_writes_it(tmp_path: Path, encoding: str) -> None:
    """Text is read as the config says, but for what says itself, or shows, that it is Unicode."""
    (tmp_path / "orders.csv").write_bytes(GERMAN.encode(encoding))
    said = encoding if encoding in {"cp850", "utf-16-le"} else "cp1252"
    rows = OrderRows(FileRows(tmp_path / "orders.csv", FileManner("csv", encoding=said), "shop"), ZoneInfo("UTC"))
    orders = [one for one in rows.affected(["WID-12"]) if isinstance(one, Order)]
    assert [one.recipient.name for one in orders if one.recipient] == ["Jürgen Müller", "Zoë"]


def test_names_in_another_encoding_are_told(tmp_path: Path) -> None:
    """Where nobody says the encoding, orders are read without the names, and that is told once, with what to write."""
    (tmp_path / "orders.csv").write_bytes(GERMAN.encode("cp1252"))
    rows = OrderRows(FileRows(tmp_path / "orders.csv", FileManner("csv"), "shop"), ZoneInfo("UTC"))
    *orders, problem = rows.affected(["WID-12"])
    assert [one.recipient.name for one in orders if isinstance(one, Order) and one.recipient] == ["", ""]
    assert "customer: this is not UTF-8 text, so that orders 1 and 1 more are written to without a name" in str(problem)
    assert "encoding: cp1252" in str(problem)


def test_text_that_is_not_as_it_is_said(tmp_path: Path) -> None:
    """A text that cannot be read as the config says is told with its line, and nothing is made of it."""
    (tmp_path / "orders.csv").write_bytes(GERMAN.encode("cp1252"))
    rows = OrderRows(FileRows(tmp_path / "orders.csv", FileManner("csv", encoding="ascii"), "shop"), ZoneInfo("UTC"))
    with pytest.raises(InvalidInput, match=r"orders.csv:2: this is not ascii text"):
        list(rows.affected(["WID-12"]))


@pytest.mark.parametrize(
    ("header", "setting"),
    [
        (SHOPIFY, "{order: Name, ordered_at: Created at, customer: Shipping Name, country: Shipping Country, sku: "),
        ("Order Number,Order Status,Order Date,Email (Billing),SKU,Item Name,Quantity (- Refund)\n",
         "{order: Order Number, ordered_at: Order Date, email: Email (Billing)}"),
        ("order-id\tpurchase-date\tbuyer-email\tsku\tship-country\n",
         "{order: order-id, ordered_at: purchase-date, email: buyer-email, country: ship-country}"),
        ("id,number,created_at,email\n", "there are: id, number, created_at, email; name yours under columns"),
        ("Id,Total,Shipping,Taxes\n", "there are: Id, Total, Shipping, Taxes; name yours under columns"),
    ],
)  # fmt: skip
def test_other_programs_columns(tmp_path: Path, header: str, setting: str) -> None:
    """An export under its program's own names is told with the whole setting that reads it; no cost is 'shipped'."""
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path, header)
    assert setting in caught.value.problems[0].fix


@pytest.mark.parametrize(
    ("answer", "columns", "fix"),
    [
        ({"page": 1, "rows": [{"no": 1}]}, {"order": "no"}, "say for this feed in your config: records: rows"),
        ({"no": 1, "lines": [{"sku": "A"}]}, {"order": "no", "sku": "lines.sku"}, "in your config: lines: lines"),
        ({"value": [{"no": 1, "lines": [{"sku": "A"}]}]}, {"order": "no", "sku": "lines.sku"}, "lines: lines"),
    ],
)
def test_rows_in_a_list_within_the_answer(
    tmp_path: Path, answer: dict[str, Any], columns: dict[str, str], fix: str
) -> None:
    """An answer that wraps its rows, or orders that hold their lines, is told with the setting that finds them."""
    (tmp_path / "orders.json").write_text(json.dumps(answer))
    columns = {"ordered_at": "at", "email": "mail", **columns}
    source = FileRows(tmp_path / "orders.json", FileManner("json"), "shop")
    with pytest.raises(InvalidInput) as caught:
        list(OrderRows(source, ZoneInfo("UTC"), Layout(columns)).affected(["A"]))
    assert any(fix in problem.fix for problem in caught.value.problems)


def test_quantities_with_three_decimals(tmp_path: Path) -> None:
    """An ERP that writes every quantity with three decimals orders two, not two thousand; minus may be behind."""
    text = "order;ordered_at;email;sku;quantity;shipped\n1;2026-11-20;a@b.example;WID-12;2,000;0,000\n"
    text += "1;2026-11-20;a@b.example;LAMP-3;12,000;2,000\n1;2026-11-20;a@b.example;MUG-1;5,000-;0,000\n"
    ((order,), wrong) = read(tmp_path, text)
    assert ([(one.sku, one.quantity) for one in order.lines], wrong) == ([("WID-12", 2), ("LAMP-3", 10)], [])
    ((order,), wrong) = read(tmp_path, text.replace("12,000;2,000", "12;2"))
    assert [(one.sku, one.quantity) for one in order.lines] == [("WID-12", 2000), ("LAMP-3", 10)]


def test_an_order_of_two_customers(tmp_path: Path) -> None:
    """An order with two addresses is written to at none of them, and told; one written in capitals is the same."""
    text = "order,ordered_at,email,sku\n1,2026-11-20,a@b.example,WID-12\n1,2026-11-20,c@d.example,LAMP-3\n"
    text += "2,2026-11-20,,WID-12\n2,2026-11-20,e@f.example,LAMP-3\n2,2026-11-20,E@F.example,MUG-1\n"
    orders, wrong = read(tmp_path, text)
    assert [(one.number, one.recipient and one.recipient.email, len(one.lines)) for one in orders] == [
        ("1", None, 2),
        ("2", None, 3),
    ]
    (told,) = wrong
    assert told.startswith(":3:3: email: order 1 has another address here than above, so that nobody is written to")
    assert "@" not in told


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("Nov 20, 2026 10:12:33 AM", 'say dates: "%b %d, %Y" for this feed'),
        ("20.11.2026", 'say dates: "%d.%m.%Y" for this feed'),
        ("soon", "write YYYY-MM-DD, or say how: dates: in your config"),
    ],
)
@pytest.mark.parametrize("column", ["ordered_at", "promised_by"])
def test_days_in_another_form(tmp_path: Path, written: str, fix: str, column: str) -> None:
    """An order's day in another form is told with the form that reads it, and read by that."""
    days = {"ordered_at": "2026-11-20", "promised_by": "2026-11-20", column: f'"{written}"'}
    text = f"order,email,sku,ordered_at,promised_by\n1,a@b.example,WID-12,{days['ordered_at']},{days['promised_by']}\n"
    _, (told,) = read(tmp_path, text)
    assert fix in told
    if "%" in fix:
        ((order,), wrong) = read(tmp_path, text, dates=fix.split('"')[1])
        assert (order.ordered_at.date(), order.lines[0].promised_by, wrong) == (
            date(2026, 11, 20),
            date(2026, 11, 20),
            [],
        )


@pytest.mark.parametrize("shipped", ["500", "1", "0"])
def test_a_thousand_of_which_some_have_shipped(tmp_path: Path, shipped: str) -> None:
    """Whoever waits for the rest of a thousand waits: 1,000 is taken for one only where its column says so."""
    text = f'order,ordered_at,email,sku,quantity,shipped\n1,2026-11-20,a@b.example,WID-12,"1,000",{shipped}\n'
    text += "2,2026-11-20,c@b.example,WID-12,12,12\n"
    orders, wrong = read(tmp_path, text)
    assert [(one.id, [line.quantity for line in one.lines]) for one in orders] == [("1", [1000 - int(shipped)])]
    assert wrong == []
