"""``/ticket_forms``: the one form of an account without others; it holds every active field."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.zendesk import field_rules
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import not_found
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page
from zendesk_bridge.sandbox.zendesk.wire import FORM_ID as _ID

_TIME = "2024-01-01T00:00:00Z"


def _out(call: ZendeskCall) -> dict[str, Any]:
    ids = [field["id"] for field in field_rules.all_fields(call.store) if field["active"]]
    name = "Default Ticket Form"
    return {
        "id": _ID, "url": call.url(f"ticket_forms/{_ID}"), "name": name, "raw_name": name, "display_name": name,
        "raw_display_name": name, "active": True, "default": True, "end_user_visible": True, "position": 1,
        "ticket_field_ids": ids, "in_all_brands": True, "restricted_brand_ids": [], "agent_conditions": [],
        "end_user_conditions": [], "created_at": _TIME, "updated_at": _TIME,
    }  # fmt: skip


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the forms."""
    return ZendeskAnswer(page(call, in_memory("ticket_forms", [(_ID, _out(call))])))


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one form."""
    if call.id != _ID:
        raise not_found()
    return ZendeskAnswer({"ticket_form": _out(call)})


ROUTES: Routes = (
    ("GET", "ticket_forms", index),
    ("GET", "ticket_forms/{id:int}", show),
)
