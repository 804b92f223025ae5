"""The newest program on what each earlier build left behind; ``record.py`` tells how that came to be."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from zendesk_bridge.cli import run
from zendesk_bridge.state.tables import HEAD

HERE = Path(__file__).parent
NEXT_HOUR = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
"""An hour after the last run of the builds: nothing but the program has changed."""

OLD_WORDS = "an older release wrote it"
ONE_MACRO = "one macro speaks every language now"
FIELDS = frozenset(
    {"Backorder greeting", "Backorder language", "Backorder message", "Backorder options", "Backorder reply"}
)


@dataclass(frozen=True)
class Build:
    """An earlier build: the version of its database, and what an upgrade from it writes, by its cause."""

    name: str
    version: str
    causes: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


BUILDS = (
    Build("first", "0001", frozenset({OLD_WORDS, ONE_MACRO}), FIELDS),
    Build("finder", "0001", frozenset({OLD_WORDS, ONE_MACRO}), FIELDS),
    Build("any-day", "0001"),
    Build("accounts", "0002"),
    Build("ages", "0003"),
    Build("applied", "0004"),
    Build("ledger", "0005"),
    Build("house", "0006"),
    Build("runs", "0007"),
    Build("said", "0008"),
)
MACROS = ("zendesk_macro", "freshdesk_canned_response")
DISMISSED, MOVED, BACK = 6, 4, 5
"""Tickets: an agent took the item's tag off; its window moved; its item is back."""


@dataclass(frozen=True)
class Shop:
    """What a build left, opened by the newest program."""

    build: Build
    folder: Path
    capture: Callable[[], tuple[str, str]]
    log: pytest.LogCaptureFixture

    def run(self, *args: str) -> tuple[int, str]:
        """Run a command; its exit code, and what it printed to stdout."""
        self.log.clear()
        self.capture()
        code = run(list(args))
        out, err = self.capture()
        assert "Traceback" not in err
        return code, out

    def rows(self, query: str, file: str = "zendesk-bridge-sandbox.db") -> list[Any]:
        """Ask one of the databases: by default what the helpdesks hold."""
        database = sqlite3.connect(self.folder / file)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()

    @property
    def macros(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Every macro and canned response, also the retired ones."""
        rows = self.rows("SELECT kind, id, body FROM documents")
        return {(kind, str(number)): json.loads(body) for kind, number, body in rows if kind in MACROS}

    @property
    def tickets(self) -> dict[int, dict[str, Any]]:
        """Every ticket: its tags, and our fields of both helpdesks by title."""
        titles = {}
        for kind, number, body in self.rows("SELECT kind, id, body FROM documents WHERE kind LIKE '%field'"):
            field = json.loads(body)
            key = field["name"] if kind == "freshdesk_field" else str(number)
            titles[key] = field.get("title") or field["label"]
        found = {}
        for number, tags, *fields in self.rows("SELECT id, tags, zendesk_fields, freshdesk_fields FROM tickets"):
            values = [
                (titles.get(name, name), name, value) for text in fields for name, value in json.loads(text).items()
            ]
            found[number] = {"tags": set(json.loads(tags)), **{(title, name): value for title, name, value in values}}
        return found

    def is_dismissed(self) -> bool:
        """Tell whether Zendesk's agent is remembered to have taken the item's tag off."""
        marks = (
            "SELECT state FROM marks JOIN accounts ON account_id = id WHERE accounts.name = 'shop' AND ticket_id = 6"
        )
        return self.rows(marks, "zendesk-bridge.db") == [("dismissed",)]

    @property
    def everything(self) -> list[Any]:
        """All that a customer or an agent could see of a helpdesk."""
        rows = self.rows(
            "SELECT id, status, tags, zendesk_fields, freshdesk_fields, updated_at FROM tickets ORDER BY id"
        )
        comments = self.rows("SELECT id, ticket_id, html FROM comments ORDER BY id")
        return [rows, comments, sorted(self.macros.items(), key=lambda item: item[0])]


@pytest.fixture(params=BUILDS, ids=lambda build: build.name)
def shop(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> Shop:
    """Return what a build left, in a folder of its own that we are in."""

    def capture() -> tuple[str, str]:
        seen = capsys.readouterr()
        return seen.out, seen.err

    lay_out(request.param.name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return Shop(request.param, tmp_path, capture, caplog)


def lay_out(name: str, folder: Path) -> None:
    """Lay out the files and both databases of a build."""
    for files in (HERE / "files", HERE / name / "files"):
        if files.exists():
            shutil.copytree(files, folder, dirs_exist_ok=True)
    for dump, file in (("state", "zendesk-bridge.db"), ("helpdesks", "zendesk-bridge-sandbox.db")):
        database = sqlite3.connect(folder / file)
        database.executescript((HERE / name / f"{dump}.sql").read_text(encoding="utf-8"))
        database.close()


@pytest.fixture(autouse=True)
def _the_next_hour() -> Iterator[None]:
    """Begin an hour after the builds ended."""
    with time_machine.travel(NEXT_HOUR):
        yield


def test_looking_changes_nothing(shop: Shop) -> None:
    """The old config passes; what an upgrade would write is seen before anything is upgraded; the database stays."""
    before, file = shop.everything, (shop.folder / "zendesk-bridge.db").read_bytes()
    assert shop.run("check")[0] == 0
    code, out = shop.run("state", "show")
    assert (code, out.count(" ticket fields, ")) == (0, 2)
    code, out = shop.run("plan")
    assert code == (5 if shop.build.causes else 3), out
    old = shop.build.version != HEAD
    assert (f"(its version is {shop.build.version}) and is left as it is" in shop.log.text) == old
    shop.run("sync", "--dry-run")
    assert (shop.folder / "zendesk-bridge.db").read_bytes() == file
    assert shop.everything == before


def test_an_upgrade_writes_what_the_changelog_names(shop: Shop) -> None:
    """The upgrade is told once; the plan names each cause, sync writes exactly that, and the run after it nothing."""
    code, _ = shop.run("setup", "--yes")
    assert code == 0
    told = f"was brought from version {shop.build.version} to {HEAD}"
    assert shop.log.text.count(told) == (shop.build.version != HEAD)
    macros, tickets = shop.macros, shop.tickets
    _, out = shop.run("plan")
    assert causes(out) == shop.build.causes
    code, _ = shop.run("sync", "--allow", "retirements")
    assert code == 3  # the edited macros wait
    assert told not in shop.log.text
    written = [key for key, macro in shop.macros.items() if macro != macros.get(key)]
    assert len(written) == planned(out)
    assert different(tickets, shop.tickets) == shop.build.fields
    nothing_is_lost(shop, macros)
    with time_machine.travel(NEXT_HOUR + timedelta(minutes=5)):
        before = shop.everything
        code, out = shop.run("sync")
    assert (code, shop.everything) == (3, before)
    assert shop.run("state", "rebuild", "--dry-run")[0] == 0
    work_goes_on(shop)


def nothing_is_lost(shop: Shop, before: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Prove that what people decided before the upgrade holds."""
    assert shop.is_dismissed()
    moved = {"backorder_window_moved"} if shop.build.version < "0008" else set()  # told ones since
    assert shop.tickets[MOVED]["tags"] == {"backorder", "backorder_ket_70"} | moved
    assert shop.tickets[BACK]["tags"] == {"backorder_resolved"}
    macros = shop.macros
    assert [key for key, macro in before.items() if "Edited by Dana." in str(macro)] == [
        key for key, macro in macros.items() if "Edited by Dana." in str(macro)
    ]
    adopted, hand_made = sorted(key for key in macros if key[0] == "zendesk_macro")[:2]
    assert macros[adopted]["title"] == "Backorder::Delay update"
    assert "Sorry for the wait!" not in str(macros[adopted])
    assert macros[hand_made] == before[hand_made]
    assert [macro["title"] for macro in macros.values()].count("Backorder::Delay update") == 1


def work_goes_on(shop: Shop) -> None:
    """Prove that the next change of the facts reaches those tickets that were marked, and no others."""
    facts = Path("macros/backorders.yaml")
    text = facts.read_text(encoding="utf-8")
    assert "{from: 2026-12-01, to: 2026-12-05}" in text
    facts.write_text(text.replace("to: 2026-12-05}", "to: 2026-12-09}"), encoding="utf-8")
    before = shop.tickets
    with time_machine.travel(NEXT_HOUR + timedelta(minutes=10)):
        assert shop.run("sync")[0] == 3
    after = shop.tickets
    changed = {number for number, ticket in after.items() if ticket != before[number]}
    assert changed - {DISMISSED} == {1, 2}
    for number in (1, 2):
        assert after[number]["tags"] == {"backorder", "backorder_wid_12"}  # no customer was told the window
    assert shop.is_dismissed()


def causes(plan: str) -> set[str]:
    """Return why a plan changes macros, but for those that somebody edited."""
    headings = re.findall(r"^[~+-] \w+ +\S+(?: (.*?))?: \d+ macro", plan, re.MULTILINE)
    assert len(headings) == len(re.findall(r"^[~+-] ", plan, re.MULTILINE))
    return set(headings)


def planned(plan: str) -> int:
    """Return how many macros a plan writes."""
    found = re.search(r"^Plan \w+: (\d+) macro", plan, re.MULTILINE)
    return int(found[1]) if found else 0


def different(before: dict[int, dict[str, Any]], after: dict[int, dict[str, Any]]) -> set[str]:
    """Return what changed on any ticket; each reply's field is called alike."""
    keys = {key for number, ticket in after.items() for key in ticket if ticket[key] != before[number].get(key)}
    return {"tags" if key == "tags" else key[0].partition(":")[0] for key in keys}


def test_the_changelog_names_no_more_and_no_less() -> None:
    """The section of upgrades lists each cause and each field, and nothing that no upgrade writes."""
    text = (HERE.parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
    section = text.partition("### What an upgrade writes\n")[2].partition("\n#")[0]
    named = re.findall(r"^- `(.+?)`", section, re.MULTILINE)
    assert sorted(named) == sorted(set().union(*(build.causes | build.fields for build in BUILDS)))


CUT_OFF = """
import os
from alembic import op
from zendesk_bridge.state import open_state
create = op.create_table
def create_some(name, *args, **options):
    return os._exit(9) if name == "events" else create(name, *args, **options)
op.create_table = create_some
open_state("sqlite:///zendesk-bridge.db")
"""


@pytest.mark.parametrize("shop", [BUILDS[0]], indirect=True, ids=["first"])
def test_an_upgrade_that_was_cut_off_is_finished_by_the_next_run(shop: Shop) -> None:
    """A process killed between two migrations leaves the old database; the next run upgrades it whole."""
    ended = subprocess.run([sys.executable, "-c", CUT_OFF], check=False)  # noqa: S603 - our own code
    assert ended.returncode == 9
    with time_machine.travel(NEXT_HOUR):
        assert "from an older release" in shop.run("state", "show")[1]
        assert shop.run("state", "upgrade") == (0, "The state is up to date.\n")
        assert f"was brought from version 0001 to {HEAD}" in shop.log.text
        assert shop.run("state", "upgrade") == (0, "The state is up to date.\n")
        assert not shop.log.text


@pytest.mark.parametrize("command", ["sync", "triage"])
def test_an_option_of_before_says_what_to_write_now(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A crontab outlives releases: --max-tickets is refused with what took its place."""
    assert run([command, "--max-tickets", "900", "--config", str(tmp_path / "config.yaml")]) == 2
    assert "--max-tickets is gone: --allow tickets lets one run through" in capsys.readouterr().err
