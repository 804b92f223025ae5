"""All terms of a catalogue by their letters and digits, eight bytes each.

What is looked up here is compared with the term itself afterwards. So the letters need not be kept: a number made of
them will do, and where two terms share one, one of them is looked at in vain.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator

_CODE = 36
"""Bits of a code: which product, and which of its terms."""
_MASK = (1 << 64 - _CODE) - 1
_HEAD = 6
"""Letters and digits by which the lengths are known of what may begin at a place."""

LONGEST = 400
"""Letters and digits of the longest term that still takes a place from another that it ends in."""

Codes = tuple[int, ...]
"""Which terms, by their codes."""


TermSpan = tuple[int, int]
"""Where a term begins, and the place behind it."""


class TermTable:
    """Codes by the letters and digits of their terms; filled, then sorted once, then asked."""

    def __init__(self) -> None:
        self._packed = array("Q")
        self._heads: dict[bytes, tuple[int, ...]] = {}
        self.longest = 0  # as far as it matters
        self._shared: dict[tuple[int, ...], tuple[int, ...]] = {}  # there are few different ones

    def add(self, squeezed: bytes, code: int) -> None:
        """Take in a term that is not empty."""
        self._packed.append((hash(squeezed) & _MASK) << _CODE | code)
        head, length = squeezed[:_HEAD], len(squeezed)
        if self.longest < length <= LONGEST:
            self.longest = length
        if length not in (before := self._heads.get(head, ())):
            lengths = (*before, length)
            self._heads[head] = self._shared.setdefault(lengths, lengths)

    def sort(self) -> None:
        """Make ready for being asked."""
        self._packed = array("Q", sorted(self._packed))
        self._shared.clear()

    def codes(self, squeezed: bytes) -> Codes:
        """Return the terms that have these letters and digits, in order, and now and then one that has others."""
        packed = self._packed
        low = (hash(squeezed) & _MASK) << _CODE
        first = at = bisect_left(packed, low)
        behind = low + (1 << _CODE)
        while at < len(packed) and packed[at] < behind:
            at += 1
        return tuple(code - low for code in packed[first:at])

    def overlapping(
        self, squeezed: bytes, low: int, place: TermSpan, shortest: int
    ) -> Iterator[tuple[int, int, Codes]]:
        """Yield start, end and codes of the terms that begin from here on and reach into a place; none shorter."""
        first, behind = place
        size, heads = len(squeezed), self._heads
        heads_of = range(min(shortest, _HEAD), _HEAD + 1)
        for start in range(max(low, first - self.longest + 1), behind):
            least = max(shortest, first - start + 1)
            for head in heads_of:
                for length in heads.get(squeezed[start : start + head], ()):
                    if length >= least and start + length <= size and head == min(length, _HEAD):
                        codes = self.codes(squeezed[start : start + length])
                        if codes:
                            yield start, start + length, codes
