"""The late items' terms in one automaton, and the places of a text where one of them may stand.

The automaton runs over the squeezed text: letters and digits alone, in lower case. It holds the first letters of each
late item's terms only, and a table the whole terms of all products: that keeps it small enough for the processor's
cache, and quick to build, however large the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress, islice

from daachorse import DoubleArrayAhoCorasick

from zendesk_bridge.core.mentions.match.cue_words import OTHER
from zendesk_bridge.core.mentions.match.fold import plain
from zendesk_bridge.core.mentions.match.table import Codes, TermSpan, TermTable
from zendesk_bridge.core.mentions.match.terms import (
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
from zendesk_bridge.core.mentions.match.words import COMMON_WORDS
from zendesk_bridge.core.model import Backorder, Product

FIRST = 16
"""How much of a term the automaton knows: measured, longer ones cost memory and shorter ones false alarms."""

FLAGS = bytes(chr(code).isalnum() if code < ASCII else 1 for code in range(256))
"""For each byte, whether it is a letter or a digit."""

_SEPARATORS = bytes(code for code in range(ASCII) if not FLAGS[code])
_WINDOW = 64  # bytes around the place where the term is guessed to be
_FEW = 4  # spans that are placed one by one
_SHIFT = 12  # bits for the number of a product's term
_MOST = 1 << _SHIFT
_SLACK = 24  # bytes that gaps may add to twice a term's length

CodedSpan = tuple[int, int, Codes]
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
        self._table = TermTable()
        # The tables that it is made from are gone before the automaton is built, which for a moment takes the most.
        self._automaton = DoubleArrayAhoCorasick(self._firsts())
        self._term_of = lru_cache(maxsize=16_384)(self._term)
        self._names_of = lru_cache(maxsize=1024)(self._names)

    def _firsts(self) -> list[bytes]:
        """Return the first parts of the late items' terms; fills what is known of each of them by its number.

        The terms of all products go into the table: what is not late is only asked for beside what is.
        """
        lengths: dict[bytes, tuple[int, ...]] = {}
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        for owner in range(len(self._owners)):
            late = self.is_late(owner)
            for number, (_, _, text) in enumerate(self._spellings(owner)):
                squeezed = squeeze(as_bytes(text))
                if not squeezed:  # a term without a letter or digit
                    continue
                self._table.add(squeezed, owner << _SHIFT | number)
                first, length = squeezed[:FIRST], len(squeezed)
                if late and length not in (before := lengths.get(first, ())):
                    lengths[first] = shared.setdefault((*before, length), (*before, length))
        self._table.sort()
        whole = (self._late_codes(first) if len(first) in found else () for first, found in lengths.items())
        self._whole = list(whole) or [()]
        self._lengths = [tuple(one for one in found if one > FIRST) for found in lengths.values()] or [()]
        # An automaton of nothing is an error; a byte that no squeezed text holds is found nowhere.
        return list(lengths) or [b" "]

    def _spellings(self, owner: int) -> Iterable[Spelling]:
        item = self._owners[owner]
        if isinstance(item, Backorder):
            return islice(of_late(item, self._matching, bent=self._bent), _MOST)
        found = of_product(item, self._matching)[:_MOST]
        return [spelling for spelling in found if spelling[0] != "sku"] if owner in self._same else found

    def _term(self, code: int) -> tuple[int, Term]:
        owner = code >> _SHIFT
        spelling = next(islice(self._spellings(owner), code & _MOST - 1, None))
        return owner, term(spelling, self._owners[owner], self._matching)

    def owner_and_term(self, code: int) -> tuple[int, Term]:
        """Return the number of the product that a code belongs to, and the term."""
        return self._term_of(code)

    def holds(self, text: str) -> bool:
        """Tell whether any product is called so, late or not: letter case and signs aside."""
        return bool(self._table.codes(squeeze(as_bytes(text))))

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

    def candidates(self, squeezed: bytes) -> list[CodedSpan]:
        """Return where the letters and digits of late items' terms stand in a squeezed text.

        What stands between and around them is not looked at yet.
        """
        found: list[CodedSpan] = []
        for start, end, number in self._automaton.find_overlapping(squeezed):
            if codes := self._whole[number]:
                found.append((start, end, codes))
            if lengths := self._lengths[number]:
                found += self._longer(squeezed, start, lengths)
        return found

    def _longer(self, squeezed: bytes, start: int, lengths: tuple[int, ...]) -> Iterator[CodedSpan]:
        """Yield the late items' terms of these lengths that begin here; the end of the text may cut one short."""
        for behind in (start + length for length in lengths):
            if behind <= len(squeezed) and (codes := self._late_codes(squeezed[start:behind])):
                yield start, behind, codes

    def _late_codes(self, squeezed: bytes) -> Codes:
        """Return the terms that have these letters and digits, if a late item's is among them."""
        codes = self._table.codes(squeezed)
        return codes if any(self.is_late(code >> _SHIFT) for code in codes) else ()

    def rivals(self, squeezed: bytes, low: int, place: TermSpan, shortest: int) -> Iterator[CodedSpan]:
        """Yield where all products' terms may stand that begin from here on and reach into a place; none shorter."""
        return self._table.overlapping(squeezed, low, place, shortest)


def in_place(raw: bytes, squeezed: bytes, spans: list[CodedSpan]) -> Iterator[CodedSpan]:
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
