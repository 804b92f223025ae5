"""Working days in the USA: Monday to Friday, without the days on which federal holidays are kept."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module

REFUND_DAYS = 7
"""Within how many working days a refund is sent (16 CFR Part 435, eCFR as read on 2026-09-18)."""

_SATURDAY = 5  # as ``date.weekday`` counts


def working_days_after(day: date, count: int) -> date:
    """Return the day that comes this many working days after this one."""
    holidays = _federal_holidays()
    while count and day < date.max:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY and day not in holidays
    return day


@lru_cache(maxsize=1)
def _federal_holidays() -> Container[date]:
    """Return the days on which they are kept; a tenth of a second to import, which most runs need not pay."""
    kept: Container[date] = import_module("holidays.countries.united_states").US()
    return kept
