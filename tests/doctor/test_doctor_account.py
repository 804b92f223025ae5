"""What is said of the way to an account, of who signs in there, and of what that account may do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from clinic import BY_TOKEN, NOW, FakeDesk, asked, installation, seen, well

from zendesk_bridge.core.errors import WrongClock
from zendesk_bridge.core.model import Probe, Reach


@pytest.mark.parametrize(
    ("days", "health", "said"),
    [(60, "ok", "good until 2027-01-27"), (13, "warn", "in 13 days"), (1, "warn", "in 1 day")],
)
def test_a_certificate_near_its_end(days: int, health: str, said: str) -> None:
    """Two weeks before a certificate ends it is told."""
    way = Reach("acme", ("192.0.2.1",), tls="TLSv1.3", certificate_ends=NOW + timedelta(days, hours=1))
    found = asked("certificate", {"reach": way})
    assert found[0] == health
    assert said in found[1]


@pytest.mark.parametrize(
    ("key", "value", "health", "said"),
    [
        ("client_secret", "changeme", "fail", "placeholder"),
        ("client_secret", "your-client-secret", "fail", "placeholder"),
        ("client_secret", "<secret>", "fail", "placeholder"),
        ("client_secret", "xxxxxxxx", "fail", "placeholder"),
        ("client_secret", "TODO", "fail", "placeholder"),
        ("client_id", "my_client_id", "fail", "placeholder"),
        ("client_id", "your-api-token-here", "fail", "placeholder"),
        ("client_secret", "${SECRET}", "fail", "placeholder"),
        ("client_id", "my_shop_bridge", "ok", "client_id"),
        ("client_id", "zendesk_client", "ok", "client_id"),
        ("client_id", "zendesk_bridge", "ok", "client_id"),
        ("client_secret", "Ab3dEf7hIj1kLm5nOp9q", "warn", "api_key of Freshdesk"),
        ("client_secret", "Ab3d" * 10, "warn", "api_token of Zendesk"),
        ("client_secret", "abc def", "warn", "white space"),
        ("client_secret", "0123456789abcdef" * 4, "ok", "client_id"),
        ("client_secret", "no-known-look", "ok", "client_id"),
    ],
)
def test_credentials_that_are_none(key: str, value: str, health: str, said: str) -> None:
    """A placeholder, another's credential and a slip of the clipboard are told; no value is ever shown."""
    given = {"client_id": "zb", "client_secret": "a" * 64, key: value}
    found = asked("credentials", {}, patient={"credentials": given})
    assert found[0] == health
    assert said in found[1]
    assert value not in found[1]


@pytest.mark.parametrize(
    ("today", "health", "said"),
    [
        (date(2026, 11, 28), "warn", "by email and api_token on 2027-04-30, in 153 days"),
        (date(2027, 4, 29), "warn", "in 1 day"),
        (date(2027, 4, 30), "fail", "has ended signing in by email and api_token, on 2027-04-30"),
    ],
)
def test_the_end_of_api_tokens(today: date, health: str, said: str) -> None:
    """Zendesk ends API tokens: how long there is, that no new ones are made, and what to do."""
    by_token = {"login": BY_TOKEN, "credentials": {"email": "ann@example.com", "api_token": "Ab3d" * 10}}
    now = datetime.combine(today, datetime.min.time(), UTC)
    [found] = seen("credentials", installation(patient=by_token, now=lambda: now))
    assert found[0] == health
    assert said in found[1]
    assert "OAuth client" in found[2]
    assert "2026-10-27" in found[2]
    assert "30 days" in found[2]


@pytest.mark.parametrize(
    ("apart", "health"), [(0, "ok"), (59, "ok"), (60, "warn"), (-60, "warn"), (3000, "warn"), (None, "ok")]
)
def test_the_clocks(apart: int | None, health: str) -> None:
    """From a minute on a difference is told; a helpdesk that tells no time is no fault."""
    clock = None if apart is None else NOW + timedelta(seconds=apart)
    assert asked("clock", {"probe": Probe("Ann", admin=True, clock=clock)})[0] == health


def test_a_clock_that_a_run_refuses() -> None:
    """An hour apart nothing more can be asked: the clock is to blame, and not the login."""
    error = WrongClock("the clocks differ: this says 12:00, the other 14:00", fix="Set the clock that is wrong.")
    found = installation(FakeDesk({**well(), "probe": error}))
    assert seen("clock", found)[0][0] == "fail"
    assert seen("sign-in", found) == [("skipped", "not looked at, because of clock", "")]
    assert seen("ticket fields", found)[0][0] == "skipped"


@pytest.mark.parametrize(
    ("calls", "share", "health"),
    [(400, 0.5, "ok"), (60, 0.5, "ok"), (50, 0.5, "warn"), (10, 1.0, "warn"), (None, 0.5, "ok")],
)
def test_a_limit_that_is_small(calls: int | None, share: float, health: str) -> None:
    """What is left to us of the account's limit must do for a run."""
    probe = Probe("Ann", admin=True, calls_per_minute=calls)
    assert asked("rate limit", {"probe": probe}, patient={"share": share})[0] == health


def test_roles_and_scopes() -> None:
    """An agent, and a token that may only read, are told with what is needed."""
    assert asked("role", {"probe": Probe("Ann, agent", admin=False)})[0] == "fail"
    assert asked("role", {"probe": Probe("Ann")})[0] == "ok"
    lacking = Probe("Ann", admin=True, scopes=frozenset({"read"}), lacking=frozenset({"write"}))
    health, said, fix = asked("scopes", {"probe": lacking})
    assert (health, said) == ("fail", "missing: write")
    assert "read and write" in fix
