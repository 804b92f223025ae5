"""The Freshdesk face's paths, and the steps that every request takes: who, where, which verb, which format."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import uuid4

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.freshdesk import (
    canned,
    composer,
    conversations,
    fields,
    folders,
    jobs,
    people,
    search,
    seed,
    tickets,
)
from zendesk_bridge.sandbox.freshdesk.auth import caller
from zendesk_bridge.sandbox.freshdesk.call import Call, Verbs
from zendesk_bridge.sandbox.freshdesk.errors import ApiError, Coded, NotFound

_VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_WITH_BODY = frozenset(("POST", "PUT", "PATCH"))
_FOR_AGENTS: Mapping[str, Verbs] = {
    "account": {"GET": people.account},
    "agents": {"GET": people.list_agents},
    "agents/me": {"GET": people.me},
    "agents/{id:int}": {"GET": people.get_agent},
    "contacts": {"GET": people.list_contacts},
    "contacts/{id:int}": {"GET": people.get_contact},
    "conversations/{id:int}": {
        "PUT": conversations.update_conversation,
        "DELETE": conversations.delete_conversation,
    },
    "groups": {"GET": people.list_groups},
    "jobs/{id}": {"GET": jobs.get_job},
    "scenario_automations": {"GET": jobs.list_scenarios},
    "search/tickets": {"GET": search.search_tickets},
    "ticket_fields": {"GET": fields.list_for_agents},
    "tickets": {"GET": tickets.list_tickets, "POST": tickets.create_ticket},
    "tickets/bulk_update": {"POST": jobs.bulk_update},
    "tickets/{id:int}": {
        "GET": tickets.get_ticket,
        "PUT": tickets.update_ticket,
        "DELETE": tickets.delete_ticket,
    },
    "tickets/{id:int}/restore": {"PUT": tickets.restore_ticket},
    "tickets/{id:int}/conversations": {"GET": conversations.list_conversations},
    "tickets/{id:int}/notes": {"POST": conversations.create_note},
    "tickets/{id:int}/reply": {"POST": conversations.create_reply},
}
_FOR_ADMINS: Mapping[str, Verbs] = {
    "admin/ticket_fields": {"GET": fields.list_for_admins, "POST": fields.create_field},
    "admin/ticket_fields/{id:int}": {
        "GET": fields.get_field,
        "PUT": fields.update_field,
        "DELETE": fields.delete_field,
    },
    "canned_response_folders": {"GET": folders.list_folders, "POST": folders.create_folder},
    "canned_response_folders/{id:int}": {
        "GET": folders.get_folder,
        "PATCH": folders.update_folder,
        "PUT": folders.update_folder,
    },
    "canned_response_folders/{id:int}/responses": {"GET": folders.list_responses},
    "canned_responses": {"POST": canned.create_response},
    "canned_responses/{id:int}": {
        "GET": canned.get_response,
        "PATCH": canned.update_response,
        "PUT": canned.update_response,
    },
}
_PREVIEW = "/api/_/tickets/{id:int}/canned_responses/{response_id:int}"
"""Below the prefix that Freshdesk's own portal uses for what is not in the public API."""


def build(box: Context) -> Starlette:
    """Return the face over a store that has its demo content, if it is to have any."""
    seed.fill(box)
    routes = [_route(box, f"/api/v2/{path}", verbs) for path, verbs in _FOR_AGENTS.items()]
    routes += [_route(box, f"/api/v2/{path}", verbs, admin=True) for path, verbs in _FOR_ADMINS.items()]
    routes += [_route(box, _PREVIEW, {"GET": composer.preview}), _route(box, "/{path:path}", {})]
    return Starlette(routes=routes)


def _route(box: Context, path: str, verbs: Verbs, *, admin: bool = False) -> Route:
    """Return a path with all its verbs; one without any is a path that does not exist."""

    async def endpoint(request: Request) -> Response:
        try:
            response = await _answer(box, request, verbs, admin=admin)
        except ApiError as error:
            response = error.response()
        response.headers["X-Freshdesk-Api-Version"] = "latest=v2; requested=v2"
        response.headers["x-request-id"] = str(uuid4())
        return response

    handler: Callable[[Request], Awaitable[Response]] = endpoint
    return Route(path, handler, methods=_VERBS)


async def _answer(box: Context, request: Request, verbs: Verbs, *, admin: bool) -> Response:
    """Return the answer to a request; raises the error of the first step that it fails."""
    person = caller(box, request)
    if not verbs:
        raise NotFound
    if request.method not in verbs:
        raise ApiError(405, Allow=", ".join(sorted(verbs)))
    _check_accept(request)
    call = Call(box, request, person, await _body(request))
    if admin:
        call.need_admin()
    return verbs[request.method](call)


def _check_accept(request: Request) -> None:
    """Raise the 406 of a caller that does not want JSON."""
    accept = request.headers.get("accept", "*/*")
    kinds = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    if not kinds & {"*/*", "application/*", "application/json"}:
        raise ApiError(406)


async def _body(request: Request) -> dict[str, Any]:
    """Return the JSON object that was sent; raises the 415 of another format and the 400 of broken JSON."""
    if request.method not in _WITH_BODY:
        return {}
    raw = await request.body()
    if not raw:
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Coded(415, "invalid_content_type", f"Content-Type header is set to {kind or 'nothing'}, not JSON")
    try:
        body = json.loads(raw)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Coded(400, "invalid_json", "Request body has invalid json format")
    return body
