"""Which days a text tells, in any of the patterns that we write days in: what shows that a date of ours is over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial

from zendesk_bridge.core.macros.calendar import Calendar, every_calendar

_PATTERNS = ("range_years", "range_months_year", "range_days_year", "range_months", "range_days", "day_year", "day")
"""The patterns of a calendar, those that hold others first."""

_DASH = r"\s*[-\u2010-\u2015]\s*"
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_PLACE = re.compile(r"\\\{(\w+)\\\}|(?:\\ )*[-\u2010-\u2015\\]*[\u2010-\u2015](?:\\ )*|\\ ")


def days_in(text: str, near: date) -> frozenset[date]:
    """Return the days that a text tells, of a range its last one.

    A day without its year is the one nearest to the day ``near`` which it was written: that is how we leave years out.
    """
    found = {day for match in _ISO.finditer(text) if (day := _day(*map(int, match.groups())))}
    for calendar, pattern in _patterns():
        found.update(_told(pattern.finditer(text), calendar, near))
    return frozenset(found)


def _told(found: Iterator[re.Match[str]], calendar: Calendar, near: date) -> Iterator[date]:
    months = {name.casefold(): number for number, name in enumerate(calendar.months, 1)}
    for match in found:
        parts = {name.rpartition("_")[0]: text for name, text in match.groupdict().items() if text}
        day = parts.get("d2") or parts["d"]
        month = months[(parts.get("m2") or parts["m"]).casefold()]
        year = parts.get("y2") or parts.get("y")
        number = int(re.sub(r"\D", "", day))
        years = [int(year)] if year else [near.year - 1, near.year, near.year + 1]
        days = [it for one in years if (it := _day(one, month, number))]
        if days:
            yield min(days, key=lambda it: abs(it - near))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Calendar, re.Pattern[str]], ...]:
    return tuple((calendar, _compiled(calendar)) for calendar in every_calendar())


def _compiled(calendar: Calendar) -> re.Pattern[str]:
    """Return what finds the days that a calendar writes, however a server or a person spaced them."""
    either = "|".join(
        _PLACE.sub(partial(_part, calendar, at), re.escape(getattr(calendar, name)))
        for at, name in enumerate(_PATTERNS)
    )
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _part(calendar: Calendar, at: int, place: re.Match[str]) -> str:
    name = place[1]
    if name is None:
        return r"\s+" if place[0] == r"\ " else _DASH
    if name[0] == "d":
        first = f"|{re.escape(calendar.first)}" if calendar.first != "1" else ""
        return rf"(?P<{name}_{at}>\d{{1,2}}{first})"
    if name[0] == "m":
        return rf"(?P<{name}_{at}>{'|'.join(map(re.escape, calendar.months))})"
    return rf"(?P<{name}_{at}>\d{{4}})"
