import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from zendesk_bridge.sandbox.hooks.breakers import Fuse
from zendesk_bridge.sandbox.hooks.parcels import CIRCUIT_BROKEN, TIMED_OUT, Breaker, DeliveryResult
from zendesk_bridge.sandbox.hooks.policies import freshdesk_wait, zendesk_wait
from zendesk_bridge.sandbox.identity import identity

HANG = (0, {})


def test_a_delivery_is_signed_as_zendesk_signs(house: Any, receiver: Any) -> None:
    """The signature is over timestamp and raw body with the webhook's secret; the other headers name the call."""
    number = house.called(receiver.url, '{"id":"{{ticket.id}}","tags":"{{ticket.tags}}"}')
    ticket = house.ticket("Signed")
    house.drain()
    got = receiver.got[0]
    secret = house.zendesk("GET", f"webhooks/{number}/signing_secret")["signing_secret"]["secret"]
    timestamp = got.headers["x-zendesk-webhook-signature-timestamp"]
    digest = hmac.new(secret.encode(), timestamp.encode() + got.body, hashlib.sha256).digest()
    assert got.headers["x-zendesk-webhook-signature"] == base64.b64encode(digest).decode()
    assert abs(datetime.fromisoformat(timestamp) - datetime.now(UTC)) < timedelta(
        minutes=10
    )  # longer than a test may take
    invocation = house.zendesk("GET", f"webhooks/{number}/invocations")["invocations"][0]
    assert got.headers["x-zendesk-webhook-id"] == number
    assert got.headers["x-zendesk-webhook-invocation-id"] == invocation["id"]
    assert got.headers["x-zendesk-account-id"] == str(identity(house.sandbox.store).zendesk)
    assert got.headers["content-type"] == "application/json"
    assert got.body.decode() == f'{{"id":"{ticket}","tags":""}}'


def test_a_reset_secret_signs_from_then_on(house: Any, receiver: Any) -> None:
    """The next delivery verifies with the new secret and no longer with the old one."""
    number = house.called(receiver.url)
    old = house.zendesk("GET", f"webhooks/{number}/signing_secret")["signing_secret"]
    new = house.zendesk("POST", f"webhooks/{number}/signing_secret", status=201)["signing_secret"]
    assert (old["algorithm"], old["secret"] != new["secret"]) == ("SHA256", True)
    house.ticket("Reset")
    house.drain()
    headers = receiver.got[0].headers
    signed = headers["x-zendesk-webhook-signature-timestamp"].encode() + receiver.got[0].body
    digests = [hmac.new(one["secret"].encode(), signed, hashlib.sha256).digest() for one in (old, new)]
    assert [base64.b64encode(one).decode() == headers["x-zendesk-webhook-signature"] for one in digests] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("authentication", "header", "value"),
    [
        ({"type": "bearer_token", "data": {"token": "s3cret"}}, "authorization", "Bearer s3cret"),
        ({"type": "basic_auth", "data": {"username": "u", "password": "p"}}, "authorization", "Basic dTpw"),
        ({"type": "api_key", "data": {"name": "X-Key", "value": "s3cret"}}, "x-key", "s3cret"),
    ],
)
def test_credentials_are_sent_and_never_shown(
    house: Any, receiver: Any, authentication: dict[str, Any], header: str, value: str
) -> None:
    """The receiver gets them; neither the webhook nor the record of the attempt shows them."""
    number = house.called(receiver.url, authentication=authentication, custom_headers={"X-Shop": "acme"})
    house.ticket("Login")
    house.drain()
    assert receiver.got[0].headers[header] == value
    assert receiver.got[0].headers["x-shop"] == "acme"
    invocation = house.zendesk("GET", f"webhooks/{number}/invocations")["invocations"][0]["id"]
    shown = [
        house.zendesk("GET", f"webhooks/{number}"),
        house.zendesk("GET", f"webhooks/{number}/invocations/{invocation}/attempts"),
    ]
    assert shown[0]["webhook"]["authentication"] == {"type": authentication["type"], "add_position": "header"}
    assert not any(secret in str(shown) for secret in ("s3cret", "dTpw"))
    assert {"key": "X-Shop", "value": "acme"} in shown[1]["attempts"][0]["request"]["headers"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([(409, {})], "409 200"),
        ([(409, {})] * 4, "409 409 409 409"),
        ([(503, {"retry-after": "30"})], "503 200"),
        ([(429, {"retry-after": "5"}), (503, {"retry-after": "0"})], "429 503 200"),
        ([(503, {})], "503"),
        ([(503, {"retry-after": "60"})], "503"),
        ([(429, {"retry-after": "soon"})], "429"),
        ([(500, {})], "500"),
        ([(302, {"location": "/elsewhere"})], "302"),
    ],
)
def test_a_refused_delivery_is_tried_again_as_documented(
    house: Any, receiver: Any, answers: list[tuple[int, dict[str, str]]], expected: str
) -> None:
    """Conflicts up to three times, 429 and 503 with a short Retry-After; one invocation id all along."""
    receiver.answers += answers
    number = house.called(receiver.url)
    house.ticket("Again")
    house.drain(retries=True)
    invocation = house.zendesk("GET", f"webhooks/{number}/invocations")["invocations"][0]
    attempts = house.zendesk("GET", f"webhooks/{number}/invocations/{invocation['id']}/attempts")["attempts"]
    assert " ".join(str(one["status_code"]) for one in attempts) == expected
    assert invocation["attempts_count"] == len(receiver.got) == len(attempts)
    assert {got.headers["x-zendesk-webhook-invocation-id"] for got in receiver.got} == {invocation["id"]}


def test_a_retry_waits_in_the_sandboxs_time(house: Any, receiver: Any) -> None:
    """Nothing is sent again before the clock is there; moving it is enough."""
    receiver.answers.append((503, {"retry-after": "59"}))
    house.called(receiver.url)
    house.ticket("Later")
    assert (house.drain()["waiting"], len(receiver.got)) == (1, 1)
    house.admin("POST", "clock", {"advance_seconds": 10})
    assert (house.drain()["waiting"], len(receiver.got)) == (1, 1)
    house.admin("POST", "clock", {"advance_seconds": 49})
    assert (house.drain()["waiting"], len(receiver.got)) == (0, 2)


def test_a_receiver_that_hangs_holds_up_no_answer(house: Any, receiver: Any) -> None:
    """The API answers while the receiver still sits on the delivery; the next one waits its turn."""
    receiver.answers.append(HANG)
    house.admin("POST", "settings", {"webhook_timeout": 120})
    house.called(receiver.url)
    first = house.ticket("Hang")
    assert receiver.arrived.wait(60)
    house.touch(first)
    assert len(receiver.got) == 1
    receiver.release.set()
    house.drain()
    assert len(receiver.got) == 2


def test_time_outs_are_tried_again_five_times(house: Any, receiver: Any) -> None:
    """A receiver that never answers is called six times, and the invocation ends as a time-out."""
    receiver.answers += [HANG] * 6
    house.admin("POST", "settings", {"webhook_timeout": 0.05})
    number = house.called(receiver.url)
    house.ticket("Silence")
    house.drain(retries=True)
    found = house.zendesk("GET", f"webhooks/{number}/invocations")["invocations"]
    assert [(one["status"], one["attempts_count"]) for one in found] == [("timeout", 6)]


def test_a_failing_receiver_is_left_alone_for_a_while(house: Any, receiver: Any) -> None:
    """After ten failures sending pauses; what comes then is recorded and not sent, until the pause is over."""
    receiver.answers += [(500, {})] * 10
    number = house.called(receiver.url)
    ticket = house.ticket("Broken")
    for _ in range(10):
        house.touch(ticket)
    house.drain()
    found = house.zendesk("GET", f"webhooks/{number}/invocations?filter[status]=circuit%20broken")["invocations"]
    assert (len(receiver.got), len(found)) == (10, 1)
    house.admin("POST", "clock", {"advance_seconds": 6})
    house.touch(ticket)
    house.drain()
    assert len(receiver.got) == 11
    assert house.statuses(number)[-1] == "success"


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1/hook", "https://example.com/hook", "http://localhost.example.com/", "http://0.0.0.0:80/",
        "https://127.0.0.1/hook", "http://[2001:db8::1]/", "http://127.0.0.1.nip.io/", "http://10.0.0.1/",
    ],
)  # fmt: skip
def test_no_other_machine_is_ever_contacted(house: Any, url: str) -> None:
    """Such a delivery is recorded as failed, with the reason; no name is looked up."""
    number = house.called(url)
    house.ticket("Far away")
    house.drain()
    invocation = house.zendesk("GET", f"webhooks/{number}/invocations?filter[status]=failed")["invocations"][0]
    attempts = house.zendesk("GET", f"webhooks/{number}/invocations/{invocation['id']}/attempts")["attempts"]
    assert "the sandbox" in attempts[0]["response"]["payload"]
    assert attempts[0]["status_code"] == 0


def test_this_machine_is_contacted_by_name_or_address(house: Any, receiver: Any) -> None:
    """A path is quoted as HTTP wants it; a port that nobody listens on is a failure and no more."""
    for url in (receiver.url, f"http://localhost:{receiver.port}/\u00e4 b?q=\u00fc", "http://127.0.0.1:1/"):
        house.called(url)
    house.ticket("Names")
    counts = house.drain()["counts"]
    assert [got.path for got in receiver.got] == ["/hook", "/%C3%A4%20b?q=%C3%BC"]
    assert counts["attempts"] >= 3


@pytest.mark.parametrize(
    ("method", "request_format", "body", "path", "sent"),
    [
        ("GET", "json", [["id", "{{ticket.id}}"], ["a", "b&c"]], "/hook?id=ID&a=b%26c", ""),
        ("DELETE", "json", [], "/hook", ""),
        ("PUT", "form_encoded", [["id", "{{ticket.id}}"], ["a", "ö"]], "/hook", "id=ID&a=%C3%B6"),
        ("PATCH", "xml", "<id>{{ticket.id}}</id>", "/hook", "<id>ID</id>"),
        ("POST", "json", '{"s": "{{ticket.title}}"}', "/hook", '{"s": "A "quoted" title"}'),
    ],
)
def test_each_method_and_format_is_sent(
    house: Any, receiver: Any, method: str, request_format: str, body: object, path: str, sent: str
) -> None:
    """Parameters go into the query or the form; text goes as it is, placeholders unescaped."""
    house.called(receiver.url, body, http_method=method, request_format=request_format)
    ticket = str(house.ticket('A "quoted" title'))
    house.drain()
    got = receiver.got[0]
    assert (got.method, got.path, got.body.decode()) == (method, path.replace("ID", ticket), sent.replace("ID", ticket))


@pytest.mark.parametrize(
    ("outcome", "zendesk", "freshdesk"),
    [
        (DeliveryResult(200), [None], [None]),
        (DeliveryResult(500), [None], [300, 1800, 3600, None]),
        (DeliveryResult(404), [None], [300, 1800, 3600, None]),
        (DeliveryResult(409), [1, 1, 1, None], [300, 1800, 3600, None]),
        (DeliveryResult(429, (("Retry-After", "59"),)), [59, 59, 59, None], [300, 1800, 3600, None]),
        (DeliveryResult(503, (("retry-after", "60"),)), [None], [300, 1800, 3600, None]),
        (DeliveryResult(problem=TIMED_OUT), [1, 1, 1, 1, 1, None], [300, 1800, 3600, None]),
        (DeliveryResult(problem=CIRCUIT_BROKEN), [None], [300, 1800, 3600, None]),
    ],
)
def test_the_waits_of_each_vendor(
    outcome: DeliveryResult, zendesk: list[float | None], freshdesk: list[float | None]
) -> None:
    """Seconds before each further try, None where there is none."""
    assert [zendesk_wait(outcome, tried) for tried in range(len(zendesk))] == zendesk
    assert [freshdesk_wait(outcome, tried) for tried in range(len(freshdesk))] == freshdesk


@pytest.mark.parametrize(
    ("calls", "is_open"),
    [
        ("xxxxxxxxx", False),  # nine are too few for a share
        ("xxxxxxxxxx", True),
        ("...xxxxxxx", True),  # seven of ten
        ("....xxxxxx", False),
        ("xxxxxxxxx.", False),  # a success opens nothing
        ("xxxxxxx...", False),
    ],
)
def test_a_breaker_opens_at_a_share_of_failures(calls: str, is_open: int) -> None:
    """Ten calls at least, seven of ten failed, and only a failure opens it."""
    fuse = Fuse(Breaker(window=300, share=0.7, fewest=10, most=1000, pause=5))
    for now, call in enumerate(calls):
        fuse.note(now, failed=call == "x")
    assert fuse.is_open(len(calls)) == is_open
    assert not fuse.is_open(len(calls) + 5)


def test_a_breaker_counts_no_more_than_its_window() -> None:
    """Failures of five minutes ago are forgotten; many within it open the breaker whatever their share."""
    slow = Fuse(Breaker(window=300, share=0.7, fewest=10, most=1000, pause=5))
    for minute in range(40):
        slow.note(minute * 60.0, failed=True)
    assert not slow.is_open(40 * 60)
    busy = Fuse(Breaker(window=300, share=0.7, fewest=10, most=3, pause=5))
    for now in range(8):
        busy.note(now, failed=now % 2 == 1)
    assert busy.is_open(8)
