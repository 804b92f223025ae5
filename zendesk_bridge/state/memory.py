"""What is remembered of one account, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import RowMapping, Table, delete, select

from zendesk_bridge.core.model import Applied, AppliedState, FieldKey
from zendesk_bridge.state.database import Database
from zendesk_bridge.state.ledger import TicketMemory
from zendesk_bridge.state.tables import applied as applied_table
from zendesk_bridge.state.tables import cursors, field_ids, scanned, upsert

_APPLIED: Final = tuple(field.name for field in fields(Applied))
"""The columns of what was applied: its fields."""


class AccountMemory(TicketMemory):
    """:class:`zendesk_bridge.core.ports.Memory` of the account in one row; see there for what each method promises.

    Without a row it is empty, and what is saved is refused by the database: every row belongs to an account.
    """

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

    # --- how far tickets were read

    def cursor(self) -> str | None:
        """Return how far changed tickets were read."""
        with self._database.read() as connection:
            found: str | None = connection.scalar(select(cursors.c.cursor).where(cursors.c.account_id == self._row))
            return found

    def scanned(self) -> frozenset[str]:
        """Return the search keys that all tickets up to the cursor were searched for."""
        with self._database.read() as connection:
            return frozenset(connection.scalars(select(scanned.c.key).where(scanned.c.account_id == self._row)))

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


def _field_key(text: str) -> FieldKey | None:
    try:
        return FieldKey(text)
    except ValueError:
        return None
