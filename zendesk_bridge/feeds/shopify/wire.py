"""Shopify's JSON -> nouns, pure.

What a single line costs is not asked for: it would double the points of an order, and nobody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.model import Order, OrderLine
from zendesk_bridge.feeds.shop import reading
from zendesk_bridge.feeds.shop.reading import Garbled, row, rows, text, whole
from zendesk_bridge.feeds.shop.terms import OrderTerms
from zendesk_bridge.feeds.shopify.api import number
from zendesk_bridge.transport import JsonRow

_NAMES = ("firstName", "lastName")
_OVER = {"FULFILLED", "FULFILLMENT_NOT_REQUIRED"}
_UNPAID = {"EXPIRED", "PENDING", "VOIDED"}
"""What is to be paid later, if at all. A payment that is captured when the goods ship expires while they are late, and
an order stays open when its payment is voided: its own state says whether it is wanted.
https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFinancialStatus
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One order of the shop: what of it is open, None for nothing; ``garbled`` are lines whose promise is no date."""

    order: Order | None
    garbled: int = 0


def is_open(order: JsonRow) -> bool:
    """Tell whether anything of an order may still be shipped."""
    return not (
        order.get("cancelledAt")
        or order.get("closedAt")
        or text(order.get("displayFulfillmentStatus")) in _OVER
        or order.get("displayFinancialStatus") == "REFUNDED"
    )


def is_unpaid(order: JsonRow) -> bool:
    """Tell whether an order is to be paid later, if at all: on delivery, by invoice, or anew as its card expired."""
    return text(order.get("displayFinancialStatus")) in _UNPAID


def order(feed: str, node: JsonRow, lines: Sequence[JsonRow], terms: OrderTerms) -> Waiting | Problem:
    """Return an order with these of its lines, or in what it cannot be read: in our words, and by its number."""
    try:
        return _found(feed, node, lines, terms, _place(feed, node))
    except Garbled as error:
        return unreadable(feed, node, error)


def unreadable(feed: str, node: JsonRow, why: Garbled) -> Problem:
    """Return an order that cannot be read."""
    return Problem(_place(feed, node), f"this order cannot be read: {why}", "look at it in the shop")


def _place(feed: str, node: JsonRow) -> Place:
    named = text(node.get("name")) or number(node.get("id"))
    return Place(f"{feed}: order {named}" if named else feed)


def _found(feed: str, node: JsonRow, lines: Sequence[JsonRow], terms: OrderTerms, place: Place) -> Waiting:
    ordered_at = reading.moment(node.get("processedAt"), "when it was placed")
    of_order = text(row(node.get("promised")).get("value"))
    kept: list[OrderLine] = []
    garbled = 0
    for line in lines:
        quantity = _open_quantity(line)
        if not quantity:
            continue
        told = terms.promise(_written(line, of_order, terms.promised_by), ordered_at)
        garbled += told.garbled
        kept.append(
            OrderLine(
                id=_needed(number(line.get("id")), "a line's id"),
                sku=text(line.get("sku")),
                quantity=quantity,
                name=text(line.get("name")),
                promised_by=told.by,
                in_stock=_in_stock(line.get("variant")),
            )
        )
    total = row(row(node.get("currentTotalPriceSet")).get("shopMoney"))
    shipping, billing, customer = (row(node.get(key)) for key in ("shippingAddress", "billingAddress", "customer"))
    found = Order(
        feed=feed,
        id=_needed(number(node.get("id")), "its id"),
        number=_needed(text(node.get("name")), "its number"),
        ordered_at=ordered_at,
        lines=tuple(kept),
        value=reading.amount(total.get("amount")),
        currency=reading.currency(total.get("currencyCode")),
        locale=reading.locale([node.get("customerLocale")]),
        country=reading.country(shipping.get("countryCodeV2")),
        tags=reading.tags(node.get("tags"), customer.get("tags")),
        recipient=reading.recipient(node.get("email"), (customer, billing, shipping), _NAMES),
        place=place,
    )
    return Waiting(found if kept else None, garbled)


def _needed(value: str, what: str) -> str:
    if not value:
        raise Garbled(f"{what} is missing")
    return value


def _open_quantity(line: JsonRow) -> int:
    """Return how many of a line are still to be shipped, and wanted.

    UNCONFIRMED: the documentation does not say whether units that were refunded before they were shipped leave
    ``unfulfilledQuantity``; they leave ``currentQuantity``, so the smaller of the two holds none of them.
    """
    unfulfilled, current = (whole(line.get(key)) for key in ("unfulfilledQuantity", "currentQuantity"))
    if unfulfilled is None or current is None:
        raise Garbled("how many of a line are to be shipped is missing")
    return max(0, min(unfulfilled, current)) if line.get("requiresShipping") is not False else 0


def _written(line: JsonRow, of_order: str, promised_by: str) -> Iterator[str]:
    """Yield what stands where a promise may: among the line's own properties, and on its order."""
    for attribute in rows(line.get("customAttributes")):
        if text(attribute.get("key")).casefold() == promised_by.casefold():
            yield text(attribute.get("value"))
    yield of_order


def _in_stock(variant: Any) -> bool | None:
    """Tell whether what was sold of a product is there: its count has gone down by this order already."""
    count = whole(row(variant).get("inventoryQuantity"))
    return None if count is None else count >= 0


def stock(variants: Iterable[JsonRow]) -> Iterator[tuple[str, int]]:
    """Yield each SKU with how many could be sold now; those that the shop does not count are left out."""
    for variant in variants:
        count = whole(variant.get("inventoryQuantity"))
        sku = text(variant.get("sku"))
        if sku and count is not None and row(variant.get("inventoryItem")).get("tracked") is not False:
            yield sku, max(0, count)
