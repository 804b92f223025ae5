"""``/macros``, ``/macros/active``, ``/macros/search``: which macros, in which order, with what beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.datastructures import QueryParams

from zendesk_bridge.sandbox.zendesk import macros
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import bad_request
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

MacroJson = dict[str, Any]
_USAGE = ("usage_1h", "usage_24h", "usage_7d", "usage_30d")
_ORDERS = ("position", "alphabetical", "created_at", "updated_at", *_USAGE)
_INCLUDES = frozenset(("app_installation", "categories", "permissions", *_USAGE))
_ALLOWED = {
    "access": ("personal", "agents", "shared", "account"),
    "active": ("true", "false"),
    "only_viewable": ("true", "false"),
    "sort_by": _ORDERS,
    "sort_order": ("asc", "desc"),
}


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of macros by position, or in the order that is asked for."""
    return _listed(call, macros.visible(call))


def active(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the active macros that the caller may use."""
    return _listed(call, [macro for macro in macros.visible(call) if _usable(call, macro)])


def search(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the macros whose title holds the query's words; by offset only."""
    words = call.query.get("query", "").lower().split()
    if not words:
        raise bad_request("InvalidParameters", "query is required")
    pairs = [(name, value) for name, value in call.query.multi_items() if not name.startswith("page[")]
    found = [macro for macro in macros.visible(call) if all(word in macro["title"].lower() for word in words)]
    return _listed(replace(call, query=QueryParams(pairs)), found)


def _usable(call: ZendeskCall, macro: MacroJson) -> bool:
    return bool(macro["active"]) and macros.personal_owner(macro) in (None, call.user.id)


def _listed(call: ZendeskCall, found: list[MacroJson]) -> ZendeskAnswer:
    """Answer what passes the filters of the query; 400 for a filter that does not exist."""
    for name, allowed in _ALLOWED.items():
        if call.query.get(name, allowed[0]) not in allowed:
            raise bad_request("InvalidParameters", f"{name} must be one of {', '.join(allowed)}")
    includes = [part for value in call.query.getlist("include") for part in value.split(",") if part]
    if not set(includes) <= _INCLUDES:
        raise bad_request("InvalidParameters", f"include must be some of {', '.join(sorted(_INCLUDES))}")
    rows = [(_key(call, macro), _row(call, macro, includes)) for macro in found if _wanted(call, macro)]
    body = page(call, in_memory("macros", rows))
    if "categories" in includes:
        body["categories"] = categories(call)
    return ZendeskAnswer(body)


def _wanted(call: ZendeskCall, macro: MacroJson) -> bool:
    query, group = call.query, call.query.get("group_id")
    groups = (macro["restriction"] or {}).get("ids", ())
    return (
        _is_accessible(query.get("access"), macros.personal_owner(macro), call.user.id)
        and query.get("active", str(macro["active"]).lower()) == str(macro["active"]).lower()
        and (query.get("only_viewable") != "true" or _usable(call, macro))
        and query.get("category", category(macro)) == category(macro)
        and (group is None or integer(group, "group_id") in groups)
    )


def _is_accessible(access: str | None, owner: int | None, me: int) -> bool:
    if access == "personal":
        return owner == me
    if access == "agents":
        return owner not in (None, me)
    return access is None or owner is None


def category(macro: MacroJson) -> str | None:
    """Return the first part of a title that has several."""
    first, parts, _ = macro["title"].partition("::")
    return str(first) if parts else None


def categories(call: ZendeskCall) -> list[str]:
    """Return the categories of the macros that the caller sees."""
    found = {category(macro) for macro in macros.visible(call)}
    return sorted(name for name in found if name is not None)


def _key(call: ZendeskCall, macro: MacroJson) -> str:
    """Return a sort key: ascending for names and positions, newest and most used first, unless told."""
    name = call.query.get("sort_by", "position")
    usual = "asc" if name in ("position", "alphabetical") else "desc"
    up = call.query.get("sort_order", usual) == "asc"
    value = macro["title"].lower() if name == "alphabetical" else macro.get(name, 0)
    main = _text_key(value, up=up) if isinstance(value, str) else _number_key(value, up=up)
    return main + _number_key(macro["id"], up=up)


def _number_key(value: int, *, up: bool) -> str:
    return f"{(value if up else -value) + 2**63:020d}"


def _text_key(value: str, *, up: bool) -> str:
    """Return letters as numbers, so that they can be turned round; the end puts "a" before "ab", or after it."""
    return "".join(f"{ord(letter) if up else 0x10FFFF - ord(letter):06x}" for letter in value) + ("!" if up else "~")


def _row(call: ZendeskCall, macro: MacroJson, includes: list[str]) -> MacroJson:
    """Return a macro's JSON with what is included; nobody counts the uses of macros here."""
    row = macros.out(call, macro)
    row |= {name: 0 for name in _USAGE if name in includes}
    if "permissions" in includes:
        row["permissions"] = {"can_edit": call.user.role == "admin" or macros.personal_owner(macro) == call.user.id}
    return row | ({"app_installation": None} if "app_installation" in includes else {})


ROUTES: Routes = (
    ("GET", "macros", index),
    ("GET", "macros/active", active),
    ("GET", "macros/search", search),
)
