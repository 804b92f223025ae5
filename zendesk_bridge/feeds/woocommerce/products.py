"""Products of a WooCommerce shop, variations among them: the whole catalogue, those on backorder, those of some SKUs.

A list of products has no variations in it, but the stock report has, and a search by SKU finds them, too. A variation
without a SKU of its own is told with its product's, by which a search finds the product alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from zendesk_bridge.core.errors import NotFound, Place
from zendesk_bridge.core.model import plain_sku
from zendesk_bridge.feeds.shop.listing import portions
from zendesk_bridge.feeds.shop.reading import rows, text
from zendesk_bridge.feeds.sources import Located
from zendesk_bridge.feeds.woocommerce import wire
from zendesk_bridge.feeds.woocommerce.api import V3, Woo
from zendesk_bridge.transport import JsonRow

PRODUCTS, REPORT = f"{V3}/products", "wc-analytics/reports/stock"

StockState = Literal["onbackorder", "outofstock", "instock"]

_LISTED = "id,parent_id,sku,name,type,stock_status,stock_quantity,manage_stock"
_DETAILS = f"{_LISTED},meta_data"
_VARIABLE = "variable"
_MADE_OF_OTHERS = {"external", "grouped", _VARIABLE}  # types of what is never shipped itself
_MOST_SKUS = 50
"""SKUs of one question, so that its address stays below the 8,000 characters that most servers take."""


def by_sku(shop: Woo, skus: Iterable[str], fields: str, status: str = "any") -> Iterator[JsonRow]:
    """Yield the products and variations that bear one of these SKUs, case aside; "any" is each state but the bin.

    The shop takes a comma for the end of a SKU, but when it is asked for one alone also for a part of it.
    """
    named = sorted({sku.strip() for sku in skus} - {""})
    plain = portions((sku for sku in named if "," not in sku), _MOST_SKUS)
    for portion in (*plain, *((sku,) for sku in named if "," in sku)):
        bear = frozenset(map(plain_sku, portion))
        for found in shop.rows(PRODUCTS, {"sku": ",".join(portion), "status": status, "_fields": fields}):
            if plain_sku(text(found.get("sku"))) in bear:
                yield found


def all_products(shop: Woo, state: StockState | None = None) -> Iterator[JsonRow]:
    """Yield every product and variation that has a SKU, or those in this state of stock.

    Where the shop has its analytics switched off, each product's variations are asked for by themselves.
    """
    try:
        report = shop.page(REPORT, {"type": state or "all"})
    except NotFound:
        yield from (found for found in _one_by_one(shop) if state is None or found.get("stock_status") == state)
        return
    yield from (found for found in shop.rows(REPORT, {"type": state or "all"}, report) if text(found.get("sku")))


def _one_by_one(shop: Woo) -> Iterator[JsonRow]:
    for found in shop.rows(PRODUCTS, {"_fields": _LISTED}):
        if text(found.get("sku")):
            yield found
        if found.get("type") == _VARIABLE:
            for variation in shop.rows(f"{PRODUCTS}/{found['id']}/variations", {"_fields": _LISTED}):
                if text(variation.get("sku")):
                    yield {**variation, "parent_id": found["id"], "name": _full(found, variation)}


def _full(product: JsonRow, variation: JsonRow) -> str:
    """Return what a variation is called whose own name is only how it differs: "Widget - Red"."""
    own, whole = text(variation.get("name")), text(product.get("name"))
    return own if own.startswith(whole) else " - ".join(filter(None, (whole, own)))


@dataclass(frozen=True, slots=True)
class WooProductRows:
    """Every product with a SKU, as rows; variations that share their product's are that one product."""

    shop: Woo

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self.shop.name

    def rows(self) -> Iterator[Located]:
        """Yield its rows; raises what the shop's answers give cause to."""
        borne: dict[Any, str] = {}
        for found in all_products(self.shop):
            sku = text(found.get("sku"))
            if borne.get(found.get("parent_id")) != sku:
                borne[found["id"]] = sku
                yield Located(_place(self.shop, found), dict(_cells(found)))


@dataclass(frozen=True, slots=True)
class WooLateRows:
    """Products in some states of stock as rows, with what plugins keep beside them under their own keys."""

    shop: Woo
    states: Sequence[StockState] = ("onbackorder",)

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self.shop.name

    def rows(self) -> Iterator[Located]:
        """Yield its rows; raises what the shop's answers give cause to."""
        late = [found for state in self.states for found in all_products(self.shop, state)]
        shared = {plain_sku(text(found.get("sku"))) for found in late if found.get("parent_id")}
        for found in by_sku(self.shop, (text(found.get("sku")) for found in late), _DETAILS):
            if found.get("stock_status") in self.states and _ships(found, shared):
                yield Located(_place(self.shop, found), _beside(found) | dict(_cells(found)))


def _ships(found: JsonRow, shared: Collection[str]) -> bool:
    """Tell whether a product is shipped itself; ``shared`` are the SKUs that variations are told with."""
    kind = text(found.get("type"))
    return kind not in _MADE_OF_OTHERS or (kind == _VARIABLE and plain_sku(text(found.get("sku"))) in shared)


def _place(shop: Woo, found: JsonRow) -> Place:
    return Place(f"{shop.name}: product {found['id']}")


def _cells(found: JsonRow) -> Iterator[tuple[str, Any]]:
    for key in _LISTED.split(","):
        if key in found:
            yield key, wire.name(found[key]) if key == "name" else found[key]


def _beside(found: JsonRow) -> dict[str, Any]:
    """Return what plugins keep, as far as it is no list."""
    kept = {text(one.get("key")): one.get("value") for one in rows(found.get("meta_data"))}
    return {key: value for key, value in kept.items() if key and isinstance(value, str | int | float | bool)}
