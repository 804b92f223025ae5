"""What the places promise where orders come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Order


class OrderFeed(Protocol):
    """Where orders come from. Only open ones: with something on them that is to ship, and is still wanted."""

    @property
    def name(self) -> str:
        """What the admin would call it: a path, an address without secrets."""

    def affected(self, skus: Collection[str]) -> Iterator[Order | Problem]:
        """Yield every open order with at least one open line of these SKUs, whole, in an order that stays the same.

        An order that cannot be read is a Problem in its place, without a customer's words. Memory is bounded by what
        is affected. Raises Unavailable, AuthRefused or Incomplete where the listing has holes: then nothing that was
        yielded may be acted upon.
        """

    def again(self, ids: Collection[str]) -> Mapping[str, Order]:
        """Read these orders once more, by the shop's own id; those with nothing open on them any more are absent.

        Raises as :meth:`affected` does.
        """

    def stock(self, skus: Collection[str]) -> Mapping[str, int]:
        """Return how many of each could ship now; SKUs of which the shop tells nothing are absent."""
