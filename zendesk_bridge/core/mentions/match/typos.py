"""What is one letter away from a late item: never tagged by itself, but worth a person's look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from daachorse import DoubleArrayAhoCorasick
from rapidfuzz.distance import OSA

from zendesk_bridge.core.mentions.match.fold import Folded, plain
from zendesk_bridge.core.mentions.match.index import FLAGS
from zendesk_bridge.core.mentions.match.terms import Matching, as_bytes, counts, squeeze
from zendesk_bridge.core.mentions.match.words import COMMON_WORDS
from zendesk_bridge.core.mentions.match.work import NEAR, Work
from zendesk_bridge.core.model import Backorder, Mention

if TYPE_CHECKING:
    from zendesk_bridge.core.mentions.match.finding import Spot

_SHORTEST = 4
"""Letters and digits that a term needs: in shorter ones every other word is one letter away."""

MOST = 20_000
"""With more late items than this nothing is looked for: every other word is one letter away from one of them."""

_ALIKE = 32
"""Half a term that more terms share says nothing by itself: one letter away from "WID-13" is every other late item."""

_GAPS = re.compile(r"[\W_]+")
_LONGEST_GAP = 3  # characters


class Typos:
    """The late items' SKUs, names and aliases, found by the half that one wrong letter leaves intact."""

    def __init__(self, late: Sequence[Backorder], matching: Matching) -> None:
        self._terms = sorted(set(_terms(late, matching))) if len(late) <= MOST else []
        halves: dict[bytes, list[tuple[int, bool]]] = {}
        for number, (_, _, squeezed) in enumerate(self._terms):
            middle = len(squeezed) // 2
            halves.setdefault(squeezed[:middle], []).append((number, True))
            halves.setdefault(squeezed[middle:], []).append((number, False))
        telling = {half: terms for half, terms in halves.items() if len(terms) <= _ALIKE}
        self._halves = list(telling.values())
        self._automaton = DoubleArrayAhoCorasick(list(telling)) if telling else None

    def find(self, folded: Folded, searched: str, part: str, known: Iterable[Spot], work: Work) -> Iterator[Mention]:
        """Yield the places that are one edit away from a late item, where nothing else was found. Raises OverBudget."""
        raw = as_bytes(folded.text)
        squeezed = squeeze(raw)
        hits = self._automaton.find_overlapping(squeezed) if self._automaton else []
        if not hits:
            return
        work.take(NEAR * sum(len(self._halves[half]) for _, _, half in hits))
        positions = list(compress(range(len(raw)), raw.translate(FLAGS)))
        taken = bytearray(len(raw))
        for spot in known:
            taken[spot.start : spot.end] = b"\1" * (spot.end - spot.start)
        for start, end, number in sorted(self._near(squeezed, hits)):
            low, high = positions[start], positions[end - 1] + 1
            if high - low > (end - start) * (1 + _LONGEST_GAP):
                continue
            if _stands_free(folded.text, low, high) and not any(taken[low:high]):
                sku, own, _ = self._terms[number]
                if _gaps_fit(folded.text[low:high], own):
                    taken[low:high] = b"\1" * (high - low)
                    first, last = folded.original(low, high)
                    yield Mention(sku, part, first, last, searched[first:last], "typo", own)

    def _near(self, squeezed: bytes, hits: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and term of all that is one edit away, nearest in length first."""
        for start, end, half in hits:
            for number, is_first in self._halves[half]:
                term = self._terms[number][2]
                for length in (len(term), len(term) + 1, len(term) - 1):
                    low = start if is_first else end - length
                    piece = squeezed[low : low + length] if low >= 0 else b""
                    if len(piece) == length and _is_one_away(term, piece):
                        yield low, low + length, number


def _terms(late: Sequence[Backorder], matching: Matching) -> Iterator[tuple[str, str, bytes]]:
    for item in late:
        aliases = (alias for alias in item.aliases if counts(alias, matching))
        for own in (item.sku, item.name, *(local.name for _, local in item.locales), *aliases):
            squeezed = squeeze(as_bytes(plain(own)))
            exact = own == item.sku and item.match == "exact"
            if len(squeezed) >= _SHORTEST and not squeezed.isdigit() and not exact and own.lower() not in COMMON_WORDS:
                yield item.sku, own, squeezed


def _is_one_away(term: bytes, piece: bytes) -> bool:
    """Tell whether one edit lies between: a letter or digit more, less, another, or two that changed places."""
    return term != piece and OSA.distance(term, piece, score_cutoff=1) == 1


def _stands_free(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    joint = before in {"-", "_", "/", ".", "@"} and text[start - 2 : start - 1].isalnum()
    joint = joint or (after in {"-", "_", "@"} and text[end + 1 : end + 2].isalnum())
    return not (before.isalnum() or after.isalnum() or joint)


def _gaps_fit(words: str, own: str) -> bool:
    """Tell whether the words have no more gaps than the term, and none that ends a sentence."""
    gaps = _GAPS.findall(words)
    seams = len(_GAPS.findall(own)) + (not own.isalpha() and " " not in own)
    return len(gaps) <= seams and all(len(gap) <= _LONGEST_GAP and "\n" not in gap and ". " not in gap for gap in gaps)
