"""A webhook as the request that it sends: its body, its credentials, its signature."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from zendesk_bridge.sandbox.hooks.parcels import Headers, HookDelivery, Outgoing
from zendesk_bridge.sandbox.hooks.policies import ZENDESK

Content = str | list[list[str]]
"""A text to send as it is, or pairs of parameter and value."""
_TYPES = {"json": "application/json", "xml": "application/xml", "form_encoded": "application/x-www-form-urlencoded"}
_WITHOUT_BODY = ("GET", "DELETE")


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return Zendesk's signature: Base64 of the HMAC-SHA256, keyed by the secret as text, of timestamp and body."""
    digest = hmac.new(secret.encode(), timestamp.encode() + body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def delivery(
    account: int, webhook: Mapping[str, Any], kept: Mapping[str, Any], event: str, content: Content
) -> HookDelivery:
    """Return what ``account`` sends; ``kept`` is the ``signing_secret`` and the ``credentials`` of the webhook."""
    body, query = _content(webhook, content)
    url = webhook["endpoint"] + (f"{'&' if '?' in webhook['endpoint'] else '?'}{query}" if query else "")
    headers = [("User-Agent", "Zendesk Webhook"), *(webhook.get("custom_headers") or {}).items()]
    if body:
        headers.append(("Content-Type", _TYPES[webhook["request_format"]]))
    credentials = _credentials(kept.get("credentials"))
    request = Outgoing(webhook["http_method"].upper(), url, tuple(headers), body, credentials)
    stamp = partial(_stamp, account, str(webhook.get("id", "")), str(kept["signing_secret"]), body)
    return HookDelivery("zendesk", str(webhook.get("id", "")), event, request, ZENDESK, stamp)


def _content(webhook: Mapping[str, Any], content: Content) -> tuple[bytes, str]:
    """Return the body and the query; a request that has no body carries its parameters in the query."""
    pairs = "" if isinstance(content, str) else urlencode([(name, value) for name, value in content])
    if webhook["http_method"].upper() in _WITHOUT_BODY:
        return b"", pairs
    return (content if isinstance(content, str) else pairs).encode(), ""


def _credentials(given: Mapping[str, Any] | None) -> Headers:
    if not given:
        return ()
    data = given["data"]
    match given["type"]:
        case "bearer_token":
            return (("Authorization", f"Bearer {data['token']}"),)
        case "basic_auth":
            login = base64.b64encode(f"{data['username']}:{data['password']}".encode()).decode()
            return (("Authorization", f"Basic {login}"),)
        case _:
            return ((data["name"], data["value"]),)


def _stamp(account: int, webhook_id: str, secret: str, body: bytes, invocation_id: str) -> Headers:
    """Return the headers of one attempt. Its time is the real one: receivers refuse what looks old."""
    timestamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        ("X-Zendesk-Account-Id", str(account)),
        ("X-Zendesk-Webhook-Id", webhook_id),
        ("X-Zendesk-Webhook-Invocation-Id", invocation_id),
        ("X-Zendesk-Webhook-Signature-Timestamp", timestamp),
        ("X-Zendesk-Webhook-Signature", signature(secret, timestamp, body)),
    )
