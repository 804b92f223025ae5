"""``search/tickets`` and ``search/contacts``: by tags, numbers, days and single-line fields; there is no free text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.freshdesk import contact_data, fields, people, ticket_rows
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, known_parameters, natural
from zendesk_bridge.sandbox.freshdesk.errors import FieldError, Invalid
from zendesk_bridge.sandbox.freshdesk.search_query import Column, ColumnReader, RowTest, test_of
from zendesk_bridge.sandbox.records import StoredTicket, TicketQuery

PER_PAGE = 30  # rows
MAX_PAGE = 10  # page 11 answers 400
_CHUNK = 1000  # rows that are read at once
_COLUMNS = {
    "agent_id": "responder_id",
    "group_id": "group_id",
    "priority": "priority",
    "status": "status",
    "type": "type",
}
_DAYS = frozenset(("created_at", "updated_at", "due_by", "fr_due_by"))
_SEARCHABLE = frozenset(("custom_text", "custom_number", "custom_checkbox", "custom_dropdown", "custom_date"))
_OF_CONTACTS = frozenset((
    "active", "company_id", "email", "job_title", "language", "mobile", "name", "phone", "time_zone", "twitter_id",
))  # fmt: skip


def _column(name: str) -> Column:
    return lambda row: [row[name]]


def _day(name: str) -> Column:
    return lambda row: [row[name][:10]]


def _tags(row: Mapping[str, Any]) -> list[Any]:
    return row["tags"] or [None]


def _of_tickets(custom: Mapping[str, str]) -> ColumnReader:
    """Return what reads a ticket's row; ``custom`` are the types of the custom fields."""
    texts = [name for name, kind in custom.items() if kind == "custom_text"]

    def reader(name: str) -> Column | None:
        if name == "tag":
            return _tags
        if name in _DAYS:
            return _day(name)
        if name in _COLUMNS:
            return _column(_COLUMNS[name])
        if custom.get(name) in _SEARCHABLE:
            return lambda row: [row["custom_fields"][name]]
        if name == "custom_string":
            return lambda row: [row["custom_fields"][text] for text in texts]
        return None

    return reader


def _of_contact(name: str) -> Column | None:
    if name == "tag":
        return _tags
    if name in ("created_at", "updated_at"):
        return _day(name)
    return _column(name) if name in _OF_CONTACTS else None


def _page(call: FreshdeskCall) -> int:
    """Return how many rows come before the page that is asked for; raises the 400 of one beyond the tenth."""
    known_parameters(call, "query")
    number = natural(call.query.get("page", "1"))
    if not number or number > MAX_PAGE:
        far = f"It should be a Positive Integer less than or equal to {MAX_PAGE}"
        raise Invalid(FieldError.invalid("page", far))
    return (number - 1) * PER_PAGE


def search_tickets(call: FreshdeskCall) -> Response:
    """Answer GET search/tickets: 30 a page, ten pages, without spam and trash; changes appear after its lag."""
    first = _page(call)
    custom = {field["name"]: field["type"] for field in fields.custom(call.store)}
    test = test_of(call.query.get("query", ""), _of_tickets(custom))
    total, shown = 0, []
    for ticket in _tickets(call, test):
        if first <= total < first + PER_PAGE:
            shown.append(ticket)
        total += 1
    return JSONResponse({"total": total, "results": ticket_rows.rows(call.store, shown, {"description"})})


def _tickets(call: FreshdeskCall, test: RowTest) -> Iterator[StoredTicket]:
    """Yield what a query finds, a thousand tickets in memory at a time."""
    visible, after = call.store.now() - call.box.behaviour.lag, 0
    while True:
        query = TicketQuery(spam=False, deleted=False, touched_until=visible, after=after, limit=_CHUNK)
        chunk = call.store.tickets(query)
        rows = ticket_rows.rows(call.store, chunk)
        yield from (ticket for ticket, row in zip(chunk, rows, strict=True) if test(row))
        if len(chunk) < _CHUNK:
            return
        after = chunk[-1].id


def search_contacts(call: FreshdeskCall) -> Response:
    """Answer GET search/contacts: 30 a page, ten pages, without the trash."""
    first = _page(call)
    test = test_of(call.query.get("query", ""), _of_contact)
    total, shown = 0, []
    for row in _contacts(call):
        if test(row):
            if first <= total < first + PER_PAGE:
                shown.append(row)
            total += 1
    return JSONResponse({"total": total, "results": shown})


def _contacts(call: FreshdeskCall) -> Iterator[dict[str, Any]]:
    after = 0
    while chunk := call.store.users(("end-user",), after=after, limit=_CHUNK):
        known = ((user, contact_data.of(call.store, user.id)) for user in chunk)
        yield from (people.contact(user, more) for user, more in known if not more.get("deleted"))
        after = chunk[-1].id
