"""One day after another in a text, and which two of them are a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zendesk_bridge.core.days.atoms import DayAtom, day_atoms, day_of, resolved
from zendesk_bridge.core.days.weekdays import coming_weekdays
from zendesk_bridge.core.days.writing import WEEKDAY

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u301c\uff5e~"), "-")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u200a\u2002\u2003*_"), " ")
_PLAINLY = _DASHES | _SPACES | {0x2019: "'", 0x02BC: "'"}

_MONTH_FIRST_REGIONS = frozenset({"US", "PH", "AS", "BI", "GU", "MH", "MP", "PR", "UM", "VI"})
_LONGEST = timedelta(days=100)
"""No ship window is longer: two days further apart are two days."""
_OVER_THE_MONTH = timedelta(days=21)
"""No two numbers of days further apart than this are a range that begins in one month and ends in the next."""
_EITHER = timedelta(days=3)
"""How far apart two days are of which one says "6 or 7"."""
_JOINT_REACH, _AHEAD = 48, 24  # characters

_SMALL = r"(?:(?:the|dem|den|der|zum|le|el|il|lo|o|dia|día|el día|l'|du|del|de|dal|al|au|op|on|by|um)[ ]+|l')?"
_BEHIND_DAY = rf"[ ]{{0,2}}(?:\(?{WEEKDAY}[.)]{{0,2}})?[ ]{{0,2}}"
_BEFORE_DAY = rf"[ ]{{0,2}}{_SMALL}(?:\(?{WEEKDAY}[.)]{{0,2}},?[ ]{{1,2}})?{_SMALL}[ ]{{0,2}}"
_TO = (
    r"through|thru|to|until|till|bis[ ]zum|bis|jusqu'au|jusqu'à|au|al|hasta|a|à|t/m|t\.?e\.?m\.?|tm|tot[ ]en[ ]met|tot|"
    r"até|ao|aos|fino[ ]al|fino[ ]a|e[ ]il|and[ ]no[ ]later[ ]than"
)
_LATEST = (
    r"(?:,?[ ]?(?:uiterlijk|como[ ](?:muy[ ])?tarde|a[ ]más[ ]tardar|spätestens|at[ ]the[ ](?:very[ ])?latest"
    r"|au[ ]plus[ ]tard|al[ ]più[ ]tardi|no[ ]máximo|o[ ]mais[ ]tardar),?)?"
)
_JOINT = re.compile(
    rf"\.?(?:[ ]\u0433\.)?{_BEHIND_DAY},?[ ]?"
    rf"(?P<joint>-{{1,2}}|/|(?:{_TO})\b|all'|(?P<und>(?:and|und|et|y|en|e)\b|&|u\.)|(?P<oder>or|oder|ou|of|o|u)\b)"
    rf"{_LATEST}{_BEFORE_DAY}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:between|betw\.?|zwischen|zw\.?|entre|tussen|tra|fra)[ ]+{_SMALL}"
    rf"(?:{WEEKDAY}[.,]{{0,2}}[ ]{{1,2}})?{_SMALL}\Z",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?:from|vom|von|du|de|del|desde|dal|van|do)[ ]+{_SMALL}(?:{WEEKDAY}[.,]{{0,2}}[ ]{{1,2}})?{_SMALL}\Z",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:\b(?:is|be|are|it's|ist|est|es|son|sera|será|wird|wordt|estimate|on|by|until|till|before|after|from|between|and|to"
    r"|about|around|than|latest|since|dated?|window|le|au|du|avant|el|al|del|día|dia|hasta|para|am|zum|bis|vom|ab|um|den"
    r"|dem|op|voor|tot|vanaf|van|uiterlijk|rond|per|you|me|us|dock|il|dal|entro|em|até|no|ao|spätestens|touchpoint"
    rf"|{WEEKDAY}[.,]?)[ ]+(?:the[ ]|le[ ]|el[ ]|den[ ])?|\btarde,?[ ]"
    r"|\b(?:sai|saem|sairá|segue|seguem|envi\w{1,6}|exped\w{1,6})[ ]a[ ]"
    r"|\b(?:ships?|leaves?|goes|now|fact|actually|rather|instead|jetzt|nun|fait|maintenant|désormais)[ ]"
    r"|\b(?:ahora|nu|ora|agora)[ ]"
    r"|\b(?:today|tomorrow|heute|morgen|hoy|mañana|vandaag|aujourd'hui|demain),[ ]"
    r"|[(:|][ ]{0,2}|(?:^|\n)[ \t\u2022-]{0,4})\Z",
    re.IGNORECASE,
)
"""What announces a day in figures that may be something else."""

_BESIDE = re.compile(
    r"(?:[ ,:-]*|[.,]{0,2}[ ]?\()(?:(?:the|der|den|dem|ein|le|el|il|o|dia|día|de|a|un|een|am|on|is)[ ]+){0,2}",
    re.IGNORECASE,
)
"""What stands between a date and its weekday."""

_COMMA = re.compile(rf"\.?[ ]?[,/-][ ]?{_SMALL}(?:{WEEKDAY}\.?[ ])?{_SMALL}", re.IGNORECASE)
_GAP, _IN_A_ROW = 2, timedelta(days=7)
"""How far apart the days may be of which one says "the 4th, 5th or 7th": one to the next, and all."""
_BARE_AHEAD = re.compile(
    rf"(?<!\w)(?:(?:on|by|until|till|before|after|from|than|of|for|around|about|probably|likely|is|that's|it's|either"
    rf"|{WEEKDAY}[.,]?)[ ]+the"
    rf"|(?:(?:bis|vor|ab|nach|spätestens|der|{WEEKDAY}[.,]?)[ ]+)?(?:am|zum|dem|den)|bis|le|au|el|al|del|día|dia"
    rf"|{WEEKDAY}|(?:op|voor|uiterlijk|vanaf|tot|na|wordt|u|je|{WEEKDAY})[ ]+de|uiterlijk|il"
    r"|entro[ ]il|(?:entro[ ]|il[ ])?l'|até[ ](?:o|ao|dia)|no[ ]dia)"
    r"(?:[ ]+|(?<=l'))(?:the[ ]|den[ ]|le[ ]|el[ ]|día[ ])?\Z",
    re.IGNORECASE,
)
"""What announces a day of which only the number is told."""
_WEEKDAY_AHEAD = re.compile(rf"(?<!\w){WEEKDAY}[.,]?[ ](?:the[ ]|den[ ]|le[ ]|el[ ]|il[ ]|día[ ])?\Z", re.IGNORECASE)
_NO_ORDINAL_AHEAD = re.compile(r"(?<!\w)(?:le|el|il|del|al|día|dia)[ ]\Z", re.IGNORECASE)
"""Behind these words a point ends the sentence: "el 9."."""
_STOPS = re.compile(r"(?<=\.)[ ]+[A-Z\u00c0-\u00de]|(?<=\.)[ ]*$", re.MULTILINE)
_BARE_BEHIND = re.compile(
    r"(?=[ ]{0,2}(?:[,;:)!?]|\.(?!\d)|$|\n|-[ ])"
    r"|[ ](?!(?:floor|batch|time|item|parcel|package|line|order|attempt|week|day|one|place|quarter|shipment|row|rue"
    r"|avenue|étage|piso|percent|of)\b)(?:[a-zà-ÿ'0-9(]|Wir|Sie|Ich|Danach|Es|Mfg|MfG|LG|VG|Viele|Mit|We|I |You))",
    re.MULTILINE,
)
_NEEDS_SIGN = re.compile(r"(?<!\w)(?:the|am|zum|dem|den|bis|op|de|uiterlijk)[ ]+(?:den[ ])?\Z", re.IGNORECASE)
"""Behind these words a number without the sign of an ordinal is no day."""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """One day or a range of days, and where in the text it stands. ``joint`` is the word or sign between two days."""

    start: int
    end: int
    first: date
    last: date
    joint: str = ""


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
    our languages, whatever the locale is. A weekday alone is the coming one, where nothing else can be meant.
    """
    text = plainly(text)
    language = locale.strip().replace("-", "_").partition("_")[0].lower()
    atoms = list(day_atoms(text, language, near, month_first=is_month_first(locale)))
    return tuple(_with_weekdays(text, list(_spans(text, atoms, near)), near))


def _with_weekdays(text: str, spans: list[DaySpan], near: date) -> Iterator[DaySpan]:
    """Yield the days in their order, among them the weekdays that say more than the day beside them."""
    at = 0
    for start, end, first, last in coming_weekdays(text, near):
        while at < len(spans) and spans[at].end <= start:
            yield spans[at]
            at += 1
        before = spans[at - 1].end if at else -1
        behind = spans[at].start if at < len(spans) else len(text) + _AHEAD
        if not (_is_beside(text, before, start) or _is_beside(text, end, behind)):
            yield DaySpan(start, end, first, last, "ahead")
    yield from spans[at:]


def _is_beside(text: str, end: int, start: int) -> bool:
    """Tell whether two days are one: "Friday, December 4", "on the 4th (a Friday)"."""
    if end < 0 or start - end >= _AHEAD:
        return False
    ended = text[end - 1 : end] == "." and not text[end:start].strip()  # another sentence begins
    return start < end or (not ended and _BESIDE.fullmatch(text, end, start) is not None)


def _spans(text: str, atoms: list[DayAtom], near: date) -> Iterator[DaySpan]:
    at = 0
    while at < len(atoms):
        one, last = atoms[at], _listed(text, atoms, at)
        other = atoms[last + 1] if last + 1 < len(atoms) else None
        span = _joined(text, one, other, near, atoms[last].end) if other else None
        at = last + 2 if span else at + 1
        span = span or _alone(text, one, near)
        if span:
            yield span


def _listed(text: str, atoms: list[DayAtom], at: int) -> int:
    """Return the last of the numbers in a row that begin here: "14, 15 or 16 December"."""
    while (
        at + 1 < len(atoms) and atoms[at].bare and atoms[at + 1].bare and 0 < atoms[at + 1].day - atoms[at].day <= _GAP
    ):
        if not _COMMA.fullmatch(text, atoms[at].end, atoms[at + 1].start):
            break
        at += 1
    return at


def _alone(text: str, one: DayAtom, near: date) -> DaySpan | None:
    """Return the day that stands by itself, if it is written as one or announced as one."""
    if one.fixed:
        return DaySpan(one.start, one.end, *one.fixed, one.kind)
    ahead = max(0, one.start - _AHEAD), one.start
    if one.bare:
        told = _is_announced(text, one)
        day = _next(one.day, near) if told else None
    else:
        day = resolved(one, near) if not one.weak or _ANNOUNCED.search(text, *ahead) else None
    return DaySpan(one.start, one.end, day, day) if day else None


def _is_announced(text: str, one: DayAtom) -> bool:
    """Tell whether a number alone is a day: "on the 5th", "le 11"; most numbers have no word before them."""
    if one.kind == "weekday":
        return True
    ahead = max(0, one.start - _AHEAD), one.start
    if not text[max(0, one.start - 2) : one.start].strip(" .,'").isalpha():
        return False
    if _STOPS.match(text, one.end) and any(said.search(text, *ahead) for said in (_WEEKDAY_AHEAD, _NO_ORDINAL_AHEAD)):
        return True
    if not _BARE_BEHIND.match(text, one.end):
        return False
    return _BARE_AHEAD.search(text, *ahead) is not None and not (one.weak and _NEEDS_SIGN.search(text, *ahead))


def _next(number: int, near: date) -> date | None:
    """Return the next day with this number, that day itself included."""
    months = (near, near.replace(day=28) + timedelta(days=7))
    days = (day_of(month.year, month.month, number) for month in months)
    return next((day for day in days if day and day >= near), None)


def _joined(text: str, one: DayAtom, other: DayAtom, near: date, end: int) -> DaySpan | None:
    """Return the range that two days are, if they have a joint between them and are in order."""
    if one.fixed or other.fixed or other.start - end > _JOINT_REACH:
        return None
    joint = _JOINT.fullmatch(text, end, other.start)
    listed = end != one.end
    if joint is None or not (listed or _is_range(text, one, other, joint)):
        return None
    found = _range(one, other, near)
    if found is None or (joint["oder"] and found[1] - found[0] > (_IN_A_ROW if listed else _EITHER)):
        return None
    return DaySpan(one.start, other.end, *found, joint["joint"].lower())


def _is_range(text: str, one: DayAtom, other: DayAtom, joint: re.Match[str]) -> bool:
    ahead = max(0, one.start - _AHEAD), one.start
    between = _BETWEEN.search(text, *ahead) is not None
    if joint["und"] and not between:
        return False
    if joint["joint"] == "/" and one.weak and not one.bare:
        return False
    if one.bare and other.bare:
        ordinals = not one.weak and not other.weak and joint["oder"] is None
        either = joint["oder"] is not None and _BARE_AHEAD.search(text, *ahead) is not None
        told = between or either or ordinals or _FROM.search(text, *ahead) is not None
        return told and joint["joint"] not in {"/", "-"} and not (one.weak and other.weak and not (between or either))
    return not (one.bare and other.weak and joint["oder"]) or _ANNOUNCED.search(text, *ahead) is not None


def _range(one: DayAtom, other: DayAtom, near: date) -> tuple[date, date] | None:
    """Return both days; what one of them does not say it has from the other."""
    if one.bare and other.bare:
        return _by_number(one.day, other.day, near)
    month = other.month or one.month
    last = resolved(DayAtom(0, 0, other.day, month, other.year or (one.year if other.bare else 0)), near)
    if last is None:
        return None
    if one.year and not other.year and not other.bare:
        last = day_of(one.year + (month < one.month), month, other.day) or last
    first = _first(one, last)
    return (first, last) if first and first <= last and last - first <= _LONGEST else None


def _first(one: DayAtom, last: date) -> date | None:
    """Return the latest day up to the last one that the first may be."""
    if one.year:
        return day_of(one.year, one.month or last.month, one.day)
    if one.bare:
        before = last.replace(day=1) - timedelta(days=1)
        same = day_of(last.year, last.month, one.day)
        return same if one.day <= last.day else day_of(before.year, before.month, one.day)
    days = (day_of(year, one.month, one.day) for year in (last.year, last.year - 1))
    return next((day for day in days if day and day <= last), None)


def _by_number(first: int, last: int, near: date) -> tuple[date, date] | None:
    """Return the next two days with these numbers: "between the 6th and the 10th", "between the 28th and the 5th"."""
    following = near.replace(day=28) + timedelta(days=7)
    for month in (near, following):
        end = month if first < last else month.replace(day=28) + timedelta(days=7)
        one, other = day_of(month.year, month.month, first), day_of(end.year, end.month, last)
        if one and other and one < other and other >= near and (end == month or other - one <= _OVER_THE_MONTH):
            return one, other
    return None
