"""Between which hours of the day something is done. What knows countries is in a module of its own: it loads tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

_DAY: Final = 24 * 60  # minutes


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


def _moment(day: date, minute: int, zone: tzinfo) -> datetime:
    day, minute = (day + timedelta(days=1), 0) if minute == _DAY else (day, minute)
    return datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC)
