"""Orders of which every line is a row: affected ones whole, once, and in bounded memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.core.conditions import condition
from zendesk_bridge.core.errors import Incomplete, InvalidInput, Problem
from zendesk_bridge.core.model import Order
from zendesk_bridge.core.ports import OrderFeed
from zendesk_bridge.feeds import FileManner, FileRows, Layout, OrderRows, Records

ZONE = ZoneInfo("America/New_York")
EXPORT = """\
Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,State,\
Billing Name,Shipping Country,Tags,Total,Currency
#1001,jane@example.com,paid,2026-11-20 10:05:12 -0500,2,Blue Widget,9.50,WID-12,open,Jane Doe,US,"vip, gift",120.00,USD
#1001,,,,1,Red Lamp,101.00,LMP-1,pending,,,,,
#1001,,,,1,Sticker,1.00,STK-9,fulfilled,,,,,
#1002,max@example.com,refunded,2026-11-21 09:00:00 -0500,1,Blue Widget,9.50,WID-12,pending,Max,DE,,9.50,EUR
#1003,ann@example.com,paid,2026-11-21 11:00:00 -0500,1,Red Lamp,101.00,LMP-1,pending,Ann,US,,101.00,USD
#1004,kim@example.com,paid,2026-11-22 12:00:00 -0500,3,Blue Widget,9.50,wid-12,pending,Kim,United States,,28.50,USD
"""
COLUMNS = {
    "order": "Name",
    "email": "Email",
    "ordered_at": "Created at",
    "sku": "Lineitem sku",
    "quantity": "Lineitem quantity",
    "item": "Lineitem name",
    "price": "Lineitem price",
    "customer": "Billing Name",
    "country": "Shipping Country",
    "value": "Total",
}
WHERE = {"Financial Status": "paid", "State": "not fulfilled"}

Feed = Callable[..., OrderFeed]


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    """Return a function that writes a file of orders and makes a feed of it."""

    def run(text: str | bytes, name: str = "orders.csv", records: Records | None = None, **layout: Any) -> OrderFeed:
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        where = {column: condition(it) for column, it in layout.pop("where", {}).items()}
        form: Any = name.rpartition(".")[2]
        source = FileRows(tmp_path / name, FileManner(form, records=records or Records()), "shop")
        return OrderRows(source, ZONE, Layout(where=where, **layout))

    return run


def found(feed: OrderFeed, *skus: str) -> tuple[list[Order], list[str]]:
    """Return the affected orders, and what is wrong with others."""
    given = list(feed.affected(skus))
    orders = [one for one in given if isinstance(one, Order)]
    return orders, [str(one).partition("/orders")[2] for one in given if isinstance(one, Problem)]


def lines(order: Order) -> list[tuple[str, int]]:
    """Return what is open on an order."""
    return [(line.sku, line.quantity) for line in order.lines]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_export_with_the_order_on_its_first_row_alone(feed: Feed, mark: str) -> None:
    """Affected orders come whole, with the first row's cells for all their rows; others, and what shipped, do not."""
    orders, wrong = found(feed(mark + EXPORT, columns=COLUMNS, where=WHERE), "WID-12")
    assert wrong == []
    assert [(order.number, lines(order)) for order in orders] == [
        ("#1001", [("WID-12", 2), ("LMP-1", 1)]),
        ("#1004", [("WID-12", 3)]),
    ]
    first, last = orders
    assert (first.feed, first.id, first.country, first.tags, first.currency) == (
        "shop",
        "#1001",
        "US",
        ("vip", "gift"),
        "USD",
    )
    assert first.ordered_at == datetime(2026, 11, 20, 15, 5, 12, tzinfo=UTC)
    assert (first.value, first.lines[0].value) == (Decimal(120), Decimal(19))
    assert first.recipient is not None
    assert (first.recipient.email, first.recipient.name) == ("jane@example.com", "Jane Doe")
    assert (last.country, first.place.line, last.place.line) == ("US", 2, 7)


def test_read_again(feed: Feed) -> None:
    """Orders are read again by their own id, with SKUs as they were asked for; what is not open any more is absent."""
    shop = feed(EXPORT, columns=COLUMNS, where=WHERE)
    orders, _ = found(shop, "WID-12")
    assert shop.again(["#1001", "#1002", "#1004", "#9"]) == {order.id: order for order in orders}
    assert shop.stock(["WID-12"]) == {}


def test_customers_are_in_no_message(feed: Feed) -> None:
    """Neither what an order is shown as nor what is wrong with it holds a name or an address."""
    shop = feed(EXPORT.replace(",2,Blue", ",two,Blue"), columns=COLUMNS, where=WHERE)
    orders, wrong = found(shop, "WID-12")
    shown = repr(orders) + repr(wrong) + repr(shop)
    assert not any(word in shown for word in ("jane@", "Jane Doe", "kim@"))
    assert wrong == [".csv:2:5: quantity: 'two' is no whole number (correct the cell)"]


PLAIN = "order,ordered_at,email,line,sku,quantity\n"


@pytest.mark.parametrize(
    ("rows", "numbers", "wrong"),
    [
        ("1,2026-11-20,a@b.example,L1,A,1\n1,2026-11-20,a@b.example,L1,A,1\n", [("1", [("A", 1)])],
         [".csv:3: order 1: this line stands here twice (it counts once; the first is at "]),
        ("1,2026-11-20,a@b.example,,A,1\n1,2026-11-20,a@b.example,,A,1\n", [("1", [("A", 1)])], ["stands here twice"]),
        ("1,2026-11-20,a@b.example,,A,1\n1,2026-11-20,a@b.example,,A,2\n", [("1", [("A", 1), ("A", 2)])], []),
        ("1,2026-11-20,a@b.example,L1,A,1\n2,2026-11-20,c@d.example,L1,A,1\n1,2026-11-20,a@b.example,L2,B,1\n",
         [("1", [("A", 1), ("B", 1)]), ("2", [("A", 1)])], []),
        ("1,2026-11-20,a@b.example,L1,A,0\n", [], []),
        ("1,2026-11-20,a@b.example,L1,A,1.0\n,,,L2,B,\n", [("1", [("A", 1), ("B", 1)])], []),
        ("1,soon,a@b.example,L1,A,1\n2,2026-11-20,,L1,A,1\n", [("2", [("A", 1)])],
         [".csv:2:2: ordered_at: 'soon' is no day (write YYYY-MM-DD, or say how: dates: in your config)"]),
        ("1,2026-11-20,a@b.example,L1,A,1\n1,2026-11-20,a@b.example,L2,#N/A,1\n", [("1", [("A", 1)])],
         ["sku: this is what another program writes for no value"]),
        (",,,,,\n1,2026-11-20,a@b.example,L1,A,1\n,,,,,\n", [("1", [("A", 1)])], []),
        ('1,2026-11-20,a@b.example,L1,A,1\n2,2026-11-20,"c@d.example,L1,A,1\n3,2026-11-20,e@f.example,L1,A,1\n',
         [("1", [("A", 1)]), ("3", [("A", 1)])], ["a quotation mark is opened here and not closed"]),
    ],
)  # fmt: skip
def test_rows_as_they_come(
    feed: Feed, rows: str, numbers: list[tuple[str, list[tuple[str, int]]]], wrong: list[str]
) -> None:
    """Rows that are doubled, apart, empty or wrong: each order once, and what cannot be read is told in its place."""
    orders, told = found(feed(PLAIN + rows), "A")
    assert [(order.number, lines(order)) for order in orders] == numbers
    assert len(told) == len(wrong)
    assert all(part in problem for part, problem in zip(wrong, told, strict=True)), told
    assert len({order.key for order in orders}) == len(orders)
    assert all(len({line.id for line in order.lines}) == len(order.lines) for order in orders)


def test_an_id_that_is_the_lines(feed: Feed) -> None:
    """In a table of lines a column called id is the line's: no order is taken apart by it, named so or not."""
    text = "id,order,ordered_at,email,sku\n11,1,2026-11-20,a@b.example,A\n12,1,2026-11-20,a@b.example,B\n"
    for columns in ({"line": "id"}, {}):
        orders, wrong = found(feed(text, columns=columns), "A")
        assert wrong == []
        assert [(order.id, lines(order)) for order in orders] == [("1", [("A", 1), ("B", 1)])]


@pytest.mark.parametrize(
    ("written", "column", "value", "currency"),
    [
        ("1.290,00 €", "", "1290.00", "EUR"),
        ("1.290,00 €", "CHF", "1290.00", "CHF"),
        ("CHF 1'290.00", "", "1290.00", "CHF"),
        ("£12.50", "", "12.50", "GBP"),
        ("$12.50", "", "12.50", ""),
        ("12.50", "€", "12.50", "EUR"),
        ("89,- EUR", "", "89", "EUR"),
    ],
)
def test_values_as_people_write_them(feed: Feed, written: str, column: str, value: str, currency: str) -> None:
    """An amount is read with its sign or code beside it, for who is worth much is not to be taken for nobody."""
    text = f'order,email,ordered_at,sku,value,currency\nA1,a@example.com,2026-11-20,W,"{written}",{column}\n'
    ((order,), wrong) = found(feed(text), "W")
    assert (order.value, order.currency, wrong) == (Decimal(value), currency, [])


def test_what_of_an_order_is_left_out_is_told(feed: Feed) -> None:
    """A value and an address that cannot be read are named with their places, the address without being quoted."""
    text = "order,email,ordered_at,sku,value\nA1,jane@example,2026-11-20,W,much\nA2,,2026-11-20,W,\n"
    orders, wrong = found(feed(text), "W")
    assert [(it.number, it.value, it.recipient) for it in orders] == [("A1", None, None), ("A2", None, None)]
    assert [it.split(" (")[0] for it in wrong] == [
        ".csv:2:5: value: 'much' is no amount, so that order A1 has no value",
        ".csv:2:2: email: this is no e-mail address, so that nobody is written to about order A1",
    ]


def test_more_columns(feed: Feed) -> None:
    """What was shipped already is taken off; stock, promise, language and days in another form are read."""
    text = "no;at;mail;sku;ordered;sent;there;by;lang\n7;20.11.2026;a@b.example;A;5;2;3;30.11.2026;de-AT\n"
    text += "7;;;B;1;1;;;\n7;;;C;1;;0;;\n"
    columns = {"order": "no", "ordered_at": "at", "email": "mail", "quantity": "ordered", "shipped": "sent"}
    columns |= {"stock": "there", "promised_by": "by", "locale": "lang"}
    shop = feed(text, columns=columns, dates="%d.%m.%Y")
    ((order,), wrong) = found(shop, "A")
    assert wrong == []
    assert [(it.sku, it.quantity, it.in_stock, it.promised_by) for it in order.lines] == [
        ("A", 3, True, date(2026, 11, 30)),
        ("C", 1, False, None),
    ]
    assert (order.locale, order.ordered_at) == ("de_AT", datetime(2026, 11, 20, tzinfo=ZONE))
    assert shop.stock(["A", "C", "X"]) == {"A": 3, "C": 0}


JSON = """{"orders": [
 {"id": 450789469, "name": "#1001", "email": "a@b.example", "created_at": "2026-11-10T11:00:00-05:00",
  "cancelled_at": null,
  "customer": {"first_name": "Ann", "last_name": "Bee"}, "tags": "vip, b2b",
  "line_items": [{"id": 1, "sku": "A", "fulfillable_quantity": 1}, {"id": 2, "sku": "B", "fulfillable_quantity": 0}]},
 {"id": 450789470, "name": "#1002", "email": null, "created_at": "2026-11-10T11:00:00-05:00",
  "cancelled_at": "2026-11-11",
  "line_items": [{"id": 3, "sku": "A", "fulfillable_quantity": 2}]},
 {"id": 450789471, "name": "#1003", "email": null, "created_at": "2026-11-10T11:00:00-05:00",
  "cancelled_at": null,
  "line_items": [{"id": 4, "sku": "A", "fulfillable_quantity": 2}]},
 {"id": 450789472, "name": "#1004", "email": "x@y.example", "created_at": "2026-11-10T11:00:00-05:00"}]}
"""


def test_json_with_lines_in_each_order(feed: Feed) -> None:
    """Orders as a shop's own interface tells them: lines within each, cells by path or by JMESPath."""
    columns = {
        "id": "id",
        "order": "name",
        "ordered_at": "created_at",
        "line": "line_items.id",
        "sku": "line_items.sku",
    }
    columns |= {
        "quantity": "line_items.fulfillable_quantity",
        "customer": "join(' ', customer.[first_name, last_name])",
    }
    shop = feed(JSON, "orders.json", Records("orders", "line_items"), columns=columns, where={"cancelled_at": ""})
    orders, wrong = found(shop, "A")
    assert [(order.id, lines(order)) for order in orders] == [("450789469", [("A", 1)]), ("450789471", [("A", 2)])]
    assert [line.id for order in orders for line in order.lines] == ["1", "4"]
    assert orders[0].recipient is not None
    assert orders[0].recipient.name == "Ann Bee"
    assert orders[1].recipient is None
    assert orders[0].tags == ("vip", "b2b")
    assert wrong == [".json:4: has no list under 'line_items' (look at lines: in your config)"]


@pytest.mark.parametrize(
    ("text", "layout", "says"),
    [
        ("sku,quantity\nA,1\n", {}, "there is no column 'order' for order"),
        (PLAIN + "1,2026-11-20,a@b.example,L1,A,1\n", {"where": {"Stat": "open"}}, "no column 'Stat' for where"),
        ("", {}, "the file is empty"),
        ("<!DOCTYPE html><html>Sign in", {}, "this is a web page (HTML)"),
        (b"\xd0\xcf\x11\xe0", {}, "this is an old Excel or Office file"),
    ],
)
def test_what_is_no_file_of_orders(feed: Feed, text: str | bytes, layout: dict[str, Any], says: str) -> None:
    """A file that cannot be orders is refused, and never taken for a day without any."""
    with pytest.raises(InvalidInput) as caught:
        found(feed(text, **layout), "A")
    assert says in str(caught.value)


def test_letters_of_another_encoding(feed: Feed) -> None:
    """A name that cannot be read is left out of a mail; the order stands, and a SKU is never guessed."""
    rows = b"1,2026-11-20,a@b.example,M\xfcller,A\n2,2026-11-20,c@d.example,x,caf\xe9\n"
    orders, wrong = found(feed(b"order,ordered_at,email,customer,sku\n" + rows), "A", "caf\udce9")
    assert [order.number for order in orders] == ["1"]
    assert orders[0].recipient is not None
    assert orders[0].recipient.name == ""
    assert [it.partition(" (save the file as UTF-8; where ")[0] for it in wrong] == [
        ".csv:3:5: sku: this is not UTF-8 text",
        ".csv:2:4: customer: this is not UTF-8 text, so that order 1 is written to without a name",
    ]


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    """Half of what is being written is never taken for all of it."""
    file = tmp_path / "orders.csv"
    file.write_text(PLAIN + "".join(f"{n},2026-11-20,a@b.example,L{n},A,1\n" for n in range(20_000)))
    rows = FileRows(file, label="shop").rows()
    next(rows)
    file.write_text(PLAIN + "1,2026-11-20,a@b.example,L1,A,1\n" * 20_000)
    with pytest.raises(Incomplete, match="shop changed while it was read"):
        list(rows)


@pytest.mark.parametrize("cut", ["9,2026-11-20,x@y.exam", "9,2026-11-20", "9"])
def test_a_file_that_ends_in_the_middle_of_a_row(feed: Feed, cut: str) -> None:
    """A last row that was cut off says that there is more, and nothing is acted upon."""
    with pytest.raises(Incomplete, match="ends in the middle of a row"):
        found(feed(PLAIN + "1,2026-11-20,a@b.example,L1,A,1\n" + cut), "A")


def test_memory_is_bounded_by_what_is_affected(feed: Feed) -> None:
    """Of many orders only the affected ones are held."""
    rows = "".join(f"{n},2026-11-20,a{n}@b.example,L{n},{'A' if n % 5_000 == 0 else 'B'},1\n" for n in range(50_000))
    shop = feed(PLAIN + rows)
    tracemalloc.start()
    orders, _ = found(shop, "A")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(orders) == 10
    assert peak < 2_000_000
