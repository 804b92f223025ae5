"""``/tags`` and ``/tickets/{id}/tags``: PUT adds, POST replaces, DELETE removes, each with an optional stamp."""

from __future__ import annotations

from zendesk_bridge.sandbox.zendesk import writes
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page
from zendesk_bridge.sandbox.zendesk.tickets import find_ticket

_ALL = """
  SELECT value AS name, count(*) AS count FROM tickets, json_each(tickets.tags)
  WHERE spam = 0 AND deleted = 0 GROUP BY value ORDER BY count(*) DESC, name LIMIT 20000
"""


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of the account's tags, the most used first."""
    found = call.store.read(_ALL, {})
    return ZendeskAnswer(page(call, in_memory("tags", [(place, dict(row)) for place, row in enumerate(found)])))


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a ticket's tags."""
    return ZendeskAnswer({"tags": list(find_ticket(call, call.id).tags)})


def add(call: ZendeskCall) -> ZendeskAnswer:
    """Add tags."""
    return _write(call, "additional_tags")


def replace(call: ZendeskCall) -> ZendeskAnswer:
    """Replace all tags."""
    return _write(call, "tags", 201)


def remove(call: ZendeskCall) -> ZendeskAnswer:
    """Remove tags."""
    return _write(call, "remove_tags")


def _write(call: ZendeskCall, key: str, status: int = 200) -> ZendeskAnswer:
    safe = {name: call.body[name] for name in ("safe_update", "updated_stamp") if name in call.body}
    ticket, _ = writes.write(call, call.id, {key: call.body.get("tags", []), **safe})
    return ZendeskAnswer({"tags": list(ticket.tags)}, status)


ROUTES: Routes = (
    ("GET", "tags", index),
    ("GET", "tickets/{id:int}/tags", show),
    ("PUT", "tickets/{id:int}/tags", add),
    ("POST", "tickets/{id:int}/tags", replace),
    ("DELETE", "tickets/{id:int}/tags", remove),
)
