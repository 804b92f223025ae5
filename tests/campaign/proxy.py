"""A proxy before one face of a sandbox: it counts what is written, and lets something happen at a chosen request."""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException, IncompleteRead
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

_OWN = frozenset(("connection", "content-length", "transfer-encoding", "accept-encoding", "keep-alive"))
_PATIENCE = 100
_WRITES = frozenset(("POST", "PUT", "PATCH", "DELETE"))


class Dropped(Exception):
    """The caller is not answered."""


@dataclass(frozen=True)
class Seen:
    """One request as it came, with the status it was answered with; 0 means that no whole answer left."""

    number: int
    method: str
    path: str
    body: str = ""
    status: int = 0

    @property
    def is_write(self) -> bool:
        """Whether it changes something on the helpdesk."""
        return self.method in _WRITES and not self.path.startswith("/oauth")

    @property
    def tickets(self) -> set[str]:
        """The numbers of the tickets that it writes."""
        if "/tickets" not in self.path:
            return set()
        named = re.findall(r"/tickets/(\d+)", self.path) + re.findall(r'"id": ?(\d{1,9})[,}]', self.body)
        return {
            *named,
            *(
                number
                for found in re.findall(r"[?&]ids=([\d,%C]+)", self.path)
                for number in re.findall(r"\d+", found.replace("%2C", ","))
            ),
        }

    def __str__(self) -> str:
        """Return it as a line of a trace."""
        return f"{self.number} {self.method} {self.path[:110]} {self.body[:300] if self.is_write else ''}"


Hook = Callable[[Seen], None]


def _nothing(_: Seen) -> None:
    return


@dataclass
class Proxy:
    """Forwards to ``target``. ``before`` and ``after`` are called around each request; raising Dropped cuts it."""

    target: str
    before: Hook = _nothing
    after: Hook = _nothing
    log: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the port and serve it."""
        self._lock = Lock()
        self._count = 0
        self.mistakes: list[BaseException] = []
        self._server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"proxy": self}))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        """Give the port back."""
        self._server.shutdown()
        self._server.server_close()

    def calm(self) -> None:
        """Count from 0 again, and let nothing happen any more."""
        self.before = self.after = _nothing
        if self.mistakes:
            raise self.mistakes.pop()
        with self._lock:
            self._count = 0
            self.log.clear()

    def come(self, method: str, path: str, body: bytes | None) -> Seen:
        """Give a request its number."""
        with self._lock:
            self._count += 1
            return Seen(self._count, method, path, (body or b"").decode(errors="replace"))

    def happen(self, hook: Hook, seen: Seen) -> None:
        """Let happen what was asked for; a mistake in it is kept."""
        try:
            hook(seen)
        except Dropped:
            raise
        except Exception as exc:  # noqa: BLE001 - raised by calm, in the thread that asked for it
            self.mistakes.append(exc)

    def gone(self, seen: Seen, status: int) -> None:
        """Keep how a request ended."""
        with self._lock:
            self.log.append(replace(seen, status=status))

    def writes(self) -> list[Seen]:
        """Return what was written since the last calm."""
        with self._lock:
            return [seen for seen in self.log if seen.is_write]


class _Server(ThreadingHTTPServer):
    """Says nothing of callers that were killed."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


class _Handler(BaseHTTPRequestHandler):
    """Answers what comes to its ``proxy``."""

    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""

    def _forward(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        seen = self.proxy.come(self.command, self.path, body)
        try:
            self.proxy.happen(self.proxy.before, seen)
            status, headers, answer, whole = self._ask(body)
            self.proxy.gone(seen, status if whole else 0)
            self.proxy.happen(self.proxy.after, seen)
        except (Dropped, OSError, HTTPException):
            self.proxy.gone(seen, 0)
            self._drop()
            return
        with suppress(OSError):
            self._answer(status, headers, answer, whole=whole)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _forward  # noqa: N815 - the base class's names

    def _ask(self, body: bytes | None) -> tuple[int, list[tuple[str, str]], bytes, bool]:
        target = urlsplit(self.proxy.target)
        connection = HTTPConnection(str(target.hostname), target.port, timeout=_PATIENCE)
        try:
            headers = {key: value for key, value in self.headers.items() if key.lower() not in _OWN | {"host"}}
            connection.request(self.command, self.path, body, headers)
            response = connection.getresponse()
            whole = True
            try:
                answer = response.read()
            except IncompleteRead as exc:
                answer, whole = exc.partial, False
            answer = answer.replace(self.proxy.target.encode(), self.proxy.url.encode())
            kept = [(key, value) for key, value in response.getheaders() if key.lower() not in _OWN]
            return response.status, kept, answer, whole
        finally:
            connection.close()

    def _answer(self, status: int, headers: list[tuple[str, str]], answer: bytes, *, whole: bool) -> None:
        self.send_response_only(status)
        for key, value in headers:
            self.send_header(key, value.replace(self.proxy.target, self.proxy.url))
        if status != 204:
            self.send_header("Content-Length", str(len(answer) + (0 if whole else 1000)))
        self.end_headers()
        if status != 204:
            self.wfile.write(answer)
        if not whole:
            self._drop()

    def _drop(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
