"""Freshdesk's JSON to our nouns. Pure; raises Incomplete for an answer that nobody can read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.mentions.text import ATTACHMENT, html_to_text
from zendesk_bridge.core.model import (
    Fields,
    MacroContent,
    Marker,
    RemoteField,
    RemoteMacro,
    Ticket,
    TicketStatus,
    WholeMacro,
    Words,
    digest,
)
from zendesk_bridge.core.rewriting import layout, links, same_words
from zendesk_bridge.transport import JsonRow

EVERYONE, PERSONAL, GROUPS = 0, 1, 2
"""Who sees a canned response."""

ARCHIVE = "zendesk-bridge archive"
"""The folder that retired canned responses stand in."""

_FIRST_YEAR, _LAST_YEAR = 2000, 4000  # a time outside is a helpdesk's mistake
_WHOLE = re.compile(r"[0-9]{1,20}")
OUTBOUND_EMAIL = 10
"""A ticket's ``source``: an agent began it."""
_STATUSES = {
    2: TicketStatus.OPEN,
    3: TicketStatus.PENDING,
    4: TicketStatus.SOLVED,
    5: TicketStatus.SOLVED,  # "Closed", but unlike Zendesk's a reply opens it again
    6: TicketStatus.PENDING,  # "Waiting on Customer"
    7: TicketStatus.HOLD,  # "Waiting on Third Party"
}
_LONG = {"custom_text": False, "custom_paragraph": True}
"""By type, whether a ticket field that holds free text holds a paragraph."""
_LANGUAGES = {"es-LA": "es_419"}  # Freshdesk's own word for the Spanish of Latin America


# --- answers as such -------------------------------------------------------------------------------


def rows(body: Any, what: str) -> list[JsonRow]:
    """Return a list of objects. Raises Incomplete for anything else."""
    if not isinstance(body, list) or not all(isinstance(row, dict) for row in body):
        raise Incomplete(f"Freshdesk's answer for {what} is not a list of objects")
    return body


def readable(body: Any, what: str) -> tuple[list[JsonRow], int]:
    """Return the objects of a list, and how many of its rows are none; only where a hole does no harm untold.

    Raises Incomplete for what is no list.
    """
    if not isinstance(body, list):
        raise Incomplete(f"Freshdesk's answer for {what} is not a list")
    good: list[JsonRow] = [row for row in body if isinstance(row, dict)]
    return good, len(body) - len(good)


def record(body: Any, what: str) -> JsonRow:
    """Return one object, its keys in lower case (some answers say ``Id``). Raises Incomplete for anything else."""
    if not isinstance(body, dict):
        raise Incomplete(f"Freshdesk's answer for {what} is not an object")
    return {str(key).lower(): value for key, value in body.items()}


def identified(row: JsonRow) -> bool:
    """Tell whether a row has an id that can be read."""
    return _WHOLE.fullmatch(str(row.get("id"))) is not None


def number(row: JsonRow, key: str) -> int:
    """Return a whole number (some ids arrive as text). Raises Incomplete for what is none."""
    return _whole(row.get(key), key)


def _whole(value: Any, key: str) -> int:
    if isinstance(value, bool) or not _WHOLE.fullmatch(str(value)):
        raise Incomplete(f"Freshdesk sent something without a readable '{key}'")
    return int(str(value))


def moment(row: JsonRow, key: str) -> datetime:
    """Return an aware time in UTC; raises Incomplete for none, and for one that no ticket can have."""
    try:
        value = datetime.fromisoformat(str(row.get(key)))
        found = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise Incomplete(f"Freshdesk sent something without a readable '{key}'")
    return found


def text(row: JsonRow, key: str) -> str:
    """Return text; anything absent or null is empty."""
    value = row.get(key)
    return "" if value is None else str(value)


def many(row: JsonRow, key: str) -> Sequence[Any]:
    """Return a list; one that is absent or null is empty."""
    value = row.get(key)
    return value if isinstance(value, list) else ()


def _inner(row: JsonRow, key: str) -> JsonRow:
    value = row.get(key)
    return value if isinstance(value, dict) else {}


# --- tickets ---------------------------------------------------------------------------------------


def ticket(row: JsonRow, fields: Fields, since: datetime | None = None) -> Ticket:
    """Return a ticket with the words in the row. ``since`` tells which replies, of customers and agents, are not read.

    Its tags are in lower case, as ours are: Freshdesk keeps agents' spelling and takes ``VIP`` and ``vip`` for one.

    Raises Incomplete for a row without the parts of a ticket.
    """
    return Ticket(
        id=number(row, "id"),
        status=status(row),
        tags=frozenset(tag.lower() for tag in tags(row)),
        fields={key: text(custom(row), field.name) for key, field in fields.items() if field.name in custom(row)},
        words=words(row),
        requester_id=number(row, "requester_id") if row.get("requester_id") is not None else None,
        unread=_replied_since(row, "requester_responded_at", since) is not None,
        changed=text(row, "updated_at"),
        team=number(row, "group_id") if row.get("group_id") is not None else None,
        answered=_replied_since(row, "agent_responded_at", since),
    )


def status(row: JsonRow) -> TicketStatus:
    """Return the status; one that the account made up counts as open."""
    if row.get("deleted"):
        return TicketStatus.DELETED
    if row.get("spam"):
        return TicketStatus.SPAM
    value = row.get("status")
    return _STATUSES.get(value, TicketStatus.OPEN) if isinstance(value, int) else TicketStatus.OPEN


def tags(row: JsonRow) -> list[str]:
    """Return the tags as they are spelled."""
    return [str(tag) for tag in many(row, "tags")]


def custom(row: JsonRow) -> JsonRow:
    """Return the custom fields by name."""
    return _inner(row, "custom_fields")


def words(row: JsonRow) -> tuple[Words, ...]:
    """Return subject, description and the names of the files, unless an agent wrote them (an outbound email)."""
    if row.get("source") == OUTBOUND_EMAIL:
        return ()
    found = (Words("subject", text(row, "subject")), prose("description", row, "description_text", "description"))
    return tuple(part for part in (*found, *_file_names(row)) if part.text)


def prose(part: str, row: JsonRow, plain: str, html: str) -> Words:
    """Return the plain text under one key, else the HTML under the other."""
    return Words(part, text(row, plain)) if row.get(plain) else Words(part, text(row, html), html=True)


def _replied_since(row: JsonRow, key: str, since: datetime | None) -> datetime | None:
    """Return when somebody last replied, unless that was before."""
    stats = _inner(row, "stats")
    if since is None or stats.get(key) is None:
        return None
    at = moment(stats, key)
    return at if at >= since else None


def comment(row: JsonRow) -> tuple[Words, ...]:
    """Return what a customer wrote in a conversation's entry and its files' names; none of agents' and private ones."""
    if row.get("incoming") is not True or row.get("private") is not False:
        return ()
    said = replace(prose(f"comment {row.get('id')}", row, "body_text", "body"), at=_sent(row))
    found = (said, *_file_names(row))
    return tuple(part for part in found if part.text)


def _sent(row: JsonRow) -> datetime | None:
    try:
        return moment(row, "created_at")
    except Incomplete:
        return None


def _file_names(row: JsonRow) -> Iterator[Words]:
    return (Words(ATTACHMENT, text(file, "name")) for file in many(row, "attachments") if isinstance(file, dict))


def locale(row: JsonRow) -> str | None:
    """Return a contact's language as ``de`` or ``pt_BR``."""
    language = text(row, "language").strip()
    return _LANGUAGES.get(language, language.replace("-", "_")) or None


def addresses(row: JsonRow) -> tuple[str, ...]:
    """Return a contact's e-mail addresses, the first one first."""
    listed = [row.get("email"), *many(row, "other_emails")]
    return tuple(dict.fromkeys(address for address in listed if isinstance(address, str) and address))


EMAIL_CONFIGS = "email_configs"
"""Where the addresses are that mails go out from."""


def sender(configs: Iterable[JsonRow]) -> JsonRow | None:
    """Return the address that a mail of ours goes out from: the primary one of no product, else any that is active."""
    usable = [row for row in configs if identified(row) and row.get("active")]
    return min(usable, key=lambda row: (not row.get("primary_role"), row.get("product_id") is not None), default=None)


# --- ticket fields ---------------------------------------------------------------------------------


def field(row: JsonRow) -> RemoteField:
    """Return a ticket field; some answers wrap it in ``ticket_field``. Raises Incomplete for what is none."""
    row = _inner(row, "ticket_field") or row
    if not text(row, "name"):
        raise Incomplete("Freshdesk sent a ticket field without a name")
    kind = text(row, "type")
    return RemoteField(
        number(row, "id"),
        text(row, "name"),
        text(row, "label"),
        kind,
        active=not row.get("archived"),
        long=_LONG.get(kind),
    )


def is_field(row: JsonRow) -> bool:
    """Tell whether a row is a ticket field that can be read."""
    row = _inner(row, "ticket_field") or row
    return identified(row) and bool(text(row, "name"))


def otherwise(row: JsonRow, sent: JsonRow) -> list[str]:
    """Return what a ticket field's answer shows otherwise than it was sent; what it does not show is not known."""
    row = _inner(row, "ticket_field") or row
    return sorted(key for key, value in sent.items() if row.get(key) is not None and not _alike(row[key], value))


def _alike(there: Any, sent: Any) -> bool:
    return same_words(str(there), sent) if isinstance(sent, str) else bool(there) == sent


# --- canned responses ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CannedFolder:
    """A folder of canned responses."""

    id: int
    name: str
    personal: bool


def folder(body: Any) -> CannedFolder:
    """Return a folder. Raises Incomplete for what is none."""
    row = record(body, "a folder")
    return CannedFolder(number(row, "id"), text(row, "name"), personal=row.get("personal") is True)


def visibility(row: JsonRow) -> int:
    """Return who sees a canned response; one that does not say is everybody's.

    Raises Incomplete for a number that is none.
    """
    return number(row, "visibility") if row.get("visibility") is not None else EVERYONE


def canned(row: JsonRow, folder_name: str) -> RemoteMacro:
    """Return a canned response that stands in this folder.

    The digest is over the markup exactly as returned: Freshdesk rewrites what it is sent, so only what it
    returned before can show that it was edited since.

    Raises Incomplete for what is none.
    """
    title, html, seen_by = text(row, "title"), text(row, "content_html"), visibility(row)
    groups = sorted(_whole(group, "group_ids") for group in many(row, "group_ids")) if seen_by == GROUPS else []
    return RemoteMacro(
        id=number(row, "id"),
        content=MacroContent(
            title=f"{tidy(folder_name)}::{tidy(Marker.strip(title))}",
            body=html_to_text(html),
            visible_to=tuple(groups) if seen_by == GROUPS else None,
            active=folder_name != ARCHIVE,
            links=links(html),
            layout=layout(html),
        ),
        digest=digest([title, html, folder_name, seen_by, groups]),
        marker=Marker.find(title),
    )


def whole_macro(row: Mapping[str, Any], folder_name: str = "") -> WholeMacro:
    """Read a canned response word for word; its folder is as it is given, or as an export names it.

    Raises Incomplete for what is none.
    """
    known = {str(key).lower(): value for key, value in row.items()}
    html = text(known, "content_html")
    if not text(known, "title").strip() or not (html or text(known, "content")):
        raise Incomplete("this is no canned response: it has no title, or no words")
    folder = folder_name or text(known, "folder_name") or text(_inner(known, "folder"), "name")
    remote = canned({**known, "id": known.get("id") or 0}, folder)
    content = replace(remote.content, title=remote.content.title.removeprefix("::"), other=tuple(_attached(known)))
    return WholeMacro(
        replace(remote, content=content if html else replace(content, body=text(known, "content"))),
        html or text(known, "content"),
        html=bool(html),
        personal=visibility(known) == PERSONAL,
    )


def _attached(row: JsonRow) -> Iterator[str]:
    if files := len(many(row, "attachments")):
        yield f"attachments={files}"


def tidy(line: str) -> str:
    """Return the line with single spaces and none around it."""
    return " ".join(line.split())
