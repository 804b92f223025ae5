"""Who is calling: HTTP Basic with an agent's API key as the user name and anything as the password."""

from __future__ import annotations

import binascii
from base64 import b64decode
from secrets import compare_digest

from starlette.requests import Request

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.freshdesk.errors import Coded
from zendesk_bridge.sandbox.records import User

AGENT_SUFFIX = "-agent"
"""The sandbox's API key with this at its end is the key of an agent without administrator's rights."""


def _key(request: Request) -> str:
    """Return the API key that a request carries, or nothing."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return b64decode(encoded, validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _person(box: Context, role: str) -> User:
    """Return the first person with this role; a store without one gets one, so that the key always works."""
    found = box.store.users((role,), limit=1)
    address = box.credentials.zendesk_email if role == "admin" else "sandbox-agent@example.com"
    return found[0] if found else box.store.add_user(f"Sandbox {role.title()}", address, role)


def caller(box: Context, request: Request) -> User:
    """Return the agent whose key the request carries; raises the 401 of a missing or unknown key."""
    key, admin = _key(request).encode(), box.credentials.freshdesk_api_key
    if compare_digest(key, admin.encode()):
        return _person(box, "admin")
    if compare_digest(key, (admin + AGENT_SUFFIX).encode()):
        return _person(box, "agent")
    raise Coded(401, "invalid_credentials", "You have to be logged in to perform this action.")
