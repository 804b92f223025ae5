"""How items are found in tickets: what config.yaml takes of catalogues and of the rules, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zendesk_bridge import settings
from zendesk_bridge.settings import Settings

LEAST = """
helpdesks:
  shop: {type: zendesk, url: sandbox}
backorders: [{type: file, path: late.yaml}]
timezone: America/New_York
"""

Load = Callable[..., Settings]
Said = Callable[..., list[str]]

CATALOGUE = """
catalogue:
  - {type: file, path: products.csv, columns: {sku: Variant SKU}, alias_separator: "|", at_least: 100}
  - type: http
    url: https://shop.example.com/feed?key=${KEY}
    format: jsonl
    headers: {Authorization: "Bearer ${KEY}"}
    timeout: 30
    max_bytes: 5 MB
tagging:
  numeric_skus: never
  min_alias: 4
  stop_words: [Classic, set]
  possible: tag
  counts: {code: false, urls: false, attachments: false}
"""


def test_the_catalogue_and_what_counts(load: Load, tmp_path: Path) -> None:
    """Catalogues and the rules of tagging arrive in their own types; a key in an address or header is shown nowhere."""
    loaded = load(LEAST + CATALOGUE, KEY="s3cret")
    file, web = loaded.catalogue
    assert isinstance(file, settings.FileProducts)
    assert isinstance(web, settings.HttpProducts)
    assert (file.path, file.form, file.alias_separator, file.at_least) == (tmp_path / "products.csv", "csv", "|", 100)
    assert dict(file.columns) == {"sku": "Variant SKU"}
    assert web.url.get_secret_value() == "https://shop.example.com/feed?key=s3cret"
    assert web.headers["Authorization"].get_secret_value() == "Bearer s3cret"
    assert (web.label, web.form, web.timeout, web.max_bytes) == ("shop.example.com/feed", "jsonl", 30, 5_000_000)
    tagging = loaded.tagging
    assert (tagging.numeric_skus, tagging.min_alias, tagging.stop_words) == ("never", 4, ("Classic", "set"))
    assert (tagging.possible, tagging.counts) == ("tag", settings.Counts(code=False, urls=False, attachments=False))
    assert "s3cret" not in repr(loaded)


def test_no_catalogue_and_careful_rules(load: Load) -> None:
    """Without these sections there is no catalogue, all words count, and nothing is tagged on a doubt."""
    loaded = load(LEAST)
    assert loaded.catalogue == ()
    assert loaded.tagging == settings.Tagging()
    assert (loaded.tagging.numeric_skus, loaded.tagging.min_alias, loaded.tagging.possible) == ("with_cue", 3, "ignore")
    assert loaded.tagging.counts == settings.Counts(code=True, urls=True, attachments=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{type: file, path: products.pdf}", "path: 'products.pdf' is no .csv, .jsonl, .json, .yaml or .xlsx file"),
        ("{type: file, path: p.csv, columns: {skuu: x}}", "(did you mean 'sku'?)"),
        ("{type: file, path: p.csv, at_least: 0}", "at_least: '0' must be at least 1"),
        ("{type: ftp, path: p.csv}", "'ftp' is none of"),
        ("{type: http, url: 'http://shop.example.com/p.csv?k=hunter2'}", "would send credentials in the clear"),
        ("{type: http, url: 'https://u:hunter2@shop.example.com/p.csv'}", "must not hold credentials"),
        ("{type: http, url: 'https://shop.example.com/feed?k=hunter2'}", "does not tell how the file is written"),
        ("{type: http, url: 'https://a.example/p.csv', headers: {X: ''}}", "headers.X is empty"),
        ("{type: http, url: 'https://a.example/p.csv', headers: {X: \"hunter2\\nB: c\"}}", "holds what no header can"),
        ("{type: http, url: 'https://a.example/p.csv', headers: {'a b': c}}", "holds a name that is no header's"),
        ("{type: http, url: 'https://a.example/p.csv', timeout: 0}", "'0' is not a number of seconds"),
        ("{type: http, url: 'https://a.example/p.csv', max_bytes: much}", "'much' is not a number of bytes"),
    ],
)
def test_wrong_catalogues(said: Said, text: str, message: str) -> None:
    """What is wrong with a catalogue is said in its line, and never with a secret in it."""
    (problem,) = said(LEAST + f"catalogue: [{text}]\n")
    assert problem.startswith("config.yaml:")
    assert message in problem
    assert "hunter2" not in problem


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{numeric_skus: always}", "tagging.numeric_skus: 'always' is none of 'with_cue', 'exact' or 'never'"),
        ("{possible: tags}", "(did you mean 'tag'?)"),
        ("{min_alias: 0}", "tagging.min_alias: '0' must be at least 1"),
        ("{stop_words: word}", "stop_words must be a list"),
        ("{counts: {code: maybe}}", "counts.code: 'maybe' is neither true nor false"),
    ],
)
def test_wrong_tagging(said: Said, text: str, message: str) -> None:
    """What is wrong with the rules of tagging is said in plain words."""
    (problem,) = said(LEAST + f"tagging: {text}\n")
    assert message in problem
