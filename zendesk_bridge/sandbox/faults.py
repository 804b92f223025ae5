r"""Faults on order: rules that make the nth matching request fail the way real helpdesks and networks do.

A rule is JSON, as ``POST /_sandbox/faults`` takes it::

    {"face": "zendesk", "method": "PUT", "path": "/tickets/\d+", "from": 1, "to": 1, "effect": "status", ...}

``face`` and ``method`` may be left out (any); ``path`` is a regular expression, searched in the request's path.
``from`` and ``to`` count the matching requests from 1; ``from`` is 1 and ``to`` is ``from`` by default, ``to: null``
means for ever. The effects and what else they take:

``status``        answer ``status`` unprocessed; ``retry_after`` seconds or ``retry_after_date`` seconds sent as a date;
                  ``body`` (an object is sent as JSON, text as HTML)
``conflict``      409 DatabaseConflict, unprocessed
``cut_before``    drop the connection, unprocessed
``cut_after``     process the request, then drop the connection without an answer
``cut_within``    process it, send half of the answer, then drop the connection
``truncate``      process it, answer with the first half of the body as if it were whole
``slow``          wait ``seconds`` (at most 5), then process
``before_write``  an agent edits ``ticket`` with ``changes`` (a store change) one second earlier, then process
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from zendesk_bridge.sandbox.records import Change
from zendesk_bridge.sandbox.store import Missing

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from zendesk_bridge.sandbox.context import Context

EFFECTS = frozenset(
    ("status", "conflict", "cut_before", "cut_after", "cut_within", "truncate", "slow", "before_write")
)  # fmt: skip
_LONGEST_WAIT = 5.0
_HTML = "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>We'll be back shortly</h1></body></html>"
_TICKET_CHANGES = ("status", "priority", "subject", "tags", "add_tags", "remove_tags", "spam", "deleted", "merged_into")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``options`` are the effect's own keys."""

    effect: str
    path: re.Pattern[str]
    face: str = ""
    method: str = ""
    first: int = 1
    last: float = 1
    options: Mapping[str, Any] = field(default_factory=dict)

    def matches(self, face: str, method: str, path: str) -> bool:
        """Say whether a request is one that this rule counts."""
        return self.face in ("", face) and self.method in ("", method) and self.path.search(path) is not None


def parse_rule(given: Mapping[str, Any]) -> Rule:
    """Read a rule; raises ValueError with what is wrong with it."""
    effect = str(given.get("effect", ""))
    if effect not in EFFECTS:
        raise ValueError(f"effect must be one of {', '.join(sorted(EFFECTS))}")
    try:
        path = re.compile(str(given.get("path", "")))
    except re.error as exc:
        raise ValueError(f"path is not a regular expression: {exc}") from exc
    if effect == "before_write" and not (type(given.get("ticket")) is int and isinstance(given.get("changes"), dict)):
        raise ValueError("before_write needs ticket, a number, and changes, an object")
    first = int(given.get("from", 1))
    last = given.get("to", first)
    return Rule(
        effect, path, str(given.get("face", "")), str(given.get("method", "")).upper(), first,
        float("inf") if last is None else int(last), dict(given),
    )  # fmt: skip


class Faults:
    """The rules in force and how often each has been met; shared by both faces and all threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rules: list[tuple[Rule, list[int]]] = []
        self.failing_rows: frozenset[int] = frozenset()

    def add(self, rule: Rule) -> None:
        """Put a rule in force."""
        with self._lock:
            self._rules.append((rule, [0]))

    def clear(self) -> None:
        """Forget all rules and failing rows."""
        with self._lock:
            self._rules.clear()
            self.failing_rows = frozenset()

    def due(self, face: str, method: str, path: str) -> list[Rule]:
        """Count a request against every rule that matches it, and return those whose turn it is."""
        due = []
        with self._lock:
            for rule, met in self._rules:
                if rule.matches(face, method, path):
                    met[0] += 1
                    if rule.first <= met[0] <= rule.last:
                        due.append(rule)
        return due


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
        due = self._box.faults.due(self._box.face, scope["method"], scope["path"])
        for rule in due:
            await self._prepare(rule)
        ending = next((rule for rule in due if rule.effect not in ("slow", "before_write")), None)
        if ending is None:
            await self._app(scope, receive, send)
        elif ending.effect in ("status", "conflict"):
            await _answer(ending, self._box.clock())(scope, receive, send)
        else:
            await self._break(ending.effect, scope, receive, send)

    async def _prepare(self, rule: Rule) -> None:
        if rule.effect == "slow":
            await asyncio.sleep(min(float(rule.options.get("seconds", 0.1)), _LONGEST_WAIT))
        elif rule.effect == "before_write":
            self._box.clock.advance(1)
            with suppress(Missing):
                await asyncio.to_thread(agent_edit, self._box, rule.options["ticket"], rule.options["changes"])

    async def _break(self, effect: str, scope: Scope, receive: Receive, send: Send) -> None:
        if effect == "cut_before":
            await _hang_up(scope, receive)
            return
        start, body = await _capture(self._app, scope, receive)
        half = body[: len(body) // 2]
        if effect == "cut_after":
            await _hang_up(scope, receive)
            return
        if effect == "truncate":
            start["headers"] = [(k, v) for k, v in start["headers"] if k.lower() != b"content-length"]
            start["headers"].append((b"content-length", str(len(half)).encode()))
        await send(start)
        await send({"type": "http.response.body", "body": half, "more_body": effect == "cut_within"})
        if effect == "cut_within":
            scope["state"]["transport"].close()


def agent_edit(box: Context, ticket_id: int, changes: Mapping[str, Any]) -> None:
    """Write to a ticket as an agent who works in the portal; unknown keys are ignored."""
    known = {key: value for key, value in changes.items() if key in _TICKET_CHANGES}
    agent = next(iter(box.store.users(("agent",), limit=1)), None) or box.store.users(("admin",), limit=1)[0]
    box.store.update_ticket(ticket_id, Change(agent.id, known, channel="web"))


def _answer(rule: Rule, now: datetime) -> Response:
    """The answer of a request that is refused unprocessed."""
    if rule.effect == "conflict":
        return JSONResponse({"error": "DatabaseConflict", "description": "Database collision"}, 409)
    headers = {}
    if "retry_after" in rule.options:
        headers["retry-after"] = str(rule.options["retry_after"])
    if "retry_after_date" in rule.options:
        when = now + timedelta(seconds=float(rule.options["retry_after_date"]))
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


async def _hang_up(scope: Scope, receive: Callable[[], Awaitable[Message]]) -> None:
    """Drop the connection, and wait until the server has noticed (it would answer 500 otherwise)."""
    scope["state"]["transport"].abort()
    while (await receive())["type"] != "http.disconnect":
        continue
