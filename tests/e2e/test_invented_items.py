"""From the sandbox to a real account: the late items that init made up reach no customer."""

import json
import re

import pytest
import responses
import yaml

from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli import run
from zendesk_bridge.core.facts.invented import INVENTED
from zendesk_bridge.core.kind import is_real
from zendesk_bridge.settings import load_settings
from zendesk_bridge.wiring import open_bridge

REAL = 'url: https://acme.zendesk.com\n    auth: {token: "${TOKEN}"}'
OWN = """
  - sku: OWN-1
    name: Walnut Footstool
    ship_window: unknown
    reason: the mill is out of wood
    options: [cancel]
"""


@pytest.fixture
def begun(tmp_path, monkeypatch, capsys):
    """Return a folder that was begun with the sandbox, where a run has read the items."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "--helpdesk", "shop=zendesk:sandbox", "--yes"]) == 0
    with open_bridge(load_settings(tmp_path / "config.yaml", {}), writes=True) as bridge:
        assert len(bridge.learn(RunOptions()).late) == len(INVENTED)
    capsys.readouterr()
    return tmp_path


def move(folder, *, own=""):
    """Write a real address into the config, as somebody does who has looked around, and an item of their own."""
    config = folder / "config.yaml"
    lines = config.read_text(encoding="utf-8").replace("sandbox: {data: zendesk-bridge-sandbox.db}", "")
    head, _, tail = lines.partition("url: sandbox")
    config.write_text(head + REAL + "\n" + tail.partition("\n")[2], encoding="utf-8")
    late = folder / "macros/backorders.yaml"
    late.write_text(late.read_text(encoding="utf-8") + own, encoding="utf-8")
    return load_settings(config, {"TOKEN": "t" * 40})


@pytest.mark.parametrize("languages", ["en", "de,en", "fr,es,de"])
def test_what_init_makes_up_is_known(tmp_path, languages):
    """Every item that init makes up is known as such, in whatever languages."""
    assert run(["init", str(tmp_path), "--language", languages, "--yes"]) == 0
    made = yaml.safe_load((tmp_path / "macros/backorders.yaml").read_text(encoding="utf-8"))["backorders"]
    assert {(item["sku"], item["name"]) for item in made} == INVENTED


def test_check_says_so(begun, capsys, monkeypatch):
    """The sandbox may be told of them; with a real address they are one warning, with what to do."""
    assert run(["check"]) == 0
    move(begun)
    monkeypatch.setenv("TOKEN", "t" * 40)
    capsys.readouterr()
    assert run(["check", "--format", "json"]) == 0
    [found] = [it for it in json.loads(capsys.readouterr().out)["findings"] if it["rule"] == "invented"]
    assert "WID-12, KET-70, LAMP-3 and 3 more were made up by `zendesk-bridge init`" in found["message"]
    assert "take them out of " in found["suggestion"]
    assert "macros/backorders.yaml" in found["suggestion"]


@pytest.mark.parametrize("scheduled", [False, True])
def test_no_run_tells_of_them(begun, scheduled):
    """No run tells a real account of them, though the sandbox was told; what is the shop's own goes ahead."""
    settings = move(begun, own=OWN)
    with (
        responses.RequestsMock(assert_all_requests_are_fired=False) as account,
        open_bridge(settings, writes=True) as bridge,
    ):
        account.get(re.compile(r"https://acme\.zendesk\.com/.*"), status=401)
        options = RunOptions(scheduled=scheduled)
        known = bridge.learn(options)
        assert list(known.late) == ["OWN-1"]
        [warning] = [text for text in known.warnings if "made up" in text]
        assert "take them out of" in warning
        assert [item.sku for item in bridge.last_macro_input().late] == ["OWN-1"]
        remembered = [row.item.sku for feed, _ in bridge.feeds for row in bridge.state.last_good(feed.name).items]
        assert remembered == ["OWN-1"]


def test_what_is_remembered_reaches_nobody(begun):
    """What the sandbox was told stands for no real account, before any feed is read."""
    with open_bridge(move(begun), writes=False) as bridge:
        assert not bridge.last_macro_input().late


@pytest.mark.parametrize(
    ("url", "real"),
    [
        ("sandbox", False),
        ("http://127.0.0.1:8080", False),
        ("https://localhost", False),
        ("http://[::1]:80", False),
        ("https://acme.zendesk.com", True),
        ("https://help.example.com:8443", True),
    ],
)
def test_what_is_real(url, real):
    """The sandbox and this machine have no customers; every other address may."""
    assert is_real(url) is real
