"""Looking at a database: everything that is told of it, and nothing that shows afterwards that somebody looked."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import Account
from zendesk_bridge.state import look, open_state, open_untouched
from zendesk_bridge.state.tables import HEAD

UPGRADES = Path(__file__).parent.parent / "upgrades"
ACCOUNT = Account("zendesk", "https://acme.zendesk.com", "1")


def now() -> datetime:
    """Return a time."""
    return datetime(2026, 11, 28, tzinfo=UTC)


def made(file: Path) -> str:
    """Make a database that knows one account; returns its URL."""
    url = f"sqlite:///{file}"
    state = open_state(url, now=now)
    state.register("shop", ACCOUNT)
    state.close()
    return url


def traces(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return all files of a folder, when they were changed and what they hold, and when it was itself."""
    held = {it.name: (it.stat().st_mtime_ns, it.read_bytes()) for it in folder.iterdir()}
    return {**held, ".": (folder.stat().st_mtime_ns, b"")}


def names(url: str) -> list[str]:
    """Return the accounts that are known, read without a trace."""
    state = open_untouched(url)
    found = [known.name for known in state.accounts()]
    state.close()
    return found


def test_one_that_nobody_uses(tmp_path: Path) -> None:
    """What it holds is read, with its version, and the folder is as it was."""
    url = made(tmp_path / "zb.db")
    before = traces(tmp_path)
    found = look(url)
    assert (found.version, found.newest) == (HEAD, HEAD)
    assert (found.writable, found.seen_by_others) == (True, False)
    assert found.free_bytes
    assert names(url) == ["shop"]
    assert traces(tmp_path) == before


def test_one_that_is_written_to_at_this_moment(tmp_path: Path) -> None:
    """What a run that is at work has written is seen, and the run is not held up."""
    url = made(tmp_path / "zb.db")
    writing = open_state(url, now=now)
    writing.register("other", Account("freshdesk", "https://acme.freshdesk.com", "2"))
    before = set(traces(tmp_path))
    assert look(url).version == HEAD
    assert names(url) == ["other", "shop"]
    assert set(traces(tmp_path)) == before
    writing.register("third", Account("freshdesk", "https://third.freshdesk.com", "3"))
    writing.close()


def test_what_a_dead_process_left_behind(tmp_path: Path) -> None:
    """A log that was never taken into the file is read with it, and stays as it is."""
    url = made(tmp_path / "alive.db")
    left = tmp_path / "left"
    left.mkdir()
    with closing(sqlite3.connect(tmp_path / "alive.db")) as alive:
        alive.execute("UPDATE accounts SET name = 'renamed'")
        alive.commit()
        for part in ("", "-wal"):
            shutil.copy(f"{tmp_path / 'alive.db'}{part}", f"{left / 'zb.db'}{part}")
    assert (left / "zb.db-wal").stat().st_size
    before = traces(left)
    assert look(f"sqlite:///{left / 'zb.db'}").version == HEAD
    assert names(f"sqlite:///{left / 'zb.db'}") == ["renamed"]
    assert traces(left) == before
    assert names(url) == ["renamed"]


def test_one_that_is_not_there(tmp_path: Path) -> None:
    """Nothing is made: what never ran remembers nothing."""
    url = f"sqlite:///{tmp_path / 'zb.db'}"
    assert look(url).version == ""
    assert names(url) == []
    assert list(tmp_path.iterdir()) == []
    nowhere = look(f"sqlite:///{tmp_path / 'gone' / 'zb.db'}")
    assert nowhere.writable is False


def test_one_that_others_may_read(tmp_path: Path) -> None:
    """A file with rights for everybody is told."""
    url = made(tmp_path / "zb.db")
    (tmp_path / "zb.db").chmod(0o644)
    assert look(url).seen_by_others is True


def test_one_of_a_newer_program(tmp_path: Path) -> None:
    """It cannot be looked at, and is left as it is."""
    url = made(tmp_path / "zb.db")
    with closing(sqlite3.connect(tmp_path / "zb.db")) as database:
        database.execute("UPDATE zendesk_bridge_version SET version_num = '9999'")
        database.commit()
    before = traces(tmp_path)
    for looking in (look, open_untouched):
        with pytest.raises(StateError, match="newer zendesk-bridge"):
            looking(url)
    assert traces(tmp_path) == before


def test_one_of_an_older_program(tmp_path: Path) -> None:
    """Its version is told, what it holds is read from a copy, and it is left as it is."""
    with closing(sqlite3.connect(tmp_path / "zb.db")) as database:
        database.executescript((UPGRADES / "ledger/state.sql").read_text("utf-8"))
    url = f"sqlite:///{tmp_path / 'zb.db'}"
    before = traces(tmp_path)
    assert "" < look(url).version < HEAD
    assert names(url)
    assert traces(tmp_path) == before


def test_a_name_that_a_url_would_read_otherwise(tmp_path: Path) -> None:
    """Signs that mean something in a URL are part of a file's name."""
    folder = tmp_path / "a#b c"
    folder.mkdir()
    url = made(folder / "zb.db")
    before = traces(folder)
    assert names(url) == ["shop"]
    assert traces(folder) == before


def test_either_database_is_looked_at_alike(url: str) -> None:
    """On SQLite and on PostgreSQL, before the first run and after it."""
    assert look(url).version == ""
    assert names(url) == []
    state = open_state(url, now=now)
    state.register("shop", ACCOUNT)
    state.close()
    found = look(url)
    assert found.version == found.newest == HEAD
    assert "state database" not in found.name
    assert names(url) == ["shop"]
