"""Which days a text tells, in the four languages of the ready-made macros."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_NUMBER = {name.casefold(): n for names in _MONTHS.values() for n, name in enumerate(names.split(), start=1)}
_NAME = "|".join(sorted(_NUMBER, key=len, reverse=True))
_DAY = r"(\d{1,2})(?:\.|er)?"
_TO = r"\s*(?:–|-|al|au|bis|and|to)\s*"
_BEFORE = re.compile(rf"\b({_NAME})\s+{_DAY}(?:{_TO}{_DAY})?(?!\d)(?:,?\s+(\d{{4}}))?")  # December 1 - 5, 2026
_AFTER = re.compile(rf"(?<!\d)(?:{_DAY}{_TO})?{_DAY}\s+(?:de\s+)?({_NAME})\b(?:\s+(?:de\s+)?(\d{{4}}))?")
_REST = re.compile(
    rf"{_TO}(?:(?:{_NAME})\s+\d{{1,2}},?\s+(\d{{4}})|\d{{1,2}}(?:\.|er)?\s+(?:de\s+)?(?:{_NAME})\s+(?:de\s+)?(\d{{4}}))"
)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


def told(text: str, today: date) -> set[date]:
    """Return the days that a text tells; one without a year is the nearest of its name."""
    text = re.sub(r"<[^>]*>", " ", text).replace("\xa0", " ").replace("\u2009", " ").replace("\u202f", " ").casefold()
    found = set()
    for match in _BEFORE.finditer(text):
        month, first, last, year = match.groups()
        year = year or _year_behind(text[match.end() :])
        found |= {_nearest(today, _NUMBER[month], int(day), year) for day in (first, last) if day}
    for match in _AFTER.finditer(text):
        first, last, month, year = match.groups()
        year = year or _year_behind(text[match.end() :])
        found |= {_nearest(today, _NUMBER[month], int(day), year) for day in (first, last) if day}
    found |= {date(*map(int, match.groups())) for match in _ISO.finditer(text)}
    return {day for day in found if day}


def past(text: str, today: date) -> list[date]:
    """Return the days of the past that a text tells."""
    return sorted(day for day in told(text, today) if day < today)


def _year_behind(rest: str) -> str | None:
    """Return the year of a stretch across two months that tells it once, at its end: June 28 - July 2, 2027."""
    found = _REST.match(rest)
    return (found[1] or found[2]) if found else None


def _nearest(today: date, month: int, day: int, year: str | None) -> date | None:
    years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
    days = []
    for each in years:
        try:
            days.append(date(each, month, day))
        except ValueError:
            continue
    return min(days, key=lambda found: abs(found - today), default=None) if days else None


if __name__ == "__main__":
    assert past("December 1 – 5 ", date(2026, 12, 3)) == [date(2026, 12, 1)]
    assert told("28 juin au 1er juillet 2027", date(2026, 12, 10)) == {date(2027, 6, 28), date(2027, 7, 1)}
    assert not past("June 28 – July 2, 2027 28. Juni – 2. Juli 2027", date(2026, 12, 10))
    assert not past("del 28 de junio al 2 de julio de 2027", date(2026, 12, 10))
    assert past("30. Dezember – 2. Januar", date(2027, 1, 1)) == [date(2026, 12, 30)]
    assert not past("ships December 12", date(2026, 12, 12)) + past("Mug Set of 4", date(2026, 12, 12) + timedelta(1))
