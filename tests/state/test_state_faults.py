from __future__ import annotations

import os
import sqlite3
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
import sqlalchemy.exc
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from zendesk_bridge.core.errors import BridgeError, StateError, Unavailable
from zendesk_bridge.core.model import Account
from zendesk_bridge.core.ports import State
from zendesk_bridge.state import database as database_module
from zendesk_bridge.state.faults import DatabaseLabel

SERVER = "postgresql+psycopg://me:secret@db.example.com:5433/bridge?sslmode=require"
SHOP = Account("zendesk", "https://shop.zendesk.com")
FILE = "sqlite:////var/lib/bridge/state.db"


def every_error() -> list[type[SQLAlchemyError]]:
    """Return every exception class that SQLAlchemy has."""
    values = vars(sqlalchemy.exc).values()
    return [value for value in values if isinstance(value, type) and issubclass(value, SQLAlchemyError)]


@pytest.mark.parametrize("url", [SERVER, FILE], ids=["postgresql", "sqlite"])
@pytest.mark.parametrize("kind", every_error())
def test_no_error_of_sqlalchemy_gets_out(kind: type[SQLAlchemyError], url: str) -> None:
    """Whatever SQLAlchemy raises leaves as ours, with its cause, and without the password."""
    cause = kind.__new__(kind)  # past the constructors, which all differ
    if isinstance(cause, DBAPIError):
        cause.orig = Exception("the driver's words: secret" if url == SERVER else "the driver's words")
    with pytest.raises((StateError, Unavailable)) as caught, DatabaseLabel.of(make_url(url)).translated():
        raise cause
    assert caught.value.__cause__ is cause
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("code", "kind", "part"),
    [
        ("SQLITE_BUSY_SNAPSHOT", Unavailable, "another process is writing"),
        ("SQLITE_LOCKED", Unavailable, "another process is writing"),
        ("SQLITE_READONLY_DIRECTORY", StateError, "write access to the file and to its folder: /var/lib/bridge/"),
        ("SQLITE_CORRUPT_INDEX", StateError, "is damaged"),
        ("SQLITE_FULL", StateError, "disk is full"),
        ("SQLITE_IOERR_WRITE", StateError, "Check the disk"),
        ("SQLITE_CONSTRAINT_UNIQUE", StateError, "refused: words"),
    ],
)
def test_sqlite_codes_in_words(code: str, kind: type[BridgeError], part: str) -> None:
    """What SQLite's result code means is said in words, with the file and what to do."""
    cause = sqlite3.OperationalError("words")
    cause.sqlite_errorname = code
    with pytest.raises(kind) as caught, DatabaseLabel.of(make_url(FILE)).translated():
        raise OperationalError("SELECT", {}, cause)
    assert type(caught.value) is kind
    assert part in str(caught.value)
    assert "/var/lib/bridge/state.db" in str(caught.value)


@pytest.mark.parametrize("code", ["SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM"])
def test_a_read_only_disk_is_named(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk itself takes no writes, that is said, and not that a folder is missing."""
    monkeypatch.setattr("os.statvfs", lambda _: SimpleNamespace(f_flag=os.ST_RDONLY))
    cause = sqlite3.OperationalError("words")
    cause.sqlite_errorname = code
    with pytest.raises(StateError, match="the disk is read-only"), DatabaseLabel.of(make_url(FILE)).translated():
        raise OperationalError("SELECT", {}, cause)


@pytest.mark.parametrize(
    ("code", "kind", "part"),
    [
        ("28P01", StateError, "refuses the user or the password"),
        ("3D000", StateError, "CREATE DATABASE"),
        ("42501", StateError, "GRANT"),
        ("42P07", StateError, "a database of its own"),
        ("25006", StateError, "primary"),
        ("22003", StateError, "refused: words"),
        ("57P01", Unavailable, "in a while"),
        ("53300", Unavailable, "in a while"),
        ("40P01", Unavailable, "in a while"),
        ("55P03", Unavailable, "in a while"),
    ],
)
def test_postgres_codes_in_words(code: str, kind: type[BridgeError], part: str) -> None:
    """What PostgreSQL's SQLSTATE means is said in words, with the server and what to do."""
    cause = psycopg.errors.lookup(code)("words secret\nDETAIL: Key (key)=(stored) exists.")
    with pytest.raises(kind) as caught, DatabaseLabel.of(make_url(SERVER)).translated():
        raise DBAPIError("SELECT", {}, cause)
    assert type(caught.value) is kind
    assert part in str(caught.value)
    assert "'bridge' on db.example.com:5433" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "stored" not in str(caught.value)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ('connection failed: FATAL:  password authentication failed for user "me"', StateError),
        ("connection failed: fe_sendauth: no password supplied", StateError),
        ('connection failed: FATAL:  no pg_hba.conf entry for host "10.0.0.1"', StateError),
        ("connection failed: FATAL:  the database system is starting up", Unavailable),
        ("connection failed: FATAL:  sorry, too many clients already", Unavailable),
        ("connection timeout expired", Unavailable),
    ],
)
def test_a_connection_turned_down_differs_from_none(words: str, kind: type[BridgeError]) -> None:
    """A server that says no is not the same as one that is not there: only the second may come back by itself."""
    with pytest.raises(kind), DatabaseLabel.of(make_url(SERVER)).translated():
        raise OperationalError("", {}, psycopg.OperationalError(words))


@pytest.mark.parametrize(
    "path", ["/nowhere/at/all/state.db", "{}", "{}/text.db", "file:{}/read-only.db?mode=ro&uri=true"]
)
def test_files_that_cannot_be_a_database(path: str, tmp_path: Path, opened: Callable[[str], State]) -> None:
    """A missing folder, a folder, another kind of file, a read-only file: a StateError with the path and what to do."""
    (tmp_path / "text.db").write_text("sku,name\n" * 500)
    (tmp_path / "read-only.db").touch()
    path = path.format(tmp_path)
    with pytest.raises(StateError) as caught:
        opened(f"sqlite:///{path}")
    assert caught.value.message.count(path.partition("?")[0]) == 1
    assert path.partition("?")[0] in caught.value.fix


def test_a_truncated_database_is_damaged(tmp_path: Path, sqlite_url: str, opened: Callable[[str], State]) -> None:
    """A database of which the end is missing is a StateError, and is not taken for an empty one."""
    state = opened(sqlite_url)
    state.register("shop", SHOP)
    state.close()
    file = tmp_path / "state.db"
    file.write_bytes(file.read_bytes()[:8192])
    with pytest.raises(StateError, match="is damaged"):
        opened(sqlite_url)


def test_a_file_that_stays_locked_is_try_later(
    tmp_path: Path, sqlite_url: str, opened: Callable[[str], State], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs start and read while another process writes; a writer that waited in vain is told to try later."""
    monkeypatch.setattr(database_module, "PATIENCE", 0)
    state = opened(sqlite_url)
    known = state.register("shop", SHOP)
    writer = sqlite3.connect(tmp_path / "state.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert opened(sqlite_url).accounts() == (known,)
    with pytest.raises(Unavailable, match="another process is writing"):
        state.forget(known.row)
    writer.close()
    state.forget(known.row)
    assert state.accounts() == ()


@pytest.mark.parametrize(
    ("url", "kind", "part"),
    [
        ("postgresql+psycopg://me:secret@127.0.0.1:1/bridge", Unavailable, "refused"),
        ("postgres://me@127.0.0.1:1/bridge?password=secret&connect_timeout=3", Unavailable, "refused"),
        ("postgresql://me:secret@127.0.0.1:secret/bridge", StateError, "not a database URL"),
        ("mysql://me:secret@127.0.0.1/bridge", StateError, "not supported: mysql"),
        ("me:secret", StateError, "not a database URL"),
    ],
)
def test_urls_that_lead_nowhere(url: str, kind: type[BridgeError], part: str, opened: Callable[[str], State]) -> None:
    """A server that is not there is try-later, a URL that makes no sense is not; the password is never shown."""
    with pytest.raises(kind, match=part) as caught:
        opened(url)
    assert caught.value.fix
    assert "secret" not in f"{caught.value!r} {caught.value}"


@pytest.mark.parametrize(
    ("old", "new", "part"), [("/bridge?", "/nope?", "does not exist"), ("//postgres:", "//nobody:", "refuses the user")]
)
def test_a_server_that_says_no(
    old: str, new: str, part: str, postgres_url: str, opened: Callable[[str], State]
) -> None:
    """A database or a user that the server does not know is a StateError with what to do."""
    with pytest.raises(StateError, match=part):
        opened(postgres_url.replace(old, new))


@pytest.mark.parametrize("rights", ["GRANT USAGE ON SCHEMA public TO", "REVOKE ALL ON SCHEMA public FROM"])
def test_a_user_without_rights(rights: str, postgres_url: str, opened: Callable[[str], State]) -> None:
    """A user who may connect and not create tables is told which right is missing."""
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute("DROP ROLE IF EXISTS visitor")
        admin.execute("CREATE ROLE visitor LOGIN")
        admin.execute(f"{rights} PUBLIC".encode())
    with pytest.raises(StateError, match="does not let this user") as caught:
        opened(postgres_url.replace("//postgres:", "//visitor:"))
    assert "GRANT" in caught.value.fix


def test_the_driver_may_be_missing(opened: Callable[[str], State], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without psycopg a PostgreSQL URL is a StateError that says what to install: the driver, as we require it."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StateError, match="needs the PostgreSQL driver") as caught:
        opened(SERVER)
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    [driver] = project["optional-dependencies"]["postgres"]
    assert f"pip install '{driver}'" in caught.value.fix
