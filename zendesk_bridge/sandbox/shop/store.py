"""The shop's memory, in the sandbox's own store: orders and products, written, read and searched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from threading import Lock
from typing import Any

from zendesk_bridge.sandbox.shop.records import OrderEntry, ShopOrder, ShopProduct
from zendesk_bridge.sandbox.store import Store

PRODUCT = "shop_product"
_VERSION = ("shop", "version")
_INSERT = "REPLACE INTO shop_orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ENTRIES = (
    "SELECT id, number, status, fulfillment, financial, email, created_at, updated_at, skus, tags FROM shop_orders "
    "ORDER BY id"
)
_BODIES = "SELECT id, body FROM shop_orders WHERE id IN (SELECT value FROM json_each(:ids))"
_MOST_KEPT = 16
"""How many answers are remembered between two changes, so that page after page does not search anew."""

EntryTest = Callable[[OrderEntry], bool]
EntryOrder = Callable[[OrderEntry], tuple[int, int]]


class ShopStore:
    """The shop in a sandbox's store; both faces have one each, and several processes may share the file."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = Lock()
        self._version = -1
        self._entries: Sequence[OrderEntry] = ()
        self._kept: dict[Any, Sequence[OrderEntry]] = {}

    # --- orders

    def put(self, orders: Iterable[ShopOrder]) -> None:
        """Write orders, new or not."""
        with self.store.raw() as db:
            db.executemany(_INSERT, map(_row, orders))
            self._changed()

    def change(self, order: ShopOrder) -> ShopOrder:
        """Write an order that was changed now, and return it."""
        changed = replace(order, updated_at=max(int(self.store.now().timestamp()), order.updated_at))
        self.put([changed])
        return changed

    def remove(self, order_id: int) -> None:
        """Take an order away."""
        with self.store.raw() as db:
            db.execute("DELETE FROM shop_orders WHERE id = ?", (order_id,))
            self._changed()

    def _changed(self) -> None:
        known = self.store.document(*_VERSION)
        self.store.put(*_VERSION, {"number": known.body["number"] + 1 if known else 0})

    def order(self, order_id: int) -> ShopOrder | None:
        """Return the order with this id."""
        return next(iter(self.orders([order_id])), None)

    def orders(self, ids: Iterable[int]) -> list[ShopOrder]:
        """Return the orders with these ids, in this order; unknown ones are absent."""
        wanted = list(ids)
        rows = self.store.read(_BODIES, {"ids": json.dumps(wanted)})
        found = {row["id"]: ShopOrder.from_json(json.loads(row["body"])) for row in rows}
        return [found[each] for each in wanted if each in found]

    def search(self, name: Any, test: EntryTest, by: EntryOrder) -> Sequence[OrderEntry]:
        """Return what passes ``test`` in the order of ``by``; ``name`` tells one search from another."""
        with self._lock:
            self._refresh()
            if name not in self._kept:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[name] = sorted(filter(test, self._entries), key=by)
            return self._kept[name]

    def _refresh(self) -> None:
        known = self.store.document(*_VERSION)
        version = known.body["number"] if known else -1
        if version != self._version:
            self._entries = [_entry(row) for row in self.store.read(_ENTRIES, {})]
            self._kept.clear()
            self._version = version

    # --- products

    def put_product(self, product: ShopProduct) -> None:
        """Write a product, new or not."""
        self.store.put(PRODUCT, product.id, asdict(product))

    def products(self) -> list[ShopProduct]:
        """Return all products and variations, by id."""
        return [_product(document.body) for document in self.store.documents(PRODUCT)]

    def by_sku(self) -> dict[str, ShopProduct]:
        """Return what is sold, by SKU."""
        return {product.sku: product for product in self.products() if product.sku}


def _row(order: ShopOrder) -> tuple[Any, ...]:
    skus = sorted({line.sku for line in order.lines})
    return (
        order.id, order.number, order.status, order.fulfillment, order.financial, order.buyer.email, order.created_at,
        order.updated_at, json.dumps(skus), json.dumps(order.tags), json.dumps(order.as_json()),
    )  # fmt: skip


def _entry(row: Sequence[Any]) -> OrderEntry:
    number, named, status, fulfillment, financial, email, created, updated, skus, tags = row
    marks = frozenset(json.loads(skus)), frozenset(json.loads(tags))
    return OrderEntry(number, named, status, fulfillment, financial, email, created, updated, *marks)


def _product(body: dict[str, Any]) -> ShopProduct:
    eta = body["eta"]
    return ShopProduct(**body | {"eta": (eta[0], eta[1]) if eta else None})
