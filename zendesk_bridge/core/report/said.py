"""What customers were told, in words and as data: ids, days and worth, never what an agent wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from zendesk_bridge.core.facts.changes import days_of
from zendesk_bridge.core.model import Accuracy, ApprovedMessage, NoticeKind, Promise, ShipWindow

WORTH: Final[Mapping[Accuracy, str]] = {
    Accuracy.CURRENT: "right",
    Accuracy.STALE: "stale",
    Accuracy.INVENTED: "invented",
    Accuracy.UNDATED: "no day named",
    Accuracy.UNPROVEN: "unproven",
}
"""What a promise was worth when it was made, in words."""

KINDS: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.FIRST: "first notice",
    NoticeKind.FIRST_LONG: "first notice, long delay",
    NoticeKind.RENEWED: "renewed notice",
}


@dataclass(frozen=True, slots=True)
class PromiseOn:
    """A promise with the helpdesk that it was made on: its name, the name of the team, and the link to the ticket.

    ``team`` is its number where nobody knows what it is called, "" for a ticket of no team; ``link`` is "" where no
    address is known. ``sent`` is the message of outreach that it is, None for an agent's reply.
    """

    helpdesk: str
    promise: Promise
    team: str = ""
    link: str = ""
    sent: ApprovedMessage | None = None


def team_name(team: int | None, names: Mapping[int, str]) -> str:
    """Return what a team is called: its name, or its number where that is not known; "" for no team."""
    return "" if team is None else names.get(team) or f"team {team}"


def told(promise: Promise) -> str:
    """Return what a customer was told, in words."""
    ships = f"ships {days_of(promise.window)}" if promise.window else "no day"
    return f"{ships}, next update {promise.next_update}" if promise.next_update else ships


def window_json(window: ShipWindow | None) -> dict[str, str | None] | None:
    """Return a ship window as JSON-like data."""
    if window is None:
        return None
    return {"from": None if window.first is None else window.first.isoformat(), "to": window.last.isoformat()}


def promise_json(on: PromiseOn) -> dict[str, Any]:
    """Return a promise as JSON-like data."""
    promise = on.promise
    return {
        "helpdesk": on.helpdesk,
        "ticket": promise.ticket_id,
        "sku": promise.sku,
        "at": promise.at.isoformat(timespec="seconds"),
        "comment": promise.comment,
        "agent": None if promise.by_bridge else promise.agent_id,
        "by": "bridge" if promise.by_bridge else "agent",
        "wave": on.sent.message.wave if on.sent else None,
        "approved_by": list(on.sent.approved) if on.sent else [],
        "team": promise.team,
        "team_name": on.team or None,
        "customer": promise.requester_id,
        "ship_window": window_json(promise.window),
        "next_update": promise.next_update and promise.next_update.isoformat(),
        "accuracy": promise.accuracy.value,
        "kind": promise.kind.value,
        "version": promise.version or None,
        "link": on.link or None,
    }
