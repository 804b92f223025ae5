"""What headers say is not believed when it makes no sense, and never waited for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
import responses

from zendesk_bridge.core.errors import BridgeError, Unavailable, WrongClock
from zendesk_bridge.transport import ACCOUNT, RateLimit, Transport, whole

Make = Callable[..., Transport]
Clock = Any  # a class in conftest.py, which a test cannot import

BASE = "https://acme.example"
URL = BASE + "/api/x"
START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ABSURD = [
    "1e999", "-1e999", "-7", "1" + "0" * 400, "9" * 5000, "nan", "inf", "\u00b2", "1e15", "-0",
    "Fri, 01 Jan 99999 00:00:00 GMT", "Mon, 23 Nov 2026 12:00:00 +99999999999999",
    "Fri, 31 Dec 9999 23:59:59 -2359", "Mon, 99 Foo 2026", ",", "GMT",
]  # fmt: skip


@pytest.mark.parametrize("said", ABSURD)
def test_absurd_headers_are_as_good_as_none(make: Make, http: responses.RequestsMock, clock: Clock, said: str) -> None:
    """Whatever a server says in its headers, a limit is waited for at the usual pace, and no clock is doubted."""
    http.get(URL, status=429, headers={"Retry-After": said, "Date": said})
    http.get(URL, json={})
    make().get("/api/x")
    [pause] = clock.slept
    assert 10 <= pause <= 12.5


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("100", 100),
        ("100.0", 100),
        ("0", 0),
        (None, None),
        ("", None),
        ("-1", None),
        ("1e999", None),
        ("9" * 5000, None),
    ],
)
def test_a_count_in_a_header(said: str | None, count: int | None) -> None:
    """A count is a number that a helpdesk could mean, or none."""
    assert whole(said) == count


@pytest.mark.parametrize("resets", [1e300, float("inf"), float("nan"), -5.0])
def test_an_absurd_reset_is_a_minute(make: Make, clock: Clock, resets: float) -> None:
    """Limits are per minute: one that would hold for days is believed for a minute, and no request waits for ever."""
    limits = [(RateLimit(ACCOUNT, 100, 0, resets),), ()]
    transport = make(on_headers=lambda _headers: limits.pop(0))
    with responses.RequestsMock() as http:
        http.get(URL, json={})
        transport.get("/api/x")
        transport.get("/api/x")
    assert clock.slept == [60.0]


def test_a_request_id_is_shown_only_if_it_is_one(make: Make, http: responses.RequestsMock) -> None:
    """A header that would write on the terminal is left out of the message."""
    http.get(URL, status=404, headers={"X-Request-Id": "r-1\x1b[2J"})
    http.get(URL, status=404, headers={"X-Request-Id": "r-1"})
    with pytest.raises(BridgeError, match=r"answered 404\n"):
        make().get("/api/x")
    with pytest.raises(BridgeError, match=r"answered 404 \(request r-1\)"):
        make().get("/api/x")


# --- clocks


def dated(by: timedelta, **more: str) -> dict[str, str]:
    """Return the headers of a server whose clock differs from ours."""
    return {"Date": format_datetime(START + by, usegmt=True), **more}


@pytest.mark.parametrize("by", [timedelta(hours=1, seconds=1), timedelta(days=-800), timedelta(days=36500)])
@pytest.mark.parametrize("status", [200, 401, 429])
def test_clocks_that_differ_stop_the_run(make: Make, http: responses.RequestsMock, by: timedelta, status: int) -> None:
    """A clock that is off by more than an hour judges no dates: both times are named, and the run ends with 5."""
    http.get(URL, json={}, status=status, headers=dated(by))
    with pytest.raises(WrongClock) as caught:
        make().get("/api/x")
    assert "this machine's says 2026-11-22 12:00 UTC" in caught.value.message
    assert f"the one of shop (acme.example) {START + by:%Y-%m-%d %H:%M} UTC" in caught.value.message
    assert caught.value.exit_code == 5


@pytest.mark.parametrize(
    "headers",
    [
        dated(timedelta(minutes=59)),
        dated(timedelta(minutes=-59)),
        dated(timedelta(days=-9), Age="777600"),
        {"Date": dated(timedelta())["Date"] + ", " + dated(timedelta(seconds=1))["Date"]},
        {"Date": "yesterday"},
        {},
    ],
)
def test_clocks_that_agree_or_are_not_known_stop_nothing(
    make: Make, http: responses.RequestsMock, headers: dict[str, str]
) -> None:
    """A small difference, an answer out of a cache and a date that is none are no reason to stop."""
    http.get(URL, json={}, headers=headers)
    assert make().get("/api/x").status == 200


def test_the_first_date_counts(make: Make, http: responses.RequestsMock) -> None:
    """Clocks are compared once a run, with the first answer that tells a time: later ones were written after it."""
    for headers in ({}, dated(timedelta()), dated(timedelta(days=3))):
        http.get(URL, json={}, headers=headers)
    transport = make()
    for _ in range(3):
        transport.get("/api/x")
    http.get(URL, status=500, headers={})
    http.get(URL, json={}, headers=dated(timedelta(days=3)))
    with pytest.raises(WrongClock):
        make().get("/api/x")


def test_a_wrong_clock_is_no_reason_to_try_again(make: Make, http: responses.RequestsMock, clock: Clock) -> None:
    """It is told at once, also where the answer alone would have been waited for."""
    http.get(URL, status=503, headers=dated(timedelta(days=3), **{"Retry-After": "7"}))
    with pytest.raises(WrongClock):
        make().get("/api/x")
    assert clock.slept == []
    assert not issubclass(WrongClock, Unavailable)
