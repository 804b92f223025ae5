"""Work in the background: bulk updates and the jobs that tell of them; and the read-only scenario automations.

A job's work is done when it is accepted; it answers that it is in progress for as many polls as the sandbox is set to.
As in the real API it says nothing about single tickets.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.freshdesk import ticket_bodies
from zendesk_bridge.sandbox.freshdesk.bodies import is_kind, refuse, shape_errors
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, stamp
from zendesk_bridge.sandbox.freshdesk.errors import Absent, FieldError, Invalid
from zendesk_bridge.sandbox.freshdesk.html import plain, rewritten
from zendesk_bridge.sandbox.records import NewComment, StoredTicket, TicketWrite

KIND = "freshdesk_job"
_MOST_IDS = 100  # of tickets in one request
_REPLY_KINDS = {"body": "String", "attachment_ids": "Array", "inline_attachment_ids": "Array", "cloud_files": "Array"}


def bulk_update(call: FreshdeskCall) -> Response:
    """Answer POST tickets/bulk_update: the same properties, and perhaps the same reply, for many tickets."""
    refuse(shape_errors(call.body, {"bulk_action": "key/value pair"}, ("bulk_action",)))
    action = call.body["bulk_action"]
    kinds = {"ids": "Array", "properties": "key/value pair", "reply": "key/value pair"}
    refuse(shape_errors(action, kinds, ("ids",)))
    ticket_bodies.check(call.store, action.get("properties", {}), ticket_bodies.UPDATE_KINDS)
    refuse(shape_errors(action.get("reply", {}), _REPLY_KINDS))
    ids = _ids(action)
    with call.store.writing():
        for ticket in call.store.tickets_by_ids(ids - call.box.faults.failing_rows.keys()):
            _update(call, ticket, action)
        return _accepted(call, "TICKET::BULK_UPDATE")


def bulk_delete(call: FreshdeskCall) -> Response:
    """Answer POST tickets/bulk_delete: many tickets into the trash."""
    refuse(shape_errors(call.body, {"bulk_action": "key/value pair"}, ("bulk_action",)))
    action = call.body["bulk_action"]
    refuse(shape_errors(action, {"ids": "Array"}, ("ids",)))
    ids = _ids(action)
    with call.store.writing():
        for ticket in call.store.tickets_by_ids(ids - call.box.faults.failing_rows.keys()):
            if not ticket.deleted:
                call.store.update_ticket(ticket.id, TicketWrite(call.me.id, {"deleted": True}))
        return _accepted(call, "TICKET::BULK_DELETE")


def _ids(action: dict[str, Any]) -> set[int]:
    """Return the ids of a bulk action; raises the 400 of what is no id, and of too many."""
    if not all(is_kind(number, "Integer") for number in action["ids"]):
        raise Invalid(FieldError.wrong_type("ids", "Integer"))
    if len(action["ids"]) > _MOST_IDS:
        message = f"Has {len(action['ids'])} elements, it can have maximum of {_MOST_IDS} elements"
        raise Invalid(FieldError.invalid("ids", message))
    return set(action["ids"])


def _accepted(call: FreshdeskCall, name: str) -> Response:
    job = uuid4().hex
    polls, now = call.box.behaviour.job_polls, stamp(call.store.now())
    call.store.put(KIND, job, {"name": name, "polls": polls, "created_at": now})
    return JSONResponse({"job_id": job, "href": f"{call.box.base_url}/api/v2/jobs/{job}"}, 202)


def _update(call: FreshdeskCall, ticket: StoredTicket, action: dict[str, Any]) -> None:
    """Change one ticket of a bulk update; one that is spam or deleted is passed over without a word."""
    if ticket.spam or ticket.deleted:
        return
    values = ticket_bodies.values(action.get("properties", {}), ticket)
    html = rewritten(action.get("reply", {}).get("body", ""))
    comment = NewComment(html, plain(html)) if html else None
    call.store.update_ticket(ticket.id, TicketWrite(call.me.id, values, comment))


def get_job(call: FreshdeskCall) -> Response:
    """Answer GET jobs/{id}."""
    number = call.request.path_params["id"]
    with call.store.writing():
        document = call.store.document(KIND, number)
        if document is None:
            raise Absent
        left = document.body["polls"]
        call.store.put(KIND, number, document.body | {"polls": max(0, left - 1)})
    return JSONResponse({
        "id": number,
        "name": document.body["name"],
        "status": "IN PROGRESS" if left else "COMPLETED",
        "progress": 0 if left else 100,
        "created_at": document.body["created_at"],
        "updated_at": stamp(call.store.now()),
    })  # fmt: skip


def list_scenarios(_: FreshdeskCall) -> Response:
    """Answer GET scenario_automations: they are made in the portal, never through the API."""
    escalate = [{"name": "priority", "value": "4"}, {"name": "add_watcher"}]
    row = {"id": 85_000_000_001, "name": "Escalate", "description": "Urgent", "actions": escalate, "private": False}
    return JSONResponse([row])
