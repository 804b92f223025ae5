"""``/macros/{id}/apply`` and ``/tickets/{id}/macros/{id}/apply``: what a macro would do; nothing is written."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.records import Ticket
from zendesk_bridge.sandbox.zendesk import macros
from zendesk_bridge.sandbox.zendesk.call import Call, Reply, Routes
from zendesk_bridge.sandbox.zendesk.fields import ticket_json
from zendesk_bridge.sandbox.zendesk.liquid import Renderer
from zendesk_bridge.sandbox.zendesk.tickets import find_ticket

_PLAIN = ("status", "type", "priority", "subject")
_IDS = ("group_id", "assignee_id", "brand_id", "ticket_form_id", "custom_status_id")


def alone(call: Call) -> Reply:
    """Answer only what the macro would change; there is no ticket, so its placeholders come out empty."""
    changes = _changes(call, macros.find(call), None)
    return Reply({"result": {"ticket": changes}})


def on_ticket(call: Call) -> Reply:
    """Answer the whole ticket as it would be."""
    ticket = find_ticket(call, int(call.params["ticket"]))
    changes = _changes(call, macros.find(call), ticket)
    return Reply({"result": {"ticket": {**ticket_json(call, ticket)[0], **changes}}})


def _changes(call: Call, macro: dict[str, Any], ticket: Ticket | None) -> dict[str, Any]:
    actions = {action["field"]: action["value"] for action in macro["actions"]}
    changes: dict[str, Any] = {name: actions[name] for name in _PLAIN if name in actions}
    changes |= {name: _id(call, actions[name]) for name in _IDS if name in actions}
    fields = [
        {"id": int(name.removeprefix("custom_fields_")), "value": value}
        for name, value in actions.items()
        if name.startswith("custom_fields_")
    ]
    comment = _comment(actions, Renderer(call.store, ticket, call.user))
    return changes | _tags(actions, ticket) | ({"fields": fields} if fields else {}) | comment


def _id(call: Call, value: Any) -> int | None:
    if value == "current_user":
        return call.user.id
    return int(value) if str(value).isdigit() else None


def _tags(actions: dict[str, Any], ticket: Ticket | None) -> dict[str, Any]:
    named = [name for name in ("set_tags", "current_tags", "remove_tags") if name in actions]
    if not named:
        return {}
    words = {name: set(str(actions.get(name, "")).split()) for name in ("set_tags", "current_tags", "remove_tags")}
    base = words["set_tags"] if "set_tags" in actions else set(ticket.tags if ticket else ())
    return {"tags": sorted((base | words["current_tags"]) - words["remove_tags"])}


def _comment(actions: dict[str, Any], renderer: Renderer) -> dict[str, Any]:
    plain, rich = actions.get("comment_value"), actions.get("comment_value_html")
    if plain is None and rich is None:
        return {}
    channel, text = plain if isinstance(plain, list) else ("channel:all", plain or "")
    body = renderer.text(text)
    comment: dict[str, Any] = {"body": body, "scoped_body": [[channel, body]]}
    if rich is not None:
        comment["html_body"] = renderer.html(rich)
    if "comment_mode_is_public" in actions:
        comment["public"] = actions["comment_mode_is_public"] == "true"
    return {"comment": comment}


ROUTES: Routes = (
    ("GET", "macros/{id:int}/apply", alone),
    ("GET", "tickets/{ticket:int}/macros/{id:int}/apply", on_ticket),
)
