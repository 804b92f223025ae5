"""Automation rules: 1 for new tickets, 4 for updates; and what sets them off.

For a new ticket only the first rule that fits runs (the account does not cascade); for an update each. What a rule
changes sets off no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.freshdesk import (
    automation_actions,
    automation_rules,
    automation_webhooks,
    composer,
    conversations,
)
from zendesk_bridge.sandbox.freshdesk.automation_rules import AutomationInput
from zendesk_bridge.sandbox.freshdesk.bodies import refuse, shape_errors
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, known_parameters, page_of, stamp
from zendesk_bridge.sandbox.freshdesk.errors import Absent, FieldError, Invalid
from zendesk_bridge.sandbox.records import Audit, StoredTicket

KIND = "freshdesk_rule"
CREATION, HOURLY, UPDATES = 1, 3, 4  # the type in a rule's path
_FIRST_ID = 47_000_000_001
_WEBHOOK = "trigger_webhook"
_NOTE = 2
_LARGEST = 2**31  # position
_KINDS = {
    "name": "String", "position": "Integer", "active": "Boolean", "conditions": "Array", "operator": "String?",
    "actions": "Array",
}  # fmt: skip
_UPDATE_KINDS = _KINDS | {"performer": "key/value pair", "events": "Array"}


# --- the endpoints ---------------------------------------------------------------------------------------------


def list_rules(call: FreshdeskCall) -> Response:
    """Answer GET automations/{type}/rules: by position; there are none that run hourly."""
    known_parameters(call)
    shown, _ = page_of(call).cut(_rules(call.box, _type(call)))
    return JSONResponse({"rules": shown, "meta": {"count": len(shown), "cascading_rules": False}})


def create_rule(call: FreshdeskCall) -> Response:
    """Answer POST automations/{type}/rules: at the end unless a position is named."""
    kind = _type(call)
    if kind == HOURLY:
        raise Invalid(FieldError.invalid("type", "The sandbox runs no hourly rules: use 1 or 4"))
    _check(call.body, kind, new=True)
    now = stamp(call.store.now())
    with call.store.writing():
        last = max((rule["position"] for rule in _rules(call.box, kind)), default=0)
        number = call.store.next_id(KIND, _FIRST_ID)
        rule = {
            "id": number, "position": last + 1, "active": True, "operator": None, **call.body,
            "conditions": _sets(call.body.get("conditions")), "last_updated_by": call.me.id, "created_at": now,
            "updated_at": now,
        }  # fmt: skip
        call.store.put(KIND, number, {"type": kind, "rule": rule})
    return call.created(f"automations/{kind}/rules", rule)


def get_rule(call: FreshdeskCall) -> Response:
    """Answer GET automations/{type}/rules/{id}."""
    return JSONResponse(_find(call))


def update_rule(call: FreshdeskCall) -> Response:
    """Answer PUT automations/{type}/rules/{id}: keys that are not sent stay, lists are replaced whole."""
    kind = _type(call)
    with call.store.writing():
        old = _find(call)
        _check(call.body, kind, new=False)
        rule = {**old, **call.body, "last_updated_by": call.me.id, "updated_at": stamp(call.store.now())}
        rule["conditions"] = _sets(rule["conditions"])
        call.store.put(KIND, rule["id"], {"type": kind, "rule": rule})
    return JSONResponse(rule)


def delete_rule(call: FreshdeskCall) -> Response:
    """Answer DELETE automations/{type}/rules/{id}."""
    number = _find(call)["id"]
    call.store.remove(KIND, number)
    call.box.courier.invocations.forget(f"rule-{number}")
    return Response(status_code=204)


def _type(call: FreshdeskCall) -> int:
    kind = call.path_id("type")
    if kind not in (CREATION, HOURLY, UPDATES):
        raise Absent
    return kind


def _find(call: FreshdeskCall) -> dict[str, Any]:
    found = call.store.document(KIND, call.path_id())
    if found is None or found.body["type"] != _type(call):
        raise Absent
    rule: dict[str, Any] = found.body["rule"]
    return rule


def _rules(box: Context, kind: int) -> list[dict[str, Any]]:
    found = [document.body["rule"] for document in box.store.documents(KIND) if document.body["type"] == kind]
    return sorted(found, key=lambda rule: (rule["position"], rule["id"]))


def _sets(given: Any) -> list[dict[str, Any]]:
    """Return the sets of conditions; a rule without any reads back with an empty one."""
    sets = given or [{"name": "condition_set_1", "match_type": "all"}]
    return [{"properties": [], **one} for one in sets]


def _check(body: Mapping[str, Any], kind: int, *, new: bool) -> None:
    """Raise the 400 of a rule that cannot be, with all that is wrong with it."""
    required = ("name", "actions", *(("performer", "events") if kind == UPDATES else ())) if new else ()
    errors = shape_errors(body, _UPDATE_KINDS if kind == UPDATES else _KINDS, required)
    bad = {error.field for error in errors}
    checks: Mapping[str, Callable[[Any], list[FieldError]]] = {
        "position": lambda value: [] if 0 < value < _LARGEST else [FieldError.wrong_type("position", "Integer")],
        "name": lambda value: [] if value.strip() else [FieldError.missing("name")],
        "conditions": automation_rules.condition_errors,
        "events": automation_rules.event_errors,
        "performer": automation_rules.performer_errors,
        "actions": _actions_errors,
    }
    errors += [
        error for name, check in checks.items() if name in body and name not in bad for error in check(body[name])
    ]
    refuse(errors)


def _actions_errors(given: Any) -> list[FieldError]:
    if not given:
        return [FieldError.missing("actions", "Array")]
    return [error for action in given for error in _action_errors(action)]


def _action_errors(given: Any) -> list[FieldError]:
    if not isinstance(given, dict):
        return [FieldError.wrong_type("actions", "key/value pair")]
    if given.get("field_name") == _WEBHOOK:
        return automation_webhooks.action_errors(given)
    return automation_actions.action_errors(given)


# --- what sets them off ----------------------------------------------------------------------------------------


def watch(box: Context) -> None:
    """Run rules from now on when tickets are written."""
    box.store.listen(lambda old, new, audit: _written(box, old, new, audit))


def _written(box: Context, old: StoredTicket | None, new: StoredTicket, audit: Audit) -> None:
    rules = [rule for rule in _rules(box, CREATION if old is None else UPDATES) if rule["active"]]
    if not rules or new.spam or new.deleted or audit.channel == automation_actions.RULE:
        return
    facts = AutomationInput(old, new, next(iter(box.store.users_by_ids([audit.author_id])), None), _said(box, audit))
    for rule in rules:
        event = _due(rule, facts)
        if event is not None:
            _run(box, rule, event, new, audit.author_id)
            if old is None:
                return


def _said(box: Context, audit: Audit) -> str:
    """Return what kind of comment came with a write: 'reply', 'public' or 'private' for a note, or nothing."""
    for child in audit.children:
        if child["type"] == "Comment":
            known = box.store.document(conversations.KIND, child["comment_id"])
            note = not child["public"] or (known is not None and known.body.get("source") == _NOTE)
            return "reply" if not note else "public" if child["public"] else "private"
    return ""


def _due(rule: Mapping[str, Any], facts: AutomationInput) -> str | None:
    """Return the event that sets a rule off, None when nothing does."""
    if facts.old is not None and not automation_rules.performed_by(rule["performer"], facts.author):
        return None
    event = automation_rules.event(rule, facts)
    return event if event and automation_rules.conditions_hold(rule, facts.new) else None


def _run(box: Context, rule: Mapping[str, Any], event: str, ticket: StoredTicket, author: int) -> None:
    ticket = box.store.ticket(ticket.id) or ticket  # as the rule before has left it
    told = {
        "triggered_event": event,
        "ticket.description": ticket.description_html,
        "ticket.tags": ",".join(ticket.tags),
    }
    known = composer.values(box, ticket) | told
    for action in rule["actions"]:
        if action["field_name"] == _WEBHOOK:
            box.courier.submit(automation_webhooks.delivery(box, rule["id"], event, action, known))
    automation_actions.carry_out(box, rule, ticket, author, known)
