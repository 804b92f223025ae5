"""Tickets: listed, read, created, changed, deleted and restored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.freshdesk import attachments, contact_data, conversations, ticket_bodies, ticket_rows
from zendesk_bridge.sandbox.freshdesk.bodies import one_of, refuse
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, known_parameters, natural, page_of, paged
from zendesk_bridge.sandbox.freshdesk.errors import Absent, FieldError, Invalid
from zendesk_bridge.sandbox.freshdesk.html import plain, rewritten
from zendesk_bridge.sandbox.freshdesk.values import CHANNEL_SOURCE, moment
from zendesk_bridge.sandbox.records import NewTicket, StoredTicket, TicketQuery, TicketWrite

MAX_PAGE = 300  # page 301 answers 400
_DEFAULT_WINDOW = timedelta(days=30)  # of a list that names no ``updated_since``
_LIST_INCLUDES = ("stats", "requester", "description")
_VIEW_INCLUDES = ("conversations", "requester", "company", "stats")
_FILTERS = ("new_and_my_open", "watching", "spam", "deleted")
_PARAMETERS = (
    "filter", "requester_id", "email", "unique_external_id", "company_id", "updated_since", "order_by", "order_type",
    "include",
)  # fmt: skip
_CHANNELS = {number: name for name, number in CHANNEL_SOURCE.items()}
_ORDERS: Mapping[str, Literal["created_at", "updated_at", "status"]] = {
    "created_at": "created_at",
    "due_by": "created_at",  # the sandbox's due times are a fixed time after creation
    "updated_at": "updated_at",
    "status": "status",
}


def _includes(call: FreshdeskCall, allowed: tuple[str, ...]) -> set[str]:
    wanted = {name for name in call.query.get("include", "").split(",") if name}
    if not wanted <= set(allowed):
        raise Invalid(one_of("include", allowed))
    return wanted


def list_tickets(call: FreshdeskCall) -> Response:
    """Answer GET tickets: newest first, of the last 30 days unless ``updated_since`` says otherwise."""
    known_parameters(call, *_PARAMETERS)
    include, page = _includes(call, _LIST_INCLUDES), page_of(call)
    if page.page > MAX_PAGE:
        far = f"You cannot access tickets beyond the {MAX_PAGE}th page. Please provide a smaller page number."
        raise Invalid(FieldError.invalid("page", far))
    query = replace(_query(call), limit=page.per_page + 1, offset=page.offset)
    if call.query.get("filter") == "new_and_my_open":
        mine = call.store.tickets(replace(query, statuses=("new", "open"), limit=-1, offset=0))
        found = [ticket for ticket in mine if ticket.assignee_id in {None, call.me.id}]
        shown, more = page.cut(found)
    elif call.query.get("filter") == "watching":
        shown, more = [], False
    else:
        found = call.store.tickets(query)
        shown, more = found[: page.per_page], len(found) > page.per_page
    return paged(call, page, ticket_rows.rows(call.store, shown, include), more=more)


def _query(call: FreshdeskCall) -> TicketQuery:
    """Return the query of a listing without its page; raises the 400 of parameters that do not fit."""
    given = call.query
    since = moment(given["updated_since"]) if "updated_since" in given else None
    order, way = given.get("order_by", "created_at"), given.get("order_type", "desc")
    errors = []
    if "updated_since" in given and since is None:
        errors.append(
            FieldError.invalid("updated_since", "It should be in the 'combined date and time ISO8601' format")
        )
    if order not in _ORDERS:
        errors.append(one_of("order_by", _ORDERS))
    if way not in {"asc", "desc"}:
        errors.append(one_of("order_type", ("asc", "desc")))
    if given.get("filter", "spam") not in _FILTERS:
        errors.append(one_of("filter", _FILTERS))
    errors += [
        FieldError.wrong_type(name, "Positive Integer")
        for name in ("requester_id", "company_id")
        if natural(given.get(name, "0")) is None
    ]
    refuse(errors)
    return TicketQuery(
        order_by=_ORDERS[order],
        descending=way == "desc",
        updated_since=since,
        created_since=None if since else call.store.now() - _DEFAULT_WINDOW,
        requester_id=_requester(call),
        spam=given.get("filter") == "spam" if given.get("filter") != "deleted" else None,
        deleted=given.get("filter") == "deleted",
    )


def _requester(call: FreshdeskCall) -> int | None:
    """Return whose tickets are asked for: None for everybody's, 0 for those of nobody there is."""
    given = call.query
    if "email" in given:
        user = call.store.user_by_email(given["email"])
        return user.id if user else 0
    if "unique_external_id" in given:
        return contact_data.by_external_id(call.store, given["unique_external_id"])
    if "company_id" in given:
        return 0
    return natural(given["requester_id"]) if "requester_id" in given else None


def get_ticket(call: FreshdeskCall) -> Response:
    """Answer GET tickets/{id}: with at most the first ten conversations."""
    known_parameters(call, "include")
    include = _includes(call, _VIEW_INCLUDES)
    ticket = call.ticket()
    row = ticket_rows.whole(call.store, ticket, include - {"conversations", "company"})
    if "conversations" in include:
        row["conversations"] = conversations.shown(call.store, ticket)[: conversations.EMBEDDED]
    if "company" in include:
        row["company"] = {}
    return JSONResponse(row)


def create_ticket(call: FreshdeskCall) -> Response:
    """Answer POST tickets: the requester by id, or by an address, a phone number or an outside id, which may be new."""
    body = call.body
    ticket_bodies.check(call.store, body, ticket_bodies.CREATE_KINDS, ("subject", "description"))
    with call.store.writing():
        values = ticket_bodies.values({"status": 2, "priority": 1, **body}, None)
        html = rewritten(body["description"])
        ticket = call.store.add_ticket(
            NewTicket(
                requester_id=contact_data.requester(call.store, body),
                html=html,
                text=plain(html),
                channel=_CHANNELS.get(body.get("source", 2), "web"),
                **values,
            )
        )
        attachments.add(call, f"ticket/{ticket.id}")
    return call.created("tickets", ticket_rows.whole(call.store, ticket))


def update_ticket(call: FreshdeskCall) -> Response:
    """Answer PUT tickets/{id}: tags are replaced as a whole, custom fields one by one."""
    with call.store.writing():
        ticket = call.writable_ticket()
        ticket_bodies.check(call.store, call.body, ticket_bodies.UPDATE_KINDS)
        values = ticket_bodies.values(call.body, ticket)
        if any(name in call.body for name in contact_data.NAMES):
            values["requester_id"] = contact_data.requester(call.store, call.body)
        _rewrite(call, ticket)
        attachments.add(call, f"ticket/{ticket.id}")
        changed = call.store.update_ticket(ticket.id, TicketWrite(call.me.id, values))
    return JSONResponse(ticket_rows.whole(call.store, changed))


def _rewrite(call: FreshdeskCall, ticket: StoredTicket) -> None:
    """Write what only Freshdesk lets an agent change afterwards: the description and the source."""
    if "description" not in call.body and "source" not in call.body:
        return
    html = rewritten(call.body["description"]) if "description" in call.body else ticket.description_html
    text = plain(html) if "description" in call.body else ticket.description_text
    channel = _CHANNELS.get(call.body.get("source", 0), ticket.channel)
    now = int(call.store.now().timestamp())
    with call.store.raw() as db:
        sql = "UPDATE tickets SET description_html = ?, description_text = ?, channel = ?, updated_at = ? WHERE id = ?"
        db.execute(sql, (html, text, channel, max(now, int(ticket.updated_at.timestamp())), ticket.id))
        db.execute("UPDATE comments SET html = ?, text = ? WHERE ticket_id = ? AND first = 1", (html, text, ticket.id))
    call.store.touch_ticket(ticket.id)


def delete_ticket(call: FreshdeskCall) -> Response:
    """Answer DELETE tickets/{id}: into the trash."""
    call.store.update_ticket(call.writable_ticket().id, TicketWrite(call.me.id, {"deleted": True}))
    return Response(status_code=204)


def restore_ticket(call: FreshdeskCall) -> Response:
    """Answer PUT tickets/{id}/restore: out of the trash."""
    ticket = call.ticket()
    if not ticket.deleted:
        raise Absent
    call.store.update_ticket(ticket.id, TicketWrite(call.me.id, {"deleted": False}))
    return Response(status_code=204)
