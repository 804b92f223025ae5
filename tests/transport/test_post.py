"""A few bytes to whoever watches us: within seconds or not at all, and never a word about where to."""

from __future__ import annotations

import traceback
from typing import Any

import pytest
import requests
import responses

from zendesk_bridge.core.errors import AuthRefused, BridgeError, Incomplete, InvalidInput, NotFound, Unavailable
from zendesk_bridge.transport import Letter, post

URL = "https://hc.example/ping/s3cret-uuid?key=hunter2"
PING = Letter("ping_url", URL, b"good", "text/plain", repeatable=True)
NOTE = Letter("notify 1 (slack)", URL, b"{}", "application/json")

Clock = Any  # a class in conftest.py, which a test cannot import


def seconds(clock: Clock) -> float:
    """Return the time of a clock that only sleeping moves."""
    return float(clock.now().timestamp())


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_what_is_sent(http: responses.RequestsMock, clock: Clock, status: int) -> None:
    """The body as it is, with its type, to the whole address, its query included."""
    http.post(URL, status=status)
    post(PING, sleep=clock.sleep)
    sent = http.calls[0].request
    assert (sent.body, sent.url, sent.headers["Content-Type"]) == (b"good", URL, "text/plain")
    assert "Authorization" not in sent.headers


def lost() -> list[Any]:
    """Return what may go wrong, how often a ping and a message are tried then, the error, and what it says."""
    return [
        ({"status": 500}, 2, 1, Unavailable, "answered 500"),
        ({"status": 429}, 2, 2, Unavailable, "answered 429"),
        ({"status": 404}, 1, 1, NotFound, "answered 404"),
        ({"status": 403}, 1, 1, AuthRefused, "answered 403"),
        ({"status": 302, "headers": {"Location": "https://evil.example/"}}, 1, 1, Incomplete, "was sent elsewhere"),
        ({"body": requests.exceptions.ReadTimeout("s3cret hunter2")}, 2, 1, Unavailable, "was lost"),
        ({"body": requests.exceptions.SSLError("s3cret hunter2")}, 1, 1, Unavailable, "no secure connection"),
        (
            {"body": requests.exceptions.ConnectTimeout("s3cret hunter2")},
            2,
            2,
            Unavailable,
            "no connection to its address",
        ),
    ]


@pytest.mark.parametrize(("answer", "pings", "notes", "error", "says"), lost())
@pytest.mark.parametrize("message", [PING, NOTE], ids=["ping", "note"])
def test_what_goes_wrong(
    http: responses.RequestsMock,
    clock: Clock,
    message: Letter,
    answer: dict[str, Any],
    pings: int,
    notes: int,
    error: type[BridgeError],
    says: str,
) -> None:
    """A ping is tried once more; a message only where it surely did not arrive. Nothing tells the address."""
    times = pings if message is PING else notes
    for _ in range(times):
        http.post(URL, **answer)
    with pytest.raises(error, match=says) as caught:
        post(message, sleep=clock.sleep, clock=lambda: seconds(clock))
    assert caught.value.message.startswith(message.label)
    told = "".join(traceback.format_exception(caught.value)) + repr(message)
    assert "s3cret" not in told
    assert "hunter2" not in told
    assert "hc.example" not in caught.value.message  # a host may be a secret as well
    assert sum(clock.slept) == 0.5 * (times - 1)


def test_it_waits_for_seconds_only(http: responses.RequestsMock, clock: Clock) -> None:
    """A server that says "come back in a minute" is not waited for: the job has work to do."""
    http.post(URL, status=429, headers={"Retry-After": "60"})
    with pytest.raises(Unavailable):
        post(PING, sleep=clock.sleep, clock=lambda: seconds(clock))
    assert clock.slept == []


def test_a_server_that_never_answers(server: Any, clock: Clock) -> None:
    """Bytes that trickle in end with the time that there is for all of it, not with the last byte."""

    def trickle() -> Any:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n"
        while True:
            clock.sleep(1)
            yield b"."

    server.sends(trickle())
    with pytest.raises(Unavailable, match=r"longer than 5 s"):
        post(Letter("ping_url", f"{server.url}/x", b"", "text/plain"), clock=lambda: seconds(clock))


def test_only_encrypted_or_to_ourselves() -> None:
    """An address that is neither is refused before anything is sent."""
    with pytest.raises(InvalidInput):
        post(Letter("ping_url", "http://hc.example/x", b"", "text/plain"))
