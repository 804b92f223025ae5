"""What somebody meant who wrote no date: no date at all, a span, a sheet's number, or a date in another form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.raw import day_of

FORMS = (
    *(
        "%Y-%m-%d",
        "%m/%d/%Y",
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%d-%m-%Y",
        "%m-%d-%Y",
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%Y%m%d",
        "%d. %m. %Y",
    ),
    *("%m/%d/%y", "%d/%m/%y", "%d.%m.%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y"),
    *("%d-%b-%Y", "%d-%b-%y", "%d. %B %Y", "%a %d %b %Y", "%d/%b/%Y", "%d-%m-%y", "%m-%d-%y", "%y-%m-%d"),
)
"""How dates are written where they are not YYYY-MM-DD, as strptime patterns; a time of day behind does not count."""

_QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb'\"` "
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST = 100  # characters that a date may take, in whatever form
_SERIAL_ZERO = date(1899, 12, 30)  # the day that Excel and Google Sheets count from
_SERIALS = range(36_526, 73_051)  # 2000-01-01 to 2099-12-31
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
_YEARS = range(2000, 2100)  # of any ship date; beyond, a number was taken for a day
_NONE = frozenset(
    {
        *("tbd", "tbc", "tba", "t.b.d.", "t.b.c.", "t.b.a.", "?", "??", "???"),
        *("-", "--", "\u2013", "\u2014", "n/a", "na", "none", "null", "nil"),
        *("nan", "unknown", "unbekannt", "inconnu", "soon", "asap", "pending", "later", "offen"),
        *("open", "never"),
        *("to be confirmed", "to be announced", "to be determined", "not known", "no date", "in progress"),
    }
)
_SPAN = re.compile(
    r"\w.*?(?:\s-\s|[-\u2013\u2014/]|\.\.|…|\bto\b|\buntil\b|\bbis\b|\bund\b|\band\b|\bau\b|\bal\b).*\d", re.IGNORECASE
)
_VAGUE = re.compile(
    r"\b(?:q[1-4]|weeks?|kw|wk|w\d{1,2}|early|mid|late|end|begin\w*|start|anfang|mitte|ende|début|mi|fin|around|approx\w*"
    r"|about|ca|spring|summer|autumn|fall|winter|days?)\b|^[a-zäû]{3,10}\.? ?\d{4}$|^\d{4}-\d{2}$",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(
    r"[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}\.? ?[a-z]{3,9}|\d{1,2}[./-]\d{1,2}\.?", re.IGNORECASE
)


_MONTHS = {
    name: english
    for english, names in {
        "January": "januar jänner janvier enero",
        "February": "februar feber février fevrier febrero",
        "March": "märz maerz mrz mars marzo",
        "April": "avril abril",
        "May": "mai mayo",
        "June": "juni juin junio",
        "July": "juli juillet julio",
        "August": "août aout agosto",
        "September": "septembre septiembre setiembre sept",
        "October": "oktober okt octobre octubre",
        "November": "novembre noviembre",
        "December": "dezember dez décembre decembre diciembre",
    }.items()
    for name in names.split()
}
"""Months in the other languages that we offer, as strptime knows them."""

_WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_BEFORE = re.compile(rf"^(?:(?:{_WEEKDAY})\.?,? |(?:the|on|by|am|den|le|el) )+(?=\w* ?\d|\d)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º)\b(?:(?= )| of\b)?|(?<=\d|[a-z])(?: of| del?)(?= )", re.IGNORECASE)
_RELATIVE = re.compile(
    rf"(?:today|tomorrow|yesterday|now|heute|(?:über)?morgen|aujourd'hui|demain|hoy|mañana|eow|eom|(?:{_WEEKDAY}))[.!]?"
    rf"|(?:next|this|in|nächste[nrs]?|diese[nrs]?|kommende[nrs]?|dans|la|en|within|(?:on |by ){_WEEKDAY})\b.*"
    r"(?:days?|weeks?|months?|year|tage?n?|wochen?|monate?n?|jours?|semaines?|mois|días?|semanas?|prochaine?|próxim[ao]"
    rf"|{_WEEKDAY})",
    re.IGNORECASE,
)
_UNKNOWN = "where no date is known yet, write ship_window: unknown and a reason, or leave another date out"
_UNKNOWN_IN_TABLE = (
    "where no date is known yet, leave the cell empty, from and to both, and give a reason "
    "(in ship_window, unknown will do)"
)
_THE_DAY = "write the day itself, such as 2026-12-31: this file is read again on other days"
_A_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DECEMBER = 12
_MOST = 31  # days of a month
_SHOWN = 30  # characters of a date
_LIKELY = 2020  # the year that a date of two digits is of at least


def forms(values: Iterable[str]) -> tuple[str, ...]:
    """Return the patterns that read every one of these values as a day of this century."""
    known = list(dict.fromkeys(values))
    return tuple(form for form in FORMS if known and all(_read(value, form) for value in known))


def _read(value: str, form: str) -> date | None:
    found = day_of(value, form)
    return found if found and found.year in _YEARS else None


def turned(form: str) -> str:
    """Return a pattern with day and month the other way round, "" for one in which the month is a word."""
    if not ("%d" in form and "%m" in form):
        return ""
    return form.replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")


class DayOrder:
    """Looks through a column for days that can only be read with day and month the other way round than is said.

    Of such a column every other day is read too, and is a wrong one: 13/12/2026 is told to be none, and 01/12/2026
    would become the twelfth of January.
    """

    def __init__(self, form: str | None) -> None:
        self._form = form or "%Y-%m-%d"
        self._other = turned(self._form)
        self._right = False
        self._wrong: tuple[str, str, Place] | None = None

    def see(self, name: str, text: str, place: Place) -> None:
        """Take in one cell, which goes by this name."""
        if not self._other or self._right or not text:
            return
        says, other = _read(text, self._form), _read(text, self._other)
        self._right = bool(says and not other)
        if other and not says and self._wrong is None:
            self._wrong = name, text, place

    def problem(self) -> Problem | None:
        """Return what is wrong with the whole column, None where nothing is, or where some day is right as it is."""
        if self._right or self._wrong is None:
            return None
        name, text, place = self._wrong
        is_none = f'{name}: \'{text[:_SHOWN]}\' is no day by "{self._form}", and one by "{self._other}"'
        message = f"{is_none}; so may all the others be, with day and month in each other's places"
        fix = f'nothing of it is read: say dates: "{self._other}" for this feed in your config'
        return Problem(place, message, f"{fix}, or correct that cell")


def advice(value: str, *, table: bool, span: bool = True) -> str:
    """Return what to write instead of this.

    ``table`` says that a whole column is written so, ``span`` that more than one day, and none, can stand there.
    """
    text = _in_english(value)
    if _ISO.fullmatch(text) and text in value:
        return _none_such(text) or f"write {text}, without quotation marks of its own"
    if _is_none(text, table=table, span=span):
        return _UNKNOWN_IN_TABLE if table else _UNKNOWN
    serial = _SERIAL.fullmatch(text)
    if serial and int(serial[1]) in _SERIALS:
        day = _SERIAL_ZERO + timedelta(days=int(serial[1]))
        shown = f"it is {day}; show the column as a date there, and tell its form with dates:"
        return f"a sheet counts days so: {shown if table else f'write {day}'}"
    if table and (found := forms([" ".join(value[:_LONGEST].split()).strip(_QUOTES)])):
        return reading(found)
    return _as_iso(text, table=table) or _none_such(text) or _of_a_span(text, table=table, span=span)


def _as_iso(text: str, *, table: bool) -> str:
    """Return the day, or the days that it may be, of a date in another form."""
    days = [day for day in (_read(text, form) for form in forms([text])) if day]
    likely = [day for day in days if day.year >= _LIKELY] or days
    where = "in the sheet, show the column as YYYY-MM-DD: " if table else ""
    return f"{where}write " + " or ".join(map(str, dict.fromkeys(likely))) if likely else ""


def _in_english(value: str) -> str:
    """Return a date in plain signs and as English writes it: its digits, dashes, quotation marks and months."""
    text = re.sub("[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", value[:_LONGEST]))
    text = " ".join(text.split()).strip(_QUOTES)
    text = _ORDINAL.sub("", _BEFORE.sub("", text))
    return re.sub(r"[^\W\d_]{3,}", lambda word: _MONTHS.get(word[0].casefold(), word[0]), text)


def _is_none(text: str, *, table: bool, span: bool) -> bool:
    """Tell whether this is a word for having no date; a slip of the pen in it, where no date may be meant."""
    word = text.casefold()
    meant = span and not table and get_close_matches(word, ("unknown", "unbekannt"), 1, 0.75)
    return word.rstrip(".!") in _NONE or word in _NONE or bool(meant)


def _none_such(text: str) -> str:
    """Return what to write instead of a day that no calendar has, "" for any other text."""
    found = _A_DAY.fullmatch(text)
    if not found:
        return ""
    year, month, day = map(int, found.groups())
    if month > _DECEMBER:
        swapped = (
            f": write {year}-{day:02}-{month:02}, year, month and day" if 0 < day <= _DECEMBER < month <= _MOST else ""
        )
        return f"there is no month {month}{swapped or ': they go from 01 to 12'}"
    try:
        last = date(year + month // _DECEMBER, month % _DECEMBER + 1, 1) - timedelta(days=1)
    except ValueError:
        return ""
    return f"there is no such day: that month ends with {last}" if month and day > last.day else ""


def _of_a_span(text: str, *, table: bool, span: bool) -> str:
    """Return what to write instead of several days, of one that is vague, or of one without its year."""
    if _RELATIVE.fullmatch(text):
        return _THE_DAY
    if _NO_YEAR.fullmatch(text) and not _VAGUE.search(text):
        return "write it with its year, as YYYY-MM-DD"
    if (_SPAN.search(text) or _VAGUE.search(text)) and not span:
        return "write one day here, such as 2026-12-31"
    if _SPAN.search(text) or _VAGUE.search(text):
        where = "fill the columns from and to, which are" if table else "write"
        return (
            f"for a span of days {where} {{from: YYYY-MM-DD, to: YYYY-MM-DD}}; where it is not known so well, unknown"
        )
    return ""


def reading(found: tuple[str, ...]) -> str:
    """Return which setting reads dates that these patterns read; two of them may read the same dates differently."""
    first, *others = found
    other = next((form for form in others if form == turned(first)), "")
    said = f'dates: "{first}"'
    if other:
        day, month = (first, other) if first.index("%d") < first.index("%m") else (other, first)
        said = f'dates: "{month}" where the month comes first, dates: "{day}" where the day does,'
    return f"to read it, say {said} for this feed in your config"
