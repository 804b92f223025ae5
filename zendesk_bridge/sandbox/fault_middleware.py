"""Make requests fail as real helpdesks and networks do, when a rule is due (``faults``)."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from email.utils import format_datetime, formatdate
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, Response

from zendesk_bridge.sandbox import bending
from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.edits import agent_edit, send_as_person
from zendesk_bridge.sandbox.fault_rules import FaultRule
from zendesk_bridge.sandbox.store import Missing

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PASSING = frozenset(("slow", "before_write", "before", "skew")) | bending.ON_REQUESTS
"""Effects after which the request goes its way."""
_LONGEST_WAIT, _LONGEST_TRICKLE, _LONGEST_HANG = 120.0, 60.0, 120.0  # seconds
_LOOK = 0.02  # seconds between two looks whether a fault is still in force
_PIECES = 10  # of an answer that trickles
_HTML = "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>We'll be back shortly</h1></body></html>"
_CONFLICTS: Mapping[str, Mapping[str, str]] = {
    "database": {"error": "DatabaseConflict", "description": "Database collision"},
    "update": {
        "error": "UpdateConflict",
        "description": "Safe Update prevented the update due to outdated ticket data. "
        "Please fetch the latest ticket data and try again.",
    },
    "freshdesk": {"code": "inconsistent_state", "message": "The resource is in an inconsistent state"},
    "woocommerce": {"code": "conflict", "message": "The resource is in an inconsistent state"},
    "shopify": {"errors": "Conflict"},
}


class FaultMiddleware:
    """ASGI middleware that carries out the rules that are due; ``people`` is the face without faults and limits."""

    def __init__(self, app: ASGIApp, people: ASGIApp, box: Context) -> None:
        self._app = app
        self._people = people
        self._box = box

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or break it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        query = unquote_plus(scope["query_string"].decode("latin-1"))
        due = self._box.faults.due(self._box.face, scope["method"], scope["path"], query)
        for rule in due:
            await self._prepare(rule, scope["path"])
        skew = sum(float(rule.options["seconds"]) for rule in due if rule.effect == "skew")
        send = send if self._box.clock.moved and not skew else _dated(send, skew)
        receive = bending.request(receive, due)
        ending = next((rule for rule in due if rule.effect not in _PASSING), None)
        if ending is None:
            await self._app(scope, receive, send)
        elif ending.effect in ("status", "conflict"):
            await _answer(ending, self._box)(scope, receive, send)
        elif ending.effect == "hang":
            await _hang(ending, scope, receive)
        elif ending.effect == "trickle":
            await self._trickle(ending, scope, receive, send)
        elif ending.effect in bending.ON_ANSWERS:
            start, body = bending.answer(ending, *await _capture(self._app, scope, receive))
            await send(start)
            await send({"type": "http.response.body", "body": body})
        else:
            await self._cut(ending.effect, scope, receive, send)

    async def _prepare(self, rule: FaultRule, path: str) -> None:
        if rule.effect == "slow":
            await self._wait(rule)
        elif rule.effect == "before_write":
            self._box.clock.advance(1)
            with suppress(Missing):
                await asyncio.to_thread(agent_edit, self._box, rule.options["ticket"], rule.options["changes"])
        elif rule.effect == "before":
            self._box.clock.advance(1)
            await send_as_person(self._people, self._box, rule, path)

    async def _wait(self, rule: FaultRule) -> None:
        """Wait as long as the rule says, and no longer than it is in force."""
        end = time.monotonic() + min(float(rule.options.get("seconds", 0.1)), _LONGEST_WAIT)
        while (left := end - time.monotonic()) > 0:
            await asyncio.sleep(min(left, _LOOK))
            if not self._box.faults.holds(rule):
                return

    async def _cut(self, effect: str, scope: Scope, receive: Receive, send: Send) -> None:
        if effect == "cut_before":
            await _hang_up(scope, receive)
            return
        start, body = await _capture(self._app, scope, receive)
        half = body[: len(body) // 2]
        if effect == "cut_after":
            await _hang_up(scope, receive)
            return
        await send(start)
        await send({"type": "http.response.body", "body": half, "more_body": True})
        scope["state"]["transport"].close()

    async def _trickle(self, rule: FaultRule, scope: Scope, receive: Receive, send: Send) -> None:
        start, body = await _capture(self._app, scope, receive)
        pause = min(float(rule.options.get("seconds", 1)), _LONGEST_TRICKLE) / _PIECES
        size = max(1, -(-len(body) // _PIECES))
        await send(start)
        for begin in range(0, len(body), size):
            await send({"type": "http.response.body", "body": body[begin : begin + size], "more_body": True})
            await asyncio.sleep(pause)
        await send({"type": "http.response.body", "body": b""})


def _dated(send: Send, skew: float) -> Send:
    """Return ``send`` with the ``Date`` of a server whose clock is off by so many seconds."""

    async def send_dated(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["date"] = formatdate(time.time() + skew, usegmt=True)
        await send(message)

    return send_dated


def _answer(rule: FaultRule, box: Context) -> Response:
    """Return the answer of a request that is refused unprocessed."""
    if rule.effect == "conflict":
        kind = box.face if box.face != "zendesk" else rule.options.get("kind", "database")
        return JSONResponse(_CONFLICTS[kind], 409)
    headers = dict(rule.options.get("headers", {}))
    if "retry_after" in rule.options:
        headers["retry-after"] = str(rule.options["retry_after"])
    if "retry_after_date" in rule.options:
        when = box.clock.as_clients_see() + timedelta(seconds=float(rule.options["retry_after_date"]))
        headers["retry-after"] = format_datetime(when, usegmt=True)
    body = rule.options.get("body", _HTML)
    status = int(rule.options.get("status", 503))
    if isinstance(body, str):
        return HTMLResponse(body, status, headers)
    return Response(json.dumps(body), status, headers, "application/json")


async def _capture(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[dict[str, Any], bytes]:
    """Let the app process the request, and keep its answer."""
    kept: list[Message] = []

    async def keep(message: Message) -> None:
        kept.append(message)

    await app(scope, receive, keep)
    return dict(kept[0]), b"".join(message.get("body", b"") for message in kept[1:])


async def _hang(rule: FaultRule, scope: Scope, receive: Receive) -> None:
    """Wait until the client disconnects, at most the rule's ``seconds``, then drop the connection."""
    with suppress(TimeoutError):
        async with asyncio.timeout(min(float(rule.options.get("seconds", _LONGEST_HANG)), _LONGEST_HANG)):
            while (await receive())["type"] != "http.disconnect":
                continue
    await _hang_up(scope, receive)


async def _hang_up(scope: Scope, receive: Callable[[], Awaitable[Message]]) -> None:
    """Drop the connection, and wait until the server has noticed (it would answer 500 otherwise)."""
    scope["state"]["transport"].abort()
    while (await receive())["type"] != "http.disconnect":
        continue
