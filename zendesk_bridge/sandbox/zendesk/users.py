"""``/users``: who works here and who writes in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zendesk_bridge.sandbox.addresses import placeholder
from zendesk_bridge.sandbox.records import User
from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, keep
from zendesk_bridge.sandbox.zendesk.errors import bad_request, invalid, not_found
from zendesk_bridge.sandbox.zendesk.pages import Collection, page

_WRITABLE = frozenset(("name", "email", "role", "locale"))
_MAY_BE_SET = _WRITABLE | {"suspended"}
EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"()]+")
_ROLES = frozenset(("end-user", "agent", "admin"))


def me(call: ZendeskCall) -> ZendeskAnswer:
    """Answer who the credentials belong to."""
    return ZendeskAnswer({"user": wire.user(call, call.user)})


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one user."""
    found = call.store.user(call.id)
    if found is None:
        raise not_found()
    return ZendeskAnswer({"user": wire.user(call, found)})


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of users, of the roles in ``role`` or ``role[]``."""
    roles = _roles(call)

    def after(key: Any, limit: int) -> list[tuple[Any, dict[str, Any]]]:
        return [(user.id, wire.user(call, user)) for user in call.store.users(roles, after=key or 0, limit=limit)]

    def skip(offset: int, limit: int) -> list[dict[str, Any]]:
        return [wire.user(call, user) for user in call.store.users(roles, offset=offset, limit=limit)]

    return ZendeskAnswer(page(call, Collection("users", after, skip, lambda: call.store.count_users(roles))))


def _roles(call: ZendeskCall) -> list[str]:
    roles = call.query.getlist("role") + call.query.getlist("role[]")
    if not set(roles) <= _ROLES:
        raise bad_request("InvalidParameters", "role must be end-user, agent or admin")
    return roles


def count(call: ZendeskCall) -> ZendeskAnswer:
    """Answer how many users there are."""
    total = call.store.count_users(_roles(call))
    return ZendeskAnswer({"count": {"value": total, "refreshed_at": wire.time(call.store.now())}})


def search(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the user whose address the query is, with or without ``email:``; there is no other search."""
    text = call.query.get("query", "").strip()
    found = call.store.user_by_email(text.removeprefix("email:").strip('"'))
    users = [wire.user(call, found)] if found else []
    return ZendeskAnswer({"users": users, "next_page": None, "previous_page": None, "count": len(users)})


def show_many(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the users with these ids, at most 100; unknown ones are absent."""
    return ZendeskAnswer({"users": [wire.user(call, user) for user in call.store.users_by_ids(call.ids())]})


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Create a user, who may have no address; 422 for an address that somebody has. Only admins make agents."""
    given, dropped = keep(call.section("user"), _WRITABLE, "user")
    with call.store.writing():
        _check(call, {"name": None, **given}, None)
        email = given.get("email") or placeholder(call.store)
        made = call.store.add_user(
            given["name"], email, given.get("role") or "end-user", given.get("locale") or "en-US"
        )
    body = wire.user(call, made)
    return ZendeskAnswer({"user": body}, 201, {"Location": body["url"]}, dropped)


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Change a user; what is not named stays."""
    given, dropped = keep(call.section("user"), _MAY_BE_SET, "user")
    with call.store.writing():
        old = call.store.user(call.id)
        if old is None:
            raise not_found()
        suspended = given.pop("suspended", None)
        _check(call, given, old)
        new = replace(old, **{name: value for name, value in given.items() if value is not None})
        if suspended is not None:
            call.store.put(wire.SUSPENDED, new.id, {"suspended": suspended is True})
        with call.store.raw() as db:
            row = (new.name, new.email, new.role, new.locale, new.id)
            db.execute("UPDATE users SET name = ?, email = ?, role = ?, locale = ? WHERE id = ?", row)
    return ZendeskAnswer({"user": wire.user(call, new)}, dropped=dropped)


def _check(call: ZendeskCall, given: Mapping[str, Any], old: User | None) -> None:
    """Raise the 422 of a value that a user cannot have, and the 403 of an agent who makes agents."""
    for name in (name for name in _WRITABLE if not isinstance(given.get(name), str | None)):
        raise invalid(name, f"{name.capitalize()}: is invalid")
    if "name" in given and not (given["name"] or "").strip():
        raise invalid("name", "Name: cannot be blank", "BlankValue")
    email, role = given.get("email"), given.get("role") or (old.role if old else "end-user")
    if email is not None and not EMAIL.fullmatch(email):
        raise invalid("email", f"Email: {email} is not properly formatted", "InvalidFormat")
    known = call.store.user_by_email(email) if email else None
    if known is not None and (old is None or known.id != old.id):
        raise invalid("email", f"Email: {email} is already being used by another user", "DuplicateValue")
    if role not in _ROLES:
        raise invalid("role", f"Role: {role} is not valid")
    if role != "end-user" or (old is not None and old.role != "end-user"):
        call.must_be_admin()


ROUTES: Routes = (
    ("GET", "users/me", me),
    ("GET", "users/count", count),
    ("GET", "users/search", search),
    ("GET", "users/show_many", show_many),
    ("GET", "users/{id:int}", show),
    ("PUT", "users/{id:int}", update),
    ("GET", "users", index),
    ("POST", "users", create),
)
