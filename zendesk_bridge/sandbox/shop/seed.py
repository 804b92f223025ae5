"""What a new shop holds: products always, and in the demo the orders of ``orders.jsonl``.

Fourteen of its orders wait for items that are late in the ready-made ``macros/backorders.yaml``; one of those has no
address. Others have the same items and must not be told of any delay: they have shipped, were cancelled, refunded,
exchanged or never paid for. Numbers and people are those of the demo's tickets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any
from zlib import crc32

from zendesk_bridge.sandbox.records import ABOUT
from zendesk_bridge.sandbox.shop.records import ShopBuyer, ShopLine, ShopOrder, ShopProduct
from zendesk_bridge.sandbox.shop.store import ShopStore

_KEPT = ("shop", "about")
_DAY = 86_400  # seconds
FIRST_LINE = 9_000_001
"""The id of the first line of all; they are counted across orders, as both vendors do."""


def opened(shop: ShopStore) -> ShopStore:
    """Return a shop once it is filled, which it is when somebody first asks: who has no use for it pays nothing."""
    fill(shop)
    return shop


def fill(shop: ShopStore) -> None:
    """Fill a shop that was never filled before; any other is left alone."""
    store = shop.store
    if store.document(*_KEPT) is not None:
        return
    with store.writing():
        if store.document(*_KEPT) is not None:
            return
        about = store.document(*ABOUT)
        store.put(*_KEPT, {})
        for row in _rows("products.jsonl"):
            shop.put_product(_product(shop, row))
        add(shop, _rows("orders.jsonl") if about is None or about.body["demo"] else ())


def add(shop: ShopStore, rows: Iterable[Mapping[str, Any]]) -> list[int]:
    """Write orders from the JSON that ``admin`` documents; returns their ids."""
    makes = _Makes(shop, shop.by_sku())
    made = [makes.order(row) for row in rows]
    shop.put(made)
    return [order.id for order in made]


def lines(shop: ShopStore, rows: Sequence[Mapping[str, Any]], created: int) -> tuple[ShopLine, ...]:
    """Return lines for an order that was placed at ``created``, from the same JSON."""
    return _Makes(shop, shop.by_sku()).lines(rows, created)


def _rows(name: str) -> Iterator[Mapping[str, Any]]:
    for line in files(__package__).joinpath(name).read_text("utf-8").splitlines():
        yield json.loads(line)


def _product(shop: ShopStore, row: Mapping[str, Any]) -> ShopProduct:
    days = row.get("eta")
    today = shop.store.now().date()
    eta = (str(today + timedelta(days=days[0])), str(today + timedelta(days=days[1]))) if days else None
    return ShopProduct(**{**row, "eta": eta})


@dataclass(frozen=True, slots=True)
class _Makes:
    """Makes orders of rows."""

    shop: ShopStore
    products: Mapping[str, ShopProduct]

    def order(self, row: Mapping[str, Any]) -> ShopOrder:
        number = str(row["number"])
        now = int(self.shop.store.now().timestamp())
        created = now - round(float(row.get("days_ago", 0)) * _DAY)
        wanted = [*row["lines"], *({"sku": f"BEAN-{each:03}", "price": "4.00"} for each in range(row.get("fill", 0)))]
        if "fill" in row:  # the late line of a long order stands near its end, beyond what one page of lines holds
            wanted.append(wanted.pop(0))
        lines = self.lines(wanted, created)
        order_id = int(row["id"]) if "id" in row else int(number)
        state = row.get("state", "open")
        cancelled = created + _DAY if state == "cancelled" else None
        return ShopOrder(
            order_id, number, state, created, cancelled or created, _buyer(row), lines, tuple(row.get("tags", ())),
            row.get("hold", ""), cancelled,
        )  # fmt: skip

    def lines(self, rows: Sequence[Mapping[str, Any]], created: int) -> tuple[ShopLine, ...]:
        ids = self.shop.store.next_ids("shop_line", len(rows), FIRST_LINE) if rows else ()
        return tuple(self._line(number, line, created) for number, line in zip(ids, rows, strict=True))

    def _line(self, number: int, row: Mapping[str, Any], created: int) -> ShopLine:
        sku = str(row["sku"])
        known = self.products.get(sku)
        product = (known.parent or known.id) if known else 0
        promised = created + row["promised"] * _DAY if "promised" in row else None
        return ShopLine(
            number, sku, str(row.get("name") or (known.full_name if known else sku)), int(row.get("quantity", 1)),
            str(row.get("price") or (known.price if known else "10.00")), product,
            known.id if known and known.parent else 0, int(row.get("shipped", 0)), int(row.get("removed", 0)),
            known.ships if known else True, _day(promised),
        )  # fmt: skip


def _day(at: int | None) -> str:
    return "" if at is None else str(datetime.fromtimestamp(at, UTC).date())


def _buyer(row: Mapping[str, Any]) -> ShopBuyer:
    first, _, last = str(row.get("name", "")).partition(" ")
    email = str(row.get("email", ""))
    return ShopBuyer(
        0 if row.get("guest") or not email else buyer_id(email), first, last, email, str(row.get("phone", "")),
        str(row.get("locale", "en-US")), str(row.get("company", "")), str(row.get("street", "")),
        str(row.get("city", "")), str(row.get("postcode", "")), str(row.get("region", "")),
        str(row.get("country", "US")), tuple(row.get("customer_tags", ())),
    )  # fmt: skip


def buyer_id(email: str) -> int:
    """Return the id of a customer's account: the same address is the same account."""
    return 1 + crc32(email.casefold().encode())
