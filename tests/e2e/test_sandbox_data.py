"""Which helpdesk the sandbox command opens, and how one signs in there."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from beside import started

from zendesk_bridge.cli.local import _behind
from zendesk_bridge.core.errors import InvalidInput

CONFIG = """\
helpdesks:
  shop: {type: zendesk, url: "https://acme.zendesk.com", auth: {client_id: x, client_secret: "${NOWHERE_SET}"}}
backorders: [{type: file, path: late.yaml}]
timezone: UTC
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder, in which we are."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_without_a_config_it_is_the_file_that_a_config_would_mean():
    """The default of a config's sandbox.data, in this folder."""
    assert _behind(None) == Path("zendesk-bridge-sandbox.db")


@pytest.mark.parametrize(("more", "file"), [("", "zendesk-bridge-sandbox.db"), ("sandbox: {data: my.db}\n", "my.db")])
def test_a_configs_file_is_opened_without_its_secrets(folder, more, file):
    """That of config.yaml in this folder, or of the config that is named; an unset secret does not matter."""
    (folder / "config.yaml").write_text(CONFIG + more, encoding="utf-8")
    (folder / "other").mkdir()
    (folder / "other" / "mine.yaml").write_text(CONFIG + more, encoding="utf-8")
    assert _behind(None).resolve() == folder / file
    assert _behind(Path("other/mine.yaml")).resolve() == folder / "other" / file


@pytest.mark.parametrize("text", [None, "helpdesks: [", "sandbox: {date: x.db}\n"])
def test_a_config_that_is_named_and_wrong_is_told(folder, text):
    """Missing, unreadable or mistyped: no other helpdesk is opened in its place."""
    if text is not None:
        (folder / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"mine\.yaml"):
        _behind(Path("mine.yaml"))


def told_by(folder, *options: str):
    """Start the command, ask for its tickets with the API token that it prints, stop it; returns both."""
    line = [sys.executable, "-m", "zendesk_bridge", "sandbox", "--format", "json", *options]
    with started(line, stdout=subprocess.PIPE, cwd=folder) as process:
        text = ""
        while not text.endswith("\n}\n"):
            text += process.stdout.readline() or pytest.fail("it ended before it said where it is")
        told = json.loads(text)
        basic = told["zendesk"]["api_token_auth"]
        login = (f"{basic['email']}/token", basic["api_token"])
        url = f"{told['zendesk']['url']}/api/v2/tickets"
        count = requests.get(f"{url}/count", auth=login, timeout=60).json()["count"]["value"]
        requests.post(url, json={"ticket": {"subject": "New", "comment": "new"}}, auth=login, timeout=60)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=120) == 0
    return told, count


def test_what_is_written_is_there_the_next_time(folder):
    """The same file is opened again and named; tickets of one's own do not go into it, but into one that goes away."""
    first, before = told_by(folder)
    again, after = told_by(folder)
    assert first["zendesk"]["data"] == again["freshdesk"]["data"] == str(folder / "zendesk-bridge-sandbox.db")
    assert after == before + 1
    private, count = told_by(folder, "--tickets", "3")
    assert (private["zendesk"]["data"], count) == (None, 3)
    assert sorted(file.name for file in folder.iterdir()) == ["zendesk-bridge-sandbox.db"]
