"""When customers may be written to: between two hours of the day, by their own clocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

_DAY: Final = 24 * 60  # minutes
_AHEAD: Final = 3  # days: whatever is open on no day of these is open on none


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when something is done, in minutes after midnight; ``closes`` itself is too late."""

    opens: int = 9 * 60
    closes: int = 20 * 60

    def __str__(self) -> str:
        """Return them as the config has them: ``9:00-20:00``."""
        return "-".join(f"{minute // 60}:{minute % 60:02}" for minute in (self.opens, self.closes))

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return from when to when that is on a day, in UTC; a time that the clocks leave out is the one after it."""
        return _moment(day, self.opens, zone), _moment(day, self.closes, zone)


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


def _moment(day: date, minute: int, zone: tzinfo) -> datetime:
    day, minute = (day + timedelta(days=1), 0) if minute == _DAY else (day, minute)
    return datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC)
