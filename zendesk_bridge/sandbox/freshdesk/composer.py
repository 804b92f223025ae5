"""What an agent's composer holds after inserting a canned response: its placeholders filled from the ticket.

Freshdesk has no such endpoint; the sandbox has it so that demo and tests can see what a customer would be sent.
A placeholder without a value, or one that nobody knows, becomes nothing. There is no Liquid logic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.freshdesk import canned
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall
from zendesk_bridge.sandbox.freshdesk.html import plain
from zendesk_bridge.sandbox.freshdesk.values import PRIORITY, PRIORITY_LABELS, STATUS, STATUS_LABELS, type_label
from zendesk_bridge.sandbox.records import StoredTicket, User

_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def preview(call: FreshdeskCall) -> Response:
    """Answer GET /api/_/tickets/{id}/canned_responses/{response_id}: ``{"body_html", "body_text"}``."""
    ticket = call.ticket()
    html = filled(canned.find(call, call.path_id("response_id"))["content_html"], values(call.box, ticket))
    return JSONResponse({"body_html": html, "body_text": plain(html)})


def filled(html: str, known: Mapping[str, Any]) -> str:
    """Return ``html`` with each placeholder replaced by its value as text; lines of a value become ``<br>``."""
    return replaced(html, known, lambda text: escape(text, quote=False).replace("\n", "<br>"))


def replaced(template: str, known: Mapping[str, Any], write: Callable[[str], str] = str) -> str:
    """Return ``template`` with each placeholder replaced by its value, as ``write`` writes it."""

    def found(match: re.Match[str]) -> str:
        value = known.get(match[1].strip())
        return "" if value is None else write(str(value))

    return _PLACEHOLDER.sub(found, template)


def _person(prefix: str, user: User | None) -> dict[str, str]:
    if user is None:
        return {}
    return {
        f"{prefix}.name": user.name,
        f"{prefix}.firstname": user.first_name,
        f"{prefix}.lastname": user.last_name,
        f"{prefix}.email": user.email,
    }


def values(box: Context, ticket: StoredTicket) -> dict[str, Any]:
    """Return every placeholder that the sandbox fills."""
    store = box.store
    group = next((group.name for group in store.groups() if group.id == ticket.group_id), None)
    agent = store.user(ticket.assignee_id) if ticket.assignee_id else None
    public = [comment.text for comment in store.comments(ticket.id, limit=-1) if comment.public]
    return {
        **{f"ticket.{name}": value for name, value in ticket.freshdesk_fields.items()},
        "ticket.id": ticket.id,
        "ticket.subject": ticket.subject,
        "ticket.description": ticket.description_text,
        "ticket.url": f"{box.base_url}/a/tickets/{ticket.id}",
        "ticket.status": STATUS_LABELS[STATUS[ticket.status]],
        "ticket.priority": PRIORITY_LABELS[PRIORITY.get(ticket.priority or "", 1)],
        "ticket.ticket_type": type_label(ticket.type),
        "ticket.tags": ", ".join(ticket.tags),
        "ticket.group.name": group,
        "ticket.latest_public_comment": public[-1] if public else None,
        **_person("ticket.requester", store.user(ticket.requester_id)),
        **_person("ticket.agent", agent),
    }
