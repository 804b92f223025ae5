"""A cell as a source gives it, read as text, as a number, or as a day: CSV tells all in text, databases do not."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?", re.ASCII
)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_BEHIND = re.compile(r"\d[\d.,]*-", re.ASCII)  # as SAP writes what is below zero: 5,00-
_THOUSANDS = re.compile(
    r"[+-]?\d{1,3}(?:(?P<by>[,. '\u00a0\u202f\u2019])\d{3})(?:(?P=by)\d{3})*(?:(?P<point>[.,])\d+)?"
)
_TIME = re.compile(
    r"[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AP]\.?M\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST_TIME = 60  # characters, spaces included
_EXACT = 2**53  # beyond it a float cannot tell two whole numbers apart


def text_of(value: object) -> str:
    """Return what a cell says, as a person would write it: a sheet's 1042.0 is 1042, and a day is YYYY-MM-DD."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return {None: "", True: "true", False: "false"}[value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if _at_midnight(value) else value.isoformat(" ")
    return _plain(value) if isinstance(value, Decimal) and value.is_finite() else str(value)


def number_of(value: object) -> Decimal | None:
    """Return the number that a cell holds, whatever stands between its thousands; None where it holds none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    text = text_of(value).strip()
    if _BEHIND.fullmatch(text):
        text = f"-{text[:-1]}"
    grouped = _THOUSANDS.fullmatch(text)
    if grouped and (grouped["point"] != grouped["by"]) and (grouped["by"] != "." or _is_grouped(text)):
        point = grouped["point"] or "\0"
        text = text.replace(grouped["by"], "").replace(point, ".")
    elif not _NUMBER.fullmatch(text):
        return None
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def day_of(value: object, pattern: str | None = None) -> date | None:
    """Return the day that a cell names; text is read by a strptime pattern, and as YYYY-MM-DD where there is none.

    The time of day behind it is left out: it is that day where the source wrote it.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value).strip()
    if pattern:
        return _by(pattern, text) or _by(pattern, _without_time(text))
    found = _ISO.fullmatch(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _by(pattern: str, text: str) -> date | None:
    try:
        return datetime.strptime(text, pattern).replace(tzinfo=UTC).date() if text else None
    except ValueError:
        return None


def _without_time(text: str) -> str:
    """Return what stands before a time of day, "" where none stands at the end."""
    ends = _TIME.finditer(text, max(0, len(text) - _LONGEST_TIME))
    found = next((one for one in ends if one.end() == len(text)), None)
    return text[: found.start()] if found else ""


def _at_midnight(moment: datetime) -> bool:
    return not (moment.hour or moment.minute or moment.second or moment.microsecond)


def _plain(number: Decimal) -> str:
    """Return a number without an exponent, and without zeros behind its point: 1042.00 is 1042."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_grouped(text: str) -> bool:
    """Tell whether full stops stand between thousands: 1.250 may be a little more than one, 1.250.000 may not."""
    return text.count(".") > 1 or "," in text
