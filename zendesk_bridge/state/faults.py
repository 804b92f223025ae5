"""The one translator from driver errors to ours: where, what is wrong, what to do. No password and no stored value."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, DisconnectionError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from zendesk_bridge.core.errors import BridgeError, StateError, Unavailable

# SQLite's result codes by the start of their name (https://www.sqlite.org/rescode.html) -> what is wrong, what to do.
_SQLITE: dict[str, tuple[str, str]] = {
    "SQLITE_CANTOPEN": ("cannot be opened", "Create its folder, or name a file in one that exists: {path}"),
    "SQLITE_READONLY": ("cannot be written", "Give this user write access to the file and to its folder: {path}"),
    "SQLITE_PERM": ("cannot be written", "Give this user write access to the file and to its folder: {path}"),
    "SQLITE_NOTADB": ("is not a database", "Restore it from a backup, or move it away and run again: {path}"),
    "SQLITE_CORRUPT": ("is damaged", "Restore it from a backup, or move it away and run again: {path}"),
    "SQLITE_FULL": ("cannot grow: the disk is full", "Free space on the disk that holds {path}"),
    "SQLITE_IOERR": ("cannot be read or written: the disk reports an error", "Check the disk that holds {path}"),
}

# PostgreSQL's SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html) that pass by themselves:
# connection lost, server starting or stopping, no resources, deadlock, lock or statement timeout.
_PASSING = ("08", "53", "57P", "57014", "40001", "40P01", "55P03")

_OTHER_TABLES = "has other tables than this program knows"
_NEWER = "A newer zendesk-bridge may have upgraded it: install that one here too, then run the same command again."

_POSTGRES: dict[str, tuple[str, str]] = {
    "28": ("refuses the user or the password", "Check both in the 'state' URL."),
    "3D000": ("does not exist", "Create it: CREATE DATABASE."),
    "3F000": ("does not let this user work in it", "GRANT this user USAGE and CREATE on the schema."),
    "42501": ("does not let this user work in it", "GRANT this user USAGE and CREATE on the schema."),
    "42P07": ("already holds other tables with our names", "Give zendesk-bridge a database of its own."),
    "42P01": (_OTHER_TABLES, _NEWER),
    "42703": (_OTHER_TABLES, _NEWER),
    "25006": ("is read-only", "Point the 'state' URL at the primary server, not at a replica."),
}

# A connection that the server itself turned down carries no SQLSTATE, only words.
_TURNED_DOWN = (
    ("authentication failed", "28"),
    ("no password supplied", "28"),
    ("pg_hba.conf", "28"),
    ("role ", "28"),
    ("does not exist", "3D000"),
)


_WHERE = re.compile(r'^(?:connection failed: )?connection to server at "[^"]*"(?: \([^)]*\))?, port \d+ failed: ')
"""What PostgreSQL's library says before the reason, and is in our message already."""

_NOWHERE = ("refused", "resolve host", "No route")


@dataclass(frozen=True, slots=True)
class DatabaseLabel:
    """The database as people know it: ``name`` stands in every message, ``path`` is SQLite's file."""

    name: str
    path: str = ""
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, url: URL) -> DatabaseLabel:
        """Name the database of this URL without user, password and options."""
        if url.get_backend_name() == "sqlite":
            path = url.database or ":memory:"
            return cls(f"the state database {path}", path)
        options = dict(url.query)
        host = url.host or options.get("host") or "the default server"
        where = host if isinstance(host, str) else ",".join(host)
        where += f":{url.port}" if url.port else ""
        password = options.get("password", "")
        secrets = (str(url.password or ""), password if isinstance(password, str) else "")
        return cls(f"the state database '{url.database}' on {where}", secrets=tuple(filter(None, secrets)))

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Let nothing of SQLAlchemy's or the driver's out of this block: raises StateError or Unavailable."""
        try:
            yield
        except SQLAlchemyError as exc:
            raise self._ours(exc) from exc
        except (ValueError, OverflowError) as exc:  # SQLite keeps any text in a column of times
            raise StateError(f"{self.name} holds a value that cannot be read", fix=_BY_HAND) from exc

    def denied(self, *, writing: bool = True) -> StateError | None:
        """Return that this user has no right to SQLite's file, None where that is not what is wrong."""
        file = Path(self.path).absolute()
        files = (file, *(file.with_name(f"{file.name}-{part}") for part in ("wal", "shm")))
        try:
            there = [it for it in files if it.exists()]
        except PermissionError:  # its folder lets nobody else in
            there, may_read = [file], False
        else:
            may_read = all(os.access(it, os.R_OK) for it in there)
        if not may_read:
            return self._no_right("read", f"read access to {self.path}")
        if writing and file.parent.is_dir() and not all(os.access(it, os.W_OK) for it in (*there, file.parent)):
            return self._no_right("written", f"write access to the file and to its folder: {self.path}")
        return None

    def _no_right(self, what: str, needed: str) -> StateError:
        fix = f"Run it as the user that the job runs as, or give this user {needed}"
        return StateError(f"{self.name} cannot be {what}: permission denied", fix=fix)

    def _ours(self, exc: SQLAlchemyError) -> BridgeError:
        if isinstance(exc, PoolTimeout | DisconnectionError):
            return self._unavailable("no connection is free")
        if not isinstance(exc, DBAPIError):
            return StateError(f"{self.name} cannot be used ({type(exc).__name__})", fix=_REPORT)
        if self.path:
            return self._sqlite(getattr(exc.orig, "sqlite_errorname", ""), exc)
        if exc.connection_invalidated:
            return self._unavailable("the connection was lost")
        if state := getattr(exc.orig, "sqlstate", None):
            return self._postgres(state, exc)
        return self._no_connection(exc) if type(exc.orig).__name__ == "OperationalError" else self._other(exc)

    def _sqlite(self, name: str, exc: DBAPIError) -> BridgeError:
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")):
            return self._unavailable("another process is writing to it for a long time")
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")) and _read_only(self.path):
            fix = f"Name a file on another disk, or have this one mounted for writing: {self.path}"
            return StateError(f"{self.name} cannot be written: the disk is read-only", fix=fix)
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")) and (error := self.denied()):
            return error
        for start, (wrong, fix) in _SQLITE.items():
            if name.startswith(start):
                return StateError(f"{self.name} {wrong}", fix=fix.format(path=self.path))
        if str(exc.orig).startswith(("no such table", "no such column")):
            return StateError(f"{self.name} {_OTHER_TABLES}", fix=_NEWER)
        return self._other(exc)

    def _postgres(self, state: str, exc: DBAPIError) -> BridgeError:
        if state.startswith(_PASSING):
            return self._unavailable(self._words(exc))
        for start, (wrong, fix) in _POSTGRES.items():
            if state.startswith(start):
                return StateError(f"{self.name} {wrong}", fix=fix)
        return self._other(exc)

    def _no_connection(self, exc: DBAPIError) -> BridgeError:
        words = self._words(exc)
        for part, state in _TURNED_DOWN:
            if part in words:
                return self._postgres(state, exc)
        return self._unavailable(words)

    def _other(self, exc: DBAPIError) -> StateError:
        return StateError(f"{self.name} refused: {self._words(exc)}", fix=_REPORT)

    def _unavailable(self, why: str) -> Unavailable:
        why = _WHERE.sub("", why)
        fix = "Run the same command again in a while."
        if any(sign in why for sign in _NOWHERE):
            fix = "Check host and port in the 'state' URL, and that the server runs; then run the same command again."
        return Unavailable(f"{self.name} cannot be reached: {why}", fix=fix)

    def _words(self, exc: DBAPIError) -> str:
        """Return the driver's first line: PostgreSQL's details, which quote values, stand on later ones."""
        diag = getattr(exc.orig, "diag", None)
        words = (getattr(diag, "message_primary", None) or str(exc.orig)).partition("\n")[0]
        for secret in self.secrets:
            words = words.replace(secret, "***")
        return words


def _read_only(path: str) -> bool:
    """Tell whether the file lies, or would lie, on a disk that is mounted for reading only."""
    try:
        return bool(os.statvfs(Path(path).absolute().parent).f_flag & os.ST_RDONLY)
    except OSError:
        return False


_BY_HAND = "It was changed by hand or by another program: restore it from a backup, or move it away and run again."
_REPORT = "If the database was not changed by hand, this is a fault in zendesk-bridge: please report it."
