"""Numbers that are no accident: an EAN or ISBN with its check digit, or a long number in the catalogue's grouping."""

from __future__ import annotations

import re
from functools import lru_cache

_LONG = 8
"""Digits from which the catalogue's own grouping says enough: a phone number is grouped by its own country's habit."""
_UNMISTAKABLE = 9
"""Digits from which nothing else is likely to have the same, where no word says that it is something else."""
_GOES_ON_BEFORE = re.compile(r"[\d+)(][ ./-]?\Z|\+\Z")
_GOES_ON_BEHIND = re.compile(r"[ ./-]?\d")
"""More digits beside it: a phone number that holds the same ones."""
_GAPS = re.compile(r"\D+")
_GTIN = frozenset({8, 12, 13, 14})  # digits; https://www.gs1.org/standards/id-keys/gtin
_ISBN = 10  # digits of ISO 2108 before 2007


@lru_cache(maxsize=4096)
def is_checked(digits: str) -> bool:
    """Tell whether digits are an EAN, UPC, GTIN or ISBN by their check digit."""
    figures = [10 if figure in "xX" else int(figure) for figure in digits]
    if len(figures) == _ISBN:
        return sum(figure * weight for figure, weight in zip(figures, range(10, 0, -1), strict=True)) % 11 == 0
    if len(figures) not in _GTIN:
        return False
    return sum(figure * (3 if place % 2 else 1) for place, figure in enumerate(reversed(figures))) % 10 == 0


def speaks_for_itself(text: str, start: int, end: int, own: str) -> bool:
    """Tell whether a number of the catalogue, as written here, needs no word beside it."""
    words = text[start:end]
    if _GOES_ON_BEFORE.search(text[max(0, start - 2) : start]) or _GOES_ON_BEHIND.match(text, end):
        return False
    digits = "".join(filter(str.isdigit, own))
    if len(digits) < _LONG:
        return False
    grouped = not own.isdigit() and words in {own, _GAPS.sub(" ", own), _GAPS.sub("-", own)}
    return grouped or len(digits) >= _UNMISTAKABLE or is_checked(digits)
