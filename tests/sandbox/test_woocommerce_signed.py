"""Signed requests to the WooCommerce face (OAuth 1.0a, without tokens): what published clients send over HTTP."""

import hmac
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

Signed = Callable[..., requests.Response]


@pytest.fixture(scope="module")
def signed() -> Iterator[Signed]:
    """Send a GET that is signed with the shop's key, with ``changes`` made after the signature."""
    with Sandbox(faces=("woocommerce",)) as box:
        key, secret = box.credentials.woocommerce
        url = f"{box.urls['woocommerce']}/wp-json/wc/v3/orders"

        def send(method: str = "SHA256", tail: str = "", changes: Any = None, **params: Any) -> requests.Response:
            sent = {
                "oauth_consumer_key": key, "oauth_timestamp": str(int(time.time())), "oauth_nonce": str(time.time_ns()),
                "oauth_signature_method": f"HMAC-{method}", **params,
            }  # fmt: skip
            pairs = sorted((quote(name, safe=""), quote(value, safe="")) for name, value in sent.items())
            text = "&".join(f"{name}={value}" for name, value in pairs)
            base = "&".join(("GET", quote(url, safe=""), quote(text, safe="")))
            made = hmac.new(f"{secret}&".encode(), base.encode(), method.lower()).digest()
            sent["oauth_signature"] = b64encode(made).decode()
            return requests.get(f"{url}?{urlencode({**sent, **(changes or {})})}{tail}", timeout=60)

        yield send


def words(answer: requests.Response) -> tuple[int, str]:
    """Return what a refusal says."""
    return answer.status_code, answer.json()["message"]


@pytest.mark.parametrize("method", ["SHA1", "SHA256"])
def test_a_signature_signs_in(signed: Signed, method: str) -> None:
    """Both ways to sign are taken, with any parameters."""
    assert signed(method, search="harriet jones", per_page="2").json()


def test_a_parameter_that_comes_twice_is_signed_once(signed: Signed) -> None:
    """Published clients send their parameters twice; the last one is what the shop knows."""
    assert signed(per_page="2", tail="&per_page=2").status_code == 200


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"per_page": "9"}, "Invalid signature - provided signature does not match."),
        ({"oauth_consumer_key": "ck_other"}, "Consumer key is invalid."),
        ({"oauth_signature_method": "PLAINTEXT"}, "Invalid signature - signature method is invalid."),
        ({"oauth_nonce": ""}, "Missing OAuth parameter oauth_nonce"),
    ],
)
def test_what_was_altered_is_refused(signed: Signed, changes: dict[str, str], expected: str) -> None:
    """A signature holds for one request as it was signed."""
    assert words(signed(changes=changes)) == (401, expected)


def test_a_signature_is_fresh_and_used_once(signed: Signed) -> None:
    """An old request and one that was seen before are refused."""
    assert words(signed(oauth_timestamp=str(int(time.time()) - 1000))) == (401, "Invalid timestamp.")
    now = str(int(time.time()))
    assert signed(oauth_nonce="once", oauth_timestamp=now).status_code == 200
    again = signed(oauth_nonce="once", oauth_timestamp=now)
    assert words(again) == (401, "Invalid nonce - nonce has already been used.")
