"""A ticket's written JSON as a change of the store: shared by single updates, jobs and creation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zendesk_bridge.sandbox.records import NewComment, StoredTicket, TicketWrite
from zendesk_bridge.sandbox.store import WriteConflict
from zendesk_bridge.sandbox.zendesk import html
from zendesk_bridge.sandbox.zendesk.call import ZendeskCall, integer, keep
from zendesk_bridge.sandbox.zendesk.errors import bad_request, closed, invalid, not_found, unfilled, update_conflict
from zendesk_bridge.sandbox.zendesk.field_tags import mirrored
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
_PRIVATE = (False, None, 0, "false", "0", "")
_TAGS = {"tags": "tags", "additional_tags": "add_tags", "remove_tags": "remove_tags"}


def write(call: ZendeskCall, number: int, given: Mapping[str, Any]) -> tuple[StoredTicket, tuple[str, ...]]:
    """Carry out one ticket's JSON; returns the ticket and the keys that were ignored.

    404 for a deleted ticket, 422 for a closed one, 409 when the stamp that was sent is stale.
    """
    known, dropped = keep(given, WRITABLE, "ticket")
    with call.store.writing():
        ticket = call.store.ticket(number)
        if ticket is None or is_deleted(ticket):
            raise not_found()
        if is_closed(ticket):
            raise closed()
        change = TicketWrite(
            call.user.id,
            values(call, known, ticket),
            comment(call, known.get("comment"), public=first_is_public(call, ticket)),
            metadata=mapping(known.get("metadata", {}), "metadata"),
            only_if_updated_at=_stamp(known),
        )
        try:
            return call.store.update_ticket(ticket.id, change), dropped
        except WriteConflict as exc:
            raise update_conflict() from exc


def values(call: ZendeskCall, given: Mapping[str, Any], old: StoredTicket | None = None) -> dict[str, Any]:
    """Return the store's names for what the JSON changes; 422 for a value that a ticket cannot have.

    ``old`` is the ticket that is changed, None for a new one.
    """
    changed: dict[str, Any] = {}
    for name, allowed in _CHOICES.items():
        if name in given:
            if given[name] not in allowed:
                raise invalid(name, f"{name.capitalize()}: {given[name]} is not valid")
            changed[name] = given[name]
    subject = {"subject": _text(given["subject"], "subject")} if "subject" in given else {}
    tags = {ours: tag_list(given[theirs]) for theirs, ours in _TAGS.items() if theirs in given}
    own = custom(call.store)
    written = _field_values(given.get("custom_fields", given.get("fields")), own)
    if "external_id" in given:
        written["external_id"] = None if given["external_id"] is None else str(given["external_id"])
    fields = {"zendesk_fields": written} if written else {}
    found = mirrored(own, old, changed | subject | _people(call, given) | tags | fields)
    _check_solvable(own, old, found)
    return found


def _check_solvable(own: list[dict[str, Any]], old: StoredTicket | None, changed: Mapping[str, Any]) -> None:
    """Refuse to solve a ticket with an empty required field, whatever else the change is about."""
    if changed.get("status") != "solved" or (old is not None and old.status == "solved"):
        return
    values = {**(old.zendesk_fields if old else {}), **changed.get("zendesk_fields", {})}
    empty = [field for field in own if field.get("required") and _is_empty(values.get(str(field["id"])))]
    if empty:
        raise unfilled(empty)


def _is_empty(value: Any) -> bool:
    """Say whether a field has no value; a zero is one."""
    return value is None or value is False or value in ("", [])


def _text(given: Any, name: str) -> str:
    if given is None or isinstance(given, str):
        return given or ""
    raise bad_request("InvalidParameters", f"{name} must be a string")


def _people(call: ZendeskCall, given: Mapping[str, Any]) -> dict[str, int | None]:
    """Return requester, assignee and group of a change; 422 for one that the account does not have."""
    found = {name: integer(given[name], name) if given[name] else None for name in _IDS if name in given}
    named = [number for name, number in found.items() if name != "group_id" and number is not None]
    users = {user.id: user for user in call.store.users_by_ids(named)}
    if found.setdefault("requester_id", None) is None:
        del found["requester_id"]
    elif found["requester_id"] not in users:
        raise invalid("requester", "Requester: is not a valid user")
    assignee = found.get("assignee_id")
    if assignee is not None and (assignee not in users or users[assignee].role == "end-user"):
        raise invalid("assignee", "Assignee: is not a valid agent")
    group = found.get("group_id")
    if group is not None and all(group != one.id for one in call.store.groups()):
        raise invalid("group", "Group: is not valid")
    return found


def tag_list(given: Any) -> list[str]:
    """Return tags as Zendesk keeps them: lower case, split at spaces."""
    words = given if isinstance(given, list) else [given]
    if not all(isinstance(word, str) for word in words):
        raise bad_request("InvalidParameters", "tags must be a list of strings")
    return [tag for word in words for tag in word.lower().split()]


def comment(call: ZendeskCall, given: Any, *, public: bool) -> NewComment | None:
    """Return the comment that goes with a change; ``public`` is what it inherits when it does not say."""
    if given is None:
        return None
    found = {"body": given} if isinstance(given, str) else mapping(given, "comment")
    rich = html.clean(_text(found.get("html_body"), "html_body"))
    plain = _text(found.get("body", found.get("value")), "body")
    if not rich and not plain.strip():
        raise invalid("comment", "Comment: cannot be blank", "BlankValue")
    author = integer(found.get("author_id") or call.user.id, "author_id")
    if author != call.user.id and call.store.user(author) is None:
        raise invalid("comment", "Comment: author is not a valid user")
    shown = found.get("public", public) not in _PRIVATE
    return NewComment(rich, "" if rich else plain, public=shown, author_id=author)


def first_is_public(call: ZendeskCall, ticket: StoredTicket) -> bool:
    """Say whether a ticket began in public, which its comments inherit."""
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


def _field_values(given: Any, own: list[dict[str, Any]]) -> dict[str, Any]:
    """Return ``{field id as text: value}``; fields the account does not have are ignored silently."""
    if given is None:
        return {}
    rows = [{"id": key, "value": value} for key, value in given.items()] if isinstance(given, dict) else given
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "id" in row for row in rows):
        raise bad_request("InvalidParameters", "custom_fields must be a list of objects with an id")
    known = {str(field["id"]): field for field in own}
    found = {str(row["id"]): row.get("value") for row in rows if str(row["id"]) in known}
    for number, value in found.items():
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            title = known[number]["title"]
            raise invalid("base", f"{title}: is too long (maximum is {LONGEST_TEXT} characters)", "ValueTooLong")
    return found
