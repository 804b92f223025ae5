"""The rows that a database gives for a query: read and never written, as long and as many as was agreed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.pool import NullPool

from zendesk_bridge.core.errors import BridgeError, Incomplete, InvalidInput, Place, Problem, Unavailable
from zendesk_bridge.feeds.sources.port import Header, Located

_AT_ONCE = 1_000  # rows that are fetched together
_STEPS = 10_000  # of SQLite's machine between two looks at the clock
_CONNECT = 10  # seconds
_SHOWN = 150  # characters of what is wrong with a query
_PACKAGES = {
    "postgresql": "psycopg[binary]",
    "mysql": "pymysql",
    "mariadb": "pymysql",
    "mssql": "pyodbc",
    "oracle": "oracledb",
    "sqlite": "",
}
_CONNECTING = {
    "postgresql+psycopg": {"connect_timeout": _CONNECT},
    "mysql+pymysql": {"connect_timeout": _CONNECT},
    "mariadb+pymysql": {"connect_timeout": _CONNECT},
}
_BEFORE: dict[str, tuple[str, ...]] = {
    "postgresql": (
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
        "SET TRANSACTION READ ONLY",
        "SET statement_timeout = {ms}",
    ),
    "mysql": ("SET SESSION TRANSACTION READ ONLY", "SET SESSION max_execution_time = {ms}"),
    "mariadb": ("SET SESSION TRANSACTION READ ONLY", "SET SESSION max_statement_time = {seconds}"),
    "oracle": ("SET TRANSACTION READ ONLY",),
    "sqlite": ("PRAGMA query_only = ON",),
}
"""What each database is told before the query, so that it does not write, and stops by itself."""

_READ_ONLY = frozenset({"25006", "0A000"})  # PostgreSQL's states for a write where nothing may be written
_CANCELLED = "57014"
_OF_THE_QUERY = "42"  # the class of what is wrong with the words of a query: these are the admin's own
_OF_SQLITE = ("no such ", 'near "', "incomplete input", "ambiguous column", "unrecognized token", "wrong number of")
_WRITES = ("readonly database", "read-only transaction", "read only transaction")


@dataclass(frozen=True, slots=True)
class SqlRows:
    """What a query gives. ``timeout`` is in seconds. Neither the address nor what a database says of data is shown."""

    label: str
    url: str = field(repr=False)
    query: str
    timeout: float = 60.0
    max_rows: int = 200_000
    clock: Callable[[], float] = time.monotonic

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self.label

    def rows(self) -> Iterator[Header | Located]:
        """Yield the rows that the query gives now.

        Raises InvalidInput for a query that is wrong, writes, or needs a driver that is not there, Unavailable for a
        database that does not answer in time, and Incomplete for more rows than were agreed.
        """
        engine = self._engine()
        ends = self.clock() + self.timeout
        try:
            with self._translated(), engine.connect() as connection:
                yield from self._read(connection, ends)
        finally:
            engine.dispose()

    def _read(self, connection: Connection, ends: float) -> Iterator[Header | Located]:
        for statement in _BEFORE.get(connection.dialect.name, ()):
            connection.exec_driver_sql(statement.format(ms=int(self.timeout * 1000), seconds=self.timeout))
        if connection.dialect.name == "sqlite":
            driver: Any = connection.connection.dbapi_connection
            driver.set_progress_handler(lambda: self.clock() > ends, _STEPS)
        streaming = connection.execution_options(stream_results=True, no_parameters=True)
        with closing(streaming.exec_driver_sql(self.query)) as result:
            if not result.returns_rows:
                raise self._wrong("the query gives no rows", "write one that begins with SELECT")
            yield Header(self.label, 0, tuple(result.keys()))
            yield from self._rows(result, ends)

    def _rows(self, result: CursorResult[Any], ends: float) -> Iterator[Located]:
        number = 0
        for part in result.partitions(_AT_ONCE):
            if self.clock() > ends:
                raise self._late()
            for row in part:
                number += 1
                if number > self.max_rows:
                    fix = "If it is meant to give so many, raise max_rows."
                    raise Incomplete(f"{self.label}: the query gives more than {self.max_rows:,} rows", fix=fix)
                yield Located(Place(self.label, number), tuple(row))

    def _engine(self) -> Engine:
        backend = self.url.partition(":")[0].partition("+")[0]
        package = _PACKAGES.get(backend, "")
        fix = f"pip install '{package}'" if package else "postgresql, mysql, mariadb, mssql, oracle and sqlite are"
        options: dict[str, Any] = {"connect_args": _CONNECTING.get(self.url.partition(":")[0], {})}
        try:
            url = make_url(self.url)
            if backend == "sqlite" and url.database and url.database != ":memory:":
                url = url.set(database=f"file:{url.database}").update_query_dict({"mode": "ro", "uri": "true"})
            return create_engine(url, poolclass=NullPool, **options)
        except (ImportError, NoSuchModuleError):
            says = (
                f"the driver for {backend} databases is not installed"
                if package
                else f"{backend} is no database known here"
            )
            raise InvalidInput([Problem(Place(self.label), says, fix)]) from None
        except (SQLAlchemyError, ValueError, TypeError):
            fix = "write it as SQLAlchemy does: postgresql+psycopg://user:password@host/database"
            raise InvalidInput([Problem(Place(self.label), "its url is none of a database", fix)]) from None

    def _late(self) -> Unavailable:
        fix = "Run the same command again later, raise timeout, or let the query ask for less."
        return Unavailable(f"{self.label}: the query takes longer than {self.timeout:g} seconds", fix=fix)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what a database has against a query into our errors, without a word of its data."""
        try:
            yield
        except DBAPIError as error:
            raise self._meaning(error) from None
        except SQLAlchemyError:
            fix = "run it in the database's own program, and look"
            raise InvalidInput([Problem(Place(self.label), "the query gives what nobody can read", fix)]) from None

    def _meaning(self, error: DBAPIError) -> BridgeError:
        state = str(getattr(error.orig, "sqlstate", "") or "")
        said = str(error.orig)
        if state == _CANCELLED or said == "interrupted" or "3024" in said[:8]:
            return self._late()
        if state in _READ_ONLY or any(sign in said.lower() for sign in _WRITES):
            return self._wrong("the query writes, and a feed only reads", "write one that begins with SELECT")
        if state.startswith(_OF_THE_QUERY) or said.startswith(_OF_SQLITE):
            return self._wrong(
                f"the query is wrong: {' '.join(said.split())[:_SHOWN]}", "correct query: in your config"
            )
        if isinstance(error, OperationalError | InterfaceError) and not isinstance(error, ProgrammingError):
            fix = "Is it up, and are address, user and password right? Run the same command again later."
            return Unavailable(f"{self.label}: the database does not answer", fix=fix)
        told = f" ({state})" if state else ""
        return self._wrong(f"the database refuses the query{told}", "run it in the database's own program, and look")

    def _wrong(self, says: str, fix: str) -> InvalidInput:
        return InvalidInput([Problem(Place(self.label), says, fix)])
