"""``orders``: listed, filtered, one by one, with their refunds and fulfillments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.shop.records import CURRENCY, OrderEntry, ShopLine, ShopOrder
from zendesk_bridge.sandbox.woocommerce.call import WooCall, bad_parameter, invalid_id, stamps

STATUSES = (
    "pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "checkout-draft", "trash",
)  # fmt: skip
_ORDERS = ("date", "modified", "id", "include")
_META = 1_000_000  # ids of meta data follow from those of what they stand on
_REFUND = 800_000  # what lies between an order's id and that of its refund


def listing(call: WooCall) -> Response:
    """``GET orders``."""
    by, way = call.choice("orderby", "date", _ORDERS), call.choice("order", "desc", ("asc", "desc"))
    statuses = _statuses(call)
    include, exclude = call.numbers("include"), frozenset(call.numbers("exclude"))
    bounds = tuple(call.moment(name) for name in ("after", "before", "modified_after", "modified_before"))
    customer, product = call.whole("customer", 0), call.whole("product", 0)
    words = call.query.get("search", "").strip()
    among = frozenset(_found(call, customer, product, words)) if customer or product or words else None
    wanted = frozenset(include)

    def passes(entry: OrderEntry) -> bool:
        if entry.status not in statuses or entry.id in exclude or (wanted and entry.id not in wanted):
            return False
        return _within(entry, bounds) and (among is None or entry.id in among)

    def key(entry: OrderEntry) -> tuple[int, int]:
        sign = 1 if way == "asc" else -1
        if by == "include":
            return (include.index(entry.id) if include else 0, entry.id)
        first = {"date": entry.created_at, "modified": entry.updated_at, "id": entry.id}[by]
        return (sign * first, sign * entry.id)

    name = ("woo", by, way, statuses, include, exclude, bounds, among)
    entries, headers = call.page(call.shop.search(name, passes, key))
    return call.listing([order_json(call, order) for order in call.shop.orders(entry.id for entry in entries)], headers)


def _statuses(call: WooCall) -> frozenset[str]:
    asked = call.several("status") or ("any",)
    for place, word in enumerate(asked):
        if word not in (*STATUSES, "any"):
            known = ", ".join(("any", *STATUSES))
            raise bad_parameter("status", f"status[{place}] is not one of {known}.", "rest_not_in_enum")
    return frozenset(STATUSES[:-1] if "any" in asked else ()) | frozenset(asked)


def _within(entry: OrderEntry, bounds: tuple[int | None, ...]) -> bool:
    after, before, modified_after, modified_before = bounds
    return (
        (after is None or entry.created_at > after)
        and (before is None or entry.created_at < before)
        and (modified_after is None or entry.updated_at > modified_after)
        and (modified_before is None or entry.updated_at < modified_before)
    )


def _found(call: WooCall, customer: int, product: int, words: str) -> Iterator[int]:
    """Yield the orders of a customer, with a product, and with words in their id, a line's name or an address."""
    everything = call.shop.search("everything", lambda _: True, lambda entry: (entry.id, 0))
    for order in call.shop.orders(entry.id for entry in everything):
        of_customer = not customer or order.buyer.id == customer
        with_product = not product or any(product == line.product for line in order.lines)
        if of_customer and with_product and (not words or _says(order, words.casefold())):
            yield order.id


def _says(order: ShopOrder, words: str) -> bool:
    who = order.buyer
    address = f"{who.first} {who.last} {who.company} {who.street} {who.city} {who.postcode} {who.email} {who.phone}"
    texts = (address, *(line.name for line in order.lines))
    return words == str(order.id) or any(words in text.casefold() for text in texts)


def one(call: WooCall) -> Response:
    """``GET orders/ID``."""
    return JSONResponse(call.cut(order_json(call, _order(call))))


def _order(call: WooCall) -> ShopOrder:
    found = call.shop.order(call.ids["id"])
    if found is None:
        raise invalid_id("shop_order")
    return found


def refunds(call: WooCall) -> Response:
    """``GET orders/ID/refunds``: what was given back, with the lines that it was given back for."""
    order = _order(call)
    gone = [line for line in order.lines if line.removed]
    rows = [
        {
            "id": order.id + _REFUND, **stamps("date_created", order.updated_at), "amount": f"{order.refunded:.2f}",
            "reason": "", "refunded_by": 1, "refunded_payment": True, "meta_data": [],
            "line_items": [_refunded(line) for line in gone], "shipping_lines": [], "tax_lines": [], "fee_lines": [],
        }
    ] if order.refunded else []  # fmt: skip
    return call.listing(*call.page(rows))


def _refunded(line: ShopLine) -> dict[str, Any]:
    total = f"-{line.cost(line.removed):.2f}"
    return {
        "id": line.id + _META, "name": line.name, "product_id": line.product, "variation_id": line.variation,
        "quantity": -line.removed, "tax_class": "", "subtotal": total, "subtotal_tax": "0.00", "total": total,
        "total_tax": "0.00", "taxes": [], "sku": line.sku, "price": -float(line.price),
        "meta_data": [{"id": line.id + 2 * _META, "key": "_refunded_item_id", "value": str(line.id)}],
    }  # fmt: skip


def fulfillments(call: WooCall) -> Response:
    """``GET orders/ID/fulfillments``, which a shop has that turned that feature on: what has left so far."""
    order = _order(call)
    left = [{"item_id": line.id, "qty": line.shipped} for line in order.lines if line.shipped]
    rows = [
        {
            "id": order.id, "entity_type": "WC_Order", "entity_id": str(order.id), "status": "fulfilled",
            "is_fulfilled": True, "date_updated": stamps("at", order.updated_at)["at"], "date_deleted": None,
            "meta_data": [{"id": order.id, "key": "_items", "value": left}],
        }
    ] if left else []  # fmt: skip
    return JSONResponse(rows)


def order_json(call: WooCall, order: ShopOrder) -> dict[str, Any]:
    """Return an order as WooCommerce tells it."""
    who = order.buyer
    address = {
        "first_name": who.first, "last_name": who.last, "company": who.company, "address_1": who.street,
        "address_2": "", "city": who.city, "state": who.region, "postcode": who.postcode, "country": who.country,
    }  # fmt: skip
    paid = None if order.financial in ("PENDING", "EXPIRED") else order.created_at
    done = order.updated_at if order.status == "completed" else None
    total = f"{order.total:.2f}"
    return {
        "id": order.id, "parent_id": 0, "status": order.status, "currency": CURRENCY, "version": "10.3.5",
        "prices_include_tax": False, **stamps("date_created", order.created_at),
        **stamps("date_modified", order.updated_at), "discount_total": "0.00", "discount_tax": "0.00",
        "shipping_total": "0.00", "shipping_tax": "0.00", "cart_tax": "0.00", "total": total, "total_tax": "0.00",
        "customer_id": who.id, "order_key": f"wc_order_{order.id}", "billing": {
            **address, "email": who.email, "phone": who.phone,
        }, "shipping": {**address, "phone": who.phone},
        "payment_method": "bacs" if order.state == "on_hold" else "stripe",
        "payment_method_title": "Direct bank transfer" if order.state == "on_hold" else "Credit card",
        "transaction_id": "", "customer_ip_address": "", "customer_user_agent": "", "created_via": "checkout",
        "customer_note": "", **stamps("date_completed", done), **stamps("date_paid", paid), "cart_hash": "",
        "number": order.number, "meta_data": _meta(order), "line_items": [_line(line) for line in order.lines],
        "tax_lines": [], "shipping_lines": [], "fee_lines": [], "coupon_lines": [],
        "refunds": [
            {"id": order.id + _REFUND, "reason": "", "total": f"-{order.refunded:.2f}"}
        ] if order.refunded else [],
        "payment_url": "", "is_editable": order.status in ("pending", "on-hold"),
        "needs_payment": order.status in ("pending", "failed"), "needs_processing": True, "currency_symbol": "$",
        "_links": call.links(f"orders/{order.id}", "orders"),
    }  # fmt: skip


def _meta(order: ShopOrder) -> list[dict[str, Any]]:
    """Return an order's meta data: its language as the plugin WPML keeps it, tags, and how far it was fulfilled."""
    far = {"FULFILLED": "fulfilled", "PARTIALLY_FULFILLED": "partially_fulfilled"}
    shipped = any(line.shipped for line in order.lines)
    known = {
        "wpml_language": order.buyer.locale.partition("-")[0].lower(),
        "tags": ", ".join((*order.tags, *order.buyer.tags)),
        "_fulfillment_status": far.get(order.fulfillment, "partially_fulfilled" if shipped else "no_fulfillments"),
    }
    pairs = ((key, value) for key, value in known.items() if value)
    return [{"id": order.id * 10 + place, "key": key, "value": value} for place, (key, value) in enumerate(pairs)]


def _line(line: ShopLine) -> dict[str, Any]:
    total = f"{line.cost(line.quantity):.2f}"
    meta = [
        {"id": line.id, "key": "Ships by", "value": line.promised_by, "display_key": "Ships by",
         "display_value": line.promised_by}
    ] if line.promised_by else []  # fmt: skip
    return {
        "id": line.id, "name": line.name, "product_id": line.product, "variation_id": line.variation,
        "quantity": line.quantity, "tax_class": "", "subtotal": total, "subtotal_tax": "0.00", "total": total,
        "total_tax": "0.00", "taxes": [], "meta_data": meta, "sku": line.sku, "price": float(line.price),
        "image": {"id": "", "src": ""}, "parent_name": line.name if line.variation else None,
    }  # fmt: skip
