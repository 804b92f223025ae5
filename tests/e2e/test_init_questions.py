"""What ``init`` asks on a terminal, and what becomes of the answers."""

from __future__ import annotations

import io
import os
import pty
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from beside import sleeps, started

from zendesk_bridge.cli import run

Until = Callable[[Callable[[], bool]], None]


def on_terminal(
    folder: Path, *args: str, answers: str, stop_at: str = "", until: Until | None = None, **env: str
) -> tuple[int, str]:
    """Run a command on a terminal on which somebody types, and presses Ctrl-C when it waits after ``stop_at``.

    Nobody presses Ctrl-C within microseconds of a question. Returns how it left, and what the terminal showed.
    """
    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "zendesk_bridge", *args]
    environment = {**os.environ, "TERM": "dumb", **env}
    seen = b""
    with started(line, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment) as process:
        os.close(theirs)
        os.write(ours, answers.encode())
        with suppress(OSError):  # as Linux tells that the other end is closed
            while piece := os.read(ours, 4096):
                seen += piece
                if until and stop_at.encode() in seen:
                    until(lambda: sleeps(process))
                    process.send_signal(signal.SIGINT)
                    until = None
        os.close(ours)
        return process.wait(60), seen.decode().replace("\r", "")


class Keyboard(io.StringIO):
    """What somebody types on a terminal, and then no more."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def test_enter_alone_tries_it_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three times Enter is a set-up against the sandbox that check calls good, and what is next is told."""
    code, seen = on_terminal(tmp_path, "init", "shop", answers="\n\n\n", TZ="Europe/Berlin", LANG="de_DE.UTF-8")
    assert code == 0
    assert "Address [sandbox]:" in seen
    assert "Languages [de_DE]:" in seen
    assert "Time zone [Europe/Berlin]:" in seen
    assert "  cd shop\n" in seen
    assert run(["check", "--config", str(tmp_path / "shop" / "config.yaml")]) == 0
    assert capsys.readouterr().out == "Good: 12 macros, 8 mails, 6 late items, for freshdesk, zendesk.\n"


def test_the_questions_for_an_account_that_exists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong answer is asked again; a bare name is asked for its kind; each helpdesk has a short name."""
    answers = "my shop\nacme\nx\nz\nnot a name\n\nhelp.acme.com\nfresh\nhelp\n\nklingon\nfr, de\nMars\nBerlin\nUTC\n"
    code, seen = on_terminal(tmp_path, "init", answers=answers)
    assert code == 0
    for said in (
        "Error: 'my shop' is not an address",
        "Error: write freshdesk or zendesk, or another address.",
        "  Zendesk at https://acme.zendesk.com",
        "Error: 'not a name' is not a name",
        "  Freshdesk at https://help.acme.com",
        "Error: there are no ready-made macros in 'klingon'",
        "Error: 'Mars' is not a time zone",
        "did you mean 'Europe/Berlin'?\n",
        "  cp .env.example .env\n",
        " doctor\n",
    ):
        assert said in seen
    assert run(["check", "--config", str(tmp_path / "config.yaml")]) == 0
    assert "12 macros, 8 mails, 0 late items, for acme, help." in capsys.readouterr().out


def test_a_mistyped_address_is_written_anew(tmp_path: Path) -> None:
    """Who is asked which helpdesk it is may answer with the address that was meant."""
    code, seen = on_terminal(tmp_path, "init", answers="acmee\nacme.zendesk.com\n\n\nen\nUTC\n")
    assert code == 0
    assert "Zendesk at https://acme.zendesk.com" in seen
    assert "acmee" not in (tmp_path / "config.yaml").read_text("utf-8")


def test_a_helpdesk_on_this_machine_has_a_name(tmp_path: Path) -> None:
    """No part of 127.0.0.1 is proposed as one."""
    code, _ = on_terminal(tmp_path, "init", answers="zendesk:http://127.0.0.1:8080\n\n\nen\nUTC\n")
    assert code == 0
    assert "\n  shop:\n" in (tmp_path / "config.yaml").read_text("utf-8")


def test_what_is_given_is_not_asked(tmp_path: Path) -> None:
    """Options answer their questions; only the others are put."""
    code, seen = on_terminal(tmp_path, "init", "--helpdesk", "shop=zendesk:acme", "--timezone", "UTC", answers="es\n")
    assert code == 0
    assert "Languages [" in seen
    assert "Address" not in seen
    assert "Time zone" not in seen
    assert "locale: es" in (tmp_path / "config.yaml").read_text("utf-8")


def test_leaving_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: Until) -> None:
    """Ctrl-C or the end of the input in the middle of the questions leaves an empty folder."""
    code, seen = on_terminal(tmp_path, "init", answers="\n", stop_at="Languages [", until=until)
    assert code == 130
    assert "Traceback" not in seen
    monkeypatch.setattr("sys.stdin", Keyboard("\n"))
    assert run(["init", str(tmp_path)]) == 130
    assert list(tmp_path.iterdir()) == []
