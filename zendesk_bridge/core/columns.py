"""How wide text is on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese and Japanese signs take two, accents none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def fitting(text: str, room: int) -> str:
    """Return as much of a text as fits into this many columns, and one sign at least."""
    return next(cut(text, room))


def cut(text: str, room: int) -> Iterator[str]:
    """Yield a text in parts that fit into this many columns each, looking at every sign once."""
    start = used = 0
    for at, sign in enumerate(text):
        wide = _columns(sign)
        if used + wide > room and at > start:
            yield text[start:at]
            start, used = at, 0
        used += wide
    yield text[start:]


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
