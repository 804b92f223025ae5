"""A ticket's change in words."""

from __future__ import annotations

from zendesk_bridge.core.model import TicketPatch


def patch_text(patch: TicketPatch) -> str:
    """Return a ticket's change in one line, without any field text."""
    parts = [*(f"+{tag}" for tag in sorted(patch.add_tags)), *(f"-{tag}" for tag in sorted(patch.remove_tags))]
    if patch.fields:
        parts.append("fields " + ", ".join(key for key, _ in patch.fields))
    if patch.note:
        parts.append("a private note")
    return (
        f"#{patch.ticket_id}: " + ("; ".join(parts) or "nothing") + (f" ({'; '.join(patch.why)})" if patch.why else "")
    )
