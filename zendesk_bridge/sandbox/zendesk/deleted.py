"""``/deleted_tickets``: what was deleted, and bringing it back."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox import rows
from zendesk_bridge.sandbox.records import StoredTicket, TicketWrite
from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import bad_request, not_found
from zendesk_bridge.sandbox.zendesk.pages import Collection, page

_GONE = "SELECT * FROM tickets WHERE (spam = 1 OR deleted = 1) AND id > :after ORDER BY id LIMIT :limit OFFSET :offset"
_COUNT = "SELECT count(*) FROM tickets WHERE spam = 1 OR deleted = 1"


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of the deleted tickets, with who deleted each and when."""

    def read(after: int, limit: int, offset: int) -> list[dict[str, Any]]:
        values = {"after": after, "limit": limit, "offset": offset}
        return [_out(call, rows.ticket(row)) for row in call.store.read(_GONE, values)]

    return ZendeskAnswer(
        page(
            call,
            Collection(
                "deleted_tickets",
                lambda key, limit: [(row["id"], row) for row in read(key or 0, limit, 0)],
                lambda offset, limit: read(0, limit, offset),
                lambda: int(call.store.read(_COUNT, {})[0][0]),
            ),
        )
    )


def _out(call: ZendeskCall, ticket: StoredTicket) -> dict[str, Any]:
    audit = call.store.last_audit(ticket.id)
    actor = call.store.user(audit.author_id)
    return {
        "id": ticket.id, "subject": ticket.subject, "previous_state": ticket.status,
        "actor": {"id": audit.author_id, "name": actor.name if actor else ""},
        "deleted_at": wire.time(audit.created_at),
    }  # fmt: skip


def restore(call: ZendeskCall) -> ZendeskAnswer:
    """Bring one deleted ticket back; 404 for one that is not deleted."""
    return _restored(call, [call.id])


def restore_many(call: ZendeskCall) -> ZendeskAnswer:
    """Bring up to 100 deleted tickets back; 404, and nothing done, when one of them is not deleted."""
    ids = call.ids()
    if not ids:
        raise bad_request("InvalidParameters", "ids is required")
    return _restored(call, ids)


def _restored(call: ZendeskCall, ids: list[int]) -> ZendeskAnswer:
    with call.store.writing():
        found = {ticket.id for ticket in call.store.tickets_by_ids(ids) if wire.is_deleted(ticket)}
        if found != set(ids):
            raise not_found()
        for number in sorted(found):
            call.store.update_ticket(number, TicketWrite(call.user.id, {"deleted": False, "spam": False}))
    return ZendeskAnswer({})


ROUTES: Routes = (
    ("GET", "deleted_tickets", index),
    ("PUT", "deleted_tickets/restore_many", restore_many),
    ("PUT", "deleted_tickets/{id:int}/restore", restore),
)
