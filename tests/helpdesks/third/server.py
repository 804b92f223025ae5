"""The helpdesk itself, over HTTP on loopback: the sandbox's store and its faults, with an API of its own."""

from __future__ import annotations

import json
import re
import tempfile
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from zendesk_bridge.sandbox import seed
from zendesk_bridge.sandbox.admin import AdminMiddleware, RequestLog
from zendesk_bridge.sandbox.context import Behaviour, Clock, Context, SandboxCredentials
from zendesk_bridge.sandbox.fault_middleware import FaultMiddleware
from zendesk_bridge.sandbox.faults import Faults
from zendesk_bridge.sandbox.hooks.courier import Courier
from zendesk_bridge.sandbox.identity import identity
from zendesk_bridge.sandbox.records import NewComment, NewTicket, StoredTicket, TicketQuery, TicketWrite
from zendesk_bridge.sandbox.server import HOST, Serving, listen
from zendesk_bridge.sandbox.shop.store import ShopStore
from zendesk_bridge.sandbox.store import Store

KEY = "sandbox-third-key"
PAGE = 100
MACRO: Mapping[str, Any] = {
    "title": "", "html": "", "labels": [], "groups": None, "enabled": True, "origin": "", "personal": False
}  # fmt: skip


VIEW: Mapping[str, Any] = {
    "title": "", "label": "", "solved": False, "only": None, "columns": [], "enabled": True, "origin": ""
}  # fmt: skip


class RefusedError(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class Limits:
    """So many requests a minute, once somebody says how many."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._total, self._spent = clock, 1_000_000, (0, 0)

    def set_total(self, _face: str, _name: str, total: int) -> None:
        """Set the limit, and begin to count anew."""
        self._total, self._spent = total, (0, 0)

    def set_plan(self, _plan: str) -> None:
        """Forget the limit."""
        self._total = 1_000_000

    def spend(self) -> dict[str, str]:
        """Count a request; return what the answer says of the limit. Raises RefusedError."""
        seconds = int(self._clock().timestamp())
        minute, spent = self._spent
        spent = spent + 1 if minute == seconds // 60 else 1
        self._spent = (seconds // 60, spent)
        if spent > self._total:
            raise RefusedError(429, "too_many")
        left = {"Total": self._total, "Left": self._total - spent, "Reset": 60 - seconds % 60}
        return {f"X-Limit-{name}": str(value) for name, value in left.items()}


class Server:
    """A helpdesk that nobody has used yet, as a context manager; ``third_url`` is its address."""

    def __init__(self) -> None:
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Serve it from a thread of its own."""
        folder = self._open.enter_context(tempfile.TemporaryDirectory(prefix="third-"))
        clock, faults, known = Clock(), Faults(), SandboxCredentials()
        self.store = Store(Path(folder) / "third.db", clock)
        self._open.callback(self.store.close)
        seed.fill(self.store, known, demo=False)
        self.store.put("third_field", self.store.next_id("third_field"), {"title": "Subject", "type": "system"})
        self.credentials = SimpleNamespace(by_type={"third": {"key": KEY}})
        listening = listen("third", 0)  # type: ignore[arg-type]  # a face that the sandbox has not
        self.third_url = f"http://{HOST}:{listening.getsockname()[1]}"
        box = Context(
            "third", self.third_url, self.store, clock, faults, Limits(clock), known, Behaviour(timedelta(0)),
            Courier(clock, faults, 1), ShopStore(self.store),
        )  # type: ignore[arg-type]  # fmt: skip
        app = Starlette(routes=[_route(box)])
        serving = Serving(AdminMiddleware(FaultMiddleware(app, app, box), box, RequestLog()), listening)
        self._open.callback(serving.stop)
        serving.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._open.close()


def _route(box: Context) -> Route:
    async def endpoint(request: Request) -> JSONResponse:
        raw = await request.body()
        return await run_in_threadpool(_answer, box, request, raw)

    return Route("/api/v2/{path:path}", endpoint, methods=["GET", "POST", "PUT", "DELETE"])


def _answer(box: Context, request: Request, raw: bytes) -> JSONResponse:
    """Return the answer to a request."""
    headers: dict[str, str] = {}
    try:
        call = SimpleNamespace(
            store=box.store, box=box, query=request.query_params, body=json.loads(raw or "{}"), me=_caller(box, request)
        )
        headers = box.limits.spend()
        return JSONResponse(_endpoint(request)(call), headers=headers)
    except RefusedError as refused:
        return JSONResponse({"code": refused.code}, refused.status, headers=headers)


def _endpoint(request: Request) -> Callable[[Any], Any]:
    """Return what serves a request."""
    for method, path, handle in ENDPOINTS:
        found = re.fullmatch(path, request.path_params["path"])
        if found and method == request.method:
            numbers = [int(number) for number in found.groups()]
            return lambda call: handle(call, *numbers)
    raise RefusedError(404, "not_found")


def _caller(box: Context, request: Request) -> Any:
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    key = b64decode(encoded).decode().partition(":")[0] if kind.lower() == "basic" else ""
    portal = f"{box.credentials.zendesk_email}/token"  # the login of the person that a `before` rule sends
    role = {KEY: "admin", portal: "admin", f"{KEY}-agent": "agent"}.get(key)
    if role is None:
        raise RefusedError(401, "unknown_key")
    return box.store.users((role,))[0]


def _admins(call: Any) -> None:
    if call.me.role != "admin":
        raise RefusedError(403, "admins_only")


def _page(call: Any, rows: list[Any]) -> list[Any]:
    first = (int(call.query.get("page", 1)) - 1) * PAGE
    return rows[first : first + PAGE]


# --- macros and fields


def _kept(call: Any, kind: str) -> list[dict[str, Any]]:
    return [{"id": found.id, **found.body} for found in call.store.documents(kind)]


def _one(call: Any, kind: str, number: int) -> dict[str, Any]:
    found = call.store.document(kind, number)
    if found is None:
        raise RefusedError(404, "not_found")
    return {"id": number, **found.body}


def _put(call: Any, kind: str, number: int, body: Mapping[str, Any]) -> dict[str, Any]:
    _admins(call)
    call.store.put(kind, number, body)
    return _one(call, kind, number)


def _new(kind: str, empty: Mapping[str, Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda call: _put(call, kind, call.store.next_id(kind), {**empty, **call.body})


def _list_macros(call: Any) -> list[Any]:
    return _page(call, [row for row in _kept(call, "third_macro") if not row["personal"]])


def _change_macro(call: Any, number: int) -> dict[str, Any]:
    known = _one(call, "third_macro", number)
    del known["id"]
    return _put(call, "third_macro", number, {**known, **call.body})


def _change_form(call: Any, number: int) -> dict[str, Any]:
    known = _one(call, "third_form", number)
    del known["id"]
    return _put(call, "third_form", number, {**known, **call.body})


# --- tickets


def _state(ticket: StoredTicket) -> str:
    for state, holds in (("deleted", ticket.deleted), ("spam", ticket.spam), ("merged", ticket.merged_into)):
        if holds:
            return state
    return ticket.status


def _row(call: Any, ticket: StoredTicket) -> dict[str, Any]:
    people: dict[int, Any] = {}
    messages = call.store.comments(ticket.id)
    for person in {ticket.requester_id, *(each.author_id for each in messages)}:
        people[person] = call.store.user(person)
    customer = people[ticket.requester_id]
    return {
        "id": ticket.id,
        "number": ticket.seq,
        "changed": ticket.updated_at.isoformat(),
        "state": _state(ticket),
        "title": ticket.subject,
        "team": ticket.group_id,
        "labels": list(ticket.tags),
        "extra": dict(ticket.freshdesk_fields),
        "customer": {"id": customer.id, "language": customer.locale},
        "messages": [
            {
                "id": each.id,
                "author": each.author_id,
                "sent": each.created_at.isoformat(),
                "customer": people[each.author_id].role == "end-user",
                "public": each.public,
                "text": each.text,
                "html": each.html,
                "origin": each.metadata.get("origin", ""),
            }
            for each in messages
        ],
    }


def _ticket(call: Any, number: int) -> dict[str, Any]:
    found = call.store.ticket(number)
    if found is None:
        raise RefusedError(404, "not_found")
    return _row(call, found)


def _changes(call: Any) -> dict[str, Any]:
    """Return the next page of changes in the order of their numbers, up to the first that does not show yet."""
    after, since = int(call.query["after"]), call.query.get("since")
    touched = datetime.fromisoformat(since) if since else None
    asked = TicketQuery(order_by="seq", after=after, limit=PAGE, touched_since=touched)
    shown = []
    for ticket in call.store.tickets(asked):
        if ticket.touched_at > call.box.clock() - call.box.behaviour.lag:
            break
        shown.append(ticket)
    return {"tickets": [_row(call, each) for each in shown], "next": shown[-1].seq if shown else after}


def _write(call: Any, number: int) -> dict[str, Any]:
    body = call.body
    values = {
        "add_tags": body.get("add_labels", []),
        "remove_tags": body.get("remove_labels", []),
        "freshdesk_fields": body.get("extra", {}),
    }
    said = body.get("reply") or body.get("note")
    message = NewComment(html=said, public="reply" in body) if said else None
    about = {"origin": body["origin"]} if "origin" in body else {}
    with call.store.writing():  # of two who write at once, the second is told so
        if _ticket(call, number)["number"] != body.get("number"):
            raise RefusedError(409, "changed_since")
        return _row(call, call.store.update_ticket(number, TicketWrite(call.me.id, values, message, metadata=about)))


def _begin(call: Any) -> dict[str, Any]:
    """Begin a ticket for a customer, who may be new; the same origin answers the same ticket."""
    body, store = call.body, call.store
    with store.writing():
        known = store.document("third_origin", body["origin"])
        if known is not None:
            return _ticket(call, known.body["ticket"])
        customer = body["customer"]
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", customer["email"]):
            raise RefusedError(422, "bad_address")
        there = store.user_by_email(customer["email"])
        if there is not None and store.document("third_suspended", there.id):
            raise RefusedError(422, "suspended")
        language = customer["language"].replace("_", "-")
        person = store.add_user(customer["name"], customer["email"], locale=language)
        new = NewTicket(
            body["title"], person.id, body["html"], status=body["state"], tags=tuple(body["labels"]),
            submitter_id=call.me.id, channel="api", freshdesk_fields=body["extra"],
        )  # fmt: skip
        ticket = store.add_ticket(new)
        store.put("third_origin", body["origin"], {"ticket": ticket.id})
    return _row(call, ticket)


def _of_origin(call: Any) -> list[Any]:
    known = call.store.document("third_origin", call.query["origin"])
    return [] if known is None else [_ticket(call, known.body["ticket"])]


def _person(call: Any, number: int) -> dict[str, Any]:
    found = call.store.user(number)
    if found is None or found.role != "end-user":
        raise RefusedError(404, "not_found")
    return {"id": number, "language": found.locale, "email": found.email}


ENDPOINTS: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", "me", lambda call: {"id": call.me.id, "name": call.me.name, "role": call.me.role}),
    ("GET", "account", lambda call: {"id": 1 + identity(call.store).number}),
    ("GET", "groups", lambda call: _page(call, [{"id": one.id, "name": one.name} for one in call.store.groups()])),
    ("GET", "ticket_fields", lambda call: _page(call, _kept(call, "third_field"))),
    ("GET", r"ticket_fields/(\d+)", lambda call, number: _one(call, "third_field", number)),
    ("POST", "ticket_fields", _new("third_field", {})),
    ("GET", "forms", lambda call: _page(call, _kept(call, "third_form"))),
    ("POST", "forms", _new("third_form", {"enabled": True, "fields": []})),
    ("GET", r"forms/(\d+)", lambda call, number: _one(call, "third_form", number)),
    ("PUT", r"forms/(\d+)", _change_form),
    ("DELETE", r"forms/(\d+)", lambda call, number: call.store.remove("third_form", number)),
    ("GET", "views", lambda call: _page(call, _kept(call, "third_view"))),
    ("POST", "views", _new("third_view", VIEW)),
    ("GET", r"views/(\d+)", lambda call, number: _one(call, "third_view", number)),
    ("DELETE", r"views/(\d+)", lambda call, number: call.store.remove("third_view", number)),
    ("GET", "macros", _list_macros),
    ("POST", "macros", _new("third_macro", MACRO)),
    ("GET", r"macros/(\d+)", lambda call, number: _one(call, "third_macro", number)),
    ("PUT", r"macros/(\d+)", _change_macro),
    ("DELETE", r"macros/(\d+)", lambda call, number: call.store.remove("third_macro", number)),
    ("GET", "tickets/changes", _changes),
    ("GET", "tickets", _of_origin),
    ("POST", "tickets", _begin),
    ("GET", r"tickets/(\d+)", _ticket),
    ("PUT", r"tickets/(\d+)", _write),
    ("GET", r"people/(\d+)", _person),
)
