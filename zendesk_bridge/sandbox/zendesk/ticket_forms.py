"""``/ticket_forms``: which fields a ticket shows.

Until somebody makes a second form, or chooses the fields of the first, the account has the one form of an account
without others, which holds every active field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk import field_rules, wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer, keep
from zendesk_bridge.sandbox.zendesk.errors import bad_request, invalid, not_found
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

KIND = "zendesk_form"
_MOST = 300  # forms of an account
_LONGEST_NAME = 255  # characters
_TIME = "2024-01-01T00:00:00Z"
_DEFAULT = "Default Ticket Form"
_SWITCHES = ("active", "default", "end_user_visible", "in_all_brands")
_WRITABLE = frozenset((
    "name", "display_name", "ticket_field_ids", "position", "restricted_brand_ids", "agent_conditions",
    "end_user_conditions", *_SWITCHES,
))  # fmt: skip


def seed(store: Store) -> None:
    """Give a store that has none, such as one of an older data file, the form that every account has."""
    with store.writing():
        if store.document(KIND, wire.FORM_ID) is None:
            store.put(KIND, wire.FORM_ID, _new(wire.FORM_ID, _TIME, {"name": _DEFAULT, "default": True}))


def _new(number: int, now: str, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": number, "active": True, "default": False, "end_user_visible": False,
        "position": number - wire.FORM_ID + 1, "ticket_field_ids": None,
        "in_all_brands": True, "restricted_brand_ids": [], "agent_conditions": [],
        "end_user_conditions": [], "created_at": now, "updated_at": now, "display_name": given["name"], **given,
    }  # fmt: skip


def _every(store: Store) -> list[dict[str, Any]]:
    return [document.body for document in store.documents(KIND)]


def _active_fields(store: Store) -> list[int]:
    return [field["id"] for field in field_rules.all_fields(store) if field["active"]]


def on_tickets(store: Store) -> frozenset[int]:
    """Return the ids of the fields that agents see: those on the first form, which is that of every ticket here."""
    form = store.document(KIND, wire.FORM_ID)
    chosen = form.body["ticket_field_ids"] if form else None
    return frozenset(_active_fields(store) if chosen is None else chosen)


def _found(call: ZendeskCall) -> dict[str, Any]:
    document = call.store.document(KIND, call.id)
    if document is None:
        raise not_found()
    return document.body


def _out(call: ZendeskCall, form: dict[str, Any]) -> dict[str, Any]:
    """Return a form as it is answered; one on which nobody has chosen the fields holds all that are active."""
    there = {field["id"] for field in field_rules.all_fields(call.store)}
    ids = form["ticket_field_ids"]
    shown = _active_fields(call.store) if ids is None else [number for number in ids if number in there]
    raw = {f"raw_{name}": form[name] for name in ("name", "display_name")}
    return {**form, **raw, "url": call.url(f"ticket_forms/{form['id']}"), "ticket_field_ids": shown}


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the forms by id, or only those that are active, or not."""
    wanted = call.query.get("active")
    rows = [form for form in _every(call.store) if wanted in (None, str(form["active"]).lower())]
    return ZendeskAnswer(page(call, in_memory("ticket_forms", [(form["id"], _out(call, form)) for form in rows])))


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one form."""
    return ZendeskAnswer({"ticket_form": _out(call, _found(call))})


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Create a form; the first one's fields are those of this moment from then on."""
    call.must_be_admin()
    given, dropped = keep(call.section("ticket_form"), _WRITABLE, "ticket_form")
    _check(call, {"name": None, **given})
    with call.store.writing():
        forms = _every(call.store)
        if len(forms) >= _MOST:
            raise invalid("base", f"Accounts are limited to {_MOST} ticket forms", "TooManyValues")
        for form in forms:
            if form["ticket_field_ids"] is None:
                call.store.put(KIND, form["id"], form | {"ticket_field_ids": _active_fields(call.store)})
        number = call.store.next_id(KIND, wire.FORM_ID + 1)
        form = _new(number, wire.time(call.store.now()), {"ticket_field_ids": [], **given})
        call.store.put(KIND, number, form)
        _one_default(call, form)
    body = _out(call, form)
    return ZendeskAnswer({"ticket_form": body}, 201, {"Location": body["url"]}, dropped)


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Change a form; ``ticket_field_ids`` replace those that it has, and what is not sent stays."""
    call.must_be_admin()
    given, dropped = keep(call.section("ticket_form"), _WRITABLE, "ticket_form")
    _check(call, given)
    with call.store.writing():
        form = {**_found(call), **given, "updated_at": wire.time(call.store.now())}
        call.store.put(KIND, call.id, form)
        _one_default(call, form)
    return ZendeskAnswer({"ticket_form": _out(call, form)}, dropped=dropped)


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Remove a form that is not the default one."""
    call.must_be_admin()
    if _found(call)["default"]:
        raise invalid("base", "The default ticket form cannot be deleted")
    call.store.remove(KIND, call.id)
    return ZendeskAnswer(None, 204)


def _check(call: ZendeskCall, given: Mapping[str, Any]) -> None:
    """Raise the 422 of what no form can have, and the 400 of what is no list."""
    name = given.get("name", "-")
    if not isinstance(name, str) or not name.strip():
        raise invalid("name", "Name: cannot be blank", "BlankValue")
    if len(name) > _LONGEST_NAME or not isinstance(given.get("display_name", ""), str):
        raise invalid("name", "Name: is invalid")
    for switch in (switch for switch in _SWITCHES if not isinstance(given.get(switch, False), bool)):
        raise invalid(switch, f"{switch}: must be true or false")
    ids = given.get("ticket_field_ids", [])
    if not isinstance(ids, list):
        raise bad_request("InvalidParameters", "ticket_field_ids must be a list of ids")
    wanted = [integer(number, "ticket_field_ids") for number in ids]
    if not set(wanted) <= {field["id"] for field in field_rules.all_fields(call.store)}:
        raise invalid("ticket_field_ids", "Ticket fields: one of them does not exist")


def _one_default(call: ZendeskCall, chosen: Mapping[str, Any]) -> None:
    """Let a form that has become the default one be the only one."""
    for form in _every(call.store) if chosen["default"] else ():
        if form["default"] and form["id"] != chosen["id"]:
            call.store.put(KIND, form["id"], form | {"default": False})


ROUTES: Routes = (
    ("GET", "ticket_forms", index),
    ("POST", "ticket_forms", create),
    ("GET", "ticket_forms/{id:int}", show),
    ("PUT", "ticket_forms/{id:int}", update),
    ("DELETE", "ticket_forms/{id:int}", delete),
)
