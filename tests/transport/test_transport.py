"""The transport's promises: one session, our errors only, nothing sent elsewhere."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
import requests
import responses
import urllib3

from zendesk_bridge.core.errors import (
    AuthRefused,
    BridgeError,
    Conflict,
    Incomplete,
    InvalidInput,
    NotFound,
    Rejected,
    Unavailable,
)
from zendesk_bridge.transport import Basic, Bearer, RateLimit, Transport, once

BASE = "https://acme.example"
URL = BASE + "/api/x"
START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

Clock = Any  # a class in conftest.py, which a test cannot import


def test_reply_holds_what_was_answered(make: Callable[..., Transport], http: responses.RequestsMock) -> None:
    """A reply has status, headers in any case, and the JSON body; the request was signed."""
    http.get(URL, json={"a": 1}, headers={"X-Thing": "1"}, status=201)
    transport = make()
    reply = transport.get("/api/x", {"q": "1"})
    assert (reply.status, reply.headers["x-thing"], reply.body, transport.calls) == (201, "1", {"a": 1}, 1)
    assert http.calls[0].request.headers["Authorization"] == "Bearer s3cret"
    assert http.calls[0].request.url == URL + "?q=1"


def test_empty_answer_has_no_body(make: Callable[..., Transport], http: responses.RequestsMock) -> None:
    """A 204 is a success without a body."""
    http.delete(URL, status=204)
    assert make().send("DELETE", "/api/x", repeatable=True).body is None


def test_success_that_is_not_json_is_incomplete(make: Callable[..., Transport], http: responses.RequestsMock) -> None:
    """A login page in place of JSON is no answer."""
    http.get(URL, body="<html>please sign in</html>")
    with pytest.raises(Incomplete, match="not JSON"):
        make().get("/api/x")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (301, Incomplete),
        (400, Rejected),
        (401, AuthRefused),
        (403, AuthRefused),
        (404, NotFound),
        (405, Rejected),
        (406, Rejected),
        (409, Conflict),
        (410, NotFound),
        (413, Rejected),
        (415, Rejected),
        (422, Rejected),
        (429, Unavailable),
        (500, Unavailable),
        (503, Unavailable),
    ],
)
@pytest.mark.parametrize("body", ['{"error": "Name"}', "<html>customer words</html>", ""])
def test_every_status_has_its_error(
    make: Callable[..., Transport], status: int, error: type[BridgeError], body: str
) -> None:
    """Each status is translated, with path and error name, and without query or body."""
    with responses.RequestsMock() as http:
        http.get(URL, body=body, status=status, headers={"X-Request-Id": "r-1"})
        with pytest.raises(error) as caught:
            make(attempts=1).get("/api/x?email=jane@example.com")
    assert type(caught.value) is error
    assert f"shop: GET /api/x answered {status}{' Name' if 'Name' in body else ''} (request r-1)" in str(caught.value)
    assert "jane" not in str(caught.value)
    assert "customer words" not in str(caught.value)


def _exceptions() -> list[type[Exception]]:
    def below(kind: type[Exception]) -> Iterator[type[Exception]]:
        yield kind
        for child in kind.__subclasses__():
            yield from below(child)

    library = dict.fromkeys([*below(requests.RequestException), *below(urllib3.exceptions.HTTPError)])
    return [kind for kind in library if kind.__module__.split(".")[0] in {"requests", "urllib3"}]


def _instance(kind: type[Exception]) -> Exception:
    exc = kind.__new__(kind)
    exc.args = ("https://acme.example/api/x?email=jane@example.com",)
    return exc


@pytest.mark.parametrize("kind", _exceptions(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_no_exception_of_the_http_library_escapes(
    make: Callable[..., Transport], monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    """Whatever the library raises becomes one of our errors, and its text stays behind."""

    def fail(*_args: object, **_kwargs: object) -> None:
        raise _instance(kind)

    monkeypatch.setattr(requests.Session, "request", fail)
    with pytest.raises(BridgeError) as caught:
        make().get("/api/x")
    assert "jane" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/api/x",
        "http://acme.example/api/x",
        "https://acme.example:444/api/x",
        "https://acme.example@evil.example/api/x",
        "https://acme.example\\@evil.example/api/x",
        "https://user:pw@acme.example/api/x",
        "https://acme.example:port/api/x",
        "ftp://acme.example/api/x",
    ],
)
def test_nothing_is_sent_to_another_address(make: Callable[..., Transport], url: str) -> None:
    """A link to another scheme, host or port is an incomplete listing, and is not followed."""
    transport = make()
    with responses.RequestsMock(), pytest.raises(Incomplete):
        transport.get(url)
    assert transport.calls == 0


@pytest.mark.parametrize(
    ("base", "asked", "url"),
    [
        (BASE, "https://ACME.example:443/api/x?page=2", URL + "?page=2"),
        (BASE + "/", "//evil.example/api/x", BASE + "/evil.example/api/x"),
        (BASE, "api/x", URL),
        (BASE, "/api/x?next=https://evil.example", URL + "?next=https://evil.example"),
        ("http://127.0.0.1:8080/zendesk", "/api/x", "http://127.0.0.1:8080/zendesk/api/x"),
        ("http://[::1]:8080", "/api/x", "http://[::1]:8080/api/x"),
    ],
)
def test_paths_and_our_own_links_are_sent(make: Callable[..., Transport], base: str, asked: str, url: str) -> None:
    """Paths are below the base URL; an absolute link to the same place is followed."""
    with responses.RequestsMock() as http:
        http.get(url, json={})
        make(base_url=base).get(asked)
        assert http.calls[0].request.url == url


@pytest.mark.parametrize(
    "base",
    [
        "http://acme.example",
        "acme.example",
        "https://",
        "https://u:p@acme.example",
        "https://a.example/?q=1",
        "https://a:b",
    ],
)
def test_an_unsafe_base_url_is_refused(make: Callable[..., Transport], base: str) -> None:
    """Only https, or http to this machine, without credentials in it."""
    with pytest.raises(InvalidInput) as caught:
        make(base_url=base)
    assert "u:p" not in str(caught.value)


def test_redirects_are_not_followed(make: Callable[..., Transport], http: responses.RequestsMock) -> None:
    """Credentials never travel along a redirect."""
    http.get(URL, status=302, headers={"Location": "https://evil.example/"})
    with pytest.raises(Incomplete, match="302"):
        make().get("/api/x")
    assert len(http.calls) == 1


def test_retries_are_logged_without_query_or_secret(
    make: Callable[..., Transport], http: responses.RequestsMock, caplog: pytest.LogCaptureFixture
) -> None:
    """A retry's log line has method, path, status and pause, and nothing else."""
    http.get(URL, status=503, headers={"Retry-After": "2"}, body="customer words")
    http.get(URL, json={})
    with caplog.at_level(logging.DEBUG, logger="zendesk_bridge"):
        make().get("/api/x", {"email": "jane@example.com"})
    assert [record.getMessage() for record in caplog.records] == ["GET /api/x: 503, again in 2.0 s"]


def test_an_anonymous_request_carries_no_credentials(
    make: Callable[..., Transport], http: responses.RequestsMock
) -> None:
    """A token is asked for without the token."""
    http.post(URL, json={})
    make().send("POST", "/api/x", repeatable=True, anonymous=True)
    assert "Authorization" not in http.calls[0].request.headers


def test_complaints_are_logged_once(
    make: Callable[..., Transport], http: responses.RequestsMock, caplog: pytest.LogCaptureFixture
) -> None:
    """What the server complains about while accepting is logged, each once."""
    for said in ("x", "", "x", "y"):
        http.get(URL, json={}, headers={"X-Warn": said})
    transport = make(complaint_of=lambda headers: headers["X-Warn"])
    for _ in range(4):
        transport.get("/api/x")
    assert caplog.messages == ["shop: x", "shop: y"]


def test_a_ticket_limit_stays_one_near_its_end(make: Callable[..., Transport], clock: Clock) -> None:
    """A limit once known for one ticket's is not taken for an endpoint's when its last minute comes."""
    limits = [(RateLimit("one-ticket", 30, 1, 600),), (RateLimit("one-ticket", 30, 0, 30),), ()]
    transport = make(on_headers=lambda _headers: limits.pop(0))
    with responses.RequestsMock() as http:
        http.get(BASE + "/tickets/1", json={})
        for _ in range(3):
            transport.get("/tickets/1")
    assert clock.slept == []


_LINES = ["S3CRET\nX-Evil: 1", "S3CRET\r", "S3CRET\x00", "S3CRET\udc80"]


@pytest.mark.parametrize("secret", [*_LINES, "S3CR\u0116T", "S3CRET\u00e9"])
def test_a_token_that_cannot_be_sent_is_refused(make: Callable[..., Transport], secret: str) -> None:
    """A token that no header can hold is refused in our words; nothing is sent, and nobody reads it."""
    transport = make(auth=Bearer(lambda: secret))
    with responses.RequestsMock(), pytest.raises(InvalidInput, match="cannot be sent") as caught:
        transport.get("/api/x")
    assert "S3CR" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("secret", _LINES)
def test_a_key_that_cannot_be_sent_is_refused(secret: str) -> None:
    """A key with a line break or half a character is refused when it is read, without being shown."""
    with pytest.raises(InvalidInput, match="cannot be sent") as caught:
        Basic("user", secret)
    assert "S3CR" not in "".join(traceback.format_exception(caught.value))


def test_a_key_in_any_alphabet_is_sent(make: Callable[..., Transport], http: responses.RequestsMock) -> None:
    """Basic credentials are UTF-8."""
    http.get(URL, json={})
    make(auth=Basic("user", "\u0116")).get("/api/x")
    assert http.calls[0].request.headers["Authorization"] == "Basic dXNlcjrElg=="


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (ValueError("Invalid header value b'S3CRET'"), Rejected),
        (UnicodeEncodeError("latin-1", "S3CRET", 0, 1, "ordinal not in range"), Rejected),
        (UnicodeDecodeError("utf-8", b"S3CRET", 0, 1, "invalid start byte"), Incomplete),
    ],
)
def test_an_error_of_python_shows_nothing(
    make: Callable[..., Transport], monkeypatch: pytest.MonkeyPatch, error: Exception, ours: type[BridgeError]
) -> None:
    """Python's own errors quote what they could not send: only their name is kept."""

    def fail(*_args: object, **_kwargs: object) -> None:
        raise error

    monkeypatch.setattr(requests.Session, "request", fail)
    with pytest.raises(ours, match=type(error).__name__) as caught:
        make().get("/api/x")
    assert "S3CRET" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_created_once() -> None:
    """After a lost or an unreadable answer it is looked for; only what had no effect at all is not."""
    for lost in (Unavailable("x"), Incomplete("x")):
        answers = iter([lost, "second"])

        def create(answers: Iterator[Any] = answers) -> str:
            answer = next(answers)
            if isinstance(answer, Exception):
                raise answer
            return str(answer)

        assert once(create, lambda: "found") == "found"
        answers = iter([lost, "second"])
        assert once(partial(create, answers), lambda: None) == "second"
    with pytest.raises(Unavailable):
        once(partial(create, iter([Unavailable("x", unprocessed=True)])), lambda: "found")


def test_cookies_are_not_kept(make: Callable[..., Transport], http: responses.RequestsMock) -> None:
    """A helpdesk's session cookie never takes the place of the credentials."""
    http.get(URL, json={}, headers={"Set-Cookie": "session=1; Path=/"})
    http.get(URL, json={})
    transport = make()
    transport.get("/api/x")
    transport.get("/api/x")
    assert "Cookie" not in http.calls[1].request.headers


def test_secrets_have_no_repr() -> None:
    """Signers can be printed without showing what they sign with."""
    assert "pw-1" not in f"{Basic('user', 'pw-1')!r}{Bearer(lambda: 'pw-1')!r}"
