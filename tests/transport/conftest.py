"""A scripted server, a clock that only sleeping moves, and a maker of transports."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import responses
from responses.registries import OrderedRegistry

from zendesk_bridge.transport import Bearer, Transport

BASE = "https://acme.example"


Clock = Any  # a class in the conftest.py above, which this one cannot import


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    """Return a server that answers in the order given, and wants every answer to be fetched."""
    with responses.RequestsMock(assert_all_requests_are_fired=True, registry=OrderedRegistry) as mock:
        yield mock


@pytest.fixture
def make(clock: Clock) -> Iterator[Callable[..., Transport]]:
    """Return a maker of transports, closed in the end."""
    made: list[Transport] = []

    def build(**changes: Any) -> Transport:
        settings: dict[str, Any] = {
            "base_url": BASE,
            "auth": Bearer(lambda: "s3cret"),
            "error_of": lambda _status, body: body.get("error", "") if isinstance(body, dict) else "",
            "on_headers": lambda _headers: (),
            "label": "shop",
            "sleep": clock.sleep,
            "now": clock.now,
        }
        made.append(Transport(**(settings | changes)))
        return made[-1]

    yield build
    for transport in made:
        transport.close()


class Scripted:
    """A server on this machine that speaks bytes: each connection gets the next answer, whatever it asked."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.connections = 0
        self._answers: list[Iterable[bytes]] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def answers(self, *pieces: bytes, status: str = "200 OK", headers: tuple[str, ...] = ()) -> None:
        """Let the next connection get these pieces as one body that ends with the connection."""
        head = "\r\n".join([f"HTTP/1.1 {status}", *headers, "Connection: close", "", ""])
        self._answers.append([head.encode("latin-1"), *pieces])

    def sends(self, pieces: Iterable[bytes]) -> None:
        """Let the next connection get these bytes, however long they go on; b"" waits for another request."""
        self._answers.append(pieces)

    def close(self) -> None:
        """Listen no more."""
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                self.asked.append(connection.recv(65536))
                self.connections += 1
                for piece in self._answers.pop(0) if self._answers else ():
                    if not piece:
                        self.asked.append(connection.recv(65536))
                    connection.sendall(piece)


@pytest.fixture
def server() -> Iterator[Scripted]:
    """Return a server that answers in bytes."""
    made = Scripted()
    yield made
    made.close()
