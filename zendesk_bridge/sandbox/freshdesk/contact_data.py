"""What the Freshdesk face knows of a contact beside name, address and language; and who a ticket's requester is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.addresses import placeholder
from zendesk_bridge.sandbox.freshdesk.errors import FieldError, Invalid
from zendesk_bridge.sandbox.store import Store

KIND = "freshdesk_contact"
NAMES = ("requester_id", "email", "phone", "unique_external_id")
"""The ways in which a ticket's body can name its requester, in the order in which they count."""
_BY_VALUE = "SELECT id FROM documents WHERE kind = :kind AND json_extract(body, :path) = :value LIMIT 1"


def of(store: Store, user_id: int) -> dict[str, Any]:
    """Return what is known of a contact beside the shared record."""
    document = store.document(KIND, user_id)
    return {} if document is None else document.body


def by_external_id(store: Store, value: str) -> int:
    """Return whose ``unique_external_id`` this is, 0 for nobody's."""
    return _by(store, "unique_external_id", value)


def _by(store: Store, name: str, value: str) -> int:
    found = store.read(_BY_VALUE, {"kind": KIND, "path": f"$.{name}", "value": value})
    return int(found[0]["id"]) if found else 0


def requester(store: Store, body: Mapping[str, Any]) -> int:
    """Return the requester that a ticket's body names, made if need be; raises the 400 of none, or of an unknown id."""
    if "requester_id" in body:
        if store.user(body["requester_id"]) is None:
            raise Invalid(FieldError.invalid("requester_id", "There is no contact matching the given requester_id"))
        return int(body["requester_id"])
    if "email" in body:
        return store.add_user(body.get("name") or body["email"].partition("@")[0], body["email"]).id
    for name in ("phone", "unique_external_id"):
        if body.get(name):
            return _by(store, name, body[name]) or _make(store, name, body)
    raise Invalid(FieldError.missing("requester_id", "Positive Integer"))


def _make(store: Store, name: str, body: Mapping[str, Any]) -> int:
    if not body.get("name"):
        raise Invalid(FieldError.missing("name"))
    user = store.add_user(body["name"], placeholder(store))
    store.put(KIND, user.id, {name: body[name]})
    return user.id
