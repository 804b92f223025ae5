"""What a ticket field may hold, in Zendesk's words; its options are tags, and a tag belongs to one field alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk.call import ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import invalid

KIND = "zendesk_field"
FIRST_ID = 360_000_000_001
MOST_OPTIONS = 2000  # of one field
WITH_OPTIONS = frozenset(("tagger", "multiselect"))
TYPES = WITH_OPTIONS | {
    "text", "textarea", "checkbox", "date", "integer", "decimal", "regexp", "partialcreditcard", "lookup",
}  # fmt: skip
_SWITCHES = (
    "active", "required", "visible_in_portal", "editable_in_portal", "required_in_portal", "collapsed_for_agents",
)  # fmt: skip
_TEXTS = ("description", "agent_description", "title_in_portal", "regexp_for_validation", "tag")
_LONGEST_TITLE = 255  # characters
_MACROS = "zendesk_macro"
_FORGET = (
    """
UPDATE tickets SET zendesk_fields = json_remove(zendesk_fields, :path)
WHERE json_extract(zendesk_fields, :path) IN (SELECT value FROM json_each(:gone))
""",
    """
UPDATE tickets SET zendesk_fields = json_set(zendesk_fields, :path, (
  SELECT json_group_array(held.value) FROM json_each(zendesk_fields, :path) held
  WHERE held.value NOT IN (SELECT value FROM json_each(:gone))))
WHERE json_type(zendesk_fields, :path) = 'array' AND EXISTS (
  SELECT 1 FROM json_each(zendesk_fields, :path) held WHERE held.value IN (SELECT value FROM json_each(:gone)))
""",
)
"""A dropdown's value goes, and a multiselect keeps the others of its list."""


def all_fields(store: Store) -> list[dict[str, Any]]:
    """Return every field, in id order."""
    return [document.body for document in store.documents(KIND)]


def tags(field: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tags that a field sets: its options, or the tag of a checkbox; in lower case, as tags are."""
    for option in field.get("custom_field_options") or ():
        yield option["value"].lower()
    if field["type"] == "checkbox" and field.get("tag"):
        yield field["tag"].lower()


def check(call: ZendeskCall, field: Mapping[str, Any]) -> None:
    """Raise the 422 of a field, whole and with its options in place, that Zendesk would not keep."""
    title = field.get("title")
    if not isinstance(title, str) or not title.strip():
        raise invalid("title", "Title: cannot be blank", "BlankValue")
    if len(title) > _LONGEST_TITLE:
        raise invalid("title", f"Title: is too long (maximum is {_LONGEST_TITLE} characters)", "ValueTooLong")
    if type(field.get("position", 0)) is not int:
        raise invalid("position", "Position: is not a number")
    for name in (name for name in _SWITCHES if not isinstance(field.get(name, False), bool)):
        raise invalid(name, f"{name}: must be true or false")
    for name in (name for name in _TEXTS if not isinstance(field.get(name), str | None)):
        raise invalid(name, f"{name}: must be text")
    _check_type(field)
    _check_tags(call, field)


def _check_type(field: Mapping[str, Any]) -> None:
    """Raise the 422 of a field that lacks what its type needs."""
    kind = field["type"]
    if kind in WITH_OPTIONS and not field.get("custom_field_options"):
        raise invalid("custom_field_options", "Field options: cannot be blank", "BlankValue")
    if kind == "lookup" and not isinstance(field.get("relationship_target_type"), str):
        raise invalid("relationship_target_type", "Relationship target type: is invalid")
    if kind == "regexp" and not _is_regexp(field.get("regexp_for_validation") or ""):
        raise invalid("regexp_for_validation", "Regexp for validation: is invalid")


def _is_regexp(text: str) -> bool:
    """Say whether a text may be a regular expression of Ruby's, whose brackets close; Python reads another dialect."""
    bare = re.sub(r"\[[^\]]*\]", "", re.sub(r"\\.", "", text))
    return bool(text.strip()) and "[" not in bare and "\\" not in bare and bare.count("(") == bare.count(")")


def _check_tags(call: ZendeskCall, field: Mapping[str, Any]) -> None:
    """Raise the 422 of a tag with a space in it, and of one that is taken here or elsewhere."""
    attribute = "tag" if field["type"] == "checkbox" else "custom_field_options"
    own = list(tags(field))
    for tag in own:
        if not tag or re.search(r"\s", tag):
            raise invalid(attribute, f"{tag!r} is not a valid tag")
    taken = {tag: row["title"] for row in all_fields(call.store) if row["id"] != field.get("id") for tag in tags(row)}
    for place, tag in enumerate(own):
        if tag in taken or tag in own[:place]:
            where = taken.get(tag, field["title"])
            raise invalid(attribute, f"{tag} is already used as a tag by the field {where!r}", "DuplicateValue")


def options(call: ZendeskCall, given: Any, held: Sequence[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """Return the options of a field as they are kept: those that were there before keep their ids.

    ``given`` replaces them all; a row is known by its id, or by its value.
    """
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        raise invalid("custom_field_options", "Field options: must be a list of objects")
    if len(given) > MOST_OPTIONS:
        raise invalid("custom_field_options", f"Field options: at most {MOST_OPTIONS}", "TooManyValues")
    known = {option["id"]: option for option in held}
    by_value = {option["value"]: option["id"] for option in held}
    return [option(call, row, known, by_value) for row in given]


def option(
    call: ZendeskCall, row: Mapping[str, Any], known: Mapping[Any, Mapping[str, Any]], by_value: Mapping[str, int]
) -> dict[str, Any]:
    """Return one option as it is kept."""
    number = row.get("id") if isinstance(row.get("id"), int) and row["id"] in known else None
    name = row.get("name", known[number]["name"] if number else None)
    value = row.get("value", known[number]["value"] if number else None)
    if not isinstance(name, str) or not name.strip() or not isinstance(value, str):
        raise invalid("custom_field_options", "Field options: name and value cannot be blank", "BlankValue")
    kept = number or by_value.get(value) or call.store.next_id(KIND, FIRST_ID)
    return {"id": kept, "name": name, "raw_name": name, "value": value, "default": row.get("default") is True}


def forget(call: ZendeskCall, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Take the options that a field has lost off the tickets and out of the macros that name them."""
    held = {row["value"] for row in new.get("custom_field_options") or ()}
    gone = [row["value"] for row in old.get("custom_field_options") or () if row["value"] not in held]
    if not gone:
        return
    name = f"custom_fields_{new['id']}"
    for document in call.store.documents(_MACROS):
        kept = [row for row in document.body["actions"] if row["field"] != name or row["value"] not in gone]
        if len(kept) < len(document.body["actions"]):
            call.store.put(_MACROS, document.id, document.body | {"actions": kept})
    with call.store.raw() as db:
        for sql in _FORGET:
            db.execute(sql, {"path": f'$."{new["id"]}"', "gone": json.dumps(gone)})
