from __future__ import annotations

import json
import logging
import sqlite3
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from zendesk_bridge.core.errors import Busy, StateError
from zendesk_bridge.core.model import (
    Applied,
    AppliedState,
    Backorder,
    Cancel,
    FieldKey,
    LastGood,
    LastRead,
    LocalText,
    ShipWindow,
    Split,
    Swap,
    View,
    Wait,
)
from zendesk_bridge.core.ports import Memory, State
from zendesk_bridge.state import database as database_module
from zendesk_bridge.state.database import Database, connect
from zendesk_bridge.state.tables import HEAD, VERSION_TABLE, leases, metadata
from zendesk_bridge.state.upgrade import config, upgrade, upgrade_in, version

Start = Callable[..., "subprocess.Popen[str]"]

OPENER = """
import sys
from zendesk_bridge.state import open_state
print("ready", flush=True)
sys.stdin.readline()
open_state(sys.argv[1]).close()
print("alembic" in sys.modules, flush=True)
"""


@pytest.fixture
def database(url: str) -> Database:
    """Give an empty database, once of each kind."""
    return connect(url)


def test_migrations_build_what_the_code_expects(database: Database) -> None:
    """After all migrations no table, column, type or index differs from the metadata."""
    upgrade(database)
    with database.read() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
        keys = {name: inspect(connection).get_pk_constraint(name)["constrained_columns"] for name in metadata.tables}
    assert keys == {name: [column.name for column in table.primary_key] for name, table in metadata.tables.items()}
    database.close()


def test_the_newest_migration_is_the_one_the_code_names(database: Database) -> None:
    """HEAD, which saves the loading of alembic, is the head of the scripts."""
    with database.read() as connection:
        assert ScriptDirectory.from_config(config(connection)).get_heads() == [HEAD]
    database.close()


def test_migrations_go_down_and_up_again(database: Database) -> None:
    """Downgrading leaves no table of ours, and upgrading from there works."""
    upgrade(database)
    with database.write() as connection:
        command.downgrade(config(connection), "base")
        assert inspect(connection).get_table_names() == [VERSION_TABLE]
    upgrade(database)
    with database.read() as connection:
        assert version(connection) == HEAD
    database.close()


FIRST = {
    "applied": (
        "(helpdesk, key, remote_id, sent, returned, source) "
        "VALUES ('{0}', 'delay-update', {1}, 's', 'r', 'f'), ('{0}', 'gone', 1, '', 'r', '')"
    ),
    "cursors": "(helpdesk, cursor, saved_at) VALUES ('{0}', 'c{1}', '2026-11-20 09:00:00')",
    "scanned": "(helpdesk, key) VALUES ('{0}', 'key{1}')",
    "marks": "(helpdesk, ticket_id, body) VALUES ('{0}', {1}, '{2}')",
    "field_ids": "(helpdesk, key, id) VALUES ('{0}', 'items', {1})",
}
"""A row of each table as the first release wrote it."""


def test_what_was_remembered_by_name_is_an_account(
    url: str, database: Database, opened: Callable[[str], State]
) -> None:
    """Every row of the first tables is there after the upgrade, under an account of its helpdesk's name."""
    marks = '{"items": [], "tags": ["backorder"], "fields": [], "locale": "", "asleep": false}'
    with database.write() as connection:
        command.upgrade(config(connection), "0001")
        for name, number in (("shop", 7), ("shop-eu", 8)):
            for table, row in FIRST.items():
                values = row.format(name, number, marks.replace(":", "\\:"))
                connection.execute(text(f"INSERT INTO {table} {values}"))
        connection.execute(text("INSERT INTO scanned VALUES ('searched-only', 'k')"))
    database.close()
    state = opened(url)
    known = {it.name: it for it in state.accounts()}
    assert set(known) == {"shop", "shop-eu", "searched-only"}
    assert {it.account for it in known.values()} == {None}
    for name, number in (("shop", 7), ("shop-eu", 8)):
        memory = state.memory(known[name].row)
        assert memory.applied() == {
            "delay-update": Applied("delay-update", number, "s", "r", "f"),
            "gone": Applied("gone", 1, "", "r", state=AppliedState.RETIRED),
        }
        assert memory.cursor() == f"c{number}"
        assert memory.scanned() == {f"key{number}"}
        assert memory.views([number]) == {number: View(tags=frozenset({"backorder"}))}
        assert memory.field_ids() == {FieldKey.ITEMS: number}


READ = datetime(2026, 11, 20, 9, tzinfo=UTC)
WHOLE = Backorder(
    sku="WID-12",
    name="Blaues Ger\u00e4t",
    aliases=("BW12",),
    ship_window=ShipWindow(None, date(2026, 12, 5)),
    promised_by=date(2026, 11, 15),
    reason="late",
    options=(Wait(), Swap("WID-14", "Green"), Split(), Cancel()),
    next_update=date(2026, 11, 29),
    locales=(("de", LocalText("Ger\u00e4t", "das Schiff")),),
    match="exact",
    also=("B12",),
    cancelled_by=("vitamin B12",),
)
OLD = {
    "sku": "WID-12",
    "name": "Blaues Ger\u00e4t",
    "aliases": ["BW12"],
    "promised_by": "2026-11-15",
    "ship_window": {"first": None, "last": "2026-12-05"},
    "reason": "late",
    "next_update": "2026-11-29",
    "options": [["wait"], ["swap", "WID-14", "Green"], ["split"], ["cancel"]],
    "lapsed": False,
    "locales": [["de", "Ger\u00e4t", "das Schiff"]],
    "match": "exact",
    "also": ["B12"],
    "not": ["vitamin B12"],
}
"""The same item as the first release stored it."""

OLDEST = {
    "sku": "X",
    "name": "x",
    "aliases": [],
    "ship_window": None,
    "promised_by": None,
    "reason": "r",
    "options": [],
    "next_update": None,
    "locales": [],
    "lapsed": True,
}


def test_each_item_of_a_reading_gets_its_age(url: str, database: Database, opened: Callable[[str], State]) -> None:
    """Readings of the first release become items with that reading's age; one that nobody can read was never read."""
    bodies = {"late.yaml": [OLD, OLDEST], "none.yaml": [], "torn.yaml": [{"sku": "A"}], "odd.yaml": 7}
    with database.write() as connection:
        command.upgrade(config(connection), "0002")
        for source, body in bodies.items():
            row = {"source": source, "body": json.dumps(body), "at": "2026-11-20 09:00:00+00:00"}
            connection.execute(text("INSERT INTO snapshots (source, taken_at, body) VALUES (:source, :at, :body)"), row)
    database.close()
    state = opened(url)
    whole, oldest = LastRead(WHOLE, READ, 2), LastRead(Backorder("X", "x", reason="r", lapsed=True), READ, 2)
    assert state.last_good("late.yaml") == LastGood(READ, (whole, oldest))
    assert state.last_good("none.yaml") == LastGood(READ)
    assert state.last_good("torn.yaml") is state.last_good("odd.yaml") is None
    database = connect(url)
    with database.read() as connection:
        rows = connection.execute(text("SELECT sku, version FROM late_items")).all()
    versions = {row.sku: row.version for row in rows}
    assert versions == {"WID-12": WHOLE.version, "X": oldest.item.version}
    database.close()


def test_no_upgrade_while_an_older_program_works(database: Database, url: str, opened: Callable[[str], State]) -> None:
    """Its tables would vanish in the middle of its work: the upgrade waits for the run that holds the lease."""
    with database.write() as connection:
        command.upgrade(config(connection), "0004")
        row = {"name": "run", "owner": "o", "host": "elsewhere", "pid": 1, "process": "p/1"}
        now = datetime.now(UTC)
        row |= {"since": now, "expires_at": now + timedelta(minutes=20)}
        connection.execute(leases.insert().values(row))
    database.close()
    with pytest.raises(Busy, match="another run holds the lease 'run'"):
        opened(url)


def test_a_program_that_knows_other_tables_is_told_so(url: str, memory: Memory) -> None:
    """Half a database, or one that was upgraded while a program ran, is refused clearly."""
    database = connect(url)
    with database.write() as connection:
        connection.execute(text("ALTER TABLE marks RENAME COLUMN state TO other"))
        connection.execute(text("DROP TABLE events"))
    database.close()
    for ask in (lambda: memory.views([1]), lambda: memory.history(1)):
        with pytest.raises(StateError, match="other tables than this program knows") as caught:
            ask()
        assert "A newer zendesk-bridge may have upgraded it: install that one here too" in caught.value.fix


def test_a_downgrade_keeps_what_is_remembered(database: Database, memory: Memory) -> None:
    """Going back files every row under its account's name."""
    memory.record({}, cursor="c")
    memory.save_field_ids({FieldKey.ITEMS: 7})
    with database.write() as connection:
        command.downgrade(config(connection), "0001")
        assert connection.execute(text("SELECT helpdesk, cursor FROM cursors")).all() == [("shop", "c")]
        assert connection.execute(text("SELECT helpdesk, key, id FROM field_ids")).all() == [("shop", "items", 7)]
    database.close()


def test_a_migration_that_fails_leaves_nothing(database: Database) -> None:
    """A migration is one transaction: a table of somebody else's in the way leaves the database as it was."""
    with database.write() as connection:
        connection.execute(text("CREATE TABLE snapshots (x INTEGER)"))
    with pytest.raises(StateError):
        upgrade(database)
    with database.read() as connection:
        assert inspect(connection).get_table_names() == ["snapshots"]
    database.close()


def test_a_newer_database_is_left_alone(url: str, state: State, opened: Callable[[str], State]) -> None:
    """A database of a later version is refused, saying so and what to do."""
    state.close()
    database = connect(url)
    with database.write() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))  # noqa: S608 - our constant
    database.close()
    with pytest.raises(StateError, match=r"belongs to a newer zendesk-bridge.*9999") as caught:
        opened(url)
    assert "Install the newer zendesk-bridge here too" in caught.value.fix


def test_several_may_create_it_at_once(url: str, start: Start) -> None:
    """Four processes that open a new database at the same moment all succeed; a later one needs no alembic."""
    openers = [start(OPENER, url) for _ in range(4)]
    for opener in openers:
        assert opener.stdout is not None
        assert opener.stdout.readline() == "ready\n"
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    for opener in openers:
        opener.communicate()
        assert opener.returncode == 0
    assert start(OPENER, url).communicate("go\n")[0] == "ready\nFalse\n"


def test_the_second_to_create_waits_for_the_first(postgres_url: str, start: Start) -> None:
    """On PostgreSQL an upgrade that finds another one under way waits, and then has nothing to do."""
    database = connect(postgres_url)
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    with database.write() as connection:
        upgrade_in(connection, "it")
        second = start(OPENER, postgres_url)
        assert second.stdin is not None
        second.stdin.write("go\n")
        second.stdin.flush()
        with database.read() as watcher:
            while second.poll() is None and not watcher.scalar(waiting):
                watcher.rollback()  # the view is frozen within a transaction
    assert second.communicate()[0] == "ready\nFalse\n"
    database.close()


def test_a_file_that_is_just_being_created_can_be_read(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process creates the file, and WAL cannot be set yet, reading works."""
    monkeypatch.setattr(database_module, "PATIENCE", 0)
    first = sqlite3.connect(tmp_path / "state.db", isolation_level=None)
    first.execute("BEGIN IMMEDIATE")
    database = connect(sqlite_url)
    with database.read() as connection:
        assert version(connection) is None
    database.close()
    first.close()


def test_creating_is_quiet(
    url: str, opened: Callable[[str], State], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """A new database is no news: nothing in the log, nothing on the terminal."""
    caplog.set_level(logging.INFO)
    opened(url)
    assert caplog.text == ""
    assert capfd.readouterr() == ("", "")
