"""What earlier builds remembered, on both kinds of database: ``tests/upgrades/record.py`` tells how that came to be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Boolean, Column, Connection, Date, DateTime, MetaData, func, select, text

from zendesk_bridge.core.ports import State
from zendesk_bridge.state.database import connect
from zendesk_bridge.state.tables import VERSION_TABLE, accounts, metadata
from zendesk_bridge.state.upgrade import config, standing_at

BUILDS = sorted(Path(__file__).parents[1].glob("upgrades/*/state.sql"))


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Return what makes a SQLite file of a dump, and its URL."""

    def made(dump: Path) -> str:
        with closing(sqlite3.connect(tmp_path / "build.db")) as database:
            database.executescript(dump.read_text(encoding="utf-8"))
        return f"sqlite:///{tmp_path}/build.db"

    return made


def remembered(url: str) -> dict[str, list[str]]:
    """Return all rows by table, under their account's name; which number a row has, and when it came, is no matter."""
    database = connect(url)
    found = {}
    with database.read() as connection:
        names = {row.id: row.name for row in connection.execute(select(accounts))}
        for table in metadata.sorted_tables:
            drop = {"accounts": {"id"}, "events": {"id", "at"}, "installation": {"value"}}.get(table.name, set())
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
            for row in rows:
                if "account_id" in row:
                    row["account_id"] = names[row["account_id"]]
            found[table.name] = sorted(str([item for item in row.items() if item[0] not in drop]) for row in rows)
    database.close()
    return found


@pytest.mark.parametrize("dump", BUILDS, ids=lambda dump: dump.parent.name)
def test_a_server_upgrades_as_a_file_does(
    dump: Path, file: Callable[[Path], str], postgres_url: str, opened: Callable[[str], State]
) -> None:
    """The same rows on PostgreSQL become, migration by migration, what they become on SQLite."""
    url = file(dump)
    old, server = connect(url), connect(postgres_url)
    found = standing_at(old)
    assert found
    with server.write() as target:
        command.upgrade(config(target), found)
    with old.read() as source, server.write() as target:
        fill(source, target)
    for database in (old, server):
        database.close()
    assert len(opened(url).accounts()) == len(opened(postgres_url).accounts()) == 2
    ours = remembered(url)
    assert ours == remembered(postgres_url)
    assert all(ours[name] for name in ("applied", "tickets", "marks", "events", "late_items"))


def fill(source: Connection, target: Connection) -> None:
    """Copy every row of ours from SQLite to the same tables on PostgreSQL."""
    target.execute(text("SET TIME ZONE 'UTC'"))
    before = MetaData()
    before.reflect(target)
    for table in before.sorted_tables:
        if table.name == VERSION_TABLE:
            continue
        found = source.execute(text(f'SELECT * FROM "{table.name}"')).mappings().all()  # noqa: S608 - a table of ours
        values = [{name: fitting(table.c[name], value) for name, value in row.items()} for row in found]
        if values:
            target.execute(table.insert(), values)
        if isinstance(table.c.get("id"), Column) and table.c.id.server_default is not None and values:
            last = max(row["id"] for row in values)
            target.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))


def fitting(column: Column[Any], value: object) -> object:
    """Return a value of SQLite's as PostgreSQL keeps it."""
    match column.type:
        case DateTime() if isinstance(value, str):
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        case Date() if isinstance(value, str):
            return date.fromisoformat(value)
        case Boolean() if value is not None:
            return bool(value)
        case _:
            return value
