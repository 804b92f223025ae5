"""Who is calling: a key in the header, in the query for servers that drop the header, or a signature of the request.

Over HTTP without TLS a real shop takes signatures alone (OAuth 1.0a, without tokens), and published clients sign there;
this one listens on loopback and takes all three.
"""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode, b64encode
from secrets import compare_digest
from urllib.parse import quote

from starlette.requests import Request

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.woocommerce.call import WooError

_CODE = "woocommerce_rest_authentication_error"
_READS = ("GET", "HEAD")
_SIGNED = ("oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method")
_METHODS = {"HMAC-SHA1": "sha1", "HMAC-SHA256": "sha256"}
_APART = 900  # seconds that a signed request may be off
_NONCE = "woocommerce_nonce"


def authenticate(box: Context, request: Request) -> None:
    """Raise the 401 of a request that shows no key of this shop, or that would write: the key is one that may read."""
    query = request.query_params
    if "oauth_consumer_key" in query:
        _check_signature(box, request)
    else:
        _check_key(box, *(_basic(request) or (query.get("consumer_key", ""), query.get("consumer_secret", ""))))
    if request.method not in _READS:
        raise WooError(401, _CODE, "The API key provided does not have write permissions.")


def _basic(request: Request) -> tuple[str, str] | None:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        key, _, secret = b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ("", "")
    return key, secret


def _check_key(box: Context, key: str, secret: str) -> None:
    if not key:
        raise WooError(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
    own_key, own_secret = box.credentials.woocommerce
    if not compare_digest(key.encode(), own_key.encode()):
        raise WooError(401, _CODE, "Consumer key is invalid.")
    if not compare_digest(secret.encode(), own_secret.encode()):
        raise WooError(401, _CODE, "Consumer secret is invalid.")


def _check_signature(box: Context, request: Request) -> None:
    query, (own_key, own_secret) = request.query_params, box.credentials.woocommerce
    for name in _SIGNED:
        if not query.get(name):
            raise WooError(401, _CODE, f"Missing OAuth parameter {name}")
    if not compare_digest(query["oauth_consumer_key"].encode(), own_key.encode()):
        raise WooError(401, _CODE, "Consumer key is invalid.")
    method = _METHODS.get(query["oauth_signature_method"])
    if method is None:
        raise WooError(401, _CODE, "Invalid signature - signature method is invalid.")
    made = hmac.new(f"{own_secret}&".encode(), _signed(box, request).encode(), method).digest()
    if not compare_digest(b64encode(made), query["oauth_signature"].encode()):
        raise WooError(401, _CODE, "Invalid signature - provided signature does not match.")
    _check_fresh(box, query["oauth_timestamp"], query["oauth_nonce"])


def _check_fresh(box: Context, timestamp: str, nonce: str) -> None:
    now = box.clock.as_clients_see().timestamp()
    if not timestamp.isdecimal() or abs(int(timestamp[:12]) - now) > _APART:
        raise WooError(401, _CODE, "Invalid timestamp.")
    key = f"{timestamp}:{nonce}"
    with box.store.writing():
        if box.store.document(_NONCE, key) is not None:
            raise WooError(401, _CODE, "Invalid nonce - nonce has already been used.")
        box.store.put(_NONCE, key, {})


def _signed(box: Context, request: Request) -> str:
    """Return what is signed: the method, the address, and all parameters but the signature, sorted (RFC 5849, 3.4)."""
    sent = dict(
        request.query_params
    )  # of a name that stands there twice PHP knows the last, and clients do send it twice
    pairs = sorted((_quoted(key), _quoted(value)) for key, value in sent.items() if key != "oauth_signature")
    query = "&".join(f"{key}={value}" for key, value in pairs)
    return "&".join((request.method, _quoted(f"{box.base_url}{request.url.path}"), _quoted(query)))


def _quoted(text: str) -> str:
    return quote(text, safe="-._~")
