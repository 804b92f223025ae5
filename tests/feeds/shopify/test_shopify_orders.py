"""Which orders of a Shopify shop wait for an item, and what is read of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Order, OrderLine, Recipient
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.feeds.shopify import ShopifyOrderFeed

Admin = Any  # a class in conftest.py, which a test file cannot import
Make = Callable[..., ShopifyOrderFeed]


def numbers(found: list[Order | Problem]) -> list[str]:
    """Return the numbers of the orders among these."""
    return [one.number for one in found if isinstance(one, Order)]


def test_an_order_is_read_whole(admin: Admin, made: Make, nodes: Any) -> None:
    """Lines that wait, in stock or not; value, language, country, tags of order and customer, and whom to write to."""
    rest = nodes.line(2, "CUP", 2, variant={"inventoryQuantity": 0})
    short = nodes.line(3, "POT", variant={"inventoryQuantity": -1})
    made_up = nodes.line(1, "WID-12", 3, variant=None)
    admin.orders = [nodes.order(1001, made_up, rest, short)]
    (found,) = made().affected(["WID-12"])
    assert found == Order(
        feed="shop",
        id="1001",
        number="#1001",
        ordered_at=datetime(2026, 11, 1, 10, tzinfo=UTC),
        lines=(
            OrderLine("1", "WID-12", 3, "Thing WID-12"),
            OrderLine("2", "CUP", 2, "Thing CUP", in_stock=True),
            OrderLine("3", "POT", 1, "Thing POT", in_stock=False),
        ),
        value=Decimal("99.50"),
        currency="CAD",
        locale="fr_CA",
        country="CA",
        tags=("wholesale", "vip"),
    )
    assert isinstance(found, Order)
    assert found.recipient == Recipient("ann@example.com", "Ann Buyer")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"cancelledAt": "2026-11-02T00:00:00Z"}, False),
        ({"closedAt": "2026-11-02T00:00:00Z"}, False),
        ({"displayFulfillmentStatus": "FULFILLED"}, False),
        ({"displayFulfillmentStatus": "FULFILLMENT_NOT_REQUIRED"}, False),
        ({"displayFinancialStatus": "REFUNDED"}, False),
        ({"displayFinancialStatus": "VOIDED"}, True),
        ({"displayFinancialStatus": "EXPIRED"}, True),
        ({"displayFinancialStatus": "PENDING"}, True),
        ({"displayFinancialStatus": "AUTHORIZED"}, True),
        ({"displayFinancialStatus": "PARTIALLY_REFUNDED"}, True),
        ({"displayFulfillmentStatus": "ON_HOLD"}, True),
        ({"displayFulfillmentStatus": "SCHEDULED"}, True),
        ({"displayFulfillmentStatus": "IN_PROGRESS"}, True),
        ({"displayFulfillmentStatus": "PARTIALLY_FULFILLED"}, True),
    ],
)
def test_only_what_is_to_ship_and_wanted_is_open(
    admin: Admin, made: Make, nodes: Any, changes: dict[str, str], *, told: bool
) -> None:
    """Shipped, called off or paid back: not open. Held, planned, begun or to be paid later, or anew: open."""
    admin.orders = [nodes.order(1, nodes.line(1, "WID"), **changes)]
    assert numbers(list(made(unpaid=True).affected(["WID"]))) == (["#1"] if told else [])
    assert list(made(unpaid=True).again(["1"])) == (["1"] if told else [])


@pytest.mark.parametrize("status", ["PENDING", "EXPIRED", "VOIDED"])
def test_orders_to_be_paid_later_count_where_somebody_says_so(
    admin: Admin, made: Make, nodes: Any, status: str
) -> None:
    """Until then they are left out, and how many is told: nobody whose card expired while they wait is forgotten."""
    pending = {"displayFinancialStatus": status}
    admin.orders = [nodes.order(1, nodes.line(1, "WID"), **pending), nodes.order(2, nodes.line(2, "CUP"), **pending)]
    (told,) = made().affected(["WID"])
    assert str(told) == (
        "shop: 1 affected order is not paid yet, and not among these "
        "(write unpaid: true if your customers pay on delivery, by invoice or when it ships, else unpaid: false)"
    )
    assert list(made(unpaid=False).affected(["WID"])) == []
    assert numbers(list(made(unpaid=True).affected(["WID"]))) == ["#1"]
    assert [list(made(unpaid=unpaid).again(["1"])) for unpaid in (None, False, True)] == [[], [], ["1"]]


@pytest.mark.parametrize(
    ("line", "quantity"),
    [
        ({"currentQuantity": 5, "unfulfilledQuantity": 2}, 2),  # three have shipped
        ({"currentQuantity": 1, "unfulfilledQuantity": 3}, 1),  # two were taken off before they shipped
        ({"currentQuantity": 0, "unfulfilledQuantity": 3}, 0),  # all were
        ({"currentQuantity": 3, "unfulfilledQuantity": 0}, 0),
        ({"currentQuantity": 1, "unfulfilledQuantity": 1, "requiresShipping": False}, 0),
    ],
)
def test_what_shipped_or_was_refunded_of_a_line_is_not_open(
    admin: Admin, made: Make, nodes: Any, line: dict[str, Any], quantity: int
) -> None:
    """A part of a line may have shipped or been refunded; a gift card never ships."""
    admin.orders = [nodes.order(1, nodes.line(1, "WID", **line))]
    found = [one.lines[0].quantity for one in made().affected(["WID"]) if isinstance(one, Order)]
    assert found == ([quantity] if quantity else [])


def test_what_a_search_finds_beside_is_left_out(admin: Admin, made: Make, nodes: Any) -> None:
    """An index knows words: WID-12 finds WID-12-RED, too. Case does not tell SKUs apart."""
    admin.orders = [
        nodes.order(1, nodes.line(1, "WID-12-RED")),
        nodes.order(2, nodes.line(2, "wid-12 ")),
        nodes.order(3, nodes.line(3, "WID-12", currentQuantity=0), nodes.line(4, "CUP")),
    ]
    assert numbers(list(made().affected(["WID-12"]))) == ["#2"]


def test_signs_in_a_sku_stay_signs(admin: Admin, made: Make, nodes: Any) -> None:
    """Quotes, colons and brackets do not end a search's value."""
    sku = """A"B'C:D(E)\\F"""
    admin.orders = [nodes.order(1, nodes.line(1, sku))]
    assert numbers(list(made().affected([sku]))) == ["#1"]
    assert admin.asked[-1][1]["query"].startswith(r"""(sku:"A\"B\'C\:D\(E\)\\F") AND status:open""")


def test_three_hundred_lines_are_read(admin: Admin, made: Make, nodes: Any) -> None:
    """What does not come with an order is asked for; the late one may stand last."""
    lines = [nodes.line(number, f"CUP-{number}") for number in range(1, 300)]
    admin.orders = [nodes.order(1, *lines, nodes.line(300, "CUP-WID"))]
    (found,) = made().affected(["CUP-WID"])
    assert isinstance(found, Order)
    assert [int(line.id) for line in found.lines] == list(range(1, 301))


def test_many_skus_are_searched_in_portions(admin: Admin, made: Make, nodes: Any) -> None:
    """An order with SKUs of two searches comes once."""
    skus = [f"SKU{number:03}" for number in range(100)]
    admin.orders = [nodes.order(1, nodes.line(1, skus[0]), nodes.line(2, skus[99])), nodes.order(2, nodes.line(3, "X"))]
    assert numbers(list(made().affected(skus))) == ["#1"]
    assert [name for name, _ in admin.asked] == ["Scopes", "Orders", "Orders", "Orders"]


def test_no_sku_asks_nothing(admin: Admin, made: Make) -> None:
    """Nothing late is nobody affected, and no call."""
    assert list(made().affected([])) == []
    assert admin.asked == []


def test_an_order_that_cannot_be_read_is_told(admin: Admin, made: Make, nodes: Any) -> None:
    """By its number and without a customer's words; the others stand."""
    admin.orders = [nodes.order(1, nodes.line(1, "WID"), processedAt=None), nodes.order(2, nodes.line(2, "WID"))]
    problem, other = made().affected(["WID"])
    assert str(problem) == (
        "shop: order #1: this order cannot be read: when it was placed is missing, or is no time "
        "(look at it in the shop)"
    )
    assert isinstance(other, Order)


@pytest.mark.parametrize("email", [None, "", "ann", "Ann <ann@example.com>", "a@b@example.com, x@example.com"])
def test_without_an_address_there_is_nobody_to_write_to(
    admin: Admin, made: Make, nodes: Any, email: str | None
) -> None:
    """An order of a shop's own till has none; the order stands."""
    admin.orders = [nodes.order(1, nodes.line(1, "WID"), email=email)]
    (found,) = made().affected(["WID"])
    assert isinstance(found, Order)
    assert found.recipient is None


def test_names_come_from_whoever_ordered(admin: Admin, made: Make, nodes: Any) -> None:
    """The buyer, else who pays, and only then who receives it: it may be a present."""
    bare: dict[str, Any] = {"customer": None}
    admin.orders = [
        nodes.order(1, nodes.line(1, "WID"), **bare),
        nodes.order(2, nodes.line(2, "WID"), **bare, billingAddress=None),
        nodes.order(3, nodes.line(3, "WID"), **bare, billingAddress=None, shippingAddress=None),
    ]
    found = [one for one in made().affected(["WID"]) if isinstance(one, Order)]
    assert [one.recipient and one.recipient.name for one in found] == ["Ann Bill", "Bob Box", ""]
    assert [one.country for one in found] == ["CA", "CA", ""]
    assert "ann@example.com" not in repr(found)


ZONE = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("terms", "changes", "promised"),
    [
        (OrderTerms(), {}, None),
        (
            OrderTerms(ships_within=timedelta(days=30), zone=ZONE),
            {"processedAt": "2026-11-02T02:00:00Z"},
            date(2026, 12, 1),
        ),
        (OrderTerms("custom.ship_by"), {"promised": {"value": "2026-11-20"}}, date(2026, 11, 20)),
        (OrderTerms("custom.ship_by", zone=ZONE), {"promised": {"value": "2026-11-21T02:00:00Z"}}, date(2026, 11, 20)),
        (OrderTerms("custom.ship_by", "%m/%d/%Y"), {"promised": {"value": "11/20/2026"}}, date(2026, 11, 20)),
        (OrderTerms("custom.ship_by", ships_within=timedelta(days=9)), {"promised": None}, date(2026, 11, 10)),
        (OrderTerms("custom.ship_by"), {"promised": {"value": "soon"}}, None),
    ],
)
def test_the_promised_date(
    admin: Admin, made: Make, nodes: Any, terms: OrderTerms, changes: dict[str, Any], promised: date | None
) -> None:
    """A metafield of the order, else so many days after ordering, as the shop's zone has them."""
    admin.orders = [nodes.order(1, nodes.line(1, "WID"), **changes)]
    (found,) = made(terms).affected(["WID"])
    assert isinstance(found, Order)
    assert found.lines[0].promised_by == promised
    variables = admin.asked[-1][1]
    assert (variables["metafield"], variables["namespace"], variables["key"]) == (
        (True, "custom", "ship_by") if terms.promised_by else (False, "", "")
    )


def test_a_line_may_have_a_promise_of_its_own(
    admin: Admin, made: Make, nodes: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Pre-order apps put it among the line's properties; what is no date there is told, by count alone."""
    dated = nodes.line(1, "WID", customAttributes=[{"key": "ships by", "value": "2026-11-20"}])
    vague = nodes.line(2, "WID", customAttributes=[{"key": "Ships by", "value": "call Ann"}])
    admin.orders = [nodes.order(1, dated, vague)]
    (found,) = made(OrderTerms("Ships by")).affected(["WID"])
    assert isinstance(found, Order)
    assert [line.promised_by for line in found.lines] == [date(2026, 11, 20), None]
    assert caplog.messages == ["shop: on 1 order lines Ships by is no date, and was passed over"]
