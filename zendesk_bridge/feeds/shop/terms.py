"""What the admin says about a shop's orders: by when they were promised, and how old they may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Promised:
    """By when a line was promised to ship; ``garbled`` says that something stood there that is no date."""

    by: date | None
    garbled: bool = False


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """What holds for every order of one shop.

    ``promised_by`` names where the shop keeps the last ship date that a customer was given with the order, "" where it
    does not; ``dates`` is a strptime pattern, None for YYYY-MM-DD. ``ships_within`` is what customers are told instead:
    so long after ordering, in days of ``zone``. Orders placed longer ago than ``placed_within`` are left out.
    """

    promised_by: str = ""
    dates: str | None = None
    ships_within: timedelta | None = None
    placed_within: timedelta | None = None
    zone: tzinfo = UTC

    def since(self, now: datetime) -> datetime | None:
        """Return when the oldest order may have been placed; None for any time."""
        return now - self.placed_within if self.placed_within is not None else None

    def wanted(self, ordered_at: datetime, now: datetime) -> bool:
        """Tell whether an order is young enough."""
        since = self.since(now)
        return since is None or ordered_at >= since

    def promise(self, written: Iterable[str], ordered_at: datetime) -> Promised:
        """Return by when a line was promised, by the first of these texts that holds anything, else by its age."""
        text = next(filter(None, map(str.strip, written)), "")
        told = self._day(text) if text else None
        if told is not None:
            return Promised(told)
        return Promised(self._by_age(ordered_at), garbled=bool(text))

    def _by_age(self, ordered_at: datetime) -> date | None:
        if self.ships_within is None:
            return None
        return ordered_at.astimezone(self.zone).date() + self.ships_within

    def _day(self, text: str) -> date | None:
        try:
            if self.dates:
                return datetime.strptime(text, self.dates).replace(tzinfo=UTC).date()
            return _whole(text, self.zone)
        except ValueError:
            return None


def _whole(text: str, zone: tzinfo) -> date:
    """Return the day of a date, or of a moment as it is in the shop. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(zone).date() if moment.tzinfo else moment.date()
