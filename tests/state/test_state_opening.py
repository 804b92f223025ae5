"""Opening a state that is only to be read: nothing is created, nothing is upgraded."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from zendesk_bridge.core.errors import StateError, Unavailable
from zendesk_bridge.core.model import Account
from zendesk_bridge.core.ports import State
from zendesk_bridge.state import open_state
from zendesk_bridge.state import store as store_module
from zendesk_bridge.state import upgrade as upgrade_module
from zendesk_bridge.state.database import connect
from zendesk_bridge.state.tables import HEAD, VERSION_TABLE, leases
from zendesk_bridge.state.upgrade import config

SHOP = Account("zendesk", "https://shop.zendesk.com", "22000000000")


@pytest.fixture
def look() -> Iterator[Callable[[str], State]]:
    """Open states as they are; they are closed when the test ends."""
    with ExitStack() as stack:

        def open_it(url: str) -> State:
            state = open_state(url, create=False)
            stack.callback(state.close)
            return state

        yield open_it


@pytest.mark.parametrize(
    "form",
    [
        "sqlite:///{}",
        "sqlite:///{}?timeout=30",
        "sqlite:///file:{}?uri=true",
        "sqlite:///file:{}?mode=rw&uri=true",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_what_is_not_there_is_empty_and_stays_away(
    form: str, tmp_path: Path, look: Callable[[str], State], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing file, however it is named, is an empty state; no file appears, and alembic is not even loaded."""
    monkeypatch.setitem(sys.modules, "alembic", None)
    state = look(form.format(tmp_path / "a b.db"))
    assert state.accounts() == ()
    with state.lease("run") as lease:
        lease.renew()
    known = state.register("shop", SHOP)
    assert state.accounts() == (known,)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["sqlite:///{}", "sqlite:///{}?timeout=30", "sqlite:///file:{}?uri=true"])
def test_what_is_there_is_opened(
    form: str, tmp_path: Path, look: Callable[[str], State], opened: Callable[[str], State]
) -> None:
    """A file that is up to date is read, however it is named."""
    known = opened(f"sqlite:///{tmp_path}/a b.db").register("shop", SHOP)
    assert look(form.format(tmp_path / "a b.db")).accounts() == (known,)


def test_a_current_database_is_opened(url: str, state: State, look: Callable[[str], State]) -> None:
    """What a run that writes has left is found by one that reads, on both kinds of database."""
    known = state.register("shop", SHOP)
    assert look(url).accounts() == (known,)


def test_a_database_of_somebody_elses_is_empty(url: str, look: Callable[[str], State]) -> None:
    """A database without our tables is an empty state, and gets none."""
    database = connect(url)
    with database.write() as connection:
        connection.execute(text("CREATE TABLE theirs (x INTEGER)"))
    state = look(url)
    assert state.accounts() == ()
    state.register("shop", SHOP)
    with database.read() as connection:
        assert inspect(connection).get_table_names() == ["theirs"]
    database.close()


@pytest.mark.parametrize("statement", ["", "CREATE TABLE theirs (x INTEGER)"])
def test_looking_leaves_a_file_byte_for_byte(tmp_path: Path, look: Callable[[str], State], statement: str) -> None:
    """Not even the journal mode of a file that is not ours is changed."""
    file = tmp_path / "state.db"
    file.touch()
    with sqlite3.connect(file) as theirs:
        theirs.execute(statement)
    theirs.close()
    before = file.read_bytes()
    assert look(f"sqlite:///{file}").accounts() == ()
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_an_older_database_on_a_server_says_what_upgrades_it(
    postgres_url: str, opened: Callable[[str], State], look: Callable[[str], State], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database of an earlier version is neither upgraded nor taken for an empty one."""
    opened(postgres_url).close()
    monkeypatch.setattr(upgrade_module, "HEAD", "9998")
    monkeypatch.setattr(store_module, "HEAD", "9998")
    with pytest.raises(StateError, match=rf"older zendesk-bridge \(its version is {HEAD}\)") as caught:
        look(postgres_url)
    assert "`zendesk-bridge state upgrade`" in caught.value.fix


@pytest.mark.parametrize("busy", [False, True])
def test_an_older_file_is_told_from_a_copy(
    sqlite_url: str, tmp_path: Path, look: Callable[[str], State], caplog: pytest.LogCaptureFixture, *, busy: bool
) -> None:
    """What an older program wrote is seen as the newest sees it, also while that program works; its file stays."""
    database = connect(sqlite_url)
    with database.write() as connection:
        command.upgrade(config(connection), "0001")
        connection.execute(text("INSERT INTO cursors VALUES ('shop', 'c', '2026-11-20 09:00:00')"))
        if busy:
            now = datetime.now(UTC)
            row = {"name": "run", "owner": "o", "host": "elsewhere", "pid": 1, "process": "p/1", "since": now}
            connection.execute(leases.insert().values(row | {"expires_at": now + timedelta(minutes=20)}))
    database.close()
    file = tmp_path / "state.db"
    before = file.read_bytes()
    state = look(sqlite_url)
    (known,) = state.accounts()
    assert (known.name, state.memory(known.row).cursor()) == ("shop", "c")
    assert "its version is 0001) and is left as it is: what follows is told from a copy" in caplog.text
    assert isinstance(state, store_module.DatabaseState)
    copy = state._database._file.parent
    assert copy.exists()
    state.close()
    assert not copy.exists()
    assert file.read_bytes() == before


def test_a_copy_that_finds_no_room_says_what_to_do(
    sqlite_url: str, tmp_path: Path, look: Callable[[str], State], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no file can be made, the command that needs no copy is told, and nothing is left behind."""
    database = connect(sqlite_url)
    with database.write() as connection:
        command.upgrade(config(connection), "0001")
    database.close()
    folder = tmp_path / "room"
    monkeypatch.setattr(tempfile, "mkdtemp", lambda *_: str(folder))
    with pytest.raises(StateError, match="cannot be copied, in order to look into it: unable to open") as caught:
        look(sqlite_url)
    assert "`zendesk-bridge state upgrade`" in caught.value.fix
    assert not folder.exists()


def test_a_newer_database_is_refused(url: str, state: State, look: Callable[[str], State]) -> None:
    """A database of a later version is refused as when writing."""
    state.close()
    database = connect(url)
    with database.write() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))  # noqa: S608 - our constant
    database.close()
    with pytest.raises(StateError, match=r"belongs to a newer zendesk-bridge.*9999"):
        look(url)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("postgresql+psycopg://me:secret@127.0.0.1:1/bridge", Unavailable),
        ("mysql://me:secret@127.0.0.1/bridge", StateError),
        ("sqlite://me:secret@host/bridge.db", StateError),
    ],
)
def test_what_cannot_be_reached_is_not_empty(url: str, kind: type[Exception], look: Callable[[str], State]) -> None:
    """A server that is down, or a URL that makes no sense, is an error and never "nothing is remembered"."""
    with pytest.raises(kind) as caught:
        look(url)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_not_empty(tmp_path: Path, look: Callable[[str], State]) -> None:
    """Another kind of file in its place is an error, and never "nothing is remembered"."""
    (tmp_path / "text.db").write_text("sku,name\n" * 500)
    with pytest.raises(StateError, match="is not a database"):
        look(f"sqlite:///{tmp_path}/text.db")


@pytest.mark.skipif(os.name != "posix", reason="rights of this kind are POSIX's")
def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    """What was told to which ticket is nobody else's to read: the file and its companions are made with 0600."""
    before = os.umask(0)
    try:
        state = open_state(f"sqlite:///{tmp_path / 'a.db'}")
        state.register("shop", SHOP)
        assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {
            "a.db": 0o600,
            "a.db-wal": 0o600,
            "a.db-shm": 0o600,
        }
        state.close()
    finally:
        os.umask(before)


@pytest.mark.skipif(os.name != "posix", reason="rights of this kind are POSIX's")
def test_a_database_keeps_the_rights_that_it_was_given(tmp_path: Path) -> None:
    """Who lets a group read the file has decided so."""
    file = tmp_path / "a.db"
    file.touch(0o640)
    file.chmod(0o640)
    open_state(f"sqlite:///{file}").close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize("form", ["sqlite:///{}/none/a.db", "sqlite:///file:{}/a.db?mode=rw&uri=true"])
def test_a_database_that_cannot_be_made_is_told(form: str, tmp_path: Path) -> None:
    """A folder that is not there, or a file that has to be there and is not, is SQLite's to tell, and is not made."""
    with pytest.raises(StateError, match="cannot be opened"):
        open_state(form.format(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_time_that_is_none_is_told(tmp_path: Path) -> None:
    """SQLite keeps any text as a time: one that cannot be read is an error with the way out, and no traceback."""
    url = f"sqlite:///{tmp_path / 'a.db'}"
    with open_state(url).lease("run") as _:
        with sqlite3.connect(tmp_path / "a.db") as raw:
            raw.execute("UPDATE leases SET expires_at = '99999-01-01'")
        raw.close()
        with pytest.raises(StateError, match="holds a value that cannot be read"), open_state(url).lease("run"):
            pytest.fail("two runs at once")
