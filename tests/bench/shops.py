"""How many calls it takes to find the affected orders of a shop, and to read them again, beside the least possible.

    python tests/bench/shops.py [--shopify-schema FILE]

Runs against the sandbox, whose faces have the limits of the originals. The least possible is what pages as large as the
shop gives them would take, of affected orders alone.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds import shopify, woocommerce
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.feeds.shopify import ShopifyOrderFeed
from zendesk_bridge.feeds.woocommerce import WooOrderFeed
from zendesk_bridge.sandbox import Filling, Sandbox

LATE = ("WID-12", "KET-70", "LAMP-3", "MUG-SET-4", "CHAIR-OAK", "GRIND-2")
CASES = ((1_000, LATE), (6_000, LATE[:1]), (6_000, LATE[:3]))
"""How many orders wait in the shop, and which late items are asked for."""

PAGE = {"woocommerce": 100, "shopify": 250}
"""Rows that the shop gives at once."""


@dataclass
class Measured:
    """What one question took."""

    kind: str
    waiting: int
    asked: int
    affected: int
    calls: int
    again: int
    seconds: float

    def __str__(self) -> str:
        """Return a row of the table."""
        least = -(-self.affected // PAGE[self.kind])
        per = 1_000 / self.affected
        return (
            f"{self.kind:12} {self.waiting:7,} {self.asked:5} {self.affected:8,} {self.calls:6} {least:6} "
            f"{self.calls * per:9.1f} {self.again * per:9.1f} {self.seconds:8.1f}"
        )


def measured(box: Sandbox, kind: str, waiting: int, skus: tuple[str, ...]) -> Measured:
    """Find the affected orders, and read them again, counting calls; pauses for points are not waited for."""
    url, login = box.urls[kind], box.credentials.by_type[kind]
    if kind == "shopify":
        admin = shopify.connect(kind, url, login)
        feed: ShopifyOrderFeed | WooOrderFeed = ShopifyOrderFeed(admin, OrderTerms())
        shop: shopify.Shopify | woocommerce.Woo = admin
    else:
        shop = woocommerce.connect(kind, url, login)
        feed = WooOrderFeed(shop, OrderTerms())
    begun = time.perf_counter()
    found = [one.id for one in feed.affected(skus) if isinstance(one, Order)]
    took, calls = time.perf_counter() - begun, shop.calls
    assert len(feed.again(found)) == len(found)
    feed.close()
    return Measured(kind, waiting, len(skus), len(found), calls, shop.calls - calls, took)


def cases(schema: Path | None) -> Iterator[Measured]:
    """Measure every case on every shop that there is."""
    for waiting, skus in CASES:
        filling = Filling(orders=waiting, random_seed=7)
        faces = ("woocommerce", "shopify") if schema else ("woocommerce",)
        with Sandbox(faces=faces, filling=filling, shopify_schema=schema) as box:
            for kind in PAGE:
                if kind in box.urls:
                    yield measured(box, kind, waiting, skus)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shopify-schema", type=Path)
    options = parser.parse_args()
    print("shop         waiting items affected  calls  least per 1,000 again/1,000   seconds")
    for one in cases(options.shopify_schema):
        print(one, flush=True)


if __name__ == "__main__":
    main()
