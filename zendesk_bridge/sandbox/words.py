"""Looking for whole words in stored text: SQLite's ``REGEXP``, and the patterns that are safe to give to it."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return the words of a text; punctuation separates them and is no part of any."""
    return _WORD.findall(text)


def pattern(text: str, *, prefix: bool = False) -> str | None:
    """Return the pattern of a text's words in their order; ``prefix`` lets the last go on. None without a word."""
    found = words(text)
    if not found:
        return None
    return r"\b" + r"\W+".join(map(re.escape, found)) + ("" if prefix else r"\b")


def regexp(wanted: str, text: object) -> bool:
    """Say whether a column holds a pattern, whatever the case: what ``text REGEXP wanted`` calls."""
    return text is not None and _compiled(wanted).search(str(text)) is not None


@lru_cache(maxsize=512)
def _compiled(wanted: str) -> re.Pattern[str]:
    return re.compile(wanted, re.IGNORECASE)
