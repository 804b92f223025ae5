"""Which items a reply names: as customers' words are searched, and more kindly where the ticket is about an item."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from zendesk_bridge.core.mentions import match
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.mentions.match.frequency import ANY, EVERYDAY, language, level
from zendesk_bridge.core.mentions.match.words import COMMON_WORDS
from zendesk_bridge.core.model import Backorder, Product, Swap, Words

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMPOUND, _PART = 7, 3  # letters of a word that may be two, and of the last one
_PAIRS = re.compile(r"[^\W\d_]{3,} [^\W\d_]{3,}")
_CAPITAL_BEFORE = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+) \Z")
_BEFORE = 24  # characters before a name
_CAPITAL_NOUNS = frozenset({"de"})
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", ANY})
_NO_NAMES = frozenset({"your", "the", "our", "this", "that"})
_GAP = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """Where a reply names something: a late item by its SKU, or "" for another product."""

    start: int
    end: int
    sku: str


@dataclass(frozen=True, slots=True)
class Nameable:
    """What replies may name: every item that is late or was, and the products besides. Built once, asked for each."""

    items: Mapping[str, Backorder]
    vocabulary: Vocabulary = field(repr=False)

    @classmethod
    def of(cls, items: Iterable[Backorder], products: Iterable[Product] = ()) -> Nameable:
        """Make ready; where two items have one SKU, the later one counts."""
        known = {item.sku: item for item in items}
        return cls(known, Vocabulary.of(known.values(), products))

    def places(self, own: str, about: Collection[str]) -> tuple[NamedPlace, ...]:
        """Return the places of an agent's own words that name a product, in order; none of them overlap."""
        found = [
            NamedPlace(mention.start, mention.end, mention.sku)
            for mention in match.find([Words("subject", own)], self.vocabulary)  # as it is: it was cleaned before
        ]
        candidates = tuple(sorted({*about, *(place.sku for place in found)} & self.items.keys()))
        spoken = language(own)
        compounds = spoken in _COMPOUNDING
        for pattern, sku in _patterns(tuple(self.items[sku] for sku in candidates), compounds=compounds):
            found += [NamedPlace(*one.span(), sku) for one in pattern.finditer(own)]
        apart = _apart(found)
        if spoken in _CAPITAL_NOUNS:
            return apart
        return tuple(self._own_or_other(own, place) for place in apart)

    def _own_or_other(self, own: str, place: NamedPlace) -> NamedPlace:
        """Return a place as another product's where a word with a capital before it is of no name of the item's."""
        before = _CAPITAL_BEFORE.search(own, max(0, place.start - _BEFORE), place.start)
        item = self.items.get(place.sku)
        if item is None or before is None or not own[place.start].isupper() or " " in own[place.start : place.end]:
            return place
        known = {word for name in _called(item) for word in name.casefold().split()}
        return place if before[1].casefold() in known | _NO_NAMES else replace(place, sku="")


def _apart(found: Iterable[NamedPlace]) -> tuple[NamedPlace, ...]:
    """Return the places without those that a longer one reaches into."""
    kept: list[NamedPlace] = []
    for place in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
        elif place.end - place.start > kept[-1].end - kept[-1].start:
            kept[-1] = place
    return tuple(kept)


@lru_cache(maxsize=1024)
def _patterns(items: tuple[Backorder, ...], *, compounds: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what finds these items by everything they are called, and the products that they may be swapped for."""
    skus = {item.sku for item in items}
    named = {item.sku: _called(item) for item in items}
    others = {
        option.name for item in items for option in item.options if isinstance(option, Swap) and option.sku not in skus
    }
    others |= {
        option.sku for item in items for option in item.options if isinstance(option, Swap) and option.sku not in skus
    }
    others |= {pair for name in others for pair in _PAIRS.findall(name)}
    named = {sku: names | _own_words(sku, named, compounds=compounds) for sku, names in named.items()}
    known = [(_pattern(names), sku) for sku, names in named.items()]
    return (*known, *([(_pattern(others), "")] if any(others) else []))


def _called(item: Backorder) -> set[str]:
    local = {text.name for _, text in item.locales}
    return {name for name in {item.sku, item.name, *item.aliases, *item.also, *local} if name.strip()}


def _own_words(sku: str, named: Mapping[str, set[str]], *, compounds: bool) -> set[str]:
    """Return the words of an item's names that no other of these has: "the kettle", and "Helm" of "Kinderhelm"."""
    theirs = {word for other, names in named.items() if other != sku for word in _words(names, compounds=compounds)}
    own = _words(named[sku], compounds=compounds) - theirs - COMMON_WORDS
    return {word for word in own if level(word) < EVERYDAY}


def _words(names: Iterable[str], *, compounds: bool) -> set[str]:
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    long = [word for word in words if len(word) >= _COMPOUND] if compounds else []
    return words | {word[at:] for word in long for at in range(2, len(word) - _PART + 1)}


def _pattern(names: Collection[str]) -> re.Pattern[str]:
    longest = sorted({name.strip() for name in names if name.strip()}, key=lambda name: (-len(name), name))
    written = (r"[\W_]{1,3}".join(map(re.escape, filter(None, _GAP.split(name)))) for name in longest)
    return re.compile(rf"(?<!\w)(?:{'|'.join(filter(None, written))})(?:s|es|n|en|e)?(?!\w)", re.IGNORECASE)
