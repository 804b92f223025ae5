"""``/_sandbox/`` on all ports: what a test or a person may do behind the helpdesk's back. No login; loopback only.

Not for web pages: a request that names its ``Origin`` is refused, or any site could reach a sandbox that is running.

================================  =====================================================================================
POST, DELETE /_sandbox/faults     add one rule (``fault_rules``) or ``{"effect": "fail_rows", "tickets": [ids]}``; clear
GET /_sandbox/faults              what ``before`` rules have sent: ``{"sent": [{"face", "method", "path", "status"}]}``
GET, DELETE /_sandbox/requests    what this face was asked: ``{"total", "writes", "calls": {"GET /api/...": n},
                                  "statuses": {"200": n}}``; DELETE counts from 0 again
POST /_sandbox/tickets            load ``[{"subject", "description", "requester": {"email", "name", "locale"}, "tags",
                                  "status", "created_at", "spam", "comments": [{"author": "customer" | "agent", "body",
                                  "public"}]}]`` -> ``{"ids": [...]}``
POST /_sandbox/tickets/ID/comments  one comment as above; PATCH /_sandbox/tickets/ID an agent's edit: ``tags``,
                                  ``add_tags``, ``remove_tags``, ``status``, ``spam``, ``deleted``, ``merged_into``,
                                  and ``"touch": true`` for a change by the system alone
POST /_sandbox/clock              ``{"advance_seconds": n}``
POST /_sandbox/lag                ``{"seconds": n}``
POST /_sandbox/settings           ``{"job_polls": n, "plan": name, "limits": {"zendesk": {"account": n}},
                                  "scopes": "read", "expire_tokens": true, "webhook_timeout": seconds,
                                  "old_warnings": true}`` (real seconds, null is what the vendors allow; the header for
                                  ignored keys in its old words)
GET /_sandbox/webhooks            what was sent to whom, of both faces: ``{"waiting": n, "counts": {"attempts": n,
                                  "lost": n, ...}, "invocations": [{"id", "face", "source", "event", "url", "status",
                                  "attempts": [{"status_code", "problem"}]}]}``, the newest 100
GET /_sandbox/notices             the mails that triggers and rules would have sent: ``{"notices": [{"face", "source",
                                  "ticket", "to", "subject", "body"}]}``, the newest 100
/_sandbox/shop/...                orders and stock of the shop: ``shop.admin``
POST /_sandbox/webhooks/drain     wait until no delivery is due, at most ``seconds`` (10) -> the same and ``"idle"``;
                                  ``"retries": true`` moves the clock on until none waits to be tried again either
================================  =====================================================================================
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from zendesk_bridge.sandbox import notices, seed
from zendesk_bridge.sandbox.edits import agent_edit
from zendesk_bridge.sandbox.fault_rules import FAIL_ROWS, failing_rows, parse_rule
from zendesk_bridge.sandbox.hooks.parcels import Invocation
from zendesk_bridge.sandbox.limits import PLANS
from zendesk_bridge.sandbox.payloads import json_value
from zendesk_bridge.sandbox.shop import admin as shop_admin
from zendesk_bridge.sandbox.shop import seed as shop_seed
from zendesk_bridge.sandbox.store import Missing

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from zendesk_bridge.sandbox.context import Context

PREFIX = "/_sandbox/"
_ID = re.compile(r"/(?:\d+|[0-9a-f]{32})(?=/|\.json|$)")
_SHOWN, _LONGEST_DRAIN, _FARTHEST = 100, 60.0, 1e9  # requests; seconds; seconds
_WRITES = frozenset(("POST", "PUT", "PATCH", "DELETE"))
_FOREIGN = JSONResponse({"error": "web pages may not use the sandbox's own endpoints"}, 403)


class RequestLog:
    """What one face was asked, counted in memory; the token endpoint counts as a call but not as a write."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._calls: Counter[str] = Counter()
        self._statuses: Counter[str] = Counter()
        self._writes = 0

    def add(self, method: str, path: str, status: int) -> None:
        """Count one request; status 0 means the connection was dropped."""
        with self._lock:
            self._calls[f"{method} {_ID.sub('/{id}', path).removesuffix('.json')}"] += 1
            self._statuses[str(status)] += 1
            self._writes += method in _WRITES and not path.startswith("/oauth/")

    def clear(self) -> None:
        """Count from zero again."""
        with self._lock:
            self._calls.clear()
            self._statuses.clear()
            self._writes = 0

    def snapshot(self) -> dict[str, Any]:
        """Return the counts so far."""
        with self._lock:
            calls, statuses = dict(sorted(self._calls.items())), dict(sorted(self._statuses.items()))
            return {"total": sum(calls.values()), "writes": self._writes, "calls": calls, "statuses": statuses}


class AdminMiddleware:
    """ASGI middleware: serves ``/_sandbox/`` itself, logs everything else."""

    def __init__(self, app: ASGIApp, box: Context, log: RequestLog) -> None:
        self._app = app
        self._log = log
        self._admin = _app(_Admin(box, log))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell the sandbox's own requests from the helpdesk's."""
        if scope["type"] != "http" or scope["path"].startswith(PREFIX):
            from_a_page = "origin" in Headers(scope=scope)
            await (_FOREIGN if from_a_page else self._admin)(scope, receive, send)
            return
        status = 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            self._log.add(scope["method"], scope["path"], status)


class _Admin:
    """The handlers; each takes the parsed body and returns what is sent back."""

    def __init__(self, box: Context, log: RequestLog) -> None:
        self._box = box
        self._log = log

    def add_fault(self, _: Request, body: Any) -> Any:
        if body.get("effect") == FAIL_ROWS:
            self._box.faults.failing_rows = failing_rows(body)
        else:
            self._box.faults.add(parse_rule(body))
        return {}

    def faults(self, _: Request, __: Any) -> Any:
        return {"sent": [asdict(one) for one in self._box.faults.sent]}

    def clear_faults(self, _: Request, __: Any) -> Any:
        self._box.faults.clear()
        return {}

    def requests(self, _: Request, __: Any) -> Any:
        return self._log.snapshot()

    def clear_requests(self, _: Request, __: Any) -> Any:
        self._log.clear()
        return {}

    def load(self, _: Request, body: Any) -> Any:
        with self._box.store.writing():
            return {"ids": [seed.add_ticket(self._box.store, row) for row in body]}

    def comment(self, request: Request, body: Any) -> Any:
        return {"id": seed.add_comment(self._box.store, int(request.path_params["ticket"]), body)}

    def edit(self, request: Request, body: Mapping[str, Any]) -> Any:
        ticket = int(request.path_params["ticket"])
        if body.get("touch"):
            self._box.store.touch_ticket(ticket)
        agent_edit(self._box, ticket, body)
        return {}

    def clock(self, _: Request, body: Any) -> Any:
        seconds = float(body["advance_seconds"])
        if abs(seconds) > _FARTHEST:
            raise ValueError(f"advance_seconds must be at most {_FARTHEST:.0e} either way")
        self._box.clock.advance(seconds)
        self._box.courier.wake()
        return {"now": self._now().isoformat()}

    def _now(self) -> datetime:
        return self._box.clock()

    def lag(self, _: Request, body: Any) -> Any:
        seconds = float(body["seconds"])
        if not 0 <= seconds <= _FARTHEST:
            raise ValueError(f"seconds must be from 0 to {_FARTHEST:.0e}")
        self._box.behaviour.lag = timedelta(seconds=seconds)
        return {}

    def webhooks(self, _: Request, __: Any) -> Any:
        courier = self._box.courier
        latest = courier.invocations.all()[-_SHOWN:]
        return {
            "waiting": courier.waiting,
            "counts": courier.invocations.counts(),
            "invocations": [_invocation(each) for each in latest],
        }

    def notices(self, _: Request, __: Any) -> Any:
        return {"notices": notices.newest(self._box.store, _SHOWN)}

    def drain(self, request: Request, body: Any) -> Any:
        given = body or {}
        seconds = min(float(given.get("seconds", 10)), _LONGEST_DRAIN)
        retries = given.get("retries", False) is True
        idle = self._box.courier.drain(seconds, retries=retries, advance=self._box.clock.advance)
        return {"idle": idle, **self.webhooks(request, None)}

    def shop_orders(self, _: Request, __: Any) -> Any:
        return shop_admin.listing(shop_seed.opened(self._box.shop))

    def load_orders(self, _: Request, body: Any) -> Any:
        return shop_admin.load(shop_seed.opened(self._box.shop), body)

    def edit_order(self, request: Request, body: Any) -> Any:
        return shop_admin.edit(shop_seed.opened(self._box.shop), request.path_params["number"], body)

    def remove_order(self, request: Request, _: Any) -> Any:
        return shop_admin.remove(shop_seed.opened(self._box.shop), request.path_params["number"])

    def stock(self, _: Request, body: Any) -> Any:
        return shop_admin.stock(shop_seed.opened(self._box.shop), body)

    def settings(self, _: Request, body: Mapping[str, Any]) -> Any:
        behaviour = self._box.behaviour
        behaviour.job_polls = int(body.get("job_polls", behaviour.job_polls))
        behaviour.old_warnings = body.get("old_warnings", behaviour.old_warnings) is True
        behaviour.scopes = str(body.get("scopes", behaviour.scopes))
        if "plan" in body:
            if body["plan"] not in PLANS:
                raise ValueError(f"plan must be one of {', '.join(sorted(PLANS))}")
            self._box.limits.set_plan(body["plan"])
        for face, totals in body.get("limits", {}).items():
            for name, total in totals.items():
                self._box.limits.set_total(face, name, int(total))
        if "webhook_timeout" in body:
            given = body["webhook_timeout"]
            self._box.courier.timeout = None if given is None else min(max(float(given), 0.001), _LONGEST_DRAIN)
        if body.get("expire_tokens"):
            self._expire_tokens()
        return {}

    def _expire_tokens(self) -> None:
        for kind in ("zendesk_token", "shopify_token"):
            for token in self._box.store.documents(kind, after=""):
                self._box.store.remove(kind, token.id)


def _invocation(found: Invocation) -> dict[str, Any]:
    delivery = found.delivery
    return {
        "id": found.id, "face": delivery.face, "source": delivery.source, "event": delivery.event,
        "url": delivery.request.url, "status": found.word,
        "attempts": [
            {"status_code": attempt.outcome.status, "problem": attempt.outcome.problem} for attempt in found.attempts
        ],
    }  # fmt: skip


def _app(admin: _Admin) -> Starlette:
    def route(path: str, method: str, handler: Any) -> Route:
        async def endpoint(request: Request) -> JSONResponse:
            try:
                body = json_value(raw) if method in ("POST", "PATCH") and (raw := await request.body()) else None
                return JSONResponse(await run_in_threadpool(handler, request, body))
            except Missing:
                what = path.partition("/")[0].removesuffix("s")
                return JSONResponse({"error": f"no such {'order or SKU' if what == 'shop' else what}"}, 404)
            except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as exc:
                return JSONResponse({"error": f"{type(exc).__name__}: {exc}"}, 400)

        return Route(f"{PREFIX}{path}", endpoint, methods=[method])

    async def unknown(_: Request, exc: Exception) -> JSONResponse:
        status = exc.status_code if isinstance(exc, HTTPException) else 404
        return JSONResponse({"error": "no such endpoint of the sandbox"}, status)

    routes = [
        route("faults", "POST", admin.add_fault),
        route("faults", "GET", admin.faults),
        route("faults", "DELETE", admin.clear_faults),
        route("requests", "GET", admin.requests),
        route("requests", "DELETE", admin.clear_requests),
        route("tickets", "POST", admin.load),
        route("tickets/{ticket:int}/comments", "POST", admin.comment),
        route("tickets/{ticket:int}", "PATCH", admin.edit),
        route("clock", "POST", admin.clock),
        route("lag", "POST", admin.lag),
        route("settings", "POST", admin.settings),
        route("notices", "GET", admin.notices),
        route("shop/orders", "GET", admin.shop_orders),
        route("shop/orders", "POST", admin.load_orders),
        route("shop/orders/{number}", "PATCH", admin.edit_order),
        route("shop/orders/{number}", "DELETE", admin.remove_order),
        route("shop/products", "PATCH", admin.stock),
        route("webhooks", "GET", admin.webhooks),
        route("webhooks/drain", "POST", admin.drain),
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: unknown})
