"""SQLite rows to records and back, and the two pure questions about a change: what results, and what differs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from zendesk_bridge.sandbox.records import Audit, Comment, JsonDocument, StoredTicket, TicketQuery, User

_PLAIN = (
    "subject", "status", "priority", "type", "requester_id", "assignee_id", "group_id", "spam", "deleted",
    "merged_into",
)  # fmt: skip
_FIELDS = ("zendesk_fields", "freshdesk_fields")


def seconds(moment: datetime) -> int:
    """Return a moment as Unix seconds."""
    return int(moment.timestamp())


def moment(value: int) -> datetime:
    """Return Unix seconds as a moment in UTC."""
    return datetime.fromtimestamp(value, UTC)


def marks(values: Iterable[Any]) -> tuple[str, tuple[Any, ...]]:
    """Return ``?, ?, ...`` and the values, for an IN list."""
    found = tuple(values)
    return ",".join("?" * len(found)), found


def user(row: sqlite3.Row) -> User:
    """Read a row of users."""
    return User(row["id"], row["name"], row["email"], row["role"], row["locale"], moment(row["created_at"]))


def ticket(row: sqlite3.Row) -> StoredTicket:
    """Read a row of tickets, whose columns stand in the order of the record's fields; a page is a thousand of these."""
    (
        number, subject, html, text, status, priority, kind, tags, requester, submitter, assignee, group, channel,
        zendesk, freshdesk, created, updated, touched, seq, spam, deleted, merged_into,
    ) = row  # fmt: skip
    return StoredTicket(
        number, subject, html, text, status, priority, kind, () if tags == "[]" else tuple(json.loads(tags)),
        requester, submitter, assignee, group, channel, {} if zendesk == "{}" else json.loads(zendesk),
        {} if freshdesk == "{}" else json.loads(freshdesk), moment(created), moment(updated), moment(touched), seq,
        bool(spam), bool(deleted), merged_into,
    )  # fmt: skip


def ticket_row(value: StoredTicket) -> tuple[Any, ...]:
    """Return a ticket as the 22 columns of its row."""
    return (
        value.id, value.subject, value.description_html, value.description_text, value.status, value.priority,
        value.type, json.dumps(value.tags), value.requester_id, value.submitter_id, value.assignee_id, value.group_id,
        value.channel, json.dumps(dict(value.zendesk_fields)), json.dumps(dict(value.freshdesk_fields)),
        seconds(value.created_at), seconds(value.updated_at), seconds(value.touched_at), value.seq, value.spam,
        value.deleted, value.merged_into,
    )  # fmt: skip


def comment(row: sqlite3.Row) -> Comment:
    """Read a row of comments."""
    return Comment(
        row["id"], row["ticket_id"], row["author_id"], bool(row["public"]), row["html"], row["text"], row["channel"],
        json.loads(row["metadata"]), moment(row["created_at"]), bool(row["first"]),
    )  # fmt: skip


def audit(row: sqlite3.Row) -> Audit:
    """Read a row of audits."""
    return Audit(
        row["id"], row["ticket_id"], row["author_id"], row["channel"], json.loads(row["metadata"]),
        tuple(json.loads(row["children"])), moment(row["created_at"]),
    )  # fmt: skip


def audit_row(value: Audit) -> tuple[Any, ...]:
    """Return an audit as the 7 columns of its row."""
    return (
        value.id, value.ticket_id, value.author_id, value.channel, json.dumps(dict(value.metadata)),
        json.dumps(value.children), seconds(value.created_at),
    )  # fmt: skip


def document(row: sqlite3.Row) -> JsonDocument:
    """Read a row of documents."""
    return JsonDocument(row["kind"], row["id"], json.loads(row["body"]), moment(row["updated_at"]))


def where(query: TicketQuery) -> tuple[str, tuple[Any, ...]]:
    """Return the condition of a query and its values."""
    states, names = marks(query.statuses or ())
    after = "seq > ?" if query.order_by == "seq" else ("id < ?" if query.descending else "id > ?")
    # SQLite would walk all of seq up to the first match; the index by time knows where that is
    first = query.touched_since if query.order_by == "seq" and not query.after else None
    parts: list[tuple[str, Any]] = [
        ("seq >= (SELECT min(+seq) FROM tickets WHERE touched_at >= ?)", first and seconds(first)),
        (after, query.after),
        ("updated_at >= ?", query.updated_since and seconds(query.updated_since)),
        ("touched_at >= ?", query.touched_since and seconds(query.touched_since)),
        ("touched_at <= ?", query.touched_until and seconds(query.touched_until)),
        ("created_at >= ?", query.created_since and seconds(query.created_since)),
        ("requester_id = ?", query.requester_id),
        ("assignee_id = ?", query.assignee_id),
        ("spam = ?", query.spam),
        ("deleted = ?", query.deleted),
    ]
    used = [(sql, value) for sql, value in parts if value is not None]
    conditions = [sql for sql, _ in used] + ([f"status IN ({states})"] if query.statuses is not None else [])
    return " AND ".join(conditions) or "1", (*(value for _, value in used), *names)


def changed(old: StoredTicket, values: Mapping[str, Any]) -> StoredTicket:
    """Return the ticket with the values of a ``Change``; what they do not name stays."""
    new: dict[str, Any] = {name: values[name] for name in _PLAIN if name in values}
    new |= {name: {**getattr(old, name), **values[name]} for name in _FIELDS if name in values}
    tags = set(values.get("tags", old.tags)) | set(values.get("add_tags", ()))
    kept = tuple(sorted(tags - set(values.get("remove_tags", ()))))
    return replace(old, tags=kept, **new)


def changes(old: StoredTicket, new: StoredTicket) -> list[dict[str, Any]]:
    """Return the Change children of an audit: one for each value that differs."""
    found = [(name, getattr(old, name), getattr(new, name)) for name in _PLAIN]
    found.append(("tags", list(old.tags), list(new.tags)))
    for name in _FIELDS:
        before, after = getattr(old, name), getattr(new, name)
        found += [(key, before.get(key), after[key]) for key in after]
    return [
        {"type": "Change", "field": name, "value": value, "previous": previous}
        for name, previous, value in found
        if value != previous
    ]
