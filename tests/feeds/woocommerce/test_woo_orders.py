"""Which orders of a WooCommerce shop wait for an item, and what is read of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Order, OrderLine, Recipient
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.feeds.woocommerce import WooOrderFeed

Store = Any  # a class in conftest.py, which a test file cannot import
Make = Callable[..., WooOrderFeed]


def numbers(found: list[Order | Problem]) -> list[str]:
    """Return the numbers of the orders among these."""
    return [one.number for one in found if isinstance(one, Order)]


def test_an_order_is_read_whole(store: Store, made: Make, rows: Any) -> None:
    """Lines that wait, in stock or not; value, country, and whom to write to."""
    store.products = [
        rows.product(1, "WID-12"),
        rows.product(2, "CUP", stock_quantity=0, stock_status="outofstock"),
        rows.product(3, "POT", manage_stock=False, stock_quantity=None, stock_status="instock"),
    ]
    lines = [rows.line(1, "WID-12", 3), rows.line(2, "CUP"), rows.line(3, "POT"), rows.line(4, None)]
    store.orders = [rows.order(1001, *lines)]
    (found,) = made().affected(["WID-12"])
    assert found == Order(
        feed="shop",
        id="1001",
        number="1001",
        ordered_at=datetime(2026, 11, 1, 10, tzinfo=UTC),
        lines=(
            OrderLine("1", "WID-12", 3, "Thing WID-12", Decimal("31.90"), in_stock=False),
            OrderLine("2", "CUP", 1, "Thing CUP", Decimal("11.90"), in_stock=True),
            OrderLine("3", "POT", 1, "Thing POT", Decimal("11.90"), in_stock=True),
            OrderLine("4", "", 1, "Thing None", Decimal("11.90")),
        ),
        value=Decimal("99.50"),
        currency="EUR",
        country="AT",
    )
    assert isinstance(found, Order)
    assert found.recipient == Recipient("ann@example.com", "Ann Buyer")
    assert "ann@example.com" not in repr(found)


@pytest.mark.parametrize("status", ["pending", "completed", "cancelled", "refunded", "failed", "checkout-draft"])
def test_only_what_was_placed_and_has_not_shipped_is_open(store: Store, made: Make, rows: Any, status: str) -> None:
    """A cart that nobody paid is no order; one that waits for a bank transfer is."""
    store.products = [rows.product(1, "WID")]
    store.orders = [
        rows.order(1, rows.line(1, "WID"), status=status),
        rows.order(2, rows.line(2, "WID"), status="on-hold"),
    ]
    assert numbers(list(made().affected(["WID"]))) == ["2"]
    assert list(made().again(["1", "2"])) == ["2"]


def test_shops_have_states_of_their_own(store: Store, made: Make, rows: Any) -> None:
    """Which of them are open, the admin says."""
    store.products = [rows.product(1, "WID")]
    store.orders = [
        rows.order(1, rows.line(1, "WID"), status="awaiting-stock"),
        rows.order(2, rows.line(2, "WID")),
    ]
    assert numbers(list(made(statuses=["awaiting-stock"]).affected(["WID"]))) == ["1"]


def refund(number: int, of_line: int, quantity: int) -> dict[str, Any]:
    """Return one refund of one line."""
    meta = [{"id": 9, "key": "_refunded_item_id", "value": str(of_line)}]
    return {"id": number, "amount": "5.00", "line_items": [{"id": 90, "quantity": quantity, "meta_data": meta}]}


@pytest.mark.parametrize(
    ("refunds", "left"),
    [
        ([refund(50, 1, -1)], 2),
        ([refund(50, 1, -1), refund(51, 1, -2)], 0),
        ([refund(50, 1, 0)], 3),  # money for the trouble, and nothing taken off
        ([{"id": 50, "amount": "5.00", "line_items": []}], 3),
        ([refund(50, 2, -3)], 3),
    ],
)
def test_what_was_refunded_of_a_line_is_not_open(
    store: Store, made: Make, rows: Any, refunds: list[Any], left: int
) -> None:
    """An order tells only how much money went back: how many of which line, its refunds do."""
    store.products = [rows.product(1, "WID")]
    store.orders = [rows.order(1, rows.line(1, "WID", 3), refunds=[{"id": 50, "reason": "", "total": "-5.00"}])]
    store.refunds = {1: refunds}
    found = [one.lines[0] for one in made().affected(["WID"]) if isinstance(one, Order)]
    assert [line.quantity for line in found] == ([left] if left else [])
    assert len(store.paths("orders/1/refunds")) == 1


def test_refunds_that_cannot_be_read_are_told(store: Store, made: Make, rows: Any) -> None:
    """Whoever was paid back must not be told of a delay: the order is told as one that cannot be read."""
    store.products = [rows.product(1, "WID")]
    store.orders = [rows.order(1, rows.line(1, "WID"), refunds=[{"id": 5}]), rows.order(2, rows.line(2, "WID"))]
    gone = (404, {}, {"code": "woocommerce_rest_shop_order_invalid_id"})
    store.answers = [None, None, None, gone]
    problem, other = made().affected(["WID"])
    assert "shop: order 1: what of this order was refunded or has shipped cannot be read" in str(problem)
    assert isinstance(other, Order)


def test_parts_of_a_metre_are_rounded_up(store: Store, made: Make, rows: Any) -> None:
    """Plugins sell by measure; what is still to ship is at least one."""
    store.products = [rows.product(1, "WIRE")]
    store.orders = [rows.order(1, rows.line(1, "WIRE", 0.5))]
    (found,) = made().affected(["WIRE"])
    assert isinstance(found, Order)
    assert found.lines[0].quantity == 1


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"number": "2026-77"}, "2026-77"),
        ({"meta_data": [{"key": "_order_number", "value": "77"}]}, "77"),
        ({"meta_data": [{"key": "_order_number", "value": 77}]}, "77"),
        (
            {"meta_data": [{"key": "_order_number", "value": 77}, {"key": "_order_number_formatted", "value": "A-77"}]},
            "A-77",
        ),
        ({"number": "S-9", "meta_data": [{"key": "_order_number", "value": "77"}]}, "S-9"),
    ],
)
def test_the_number_that_customers_know(
    store: Store, made: Make, rows: Any, changes: dict[str, Any], number: str
) -> None:
    """Plugins for numbers give theirs out as the order's, or keep it beside."""
    store.products = [rows.product(1, "WID")]
    store.orders = [rows.order(5, rows.line(1, "WID"), **changes)]
    (found,) = made().affected(["WID"])
    assert isinstance(found, Order)
    assert (found.id, found.number) == ("5", number)


@pytest.mark.parametrize(
    ("changes", "locale"),
    [
        ({}, ""),
        ({"meta_data": [{"key": "wpml_language", "value": "fr"}]}, "fr"),
        ({"meta_data": [{"key": "trp_language", "value": "de_DE"}]}, "de_DE"),
        ({"meta_data": [{"key": "weglot_language", "value": "es"}]}, "es"),
        ({"lang": "pt-br"}, "pt_br"),
        ({"lang": "<script>"}, ""),
        ({"lang": ["de"]}, ""),
    ],
)
def test_the_language_is_a_plugins(store: Store, made: Make, rows: Any, changes: Any, locale: str) -> None:
    """WooCommerce itself knows none."""
    store.products = [rows.product(1, "WID")]
    store.orders = [rows.order(5, rows.line(1, "WID"), **changes)]
    (found,) = made().affected(["WID"])
    assert isinstance(found, Order)
    assert found.locale == locale


@pytest.mark.parametrize(
    ("terms", "of_line", "of_order", "promised"),
    [
        (OrderTerms("_ship_by"), [{"key": "_ship_by", "value": "2026-11-20"}], [], date(2026, 11, 20)),
        (OrderTerms("_ship_by"), [], [{"key": "_ship_by", "value": "2026-11-21"}], date(2026, 11, 21)),
        (OrderTerms("_ship_by", "%d.%m.%Y"), [], [{"key": "_ship_by", "value": "21.11.2026"}], date(2026, 11, 21)),
        (
            OrderTerms("_ship_by", ships_within=timedelta(days=2)),
            [],
            [{"key": "_ship_by", "value": ["x"]}],
            date(2026, 11, 3),
        ),
        (OrderTerms(), [{"key": "", "value": "2026-11-20"}], [], None),
    ],
)
def test_the_promised_date(
    store: Store, made: Make, rows: Any, terms: OrderTerms, of_line: Any, of_order: Any, promised: date | None
) -> None:
    """Under a key of the line, else of the order, else so many days after ordering."""
    store.products = [rows.product(1, "WID")]
    store.orders = [rows.order(5, rows.line(1, "WID", meta_data=of_line), meta_data=of_order)]
    (found,) = made(terms).affected(["WID"])
    assert isinstance(found, Order)
    assert found.lines[0].promised_by == promised


def test_an_order_that_cannot_be_read_is_told(store: Store, made: Make, rows: Any) -> None:
    """By its number; the others stand."""
    store.products = [rows.product(1, "WID")]
    store.orders = [
        rows.order(1, rows.line(1, "WID"), date_created_gmt=None),
        rows.order(2, rows.line(2, "WID", quantity="Ann")),
        rows.order(3, rows.line(3, "WID")),
    ]
    one, two, other = made().affected(["WID"])
    assert "shop: order 1: this order cannot be read: when it was placed is missing" in str(one)
    assert "shop: order 2: this order cannot be read: how many there are of a line is missing" in str(two)
    assert isinstance(other, Order)


def test_without_an_address_there_is_nobody_to_write_to(store: Store, made: Make, rows: Any) -> None:
    """The order stands, and whoever it is shipped to names it."""
    store.products = [rows.product(1, "WID")]
    billing = {"first_name": "", "last_name": "", "email": "", "country": ""}
    named = {**billing, "email": "ann@example.com"}
    store.orders = [
        rows.order(1, rows.line(1, "WID"), billing=billing, shipping=None),
        rows.order(2, rows.line(2, "WID"), billing=named),
    ]
    one, two = (found for found in made().affected(["WID"]) if isinstance(found, Order))
    assert (one.recipient, one.country) == (None, "")
    assert (two.recipient, two.country) == (Recipient("ann@example.com", "Bob Box"), "AT")


def test_stock_is_what_could_be_sold(store: Store, made: Make, rows: Any) -> None:
    """Counted, or known not to be there; what is there uncounted is not told."""
    store.products = [
        rows.product(1, "WID-14", stock_quantity=3),
        rows.product(2, "GONE", stock_quantity=-2),
        rows.product(3, "LATE", manage_stock=False, stock_quantity=None),
        rows.product(4, "BOOK", manage_stock=False, stock_quantity=None, stock_status="instock"),
        rows.product(5, "RED", parent_id=4, manage_stock="parent", stock_quantity=7),
        rows.product(6, "TWICE", stock_quantity=1),
        rows.product(7, "twice", stock_quantity=2),
    ]
    told = made().stock(["WID-14", "GONE", "LATE", "BOOK", "RED", "TWICE", "NONE", "a,b"])
    assert told == {"WID-14": 3, "GONE": 0, "LATE": 0, "RED": 7, "TWICE": 3}
