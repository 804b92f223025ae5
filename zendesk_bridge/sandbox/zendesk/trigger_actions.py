"""What a trigger does beside calling a webhook: it changes the ticket, as a macro would, and notifies people."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from starlette.datastructures import QueryParams

from zendesk_bridge.sandbox import notices
from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.records import StoredTicket, TicketWrite, User
from zendesk_bridge.sandbox.zendesk import apply, macro_rules, writes
from zendesk_bridge.sandbox.zendesk.call import ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import ZendeskError, invalid
from zendesk_bridge.sandbox.zendesk.liquid import Renderer

RULE = "rule"
"""The channel of what triggers and automation rules write; it sets no other off."""
_CHANGES = frozenset((
    "status", "type", "priority", "group_id", "assignee_id", "set_tags", "current_tags", "remove_tags",
    "comment_value", "comment_value_html", "comment_mode_is_public",
))  # fmt: skip
_NOTIFICATIONS = frozenset(("notification_user", "notification_group"))
_PARTS = 3
"""A notification has a recipient, a subject and a body."""
_RECIPIENTS = ("requester_id", "assignee_id", "current_user", "all_agents", "group_id")


def checked(call: ZendeskCall, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return an action as it is stored; 422 for one that Zendesk, or the sandbox, refuses."""
    name, value = given["field"], given.get("value")
    if name in _NOTIFICATIONS:
        parts = value if isinstance(value, list) and all(isinstance(part, str) for part in value) else []
        if len(parts) != _PARTS or not (parts[0] in _RECIPIENTS or parts[0].isdecimal()):
            raise invalid("actions", f"Actions: {name} needs a recipient, a subject and a body")
        return {"field": name, "value": value}
    if (name, value) == ("status", "closed"):  # which no macro may set
        return {"field": name, "value": value}
    if name in _CHANGES or name in macro_rules.settable(call):
        return macro_rules.action(call, given)
    raise invalid("actions", f"Actions: {str(name)[:80]} is not an action that the sandbox knows")


def carry_out(box: Context, trigger: Mapping[str, Any], ticket: StoredTicket, author: User) -> StoredTicket:
    """Change the ticket and note the mails; returns it as it is now. What the helpdesk would refuse is left out."""
    call = ZendeskCall(box, author, "", QueryParams(), {}, {})
    renderer = Renderer(box.store, ticket, author)
    for action in trigger["actions"]:
        if action["field"] in _NOTIFICATIONS:
            to, subject, body = (renderer.text(part) for part in action["value"])
            about = {"face": "zendesk", "source": trigger["id"], "ticket": ticket.id}
            notices.note(box.store, **about, to=to, subject=subject, body=body)
    known = [action for action in trigger["actions"] if action["field"] in _CHANGES | macro_rules.settable(call).keys()]
    if known:
        with suppress(ZendeskError):
            given = apply.changes(call, {"actions": known}, ticket)
            change = TicketWrite(
                author.id,
                writes.values(call, given, ticket),
                writes.comment(call, given.get("comment"), public=True),
                channel=RULE,
            )
            return box.store.update_ticket(ticket.id, change)
    return ticket
