"""``/triggers``, which change tickets and call webhooks: list, read, create, change, remove; and what sets them off.

A trigger looks at every write to a ticket, in the order of positions, also at those of bulk jobs, of the desk and of a
customer. What one changes may make others hold, each of which fires once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.identity import identity
from zendesk_bridge.sandbox.records import Audit, Comment, StoredTicket, User
from zendesk_bridge.sandbox.zendesk import (
    ticket_events,
    trigger_actions,
    trigger_conditions,
    webhook_requests,
    webhooks,
    wire,
)
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, keep
from zendesk_bridge.sandbox.zendesk.errors import invalid, not_found
from zendesk_bridge.sandbox.zendesk.liquid import Renderer
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page
from zendesk_bridge.sandbox.zendesk.trigger_conditions import TriggerInput
from zendesk_bridge.sandbox.zendesk.webhook_requests import Content
from zendesk_bridge.sandbox.zendesk.webhook_rules import BY_TRIGGER

KIND = "zendesk_trigger"
_FIRST_ID = 360_200_000_001
_WRITABLE = frozenset(("title", "description", "active", "position", "conditions", "actions", "category_id"))
_WEBHOOK = "notification_webhook"
_PAIR = 2
_LONGEST_TITLE = 255  # characters
_LARGEST = 2**31  # position


# --- the endpoints ---------------------------------------------------------------------------------------------


def find(call: ZendeskCall) -> dict[str, Any]:
    """Return the trigger that the path names; 403 for who is no admin, 404 when it is not there."""
    call.must_be_admin()
    found = call.store.document(KIND, call.id)
    if found is None:
        raise not_found()
    return found.body


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of triggers by position, all of them or (``?active=``) those that are active or not."""
    call.must_be_admin()
    wanted = call.query.get("active", "").lower()
    return _listed(call, [one for one in _all(call.box) if wanted in ("", str(one["active"]).lower())])


def active(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of the active triggers."""
    call.must_be_admin()
    return _listed(call, [one for one in _all(call.box) if one["active"]])


def _listed(call: ZendeskCall, found: list[dict[str, Any]]) -> ZendeskAnswer:
    rows = [(f"{one['position'] + _LARGEST:010} {one['id']:020}", _out(call, one)) for one in found]
    return ZendeskAnswer(page(call, in_memory("triggers", rows)))


def _all(box: Context) -> list[dict[str, Any]]:
    found = [document.body for document in box.store.documents(KIND)]
    return sorted(found, key=lambda one: (one["position"], one["id"]))


def _out(call: ZendeskCall, trigger: Mapping[str, Any]) -> dict[str, Any]:
    return {**trigger, "url": call.url(f"triggers/{trigger['id']}")}


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one trigger."""
    return ZendeskAnswer({"trigger": _out(call, find(call))})


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Create a trigger, at the end unless a position is named; unknown keys are dropped and named in a header."""
    call.must_be_admin()
    given, dropped = keep(call.section("trigger"), _WRITABLE, "trigger")
    now = wire.time(call.store.now())
    with call.store.writing():
        last = max((one["position"] for one in _all(call.box)), default=0)
        whole = {"description": None, "active": True, "position": last + 1, "category_id": "1", **given}
        values = _checked(call, whole)
        number = call.store.next_id(KIND, _FIRST_ID)
        body = {"id": number, **values, "default": False, "created_at": now, "updated_at": now}
        trigger = _out(call, call.store.put(KIND, number, body).body)
    return ZendeskAnswer({"trigger": trigger}, 201, {"Location": trigger["url"]}, dropped)


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Change a trigger: keys that are not sent stay, conditions and actions are replaced whole."""
    given, dropped = keep(call.section("trigger"), _WRITABLE, "trigger")
    with call.store.writing():
        trigger = _checked(call, {**find(call), **given}) | {"updated_at": wire.time(call.store.now())}
        call.store.put(KIND, call.id, trigger)
    return ZendeskAnswer({"trigger": _out(call, trigger)}, dropped=dropped)


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Remove a trigger."""
    call.store.remove(KIND, find(call)["id"])
    return ZendeskAnswer(None, 204)


def _checked(call: ZendeskCall, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a trigger as it is stored; 422 for what Zendesk, or the sandbox, refuses."""
    title = body.get("title")
    if not isinstance(title, str) or not title.strip():
        raise invalid("title", "Title: cannot be blank", "BlankValue")
    if len(title) > _LONGEST_TITLE:
        raise invalid("title", f"Title: is too long (maximum is {_LONGEST_TITLE} characters)", "ValueTooLong")
    if type(body["active"]) is not bool or type(body["position"]) is not int or abs(body["position"]) >= _LARGEST:
        raise invalid("base", "position must be an integer and active true or false")
    conditions = trigger_conditions.checked(body.get("conditions"))
    return {**body, "raw_title": title, "conditions": conditions, "actions": _actions(call, body.get("actions"))}


def _actions(call: ZendeskCall, given: Any) -> list[dict[str, Any]]:
    if not isinstance(given, list) or not given:
        raise invalid("actions", "Actions: cannot be blank", "BlankValue")
    return [_action(call, action) for action in given]


def _action(call: ZendeskCall, given: Any) -> dict[str, Any]:
    name = given.get("field") if isinstance(given, dict) else given
    if name != _WEBHOOK:
        return trigger_actions.checked(call, given if isinstance(given, dict) else {"field": given})
    value = given.get("value")
    if not isinstance(value, list) or len(value) != _PAIR or not isinstance(value[0], str) or not _is_content(value[1]):
        raise invalid("actions", "Actions: notification_webhook needs a webhook's id, and a body or pairs of text")
    webhook = call.store.document(webhooks.KIND, value[0])
    if webhook is None or webhook.body["subscriptions"] != [BY_TRIGGER]:
        raise invalid("actions", f"Actions: webhook {value[0]} does not exist, or is not for triggers")
    return {"field": name, "value": value}


def _is_content(value: Any) -> bool:
    if isinstance(value, list):
        pairs = [pair for pair in value if isinstance(pair, list) and len(pair) == _PAIR]
        return len(pairs) == len(value) and all(isinstance(part, str) for pair in pairs for part in pair)
    return isinstance(value, str)


ROUTES: Routes = (
    ("GET", "triggers", index),
    ("POST", "triggers", create),
    ("GET", "triggers/active", active),
    ("GET", "triggers/{id:int}", show),
    ("PUT", "triggers/{id:int}", update),
    ("DELETE", "triggers/{id:int}", delete),
)


# --- what sets them off ----------------------------------------------------------------------------------------


def watch(box: Context) -> None:
    """Call webhooks and run triggers from now on whenever a ticket is written."""
    box.store.listen(lambda old, new, audit: _written(box, old, new, audit))


def _written(box: Context, old: StoredTicket | None, new: StoredTicket, audit: Audit) -> None:
    """Run the triggers that hold, and send events to the webhooks that subscribe to them."""
    reachable = {
        document.id: document.body
        for document in box.store.documents(webhooks.KIND, after="")
        if document.body["status"] == "active"
    }
    author = next(iter(box.store.users_by_ids([audit.author_id])), None)
    facts = TriggerInput(old, new, audit, author, _comment(box, audit))
    if audit.channel != trigger_actions.RULE and not wire.is_deleted(new) and not (old and wire.is_closed(old)):
        _run(box, reachable, facts)
    eager = {number: webhook for number, webhook in reachable.items() if webhook["subscriptions"] != [BY_TRIGGER]}
    account = identity(box.store).zendesk
    for event in ticket_events.events(account, facts) if eager else ():
        for number, webhook in eager.items():
            if event["type"] in webhook["subscriptions"]:
                _send(box, webhook, str(number), event["type"], ticket_events.text(event))


def _run(box: Context, reachable: Mapping[Any, Any], facts: TriggerInput) -> None:
    """Set off every trigger that holds, each once: after one has changed the ticket, all are looked at again."""
    waiting = [trigger for trigger in _all(box) if trigger["active"]]
    while (
        due := next((one for one in waiting if trigger_conditions.hold(one["conditions"], facts)), None)
    ) is not None:
        waiting.remove(due)
        _fire(box, due, reachable, facts)
        facts = replace(facts, new=trigger_actions.carry_out(box, due, facts.new, facts.author or _admin(box)))


def _comment(box: Context, audit: Audit) -> Comment | None:
    ids = [child["comment_id"] for child in audit.children if child["type"] == "Comment"]
    return next(iter(box.store.comments_by_ids(ids)), None)


def _fire(box: Context, trigger: Mapping[str, Any], reachable: Mapping[Any, Any], facts: TriggerInput) -> None:
    renderer = Renderer(box.store, facts.new, facts.author or _admin(box))
    for action in trigger["actions"]:
        if action["field"] == _WEBHOOK and action["value"][0] in reachable:
            number, template = action["value"]
            _send(box, reachable[number], number, BY_TRIGGER, _rendered(renderer, template))


def _admin(box: Context) -> User:
    return box.store.users(("admin",), limit=1)[0]


def _rendered(renderer: Renderer, template: Content) -> Content:
    """Fill the placeholders, as plain text: quotes and line breaks in them are not escaped, as in Zendesk."""
    if isinstance(template, str):
        return renderer.text(template)
    return [[renderer.text(part) for part in pair] for pair in template]


def _send(box: Context, webhook: Mapping[str, Any], number: str, event: str, content: Content) -> None:
    kept = box.store.document(webhooks.KEPT, number)
    if kept is not None:
        account = identity(box.store).zendesk
        box.courier.submit(webhook_requests.delivery(account, webhook, kept.body, event, content))
