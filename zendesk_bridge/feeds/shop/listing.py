"""Listings of a shop that must be whole: each row once, in portions, and what of them is an order."""

from __future__ import annotations

import logging
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from zendesk_bridge.core.errors import Incomplete, Problem
from zendesk_bridge.core.model import Order

T = TypeVar("T")
_log = logging.getLogger(__name__)


class EachOnce:
    """Notices a listing that gives the same row twice: then its pages overlap, and others may be missing."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._seen: set[Hashable] = set()

    def take(self, keys: Iterable[Hashable]) -> None:
        """Take note of a page's rows. Raises Incomplete for one that was there before."""
        for key in keys:
            if key in self._seen:
                raise Incomplete(f"{self._what}: the same row came twice", fix="Run it again later.")
            self._seen.add(key)

    def __len__(self) -> int:
        """Return how many rows there were."""
        return len(self._seen)


def readable(found: Iterable[Order | Problem | None]) -> Iterator[Order]:
    """Yield the orders among these; what cannot be read is told, as nobody hears why it is absent."""
    for one in found:
        if isinstance(one, Order):
            yield one
        elif one:
            _log.warning("%s", one)


def portions(items: Iterable[T], most: int) -> Iterator[Sequence[T]]:
    """Yield the items in portions of so many."""
    left = iter(items)
    while portion := tuple(islice(left, most)):
        yield portion
