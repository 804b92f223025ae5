"""Many tickets in one job: create, update (bulk and batch), delete, mark as spam; and the single ones beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from zendesk_bridge.sandbox.records import TicketWrite
from zendesk_bridge.sandbox.zendesk import jobs, tickets, writes
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import ZendeskError, bad_request, too_many

MOST_ROWS = 100  # tickets of one job
_BROKEN = "Internal error"


def create_many(call: ZendeskCall) -> ZendeskAnswer:
    """Queue the creation of up to 100 tickets; a row tells the new id, or why there is none."""
    given = _rows(call)

    def row(index: int, ticket: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"index": index, "id": tickets.add(call, ticket)[0].id}
        except ZendeskError as refusal:
            return {"index": index, "error": "TicketCreateFailed", **jobs.reason(refusal)}

    return jobs.queue(call, "Bulk Create Ticket", len(given), lambda: [row(*pair) for pair in enumerate(given)])


def update_many(call: ZendeskCall) -> ZendeskAnswer:
    """Queue a bulk update (``?ids=`` and one change) or a batch (``tickets``, each with its own).

    The rows of success have no index in either.
    """
    kind = "Bulk Update Ticket"
    if "ids" in call.query:
        change, ids = call.section("ticket"), _ids(call)
        return _each(call, kind, ids, lambda number: writes.write(call, number, change), "update", "Updated")
    given = _rows(call)
    if not all("id" in row for row in given):
        raise bad_request("InvalidParameters", "tickets must be a list of objects with an id")
    changes = [(integer(row["id"], "id"), {k: v for k, v in row.items() if k != "id"}) for row in given]

    def row(index: int, number: int, change: Mapping[str, Any]) -> dict[str, Any]:
        failed = _failure(call, index, number, lambda: writes.write(call, number, change), "TicketUpdateFailed")
        return failed or {"id": number, "action": "update", "status": "Updated", "success": True}

    return jobs.queue(call, kind, len(given), lambda: [row(place, *pair) for place, pair in enumerate(changes)])


def destroy_many(call: ZendeskCall) -> ZendeskAnswer:
    """Queue the deletion of up to 100 tickets."""
    return _each(
        call, "Bulk Delete Ticket", _ids(call), lambda number: _flag(call, number, "deleted"), "delete", "Deleted"
    )


def mark_many_as_spam(call: ZendeskCall) -> ZendeskAnswer:
    """Queue the marking of up to 100 tickets as spam, which deletes them."""
    return _each(call, "Mark Many As Spam", _ids(call), lambda number: _flag(call, number, "spam"), "update", "Updated")


def mark_as_spam(call: ZendeskCall) -> ZendeskAnswer:
    """Mark one ticket as spam, which deletes it."""
    _flag(call, call.id, "spam")
    return ZendeskAnswer({})


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Delete a ticket softly: it stays in the incremental export."""
    _flag(call, call.id, "deleted")
    return ZendeskAnswer(None, 204)


def _flag(call: ZendeskCall, number: int, name: str) -> None:
    ticket = tickets.find_ticket(call, number)
    call.store.update_ticket(ticket.id, TicketWrite(call.user.id, {name: True}))


def _rows(call: ZendeskCall) -> list[dict[str, Any]]:
    given = call.body.get("tickets")
    if not isinstance(given, list) or not given or not all(isinstance(row, dict) for row in given):
        raise bad_request("InvalidParameters", "tickets must be a list of objects")
    if len(given) > MOST_ROWS:
        raise too_many("tickets", MOST_ROWS)
    return given


def _ids(call: ZendeskCall) -> list[int]:
    """Return the ids that a job is about; 400 when there are none or too many."""
    found = call.ids(most=MOST_ROWS)
    if not found:
        raise bad_request("InvalidParameters", "ids is required")
    return found


def _each(
    call: ZendeskCall, kind: str, ids: Iterable[int], work: Callable[[int], object], action: str, done: str
) -> ZendeskAnswer:
    """Queue the same work on several tickets; the rows of success have no index."""
    name = f"Ticket{action.capitalize()}Failed"

    def row(index: int, number: int) -> dict[str, Any]:
        failed = _failure(call, index, number, lambda: work(number), name)
        return failed or {"id": number, "action": action, "status": done, "success": True}

    found = list(ids)
    return jobs.queue(call, kind, len(found), lambda: [row(*pair) for pair in enumerate(found)])


def _failure(
    call: ZendeskCall, index: int, number: int, work: Callable[[], object], name: str
) -> dict[str, Any] | None:
    """Do one row's work; returns the row of its failure, None when there was none."""
    failed = {"index": index, "error": name, "id": number}
    if number in call.box.faults.failing_rows:
        return {**failed, "details": _BROKEN, **call.box.faults.failing_rows[number]}
    try:
        work()
    except ZendeskError as refusal:
        return failed | jobs.reason(refusal)
    return None


ROUTES: Routes = (
    ("POST", "tickets/create_many", create_many),
    ("PUT", "tickets/update_many", update_many),
    ("DELETE", "tickets/destroy_many", destroy_many),
    ("PUT", "tickets/mark_many_as_spam", mark_many_as_spam),
    ("PUT", "tickets/{id:int}/mark_as_spam", mark_as_spam),
    ("DELETE", "tickets/{id:int}", delete),
)
