"""``/ticket_fields``: the account's fields; the system's own cannot be removed."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.records import Ticket
from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Call, Reply, Routes, keep
from zendesk_bridge.sandbox.zendesk.errors import invalid, not_found
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

KIND = "zendesk_field"
LONGEST_TEXT = 65_535
_FIRST_ID = 360_000_000_001
_SYSTEM = (
    ("subject", "Subject"), ("description", "Description"), ("status", "Status"), ("tickettype", "Type"),
    ("priority", "Priority"), ("group", "Group"), ("assignee", "Assignee"),
)  # fmt: skip
_TYPES = frozenset((
    "text", "textarea", "checkbox", "date", "integer", "decimal", "regexp", "partialcreditcard", "multiselect",
    "tagger", "lookup",
))  # fmt: skip
_WRITABLE = frozenset((
    "type", "title", "description", "agent_description", "active", "required", "position", "visible_in_portal",
    "editable_in_portal", "required_in_portal", "title_in_portal", "tag", "regexp_for_validation",
    "custom_field_options", "collapsed_for_agents", "relationship_target_type",
))  # fmt: skip


def seed(store: Store) -> None:
    """Give a store that has none the system's fields."""
    if not store.documents(KIND, limit=1):
        for kind, title in _SYSTEM:
            _add(store, {"type": kind, "title": title, "required": kind in ("subject", "description")}, own=False)


def _add(store: Store, given: dict[str, Any], *, own: bool = True) -> dict[str, Any]:
    with store.writing():
        number = store.next_id(KIND, _FIRST_ID)
        now = wire.time(store.now())
        body = {
            "id": number, "type": "text", "description": "", "agent_description": None, "position": number - _FIRST_ID,
            "active": True, "required": False, "visible_in_portal": False, "editable_in_portal": False,
            "collapsed_for_agents": False, "regexp_for_validation": None, "tag": None, "removable": own,
            "created_at": now, "updated_at": now, **given,
        }  # fmt: skip
        body["raw_title"] = body["title"]
        body["title_in_portal"] = given.get("title_in_portal", body["title"])
        return store.put(KIND, number, body).body


def all_fields(store: Store) -> list[dict[str, Any]]:
    """Return every field, in id order."""
    return [document.body for document in store.documents(KIND)]


def custom(store: Store) -> list[dict[str, Any]]:
    """Return the account's own active fields: those that tickets carry values of."""
    return [field for field in all_fields(store) if field["removable"] and field["active"]]


def ticket_json(call: Call, *tickets: Ticket) -> list[dict[str, Any]]:
    """Return tickets as JSON with the values of all fields."""
    ids = [field["id"] for field in custom(call.store)]
    return [wire.ticket(call, ticket, ids) for ticket in tickets]


def index(call: Call) -> Reply:
    """Answer all fields by position; a page of them by id when a page is asked for."""
    rows = [(field["id"], _out(call, field)) for field in all_fields(call.store)]
    if any(name.startswith("page") for name in call.query):
        return Reply(page(call, in_memory("ticket_fields", rows)))
    ordered = sorted((row for _, row in rows), key=lambda row: (row["position"], row["id"]))
    return Reply({"ticket_fields": ordered, "next_page": None, "previous_page": None, "count": len(rows)})


def show(call: Call) -> Reply:
    """Answer one field."""
    return Reply({"ticket_field": _out(call, _found(call))})


def create(call: Call) -> Reply:
    """Create a field; its type is fixed from then on."""
    call.must_be_admin()
    given, dropped = keep(call.section("ticket_field"), _WRITABLE, "ticket_field")
    _check(given)
    if given.get("type", "text") not in _TYPES:
        raise invalid("type", "Type: is not a valid type")
    body = _out(call, _add(call.store, given))
    return Reply({"ticket_field": body}, 201, {"Location": body["url"]}, dropped)


def update(call: Call) -> Reply:
    """Change a field; keys that are not sent stay."""
    call.must_be_admin()
    given, dropped = keep(call.section("ticket_field"), _WRITABLE - {"type"}, "ticket_field")
    with call.store.writing():
        body = {**_found(call), **given, "updated_at": wire.time(call.store.now())}
        body["raw_title"] = body["title"]
        _check(body)
        call.store.put(KIND, call.id, body)
    return Reply({"ticket_field": _out(call, body)}, dropped=dropped)


def delete(call: Call) -> Reply:
    """Remove a field of the account's own."""
    call.must_be_admin()
    if not _found(call)["removable"]:
        raise invalid("base", "System fields cannot be deleted")
    call.store.remove(KIND, call.id)
    return Reply(None, 204)


def count(call: Call) -> Reply:
    """Answer how many fields there are."""
    total = len(all_fields(call.store))
    return Reply({"count": {"value": total, "refreshed_at": wire.time(call.store.now())}})


def _check(body: dict[str, Any]) -> None:
    if not isinstance(body.get("title"), str) or not body["title"].strip():
        raise invalid("title", "Title: cannot be blank", "BlankValue")
    if type(body.get("position", 0)) is not int:
        raise invalid("position", "Position: is not a number")


def _found(call: Call) -> dict[str, Any]:
    document = call.store.document(KIND, call.id)
    if document is None:
        raise not_found()
    return document.body


def _out(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "url": call.url(f"ticket_fields/{body['id']}")}


ROUTES: Routes = (
    ("GET", "ticket_fields", index),
    ("POST", "ticket_fields", create),
    ("GET", "ticket_fields/count", count),
    ("GET", "ticket_fields/{id:int}", show),
    ("PUT", "ticket_fields/{id:int}", update),
    ("DELETE", "ticket_fields/{id:int}", delete),
)
