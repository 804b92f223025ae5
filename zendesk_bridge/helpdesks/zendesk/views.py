"""Views, https://developer.zendesk.com/api-reference/ticketing/business-rules/views/.

One that everybody may use has no restriction; ours carry a marker in their description, which agents do not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.core.errors import Incomplete, Rejected
from zendesk_bridge.core.model import Fields, Marker, RemoteView, ViewSpec
from zendesk_bridge.helpdesks.zendesk.api import Api, dropped, part
from zendesk_bridge.transport import Json, once

_VIEWS = "/api/v2/views.json"
_UNSOLVED = ("status", "less_than", "solved")
_TAG = ("current_tags", "includes")
_BEFORE = ("description", "requester")  # the subject and the customer
_BEHIND = ("assignee", "updated")
_MOST_COLUMNS = 10


def read(api: Api) -> tuple[RemoteView, ...]:
    """Return every shared view. Raises Incomplete for a list that may have holes."""
    rows = api.rows(_VIEWS, "views", {"access": "shared"})
    return tuple({found.id: found for found in map(view, rows)}.values())


def create(api: Api, spec: ViewSpec, fields: Fields) -> RemoteView:
    """Create a view; after a lost answer, look for its marker, and only then send it once more.

    Raises Rejected where Zendesk keeps it otherwise than it was sent.
    """
    payload = _payload(spec, fields)

    def post() -> RemoteView:
        answer = api.write("POST", _VIEWS, {"view": payload}, repeatable=False)
        row = part(answer.body, "view", dict, _VIEWS)
        if lost := sorted({*dropped(answer, payload.keys()), *_otherwise(row, spec, payload)}):
            raise Rejected(f"it was made, but Zendesk keeps it otherwise: {', '.join(lost)}")
        return view(row)

    def find() -> RemoteView | None:
        return next((found for found in read(api) if found.marker == spec.marker), None)

    return once(post, find)


def _payload(spec: ViewSpec, fields: Fields) -> dict[str, Any]:
    """Return a view as a create sends it; to leave ``restriction`` out gives it to everybody."""
    own = [fields[key].id for key in spec.columns if key in fields]
    conditions = (_UNSOLVED, (*_TAG, spec.tag))
    return {
        "title": spec.title,
        "description": f"{spec.description} Made by zendesk-bridge. {spec.marker}",
        "active": True,
        "all": [{"field": field, "operator": operator, "value": value} for field, operator, value in conditions],
        "output": {
            "columns": [*_BEFORE, *own, *_BEHIND][:_MOST_COLUMNS],
            "sort_by": "updated",
            "sort_order": "asc",
        },
    }


def view(row: Json) -> RemoteView:
    """Read one view. Raises Incomplete for what is none."""
    if not isinstance(row, dict) or not isinstance(row.get("id"), int):
        raise Incomplete("the helpdesk sent a view without an id")
    title = row.get("raw_title") if row.get("raw_title") is not None else row.get("title")
    marker = Marker.find(str(row.get("description") or ""))
    return RemoteView(row["id"], str(title or ""), bool(row.get("active", True)), _tag(row), marker)


def _tag(row: Mapping[str, Any]) -> str:
    """Return the tag whose unsolved tickets a view lists to everybody, "" where it lists anything else."""
    conditions = row.get("conditions")
    if row.get("restriction") or not isinstance(conditions, dict) or conditions.get("any"):
        return ""
    every = conditions.get("all")
    found = {_condition(one) for one in every} if isinstance(every, list) else set()
    others = found - {_UNSOLVED}
    if len(others) == len(found) or len(others) != 1:
        return ""
    field, operator, value = others.pop()
    return value if (field, operator) == _TAG and " " not in value else ""


def _condition(one: Any) -> tuple[str, str, str]:
    row = one if isinstance(one, dict) else {}
    value = row.get("value")
    words = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return str(row.get("field")), str(row.get("operator")), words


def _otherwise(row: Mapping[str, Any], spec: ViewSpec, payload: Mapping[str, Any]) -> set[str]:
    """Return what an answer shows otherwise than it was sent; what it does not show is not known."""
    found = view(row)
    execution = row.get("execution")
    shown = execution.get("columns") if isinstance(execution, dict) else None
    there = {str(column.get("id")) for column in shown if isinstance(column, dict)} if isinstance(shown, list) else None
    checks = {
        "title": found.title == spec.title,
        "description": "description" not in row or found.marker == spec.marker,
        "active": found.active,
        "conditions": "conditions" not in row or bool(row.get("restriction")) or found.tag == spec.tag,
        "restriction": not row.get("restriction"),
        "columns": there is None or {str(column) for column in payload["output"]["columns"]} <= there,
    }
    return {name for name, same in checks.items() if not same}
