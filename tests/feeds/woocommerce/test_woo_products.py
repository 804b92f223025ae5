"""A WooCommerce shop's products as a catalogue, and as late items by their state of stock and a plugin's date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zendesk_bridge.core.model import ShipWindow
from zendesk_bridge.feeds import woocommerce
from zendesk_bridge.feeds.files import BackorderRows
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.products import ProductFeed
from zendesk_bridge.feeds.woocommerce.api import Woo
from zendesk_bridge.feeds.woocommerce.products import WooLateRows, WooProductRows

Store = Any  # a class in conftest.py, which a test file cannot import
Clock = Any
KEYS = {"consumer_key": "ck_1", "consumer_secret": "cs_1"}


@pytest.fixture
def shop(store: Store, clock: Clock) -> Woo:  # noqa: ARG001 - the shop behind it
    """Return the connected shop."""
    return woocommerce.connect("shop", "https://shop.example/store", KEYS, sleep=clock.sleep, now=clock.now)


@pytest.mark.parametrize("analytics", [True, False])
def test_a_catalogue_has_variations(store: Store, shop: Woo, rows: Any, *, analytics: bool) -> None:
    """By one report, or product by product where that is switched off."""
    store.products = [
        rows.product(1, "POT", name="Pot"),
        rows.product(2, "", name="Widget", type="variable"),
        rows.product(3, "WID-RED", name="Widget - Red", parent_id=2, type="variation"),
        rows.product(4, "WID-BLUE", name="Widget - Blue" if analytics else "Blue", parent_id=2, type="variation"),
    ]
    if not analytics:
        store.answers = [(404, {}, {"code": "rest_no_route"})]
    found = ProductFeed("shop", WooProductRows(shop)).read()
    assert {one.sku: one.name for one in found.products} == {
        "POT": "Pot",
        "WID-RED": "Widget - Red",
        "WID-BLUE": "Widget - Blue",
    }
    assert len(store.asked) == (1 if analytics else 3)
    assert [str(one.place) for one in found.products if one.sku == "POT"] == ["shop: product 1"]


def test_late_items_are_those_on_backorder(store: Store, shop: Woo, rows: Any) -> None:
    """With the date that a plugin keeps; a product that is only its variations ships nothing itself."""

    def dated(value: Any) -> list[dict[str, Any]]:
        return [{"id": 7, "key": "_eta", "value": value}, {"id": 8, "key": "_list", "value": ["x"]}]

    store.products = [
        rows.product(1, "POT", meta_data=dated("2026-12-01")),
        rows.product(2, "WID", type="variable", meta_data=dated("2026-12-01")),
        rows.product(3, "WID-RED", parent_id=2, type="variation", meta_data=dated("2026-12-09")),
        rows.product(4, "CUP", stock_status="instock", meta_data=dated("2026-12-01")),
        rows.product(5, "TOY", meta_data=dated("soon")),
    ]
    found = BackorderRows(WooLateRows(shop), Layout({"ship_window": "_eta"})).read()
    assert {late.sku: late.ship_window for late in found.backorders} == {
        "POT": ShipWindow(date(2026, 12, 1), date(2026, 12, 1)),
        "WID-RED": ShipWindow(date(2026, 12, 9), date(2026, 12, 9)),
    }
    assert ["shop: product 5" in str(problem) for problem in found.problems] == [True]
    assert [path.rpartition("/")[2] for path, _ in store.asked] == ["stock", "products"]


def test_items_that_are_out_of_stock_count_on_demand(store: Store, shop: Woo, rows: Any) -> None:
    """A shop that takes no orders for them any more may still have some to ship."""
    meta = [{"id": 7, "key": "_eta", "value": "2026-12-01"}]
    store.products = [
        rows.product(1, "POT", meta_data=meta),
        rows.product(2, "CUP", stock_status="outofstock", meta_data=meta),
    ]
    found = BackorderRows(WooLateRows(shop, ("onbackorder", "outofstock")), Layout({"ship_window": "_eta"})).read()
    assert {late.sku for late in found.backorders} == {"CUP", "POT"}


@pytest.mark.parametrize(("status", "late"), [("onbackorder", ["MUG"]), ("instock", [])])
def test_a_sku_that_all_variations_share_is_the_products(
    store: Store, shop: Woo, rows: Any, status: str, late: list[str]
) -> None:
    """A variation without one is told with its product's; where another of them is there, nobody can tell."""
    meta = [{"id": 7, "key": "_eta", "value": "2026-12-01"}]
    store.products = [
        rows.product(1, "MUG", name="Mug &amp; Lid", type="variable", stock_status=status, meta_data=meta),
        rows.product(2, "", name="Mug - Red", parent_id=1, type="variation"),
        rows.product(3, "", name="Mug - Blue", parent_id=1, type="variation", stock_status=status),
    ]
    told = [{**one, "sku": "MUG"} for one in store.products]
    late_ones = [one for one in told if one["stock_status"] == "onbackorder"]
    store.answers = [(200, {"X-WP-Total": str(len(late_ones))}, late_ones)]
    found = BackorderRows(WooLateRows(shop), Layout({"ship_window": "_eta"})).read()
    assert ([one.sku for one in found.backorders], found.problems) == (late, ())
    store.answers = [(200, {"X-WP-Total": "3"}, told)]
    catalogue = ProductFeed("shop", WooProductRows(shop)).read()
    assert ([(one.sku, one.name) for one in catalogue.products], catalogue.bad) == ([("MUG", "Mug & Lid")], 0)
