"""The face as an ASGI app: routing with and without ``.json``, authentication, JSON in and out, Zendesk's errors."""

from __future__ import annotations

import json
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.zendesk import (
    apply,
    auth,
    comments,
    fields,
    incremental,
    jobs,
    macros,
    macros_meta,
    tags,
    tickets,
    users,
)
from zendesk_bridge.sandbox.zendesk.call import Call, Handler, Reply
from zendesk_bridge.sandbox.zendesk.errors import ApiError, bad_request, invalid, not_found

_RESOURCES = (users, fields, macros_meta, macros, apply, jobs, tickets, tags, comments, incremental)
_NO_CONTENT, _WRONG_METHOD = 204, 405


def app(box: Context) -> Starlette:
    """Build the face on its context; a store that is new to it gets system ticket fields and hand-made macros."""
    fields.seed(box.store)
    macros.seed(box.store)
    routes = [
        Route(f"/api/v2/{path}{suffix}", _endpoint(box, handler, path.split("/")[0]), methods=[method])
        for resource in _RESOURCES
        for method, path, handler in resource.ROUTES
        for suffix in (".json", "")
    ]
    routes.append(Route("/oauth/tokens", _token_endpoint(box), methods=["POST"]))
    unknown = _unknown(box)
    return Starlette(routes=routes, exception_handlers={HTTPException: unknown})


def _endpoint(box: Context, handler: Handler, resource: str) -> Any:
    async def endpoint(request: Request) -> Response:
        def work() -> Reply:
            user = auth.authenticate(box, request.headers.get("authorization", ""), request.method, resource)
            call = Call(box, user, request.url.path, request.query_params, request.path_params, _object(raw))
            return handler(call)

        raw = await request.body()
        return await _answered(work)

    return endpoint


def _token_endpoint(box: Context) -> Any:
    async def endpoint(request: Request) -> Response:
        def work() -> Reply:
            return auth.issue_token(box, _object(raw))

        raw = await request.body()
        return await _answered(work)

    return endpoint


async def _answered(work: Any) -> Response:
    try:
        reply = await run_in_threadpool(work)
    except ApiError as refusal:
        return JSONResponse(refusal.body, refusal.status)
    except OverflowError:  # an id beyond 64 bits names nothing
        return JSONResponse(not_found().body, 404)
    except UnicodeError:  # half a surrogate pair, which no database keeps
        return JSONResponse(invalid("base", "Text is not valid Unicode").body, 422)
    headers = dict(reply.headers)
    if reply.dropped:
        headers["x-zendesk-api-warn"] = (
            f"Removed restricted keys {json.dumps(reply.dropped)} from parameters according to whitelist"
        )
    if reply.status == _NO_CONTENT:
        return Response(status_code=_NO_CONTENT, headers=headers)
    return JSONResponse(reply.body, reply.status, headers)


def _object(raw: bytes) -> dict[str, Any]:
    """Return the body as an object; 400 for anything that is not one."""
    try:
        found = json.loads(raw) if raw.strip() else {}
    except ValueError as exc:
        raise bad_request("InvalidJSON", "The request body is not valid JSON") from exc
    if not isinstance(found, dict):
        raise bad_request("InvalidParameters", "The request body must be a JSON object")
    return found


def _unknown(box: Context) -> Any:
    async def answer(request: Request, exc: Exception) -> Response:
        def work() -> Reply:
            if request.url.path.startswith("/api/v2/"):
                auth.authenticate(box, request.headers.get("authorization", ""), request.method, "")
            wrong_method = isinstance(exc, HTTPException) and exc.status_code == _WRONG_METHOD
            raise ApiError(_WRONG_METHOD, {"error": "MethodNotAllowed"}) if wrong_method else not_found()

        return await _answered(work)

    return answer
