"""Change things behind a client's back, as people do, when a test asks for it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.fault_rules import FaultRule
from zendesk_bridge.sandbox.faults import PersonsRequest
from zendesk_bridge.sandbox.freshdesk.auth import AGENT_SUFFIX
from zendesk_bridge.sandbox.options import SHOPS
from zendesk_bridge.sandbox.records import TicketWrite, User

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message

_TICKET_CHANGES = ("status", "priority", "subject", "tags", "add_tags", "remove_tags", "spam", "deleted", "merged_into")


def agent_edit(box: Context, ticket_id: int, changes: Mapping[str, Any]) -> None:
    """Write to a ticket as an agent who works in the portal; unknown keys are ignored.

    Raises:
        Missing: there is no such ticket.
    """
    known = {key: value for key, value in changes.items() if key in _TICKET_CHANGES}
    box.store.update_ticket(ticket_id, TicketWrite(_person(box, "agent").id, known, channel="web"))


async def send_as_person(app: ASGIApp, box: Context, rule: FaultRule, path: str) -> None:
    """Send what a ``before`` rule wants sent before a request to ``path``: to ``app``, with a person's own login."""
    then = rule.options["then"]
    method = then["method"].upper()
    found = rule.path.search(path)
    place = found.expand(then["path"]) if found else then["path"]
    where, _, query = place.partition("?")
    body = json.dumps(then["body"], default=str).encode() if "body" in then else b""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "method": method,
        "path": where, "raw_path": where.encode(), "root_path": "", "query_string": query.encode(), "state": {},
        "headers": [
            (b"authorization", _login(box, rule.options.get("by", "admin"))), (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()), (b"host", box.base_url.partition("://")[2].encode()),
        ],
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def note(message: Message) -> None:
        if message["type"] == "http.response.start":
            box.faults.note(PersonsRequest(box.face, method, place, message["status"]))

    await app(scope, receive, note)


def _login(box: Context, by: str) -> bytes:
    if box.face in SHOPS:
        login = ":".join(box.credentials.woocommerce)
    elif box.face == "freshdesk":
        login = f"{box.credentials.freshdesk_api_key}{AGENT_SUFFIX if by == 'agent' else ''}:X"
    else:
        login = f"{_person(box, by).email}/token:{box.credentials.zendesk_api_token}"
    return b"Basic " + b64encode(login.encode())


def _person(box: Context, role: str) -> User:
    found = box.store.users((role,), limit=1) or box.store.users(("admin",), limit=1)
    return found[0]
