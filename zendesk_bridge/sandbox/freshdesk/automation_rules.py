"""Which tickets an automation rule is about: its conditions, and for ticket updates who did what.

Names and shapes follow developers.freshdesk.com/api/#automations; where that page gives no list, the names are those
that the portal's own rules carry. What the sandbox does not know is refused, so that no rule waits in vain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from zendesk_bridge.sandbox.freshdesk.bodies import one_of, shape_errors
from zendesk_bridge.sandbox.freshdesk.errors import FieldError
from zendesk_bridge.sandbox.freshdesk.values import CHANNEL_SOURCE, PRIORITY, STATUS, type_label
from zendesk_bridge.sandbox.records import StoredTicket, User

_FIELDS: Mapping[str, Callable[[StoredTicket], Any]] = {
    "status": lambda ticket: STATUS[ticket.status],
    "priority": lambda ticket: PRIORITY.get(ticket.priority or "", 1),
    "source": lambda ticket: CHANNEL_SOURCE.get(ticket.channel, 2),
    "ticket_type": lambda ticket: type_label(ticket.type),
    "group_id": lambda ticket: ticket.group_id,
    "responder_id": lambda ticket: ticket.assignee_id,
}
_TEXTS: Mapping[str, Callable[[StoredTicket], str]] = {
    "subject": lambda ticket: ticket.subject,
    "description": lambda ticket: ticket.description_text,
    "subject_or_description": lambda ticket: f"{ticket.subject}\n{ticket.description_text}",
}
_TAGS = "tag_names"
_CUSTOM = re.compile(r"cf_\w{1,100}")
_SAME = frozenset(("is", "is_not", "in", "not_in"))
_WITHIN: Mapping[str, Callable[[str, str], bool]] = {
    "contains": lambda text, part: part in text,
    "starts_with": lambda text, part: text.startswith(part),
    "ends_with": lambda text, part: text.endswith(part),
}
_TEXT_OPERATORS = _SAME | frozenset(_WITHIN) | {"does_not_contain"}
_TAG_OPERATORS = frozenset(("in", "not_in", "and"))
_SETS = ("condition_set_1", "condition_set_2")
_SET_KINDS = {"name": "String", "match_type": "String", "properties": "Array"}
_PROPERTY_KINDS = {"resource_type": "String", "field_name": "String", "operator": "String"}
_EVENT_NAMES = ("note_type", "reply_sent")
_NOTE_TYPES = ("public", "private")
_ANY = (None, "", "--", -1)
_PERFORMERS: Mapping[int, Collection[str]] = {1: ("agent",), 2: ("requester",), 3: ("agent", "requester"), 4: ()}
"""4 is the system, which changes no ticket here."""


@dataclass(frozen=True, slots=True)
class AutomationInput:
    """One write to a ticket: before (None when it is new) and after, who wrote, and the kind of the comment with it.

    ``said`` is 'reply', 'public' or 'private' (notes), or nothing.
    """

    old: StoredTicket | None
    new: StoredTicket
    author: User | None
    said: str = ""


# --- what may be written ---------------------------------------------------------------------------------------


def condition_errors(given: Any) -> list[FieldError]:
    """Return what is wrong with a rule's list of condition sets."""
    if not all(isinstance(one, dict) for one in given):
        return [FieldError.wrong_type("conditions", "key/value pair")]
    errors = [error for one in given for error in shape_errors(one, _SET_KINDS, ("name", "match_type"))]
    if errors:
        return errors
    errors += [one_of("name", _SETS) for one in given if one["name"] not in _SETS]
    errors += [one_of("match_type", ("all", "any")) for one in given if one["match_type"] not in ("all", "any")]
    return errors + [error for one in given for found in one.get("properties", []) for error in _property_errors(found)]


def _property_errors(given: Any) -> list[FieldError]:
    if not isinstance(given, dict):
        return [FieldError.wrong_type("properties", "key/value pair")]
    plain = {name: value for name, value in given.items() if name != "value"}
    errors = shape_errors(plain, _PROPERTY_KINDS, ("field_name", "operator"))
    if given.get("resource_type", "ticket") != "ticket":
        errors.append(one_of("resource_type", ("ticket",)))
    return errors or _operator_errors(given)


def _operator_errors(given: Mapping[str, Any]) -> list[FieldError]:
    operators = _operators(given["field_name"])
    if not operators:
        return [one_of("field_name", (*_FIELDS, *_TEXTS, _TAGS, "cf_..."))]
    if given["operator"] not in operators:
        return [one_of("operator", sorted(operators))]
    needed = given["field_name"] not in _FIELDS and not _values(given.get("value"))
    return [FieldError.missing("value")] if needed else []


def _operators(name: str) -> Collection[str]:
    if name == _TAGS:
        return _TAG_OPERATORS
    if name in _FIELDS:
        return _SAME
    return _TEXT_OPERATORS if name in _TEXTS or _CUSTOM.fullmatch(name) else ()


def event_errors(given: Any) -> list[FieldError]:
    """Return what is wrong with the list of events that a rule for updates waits for."""
    if not given or not all(isinstance(one, dict) and isinstance(one.get("field_name"), str) for one in given):
        return [FieldError.missing("events", "Array")]
    known = {*_FIELDS, *_EVENT_NAMES}
    errors = [
        one_of("field_name", sorted(known))
        for one in given
        if one["field_name"] not in known and not _CUSTOM.fullmatch(one["field_name"])
    ]
    wrong = [one for one in given if one["field_name"] == "note_type" and one.get("value") not in (*_NOTE_TYPES, None)]
    return errors + [one_of("value", _NOTE_TYPES) for _ in wrong]


def performer_errors(given: Mapping[str, Any]) -> list[FieldError]:
    """Return what is wrong with whose updates a rule is about."""
    members = given.get("members", [])
    if type(given.get("type")) is not int or given["type"] not in _PERFORMERS:
        return [one_of("performer", tuple(_PERFORMERS))]
    if not isinstance(members, list) or not all(type(one) is int for one in members):
        return [FieldError.wrong_type("members", "Array")]
    return []


# --- what holds ------------------------------------------------------------------------------------------------


def conditions_hold(rule: Mapping[str, Any], ticket: StoredTicket) -> bool:
    """Say whether a ticket meets the sets of conditions; without an 'or' between them it must meet each."""
    held = [_set_holds(one, ticket) for one in rule["conditions"]]
    return any(held) if held and "or" in _words(rule.get("operator") or "") else all(held)


def _words(text: str) -> list[str]:
    return text.lower().split()


def _set_holds(given: Mapping[str, Any], ticket: StoredTicket) -> bool:
    held = [_holds(one["field_name"], one["operator"], one.get("value"), ticket) for one in given["properties"]]
    return any(held) if held and given["match_type"] == "any" else all(held)


def _holds(name: str, operator: str, value: Any, ticket: StoredTicket) -> bool:
    wanted = _values(value) or [""]
    if name == _TAGS:
        held = [one in {tag.lower() for tag in ticket.tags} for one in wanted]
        return all(held) if operator == "and" else any(held) == (operator == "in")
    now = _plain(_read(name, ticket))
    if operator in _SAME:
        return (now in wanted) == (operator in ("is", "in"))
    compare = _WITHIN["contains" if operator == "does_not_contain" else operator]
    return any(compare(now, one) for one in wanted) == (operator != "does_not_contain")


def _read(name: str, ticket: StoredTicket) -> Any:
    if name in _TEXTS:
        return _TEXTS[name](ticket)
    return _FIELDS[name](ticket) if name in _FIELDS else ticket.freshdesk_fields.get(name)


def _plain(value: Any) -> str:
    return "" if value is None else str(value).lower()


def _values(given: Any) -> list[str]:
    """Return the values of a condition as they are compared, those that are empty left out."""
    return [_plain(one) for one in (given if isinstance(given, list) else [given]) if _plain(one)]


def performed_by(performer: Mapping[str, Any], author: User | None) -> bool:
    """Say whether a write is by one of those whose updates a rule is about."""
    if author is None:
        return False
    role = "requester" if author.role == "end-user" else "agent"
    members = performer.get("members")
    return role in _PERFORMERS[performer["type"]] and (not members or role == "requester" or author.id in members)


def event(rule: Mapping[str, Any], facts: AutomationInput) -> str | None:
    """Return the first of a rule's events that has happened, the way ``{{triggered_event}}`` tells it; or None."""
    if facts.old is None:
        return "{ticket_action:created}"
    found = (_happened(one, facts.old, facts) for one in rule["events"])
    return next((told for told in found if told), None)


def _happened(given: Mapping[str, Any], old: StoredTicket, facts: AutomationInput) -> str | None:
    name = given["field_name"]
    if name == "reply_sent":
        return "{reply_sent:sent}" if facts.said == "reply" else None
    if name == "note_type":
        wanted = facts.said in _NOTE_TYPES and given.get("value") in (facts.said, None)
        return f"{{note_type:{facts.said}}}" if wanted else None
    before, now = _read(name, old), _read(name, facts.new)
    if before == now or not (_fits(given.get("from"), before) and _fits(given.get("to"), now)):
        return None
    return f"{{{name}:{{from:{_told(before)},to:{_told(now)}}}}}"


def _fits(wanted: Any, value: Any) -> bool:
    return wanted in _ANY or _plain(wanted) == _plain(value)


def _told(value: Any) -> str:
    return "" if value is None else str(value)
