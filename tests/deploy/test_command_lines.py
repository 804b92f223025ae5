from __future__ import annotations

from pathlib import Path

import click
import pytest
from recipes import RECIPES, ROOT, TEXTS, command_lines, mentioned_options, objects, parse, pod

from zendesk_bridge.cli import cli

CALLS = [
    pytest.param(words, id=f"{file.relative_to(ROOT)}:{line}")
    for file in TEXTS
    for line, words in command_lines(file.read_text("utf-8"))
]
OPTIONS = [
    pytest.param(command, option, id=f"{file.relative_to(ROOT)}:{line} {command} {option}")
    for file in TEXTS
    for line, command, option in mentioned_options(file.read_text("utf-8"))
]
CONTAINERS = [
    pytest.param(container, id=f"{file.name}: {container['name']}")
    for file in sorted((RECIPES / "kubernetes").glob("*.yaml"))
    for found in objects(file.name)
    if found["kind"] != "Service"
    for container in pod(found)["containers"]
]


@pytest.mark.parametrize("words", CALLS)
def test_every_command_line_is_one_that_the_program_takes(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No recipe, and no page, names a command or an option that is not there, or leaves out what must be."""
    monkeypatch.chdir(tmp_path)
    parse(words)


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_that_is_named_is_there(command: str, option: str) -> None:
    """What stands in running text beside a command is an option of that command."""
    found = cli.get_command(cli.make_context("zendesk-bridge", [], resilient_parsing=True), command)
    assert found
    commands = [found, *(found.commands.values() if isinstance(found, click.Group) else [])]
    assert option in {name for each in commands for one in each.params for name in one.opts} | {"--help"}


@pytest.mark.parametrize("container", CONTAINERS)
def test_what_a_pod_runs_is_a_command_line(container: dict[str, object]) -> None:
    """The arguments and the probes of each container are taken by the program."""
    probes = [probe.get("exec", {}).get("command") for name, probe in container.items() if name.endswith("Probe")]
    lists = [*probes, container.get("command"), container.get("args")]
    for words in filter(None, lists):
        if words[0] == "zendesk-bridge":
            parse(words[1:])
        elif words is container.get("args") and "command" not in container:
            parse(words)


@pytest.mark.parametrize(
    "file", ["README.md", "systemd/zendesk-bridge.service", "cron/zendesk-bridge", "host/install.sh"]
)
def test_command_lines_are_found(file: str) -> None:
    """The reader of recipes is not blind: each of these holds some."""
    path = ROOT / file if file == "README.md" else RECIPES / file
    assert list(command_lines(path.read_text("utf-8")))
