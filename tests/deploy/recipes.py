"""What recipes say, command lines above all, and a folder that stands for the machine that they are for."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import yaml

from zendesk_bridge.cli import COMMANDS, cli

ROOT = Path(__file__).parents[2]
RECIPES = ROOT / "zendesk_bridge" / "deploy"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
TEXTS = sorted(
    [*(file for file in RECIPES.rglob("*") if file.is_file()), ROOT / "README.md", ROOT / "config.example.yaml"]
)
PROGRAM = "/opt/zendesk-bridge/bin/zendesk-bridge"
WRAPPER = "/usr/local/bin/zendesk-bridge"
CONFIG = """\
helpdesks:
  shop: {type: zendesk, url: sandbox}
  shop-eu: {type: freshdesk, url: sandbox}
backorders: [{type: file, path: macros/backorders.yaml}]
state: ${ZENDESK_BRIDGE_STATE:-sqlite:///zendesk-bridge.db}
timezone: America/New_York
sandbox: {data: /var/lib/zendesk-bridge/sandbox.db}
"""

_SURELY = r"(?:`|\bsudo |\$ |/bin/)zendesk-bridge (?P<sure>[^\n]*)"
_MAYBE = rf"\bzendesk-bridge (?P<maybe>(?:{'|'.join(COMMANDS)})\b[^\n]*)"
_CALLED = re.compile(f"{_SURELY}|{_MAYBE}")
_ENDED = re.compile(r"\s\d?>|[`|;&<>()\"]|\s#|\s{2}|\s(?:shows|tells)\b|\.{3}|[.,:]?\s*$|[.,:]\s")
"""What ends a command line, for a shell or for a reader."""

_MENTIONED = re.compile(rf"`(?P<command>{'|'.join(COMMANDS)})\s(?P<words>[^`]*--[^`]*)`")


def command_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each call of the program, as its line's number and its words after the program's name."""
    for call in _CALLED.finditer(text):
        words = shlex.split(_ENDED.split(call["sure"] or call["maybe"] or "")[0])
        if words and not words[0].startswith("-"):
            yield text.count("\n", 0, call.start()) + 1, words


def mentioned_options(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each option that is named in running text beside its command: the line, the command, the option."""
    for found in _MENTIONED.finditer(text):
        for option in re.findall(r"--[a-z][a-z-]*", found["words"]):
            yield text.count("\n", 0, found.start()) + 1, found["command"], option


def parse(words: list[str]) -> None:
    """Let click read a command line, as the program would; raises what click raises."""
    context = cli.make_context("zendesk-bridge", list(words), resilient_parsing=True)
    command = cli.get_command(context, words[0])
    assert command, f"there is no command {words[0]}"
    command.make_context(words[0], words[1:], parent=context)


def objects(file: str) -> list[dict[str, Any]]:
    """Return the objects of a Kubernetes recipe."""
    return list(yaml.safe_load_all((RECIPES / "kubernetes" / file).read_text("utf-8")))


def pod(found: dict[str, Any]) -> dict[str, Any]:
    """Return the pod that an object makes."""
    spec = found["spec"]
    template = spec["jobTemplate"]["spec"]["template"] if found["kind"] == "CronJob" else spec["template"]
    return dict(template["spec"])


def judged(*command: object) -> tuple[int, str]:
    """Return the exit code of a program that judges a recipe, and all that it said."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def validator(package: str, program: str) -> Path:
    """Return where a package from PyPI has put its program."""
    files = distribution(package).files or []
    return Path(str(next(file.locate() for file in files if file.name == program)))


def rights(file: Path) -> int:
    """Return a file's permissions."""
    return stat.S_IMODE(file.stat().st_mode)


@dataclass(frozen=True)
class Machine:
    """A folder that stands for a machine's root: recipes run in it with their paths led there."""

    root: Path

    def put(self, path: str, text: str, mode: int = 0o644) -> Path:
        """Write a file of the machine."""
        file = self.root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(mode)
        return file

    def led_here(self, text: str) -> str:
        """Return a recipe's text with the places of a real machine led to this one's."""
        for place in (
            "/opt/zendesk-bridge",
            "/etc/zendesk-bridge",
            "/var/lib/zendesk-bridge",
            "/var/log",
            "/usr/local",
        ):
            text = text.replace(place, str(self.root / place.lstrip("/")))
        return text

    def recipe(self, name: str, path: str) -> Path:
        """Install a script of the recipes, its places led to this machine."""
        return self.put(path, self.led_here((RECIPES / name).read_text("utf-8")), 0o755)

    def run(self, command: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a command line as cron does: ``/bin/sh``, a bare environment, this machine's programs first."""
        bare = {"HOME": "/root", "LOGNAME": "root", "SHELL": "/bin/sh", "PATH": f"{self.root / 'bin'}:{os.defpath}"}
        return subprocess.run(  # noqa: S602 - a crontab's line is one for a shell
            command, shell=True, env=bare | env, cwd=self.root, capture_output=True, text=True, check=False
        )
