"""What a person sees on a terminal: lines that fit, colours unless unwanted, progress, and no escape from elsewhere."""

import io
import re
import sys
from datetime import timedelta

import pytest

from zendesk_bridge.cli import run
from zendesk_bridge.core.columns import columns

COLOUR = re.compile(r"\x1b\[\d+m")
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m"


class Terminal(io.StringIO):
    """What a terminal was sent."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Return what gives the test a terminal of 80 columns for stdout and one for stderr."""

    def made() -> tuple[Terminal, Terminal]:
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.delenv("NO_COLOR", raising=False)
        out, err = Terminal(), Terminal()
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        return out, err

    return made


def test_a_plan_fits(shop, terminal):
    """A plan with long titles and Japanese names passes 80 columns nowhere, and is in colours."""
    shop.swap("macros/backorders.yaml", "name: Harbor Desk Lamp", f"name: {'青いデスクランプ' * 8}")
    out, _ = terminal()
    assert run(["plan", "--config", str(shop.folder / "config.yaml")]) == 3  # there are no ticket fields yet
    seen = out.getvalue()
    assert "\x1b[32m+ create" in seen
    assert max(columns(line) for line in COLOUR.sub("", seen).split("\n")) <= 80
    assert "青いデスクランプ" in seen


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colours(shop, terminal, monkeypatch, name, value):
    """Who wants no colours, or has none, gets none."""
    out, _ = terminal()
    monkeypatch.setenv(name, value)
    assert run(["plan", "--config", str(shop.folder / "config.yaml")]) == 3
    assert "+ create" in out.getvalue()
    assert "\x1b" not in out.getvalue()


def test_a_file_gets_neither_width_nor_colours(shop):
    """What goes to a file or a pipe has each thing on one line, as a search wants it."""
    seen = shop.run("plan").out
    assert "\x1b" not in seen
    assert any(len(line) > 80 for line in seen.splitlines())


def test_progress_renews_its_line(shop, terminal):
    """On a terminal, progress takes one line, which is gone in the end, without dates."""
    _, err = terminal()
    assert run(["setup", "--yes", "--config", str(shop.folder / "config.yaml")]) == 0
    assert run(["apply", "--yes", "--config", str(shop.folder / "config.yaml")]) == 0
    seen = err.getvalue()
    assert "\r\x1b[Kshop: comparing macros" in seen
    assert "\n" not in seen
    assert seen.endswith("\r\x1b[K")


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_portal_edits_reach_no_terminal(shop, form):
    """Escape sequences that somebody wrote into a macro on the helpdesk are shown, and never obeyed."""
    shop.ready()
    macro = shop.macros()["Backorder::Delay update"]
    actions = [
        {**action, "value": f"<p>{EVIL}</p>"} if action["field"] == "comment_value_html" else action
        for action in macro["actions"]
        if action["field"] != "comment_value"
    ]
    body = {"macro": {"title": f"Backorder::{EVIL}", "actions": actions}}
    shop.call("zendesk", "PUT", f"/api/v2/macros/{macro['id']}.json", json=body)
    shop.facts("LAMP-3", to=shop.dates["to"] + timedelta(days=3))
    for command in ("plan", "sync"):
        ran = shop.run(command, *(["--format", form] if command == "plan" or form == "json" else []))
        assert not set("\x1b\x07\x9b") & set(ran.out + ran.err)
        assert command == "sync" or "owned" in ran.out
