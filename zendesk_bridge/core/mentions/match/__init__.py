"""Text + catalogue -> mentions: where a customer writes about a delayed item, by SKU, name or alias.

A text is folded once (``fold``), squeezed and run through one automaton of the whole catalogue (``index``); every place
that may be a product is judged on the folded text: its gaps (``gaps``), its edges (``edges``), and where a SKU could be
something else, the words around it (``cues``). The longest term wins over the whole catalogue, late or not
(``finding``). What is one letter away is a possible mention (``typos``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from zendesk_bridge.core.mentions.match import names, surroundings
from zendesk_bridge.core.mentions.match.collisions import Collision, collisions
from zendesk_bridge.core.mentions.match.finding import Spot, mention, near_miss, spots
from zendesk_bridge.core.mentions.match.fold import Folded, fold, plain
from zendesk_bridge.core.mentions.match.frequency import language
from zendesk_bridge.core.mentions.match.index import Index
from zendesk_bridge.core.mentions.match.names import everyday
from zendesk_bridge.core.mentions.match.terms import SHORT, Matching, TermReason
from zendesk_bridge.core.mentions.match.typos import Typos
from zendesk_bridge.core.mentions.match.work import OVERLONG, PLACE, OverBudget, Work
from zendesk_bridge.core.mentions.text import EVERYTHING, Counting, customer_words
from zendesk_bridge.core.model import Backorder, Findings, Mention, NearMiss, Product, Words, digest

__all__ = [
    "OVERLONG",
    "SHORT",
    "Collision",
    "Matching",
    "TermReason",
    "Vocabulary",
    "collisions",
    "everyday",
    "find",
    "search",
    "search_key",
]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All products, made ready for searching. Built once, never changed; the order of the items is irrelevant."""

    index: Index = field(repr=False)
    typos: Typos = field(repr=False)
    counting: Counting = EVERYTHING

    @classmethod
    def of(
        cls,
        late: Iterable[Backorder],
        products: Iterable[Product] = (),
        matching: Matching = Matching(),  # noqa: B008  (frozen)
        counting: Counting = EVERYTHING,
    ) -> Vocabulary:
        """Make ready the late items among all products; in time that grows with the number of terms.

        Only late items are found. The others keep their own words from being taken for a late one's.
        """
        items, rows = tuple(late), tuple(products)
        return cls(Index(items, rows, matching), Typos(items, matching), counting)

    def calls(self, text: str) -> bool:
        """Tell whether this is what any product is called, late or not."""
        return self.index.holds(text)


def find(texts: Iterable[Words], vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Return the mentions of late items in what the customer newly wrote, in order of appearance.

    A mention's ``start`` and ``end`` are offsets into ``plain_text`` of its part. The longest match wins over
    the whole catalogue; of two that are equally long the leftmost; where two terms stand in the same place the SKU is
    preferred to the name and the name to an alias, and of two items the one whose SKU sorts first; what is a loose
    writing of two products means neither.
    """
    mentions: list[Mention] = []
    for words in texts:
        searched = customer_words(words, vocabulary.counting)
        folded = fold(searched)
        mentions += _mentions(spots(vocabulary.index, folded), folded, searched, words.part, vocabulary.index)
    return tuple(mentions)


def search(texts: Iterable[Words], vocabulary: Vocabulary, most: int | None = None) -> Findings:
    """Return the mentions, the possible ones (one letter away, of late items), and what was refused and why.

    It takes no more work than ``most``, or what one ticket may cost: past that nothing is searched, and that is said.
    """
    try:
        return _searched(texts, vocabulary, Work(most))
    except OverBudget:
        return Findings(whole=False)


def _searched(texts: Iterable[Words], vocabulary: Vocabulary, work: Work) -> Findings:
    mentions: list[Mention] = []
    possible: list[Mention] = []
    refused: list[NearMiss] = []
    index = vocabulary.index
    for words in texts:
        work.take(PLACE + len(words.text))
        searched = customer_words(words, vocabulary.counting)
        folded = fold(searched)
        misses: list[Spot] = []
        found = spots(index, folded, misses, work)
        mentions += _mentions(found, folded, searched, words.part, index)
        refused += (
            near_miss(index, folded, searched, words.part, miss) for miss in misses if index.is_late(miss.owner)
        )
        sure = [*found, *(miss for miss in misses if _is_sure(miss))]
        near = vocabulary.typos.find(folded, searched, words.part, sure, work)
        possible += (miss for miss in near if _is_worth_a_look(searched, miss))
    return Findings(tuple(mentions), tuple(possible), tuple(refused))


def _is_sure(miss: Spot) -> bool:
    """Tell whether a refused place cannot be an item with a typo either: it is an address, or another code."""
    return miss.refusal in {"shadowed", "ambiguous", "cancelled", "address"} or (
        miss.refusal == "inside" and miss.term.reason == "sku"
    )


def _is_worth_a_look(text: str, miss: Mention) -> bool:
    """Tell whether a place that is one letter away from an item has something around it that says so."""
    spoken = language(text)
    needed = names.may_be_typo(plain(miss.text), plain(miss.term), spoken)
    if needed is None:
        return False
    return needed == names.FREE or surroundings.evidence(text, miss.start, miss.end, miss.term, spoken)[0] >= needed


def _mentions(found: list[Spot], folded: Folded, searched: str, part: str, index: Index) -> list[Mention]:
    return [mention(index, folded, searched, part, spot) for spot in found if index.is_late(spot.owner)]


def search_key(item: Backorder) -> str:
    """Return a short, stable id of everything that this item is searched by."""
    names = sorted({item.name, *(local.name for _, local in item.locales if local.name)})
    more = [item.match, sorted({*item.also}), sorted({*item.cancelled_by})]
    told = [item.sku, names, sorted({*item.aliases})]
    return digest(told if more == ["normal", [], []] else [*told, more])
