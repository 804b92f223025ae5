"""What a webhook may hold, and the errors of Zendesk's webhook service, which differ from those of Support."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zendesk_bridge.sandbox.checks import is_header, is_header_value, is_url
from zendesk_bridge.sandbox.zendesk.errors import ZendeskError

BY_TRIGGER = "conditional_ticket_events"
"""The subscription of a webhook that triggers call; it stands alone."""
PREFIX = "zen:event-type:ticket."
EVENTS = frozenset(
    PREFIX + name
    for name in (
        "created", "comment_added", "tags_changed", "custom_field_changed", "status_changed", "priority_changed",
        "type_changed", "subject_changed", "description_changed", "agent_assignment_changed",
        "group_assignment_changed", "requester_changed", "merged", "soft_deleted", "undeleted", "permanently_deleted",
        "marked_as_spam",
    )
)  # fmt: skip
"""The event types that the sandbox knows; tickets here are never deleted for good, nor their description changed."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FORMATS = ("json", "xml", "form_encoded")
_MANDATORY = ("name", "endpoint", "http_method", "request_format", "status", "subscriptions")
_OWN_PREFIX = "x-zendesk-"
_CREDENTIALS: Mapping[str, tuple[str, ...]] = {
    "bearer_token": ("token",), "basic_auth": ("username", "password"), "api_key": ("name", "value"),
}  # fmt: skip
_LONGEST = 4096  # characters


def refused(code: str, title: str, status: int = 400) -> ZendeskError:
    """Return a refusal of the webhook service."""
    return ZendeskError(status, {"errors": [{"code": code, "title": title}]})


def no_webhook() -> ZendeskError:
    """Return the 404 of a webhook that is not there, or of an invocation that it does not have."""
    return refused("WebhookNotFound", "Webhook not found", 404)


def _invalid(title: str) -> ZendeskError:
    return refused("InvalidWebhook", title)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= _LONGEST


def _are_subscriptions(value: Any) -> bool:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        return False
    return value == [BY_TRIGGER] or set(value) <= EVENTS


def _are_headers(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and all(_is_header(name, found) for name, found in value.items()))


def _is_header(name: str, value: Any) -> bool:
    return not name.lower().startswith(_OWN_PREFIX) and is_header(name, value)


def _is_authentication(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, dict) or value.get("add_position", "header") != "header":
        return False
    names, data = _CREDENTIALS.get(str(value.get("type"))), value.get("data")
    if names is None or not isinstance(data, dict) or not all(isinstance(data.get(name), str) for name in names):
        return False
    if value["type"] == "api_key":
        return _is_header(data["name"], data["value"])
    return value["type"] == "basic_auth" or (bool(data["token"]) and is_header_value(data["token"]))


_CHECKS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "name": (_is_text, "must be text"),
    "description": (lambda value: value is None or isinstance(value, str), "must be text"),
    "endpoint": (is_url, "must be an http or https URL"),
    "http_method": (lambda value: str(value).upper() in METHODS, f"must be one of {', '.join(METHODS)}"),
    "request_format": (lambda value: value in FORMATS, f"must be one of {', '.join(FORMATS)}"),
    "status": (lambda value: value in ("active", "inactive"), "must be active or inactive"),
    "subscriptions": (_are_subscriptions, f"must be {BY_TRIGGER} alone, or ticket event types that the sandbox knows"),
    "custom_headers": (_are_headers, "must be an object of header names and values that HTTP allows"),
    "authentication": (_is_authentication, "must have a type (bearer_token, basic_auth, api_key) and its data"),
}
WRITABLE = frozenset(_CHECKS)


def check(given: Mapping[str, Any], *, whole: bool = True) -> None:
    """Refuse with 400 what a webhook cannot hold; one that is ``whole`` has all that is mandatory."""
    missing = [name for name in _MANDATORY if whole and name not in given]
    if missing:
        raise _invalid(f"{missing[0]} is required")
    for name, (fits, message) in _CHECKS.items():
        if name in given and not fits(given[name]):
            raise _invalid(f"{name} {message}")


def check_connection(webhook: Mapping[str, Any]) -> None:
    """Refuse with 400 a webhook for events that does not POST JSON."""
    if webhook["subscriptions"] == [BY_TRIGGER]:
        return
    if (webhook["http_method"].upper(), webhook["request_format"]) != ("POST", "json"):
        raise _invalid("a webhook that subscribes to events must use http_method POST and request_format json")


def check_unchanged(old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Refuse with 400 a change of what a webhook is connected to."""
    if sorted(old["subscriptions"]) != sorted(new["subscriptions"]):
        raise _invalid("subscriptions cannot be changed")
