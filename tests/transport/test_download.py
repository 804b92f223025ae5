"""One file from the web: whole or not at all."""

from __future__ import annotations

import traceback
from dataclasses import replace
from itertools import chain, repeat
from typing import Any

import pytest
import requests
import responses

from zendesk_bridge.core.errors import AuthRefused, BridgeError, Incomplete, InvalidInput, NotFound, Unavailable
from zendesk_bridge.transport import Source, download

URL = "https://shop.example/products.csv?key=hunter2"
SOURCE = Source("shop", URL, {"X-Token": "s3cret"})

Clock = Any  # a class in conftest.py, which a test cannot import


def test_a_file_as_it_is(http: responses.RequestsMock, clock: Clock) -> None:
    """The bytes come as they are, and the request carries the headers and the query."""
    http.get(URL, body=b"\xffsku")
    assert download(SOURCE, sleep=clock.sleep) == b"\xffsku"
    sent = http.calls[0].request
    assert (sent.headers["X-Token"], sent.url) == ("s3cret", URL)
    assert clock.slept == []


def test_tried_again(http: responses.RequestsMock, clock: Clock) -> None:
    """A server that is down for a moment is asked again, as it says."""
    http.get(URL, status=503, headers={"Retry-After": "7"})
    http.get(URL, body=requests.exceptions.ConnectionError("no"))
    http.get(URL, body=b"sku")
    assert download(SOURCE, sleep=clock.sleep) == b"sku"
    assert clock.slept[0] == 7


def answers() -> list[Any]:
    """Return what may go wrong, the error that it becomes, and what that says."""
    return [
        ({"status": 401}, 1, AuthRefused, "shop: GET answered 401"),
        ({"status": 404}, 1, NotFound, "shop: GET answered 404"),
        ({"status": 500}, 3, Unavailable, "shop: GET answered 500"),
        ({"status": 302, "headers": {"Location": "https://evil.example/"}}, 1, Incomplete, "was sent elsewhere"),
        ({"body": requests.exceptions.SSLError("hunter2")}, 1, Unavailable, "no secure connection"),
        (
            {"body": requests.exceptions.ReadTimeout("hunter2")},
            3,
            Unavailable,
            "the connection to shop.example was lost",
        ),
        ({"body": b"x" * 101}, 1, Incomplete, "answered with more than 100 bytes"),
    ]


@pytest.mark.parametrize(("answer", "times", "error", "says"), answers())
def test_what_goes_wrong(
    http: responses.RequestsMock, clock: Clock, answer: dict[str, Any], times: int, error: type[BridgeError], says: str
) -> None:
    """Whatever goes wrong is one of our errors, names the source, and holds neither header nor query."""
    for _ in range(times):
        http.get(URL, **answer)
    with pytest.raises(error, match=says) as caught:
        download(replace(SOURCE, max_bytes=100), sleep=clock.sleep)
    shown = "".join(traceback.format_exception(caught.value)) + repr(SOURCE) + str(caught.value)
    assert "hunter2" not in shown
    assert "s3cret" not in shown


def test_no_longer_than_agreed(http: responses.RequestsMock) -> None:
    """A download that drips is given up when its time is over."""
    http.get(URL, body=b"sku")
    times = chain([0.0, 0.0, 0.0], repeat(61.0))
    with pytest.raises(Unavailable, match="took longer than 60 s"):
        download(SOURCE, clock=lambda: next(times))


def test_nothing_is_sent_in_the_clear() -> None:
    """An address without TLS that is not this machine's is refused before anything is sent."""
    with pytest.raises(InvalidInput, match="not encrypted"):
        download(Source("shop", "http://shop.example/products.csv"))


BARE = Source("sheet", URL)
FINAL = "https://content.example/a.csv?token=hunter2"


def test_sent_to_where_the_file_is(http: responses.RequestsMock, clock: Clock) -> None:
    """Where no headers are sent a server may name another address, as one that publishes sheets does."""
    http.get(URL, status=307, headers={"Location": "/here?x=1"})
    http.get("https://shop.example/here", status=302, headers={"Location": FINAL})
    http.get(FINAL, body=b"sku")
    assert download(BARE, sleep=clock.sleep) == b"sku"


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("http://content.example/a.csv?k=hunter2", "an address that is not asked"),
        ("http://127.0.0.1/a.csv", "an address within a private network"),
        ("https://10.0.0.7/latest/meta-data", "an address within a private network"),
        ("https://[fd00::1]/", "an address within a private network"),
        ("https://localhost/", "an address within a private network"),
        ("ftp://content.example/hunter2", "an address that is not asked"),
        ("https://u:hunter2@content.example/", "an address that is not asked"),
        (URL, "from one address to another 5 times"),
    ],
)
def test_sent_to_where_nobody_asks(http: responses.RequestsMock, clock: Clock, location: str, says: str) -> None:
    """A server on the web sends nobody into a network of their own, out of TLS, or round in circles."""
    for _ in range(5 if location == URL else 1):
        http.get(URL, status=302, headers={"Location": location})
    with pytest.raises(Incomplete, match=says) as caught:
        download(BARE, sleep=clock.sleep)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))
