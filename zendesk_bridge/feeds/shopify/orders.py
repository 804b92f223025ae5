"""Orders of a Shopify shop."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from zendesk_bridge.core.errors import AuthRefused, Incomplete, Place, Problem
from zendesk_bridge.core.model import Order, plain_sku
from zendesk_bridge.core.plural import number as number_of
from zendesk_bridge.feeds.shop.listing import EachOnce, portions, readable
from zendesk_bridge.feeds.shop.reading import Garbled, row, rows, text
from zendesk_bridge.feeds.shop.terms import OrderTerms
from zendesk_bridge.feeds.shopify import queries, search, wire
from zendesk_bridge.feeds.shopify.api import MISSING, Shopify, Size, TooDear, next_page, nodes, number
from zendesk_bridge.transport import JsonRow

MOST_SKUS = 40
"""SKUs of one search: with the longest ones its text stays below 10,000 characters."""

_ORDERS = 30  # of the first page: with ten lines each they cost less than 1,000 points by any known rule
_LINES = 10  # of an order that come with it
_MORE_LINES = 100  # of a further page of lines
_VARIANTS = 100
_ANY_AGE = "read_all_orders"
_NO_CHANCE = 5  # affected orders: where none of so many has an address, it is Shopify that shows none
_RECENT = 60  # days of orders that an app without that scope is shown

_log = logging.getLogger(__name__)


class ShopifyOrderFeed:
    """The open orders of one shop.

    ``unpaid`` says whether orders that are paid later (on delivery, by invoice, when they ship) count; where it says
    nothing, they do not, and how many they are is told.
    """

    def __init__(self, shop: Shopify, terms: OrderTerms, *, unpaid: bool | None = None) -> None:
        self._shop, self._terms, self._unpaid = shop, terms, unpaid
        self._size, self._size_again = Size(_ORDERS), Size(_ORDERS)
        self._granted: frozenset[str] | None = None
        self._garbled = self._passed_over = 0

    @property
    def name(self) -> str:
        """What the admin would call it."""
        return self._shop.name

    def close(self) -> None:
        """Let go of the connections."""
        self._shop.close()

    def affected(self, skus: Collection[str]) -> Iterator[Order | Problem]:
        """Yield every open order with one of these SKUs on it, by their age; see the port."""
        wanted = frozenset(map(plain_sku, skus)) - {""}
        if not wanted:
            return
        if self._shows_recent_only():
            yield self._only_recent()
        if self._shop.overtaken:
            yield Problem(Place(self.name), self._shop.overtaken, "install a newer zendesk-bridge")
        orders = addresses = 0
        for node in self._listed({sku.strip() for sku in skus} - {""}):
            found = self._order(node)
            if isinstance(found, Problem):
                yield found
            elif found and self._counts(found, node, wanted):
                orders += 1
                addresses += found.recipient is not None
                yield found
        if orders >= _NO_CHANCE and not addresses:
            yield self._no_addresses()
        yield from self._not_among_these()

    def again(self, ids: Collection[str]) -> Mapping[str, Order]:
        """Read these orders once more; see the port."""
        found: dict[str, Order] = {}
        left = [one for one in dict.fromkeys(ids) if one.isascii() and one.isdecimal()]
        while left:
            portion = left[: self._size_again.rows]
            asked = [f"gid://shopify/Order/{one}" for one in portion]
            try:
                data = self._shop.ask(queries.AGAIN, {**self._variables(), "ids": asked}, self._shop.bucket.cost)
            except TooDear:
                self._size_again.shrink(self.name)
                continue
            self._size_again.grow(self._shop.bucket)
            found |= self._read_again(data.get("nodes"), portion)
            left = left[len(portion) :]
        return found

    def stock(self, skus: Collection[str]) -> Mapping[str, int]:
        """Return how many of each could be sold now; see the port."""
        named = {plain_sku(sku): sku for sku in skus if plain_sku(sku)}
        counts: defaultdict[str, int] = defaultdict(int)
        for portion in portions(sorted(named.values()), MOST_SKUS):
            folded = frozenset(map(plain_sku, portion))
            asked = {"query": search.any_sku(portion)}
            for page in self._shop.listed(queries.STOCK, asked, "productVariants", Size(_VARIANTS)):
                for sku, count in wire.stock(page):
                    if plain_sku(sku) in folded:
                        counts[named[plain_sku(sku)]] += count
        return dict(counts)

    # --- what stands behind them ------------------------------------------------------------------------------

    def _listed(self, skus: Collection[str]) -> Iterator[JsonRow]:
        """Yield what the searches find, each order once: it may have SKUs of several."""
        seen: set[str] = set()
        for portion in portions(sorted(skus), MOST_SKUS):
            asked = search.open_orders(portion, self._terms.since(self._shop.now()))
            variables = {**self._variables(), "query": asked}
            for page in self._shop.listed(queries.ORDERS, variables, "orders", self._size):
                new = [node for node in page if number(node.get("id")) not in seen]
                seen.update(number(node.get("id")) for node in new)
                yield from new

    def _counts(self, order: Order, node: JsonRow, wanted: Collection[str]) -> bool:
        """Tell whether an order is one that was asked for; count it where only its payment is missing for that."""
        if not any(plain_sku(line.sku) in wanted for line in order.lines):
            return False
        if self._unpaid or not wire.is_unpaid(node):
            return True
        self._passed_over += 1
        return False

    def _order(self, node: JsonRow) -> Order | Problem | None:
        if not wire.is_open(node) or (self._unpaid is False and wire.is_unpaid(node)):
            return None  # before its further lines are asked for
        try:
            lines = self._lines(node)
        except Garbled as error:
            return wire.unreadable(self.name, node, error)
        found = wire.order(self.name, node, lines, self._terms)
        if isinstance(found, Problem):
            return found
        self._garbled += found.garbled
        young = found.order and self._terms.wanted(found.order.ordered_at, self._shop.now())
        return found.order if young else None

    def _lines(self, node: JsonRow) -> list[JsonRow]:
        """Return all lines of an order: what came with it, and what stands on further pages.

        Raises Garbled where they do not come whole: they are edited or taken away meanwhile.
        """
        what = f"{self.name}: lines of order {number(node.get('id'))}"
        once = EachOnce(what)
        listed: list[JsonRow] = []
        page, after, size = row(node.get("lineItems")), None, Size(_MORE_LINES)
        while True:
            try:
                found = nodes(page, what)
                once.take(line.get("id") for line in found)
                after = next_page(page, what, after)
            except Incomplete:
                raise Garbled("its lines did not come whole") from None
            listed += found
            if after is None:
                return listed
            variables = {**self._shown(), "id": node.get("id"), "after": after}
            order = row(size.fit(self._shop, queries.MORE_LINES, variables).get("order"))
            page = row(order.get("lineItems"))

    def _read_again(self, found: Any, asked: Sequence[str]) -> dict[str, Order]:
        """Return the orders of one answer. Raises Incomplete when it does not answer what was asked."""
        answered = found if isinstance(found, list) else []
        if len(answered) != len(asked) or {number(node.get("id")) for node in rows(answered)} - {*asked}:
            raise Incomplete(f"{self.name}: Shopify answered for other orders than were asked for")
        due = (node for node in rows(answered) if self._unpaid or not wire.is_unpaid(node))
        return {order.id: order for order in readable(map(self._order, due))}

    def _variables(self) -> dict[str, Any]:
        namespace, dot, key = self._terms.promised_by.rpartition(".")
        return {
            **self._shown(),
            "lines": _LINES,
            "customers": "read_customers" in self._scopes(),
            "metafield": bool(dot),
            "namespace": namespace,
            "key": key,
        }

    def _shown(self) -> dict[str, bool]:
        property_of_line = bool(self._terms.promised_by) and "." not in self._terms.promised_by
        return {"products": "read_products" in self._scopes(), "attributes": property_of_line}

    def _scopes(self) -> frozenset[str]:
        """Return what the app may do. Raises AuthRefused when it may not read orders."""
        if self._granted is None:
            installed = row(self._shop.ask(queries.SCOPES, {}).get("currentAppInstallation"))
            granted = frozenset(text(scope.get("handle")) for scope in rows(installed.get("accessScopes")))
            reads = granted | {f"read_{scope.removeprefix('write_')}" for scope in granted}  # who writes may read
            if "read_orders" not in reads and _ANY_AGE not in reads:
                raise AuthRefused(f"{self.name}: this app may not read orders", fix=MISSING, status=403)
            self._granted = reads
        return self._granted

    def _shows_recent_only(self) -> bool:
        within = self._terms.placed_within
        return _ANY_AGE not in self._scopes() and (within is None or within.days > _RECENT)

    def _only_recent(self) -> Problem:
        return Problem(
            Place(self.name),
            f"Shopify shows this app only orders of the last {_RECENT} days: older ones are not among these",
            f"give the app the scope {_ANY_AGE}, or write placed_within: {_RECENT}d if no order waits longer",
        )

    def _no_addresses(self) -> Problem:
        return Problem(
            Place(self.name),
            "Shopify shows this app no e-mail address of any order, so that nobody can be written to",
            "let it read protected customer data (e-mail and name), which the Basic plan gives to no app of your own",
        )

    def _not_among_these(self) -> Iterator[Problem]:
        """Tell what was passed over, without anybody having said that it is to be."""
        if self._passed_over and self._unpaid is None:
            orders = number_of(self._passed_over, "affected order")
            yield Problem(
                Place(self.name),
                f"{orders} {'is' if self._passed_over == 1 else 'are'} not paid yet, and not among these",
                "write unpaid: true if your customers pay on delivery, by invoice or when it ships, else unpaid: false",
            )
        if self._garbled:
            _log.warning(
                "%s: on %d order lines %s is no date, and was passed over",
                self.name,
                self._garbled,
                self._terms.promised_by,
            )
        self._garbled = self._passed_over = 0
