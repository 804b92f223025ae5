"""Fields that live in the tags as well: a dropdown's, a multiselect's and a checkbox's value is a tag of the ticket.

A value that is set brings its tag and takes the old one away; a tag that is added or removed by hand moves the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zendesk_bridge.sandbox.records import StoredTicket

_ON = (True, 1, "true", "1")


def possible(field: Mapping[str, Any]) -> frozenset[str]:
    """Return the tags that belong to a field: none for one of another type."""
    if field["type"] == "checkbox":
        return frozenset((field["tag"],)) if field.get("tag") else frozenset()
    if field["type"] not in ("tagger", "multiselect"):
        return frozenset()
    options = field.get("custom_field_options") or ()
    return frozenset(str(option["value"]) for option in options if isinstance(option, dict) and option.get("value"))


def chosen(field: Mapping[str, Any], value: Any) -> frozenset[str]:
    """Return the tags that a value of a field stands for."""
    tags = possible(field)
    if field["type"] == "checkbox":
        return tags if value in _ON else frozenset()
    return tags.intersection(map(str, value if isinstance(value, list) else [value]))


def mirrored(
    fields: Iterable[Mapping[str, Any]], old: StoredTicket | None, changed: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a change (``Change.values``) in which tags and fields agree; ``old`` is None for a new ticket."""
    bearing = {str(field["id"]): field for field in fields if possible(field)}
    if not bearing:
        return dict(changed)
    before = frozenset(old.tags if old else ())
    tags = frozenset(changed.get("tags", before)) | frozenset(changed.get("add_tags", ()))
    tags -= frozenset(changed.get("remove_tags", ()))
    values = dict(changed.get("zendesk_fields", {}))
    for key, field in bearing.items():
        if key not in values:
            if tags & possible(field) == before & possible(field):
                continue
            values[key] = _by_hand(field, tags, before)
        tags = (tags - possible(field)) | chosen(field, values[key])
    kept = {name: value for name, value in changed.items() if name not in ("add_tags", "remove_tags")}
    return kept | {"tags": sorted(tags), "zendesk_fields": values}


def _by_hand(field: Mapping[str, Any], tags: frozenset[str], before: frozenset[str]) -> Any:
    """Return the value that a field takes on when its tags were written directly; a dropdown follows the newest."""
    here = tags & possible(field)
    if field["type"] == "checkbox":
        return bool(here)
    if field["type"] == "multiselect":
        return sorted(here)
    return next(iter(sorted(here - before) or sorted(here)), None)
