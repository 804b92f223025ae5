"""``/groups``: the teams of agents."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.records import Group
from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import not_found
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

_TIME = "2024-01-01T00:00:00Z"


def _out(call: ZendeskCall, group: Group) -> dict[str, Any]:
    return {
        "id": group.id, "url": call.url(f"groups/{group.id}"), "name": group.name, "description": "",
        "default": False, "deleted": False, "is_public": True, "created_at": _TIME, "updated_at": _TIME,
    }  # fmt: skip


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of groups; every one can be assigned tickets."""
    return ZendeskAnswer(
        page(call, in_memory("groups", [(group.id, _out(call, group)) for group in call.store.groups()]))
    )


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one group."""
    found = next((group for group in call.store.groups() if group.id == call.id), None)
    if found is None:
        raise not_found()
    return ZendeskAnswer({"group": _out(call, found)})


def count(call: ZendeskCall) -> ZendeskAnswer:
    """Answer how many groups there are."""
    total = len(call.store.groups())
    return ZendeskAnswer({"count": {"value": total, "refreshed_at": wire.time(call.store.now())}})


ROUTES: Routes = (
    ("GET", "groups", index),
    ("GET", "groups/assignable", index),
    ("GET", "groups/count", count),
    ("GET", "groups/{id:int}", show),
)
