"""One day after another in a text, and which two of them are a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zendesk_bridge.core.days.names import months
from zendesk_bridge.core.days.writing import WEEKDAY, days_written

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u301c\uff5e~"), "-")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u200a\u2002\u2003*_"), " ")
_PLAINLY = _DASHES | _SPACES | {0x2019: "'", 0x02BC: "'"}

_MONTH_FIRST_REGIONS = frozenset({"US", "PH", "AS", "BI", "GU", "MH", "MP", "PR", "UM", "VI"})
_MONTHS = 12
_CENTURY = 100
_LONGEST = timedelta(days=100)
"""No ship window is longer: two days further apart are two days."""
_EITHER = timedelta(days=3)
"""How far apart two days are of which one says "6 or 7"."""
_PAST = timedelta(days=60)
"""A day without its year that is longer past than this is next year's: people write of what comes."""
_JOINT_REACH, _AHEAD = 48, 24  # characters

_SMALL = r"(?:(?:the|dem|den|der|zum|le|el|il|lo|o|dia|día|el día|l'|du|del|de|dal|al|au|op|on|by|um)[ ]+|l')?"
_BEHIND_DAY = rf"[ ]{{0,2}}(?:\(?{WEEKDAY}[.)]{{0,2}})?[ ]{{0,2}}"
_BEFORE_DAY = rf"[ ]{{0,2}}{_SMALL}(?:\(?{WEEKDAY}[.)]{{0,2}},?[ ]{{1,2}})?{_SMALL}[ ]{{0,2}}"
_TO = (
    r"through|thru|to|until|till|bis[ ]zum|bis|jusqu'au|jusqu'à|au|al|hasta|a|à|t/m|t\.?e\.?m\.?|tm|tot[ ]en[ ]met|tot|"
    r"até|ao|aos|fino[ ]al|fino[ ]a|e[ ]il|and[ ]no[ ]later[ ]than"
)
_JOINT = re.compile(
    rf"\.?(?:[ ]\u0433\.)?{_BEHIND_DAY},?[ ]?"
    rf"(?P<joint>-{{1,2}}|/|(?:{_TO})\b|(?P<und>and|und|et|y|en|e|&)\b|(?P<oder>or|oder|ou|of|o)\b)"
    rf"{_BEFORE_DAY}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:between|betw\.?|zwischen|entre|tussen|tra|fra)[ ]+{_SMALL}(?:{WEEKDAY}[.,]{{0,2}}[ ]{{1,2}})?{_SMALL}\Z",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?:from|vom|von|du|de|del|desde|dal|van|do|de)[ ]+{_SMALL}(?:{WEEKDAY}[.,]{{0,2}}[ ]{{1,2}})?{_SMALL}\Z",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    rf"(?:\b(?:is|be|are|it's|ist|est|es|son|sera|será|wird|wordt|estimate|date|on|by|until|till|before|after|from|between|and|to|about|around|than|latest|since|dated?|window|le|au|du"
    rf"|avant|el|al|del|día|dia|hasta|para|am|zum|bis|vom|ab|um|den|dem|op|voor|tot|vanaf|van|uiterlijk|rond|per|il|dal"
    rf"|entro|em|até|no|ao|spätestens|am|{WEEKDAY}[.,]?)[ ]+(?:the[ ]|le[ ]|el[ ]|den[ ])?|[(:][ ]{{0,2}})\Z",
    re.IGNORECASE,
)
_ORDINAL_SIGN = re.compile(r"st|nd|rd|th|\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DaySpan:
    """One day or a range of days, and where in the text it stands. ``joint`` is the word or sign between two days."""

    start: int
    end: int
    first: date
    last: date
    joint: str = ""


@dataclass(frozen=True, slots=True)
class _Atom:
    """One day as it is written: 0 is what is not said. ``weak`` is one that needs a word that announces a day."""

    start: int
    end: int
    day: int
    month: int
    year: int
    weak: bool = False

    @property
    def bare(self) -> bool:
        return not self.month


def plainly(text: str) -> str:
    """Return the text, as long as it was, with one kind of dash, of space and of apostrophe, and without emphasis."""
    return text.translate(_PLAINLY)


def is_month_first(locale: str) -> bool:
    """Tell whether people of a locale write 12/6 for the sixth of December."""
    language, _, region = locale.strip().replace("-", "_").partition("_")
    return language.lower() == "en" and (not region or region.upper() in _MONTH_FIRST_REGIONS)


def find_days(text: str, near: date, locale: str = "en_GB") -> tuple[DaySpan, ...]:
    """Return the days and ranges that a text tells, in their order; figures in the order of the locale.

    A day without its year is the one nearest to ``near``, and none that is long past. A month's name is known in all
    our languages, whatever the locale is.
    """
    text = plainly(text)
    language = locale.strip().replace("-", "_").partition("_")[0].lower()
    atoms = list(_atoms(text, language, month_first=is_month_first(locale)))
    return tuple(_spans(text, atoms, near))


def _atoms(text: str, language: str, *, month_first: bool) -> Iterator[_Atom]:
    known = months(language)
    for found in days_written(language).finditer(text):
        parts = found.groupdict()
        atom = _named(found, parts, known) or _in_figures(found, parts, month_first=month_first)
        if atom is not None:
            yield atom


def _named(found: re.Match[str], parts: dict[str, str | None], known: dict[str, int]) -> _Atom | None:
    if parts["d2"] and not parts["m2"]:
        return _atom(found.span(), int(parts["d2"]), 0, 0)
    for kind in "0234":
        day, month, year = (parts.get(f"{letter}{kind}") for letter in "dmy")
        if day and month:
            if month == "may":  # the verb
                return None
            number = int(month) if month.isdigit() else known[month.casefold()]
            return _atom(found.span(), int(day), number, int(year or 0))
    return None


def _in_figures(found: re.Match[str], parts: dict[str, str | None], *, month_first: bool) -> _Atom | None:
    if parts["d7"]:
        weak = not _ORDINAL_SIGN.match(parts["o7"] or "")
        return _atom(found.span(), int(parts["d7"]), 0, 0, weak=weak)
    for kind in "156":
        one, other = parts[f"a{kind}"], parts[f"b{kind}"]
        if one and other:
            slashed = kind == "6" or parts["s1"] == "/"
            day, month = (int(other), int(one)) if month_first and slashed else (int(one), int(other))
            if month > _MONTHS >= day and slashed:
                day, month = month, day
            year = int(parts["y1"] or 0)
            year += 2000 if 0 < year < _CENTURY else 0
            return _atom(found.span(), day, month, year, weak=kind == "6" or (kind == "5" and not parts["e5"]))
    return None


def _atom(place: tuple[int, int], day: int, month: int, year: int, *, weak: bool = False) -> _Atom | None:
    try:
        date(year or 2000, month or 1, day)  # a leap year
    except ValueError:
        return None
    return _Atom(*place, day, month, year, weak)


def _spans(text: str, atoms: list[_Atom], near: date) -> Iterator[DaySpan]:
    at = 0
    while at < len(atoms):
        one = atoms[at]
        other = atoms[at + 1] if at + 1 < len(atoms) else None
        span = _joined(text, one, other, near) if other else None
        if (
            span is None
            and not one.bare
            and (not one.weak or _ANNOUNCED.search(text, max(0, one.start - _AHEAD), one.start))
        ):
            day = _resolved(one, near)
            span = DaySpan(one.start, one.end, day, day) if day else None
            at -= 1
        elif span is None:
            at -= 1
        if span is not None:
            yield span
        at += 2


def _joined(text: str, one: _Atom, other: _Atom, near: date) -> DaySpan | None:
    """Return the range that two days are, if they have a joint between them and are in order."""
    if other.start - one.end > _JOINT_REACH:
        return None
    joint = _JOINT.fullmatch(text, one.end, other.start)
    if joint is None or not _is_range(text, one, other, joint):
        return None
    found = _range(one, other, near)
    if found is None or (joint["oder"] and found[1] - found[0] > _EITHER):
        return None
    return DaySpan(one.start, other.end, *found, joint["joint"].lower())


def _is_range(text: str, one: _Atom, other: _Atom, joint: re.Match[str]) -> bool:
    ahead = max(0, one.start - _AHEAD), one.start
    between = _BETWEEN.search(text, *ahead) is not None
    if joint["und"] and not between:
        return False
    if joint["joint"] == "/" and one.weak and not one.bare:
        return False
    if one.bare and other.bare:
        told = between or _FROM.search(text, *ahead) is not None
        return told and joint["joint"] not in {"/", "-"} and not (one.weak and other.weak and not between)
    return not (one.bare and other.weak and joint["oder"])


def _range(one: _Atom, other: _Atom, near: date) -> tuple[date, date] | None:
    """Return both days; what one of them does not say it has from the other."""
    if one.bare and other.bare:
        return _within_month(one.day, other.day, near)
    month = other.month or one.month
    last = _resolved(_Atom(0, 0, other.day, month, other.year or (one.year if other.bare else 0)), near)
    if last is None:
        return None
    if one.year and not other.year and not other.bare:
        last = _day(one.year + (month < one.month), month, other.day) or last
    first = _first(one, last)
    return (first, last) if first and first <= last and last - first <= _LONGEST else None


def _first(one: _Atom, last: date) -> date | None:
    """Return the latest day up to the last one that the first may be."""
    if one.year:
        return _day(one.year, one.month or last.month, one.day)
    if one.bare:
        before = last.replace(day=1) - timedelta(days=1)
        same = _day(last.year, last.month, one.day)
        return same if one.day <= last.day else _day(before.year, before.month, one.day)
    days = (_day(year, one.month, one.day) for year in (last.year, last.year - 1))
    return next((day for day in days if day and day <= last), None)


def _within_month(first: int, last: int, near: date) -> tuple[date, date] | None:
    """Return the next two days with these numbers, in one month: "between the 6th and the 10th"."""
    following = near.replace(day=28) + timedelta(days=7)
    for month in (near, following):
        one, other = _day(month.year, month.month, first), _day(month.year, month.month, last)
        if one and other and one < other and other >= near:
            return one, other
    return None


def _resolved(atom: _Atom, near: date) -> date | None:
    if atom.year:
        return _day(atom.year, atom.month, atom.day)
    days = (_day(year, atom.month, atom.day) for year in (near.year - 1, near.year, near.year + 1, near.year + 2))
    known = [day for day in days if day and day >= near - _PAST]
    return min(known, default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
