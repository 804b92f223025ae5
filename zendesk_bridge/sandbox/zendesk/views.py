"""``/views``: the lists that agents pick tickets from, of all or of one; what is in them is in ``view_tickets``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk import field_rules, view_conditions, wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer, keep
from zendesk_bridge.sandbox.zendesk.errors import bad_request, forbidden, invalid, not_found
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

KIND = "zendesk_view"
_FIRST_ID = 360_200_000_001
_MOST_COLUMNS = 10
_LONGEST_TITLE = 255  # characters
_WRITABLE = frozenset(
    ("title", "description", "active", "position", "all", "any", "conditions", "output", "restriction")
)
_ACCESS = ("personal", "shared", "account")
COLUMNS: Mapping[str, str] = {
    "assigned": "Assigned", "assignee": "Assignee", "due_date": "Due Date", "group": "Group", "nice_id": "ID",
    "updated": "Updated", "updated_assignee": "Assignee updated", "updated_requester": "Requester updated",
    "updated_by_type": "Updater", "organization": "Organization", "priority": "Priority", "created": "Requested",
    "requester": "Requester", "locale_id": "Requester language", "satisfaction_score": "Satisfaction",
    "solved": "Solved", "status": "Status", "description": "Subject", "submitter": "Submitter",
    "ticket_form": "Ticket form", "type": "Type", "brand": "Brand", "custom_status_id": "Ticket status",
}  # fmt: skip
_USUAL = ("description", "requester", "created", "type", "priority")


def personal_owner(view: Mapping[str, Any]) -> int | None:
    """Return the agent whose view this is, None for a shared one."""
    restriction = view["restriction"] or {}
    return restriction["id"] if restriction.get("type") == "User" else None


def visible(store: Store, me: int) -> list[dict[str, Any]]:
    """Return the shared views and the caller's own, in the order of their positions."""
    every = (document.body for document in store.documents(KIND))
    return sorted((view for view in every if personal_owner(view) in (None, me)), key=lambda view: view["position"])


def find(call: ZendeskCall, number: int | None = None) -> dict[str, Any]:
    """Return a view by id, the path's when none is given; 404 when it is not there for the caller."""
    wanted = call.id if number is None else number
    view = next((view for view in visible(call.store, call.user.id) if view["id"] == wanted), None)
    if view is None:
        raise not_found()
    return view


def columns(call: ZendeskCall, view: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a view's columns as they are answered; one of a field that is gone is left out."""
    own = {field["id"]: field for field in field_rules.all_fields(call.store)}
    found: list[dict[str, Any]] = []
    for name in view["output"]["columns"]:
        if name in COLUMNS:
            found.append({"id": name, "title": COLUMNS[name]})
        elif name in own:
            url = call.url(f"ticket_fields/{name}")
            found.append({"id": name, "title": own[name]["title"], "type": own[name]["type"], "url": url})
    return found


def _out(call: ZendeskCall, view: Mapping[str, Any]) -> dict[str, Any]:
    output = {key: value for key, value in view["output"].items() if key != "columns"}
    shown = columns(call, view)
    own = [column for column in shown if "url" in column]
    execution = {**output, "columns": shown, "fields": shown, "custom_fields": own, "group": None, "sort": None}
    kept = {key: value for key, value in view.items() if key not in ("all", "any", "output")}
    return {
        **kept, "raw_title": view["title"], "url": call.url(f"views/{view['id']}"), "default": False, "watchable": True,
        "conditions": {"all": view["all"], "any": view["any"]}, "execution": execution,
    }  # fmt: skip


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of the views that the caller sees."""
    return _listed(call, call.query.get("active"))


def active(call: ZendeskCall) -> ZendeskAnswer:
    """Answer those that are active."""
    return _listed(call, "true")


def _listed(call: ZendeskCall, wanted: str | None) -> ZendeskAnswer:
    access = call.query.get("access")
    if access not in (None, *_ACCESS) or wanted not in (None, "true", "false"):
        raise bad_request("InvalidParameters", "access and active have values that do not exist")
    found = visible(call.store, call.user.id)
    found = [view for view in found if access is None or (personal_owner(view) is not None) == (access == "personal")]
    found = [view for view in found if wanted in (None, str(view["active"]).lower())]
    return ZendeskAnswer(page(call, in_memory("views", [(view["id"], _out(call, view)) for view in found])))


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one view."""
    return ZendeskAnswer({"view": _out(call, find(call))})


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Create a view; agents make their own, and admins those of all."""
    given, dropped = keep(call.section("view"), _WRITABLE, "view")
    with call.store.writing():
        number, now = call.store.next_id(KIND, _FIRST_ID), wire.time(call.store.now())
        new: dict[str, Any] = {
            "id": number, "active": True, "position": number - _FIRST_ID + 1, "description": None, "restriction": None,
            "any": [], "created_at": now, "output": {},
        }  # fmt: skip
        view = _checked(call, new, given)
        _may_write(call, view)
        call.store.put(KIND, number, view)
    body = _out(call, view)
    return ZendeskAnswer({"view": body}, 201, {"Location": body["url"]}, dropped)


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Change a view: what is not sent stays, and conditions are replaced by the list."""
    given, dropped = keep(call.section("view"), _WRITABLE, "view")
    with call.store.writing():
        old = find(call)
        _may_write(call, old)
        view = _checked(call, old, given)
        _may_write(call, view)
        call.store.put(KIND, call.id, view)
    return ZendeskAnswer({"view": _out(call, view)}, dropped=dropped)


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Remove a view."""
    _may_write(call, find(call))
    call.store.remove(KIND, call.id)
    return ZendeskAnswer(None, 204)


def _may_write(call: ZendeskCall, view: Mapping[str, Any]) -> None:
    """Raise the 403 of an agent who writes more than a view of their own."""
    if call.user.role != "admin" and personal_owner(view) != call.user.id:
        raise forbidden()


def _checked(call: ZendeskCall, old: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a view as it is kept, with what is written in its place; 422 for what Zendesk refuses."""
    together = given.get("conditions")
    conditions = {name: together[name] for name in ("all", "any") if isinstance(together, dict) and name in together}
    changes = conditions | {name: value for name, value in given.items() if name != "conditions"}
    view = {**old, **changes, "updated_at": wire.time(call.store.now())}
    title, description = view.get("title"), view["description"]
    if not isinstance(title, str) or not title.strip():
        raise invalid("title", "Title: cannot be blank", "BlankValue")
    if len(title) > _LONGEST_TITLE:
        raise invalid("title", f"Title: is too long (maximum is {_LONGEST_TITLE} characters)", "ValueTooLong")
    if not isinstance(description, str | None) or type(view["active"]) is not bool or type(view["position"]) is not int:
        raise invalid("base", "description, active or position is not valid")
    fields = {field["id"]: field["type"] for field in field_rules.all_fields(call.store)}
    for name in ("all", "any"):
        view[name] = view_conditions.check(name, view.get(name), fields)
    output = given.get("output", {})
    return view | {
        "output": _output(output if isinstance(output, dict) else {}, old["output"], fields),
        "restriction": _restriction(call, view["restriction"]),
    }


def _output(given: Mapping[str, Any], old: Mapping[str, Any], fields: Mapping[int, str]) -> dict[str, Any]:
    """Return what a view shows, and in which order."""
    usual = {"columns": _USUAL, "group_by": None, "group_order": "desc", "sort_by": "created", "sort_order": "desc"}
    output = {**usual, **old, **{key: value for key, value in given.items() if key in usual}}
    names = output["columns"]
    if not isinstance(names, list | tuple) or len(names) > _MOST_COLUMNS:
        raise invalid("output", f"Columns: at most {_MOST_COLUMNS}", "TooManyValues")
    output["columns"] = [name if name in COLUMNS else integer(name, "columns") for name in map(str, names)]
    wrong = [name for name in output["columns"] if name not in COLUMNS and name not in fields]
    by = [str(output[name]) for name in ("group_by", "sort_by") if output[name]]
    wrong += [name for name in by if not view_conditions.orders(name) and name not in map(str, fields)]
    ways = [output[name] for name in ("group_order", "sort_order") if output[name] not in ("asc", "desc")]
    if wrong or ways:
        raise invalid("output", "Output: there is no such column or order")
    return output


def _restriction(call: ZendeskCall, given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    kind = given.get("type") if isinstance(given, dict) else None
    if kind not in ("Group", "User"):
        raise invalid("restriction", "Restriction: is invalid")
    listed = given.get("ids") or [given.get("id")]
    ids = [integer(number, "restriction.id") for number in (listed if isinstance(listed, list) else [listed])]
    known = {group.id for group in call.store.groups()} if kind == "Group" else {ids[0]} if ids else set()
    if not ids or not set(ids) <= known or (kind == "User" and call.store.user(ids[0]) is None):
        raise invalid("restriction", "Restriction: names nobody")
    return {"type": kind, "id": ids[0], **({"ids": ids} if kind == "Group" else {})}


ROUTES: Routes = (
    ("GET", "views", index),
    ("POST", "views", create),
    ("GET", "views/active", active),
    ("GET", "views/{id:int}", show),
    ("PUT", "views/{id:int}", update),
    ("DELETE", "views/{id:int}", delete),
)
