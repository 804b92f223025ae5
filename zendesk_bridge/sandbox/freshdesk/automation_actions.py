"""What a rule does beside calling a webhook: it changes the ticket, adds a private note, and mails people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from zendesk_bridge.sandbox import notices
from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.freshdesk import ticket_bodies
from zendesk_bridge.sandbox.freshdesk.bodies import one_of
from zendesk_bridge.sandbox.freshdesk.composer import filled, replaced
from zendesk_bridge.sandbox.freshdesk.errors import FieldError, FreshdeskError
from zendesk_bridge.sandbox.freshdesk.html import plain, rewritten
from zendesk_bridge.sandbox.records import NewComment, StoredTicket, TicketWrite

RULE = "rule"
"""The channel of what rules write; it sets no other off."""
_MAILS = {"send_email_to_requester": "requester", "send_email_to_agent": "agent", "send_email_to_group": "group"}
_CUSTOM = re.compile(r"cf_\w{1,100}")


def _whole(value: Any) -> bool:
    return type(value) is int


def _words(value: Any) -> bool:
    listed = value if isinstance(value, list) else [value]
    return bool(listed) and all(isinstance(one, str) and one.strip() for one in listed)


_VALUES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "status": (_whole, "Integer"), "priority": (_whole, "Integer"), "group_id": (_whole, "Integer"),
    "responder_id": (_whole, "Integer"), "ticket_type": (_words, "String"), "add_tag": (_words, "Array"),
    "add_comment": (_words, "String"),
}  # fmt: skip
_BODY_NAMES = {"status": "status", "priority": "priority", "group_id": "group_id", "responder_id": "responder_id",
               "ticket_type": "type"}  # fmt: skip


def action_errors(given: Mapping[str, Any]) -> list[FieldError]:
    """Return what is wrong with an action that is no webhook."""
    name, value = str(given.get("field_name")), given.get("value")
    if name in _MAILS:
        texts = all(isinstance(given.get(key), str) for key in ("email_subject", "email_body"))
        return [] if texts else [FieldError.missing("email_body")]
    if _CUSTOM.fullmatch(name):
        return []
    if name not in _VALUES:
        return [one_of("field_name", ("trigger_webhook", *_VALUES, *_MAILS, "cf_..."))]
    fits, kind = _VALUES[name]
    return [] if fits(value) else [FieldError.wrong_type("value", kind)]


def carry_out(
    box: Context, rule: Mapping[str, Any], ticket: StoredTicket, author: int, known: Mapping[str, Any]
) -> None:
    """Change the ticket and note the mails; what the helpdesk would refuse is left out. ``known`` fills templates."""
    body: dict[str, Any] = {}
    html = ""
    for action in rule["actions"]:
        name, value = action["field_name"], action.get("value")
        if name in _MAILS:
            about = {"face": "freshdesk", "source": rule["id"], "ticket": ticket.id, "to": _MAILS[name]}
            texts = {key: replaced(action[f"email_{key}"], known) for key in ("subject", "body")}
            notices.note(box.store, **about, **texts)
        elif name in _BODY_NAMES:
            body[_BODY_NAMES[name]] = value
        elif name == "add_tag":
            added = value if isinstance(value, list) else [value]
            body["tags"] = list(dict.fromkeys([*body.get("tags", ticket.tags), *added]))
        elif name == "add_comment":
            html = rewritten(filled(value, known))
        elif _CUSTOM.fullmatch(name):
            body.setdefault("custom_fields", {})[name] = value
    note = NewComment(html, plain(html), public=False) if html else None
    with suppress(FreshdeskError):
        ticket_bodies.check(box.store, body, ticket_bodies.UPDATE_KINDS)
        box.store.update_ticket(ticket.id, TicketWrite(author, ticket_bodies.values(body, ticket), note, channel=RULE))
