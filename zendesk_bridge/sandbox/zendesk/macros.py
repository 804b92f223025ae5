"""``/macros``: read, create, change, remove; update_many and destroy_many are synchronous."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.records import ABOUT
from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk import macro_rules, wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer, keep
from zendesk_bridge.sandbox.zendesk.errors import bad_request, forbidden, invalid, not_found, too_many
from zendesk_bridge.sandbox.zendesk.liquid import Renderer
from zendesk_bridge.sandbox.zendesk.pages import MOST

KIND = "zendesk_macro"
_FIRST_ID = 360_100_000_001
_LAST_POSITION = 2**31  # in the menu
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


def visible(call: ZendeskCall) -> list[dict[str, Any]]:
    """Return the macros the caller may see: an admin sees everybody's personal ones too."""
    every = [document.body for document in call.store.documents(KIND)]
    if call.user.role == "admin":
        return every
    return [macro for macro in every if personal_owner(macro) in (None, call.user.id)]


def find(call: ZendeskCall, number: int | None = None) -> dict[str, Any]:
    """Return a macro by id, the path's when none is given; 404 when it is not there for the caller."""
    wanted = call.id if number is None else number
    macro = next((macro for macro in visible(call) if macro["id"] == wanted), None)
    if macro is None:
        raise not_found()
    return macro


def out(call: ZendeskCall, macro: dict[str, Any]) -> dict[str, Any]:
    """Return a macro's JSON; dynamic content in its title comes in the caller's language."""
    title = macro["raw_title"]
    if "{{" in title:
        title = Renderer(call.store, None, call.user).text(title)
    return {**macro, "title": title, "url": call.url(f"macros/{macro['id']}")}


def _may_write(call: ZendeskCall, macro: dict[str, Any]) -> None:
    """Raise the 403 of an agent who writes more than a personal macro of their own."""
    if call.user.role != "admin" and personal_owner(macro) != call.user.id:
        raise forbidden()


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one macro."""
    return ZendeskAnswer({"macro": out(call, find(call))})


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Create a macro; unknown keys are dropped and named in a header."""
    given, dropped = keep(call.section("macro"), macro_rules.WRITABLE, "macro")
    checked = macro_rules.check(call, given)
    _may_write(call, checked)
    macro = out(call, _add(call.store, checked))
    return ZendeskAnswer({"macro": macro}, 201, {"Location": macro["url"]}, dropped)


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Change a macro: keys that are not sent stay, actions are replaced whole, a null restriction lifts it."""
    given, dropped = keep(call.section("macro"), macro_rules.WRITABLE, "macro")
    with call.store.writing():
        old = find(call)
        _may_write(call, old)
        macro = macro_rules.check(call, {**old, "title": old["raw_title"], **given})
        _may_write(call, macro)
        macro["updated_at"] = wire.time(call.store.now())
        call.store.put(KIND, call.id, macro)
    return ZendeskAnswer({"macro": out(call, macro)}, dropped=dropped)


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Remove a macro."""
    _may_write(call, find(call))
    call.store.remove(KIND, call.id)
    return ZendeskAnswer(None, 204)


def update_many(call: ZendeskCall) -> ZendeskAnswer:
    """Change position and active of several macros at once."""
    given = call.body.get("macros")
    if not isinstance(given, list) or not all(isinstance(row, dict) and "id" in row for row in given):
        raise bad_request("InvalidParameters", "macros must be a list of objects with an id")
    if len(given) > MOST:
        raise too_many("macros", MOST)
    known = frozenset(("id", "active", "position"))
    dropped = {name for row in given for name in keep(row, known, "macro")[1]}
    with call.store.writing():
        changed = [_moved(call, keep(row, known, "macro")[0]) for row in given]
    return ZendeskAnswer({"macros": changed, "count": len(changed)}, dropped=tuple(sorted(dropped)))


def _moved(call: ZendeskCall, values: dict[str, Any]) -> dict[str, Any]:
    position, active = values.get("position", 0), values.get("active", True)
    if type(position) is not int or abs(position) >= _LAST_POSITION or type(active) is not bool:
        raise invalid("base", "position must be an integer and active true or false")
    old = find(call, integer(values["id"], "id"))
    _may_write(call, old)
    macro = {**old, **values, "id": old["id"], "updated_at": wire.time(call.store.now())}
    call.store.put(KIND, macro["id"], macro)
    return out(call, macro)


def destroy_many(call: ZendeskCall) -> ZendeskAnswer:
    """Remove several macros; one that is not there fails the whole call."""
    with call.store.writing():
        for number in dict.fromkeys(call.ids()):
            _may_write(call, find(call, number))
            call.store.remove(KIND, number)
    return ZendeskAnswer(None, 204)


ROUTES: Routes = (
    ("POST", "macros", create),
    ("PUT", "macros/update_many", update_many),
    ("DELETE", "macros/destroy_many", destroy_many),
    ("GET", "macros/{id:int}", show),
    ("PUT", "macros/{id:int}", update),
    ("DELETE", "macros/{id:int}", delete),
)
