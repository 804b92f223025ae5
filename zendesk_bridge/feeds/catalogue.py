"""Every product of an installation, from all its feeds."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.model import Product, Products
from zendesk_bridge.core.plural import number
from zendesk_bridge.feeds.products import ProductFeed


class FeedCatalogue:
    """All configured feeds of products; those named in ``waiting`` lack a secret, and are not asked for."""

    def __init__(self, feeds: Sequence[ProductFeed], waiting: Collection[str] = ()) -> None:
        self._feeds = feeds
        self._waiting = waiting

    def read(self) -> Products:
        """Read every feed; one that cannot be used is told, and does not keep the others from being read."""
        products: list[Product] = []
        warnings: list[str] = []
        failed: list[str] = []
        for feed in self._feeds:
            if feed.name in self._waiting:
                warnings.append(f"{feed.name}: not read, for a variable in its address or headers is not set")
                continue
            try:
                reading = feed.read()
            except BridgeError as error:
                failed.append(error.message)
                continue
            products.extend(reading.products)
            if reading.bad:
                unnamed = reading.bad - len(reading.problems)
                more = f", and {unnamed} more" if unnamed > 0 else ""
                named = "; ".join(map(str, reading.problems))
                warnings.append(f"{reading.name}: left out {number(reading.bad, 'row')}: {named}{more}")
        return Products(tuple(products), tuple(warnings), tuple(failed))
