"""A ticket as Freshdesk's listings and answers show it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from zendesk_bridge.sandbox.freshdesk import attachments, fields
from zendesk_bridge.sandbox.freshdesk.call import stamp
from zendesk_bridge.sandbox.freshdesk.html import rewritten
from zendesk_bridge.sandbox.freshdesk.people import AGENT_ROLES, requester
from zendesk_bridge.sandbox.freshdesk.values import CHANNEL_SOURCE, PRIORITY, STATUS, type_label
from zendesk_bridge.sandbox.records import StoredTicket
from zendesk_bridge.sandbox.store import Store

_STYLE = (
    "font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif; font-size:14px"
)
_PORTAL = 2  # a ticket's ``source``


def styled(html: str) -> str:
    """Return a message's HTML inside the styled ``<div>`` that Freshdesk puts around descriptions and notes."""
    return f'<div style="{_STYLE}">\n{rewritten(html)}\n</div>'


def rows(store: Store, tickets: Collection[StoredTicket], include: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return tickets as rows of a listing, with what was asked to be included."""
    names = [field["name"] for field in fields.custom(store)]
    people: Mapping[int, Any] = {}
    if "requester" in include:
        people = {user.id: user for user in store.users_by_ids({ticket.requester_id for ticket in tickets})}
    found = []
    for ticket in tickets:
        row = _row(ticket, names)
        if "description" in include:
            row |= {"description": styled(ticket.description_html), "description_text": ticket.description_text}
        if "requester" in include:
            row["requester"] = requester(people.get(ticket.requester_id))
        if "stats" in include:
            row["stats"] = _stats(store, ticket)
        found.append(row)
    return found


def whole(store: Store, ticket: StoredTicket, include: Collection[str] = ()) -> dict[str, Any]:
    """Return one ticket as its own endpoint shows it: with its description, and ``deleted`` where it is."""
    row = rows(store, [ticket], {*include, "description"})[0]
    files = {"attachments": attachments.of(store, f"ticket/{ticket.id}")}
    return row | files | ({"deleted": True} if ticket.deleted else {})


def _row(ticket: StoredTicket, names: Collection[str]) -> dict[str, Any]:
    """Return the columns; some arrays are null, as they are in recorded answers."""
    own = ticket.freshdesk_fields
    return {
        "cc_emails": own.get("cc_emails", []),
        "fwd_emails": [],
        "reply_cc_emails": [],
        "ticket_cc_emails": own.get("cc_emails", []),
        "ticket_bcc_emails": None,
        "fr_escalated": False,
        "spam": ticket.spam,
        "email_config_id": None,
        "group_id": ticket.group_id,
        "priority": PRIORITY.get(ticket.priority or "", 1),
        "requester_id": ticket.requester_id,
        "responder_id": ticket.assignee_id,
        "source": CHANNEL_SOURCE.get(ticket.channel, _PORTAL),
        "company_id": None,
        "status": STATUS[ticket.status],
        "subject": ticket.subject,
        "association_type": None,
        "support_email": None,
        "to_emails": None,
        "product_id": None,
        "id": ticket.id,
        "type": type_label(ticket.type),
        "due_by": own.get("due_by", stamp(ticket.created_at + timedelta(days=3))),
        "fr_due_by": own.get("fr_due_by", stamp(ticket.created_at + timedelta(days=1))),
        "is_escalated": False,
        "custom_fields": {name: ticket.freshdesk_fields.get(name) for name in names},
        "created_at": stamp(ticket.created_at),
        "updated_at": stamp(ticket.updated_at),
        "associated_tickets_count": None,
        "tags": list(ticket.tags),
        "structured_description": None,
        "nr_due_by": None,
        "nr_escalated": False,
    }


def _stats(store: Store, ticket: StoredTicket) -> dict[str, str | None]:
    """Return when who last spoke, and when the ticket last entered each state."""
    later = [comment for comment in store.comments(ticket.id) if not comment.first and comment.public]
    agents = {
        user.id for user in store.users_by_ids({comment.author_id for comment in later}) if user.role in AGENT_ROLES
    }
    customer = [stamp(comment.created_at) for comment in later if comment.author_id not in agents]
    agent = [stamp(comment.created_at) for comment in later if comment.author_id in agents]
    entered = {STATUS[ticket.status]: stamp(ticket.created_at)}
    reopened = None
    for audit in store.audits(ticket.id):
        for child in audit.children:
            if child.get("field") == "status" and child["type"] == "Change":
                number = STATUS[child["value"]]
                entered[number] = stamp(audit.created_at)
                reopened = entered[number] if number == STATUS["open"] else reopened
    now = STATUS[ticket.status]
    return {
        "agent_responded_at": agent[-1] if agent else None,
        "requester_responded_at": customer[-1] if customer else None,
        "first_responded_at": agent[0] if agent else None,
        "status_updated_at": entered[now],
        "reopened_at": reopened,
        "resolved_at": entered[now] if now == STATUS["solved"] else None,
        "closed_at": entered[now] if now == STATUS["closed"] else None,
        "pending_since": entered[now] if now == STATUS["pending"] else None,
    }
