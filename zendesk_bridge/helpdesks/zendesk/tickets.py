"""Tickets, users and comments: Zendesk's JSON -> our nouns, and patches -> rows. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.mentions.text import ATTACHMENT
from zendesk_bridge.core.model import Fields, Ticket, TicketPatch, TicketStatus, Words
from zendesk_bridge.core.rewriting import same_words
from zendesk_bridge.transport import Json

STAFF = frozenset({"agent", "admin"})
TAG_KEYS = frozenset({"additional_tags", "remove_tags"})
"""The keys of a row that carry tags."""

_MERGED_TAG = "closed_by_merge"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")  # plain_body keeps some: "&nbsp;"
_REGION, _SCRIPT = 2, 4  # letters of a BCP 47 subtag
_STATUS = {
    **{status.value: status for status in TicketStatus},
    "archived": TicketStatus.CLOSED,
    "scrubbed": TicketStatus.DELETED,
    "suspended": TicketStatus.SPAM,
}


def staff_ids(users: Iterable[Mapping[str, Any]]) -> set[int]:
    """Return who of these users works here."""
    return {user["id"] for user in users if str(user.get("role")) in STAFF}


def locales(users: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Return user id -> ``de`` or ``pt_BR`` where it is told (Zendesk writes ``pt-br`` or ``pt-BR``)."""
    return {user["id"]: locale_of(str(user["locale"])) for user in users if user.get("locale")}


def locale_of(text: str) -> str:
    """Return ``pt_BR`` for whichever way a locale is written."""
    language, *rest = text.replace("_", "-").split("-")
    parts = [part.upper() if len(part) == _REGION else part.title() if len(part) == _SCRIPT else part for part in rest]
    return "_".join([language.lower(), *parts])


def ticket(
    raw: Json, fields: Fields, *, known_locales: Mapping[int, str], words: tuple[Words, ...] = (), unread: bool = False
) -> Ticket:
    """Read one ticket; raises Incomplete when it is not one."""
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), int):
        raise Incomplete("the helpdesk sent a ticket without an id")
    tags = frozenset(str(tag) for tag in _listed(raw, "tags"))
    requester = raw.get("requester_id")
    return Ticket(
        id=raw["id"],
        status=_status(raw, tags),
        tags=tags,
        fields=_field_values(raw, fields),
        words=words,
        requester_id=requester if isinstance(requester, int) else None,
        locale=known_locales.get(requester) if isinstance(requester, int) else None,
        unread=unread,
        changed=str(raw.get("updated_at") or ""),
        team=raw["group_id"] if isinstance(raw.get("group_id"), int) else None,
    )


def _listed(raw: Mapping[str, Any], key: str) -> list[Any]:
    """Return a list, empty where it is absent or null; a ticket with anything else there is not understood."""
    found = raw.get(key)
    if found is not None and not isinstance(found, list):
        raise Incomplete(f"the helpdesk sent a ticket with unreadable {key}")
    return found or []


def _status(raw: Mapping[str, Any], tags: frozenset[str]) -> TicketStatus:
    status = _STATUS.get(str(raw.get("status")), TicketStatus.OPEN)
    return TicketStatus.MERGED if status is TicketStatus.CLOSED and _MERGED_TAG in tags else status


def _field_values(raw: Mapping[str, Any], fields: Fields) -> dict[Any, str]:
    listed = _listed(raw, "custom_fields") or _listed(raw, "fields")
    values = {
        item["id"]: item.get("value") for item in listed if isinstance(item, dict) and isinstance(item.get("id"), int)
    }
    return {
        key: "" if values[field.id] is None else str(values[field.id])
        for key, field in fields.items()
        if field.id in values
    }


def first_words(raw: Mapping[str, Any], staff: Container[int]) -> tuple[Words, ...]:
    """Return subject and description, unless somebody who works here wrote them."""
    submitter = raw.get("submitter_id")
    if isinstance(submitter, int) and submitter in staff:
        return ()
    parts = (("subject", raw.get("raw_subject") or raw.get("subject")), ("description", raw.get("description")))
    return tuple(Words(part, str(text)) for part, text in parts if text)


def comment_words(raw: Mapping[str, Any], staff: Container[int]) -> tuple[Words, ...]:
    """Return a customer's public comment and the names of the files on it, nothing of any other comment."""
    return (*prose(raw), *_file_names(raw)) if _is_customers(raw, staff) else ()


def file_words(raw: Mapping[str, Any], staff: Container[int]) -> tuple[Words, ...]:
    """Return the names of the files on a customer's first comment, whose words are the ticket's description."""
    names = _file_names(raw)
    return names if names and _is_customers(raw, staff) else ()


def _is_customers(raw: Mapping[str, Any], staff: Container[int]) -> bool:
    """Tell whether this is a public comment of somebody who does not work here; authors up to 0 are Zendesk itself."""
    author = raw.get("author_id")
    return raw.get("public") is True and not (isinstance(author, int) and (author <= 0 or author in staff))


def prose(raw: Mapping[str, Any]) -> Iterator[Words]:
    """Yield a comment's body, if it has one: Zendesk's plain text of an HTML comment, the HTML, else what was typed."""
    part, at = f"comment {raw.get('id')}", moment(raw.get("created_at"))
    if raw.get("plain_body"):
        yield Words(part, _ENTITY.sub(lambda found: unescape(found[0]), str(raw["plain_body"])), at=at)
    elif raw.get("html_body"):
        yield Words(part, str(raw["html_body"]), html=True, at=at)
    elif raw.get("body"):
        yield Words(part, str(raw["body"]), at=at)


def moment(value: object) -> datetime | None:
    """Return an aware time, None for what is none."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def _file_names(raw: Mapping[str, Any]) -> tuple[Words, ...]:
    """Return the attachments' names; images within the text have none that a person gave."""
    listed = raw.get("attachments")
    files = [file for file in listed if isinstance(file, dict)] if isinstance(listed, list) else []
    return tuple(Words(ATTACHMENT, str(file["file_name"])) for file in files if _is_named(file))


def _is_named(file: Mapping[str, Any]) -> bool:
    return bool(file.get("file_name")) and file.get("inline") is not True


def row(patch: TicketPatch, fields: Fields) -> dict[str, Any]:
    """Return a patch as Zendesk takes it, alone or as a row of ``update_many``; only what changes is in it.

    ``public: False`` is always sent: without it a comment may become what the ticket's first one was.
    """
    found: dict[str, Any] = {"id": patch.ticket_id}
    if patch.add_tags:
        found["additional_tags"] = sorted(patch.add_tags)
    if patch.remove_tags:
        found["remove_tags"] = sorted(patch.remove_tags)
    values = [{"id": fields[key].id, "value": text} for key, text in patch.fields if key in fields]
    if values:
        found["custom_fields"] = values
    if patch.note:
        found["comment"] = {"html_body": patch.note.html, "public": False}
    return found


def lacking(patch: TicketPatch, ticket: Ticket, fields: Fields) -> set[str]:
    """Return the keys of the patch's row that the ticket does not show, whatever way it writes the words."""
    checks = {
        "additional_tags": {tag.lower() for tag in patch.add_tags} <= ticket.tags,
        "remove_tags": ticket.tags.isdisjoint(tag.lower() for tag in patch.remove_tags),
        "custom_fields": all(
            same_words(ticket.fields.get(key, ""), text) for key, text in patch.fields if key in fields
        ),
    }
    return {key for key, there in checks.items() if not there}
