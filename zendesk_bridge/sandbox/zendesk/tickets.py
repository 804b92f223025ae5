"""``/tickets``: read one, many, a page; create, change, delete."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zendesk_bridge.sandbox.records import Change, NewTicket, Ticket, TicketQuery
from zendesk_bridge.sandbox.zendesk import wire, writes
from zendesk_bridge.sandbox.zendesk.call import Call, Reply, Routes, integer, keep
from zendesk_bridge.sandbox.zendesk.errors import invalid, not_found
from zendesk_bridge.sandbox.zendesk.fields import ticket_json
from zendesk_bridge.sandbox.zendesk.pages import Listing, page

_ON_CREATE = writes.WRITABLE | {"requester", "description", "submitter_id"}


def find_ticket(call: Call, number: int) -> Ticket:
    """Return a ticket that is there for the API: 404 for a deleted one."""
    found = call.store.ticket(number)
    if found is None or wire.is_deleted(found):
        raise not_found()
    return found


def people(call: Call, tickets: Iterable[Ticket]) -> list[dict[str, Any]]:
    """Return the users that tickets name, for ``include=users``."""
    named = ((ticket.requester_id, ticket.submitter_id, ticket.assignee_id) for ticket in tickets)
    ids = {number for numbers in named for number in numbers if number is not None}
    return [wire.user(call, user) for user in call.store.users_by_ids(ids)]


def show(call: Call) -> Reply:
    """Answer one ticket."""
    ticket = find_ticket(call, call.id)
    users = {"users": people(call, [ticket])} if "users" in call.query.get("include", "") else {}
    return Reply({"ticket": ticket_json(call, ticket)[0], **users})


def show_many(call: Call) -> Reply:
    """Answer the tickets with these ids, at most 100; unknown and deleted ones are absent."""
    found = [ticket for ticket in call.store.tickets_by_ids(call.ids()) if not wire.is_deleted(ticket)]
    users = {"users": people(call, found)} if "users" in call.query.get("include", "") else {}
    return Reply({"tickets": ticket_json(call, *found), "count": len(found), "next_page": None, **users})


def index(call: Call) -> Reply:
    """Answer a page of the tickets that are neither deleted nor spam, by id."""

    def after(key: Any, limit: int) -> list[tuple[Any, dict[str, Any]]]:
        found = call.store.tickets(TicketQuery(after=key, limit=limit, spam=False, deleted=False))
        return [(row["id"], row) for row in ticket_json(call, *found)]

    def skip(offset: int, limit: int) -> list[dict[str, Any]]:
        found = call.store.tickets(TicketQuery(offset=offset, limit=limit, spam=False, deleted=False))
        return ticket_json(call, *found)

    def count() -> int:
        return call.store.count_tickets(TicketQuery(spam=False, deleted=False))

    return Reply(page(call, Listing("tickets", after, skip, count)))


def create(call: Call) -> Reply:
    """Create a ticket; its first comment is its description."""
    given, dropped = keep(call.section("ticket"), _ON_CREATE, "ticket")
    first = writes.comment(call, given.get("comment", given.get("description")), public=True)
    if first is None:
        raise invalid("base", "Description: cannot be blank", "BlankValue")
    changed = writes.values(call, given)
    with call.store.writing():
        ticket = call.store.add_ticket(
            NewTicket(
                changed.get("subject", ""), _requester(call, given), first.html, first.text,
                changed.get("status", "open"), changed.get("priority"), changed.get("type"),
                tuple(changed.get("tags", ())) + tuple(changed.get("add_tags", ())),
                assignee_id=changed.get("assignee_id"), group_id=changed.get("group_id"), channel="api",
                zendesk_fields=changed.get("zendesk_fields", {}), public=first.public,
                metadata=writes.mapping(given.get("metadata", {}), "metadata"),
            )
        )  # fmt: skip
    body = ticket_json(call, ticket)[0]
    return Reply({"ticket": body, "audit": _last_audit(call, ticket)}, 201, {"Location": body["url"]}, dropped)


def _requester(call: Call, given: dict[str, Any]) -> int:
    person = given.get("requester")
    if isinstance(person, dict) and person.get("email"):
        email = str(person["email"])
        return call.store.add_user(str(person.get("name") or email), email).id
    number = integer(given.get("requester_id") or call.user.id, "requester_id")
    if call.store.user(number) is None:
        raise invalid("requester", "Requester: is not a valid user")
    return number


def update(call: Call) -> Reply:
    """Change a ticket; what is not named stays."""
    ticket, dropped = writes.write(call, call.store.ticket(call.id), call.section("ticket"))
    return Reply({"ticket": ticket_json(call, ticket)[0], "audit": _last_audit(call, ticket)}, dropped=dropped)


def _last_audit(call: Call, ticket: Ticket) -> dict[str, Any]:
    audit = call.store.last_audit(ticket.id)
    ids = [child["comment_id"] for child in audit.children if child["type"] == "Comment"]
    return wire.audit(audit, {comment.id: comment for comment in call.store.comments_by_ids(ids)})


def delete(call: Call) -> Reply:
    """Delete a ticket softly: it stays in the incremental export."""
    ticket = find_ticket(call, call.id)
    call.store.update_ticket(ticket.id, Change(call.user.id, {"deleted": True}))
    return Reply(None, 204)


ROUTES: Routes = (
    ("GET", "tickets", index),
    ("POST", "tickets", create),
    ("GET", "tickets/show_many", show_many),
    ("GET", "tickets/{id:int}", show),
    ("PUT", "tickets/{id:int}", update),
    ("DELETE", "tickets/{id:int}", delete),
)
