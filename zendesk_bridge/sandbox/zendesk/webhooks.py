"""``/webhooks``: list, read, create or clone, change, remove, test; signing secrets, invocations and their attempts.

The errors of this service have a shape of their own (``webhook_rules``). Credentials are written and never read.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.datastructures import QueryParams

from zendesk_bridge.sandbox.hooks.parcels import Attempt, Headers, Invocation, ulid
from zendesk_bridge.sandbox.identity import identity
from zendesk_bridge.sandbox.zendesk import webhook_requests, webhook_rules, wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.pages import Collection, in_memory, page
from zendesk_bridge.sandbox.zendesk.webhook_rules import BY_TRIGGER, no_webhook, refused

KIND, KEPT = "zendesk_webhook", "zendesk_webhook_kept"
"""Kinds of documents: what is shown of a webhook, and its signing secret and credentials."""
_FOR_TESTS = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="
"""The signing secret in Zendesk's documentation."""
_TEST_PAYLOAD = '{"hello": "world"}'
_STATUSES = (
    "unknown", "accepted", "success", "failed", "timeout", "circuit broken", "throttled", "client error",
    "server error",
)  # fmt: skip
_LAST_LETTER = 0x10FFFF
_SORTS = ("name", "-name", "status", "-status")


def find(call: ZendeskCall) -> dict[str, Any]:
    """Return the webhook that the path names; 403 for who is no admin, 404 when it is not there."""
    call.must_be_admin()
    found = call.store.document(KIND, str(call.params["id"]))
    if found is None:
        raise no_webhook()
    return found.body


def _secret() -> str:
    return base64.b64encode(secrets.token_bytes(24)).decode()


# --- webhooks --------------------------------------------------------------------------------------------------


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of webhooks, by cursor only."""
    call.must_be_admin()
    sort, status = call.query.get("sort"), call.query.get("filter[status]")
    if sort is not None and sort not in _SORTS:
        raise refused("InvalidParameter", f"sort must be one of {', '.join(_SORTS)}")
    if status not in (None, "active", "inactive"):
        raise refused("InvalidParameter", "filter[status] must be active or inactive")
    words = call.query.get("filter[name_contains]", "").lower()
    found = [
        document.body
        for document in call.store.documents(KIND, after="")
        if words in document.body["name"].lower() and status in (None, document.body["status"])
    ]
    rows = [(f"{_sort_key(webhook, sort)} {webhook['id']}", webhook) for webhook in found]
    return ZendeskAnswer(_paged(call, in_memory("webhooks", rows)))


def _sort_key(webhook: Mapping[str, Any], sort: str | None) -> str:
    """Return a key to sort by; descending, letters are numbers that count backwards, and an end comes after them."""
    if sort is None:
        return ""
    value = str(webhook[sort.removeprefix("-")])
    return "".join(f"{_LAST_LETTER - ord(letter):06x}" for letter in value) + "g" if sort.startswith("-") else value


def _paged(call: ZendeskCall, listing: Collection) -> dict[str, Any]:
    """Return a page by cursor, also where the query names no page."""
    if not any(name.startswith("page[") for name in call.query):
        call = replace(call, query=QueryParams([*call.query.multi_items(), ("page[size]", "100")]))
    return page(call, listing)


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one webhook."""
    return ZendeskAnswer({"webhook": find(call)})


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Create a webhook, or clone the one that ``clone_webhook_id`` names; a clone has its own secret."""
    call.must_be_admin()
    original = call.query.get("clone_webhook_id")
    given = call.section("webhook") if original is None else _cloned(call, original)
    whole = {"subscriptions": [BY_TRIGGER], "status": "active", **given}
    webhook_rules.check(whole)
    webhook_rules.check_connection(whole)
    now = wire.time(call.store.now())
    webhook = {
        "id": ulid(call.box.clock()), "description": None, "custom_headers": None, **_shown(whole), "created_at": now,
        "created_by": str(call.user.id), "updated_at": now, "updated_by": str(call.user.id),
    }  # fmt: skip
    with call.store.writing():
        call.store.put(KIND, webhook["id"], webhook)
        kept = {"signing_secret": _secret(), "credentials": whole.get("authentication")}
        call.store.put(KEPT, webhook["id"], kept)
    return ZendeskAnswer({"webhook": webhook}, 201)


def _cloned(call: ZendeskCall, number: str) -> dict[str, Any]:
    found, kept = call.store.document(KIND, number), call.store.document(KEPT, number)
    if found is None or kept is None:
        raise no_webhook()
    values = {name: found.body[name] for name in webhook_rules.WRITABLE if name in found.body}
    return values | {"authentication": kept.body["credentials"]}


def _shown(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what may be read of what was written; keys that a webhook does not have are left aside."""
    shown = {name: given[name] for name in webhook_rules.WRITABLE if name in given and name != "authentication"}
    if "http_method" in shown:
        shown["http_method"] = shown["http_method"].upper()
    authentication = given.get("authentication")
    if authentication:
        shown["authentication"] = {"type": authentication["type"], "add_position": "header"}
    return shown


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Replace a webhook: all that is mandatory must be sent; what is optional stays when it is not."""
    old, given = find(call), call.section("webhook")
    webhook_rules.check({"subscriptions": old["subscriptions"], **given})
    return _changed(call, old, given)


def patch(call: ZendeskCall) -> ZendeskAnswer:
    """Change what is named of a webhook."""
    old, given = find(call), call.section("webhook")
    webhook_rules.check(given, whole=False)
    return _changed(call, old, given)


def _changed(call: ZendeskCall, old: Mapping[str, Any], given: Mapping[str, Any]) -> ZendeskAnswer:
    stamp = {"updated_at": wire.time(call.store.now()), "updated_by": str(call.user.id)}
    new = {**old, **_shown(given), **stamp}
    webhook_rules.check_unchanged(old, new)
    webhook_rules.check_connection(new)
    with call.store.writing():
        if "authentication" in given:
            _keep(call, new["id"], credentials=given["authentication"])
            if given["authentication"] is None:
                new.pop("authentication", None)
        call.store.put(KIND, new["id"], new)
    return ZendeskAnswer(None, 204)


def _keep(call: ZendeskCall, number: str, **changes: Any) -> dict[str, Any]:
    """Change what is kept of a webhook and never shown; returns all of it."""
    with call.store.writing():
        found = call.store.document(KEPT, number)
        return call.store.put(KEPT, number, {**(found.body if found else {}), **changes}).body


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Remove a webhook, and what is remembered of its invocations."""
    number = find(call)["id"]
    with call.store.writing():
        call.store.remove(KIND, number)
        call.store.remove(KEPT, number)
    call.box.courier.invocations.forget(number)
    return ZendeskAnswer(None, 204)


def test(call: ZendeskCall) -> ZendeskAnswer:
    """Send once, at once, and answer what the receiver said; an unsaved webhook signs with the documented secret."""
    call.must_be_admin()
    given = call.body.get("request", call.body.get("webhook", {}))
    if not isinstance(given, dict):
        raise refused("InvalidParameter", "request must be an object")
    base: dict[str, Any] = {"http_method": "POST", "request_format": "json"}
    kept: Mapping[str, Any] = {"signing_secret": _FOR_TESTS}
    if "webhook_id" in call.query:
        call = replace(call, params={"id": call.query["webhook_id"]})
        base, kept = {**find(call), "authentication": None}, _keep(call, call.params["id"])
    webhook = {**base, **given}
    webhook_rules.check({"name": "test", "status": "active", "subscriptions": [BY_TRIGGER], **webhook})
    if given.get("authentication"):
        kept = {**kept, "credentials": given["authentication"]}
    payload = given.get("payload", _TEST_PAYLOAD)
    if not isinstance(payload, str):
        raise refused("InvalidParameter", "payload must be text")
    account = identity(call.store).zendesk
    delivery = webhook_requests.delivery(account, webhook, kept, "test", payload)
    outcome = call.box.courier.try_once(delivery, ulid(call.box.clock()))
    body = {
        "status_code": outcome.status,
        "headers": _headers(outcome.headers),
        "payload": outcome.body or outcome.problem,
    }
    return ZendeskAnswer({"response": body})


def signing_secret(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the secret that the webhook signs with."""
    kept = _keep(call, find(call)["id"])
    return ZendeskAnswer({"signing_secret": {"algorithm": "SHA256", "secret": kept["signing_secret"]}})


def reset_signing_secret(call: ZendeskCall) -> ZendeskAnswer:
    """Make a new secret; the old one signs nothing any more."""
    kept = _keep(call, find(call)["id"], signing_secret=_secret())
    return ZendeskAnswer({"signing_secret": {"algorithm": "SHA256", "secret": kept["signing_secret"]}}, 201)


# --- invocations -----------------------------------------------------------------------------------------------


def invocations(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of a webhook's invocations, newest first, of one status if the query says so."""
    number, status = find(call)["id"], call.query.get("filter[status]")
    if status is not None and status not in _STATUSES:
        raise refused("InvalidParameter", f"filter[status] must be one of {', '.join(_STATUSES)}")
    found = [each for each in call.box.courier.invocations.of(number) if status in (None, each.word)]
    return ZendeskAnswer(_paged(call, in_memory("invocations", [(-each.number, _invocation(each)) for each in found])))


def _invocation(found: Invocation) -> dict[str, Any]:
    last = found.attempts[-1] if found.attempts else None
    return {
        "id": found.id, "webhook_id": found.delivery.source, "event_type": found.delivery.event,
        "status": found.word, "status_code": last.outcome.status if last else None,
        "attempts_count": len(found.attempts), "created_at": wire.time(found.created_at),
        "latest_completed_at": wire.time(last.completed_at) if last else None,
    }  # fmt: skip


def attempts(call: ZendeskCall) -> ZendeskAnswer:
    """Answer every try of one invocation, with what was sent (without credentials) and what came back."""
    wanted = str(call.params["invocation"])
    found = next((each for each in call.box.courier.invocations.of(find(call)["id"]) if each.id == wanted), None)
    if found is None:
        raise no_webhook()
    rows = [(turn, _attempt(found, turn, each)) for turn, each in enumerate(tuple(found.attempts), start=1)]
    return ZendeskAnswer(_paged(call, in_memory("attempts", rows)))


def _attempt(invocation: Invocation, turn: int, found: Attempt) -> dict[str, Any]:
    request, outcome = found.request, found.outcome
    return {
        "id": f"{invocation.id}-{turn}", "invocation_id": invocation.id, "status": outcome.word,
        "status_code": outcome.status, "completed_at": wire.time(found.completed_at),
        "request": {
            "endpoint": request.url, "http_method": request.method, "headers": _headers(request.headers),
            "payload": request.body.decode("utf-8", "replace"),
        },
        "response": {"headers": _headers(outcome.headers), "payload": outcome.body or outcome.problem},
    }  # fmt: skip


def _headers(given: Headers) -> list[dict[str, str]]:
    return [{"key": name, "value": value} for name, value in given]


ROUTES: Routes = (
    ("GET", "webhooks", index),
    ("POST", "webhooks", create),
    ("POST", "webhooks/test", test),
    ("GET", "webhooks/{id}", show),
    ("PUT", "webhooks/{id}", update),
    ("PATCH", "webhooks/{id}", patch),
    ("DELETE", "webhooks/{id}", delete),
    ("GET", "webhooks/{id}/signing_secret", signing_secret),
    ("POST", "webhooks/{id}/signing_secret", reset_signing_secret),
    ("GET", "webhooks/{id}/invocations", invocations),
    ("GET", "webhooks/{id}/invocations/{invocation}/attempts", attempts),
)
