"""What somebody meant who wrote no date: no date at all, a span, a sheet's number, or a date in another form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

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
    *("%d-%b-%Y", "%d-%b-%y", "%d. %B %Y", "%a %d %b %Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"),
    *("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%d.%m.%Y %H:%M"),
)
"""How dates are written where they are not YYYY-MM-DD, as strptime patterns."""

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


def forms(values: Iterable[str]) -> tuple[str, ...]:
    """Return the patterns that read every one of these values as a day of this century."""
    known = list(dict.fromkeys(values))
    return tuple(form for form in FORMS if known and all(_read(value, form) for value in known))


def _read(value: str, form: str) -> date | None:
    try:
        found = datetime.strptime(value, form).replace(tzinfo=UTC).date()
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def advice(value: str, *, table: bool) -> str:
    """Return what to write instead of this; ``table`` says that a whole column is written so."""
    text = " ".join(value[:_LONGEST].split()).strip(_QUOTES)
    if _ISO.fullmatch(text):
        return f"write {text}, without quotation marks of its own" if text != value else ""
    if text.casefold().rstrip(".!") in _NONE or text.casefold() in _NONE:
        if table:
            return (
                "where no date is known yet, leave the cell empty, from and to both, and give a reason "
                "(in ship_window, unknown will do)"
            )
        return "where no date is known yet, write ship_window: unknown and a reason, or leave another date out"
    serial = _SERIAL.fullmatch(text)
    if serial and int(serial[1]) in _SERIALS:
        day = _SERIAL_ZERO + timedelta(days=int(serial[1]))
        return f"a sheet counts days so: it is {day}; show the column as a date there, and tell its form with dates:"
    if found := forms([text]):
        return reading(found) if table else "write " + " or ".join(dict.fromkeys(str(_read(text, it)) for it in found))
    return _of_a_span(text, table=table)


def _of_a_span(text: str, *, table: bool) -> str:
    """Return what to write instead of several days, of one that is vague, or of one without its year."""
    if _NO_YEAR.fullmatch(text) and not _VAGUE.search(text):
        return "write it with its year, as YYYY-MM-DD"
    if _SPAN.search(text) or _VAGUE.search(text):
        where = "fill the columns from and to, which are" if table else "write"
        return (
            f"for a span of days {where} {{from: YYYY-MM-DD, to: YYYY-MM-DD}}; where it is not known so well, unknown"
        )
    return ""


def reading(found: tuple[str, ...]) -> str:
    """Return which setting reads dates that these patterns read; two of them may read the same dates differently."""
    return "to read it, say " + " or ".join(f'dates: "{form}"' for form in found[:2]) + " for this feed in your config"
