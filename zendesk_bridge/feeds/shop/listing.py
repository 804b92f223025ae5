"""Listings of a shop that must be whole: each row once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from zendesk_bridge.core.errors import Incomplete

T = TypeVar("T")


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


def portions(items: Iterable[T], most: int) -> Iterator[Sequence[T]]:
    """Yield the items in portions of so many."""
    left = iter(items)
    while portion := tuple(islice(left, most)):
        yield portion
