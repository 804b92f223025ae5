"""``/tickets/{id}/comments`` and ``/tickets/{id}/audits``."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Call, Reply, Routes
from zendesk_bridge.sandbox.zendesk.pages import Listing, in_memory, page
from zendesk_bridge.sandbox.zendesk.tickets import find_ticket


def index(call: Call) -> Reply:
    """Answer a page of a ticket's comments, oldest first unless ``sort=-created_at`` or ``sort_order=desc``."""
    ticket = find_ticket(call, call.id)
    descending = call.query.get("sort", "").startswith("-") or call.query.get("sort_order") == "desc"

    def after(key: Any, limit: int) -> list[tuple[Any, dict[str, Any]]]:
        found = call.store.comments(ticket.id, after=key or 0, limit=limit, descending=descending)
        return [(comment.id, wire.comment(comment)) for comment in found]

    def skip(offset: int, limit: int) -> list[dict[str, Any]]:
        found = call.store.comments(ticket.id, offset=offset, limit=limit, descending=descending)
        return [wire.comment(comment) for comment in found]

    answer = page(call, Listing("comments", after, skip, lambda: len(call.store.comments(ticket.id))))
    if "users" in call.query.get("include", ""):
        authors = call.store.users_by_ids({comment["author_id"] for comment in answer["comments"]})
        answer["users"] = [wire.user(call, user) for user in authors]
    return Reply(answer)


def audits(call: Call) -> Reply:
    """Answer a page of a ticket's audits, oldest first."""
    ticket = find_ticket(call, call.id)
    bodies = {comment.id: comment for comment in call.store.comments(ticket.id)}
    rows = [(audit.id, wire.audit(audit, bodies)) for audit in call.store.audits(ticket.id, limit=1000)]
    return Reply(page(call, in_memory("audits", rows)))


ROUTES: Routes = (
    ("GET", "tickets/{id:int}/comments", index),
    ("GET", "tickets/{id:int}/audits", audits),
)
