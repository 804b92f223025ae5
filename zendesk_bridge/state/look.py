"""Look at a database without leaving a trace: nothing is created, upgraded, locked or touched."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sqlalchemy import URL, make_url

from zendesk_bridge.core.model import Storage
from zendesk_bridge.core.ports import State
from zendesk_bridge.state.database import Database, connect
from zendesk_bridge.state.store import DatabaseState, as_it_is, nothing_remembered
from zendesk_bridge.state.tables import HEAD
from zendesk_bridge.state.upgrade import standing_at

_IMPATIENCE = 3  # seconds


def look(url: str) -> Storage:
    """Return how the database of this URL lies there.

    Raises StateError (cannot be used: URL, driver, file, rights, newer version) or Unavailable (server down).
    """
    database = _untouched(url)
    try:
        found = standing_at(database) or ""
    finally:
        database.close()
    name = database.label.name.removeprefix("the state database ")
    file = Path(database.label.path) if database.label.path not in {"", ":memory:"} else None
    if file is None:
        return Storage(name, found, HEAD)
    there = file if file.exists() else file.absolute().parent
    return Storage(
        name,
        found,
        HEAD,
        free_bytes=_free(file),
        writable=os.access(there, os.W_OK) and os.access(file.absolute().parent, os.W_OK),
        seen_by_others=bool(there.stat().st_mode & stat.S_IRWXO) if file.exists() else None,
    )


def open_untouched(url: str) -> State:
    """Open the database for reading alone; one that is not there yet remembers nothing.

    Raises StateError or Unavailable; StateError also for what an older version wrote to a server.
    """
    database = as_it_is(_untouched(url))
    return DatabaseState(database, lambda: datetime.now(UTC)) if database else nothing_remembered()


def open_current(url: str) -> State | None:
    """Open the database for reading alone where it is there and as new as this program; None where it is not.

    For whoever can do without it: nothing is said of an older one, and a server is waited for no longer than a person
    would. Raises StateError or Unavailable.
    """
    database = _untouched(_impatient(url))
    try:
        found = standing_at(database)
    except BaseException:
        database.close()
        raise
    if found == HEAD:
        return DatabaseState(database, lambda: datetime.now(UTC))
    database.close()
    return None


def _impatient(url: str) -> str:
    """Return the URL with few seconds to answer in, unless it says how many; SQLite has no use for them."""
    if not url.startswith("postgres"):
        return url
    found = make_url(url)
    patience = {"connect_timeout": str(_IMPATIENCE)} | dict(found.query)
    return found.set(query=patience).render_as_string(hide_password=False)


def _free(file: Path) -> int | None:
    with suppress(OSError):
        return shutil.disk_usage(file.absolute().parent).free
    return None


def _untouched(url: str) -> Database:
    """Return the database, opened so that SQLite leaves the file and its folder as they are. Raises StateError.

    SQLite makes files beside one in WAL mode even to read it. Where nobody has written to the log there is nothing in
    them, and SQLite is told that the file does not change. Where a process that died left a log behind, a copy is read.
    """
    plain = connect(url, change=False)
    if not plain.label.path or plain.label.path == ":memory:" or make_url(url).query or plain.missing:
        return plain
    plain.close()
    file = Path(plain.label.path).absolute()
    if error := plain.label.denied(writing=False):
        raise error
    log, shared = (file.with_name(f"{file.name}-{part}") for part in ("wal", "shm"))
    written = _size(log) > 0
    if written and not shared.exists():
        return replace(_copied(file, log), label=plain.label)
    return replace(_opened(file, {} if written else {"immutable": "1"}), label=plain.label)


def _size(file: Path) -> int:
    """Return how many bytes a file holds; one that a run takes away at this moment holds none."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _opened(file: Path, how: Mapping[str, str]) -> Database:
    query = {"mode": "ro", "uri": "true", **how}
    where = URL.create("sqlite", database=f"file:{quote(str(file))}", query=query)
    return connect(where.render_as_string(hide_password=False), change=False)


def _copied(*files: Path) -> Database:
    """Return a copy of the first of these files, which goes away when it is closed."""
    folder = TemporaryDirectory(prefix="zendesk-bridge-")
    copies = [Path(shutil.copy(file, folder.name)) for file in files]
    return replace(_opened(copies[0], {}), folder=folder)
