"""Freshdesk's numbers and labels beside the store's neutral words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

STATUS: Mapping[str, int] = {"new": 2, "open": 2, "pending": 3, "hold": 3, "solved": 4, "closed": 5}
NEUTRAL_STATUS: Mapping[int, str] = {2: "open", 3: "pending", 4: "solved", 5: "closed"}
STATUS_LABELS: Mapping[int, str] = {2: "Open", 3: "Pending", 4: "Resolved", 5: "Closed"}
PRIORITY: Mapping[str, int] = {"low": 1, "normal": 2, "high": 3, "urgent": 4}
NEUTRAL_PRIORITY: Mapping[int, str] = {number: name for name, number in PRIORITY.items()}
PRIORITY_LABELS: Mapping[int, str] = {1: "Low", 2: "Medium", 3: "High", 4: "Urgent"}
SOURCE: Mapping[str, int] = {"Email": 1, "Portal": 2, "Phone": 3, "Chat": 7, "Feedback Widget": 9}
CHANNEL_SOURCE: Mapping[str, int] = {"email": 1, "web": 2, "phone": 3, "chat": 7, "outbound_email": 10}
TYPES = ("Question", "Incident", "Problem", "Feature Request", "Refund")
_SHARED_TYPES = frozenset(("question", "incident", "problem", "task"))


def type_label(neutral: str | None) -> str | None:
    """Return the type of a ticket in Freshdesk's spelling."""
    return neutral.title() if neutral in _SHARED_TYPES else neutral


def neutral_type(label: str | None) -> str | None:
    """Return the type of a ticket in the store's spelling; a type that only Freshdesk has stays as it is."""
    return label.lower() if label and label.lower() in _SHARED_TYPES else label


def moment(text: str) -> datetime | None:
    """Read a time as Freshdesk does: with an offset, without one (UTC), or a bare date; None if it is none."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except OverflowError:  # in the first or the last hours of all time
        return None
