"""A ticket's change in words, or why there is none."""

from __future__ import annotations

from zendesk_bridge.core.model import SkipReason, TicketPatch

_SKIPPED = {
    SkipReason.CLOSED: "closed: the helpdesk takes no more changes",
    SkipReason.DELETED: "deleted",
    SkipReason.MERGED: "merged into another ticket",
    SkipReason.SPAM: "spam",
    SkipReason.SOLVED: "solved: it is looked at again when somebody reopens it",
    SkipReason.SILENT: "mentions no late item",
    SkipReason.RIGHT: "already right",
    SkipReason.DISMISSED: "an agent took our tag off; it stays off",
    SkipReason.HOLE: "unreadable in a listing",
    SkipReason.OVERLONG: "too long to be searched",
}


def skip_text(reason: SkipReason) -> str:
    """Return why nothing is done on a ticket."""
    return _SKIPPED[reason]


def skip_word(reason: SkipReason) -> str:
    """Return the same, short enough to be counted in a line."""
    return _SKIPPED[reason].partition(":")[0]


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
