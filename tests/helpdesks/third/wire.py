"""JSON <-> our nouns. Pure; raises Incomplete for what nobody can read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.fields import is_foreign
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import (
    AgentReply,
    Change,
    Conversation,
    Fields,
    MacroContent,
    ManagedMacro,
    Marker,
    RemoteField,
    RemoteMacro,
    RemoteView,
    Ticket,
    TicketForm,
    TicketStatus,
    ViewSpec,
    WholeMacro,
    Words,
    digest,
)
from zendesk_bridge.core.rewriting import layout, links, same_words


def record(body: Any, *keys: str) -> dict[str, Any]:
    """Return an object that has an id and these keys."""
    if isinstance(body, dict) and isinstance(body.get("id"), int) and body.keys() >= set(keys):
        return body
    raise Incomplete("the helpdesk sent something that cannot be read")


def rows(body: Any) -> list[Any]:
    """Return a list."""
    if isinstance(body, list):
        return body
    raise Incomplete("the helpdesk's answer is no list")


# --- macros


def payload(macro: ManagedMacro) -> dict[str, Any]:
    """Return all of a macro as it is sent, signed."""
    sent = {
        "title": macro.title,
        "html": macro.body,
        "labels": sorted(macro.add_tags),
        "groups": None if macro.visible_to is None else sorted(macro.visible_to),
        "enabled": True,
    }
    return {**sent, "origin": str(macro.marker.signed(content(sent)))}


def retired(remote: RemoteMacro) -> dict[str, Any]:
    """Return what takes a macro out of sight; its marker signs that this was us."""
    return {
        "enabled": False,
        **({"origin": str(remote.marker.carried(remote.content, _hidden(remote.content)))} if remote.marker else {}),
    }


def _hidden(shown: MacroContent) -> MacroContent:
    return MacroContent(
        shown.title,
        shown.body,
        shown.add_tags,
        visible_to=shown.visible_to,
        active=False,
        links=shown.links,
        layout=shown.layout,
    )


def content(row: Mapping[str, Any]) -> MacroContent:
    """Return what a macro is compared by."""
    return MacroContent(
        row["title"],
        html_to_text(row["html"]),
        tuple(row["labels"]),
        visible_to=None if row["groups"] is None else tuple(row["groups"]),
        active=row["enabled"],
        links=links(row["html"]),
        layout=layout(row["html"]),
    )


def macro(body: Any) -> RemoteMacro:
    """Read one macro."""
    row = record(body, "title", "html", "labels", "groups", "enabled", "origin")
    exact = [row[key] for key in ("title", "html", "labels", "groups", "enabled")]
    return RemoteMacro(row["id"], content(row), digest(exact), Marker.find(row["origin"]))


def whole_macro(row: Mapping[str, Any]) -> WholeMacro:
    """Read one macro word for word."""
    known = {"id": 0, "labels": [], "groups": None, "enabled": True, "origin": "", **row}
    return WholeMacro(macro(known), str(known.get("html") or ""))


def field(body: Any) -> RemoteField:
    """Read one ticket field."""
    row = record(body, "title", "type")
    long = {"line": False, "paragraph": True}.get(row["type"])
    return RemoteField(row["id"], str(row["id"]), row["title"], row["type"], long=long)


def is_strange(row: Any) -> bool:
    """Tell whether a ticket field cannot be read, and is none of ours by its title."""
    readable = isinstance(row, dict) and isinstance(row.get("id"), int)
    return not readable and isinstance(row, dict) and is_foreign(str(row.get("title") or ""))


def form(body: Any) -> TicketForm:
    """Read one ticket form."""
    row = record(body, "title", "enabled", "fields")
    return TicketForm(row["id"], row["title"], row["enabled"], tuple(rows(row["fields"])))


def view_payload(spec: ViewSpec, fields: Fields) -> dict[str, Any]:
    """Return a shared list as it is sent."""
    return {
        "title": spec.title,
        "label": spec.tag,
        "solved": False,
        "columns": [fields[key].name for key in spec.columns if key in fields],
        "origin": str(spec.marker),
    }


def view(body: Any) -> RemoteView:
    """Read one shared list."""
    row = record(body, "title", "enabled", "label", "solved", "origin")
    tag = "" if row["solved"] or row["only"] else row["label"]
    return RemoteView(row["id"], row["title"], row["enabled"], tag, Marker.find(row["origin"]))


# --- tickets


def ticket(body: Any, fields: Fields, *, words: bool = True) -> Ticket:
    """Read one ticket, with everything that customers wrote and were told on it."""
    row = record(body, "state", "title", "labels", "extra", "customer", "messages", "number", "changed")
    said = tuple(_said(row)) if words else ()
    return Ticket(
        row["id"],
        TicketStatus(row["state"]),
        frozenset(row["labels"]),
        {key: row["extra"].get(found.name) or "" for key, found in fields.items()},
        said,
        row["customer"]["id"],
        language(row["customer"]),
        changed=row["changed"],
        team=row["team"],
        replies=replies(row) if words else (),
    )


def language(person: Mapping[str, Any]) -> str:
    """Return a person's language as ``pt_BR``."""
    return str(person["language"]).replace("-", "_")


def conversation(body: Any) -> Conversation:
    """Return what was written on a ticket after it was opened."""
    row = record(body, "messages")
    return Conversation(tuple(_later(row)), replies(row)[_begun(row) :])


def replies(row: Mapping[str, Any]) -> tuple[AgentReply, ...]:
    """Return what agents told the customer."""
    opened = row["messages"][0]["id"]
    return tuple(
        AgentReply(
            row["id"],
            moment(each),
            each["author"],
            Words("description" if each["id"] == opened else f"comment {each['id']}", each["text"]),
        )
        for each in row["messages"]
        if not each["customer"] and each["public"]
    )


def moment(message: Mapping[str, Any]) -> datetime:
    """Return when a message was sent."""
    return datetime.fromisoformat(message["sent"])


def _begun(row: Mapping[str, Any]) -> int:
    """Return 1 where an agent opened the ticket by what a customer sees, else 0."""
    return int(not row["messages"][0]["customer"] and row["messages"][0]["public"])


def _said(row: Mapping[str, Any]) -> list[Words]:
    first = row["messages"][0]
    opened = [Words("subject", row["title"]), Words("description", first["text"])] if first["customer"] else []
    return [*opened, *_later(row)]


def _later(row: Mapping[str, Any]) -> list[Words]:
    return [
        Words(f"comment {each['id']}", each["text"])
        for each in row["messages"][1:]
        if each["customer"] and each["public"]
    ]


def lacking(change: Change, row: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Return what a ticket lacks of a patch, as it is sent; nothing where all of it is there."""
    patch, there = change.patch, set(row["labels"])
    extra = {fields[key].name: text for key, text in patch.fields if key in fields}
    lacks = {
        "add_labels": sorted(patch.add_tags - there),
        "remove_labels": sorted(patch.remove_tags & there),
        "extra": {name: text for name, text in extra.items() if not same_words(row["extra"].get(name) or "", text)},
        "note": patch.note.html if patch.note and not _noted(row, patch.note.marker) else "",
    }
    return {key: value for key, value in lacks.items() if value}


def _noted(row: Mapping[str, Any], marker: str) -> bool:
    return any(marker in each["text"] for each in row["messages"] if not each["public"])
