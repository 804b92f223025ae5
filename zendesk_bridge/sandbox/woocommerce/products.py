"""``products``, their variations, and the report of what is on backorder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.shop.records import ShopProduct
from zendesk_bridge.sandbox.woocommerce.call import WooCall, invalid_id, stamps

_STOCK = ("instock", "outofstock", "onbackorder")
_REPORTS = ("all", "lowstock", *_STOCK)
_REPORT_ORDERS = ("stock_status", "stock_quantity", "date", "id", "include", "title", "sku")
_MADE = 1_760_000_000  # Unix seconds: when the shop's products were made
_STATUSES = ("any", "future", "trash", "draft", "pending", "private", "publish")
_KINDS = ("simple", "grouped", "external", "variable")


def stock_status(product: ShopProduct) -> str:
    """Return whether a product can be had now, or is sold although it cannot."""
    if product.stock is None or product.stock > 0:
        return "instock"
    return "onbackorder" if product.late else "outofstock"


def listing(call: WooCall) -> Response:
    """``GET products``: no variations, unless a SKU or an id names one."""
    skus, include, exclude = _folded(call.several("sku")), call.numbers("include"), call.numbers("exclude")
    found: Iterable[ShopProduct] = call.shop.products()
    if skus:
        found = [each for each in found if each.sku and each.sku.casefold() in skus]
    elif include:
        found = [each for each in found if each.id in include]
    else:
        found = [each for each in found if not each.parent]
    rows = [each for each in found if each.id not in exclude and _asked(call, each)]
    return _page(call, rows)


def _folded(skus: Iterable[str]) -> frozenset[str]:
    """Return SKUs as the database compares them, whose collation tells no capitals apart."""
    return frozenset(sku.casefold() for sku in skus)


def _asked(call: WooCall, product: ShopProduct) -> bool:
    stock = call.choice("stock_status", "", ("", *_STOCK))
    kind = call.choice("type", "", ("", *_KINDS))
    words = call.query.get("search", "").strip().casefold()
    status = call.choice("status", "any", _STATUSES)
    return (
        (not stock or stock_status(product) == stock)
        and (not kind or kind == _kind(product))
        and words in f"{product.name} {product.sku}".casefold()
        and status in ("any", "publish")
    )


def _page(call: WooCall, rows: Sequence[ShopProduct]) -> Response:
    way = call.choice("order", "desc", ("asc", "desc"))
    call.choice("orderby", "date", ("date", "modified", "id", "include", "title", "slug"))
    found, headers = call.page(sorted(rows, key=lambda each: each.id, reverse=way == "desc"))
    return call.listing([product_json(call, each) for each in found], headers)


def one(call: WooCall) -> Response:
    """``GET products/ID``."""
    return JSONResponse(call.cut(product_json(call, _product(call, call.ids["id"]))))


def _product(call: WooCall, number: int) -> ShopProduct:
    found = next((each for each in call.shop.products() if each.id == number), None)
    if found is None:
        raise invalid_id("product")
    return found


def variations(call: WooCall) -> Response:
    """``GET products/ID/variations``."""
    parent = _product(call, call.ids["id"])
    return _page(call, [each for each in call.shop.products() if each.parent == parent.id and _asked(call, each)])


def variation(call: WooCall) -> Response:
    """``GET products/ID/variations/ID``."""
    found = _product(call, call.ids["variation"])
    if found.parent != call.ids["id"]:
        raise invalid_id("product_variation")
    return JSONResponse(call.cut(product_json(call, found)))


def stock_report(call: WooCall) -> Response:
    """``GET reports/stock`` of ``wc-analytics``: products and variations together, with their stock."""
    asked = call.choice("type", "all", _REPORTS)
    rows = [each for each in call.shop.products() if asked in ("all", stock_status(each))]
    by = call.choice("orderby", "stock_status", _REPORT_ORDERS)
    last_first = call.choice("order", "asc", ("asc", "desc")) == "desc"
    ordered = sorted(rows, key=lambda each: each.id if by == "id" else (each.stock or 0), reverse=last_first)
    found, headers = call.page(ordered)
    return call.listing([_stocked(each) for each in found], headers)


def _stocked(product: ShopProduct) -> dict[str, Any]:
    return {
        "id": product.id, "parent_id": product.parent, "name": product.full_name, "sku": product.sku,
        "stock_status": stock_status(product), "stock_quantity": product.stock or 0,
        "manage_stock": product.stock is not None, "low_stock_amount": 2,
    }  # fmt: skip


def _kind(product: ShopProduct) -> str:
    if product.parent:
        return "variation"
    return "variable" if product.variable else "simple"


def product_json(call: WooCall, product: ShopProduct) -> dict[str, Any]:
    """Return a product or a variation as WooCommerce tells it; names come as HTML, as WordPress keeps them."""
    made = stamps("date_created", _MADE) | stamps("date_modified", _MADE)
    place = f"products/{product.parent}/variations/{product.id}" if product.parent else f"products/{product.id}"
    variants = [each.id for each in call.shop.products() if each.parent == product.id] if product.variable else []
    eta = product.eta or ()
    return {
        "id": product.id, "name": escape(product.full_name, quote=False), "slug": f"product-{product.id}",
        "permalink": f"{call.base_url}/product/{product.id}/", **made, "type": _kind(product), "status": "publish",
        "featured": False, "catalog_visibility": "visible", "description": "", "short_description": "",
        "sku": product.sku, "price": product.price, "regular_price": product.price, "sale_price": "",
        "on_sale": False, "purchasable": True, "total_sales": 0, "virtual": not product.ships, "downloadable": False,
        "tax_status": "taxable", "tax_class": "", "manage_stock": product.stock is not None,
        "stock_quantity": product.stock, "backorders": "notify" if product.late else "no",
        "backorders_allowed": product.late, "backordered": stock_status(product) == "onbackorder",
        "stock_status": stock_status(product), "weight": "", "shipping_required": product.ships,
        "parent_id": product.parent, "variations": variants,
        "attributes": [{"id": 0, "name": name, "option": value} for name, value in product.options.items()],
        "meta_data": [
            {"id": product.id * 10 + place, "key": key, "value": value}
            for place, (key, value) in enumerate(zip(("ship_from", "ship_to"), eta, strict=False))
        ],
        "_links": call.links(place, place.rpartition("/")[0]),
    }  # fmt: skip
