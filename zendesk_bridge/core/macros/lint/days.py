"""Days with their year that stand in a text, in the languages that we offer and in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from zendesk_bridge.core.macros.calendar import calendar_for
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


def _readings(found: re.Match[str]) -> Iterator[date]:
    parts = found.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    month = _MONTHS.get(parts["name"].casefold(), 0) if "name" in parts else int(parts["month"])
    pairs = {(month, day), (day, month)} if parts.get("sign") in {"/", "-"} else {(month, day)}
    for one, other in pairs:
        try:
            yield date(year, one, other)
        except ValueError:
            continue
