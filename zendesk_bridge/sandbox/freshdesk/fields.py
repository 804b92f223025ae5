"""Ticket fields: the default ones, the custom ones with their generated names, and the values they take."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.freshdesk.bodies import is_kind, one_of, refuse, shape_errors, too_long
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, known_parameters, stamp
from zendesk_bridge.sandbox.freshdesk.errors import Absent, FieldError
from zendesk_bridge.sandbox.freshdesk.people import AGENT_ROLES, BIRTHDAY
from zendesk_bridge.sandbox.freshdesk.values import PRIORITY, SOURCE, STATUS_LABELS, TYPES
from zendesk_bridge.sandbox.store import Store

KIND = "freshdesk_field"
TEXT_LENGTH = 255  # characters
_FIRST_ID = 90_000_000_001
_MAX_LABEL = 255  # characters
_VALUES: Mapping[str, tuple[str, str]] = {  # type of field: kind of JSON value, name for messages
    "custom_text": ("String?", "String"),
    "custom_paragraph": ("String?", "String"),
    "custom_date": ("String?", "date"),
    "custom_dropdown": ("String?", "String"),
    "custom_checkbox": ("Boolean?", "Boolean"),
    "custom_number": ("Integer?", "Integer"),
    "custom_decimal": ("Number?", "Number"),
}
_DEFAULTS = (  # name, label, type
    ("requester", "Search a requester", "default_requester"),
    ("subject", "Subject", "default_subject"),
    ("ticket_type", "Type", "default_ticket_type"),
    ("source", "Source", "default_source"),
    ("status", "Status", "default_status"),
    ("priority", "Priority", "default_priority"),
    ("group", "Group", "default_group"),
    ("agent", "Agent", "default_agent"),
    ("product", "Product", "default_product"),
    ("company", "Company", "default_company"),
    ("description", "Description", "default_description"),
)
_KINDS = {
    "label": "String",
    "label_for_customers": "String",
    "type": "String",
    "position": "Integer",
    "choices": "Array",
} | dict.fromkeys(
    (
        "customers_can_edit", "displayed_to_customers", "required_for_agents", "required_for_customers",
        "required_for_closure",
    ),
    "Boolean",
)  # fmt: skip
_SWITCHES = tuple(name for name, kind in _KINDS.items() if kind == "Boolean")


def custom(store: Store) -> list[dict[str, Any]]:
    """Return the custom fields of the account, in the order of their making."""
    return [document.body for document in store.documents(KIND)]


def _default_fields(store: Store) -> list[dict[str, Any]]:
    agents = store.users(AGENT_ROLES, limit=-1)
    choices: dict[str, Any] = {
        "ticket_type": list(TYPES),
        "source": SOURCE,
        "status": {str(number): [label, label] for number, label in STATUS_LABELS.items()},
        "priority": {name.title(): number for name, number in PRIORITY.items()},
        "group": {group.name: group.id for group in store.groups()},
        "agent": {agent.name: agent.id for agent in agents},
    }
    found = []
    for number, (name, label, kind) in enumerate(_DEFAULTS, 1):
        row = _shape(number, name, label, kind, position=number)
        if name in choices:
            row["choices"] = choices[name]
        found.append(row)
    return found


def _shape(number: int, name: str, label: str, kind: str, *, position: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "label": label,
        "label_for_customers": label,
        "description": "",
        "position": position,
        "type": kind,
        "default": kind.startswith("default_"),
        "customers_can_filter": False,
        **dict.fromkeys(_SWITCHES, False),
        "archived": False,
        "created_at": BIRTHDAY,
        "updated_at": BIRTHDAY,
    }


# --- endpoints ---------------------------------------------------------------------------------------------------


def list_for_agents(call: FreshdeskCall) -> Response:
    """Answer GET ticket_fields, optionally of one type; what an agent sees lacks ``archived``."""
    known_parameters(call, "type")
    wanted = call.query.get("type")
    found = [row for row in every(call) if wanted in {None, row["type"]}]
    return JSONResponse([{name: value for name, value in row.items() if name != "archived"} for row in found])


def list_for_admins(call: FreshdeskCall) -> Response:
    """Answer GET admin/ticket_fields."""
    known_parameters(call, "include")
    return JSONResponse(every(call))


def every(call: FreshdeskCall) -> list[dict[str, Any]]:
    """Return the default fields and the custom ones, by position."""
    return sorted(_default_fields(call.store) + custom(call.store), key=lambda row: row["position"])


def _find(call: FreshdeskCall) -> dict[str, Any]:
    document = call.store.document(KIND, call.path_id())
    if document is None:
        raise Absent
    return document.body


def get_field(call: FreshdeskCall) -> Response:
    """Answer GET admin/ticket_fields/{id}."""
    return JSONResponse(
        next((row for row in _default_fields(call.store) if row["id"] == call.path_id()), None) or _find(call)
    )


def create_field(call: FreshdeskCall) -> Response:
    """Answer POST admin/ticket_fields: the server chooses the name; without a position the field comes first."""
    body = call.body
    errors = shape_errors(body, _KINDS, ("label", "label_for_customers", "type"))
    if not errors:
        errors = _errors(body, body["type"])
    refuse(errors)
    with call.store.writing():
        number, now = call.store.next_id(KIND, _FIRST_ID), stamp(call.store.now())
        name = _free_name(call.store, body["label"], number)
        field = _shape(number, name, body["label"], body["type"], position=1) | dict(body)
        field |= {"created_at": now, "updated_at": now}
        if body["type"] == "custom_dropdown":
            field["choices"] = _choices(call.store, body["choices"])
        call.store.put(KIND, number, field)
    return call.created("admin/ticket_fields", field)


def update_field(call: FreshdeskCall) -> Response:
    """Answer PUT admin/ticket_fields/{id}: in part; ``type`` is refused even unchanged."""
    with call.store.writing():
        field = _find(call)
        changeable = {name: kind for name, kind in _KINDS.items() if name != "type"}
        errors = shape_errors(call.body, changeable, [name for name in ("label",) if name in call.body])
        refuse(errors or _errors(call.body, field["type"], field.get("choices", ())))
        field |= {**call.body, "updated_at": stamp(call.store.now())}
        if "choices" in call.body:
            field["choices"] = _choices(call.store, call.body["choices"])
        call.store.put(KIND, field["id"], field)
    return JSONResponse(field)


def delete_field(call: FreshdeskCall) -> Response:
    """Answer DELETE admin/ticket_fields/{id}: at once and for good."""
    _find(call)
    call.store.remove(KIND, call.path_id())
    return Response(status_code=204)


def _errors(body: Mapping[str, Any], kind: str, held: Sequence[Mapping[str, Any]] = ()) -> list[FieldError]:
    """Return what is wrong with the values of a field's body; ``held`` are the choices that it has already."""
    errors = []
    if kind not in _VALUES:
        errors.append(one_of("type", _VALUES))
    if body.get("displayed_to_customers") and not body.get("label_for_customers"):
        errors.append(FieldError.missing("label_for_customers"))
    errors += [too_long(name, body[name], _MAX_LABEL) for name in ("label",) if len(body.get(name, "")) > _MAX_LABEL]
    if "choices" in body and kind != "custom_dropdown":
        return [*errors, FieldError.unknown("choices")]
    return errors + _choice_errors(body, kind, held)


def _choice_errors(body: Mapping[str, Any], kind: str, held: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """Return what is wrong with the choices of a dropdown: one that is there already is known by its id alone."""
    if kind == "custom_dropdown" and not body.get("choices", held):
        return [FieldError.missing("choices", "Array")]
    rows = body.get("choices", [])
    if not all(isinstance(row, dict) and isinstance(row.get("value"), str) and row["value"] for row in rows):
        return [FieldError.wrong_type("choices", "key/value pair")]
    ids, known = {row["id"] for row in held}, {row["value"] for row in held}
    if any("id" in row and not (is_kind(row["id"], "Integer") and row["id"] in ids) for row in rows):
        return [FieldError.invalid("choices", "There is no choice matching the given id")]
    names = [row["value"] for row in rows]
    if len(set(names)) < len(names) or any("id" not in row and row["value"] in known for row in rows):
        return [FieldError("choices", "It should contain unique values", "duplicate_value")]
    return []


def _choices(store: Store, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"id": row.get("id") or store.next_id(KIND, _FIRST_ID), "value": row["value"], "position": position}
        for position, row in enumerate(rows, 1)
    ]


def _free_name(store: Store, label: str, number: int) -> str:
    """Return ``cf_`` and the label in ASCII; a name that is taken gets the field's number at its end."""
    ascii_label = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    name = "cf_" + (re.sub(r"[^a-z0-9]+", "_", ascii_label).strip("_") or "field")
    return f"{name}{number}" if any(row["name"] == name for row in custom(store)) else name


# --- values on tickets -------------------------------------------------------------------------------------------


def value_errors(store: Store, values: Mapping[str, Any]) -> list[FieldError]:
    """Return what is wrong with the ``custom_fields`` of a ticket's body; null clears any field."""
    known = {row["name"]: row for row in custom(store)}
    found: list[FieldError] = []
    for name, value in values.items():
        error = _value_error(known[name], value) if name in known else FieldError.unknown(name)
        found += [error] if error else []
    return found


def _value_error(field: Mapping[str, Any], value: Any) -> FieldError | None:
    kind, label = _VALUES[field["type"]]
    if not is_kind(value, kind):
        return FieldError.wrong_type(field["name"], label)
    check = _CHECKS.get(field["type"])
    return check(field, value) if check and value is not None else None


def _text_error(field: Mapping[str, Any], value: str) -> FieldError | None:
    return too_long(field["name"], value, TEXT_LENGTH) if len(value) > TEXT_LENGTH else None


def _date_error(field: Mapping[str, Any], value: str) -> FieldError | None:
    try:
        written = date.fromisoformat(value).isoformat()
    except ValueError:
        written = ""
    wrong = FieldError.invalid(field["name"], "It should be in the 'YYYY-MM-DD' format")
    return None if written == value else wrong


def _choice_error(field: Mapping[str, Any], value: str) -> FieldError | None:
    choices = [row["value"] for row in field["choices"]]
    return None if value in choices else one_of(field["name"], choices)


_CHECKS: Mapping[str, Callable[[Mapping[str, Any], str], FieldError | None]] = {
    "custom_text": _text_error,
    "custom_date": _date_error,
    "custom_dropdown": _choice_error,
}
