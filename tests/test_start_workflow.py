"""The workflow that ``init`` writes: its rights, and its shell as GitHub runs it, with stand-ins for what it calls."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from zendesk_bridge.app import start
from zendesk_bridge.app.start import Answers, ChosenHelpdesk
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

PYTHON = """
import json, sys
with open("calls.jsonl", "a", encoding="utf-8") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
"""

WHEEL = "zendesk_bridge-0.1.0-py3-none-any.whl"

Ran = tuple[int, Path]


def made(*addresses: str) -> dict[str, str]:
    """Return the files for these helpdesks, by path."""
    chosen: list[ChosenHelpdesk] = []
    for address in addresses:
        chosen.extend(start.helpdesks_of(address, kinds(), chosen))
    answers = Answers(tuple(chosen), ("en",), "UTC", date(2026, 12, 1))
    return {file.path: file.text for file in start.files(answers, stock())}


@pytest.fixture(scope="module")
def steps() -> Mapping[str, str]:
    """Return the shell of each named step of the job that plans."""
    jobs = yaml.safe_load(made("acme.zendesk.com")[start.WORKFLOW])["jobs"]
    return {step["name"]: step["run"] for step in jobs["plan"]["steps"] if "run" in step}


@pytest.fixture
def shell(tmp_path: Path, steps: Mapping[str, str]) -> Callable[..., Ran]:
    """Return what runs one step in a folder of its own."""
    for name, program in (("zendesk-bridge", BRIDGE), ("gh", GH), ("python", PYTHON)):
        file = tmp_path / "bin" / name
        file.parent.mkdir(exist_ok=True)
        file.with_suffix(".py").write_text(program, "utf-8")
        file.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, f"{file}.py"])} "$@"\n', "utf-8")
        file.chmod(0o755)

    def ran(step: str, **env: str) -> Ran:
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        line = ["bash", "-e", "-c", steps[step]]
        env = {"PATH": path, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), **env}
        return subprocess.run(line, cwd=tmp_path, env=env, check=False).returncode, tmp_path  # noqa: S603 - our own step

    return ran


@pytest.mark.parametrize(
    ("package", "installs"),
    [
        (f"wheels/{WHEEL}", f"/the/checkout/wheels/{WHEEL}"),
        (f"-r {WHEEL}", f"/the/checkout/-r {WHEEL}"),
        (f"https://wheels.example/{WHEEL}#sha256=0a", f"https://wheels.example/{WHEEL}#sha256=0a"),
        ("https://wheels.example/$(touch ran) zendesk-bridge", "https://wheels.example/$(touch ran) zendesk-bridge"),
    ],
)
def test_what_is_installed_is_a_wheel_or_an_address(shell: Callable[..., Ran], package: str, installs: str) -> None:
    """Pip is given one path or one address, which it never looks up in an index, and nothing of it is run."""
    code, folder = shell("Install", PACKAGE=package, GITHUB_WORKSPACE="/the/checkout")
    assert code == 0
    assert json.loads((folder / "calls.jsonl").read_text("utf-8")) == ["-m", "pip", "install", "--", installs]
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    "package",
    ["", "zendesk-bridge", "zendesk-bridge==0.1.0", "zendesk_bridge[postgres]", "http://a/b.whl ", ".whl", "-r"],
)
def test_nothing_is_installed_by_its_name(
    shell: Callable[..., Ran], capfd: pytest.CaptureFixture[str], package: str
) -> None:
    """The name is not ours in any package index: a job with secrets would run whatever somebody puts there."""
    code, folder = shell("Install", PACKAGE=package, GITHUB_WORKSPACE="/the/checkout")
    assert code == 1
    assert not (folder / "calls.jsonl").exists()
    said = capfd.readouterr().out
    assert said.startswith("::error::PACKAGE in .github/workflows/zendesk-bridge.yml has to be a wheel's path")
    assert said.endswith(f"It is {package or 'empty'}.\n")


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


def test_the_workflow_has_the_least_rights() -> None:
    """Only the job that comments may write, forks are not planned, and every secret is passed by name."""
    files = made("acme.zendesk.com", "acme.freshdesk.com")
    workflow = yaml.safe_load(files[start.WORKFLOW])
    assert workflow[True] == "pull_request"  # YAML 1.1 reads 'on' as a truth value
    assert workflow["permissions"] == {}
    check, plan = workflow["jobs"]["check"], workflow["jobs"]["plan"]
    assert check["permissions"] == {"contents": "read"}
    assert plan["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert "head.repo.full_name == github.repository" in plan["if"]
    assert "secrets." not in str(check)
    names = re.findall(r"(?m)^(\w+)=$", files[".env.example"])
    (secrets,) = [step["env"] for step in plan["steps"] if step.get("name") == "Plan"]
    assert secrets == {name: f"${{{{ secrets.{name} }}}}" for name in names}
    for job in (check, plan):
        for step in job["steps"]:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) if "uses" in step else step["run"]
            assert "${{" not in step.get("run", "")


def test_forks_and_dependabot_are_checked_with_the_same_program() -> None:
    """What is installed stands in the file: GitHub gives pull requests from forks no variable of the repository."""
    files = made("acme.zendesk.com")
    workflow = yaml.safe_load(files[start.WORKFLOW])
    assert workflow["env"] == {"PACKAGE": ""}
    check, plan = workflow["jobs"]["check"], workflow["jobs"]["plan"]
    assert "if" not in check
    assert "vars." not in files[start.WORKFLOW]
    [[first], [second]] = [[step for step in job["steps"] if step.get("name") == "Install"] for job in (check, plan)]
    assert first == second


@pytest.mark.parametrize("line", ["  PACKAGE: ''", '  PACKAGE: ""', "  PACKAGE:", "  PACKAGE: # a wheel"])
def test_a_workflow_that_is_not_filled_in(line: str) -> None:
    """It is known by its empty PACKAGE, however that is written; one that names something is filled in."""
    text = made("acme.zendesk.com")[start.WORKFLOW]
    assert "  PACKAGE: ''\n" in text
    assert start.lacks_package(text.replace("  PACKAGE: ''", line))
    assert not start.lacks_package(text.replace("  PACKAGE: ''", "  PACKAGE: wheels/zendesk_bridge-0.1.0.whl  # ours"))
