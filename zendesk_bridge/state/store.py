"""State in a database: every save is one transaction, every reading is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import Account, AppliedState, Contents, FactVersion, KnownAccount, LastGood, Macro, Run
from zendesk_bridge.core.ports import Lease, Memory, State, Waves
from zendesk_bridge.state import items, macros, outreach, runs, versions
from zendesk_bridge.state.database import Database, connect
from zendesk_bridge.state.lease import held_since, hold
from zendesk_bridge.state.memory import AccountMemory
from zendesk_bridge.state.tables import HEAD, accounts, applied, field_ids, promises, tickets
from zendesk_bridge.state.upgrade import create_tables, standing_at, upgrade, upgraded_copy
from zendesk_bridge.state.waves import StoredWaves


def open_state(url: str, *, create: bool = True, now: Callable[[], datetime] | None = None) -> State:
    """Open the database of this URL, creating or upgrading its tables; ``now`` is an aware clock, UTC by default.

    Without ``create`` nothing is created or upgraded: what is not there yet remembers nothing, and is an empty state
    in memory; what an older version wrote to a file is told from a copy. An upgrade is logged as a warning.

    Raises StateError (cannot be used as it is: URL, driver, path, file, rights, other version) or Unavailable
    (server down, file locked for long).
    """
    clock = now or (lambda: datetime.now(UTC))
    if create:
        return DatabaseState(_ready(url), clock)
    database = as_it_is(connect(url, change=False))
    return DatabaseState(database, clock) if database else nothing_remembered(clock)


def nothing_remembered(now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> State:
    """Return an empty state in memory."""
    empty = connect("sqlite://")
    create_tables(empty)
    return DatabaseState(empty, now)


def _ready(url: str) -> Database:
    database = connect(url)
    with _closed_on_error(database):
        database.make_private()
        upgrade(database)
    return database


def as_it_is(database: Database) -> Database | None:
    """Return what can be read of a database: itself, a copy brought up to date, or None where nothing is there yet.

    What is not returned is closed. Raises StateError (newer version; older one on a server) or Unavailable.
    """
    with _closed_on_error(database):
        found = standing_at(database)
        if found == HEAD:
            return database
        copy = upgraded_copy(database, found) if found else None
    database.close()
    return copy


@contextmanager
def _closed_on_error(database: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


class DatabaseState:
    """:class:`zendesk_bridge.core.ports.State` on one database; see there for what each method promises."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def lease(self, name: str) -> AbstractContextManager[Lease]:
        """Hold the lease for the length of a block; raises Busy when another live process holds it."""
        return hold(self._database, name, self._now)

    # --- accounts

    def accounts(self) -> tuple[KnownAccount, ...]:
        """Return every account that is known, in order of name."""
        with self._database.read() as connection:
            return tuple(map(_known, connection.execute(select(accounts).order_by(accounts.c.name))))

    def register(self, name: str, account: Account) -> KnownAccount:
        """Begin to remember things of an account; raises StateError where the name stands for another one."""
        values = {"name": name, "since": self._now(), **_columns(account)}
        with self._database.write() as connection:
            _unused(connection, [name])
            row: int = connection.execute(insert(accounts).values(values).returning(accounts.c.id)).scalar_one()
        return KnownAccount(row, name, account, values["since"])

    def identify(self, row: int, account: Account) -> None:
        """Set kind, address and own id of a known account: they have come to be known, or it has moved."""
        since = func.coalesce(accounts.c.since, self._now())
        with self._database.write() as connection:
            connection.execute(update(accounts).where(accounts.c.id == row).values(since=since, **_columns(account)))

    def rename(self, names: Mapping[int, str]) -> None:
        """Give these rows these names, all at once: two may change places. Raises StateError for a name in use."""
        with self._database.write() as connection:
            outreach.rename(connection, names)
            for row in names:  # a name that none can have, so that on the way no two are the same
                connection.execute(update(accounts).where(accounts.c.id == row).values(name=f"\n{row}"))
            _unused(connection, names.values())
            for row, name in names.items():
                connection.execute(update(accounts).where(accounts.c.id == row).values(name=name))

    def forget(self, row: int) -> None:
        """Forget an account and all that is remembered of it, table by table through their foreign keys."""
        with self._database.write() as connection:
            outreach.forget_account(connection, row)
            connection.execute(delete(accounts).where(accounts.c.id == row))

    def memory(self, row: int | None) -> Memory:
        """Return what is remembered of the account in this row."""
        return AccountMemory(self._database, row, self._now)

    def waves(self) -> Waves:
        """Return what is remembered of outreach."""
        return StoredWaves(self._database, self._now)

    def contents(self, row: int) -> Contents:
        """Count what is remembered; retired macros do not count."""
        with self._database.read() as connection:
            macros, fields, marked, told = (
                connection.scalar(select(func.count()).select_from(table).where(table.c.account_id == row, *which))
                for table, which in (
                    (applied, [applied.c.state != AppliedState.RETIRED]),
                    (field_ids, []),
                    (tickets, []),
                    (promises, []),
                )
            )
            written = outreach.written_through(connection, row)
        return Contents(macros or 0, fields or 0, marked or 0, told or 0, written)

    # --- facts

    def feeds(self) -> frozenset[str]:
        """Return the name of every feed of which anything stands."""
        return items.known_feeds(self._database)

    def forget_feed(self, feed: str) -> None:
        """Forget what stands of this feed."""
        items.forget(self._database, feed)

    def last_good(self, feed: str, only: Callable[[str], bool] | None = None) -> LastGood | None:
        """Return what stands of this feed; the items come without their place in the files.

        Raises StateError for rows that cannot be read.
        """
        return items.last_good(self._database, feed, only)

    def save_last_good(self, feed: str, good: LastGood) -> None:
        """Replace what stands of this feed."""
        items.save_last_good(self._database, feed, good)

    def fact_versions(self, sku: str | None = None) -> tuple[FactVersion, ...]:
        """Return every state that the late items, or this one, have been in, in the order in which they were seen.

        Raises StateError for rows that cannot be read.
        """
        return versions.read(self._database, sku)

    def last_fact_versions(self) -> Mapping[str, FactVersion]:
        """Return the last state of every item that was ever late, by SKU. Raises as :meth:`fact_versions` does."""
        return versions.last(self._database)

    def save_fact_versions(self, new: Sequence[FactVersion]) -> None:
        """Add these states to the history."""
        versions.save(self._database, new)

    # --- macros

    def last_macros(self) -> tuple[Macro, ...]:
        """Return the macros as they were last told well; none if they never were.

        Raises StateError for rows that cannot be read.
        """
        return macros.read(self._database)

    def save_last_macros(self, told: tuple[Macro, ...]) -> None:
        """Replace the macros that were last told well."""
        macros.save(self._database, told)

    # --- runs

    def save_run(self, run: Run) -> None:
        """Remember a run that has ended. Of many only the newest are kept, and the last good one however old."""
        runs.save(self._database, run)

    def runs(self, limit: int) -> tuple[Run, ...]:
        """Return the last runs in the order in which they ended, newest first, whatever the clock said.

        Raises StateError for rows that cannot be read.
        """
        return runs.newest(self._database, limit)

    def last_good_run(self) -> Run | None:
        """Return the last run that did what it could; None if none ever did. Raises as :meth:`runs` does."""
        return runs.last_good(self._database)

    def totals(self) -> Mapping[str, int]:
        """Return what all runs ever add up to: their counts, and how many ended how as ``runs:good``."""
        return runs.totals(self._database)

    def held_since(self, name: str) -> datetime | None:
        """Return since when a run holds this lease that may still be at work; None when none does."""
        return held_since(self._database, name, self._now())

    def said(self) -> Mapping[str, datetime]:
        """Return what people were told by webhook, by key, and when that was."""
        return runs.said(self._database)

    def save_said(self, said: Mapping[str, datetime]) -> None:
        """Replace what people were told by webhook."""
        runs.save_said(self._database, said)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def _known(row: Row[Any]) -> KnownAccount:
    account = None if row.kind is None else Account(row.kind, row.address, row.own_id or "")
    return KnownAccount(row.id, row.name, account, row.since)


def _columns(account: Account) -> dict[str, Any]:
    return {"kind": account.kind, "address": account.address, "own_id": account.id or None}


def _unused(connection: Connection, names: Iterable[str]) -> None:
    for name in names:
        if connection.scalar(select(accounts.c.id).where(accounts.c.name == name)) is not None:
            raise StateError(
                f"the name '{name}' stands for another account in the state",
                fix="`zendesk-bridge state show` lists them; `zendesk-bridge state forget NAME` forgets one.",
            )
