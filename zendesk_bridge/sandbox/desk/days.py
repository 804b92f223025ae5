"""The day that a ticket field names in words: ``December 5``, ``5. Dezember 2027``, ``1er décembre``, ``5 de mayo``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache

from babel.dates import get_month_names

LANGUAGES = ("en", "de", "fr", "es")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"\b\d{4}\b")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


@cache
def _months() -> Mapping[str, int]:
    """Return the number of every month by its full name; no two languages use one name for different months."""
    return {
        name.casefold(): number
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, locale=language).items()
    }


def named_day(words: str, today: date) -> date | None:
    """Return the one day that a text names; without a year, the day of that name that is nearest to ``today``.

    None when it names no day, as in "the second working day after this message".
    """
    month = next((_months()[word] for word in _WORD.findall(words.casefold()) if word in _months()), None)
    number = _DAY.search(words)
    if month is None or number is None:
        return None
    year = _YEAR.search(words)
    years = (int(year.group()),) if year else (today.year - 1, today.year, today.year + 1)
    found = []
    for candidate in years:
        with suppress(ValueError):  # a 29th of February that is not in every year
            found.append(date(candidate, month, int(number.group())))
    return min(found, key=lambda day: abs(day - today), default=None)
