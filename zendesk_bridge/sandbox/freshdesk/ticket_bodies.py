"""Ticket bodies: checked whole, then turned into a change of the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from zendesk_bridge.sandbox.freshdesk import fields
from zendesk_bridge.sandbox.freshdesk.bodies import one_of, refuse, shape_errors, too_long
from zendesk_bridge.sandbox.freshdesk.errors import FieldError
from zendesk_bridge.sandbox.freshdesk.people import AGENT_ROLES
from zendesk_bridge.sandbox.freshdesk.values import (
    NEUTRAL_PRIORITY,
    NEUTRAL_STATUS,
    STATUS,
    TYPES,
    neutral_type,
)
from zendesk_bridge.sandbox.records import Ticket
from zendesk_bridge.sandbox.store import Store

MAX_TAGS = 30
TAG_LENGTH = 32
_MAX_SUBJECT = 255
UPDATE_KINDS = {
    "subject": "String",
    "status": "Integer",
    "priority": "Integer",
    "type": "String?",
    "tags": "Array",
    "custom_fields": "key/value pair",
    "responder_id": "Integer?",
    "group_id": "Integer?",
    "skip_close_notification": "Boolean",
}
CREATE_KINDS = UPDATE_KINDS | {
    "description": "String",
    "requester_id": "Integer",
    "email": "String",
    "name": "String",
    "source": "Integer",
}


def check(store: Store, body: Mapping[str, Any], kinds: Mapping[str, str], required: Collection[str] = ()) -> None:
    """Raise the 400 of a ticket's body that does not fit, with all that is wrong with it."""
    errors = shape_errors(body, kinds, required)
    bad = {error.field for error in errors}
    fit = {name: value for name, value in body.items() if name not in bad}
    errors += tag_errors(fit.get("tags", ()))
    errors += fields.value_errors(store, fit.get("custom_fields", {}))
    errors += _number_errors(store, fit)
    if len(fit.get("subject", "")) > _MAX_SUBJECT:
        errors.append(too_long("subject", fit["subject"], _MAX_SUBJECT))
    refuse(errors)


def tag_errors(tags: Sequence[Any]) -> list[FieldError]:
    """Return what is wrong with a ticket's new list of tags."""
    if not all(isinstance(tag, str) for tag in tags):
        return [FieldError.wrong_type("tags", "String")]
    errors = []
    if len(tags) > MAX_TAGS:
        errors.append(FieldError.invalid("tags", f"Has {len(tags)} tags, it can have maximum of {MAX_TAGS} tags"))
    if any(len(tag) > TAG_LENGTH for tag in tags):
        errors.append(FieldError.invalid("tags", f"It should only contain elements of at most {TAG_LENGTH} characters"))
    if any("," in tag or not tag.strip() for tag in tags):
        errors.append(FieldError.invalid("tags", "It should not contain ',' or empty elements"))
    return errors


def _number_errors(store: Store, body: Mapping[str, Any]) -> list[FieldError]:
    errors = []
    allowed: Mapping[str, Collection[Any]] = {
        "status": NEUTRAL_STATUS,
        "priority": NEUTRAL_PRIORITY,
        "type": (*TYPES, None),
    }
    errors += [one_of(name, values) for name, values in allowed.items() if name in body and body[name] not in values]
    agents = {user.id for user in store.users(AGENT_ROLES, limit=-1)} | {None}
    if body.get("responder_id") not in agents:
        errors.append(FieldError.invalid("responder_id", "There is no agent matching the given responder_id"))
    if body.get("group_id") not in {group.id for group in store.groups()} | {None}:
        errors.append(FieldError.invalid("group_id", "There is no group matching the given group_id"))
    return errors


def unique(tags: Sequence[str]) -> tuple[str, ...]:
    """Return tags without those that differ from an earlier one in case alone."""
    return tuple({tag.casefold(): tag for tag in reversed(tags)}.values())[::-1]


def values(body: Mapping[str, Any], old: Ticket | None) -> dict[str, Any]:
    """Return the store's values for a checked body; a status that Freshdesk cannot tell from the old one stays."""
    renamed = {"subject": "subject", "responder_id": "assignee_id", "group_id": "group_id"}
    found = {ours: body[name] for name, ours in renamed.items() if name in body}
    if "status" in body and (old is None or STATUS[old.status] != body["status"]):
        found["status"] = NEUTRAL_STATUS[body["status"]]
    if "priority" in body:
        found["priority"] = NEUTRAL_PRIORITY[body["priority"]]
    if "type" in body:
        found["type"] = neutral_type(body["type"])
    if "tags" in body:
        found["tags"] = unique(body["tags"])
    if "custom_fields" in body:
        found["freshdesk_fields"] = body["custom_fields"]
    return found
