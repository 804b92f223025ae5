"""A ticket's written JSON as a change of the store: shared by single updates, jobs and creation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zendesk_bridge.sandbox.records import Change, NewComment, Ticket
from zendesk_bridge.sandbox.store import Stale
from zendesk_bridge.sandbox.zendesk import html
from zendesk_bridge.sandbox.zendesk.call import Call, integer, keep
from zendesk_bridge.sandbox.zendesk.errors import bad_request, closed, invalid, not_found, update_conflict
from zendesk_bridge.sandbox.zendesk.fields import LONGEST_TEXT, custom
from zendesk_bridge.sandbox.zendesk.wire import is_closed, is_deleted

WRITABLE = frozenset((
    "subject", "status", "priority", "type", "requester_id", "assignee_id", "group_id", "tags", "additional_tags",
    "remove_tags", "custom_fields", "fields", "comment", "metadata", "safe_update", "updated_stamp", "macro_id",
    "macro_ids", "external_id",
))  # fmt: skip
_CHOICES: Mapping[str, tuple[object, ...]] = {
    "status": ("new", "open", "pending", "hold", "solved", "closed"),
    "priority": (None, "low", "normal", "high", "urgent"),
    "type": (None, "question", "incident", "problem", "task"),
}
_IDS = ("requester_id", "assignee_id", "group_id")
_TAGS = {"tags": "tags", "additional_tags": "add_tags", "remove_tags": "remove_tags"}


def write(call: Call, ticket: Ticket | None, given: Mapping[str, Any]) -> tuple[Ticket, tuple[str, ...]]:
    """Carry out one ticket's JSON; returns the ticket and the keys that were ignored.

    404 for a deleted ticket, 422 for a closed one, 409 when the stamp that was sent is stale.
    """
    if ticket is None or is_deleted(ticket):
        raise not_found()
    if is_closed(ticket):
        raise closed()
    known, dropped = keep(given, WRITABLE, "ticket")
    change = Change(
        call.user.id,
        values(call, known),
        comment(call, known.get("comment"), public=_first_is_public(call, ticket)),
        metadata=mapping(known.get("metadata", {}), "metadata"),
        only_if_updated_at=_stamp(known),
    )
    try:
        return call.store.update_ticket(ticket.id, change), dropped
    except Stale as exc:
        raise update_conflict() from exc


def values(call: Call, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the store's names for what the JSON changes; 422 for a value that a ticket cannot have."""
    changed: dict[str, Any] = {}
    for name, allowed in _CHOICES.items():
        if name in given:
            if given[name] not in allowed:
                raise invalid(name, f"{name.capitalize()}: {given[name]} is not valid")
            changed[name] = given[name]
    subject = {"subject": str(given["subject"])} if "subject" in given else {}
    ids = {name: None if given[name] in (None, "") else integer(given[name], name) for name in _IDS if name in given}
    tags = {ours: tag_list(given[theirs]) for theirs, ours in _TAGS.items() if theirs in given}
    own = given.get("custom_fields", given.get("fields"))
    fields = {} if own is None else {"zendesk_fields": _field_values(call, own)}
    return changed | subject | ids | tags | fields


def tag_list(given: Any) -> list[str]:
    """Return tags as Zendesk keeps them: lower case, split at spaces."""
    words = given if isinstance(given, list) else [given]
    if not all(isinstance(word, str) for word in words):
        raise bad_request("InvalidParameters", "tags must be a list of strings")
    return [tag for word in words for tag in word.lower().split()]


def comment(call: Call, given: Any, *, public: bool) -> NewComment | None:
    """Return the comment that goes with a change; ``public`` is what it inherits when it does not say."""
    if given is None:
        return None
    found = {"body": given} if isinstance(given, str) else mapping(given, "comment")
    rich, plain = html.clean(str(found.get("html_body") or "")), str(found.get("body") or "")
    if not rich and not plain.strip():
        raise invalid("comment", "Comment: cannot be blank", "BlankValue")
    author = integer(found.get("author_id", call.user.id), "author_id")
    return NewComment(rich, "" if rich else plain, public=bool(found.get("public", public)), author_id=author)


def _first_is_public(call: Call, ticket: Ticket) -> bool:
    first = call.store.comments(ticket.id, limit=1)
    return not first or first[0].public


def stamp(value: Any) -> datetime:
    """Return an ``updated_stamp`` as a moment; 400 for one that cannot be read."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError as exc:
        raise bad_request("InvalidParameters", "updated_stamp must be an ISO 8601 time") from exc
    if found.tzinfo is None:
        raise bad_request("InvalidParameters", "updated_stamp must name its time zone")
    return found


def _stamp(given: Mapping[str, Any]) -> datetime | None:
    """Return the stamp to compare; ``safe_update`` counts as true whatever it holds, and needs one."""
    if "safe_update" not in given:
        return None
    if not given.get("updated_stamp"):
        raise bad_request("InvalidParameters", "safe_update needs updated_stamp")
    return stamp(given["updated_stamp"])


def mapping(value: Any, name: str) -> dict[str, Any]:
    """Return an object of the body; 400 when it is something else."""
    if not isinstance(value, dict):
        raise bad_request("InvalidParameters", f"{name} must be an object")
    return value


def _field_values(call: Call, given: Any) -> dict[str, Any]:
    """Return ``{field id as text: value}``; fields the account does not have are ignored silently."""
    rows = [{"id": key, "value": value} for key, value in given.items()] if isinstance(given, dict) else given
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "id" in row for row in rows):
        raise bad_request("InvalidParameters", "custom_fields must be a list of objects with an id")
    known = {str(field["id"]): field for field in custom(call.store)}
    found = {str(row["id"]): row.get("value") for row in rows if str(row["id"]) in known}
    for number, value in found.items():
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            title = known[number]["title"]
            raise invalid("base", f"{title}: is too long (maximum is {LONGEST_TEXT} characters)", "ValueTooLong")
    return found
