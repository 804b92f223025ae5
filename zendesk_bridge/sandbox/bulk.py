"""Many tickets at once: whole batches as rows, one transaction each, past the store's one-by-one writes."""

from __future__ import annotations

import json
import sqlite3
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zendesk_bridge.sandbox import rows
from zendesk_bridge.sandbox.markup import to_html, to_text
from zendesk_bridge.sandbox.store import Store

_INSERT_TICKET = "INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True, slots=True)
class Person:
    """A customer; the e-mail address tells people apart."""

    name: str
    email: str
    locale: str = "en-US"


@dataclass(frozen=True, slots=True)
class BulkComment:
    """One comment, written ``at`` Unix seconds; ``text`` and ``html`` follow from each other when one is empty."""

    at: int
    text: str
    html: str = ""
    agent: bool = False
    public: bool = True


@dataclass(frozen=True, slots=True)
class BulkTicket:
    """A ticket to load, times in Unix seconds; ``first`` is its description, ``id`` None takes the next free one."""

    person: Person
    subject: str
    first: BulkComment
    updated_at: int
    messages: tuple[BulkComment, ...] = ()
    id: int | None = None
    status: str = "new"
    priority: str | None = None
    type: str | None = None
    tags: tuple[str, ...] = ()
    channel: str = "email"
    fields: Mapping[str, Any] = field(default_factory=dict)
    touched_at: int = 0
    spam: bool = False
    deleted: bool = False

    @property
    def size(self) -> int:
        """About how many characters it keeps in memory."""
        return sum(len(message.text) + len(message.html) for message in (self.first, *self.messages))


def write(store: Store, batch: Sequence[BulkTicket]) -> int:
    """Write tickets in one transaction; returns how many replaced a ticket of the same id (the last one wins)."""
    last = {row.id: place for place, row in enumerate(batch) if row.id is not None}
    kept = [row for place, row in enumerate(batch) if row.id is None or last[row.id] == place]
    with store.raw() as db:
        taken = _remove(db, last)
        top = max(db.execute("SELECT coalesce(max(id), 0) FROM tickets").fetchone()[0], *last, 0)
        free = iter(store.next_ids("ticket", sum(row.id is None for row in kept), above=top))
        _Writing(store, db, _people(store, db, kept)).write([(row.id or next(free), row) for row in kept])
    return len(batch) - len(kept) + taken


def _remove(db: sqlite3.Connection, ids: Iterable[int]) -> int:
    """Make room for tickets that come again; returns how many were there."""
    known = db.execute("SELECT id FROM tickets WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    found = [(row[0],) for row in known]
    db.executemany("DELETE FROM comments WHERE ticket_id = ?", found)
    db.executemany("DELETE FROM audits WHERE ticket_id = ?", found)
    db.executemany("DELETE FROM tickets WHERE id = ?", found)
    return len(found)


def _folded(email: str) -> str:
    """Return an address as SQLite's NOCASE compares it: ASCII letters alone lose their case."""
    return email.translate(_ASCII_LOWER)


def _people(store: Store, db: sqlite3.Connection, batch: Sequence[BulkTicket]) -> dict[str, int]:
    """Return the id of every customer in a batch by address, new ones added."""
    wanted = {_folded(row.person.email): row.person for row in batch}
    sql = "SELECT id, email FROM users WHERE email IN (SELECT value FROM json_each(?))"
    known = db.execute(sql, (json.dumps(list(wanted)),))
    ids = {_folded(row["email"]): int(row["id"]) for row in known}
    new = [(email, person) for email, person in wanted.items() if email not in ids]
    ids |= dict(zip((email for email, _ in new), store.next_ids("user", len(new)), strict=True))
    now = rows.seconds(store.now())
    people = ((ids[email], who.name, who.email, "end-user", who.locale, now) for email, who in new)
    db.executemany("INSERT INTO users VALUES (?, ?, ?, ?, ?, ?)", people)
    return ids


class _Writing:
    """One batch on its way into the tables, with all the ids it needs taken at once."""

    def __init__(self, store: Store, db: sqlite3.Connection, people: Mapping[str, int]) -> None:
        self._store = store
        self._db = db
        self._people = people
        self._agent = store.users(("agent", "admin"), limit=2)[-1].id

    def write(self, batch: Sequence[tuple[int, BulkTicket]]) -> None:
        """Insert tickets with these ids, their comments and their audits."""
        total = sum(1 + len(row.messages) for _, row in batch)
        comment, audit = iter(self._ids("comment", total)), iter(self._ids("audit", total))
        event, seq = iter(self._ids("event", total + 3 * len(batch))), iter(self._ids("seq", len(batch)))
        tickets, comments, audits = [], [], []
        for number, row in batch:
            requester = self._people[_folded(row.person.email)]
            for message in (row.first, *row.messages):
                author, channel = (self._agent, "web") if message.agent else (requester, row.channel)
                text, html = message.text or to_text(message.html), message.html or to_html(message.text)
                first = message is row.first
                children = [{"type": "Comment", "comment_id": next(comment), "public": message.public}]
                if first:
                    children += _created(row)
                    tickets.append(_ticket(number, row, html, text, requester, next(seq)))
                about = (children[0]["comment_id"], number, author, message.public)
                comments.append((*about, html, text, channel, "{}", message.at, first))
                numbered = json.dumps([{"id": next(event), **child} for child in children])
                audits.append((next(audit), number, author, channel, "{}", numbered, message.at))
        self._db.executemany(_INSERT_TICKET, tickets)
        self._db.executemany("INSERT INTO comments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", comments)
        self._db.executemany("INSERT INTO audits VALUES (?, ?, ?, ?, ?, ?, ?)", audits)

    def _ids(self, name: str, count: int) -> range:
        return self._store.next_ids(name, count)


def _created(row: BulkTicket) -> list[dict[str, Any]]:
    values = (("subject", row.subject), ("status", row.status), ("tags", row.tags))
    return [{"type": "Create", "field": name, "value": value, "previous": None} for name, value in values]


def _ticket(number: int, row: BulkTicket, html: str, text: str, requester: int, seq: int) -> tuple[Any, ...]:
    """Return the 22 columns of a ticket."""
    tags = json.dumps(sorted(set(row.tags))) if row.tags else "[]"
    return (
        number, row.subject, html, text, row.status, row.priority, row.type, tags, requester, requester, None, None,
        row.channel, json.dumps(dict(row.fields)) if row.fields else "{}", "{}", row.first.at, row.updated_at,
        row.touched_at or row.updated_at, seq, row.spam, row.deleted, None,
    )  # fmt: skip
