"""``/ticket_fields``: the account's fields; the system's own cannot be removed."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.identity import identity
from zendesk_bridge.sandbox.records import StoredTicket
from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk import field_rules, wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer, keep
from zendesk_bridge.sandbox.zendesk.errors import bad_request, invalid, not_found
from zendesk_bridge.sandbox.zendesk.field_rules import FIRST_ID, KIND, TYPES, WITH_OPTIONS, all_fields
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

LONGEST_TEXT = 65_535  # characters
_SYSTEM = (
    ("subject", "Subject"), ("description", "Description"), ("status", "Status"), ("tickettype", "Type"),
    ("priority", "Priority"), ("group", "Group"), ("assignee", "Assignee"),
)  # fmt: skip
_WRITABLE = frozenset((
    "type", "title", "description", "agent_description", "active", "required", "position", "visible_in_portal",
    "editable_in_portal", "required_in_portal", "title_in_portal", "tag", "regexp_for_validation",
    "custom_field_options", "collapsed_for_agents", "relationship_target_type",
))  # fmt: skip


def seed(store: Store) -> None:
    """Add the system's fields to a store that has none, and give the options of an older data file their ids.

    The ids of the system's fields tell accounts apart (``identity``); those of an older data file do so from now on.
    """
    for field in all_fields(store):
        options = field.get("custom_field_options") or ()
        if any("id" not in option for option in options):
            numbered = [{"id": store.next_id(KIND, FIRST_ID), "default": False, **row} for row in options]
            store.put(KIND, field["id"], {**field, "custom_field_options": numbered})
    with store.writing():
        known = {field["type"]: field for field in all_fields(store) if not field["removable"]}
        for place, (kind, title) in enumerate(_SYSTEM):
            field = known.get(kind) or _system_field(store, kind, title)
            store.remove(KIND, field["id"])
            number = identity(store).system_field(place)
            store.put(KIND, number, {**field, "id": number})


def _system_field(store: Store, kind: str, title: str) -> dict[str, Any]:
    given = {"type": kind, "title": title, "required": kind in ("subject", "description")}
    return {**_new(store, store.next_id(KIND, FIRST_ID), given), "removable": False}


def _new(store: Store, number: int, given: dict[str, Any]) -> dict[str, Any]:
    now = wire.time(store.now())
    body = {
        "id": number, "type": "text", "description": "", "agent_description": None, "position": number - FIRST_ID,
        "active": True, "required": False, "visible_in_portal": False, "editable_in_portal": False,
        "collapsed_for_agents": False, "regexp_for_validation": None, "tag": None, "removable": True,
        "created_at": now, "updated_at": now, **given,
    }  # fmt: skip
    return {**body, "title_in_portal": given.get("title_in_portal", body["title"])}


def custom(store: Store) -> list[dict[str, Any]]:
    """Return the account's own active fields: those that tickets carry values of."""
    return [field for field in all_fields(store) if field["removable"] and field["active"]]


def ticket_json(call: ZendeskCall, *tickets: StoredTicket) -> list[dict[str, Any]]:
    """Return tickets as JSON with the values of all fields."""
    ids = [field["id"] for field in custom(call.store)]
    return [wire.ticket(call, ticket, ids) for ticket in tickets]


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer all fields by position; a page of them by id when a page is asked for."""
    rows = [(field["id"], _out(call, field)) for field in all_fields(call.store)]
    if any(name.startswith("page") for name in call.query):
        return ZendeskAnswer(page(call, in_memory("ticket_fields", rows)))
    ordered = sorted((row for _, row in rows), key=lambda row: (row["position"], row["id"]))
    return ZendeskAnswer({"ticket_fields": ordered, "next_page": None, "previous_page": None, "count": len(rows)})


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one field."""
    return ZendeskAnswer({"ticket_field": _out(call, _found(call))})


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Create a field; its type is fixed from then on."""
    call.must_be_admin()
    given, dropped = keep(call.section("ticket_field"), _WRITABLE, "ticket_field")
    kind = given.setdefault("type", "text")
    if not isinstance(kind, str) or kind not in TYPES:
        raise invalid("type", "Type: is not a valid type")
    with call.store.writing():
        field_rules.check(call, _shaped(call, given))
        new = _new(call.store, call.store.next_id(KIND, FIRST_ID), given)
        body = _out(call, call.store.put(KIND, new["id"], new).body)
    return ZendeskAnswer({"ticket_field": body}, 201, {"Location": body["url"]}, dropped)


def _shaped(call: ZendeskCall, given: dict[str, Any], held: Any = None) -> dict[str, Any]:
    """Give what is written the shape it is kept in: options with ids, and no options or tag where there are none."""
    if given["type"] not in WITH_OPTIONS:
        given.pop("custom_field_options", None)
    elif "custom_field_options" in given:
        given["custom_field_options"] = field_rules.options(call, given["custom_field_options"], held or ())
    if given["type"] != "checkbox":
        given.pop("tag", None)
    return given


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Change a field; keys that are not sent stay, and options that are not among those sent are gone."""
    call.must_be_admin()
    given, dropped = keep(call.section("ticket_field"), _WRITABLE - {"type"}, "ticket_field")
    with call.store.writing():
        old = _found(call)
        changes = _shaped(call, {**given, "type": old["type"]}, old.get("custom_field_options"))
        body = {**old, **changes, "updated_at": wire.time(call.store.now())}
        field_rules.check(call, body)
        call.store.put(KIND, call.id, body)
        field_rules.forget(call, old, body)
    return ZendeskAnswer({"ticket_field": _out(call, body)}, dropped=dropped)


def reorder(call: ZendeskCall) -> ZendeskAnswer:
    """Give the fields that are named the first positions, in that order."""
    call.must_be_admin()
    given = call.body.get("ticket_field_ids")
    if not isinstance(given, list):
        raise bad_request("InvalidParameters", "ticket_field_ids must be a list of ids")
    wanted = [integer(number, "ticket_field_ids") for number in given]
    with call.store.writing():
        fields = {field["id"]: field for field in all_fields(call.store)}
        if not set(wanted) <= set(fields):
            raise not_found()
        rest = sorted(
            (field for field in fields.values() if field["id"] not in wanted), key=lambda row: row["position"]
        )
        for position, number in enumerate([*dict.fromkeys(wanted), *(field["id"] for field in rest)]):
            call.store.put(KIND, number, {**fields[number], "position": position})
    return ZendeskAnswer({})


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Remove a field of the account's own."""
    call.must_be_admin()
    if not _found(call)["removable"]:
        raise invalid("base", "System fields cannot be deleted")
    call.store.remove(KIND, call.id)
    return ZendeskAnswer(None, 204)


def count(call: ZendeskCall) -> ZendeskAnswer:
    """Answer how many fields there are."""
    total = len(all_fields(call.store))
    return ZendeskAnswer({"count": {"value": total, "refreshed_at": wire.time(call.store.now())}})


def _found(call: ZendeskCall) -> dict[str, Any]:
    document = call.store.document(KIND, call.id)
    if document is None:
        raise not_found()
    return document.body


def _out(call: ZendeskCall, body: dict[str, Any]) -> dict[str, Any]:
    raw = {f"raw_{name}": body[name] for name in ("title", "description", "title_in_portal")}
    about = {"url": call.url(f"ticket_fields/{body['id']}"), "key": None}
    return {"required_in_portal": False, "agent_can_edit": True, **body, **raw, **about}


ROUTES: Routes = (
    ("GET", "ticket_fields", index),
    ("POST", "ticket_fields", create),
    ("GET", "ticket_fields/count", count),
    ("PUT", "ticket_fields/reorder", reorder),
    ("GET", "ticket_fields/{id:int}", show),
    ("PUT", "ticket_fields/{id:int}", update),
    ("DELETE", "ticket_fields/{id:int}", delete),
)
