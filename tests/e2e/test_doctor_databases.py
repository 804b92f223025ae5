"""doctor and the database: of another version, none at all, out of reach; it is told, and left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from doctor_said import files, health, more, seen

UPGRADES = Path(__file__).parent.parent / "upgrades"


def test_a_database_of_a_newer_program(shop) -> None:
    """It is to be fixed, and left alone; the helpdesks are looked at all the same."""
    shop.ready()
    with closing(sqlite3.connect(shop.folder / "zendesk-bridge.db")) as database:
        database.execute("UPDATE zendesk_bridge_version SET version_num = '9999'")
        database.commit()
    before = files(shop.folder)
    ran = shop.run("doctor", "--format", "json")
    assert files(shop.folder) == before
    [found] = seen(ran, "database")
    assert (found["health"], "newer" in found["message"]) == ("fail", True)
    assert health(ran, "account", "shop") == ["skipped"]
    assert health(ran, "ticket fields", "shop") == ["ok"]


def test_a_database_of_an_older_program(shop, caplog: pytest.LogCaptureFixture) -> None:
    """The next run brings it up to date, doctor does not; what it holds is looked at from a copy, and said once."""
    with closing(sqlite3.connect(shop.folder / "zendesk-bridge.db")) as database:
        database.executescript((UPGRADES / "ledger/state.sql").read_text("utf-8"))
    before = files(shop.folder)
    ran = shop.run("doctor", "--format", "json")
    assert files(shop.folder) == before
    [found, *_] = seen(ran, "database")
    assert (found["health"], "older" in found["message"]) == ("warn", True)
    assert "not looked at" not in seen(ran, "last run")[0]["message"]
    assert ran.err == ""
    assert not caplog.records


def test_a_database_that_is_none(shop) -> None:
    """A file that holds something else is told, and left alone."""
    shop.write("zendesk-bridge.db", "no database at all" * 100)
    before = files(shop.folder)
    ran = shop.run("doctor", "--format", "json")
    assert health(ran, "database") == ["fail"]
    assert seen(ran, "database")[0]["fix"]
    assert files(shop.folder) == before


def test_postgresql_that_is_down(shop) -> None:
    """A server that does not answer is told without its password, and the helpdesks are looked at."""
    more(shop, "state: postgresql+psycopg://zb:s3cret-canary@127.0.0.1:9/zb\n")
    ran = shop.run("doctor", "--format", "json")
    [found] = seen(ran, "database")
    assert (found["health"], "127.0.0.1:9" in found["message"]) == ("fail", True)
    assert "s3cret-canary" not in ran.out + ran.err
    assert health(ran, "sign-in", "shop") == ["ok"]
