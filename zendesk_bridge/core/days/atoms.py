"""One day, as far as it is written: its number, its month and its year where they are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zendesk_bridge.core.days.names import months, relative_days
from zendesk_bridge.core.days.numbers import numbers
from zendesk_bridge.core.days.writing import days_written

_MONTHS = 12
_CENTURY, _YEARS = 100, 2000
_WEEK = timedelta(days=6)
_FEW_WEEKS = timedelta(days=28)
_PAST = timedelta(days=60)
"""A day without its year that is longer past than this is next year's: people write of what comes."""
_SIGN = re.compile(r"st|nd|rd|th|e$|de$|ste$|\.", re.IGNORECASE)
_MORNING = re.compile(r"(?:\b(?:guten|la|esta|goede|schönen|jeden|am)[ ])\Z", re.IGNORECASE)


_BEFORE = 12  # characters before "morgen" that say what it means


@dataclass(frozen=True, slots=True)
class DayAtom:
    """One day as it is written: 0 is what is not said. ``weak`` is one that needs a word that announces a day.

    ``fixed`` are the first and the last day of what is no date but means one: tomorrow, a week, the end of a month.
    """

    start: int
    end: int
    day: int
    month: int
    year: int
    weak: bool = False
    fixed: tuple[date, date] | None = None
    kind: str = ""

    @property
    def bare(self) -> bool:
        """Whether nothing but the number is told."""
        return not self.month


def day_atoms(text: str, language: str, near: date, *, month_first: bool) -> Iterator[DayAtom]:
    """Yield the days that are written, in their order, and the numbers that may be one within a range."""
    known = months(language)
    for found in days_written(language).finditer(text):
        if found.lastgroup in {"d7", "o7"}:  # most numbers of a text are no more than that
            parts = {"d7": found["d7"], "o7": found["o7"] or ""}
        else:
            parts = {name: part for name, part in found.groupdict().items() if part}
        atom = (
            _fixed(found, parts, known, near)
            or _named(found, parts, known)
            or _in_figures(found, parts, month_first=month_first)
        )
        if atom is not None:
            yield atom


def resolved(atom: DayAtom, near: date) -> date | None:
    """Return the day of an atom with its month; without its year the first one that is not long past."""
    if atom.year:
        return day_of(atom.year, atom.month, atom.day)
    days = (day_of(year, atom.month, atom.day) for year in range(near.year - 1, near.year + 5))
    known = [day for day in days if day and day >= near - _PAST]
    return min(known, default=None)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day; None if the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fixed(found: re.Match[str], parts: dict[str, str], known: dict[str, int], near: date) -> DayAtom | None:
    kinds: dict[str, Callable[[str], tuple[date, date] | None]] = {
        "ahead": lambda word: _ahead(found, word, near),
        "week": lambda number: _weeks(int(number), int(parts.get("until", 0)), near),
        "kw": lambda number: _week(int(number), near),
        "ending": lambda name: _ending(known[name.casefold()], near),
    }
    kind = next((one for one in kinds if one in parts), "")
    days = kinds[kind](parts[kind]) if kind else None
    return DayAtom(*found.span(), 0, 0, 0, fixed=days, kind=kind) if days else None


def _ahead(found: re.Match[str], word: str, near: date) -> tuple[date, date] | None:
    """Return the day that "tomorrow" is; in some languages the word is one for the morning, too."""
    text, start, end = found.string, found.start(), found.end()
    noun = word == "Morgen" and not re.match(r" [a-zà-ÿ]", text[end : end + 2])
    if noun or _MORNING.search(text, max(0, start - _BEFORE), start):
        return None
    day = near + timedelta(days=relative_days()[word.casefold()])
    return day, day


def _weeks(number: int, until: int, near: date) -> tuple[date, date] | None:
    """Return the days of a week, or of a few that are told together: "week 50 or 51"."""
    first = _week(number, near)
    last = _week(until, near) if until else None
    together = first and last and first[0] < last[0] and last[1] - first[0] <= _FEW_WEEKS
    return (first[0], last[1]) if first and last and together else first


def _week(number: int, near: date) -> tuple[date, date] | None:
    """Return the Monday and the Sunday of a calendar week of ISO 8601; one that is long past is next year's."""
    for year in (near.year, near.year + 1):
        try:
            first = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if first + _WEEK >= near - _PAST:
            return first, first + _WEEK
    return None


def _ending(month: int, near: date) -> tuple[date, date] | None:
    """Return the last day of a month."""
    last = resolved(DayAtom(0, 0, 28, month, 0), near)
    last = last and (last.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return (last, last) if last else None


def _named(found: re.Match[str], parts: dict[str, str], known: dict[str, int]) -> DayAtom | None:
    if "d2" in parts and "m2" not in parts:
        return _atom(found.span(), int(parts["d2"]), 0, 0)
    if "n7" in parts:
        return _atom(found.span(), numbers()[parts["n7"].casefold()], 0, 0)
    if "n8" in parts:
        return DayAtom(*found.span(), numbers()[parts["n8"].casefold()], 0, 0, kind="weekday")
    if "n4" in parts:
        day = numbers()[parts["n4"].casefold()]
        return _atom(found.span(), day, known[parts["m9"].casefold()], int(parts.get("y9", 0)))
    for kind in "0234":
        month = parts.get(f"m{kind}")
        if month and month != "may":  # the verb
            number = int(month) if month.isdigit() else known[month.casefold()]
            return _atom(found.span(), int(parts[f"d{kind}"]), number, int(parts.get(f"y{kind}", 0)))
    return None


def _in_figures(found: re.Match[str], parts: dict[str, str], *, month_first: bool) -> DayAtom | None:
    if "d7" in parts:
        return _atom(found.span(), int(parts["d7"]), 0, 0, weak=not _SIGN.match(parts.get("o7", "")))
    kind = next((one for one in "1568" if f"a{one}" in parts), "")
    if not kind:
        return None
    one, other = int(parts[f"a{kind}"]), int(parts[f"b{kind}"])
    told = kind == "6" and max(one, other) > _MONTHS  # no fraction has such a figure
    slashed = kind == "6" or parts.get("s1") == "/"
    day, month = (other, one) if month_first and slashed else (one, other)
    if month > _MONTHS >= day and slashed:
        day, month = month, day
    year = int(parts.get("y1", 0))
    year += _YEARS if 0 < year < _CENTURY else 0
    return _atom(
        found.span(), day, month, year, weak=(kind in "68" and not told) or (kind == "5" and "e5" not in parts)
    )


def _atom(place: tuple[int, int], day: int, month: int, year: int, *, weak: bool = False) -> DayAtom | None:
    leap = 2000
    return DayAtom(*place, day, month, year, weak) if day_of(year or leap, month or 1, day) else None
