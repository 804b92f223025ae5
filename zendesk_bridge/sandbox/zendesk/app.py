"""The face as an ASGI app: routing with and without ``.json``, authentication, JSON in and out, Zendesk's errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.payloads import FormPart, ShortPaths, form_parts, json_value
from zendesk_bridge.sandbox.zendesk import (
    app_installations,
    apply,
    apps,
    auth,
    comments,
    deleted,
    dynamic_content,
    field_options,
    fields,
    groups,
    incremental,
    jobs,
    locales,
    macro_attachments,
    macro_listing,
    macros,
    macros_meta,
    many,
    merge,
    search,
    tags,
    ticket_forms,
    tickets,
    triggers,
    users,
    view_tickets,
    views,
    webhooks,
)
from zendesk_bridge.sandbox.zendesk.call import Handler, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import ZendeskError, bad_request, invalid, not_found

_RESOURCES = (
    auth, users, groups, locales, fields, field_options, ticket_forms, dynamic_content, macro_attachments,
    macro_listing, macros_meta, macros, apply, jobs, many, merge, deleted, tickets, tags, comments, incremental, search,
    apps, app_installations, webhooks, triggers, view_tickets, views,
)  # fmt: skip
_ACTIONS = {"GET": "show", "POST": "create", "PUT": "update", "PATCH": "update", "DELETE": "destroy"}
_NO_CONTENT, _WRONG_METHOD = 204, 405


def app(box: Context) -> Starlette:
    """Build the face on its context; a store that is new to it gets system ticket fields and hand-made macros.

    From then on, writes to tickets set off triggers and webhooks.
    """
    fields.seed(box.store)
    ticket_forms.seed(box.store)
    macros.seed(box.store)
    triggers.watch(box)
    routes = [
        Route(f"{_place(path)}{suffix}", _endpoint(box, handler, _scope(path)), methods=[method])
        for resource in _RESOURCES
        for method, path, handler in resource.ROUTES
        for suffix in (".json", "")
    ]
    routes.append(Route("/oauth/tokens", _token_endpoint(box), methods=["POST"]))
    unknown = _unknown(box)
    return Starlette(routes=routes, exception_handlers={HTTPException: unknown}, middleware=[Middleware(ShortPaths)])


def _place(path: str) -> str:
    """Return the whole path of a route: below ``/api/v2/`` unless it starts with a slash."""
    return path if path.startswith("/") else f"/api/v2/{path}"


def _scope(path: str) -> str:
    """Return the resource that a token's scope names: the first word of the path below ``/api/v2/``."""
    return path.removeprefix("/api/").removeprefix("support/").split("/")[0]


def _endpoint(box: Context, handler: Handler, resource: str) -> Any:
    async def endpoint(request: Request) -> Response:
        def work() -> ZendeskAnswer:
            user = auth.authenticate(box, request.headers.get("authorization", ""), request.method, resource)
            body, parts = _payload(request.headers.get("content-type", ""), raw)
            path, query, params = request.url.path, request.query_params, request.path_params
            return handler(ZendeskCall(box, user, path, query, params, body, parts, request.headers))

        def warning(dropped: tuple[str, ...]) -> str:
            return _old_warning(dropped) if box.behaviour.old_warnings else _warning(request, resource, dropped)

        raw = await request.body()
        return await _answered(work, warning)

    return endpoint


def _warning(request: Request, resource: str, dropped: tuple[str, ...]) -> str:
    """Tell of ignored keys as recorded in 2023 and 2024: a Ruby hash; a whole section is named beside its keys."""
    sections = sorted({key.partition(".")[0] for key in dropped})
    return (
        f'{{:allowed_parameters=>{{:controller=>"{resource}", :action=>"{_ACTIONS[request.method]}", '
        f":unpermitted_keys=>{json.dumps([*dropped, *sections])}, :invalid_values=>[]}}}}"
    )


def _old_warning(dropped: tuple[str, ...]) -> str:
    """Tell of ignored keys in the words of before 2023."""
    return f"Removed restricted keys {json.dumps(dropped)} from parameters according to whitelist"


def _token_endpoint(box: Context) -> Any:
    async def endpoint(request: Request) -> Response:
        def work() -> ZendeskAnswer:
            return auth.issue_token(box, _object(raw))

        raw = await request.body()
        return await _answered(work)

    return endpoint


async def _answered(work: Any, warning: Callable[[tuple[str, ...]], str] = str) -> Response:
    try:
        reply = await run_in_threadpool(work)
    except ZendeskError as refusal:
        return JSONResponse(refusal.body, refusal.status)
    except OverflowError:  # an id beyond 64 bits names nothing
        return JSONResponse(not_found().body, 404)
    except UnicodeError:  # half a surrogate pair, which no database keeps
        return JSONResponse(invalid("base", "Text is not valid Unicode").body, 422)
    headers = dict(reply.headers)
    if reply.dropped:
        headers["x-zendesk-api-warn"] = warning(reply.dropped)
    if reply.status == _NO_CONTENT:
        return Response(status_code=_NO_CONTENT, headers=headers)
    return JSONResponse(reply.body, reply.status, headers)


def _payload(content_type: str, raw: bytes) -> tuple[dict[str, Any], tuple[FormPart, ...]]:
    """Return the body as an object, or as the parts of a form; 400 for anything else."""
    if not content_type.lower().startswith("multipart/"):
        return _object(raw), ()
    try:
        return {}, form_parts(content_type, raw)
    except ValueError as exc:
        raise bad_request("InvalidParameters", "The form cannot be read") from exc


def _object(raw: bytes) -> dict[str, Any]:
    """Return the body as an object; 400 for anything that is not one."""
    try:
        found = json_value(raw) if raw.strip() else {}
    except UnicodeEncodeError:  # half a surrogate pair: JSON, but no text
        raise
    except ValueError as exc:
        raise bad_request("InvalidJSON", "The request body is not valid JSON") from exc
    if not isinstance(found, dict):
        raise bad_request("InvalidParameters", "The request body must be a JSON object")
    return found


def _unknown(box: Context) -> Any:
    async def answer(request: Request, exc: Exception) -> Response:
        def work() -> ZendeskAnswer:
            if request.url.path.startswith("/api/v2/"):
                auth.authenticate(box, request.headers.get("authorization", ""), request.method, "")
            wrong_method = isinstance(exc, HTTPException) and exc.status_code == _WRONG_METHOD
            raise ZendeskError(_WRONG_METHOD, {"error": "MethodNotAllowed"}) if wrong_method else not_found()

        return await _answered(work)

    return answer
