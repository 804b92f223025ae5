"""A shop on this machine: both helpdesks over real HTTP, an admin's folder, and the command line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge.cli import run
from zendesk_bridge.sandbox import Sandbox

CONFIG = """\
helpdesks:
  shop:
    type: zendesk
    url: {zendesk}
    auth: {{client_id: {client_id}, client_secret: {client_secret}}}
    max_share_of_limit: 100 %
  shop-eu:
    type: freshdesk
    url: {freshdesk}
    auth: {{api_key: {api_key}}}
    max_share_of_limit: 100 %
backorders: [{{type: file, path: macros/backorders.yaml}}]
timezone: UTC
"""

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

    # --- files

    def write(self, name: str, text: str) -> None:
        """Write one of the admin's files."""
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def configure(self, **extra: str) -> None:
        """Write config.yaml, with more lines where given."""
        login = self.box.credentials
        text = CONFIG.format(
            zendesk=self.box.zendesk_url,
            freshdesk=self.box.freshdesk_url,
            client_id=login.zendesk_client_id,
            client_secret=login.zendesk_client_secret,
            api_key=login.freshdesk_api_key,
        )
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
        """Run a command in this process."""
        self.capture()
        command, *rest = args
        code = run([command, "--config", str(self.folder / "config.yaml"), *rest])
        return Ran(code, *self.capture())

    def ok(self, *args: str) -> Ran:
        """Run a command that must succeed."""
        ran = self.run(*args)
        assert ran.code == 0, ran
        return ran

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start a command in a process of its own."""
        command, *rest = args
        line = [sys.executable, "-m", "zendesk_bridge", command, "--config", str(self.folder / "config.yaml"), *rest]
        return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command

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
        answer = requests.request(method, self.url(face) + path, auth=self.auth(face), timeout=10, **options)
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


@pytest.fixture
def shop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Shop]:
    """Return a shop with two late items, two macros and no tickets."""

    def capture() -> tuple[str, str]:
        seen = capsys.readouterr()
        return seen.out, seen.err

    with Sandbox(seed=None) as box:
        made = Shop(tmp_path, box, capture)
        made.configure()
        made.facts()
        made.write("macros/delay-update.yaml", UPDATE)
        made.write("macros/item-update.yaml", PER_ITEM)
        yield made
    shutil.rmtree(tmp_path, ignore_errors=True)
