"""``/dynamic_content/items/{id}/variants``: one text for each language; one of them is the default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, keep
from zendesk_bridge.sandbox.zendesk.errors import bad_request, invalid, not_found
from zendesk_bridge.sandbox.zendesk.locales import IDS
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

KIND = "zendesk_dynamic_content"
_COUNTER, _FIRST_ID = "zendesk_dynamic_variant", 48_000_000_001
_WRITABLE = frozenset(("locale_id", "content", "active", "default"))
_LONGEST = 65_535  # characters


def find(call: ZendeskCall) -> dict[str, Any]:
    """Return the item that the path names; 404 when there is none."""
    document = call.store.document(KIND, call.id)
    if document is None:
        raise not_found()
    return document.body


def out(call: ZendeskCall, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item's JSON."""
    place = f"dynamic_content/items/{item['id']}"
    variants = [_out(call, item["id"], variant) for variant in item["variants"]]
    shown = {name: value for name, value in item.items() if name != "key"}
    return {**shown, "url": call.url(place), "variants": variants}


def _out(call: ZendeskCall, item_id: int, variant: Mapping[str, Any]) -> dict[str, Any]:
    return {**variant, "url": call.url(f"dynamic_content/items/{item_id}/variants/{variant['id']}")}


def of_new_item(call: ZendeskCall, given: Mapping[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """Return the variants of an item that is being made, and the locale of its default one."""
    rows = given.get("variants", [{"content": given.get("content"), "locale_id": given.get("default_locale_id")}])
    if not isinstance(rows, list) or not rows:
        raise invalid("variants", "Variants: cannot be blank", "BlankValue")
    default = given.get("default_locale_id")
    if type(default) is not int or default not in IDS.values():
        raise invalid("default_locale_id", "Default locale: is invalid")
    item: dict[str, Any] = {"variants": [], "default_locale_id": default}
    for row in rows:
        row_given = _row(row)[0]
        is_default = row_given.get("locale_id") == default
        _add(call, item, {**row_given, "default": is_default, "active": is_default or row_given.get("active", True)})
    if not any(variant["default"] for variant in item["variants"]):
        raise invalid("variants", "Variants: the default locale has none")
    return item["variants"], default


def _row(given: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    if not isinstance(given, dict):
        raise bad_request("InvalidParameters", "a variant must be an object")
    return keep({name: value for name, value in given.items() if name != "id"}, _WRITABLE, "variant")


def _add(call: ZendeskCall, item: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Add a variant to an item that is not stored yet."""
    now = wire.time(call.store.now())
    variant = {
        "id": call.store.next_id(_COUNTER, _FIRST_ID), "locale_id": None, "content": None, "active": True,
        "default": False, "outdated": False, "created_at": now, **given, "updated_at": now,
    }  # fmt: skip
    _check(item, variant)
    item["variants"].append(variant)
    _after(item, variant)
    return variant


def _check(item: Mapping[str, Any], variant: Mapping[str, Any]) -> None:
    """Raise the 422 of a variant that does not fit its item."""
    content, locale = variant["content"], variant["locale_id"]
    if not isinstance(content, str) or not content.strip():
        raise invalid("content", "Content: cannot be blank", "BlankValue")
    if len(content) > _LONGEST:
        raise invalid("content", f"Content: is too long (maximum is {_LONGEST} characters)", "ValueTooLong")
    if type(locale) is not int or locale not in IDS.values():
        raise invalid("locale_id", "Locale: is invalid")
    if any(other["locale_id"] == locale and other["id"] != variant["id"] for other in item["variants"]):
        raise invalid("locale_id", "Locale: has already been taken", "DuplicateValue")
    if not all(isinstance(variant[name], bool) for name in ("active", "default")):
        raise invalid("base", "active and default must be true or false")
    was_default = any(other["id"] == variant["id"] and other["default"] for other in item["variants"])
    if was_default and not (variant["default"] and variant["active"]):
        raise invalid("base", "The default variant can neither be deactivated nor lose its place directly")
    if variant["default"] and not variant["active"]:
        raise invalid("base", "The default variant must be active")


def _after(item: dict[str, Any], variant: dict[str, Any]) -> None:
    """Make a new default the only one."""
    if variant["default"]:
        item["default_locale_id"] = variant["locale_id"]
        for other in item["variants"]:
            other["default"] = other is variant


def _date(item: dict[str, Any], variant: dict[str, Any]) -> None:
    """Mark the translations as outdated when the default was written, and a translation that was written as not."""
    for other in item["variants"]:
        other["outdated"] = other is not variant and (variant["default"] or other["outdated"])
    item["outdated"] = any(other["outdated"] for other in item["variants"])


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a page of an item's variants."""
    item = find(call)
    rows = [(variant["id"], _out(call, item["id"], variant)) for variant in item["variants"]]
    return ZendeskAnswer(page(call, in_memory("variants", rows)))


def _find_variant(item: Mapping[str, Any], number: Any) -> dict[str, Any]:
    found = next((variant for variant in item["variants"] if variant["id"] == number), None)
    if found is None:
        raise not_found()
    return dict(found)


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one variant."""
    item = find(call)
    return ZendeskAnswer({"variant": _out(call, item["id"], _find_variant(item, call.params["variant"]))})


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Add a variant."""
    given, dropped = _row(call.section("variant"))
    item, made = _adding(call, [given])
    body = _out(call, item["id"], made[0])
    return ZendeskAnswer({"variant": body}, 201, {"Location": body["url"]}, dropped)


def create_many(call: ZendeskCall) -> ZendeskAnswer:
    """Add several variants; all or none."""
    item, made = _adding(call, [_row(row)[0] for row in _rows(call)])
    return ZendeskAnswer({"variants": [_out(call, item["id"], variant) for variant in made]})


def _rows(call: ZendeskCall) -> list[Any]:
    rows = call.body.get("variants")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise bad_request("InvalidParameters", "variants must be a list of objects")
    return rows


def _adding(call: ZendeskCall, rows: list[dict[str, Any]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    call.must_be_admin()
    with call.store.writing():
        item = find(call)
        made = [_add(call, item, row) for row in rows]
        _save(call, item)
    return item, made


def update(call: ZendeskCall) -> ZendeskAnswer:
    """Change a variant."""
    given, dropped = _row(call.section("variant"))
    item, changed = _changing(call, [(call.params["variant"], given)])
    return ZendeskAnswer({"variant": _out(call, item["id"], changed[0])}, dropped=dropped)


def update_many(call: ZendeskCall) -> ZendeskAnswer:
    """Change several variants by id; all or none."""
    item, changed = _changing(call, [(row.get("id"), _row(row)[0]) for row in _rows(call)])
    return ZendeskAnswer({"variants": [_out(call, item["id"], variant) for variant in changed]})


def _changing(call: ZendeskCall, rows: list[tuple[Any, dict[str, Any]]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    call.must_be_admin()
    with call.store.writing():
        item = find(call)
        changed = []
        for number, given in rows:
            variant = _find_variant(item, number) | given | {"updated_at": wire.time(call.store.now())}
            _check(item, variant)
            item["variants"] = [variant if other["id"] == number else other for other in item["variants"]]
            _after(item, variant)
            _date(item, variant)
            changed.append(variant)
        _save(call, item)
    return item, changed


def delete(call: ZendeskCall) -> ZendeskAnswer:
    """Remove a variant that is not the default."""
    call.must_be_admin()
    with call.store.writing():
        item = find(call)
        variant = _find_variant(item, call.params["variant"])
        if variant["default"]:
            raise invalid("base", "The default variant cannot be deleted")
        item["variants"] = [other for other in item["variants"] if other["id"] != variant["id"]]
        _save(call, item)
    return ZendeskAnswer(None, 204)


def _save(call: ZendeskCall, item: dict[str, Any]) -> None:
    item["updated_at"] = wire.time(call.store.now())
    call.store.put(KIND, item["id"], item)


_ALL = "dynamic_content/items/{id:int}/variants"
_ONE = f"{_ALL}/{{variant:int}}"
ROUTES: Routes = (
    ("GET", _ALL, index),
    ("POST", _ALL, create),
    ("POST", f"{_ALL}/create_many", create_many),
    ("PUT", f"{_ALL}/update_many", update_many),
    ("GET", _ONE, show),
    ("PUT", _ONE, update),
    ("DELETE", _ONE, delete),
)
