"""The Freshdesk face's paths, and the steps that every request takes: who, where, which verb, which format."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from uuid import uuid4

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.freshdesk import (
    attachments,
    automations,
    canned,
    composer,
    contacts,
    conversations,
    fields,
    folders,
    forms,
    jobs,
    outbound,
    people,
    search,
    seed,
    ticket_forms,
    tickets,
)
from zendesk_bridge.sandbox.freshdesk.auth import caller
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, Verbs
from zendesk_bridge.sandbox.freshdesk.errors import Absent, Coded, FreshdeskError
from zendesk_bridge.sandbox.payloads import ShortPaths, form_parts, json_value
from zendesk_bridge.sandbox.records import User

_WITH_BODY = frozenset(("POST", "PUT", "PATCH"))
_FOR_AGENTS: Mapping[str, Verbs] = {
    "account": {"GET": people.account},
    "agents": {"GET": people.list_agents},
    "agents/me": {"GET": people.me},
    "agents/{id:int}": {"GET": people.get_agent},
    "contacts": {"GET": contacts.list_contacts, "POST": contacts.create_contact},
    "contacts/autocomplete": {"GET": contacts.autocomplete},
    "contacts/{id:int}": {
        "GET": contacts.get_contact,
        "PUT": contacts.update_contact,
        "DELETE": contacts.delete_contact,
    },
    "contacts/{id:int}/restore": {"PUT": contacts.restore_contact},
    "conversations/{id:int}": {
        "PUT": conversations.update_conversation,
        "DELETE": conversations.delete_conversation,
    },
    "email_configs": {"GET": outbound.list_configs},
    "email_configs/{id:int}": {"GET": outbound.get_config},
    "groups": {"GET": people.list_groups},
    "groups/{id:int}": {"GET": people.get_group},
    "jobs/{id}": {"GET": jobs.get_job},
    "scenario_automations": {"GET": jobs.list_scenarios},
    "search/contacts": {"GET": search.search_contacts},
    "search/tickets": {"GET": search.search_tickets},
    "ticket_fields": {"GET": fields.list_for_agents},
    "tickets": {"GET": tickets.list_tickets, "POST": tickets.create_ticket},
    "tickets/bulk_delete": {"POST": jobs.bulk_delete},
    "tickets/bulk_update": {"POST": jobs.bulk_update},
    "tickets/outbound_email": {"POST": outbound.create},
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
    "automations/{type:int}/rules": {"GET": automations.list_rules, "POST": automations.create_rule},
    "automations/{type:int}/rules/{id:int}": {
        "GET": automations.get_rule,
        "PUT": automations.update_rule,
        "DELETE": automations.delete_rule,
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
    "ticket-forms": {"GET": ticket_forms.list_forms, "POST": ticket_forms.create_form},
    "ticket-forms/{id:int}": {
        "GET": ticket_forms.get_form,
        "PUT": ticket_forms.update_form,
        "DELETE": ticket_forms.delete_form,
    },
    "ticket-forms/{id:int}/fields/{field:int}": {"DELETE": ticket_forms.delete_field},
}
_PREVIEW = "/api/_/tickets/{id:int}/canned_responses/{response_id:int}"
"""Below the prefix that Freshdesk's own portal uses for what is not in the public API."""


def build(box: Context) -> Starlette:
    """Return the face over a store that has its demo content, if it is to have any; writes now run automation rules."""
    seed.fill(box)
    automations.watch(box)
    routes = [_route(box, f"/api/v2/{path}", verbs) for path, verbs in _FOR_AGENTS.items()]
    routes += [_route(box, f"/api/v2/{path}", verbs, admin=True) for path, verbs in _FOR_ADMINS.items()]
    routes += [_route(box, _PREVIEW, {"GET": composer.preview}), _file(box), _route(box, "/{path:path}", {})]
    return Starlette(routes=routes, middleware=[Middleware(ShortPaths)])


def _route(box: Context, path: str, verbs: Verbs, *, admin: bool = False) -> Route:
    """Return a path with all its verbs; one without any is a path that does not exist."""

    async def endpoint(request: Request) -> Response:
        raw = await request.body()
        try:
            response = await run_in_threadpool(_answer, box, request, raw, verbs, admin=admin)
        except FreshdeskError as error:
            response = error.response()
        except OverflowError:  # a number beyond 64 bits, which names nothing and which no database keeps
            response = Coded(400, "invalid_value", "A number in the request is out of range").response()
        response.headers["X-Freshdesk-Api-Version"] = "latest=v2; requested=v2"
        response.headers["x-request-id"] = str(uuid4())
        return response

    handler: Callable[[Request], Awaitable[Response]] = endpoint
    route = Route(path, handler)
    route.methods = None  # any verb comes here, for who lacks a key gets the 401 before the 405
    return route


def _file(box: Context) -> Route:
    """Return the path of attachments, which asks for no key."""

    def endpoint(request: Request) -> Response:
        try:
            return attachments.content(box.store, int(request.path_params["id"]))
        except (Absent, OverflowError):
            return Absent().response()

    return Route(attachments.PLACE, endpoint)


def _answer(box: Context, request: Request, raw: bytes, verbs: Verbs, *, admin: bool) -> Response:
    """Return the answer to a request; raises the error of the first step that it fails."""
    person = caller(box, request)
    if not verbs:
        raise Absent
    if request.method not in verbs:
        raise FreshdeskError(405, Allow=", ".join(sorted(verbs)))
    _check_accept(request)
    call = _call(box, request, raw, person)
    if admin:
        call.need_admin()
    attachments.check(call)
    return verbs[request.method](call)


def _check_accept(request: Request) -> None:
    """Raise the 406 of a caller that does not want JSON."""
    accept = request.headers.get("accept", "*/*")
    kinds = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    if not kinds & {"*/*", "application/*", "application/json"}:
        raise FreshdeskError(406)


def _call(box: Context, request: Request, raw: bytes, person: User) -> FreshdeskCall:
    """Read what was sent; raises the 415 of another format than JSON and forms, and the 400 of a broken one."""
    if request.method not in _WITH_BODY or not raw:
        return FreshdeskCall(box, request, person, {})
    whole = request.headers.get("content-type", "")
    kind = whole.partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            parts = form_parts(whole, raw)
            return FreshdeskCall(box, request, person, forms.body(box.store, parts), forms.files(parts))
        body = json_value(raw) if kind == "application/json" else None
    except ValueError:
        body = "not JSON"
    if body is None and kind != "application/json":
        raise Coded(415, "invalid_content_type", f"Content-Type header is set to {kind or 'nothing'}, not JSON")
    if not isinstance(body, dict):
        raise Coded(400, "invalid_json", "Request body has invalid json format")
    return FreshdeskCall(box, request, person, body)
