"""Serve both faces over real HTTP on loopback: the stack of each, and the thread that serves it."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, cast

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from zendesk_bridge.core.errors import InvalidInput, Place, Problem, StateError, Unavailable
from zendesk_bridge.sandbox import seed
from zendesk_bridge.sandbox.admin import AdminMiddleware, RequestLog
from zendesk_bridge.sandbox.context import Behaviour, Clock, Context, SandboxCredentials
from zendesk_bridge.sandbox.desk import DeskMiddleware
from zendesk_bridge.sandbox.fault_middleware import FaultMiddleware
from zendesk_bridge.sandbox.fault_rules import read_file
from zendesk_bridge.sandbox.faults import Faults
from zendesk_bridge.sandbox.files import made_private
from zendesk_bridge.sandbox.hooks.courier import Courier
from zendesk_bridge.sandbox.identity import identity
from zendesk_bridge.sandbox.limit_middleware import LimitMiddleware
from zendesk_bridge.sandbox.limits import PLANS, RateLimits
from zendesk_bridge.sandbox.loading import load
from zendesk_bridge.sandbox.options import FACES, Face, Options
from zendesk_bridge.sandbox.payloads import SmallBodies
from zendesk_bridge.sandbox.published import located
from zendesk_bridge.sandbox.shop.store import ShopStore
from zendesk_bridge.sandbox.store import Store

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HOST = "127.0.0.1"
_START_SECONDS = 60  # that a face is given to listen


def face_app(box: Context, log: RequestLog) -> ASGIApp:
    """Return the whole stack of one face: request log and admin outside, then faults, limits, the face itself."""
    face = import_module(f"zendesk_bridge.sandbox.{box.face}").app(box)
    people = AdminMiddleware(face, box, RequestLog())
    return AdminMiddleware(FaultMiddleware(LimitMiddleware(face, box), people, box), box, log)


def listen(face: Face, port: int) -> socket.socket:
    """Return a listening socket on loopback; port 0 takes a free one.

    Raises:
        Unavailable: the port is taken.
    """
    # asyncio turns Nagle's algorithm off only for sockets that name TCP; with it on, every answer waits 40 ms
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen(128)
    except OSError as exc:
        found.close()
        raise Unavailable(
            f"The sandbox cannot open port {port} on {HOST} for its {face} face: {exc.strerror}.",
            fix=f"Stop the program that uses it, or choose another with --{face}-port (0 takes a free one).",
        ) from exc
    return found


def start(options: Options, undo: ExitStack) -> Mapping[Face, Context]:
    """Open and seed the store, serve every face, and leave on ``undo`` what takes it all down again.

    Raises:
        InvalidInput: there is no such plan, or a file of faults or tickets is wrong.
        StateError: the data file cannot be used.
        Unavailable: a port is taken.
    """
    if options.plan not in PLANS:
        known = ", ".join(sorted(PLANS))
        raise InvalidInput([Problem(Place("--plan"), f"no such plan: {options.plan}", f"one of {known}")])
    schema = located(options)
    path = options.data or Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="sandbox-"))) / "sandbox.db"
    faults = Faults(read_file(options.faults) if options.faults else None)
    clock = Clock(scale=options.time_scale)
    store = _open(path, clock)
    undo.callback(store.close)
    credentials = SandboxCredentials()
    identity(store, options.account)
    seed.fill(store, credentials, demo=options.demo)
    load(store, options.filling)
    limits = RateLimits(clock, options.plan, options.time_scale)
    courier = Courier(clock, faults, options.time_scale)
    undo.callback(courier.stop)
    courier.start()
    shared = (store, clock, faults, limits, credentials, Behaviour(lag=options.lag), courier)
    boxes: dict[Face, Context] = {}
    servings: list[Serving] = []
    shop = ShopStore(store)
    for face in options.faces or tuple(face for face in FACES if face != "shopify" or schema.file):
        listening = listen(face, options.ports[face])
        undo.callback(listening.close)
        port = listening.getsockname()[1]
        courier.own_ports.add(port)
        box = boxes[face] = Context(face, f"http://{HOST}:{port}", *shared, shop, schema.file)
        serving = Serving(SmallBodies(DeskMiddleware(face_app(box, RequestLog()), face, boxes)), listening)
        undo.callback(serving.stop)
        serving.begin()
        servings.append(serving)
    for serving in servings:
        serving.wait()
        undo.callback(serving.end)  # all are told before the first is waited for: each takes its time to hear it
    return boxes


def _open(path: Path, clock: Clock) -> Store:
    try:
        made_private(path)
        return Store(path, clock)
    except (sqlite3.Error, OSError) as exc:
        why = getattr(exc, "strerror", None) or exc
        raise StateError(
            f"The sandbox cannot use {path} as its data file: {why}.",
            fix="Name the data file of a sandbox, or a new file in a folder that you may write to.",
        ) from exc


class _Protocol(H11Protocol):
    """HTTP as uvicorn speaks it, with the connection in reach, so that a fault can drop it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Hand the connection to the requests that arrive on it."""
        super().connection_made(cast("asyncio.Transport", transport))
        self.app_state = {**self.app_state, "transport": transport}


class _Server(uvicorn.Server):
    """A server that says when it is up, and leaves the process's signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self.up.set()


class Serving:
    """One face being served from its own thread until ``stop``."""

    def __init__(self, app: Any, listening: socket.socket) -> None:
        # no date_header: FaultGate dates every answer, so that a fault can lie
        config = uvicorn.Config(
            app, http=_Protocol, ws="none", lifespan="off", log_config=None, log_level="critical", access_log=False,
            loop="asyncio", timeout_graceful_shutdown=2, date_header=False,
        )  # fmt: skip
        self._server = _Server(config)
        self._socket = listening
        self._thread = Thread(target=self._run, name="sandbox", daemon=True)

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))

    def start(self) -> None:
        """Serve the face, and return once it answers.

        Raises:
            Unavailable: it does not come up within a minute.
        """
        self.begin()
        self.wait()

    def begin(self) -> None:
        """Serve the face; :meth:`wait` tells when it answers."""
        self._thread.start()

    def wait(self) -> None:
        """Return once the face answers.

        Raises:
            Unavailable: it does not come up within a minute.
        """
        if not self._server.up.wait(_START_SECONDS):
            raise Unavailable("The sandbox did not start in time.", fix="Try again; is the machine very busy?")

    def end(self) -> None:
        """Ask it to finish open requests; :meth:`stop` waits until it has."""
        self._server.should_exit = True

    def stop(self) -> None:
        """Finish open requests and give the port back."""
        self.end()
        self._thread.join(timeout=10)
        self._socket.close()
