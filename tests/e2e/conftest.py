"""A shop on this machine: both helpdesks over real HTTP, an admin's folder, and the command line."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic, time
from typing import Any

import pytest
import requests

from zendesk_bridge.cli import run
from zendesk_bridge.cli.demo import config_for
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.sandbox import Sandbox

sys.path.insert(0, str(Path(__file__).parent))  # what some tests here share is imported from there

BACKORDERS = """\
backorders:
  - sku: WID-12
    name: Blue Widget 12 oz
    aliases: [blue widget, BW12]
    ship_window: {{from: {from}, to: {to}}}
    reason: the supplier is late
    options: [wait, cancel]
    next_update: {next}
  - sku: LAMP-3
    name: Harbor Desk Lamp
    aliases: [harbor lamp]
    ship_window: unknown
    reason: the workshop has not confirmed a date
    options: [wait, cancel]
    next_update: {next}
"""

UPDATE = """\
key: delay-update
title: "Backorder::Delay update"
reply: |
  Hi {{ customer.first_name }},

  I am sorry that your {{ backorder.items }} will ship late: {{ backorder.ship_window }}.
  You can {{ backorder.options }}. You will hear from us by {{ backorder.next_update }}.
actions: {add_tags: [backorder_update_sent], status: pending}
"""

PER_ITEM = """\
key: item-update
title: "Backorder::{{ backorder.name }}"
per: item
reply: |
  Hi {{ customer.first_name }},

  {{ backorder.message }}
"""


PATIENCE = 120
"""Seconds after which a test gives up waiting."""


def day(ahead: int) -> date:
    """Return the day that lies this many days ahead."""
    return datetime.now(UTC).date() + timedelta(days=ahead)


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return stdout as JSON."""
        return json.loads(self.out)


@dataclass
class Shop:
    """One installation with its helpdesks."""

    folder: Path
    box: Sandbox
    capture: Callable[[], tuple[str, str]]
    dates: dict[str, date] = field(default_factory=lambda: {"from": day(8), "to": day(12), "next": day(6)})
    config: str = "config.yaml"
    started: list[subprocess.Popen[str]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    """How long the clients in this process would have waited, in seconds, each wait in turn."""

    # --- files

    def write(self, name: str, text: str) -> None:
        """Write one of the admin's files."""
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def swap(self, name: str, old: str, new: str) -> None:
        """Replace a piece of one of the admin's files."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text, (name, old)
        self.write(name, text.replace(old, new))

    def configure(self, **extra: str) -> None:
        """Write config.yaml, with more lines where given."""
        text = config_for(self.box)
        self.write("config.yaml", text + "".join(f"{key}: {value}\n" for key, value in extra.items()))

    def facts(self, *without: str, **dates: date) -> None:
        """Write backorders.yaml, without some items, with dates moved."""
        text = BACKORDERS.format(**(self.dates | dates))
        for sku in without:
            text = re.sub(rf"  - sku: {sku}\n(?:    .*\n)*", "", text)
        self.write("macros/backorders.yaml", text if "sku" in text else "backorders: []\n")

    def lose_state(self) -> None:
        """Delete the database."""
        for file in self.folder.glob("zendesk-bridge.db*"):
            file.unlink()

    # --- the command line

    def run(self, *args: str) -> Ran:
        """Run a command in this process. Whatever becomes of it, it prints no secret and no traceback."""
        self.capture()
        words = 2 if args[0] in {"outreach", "report", "state"} else 1  # of the command
        code = run([*args[:words], "--config", str(self.folder / self.config), *args[words:]])
        return _proper(self, Ran(code, *self.capture()))

    def ok(self, *args: str) -> Ran:
        """Run a command that must succeed."""
        ran = self.run(*args)
        assert ran.code == 0, ran
        return ran

    def run_as_anybody(self, *args: str) -> Ran:
        """Run a command in a process that reads and writes only what rights are given to, as root does not."""
        self.capture()
        root = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--"] if os.geteuid() == 0 else []
        line = [*root, sys.executable, "-m", "zendesk_bridge", *args, "--config", str(self.folder / self.config)]
        ran = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        return _proper(self, Ran(ran.returncode, ran.stdout, ran.stderr))

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start a command in a process of its own."""
        command, *rest = args
        line = [sys.executable, "-m", "zendesk_bridge", command, "--config", str(self.folder / self.config), *rest]
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
        self.started.append(process)
        return process

    def end(self, process: subprocess.Popen[str]) -> Ran:
        """Wait until a command that was started has ended."""
        out, err = process.communicate(timeout=PATIENCE)
        return _proper(self, Ran(process.returncode, out, err))

    def ready(self) -> None:
        """Set up the ticket fields and apply the macros."""
        self.ok("setup", "--yes")
        self.ok("apply", "--yes")

    # --- the helpdesks behind the bridge's back

    def url(self, face: str) -> str:
        """Return a face's address."""
        return self.box.zendesk_url if face == "zendesk" else self.box.freshdesk_url

    def auth(self, face: str) -> tuple[str, str]:
        """Return an admin's login."""
        login = self.box.credentials
        if face == "zendesk":
            return f"{login.zendesk_email}/token", login.zendesk_api_token
        return login.freshdesk_api_key, "X"

    def call(self, face: str, method: str, path: str, **options: Any) -> Any:
        """Ask a face something; the answer's JSON."""
        answer = requests.request(method, self.url(face) + path, auth=self.auth(face), timeout=60, **options)
        assert answer.ok, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def get(self, face: str, path: str) -> Any:
        """Read a path."""
        return self.call(face, "GET", path)

    def admin(self, face: str, path: str, body: Any = None, method: str = "POST") -> Any:
        """Do something behind the helpdesk's back."""
        return self.call(face, method, f"/_sandbox/{path}", json=body)

    def writes(self) -> int:
        """Return how many writing requests both faces have seen since the last look."""
        total = 0
        for face in ("zendesk", "freshdesk"):
            total += self.get(face, "/_sandbox/requests")["writes"]
            self.admin(face, "requests", method="DELETE")
        return total

    def calls(self, face: str) -> Counter[str]:
        """Return how often each endpoint of a face was asked since the last look at its writes."""
        return Counter(self.get(face, "/_sandbox/requests")["calls"])

    def fault(self, face: str, method: str, path: str, effect: str, **more: Any) -> None:
        """Make the first matching request go wrong (``zendesk_bridge.sandbox.faults``)."""
        self.admin(face, "faults", {"face": face, "method": method, "path": path, "effect": effect} | more)

    def heal(self) -> None:
        """Let nothing go wrong any more; what waits at a door goes in."""
        self.admin("zendesk", "faults", method="DELETE")

    def hold(self, face: str, method: str, path: str, number: int = 1, **more: Any) -> Callable[[], None]:
        """Let a request wait at the helpdesk's door until all is healed; returns what waits until it has come there."""
        flag = self.customer("No late item in here.")
        arrives = {"ticket": flag, "changes": {"add_tags": ["arrived"]}}
        self.fault(face, method, path, "before_write", **{"from": number}, **arrives)
        self.fault(face, method, path, "slow", **{"from": number, **more}, seconds=PATIENCE)
        return lambda: ask_until(lambda: "arrived" in self.tags(flag))

    def customer(self, text: str, subject: str = "My order", **more: Any) -> int:
        """Let a customer open a ticket."""
        requester = {"email": "alex@example.com", "name": "Alex Morgan"} | more.pop("requester", {})
        ticket = {"subject": subject, "description": text, "requester": requester} | more
        return int(self.admin("zendesk", "tickets", [ticket])["ids"][0])

    def ticket(self, number: int) -> dict[str, Any]:
        """Return a ticket as Zendesk shows it."""
        return dict(self.get("zendesk", f"/api/v2/tickets/{number}.json")["ticket"])

    def tags(self, number: int) -> set[str]:
        """Return a ticket's tags."""
        return set(self.ticket(number)["tags"])

    def fields(self, face: str, number: int) -> dict[str, str]:
        """Return our fields on a ticket by title."""
        if face == "zendesk":
            titles = {
                item["id"]: item["title"] for item in self.get(face, "/api/v2/ticket_fields.json")["ticket_fields"]
            }
            values = {titles[item["id"]]: item["value"] for item in self.ticket(number)["custom_fields"]}
        else:
            titles = {item["name"]: item["label"] for item in self.get(face, "/api/v2/ticket_fields")}
            row = self.get(face, f"/api/v2/tickets/{number}")["custom_fields"]
            values = {titles[name]: value for name, value in row.items()}
        return {title: value or "" for title, value in values.items() if title.startswith("Backorder ")}

    def macros(self, *, active: bool = True) -> dict[str, dict[str, Any]]:
        """Return Zendesk's macros by title."""
        page = self.get("zendesk", "/api/v2/macros.json?access=shared&page[size]=100")["macros"]
        return {macro["title"]: macro for macro in page if macro["active"] or not active}

    def canned(self) -> dict[str, dict[str, Any]]:
        """Return Freshdesk's canned responses by folder and title without marker."""
        found = {}
        for folder in self.get("freshdesk", "/api/v2/canned_response_folders"):
            for item in self.get("freshdesk", f"/api/v2/canned_response_folders/{folder['id']}/responses?per_page=100"):
                found[f"{folder['name']}::{item['title'].split(' [zb-')[0]}"] = item
        return found


def ask_until(true: Callable[[], bool]) -> None:
    """Ask again and again until it is true."""
    deadline = monotonic() + PATIENCE
    pause = Event()
    while not true():
        assert monotonic() < deadline, "it never came true"
        pause.wait(0.02)


def _proper(shop: Shop, ran: Ran) -> Ran:
    login = shop.box.credentials
    for secret in (login.zendesk_client_secret, login.zendesk_api_token, login.freshdesk_api_key, "Traceback"):
        assert secret not in ran.out + ran.err
    return ran


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> Iterator[None]:
    """Let commands be interrupted that tests start, also where the tests were started in the background.

    A shell lets what it starts there ignore SIGINT, and every child inherits that; it inherits no handler.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def _within_one_day() -> None:
    """Begin no test in the last two minutes of a day: what is due today would be overdue in the middle of it."""
    left = 86_400 - time() % 86_400  # seconds of this day in UTC, which is the shops' zone
    if left < PATIENCE:
        Event().wait(left)


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Return what asks again and again until it is true."""
    return ask_until


@pytest.fixture(scope="session")
def closing() -> Iterator[Callable[[ExitStack], None]]:
    """Return what closes a sandbox while the next test runs: a server takes its time to leave."""
    with ThreadPoolExecutor(4) as pool:
        left: list[Future[None]] = []
        yield lambda stack: left.append(pool.submit(stack.close))
        for one in left:
            one.result(PATIENCE)


@pytest.fixture
def shop(
    closing: Callable[[ExitStack], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shop]:
    """Return a shop with two late items, two macros and no tickets; clients in this process wait for nothing."""
    with ExitStack() as stack:
        made = _open(stack.enter_context(Sandbox(seed=None)), tmp_path, capsys, monkeypatch)
        yield made
        for process in made.started:
            with process:  # one that a failed test left behind
                process.kill()
        closing(stack.pop_all())


@pytest.fixture(scope="session")
def quiet_box() -> Iterator[Sandbox]:
    """Return helpdesks that all tests share, because none of them writes."""
    with Sandbox(seed=None) as box:
        yield box


@pytest.fixture
def quiet_shop(
    quiet_box: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shop:
    """Return a shop as above, for tests in which nothing is written to a helpdesk."""
    return _open(quiet_box, tmp_path, capsys, monkeypatch)


def _open(box: Sandbox, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shop:
    def capture() -> tuple[str, str]:
        seen = capsys.readouterr()
        return seen.out, seen.err

    made = Shop(folder, box, capture)
    for kind in (zendesk, freshdesk):
        monkeypatch.setattr(kind, "build", partial(kind.build, sleep=made.waits.append))
    made.configure()
    made.facts()
    made.write("macros/delay-update.yaml", UPDATE)
    made.write("macros/item-update.yaml", PER_ITEM)
    return made


@pytest.fixture
def credentials() -> tuple[str, ...]:
    """Return the variables that a set-up from ``init`` reads its secrets from."""
    return ("ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET", "FRESHDESK_API_KEY")


@pytest.fixture
def command(
    credentials: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., tuple[int, str, str]]:
    """Return what runs a command in an empty folder, in a time zone and language that nobody chose."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", *credentials):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "America/New_York")

    def ran(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(args)
        return (code, *capsys.readouterr())

    return ran
