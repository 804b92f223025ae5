"""How wide text is on a terminal."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese and Japanese signs take two, accents none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def fitting(text: str, room: int) -> str:
    """Return as much of a text as fits into this many columns, and one sign at least."""
    if text.isascii():
        return text[: max(room, 1)]
    used = 0
    for at, sign in enumerate(text):
        used += _columns(sign)
        if used > room:
            return text[: max(at, 1)]
    return text


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
