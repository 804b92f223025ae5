"""``/macros/{id}/apply`` and ``/tickets/{id}/macros/{id}/apply``: what a macro would do; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.records import StoredTicket
from zendesk_bridge.sandbox.zendesk import macros
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.fields import ticket_json
from zendesk_bridge.sandbox.zendesk.liquid import Renderer
from zendesk_bridge.sandbox.zendesk.tickets import find_ticket

_PLAIN = ("status", "type", "priority")
_IDS = ("group_id", "assignee_id", "brand_id", "ticket_form_id", "custom_status_id")


def alone(call: ZendeskCall) -> ZendeskAnswer:
    """Answer only what the macro would change; there is no ticket, so its placeholders come out empty."""
    return ZendeskAnswer({"result": {"ticket": changes(call, macros.find(call), None)}})


def on_ticket(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the whole ticket as it would be."""
    ticket = find_ticket(call, int(call.params["ticket"]))
    found = changes(call, macros.find(call), ticket)
    now = ticket_json(call, ticket)[0]
    values = {field["id"]: field["value"] for field in found.get("fields", ())}
    own = [{"id": row["id"], "value": values.get(row["id"], row["value"])} for row in now["custom_fields"]]
    return ZendeskAnswer({"result": {"ticket": {**now, "custom_fields": own, **found}}})


def changes(call: ZendeskCall, macro: Mapping[str, Any], ticket: StoredTicket | None) -> dict[str, Any]:
    """Return what a macro's actions change of a ticket, as Zendesk's JSON names it."""
    actions = {action["field"]: action["value"] for action in macro["actions"]}
    renderer = Renderer(call.store, ticket, call.user)
    found: dict[str, Any] = {name: actions[name] for name in _PLAIN if name in actions}
    found |= {"subject": renderer.text(actions["subject"])} if "subject" in actions else {}
    found |= {name: _id(call, ticket, actions[name]) for name in _IDS if name in actions}
    fields = [
        {"id": int(name.removeprefix("custom_fields_")), "value": value}
        for name, value in actions.items()
        if name.removeprefix("custom_fields_").isdecimal()
    ]
    comment = _comment(actions, renderer)
    return found | _tags(actions, ticket) | ({"fields": fields} if fields else {}) | comment


def _id(call: ZendeskCall, ticket: StoredTicket | None, value: str) -> int | None:
    if value == "current_user":
        return call.user.id
    if value == "requester_id":
        return ticket.requester_id if ticket else None
    return int(value) if value.isdecimal() else None


def _tags(actions: dict[str, Any], ticket: StoredTicket | None) -> dict[str, Any]:
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
        comment["public"] = str(actions["comment_mode_is_public"]).lower() == "true"
    return {"comment": comment}


ROUTES: Routes = (
    ("GET", "macros/{id:int}/apply", alone),
    ("GET", "tickets/{ticket:int}/macros/{id:int}/apply", on_ticket),
)
