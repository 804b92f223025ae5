"""How common words are in the languages that customers write: the fewer would write a word by chance, the more it says.

The table is a file of the package, made by ``tests/bench/frequencies.py``; it is code in another form, read once and
searched where it lies: a dictionary of it would cost more time and memory than all that is ever looked up.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

ANY = ""
"""No language in particular: what is common in one of them is common."""

EVERYDAY, FREQUENT, SELDOM = 6, 5, 3
"""Levels: a thousand in a million words, such as "it" and "die"; a hundred, such as "order"; one, such as "dune"."""

LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "sv": "Swedish", "da": "Danish", "ja": "Japanese",
}  # fmt: skip
"""What the table knows words of."""

_WORDS = re.compile(r"[^\W\d_]{2,}+")
_ENOUGH = 2  # words that tell the language of a text
_SAMPLE = 400  # characters of a text by which its language is told
_SHORTEST_STEM, _SHORTEST_PART = 3, 4  # letters
_COMPOUNDING = frozenset({"de", "nl", "sv", "da"})
_ENDINGS = ("s", "es", "n", "en", "e")


@lru_cache(maxsize=1)
def _table() -> bytes:
    return files(__package__).joinpath("frequencies.txt").read_bytes()


@lru_cache(maxsize=32_768)
def levels(word: str) -> tuple[tuple[str, int], ...]:
    """Return how common a folded word of small letters is in each language that knows it."""
    table, key = _table(), word.encode(errors="replace")
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", 0, (low + high) // 2) + 1
        end = table.find(b"\n", start)
        found, _, known = table[start:end].partition(b" ")
        if found == key:
            return tuple((known[at : at + 2].decode(), known[at + 2] - ord("0")) for at in range(0, len(known), 3))
        if found < key:
            low = end + 1
        else:
            high = start
    return ()


@lru_cache(maxsize=32_768)
def level(word: str, language: str = ANY) -> int:
    """Return how common a word is, or what it is an ending of: 7 is "the", 3 is rare, 0 is no word at all."""
    known = levels(word)
    if not known and (stem := next((word[: -len(end)] for end in _ENDINGS if _is_bent(word, end)), "")):
        known = levels(stem)
    return max(
        (level if language in {ANY, code} else level - 1 for code, level in known if _is_read(code, language, level)),
        default=0,
    )


def is_known(word: str, language: str) -> bool:
    """Tell whether a word, or what it is two of, is one of a language: in German, not "towers"."""
    return any(code == language for code, _ in levels(word)) or is_compound(word)


def _is_read(code: str, language: str, level: int) -> bool:
    """Tell whether readers of a language meet this word: English ones they meet everywhere, the seldom ones less."""
    return language in {ANY, code} or (code == "en" and level > SELDOM)


def _is_bent(word: str, ending: str) -> bool:
    return word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM and bool(levels(word[: -len(ending)]))


@lru_cache(maxsize=4096)
def is_compound(word: str) -> bool:
    """Tell whether a word is two common ones of a language that writes them together: "baumhaus"."""
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    return any(
        set(_common(word[:cut]) + _common(word[:cut].removesuffix("s"))) & set(_common(word[cut:])) for cut in cuts
    )


def _common(word: str) -> list[str]:
    return [code for code, how_common in levels(word) if code in _COMPOUNDING and how_common > SELDOM]


@lru_cache(maxsize=4)
def language(text: str) -> str:
    """Return the language that most of the first everyday words of a text are of; "" if they are too few to say."""
    counts: dict[str, int] = {}
    for word in _WORDS.findall(text[:_SAMPLE].lower()):
        for code, weight in _weights(word):
            counts[code] = counts.get(code, 0) + weight
    best = max(counts.values(), default=0)
    leading = [code for code, count in counts.items() if count == best]
    return leading[0] if best >= _ENOUGH and len(leading) == 1 else ANY


@lru_cache(maxsize=32_768)
def _weights(word: str) -> tuple[tuple[str, int], ...]:
    """Return how much an everyday word says for each language that has it."""
    return tuple((code, how_common - FREQUENT + 1) for code, how_common in levels(word) if how_common >= FREQUENT)
