"""``multipart/form-data`` as Freshdesk takes it: ``tags[]``, ``custom_fields[cf_x]``, ``attachments[]``.

A form knows text alone, so values become numbers and switches by the name of their field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from zendesk_bridge.sandbox.freshdesk import fields
from zendesk_bridge.sandbox.payloads import FormPart
from zendesk_bridge.sandbox.store import Store

FILES = "attachments[]"
_IN_BRACKETS = re.compile(r"(\w+)\[(\w+)\]")
_NUMBERS = frozenset((
    "status", "priority", "source", "requester_id", "responder_id", "group_id", "folder_id", "visibility", "user_id",
    "email_config_id", "product_id", "company_id", "group_ids", "parent_id",
))  # fmt: skip
_SWITCHES = frozenset(("private", "incoming", "skip_close_notification", "view_all_tickets"))
_NUMBER_TYPES = frozenset(("custom_number", "custom_decimal"))
_LONGEST_NUMBER = 18  # digits: fewer than SQLite's integers have


def body(store: Store, parts: tuple[FormPart, ...]) -> dict[str, Any]:
    """Return the fields of a form as the JSON that says the same; files are left out."""
    types = {field["name"]: field["type"] for field in fields.custom(store)}
    found: dict[str, Any] = {}
    for part in parts:
        if part.name == FILES:
            continue
        nested = _IN_BRACKETS.fullmatch(part.name)
        if part.name.endswith("[]"):
            name = part.name.removesuffix("[]")
            held = found.setdefault(name, [])
            held += [_value(name, part.text)] if isinstance(held, list) else []
        elif nested:
            held = found.setdefault(nested[1], {})
            if isinstance(held, dict):
                held[nested[2]] = _custom(types.get(nested[2], ""), part.text)
        else:
            found[part.name] = _value(part.name, part.text)
    return found


def files(parts: tuple[FormPart, ...]) -> tuple[FormPart, ...]:
    """Return the files of a form."""
    return tuple(part for part in parts if part.name == FILES and part.filename is not None)


def _value(name: str, text: str) -> Any:
    if name in _SWITCHES:
        return _switch(text)
    return _number(text) if name in _NUMBERS else text


def _custom(kind: str, text: str) -> Any:
    if kind == "custom_checkbox":
        return _switch(text)
    return _number(text) if kind in _NUMBER_TYPES else text


def _switch(text: str) -> Any:
    words: Mapping[str, bool] = {"true": True, "false": False, "1": True, "0": False}
    return words.get(text.lower(), text)


def _number(text: str) -> Any:
    """Return a number for the text of one, else the text, which is then refused as one of a wrong type."""
    if len(text) > _LONGEST_NUMBER:
        return text
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?[0-9]+\.[0-9]+", text) else text
