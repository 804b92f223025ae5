"""Orders of a WooCommerce shop."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from zendesk_bridge.core.errors import Incomplete, NotFound, Place, Problem, Rejected
from zendesk_bridge.core.model import Order, plain_sku
from zendesk_bridge.feeds.shop.listing import portions, readable
from zendesk_bridge.feeds.shop.reading import Garbled, rows, text
from zendesk_bridge.feeds.shop.terms import OrderTerms
from zendesk_bridge.feeds.woocommerce import products, wire
from zendesk_bridge.feeds.woocommerce.api import PER_PAGE, V3, Woo
from zendesk_bridge.feeds.woocommerce.wire import Stocked
from zendesk_bridge.transport import JsonRow

ORDERS = f"{V3}/orders"
OPEN = ("processing", "on-hold")
"""The states of WooCommerce's own in which an order was placed and has not shipped.

One that is on-hold waits for its money (a bank transfer, a cheque) and has its stock reserved; ``pending`` and
``checkout-draft`` are carts that nobody paid.
"""

_PRODUCT_FIELDS = "id,parent_id,sku,manage_stock,stock_quantity,stock_status"
_log = logging.getLogger(__name__)


class WooOrderFeed:
    """The open orders of one shop. ``statuses`` are those in which an order is open: shops add their own.

    A line is open while its order is, but for what was refunded of it, and for what has shipped in a shop whose
    fulfillments are switched on: without these WooCommerce knows no shipment of a part.
    """

    def __init__(self, shop: Woo, terms: OrderTerms, statuses: Sequence[str] = OPEN) -> None:
        self._shop, self._terms, self._statuses = shop, terms, tuple(statuses)
        self._stock: dict[str, list[Stocked]] = {}
        self._garbled = 0

    @property
    def name(self) -> str:
        """What the admin would call it."""
        return self._shop.name

    def close(self) -> None:
        """Let go of the connections."""
        self._shop.close()

    def affected(self, skus: Collection[str]) -> Iterator[Order | Problem]:
        """Yield every open order with one of these SKUs on it, by their ids; see the port."""
        wanted = frozenset(map(plain_sku, skus)) - {""}
        if not wanted:
            return
        self._stock.clear()
        for portion in portions(self._listed(skus, wanted), PER_PAGE):
            mine = [found for found in portion if wire.bears(found, wanted)]
            self._look_up(sku for found in mine for sku in wire.skus(found))
            for found in mine:
                order = self._order(found)
                if isinstance(order, Problem) or (order and wanted & {plain_sku(line.sku) for line in order.lines}):
                    yield order
        self._tell_garbled()

    def again(self, ids: Collection[str]) -> Mapping[str, Order]:
        """Read these orders once more; see the port."""
        found: dict[str, Order] = {}
        numbers = [one for one in dict.fromkeys(ids) if one.isascii() and one.isdecimal()]
        for portion in portions(numbers, PER_PAGE):
            listed = list(self._shop.rows(ORDERS, {**self._open(), "include": ",".join(portion)}))
            if {str(one.get("id")) for one in listed} - {*portion}:
                raise Incomplete(f"{self.name}: other orders came than were asked for")
            self._look_up(sku for one in listed for sku in wire.skus(one))
            found |= {order.id: order for order in readable(map(self._order, listed))}
        return found

    def stock(self, skus: Collection[str]) -> Mapping[str, int]:
        """Return how many of each could be sold now; see the port."""
        self._stock.clear()
        self._look_up(skus)
        counts = {sku: wire.could_ship(self._stock.get(plain_sku(sku), ())) for sku in skus}
        return {sku: count for sku, count in counts.items() if count is not None}

    # --- what stands behind them ------------------------------------------------------------------------------

    def _listed(self, skus: Collection[str], wanted: Collection[str]) -> Iterator[JsonRow]:
        """Yield open orders that may hold these SKUs, by their ids: those of each product, or all if that is shorter.

        Orders can be searched by the product alone, and only by one at a time; in a shop of many languages each has an
        id for each of them, of which the search by a SKU need not tell all.
        """
        self._look_up(skus)
        parents = {one.parent for sku in wanted for one in self._stock[sku]} | self._binned(skus)
        first = self._shop.page(
            ORDERS, self._open()
        )  # whoever sells none of it still learns whether orders can be read
        if not parents:
            return  # what no product bears stands on no order: a line is told with its product's SKU of today
        if wire.in_many_languages(first[0]) or _all_is_shorter(first, wanted, len(parents)):
            yield from self._shop.rows(ORDERS, self._open(), first)
            return
        found: dict[int, JsonRow] = {}
        for parent in sorted(parents):
            for order in self._shop.rows(ORDERS, {**self._open(), "product": parent}):
                if wire.bears(order, wanted):
                    found[order["id"]] = order
        yield from (found[number] for number in sorted(found))

    def _binned(self, skus: Iterable[str]) -> set[int]:
        """Return the products in the bin that bear one of these SKUs: who ordered one there still waits for it."""
        found = products.by_sku(self._shop, skus, _PRODUCT_FIELDS, status="trash")
        try:
            return {told.parent for told in map(wire.product, found) if told}
        except Rejected:
            return set()  # old versions do not look there

    def _open(self) -> dict[str, str | int]:
        params: dict[str, str | int] = {"status": ",".join(self._statuses), "_fields": wire.FIELDS}
        since = self._terms.since(self._shop.now())
        if since is not None:
            params |= {"after": f"{since:%Y-%m-%dT%H:%M:%S}", "dates_are_gmt": "true"}
        return params

    def _look_up(self, skus: Iterable[str]) -> None:
        """Ask for the products of SKUs that were not asked for yet; variations are told with them."""
        unknown = {sku.strip() for sku in skus if plain_sku(sku) and plain_sku(sku) not in self._stock}
        self._stock |= {plain_sku(sku): [] for sku in unknown}
        for found in products.by_sku(self._shop, unknown, _PRODUCT_FIELDS):
            told = wire.product(found)
            if told:
                self._stock[plain_sku(told.sku)].append(told)

    def _order(self, found: JsonRow) -> Order | Problem | None:
        if text(found.get("status")) not in self._statuses:
            return None
        try:
            gone = self._gone(found)
        except (Garbled, NotFound, Rejected):
            place = Place(f"{self.name}: order {wire.number(found)}")
            return Problem(
                place, "what of this order was refunded or has shipped cannot be read", "look at it in the shop"
            )
        sale = wire.order(self.name, found, self._terms, gone, self._stock)
        if isinstance(sale, Problem):
            return sale
        self._garbled += sale.garbled
        young = sale.order and self._terms.wanted(sale.order.ordered_at, self._shop.now())
        return sale.order if young else None

    def _gone(self, found: JsonRow) -> Mapping[int, Decimal]:
        """Return how many of each line were refunded or have shipped: an order itself tells neither.

        Raises Garbled, NotFound and Rejected where that cannot be read, besides what a listing raises.
        """
        path, gone = f"{ORDERS}/{found['id']}", defaultdict[int, Decimal](Decimal)
        parts = [wire.refunded(self._shop.rows(f"{path}/refunds", {}))] if rows(found.get("refunds")) else []
        if wire.shipped_in_part(found):
            parts.append(wire.shipped(self._shop.undivided(f"{path}/fulfillments")))
        for line, count in chain.from_iterable(part.items() for part in parts):
            gone[line] += count
        return gone

    def _tell_garbled(self) -> None:
        if self._garbled:
            _log.warning(
                "%s: on %d order lines %s is no date, and was passed over",
                self.name,
                self._garbled,
                self._terms.promised_by,
            )
            self._garbled = 0


def _all_is_shorter(first: tuple[Sequence[JsonRow], int], wanted: Collection[str], products: int) -> bool:
    """Tell whether all open orders are fewer pages than those of so many products, as far as the first page tells.

    Each product's last page is half empty, and most orders wait for one late item alone.
    """
    listed, total = first
    affected = sum(wire.bears(found, wanted) for found in listed)
    pages = total / PER_PAGE
    return pages - 1 <= products / 2 + affected / max(1, len(listed)) * pages or pages <= products + 1
