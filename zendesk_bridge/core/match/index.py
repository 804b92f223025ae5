"""All terms of a catalogue in one automaton, and the places of a text where one of them may stand.

The automaton runs over the squeezed text: letters and digits alone, in lower case. It holds the first letters of each
term only, and a table the whole terms: that keeps it small enough for the processor's cache, and quick to build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, islice

from daachorse import DoubleArrayAhoCorasick

from zendesk_bridge.core.match.cue_words import OTHER
from zendesk_bridge.core.match.fold import plain
from zendesk_bridge.core.match.terms import (
    ASCII,
    BENT,
    Matching,
    Spelling,
    Term,
    as_bytes,
    of_late,
    of_product,
    squeeze,
    term,
)
from zendesk_bridge.core.match.words import COMMON_WORDS
from zendesk_bridge.core.model import Backorder, Product

FIRST = 16
"""How much of a term the automaton knows: measured, longer ones cost memory and shorter ones false alarms."""

FLAGS = bytes(chr(code).isalnum() if code < ASCII else 1 for code in range(256))
"""For each byte, whether it is a letter or a digit."""

_SEPARATORS = bytes(code for code in range(ASCII) if not FLAGS[code])
_WINDOW = 64
_FEW = 4
_SHIFT = 12
_MOST = 1 << _SHIFT
_SLACK = 24

Codes = tuple[int, ...]
"""Which terms, by their codes."""

Hit = tuple[int, int, int]
"""Start and end of the first part of a term, and its number."""

Span = tuple[int, int, Codes]
"""Start and end of a place, and the terms whose letters and digits stand there."""


class Index:
    """The terms of every product. Built once; safe to use from any thread."""

    def __init__(self, late: Sequence[Backorder], products: Sequence[Product], matching: Matching) -> None:
        self._owners: tuple[Backorder | Product, ...] = (*late, *products)
        self._late = len(late)
        self._matching = matching
        self._bent = len(late) <= BENT
        known = {item.sku.casefold(): number for number, item in enumerate(late)}
        rows = enumerate(products, len(late)) if known else ()
        self._same = {row: known[key] for row, item in rows if (key := item.sku.casefold()) in known}
        self._long: dict[bytes, int | Codes] = {}
        # The tables that it is made from are gone before the automaton is built, which for a moment takes the most.
        self._automaton = DoubleArrayAhoCorasick(self._firsts())
        self._terms_of = lru_cache(maxsize=16_384)(self._terms)
        self._names_of = lru_cache(maxsize=1024)(self._names)

    def _firsts(self) -> list[bytes]:
        """Return the first parts of all terms; fills what is known of each of them by its number."""
        short, lengths, of_late = self._fill()
        # An automaton of nothing is an error; a byte that no squeezed text holds is found nowhere.
        firsts = list({**short, **lengths}) or [b" "]
        self._short = [short.get(first) for first in firsts]
        self._lengths = [lengths.get(first, ()) for first in firsts]
        self._of_late = bytes(first in of_late for first in firsts)
        return firsts

    def _fill(self) -> tuple[dict[bytes, int | Codes], dict[bytes, tuple[int, ...]], set[bytes]]:
        """Return the short terms, the lengths of the long ones by their first part, and the first parts of late items.

        The long terms themselves go into a table. There are hundreds of thousands: one code stands without a tuple, and
        equal tuples of lengths are one.
        """
        short, lengths, of_late = dict[bytes, int | Codes](), dict[bytes, tuple[int, ...]](), set[bytes]()
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        for owner in range(len(self._owners)):
            late = self.is_late(owner)
            for number, (_, _, text) in enumerate(self._spellings(owner)):
                squeezed = squeeze(as_bytes(text))
                first, length, code = squeezed[:FIRST], len(squeezed), owner << _SHIFT | number
                table = short if length <= FIRST else self._long
                known = table.setdefault(squeezed, code)
                if known != code:
                    table[squeezed] = (*_codes(known), code)
                if length > FIRST and length not in (before := lengths.get(first, ())):
                    lengths[first] = shared.setdefault((*before, length), (*before, length))
                if late:
                    of_late.add(first)
        short.pop(b"", None)  # a term without a letter or digit
        return short, lengths, of_late

    def _spellings(self, owner: int) -> list[Spelling]:
        item = self._owners[owner]
        if isinstance(item, Backorder):
            return of_late(item, self._matching, bent=self._bent)[:_MOST]
        found = of_product(item, self._matching)[:_MOST]
        return [spelling for spelling in found if spelling[0] != "sku"] if owner in self._same else found

    def _terms(self, owner: int) -> tuple[Term, ...]:
        item = self._owners[owner]
        return tuple(term(spelling, item, self._matching) for spelling in self._spellings(owner))

    def owner_and_term(self, code: int) -> tuple[int, Term]:
        """Return the number of the product that a code belongs to, and the term."""
        owner = code >> _SHIFT
        return owner, self._terms_of(owner)[code & _MOST - 1]

    def item(self, owner: int) -> Backorder | Product:
        """Return the product; for a catalogue row of a late item's SKU, the late item."""
        return self._owners[self._same.get(owner, owner)]

    def names(self, owner: int) -> frozenset[str]:
        """Return the words that a product is called by: without accents, in lower case, no everyday ones."""
        return self._names_of(owner)

    def _names(self, owner: int) -> frozenset[str]:
        item = self.item(owner)
        local = (text.name for _, text in item.locales) if isinstance(item, Backorder) else ()
        texts = (item.name, *item.aliases, *local)
        words = (word for text in texts for word in re.findall(r"[a-z]{4,}", plain(text).lower()))
        return frozenset(word for word in words if word not in COMMON_WORDS and word not in OTHER)

    def is_late(self, owner: int) -> bool:
        """Tell whether the product is late."""
        return self._same.get(owner, owner) < self._late

    def candidates(self, squeezed: bytes) -> tuple[list[Span], list[Hit]]:
        """Return where the letters and digits of late items' terms stand in a squeezed text, and all other hits.

        What stands between and around them is not looked at yet.
        """
        hits = self._automaton.find_overlapping(squeezed)
        if not hits:
            return [], []
        of_late = self._of_late
        late = [hit for hit in hits if of_late[hit[2]]]
        return (self.spans(squeezed, late), hits) if late else ([], [])

    def spans(self, squeezed: bytes, hits: list[Hit]) -> list[Span]:
        """Return the whole terms that begin at these hits."""
        found: list[Span] = []
        size = len(squeezed)
        for start, end, number in hits:
            short = self._short[number]
            if short is not None:
                found.append((start, end, _codes(short)))
            for length in self._lengths[number]:
                codes = self._long.get(squeezed[start : start + length])
                if codes is not None and start + length <= size:  # else the end of the text cut a longer one short
                    found.append((start, start + length, _codes(codes)))
        return found


def _codes(codes: int | Codes) -> Codes:
    return codes if isinstance(codes, tuple) else (codes,)


def in_place(raw: bytes, squeezed: bytes, spans: list[Span]) -> Iterator[Span]:
    """Translate places in the squeezed text to places in ``raw``, the text that it was squeezed from."""
    if len(spans) > _FEW:
        positions = list(compress(range(len(raw)), raw.translate(FLAGS)))
        for start, end, codes in spans:
            yield positions[start], positions[end - 1] + 1, codes
        return
    for start, end, codes in spans:
        first = _position(raw, start, start * len(raw) // len(squeezed))
        length = end - start
        last = next(_positions(raw, first, first + 2 * length + _SLACK, length - 1), first)
        yield first, last + 1, codes


def _position(raw: bytes, count: int, guess: int) -> int:
    """Return where the letter or digit stands that has ``count`` others before it; about at ``guess``."""
    low, high = 0, len(raw)
    middle = max(0, guess - _WINDOW // 2)
    while low < high:
        inside = len(raw[low:middle].translate(None, _SEPARATORS))
        if inside > count:
            high = middle
        else:
            count -= inside
            low = middle
            found = next(_positions(raw, low, min(high, low + _WINDOW), count), None)
            if found is not None:
                return found
        middle = (low + high) // 2
    raise ValueError(f"there are fewer than {count} letters and digits")


def _positions(raw: bytes, low: int, high: int, skip: int) -> Iterator[int]:
    """Yield where letters and digits stand between two places, but for the first few."""
    return islice(compress(range(low, high), raw[low:high].translate(FLAGS)), skip, None)
