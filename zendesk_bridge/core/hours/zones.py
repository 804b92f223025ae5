"""When customers may be written to: between two hours of the day, by their own clocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from zendesk_bridge.core.hours import Hours

_AHEAD: Final = 3  # days: whatever is open on no day of these is open on none


def open_from(hours: Hours, country: str, shop: tzinfo, at: datetime) -> datetime:
    """Return the first (aware) moment from ``at`` on when a customer in this country may be written to.

    Where a country has several zones nobody knows which one is theirs, so that the hours must hold in all of them.
    Where they never do at once, as where the country is not known, the shop's own zone counts.
    """
    found = _first_open(hours, zones_of(country) or (shop,), at)
    return found or _first_open(hours, (shop,), at) or at


@lru_cache(maxsize=512)
def zones_of(country: str) -> tuple[ZoneInfo, ...]:
    """Return the time zones of a country by its two letters; () where it is not known."""
    code = country.strip().upper()
    (code, *_) = get_global("territory_aliases").get(code, [code])
    return tuple(_zones(get_global("territory_zones").get(code, [])))


def _zones(names: Sequence[str]) -> Iterator[ZoneInfo]:
    for name in sorted(names):
        try:
            yield ZoneInfo(name)
        except ZoneInfoNotFoundError:  # the two tables are not of the same day
            continue


def _first_open(hours: Hours, zones: Sequence[tzinfo], at: datetime) -> datetime | None:
    """Return the first moment from ``at`` on that is within the hours in every zone."""
    spans = [[hours.on(day, zone) for day in _days(at, zone)] for zone in zones]
    starts = sorted({at, *(begin for some in spans for begin, _ in some if begin > at)})
    return next((one for one in starts if all(_within(one, some) for some in spans)), None)


def _days(at: datetime, zone: tzinfo) -> Iterator[date]:
    today = at.astimezone(zone).date()
    yield from (today + timedelta(days=ahead) for ahead in range(-1, _AHEAD + 1))


def _within(moment: datetime, spans: Sequence[tuple[datetime, datetime]]) -> bool:
    return any(begin <= moment < end for begin, end in spans)
