"""``/_sandbox/shop``: what a test or a person may do to the shop behind a client's back.

=====================================  ================================================================================
GET /_sandbox/shop/orders              ``{"orders": [{"id", "number", "status", "fulfillment", "financial", ...}]}``
POST /_sandbox/shop/orders             load ``[{"number", "name", "email", "locale", "country", "tags", "customer_tags",
                                       "days_ago", "state", "hold", "lines": [{"sku", "quantity", "price", "name",
                                       "shipped", "removed", "promised"}]}]`` -> ``{"ids": [...]}``; ``state`` is open,
                                       draft, unpaid, on_hold, failed, cancelled or refunded; ``promised`` is in how
                                       many days after the order it ships
PATCH /_sandbox/shop/orders/NUMBER     ``{"ship": true | {sku: n}, "refund": true | {sku: n}, "cancel": true, "pay":
                                       true, "hold": "INVENTORY_OUT_OF_STOCK", "email": "...", "country": "DE",
                                       "add": [lines as above], "set": {sku: n}, "tags": [...]}``: any of them
DELETE /_sandbox/shop/orders/NUMBER    it is gone
PATCH /_sandbox/shop/products          ``{sku: {"stock": n, "late": true, "eta": [from, to]}}``
=====================================  ================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zendesk_bridge.sandbox.shop import edits, seed
from zendesk_bridge.sandbox.shop.records import OrderEntry, ShopOrder
from zendesk_bridge.sandbox.shop.store import ShopStore
from zendesk_bridge.sandbox.store import Missing


def listing(shop: ShopStore) -> Any:
    """Tell of every order where it stands."""
    entries = shop.search("everything", lambda _: True, lambda entry: (entry.id, 0))
    return {"orders": [_told(entry) for entry in entries]}


def _told(entry: OrderEntry) -> dict[str, Any]:
    return {
        "id": entry.id, "number": entry.number, "status": entry.status, "fulfillment": entry.fulfillment,
        "financial": entry.financial, "skus": sorted(entry.skus),
    }  # fmt: skip


def load(shop: ShopStore, body: Any) -> Any:
    """Load orders."""
    return {"ids": seed.add(shop, body)}


def edit(shop: ShopStore, number: str, body: Mapping[str, Any]) -> Any:
    """Change an order. Raises Missing, and ValueError for what cannot be."""
    changed = shop.change(edits.edited(shop, _order(shop, number), body))
    return {"status": changed.status, "fulfillment": changed.fulfillment, "financial": changed.financial}


def remove(shop: ShopStore, number: str) -> Any:
    """Take an order away. Raises Missing."""
    shop.remove(_order(shop, number).id)
    return {}


def stock(shop: ShopStore, body: Mapping[str, Mapping[str, Any]]) -> Any:
    """Change what is in stock. Raises Missing."""
    known = shop.by_sku()
    for sku, changes in body.items():
        if sku not in known:
            raise Missing(sku)
        eta = changes.get("eta", known[sku].eta)
        kept = {key: value for key, value in changes.items() if key in ("stock", "late", "price", "name")}
        shop.put_product(replace(known[sku], **kept, eta=(str(eta[0]), str(eta[1])) if eta else None))
    return {}


def _order(shop: ShopStore, number: str) -> ShopOrder:
    entries = shop.search("everything", lambda _: True, lambda entry: (entry.id, 0))
    found = next((shop.order(entry.id) for entry in entries if entry.number == number), None)
    if found is None:
        raise Missing(number)
    return found
