"""``/dynamic_content``: texts in several languages behind ``{{dc.name}}``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk import dynamic_variants, wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, keep
from zendesk_bridge.sandbox.zendesk.dynamic_variants import KIND, find, out
from zendesk_bridge.sandbox.zendesk.errors import invalid
from zendesk_bridge.sandbox.zendesk.locales import locale_id
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

_FIRST_ID = 47_000_000_001
_LONGEST_NAME = 255  # characters
_USERS = ("zendesk_macro", "zendesk_trigger", "zendesk_automation")
_ON_CREATE = frozenset(("name", "default_locale_id", "variants", "content"))


def texts(store: Store, locale: str) -> dict[str, str]:
    """Return every item's text by the name in its placeholder, in a language or in the item's default one."""
    wanted = locale_id(locale)
    return {document.body["key"]: _text(document.body, wanted) for document in store.documents(KIND)}


def _text(item: Mapping[str, Any], wanted: int) -> str:
    active = {variant["locale_id"]: variant["content"] for variant in item["variants"] if variant["active"]}
    return str(active.get(wanted, active[item["default_locale_id"]]))


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of items."""
    rows = [(document.body["id"], out(call, document.body)) for document in call.store.documents(KIND)]
    return ZendeskAnswer(page(call, in_memory("items", rows)))


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one item."""
    return ZendeskAnswer({"item": out(call, find(call))})


def show_many(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the items with these ``identifiers``: the names in their placeholders."""
    wanted = {name.strip() for name in call.query.get("identifiers", "").split(",")}
    items = [document.body for document in call.store.documents(KIND) if document.body["key"] in wanted]
    return ZendeskAnswer({"items": [out(call, item) for item in items], "count": len(items)})


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Create an item with its variants; the placeholder follows from the name and stays."""
    call.must_be_admin()
    given, dropped = keep(call.section("item"), _ON_CREATE, "item")
    with call.store.writing():
        name = _name(call, given.get("name"), None)
        variants, default = dynamic_variants.of_new_item(call, given)
        number = call.store.next_id(KIND, _FIRST_ID)
        now = wire.time(call.store.now())
        key = re.sub(r"\W+", "_", name.lower()).strip("_") or f"item_{number}"
        item = {
            "id": number, "name": name, "key": key, "placeholder": f"{{{{dc.{key}}}}}", "default_locale_id": default,
            "outdated": False, "variants": variants, "created_at": now, "updated_at": now,
        }  # fmt: skip
        if any(document.body["key"] == key for document in call.store.documents(KIND)):
            raise invalid("name", f"Placeholder: {item['placeholder']} has already been taken", "DuplicateValue")
        call.store.put(KIND, number, item)
    body = out(call, item)
    return ZendeskAnswer({"item": body}, 201, {"Location": body["url"]}, dropped)


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Change an item's name; its placeholder stays."""
    call.must_be_admin()
    given, dropped = keep(call.section("item"), frozenset(("name",)), "item")
    with call.store.writing():
        item = find(call)
        name = _name(call, given.get("name", item["name"]), item["id"])
        item |= {"name": name, "updated_at": wire.time(call.store.now())}
        call.store.put(KIND, item["id"], item)
    return ZendeskAnswer({"item": out(call, item)}, dropped=dropped)


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Remove an item that no business rule uses."""
    call.must_be_admin()
    with call.store.writing():
        item = find(call)
        place = re.compile(rf"\bdc\.{re.escape(item['key'])}\b")
        for kind in _USERS:
            if any(place.search(json.dumps(document.body)) for document in call.store.documents(kind)):
                raise invalid("base", f"{item['placeholder']} is in use and cannot be deleted")
        call.store.remove(KIND, item["id"])
    return ZendeskAnswer(None, 204)


def _name(call: ZendeskCall, name: Any, own_id: int | None) -> str:
    if not isinstance(name, str) or not name.strip():
        raise invalid("name", "Name: cannot be blank", "BlankValue")
    if len(name) > _LONGEST_NAME:
        raise invalid("name", f"Name: is too long (maximum is {_LONGEST_NAME} characters)", "ValueTooLong")
    others = (document.body for document in call.store.documents(KIND) if document.id != own_id)
    if any(other["name"].lower() == name.lower() for other in others):
        raise invalid("name", "Name: has already been taken", "DuplicateValue")
    return name


ROUTES: Routes = (
    ("GET", "dynamic_content/items", index),
    ("POST", "dynamic_content/items", create),
    ("GET", "dynamic_content/items/show_many", show_many),
    ("GET", "dynamic_content/items/{id:int}", show),
    ("PUT", "dynamic_content/items/{id:int}", update),
    ("DELETE", "dynamic_content/items/{id:int}", delete),
    *dynamic_variants.ROUTES,
)
