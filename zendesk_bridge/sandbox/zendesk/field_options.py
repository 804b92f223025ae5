"""``/ticket_fields/{id}/options``: the choices of a dropdown or a multi-select, one by one."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.zendesk import field_rules, wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, keep
from zendesk_bridge.sandbox.zendesk.errors import invalid, not_found
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

_WRITABLE = frozenset(("id", "name", "value", "position", "default"))


def _field(call: ZendeskCall) -> dict[str, Any]:
    document = call.store.document(field_rules.KIND, call.id)
    if document is None or document.body["type"] not in field_rules.WITH_OPTIONS:
        raise not_found()
    return document.body


def _out(call: ZendeskCall, field: dict[str, Any], place: int) -> dict[str, Any]:
    option = field["custom_field_options"][place]
    return {**option, "position": place, "url": call.url(f"ticket_fields/{field['id']}/options/{option['id']}")}


def _place(field: dict[str, Any], number: Any) -> int:
    """Return where an option stands; 404 when it does not."""
    found = next((place for place, row in enumerate(field["custom_field_options"]) if row["id"] == number), None)
    if found is None:
        raise not_found()
    return found


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of a field's options in their order."""
    field = _field(call)
    rows = [(place, _out(call, field, place)) for place in range(len(field["custom_field_options"]))]
    return ZendeskAnswer(page(call, in_memory("custom_field_options", rows)))


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one option."""
    field = _field(call)
    return ZendeskAnswer({"custom_field_option": _out(call, field, _place(field, call.params["option"]))})


def write(call: ZendeskCall) -> ZendeskAnswer:
    """Create an option (201), or change the one whose id is sent (200)."""
    call.must_be_admin()
    given, dropped = keep(call.section("custom_field_option"), _WRITABLE, "custom_field_option")
    with call.store.writing():
        field = _field(call)
        rows = list(field["custom_field_options"])
        old = _place(field, given["id"]) if given.get("id") is not None else None
        made = field_rules.option(call, given, {row["id"]: row for row in rows}, {})
        if old is not None:
            del rows[old]
        rows.insert(_position(given, len(rows) if old is None else old), made)
        field = _save(call, field, rows)
    body = _out(call, field, _place(field, made["id"]))
    status = 201 if old is None else 200
    return ZendeskAnswer(
        {"custom_field_option": body}, status, {"Location": body["url"]} if old is None else {}, dropped
    )


def _position(given: dict[str, Any], default: int) -> int:
    position = given.get("position", default)
    if type(position) is not int or position < 0:
        raise invalid("position", "Position: is not a number")
    return position


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Remove an option; the last one stays."""
    call.must_be_admin()
    with call.store.writing():
        field = _field(call)
        rows = list(field["custom_field_options"])
        del rows[_place(field, call.params["option"])]
        _save(call, field, rows)
    return ZendeskAnswer(None, 204)


def _save(call: ZendeskCall, field: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    if len(rows) > field_rules.MOST_OPTIONS:
        raise invalid("base", f"Field options: at most {field_rules.MOST_OPTIONS}", "TooManyValues")
    changed = field | {"custom_field_options": rows, "updated_at": wire.time(call.store.now())}
    field_rules.check(call, changed)
    call.store.put(field_rules.KIND, field["id"], changed)
    field_rules.forget(call, field, changed)
    return changed


_ALL = "ticket_fields/{id:int}/options"
ROUTES: Routes = (
    ("GET", _ALL, index),
    ("POST", _ALL, write),
    ("GET", f"{_ALL}/{{option:int}}", show),
    ("DELETE", f"{_ALL}/{{option:int}}", delete),
)
