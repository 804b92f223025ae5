"""What each type's fields are told from: the shop's own values, and how Shopify calls what is in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from zendesk_bridge.sandbox.shop.records import CURRENCY, ShopBuyer, ShopLine, ShopOrder, ShopProduct
from zendesk_bridge.sandbox.shop.store import ShopStore
from zendesk_bridge.sandbox.shopify import ids
from zendesk_bridge.sandbox.shopify.paging import Connection, page, refuse

_METAFIELDS = ("ship_from", "ship_to")
_NAMESPACE = "custom"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on its way: the shop, its products, and what is said beside the answer."""

    shop: ShopStore
    products: Mapping[int, ShopProduct]
    searches: list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class LineNode:
    """A line with its order."""

    order: ShopOrder
    line: ShopLine


@dataclass(frozen=True, slots=True)
class ProductNode:
    """A product as the parent of its variants; ``variant`` is the product itself where it has no others."""

    product: ShopProduct


@dataclass(frozen=True, slots=True)
class FulfillmentNode:
    """The one fulfillment order of an order."""

    order: ShopOrder


@dataclass(frozen=True, slots=True)
class DraftNode:
    """An order that is not placed yet."""

    order: ShopOrder


NodeField = Callable[[Any, Asked, Mapping[str, Any]], Any]
NodeFields = Mapping[str, NodeField]


def stamp(at: int | None) -> str | None:
    """Return a time as Shopify tells it."""
    return None if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def money(amount: Decimal) -> Mapping[str, Any]:
    """Return a ``MoneyBag``."""
    told = {"amount": f"{amount:.1f}" if amount == amount.to_integral_value() else f"{amount.normalize():f}"}
    told["currencyCode"] = CURRENCY
    return {"shopMoney": told, "presentmentMoney": told}


def _list(rows: Sequence[Any], args: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a connection over a short list, by its places."""
    places = range(len(rows))[::-1] if args.get("reverse") else range(len(rows))

    def position(place: int) -> tuple[int, int]:
        return (-place if args.get("reverse") else place, place)

    found: Connection = page(places, position, args)
    return found.as_source(lambda chosen: [rows[place] for place in chosen])


def _address(order: ShopOrder, _: Asked, __: Mapping[str, Any]) -> Mapping[str, Any] | None:
    who = order.buyer
    if not who.city:
        return {"id": ids.gid("MailingAddress", order.id), **_named(who), "countryCodeV2": who.country or None}
    return {
        "id": ids.gid("MailingAddress", order.id), **_named(who), "company": who.company or None,
        "address1": who.street, "city": who.city, "zip": who.postcode, "provinceCode": who.region or None,
        "countryCode": who.country, "countryCodeV2": who.country, "phone": who.phone or None, "formatted": [],
        "coordinatesValidated": False,
    }  # fmt: skip


def _named(who: ShopBuyer) -> Mapping[str, Any]:
    return {
        "firstName": who.first or None, "lastName": who.last or None, "name": f"{who.first} {who.last}".strip() or None,
    }  # fmt: skip


def _kept(kept: Mapping[str, str], args: Mapping[str, Any]) -> Mapping[str, Any] | None:
    space, _, key = args["key"].rpartition(".")
    if (args.get("namespace") or space) != _NAMESPACE or key not in kept:
        return None
    return {
        "id": ids.gid("Metafield", hash(key) % 1000), "namespace": _NAMESPACE, "key": key, "value": kept[key],
        "jsonValue": kept[key], "type": "date", "compareDigest": kept[key],
    }  # fmt: skip


def _etas(product: ShopProduct) -> Mapping[str, str]:
    return dict(zip(_METAFIELDS, product.eta or (), strict=False))


# --- orders --------------------------------------------------------------------------------------------------


def _closed(order: ShopOrder) -> bool:
    return order.status == "completed"


ORDER: NodeFields = {
    "id": lambda order, _, __: ids.gid("Order", order.id),
    "legacyResourceId": lambda order, _, __: str(ids.number("Order", order.id)),
    "name": lambda order, _, __: f"#{order.number}",
    "number": lambda order, _, __: int("".join(filter(str.isdecimal, order.number)) or 0),
    "email": lambda order, _, __: order.buyer.email or None,
    "phone": lambda order, _, __: order.buyer.phone or None,
    "createdAt": lambda order, _, __: stamp(order.created_at),
    "processedAt": lambda order, _, __: stamp(order.created_at),
    "updatedAt": lambda order, _, __: stamp(order.updated_at),
    "cancelledAt": lambda order, _, __: stamp(order.cancelled_at),
    "cancelReason": lambda order, _, __: "CUSTOMER" if order.cancelled_at else None,
    "closed": lambda order, _, __: _closed(order),
    "closedAt": lambda order, _, __: stamp(order.updated_at) if _closed(order) else None,
    "confirmed": lambda _, __, ___: True,
    "test": lambda _, __, ___: False,
    "edited": lambda _, __, ___: False,
    "tags": lambda order, _, __: list(order.tags),
    "note": lambda _, __, ___: None,
    "currencyCode": lambda _, __, ___: CURRENCY,
    "presentmentCurrencyCode": lambda _, __, ___: CURRENCY,
    "customerLocale": lambda order, _, __: order.buyer.locale,
    "displayFinancialStatus": lambda order, _, __: order.financial,
    "displayFulfillmentStatus": lambda order, _, __: order.fulfillment,
    "fullyPaid": lambda order, _, __: order.financial == "PAID",
    "unpaid": lambda order, _, __: order.financial in ("PENDING", "EXPIRED"),
    "requiresShipping": lambda order, _, __: any(line.ships for line in order.lines),
    "fulfillable": lambda order, _, __: any(line.to_ship for line in order.lines),
    "totalPriceSet": lambda order, _, __: money(order.total),
    "currentTotalPriceSet": lambda order, _, __: money(_current(order)),
    "currentSubtotalPriceSet": lambda order, _, __: money(_current(order)),
    "totalRefundedSet": lambda order, _, __: money(order.refunded),
    "currentSubtotalLineItemsQuantity": lambda order, _, __: sum(line.current for line in order.lines),
    "subtotalLineItemsQuantity": lambda order, _, __: sum(line.quantity for line in order.lines),
    "customAttributes": lambda _, __, ___: [],
    "customer": lambda order, _, __: order.buyer if order.buyer.id else None,
    "shippingAddress": _address,
    "billingAddress": _address,
    "displayAddress": _address,
    "metafield": lambda _, __, args: _kept({}, args),
    "lineItems": lambda order, _, args: _list([LineNode(order, line) for line in order.lines], args),
    "nonFulfillableLineItems": lambda order, _, args: _list(
        [LineNode(order, line) for line in order.lines if not line.to_ship], args
    ),
    "fulfillmentOrders": lambda order, _, args: _list(_fulfillment_orders(order), args),
    "fulfillments": lambda _, __, ___: [],
    "refunds": lambda _, __, ___: [],
}


def _current(order: ShopOrder) -> Decimal:
    return sum((line.cost(line.current) for line in order.lines), Decimal())


def _fulfillment_orders(order: ShopOrder) -> list[FulfillmentNode]:
    return [FulfillmentNode(order)] if any(line.ships for line in order.lines) else []


LINE: NodeFields = {
    "id": lambda node, _, __: ids.gid("LineItem", node.line.id),
    "sku": lambda node, _, __: node.line.sku or None,
    "name": lambda node, _, __: node.line.name,
    "title": lambda node, _, __: node.line.name,
    "quantity": lambda node, _, __: node.line.quantity,
    "currentQuantity": lambda node, _, __: node.line.current,
    "unfulfilledQuantity": lambda node, _, __: node.line.to_ship,
    "fulfillableQuantity": lambda node, _, __: node.line.to_ship if node.order.state == "open" else 0,
    "nonFulfillableQuantity": lambda node, _, __: node.line.quantity - node.line.to_ship,
    "refundableQuantity": lambda node, _, __: node.line.current,
    "requiresShipping": lambda node, _, __: node.line.ships,
    "isGiftCard": lambda node, _, __: not node.line.ships,
    "taxable": lambda _, __, ___: True,
    "restockable": lambda _, __, ___: True,
    "customAttributes": lambda node, _, __: _promise(node.line),
    "originalUnitPriceSet": lambda node, _, __: money(node.line.cost(1)),
    "discountedUnitPriceSet": lambda node, _, __: money(node.line.cost(1)),
    "originalTotalSet": lambda node, _, __: money(node.line.cost(node.line.quantity)),
    "discountedTotalSet": lambda node, _, __: money(node.line.cost(node.line.quantity)),
    "unfulfilledOriginalTotalSet": lambda node, _, __: money(node.line.cost(node.line.to_ship)),
    "unfulfilledDiscountedTotalSet": lambda node, _, __: money(node.line.cost(node.line.to_ship)),
    "variant": lambda node, asked, __: asked.products.get(node.line.variation or node.line.product),
    "product": lambda node, asked, __: _product(asked.products.get(node.line.product)),
}


def _promise(line: ShopLine) -> list[Mapping[str, str]]:
    return [{"key": "Ships by", "value": line.promised_by}] if line.promised_by else []


def _product(found: ShopProduct | None) -> ProductNode | None:
    return ProductNode(found) if found else None


# --- what stands around orders -------------------------------------------------------------------------------

CUSTOMER: NodeFields = {
    "id": lambda who, _, __: ids.gid("Customer", who.id),
    "legacyResourceId": lambda who, _, __: str(ids.number("Customer", who.id)),
    "firstName": lambda who, _, __: who.first or None,
    "lastName": lambda who, _, __: who.last or None,
    "displayName": lambda who, _, __: f"{who.first} {who.last}".strip() or who.email,
    "email": lambda who, _, __: who.email or None,
    "phone": lambda who, _, __: who.phone or None,
    "locale": lambda who, _, __: who.locale,
    "tags": lambda who, _, __: list(who.tags),
    "defaultEmailAddress": lambda who, _, __: {"emailAddress": who.email} if who.email else None,
}

_FULFILLMENT: Mapping[str, str] = {
    "ON_HOLD": "ON_HOLD", "FULFILLED": "CLOSED", "FULFILLMENT_NOT_REQUIRED": "CLOSED",
    "PARTIALLY_FULFILLED": "IN_PROGRESS",
}  # fmt: skip


def _fulfillment_status(order: ShopOrder) -> str:
    return "CANCELLED" if order.cancelled_at else _FULFILLMENT.get(order.fulfillment, "OPEN")


FULFILLMENT_ORDER: NodeFields = {
    "id": lambda node, _, __: ids.gid("FulfillmentOrder", node.order.id),
    "status": lambda node, _, __: _fulfillment_status(node.order),
    "requestStatus": lambda _, __, ___: "UNSUBMITTED",
    "createdAt": lambda node, _, __: stamp(node.order.created_at),
    "updatedAt": lambda node, _, __: stamp(node.order.updated_at),
    "orderProcessedAt": lambda node, _, __: stamp(node.order.created_at),
    "orderId": lambda node, _, __: ids.gid("Order", node.order.id),
    "orderName": lambda node, _, __: f"#{node.order.number}",
    "order": lambda node, _, __: node.order,
    "fulfillmentHolds": lambda node, _, __: [
        {"id": ids.gid("FulfillmentOrder", node.order.id), "reason": node.order.hold, "reasonNotes": None,
         "displayReason": node.order.hold, "heldByRequestingApp": False}
    ] if node.order.hold else [],
    "lineItems": lambda node, _, args: _list(
        [
            {
                "id": ids.gid("LineItem", line.id), "sku": line.sku or None, "totalQuantity": line.current,
                "remainingQuantity": line.to_ship, "requiresShipping": line.ships, "productTitle": line.name,
                "lineItem": LineNode(node.order, line),
            }
            for line in node.order.lines
            if line.ships
        ],
        args,
    ),
}  # fmt: skip

DRAFT: NodeFields = {
    "id": lambda node, _, __: ids.gid("DraftOrder", node.order.id),
    "name": lambda node, _, __: f"#D{node.order.number}",
    "status": lambda _, __, ___: "OPEN",
    "email": lambda node, _, __: node.order.buyer.email or None,
    "createdAt": lambda node, _, __: stamp(node.order.created_at),
    "updatedAt": lambda node, _, __: stamp(node.order.updated_at),
    "totalPriceSet": lambda node, _, __: money(node.order.total),
}

# --- products ------------------------------------------------------------------------------------------------

VARIANT: NodeFields = {
    "id": lambda it, _, __: ids.gid("ProductVariant", it.id),
    "legacyResourceId": lambda it, _, __: str(ids.number("ProductVariant", it.id)),
    "sku": lambda it, _, __: it.sku or None,
    "title": lambda it, _, __: " / ".join(it.options.values()) or "Default Title",
    "displayName": lambda it, _, __: f"{it.name} - {' / '.join(it.options.values()) or 'Default Title'}",
    "price": lambda it, _, __: it.price,
    "position": lambda _, __, ___: 1,
    "taxable": lambda _, __, ___: True,
    "inventoryQuantity": lambda it, _, __: it.stock or 0,
    "sellableOnlineQuantity": lambda it, _, __: it.stock or 0,
    "inventoryPolicy": lambda it, _, __: "CONTINUE" if it.late else "DENY",
    "availableForSale": lambda it, _, __: it.late or it.stock is None or it.stock > 0,
    "createdAt": lambda _, __, ___: stamp(0),
    "updatedAt": lambda _, __, ___: stamp(0),
    "selectedOptions": lambda it, _, __: [{"name": key, "value": value} for key, value in it.options.items()],
    "inventoryItem": lambda it, _, __: {
        "id": ids.gid("InventoryItem", it.id), "sku": it.sku or None, "tracked": it.stock is not None,
        "requiresShipping": it.ships, "legacyResourceId": str(ids.number("InventoryItem", it.id)),
    },
    "product": lambda it, asked, __: ProductNode(asked.products[it.parent] if it.parent else it),
    "metafield": lambda it, _, args: _kept(_etas(it), args),
}  # fmt: skip

PRODUCT: NodeFields = {
    "id": lambda node, _, __: ids.gid("Product", node.product.id),
    "legacyResourceId": lambda node, _, __: str(ids.number("Product", node.product.id)),
    "title": lambda node, _, __: node.product.name,
    "handle": lambda node, _, __: f"product-{node.product.id}",
    "status": lambda _, __, ___: "ACTIVE",
    "tags": lambda _, __, ___: [],
    "vendor": lambda _, __, ___: "Harbor & Oak",
    "productType": lambda _, __, ___: "",
    "isGiftCard": lambda node, _, __: not node.product.ships,
    "createdAt": lambda _, __, ___: stamp(0),
    "updatedAt": lambda _, __, ___: stamp(0),
    "metafield": lambda _, __, args: _kept({}, args),
    "variants": lambda node, asked, args: _list(variants_of(asked, node.product), args),
}


def variants_of(asked: Asked, product: ShopProduct) -> list[ShopProduct]:
    """Return the variants of a product: every product has one at least."""
    if not product.variable:
        return [product]
    return [each for each in asked.products.values() if each.parent == product.id]


TYPES: Mapping[str, NodeFields] = {
    "Order": ORDER, "LineItem": LINE, "Customer": CUSTOMER, "FulfillmentOrder": FULFILLMENT_ORDER,
    "DraftOrder": DRAFT, "ProductVariant": VARIANT, "Product": PRODUCT,
}  # fmt: skip
CLASSES: Mapping[type, str] = {
    ShopOrder: "Order", LineNode: "LineItem", ShopBuyer: "Customer", FulfillmentNode: "FulfillmentOrder",
    DraftNode: "DraftOrder", ShopProduct: "ProductVariant", ProductNode: "Product",
}  # fmt: skip


def told(kind: str, name: str) -> Exception:
    """Return the refusal of a field that must have a value, and of which this shop knows none."""
    return refuse(f"The sandbox's shop does not tell {kind}.{name}", "SANDBOX")
