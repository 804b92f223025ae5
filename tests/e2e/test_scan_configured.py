"""scan with a configuration: which items count, and what is wrong with it."""

import json

import pytest

from zendesk_bridge.cli import run

CONFIG = """\
helpdesks: {shop: {type: zendesk, url: sandbox}}
backorders: [{type: file, path: late.yaml}]
catalogue: [{type: file, path: products.csv}]
timezone: UTC
tagging: {counts: {urls: false}}
"""
CATALOGUE = "sku,name,aliases\nWID-12,Blue Widget,azure widget\nLAMP-3,Harbor Desk Lamp,\n"
LATE = "backorders: [{sku: WID-12, name: Blue Widget, ship_window: unknown, reason: why, not: [sticker]}]\n"


@pytest.fixture
def configured(tmp_path, monkeypatch):
    """Return a folder with a configuration, and be in it: one item is late, another is not."""
    texts = ["WID-12", "LAMP-3", "https://shop.example/WID-12", "a sticker of WID-12"]
    rows = [{"id": number, "subject": "", "description": text} for number, text in enumerate(texts)]
    tickets = "".join(json.dumps(row) + "\n" for row in rows)
    files = {"config.yaml": CONFIG, "late.yaml": LATE, "products.csv": CATALOGUE, "tickets.jsonl": tickets}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("args", "found"),
    [
        ([], [["WID-12"], [], [], []]),
        (["--config", "config.yaml"], [["WID-12"], [], [], []]),
        (["--all"], [["WID-12"], ["LAMP-3"], [], []]),
        (["--catalogue", "products.csv"], [["WID-12"], ["LAMP-3"], ["WID-12"], ["WID-12"]]),
        (["--config", "config.yaml", "--catalogue", "products.csv"], [["WID-12"], ["LAMP-3"], [], []]),
    ],
)
@pytest.mark.usefixtures("configured")
def test_what_counts(capsys, args, found):
    """With a configuration its late items count, by its rules; --all and --catalogue add products."""
    assert run(["scan", "--format", "json", *args, "tickets.jsonl"]) == 0
    assert [json.loads(text)["skus"] for text in capsys.readouterr().out.splitlines()] == found


@pytest.mark.parametrize(
    ("file", "text", "code", "says"),
    [
        ("late.yaml", "backorders: [{sku: WID-12}]", 2, "late.yaml:1:14: name is missing"),
        ("late.yaml", "backorders: []", 1, "There is nothing to look for: no item is late."),
        ("products.csv", "sku,name\n", 1, "holds 0 products, and at_least is 1"),
        ("config.yaml", "helpdesks: {}", 2, "config.yaml:1:12: helpdesks must hold at least 1"),
    ],
)
def test_a_configuration_that_does_not_do(configured, capsys, file, text, code, says):
    """What is wrong with what the configuration names is said before any ticket is read."""
    (configured / file).write_text(text, "utf-8")
    assert run(["scan", "tickets.jsonl"]) == code
    seen = capsys.readouterr()
    assert says in seen.err
    assert seen.out == ""
