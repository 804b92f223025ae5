"""A view's conditions and order as SQL on ``tickets``: which tickets it lists, in which order.

By Zendesk's conditions reference (documentation/ticketing/reference-guides/conditions-reference); what is not here is
refused, so that no view is silently wider than it says. Views know no condition on the words of a text field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zendesk_bridge.sandbox.zendesk.errors import ZendeskError, invalid
from zendesk_bridge.sandbox.zendesk.search_sql import RANKS

_STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
_PRIORITIES = ("low", "normal", "high", "urgent")
_TYPES = ("question", "incident", "problem", "task")
_RANKED: Mapping[str, tuple[str, ...]] = {"status": _STATUSES, "priority": _PRIORITIES, "type": _TYPES}
_IDS = ("group_id", "assignee_id", "requester_id")
_NARROWING = frozenset(("status", "type", *_IDS))
"""One of these has to stand among the conditions that all must be met, or Zendesk refuses the view."""
_CUSTOM = re.compile(r"custom_fields_(\d{1,18})")
_SAME = ("is", "is_not")
_TAG = "EXISTS (SELECT 1 FROM json_each(tags) WHERE value IN ({}))"
_MARKED = "backorder"
_ORDERS: Mapping[str, str] = {
    "nice_id": "id", "created": "created_at", "updated": "updated_at", "assigned": "updated_at",
    "status": RANKS["status"], "priority": RANKS["priority"], "type": "type", "assignee": "assignee_id",
    "requester": "requester_id", "group": "group_id",
}  # fmt: skip


@dataclass(slots=True)
class ViewQuestion:
    """What a view asks of the tickets: the conditions as SQL, with named parameters. ``me`` is who looks."""

    view: Mapping[str, Any]
    me: int
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The tickets that it lists, as ``FROM`` and ``WHERE``; those with the bridge's tags have an index."""
        every = self.view["all"]
        table = "marked_tickets" if any(_is_marked(row) for row in every) else "tickets"
        parts = ["spam = 0 AND deleted = 0", *map(self._one, every)]
        if self.view["any"]:
            parts.append(" OR ".join(f"({self._one(row)})" for row in self.view["any"]))
        return f"FROM {table} WHERE {' AND '.join(f'({part})' for part in parts)}"

    @property
    def order(self) -> str:
        """The order: the group first; of equal ones the newest first."""
        output = self.view["output"]
        pairs = [(output.get(f"{name}_by"), output.get(f"{name}_order")) for name in ("group", "sort")]
        parts = [f"{self._rank(str(by))} {'ASC' if way == 'asc' else 'DESC'}" for by, way in pairs if by]
        return f"ORDER BY {', '.join([*parts, 'id DESC'])}"

    def _rank(self, name: str) -> str:
        return _ORDERS.get(name) or self._value_of(name)

    def _value_of(self, number: str) -> str:
        """Return the SQL of what one of the account's own fields holds."""
        place = self._put(f'$."{number}"')
        return f"json_extract(zendesk_fields, {place})"

    def _put(self, value: Any) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _one(self, row: Mapping[str, Any]) -> str:
        name, operator, value = row["field"], row["operator"], str(row.get("value") or "")
        if name == "current_tags":
            found = _TAG.format(", ".join(self._put(tag) for tag in value.lower().split()))
            return found if operator == "includes" else f"NOT {found}"
        if operator in ("less_than", "greater_than"):
            sign = "<" if operator == "less_than" else ">"
            return f"{RANKS[name]} {sign} {_RANKED[name].index(value)} AND {RANKS[name]} >= 0"
        sql = self._column(name)
        if operator in ("present", "not_present"):
            return f"coalesce({sql}, '') {'<>' if operator == 'present' else '='} ''"
        wanted: Any = self.me if value == "current_user" else int(value) if name in _IDS and value else value
        same = f"coalesce({sql}, '') = {self._put(wanted)}"
        return same if operator == "is" else f"NOT ({same})"

    def _column(self, name: str) -> str:
        custom = _CUSTOM.fullmatch(name)
        if custom:
            return self._value_of(custom[1])
        return "CASE WHEN merged_into IS NULL THEN status ELSE 'closed' END" if name == "status" else name


def _is_marked(row: Mapping[str, Any]) -> bool:
    """Say whether a condition leaves only tickets with a tag of the bridge's, which have an index."""
    tags = str(row.get("value") or "").split()
    return (
        row["field"] == "current_tags"
        and row["operator"] == "includes"
        and all(tag.startswith(_MARKED) for tag in tags)
    )


def check(name: str, given: Any, fields: Mapping[int, str]) -> list[dict[str, Any]]:
    """Return ``all`` or ``any`` as it is kept; 422 for a condition that no view can have.

    ``fields`` are the types of the account's own ticket fields.
    """
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        raise invalid(name, "Conditions: must be a list of objects")
    rows = [{key: row.get(key) for key in ("field", "operator", "value")} for row in given]
    for row in rows:
        _check(name, row, fields)
    if name == "all" and not any(row["field"] in _NARROWING for row in rows):
        raise invalid(
            "base", "You must add at least one condition on status, type, group, assignee or requester", "InvalidValue"
        )
    return rows


def _check(name: str, row: Mapping[str, Any], fields: Mapping[int, str]) -> None:
    kind, operator, value = row["field"], row["operator"], row["value"]
    text = "" if value is None else str(value)
    rules = _rules(kind, fields) if isinstance(kind, str) else None
    if rules is None or operator not in rules[0]:
        raise _refused(name, f"{str(kind)[:60]} {str(operator)[:30]}")
    if operator not in ("present", "not_present") and not (isinstance(value, str | int | None) and rules[1](text)):
        raise _refused(name, f"{kind}: {text[:60]}")


def _rules(kind: str, fields: Mapping[int, str]) -> tuple[Sequence[str], Callable[[str], bool]] | None:
    """Return the operators that a condition's field takes, and whether a value is one of its own."""
    custom = _CUSTOM.fullmatch(kind)
    if custom:
        known = fields.get(int(custom[1]))
        operators = ("present", "not_present") if known in ("text", "textarea") else (*_SAME, "present", "not_present")
        return (operators, lambda _: True) if known else None
    if kind in _RANKED:
        order = ("less_than", "greater_than") if kind != "type" else ()
        return (*_SAME, *order), lambda text: text in (*_RANKED[kind], *([] if kind == "status" else [""]))
    if kind in _IDS:
        return _SAME, lambda text: text in ("", "current_user") or (text.isascii() and text.isdecimal())
    return (("includes", "not_includes"), lambda text: bool(text.split())) if kind == "current_tags" else None


def _refused(name: str, what: str) -> ZendeskError:
    return invalid(name, f"Conditions: {what} is not a condition of views")


def orders(name: str) -> bool:
    """Say whether views can be sorted and grouped by a column of this name."""
    return name in _ORDERS
