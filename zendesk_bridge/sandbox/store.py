"""The sandbox's memory: users, groups, tickets, comments, audits and JSON documents in one SQLite file.

Both faces share one ``Store``; several processes may open the same file. Rows come back as the frozen values of
``records``. Times are whole seconds in UTC. Nothing here knows a wire format.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from zendesk_bridge.sandbox import rows
from zendesk_bridge.sandbox.markup import to_html, to_text
from zendesk_bridge.sandbox.records import (
    Audit,
    Comment,
    Group,
    JsonDocument,
    NewComment,
    NewTicket,
    RecordKey,
    StoredTicket,
    TicketQuery,
    TicketWrite,
    User,
)
from zendesk_bridge.sandbox.words import regexp

_FIRST_ID: Mapping[str, int] = {  # real ids outgrew 32 bits long ago; tickets are counted from 1
    "user": 21_000_000_001,
    "group": 4_400_000_001,
    "comment": 31_000_000_001,
    "audit": 41_000_000_001,
    "event": 51_000_000_001,
}


Listener = Callable[[StoredTicket | None, StoredTicket, Audit], None]
"""Told of a ticket's write: the ticket before (None when it is new), after, and the audit of it."""


class StoreError(Exception):
    """The store refuses a write; its subclasses say why."""


class Missing(StoreError):
    """No such ticket."""


class WriteConflict(StoreError):
    """The ticket changed after the moment the writer named."""


class Store:
    """One SQLite file. ``clock`` returns an aware datetime. Safe to use from any thread; ``close()`` it once."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []
        self._db.executescript(files("zendesk_bridge.sandbox").joinpath("schema.sql").read_text())

    # --- connections -------------------------------------------------------------------------------------------

    @property
    def _db(self) -> sqlite3.Connection:
        """This thread's connection, opened on first use."""
        found: sqlite3.Connection | None = getattr(self._local, "db", None)
        if found is None:
            found = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            found.row_factory = sqlite3.Row
            found.create_function("regexp", 2, regexp, deterministic=True)
            found.execute("PRAGMA journal_mode=WAL")
            found.execute("PRAGMA synchronous=NORMAL")
            self._local.db = found
            with self._lock:
                self._opened.append(found)
        return found

    def close(self) -> None:
        """Close every thread's connection; the store is unusable afterwards."""
        with self._lock:
            for db in self._opened:
                db.close()
            self._opened.clear()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold one write transaction: all or nothing, other writers wait. Nested use joins the outer one."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        self._local.written = []
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
        for written in self._local.written:
            for listener in self._listeners:
                listener(*written)

    def listen(self, listener: Listener) -> None:
        """Tell ``listener`` of every ticket that is created or changed, once it is committed, in the writer's thread.

        Not of tickets that are loaded past the store (``bulk``), nor of those another process writes.
        """
        self._listeners.append(listener)

    @contextmanager
    def raw(self) -> Iterator[sqlite3.Connection]:
        """Hold one write transaction on the bare connection, for loading many rows at once (``bulk``)."""
        with self.writing():
            yield self._db

    def read(self, sql: str, values: Mapping[str, Any]) -> list[sqlite3.Row]:
        """Return the rows of one question, for lists that no ``TicketQuery`` names (``desk.views``)."""
        return self._db.execute(sql, values).fetchall()

    def now(self) -> datetime:
        """Return the sandbox's time in UTC, in whole seconds."""
        return self._clock().astimezone(UTC).replace(microsecond=0)

    def next_id(self, name: str, first: int = 1) -> int:
        """Return the next number of the counter ``name`` (it starts at ``first``); never the same one twice."""
        return self.next_ids(name, 1, first)[0]

    def next_ids(self, name: str, count: int, first: int = 1, *, above: int = 0) -> range:
        """Return the next ``count`` numbers of a counter, all greater than ``above``."""
        start = max(_FIRST_ID.get(name, first), above + 1)
        with self.writing():
            row = self._db.execute(
                "INSERT INTO counters VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = max(value, ?) + ? RETURNING value",
                (name, start + count - 1, above, count),
            ).fetchone()
        return range(int(row[0]) - count + 1, int(row[0]) + 1)

    # --- people ------------------------------------------------------------------------------------------------

    def add_user(self, name: str, email: str, role: str = "end-user", locale: str = "en-US") -> User:
        """Add a person; an e-mail address that is known already returns the person who has it."""
        with self.writing():
            known = self.user_by_email(email)
            if known is not None:
                return known
            user = User(self.next_id("user"), name, email, role, locale, self.now())
            self._db.execute(
                "INSERT INTO users VALUES (?, ?, ?, ?, ?, ?)",
                (user.id, name, email, role, locale, rows.seconds(user.created_at)),
            )
        return user

    def user(self, user_id: int) -> User | None:
        """Return the person with this id."""
        return next(iter(self.users_by_ids([user_id])), None)

    def user_by_email(self, email: str) -> User | None:
        """Return the person with this address, whatever its case."""
        row = self._db.execute("SELECT * FROM users WHERE email = ?", (email,)).fetchone()
        return None if row is None else rows.user(row)

    def users_by_ids(self, ids: Iterable[int]) -> list[User]:
        """Return the people with these ids, in id order; unknown ids are absent."""
        marks, values = rows.marks(ids)
        found = self._db.execute(f"SELECT * FROM users WHERE id IN ({marks}) ORDER BY id", values)  # noqa: S608 - marks only
        return [rows.user(row) for row in found]

    def users(self, roles: Sequence[str] = (), *, after: int = 0, limit: int = 100, offset: int = 0) -> list[User]:
        """Return people in id order, of these roles or of all, with ids above ``after``."""
        marks, values = rows.marks(roles or ("end-user", "agent", "admin"))
        found = self._db.execute(
            f"SELECT * FROM users WHERE role IN ({marks}) AND id > ? ORDER BY id LIMIT ? OFFSET ?",  # noqa: S608 - marks only
            (*values, after, limit, offset),
        )
        return [rows.user(row) for row in found]

    def count_users(self, roles: Sequence[str] = ()) -> int:
        """Return how many people have one of these roles, or any."""
        marks, values = rows.marks(roles or ("end-user", "agent", "admin"))
        return int(self._db.execute(f"SELECT count(*) FROM users WHERE role IN ({marks})", values).fetchone()[0])  # noqa: S608 - marks only

    def add_group(self, name: str) -> Group:
        """Add a team."""
        with self.writing():
            group = Group(self.next_id("group"), name)
            self._db.execute("INSERT INTO teams VALUES (?, ?)", (group.id, name))
        return group

    def groups(self) -> list[Group]:
        """Return all teams in id order."""
        return [Group(row["id"], row["name"]) for row in self._db.execute("SELECT * FROM teams ORDER BY id")]

    # --- tickets -----------------------------------------------------------------------------------------------

    def add_ticket(self, new: NewTicket) -> StoredTicket:
        """Create a ticket with its first comment and its Create audit."""
        with self.writing():
            moment = (new.created_at or self.now()).astimezone(UTC).replace(microsecond=0)
            author = new.submitter_id or new.requester_id
            html, text = new.html or to_html(new.text), new.text or to_text(new.html)
            ticket = StoredTicket(
                new.id or self._free_ticket_id(), new.subject, html, text, new.status, new.priority, new.type,
                tuple(sorted(set(new.tags))), new.requester_id, author, new.assignee_id, new.group_id, new.channel,
                dict(new.zendesk_fields), dict(new.freshdesk_fields), moment, moment, moment, self.next_id("seq"),
                new.spam, deleted=False, merged_into=None,
            )  # fmt: skip
            self._db.execute(f"INSERT INTO tickets VALUES ({','.join('?' * 22)})", rows.ticket_row(ticket))  # noqa: S608 - marks only
            comment = self._insert_comment(
                ticket, NewComment(html, text, public=new.public), TicketWrite(author, channel=new.channel), first=True
            )
            created = [
                {"type": "Create", "field": name, "value": value, "previous": None}
                for name, value in (("subject", new.subject), ("status", new.status), ("tags", list(ticket.tags)))
            ]
            about = TicketWrite(author, channel=new.channel, metadata=new.metadata)
            audit = self._insert_audit(ticket, about, [comment, *created])
            self._local.written.append((None, ticket, audit))
        return ticket

    def _free_ticket_id(self) -> int:
        number = self.next_id("ticket")
        while self.ticket(number) is not None:
            number = self.next_id("ticket")
        return number

    def ticket(self, ticket_id: int) -> StoredTicket | None:
        """Return the ticket with this id, also when it is deleted or spam."""
        return next(iter(self.tickets_by_ids([ticket_id])), None)

    def tickets_by_ids(self, ids: Iterable[int]) -> list[StoredTicket]:
        """Return the tickets with these ids, in id order; unknown ids are absent."""
        marks, values = rows.marks(ids)
        found = self._db.execute(f"SELECT * FROM tickets WHERE id IN ({marks}) ORDER BY id", values)  # noqa: S608 - marks only
        return [rows.ticket(row) for row in found]

    def tickets(self, query: TicketQuery) -> list[StoredTicket]:
        """Return one page of the tickets that a query names."""
        where, values = rows.where(query)
        way = "DESC" if query.descending else "ASC"
        sql = f"SELECT * FROM tickets WHERE {where} ORDER BY {query.order_by} {way}, id {way} LIMIT ? OFFSET ?"  # noqa: S608 - names from a Literal
        return [rows.ticket(row) for row in self._db.execute(sql, (*values, query.limit, query.offset))]

    def count_tickets(self, query: TicketQuery) -> int:
        """Return how many tickets a query names, whatever its limit and offset."""
        where, values = rows.where(query)
        return int(self._db.execute(f"SELECT count(*) FROM tickets WHERE {where}", values).fetchone()[0])  # noqa: S608 - same

    def update_ticket(self, ticket_id: int, change: TicketWrite) -> StoredTicket:
        """Carry out one change and its comment in one transaction, and record them in one audit.

        Raises ``Missing`` and ``WriteConflict``. What changes nothing and has no comment leaves the ticket as it is.
        """
        with self.writing():
            old = self.ticket(ticket_id)
            if old is None:
                raise Missing(ticket_id)
            if change.only_if_updated_at is not None and change.only_if_updated_at != old.updated_at:
                raise WriteConflict(ticket_id)
            new = rows.changed(old, change.values)
            children = [*rows.changes(old, new), *map(dict, change.events)]
            if change.comment is not None:
                children.insert(0, self._insert_comment(old, change.comment, change))
            if not children:
                return old
            now = max(change.at or self.now(), old.updated_at)
            new = replace(new, updated_at=now, touched_at=max(now, old.touched_at), seq=self.next_id("seq"))
            self._write_ticket(new)
            self._local.written.append((old, new, self._insert_audit(new, change, children)))
        return new

    def touch_ticket(self, ticket_id: int) -> StoredTicket:
        """Mark a ticket as touched by the system alone: it is exported again, its ``updated_at`` stays.

        Raises ``Missing``.
        """
        with self.writing():
            old = self.ticket(ticket_id)
            if old is None:
                raise Missing(ticket_id)
            new = replace(old, touched_at=self.now(), seq=self.next_id("seq"))
            self._write_ticket(new)
        return new

    def _write_ticket(self, ticket: StoredTicket) -> None:
        self._db.execute(f"REPLACE INTO tickets VALUES ({','.join('?' * 22)})", rows.ticket_row(ticket))  # noqa: S608 - marks only

    # --- comments and audits -----------------------------------------------------------------------------------

    def comments(
        self, ticket_id: int, *, after: int = 0, limit: int = 1000, offset: int = 0, descending: bool = False
    ) -> list[Comment]:
        """Return a ticket's comments by id; ``after`` is the exclusive id to go on from, in either direction."""
        side, way = ("<", "DESC") if descending and after else (">", "DESC" if descending else "ASC")
        found = self._db.execute(
            f"SELECT * FROM comments WHERE ticket_id = ? AND id {side} ? ORDER BY id {way} LIMIT ? OFFSET ?",  # noqa: S608 - two constants
            (ticket_id, after, limit, offset),
        )
        return [rows.comment(row) for row in found]

    def comments_by_ids(self, ids: Iterable[int]) -> list[Comment]:
        """Return the comments with these ids, in id order."""
        marks, values = rows.marks(ids)
        found = self._db.execute(f"SELECT * FROM comments WHERE id IN ({marks}) ORDER BY id", values)  # noqa: S608 - marks only
        return [rows.comment(row) for row in found]

    def add_comment(self, ticket_id: int, comment: NewComment, author_id: int, channel: str = "web") -> Comment:
        """Add a comment and nothing else to a ticket; raises ``Missing``."""
        with self.writing():
            self.update_ticket(ticket_id, TicketWrite(author_id, comment=comment, channel=channel))
            return self.comments(ticket_id, limit=1, descending=True)[0]

    def audits(self, ticket_id: int, *, after: int = 0, limit: int = 100) -> list[Audit]:
        """Return a ticket's audits, oldest first."""
        found = self._db.execute(
            "SELECT * FROM audits WHERE ticket_id = ? AND id > ? ORDER BY id LIMIT ?", (ticket_id, after, limit)
        )
        return [rows.audit(row) for row in found]

    def last_audit(self, ticket_id: int) -> Audit:
        """Return a ticket's newest audit; every ticket has one."""
        sql = "SELECT * FROM audits WHERE ticket_id = ? ORDER BY id DESC LIMIT 1"
        return rows.audit(self._db.execute(sql, (ticket_id,)).fetchone())

    def events_since(self, start: datetime, until: datetime, limit: int = 1000) -> list[Audit]:
        """Return the audits of all tickets from ``start`` to ``until``, both inclusive, oldest first."""
        found = self._db.execute(
            "SELECT * FROM audits WHERE created_at BETWEEN ? AND ? ORDER BY created_at, id LIMIT ?",
            (rows.seconds(start), rows.seconds(until), limit),
        )
        return [rows.audit(row) for row in found]

    def _insert_comment(
        self, ticket: StoredTicket, comment: NewComment, change: TicketWrite, *, first: bool = False
    ) -> dict[str, Any]:
        number = self.next_id("comment")
        html, text = comment.html or to_html(comment.text), comment.text or to_text(comment.html)
        author = comment.author_id or change.author_id
        moment = ticket.created_at if first else change.at or self.now()
        row = (number, ticket.id, author, comment.public, html, text, change.channel, json.dumps(dict(change.metadata)))
        self._db.execute(
            "INSERT INTO comments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, rows.seconds(moment), first)
        )
        return {"type": "Comment", "comment_id": number, "public": comment.public}

    def _insert_audit(self, ticket: StoredTicket, change: TicketWrite, children: list[dict[str, Any]]) -> Audit:
        numbered = tuple({"id": self.next_id("event"), **child} for child in children)
        audit = Audit(
            self.next_id("audit"), ticket.id, change.author_id, change.channel, change.metadata, numbered,
            ticket.updated_at,
        )  # fmt: skip
        self._db.execute("INSERT INTO audits VALUES (?, ?, ?, ?, ?, ?, ?)", rows.audit_row(audit))
        return audit

    # --- documents ---------------------------------------------------------------------------------------------

    def put(self, kind: str, key: RecordKey, body: Mapping[str, Any]) -> JsonDocument:
        """Write a document, new or not."""
        document = JsonDocument(kind, key, dict(body), self.now())
        with self.writing():
            self._db.execute(
                "REPLACE INTO documents VALUES (?, ?, ?, ?)",
                (kind, key, json.dumps(document.body), rows.seconds(document.updated_at)),
            )
        return document

    def document(self, kind: str, key: RecordKey) -> JsonDocument | None:
        """Return one document."""
        row = self._db.execute("SELECT * FROM documents WHERE kind = ? AND id = ?", (kind, key)).fetchone()
        return None if row is None else rows.document(row)

    def documents(self, kind: str, *, after: RecordKey = 0, limit: int = -1, offset: int = 0) -> list[JsonDocument]:
        """Return documents of a kind in id order (numbers before text), above ``after``; a limit of -1 is none."""
        found = self._db.execute(
            "SELECT * FROM documents WHERE kind = ? AND id > ? ORDER BY id LIMIT ? OFFSET ?",
            (kind, after, limit, offset),
        )
        return [rows.document(row) for row in found]

    def remove(self, kind: str, key: RecordKey) -> bool:
        """Remove one document; False when there was none."""
        with self.writing():
            return self._db.execute("DELETE FROM documents WHERE kind = ? AND id = ?", (kind, key)).rowcount > 0
