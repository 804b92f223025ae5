"""Retries and limits: polite, patient, and never twice what must happen once."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
import requests
import responses
from responses.registries import OrderedRegistry

from zendesk_bridge.core.errors import (
    AuthRefused,
    Conflict,
    Unavailable,
)
from zendesk_bridge.transport import ACCOUNT, Bearer, RateLimit, Transport

BASE = "https://acme.example"
URL = BASE + "/api/x"
START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

Clock = Any  # a class in conftest.py, which a test cannot import


@pytest.mark.parametrize(
    ("header", "first_pause"),
    [
        ("7", (7.0, 7.0)),
        ("0", (10.0, 12.5)),
        (None, (10.0, 12.5)),
        ("soon", (10.0, 12.5)),
        ("nan", (10.0, 12.5)),
        (format_datetime(START + timedelta(seconds=9), usegmt=True), (9.0, 9.0)),
        (format_datetime(START - timedelta(seconds=9), usegmt=True), (10.0, 12.5)),
    ],
)
def test_a_limit_is_waited_for_even_by_a_create(
    make: Callable[..., Transport],
    http: responses.RequestsMock,
    clock: Clock,
    header: str | None,
    first_pause: tuple[float, float],
) -> None:
    """A 429 had no effect, so anything may be sent again, after what Retry-After says in either writing."""
    http.post(URL, status=429, headers={"Retry-After": header} if header else {})
    http.post(URL, json={})
    transport = make()
    transport.send("POST", "/api/x", json={}, repeatable=False)
    assert transport.calls == 2
    (pause,) = clock.slept
    assert first_pause[0] <= pause <= first_pause[1]


def test_a_long_retry_after_is_not_waited_for(
    make: Callable[..., Transport], http: responses.RequestsMock, clock: Clock
) -> None:
    """A pause beyond the budget is passed on at once, so that the caller can come back then."""
    http.get(URL, status=429, headers={"Retry-After": "3600"})
    with pytest.raises(Unavailable) as caught:
        make().get("/api/x")
    assert (caught.value.retry_after, caught.value.unprocessed, clock.slept) == (3600.0, True, [])


@pytest.mark.parametrize("wrong", [500, 502, 503, 504, 408, requests.ReadTimeout(), requests.ConnectionError("reset")])
def test_a_lost_answer_is_repeated_only_where_that_is_harmless(
    make: Callable[..., Transport], clock: Clock, wrong: int | Exception
) -> None:
    """A read is sent again after a 5xx or a lost connection, a create is not."""
    for repeatable, sent in ((True, 2), (False, 1)):
        with responses.RequestsMock(registry=OrderedRegistry) as http:
            http.post(URL, body=wrong) if isinstance(wrong, Exception) else http.post(URL, status=wrong)
            transport = make()
            if repeatable:
                http.post(URL, json={})
                transport.send("POST", "/api/x", repeatable=True)
            else:
                with pytest.raises(Unavailable) as caught:
                    transport.send("POST", "/api/x", repeatable=False)
                assert not caught.value.unprocessed
        assert transport.calls == sent
    assert len(clock.slept) == 1


def test_a_connection_that_was_never_made_is_always_repeated(make: Callable[..., Transport], clock: Clock) -> None:
    """Nobody listens: even a create may be tried again, and the pauses grow."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # so that nobody else listens there
        transport = make(base_url=f"http://127.0.0.1:{deaf.getsockname()[1]}")
        with pytest.raises(Unavailable, match="no connection") as caught:
            transport.send("POST", "/api/x", repeatable=False)
    assert caught.value.unprocessed
    assert transport.calls == 6
    assert [round(pause) for pause in clock.slept] == sorted(round(pause) for pause in clock.slept)


def test_a_connection_that_timed_out_is_always_repeated(
    make: Callable[..., Transport], http: responses.RequestsMock
) -> None:
    """Nothing was sent before the connection stood."""
    http.post(URL, body=requests.ConnectTimeout())
    http.post(URL, json={})
    assert make().send("POST", "/api/x", repeatable=False).status == 200


def test_retries_end_when_their_time_is_up(
    make: Callable[..., Transport], http: responses.RequestsMock, clock: Clock
) -> None:
    """Attempts and total time are both capped."""
    for _ in range(3):
        http.get(URL, status=503, headers={"Retry-After": "40"})
    with pytest.raises(Unavailable):
        make(give_up_after=100).get("/api/x")
    assert clock.slept == [40.0, 40.0]


def test_a_passing_conflict_is_repeated(make: Callable[..., Transport], http: responses.RequestsMock) -> None:
    """A database collision goes away by itself; any other conflict is the caller's."""
    http.put(URL, status=409, json={"error": "DatabaseConflict"})
    http.put(URL, status=409, json={"error": "UpdateConflict"})
    with pytest.raises(Conflict, match="UpdateConflict"):
        make(passing_conflicts=["DatabaseConflict"]).send("PUT", "/api/x", repeatable=True)


class _Token(Bearer):
    def __init__(self) -> None:
        super().__init__(lambda: f"token-{self.renewed}")
        self.renewed = 0

    def renew(self) -> None:
        self.renewed += 1


def test_expired_credentials_are_renewed_once(make: Callable[..., Transport], http: responses.RequestsMock) -> None:
    """A 401 is answered with one renewal; the second 401 is final."""
    http.post(URL, status=401)
    http.post(URL, json={})
    http.post(URL, status=401)
    http.post(URL, status=401)
    token = _Token()
    transport = make(auth=token)
    transport.send("POST", "/api/x", repeatable=False)
    with pytest.raises(AuthRefused):
        transport.send("POST", "/api/x", repeatable=False)
    sent = [call.request.headers["Authorization"] for call in http.calls]
    assert sent == ["Bearer token-0", "Bearer token-1", "Bearer token-1", "Bearer token-2"]


@pytest.mark.parametrize(
    ("limit", "next_path", "waits"),
    [
        (RateLimit(ACCOUNT, 100, 51, 30), "/tickets/2", []),
        (RateLimit(ACCOUNT, 100, 50, 30), "/tickets/2", [30.0]),
        (RateLimit(ACCOUNT, 100, 50, 30), "/users/2", [30.0]),
        (RateLimit(ACCOUNT, 100, 0, 400), "/tickets/2", [300.0, 100.0]),
        (RateLimit("export", 10, 1, 30), "/tickets/2", []),
        (RateLimit("export", 10, 0, 30), "/tickets/2", [30.0]),
        (RateLimit("export", 10, 0, 30), "/users/2", []),
        (RateLimit("one-ticket", 30, 0, 600), "/tickets/2", []),
    ],
)
def test_agents_keep_their_share_of_the_limit(
    make: Callable[..., Transport], clock: Clock, limit: RateLimit, next_path: str, waits: list[float]
) -> None:
    """Half of the account's limit is left alone; an endpoint's own limit holds back that endpoint only.

    A limit longer than a minute is one ticket's and holds back none; a wait cut short goes on at the next request.
    """
    limits = [(limit,), (), ()]
    transport = make(on_headers=lambda _headers: limits.pop(0))
    with responses.RequestsMock() as http:
        http.get(BASE + "/tickets/1", json={})
        http.get(BASE + next_path, json={})
        transport.get("/tickets/1")
        transport.get(next_path)
        transport.get(next_path)
    assert clock.slept == pytest.approx(waits)


def test_who_hurries_sends_nothing_after_a_minute(make: Callable[..., Transport], http: responses.RequestsMock) -> None:
    """However many things are asked for one after the other: a person waits for all of them together."""
    seconds = [0.0]
    transport = make(clock=lambda: seconds[0])
    transport.hurry()
    http.get(f"{BASE}/api/x", json={})
    transport.get("/api/x")
    seconds[0] = 61.0
    with pytest.raises(Unavailable, match="was not sent"):
        transport.get("/api/x")
    assert transport.calls == 1
