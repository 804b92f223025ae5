"""Record what a shop is left with that used an earlier build: ``python tests/upgrades/record.py NAME COMMIT``.

The build's own program, config and macros run two days of a small shop against the build's own sandbox, with the
libraries of this Python. What they leave stands in ``tests/upgrades/NAME``, and is never edited by hand:

``state.sql``     the database, as SQL
``helpdesks.sql`` the sandbox's data file, as SQL, without logins and jobs: what Zendesk and Freshdesk hold
``files/``        config.yaml and macros, where they differ from those in ``tests/upgrades/files``

The shop's life: fields and macros are made, one hand-made macro is adopted, eight customers write, two of them German.
An agent takes the tag off one ticket, solves another, and edits a macro; somebody edits a canned response. On the next
day a window moves and one item is back. Every build lives it alike, so what differs is the build's.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, Self

import requests
import time_machine

HERE = Path(__file__).parent
FIRST_DAY = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SECOND_DAY = FIRST_DAY + timedelta(days=1)
ADOPTED = "delay-update"
LEFT_OUT, BACK = ("MUG-SET-4", "GRIND-2"), ("LAMP-3",)
"""Items of the build's own that the shop does not have, and that are back on the second day."""

CUSTOMERS = (
    ("Where is my order?", "When will the blue widget from my order ship?", "en-US"),
    ("Bestellung 4711", "Guten Tag, wann kommt mein Blue Widget 12 oz? Ich warte seit zwei Wochen.", "de"),
    ("Oak chair", "Any news of the oak chair (CHAIR-OAK) that I ordered?", "en-US"),
    ("Kettle", "My Gooseneck Kettle 0.7 l has not come yet. When does it ship?", "en-US"),
    ("Lampe", "Wo bleibt die Harbor Desk Lamp aus meiner Bestellung?", "de"),
    ("A question", "Does the blue widget fit the old stand? Where is it made?", "en-US"),
    ("Invoice", "Please send me an invoice for my teapot.", "en-US"),
    ("Reading chair", "I ordered the Oak Reading Chair in October. Where is it?", "en-US"),
)
DISMISSED, SOLVED = 6, 8


def main(name: str, commit: str) -> None:
    """Check a build out, let it live in a process of its own, and keep what it leaves."""
    with tempfile.TemporaryDirectory() as folder:
        build, shop = Path(folder, "build"), Path(folder, "shop")
        git = ("git", "-C", str(HERE.parents[1]), "worktree")
        subprocess.run([*git, "add", "-q", "--detach", str(build), commit], check=True)
        try:
            shop.mkdir()
            shutil.copy(build / "config.example.yaml", shop / "config.yaml")
            shutil.copytree(build / "macros", shop / "macros")
            environment = {**os.environ, "PYTHONPATH": str(build)}
            line = [sys.executable, "-W", "ignore", str(HERE / "record.py"), "--live"]
            subprocess.run(line, cwd=shop, env=environment, check=True)
            keep(shop, HERE / name)
        finally:
            subprocess.run([*git, "remove", "--force", str(build)], check=True)


def live() -> None:
    """Run the two days, in this folder and with the program on PYTHONPATH."""
    with time_machine.travel(FIRST_DAY):
        change_facts(*LEFT_OUT)
        with Helpdesks() as helpdesks:
            helpdesks.begin()
        command("setup", "--yes")
        command("apply", "--yes", "--adopt", ADOPTED)
        command("sync")
        with Helpdesks() as helpdesks:
            helpdesks.agents_work()
    with time_machine.travel(FIRST_DAY + timedelta(hours=2)):
        command("sync")
    with time_machine.travel(SECOND_DAY):
        change_facts(*BACK, moved=True)
        command("sync")
    with time_machine.travel(SECOND_DAY + timedelta(minutes=5)):
        command("sync")


def change_facts(*without: str, moved: bool = False) -> None:
    """Take items out of the file of late items, and move a window."""
    facts = Path("macros/backorders.yaml")
    text = facts.read_text(encoding="utf-8")
    for sku in without:
        text = re.sub(rf"  - sku: {sku}\n(?:    .*\n)*\n?", "", text)
    if moved:
        text = text.replace("{from: 2026-12-07, to: 2026-12-11}", "{from: 2026-12-14, to: 2026-12-18}")
    facts.write_text(text, encoding="utf-8")


def command(*args: str) -> None:
    """Run a command of the build."""
    print(f"\n$ {' '.join(args)}")
    print(f"-> {import_module('zendesk_bridge.cli').run([*args, '--config', 'config.yaml'])}")


class Helpdesks:
    """The build's sandbox, opened behind the bridge's back."""

    def __init__(self) -> None:
        self._box: Any = import_module("zendesk_bridge.sandbox").Sandbox(
            data=Path("zendesk-bridge-sandbox.db"), seed=None
        )

    def __enter__(self) -> Self:
        """Open both faces."""
        self._box.__enter__()
        login = self._box.credentials
        self._faces = {
            "zendesk": (self._box.zendesk_url, (f"{login.zendesk_email}/token", login.zendesk_api_token)),
            "freshdesk": (self._box.freshdesk_url, (login.freshdesk_api_key, "X")),
        }
        return self

    def __exit__(self, *error: object) -> None:
        """Close them."""
        self._box.__exit__(*error)

    def call(self, face: str, method: str, path: str, body: Any = None) -> Any:
        """Ask a face something; its answer's JSON."""
        url, auth = self._faces[face]
        answer = requests.request(method, url + path, auth=auth, json=body, timeout=60)
        assert answer.ok, (path, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def begin(self) -> None:
        """Let customers write, and people make things by hand: a macro with a title that ours will have, and others."""
        for title in ("Backorder::Delay update", "Refunds::Goodwill"):
            action = {"field": "comment_value_html", "value": "<p>Sorry for the wait!</p>"}
            self.call("zendesk", "POST", "/api/v2/macros.json", {"macro": {"title": title, "actions": [action]}})
        rows = [
            {"subject": subject, "description": text, "requester": _person(number, locale)}
            for number, (subject, text, locale) in enumerate(CUSTOMERS, 1)
        ]
        self.call("zendesk", "POST", "/_sandbox/tickets", rows)

    def agents_work(self) -> None:
        """Take one item's tag off, solve a ticket, and edit a macro and a canned response."""
        self.call("zendesk", "PATCH", f"/_sandbox/tickets/{DISMISSED}", {"remove_tags": ["backorder_wid_12"]})
        self.call("zendesk", "PATCH", f"/_sandbox/tickets/{SOLVED}", {"status": "solved"})
        macros = self.call("zendesk", "GET", "/api/v2/macros.json?page[size]=100")["macros"]
        titles = {
            "Backorder::Promised update",
            "Backorder::Promised update, also without news",
        }  # of a build or another
        checkin = next(macro for macro in macros if macro["title"] in titles)
        actions = [_edited(action) for action in checkin["actions"]]
        self.call("zendesk", "PUT", f"/api/v2/macros/{checkin['id']}.json", {"macro": {"actions": actions}})
        for folder in self.call("freshdesk", "GET", "/api/v2/canned_response_folders"):
            path = f"/api/v2/canned_response_folders/{folder['id']}/responses?per_page=100"
            for found in self.call("freshdesk", "GET", path):
                if found["title"].startswith("Ship window moved"):
                    edit = {"content_html": found["content_html"] + "<p>Edited by Dana.</p>"}
                    self.call("freshdesk", "PUT", f"/api/v2/canned_responses/{found['id']}", edit)


def _person(number: int, locale: str) -> dict[str, str]:
    return {"email": f"customer{number}@example.com", "name": f"Alex Morgan {number}", "locale": locale}


def _edited(action: dict[str, Any]) -> dict[str, Any]:
    if action["field"] != "comment_value_html":
        return action
    return {**action, "value": str(action["value"]) + "<p>Edited by Dana.</p>"}


def keep(shop: Path, folder: Path) -> None:
    """Write what a shop was left with, in text."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    helpdesks = shop / "zendesk-bridge-sandbox.db"
    with sqlite3.connect(helpdesks) as database:
        database.execute("DELETE FROM documents WHERE kind LIKE '%token%' OR kind = 'zendesk_job'")
    database.close()
    for file, name in ((shop / "zendesk-bridge.db", "state.sql"), (helpdesks, "helpdesks.sql")):
        database = sqlite3.connect(file)
        (folder / name).write_text("\n".join(database.iterdump()) + "\n", encoding="utf-8")
        database.close()
    for file in (shop / "config.yaml", *sorted((shop / "macros").iterdir())):
        name = file.relative_to(shop)
        if not _same(file, HERE / "files" / name):
            (folder / "files" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, folder / "files" / name)


def _same(file: Path, other: Path) -> bool:
    return other.exists() and file.read_bytes() == other.read_bytes()


if __name__ == "__main__":
    if sys.argv[1:] == ["--live"]:
        live()
    else:
        main(*sys.argv[1:])
