"""Spend every request's share of the rate limits: their headers on each answer, and the 429 when one is used up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.limits import LISTS, Spent

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class LimitMiddleware:
    """ASGI middleware: rate-limit headers on every answer, and the 429 when a budget is empty."""

    def __init__(self, app: ASGIApp, box: Context) -> None:
        self._app = app
        self._box = box

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the request, then pass it on or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        face, path = self._box.face, scope["path"]
        cost = _credits(path, scope["query_string"].decode("latin-1")) if face == "freshdesk" else 1
        spent = self._box.limits.spend(face, scope["method"], path, cost)
        told = {"zendesk": _zendesk_headers, "freshdesk": _freshdesk_headers}.get(face, _no_headers)
        headers = told(spent, cost)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        empty = next((one for one in spent if one.over), None)
        app = self._app if empty is None else _too_many(face, empty)
        await app(scope, receive, send_with_headers)


def _credits(path: str, query: str) -> int:
    """Return what a request costs: Freshdesk adds two for each embed in a list of tickets, one on a single ticket."""
    includes = [part for value in parse_qs(query).get("include", []) for part in value.split(",") if part]
    return 1 + len(includes) * (2 if LISTS["tickets"].search(path) else 1)


def _no_headers(_: list[Spent], __: int) -> dict[str, str]:
    return {}  # shops tell nothing of their limits there


def _zendesk_headers(spent: list[Spent], _: int) -> dict[str, str]:
    account, *others = spent
    left = str(max(0, account.remaining))
    headers = {
        "x-rate-limit": str(account.budget.total), "x-rate-limit-remaining": left,
        "ratelimit-limit": str(account.budget.total), "ratelimit-remaining": left,
        "ratelimit-reset": str(account.resets),
    }  # fmt: skip
    return headers | {
        f"zendesk-ratelimit-{one.budget.name}": f"total={one.budget.total}; remaining={max(0, one.remaining)}; "
        f"resets={one.resets}"
        for one in others
    }


def _freshdesk_headers(spent: list[Spent], cost: int) -> dict[str, str]:
    account = spent[0]
    return {
        "x-ratelimit-total": str(account.budget.total),
        "x-ratelimit-remaining": str(max(0, account.remaining)),
        "x-ratelimit-used-currentrequest": str(cost),
    }


def _too_many(face: str, empty: Spent) -> Response:
    retry = {"retry-after": str(empty.resets)}
    if face == "woocommerce":  # no limit of its own: it is what hosts put before it
        return PlainTextResponse("Too Many Requests", 429, retry)
    if face == "shopify":
        return JSONResponse({"errors": "Exceeded 2 calls per second for api client."}, 429, retry)
    if face == "freshdesk":
        return JSONResponse({"message": "You have exceeded the limit of requests per minute"}, 429, retry)
    description = "Number of allowed API requests per minute exceeded"
    return JSONResponse({"error": "APIRateLimitExceeded", "description": description}, 429, retry)
