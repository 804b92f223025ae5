"""``/ticket-forms``: the default form, which holds every field, and those that people make beside it.

The list tells no fields, as the real one does not. An update's ``fields`` replace those of the form, which is the
stricter of the two ways that are thinkable; what a form says of a field by itself is lost where it is not sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.freshdesk import fields
from zendesk_bridge.sandbox.freshdesk.bodies import refuse, shape_errors
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, known_parameters, stamp
from zendesk_bridge.sandbox.freshdesk.errors import Absent, Coded, FieldError
from zendesk_bridge.sandbox.freshdesk.people import BIRTHDAY

KIND = "freshdesk_form"
DEFAULT_ID = 1
_FIRST_ID = 80_000_000_001
_KINDS = {"title": "String", "description": "String?", "fields": "Array"}
_OWN = frozenset((
    "label_for_customers", "customers_can_edit", "required_for_customers", "hint_for_customers",
    "placeholder_for_customers", "position",
))  # fmt: skip
"""What a form says of a field by itself."""
_NEEDED = ("requester", "subject", "description")
"""The fields that no form goes without, by name."""


def list_forms(call: FreshdeskCall) -> Response:
    """Answer GET ticket-forms."""
    known_parameters(call)
    rows = [_default(), *(document.body for document in call.store.documents(KIND))]
    return JSONResponse([{key: value for key, value in row.items() if key != "fields"} for row in rows])


def get_form(call: FreshdeskCall) -> Response:
    """Answer GET ticket-forms/{id}, with what is on it."""
    return JSONResponse(_out(call, _find(call)))


def create_form(call: FreshdeskCall) -> Response:
    """Answer POST ticket-forms."""
    refuse(shape_errors(call.body, _KINDS, ("title", "fields")) or _errors(call))
    with call.store.writing():
        number, now = call.store.next_id(KIND, _FIRST_ID), stamp(call.store.now())
        form = _form(number, call.body["title"], now) | dict(call.body)
        call.store.put(KIND, number, form)
    return call.created("ticket-forms", _out(call, form))


def update_form(call: FreshdeskCall) -> Response:
    """Answer PUT ticket-forms/{id}."""
    with call.store.writing():
        form = _find(call)
        refuse(shape_errors(call.body, _KINDS, [name for name in ("title",) if name in call.body]) or _errors(call))
        if form["default"] and "fields" in call.body:
            raise Coded(400, "inconsistent_state", "The default form holds every field.")
        form |= {**call.body, "updated_at": stamp(call.store.now())}
        call.store.put(KIND, form["id"], form)
    return JSONResponse(_out(call, form))


def delete_form(call: FreshdeskCall) -> Response:
    """Answer DELETE ticket-forms/{id}."""
    if _find(call)["default"]:
        raise Coded(400, "inconsistent_state", "The default form cannot be deleted.")
    call.store.remove(KIND, call.path_id())
    return Response(status_code=204)


def delete_field(call: FreshdeskCall) -> Response:
    """Answer DELETE ticket-forms/{id}/fields/{field}: the field itself stays."""
    with call.store.writing():
        form = _find(call)
        kept = [row for row in form["fields"] if row["id"] != call.path_id("field")]
        if form["default"] or len(kept) == len(form["fields"]):
            raise Absent
        call.store.put(KIND, form["id"], form | {"fields": kept})
    return Response(status_code=204)


def _form(number: int, title: str, now: str) -> dict[str, Any]:
    return {
        "id": number, "name": re.sub(r"\W+", "_", title.lower()).strip("_"), "title": title, "default": False,
        "description": None, "portals": [], "last_updated_by": None, "fields": [], "created_at": now, "updated_at": now,
    }  # fmt: skip


def _default() -> dict[str, Any]:
    return _form(DEFAULT_ID, "Default Form", BIRTHDAY) | {"default": True}


def _find(call: FreshdeskCall) -> dict[str, Any]:
    if call.path_id() == DEFAULT_ID:
        return _default()
    document = call.store.document(KIND, call.path_id())
    if document is None:
        raise Absent
    return document.body


def _out(call: FreshdeskCall, form: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form with its fields as they are, and what the form says of them by itself."""
    known = {row["id"]: row for row in fields.every(call)}
    rows = [{"id": number} for number in known] if form["default"] else form["fields"]
    return {**form, "fields": [known[row["id"]] | row for row in rows if row["id"] in known]}


def _errors(call: FreshdeskCall) -> list[FieldError]:
    """Return what is wrong with the fields of a form's body."""
    if "fields" not in call.body:
        return []
    known = {row["id"]: row["name"] for row in fields.every(call)}
    rows = call.body["fields"]
    if not all(_is_row(row, known) for row in rows):
        return [FieldError.invalid("fields", "There is no ticket field matching the given id")]
    names = [known[row["id"]] for row in rows]
    if len(set(names)) < len(names) or not set(_NEEDED) <= set(names):
        return [FieldError.invalid("fields", f"It should hold each field once, and {', '.join(_NEEDED)}")]
    return []


def _is_row(row: Any, known: Mapping[int, str]) -> bool:
    """Tell whether this names a field that there is, with nothing beside it that a form has not."""
    return isinstance(row, dict) and row.keys() <= {"id", *_OWN} and type(row.get("id")) is int and row["id"] in known
