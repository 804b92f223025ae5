"""Ticket bodies: checked whole, then turned into a change of the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from zendesk_bridge.sandbox.freshdesk import fields
from zendesk_bridge.sandbox.freshdesk.bodies import email_errors, is_email, one_of, refuse, shape_errors, too_long
from zendesk_bridge.sandbox.freshdesk.call import stamp
from zendesk_bridge.sandbox.freshdesk.errors import FieldError
from zendesk_bridge.sandbox.freshdesk.people import AGENT_ROLES
from zendesk_bridge.sandbox.freshdesk.values import (
    CHANNEL_SOURCE,
    NEUTRAL_PRIORITY,
    NEUTRAL_STATUS,
    SOURCE,
    STATUS,
    TYPES,
    moment,
    neutral_type,
)
from zendesk_bridge.sandbox.records import StoredTicket
from zendesk_bridge.sandbox.store import Store

MAX_TAGS = 30  # of one ticket
TAG_LENGTH = 32  # characters
_MAX_SUBJECT = 255  # characters
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
    "description": "String",
    "requester_id": "Integer",
    "email": "String",
    "name": "String",
    "phone": "String",
    "unique_external_id": "String",
    "source": "Integer",
    "due_by": "String",
    "fr_due_by": "String",
    "company_id": "Integer?",
    "product_id": "Integer?",
    "email_config_id": "Integer?",
}
CREATE_KINDS = UPDATE_KINDS | {"cc_emails": "Array"}
OWN = ("cc_emails", "due_by", "fr_due_by")
"""What this face alone knows of a ticket; it stands among the ticket's Freshdesk fields, whose names start ``cf_``."""
_ABSENT = ("company_id", "product_id", "email_config_id")


def check(store: Store, body: Mapping[str, Any], kinds: Mapping[str, str], required: Collection[str] = ()) -> None:
    """Raise the 400 of a ticket's body that does not fit, with all that is wrong with it."""
    errors = shape_errors(body, kinds, required)
    bad = {error.field for error in errors}
    fit = {name: value for name, value in body.items() if name not in bad}
    errors += tag_errors(fit.get("tags", ()))
    errors += fields.value_errors(store, fit.get("custom_fields", {}))
    errors += _number_errors(store, fit)
    errors += _own_errors(fit)
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


def _own_errors(body: Mapping[str, Any]) -> list[FieldError]:
    """Return what is wrong with addresses, due times, the source, and links to what the sandbox has none of."""
    errors = email_errors("cc_emails", body.get("cc_emails", ()))
    if "email" in body and not is_email(body["email"]):
        errors.append(FieldError.invalid("email", "It should be in the 'valid email address' format"))
    if body.get("source", 1) not in SOURCE.values() and body["source"] not in CHANNEL_SOURCE.values():
        errors.append(one_of("source", SOURCE.values()))
    for name in (name for name in _ABSENT if body.get(name) is not None):
        what = name.removesuffix("_id").replace("_", " ")
        errors.append(FieldError.invalid(name, f"There is no {what} matching the given {name}"))
    return errors + _due_errors(body)


def _due_errors(body: Mapping[str, Any]) -> list[FieldError]:
    """Return what is wrong with the due times: they come together, and the first response is due first."""
    given = {name: moment(body[name]) for name in ("due_by", "fr_due_by") if name in body}
    errors = [
        FieldError.invalid(name, "It should be in the 'combined date and time ISO8601' format")
        for name, value in given.items()
        if value is None
    ]
    if len(given) == 1:
        errors += [FieldError.missing(name, "Date") for name in ("due_by", "fr_due_by") if name not in given]
    first, last = given.get("fr_due_by"), given.get("due_by")
    if first and last and first > last:
        errors.append(FieldError.invalid("fr_due_by", "It should be before the due_by"))
    return errors


def unique(tags: Sequence[str]) -> tuple[str, ...]:
    """Return tags without those that differ from an earlier one in case alone."""
    return tuple({tag.casefold(): tag for tag in reversed(tags)}.values())[::-1]


def values(body: Mapping[str, Any], old: StoredTicket | None) -> dict[str, Any]:
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
    own = {name: body[name] for name in OWN if name in body}
    own |= {name: stamp(due) for name in ("due_by", "fr_due_by") if name in body and (due := moment(body[name]))}
    if "custom_fields" in body or own:
        found["freshdesk_fields"] = {**body.get("custom_fields", {}), **own}
    return found
