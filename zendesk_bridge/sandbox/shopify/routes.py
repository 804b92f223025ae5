"""The Shopify face's two paths: tokens, and questions."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from secrets import compare_digest
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.limits import POINTS_WINDOW
from zendesk_bridge.sandbox.payloads import ShortPaths, json_value
from zendesk_bridge.sandbox.published import VERSION
from zendesk_bridge.sandbox.shop.seed import opened
from zendesk_bridge.sandbox.shopify.costs import PointBucket
from zendesk_bridge.sandbox.shopify.graph import carried_out
from zendesk_bridge.sandbox.shopify.roots import SCOPES

KIND = "shopify_token"
_LIFE = 86_399  # seconds that a token of the client credentials grant holds
_UNKNOWN = "[API] Invalid API key or access token (unrecognized login or wrong password)"


def app(box: Context) -> Starlette:
    """Build the face on its context."""
    bucket = PointBucket(box.clock, lambda: box.limits.points, POINTS_WINDOW)

    async def ask(request: Request) -> Response:
        raw = await request.body()
        return await run_in_threadpool(_ask, box, bucket, request, raw)

    async def token(request: Request) -> Response:
        raw = await request.body()
        return await run_in_threadpool(_token, box, request, raw)

    async def nothing(_: Request) -> Response:
        return JSONResponse({"errors": "Not Found"}, 404)

    rest = Route("/{path:path}", nothing)
    rest.methods = None
    routes = [
        Route(f"/admin/api/{VERSION}/graphql.json", ask, methods=["POST"]),
        Route("/admin/oauth/access_token", token, methods=["POST"]),
        rest,
    ]
    return Starlette(routes=routes, middleware=[Middleware(ShortPaths)])


def _ask(box: Context, bucket: PointBucket, request: Request, raw: bytes) -> Response:
    headers = {"x-shopify-api-version": VERSION, "x-request-id": secrets.token_hex(16)}
    if not _known(box, request.headers.get("x-shopify-access-token", "")):
        return JSONResponse({"errors": _UNKNOWN}, 401, headers)
    body = _body(request, raw)
    query, variables, name = body.get("query"), body.get("variables") or {}, body.get("operationName")
    if not isinstance(query, str) or not query or not isinstance(variables, dict):
        return JSONResponse({"errors": {"query": "Required parameter missing or invalid"}}, 400, headers)
    if box.schema is None:
        raise AssertionError("the face is served where there is a schema")
    answer = carried_out(box.schema, opened(box.shop), bucket, query, variables, name or None)
    return JSONResponse(answer, 200, headers)


def _body(request: Request, raw: bytes) -> Mapping[str, Any]:
    """Return the body as an object: JSON, a form, or a question alone."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/graphql":
        return {"query": raw.decode("utf-8", "replace")}
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(raw.decode("utf-8", "replace")))
    try:
        found = json_value(raw)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _known(box: Context, token: str) -> bool:
    """Tell whether a token is the one that lasts, or one that was given out and has not ended."""
    if compare_digest(token.encode(), box.credentials.shopify_admin.encode()):
        return True
    found = box.store.document(KIND, token) if token else None
    return found is not None and found.body["ends"] > box.clock().timestamp()


def _token(box: Context, request: Request, raw: bytes) -> Response:
    """Give out a token that holds for a day, by the client credentials grant."""
    asked = _body(request, raw)
    client, secret = box.credentials.shopify_client
    if asked.get("grant_type") != "client_credentials":
        return _refused("unsupported_grant_type", "The grant type is not supported by the authorization server")
    if not compare_digest(str(asked.get("client_id", "")).encode(), client.encode()):
        return _refused("application_cannot_be_found", "The application cannot be found")
    if not compare_digest(str(asked.get("client_secret", "")).encode(), secret.encode()):
        return _refused("invalid_client", "The client secret is not the application's")
    made = f"shpat_{secrets.token_hex(16)}"
    box.store.put(KIND, made, {"ends": box.clock().timestamp() + _LIFE})
    return JSONResponse({"access_token": made, "scope": ",".join(SCOPES), "expires_in": _LIFE})


def _refused(error: str, words: str) -> Response:
    return JSONResponse({"error": error, "error_description": words}, 400)
