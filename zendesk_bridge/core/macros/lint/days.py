"""Days with their year that stand in a text, in the languages that we offer and in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from zendesk_bridge.core.macros.calendar import calendar_for
from zendesk_bridge.core.macros.dates import days_in
from zendesk_bridge.core.macros.wording import LANGUAGES

_YEAR, _DAY, _NAME = r"(?P<year>(?:19|20)\d\d)", r"(?P<day>\d{1,2})", r"(?P<name>[^\W\d_]{3,10})\.?"
_SHORTEST = 3  # letters of a month, as in Nov
_WRITTEN = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![\w/-]|\.\d)", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<month>\d{{1,2}})-{_DAY}",
        rf"{_DAY}(?:st|nd|rd|th|er|\.)?\s?(?:of\s|de\s)?{_NAME},?\s(?:del?\s)?{_YEAR}",
        rf"{_NAME}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}",
        rf"{_DAY}(?P<sign>[./-])\s?(?P<month>\d{{1,2}})(?P=sign)\s?{_YEAR}",
    )
)

_TO = r"(?:\s?[-\u2010-\u2015]\s?(?P<last>\d{1,2})(?:st|nd|rd|th|\.)?)?"
_BEFORE = "on|by|until|till|before|after|since|le|au|avant|el|al|hasta|desde"
_SOMETIME = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![\w/-]|\.\d)", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}(?:st|nd|rd|th|er|\.)?{_TO}\s?(?:of\s|de\s)?{_NAME}(?:,?\s(?:del?\s)?{_YEAR})?",
        rf"{_NAME}\s{_DAY}(?:st|nd|rd|th)?{_TO}(?:,?\s{_YEAR})?",
        rf"{_DAY}\.\s?(?P<month>\d{{1,2}})\.(?:\s?{_YEAR})?",
        rf"{_DAY}(?P<sign>[/-])(?P<month>\d{{1,2}})(?P=sign){_YEAR}",
        rf"(?:{_BEFORE})\s(?!24/7\b){_DAY}(?P<sign>/)(?P<month>\d{{1,2}})",
    )
)
"""As people write a day, with its year or without; of a range the last."""


def _months() -> dict[str, int]:
    """Return the months by their names and by whatever they may be shortened to that means no other month."""
    meant: dict[str, set[int]] = {}
    for language in LANGUAGES:
        calendar = calendar_for(language)
        for number, name in enumerate(calendar.months if calendar else (), start=1):
            for length in range(_SHORTEST, len(name) + 1):
                meant.setdefault(name[:length].casefold(), set()).add(number)
    return {name: min(numbers) for name, numbers in meant.items() if len(numbers) == 1}


_MONTHS = _months()


def past_days(text: str, today: date) -> Iterator[tuple[str, date]]:
    """Yield each day before today as it is written, and which it is; one that may be read two ways is past in both."""
    for pattern in _WRITTEN:
        for found in pattern.finditer(text):
            days = list(_readings(found))
            if days and max(days) < today:
                yield found[0], max(days)


def days_told(text: str, near: date) -> Iterator[frozenset[date]]:
    """Yield each day that a text tells, as all that it may be read as; without its year it is the nearest to ``near``.

    What people write is read more kindly here than where a date of our own is looked for: shortened, in figures.
    """
    ours = days_in(text, near)
    yield from (frozenset({day}) for day in sorted(ours))
    for pattern in _SOMETIME:
        for found in pattern.finditer(text):
            year = found.groupdict().get("year")
            years = [int(year)] if year else [near.year - 1, near.year, near.year + 1]
            each = ([day for it in years if (day := _day(it, *pair))] for pair in _pairs(found))
            days = {min(alike, key=lambda day: abs(day - near)) for alike in each if alike}
            if days and not days & ours:
                yield frozenset(days)


def _readings(found: re.Match[str]) -> Iterator[date]:
    yield from (day for pair in _pairs(found) if (day := _day(int(found["year"]), *pair)))


def _pairs(found: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """Return what may be the month and the day."""
    parts = found.groupdict()
    day = int(parts.get("last") or parts["day"])
    month = _MONTHS.get(parts["name"].casefold(), 0) if "name" in parts else int(parts["month"])
    return ((month, day), (day, month)) if parts.get("sign") in {"/", "-"} else ((month, day),)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
