"""Faults on order: rules (``fault_rules``) that make matching requests fail as real helpdesks and networks do."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime, formatdate
from random import Random
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, Response

from zendesk_bridge.sandbox import bending
from zendesk_bridge.sandbox.dice import dice
from zendesk_bridge.sandbox.fault_rules import FailingRows, Ordered, Rule
from zendesk_bridge.sandbox.records import Change
from zendesk_bridge.sandbox.store import Missing

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from zendesk_bridge.sandbox.context import Context

_PASSING = frozenset(("slow", "before_write", "skew")) | bending.ON_REQUESTS
"""Effects after which the request goes its way."""
_LONGEST_WAIT, _LONGEST_TRICKLE, _LONGEST_HANG = 5.0, 60.0, 120.0
_PIECES = 10
_HTML = "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>We'll be back shortly</h1></body></html>"
_CONFLICTS: Mapping[str, Mapping[str, str]] = {
    "database": {"error": "DatabaseConflict", "description": "Database collision"},
    "update": {
        "error": "UpdateConflict",
        "description": "Safe Update prevented the update due to outdated ticket data. "
        "Please fetch the latest ticket data and try again.",
    },
    "freshdesk": {"code": "inconsistent_state", "message": "The resource is in an inconsistent state"},
}
_TICKET_CHANGES = ("status", "priority", "subject", "tags", "add_tags", "remove_tags", "spam", "deleted", "merged_into")


@dataclass(slots=True)
class _InForce:
    """A rule and the requests that it has met."""

    rule: Rule
    chance: Random
    met: int = 0

    def is_due(self) -> bool:
        """Count a matching request, and say whether the rule breaks it."""
        self.met += 1
        hit = self.rule.share >= 1 or self.chance.random() < self.rule.share
        return hit and self.rule.first <= self.met <= self.rule.last


class Faults:
    """The rules in force and how often each has been met; shared by both faces and all threads."""

    def __init__(self, ordered: Ordered | None = None) -> None:
        self._lock = Lock()
        self._rules: list[_InForce] = []
        self.failing_rows: FailingRows = ordered.failing_rows if ordered else {}
        for rule in ordered.rules if ordered else ():
            self.add(rule)

    def add(self, rule: Rule) -> None:
        """Put a rule in force."""
        with self._lock:
            self._rules.append(_InForce(rule, dice(rule.seed)))

    def clear(self) -> None:
        """Forget all rules and failing rows."""
        with self._lock:
            self._rules.clear()
            self.failing_rows = {}

    def due(self, face: str, method: str, path: str, query: str = "") -> list[Rule]:
        """Count a request against every rule that matches it, and return those whose turn it is."""
        return self._due(face, method, path, query, on_delivery=False)

    def due_on_delivery(self, face: str, method: str, path: str) -> list[Rule]:
        """Do the same for a webhook that ``face`` is about to send to ``path``."""
        return self._due(face, method, path, "", on_delivery=True)

    def _due(self, face: str, method: str, path: str, query: str, *, on_delivery: bool) -> list[Rule]:
        with self._lock:
            matching = [
                each
                for each in self._rules
                if each.rule.on_delivery == on_delivery and each.rule.matches(face, method, path, query)
            ]
            return [each.rule for each in matching if each.is_due()]


class FaultGate:
    """ASGI middleware that carries out the rules that are due."""

    def __init__(self, app: ASGIApp, box: Context) -> None:
        self._app = app
        self._box = box

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or break it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        query = unquote_plus(scope["query_string"].decode("latin-1"))
        due = self._box.faults.due(self._box.face, scope["method"], scope["path"], query)
        for rule in due:
            await self._prepare(rule)
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

    async def _prepare(self, rule: Rule) -> None:
        if rule.effect == "slow":
            await asyncio.sleep(min(float(rule.options.get("seconds", 0.1)), _LONGEST_WAIT))
        elif rule.effect == "before_write":
            self._box.clock.advance(1)
            with suppress(Missing):
                await asyncio.to_thread(agent_edit, self._box, rule.options["ticket"], rule.options["changes"])

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

    async def _trickle(self, rule: Rule, scope: Scope, receive: Receive, send: Send) -> None:
        start, body = await _capture(self._app, scope, receive)
        pause = min(float(rule.options.get("seconds", 1)), _LONGEST_TRICKLE) / _PIECES
        size = max(1, -(-len(body) // _PIECES))
        await send(start)
        for begin in range(0, len(body), size):
            await send({"type": "http.response.body", "body": body[begin : begin + size], "more_body": True})
            await asyncio.sleep(pause)
        await send({"type": "http.response.body", "body": b""})


def agent_edit(box: Context, ticket_id: int, changes: Mapping[str, Any]) -> None:
    """Write to a ticket as an agent who works in the portal; unknown keys are ignored."""
    known = {key: value for key, value in changes.items() if key in _TICKET_CHANGES}
    agent = next(iter(box.store.users(("agent",), limit=1)), None) or box.store.users(("admin",), limit=1)[0]
    box.store.update_ticket(ticket_id, Change(agent.id, known, channel="web"))


def _dated(send: Send, skew: float) -> Send:
    """Return ``send`` with the ``Date`` of a server whose clock is off by so many seconds."""

    async def send_dated(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["date"] = formatdate(time.time() + skew, usegmt=True)
        await send(message)

    return send_dated


def _answer(rule: Rule, box: Context) -> Response:
    """The answer of a request that is refused unprocessed."""
    if rule.effect == "conflict":
        kind = "freshdesk" if box.face == "freshdesk" else rule.options.get("kind", "database")
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


async def _hang(rule: Rule, scope: Scope, receive: Receive) -> None:
    """Wait until the client has had enough."""
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
