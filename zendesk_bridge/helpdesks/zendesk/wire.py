"""Macros, ticket fields and groups: Zendesk's JSON <-> our nouns. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import (
    DynamicText,
    FieldSpec,
    MacroContent,
    ManagedMacro,
    Marker,
    RemoteField,
    RemoteMacro,
    WholeMacro,
    digest,
)
from zendesk_bridge.core.rewriting import layout, links, same_words
from zendesk_bridge.transport import Json

_HTML, _PLAIN, _PUBLIC, _TAGS, _TAGS_OFF, _STATUS = (
    "comment_value_html",
    "comment_value",
    "comment_mode_is_public",
    "current_tags",
    "remove_tags",
    "status",
)
_GROUP = re.compile(r"[0-9]{1,20}")
_DYNAMIC = re.compile(r"\{\{\s*dc\.([\w.-]+)\s*\}\}")
_COUNTRY = 2  # letters of a country's code: other parts of a locale are no countries
_ALL_CHANNELS = "channel:all"
_LONG = {"text": False, "textarea": True}
"""By type, whether a ticket field that holds free text holds a paragraph."""
_EXPLANATION = "Managed by zendesk-bridge; an edit here shows up as drift. "


def macro_payload(macro: ManagedMacro) -> dict[str, Any]:
    """Return everything a managed macro is, as a create or an update sends it.

    ``restriction`` is always there: leaving the key out would keep an old one.
    """
    payload = unsigned_payload(macro)
    return {**payload, "description": f"{_EXPLANATION}{macro.marker.signed(content(payload))}"}


def unsigned_payload(macro: ManagedMacro) -> dict[str, Any]:
    """Return what a managed macro says and does, without our marker, which signs that."""
    actions: list[dict[str, Any]] = [{"field": _HTML, "value": macro.body}, {"field": _PUBLIC, "value": True}]
    if macro.add_tags:
        actions.append({"field": _TAGS, "value": " ".join(sorted(macro.add_tags))})
    if macro.remove_tags:
        actions.append({"field": _TAGS_OFF, "value": " ".join(sorted(macro.remove_tags))})
    if macro.status:
        actions.append({"field": _STATUS, "value": macro.status})
    return {
        "title": macro.title,
        "active": True,
        "restriction": None if macro.visible_to is None else {"type": "Group", "ids": sorted(macro.visible_to)},
        "actions": actions,
    }


def retired_payload(remote: RemoteMacro) -> dict[str, Any]:
    """Return what takes a macro out of the agents' sight; its marker then signs that this was us.

    One that a person edited keeps the signature that it had: its words are still theirs.
    """
    if remote.marker is None:
        return {"active": False}
    marker = remote.marker.carried(remote.content, replace(remote.content, active=False))
    return {"active": False, "description": f"{_EXPLANATION}{marker}"}


def remote_macro(raw: Json) -> RemoteMacro:
    """Read one macro; raises Incomplete when it is not one."""
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), int):
        raise Incomplete("the helpdesk sent a macro without an id")
    return RemoteMacro(
        id=raw["id"],
        content=content(raw),
        digest=_digest(raw),
        marker=Marker.find(str(raw.get("description") or "")),
    )


def whole_macro(raw: Mapping[str, Any]) -> WholeMacro:
    """Read one macro word for word; one of an export may have no id. Raises Incomplete for what is none."""
    if not (_title(raw).strip() and isinstance(raw.get("actions"), list)):
        raise Incomplete("this is no macro: it has no title, or no actions")
    number = raw.get("id")
    actions, more = _one_reply(_actions(raw))
    said = [{"field": field, "value": value} for field, value in actions]
    known = {"id": number if isinstance(number, int) and not isinstance(number, bool) else 0, "actions": said}
    remote = remote_macro({**raw, **known})
    values = dict(actions)
    html = str(values.get(_HTML) or "")
    restriction = raw.get("restriction")
    return WholeMacro(
        replace(remote, content=replace(remote.content, other=tuple(sorted([*remote.content.other, *more])))),
        html or _plain(values.get(_PLAIN))[1],
        html=bool(html),
        internal=not _is_public(values.get(_PUBLIC, True)),
        personal=isinstance(restriction, dict) and restriction.get("type") == "User",
    )


def _one_reply(actions: list[tuple[str, Any]]) -> tuple[list[tuple[str, Any]], list[str]]:
    """Return the actions with one plain reply, for all channels if there is one, and the others as text."""
    replies = [value for field, value in actions if field == _PLAIN]
    best = next((value for value in replies if _plain(value)[0] == _ALL_CHANNELS), replies[0] if replies else None)
    others = [value for value in replies if value is not best]
    return [it for it in actions if it[0] != _PLAIN or it[1] is best], [f"{_PLAIN}={_text(value)}" for value in others]


def dynamic_text(raw: Mapping[str, Any], locales: Mapping[int, str]) -> tuple[str, DynamicText] | None:
    """Return a text by the name in its placeholder; None for one that nobody can read."""
    name = _DYNAMIC.fullmatch(str(raw.get("placeholder")))
    variants = raw.get("variants")
    rows = [row for row in (variants if isinstance(variants, list) else []) if isinstance(row, dict)]
    texts = {
        locales[row["locale_id"]]: str(row.get("content") or "")
        for row in rows
        if row.get("active", True) and row.get("locale_id") in locales
    }
    main = locales.get(raw.get("default_locale_id") or 0, "")
    return (name[1], DynamicText(texts, main)) if name and main in texts else None


def locale_name(code: str) -> str:
    """Return a locale as we write it: ``pt_BR`` for ``pt-br``."""
    language, *rest = code.replace("_", "-").split("-")
    return "_".join([language.lower(), *(part.upper() if len(part) == _COUNTRY else part.title() for part in rest)])


def content(raw: Mapping[str, Any]) -> MacroContent:
    """Return what macros are compared by, from an answer or from a payload of ours alike.

    Raises Incomplete for what is no macro.
    """
    actions = _actions(raw)
    values = dict(actions)
    visible_to, odd_restriction = _restriction(raw.get("restriction"))
    status = values.get(_STATUS)
    return MacroContent(
        title=_title(raw),
        body=_body(values),
        add_tags=_tags(values.get(_TAGS)),
        remove_tags=_tags(values.get(_TAGS_OFF)),
        status=str(status) if status else None,
        visible_to=visible_to,
        active=bool(raw.get("active", True)),
        other=tuple(sorted([*_others(actions), *odd_restriction])),
        links=links(str(values.get(_HTML) or "")),
        layout=layout(str(values.get(_HTML) or "")),
    )


def title_of(raw: Json) -> str:
    """Return the title of a macro or a ticket field, "" of anything else."""
    return _title(raw) if isinstance(raw, dict) else ""


def _title(raw: Mapping[str, Any]) -> str:
    """Prefer the unrendered title: ``{{dc.x}}`` is what the admin wrote."""
    return str(raw.get("raw_title") or raw.get("title") or "")


def _actions(raw: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return (field, value) pairs without the plain text that Zendesk derives when there is HTML."""
    listed = raw.get("actions")
    pairs = [
        (str(action.get("field")), action.get("value"))
        for action in (listed if isinstance(listed, list) else [])
        if isinstance(action, dict)
    ]
    has_html = any(field == _HTML and value for field, value in pairs)
    return [(field, value) for field, value in pairs if not (has_html and field == _PLAIN)]


def _body(values: Mapping[str, Any]) -> str:
    if values.get(_HTML):
        return html_to_text(str(values[_HTML]))
    _, text = _plain(values.get(_PLAIN))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _plain(value: Any) -> tuple[str, str]:
    """Return (channel, text): the value is a text, or a list of both."""
    if isinstance(value, list):
        channel, text = (value[0], value[1]) if len(value) > 1 else (_ALL_CHANNELS, value[0] if value else "")
        return str(channel), str(text or "")
    return _ALL_CHANNELS, str(value or "")


def _tags(value: Any) -> tuple[str, ...]:
    words = value if isinstance(value, list) else str(value or "").split()
    return tuple(sorted({str(word) for word in words}))


def _is_public(value: Any) -> bool:
    return str(value).lower() != "false"


def _others(actions: list[tuple[str, Any]]) -> list[str]:
    """Return every action that we do not manage, as text."""
    found = []
    seen: set[str] = set()
    for field, value in actions:
        if field == _PUBLIC:
            ours = _is_public(value)
        elif field == _PLAIN:
            ours = _plain(value)[0] == _ALL_CHANNELS
        else:
            ours = field in {_HTML, _TAGS, _TAGS_OFF, _STATUS}
        if not ours or field in seen:
            found.append(f"{field}={_text(value)}")
        seen.add(field)
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _restriction(raw: Any) -> tuple[tuple[int, ...] | None, list[str]]:
    """Return (groups or None for everybody, a restriction that we do not manage as text)."""
    if not isinstance(raw, dict) or not raw.get("type"):
        return None, []
    listed = raw.get("ids")
    ids = listed if isinstance(listed, list) and listed else [raw["id"]] if raw.get("id") is not None else []
    if raw["type"] == "Group":
        return tuple(sorted({_group(one) for one in ids})), []
    return None, [f"restriction={raw['type']} {', '.join(str(one) for one in ids)}".rstrip()]


def _group(raw: Any) -> int:
    if isinstance(raw, bool) or not _GROUP.fullmatch(str(raw)):
        raise Incomplete("the helpdesk sent a macro for a group without a readable id")
    return int(str(raw))


def _digest(raw: Mapping[str, Any]) -> str:
    exact = sorted([field, _exact(field, value)] for field, value in _actions(raw))
    return digest([_title(raw), exact, _restriction(raw.get("restriction")), bool(raw.get("active", True))])


def _exact(field: str, value: Any) -> str:
    """Return a value as text; only what means the same in every writing is made alike."""
    if field in {_TAGS, _TAGS_OFF}:
        return " ".join(_tags(value))
    if field == _PUBLIC:
        return _text(_is_public(value))
    return _text(value)


def remote_field(raw: Json) -> RemoteField:
    """Read one ticket field; raises Incomplete when it is not one."""
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), int):
        raise Incomplete("the helpdesk sent a ticket field without an id")
    return RemoteField(
        id=raw["id"],
        name=str(raw["id"]),
        title=_title(raw),
        type=str(raw.get("type") or ""),
        active=bool(raw.get("active", True)),
        long=_LONG.get(str(raw.get("type"))),
        editable=raw["agent_can_edit"] if isinstance(raw.get("agent_can_edit"), bool) else None,
    )


def otherwise(raw: Mapping[str, Any], payload: Mapping[str, Any]) -> list[str]:
    """Return what a ticket field's answer shows otherwise than it was sent; what it does not show is not known."""
    return sorted(key for key in payload if key in raw and not _alike(raw[key], payload[key]))


def _alike(there: Any, sent: Any) -> bool:
    return same_words(str(there or ""), sent) if isinstance(sent, str) else bool(there) == sent


def field_payload(spec: FieldSpec) -> dict[str, Any]:
    """Return a ticket field for agents only, that nobody has to fill."""
    return {
        "type": "textarea" if spec.long else "text",
        "title": spec.title,
        "description": spec.description,
        "agent_description": spec.description,
        "active": True,
        "required": False,
        "visible_in_portal": False,
        "editable_in_portal": False,
        "required_in_portal": False,
    }
