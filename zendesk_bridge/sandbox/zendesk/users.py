"""``/users`` and ``/groups``: who works here and who writes in."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Call, Reply, Routes
from zendesk_bridge.sandbox.zendesk.errors import not_found
from zendesk_bridge.sandbox.zendesk.pages import Listing, in_memory, page


def me(call: Call) -> Reply:
    """Answer who the credentials belong to."""
    return Reply({"user": wire.user(call, call.user)})


def show(call: Call) -> Reply:
    """Answer one user."""
    found = call.store.user(call.id)
    if found is None:
        raise not_found()
    return Reply({"user": wire.user(call, found)})


def index(call: Call) -> Reply:
    """Answer a page of users, of the roles in ``role`` or ``role[]``."""
    roles = call.query.getlist("role") + call.query.getlist("role[]")

    def after(key: Any, limit: int) -> list[tuple[Any, dict[str, Any]]]:
        return [(user.id, wire.user(call, user)) for user in call.store.users(roles, after=key or 0, limit=limit)]

    def skip(offset: int, limit: int) -> list[dict[str, Any]]:
        return [wire.user(call, user) for user in call.store.users(roles, offset=offset, limit=limit)]

    return Reply(page(call, Listing("users", after, skip, lambda: call.store.count_users(roles))))


def show_many(call: Call) -> Reply:
    """Answer the users with these ids, at most 100; unknown ones are absent."""
    return Reply({"users": [wire.user(call, user) for user in call.store.users_by_ids(call.ids())]})


def groups(call: Call) -> Reply:
    """Answer a page of groups."""
    rows = [
        (group.id, {"id": group.id, "url": call.url(f"groups/{group.id}"), "name": group.name, "deleted": False})
        for group in call.store.groups()
    ]
    return Reply(page(call, in_memory("groups", rows)))


ROUTES: Routes = (
    ("GET", "users/me", me),
    ("GET", "users/show_many", show_many),
    ("GET", "users/{id:int}", show),
    ("GET", "users", index),
    ("GET", "groups", groups),
)
