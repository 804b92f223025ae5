"""The kinds of text that say how long: whole days, the rhythm of updates, minutes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from zendesk_bridge.core.document.shape import wrong

_DAYS = re.compile(r"(\d{1,5})\s*(?:(?:d(?:ays?)?)?|(?P<weeks>w(?:eeks?)?))", re.ASCII | re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,4})\s*(h|hours?|m|months?)", re.ASCII | re.IGNORECASE)
_IN_DAYS = {"h": 1 / 24, "m": 30}
_WEEK = 7
_USUAL = 30  # days: what is named where nobody knows what was meant
_LONGEST_RHYTHM = timedelta(days=120)  # a season: who waits longer for a word asks for it
_RHYTHMS = {
    **dict.fromkeys(("daily", "every day", "each day", "täglich", "quotidien", "diario", "cada día"), 1),
    **dict.fromkeys(("weekly", "every week", "each week", "a week", "one week", "wöchentlich", "jede woche"), 7),
    **dict.fromkeys(("hebdomadaire", "chaque semaine", "semanal", "cada semana"), 7),
    **dict.fromkeys(("biweekly", "fortnightly", "every two weeks", "every other week", "alle zwei wochen"), 14),
    **dict.fromkeys(("monthly", "every month", "monatlich", "mensuel", "mensual"), 30),
}
_MINUTES = re.compile(
    r"(\d{1,5})\s*(?:(?P<s>s(?:ec(?:onds?)?)?)|(?P<m>m(?:in(?:utes?)?)?)|(?P<h>h(?:ours?)?))", re.ASCII | re.IGNORECASE
)
_PARTS = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1)}
_LONGEST_WAIT = timedelta(days=1)


def _days(value: Any) -> Any:
    """Return a span of whole days, at least one; ``2w`` is 14 days."""
    if not isinstance(value, str):
        return value
    found = _DAYS.fullmatch(value.strip())
    if not found or not int(found[1]):
        raise wrong("is not a number of days", fix=f"write a whole number of days: {_in_days(value) or _USUAL}")
    return timedelta(days=int(found[1]) * (_WEEK if found["weeks"] else 1))


def _in_days(value: str) -> int:
    """Return the days of a span in other units, 0 where it is none."""
    found = _SPAN.fullmatch(value.strip())
    return max(round(int(found[1]) * _IN_DAYS[found[2][0].lower()]), 1) if found else 0


def _rhythm(value: Any) -> Any:
    """Return how often customers hear: whole days."""
    if not isinstance(value, str):
        return value
    meant = _RHYTHMS.get(" ".join(value.casefold().split()))
    found = _DAYS.fullmatch(value.strip())
    if meant or not found or not int(found[1]):
        raise wrong("is no rhythm in whole days", fix=f"write {meant or _in_days(value) or _WEEK}d")
    return _days(value)


def _within_a_season(every: timedelta) -> timedelta:
    if every > _LONGEST_RHYTHM:
        fix = "write 120d or less, such as 7d; the next update itself may be any day"
        raise wrong("is more than a season without a word", fix=fix)
    return every


def _minutes(value: Any) -> Any:
    """Return a short span: seconds, minutes or hours, up to a day."""
    if not isinstance(value, str):
        return value
    found = _MINUTES.fullmatch(value.strip())
    if not found:
        number = value.strip()
        bare = number.isascii() and number.isdigit()
        message = "does not say whether it is minutes or hours" if bare else "is not a number of minutes"
        raise wrong(message, fix=f"write {number}m" if bare else "write one such as 10m or 1h")
    span = int(found[1]) * next(part for unit, part in _PARTS.items() if found[unit])
    if span > _LONGEST_WAIT:
        raise wrong("is longer than a day", fix="write 24h or less, such as 10m")
    return span


_days_schema = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"^[0-9]+ ?[dwDW]"}]}

Days = Annotated[timedelta, BeforeValidator(_days), WithJsonSchema(_days_schema)]
Rhythm = Annotated[timedelta, BeforeValidator(_rhythm), AfterValidator(_within_a_season), WithJsonSchema(_days_schema)]
Minutes = Annotated[
    timedelta, BeforeValidator(_minutes), WithJsonSchema({"type": "string", "pattern": r"^[0-9]+ ?[smhSMH]"})
]
