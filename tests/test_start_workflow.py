"""The shell of the workflow that ``init`` writes, run as GitHub runs it, with stand-ins for what it calls."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from zendesk_bridge.app import start
from zendesk_bridge.app.start import Answers, Surroundings
from zendesk_bridge.cli.stock import stock
from zendesk_bridge.settings import kinds

MARK = "<!-- zendesk-bridge plan -->"

BRIDGE = """
import os, sys
assert sys.argv[1:] == ["plan", "--format", "markdown"], sys.argv
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.write(os.environ["SAYS"] * int(os.environ.get("TIMES", "1")))
sys.exit(int(os.environ.get("CODE", "0")))
"""

GH = """
import json, os, sys
given = sys.argv[1:]
with open("calls.jsonl", "a", encoding="utf-8") as calls:
    calls.write(json.dumps(given) + "\\n")
if "--paginate" in given:
    print(os.environ["FOUND"])
"""
Ran = tuple[int, Path]


@pytest.fixture(scope="module")
def steps() -> Mapping[str, str]:
    """Return the shell of each named step of the job that plans."""
    answers = Answers(start.helpdesks_of("acme.zendesk.com", kinds()), ("en",), "UTC", date(2026, 12, 1))
    made = {file.path: file.text for file in start.files(answers, stock(), Surroundings())}
    jobs = yaml.safe_load(made[".github/workflows/zendesk-bridge.yml"])["jobs"]
    return {step["name"]: step["run"] for step in jobs["plan"]["steps"] if "run" in step}


@pytest.fixture
def shell(tmp_path: Path, steps: Mapping[str, str]) -> Callable[..., Ran]:
    """Return what runs one step in a folder of its own."""
    for name, program in (("zendesk-bridge", BRIDGE), ("gh", GH)):
        file = tmp_path / "bin" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!{sys.executable}\n{program}", "utf-8")
        file.chmod(0o755)

    def ran(step: str, **env: str) -> Ran:
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        line = ["bash", "-e", "-c", steps[step]]
        env = {"PATH": path, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), **env}
        return subprocess.run(line, cwd=tmp_path, env=env, check=False).returncode, tmp_path  # noqa: S603 - our own step

    return ran


@pytest.mark.parametrize(("code", "left"), [(0, 0), (3, 0), (1, 1), (2, 2), (75, 75)])
def test_a_plan_that_was_made_is_told_and_any_other_fails(shell: Callable[..., Ran], code: int, left: int) -> None:
    """What waits for a person is no failure; a plan that could not be made is one, and no comment claims it."""
    found, folder = shell("Plan", SAYS="## zendesk-bridge plan\n", CODE=str(code))
    assert found == left
    if left == 0:
        assert (folder / "comment.md").read_text("utf-8") == f"{MARK}\n## zendesk-bridge plan\n"
        assert (folder / "summary.md").read_text("utf-8") == "## zendesk-bridge plan\n"
    else:
        assert not (folder / "comment.md").exists()


def test_a_plan_that_is_too_long_for_a_comment_is_cut(shell: Callable[..., Ran]) -> None:
    """GitHub takes 65,536 characters: the comment keeps whole letters, and names where the rest is."""
    found, folder = shell("Plan", SAYS="äöü€", TIMES="30000")
    assert found == 0
    text = (folder / "comment.md").read_text("utf-8")
    assert len(text) < 65_536
    assert text.endswith("The rest is in the summary of the workflow run.\n")
    assert len((folder / "summary.md").read_text("utf-8")) == 120_000


@pytest.mark.parametrize(("found", "method", "to"), [("", "POST", "7/comments"), ("12\n34", "PATCH", "comments/12")])
def test_there_is_one_comment_and_it_is_renewed(shell: Callable[..., Ran], found: str, method: str, to: str) -> None:
    """The first run makes the comment, each further one puts the new plan into it."""
    code, folder = shell("Comment", COMMENTS="repos/acme/shop/issues", NUMBER="7", FOUND=found)
    assert code == 0
    calls: list[Any] = [json.loads(line) for line in (folder / "calls.jsonl").read_text("utf-8").splitlines()]
    assert len(calls) == 2
    assert "repos/acme/shop/issues/7/comments" in calls[0]
    assert MARK in calls[0][-1]
    assert calls[1][calls[1].index("--method") + 1] == method
    assert f"repos/acme/shop/issues/{to}" in calls[1]
    assert calls[1][-1] == "body=@comment.md"
