"""``/users``: who works here and who writes in."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Call, Reply, Routes
from zendesk_bridge.sandbox.zendesk.errors import bad_request, not_found
from zendesk_bridge.sandbox.zendesk.pages import Listing, page

_ROLES = frozenset(("end-user", "agent", "admin"))


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
    roles = _roles(call)

    def after(key: Any, limit: int) -> list[tuple[Any, dict[str, Any]]]:
        return [(user.id, wire.user(call, user)) for user in call.store.users(roles, after=key or 0, limit=limit)]

    def skip(offset: int, limit: int) -> list[dict[str, Any]]:
        return [wire.user(call, user) for user in call.store.users(roles, offset=offset, limit=limit)]

    return Reply(page(call, Listing("users", after, skip, lambda: call.store.count_users(roles))))


def _roles(call: Call) -> list[str]:
    roles = call.query.getlist("role") + call.query.getlist("role[]")
    if not set(roles) <= _ROLES:
        raise bad_request("InvalidParameters", "role must be end-user, agent or admin")
    return roles


def count(call: Call) -> Reply:
    """Answer how many users there are."""
    total = call.store.count_users(_roles(call))
    return Reply({"count": {"value": total, "refreshed_at": wire.time(call.store.now())}})


def search(call: Call) -> Reply:
    """Answer the user whose address the query is, with or without ``email:``; there is no other search."""
    text = call.query.get("query", "").strip()
    found = call.store.user_by_email(text.removeprefix("email:").strip('"'))
    users = [wire.user(call, found)] if found else []
    return Reply({"users": users, "next_page": None, "previous_page": None, "count": len(users)})


def show_many(call: Call) -> Reply:
    """Answer the users with these ids, at most 100; unknown ones are absent."""
    return Reply({"users": [wire.user(call, user) for user in call.store.users_by_ids(call.ids())]})


ROUTES: Routes = (
    ("GET", "users/me", me),
    ("GET", "users/count", count),
    ("GET", "users/search", search),
    ("GET", "users/show_many", show_many),
    ("GET", "users/{id:int}", show),
    ("GET", "users", index),
)
