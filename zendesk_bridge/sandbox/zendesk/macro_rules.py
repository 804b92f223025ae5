"""What a macro may hold: its actions, their values, its restriction; refusals as Zendesk words them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.markup import to_text
from zendesk_bridge.sandbox.zendesk import html
from zendesk_bridge.sandbox.zendesk.call import Call, integer
from zendesk_bridge.sandbox.zendesk.errors import invalid
from zendesk_bridge.sandbox.zendesk.fields import custom

WRITABLE = frozenset(("title", "actions", "active", "description", "restriction"))
CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": ("open", "pending", "hold", "solved"),
    "type": ("question", "incident", "problem", "task"),
    "priority": ("low", "normal", "high", "urgent"),
    "comment_mode_is_public": ("true", "false"),
}
FREE = (
    "subject", "group_id", "assignee_id", "set_tags", "current_tags", "remove_tags", "comment_value",
    "comment_value_html", "follower", "cc", "brand_id", "ticket_form_id", "custom_status_id", "side_conversation",
)  # fmt: skip
SETTABLE_FIELDS = frozenset(("checkbox", "multiselect", "tagger"))
"""The types of custom fields that an account lists for macros; text fields are not among them."""
_LONGEST_TITLE = 255


def settable(call: Call) -> dict[str, dict[str, Any]]:
    """Return the custom fields that a macro may set, by action name."""
    fields = (field for field in custom(call.store) if field["type"] in SETTABLE_FIELDS)
    return {f"custom_fields_{field['id']}": field for field in fields}


def check(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a macro's body as it is stored; 422 for what Zendesk refuses."""
    title = body.get("title")
    if not isinstance(title, str) or not title.strip():
        raise invalid("title", "Title: cannot be blank", "BlankValue")
    if len(title) > _LONGEST_TITLE:
        raise invalid("title", f"Title: is too long (maximum is {_LONGEST_TITLE} characters)", "ValueTooLong")
    if not isinstance(body.get("active", True), bool):
        raise invalid("active", "Active: must be true or false")
    return {
        **body,
        "raw_title": title,
        "actions": _actions(call, body.get("actions")),
        "restriction": _restriction(call, body.get("restriction")),
    }


def _actions(call: Call, given: Any) -> list[dict[str, Any]]:
    if not isinstance(given, list) or not given:
        raise invalid("actions", "Actions: cannot be blank", "BlankValue")
    known = {*CHOICES, *FREE, *settable(call)}
    actions: list[dict[str, Any]] = []
    for action in given:
        if not isinstance(action, dict) or action.get("field") not in known or "value" not in action:
            name = action.get("field") if isinstance(action, dict) else action
            raise invalid("actions", f"Actions: {name} is not a valid action")
        actions.append({"field": action["field"], "value": _value(action["field"], action["value"])})
    return _with_plain_reply(actions)


def _value(field: str, value: Any) -> Any:
    if field == "comment_mode_is_public" and isinstance(value, bool):
        return "true" if value else "false"
    if field in CHOICES and value not in CHOICES[field]:
        raise invalid("actions", f"Actions: {value} is not a valid value for {field}")
    if field in ("set_tags", "current_tags", "remove_tags"):
        return " ".join(str(value).lower().split())
    if field == "comment_value" and not _is_reply(value):
        raise invalid("actions", "Actions: comment_value must be text, or a channel and text")
    if field == "comment_value_html":
        return html.clean(str(value))
    return value


def _is_reply(value: Any) -> bool:
    parts = value if isinstance(value, list) else ["channel:all", value]
    return len(parts) == 2 and all(isinstance(part, str) for part in parts)  # noqa: PLR2004 - channel, text


def _with_plain_reply(actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add the plain reply that Zendesk derives from the rich one, in place of any that was sent."""
    rich = next((action["value"] for action in actions if action["field"] == "comment_value_html"), None)
    if rich is None:
        return actions
    others = [action for action in actions if action["field"] != "comment_value"]
    return [*others, {"field": "comment_value", "value": ["channel:all", to_text(rich)]}]


def _restriction(call: Call, given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    if not isinstance(given, dict) or given.get("type") not in ("Group", "User"):
        raise invalid("restriction", "Restriction: is invalid")
    ids = given.get("ids") or given.get("id")
    wanted = [integer(number, "restriction.id") for number in (ids if isinstance(ids, list) else [ids])]
    if given["type"] == "User":
        return {"type": "User", "id": wanted[0]}
    if not set(wanted) <= {group.id for group in call.store.groups()}:
        raise invalid("restriction", "Restriction: group does not exist")
    return {"type": "Group", "id": wanted[0], "ids": wanted}
