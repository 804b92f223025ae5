"""``/groups``: the teams of agents."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.records import Group
from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Call, Reply, Routes
from zendesk_bridge.sandbox.zendesk.errors import not_found
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

_TIME = "2024-01-01T00:00:00Z"


def _out(call: Call, group: Group) -> dict[str, Any]:
    return {
        "id": group.id, "url": call.url(f"groups/{group.id}"), "name": group.name, "description": "",
        "default": False, "deleted": False, "is_public": True, "created_at": _TIME, "updated_at": _TIME,
    }  # fmt: skip


def index(call: Call) -> Reply:
    """Answer a page of groups; every one can be assigned tickets."""
    return Reply(page(call, in_memory("groups", [(group.id, _out(call, group)) for group in call.store.groups()])))


def show(call: Call) -> Reply:
    """Answer one group."""
    found = next((group for group in call.store.groups() if group.id == call.id), None)
    if found is None:
        raise not_found()
    return Reply({"group": _out(call, found)})


def count(call: Call) -> Reply:
    """Answer how many groups there are."""
    total = len(call.store.groups())
    return Reply({"count": {"value": total, "refreshed_at": wire.time(call.store.now())}})


ROUTES: Routes = (
    ("GET", "groups", index),
    ("GET", "groups/assignable", index),
    ("GET", "groups/count", count),
    ("GET", "groups/{id:int}", show),
)
