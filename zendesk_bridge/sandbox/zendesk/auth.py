"""Who is asking: API token (Basic) or OAuth (Bearer), and ``POST /oauth/tokens`` with client credentials."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.records import User
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import (
    ZendeskError,
    invalid_token,
    missing_scope,
    not_found,
    unauthenticated,
)

TOKENS = "zendesk_token"
_SHORTEST, _LONGEST, _USUAL = 300, 172_800, 3600  # seconds that a token lasts


def authenticate(box: Context, header: str, method: str, resource: str) -> User:
    """Return the caller of a request to a resource such as ``tickets``; 401 or 403 as Zendesk answers."""
    kind, _, value = header.partition(" ")
    if kind.lower() == "bearer":
        return _by_oauth(box, value.strip(), method, resource)
    if kind.lower() == "basic":
        return _by_api_token(box, value.strip())
    raise unauthenticated()


def _by_api_token(box: Context, value: str) -> User:
    try:
        login, _, token = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as exc:
        raise unauthenticated() from exc
    right = hmac.compare_digest(token.encode(), box.credentials.zendesk_api_token.encode())
    user = box.store.user_by_email(login.removesuffix("/token"))
    if not right or not login.endswith("/token") or user is None or user.role == "end-user":
        raise unauthenticated()
    return user


def _by_oauth(box: Context, token: str, method: str, resource: str) -> User:
    known = box.store.document(TOKENS, token)
    if known is None or known.body["expires_at"] <= box.clock.as_clients_see().timestamp():
        raise invalid_token()
    need = "read" if method in ("GET", "HEAD") else "write"
    if not {need, f"{resource}:{need}"} & set(known.body["scope"].split()):
        raise missing_scope(need)
    user = box.store.user(known.body["user_id"])
    if user is None:
        raise invalid_token()
    return user


def issue_token(box: Context, given: Mapping[str, Any]) -> ZendeskAnswer:
    """Answer ``POST /oauth/tokens``: 201 with a token that acts as the admin who made the client.

    A misspelt scope is issued happily; calls with it fail 403. No refresh token: ask for a new one. ``expires_in`` is
    in the client's seconds, and the token lasts as long by the client's clock, however fast the sandbox's runs.
    """
    if given.get("grant_type") != "client_credentials":
        raise _refused(400, "unsupported_grant_type", "The authorization grant type is not supported.")
    right = (box.credentials.zendesk_client_id, box.credentials.zendesk_client_secret)
    if (given.get("client_id"), given.get("client_secret")) != right:
        raise _refused(401, "invalid_client", "Client authentication failed.")
    lifetime = given.get("expires_in", _USUAL)
    if type(lifetime) is not int or not _SHORTEST < lifetime < _LONGEST:
        raise _refused(400, "invalid_request", f"expires_in must be between {_SHORTEST} and {_LONGEST} seconds.")
    scope = box.behaviour.scopes or str(given.get("scope") or "read write")
    owner = box.store.user_by_email(box.credentials.zendesk_email)
    token = secrets.token_hex(32)
    expires = box.clock.as_clients_see() + timedelta(seconds=lifetime)
    known = {"scope": scope, "expires_at": expires.timestamp(), "user_id": owner.id if owner else 0}
    box.store.put(TOKENS, token, known)
    body = {"access_token": token, "token_type": "bearer", "scope": scope, "expires_in": lifetime}
    return ZendeskAnswer(body, 201)


def current_token(call: ZendeskCall) -> ZendeskAnswer:
    """Answer ``GET /oauth/tokens/current``: the token that asks, without its secret; 404 for an API token."""
    kind, _, value = call.headers.get("authorization", "").partition(" ")
    known = call.store.document(TOKENS, value.strip()) if kind.lower() == "bearer" else None
    if known is None:
        raise not_found()
    moment = datetime.fromtimestamp(known.body["expires_at"], UTC)
    body = {
        "user_id": known.body["user_id"], "scopes": known.body["scope"].split(), "refresh_token": None,
        "expires_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }  # fmt: skip
    return ZendeskAnswer({"token": body})


def _refused(status: int, error: str, description: str) -> ZendeskError:
    return ZendeskError(status, {"error": error, "error_description": description})


ROUTES: Routes = (("GET", "oauth/tokens/current", current_token),)
