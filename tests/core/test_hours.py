"""When a customer may be written to, by their own clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.hours import Hours
from zendesk_bridge.core.hours.zones import open_from, zones_of

SHOP = ZoneInfo("America/New_York")
ALWAYS = Hours(0, 24 * 60)
LATE = Hours(22 * 60, 24 * 60)


def utc(text: str) -> datetime:
    """Return a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "at", "opens"),
    [
        ("DE", "2026-11-28T12:00", "2026-11-28T12:00"),
        ("DE", "2026-11-28T18:59", "2026-11-28T18:59"),
        ("DE", "2026-11-28T19:00", "2026-11-29T08:00"),
        ("de", "2026-11-28T23:59", "2026-11-29T08:00"),
        ("DE", "2026-11-29T00:00", "2026-11-29T08:00"),
        ("DE", "2026-11-29T07:59", "2026-11-29T08:00"),
        ("JP", "2026-11-28T10:59", "2026-11-28T10:59"),
        ("JP", "2026-11-28T11:00", "2026-11-29T00:00"),
        # The clocks of Germany change on 29 March and on 25 October.
        ("DE", "2026-03-28T20:00", "2026-03-29T07:00"),
        ("DE", "2026-10-24T20:00", "2026-10-25T08:00"),
        # Nine o'clock on Adak in the Aleutians, eight in the evening in New York.
        ("US", "2026-11-28T18:59", "2026-11-28T19:00"),
        ("US", "2026-11-29T00:59", "2026-11-29T00:59"),
        ("US", "2026-11-29T01:00", "2026-11-29T19:00"),
        # Nobody knows where that is: New York.
        ("", "2026-11-28T13:59", "2026-11-28T14:00"),
        ("ZZ", "2026-11-29T00:30", "2026-11-29T00:30"),
        ("UK", "2026-11-28T08:59", "2026-11-28T09:00"),
    ],
)
def test_a_customer_is_written_to_by_day(country: str, at: str, opens: str) -> None:
    """It is by day where the customer is: in every zone of the country, or in the shop's where nobody knows it."""
    assert open_from(Hours(), country, SHOP, utc(at)) == utc(opens)


def test_where_the_zones_of_a_country_never_agree_the_shop_counts() -> None:
    """Russia spans ten hours: hours that are shorter are never in all of it, and would hold a message for ever."""
    short = Hours(9 * 60, 17 * 60)
    assert open_from(short, "RU", SHOP, utc("2026-11-28T03:00")) == utc("2026-11-28T14:00")


def test_the_last_hour_of_the_day_ends_at_midnight() -> None:
    """Until 24:00 is until the next day begins, and the whole day has no gap."""
    assert open_from(LATE, "GB", SHOP, utc("2026-11-28T23:59")) == utc("2026-11-28T23:59")
    assert open_from(LATE, "GB", SHOP, utc("2026-11-29T00:00")) == utc("2026-11-29T22:00")
    assert open_from(ALWAYS, "US", SHOP, utc("2026-11-29T00:00")) == utc("2026-11-29T00:00")


def test_an_hour_that_the_clocks_leave_out_is_no_trap() -> None:
    """Hours that begin at half past two begin on the day, too, on which there is no such time."""
    early = Hours(2 * 60 + 30, 4 * 60)
    assert open_from(early, "DE", SHOP, utc("2026-03-28T23:00")) == utc("2026-03-29T01:30")


def test_hours_are_told_as_they_are_written() -> None:
    """A message names them as the config does."""
    assert (str(Hours()), str(LATE)) == ("9:00-20:00", "22:00-24:00")


def test_zones_are_those_of_the_country() -> None:
    """A country has all of its zones, whatever the case of its letters."""
    assert {str(zone) for zone in zones_of(" es ")} == {"Africa/Ceuta", "Atlantic/Canary", "Europe/Madrid"}
    assert zones_of("Spain") == ()


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 366 * 24 * 60),
    st.sampled_from(["US", "RU", "DE", "", "AU", "KI"]),
    st.integers(0, 22),
)
def test_what_is_open_is_within_the_hours(minutes: int, country: str, first: int) -> None:
    """The moment that is told is never before, never more than two days ahead, and is itself open."""
    hours, now = Hours(first * 60, first * 60 + 120), utc("2026-01-01T00:00") + timedelta(minutes=minutes)
    found = open_from(hours, country, SHOP, now)
    assert now <= found <= now + timedelta(days=2)
    assert open_from(hours, country, SHOP, found) == found
