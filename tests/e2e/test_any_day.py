"""The files that come with the product run as they are, whatever the day is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from zendesk_bridge.cli import run

TOP = Path(__file__).parents[2]

FACTS = Path("macros/backorders.yaml")
ITEM = "\n  - sku: "

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return what runs a command in a folder that holds the example config and the ready-made macros."""
    shutil.copy(TOP / "config.example.yaml", tmp_path / "config.yaml")
    shutil.copytree(TOP / "macros", tmp_path / "macros")
    monkeypatch.chdir(tmp_path)

    def ran(*args: str) -> tuple[int, str]:
        code = run(list(args))
        seen = capsys.readouterr()
        return code, seen.out + seen.err

    return ran


@pytest.mark.parametrize("days", [0, 30, 400])
def test_the_example_runs_on_any_day(command: Command, days: int) -> None:
    """Check finds nothing wrong, sync makes it so and then writes nothing; an item that is back passes the gate."""
    with time_machine.travel(datetime.now(UTC) + timedelta(days=days)):
        for line in (["check"], ["setup", "--yes"]):
            code, said = command(*line)
            assert code == 0, said
        code, said = command("sync")
        assert code in {0, 3}, said
        assert "22 written" in said
        code, said = command("sync")
        assert code in {0, 3}, said
        assert said.count(" 0 written") == 2
        head, *items = FACTS.read_text(encoding="utf-8").split(ITEM)
        FACTS.write_text(ITEM.join([head, *items[1:]]), encoding="utf-8")
        code, said = command("sync")
        assert code in {0, 3}, said
        assert "retired" in said
