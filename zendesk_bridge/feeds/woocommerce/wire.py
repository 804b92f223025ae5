"""WooCommerce's JSON -> nouns, pure."""

from __future__ import annotations

import html
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.model import Order, OrderLine, plain_sku
from zendesk_bridge.feeds.shop import reading
from zendesk_bridge.feeds.shop.reading import Garbled, row, rows, text, whole
from zendesk_bridge.feeds.shop.terms import OrderTerms
from zendesk_bridge.transport import JsonRow

FIELDS = "id,number,status,currency,date_created_gmt,total,billing,shipping,line_items,refunds,meta_data,lang"
"""All of an order that is looked at; ``lang`` is Polylang's."""

_LANGUAGES = ("wpml_language", "trp_language", "weglot_language")
"""Where plugins for several languages keep the language that an order was placed in: WPML, TranslatePress, Weglot."""

_NUMBERS = ("_order_number_formatted", "_order_number")
"""Where plugins keep a number of their own: most give it out as ``number``, and some only here."""

_MANY_LANGUAGES = "wpml_language"
"""WPML's key, and Polylang's field ``lang``, say that a product has an id of its own in each language."""

_REFUNDED = "_refunded_item_id"
_FULFILLED = "_fulfillment_status"
"""Where WooCommerce keeps how far an order has shipped, in a shop whose fulfillments are switched on.
https://github.com/woocommerce/woocommerce, src/Admin/Features/Fulfillments: the documentation has no word of it yet."""

_SHIPPED_IN_PART = {"partially_fulfilled", "fulfilled"}
_ITEMS = "_items"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31}\d{0,2});")
_NAMES = ("first_name", "last_name")


@dataclass(frozen=True, slots=True)
class Sale:
    """One order of the shop: what of it is open, None for nothing; ``garbled`` are lines whose promise is no date."""

    order: Order | None
    garbled: int = 0


@dataclass(frozen=True, slots=True)
class Stocked:
    """What the shop says of one product: how many there are, None where it does not count, and whether it is there.

    ``parent`` is the product that orders of it are listed under: of a variation, the one that it is one of.
    """

    sku: str
    parent: int
    count: int | None
    there: bool


def order(
    feed: str,
    found: JsonRow,
    terms: OrderTerms,
    gone: Mapping[int, Decimal],
    stock: Mapping[str, Collection[Stocked]],
) -> Sale | Problem:
    """Return an order without so many of each line as are gone, refunded or shipped; or in what it cannot be read."""
    named = number(found)
    place = Place(f"{feed}: order {named}" if named else feed)
    try:
        return _sale(feed, found, terms, gone, stock, place)
    except Garbled as error:
        return Problem(place, f"this order cannot be read: {error}", "look at it in the shop")


def _sale(  # what an order is made of
    feed: str,
    found: JsonRow,
    terms: OrderTerms,
    gone: Mapping[int, Decimal],
    stock: Mapping[str, Collection[Stocked]],
    place: Place,
) -> Sale:
    ordered_at = reading.moment(found.get("date_created_gmt"), "when it was placed")
    meta, kept, garbled = metadata(found), [], 0
    for line in rows(found.get("line_items")):
        bought = quantity(line.get("quantity"))
        left = bought - gone.get(_line_id(line), Decimal(0))
        if left <= 0:
            continue
        written = (metadata(line).get(terms.promised_by, ""), meta.get(terms.promised_by, ""))
        told = terms.promise(written if terms.promised_by else (), ordered_at)
        garbled += told.garbled
        sku = text(line.get("sku"))
        kept.append(
            OrderLine(
                id=str(_line_id(line)),
                sku=sku,
                quantity=math.ceil(left),
                name=name(line.get("name")),
                value=_value(line, left, bought),
                promised_by=told.by,
                in_stock=_in_stock(stock.get(plain_sku(sku), ())),
            )
        )
    billing, shipping = row(found.get("billing")), row(found.get("shipping"))
    made = Order(
        feed=feed,
        id=str(found.get("id")),
        number=number(found),
        ordered_at=ordered_at,
        lines=tuple(kept),
        value=reading.amount(found.get("total")),
        currency=reading.currency(found.get("currency")),
        locale=reading.locale([found.get("lang"), *(meta.get(key) for key in _LANGUAGES)]),
        country=reading.country(shipping.get("country")) or reading.country(billing.get("country")),
        recipient=reading.recipient(billing.get("email"), (billing, shipping), _NAMES),
        place=place,
    )
    return Sale(made if kept else None, garbled)


def number(found: JsonRow) -> str:
    """Return what the customer knows an order by."""
    given, plain, meta = text(found.get("number")), text(found.get("id")), metadata(found)
    own = next(filter(None, (meta.get(key, "") for key in _NUMBERS)), "") if given in {"", plain} else ""
    return own or given or plain


def metadata(found: JsonRow) -> dict[str, str]:
    """Return what plugins keep beside a thing, as far as it is text."""
    return {text(one.get("key")): text(one.get("value")) for one in rows(found.get("meta_data"))}


def name(value: Any) -> str:
    """Return what a product is called: WordPress keeps names as HTML, and gives them out so."""
    return text(_ENTITY.sub(lambda found: html.unescape(found[0]), _TAG.sub("", text(value))))


def in_many_languages(orders: Iterable[JsonRow]) -> bool:
    """Tell whether a product may have an id of its own for each language, of which a search tells one."""
    return any(text(one.get("lang")) or metadata(one).get(_MANY_LANGUAGES) for one in orders)


def skus(found: JsonRow) -> set[str]:
    """Return the SKUs on an order, as they are written."""
    return {text(line.get("sku")) for line in rows(found.get("line_items"))} - {""}


def bears(found: JsonRow, wanted: Collection[str]) -> bool:
    """Tell whether one of these SKUs, folded, is on an order."""
    return any(plain_sku(sku) in wanted for sku in skus(found))


def quantity(value: Any) -> Decimal:
    """Return a quantity: plugins sell parts of a metre, and refunds tell theirs below zero. Raises Garbled."""
    told = reading.amount(value)
    if told is None:
        raise Garbled("how many there are of a line is missing")
    return abs(told)


def refunded(refunds: Iterable[JsonRow]) -> Mapping[int, Decimal]:
    """Return how many of each line of an order were refunded; money given back beside that sends nothing back."""
    counts: defaultdict[int, Decimal] = defaultdict(Decimal)
    for refund in refunds:
        for line in rows(refund.get("line_items")):
            of_line = next((text(one.get("value")) for one in _meta(line, _REFUNDED)), "")
            if of_line.isdecimal():
                counts[int(of_line)] += quantity(line.get("quantity"))
    return counts


def shipped_in_part(found: JsonRow) -> bool:
    """Tell whether something of an order has shipped, as far as the shop itself knows."""
    return metadata(found).get(_FULFILLED) in _SHIPPED_IN_PART


def shipped(fulfillments: Iterable[JsonRow]) -> Mapping[int, Decimal]:
    """Return how many of each line have shipped; what is not fulfilled yet is only planned. Raises Garbled."""
    counts: defaultdict[int, Decimal] = defaultdict(Decimal)
    for one in fulfillments:
        if one.get("is_fulfilled") is not True or one.get("date_deleted"):
            continue
        for item in rows(next((each.get("value") for each in _meta(one, _ITEMS)), None)):
            of_line = text(item.get("item_id"))
            if of_line.isdecimal():
                counts[int(of_line)] += quantity(item.get("qty"))
    return counts


def _meta(found: JsonRow, key: str) -> Iterator[JsonRow]:
    return (one for one in rows(found.get("meta_data")) if one.get("key") == key)


def product(found: JsonRow) -> Stocked | None:
    """Return what the shop says of a product; None for one that has no SKU."""
    sku, own, parent = text(found.get("sku")), whole(found.get("id")), whole(found.get("parent_id"))
    if not sku or own is None:
        return None
    counted = found.get("manage_stock") in (True, "parent")
    count = reading.amount(found.get("stock_quantity")) if counted else None
    there = count >= 0 if count is not None else found.get("stock_status") == "instock"
    return Stocked(sku, parent or own, None if count is None else math.floor(count), there)


def _in_stock(products: Collection[Stocked]) -> bool | None:
    """Tell whether what was sold of a SKU is there: its count has gone down by this order already."""
    return all(one.there for one in products) if products else None


def could_ship(products: Collection[Stocked]) -> int | None:
    """Return how many of one SKU could be sold now; None for what is there uncounted, and for what nobody sells."""
    if not products or any(one.there and one.count is None for one in products):
        return None
    return sum(max(0, one.count or 0) for one in products)


def _line_id(line: JsonRow) -> int:
    found = whole(line.get("id"))
    if found is None:
        raise Garbled("a line's id is missing")
    return found


def _value(line: JsonRow, left: Decimal, bought: Decimal) -> Decimal | None:
    """Return what is left of a line costs, with its taxes."""
    total, tax = reading.amount(line.get("total")), reading.amount(line.get("total_tax"))
    if total is None:
        return None
    whole_line = total + (tax or Decimal(0))
    return whole_line if left == bought else (whole_line * left / bought).quantize(total)
