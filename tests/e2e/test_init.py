"""From an empty folder to files that ``check`` calls good: the options, the files, and what comes next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
import time_machine

ZENDESK, FRESHDESK = "shop=zendesk:acme", "help=acme.freshdesk.com"

Command = Callable[..., tuple[int, str, str]]


def test_without_a_terminal_the_options_are_named(command: Command, tmp_path: Path) -> None:
    """Nobody can be asked: the error names each option, and nothing is written."""
    code, out, err = command("init", "--format", "json")
    assert code == 2
    for name in ("--helpdesk shop=zendesk:acme.zendesk.com", "--language", "--timezone", "--yes", "sandbox"):
        assert name in err
    assert json.loads(out)["ok"] is False
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--helpdesk", "acme"], "write freshdesk:acme or zendesk:acme"),
        (["--helpdesk", "zendesk:a b"], "is not an address"),
        (["--helpdesk", ZENDESK, "--language", "it"], "no ready-made macros in 'it'"),
        (["--helpdesk", ZENDESK, "--timezone", "PST"], "write a place such as America/Los_Angeles"),
        (["--helpdesk", ZENDESK, "--timezone", ""], "is not a time zone"),
        (["--helpdesk", ZENDESK, "--timezone", "Berlin"], "did you mean 'Europe/Berlin'?\n"),
        (["--example", "--language", "de"], "--example is a whole set-up"),
    ],
)
def test_a_wrong_option_is_a_usage_error(command: Command, tmp_path: Path, args: list[str], says: str) -> None:
    """It says which, and what to write; nothing is written."""
    code, _, err = command("init", *args)
    assert code == 2
    assert says in err
    assert list(tmp_path.iterdir()) == []


CHOICES = [
    *((["sandbox"], order) for size in (1, 2) for order in permutations(("en", "de", "fr", "es"), size)),
    *((["sandbox"], order) for order in (("es", "fr", "de", "en"), ("de", "en", "es"), ("en_GB", "de"))),
    *((["zendesk:sandbox"], order) for order in (("en",), ("fr", "es", "en"))),
    *((["freshdesk:sandbox"], order) for order in (("en",), ("fr", "es", "en"))),
    ([ZENDESK], ("en",)),
    ([FRESHDESK], ("de", "en")),
    ([ZENDESK, FRESHDESK], ("es", "fr")),
    ([ZENDESK, "freshdesk:sandbox"], ("de",)),
]


@pytest.mark.parametrize(("helpdesks", "languages"), CHOICES, ids=str)
def test_check_calls_every_choice_good(
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    credentials: tuple[str, ...],
    helpdesks: list[str],
    languages: tuple[str, ...],
) -> None:
    """No warning, but that nothing is late yet where no made-up item may be told."""
    options = [word for text in helpdesks for word in ("--helpdesk", text)]
    code, out, err = command("init", *options, "--language", ",".join(languages))
    assert (code, err) == (0, "")
    for name in credentials:
        monkeypatch.setenv(name, "x")
    code, out, err = command("check")
    assert (code, err) == (0, "")
    real = any(text in {ZENDESK, FRESHDESK} for text in helpdesks)
    assert out.count("warning") == real, out
    assert f"{0 if real else 6} late items" in out
    assert ("holds no late item" in out) == real
    if real:
        facts = Path("macros/backorders.yaml")
        lines = facts.read_text("utf-8").splitlines()
        example = "\n".join(line[2:] for line in lines if line.startswith(("#  ", "# backorders:")))
        facts.write_text(example, "utf-8")
        code, out, _ = command("check")
        assert (code, out.count("warning"), "WID-12 was made up by" in out) == (0, 1, True)
        facts.write_text(example.replace("sku: WID-12", "sku: OWN-1"), "utf-8")
        code, out, _ = command("check")
        assert (code, out.splitlines()[:-1]) == (0, [])
        assert "1 late item" in out


def test_the_secrets_are_said_where_they_are(command: Command) -> None:
    """The file of secrets says of which kind the client is, what it may do, and the one page that has it."""
    assert command("init", "--helpdesk", ZENDESK)[0] == 0
    said = Path(".env.example").read_text("utf-8")
    assert "confidential client with the scopes read and write" in said
    assert "Admin Center > Apps and integrations > APIs > OAuth clients" in said


DAYS = [*(f"2026-12-{day}" for day in range(26, 32)), "2027-01-01", "2027-01-04", "2028-02-28", "2028-02-29"]


@pytest.mark.parametrize("day", [*DAYS, "2027-03-28", "2027-10-31", "2027-12-24"])
@pytest.mark.parametrize("args", [["--yes"], ["--example"]])
def test_the_dates_are_good_on_any_day(command: Command, day: str, args: list[str]) -> None:
    """Whatever weekday it is, and across New Year, no date that is written gives a warning."""
    with time_machine.travel(datetime.fromisoformat(f"{day}T23:30").replace(tzinfo=UTC)):
        assert command("init", *args)[0] == 0
        code, out, _ = command("check")
    assert code == 0
    assert out.startswith("Good: 12 macros, 8 mails, 6 late items")


def test_today_is_that_of_the_time_zone(command: Command) -> None:
    """Where it is tomorrow already, the dates count from tomorrow."""
    with time_machine.travel(datetime(2026, 12, 1, 20, 0, tzinfo=UTC)):
        command("init", "a", "--yes", "--timezone", "UTC")
        command("init", "b", "--yes", "--timezone", "Asia/Tokyo")
    assert "from: 2026-12-09" in Path("a/macros/backorders.yaml").read_text("utf-8")
    assert "from: 2026-12-10" in Path("b/macros/backorders.yaml").read_text("utf-8")


def test_the_example_says_everything_and_runs(command: Command, tmp_path: Path) -> None:
    """It is the config of the README, with the macros as they come, and marks tickets of the sandbox."""
    assert command("init", "--example")[0] == 0
    assert "(1) Your helpdesks" in (tmp_path / "config.yaml").read_text("utf-8")
    assert not (tmp_path / ".github").exists()
    assert command("setup", "--yes")[0] == 0
    code, out, _ = command("sync")
    assert code == 0, out
    assert "22 written" in out


@pytest.mark.parametrize("zone", ["/etc/passwd", ":../../../../../../../../etc/passwd", "Europe", "/", "/dev/null"])
def test_a_time_zone_of_the_environment_that_is_none(tmp_path: Path, zone: str) -> None:
    """It is as if none was named, here and for every other command."""
    for args in (["init", str(tmp_path / "shop"), "--yes"], ["check", "--config", str(tmp_path / "shop/config.yaml")]):
        line = [sys.executable, "-m", "zendesk_bridge", *args]
        ran = subprocess.run(line, capture_output=True, text=True, check=False, env=os.environ | {"TZ": zone})  # noqa: S603 - our own command
        assert ran.returncode == 0, ran
        assert ran.stderr == ""


def test_what_github_installs_is_to_be_said(command: Command, tmp_path: Path) -> None:
    """As long as the workflow has no package the last line says so; once it has one, nothing does."""
    says = "On GitHub: fill in PACKAGE in .github/workflows/zendesk-bridge.yml, which says what it installs.\n"
    code, out, _ = command("init", "--helpdesk", ZENDESK)
    assert code == 0
    assert out.endswith(says)
    assert command("init")[1].endswith(says)
    assert json.loads(command("init", "--format", "json")[1])["fill_in"] == [".github/workflows/zendesk-bridge.yml"]
    workflow = tmp_path / ".github/workflows/zendesk-bridge.yml"
    workflow.write_text(workflow.read_text("utf-8").replace("PACKAGE: ''", "PACKAGE: https://wheels.example/x.whl"))
    assert "PACKAGE" not in command("init")[1]
    assert json.loads(command("init", "--format", "json")[1])["fill_in"] == []


@pytest.mark.parametrize("name", ["it's $HOME", "-x y"])
def test_the_commands_can_be_copied(tmp_path: Path, name: str) -> None:
    """Whatever the folder is called, a shell that is given what is printed gets to a good check."""
    line = [sys.executable, "-m", "zendesk_bridge", "init", "--yes", "--format", "json", "--", name]
    made = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S603 - our own command
    change, check, *_ = json.loads(made.stdout)["next"]
    ran = subprocess.run(f"{change} && {check}", cwd=tmp_path, shell=True, capture_output=True, text=True, check=False)  # noqa: S602 - what is printed
    assert ran.returncode == 0, ran
    assert ran.stdout.startswith("Good:")
