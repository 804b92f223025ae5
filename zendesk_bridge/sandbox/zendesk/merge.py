"""``POST /tickets/{id}/merge``: the sources are closed with a tag, the target is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zendesk_bridge.sandbox.records import NewComment, StoredTicket, TicketWrite
from zendesk_bridge.sandbox.zendesk import jobs, tickets, wire, writes
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import bad_request, closed, too_many

MOST_SOURCES = 100  # tickets that are merged into one


def merge(call: ZendeskCall) -> ZendeskAnswer:
    """Queue the merge of the tickets in ``ids`` into one, all of them or none; the job's result is one object.

    Comments are private unless ``*_comment_is_public`` says otherwise, and always when one of the tickets is.
    """
    target = tickets.find_ticket(call, call.id)
    if wire.is_closed(target):
        raise closed()
    ids = _sources(call)
    named = ", ".join(f"#{number}" for number in ids)
    told = _comment(call, "target", f"Requests {named} were closed and merged into this request.")
    leaving = _comment(call, "source", f"This request was closed and merged into request #{target.id}.")

    def work() -> dict[str, Any]:
        with call.store.writing():
            sources = [_mergeable(call, number, target.id) for number in ids]
            public = all(writes.first_is_public(call, ticket) for ticket in (target, *sources))
            values = {"status": "closed", "merged_into": target.id, "add_tags": [wire.MERGE_TAG]}
            writes_on = [*((ticket.id, values, leaving) for ticket in sources), (target.id, {}, told)]
            for number, change, said in writes_on:
                shown = _shown(said, public=public)
                call.store.update_ticket(number, TicketWrite(call.user.id, change, shown, wire.MERGED))
        return {"success": True}

    return jobs.queue(call, "Ticket Merge", len(ids), work)


def _sources(call: ZendeskCall) -> list[int]:
    given = call.body.get("ids")
    if not isinstance(given, list) or not given:
        raise bad_request("InvalidParameters", "ids must be a list of ticket ids")
    if len(given) > MOST_SOURCES:
        raise too_many("ids", MOST_SOURCES)
    return sorted({integer(number, "ids") for number in given})


def _comment(call: ZendeskCall, side: str, otherwise: str) -> NewComment | None:
    public = call.body.get(f"{side}_comment_is_public", False)
    return writes.comment(call, {"body": call.body.get(f"{side}_comment") or otherwise, "public": public}, public=False)


def _shown(comment: NewComment | None, *, public: bool) -> NewComment | None:
    return replace(comment, public=False) if comment and not public else comment


def _mergeable(call: ZendeskCall, number: int, target: int) -> StoredTicket:
    """Return a source; the whole job fails when it is gone, closed, or the target itself."""
    found = call.store.ticket(number)
    if found is None or wire.is_deleted(found) or number == target:
        raise jobs.JobFailed(f"Couldn't merge ticket #{number}")
    if wire.is_closed(found):
        raise jobs.JobFailed(f"Couldn't merge ticket #{number}: Status closed prevents ticket update")
    return found


ROUTES: Routes = (("POST", "tickets/{id:int}/merge", merge),)
