"""What is remembered of one account, row by row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import RowMapping, Table, delete, select

from zendesk_bridge.core.model import Applied, AppliedState, FieldKey, Marks
from zendesk_bridge.state import codec
from zendesk_bridge.state.database import Database
from zendesk_bridge.state.tables import applied as applied_table
from zendesk_bridge.state.tables import cursors, field_ids, scanned, upsert
from zendesk_bridge.state.tables import marks as marks_table

CHUNK: Final = 500
"""Rows in one statement or one page: older SQLite takes 999 parameters at most."""

T = TypeVar("T")


_APPLIED: Final = tuple(field.name for field in fields(Applied))
"""The columns of what was applied: its fields."""


class AccountMemory:
    """:class:`zendesk_bridge.core.ports.Memory` of the account in one row; see there for what each method promises.

    Without a row it is empty, and what is saved is refused by the database: every row belongs to an account.
    """

    def __init__(self, database: Database, row: int | None, now: Callable[[], datetime]) -> None:
        self._database = database
        self._row = row
        self._now = now

    # --- macros

    def applied(self) -> Mapping[str, Applied]:
        """Return what was last applied, by managed macro key."""
        table = applied_table.c
        query = select(*(table[name] for name in _APPLIED)).where(table.account_id == self._row)
        with self._database.read() as connection:
            return {row["key"]: _applied(row) for row in connection.execute(query).mappings()}

    def save_applied(self, applied: Applied) -> None:
        """Remember one applied macro."""
        save(self._database, applied_table, account_id=self._row, **{name: getattr(applied, name) for name in _APPLIED})

    # --- how far scans came

    def cursor(self) -> str | None:
        """Return where the last finished scan ended."""
        with self._database.read() as connection:
            found: str | None = connection.scalar(select(cursors.c.cursor).where(cursors.c.account_id == self._row))
            return found

    def save_cursor(self, cursor: str) -> None:
        """Remember where a finished scan ended."""
        save(self._database, cursors, account_id=self._row, cursor=cursor, saved_at=self._now())

    def scanned(self) -> frozenset[str]:
        """Return the search keys that past tickets were already searched for."""
        with self._database.read() as connection:
            return frozenset(connection.scalars(select(scanned.c.key).where(scanned.c.account_id == self._row)))

    def save_scanned(self, keys: frozenset[str]) -> None:
        """Replace the search keys that past tickets were searched for."""
        with self._database.write() as connection:
            connection.execute(delete(scanned).where(scanned.c.account_id == self._row))
            if keys:
                rows = [{"account_id": self._row, "key": key} for key in sorted(keys)]
                connection.execute(upsert(scanned, self._database.dialect, ("key",)), rows)

    # --- tickets

    def marks(self, ticket_ids: Collection[int]) -> Mapping[int, Marks]:
        """Return what is ours on these tickets; tickets without marks are absent."""
        table = marks_table.c
        query = select(table.ticket_id, table.body).where(table.account_id == self._row)
        found: dict[int, Marks] = {}
        with self._database.read() as connection:
            for ids in _chunks(sorted(set(ticket_ids))):
                rows = connection.execute(query.where(table.ticket_id.in_(ids)))
                found |= {ticket_id: _marks(ticket_id, body) for ticket_id, body in rows}
        return found

    def marked(self) -> Iterator[tuple[int, Marks]]:
        """Yield every ticket that carries marks, in order of id, a page at a time.

        No transaction is open while the caller has a ticket in hand, so that the caller may save in between.
        """
        table = marks_table.c
        query = select(table.ticket_id, table.body).where(table.account_id == self._row).order_by(table.ticket_id)
        page = query.limit(CHUNK)
        while True:
            with self._database.read() as connection:
                rows = connection.execute(page).all()
            for ticket_id, body in rows:
                yield ticket_id, _marks(ticket_id, body)
            if len(rows) < CHUNK:
                return
            page = query.where(table.ticket_id > rows[-1].ticket_id).limit(CHUNK)

    def save_marks(self, marks: Mapping[int, Marks]) -> None:
        """Remember what is ours on these tickets, all in one transaction; empty marks forget the ticket."""
        # In order of id, so that two writers lock rows in the same order and neither waits for the other in a circle.
        kept = [
            {"account_id": self._row, "ticket_id": ticket_id, "body": codec.marks_to_text(ours)}
            for ticket_id, ours in sorted(marks.items())
            if ours
        ]
        gone = sorted(ticket_id for ticket_id, ours in marks.items() if not ours)
        table = marks_table.c
        with self._database.write() as connection:
            if kept:
                connection.execute(upsert(marks_table, self._database.dialect, ("body",)), kept)
            for ids in _chunks(gone):
                connection.execute(delete(marks_table).where(table.account_id == self._row, table.ticket_id.in_(ids)))

    # --- ticket fields

    def field_ids(self) -> Mapping[FieldKey, int]:
        """Return the ids of our ticket fields; a field that this version does not know is left out."""
        query = select(field_ids.c.key, field_ids.c.id).where(field_ids.c.account_id == self._row)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return {key: row.id for row in rows if (key := _field_key(row.key)) is not None}

    def save_field_ids(self, ids: Mapping[FieldKey, int]) -> None:
        """Remember the ids of our ticket fields; what is not named is forgotten."""
        rows = [{"account_id": self._row, "key": key.value, "id": field_id} for key, field_id in ids.items()]
        with self._database.write() as connection:
            connection.execute(delete(field_ids).where(field_ids.c.account_id == self._row))
            if rows:
                connection.execute(upsert(field_ids, self._database.dialect, ("id",)), rows)


def _applied(row: RowMapping) -> Applied:
    """Return a record; a state that this version does not know is a macro that stands as we left it."""
    known = row["state"] if row["state"] in set(AppliedState) else AppliedState.STANDING
    return Applied(**{**row, "state": AppliedState(known)})


def save(database: Database, table: Table, **row: Any) -> None:
    """Put one row into a table, in the place of the one with its key."""
    keys = {column.name for column in table.primary_key.columns}
    others = tuple(name for name in row if name not in keys)
    with database.write() as connection:
        connection.execute(upsert(table, database.dialect, others).values(row))


def _marks(ticket_id: int, body: str) -> Marks:
    return codec.marks_from_text(body, f"what is stored about ticket {ticket_id}")


def _field_key(text: str) -> FieldKey | None:
    try:
        return FieldKey(text)
    except ValueError:
        return None


def _chunks(items: Collection[T]) -> Iterator[tuple[T, ...]]:
    rest = iter(items)
    while chunk := tuple(islice(rest, CHUNK)):
        yield chunk
