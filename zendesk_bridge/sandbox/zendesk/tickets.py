"""``/tickets``: read one, many, a page; create and change one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from zendesk_bridge.sandbox import rows
from zendesk_bridge.sandbox.records import NewTicket, StoredTicket, TicketQuery
from zendesk_bridge.sandbox.zendesk import requesters, wire, writes
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, keep
from zendesk_bridge.sandbox.zendesk.errors import bad_page, invalid, not_found, too_many
from zendesk_bridge.sandbox.zendesk.fields import ticket_json
from zendesk_bridge.sandbox.zendesk.idempotency import once
from zendesk_bridge.sandbox.zendesk.pages import Collection, in_memory, page

_ON_CREATE = writes.WRITABLE | {"requester", "description", "submitter_id"}
_MOST_IDS = 100  # of tickets in one request
_ORDERS: Mapping[str, Literal["id", "created_at", "updated_at", "status"]] = {
    "id": "id", "created_at": "created_at", "updated_at": "updated_at", "status": "status",
}  # fmt: skip
_SHOWN = TicketQuery(spam=False, deleted=False)
_BY_EXTERNAL_IDS = """
  SELECT * FROM tickets WHERE spam = 0 AND deleted = 0
  AND json_extract(zendesk_fields, '$.external_id') IN (SELECT value FROM json_each(:wanted)) ORDER BY id
"""


def find_ticket(call: ZendeskCall, number: int) -> StoredTicket:
    """Return a ticket that is there for the API: 404 for a deleted one."""
    found = call.store.ticket(number)
    if found is None or wire.is_deleted(found):
        raise not_found()
    return found


def people(call: ZendeskCall, tickets: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the users that tickets (as JSON) name, under ``users``, when ``include`` asks for them."""
    if "users" not in call.query.get("include", ""):
        return {}
    ids = {row[name] for row in tickets for name in ("requester_id", "submitter_id", "assignee_id")} - {None}
    return {"users": [wire.user(call, user) for user in call.store.users_by_ids(ids)]}


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one ticket."""
    row = ticket_json(call, find_ticket(call, call.id))[0]
    return ZendeskAnswer({"ticket": row, **people(call, [row])})


def show_many(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the tickets with these ids or external ids, at most 100; unknown and deleted ones are absent."""
    by_other = "external_ids" in call.query
    found = _by_external_ids(call, "external_ids") if by_other else call.store.tickets_by_ids(call.ids())
    shown = ticket_json(call, *(ticket for ticket in found if not wire.is_deleted(ticket)))
    return ZendeskAnswer({"tickets": shown, "count": len(shown), "next_page": None, **people(call, shown)})


def _by_external_ids(call: ZendeskCall, name: str) -> list[StoredTicket]:
    wanted = [part for part in call.query.get(name, "").split(",") if part]
    if len(wanted) > _MOST_IDS:
        raise too_many(name, _MOST_IDS)
    return [rows.ticket(row) for row in call.store.read(_BY_EXTERNAL_IDS, {"wanted": json.dumps(wanted)})]


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of the tickets that are neither deleted nor spam, or of those with an ``external_id``."""
    if "external_id" not in call.query:
        return _listed(call, _SHOWN)
    found = ticket_json(call, *_by_external_ids(call, "external_id"))
    return ZendeskAnswer(page(call, in_memory("tickets", [(row["id"], row) for row in found])))


def requested(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of the tickets that a user asked for."""
    return _listed(call, replace(_SHOWN, requester_id=_user(call)))


def assigned(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of the tickets that a user works on."""
    return _listed(call, replace(_SHOWN, assignee_id=_user(call)))


def _user(call: ZendeskCall) -> int:
    if call.store.user(call.id) is None:
        raise not_found()
    return call.id


def _listed(call: ZendeskCall, query: TicketQuery) -> ZendeskAnswer:
    """Answer a page in the order of ``sort`` (``-`` turns it) or ``sort_by`` and ``sort_order``; by id without."""
    if "sort" in call.query:
        name, descending = call.query["sort"].removeprefix("-"), call.query["sort"].startswith("-")
        if name not in _ORDERS:
            raise bad_page("sort is not valid")
    else:
        name, descending = call.query.get("sort_by", "id"), call.query.get("sort_order") == "desc"
    ordered = replace(query, order_by=_ORDERS.get(name, "id"), descending=descending)
    answer = page(call, _listing(call, ordered))
    return ZendeskAnswer(answer | people(call, answer["tickets"]))


def _listing(call: ZendeskCall, query: TicketQuery) -> Collection:
    """Return tickets as a listing; a cursor holds the last id, or in another order than by id the place."""

    def after(key: Any, limit: int) -> list[tuple[Any, dict[str, Any]]]:
        if key is not None and not isinstance(key, int):
            raise bad_page("page[after] is not valid")
        if query.order_by == "id":
            found = ticket_json(call, *call.store.tickets(replace(query, after=key, limit=limit)))
            return [(row["id"], row) for row in found]
        return list(enumerate(skip(key or 0, limit), (key or 0) + 1))

    def skip(offset: int, limit: int) -> list[dict[str, Any]]:
        return ticket_json(call, *call.store.tickets(replace(query, offset=offset, limit=limit)))

    return Collection("tickets", after, skip, lambda: call.store.count_tickets(query))


def count(call: ZendeskCall) -> ZendeskAnswer:
    """Answer how many tickets there are, and when they were counted."""
    value = call.store.count_tickets(_SHOWN)
    return ZendeskAnswer({"count": {"value": value, "refreshed_at": wire.time(call.store.now())}})


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Create a ticket; an ``Idempotency-Key`` makes a repeated request answer the same ticket again."""

    def work() -> ZendeskAnswer:
        with call.store.writing():
            ticket, dropped = add(call, call.section("ticket"))
            audit = _last_audit(call, ticket)
        body = {"ticket": ticket_json(call, ticket)[0], "audit": audit}
        return ZendeskAnswer(body, 201, {"Location": body["ticket"]["url"]}, dropped)

    return once(call, work)


def add(call: ZendeskCall, section: Mapping[str, Any]) -> tuple[StoredTicket, tuple[str, ...]]:
    """Create a ticket, whose first comment is its description; returns it and the keys that were ignored."""
    given, dropped = keep(section, _ON_CREATE, "ticket")
    first = writes.comment(call, given.get("comment", given.get("description")), public=True)
    if first is None:
        raise invalid("base", "Description: cannot be blank", "BlankValue")
    changed = writes.values(call, given)
    with call.store.writing():
        requester = requesters.requester(call, given)
        ticket = call.store.add_ticket(
            NewTicket(
                changed.get("subject", ""), requester, first.html, first.text,
                changed.get("status", "open"), changed.get("priority"), changed.get("type"),
                tuple(changed.get("tags", ())) + tuple(changed.get("add_tags", ())),
                assignee_id=changed.get("assignee_id"), group_id=changed.get("group_id"), channel="api",
                zendesk_fields=changed.get("zendesk_fields", {}), public=first.public,
                metadata=writes.mapping(given.get("metadata", {}), "metadata"),
                submitter_id=requesters.submitter(call, given, requester),
            )
        )  # fmt: skip
    return ticket, dropped


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Change a ticket; what is not named stays."""
    with call.store.writing():
        ticket, dropped = writes.write(call, call.id, call.section("ticket"))
        audit = _last_audit(call, ticket)
    return ZendeskAnswer({"ticket": ticket_json(call, ticket)[0], "audit": audit}, dropped=dropped)


def _last_audit(call: ZendeskCall, ticket: StoredTicket) -> dict[str, Any]:
    """Return a ticket's newest audit: within the transaction of a write, that write's own."""
    audit = call.store.last_audit(ticket.id)
    ids = [child["comment_id"] for child in audit.children if child["type"] == "Comment"]
    return wire.audit(audit, {comment.id: comment for comment in call.store.comments_by_ids(ids)})


ROUTES: Routes = (
    ("GET", "tickets", index),
    ("POST", "tickets", create),
    ("GET", "tickets/count", count),
    ("GET", "tickets/show_many", show_many),
    ("GET", "tickets/{id:int}", show),
    ("PUT", "tickets/{id:int}", update),
    ("GET", "users/{id:int}/tickets/requested", requested),
    ("GET", "users/{id:int}/tickets/assigned", assigned),
)
