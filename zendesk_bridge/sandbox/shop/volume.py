"""Orders in volume, every one waiting for one late item: the same for the same seed, written block by block."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from zendesk_bridge.sandbox.dice import dice
from zendesk_bridge.sandbox.options import Say
from zendesk_bridge.sandbox.shop import seed
from zendesk_bridge.sandbox.shop.records import ShopBuyer, ShopLine, ShopOrder, ShopProduct
from zendesk_bridge.sandbox.shop.store import ShopStore

MOST = 1_000_000  # orders
BLOCK = 5_000
"""Orders made from one state of the random numbers; a run that was cut short goes on at a block's start."""
FIRST = 1_000_001
"""The number of the first one."""

_KIND = "shop_load"
_DAYS = 40 * 86_400  # seconds within which they were placed
_FIRST_LINE = 500_000_001
_LINES = 3  # of one order, at most
_PLACES = (
    ("en-US", "US"), ("en-GB", "GB"), ("de", "DE"), ("de", "AT"), ("fr", "FR"), ("fr-CA", "CA"), ("es", "ES"),
    ("es-MX", "MX"),
)  # fmt: skip
_FIRST_NAMES = ("Ada", "Bruno", "Chiara", "David", "Elena", "Farid", "Greta", "Hugo", "Inés", "Jonas")
_LAST_NAMES = ("Abel", "Brown", "Castro", "Durand", "Engel", "Fischer", "García", "Hill", "Ivanova", "Jansen")


def generate(shop: ShopStore, count: int, random_seed: int, say: Say) -> None:
    """Load ``count`` made-up orders; what was loaded before is not loaded again."""
    seed.fill(shop)
    key = f"{count}:{random_seed}"
    known = shop.store.document(_KIND, key)
    done = int(known.body["done"]) if known else 0
    now = int(known.body["now"]) if known else int(shop.store.now().timestamp())
    if done >= count:
        say(f"{count:,} orders were generated here before; nothing to do.")
    for begin in range(done, count, BLOCK):
        end = min(begin + BLOCK, count)
        with shop.store.writing():
            shop.put(_orders(shop.products(), range(begin, end), random_seed, now))
            shop.store.put(_KIND, key, {"done": end, "now": now})
        say(f"{end:,} of {count:,} orders generated")


def _orders(products: list[ShopProduct], numbers: range, random_seed: int, now: int) -> Iterator[ShopOrder]:
    chance = dice(random_seed * MOST + numbers.start)
    sold = [each for each in products if each.sku and each.ships and not each.variable]
    late, there = [each for each in sold if each.late], [each for each in sold if not each.late]
    for number in numbers:
        items = [chance.choice(late), *chance.sample(there, chance.randrange(_LINES))]
        lines = tuple(_line(chance, number * _LINES + place, each) for place, each in enumerate(items))
        made = now - chance.randrange(_DAYS)
        yield ShopOrder(FIRST + number, str(FIRST + number), "open", made, made, _buyer(chance, number), lines)


def _line(chance: Random, number: int, product: ShopProduct) -> ShopLine:
    parent, variation = (product.parent, product.id) if product.parent else (product.id, 0)
    quantity = 1 if product.late else chance.randint(1, 3)
    return ShopLine(_FIRST_LINE + number, product.sku, product.full_name, quantity, product.price, parent, variation)


def _buyer(chance: Random, number: int) -> ShopBuyer:
    locale, country = chance.choice(_PLACES)
    first, last = chance.choice(_FIRST_NAMES), chance.choice(_LAST_NAMES)
    email = f"buyer-{number + 1}@example.com"
    tags = ("vip",) if chance.randrange(50) == 0 else ()
    return ShopBuyer(seed.buyer_id(email), first, last, email, locale=locale, country=country, tags=tags)
