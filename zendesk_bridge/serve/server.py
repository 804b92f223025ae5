"""The server around the pages: one socket, bounds for slow and for many clients, and an end that is tidy.

It speaks plain HTTP, for a reverse proxy in front of it speaks TLS. Nothing of a request is ever logged: the address
is the customer's right to choose.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from threading import Event, Thread
from typing import Any, Final, cast

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from zendesk_bridge.core.errors import Unavailable

HEAD_SECONDS: Final = 10
"""Within which the head of a request has arrived, from the beginning of its connection or the end of the last one."""

_HEAD_BYTES: Final = 16_384
_PIECE_BYTES: Final = 1024  # as much as a head may be longer than that: it is measured before each piece
_CONNECTIONS: Final = 500  # more are told to come back
_GRACE: Final = 5  # seconds for open requests, once the server is to end
_UP_SECONDS: Final = 60


class _BoundedHttp(H11Protocol):
    """HTTP as uvicorn speaks it, without patience for a head that does not come.

    uvicorn bounds how long a connection may be idle between requests, and not how slowly a request may come.
    """

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the first head."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read what has come; a head that is whole stops the clock, which the next one's first byte starts.

        It is read in pieces: a head that came as a whole would be taken however long it is.
        """
        self._wait()
        for start in range(0, len(data), _PIECE_BYTES):
            if self.transport.is_closing():
                return
            super().data_received(data[start : start + _PIECE_BYTES])
        if not getattr(self.cycle, "response_complete", True):  # there is no cycle before the first head
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of the clock."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._late:
            self._late.cancel()
        self._late = None


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one.

    Raises:
        Unavailable: the address is not this machine's, or the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(512)
    except OSError as exc:
        found.close()
        raise Unavailable(
            f"Port {port} on {host} cannot be opened: {exc.strerror}.",
            fix="Stop the program that uses it, or choose another --port; --host takes an address of this machine.",
        ) from exc
    return found


class _TellingServer(uvicorn.Server):
    """A server that says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready: Callable[[], None] = lambda: None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self.ready()


class ChoiceServer:
    """Serves an application on a socket until it is stopped: here with :meth:`run`, or in a thread as a context."""

    def __init__(self, app: Any, listening: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            http=_BoundedHttp,
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            h11_max_incomplete_event_size=_HEAD_BYTES,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=_GRACE,
        )
        self._server = _TellingServer(config)
        self._socket = listening
        self._thread: Thread | None = None

    def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve until :meth:`end`, or in the main thread until SIGINT or SIGTERM, which then goes on its way.

        ``ready`` is called once the server answers. What has been asked is answered, and the port given back.
        """
        self._server.ready = ready
        try:
            asyncio.run(self._server.serve(sockets=[self._socket]))
        finally:
            self._socket.close()

    def end(self) -> None:
        """Answer what has been asked, and stop."""
        self._server.should_exit = True

    def __enter__(self) -> str:
        """Serve in a thread; returns the address.

        Raises:
            Unavailable: it does not come up within a minute.
        """
        up = Event()
        self._thread = Thread(target=self.run, args=(up.set,), name="choice page", daemon=True)
        self._thread.start()
        if not up.wait(_UP_SECONDS):
            raise Unavailable("The server did not start in time.", fix="Try again; is the machine very busy?")
        host, port = self._socket.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def __exit__(self, *_: object) -> None:
        """Stop serving."""
        self.end()
        if self._thread:
            self._thread.join(timeout=_GRACE + 10)
