"""Opening a state that is only to be read: nothing is created, nothing is upgraded."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from zendesk_bridge.core.errors import StateError, Unavailable
from zendesk_bridge.core.ports import State
from zendesk_bridge.state import open_state
from zendesk_bridge.state import upgrade as upgrade_module
from zendesk_bridge.state.database import connect
from zendesk_bridge.state.tables import VERSION_TABLE


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
    assert state.applied("shop") == {}
    assert list(state.marked("shop")) == []
    with state.lease("run") as lease:
        lease.renew()
    state.save_cursor("shop", "c")
    assert state.cursor("shop") == "c"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["sqlite:///{}", "sqlite:///{}?timeout=30", "sqlite:///file:{}?uri=true"])
def test_what_is_there_is_opened(
    form: str, tmp_path: Path, look: Callable[[str], State], opened: Callable[[str], State]
) -> None:
    """A file that is up to date is read, however it is named."""
    opened(f"sqlite:///{tmp_path}/a b.db").save_cursor("shop", "c")
    assert look(form.format(tmp_path / "a b.db")).cursor("shop") == "c"


def test_a_current_database_is_opened(url: str, state: State, look: Callable[[str], State]) -> None:
    """What a run that writes has left is found by one that reads, on both kinds of database."""
    state.save_cursor("shop", "c")
    assert look(url).cursor("shop") == "c"


def test_a_database_of_somebody_elses_is_empty(url: str, look: Callable[[str], State]) -> None:
    """A database without our tables is an empty state, and gets none."""
    database = connect(url)
    with database.write() as connection:
        connection.execute(text("CREATE TABLE theirs (x INTEGER)"))
    state = look(url)
    assert state.cursor("shop") is None
    state.save_cursor("shop", "c")
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
    assert look(f"sqlite:///{file}").cursor("shop") is None
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_an_older_database_says_what_upgrades_it(
    url: str, state: State, look: Callable[[str], State], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database of an earlier version is neither upgraded nor taken for an empty one."""
    state.close()
    monkeypatch.setattr(upgrade_module, "HEAD", "0002")
    with pytest.raises(StateError, match=r"older zendesk-bridge \(its version is 0001\)") as caught:
        look(url)
    assert "`zendesk-bridge sync` or `zendesk-bridge apply`" in caught.value.fix


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
