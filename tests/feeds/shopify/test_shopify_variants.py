"""A Shopify shop's products as a catalogue, and as late items by what stands in their metafields."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.core.conditions import CellCondition
from zendesk_bridge.core.model import Backorder, ShipWindow
from zendesk_bridge.feeds import shopify
from zendesk_bridge.feeds.files import BackorderRows
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.products import ProductFeed
from zendesk_bridge.feeds.shopify import api
from zendesk_bridge.feeds.shopify.api import Shopify
from zendesk_bridge.feeds.shopify.variants import VariantRows

Admin = Any  # a class in conftest.py, which a test file cannot import
Clock = Any


@pytest.fixture
def shop(admin: Admin, clock: Clock) -> Shopify:  # noqa: ARG001 - the shop behind it
    """Return the connected shop."""
    return shopify.connect(
        "shop", "https://acme.myshopify.com", {"access_token": "t"}, sleep=clock.sleep, now=clock.now
    )


def variant(number: int, sku: str | None, *metafields: tuple[str, str, str], **changes: Any) -> dict[str, Any]:
    """Return one variant; each metafield is its key, its type and what stands in it."""
    kept = {key: {"type": kind, "value": value} for key, kind, value in metafields}
    return {
        "id": f"gid://shopify/ProductVariant/{number}",
        "sku": sku,
        "title": "Red",
        "displayName": "Widget - Red",
        "inventoryQuantity": -3,
        "inventoryPolicy": "CONTINUE",
        "product": {"title": "Widget", "status": "ACTIVE", "vendor": "Acme", "productType": "Tools"},
        "kept": kept,
        **changes,
    }


def test_a_catalogue_is_every_variant_with_a_sku(admin: Admin, shop: Shopify, monkeypatch: pytest.MonkeyPatch) -> None:
    """Called by its product's name, and by its own where there are several; however many there are."""
    monkeypatch.setattr(api, "DEEPEST", 20)
    admin.variants = [
        variant(1, "WID-RED"),
        variant(2, "POT", title="Default Title", displayName="Widget - Default Title"),
        variant(3, None),
        *(variant(number, f"CUP-{number}") for number in range(4, 90)),
    ]
    found = ProductFeed("shop", VariantRows(shop)).read()
    assert [(one.sku, one.name) for one in found.products[:2]] == [("WID-RED", "Widget - Red"), ("POT", "Widget")]
    assert (len(found.products), found.bad) == (88, 0)
    assert str(found.products[0].place) == "shop: variant 1"


def test_late_items_are_those_with_a_ship_date(admin: Admin, shop: Shopify) -> None:
    """In metafields that the admin names; days, moments in the shop's zone, and texts of the admin's own form."""
    admin.variants = [
        variant(1, "WID", ("ship_from", "date", "2026-12-01"), ("ship_to", "date_time", "2026-12-06T03:00:00+00:00")),
        variant(2, "POT", ("ship_from", "date", ""), ("why", "single_line_text_field", "no date")),
        variant(3, "CUP", ("ship_from", "date", "2026-12-01"), ("ship_to", "date", "2026-12-02"), inventoryQuantity=4),
    ]
    names = ("custom.ship_from", "custom.ship_to", "custom.why")
    rows = VariantRows(shop, "inventory_quantity:<=0", names, names[:2], ZoneInfo("America/New_York"))
    where = {"inventory_quantity": CellCondition(sign="<=", bound=Decimal(0))}
    columns = {"from": names[0], "to": names[1], "reason": names[2]}
    found = BackorderRows(rows, Layout(columns, where=where, defaults={"options": ("wait", "cancel")})).read()
    assert found.problems == ()
    (late,) = found.backorders
    assert isinstance(late, Backorder)
    assert (late.sku, late.name) == ("WID", "Widget - Red")
    assert late.ship_window == ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
    variables = admin.asked[-1][1]
    asked = [f"{variables[f'n{index}']}.{variables[f'k{index}']}" for index in range(3)]
    assert (variables["query"], asked) == ("inventory_quantity:<=0", [*names])


def test_no_late_item_is_no_fault(admin: Admin, shop: Shopify) -> None:
    """Nothing has a date: nothing is late."""
    admin.variants = [variant(1, "WID")]
    rows = VariantRows(shop, "", ("custom.ship_by",), ("custom.ship_by",))
    found = BackorderRows(rows, Layout({"ship_window": "custom.ship_by"})).read()
    assert (found.backorders, found.problems) == ((), ())
