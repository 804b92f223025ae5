"""The action ``trigger_webhook``: what it must hold, and the request that it sends.

Freshdesk signs nothing. A template's values are put in as they are: a quote or a line break in one spoils JSON.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from zendesk_bridge.sandbox.checks import is_header
from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.freshdesk.bodies import one_of, shape_errors
from zendesk_bridge.sandbox.freshdesk.composer import replaced
from zendesk_bridge.sandbox.freshdesk.errors import FieldError
from zendesk_bridge.sandbox.hooks.parcels import Headers, HookDelivery, Outgoing
from zendesk_bridge.sandbox.hooks.policies import FRESHDESK

_KINDS = {
    "field_name": "String", "url": "String", "request_type": "String", "content_type": "String",
    "content_layout": "Number", "custom_headers": "key/value pair?", "auth_header": "key/value pair?",
    "api_key": "String?",
}  # fmt: skip
_REQUIRED = ("url", "request_type")
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_WITHOUT_BODY = ("GET", "DELETE")
_TYPES: Mapping[str, str] = {
    "json": "application/json", "xml": "application/xml", "url-encoded": "application/x-www-form-urlencoded",
}  # fmt: skip
_SIMPLE, _ADVANCED = 1, 2
_ROOT = "freshdesk_webhook"
_LONGEST = 65_536  # characters


def action_errors(given: Mapping[str, Any]) -> list[FieldError]:
    """Return what is wrong with a rule's action ``trigger_webhook``."""
    plain = {name: value for name, value in given.items() if name != "content"}
    errors = shape_errors(plain, _KINDS, _REQUIRED)
    return errors or [*_request_errors(given), *_content_errors(given), *_header_errors(given)]


def _request_errors(given: Mapping[str, Any]) -> list[FieldError]:
    errors = []
    if not given["url"].startswith(("http://", "https://")) or len(given["url"]) > _LONGEST:
        errors.append(FieldError.invalid("url", "It should be a valid http or https URL"))
    if given["request_type"].upper() not in _METHODS:
        errors.append(one_of("request_type", _METHODS))
    if _media_type(given) is None:
        errors.append(one_of("content_type", tuple(_TYPES)))
    if given.get("content_layout", _ADVANCED) not in (_SIMPLE, _ADVANCED):
        errors.append(one_of("content_layout", (_SIMPLE, _ADVANCED)))
    return errors


def _content_errors(given: Mapping[str, Any]) -> list[FieldError]:
    content = given.get("content")
    if given["request_type"].upper() in _WITHOUT_BODY:
        return []
    if not content:
        return [FieldError.missing("content")]
    if given.get("content_layout") == _SIMPLE and not isinstance(content, dict):
        return [FieldError.wrong_type("content", "key/value pair")]
    return [] if isinstance(content, str | dict) else [FieldError.wrong_type("content", "String")]


def _header_errors(given: Mapping[str, Any]) -> list[FieldError]:
    headers, login = given.get("custom_headers") or {}, given.get("auth_header")
    errors = []
    if not all(is_header(name, value) for name, value in headers.items()):
        errors.append(FieldError.invalid("custom_headers", "It should contain valid header names and values"))
    if login and not all(isinstance(login.get(name), str) for name in ("username", "password")):
        errors.append(FieldError.missing("auth_header", "key/value pair"))
    return errors


def _media_type(given: Mapping[str, Any]) -> str | None:
    word = given.get("content_type", "json").lower().replace("_", "-")
    return _TYPES.get(word, word if word in _TYPES.values() else None)


def delivery(
    box: Context, rule_id: int, event: str, action: Mapping[str, Any], known: Mapping[str, Any]
) -> HookDelivery:
    """Return what an action sends for a ticket whose placeholders are ``known``."""
    method, media = action["request_type"].upper(), _media_type(action) or ""
    body = b"" if method in _WITHOUT_BODY else _body(action, media, known).encode()
    headers = [("User-Agent", "Freshdesk"), *(action.get("custom_headers") or {}).items()]
    if body:
        headers.append(("Content-Type", media))
    request = Outgoing(method, replaced(action["url"], known), tuple(headers), body, _credentials(action))

    def allowed() -> bool:
        return not any(spent.over for spent in box.limits.spend("freshdesk", "WEBHOOK", ""))

    return HookDelivery("freshdesk", f"rule-{rule_id}", event, request, FRESHDESK, allowed=allowed)


def _body(action: Mapping[str, Any], media: str, known: Mapping[str, Any]) -> str:
    content = action["content"]
    if action.get("content_layout", _ADVANCED) == _ADVANCED:
        return replaced(content if isinstance(content, str) else json.dumps(content), known)
    values = {name: replaced(str(value), known) for name, value in content.items()}
    if media == _TYPES["json"]:
        return json.dumps({_ROOT: values})
    if media == _TYPES["xml"]:
        inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in values.items())
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<{_ROOT}>{inner}</{_ROOT}>'
    return urlencode({f"{_ROOT}[{name}]": value for name, value in values.items()})


def _credentials(action: Mapping[str, Any]) -> Headers:
    """Return the login: a name and a password, or an API key in place of the name."""
    login, key = action.get("auth_header"), action.get("api_key")
    if not login and not key:
        return ()
    pair = f"{login['username']}:{login['password']}" if login else f"{key}:X"
    return (("Authorization", f"Basic {base64.b64encode(pair.encode()).decode()}"),)
