"""A monitor and chat rooms on this machine: what they were told, and what they answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Monitor:
    """A server that takes pings and messages; ``statuses`` are what it answers, by the first part of the path."""

    url: str = ""
    got: list[tuple[str, str]] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    hangs: threading.Event = field(default_factory=threading.Event)

    def pings(self) -> list[str]:
        """Return what was pinged since the last look."""
        found = [path.removeprefix("/uuid") for path, _ in self.got if path.startswith("/uuid")]
        self.got = [one for one in self.got if not one[0].startswith("/uuid")]
        return found

    def messages(self, room: str = "slack") -> list[str]:
        """Return the first lines of what a room was told since the last look."""
        found = [json.loads(body)["text"].partition("\n")[0] for path, body in self.got if path == f"/{room}"]
        self.got = [one for one in self.got if one[0] != f"/{room}"]
        return found


@contextmanager
def listening() -> Iterator[Monitor]:
    """Let a monitor listen on this machine."""
    made = Monitor()
    made.hangs.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            made.got.append((self.path, body))
            made.hangs.wait(60)
            self.send_response(made.statuses.get(self.path.partition("?")[0].split("/")[1], 200))
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield made
    finally:
        made.hangs.set()
        server.shutdown()
        thread.join()
        server.server_close()
