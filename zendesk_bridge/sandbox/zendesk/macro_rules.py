"""What a macro may hold: its actions, their values, its restriction; refusals as Zendesk words them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.markup import to_text
from zendesk_bridge.sandbox.zendesk import html
from zendesk_bridge.sandbox.zendesk.call import ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import ZendeskError, invalid
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
_TAGS = frozenset(("set_tags", "current_tags", "remove_tags"))
_LISTS = frozenset(("side_conversation", "follower", "cc"))
_IDS: Mapping[str, tuple[str, ...]] = {  # beside ids: what each may hold
    "group_id": ("", "current_groups"),
    "assignee_id": ("", "current_user", "requester_id"),
    "brand_id": ("",),
    "ticket_form_id": ("",),
    "custom_status_id": ("",),
}
_LONGEST_TITLE = 255  # characters
_LARGEST = 65_535  # bytes of all actions as JSON
_ID_DIGITS = 19  # of a 63-bit number


def settable(call: ZendeskCall) -> dict[str, dict[str, Any]]:
    """Return the custom fields that a macro may set, by action name."""
    fields = (field for field in custom(call.store) if field["type"] in SETTABLE_FIELDS)
    return {f"custom_fields_{field['id']}": field for field in fields}


def check(call: ZendeskCall, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a macro's body as it is stored; 422 for what Zendesk refuses."""
    title, description = body.get("title"), body.get("description")
    if not isinstance(title, str) or not title.strip():
        raise invalid("title", "Title: cannot be blank", "BlankValue")
    if len(title) > _LONGEST_TITLE:
        raise invalid("title", f"Title: is too long (maximum is {_LONGEST_TITLE} characters)", "ValueTooLong")
    if not isinstance(body.get("active", True), bool):
        raise invalid("active", "Active: must be true or false")
    if not isinstance(description, str | None):
        raise invalid("description", "Description: must be text")
    return {
        **body,
        "raw_title": title,
        "actions": _actions(call, body.get("actions")),
        "restriction": _restriction(call, body.get("restriction")),
    }


def _actions(call: ZendeskCall, given: Any) -> list[dict[str, Any]]:
    if not isinstance(given, list) or not given:
        raise invalid("actions", "Actions: cannot be blank", "BlankValue")
    own = settable(call)
    actions = [_action(own, found) for found in given]
    if len(json.dumps(actions)) > _LARGEST:
        raise invalid("actions", f"Actions: are too large (maximum is {_LARGEST} bytes)", "ValueTooLong")
    return _with_plain_reply(actions)


def action(call: ZendeskCall, given: Any) -> dict[str, Any]:
    """Return one action as it is kept; 422 for one that no macro can have."""
    return _action(settable(call), given)


def _action(own: Mapping[str, Mapping[str, Any]], given: Any) -> dict[str, Any]:
    name = given.get("field") if isinstance(given, dict) else given
    if not isinstance(name, str) or name not in {*CHOICES, *FREE, *own} or "value" not in given:
        raise invalid("actions", f"Actions: {str(name)[:80]} is not a valid action")
    value = given["value"]
    return {"field": name, "value": _field_value(own[name], value) if name in own else _value(name, value)}


def _value(field: str, value: Any) -> Any:
    """Return the value of an action as it is kept; 422 for one that it cannot have."""
    if field in _LISTS:
        return value
    if field == "comment_mode_is_public":
        value = str(value).lower() if isinstance(value, bool) else value
    if field in CHOICES and value not in CHOICES[field]:
        raise _refused(field, value)
    if field == "comment_value":
        if not _is_reply(value):
            raise invalid("actions", "Actions: comment_value must be text, or a channel and text")
        return value
    text = str(value) if type(value) is int else "" if value is None and field in _IDS else value
    if not isinstance(text, str) or not _is_id(field, text):
        raise _refused(field, value)
    if field in _TAGS:
        return " ".join(text.lower().split())
    return html.clean(text) if field == "comment_value_html" else text


def _is_id(field: str, text: str) -> bool:
    """Say whether a text is an id or one of the words that stand for one, where the field takes ids."""
    words = _IDS.get(field, (text,))
    return text in words or (text.isascii() and text.isdecimal() and len(text) < _ID_DIGITS)


def _field_value(field: Mapping[str, Any], value: Any) -> Any:
    """Return the value for a custom field as it is kept; 422 for a choice that the field does not have."""
    if field["type"] == "checkbox":
        if str(value).lower() not in ("true", "false"):
            raise _refused(field["title"], value)
        return str(value).lower()
    choices = {option["value"] for option in field.get("custom_field_options") or ()}
    wanted = value if field["type"] == "multiselect" and isinstance(value, list) else [value]
    if not all(isinstance(one, str) and one in choices for one in wanted) and value not in (None, ""):
        raise _refused(field["title"], value)
    return value


def _refused(field: str, value: Any) -> ZendeskError:
    return invalid("actions", f"Actions: {str(value)[:80]} is not a valid value for {field}")


def _is_reply(value: Any) -> bool:
    parts = value if isinstance(value, list) else ["channel:all", value]
    return len(parts) == 2 and all(isinstance(part, str) for part in parts)  # noqa: PLR2004 - channel, text


def _with_plain_reply(actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add the plain reply that Zendesk derives from the rich one, in place of any that was sent."""
    rich = next((action["value"] for action in actions if action["field"] == "comment_value_html"), None)
    if rich is None:
        return actions
    others = [action for action in actions if action["field"] != "comment_value"]
    return [*others, {"field": "comment_value", "value": to_text(rich)}]


def _restriction(call: ZendeskCall, given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    if not isinstance(given, dict) or given.get("type") not in ("Group", "User"):
        raise invalid("restriction", "Restriction: is invalid")
    ids = given.get("ids") or given.get("id")
    wanted = [integer(number, "restriction.id") for number in (ids if isinstance(ids, list) else [ids])]
    if not wanted:
        raise invalid("restriction", "Restriction: names nobody")
    if given["type"] == "User":
        if call.store.user(wanted[0]) is None:
            raise invalid("restriction", "Restriction: user does not exist")
        return {"type": "User", "id": wanted[0]}
    if not set(wanted) <= {group.id for group in call.store.groups()}:
        raise invalid("restriction", "Restriction: group does not exist")
    return {"type": "Group", "id": wanted[0], "ids": wanted}
