"""What is unusual and right stays right: no advice for newcomers may stand in the way of those who know."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from newcomers.desk import GOOD, SECRETS
from newcomers.right import RIGHT, Right

from zendesk_bridge.cli import run

TODAY = datetime(2026, 11, 28, 12, tzinfo=UTC)
OTHER_THAN_FILES = ("holds no late item", "far from now", "days from now", "is days long", "cannot be written in")
OF_WORDS = ("names nothing that the customer can do", "when the customer hears again", "neither until when")
"""What ``check`` may say of the facts and of the words themselves, and not of how they are written."""


@pytest.mark.parametrize("right", [pytest.param(right, id=right.does) for right in RIGHT])
def test_a_file_that_is_unusual_and_right(
    right: Right, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``check`` finds nothing wrong with it, and warns of nothing in how it is written."""
    folder = {name: text.encode() for name, text in GOOD.items()}
    for edit in right.edits:
        edit(folder)
    monkeypatch.chdir(tmp_path)
    for name, holds in folder.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(holds)
    for name, value in {**SECRETS, **dict(right.env)}.items():
        monkeypatch.setenv(name, value)
    capsys.readouterr()
    with time_machine.travel(TODAY, tick=True):
        code = run(["check"])
    said = "".join(capsys.readouterr())
    assert code == 0, said
    doubts = [line for line in said.splitlines() if ": warning: " in line]
    assert not [line for line in doubts if not any(part in line for part in (*OTHER_THAN_FILES, *OF_WORDS))], said
