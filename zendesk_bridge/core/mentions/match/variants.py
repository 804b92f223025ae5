"""What people make of a name: plurals, inflected adjectives, other orders, "and" for "&", "de" before a size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations

_MOST = 12
"""Words of the longest name that is bent: nobody inflects or turns round a longer one."""

_MOVABLE = 5  # words of a name that is turned round in every way
_FEW = 3  # words
_PLURAL = 3  # letters of the shortest word that has a plural
_AND = re.compile(r"(?<=\s)(?:&|\+|and|und|et|y|e)(?=\s)", re.IGNORECASE)
_ANDS = ("and", "und", "u", "et", "y", "n")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_ENDINGS = {
    "e": ("s", "n"),
    "a": ("s",),
    "o": ("s",),
    "i": ("s",),
    "u": ("s", "x"),
    "l": ("s", "n", "es"),
    "r": ("s", "n", "es"),
}
_ANY_ENDINGS = ("s", "es", "en")
_CHANGES = (
    ("y", ("ies",)),
    ("z", ("ces",)),
    ("fe", ("ves",)),
    ("f", ("ves",)),
    ("es", ("en", "er", "em")),
    ("er", ("en", "es", "em")),
)
_WITH = ("mit", "with", "avec", "con", "of", "in", "von", "a")
_VOWELS = "aeiou"


def spelled_out(name: str) -> Iterator[str]:
    """Yield a name, as the catalogue has it, with umlauts spelled out."""
    if not name.isascii() and (spelled := name.translate(_UMLAUTS)) != name:
        yield spelled


def with_other_ands(folded: str) -> Iterator[str]:
    """Yield a name with "and", "und", "et" and "y" for "&", and the other way round."""
    if len(folded.split()) <= _MOST and _AND.search(folded):
        for word in ("&", *_ANDS):
            yield _AND.sub(word, folded)


def bent(folded: str) -> Iterator[str]:
    """Yield a name of several words inflected, in other orders, and with "de" before its size."""
    words = folded.split()
    if not 1 < len(words) <= _MOST:
        return
    size = next((place for place, word in enumerate(words) if any(map(str.isdigit, word))), len(words))
    plain = tuple(words)
    inflected = {plain, *_inflected(words, size)}
    orders = inflected | set(_with_de(inflected, size))
    if 0 < size < len(words):
        orders |= {(*words[:size], word, *words[size:]) for word in _WITH}
    if all(any(map(str.isalnum, word)) for word in words):  # "Salt &" would be no name
        orders.update(_moved(words, size))
    orders.discard(plain)
    yield from (" ".join(order) for order in sorted(orders))


def _moved(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    """Yield other orders of the words before a size: up to three in all, else neighbours swapped, or one at an end."""
    head, tail = words[:size], words[size:]
    if tail and head:
        yield (*tail, *head)
    if size <= _FEW:
        yield from ((*order, *tail) for order in permutations(head))
    elif len(words) <= _MOVABLE:
        yield from ((*head[-1:], *head[:-1], *tail), (*head[1:], *head[:1], *tail))
        for at in range(size - 1):
            yield (*head[:at], head[at + 1], head[at], *head[at + 2 :], *tail)


def _inflected(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    """Yield each word before the size with an ending, and the first few in the plural: lampes, sillas plegables."""
    last = len(words) - 1  # which may have any ending as it stands
    for at, word in enumerate(words[:size]):
        if at < last and _bends(word):
            for ending in _ENDINGS.get(word[-1], _ANY_ENDINGS):
                yield (*words[:at], word + ending, *words[at + 1 :])
        yield from ((*words[:at], changed, *words[at + 1 :]) for changed in _changed(word))
    for after_consonant in ("s", "es"):
        plural = [_plural(word, after_consonant) for word in words[:size]]
        yield from ((*plural[:count], *words[count:]) for count in range(2, min(size, last) + 1))


def _changed(word: str) -> Iterator[str]:
    """Yield a word with another ending in the place of its own: batteries, luces, knives, des Blauen."""
    if not _bends(word):
        return
    for ending, others in _CHANGES:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield from (stem + other for other in others)


def _with_de(orders: Iterable[tuple[str, ...]], size: int) -> Iterator[tuple[str, ...]]:
    """Yield them with "de" before the size: sofas Luna de 3 plazas."""
    return ((*order[:size], "de", *order[size:]) for order in orders if 0 < size < len(order))


def _bends(word: str) -> bool:
    return word.isalpha() and len(word) >= _PLURAL


def _plural(word: str, after_consonant: str) -> str:
    if not _bends(word) or word[-1] == "s":
        return word
    return word + ("s" if word[-1] in _VOWELS else after_consonant)
