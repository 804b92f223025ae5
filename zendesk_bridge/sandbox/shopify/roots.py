"""What can be asked: orders, variants, products, drafts, single things by their ids, and the shop itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zendesk_bridge.sandbox.shop.records import CURRENCY, OrderEntry, ShopOrder, ShopProduct
from zendesk_bridge.sandbox.shopify import ids, nodes
from zendesk_bridge.sandbox.shopify.nodes import Asked, DraftNode, ProductNode
from zendesk_bridge.sandbox.shopify.paging import MOST, page, refuse
from zendesk_bridge.sandbox.shopify.search import (
    Filters,
    Search,
    SearchError,
    by_moment,
    by_number,
    by_word,
    by_words,
)

SCOPES = (
    "read_customers",
    "read_inventory",
    "read_merchant_managed_fulfillment_orders",
    "read_orders",
    "read_products",
)
"""What the sandbox's token may do: nothing that writes."""

_DRAFT = "checkout-draft"
_OPEN = frozenset(("pending", "on-hold", "processing", "failed", "refunded"))
_STATUS: Mapping[str, frozenset[str]] = {
    "open": _OPEN, "closed": frozenset(("completed",)), "cancelled": frozenset(("cancelled",)),
    "not_closed": _OPEN | {"cancelled"}, "any": frozenset(("*any",)),
}  # fmt: skip
_LEFT = frozenset(("unfulfilled", "partially_fulfilled", "on_hold", "fulfillment_not_required"))
_FULFILLMENT: Mapping[str, frozenset[str]] = {
    "unfulfilled": _LEFT, "unshipped": _LEFT - {"partially_fulfilled"}, "partial": frozenset(("partially_fulfilled",)),
    "shipped": frozenset(("fulfilled",)), "any": frozenset(("*any",)),
}  # fmt: skip
ORDER_FILTERS: Filters = {
    "": by_words(lambda entry: (entry.number, entry.email)),
    "name": by_words(lambda entry: (entry.number,)),
    "sku": by_words(lambda entry: entry.skus),
    "email": by_words(lambda entry: (entry.email,)),
    "status": by_word(lambda entry: (entry.status,), _STATUS),
    "fulfillment_status": by_word(lambda entry: (entry.fulfillment,), _FULFILLMENT),
    "financial_status": by_word(lambda entry: (entry.financial,)),
    "tag": by_word(lambda entry: entry.tags),
    "id": by_number(lambda entry: ids.number("Order", entry.id)),
    "created_at": by_moment(lambda entry: entry.created_at),
    "processed_at": by_moment(lambda entry: entry.created_at),
    "updated_at": by_moment(lambda entry: entry.updated_at),
}
_OTHER_ORDER_FILTERS = frozenset((
    "cart_token", "channel", "channel_id", "chargeback_status", "checkout_token", "confirmation_number",
    "credit_card_last4", "current_total_price", "customer_id", "delivery_method", "discount_code",
    "earliest_fulfill_by", "fraud_protection_level", "fulfillment_location_id", "gateway", "line_item_title",
    "location_id", "metafields", "payment_id", "payment_provider_id", "po_number", "product_id",
    "reference_location_id", "return_status", "risk_level", "sales_channel", "source_identifier", "source_name",
    "subtotal_line_items_quantity", "tag_not", "test", "total_weight", "user_id",
))  # fmt: skip
"""Filters of Shopify's that this shop has not."""
VARIANT_FILTERS: Filters = {
    "": by_words(lambda it: (it.full_name, it.sku)),
    "sku": by_words(lambda it: (it.sku,)),
    "title": by_words(lambda it: (it.full_name,)),
    "id": by_number(lambda it: ids.number("ProductVariant", it.id)),
    "product_id": by_number(lambda it: ids.number("Product", it.parent or it.id)),
    "inventory_quantity": by_number(lambda it: it.stock or 0),
    "product_status": by_word(lambda _: ("active",)),
    "updated_at": by_moment(lambda _: 0),
}
_OTHER_VARIANT_FILTERS = frozenset((
    "barcode", "collection", "delivery_profile_id", "exclude_composite", "exclude_variants_with_components",
    "gift_card", "location_id", "managed", "managed_by", "option1", "option2", "option3", "product_ids",
    "product_publication_status", "product_type", "publishable_status", "published_status",
    "requires_components", "tag", "tag_not", "taxable", "vendor",
))  # fmt: skip
_SORTED: Mapping[str, Callable[[OrderEntry], int]] = {
    "ID": lambda entry: entry.id, "ORDER_NUMBER": lambda entry: entry.id, "UPDATED_AT": lambda entry: entry.updated_at,
}  # fmt: skip


def _placed(entry: OrderEntry) -> int:
    return entry.created_at


def _searched(asked: Asked, path: str, search: Search, query: str) -> Callable[[Any], bool]:
    try:
        test = search.parse(query)
    except SearchError as exc:
        raise refuse(str(exc), "SANDBOX") from exc
    if search.warnings:
        asked.searches.append({"path": [path], "query": query, "warnings": search.warnings})
    return test


def _orders(_: Any, asked: Asked, args: Mapping[str, Any]) -> Any:
    query, key, reverse = args.get("query") or "", args.get("sortKey") or "PROCESSED_AT", bool(args.get("reverse"))
    test = _searched(asked, "orders", Search(ORDER_FILTERS, _OTHER_ORDER_FILTERS), query)
    value, sign = _SORTED.get(key, _placed), -1 if reverse else 1

    def position(entry: OrderEntry) -> tuple[int, int]:
        return (sign * value(entry), sign * entry.id)

    def passes(entry: OrderEntry) -> bool:
        return entry.status != _DRAFT and test(entry)

    found = asked.shop.search(("shopify", query, key, reverse), passes, position)
    return page(found, position, args).as_source(lambda rows: asked.shop.orders(entry.id for entry in rows))


def _orders_count(_: Any, asked: Asked, args: Mapping[str, Any]) -> Any:
    query = args.get("query") or ""
    test = _searched(asked, "ordersCount", Search(ORDER_FILTERS, _OTHER_ORDER_FILTERS), query)
    found = asked.shop.search(
        ("shopify count", query), lambda entry: entry.status != _DRAFT and test(entry), lambda entry: (entry.id, 0)
    )
    limit = args.get("limit", 10_000)
    count = len(found) if limit is None else min(len(found), limit)
    return {"count": count, "precision": "EXACT" if count == len(found) else "AT_LEAST"}


def _drafts(_: Any, asked: Asked, args: Mapping[str, Any]) -> Any:
    def position(entry: OrderEntry) -> tuple[int, int]:
        return (entry.id, entry.id)

    found = asked.shop.search("shopify drafts", lambda entry: entry.status == _DRAFT, position)
    return page(found, position, args).as_source(
        lambda rows: [DraftNode(order) for order in asked.shop.orders(entry.id for entry in rows)]
    )


def _products_page(
    asked: Asked, args: Mapping[str, Any], path: str, rows: Sequence[ShopProduct], wrap: Callable[[ShopProduct], Any]
) -> Any:
    test = _searched(asked, path, Search(VARIANT_FILTERS, _OTHER_VARIANT_FILTERS), args.get("query") or "")
    sign = -1 if args.get("reverse") else 1

    def position(product: ShopProduct) -> tuple[int, int]:
        return (sign * product.id, sign * product.id)

    found = sorted(filter(test, rows), key=position)
    return page(found, position, args).as_source(lambda chosen: [wrap(each) for each in chosen])


def _variants(_: Any, asked: Asked, args: Mapping[str, Any]) -> Any:
    rows = [each for each in asked.products.values() if not each.variable]
    return _products_page(asked, args, "productVariants", rows, lambda each: each)


def _products(_: Any, asked: Asked, args: Mapping[str, Any]) -> Any:
    rows = [each for each in asked.products.values() if not each.parent]
    return _products_page(asked, args, "products", rows, ProductNode)


def _node(_: Any, asked: Asked, args: Mapping[str, Any]) -> Any:
    return _found(asked, [args["id"]])[0]


def _of(kind: str) -> nodes.NodeField:
    def found(_: Any, asked: Asked, args: Mapping[str, Any]) -> Any:
        return _found(asked, [args["id"]])[0] if ids.read(args["id"])[0] == kind else None

    return found


def _nodes(_: Any, asked: Asked, args: Mapping[str, Any]) -> Any:
    wanted = args["ids"]
    if len(wanted) > MOST:
        raise refuse(
            f"The input array size of {len(wanted)} is greater than the maximum allowed of {MOST}.",
            "MAX_INPUT_SIZE_EXCEEDED",
        )
    return _found(asked, wanted)


def _found(asked: Asked, gids: Sequence[str]) -> list[Any]:
    """Return what global ids name, None for those that name nothing."""
    wanted = [ids.read(text) for text in gids]
    orders = {
        order.id: order for order in asked.shop.orders(own for kind, own in wanted if kind in ("Order", "DraftOrder"))
    }
    return [_one(asked, orders, kind, own) for kind, own in wanted]


def _one(asked: Asked, orders: Mapping[int, ShopOrder], kind: str, own: int) -> Any:
    order, product = orders.get(own), asked.products.get(own)
    if kind == "Order":
        return order if order and order.status != _DRAFT else None
    if kind == "DraftOrder":
        return DraftNode(order) if order and order.status == _DRAFT else None
    if kind == "ProductVariant":
        return product if product and not product.variable else None
    return ProductNode(product) if kind == "Product" and product and not product.parent else None


def _shop(_: Any, __: Asked, ___: Mapping[str, Any]) -> Any:
    return {
        "id": ids.gid("Shop", 1), "name": "Harbor & Oak", "email": "help@example.com", "currencyCode": CURRENCY,
        "ianaTimezone": "America/New_York", "timezoneOffset": "-0500", "timezoneAbbreviation": "EST",
        "myshopifyDomain": "harbor-oak.myshopify.com", "orderNumberFormatPrefix": "#", "orderNumberFormatSuffix": "",
    }  # fmt: skip


def _installation(_: Any, __: Asked, ___: Mapping[str, Any]) -> Any:
    return {
        "id": ids.gid("AppInstallation", 1),
        "accessScopes": [{"handle": scope, "description": scope.replace("_", " ")} for scope in SCOPES],
    }


QUERIES: nodes.NodeFields = {
    "orders": _orders, "ordersCount": _orders_count, "draftOrders": _drafts, "productVariants": _variants,
    "products": _products, "node": _node, "nodes": _nodes, "order": _of("Order"), "draftOrder": _of("DraftOrder"),
    "productVariant": _of("ProductVariant"), "product": _of("Product"), "shop": _shop,
    "currentAppInstallation": _installation,
}  # fmt: skip
