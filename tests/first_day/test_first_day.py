"""Hundreds of mistakes of a first day, each through the real command: the message names the place and what to write.

What is asserted is what a newcomer needs: where it is, and what to do. The sentences around that may change.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from newcomers.addresses import ADDRESSES
from newcomers.braces import BRACES
from newcomers.commands import COMMANDS
from newcomers.credentials import CREDENTIALS
from newcomers.dates import DATES
from newcomers.desk import GOOD, SECRETS, Folder, Mistake
from newcomers.encodings import ENCODINGS
from newcomers.files import FILES
from newcomers.quotes import QUOTES
from newcomers.structure import STRUCTURE
from newcomers.surroundings import SURROUNDINGS
from newcomers.values import VALUES

from zendesk_bridge.cli import run
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.sandbox import Sandbox

KINDS = {
    "dates": DATES,
    "quotes": QUOTES,
    "braces": BRACES,
    "structure": STRUCTURE,
    "files": FILES,
    "values": VALUES,
    "encodings": ENCODINGS,
    "addresses": ADDRESSES,
    "credentials": CREDENTIALS,
    "commands": COMMANDS,
    "surroundings": SURROUNDINGS,
}
TODAY = datetime(2026, 11, 28, 12, tzinfo=UTC)
LINES, WIDTH = 3, 120
"""How much one message may take, its place and the time in a log left out."""

OURS = re.compile(
    r"mistake in zendesk-bridge|Traceback|pydantic|validation error|Input should be|jinja2\.|YAMLError", re.IGNORECASE
)
STAMP = re.compile(r"^\d{4}-\d\d-\d\dT[\d:+-]+ ", re.MULTILINE)
READS = frozenset({"check", "preview", "plan", "scan"})


@pytest.fixture(scope="module")
def quiet_box() -> Iterator[Sandbox]:
    """Return helpdesks that nothing is written to."""
    with Sandbox(seed=None) as box:
        yield box


@pytest.fixture
def box_for(quiet_box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Mistake], Sandbox]]:
    """Return what gives helpdesks to a command: the quiet ones, or new ones where it may write."""
    opened: list[Sandbox] = []
    for kind in (zendesk, freshdesk):
        monkeypatch.setattr(kind, "build", partial(kind.build, sleep=lambda _: None))

    def box(mistake: Mistake) -> Sandbox:
        if mistake.typed.split()[0] in READS:
            return quiet_box
        opened.append(Sandbox(seed=None))
        return opened[-1].__enter__()

    yield box
    for one in opened:
        one.__exit__(None, None, None)


def _rows() -> Iterator[object]:
    for kind, mistakes in KINDS.items():
        for mistake in mistakes:
            yield pytest.param(mistake, id=f"{kind}: {mistake.does}")


def _fill(folder: Folder, box: Sandbox) -> dict[str, str]:
    """Put the sandbox behind both addresses; return the environment that signs in to it."""
    text = folder["config.yaml"].decode()
    text = text.replace("https://acme.zendesk.com", box.zendesk_url)
    text = text.replace("https://acme.freshdesk.com", box.freshdesk_url)
    text = text.replace("client_id: zendesk_bridge", f"client_id: {box.credentials.zendesk_client_id}")
    folder["config.yaml"] = text.encode()
    login = box.credentials
    return {"ZENDESK_CLIENT_SECRET": login.zendesk_client_secret, "FRESHDESK_API_KEY": login.freshdesk_api_key}


def _write(folder: Folder) -> None:
    for name, holds in folder.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(holds)


@pytest.mark.parametrize("mistake", list(_rows()))
def test_a_mistake_of_the_first_day(
    mistake: Mistake,
    box_for: Callable[[Mistake], Sandbox],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The message says where it is and what to write, in plain words, on few lines, and shows no secret."""
    folder = {name: text.encode() for name, text in GOOD.items()}
    box = box_for(mistake) if mistake.live else None
    env: dict[str, str] = _fill(folder, box) if box else dict(SECRETS)
    for edit in mistake.edits:
        edit(folder)
    for name, value in mistake.env.items():
        env.pop(name, None)
        if value is not None:
            env[name] = value.format(login=box.credentials) if box else value
    monkeypatch.setattr("sys.stdin", StringIO())
    monkeypatch.chdir(tmp_path)
    _write(folder)
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    capsys.readouterr()
    with time_machine.travel(TODAY, tick=True):
        code = run(shlex.split(mistake.typed))
    said = "".join(capsys.readouterr())
    assert mistake.says
    assert not OURS.search(said), said
    for part in mistake.says:
        assert part in said, said
    assert (code == 0) == mistake.warns, (code, said)
    assert not [value for name, value in env.items() if len(value) > 3 and value in said and name in mistake.secret]
    assert not list(_long(STAMP.sub("", said))), said


PLACE = re.compile(r"^(?:Error|[\w./\\-]+\.\w+|macros?|\.)(?::\d+){0,2}: (?:error: |warning: )?")


def _long(said: str) -> Iterator[str]:
    """Yield the messages about a file that take more lines or columns than they may."""
    messages: list[list[str]] = []
    for line in said.splitlines():
        if PLACE.match(line):
            messages.append([PLACE.sub("", line)])
        elif messages and line.startswith("    "):
            messages[-1].append(line)
        else:
            messages.append([])
    for message in messages:
        if len(message) > LINES or any(len(line) > WIDTH for line in message):
            yield "\n".join(message)
