"""Engines: SQLite in WAL mode, PostgreSQL through psycopg, and the two kinds of transaction that state needs."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.state.faults import DatabaseLabel

PATIENCE: Final = 20
"""Seconds to wait for another writer's lock (SQLite) or for the server to answer (PostgreSQL)."""

UPGRADE: Final = "Run `zendesk-bridge state upgrade` once: it brings it up to date, and writes to no helpdesk."

_OWNER_ONLY: Final = 0o600
_URLS = "Write sqlite:///zendesk-bridge.db or postgresql+psycopg://user:password@host/database."


@dataclass(frozen=True, slots=True)
class Database:
    """One engine. Every error that leaves its blocks is a StateError or Unavailable."""

    engine: Engine
    label: DatabaseLabel
    folder: TemporaryDirectory[str] | None = None
    """Where a copy lies that goes away with it."""

    @property
    def missing(self) -> bool:
        """Whether this is a SQLite file that is not there; of a server's database only the server can tell."""
        try:
            return self.dialect == "sqlite" and not self._file.exists()
        except PermissionError:  # whoever may not look does not know: opening it tells
            return False

    def make_private(self) -> None:
        """Make a SQLite file that is not there readable by its owner alone; its companions get the same rights.

        One that is there keeps the rights that it was given. What cannot be made here, the first statement tells.
        """
        if (
            self.missing
            and self.engine.url.database not in {None, "", ":memory:"}
            and "mode" not in self.engine.url.query
        ):
            with suppress(OSError):
                os.close(os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_EXCL, _OWNER_ONLY))

    @property
    def _file(self) -> Path:
        with self.label.translated():
            (file, *_), options = self.engine.dialect.create_connect_args(self.engine.url)
        return Path(unquote(urlsplit(file).path) if options.get("uri") else file)

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for reading; what it sees is one moment on SQLite."""
        with self.label.translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in one transaction: committed at the end of the block, rolled back on any exception."""
        with self.label.translated(), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    def copy(self) -> Database:
        """Return a copy of a SQLite database, under the same name for people; closing it takes its file away.

        Raises:
            StateError: there is no room for it.

        """
        folder = TemporaryDirectory(prefix="zendesk-bridge-", ignore_cleanup_errors=True)  # for its owner alone
        file = Path(folder.name, "copy.db")
        try:
            with self.read() as connection, closing(sqlite3.connect(file)) as target:
                ours: Any = connection.connection.driver_connection
                ours.backup(target)
        except (sqlite3.Error, OSError) as exc:
            folder.cleanup()
            raise StateError(
                f"{self.label.name} cannot be copied, in order to look into it: {exc}", fix=UPGRADE
            ) from exc
        return replace(connect(str(URL.create("sqlite", database=str(file)))), label=self.label, folder=folder)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        if self.folder:
            self.folder.cleanup()


def connect(url: str, *, change: bool = True) -> Database:
    """Return the database of this URL; nothing is opened yet. Raises StateError where the URL cannot work.

    Without ``change`` a SQLite file keeps the journal mode that it has: setting it would write to the file.
    """
    parsed = _parse(url)
    label = DatabaseLabel.of(parsed)
    if parsed.get_backend_name() == "sqlite":
        engine = _engine(parsed, label, {"timeout": PATIENCE})
        event.listen(engine, "connect", _prepare if change else _own)
        event.listen(engine, "begin", _begin)
        return Database(engine, label)
    # Without prepared statements a connection pooler such as PgBouncer may stand in between.
    options: dict[str, Any] = {"prepare_threshold": None}
    if "connect_timeout" not in parsed.query:
        options["connect_timeout"] = PATIENCE
    return Database(_engine(parsed, label, options), label)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):
        # Not chained: the cause may quote a piece of the URL, and with it a piece of the password.
        raise StateError("the 'state' setting is not a database URL", fix=_URLS) from None
    if backend not in {"sqlite", "postgresql", "postgres"}:
        raise StateError(f"the 'state' setting names a database that is not supported: {backend}", fix=_URLS)
    return parsed.set(drivername="sqlite" if backend == "sqlite" else "postgresql+psycopg")


def _engine(url: URL, label: DatabaseLabel, options: dict[str, Any]) -> Engine:
    try:
        with label.translated():
            # Parameters stay out of exceptions and logs; a connection that died while idle is replaced unnoticed.
            return create_engine(url, connect_args=options, hide_parameters=True, pool_pre_ping=True)
    except ImportError as exc:
        raise StateError(
            f"{label.name} needs the PostgreSQL driver, which is not installed",
            fix="Install it where zendesk-bridge is: pip install 'psycopg[binary]>=3.2,<4'",
        ) from exc


_WRITES: Final = "zendesk_bridge_writes"


def _own(connection: sqlite3.Connection, record: object) -> None:
    """Set up one SQLite connection; transactions are ours to begin, not the driver's to guess."""
    del record
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _prepare(connection: sqlite3.Connection, record: object) -> None:
    """Set up one SQLite connection, and the file for several processes."""
    _own(connection, record)
    # Two processes that open a new file at once: SQLite tells the slower one BUSY without waiting. WAL is a property
    # of the file, so the faster one has set it for both. Whatever else is wrong with the file, the next statement says.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """Begin as a writer at once: a reader that turns writer halfway fails on any write that came between."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
