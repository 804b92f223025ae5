"""State in a database: every save is one transaction, every reading is whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Table, delete, select

from zendesk_bridge.core.model import Applied, FieldKey, Marks, Snapshot
from zendesk_bridge.core.ports import Lease, State
from zendesk_bridge.state import codec
from zendesk_bridge.state.database import Database, connect
from zendesk_bridge.state.lease import hold
from zendesk_bridge.state.tables import applied as applied_table
from zendesk_bridge.state.tables import cursors, field_ids, scanned, snapshots, upsert
from zendesk_bridge.state.tables import marks as marks_table
from zendesk_bridge.state.upgrade import create_tables, current, upgrade

CHUNK: Final = 500
"""Rows in one statement or one page: older SQLite takes 999 parameters at most."""

T = TypeVar("T")


def open_state(url: str, *, create: bool = True, now: Callable[[], datetime] | None = None) -> State:
    """Open the database of this URL, creating or upgrading its tables; ``now`` is an aware clock, UTC by default.

    Without ``create`` nothing is created or upgraded: what is not there yet remembers nothing, and is an empty state
    in memory; what an older version wrote is a StateError.

    Raises StateError (cannot be used as it is: URL, driver, path, file, rights, other version) or Unavailable
    (server down, file locked for long).
    """
    database = _ready(url) if create else _as_it_is(url)
    return Store(database, now or (lambda: datetime.now(UTC)))


def _ready(url: str) -> Database:
    database = connect(url)
    with _closed_on_error(database):
        database.make_private()
        upgrade(database)
    return database


def _as_it_is(url: str) -> Database:
    database = connect(url, change=False)
    with _closed_on_error(database):
        if current(database):
            return database
    database.close()
    empty = connect("sqlite://")
    create_tables(empty)
    return empty


@contextmanager
def _closed_on_error(database: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


class Store:
    """:class:`zendesk_bridge.core.ports.State` on one database; see there for what each method promises."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def lease(self, name: str) -> AbstractContextManager[Lease]:
        """Hold the lease for the length of a block; raises Busy when another live process holds it."""
        return hold(self._database, name, self._now)

    # --- macros

    def applied(self, helpdesk: str) -> Mapping[str, Applied]:
        """Return what was last applied on this helpdesk, by managed macro key."""
        table = applied_table.c
        columns = (table.key, table.remote_id, table.sent, table.returned, table.source)
        query = select(*columns).where(table.helpdesk == helpdesk)
        with self._database.read() as connection:
            return {row.key: Applied(*row) for row in connection.execute(query)}

    def save_applied(self, helpdesk: str, applied: Applied) -> None:
        """Remember one applied macro."""
        self._save(
            applied_table,
            helpdesk=helpdesk,
            key=applied.key,
            remote_id=applied.remote_id,
            sent=applied.sent,
            returned=applied.returned,
            source=applied.source,
        )

    # --- how far scans came

    def cursor(self, helpdesk: str) -> str | None:
        """Return where the last finished scan ended."""
        with self._database.read() as connection:
            found: str | None = connection.scalar(select(cursors.c.cursor).where(cursors.c.helpdesk == helpdesk))
            return found

    def save_cursor(self, helpdesk: str, cursor: str) -> None:
        """Remember where a finished scan ended."""
        self._save(cursors, helpdesk=helpdesk, cursor=cursor, saved_at=self._now())

    def scanned(self, helpdesk: str) -> frozenset[str]:
        """Return the search keys that past tickets were already searched for."""
        with self._database.read() as connection:
            return frozenset(connection.scalars(select(scanned.c.key).where(scanned.c.helpdesk == helpdesk)))

    def save_scanned(self, helpdesk: str, keys: frozenset[str]) -> None:
        """Replace the search keys that past tickets were searched for."""
        with self._database.write() as connection:
            connection.execute(delete(scanned).where(scanned.c.helpdesk == helpdesk))
            if keys:
                rows = [{"helpdesk": helpdesk, "key": key} for key in sorted(keys)]
                connection.execute(upsert(scanned, self._database.dialect, ("key",)), rows)

    # --- tickets

    def marks(self, helpdesk: str, ticket_ids: Collection[int]) -> Mapping[int, Marks]:
        """Return what is ours on these tickets; tickets without marks are absent."""
        table = marks_table.c
        query = select(table.ticket_id, table.body).where(table.helpdesk == helpdesk)
        found: dict[int, Marks] = {}
        with self._database.read() as connection:
            for ids in _chunks(sorted(set(ticket_ids))):
                rows = connection.execute(query.where(table.ticket_id.in_(ids)))
                found |= {ticket_id: _marks(helpdesk, ticket_id, body) for ticket_id, body in rows}
        return found

    def marked(self, helpdesk: str) -> Iterator[tuple[int, Marks]]:
        """Yield every ticket that carries marks, in order of id, a page at a time.

        No transaction is open while the caller has a ticket in hand, so that the caller may save in between.
        """
        table = marks_table.c
        query = select(table.ticket_id, table.body).where(table.helpdesk == helpdesk).order_by(table.ticket_id)
        page = query.limit(CHUNK)
        while True:
            with self._database.read() as connection:
                rows = connection.execute(page).all()
            for ticket_id, body in rows:
                yield ticket_id, _marks(helpdesk, ticket_id, body)
            if len(rows) < CHUNK:
                return
            page = query.where(table.ticket_id > rows[-1].ticket_id).limit(CHUNK)

    def save_marks(self, helpdesk: str, marks: Mapping[int, Marks]) -> None:
        """Remember what is ours on these tickets, all in one transaction; empty marks forget the ticket."""
        # In order of id, so that two writers lock rows in the same order and neither waits for the other in a circle.
        kept = [
            {"helpdesk": helpdesk, "ticket_id": ticket_id, "body": codec.marks_to_text(ours)}
            for ticket_id, ours in sorted(marks.items())
            if ours
        ]
        gone = sorted(ticket_id for ticket_id, ours in marks.items() if not ours)
        table = marks_table.c
        with self._database.write() as connection:
            if kept:
                connection.execute(upsert(marks_table, self._database.dialect, ("body",)), kept)
            for ids in _chunks(gone):
                connection.execute(delete(marks_table).where(table.helpdesk == helpdesk, table.ticket_id.in_(ids)))

    # --- ticket fields

    def field_ids(self, helpdesk: str) -> Mapping[FieldKey, int]:
        """Return the ids of our ticket fields; a field that this version does not know is left out."""
        query = select(field_ids.c.key, field_ids.c.id).where(field_ids.c.helpdesk == helpdesk)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return {key: row.id for row in rows if (key := _field_key(row.key)) is not None}

    def save_field_ids(self, helpdesk: str, ids: Mapping[FieldKey, int]) -> None:
        """Remember the ids of our ticket fields; what is not named is forgotten."""
        rows = [{"helpdesk": helpdesk, "key": key.value, "id": field_id} for key, field_id in ids.items()]
        with self._database.write() as connection:
            connection.execute(delete(field_ids).where(field_ids.c.helpdesk == helpdesk))
            if rows:
                connection.execute(upsert(field_ids, self._database.dialect, ("id",)), rows)

    # --- facts

    def snapshot(self, source: str) -> Snapshot | None:
        """Return the last good reading of this source; the items come without their place in the files."""
        query = select(snapshots.c.taken_at, snapshots.c.body).where(snapshots.c.source == source)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Snapshot(row.taken_at, codec.backorders_from_text(row.body, f"the stored reading of {source}"))

    def save_snapshot(self, source: str, snapshot: Snapshot) -> None:
        """Remember a good reading."""
        body = codec.backorders_to_text(snapshot.backorders)
        self._save(snapshots, source=source, taken_at=snapshot.taken_at, body=body)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _save(self, table: Table, **row: Any) -> None:
        keys = {column.name for column in table.primary_key.columns}
        others = tuple(name for name in row if name not in keys)
        with self._database.write() as connection:
            connection.execute(upsert(table, self._database.dialect, others).values(row))


def _marks(helpdesk: str, ticket_id: int, body: str) -> Marks:
    return codec.marks_from_text(body, f"what is stored about ticket {ticket_id} on {helpdesk}")


def _field_key(text: str) -> FieldKey | None:
    try:
        return FieldKey(text)
    except ValueError:
        return None


def _chunks(items: Collection[T]) -> Iterator[tuple[T, ...]]:
    rest = iter(items)
    while chunk := tuple(islice(rest, CHUNK)):
        yield chunk
