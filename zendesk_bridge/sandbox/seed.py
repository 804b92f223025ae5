"""What a new sandbox holds: people and groups always, and in the demo the tickets of ``seed.jsonl``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from zendesk_bridge.sandbox.records import ABOUT, NewComment, NewTicket, TicketWrite, User
from zendesk_bridge.sandbox.store import Missing, Store

if TYPE_CHECKING:
    from zendesk_bridge.sandbox.context import SandboxCredentials

AGENTS = (("Ava Reyes", "ava.reyes@example.com"), ("Sam Whitfield", "sam.whitfield@example.com"))
GROUPS = ("Support", "Returns", "VIP")


def fill(store: Store, credentials: SandboxCredentials, *, demo: bool) -> None:
    """Fill a store that was never filled before; any other is left alone."""
    with store.writing():
        if store.document(*ABOUT) is not None:
            return
        store.put(*ABOUT, {"demo": demo})
        store.add_user("Sandbox Admin", credentials.zendesk_email, "admin")
        for name, email in AGENTS:
            store.add_user(name, email, "agent")
        for name in GROUPS:
            store.add_group(name)
        if demo:
            for line in files("zendesk_bridge.sandbox").joinpath("seed.jsonl").read_text("utf-8").splitlines():
                add_ticket(store, json.loads(line))


def add_ticket(store: Store, row: Mapping[str, Any]) -> int:
    """Create a ticket from the JSON that ``admin`` documents, with its comments; returns its id.

    ``hours_ago`` may stand for ``created_at``.
    """
    person = row.get("requester") or {}
    person = {"email": person} if isinstance(person, str) else person
    email = str(person.get("email", "customer@example.com"))
    name = str(person.get("name") or email.partition("@")[0].title())
    requester = store.add_user(name, email, locale=str(person.get("locale", "en-US")))
    created = _created(store, row)
    ticket = store.add_ticket(
        NewTicket(
            str(row["subject"]),
            requester.id,
            text=str(row["description"]),
            status=str(row.get("status", "new")),
            tags=tuple(str(tag) for tag in row.get("tags", ())),
            created_at=created,
            spam=bool(row.get("spam", False)),
        )
    )
    for hours, comment in enumerate(row.get("comments", ()), start=1):
        add_comment(store, ticket.id, comment, at=created and min(created + timedelta(hours=hours), store.now()))
    return ticket.id


def add_comment(store: Store, ticket_id: int, row: Mapping[str, Any], *, at: datetime | None = None) -> int:
    """Write ``{"author": "customer" | "agent", "body", "public"}`` on a ticket; returns its id, raises ``Missing``.

    ``at`` is when it was written; None is now.
    """
    ticket = store.ticket(ticket_id)
    if ticket is None:
        raise Missing(ticket_id)
    author = _agent(store).id if row.get("author") == "agent" else ticket.requester_id
    channel = "web" if row.get("author") == "agent" else "email"
    comment = NewComment(text=str(row["body"]), public=bool(row.get("public", True)))
    store.update_ticket(ticket_id, TicketWrite(author, comment=comment, channel=channel, at=at))
    return store.comments(ticket_id, limit=1, descending=True)[0].id


def _agent(store: Store) -> User:
    return store.users(("agent", "admin"), limit=2)[-1]


def _created(store: Store, row: Mapping[str, Any]) -> datetime | None:
    if "hours_ago" in row:
        return store.now() - timedelta(hours=float(row["hours_ago"]))
    given = row.get("created_at")
    return None if given is None else datetime.fromisoformat(str(given))
