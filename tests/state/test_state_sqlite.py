"""How a SQLite file is set up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zendesk_bridge.core.ports import State
from zendesk_bridge.state.database import Database, connect


@pytest.fixture
def database(url: str) -> Database:
    """Give an empty database, once of each kind."""
    return connect(url)


def test_sqlite_is_set_up_for_several_processes(sqlite_url: str, opened: Callable[[str], State]) -> None:
    """The file is in WAL mode, foreign keys are checked, and a locked file is waited for."""
    opened(sqlite_url)
    database = connect(sqlite_url)
    with database.read() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")]
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 20_000
    assert found == ["wal", 1]
    database.close()
