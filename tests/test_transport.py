"""The transport's promises: one session, polite retries, our errors only, nothing sent elsewhere."""

from __future__ import annotations

import logging
import socket
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from typing import Any

import pytest
import requests
import responses
import urllib3
from responses.registries import OrderedRegistry

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
from zendesk_bridge.transport import ACCOUNT, Basic, Bearer, Limit, Transport, once

BASE = "https://acme.example"
URL = BASE + "/api/x"
START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.time = START
        self.slept: list[float] = []

    def now(self) -> datetime:
        """Return the time."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still."""
    return Clock()


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    """Return a server that answers in the order given, and wants every answer to be fetched."""
    with responses.RequestsMock(assert_all_requests_are_fired=True, registry=OrderedRegistry) as mock:
        yield mock


@pytest.fixture
def make(clock: Clock) -> Iterator[Callable[..., Transport]]:
    """Return a maker of transports, closed in the end."""
    made: list[Transport] = []

    def build(**changes: Any) -> Transport:
        settings: dict[str, Any] = {
            "base_url": BASE,
            "auth": Bearer(lambda: "s3cret"),
            "error_of": lambda _status, body: body.get("error", "") if isinstance(body, dict) else "",
            "on_headers": lambda _headers: (),
            "label": "shop",
            "sleep": clock.sleep,
            "now": clock.now,
        }
        made.append(Transport(**(settings | changes)))
        return made[-1]

    yield build
    for transport in made:
        transport.close()


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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    transport = make(base_url=f"http://127.0.0.1:{port}")
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
        (Limit(ACCOUNT, 100, 51, 30), "/tickets/2", []),
        (Limit(ACCOUNT, 100, 50, 30), "/tickets/2", [30.0]),
        (Limit(ACCOUNT, 100, 50, 30), "/users/2", [30.0]),
        (Limit(ACCOUNT, 100, 0, 400), "/tickets/2", [300.0, 100.0]),
        (Limit("export", 10, 1, 30), "/tickets/2", []),
        (Limit("export", 10, 0, 30), "/tickets/2", [30.0]),
        (Limit("export", 10, 0, 30), "/users/2", []),
        (Limit("one-ticket", 30, 0, 600), "/tickets/2", []),
    ],
)
def test_agents_keep_their_share_of_the_limit(
    make: Callable[..., Transport], clock: Clock, limit: Limit, next_path: str, waits: list[float]
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
    limits = [(Limit("one-ticket", 30, 1, 600),), (Limit("one-ticket", 30, 0, 30),), ()]
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
