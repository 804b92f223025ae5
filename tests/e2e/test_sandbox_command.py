"""sandbox, the command: where it says it is, what it takes in, and how it leaves."""

import json
import re
import signal
import subprocess
import sys

import pytest
import requests
from beside import started

DATED = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d ")
"""What begins each line of a log."""


def bridge(*args: str, folder):
    """Run the command line in a process of its own."""
    line = [sys.executable, "-m", "zendesk_bridge", *args]
    return subprocess.run(line, capture_output=True, text=True, timeout=120, check=False, cwd=folder)  # noqa: S603 - our own command


def test_sandbox_command(tmp_path):
    """The sandbox prints where it is and how to sign in as JSON, answers there, and leaves with 0 on SIGTERM."""
    line = [sys.executable, "-m", "zendesk_bridge", "sandbox", "--format", "json", "--empty"]
    with started(line, stdout=subprocess.PIPE, cwd=tmp_path) as process:
        text = ""
        while not text.endswith("\n}\n"):
            text += process.stdout.readline() or pytest.fail("it ended before it said where it is")
        told = json.loads(text)
        key = told["freshdesk"]["auth"]["api_key"]
        answer = requests.get(f"{told['freshdesk']['url']}/api/v2/tickets", auth=(key, "X"), timeout=60)
        token = requests.post(
            f"{told['zendesk']['url']}/oauth/tokens",
            json={"grant_type": "client_credentials", "scope": "read", **told["zendesk"]["auth"]},
            timeout=60,
        )
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=120) == 0
    assert answer.json() == []
    assert token.json()["access_token"]
    assert list(tmp_path.iterdir()) == []


def test_sandbox_with_tickets_of_its_own(tmp_path):
    """Imported and generated tickets and orders are served under a plan's limits; what was left out is told."""
    (tmp_path / "mine.csv").write_text("id,subject,requester\n9001,Kettle,ana@example.com\nx,Lamp,\n", encoding="utf-8")
    options = ("--import", "mine.csv", "--tickets", "30", "--orders", "7", "--plan", "team", "--time-scale", "60")
    line = [sys.executable, "-m", "zendesk_bridge", "sandbox", *options, "--format", "json"]
    pipe = subprocess.PIPE
    with started(line, stdout=pipe, stderr=pipe, cwd=tmp_path) as process:
        text = ""
        while not text.endswith("\n}\n"):
            text += process.stdout.readline() or pytest.fail("it ended before it said where it is")
        told, shop = (json.loads(text)[face] for face in ("freshdesk", "woocommerce"))
        answer = requests.get(f"{told['url']}/api/v2/tickets/9001", auth=(told["auth"]["api_key"], "X"), timeout=60)
        orders = requests.get(f"{shop['url']}/wp-json/wc/v3/orders", auth=(*shop["auth"].values(),), timeout=60)
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=120)[1]
    assert answer.json()["subject"] == "Kettle"
    assert answer.headers["x-ratelimit-total"] == "200"
    assert orders.headers["x-wp-total"] == "7"
    told = [DATED.sub("", line) for line in said.splitlines()]
    assert told[:2] == ["30 of 30 tickets generated", "mine.csv:3: id is not a positive number"]
    assert told[-1] == "7 of 7 orders generated"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--empty", "--seed", "demo"], "--empty and --seed demo cannot both be"),
        (["--plan", "golden"], "no such plan: golden"),
        (["--import", "nowhere.csv"], "nowhere.csv: cannot be read"),
        (["--faults", "nowhere.yaml"], "nowhere.yaml: cannot be read"),
        (["--shopify-schema", "nowhere.json.gz"], "no such file: nowhere.json.gz"),
    ],
)
def test_sandbox_options_are_refused_in_words(tmp_path, options, said):
    """What is wrong is told with 2, and nothing is left behind."""
    ran = bridge("sandbox", *options, folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert list(tmp_path.iterdir()) == []
