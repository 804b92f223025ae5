"""Whatever a shop answers in the place of an order's parts: an order, or a problem by its number, and never a crash."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.feeds.shopify import wire as shopify
from zendesk_bridge.feeds.woocommerce import wire as woocommerce

TERMS = OrderTerms("custom.ship_by", ships_within=timedelta(days=9), placed_within=timedelta(days=99))
AT_SHOPIFY: dict[str, Any] = {
    "id": "gid://shopify/Order/1",
    "name": "#1",
    "processedAt": "2026-11-01T10:00:00Z",
    "displayFinancialStatus": "PAID",
    "customerLocale": "fr-CA",
    "tags": ["a"],
    "email": "ann@example.com",
    "currentTotalPriceSet": {"shopMoney": {"amount": "99.50", "currencyCode": "CAD"}},
    "shippingAddress": {"firstName": "Ann", "lastName": "Box", "countryCodeV2": "CA"},
    "customer": {"firstName": "Ann", "lastName": "Buyer", "tags": ["vip"]},
    "promised": {"value": "2026-11-20"},
}
LINE_AT_SHOPIFY: dict[str, Any] = {
    "id": "gid://shopify/LineItem/1",
    "sku": "WID",
    "name": "Widget",
    "currentQuantity": 2,
    "unfulfilledQuantity": 3,
    "customAttributes": [{"key": "Ships by", "value": "2026-11-20"}],
    "variant": {"inventoryQuantity": 0},
}
AT_WOO: dict[str, Any] = {
    "id": 1,
    "number": "1",
    "status": "processing",
    "currency": "EUR",
    "date_created_gmt": "2026-11-01T10:00:00",
    "total": "99.50",
    "billing": {"first_name": "Ann", "last_name": "Buyer", "email": "ann@example.com", "country": "DE"},
    "shipping": {"country": "AT"},
    "line_items": [
        {
            "id": 1,
            "sku": "WID",
            "name": "W",
            "quantity": 3,
            "total": "30",
            "total_tax": "1",
            "meta_data": [{"key": "a"}],
        }
    ],
    "meta_data": [{"key": "custom.ship_by", "value": "2026-11-20"}],
    "lang": "de",
}
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(["1e400", "1e15", "-1", "NaN", "2026-11-31", "gid://shopify/X/0", "a@b.c", "x" * 300]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(node: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to everything within."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [*([way] if way else []), *(found for key, child in inner for found in places(child, (*way, key)))]


def replaced(node: Any, way: tuple[Any, ...], value: Any) -> Any:
    """Return the same with something else in one place."""
    copy = deepcopy(node)
    holder = copy
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = value
    return copy


def sound(found: Order | Problem | None) -> None:
    """Make sure that an order is one, and that a problem tells no customer's words."""
    if isinstance(found, Problem):
        assert "example.com" not in str(found)
    elif found:
        assert found.id
        assert found.number
        assert all(line.quantity > 0 and line.id for line in found.lines)
        assert found.ordered_at.tzinfo
        repr(found)


@given(st.sampled_from(places(AT_SHOPIFY)), ANYTHING)
def test_any_order_of_shopify(way: tuple[Any, ...], value: Any) -> None:
    """One part of an order is anything."""
    node = replaced(AT_SHOPIFY, way, value)
    if shopify.is_open(node):
        found = shopify.order("shop", node, [LINE_AT_SHOPIFY], TERMS)
        sound(found if isinstance(found, Problem) else found.order)


@given(st.sampled_from(places(LINE_AT_SHOPIFY)), ANYTHING)
def test_any_line_of_shopify(way: tuple[Any, ...], value: Any) -> None:
    """One part of a line is anything."""
    found = shopify.order("shop", AT_SHOPIFY, [replaced(LINE_AT_SHOPIFY, way, value)], TERMS)
    sound(found if isinstance(found, Problem) else found.order)


@given(st.sampled_from(places(AT_WOO)[1:]), ANYTHING, ANYTHING)
def test_any_order_of_woocommerce(way: tuple[Any, ...], value: Any, refunds: Any) -> None:
    """One part of an order is anything; its own id was read before."""
    found = woocommerce.order("shop", replaced(AT_WOO, way, value), TERMS, {}, {})
    sound(found if isinstance(found, Problem) else found.order)
    woocommerce.product(value if isinstance(value, dict) else {"id": 1, "sku": "A", "stock_quantity": value})
    line = {"quantity": 1, "meta_data": [{"key": "_refunded_item_id", "value": refunds}]}
    woocommerce.refunded([{"line_items": [line]}])
