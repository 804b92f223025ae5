"""``/views/{id}/count``, ``/execute`` and ``/tickets``, and ``/views/count_many``: what stands in a view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zendesk_bridge.sandbox.records import StoredTicket
from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk import views, wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import bad_page, bad_request
from zendesk_bridge.sandbox.zendesk.fields import ticket_json
from zendesk_bridge.sandbox.zendesk.pages import Collection, page
from zendesk_bridge.sandbox.zendesk.view_conditions import ViewQuestion

_MOST_COUNTED = 20  # views in one question


def number_in(store: Store, view: Mapping[str, Any], me: int) -> int:
    """Return how many tickets stand in a view."""
    question = ViewQuestion(view, me)
    return int(store.read(f"SELECT count(*) {question.where}", question.values)[0][0])


def tickets_in(store: Store, view: Mapping[str, Any], me: int, offset: int, limit: int) -> list[StoredTicket]:
    """Return some of the tickets in a view, in its order."""
    question = ViewQuestion(view, me)
    sql = f"SELECT id {question.where} {question.order} LIMIT :limit OFFSET :offset"
    ids = [row[0] for row in store.read(sql, question.values | {"limit": limit, "offset": offset})]
    found = {ticket.id: ticket for ticket in store.tickets_by_ids(ids)}
    return [found[number] for number in ids if number in found]


def count(call: ZendeskCall) -> ZendeskAnswer:
    """Answer how many tickets stand in a view."""
    return ZendeskAnswer({"view_count": _counted(call, views.find(call))})


def count_many(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the same of several views; those that the caller does not see are absent."""
    if "ids" not in call.query:
        raise bad_request("InvalidParameters", "ids is required")
    wanted = call.ids(most=_MOST_COUNTED)
    seen = [view for view in views.visible(call.store, call.user.id) if view["id"] in wanted]
    return ZendeskAnswer({"view_counts": [_counted(call, view) for view in seen]})


def _counted(call: ZendeskCall, view: Mapping[str, Any]) -> dict[str, Any]:
    value = number_in(call.store, view, call.user.id)
    url = call.url(f"views/{view['id']}/count")
    return {"view_id": view["id"], "url": url, "value": value, "pretty": str(value), "fresh": True}


def tickets(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of a view's tickets, whole."""
    return ZendeskAnswer(page(call, _listing(call, views.find(call), "tickets", lambda _, row: row)))


def execute(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of a view's rows, with the values of its columns."""
    view = views.find(call)
    shown = views.columns(call, view)

    def row(ticket: StoredTicket, whole: dict[str, Any]) -> dict[str, Any]:
        return {str(column["id"]): _value(column["id"], ticket, whole) for column in shown} | {"ticket": _part(whole)}

    about = {"id": view["id"], "url": call.url(f"views/{view['id']}")}
    return ZendeskAnswer({**page(call, _listing(call, view, "rows", row)), "columns": shown, "view": about})


def _listing(
    call: ZendeskCall,
    view: Mapping[str, Any],
    name: str,
    row: Callable[[StoredTicket, dict[str, Any]], dict[str, Any]],
) -> Collection:
    """Return a view's tickets as a listing, whose cursor holds a place."""

    def skip(offset: int, limit: int) -> list[dict[str, Any]]:
        found = tickets_in(call.store, view, call.user.id, offset, limit)
        return [row(ticket, whole) for ticket, whole in zip(found, ticket_json(call, *found), strict=True)]

    def after(key: Any, limit: int) -> list[tuple[Any, dict[str, Any]]]:
        if key is not None and not isinstance(key, int):
            raise bad_page("page[after] is not valid")
        start = key or 0
        return [(start + place, found) for place, found in enumerate(skip(start, limit), 1)]

    return Collection(name, after, skip, lambda: number_in(call.store, view, call.user.id))


def _part(whole: Mapping[str, Any]) -> dict[str, Any]:
    """Return as much of a ticket as the row of a view holds."""
    return {key: whole[key] for key in ("id", "subject", "description", "status", "type", "priority", "url")}


def _value(column: Any, ticket: StoredTicket, whole: Mapping[str, Any]) -> Any:
    """Return what stands in a column; people are answered by id, and what no ticket here has is null."""
    if isinstance(column, int):
        return next((field["value"] for field in whole["custom_fields"] if field["id"] == column), None)
    found: Mapping[str, Any] = {
        "nice_id": ticket.id, "description": ticket.subject, "created": wire.time(ticket.created_at),
        "updated": wire.time(ticket.updated_at), "requester": ticket.requester_id, "assignee": ticket.assignee_id,
        "group": ticket.group_id, "submitter": ticket.submitter_id, "status": whole["status"],
        "priority": ticket.priority, "type": ticket.type,
    }  # fmt: skip
    return found.get(column)


ROUTES: Routes = (
    ("GET", "views/count_many", count_many),
    ("GET", "views/{id:int}/count", count),
    ("GET", "views/{id:int}/execute", execute),
    ("GET", "views/{id:int}/tickets", tickets),
)
