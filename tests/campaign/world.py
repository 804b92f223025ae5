"""One campaign's world: the folder, a sandbox for each helpdesk behind a proxy, a faked clock, and the program."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import Any
from zoneinfo import ZoneInfo

import requests
from proxy import Proxy

from zendesk_bridge.sandbox import Sandbox

HERE = Path(__file__).parent
BEGIN = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
"""When every campaign begins, in the program's and the helpdesks' time: a Monday, 10:00 in New York."""
ZONE = ZoneInfo("America/New_York")
_ONCE = {"Connection": "close"}  # a server may close what waits between two steps
PATIENCE = 150.0
"""Seconds after which a command is taken to hang."""


@dataclass(frozen=True)
class Ran:
    """What a command printed, how it left, and what the proxies saw of it."""

    args: tuple[str, ...]
    code: int
    out: str
    err: str
    day: date
    seen: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as a piece of a trace."""
        head = f"$ zendesk-bridge {' '.join(self.args)}   -> exit {self.code}  ({self.day})"
        return "\n".join([head, *(f"    {line}" for line in (self.err + self.out).splitlines())])


class Program:
    """The child that starts commands (``launch``)."""

    def __init__(self) -> None:
        command = [sys.executable, str(HERE / "launch.py")]
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Send a request and return the answer."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps(asked) + "\n")
        self._child.stdin.flush()
        return dict(json.loads(self._child.stdout.readline()))

    def close(self) -> None:
        """End it."""
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait(10)


@dataclass
class Desk:
    """One helpdesk: its face, our name for it, the sandbox and the proxy before it, and the admin's name for it."""

    face: str
    name: str
    box: Sandbox
    proxy: Proxy
    called: str = ""
    session: requests.Session = field(default_factory=requests.Session)
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The sandbox's own address."""
        return self.proxy.target

    @property
    def settings(self) -> dict[str, Any]:
        """What config.yaml says of it."""
        auth = self.box.credentials.by_type[self.face]
        return {"type": self.face, "url": self.proxy.url, "auth": dict(auth)}

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the sandbox something as an admin; the answer's JSON."""
        login = self.box.credentials
        auth = (f"{login.zendesk_email}/token", login.zendesk_api_token)
        if self.face == "freshdesk":
            auth = (login.freshdesk_api_key, "X")
        answer = self.session.request(method, self.url + path, auth=auth, json=body, headers=_ONCE, timeout=60)
        if not answer.ok:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        return answer.json() if answer.content else None

    def get(self, path: str) -> Any:
        """Read a path."""
        return self.call("GET", path)

    def admin(self, path: str, body: Any = None, method: str = "POST") -> Any:
        """Do something behind the helpdesk's back."""
        return self.call(method, f"/_sandbox/{path}", body)


@dataclass
class World:
    """Everything outside of the model; ``say`` takes the lines of the trace."""

    folder: Path
    desks: list[Desk]
    program: Program
    say: Callable[[str], None]
    state: str = ""
    offset: float = 0.0
    pids: list[int] = field(default_factory=list)
    commands: int = 0
    shared: bool = False
    new_url: Callable[[Path], str] = lambda folder: f"sqlite:///{folder}/state.db"

    def new_state(self) -> None:
        """Forget the state, and name the database of a new one."""
        self.state = self.new_url(self.folder)

    @property
    def now(self) -> datetime:
        """The moment in this world."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    @property
    def today(self) -> date:
        """The day at the shop."""
        return self.now.astimezone(ZONE).date()

    def advance(self, seconds: float) -> None:
        """Let time pass everywhere."""
        self.offset += seconds
        for desk in self.desks[:1] if self.shared else self.desks:
            desk.admin("clock", {"advance_seconds": seconds})

    def start(self, *args: str) -> Running:
        """Start a command."""
        self.commands += 1
        out = str(self.folder / f"out-{self.commands}")
        asked = {"args": list(args), "cwd": str(self.folder), "offset": self.offset, "out": out}
        pid = int(self.program.ask(asked)["pid"])
        return Running(self, args, pid, Path(out), self.today)

    def run(self, *args: str) -> Ran:
        """Run a command to its end, and show it in the trace."""
        return self.start(*args).end()

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        for desk in self.desks:
            desk.proxy.calm()
            desk.admin("faults", method="DELETE")


@dataclass
class Running:
    """A command that was started."""

    world: World
    args: tuple[str, ...]
    pid: int
    out: Path
    day: date

    def send(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def end(self) -> Ran:
        """Wait until it has ended."""
        watch = Timer(PATIENCE, self.send, (signal.SIGABRT,))
        watch.start()
        code = int(self.world.program.ask({"wait": self.pid})["code"])
        watch.cancel()
        error = Path(f"{self.out}.err")
        ran = Ran(self.args, code, _text(self.out), _text(error), self.day)
        for file in (self.out, error):
            file.unlink(missing_ok=True)
        self.world.say(str(ran))
        return ran


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace") if file.exists() else ""


@contextmanager
def opened(
    faces: tuple[str, ...], program: Program, say: Callable[[str], None], offset: float, *, shared: bool = False
) -> Iterator[World]:
    """Open a world whose clocks are ``offset`` seconds ahead, and take it down again.

    With ``shared`` both faces stand before the same tickets, as the sandbox has it by default; else each has its own.
    """
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="zb-campaign-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        desks = []
        box = stack.enter_context(Sandbox(seed=None)) if shared else None
        for face in faces:
            box = box if shared and box else stack.enter_context(Sandbox(seed=None, faces=(face,)))
            url = box.zendesk_url if face == "zendesk" else box.freshdesk_url
            desk = Desk(face, {"zendesk": "shop", "freshdesk": "shop-eu"}[face], box, Proxy(url))
            desk.called = desk.name
            stack.callback(desk.proxy.close)
            desks.append(desk)
        world = World(folder, desks, program, say, shared=shared)
        world.advance(offset)
        yield world


def bare(text: str) -> str:
    """Return a text without the bridge's markers."""
    return re.sub(r"\s*\[zb-[^\]]*\]", "", text)
