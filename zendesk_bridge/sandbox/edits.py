"""What people change behind a client's back, at the order of a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.records import Change

_TICKET_CHANGES = ("status", "priority", "subject", "tags", "add_tags", "remove_tags", "spam", "deleted", "merged_into")


def agent_edit(box: Context, ticket_id: int, changes: Mapping[str, Any]) -> None:
    """Write to a ticket as an agent who works in the portal; unknown keys are ignored."""
    known = {key: value for key, value in changes.items() if key in _TICKET_CHANGES}
    agent = next(iter(box.store.users(("agent",), limit=1)), None) or box.store.users(("admin",), limit=1)[0]
    box.store.update_ticket(ticket_id, Change(agent.id, known, channel="web"))
