"""``/macros``: list, read, create, change, remove; update_many and destroy_many are synchronous."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.seed import ABOUT
from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk import macro_rules, wire
from zendesk_bridge.sandbox.zendesk.call import Call, Reply, Routes, integer, keep
from zendesk_bridge.sandbox.zendesk.errors import bad_request, invalid, not_found
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

KIND = "zendesk_macro"
_FIRST_ID = 360_100_000_001
_HAND_MADE = (
    ("Backorder::General apology", "We are sorry for the wait, {{ticket.requester.first_name}}.", "pending", False),
    ("Close and thank", "Thank you for writing to us. Have a good day!", "solved", False),
    ("Sam's quick answer", "Hi, Sam here. I am looking into it.", "open", True),
)
"""Title, reply, status, and whether the macro is an agent's personal one."""


def seed(store: Store) -> None:
    """Give a new demo store the macros that people made by hand."""
    about = store.document(*ABOUT)
    with store.writing():
        if about is None or not about.body["demo"] or store.document("sandbox", "zendesk_macros"):
            return
        store.put("sandbox", "zendesk_macros", {})
        owner = store.users(("agent",))[-1].id
        for title, reply, status, personal in _HAND_MADE:
            actions = [{"field": "comment_value", "value": reply}, {"field": "status", "value": status}]
            restriction = {"type": "User", "id": owner} if personal else None
            _add(store, {"title": title, "raw_title": title, "actions": actions, "restriction": restriction})


def _add(store: Store, body: dict[str, Any]) -> dict[str, Any]:
    with store.writing():
        number = store.next_id(KIND, _FIRST_ID)
        now = wire.time(store.now())
        macro = {
            "id": number, "active": True, "description": None, "restriction": None, "default": False,
            "position": number - _FIRST_ID, "created_at": now, "updated_at": now, **body,
        }  # fmt: skip
        return store.put(KIND, number, macro).body


def personal_owner(macro: dict[str, Any]) -> int | None:
    """Return the agent whose personal macro this is, None for a shared one."""
    restriction = macro["restriction"] or {}
    return restriction.get("id") if restriction.get("type") == "User" else None


def visible(call: Call) -> list[dict[str, Any]]:
    """Return the macros the caller may see: an admin sees everybody's personal ones too."""
    every = [document.body for document in call.store.documents(KIND)]
    if call.user.role == "admin":
        return every
    return [macro for macro in every if personal_owner(macro) in (None, call.user.id)]


def find(call: Call, number: int | None = None) -> dict[str, Any]:
    """Return a macro by id, the path's when none is given; 404 when it is not there for the caller."""
    wanted = call.id if number is None else number
    macro = next((macro for macro in visible(call) if macro["id"] == wanted), None)
    if macro is None:
        raise not_found()
    return macro


def _wanted(call: Call, macro: dict[str, Any]) -> bool:
    access = call.query.get("access")
    owner = personal_owner(macro)
    group = call.query.get("group_id")
    return (
        (access not in ("shared", "account") or owner is None)
        and (access != "personal" or owner == call.user.id)
        and (access != "agents" or owner not in (None, call.user.id))
        and call.query.get("active", "").lower() in ("", str(macro["active"]).lower())
        and (group is None or group in [str(number) for number in (macro["restriction"] or {}).get("ids", ())])
    )


def index(call: Call) -> Reply:
    """Answer a page of macros by position."""
    return _listed(call, [macro for macro in visible(call) if _wanted(call, macro)])


def active(call: Call) -> Reply:
    """Answer the active macros that the caller may use."""
    mine = [macro for macro in visible(call) if personal_owner(macro) in (None, call.user.id)]
    return _listed(call, [macro for macro in mine if macro["active"]])


def search(call: Call) -> Reply:
    """Answer the macros whose title holds the query's words."""
    words = call.query.get("query", "").lower().split()
    found = [macro for macro in visible(call) if all(word in macro["title"].lower() for word in words)]
    return _listed(call, found)


def _listed(call: Call, found: list[dict[str, Any]]) -> Reply:
    by_title = call.query.get("sort_by") == "alphabetical"
    rows = [
        ([macro["title"] if by_title else macro["position"], macro["id"]], out(call, macro)) for macro in found
    ]  # fmt: skip
    return Reply(page(call, in_memory("macros", rows)))


def out(call: Call, macro: dict[str, Any]) -> dict[str, Any]:
    """Return a macro's JSON."""
    return {**macro, "url": call.url(f"macros/{macro['id']}")}


def show(call: Call) -> Reply:
    """Answer one macro."""
    return Reply({"macro": out(call, find(call))})


def create(call: Call) -> Reply:
    """Create a macro; unknown keys are dropped and named in a header."""
    given, dropped = keep(call.section("macro"), macro_rules.WRITABLE, "macro")
    macro = out(call, _add(call.store, macro_rules.check(call, given)))
    return Reply({"macro": macro}, 201, {"Location": macro["url"]}, dropped)


def update(call: Call) -> Reply:
    """Change a macro: keys that are not sent stay, actions are replaced whole, a null restriction lifts it."""
    given, dropped = keep(call.section("macro"), macro_rules.WRITABLE, "macro")
    with call.store.writing():
        macro = macro_rules.check(call, {**find(call), **given}) | {"updated_at": wire.time(call.store.now())}
        call.store.put(KIND, call.id, macro)
    return Reply({"macro": out(call, macro)}, dropped=dropped)


def delete(call: Call) -> Reply:
    """Remove a macro."""
    find(call)
    call.store.remove(KIND, call.id)
    return Reply(None, 204)


def update_many(call: Call) -> Reply:
    """Change position and active of several macros at once."""
    given = call.body.get("macros")
    if not isinstance(given, list) or not all(isinstance(row, dict) and "id" in row for row in given):
        raise bad_request("InvalidParameters", "macros must be a list of objects with an id")
    changed: list[dict[str, Any]] = []
    dropped: set[str] = set()
    with call.store.writing():
        for row in given:
            values, ignored = keep(row, frozenset(("id", "active", "position")), "macro")
            if type(values.get("position", 0)) is not int or type(values.get("active", True)) is not bool:
                raise invalid("base", "position must be an integer and active true or false")
            macro = {**find(call, integer(row["id"], "id")), **values, "updated_at": wire.time(call.store.now())}
            call.store.put(KIND, macro["id"], macro)
            changed.append(out(call, macro))
            dropped.update(ignored)
    return Reply({"macros": changed, "count": len(changed)}, dropped=tuple(sorted(dropped)))


def destroy_many(call: Call) -> Reply:
    """Remove several macros; one that is not there fails the whole call."""
    with call.store.writing():
        for number in call.ids():
            find(call, number)
            call.store.remove(KIND, number)
    return Reply(None, 204)


ROUTES: Routes = (
    ("GET", "macros", index),
    ("POST", "macros", create),
    ("GET", "macros/active", active),
    ("GET", "macros/search", search),
    ("PUT", "macros/update_many", update_many),
    ("DELETE", "macros/destroy_many", destroy_many),
    ("GET", "macros/{id:int}", show),
    ("PUT", "macros/{id:int}", update),
    ("DELETE", "macros/{id:int}", delete),
)
