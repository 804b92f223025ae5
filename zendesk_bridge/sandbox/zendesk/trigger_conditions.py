"""The conditions of triggers that the sandbox knows: which operators and values each takes, and when it holds.

By Zendesk's conditions reference (documentation/ticketing/reference-guides/conditions-reference); what is not here is
refused, so that no trigger silently waits for something that never comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from zendesk_bridge.sandbox.records import Audit, Comment, StoredTicket, User
from zendesk_bridge.sandbox.zendesk.errors import invalid

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": ("new", "open", "pending", "hold", "solved", "closed"),
    "priority": ("", "low", "normal", "high", "urgent"),
    "type": ("", "question", "incident", "problem", "task"),
}
"""In their order: less_than and greater_than go by it."""
_IDS = ("group_id", "assignee_id", "requester_id")
_CUSTOM = re.compile(r"custom_fields_(\d{1,20})")
_VIA: Mapping[str, int] = {"web": 0, "email": 4, "api": 5, "chat": 29, "phone": 45}
_WORDS = re.compile(r"\w+")
_SAME = frozenset(("is", "is_not"))
_CHANGES = _SAME | {"changed", "not_changed", "value", "not_value", "value_previous", "not_value_previous"}
_INCLUDES = frozenset(("includes", "not_includes"))
_VALUELESS = frozenset(("changed", "not_changed", "present", "not_present"))
_COMMENT = ("true", "false", "not_relevant", "requester_can_see_comment")


@dataclass(frozen=True, slots=True)
class TriggerInput:
    """One write to a ticket: before (None when it is new) and after, who wrote, and the comment that came with it."""

    old: StoredTicket | None
    new: StoredTicket
    audit: Audit
    author: User | None
    comment: Comment | None


@dataclass(frozen=True, slots=True)
class _ConditionField:
    """A condition's field: the operators and values it takes, and whether it holds for (facts, operator, value)."""

    operators: frozenset[str]
    fits: Callable[[str], bool]
    holds: Callable[[TriggerInput, str, str], bool]


def _text(value: Any) -> str:
    """Return a value as conditions compare it."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


# --- fields whose value changes --------------------------------------------------------------------------------


def _field(
    read: Callable[[StoredTicket], Any], order: tuple[str, ...] = ()
) -> Callable[[TriggerInput, str, str], bool]:
    def holds(facts: TriggerInput, operator: str, value: str) -> bool:
        now = _text(read(facts.new))
        before = _text(read(facts.old)) if facts.old else ""
        changed = now != before
        found: dict[str, Callable[[], bool]] = {
            "is": lambda: now == value,
            "changed": lambda: changed,
            "value": lambda: changed and now == value,
            "value_previous": lambda: changed and before == value,
            "present": lambda: bool(now),
            "less_than": lambda: now in order and order.index(now) < order.index(value),
            "greater_than": lambda: now in order and order.index(now) > order.index(value),
        }
        if operator in found:
            return found[operator]()
        return not found["is" if operator == "is_not" else operator.removeprefix("not_")]()

    return holds


def _choice(name: str, choices: tuple[str, ...]) -> _ConditionField:
    holds = _field(lambda ticket: getattr(ticket, name), choices)
    return _ConditionField(_CHANGES | {"less_than", "greater_than"}, lambda value: value in choices, holds)


def _number(name: str) -> _ConditionField:
    holds = _field(lambda ticket: getattr(ticket, name))
    return _ConditionField(_CHANGES, lambda value: value.isascii() and (value == "" or value.isdecimal()), holds)


def _custom(number: str) -> _ConditionField:
    holds = _field(lambda ticket: ticket.zendesk_fields.get(number))
    return _ConditionField(_CHANGES | {"present", "not_present"}, lambda _: True, holds)


# --- words, tags, and the write itself -------------------------------------------------------------------------


def _words(text: str) -> set[str]:
    return set(_WORDS.findall(text.lower()))


def _word_kind(read: Callable[[TriggerInput], str | None]) -> _ConditionField:
    def holds(facts: TriggerInput, operator: str, value: str) -> bool:
        text = read(facts)
        if text is None:  # no comment came with this write
            return False
        if operator in _SAME:
            return (value.lower() in text.lower()) == (operator == "is")
        return bool(_words(value) & _words(text)) == (operator == "includes")

    return _ConditionField(_SAME | _INCLUDES, lambda value: bool(value.strip()), holds)


def _tags(facts: TriggerInput, operator: str, value: str) -> bool:
    return bool(set(value.lower().split()) & set(facts.new.tags)) == (operator == "includes")


def _update_type(facts: TriggerInput, operator: str, value: str) -> bool:
    return (value == ("Change" if facts.old else "Create")) == (operator == "is")


def _comment_is_public(facts: TriggerInput, _: str, value: str) -> bool:
    if facts.comment is None:
        return False
    return value == "not_relevant" or facts.comment.public == (value != "false")


def _role(facts: TriggerInput, operator: str, value: str) -> bool:
    if facts.author is None:
        return operator == "is_not"
    word = "end_user" if facts.author.role == "end-user" else "agent"
    return (value in (word, str(facts.author.id))) == (operator == "is")


def _via(read: Callable[[TriggerInput], str]) -> _ConditionField:
    def holds(facts: TriggerInput, operator: str, value: str) -> bool:
        return (_VIA.get(read(facts)) == int(value)) == (operator == "is")

    return _ConditionField(_SAME, lambda value: value in {str(number) for number in _VIA.values()}, holds)


_KINDS: Mapping[str, _ConditionField] = {
    **{name: _choice(name, choices) for name, choices in _CHOICES.items()},
    **{name: _number(name) for name in _IDS},
    "update_type": _ConditionField(_SAME, lambda value: value in ("Create", "Change"), _update_type),
    "current_tags": _ConditionField(_INCLUDES, lambda value: bool(value.strip()), _tags),
    "comment_is_public": _ConditionField(frozenset(("is",)), lambda value: value in _COMMENT, _comment_is_public),
    "comment_includes_word": _word_kind(lambda facts: facts.comment.text if facts.comment else None),
    "description_includes_word": _word_kind(lambda facts: facts.new.description_text),
    "subject_includes_word": _word_kind(lambda facts: facts.new.subject),
    "role": _ConditionField(_SAME, lambda value: value in ("agent", "end_user") or value.isdecimal(), _role),
    "via_id": _via(lambda facts: facts.new.channel),
    "current_via_id": _via(lambda facts: facts.audit.channel),
}


def _kind(name: Any) -> _ConditionField | None:
    custom = _CUSTOM.fullmatch(name) if isinstance(name, str) else None
    return _custom(custom[1]) if custom else _KINDS.get(name) if isinstance(name, str) else None


def checked(given: Any) -> dict[str, list[dict[str, Any]]]:
    """Return conditions as they are stored; 422 for those that the sandbox does not know."""
    found = {} if given is None else given
    if not isinstance(found, dict) or not all(isinstance(found.get(group, []), list) for group in ("all", "any")):
        raise invalid("conditions", "Conditions: must be an object with lists named all and any")
    return {group: [_checked(condition) for condition in found.get(group, [])] for group in ("all", "any")}


def _checked(given: Any) -> dict[str, Any]:
    name = given.get("field") if isinstance(given, dict) else given
    kind = _kind(name)
    if kind is None:
        raise invalid("conditions", f"Conditions: {name} is not a condition that the sandbox knows")
    operator, value = given.get("operator") or "is", given.get("value")
    if not isinstance(operator, str) or operator not in kind.operators:
        raise invalid("conditions", f"Conditions: {operator} is not a valid operator for {name}")
    words = " ".join(map(_text, value)) if isinstance(value, list) else _text(value)
    if operator not in _VALUELESS and not kind.fits(words):
        raise invalid("conditions", f"Conditions: {words} is not a valid value for {name}")
    return {"field": name, "operator": operator, "value": words if operator not in _VALUELESS else None}


def hold(conditions: Mapping[str, list[Mapping[str, Any]]], facts: TriggerInput) -> bool:
    """Say whether all of ``all`` and, where there are some, one of ``any`` hold."""
    every, some = conditions["all"], conditions["any"]
    return all(_holds(one, facts) for one in every) and (not some or any(_holds(one, facts) for one in some))


def _holds(condition: Mapping[str, Any], facts: TriggerInput) -> bool:
    kind = _kind(condition["field"])
    return kind is not None and kind.holds(facts, condition["operator"], condition["value"] or "")
