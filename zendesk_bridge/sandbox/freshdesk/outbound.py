"""Outbound mails: tickets that an agent begins (developers.freshdesk.com/api/#create_outbound_email), and from where.

The mail goes to the requester at once. What a blocked contact's address is answered with is UNCONFIRMED: a 400 of the
``email``, as for one that is no address.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.freshdesk import contact_data, ticket_bodies, ticket_rows
from zendesk_bridge.sandbox.freshdesk.bodies import email_errors, refuse, shape_errors
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, page_of, paged
from zendesk_bridge.sandbox.freshdesk.errors import Absent, FieldError
from zendesk_bridge.sandbox.freshdesk.html import plain, rewritten
from zendesk_bridge.sandbox.freshdesk.people import BIRTHDAY
from zendesk_bridge.sandbox.records import NewTicket

_NOT_TAKEN = frozenset((
    "requester_id", "phone", "unique_external_id", "source", "skip_close_notification", "email_config_id",
))  # fmt: skip
_KINDS = {name: kind for name, kind in ticket_bodies.CREATE_KINDS.items() if name not in _NOT_TAKEN}
_KINDS |= {"bcc_emails": "Array"}
_CLOSED = 5  # what such a ticket is unless its body says otherwise


def _config(number: int, name: str, *, primary: bool, active: bool) -> dict[str, Any]:
    address = f"{name.lower()}@sandbox.freshdesk.com"
    return {
        "id": number, "name": name, "product_id": None, "to_email": address, "reply_email": address, "group_id": None,
        "primary_role": primary, "active": active, "created_at": BIRTHDAY, "updated_at": BIRTHDAY,
    }  # fmt: skip


CONFIGS = (
    _config(64_000_000_001, "Billing", primary=False, active=True),
    _config(64_000_000_002, "Support", primary=True, active=True),
    _config(64_000_000_003, "Old", primary=False, active=False),
)
"""The addresses that mails go out from."""


def list_configs(call: FreshdeskCall) -> Response:
    """Answer GET email_configs."""
    page = page_of(call)
    rows, more = page.cut(list(CONFIGS))
    return paged(call, page, rows, more=more)


def get_config(call: FreshdeskCall) -> Response:
    """Answer GET email_configs/{id}."""
    wanted = call.path_id()
    found = next((config for config in CONFIGS if config["id"] == wanted), None)
    if found is None:
        raise Absent
    return JSONResponse(found)


def create(call: FreshdeskCall) -> Response:
    """Answer POST tickets/outbound_email: closed unless the body says otherwise; the requester may be new."""
    body = dict(call.body)
    config = {name: body.pop(name) for name in ("email_config_id",) if name in body}
    refuse(shape_errors(config, {"email_config_id": "Integer"}, ("email_config_id",)) or _config_errors(config))
    ticket_bodies.check(call.store, body, _KINDS, ("email", "subject"))
    refuse(email_errors("bcc_emails", body.get("bcc_emails", ())) + _blocked_errors(call, body["email"]))
    with call.store.writing():
        html = rewritten(body.get("description", ""))
        ticket = call.store.add_ticket(
            NewTicket(
                requester_id=contact_data.requester(call.store, body),
                html=html,
                text=plain(html),
                channel="outbound_email",
                submitter_id=call.me.id,
                **ticket_bodies.values({"status": _CLOSED, "priority": 1, **body}, None),
            )
        )
    return call.created("tickets", ticket_rows.whole(call.store, ticket) | config)


def _config_errors(config: Mapping[str, Any]) -> list[FieldError]:
    """Return what is wrong with an address to send from: only an active one can."""
    usable = [one["id"] for one in CONFIGS if one["active"]]
    wrong = FieldError.invalid("email_config_id", "There is no active email config matching the given email_config_id")
    return [] if config["email_config_id"] in usable else [wrong]


def _blocked_errors(call: FreshdeskCall, email: str) -> list[FieldError]:
    user = call.store.user_by_email(email)
    more = contact_data.of(call.store, user.id) if user else {}
    return [FieldError.invalid("email", "The contact is blocked")] if more.get("blocked") or more.get("deleted") else []
