"""A configuration for looking at files alone: its secrets need not be there, and what does nothing is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from zendesk_bridge import settings
from zendesk_bridge.core.errors import InvalidInput

LEAST = """
helpdesks:
  shop: {type: zendesk, url: sandbox}
backorders: [{type: file, path: late.yaml}]
timezone: America/New_York
"""


def helpdesk(text: str) -> str:
    """Return a configuration with this one helpdesk."""
    return LEAST.replace("{type: zendesk, url: sandbox}", text)


SECRETS = """
helpdesks:
  shop: {type: zendesk, url: "https://acme.zendesk.com", auth: {token: "${TOKEN}"}}
backorders: [{type: file, path: late.yaml}]
catalogue:
  - {type: http, url: "https://shop.example.com/p.csv?key=${KEY}"}
  - {type: http, url: "https://shop.example.com/p.csv", headers: {Authorization: "Bearer ${SHOP}"}}
  - {type: http, url: "${FEED}"}
  - {type: http, url: "https://shop.example.com/p.csv", headers: {X: "${SET}"}}
state: ${DATABASE}
timezone: UTC
"""


def test_secrets_may_be_missing_offline(tmp_path: Path) -> None:
    """What reads the files alone needs no secret: each that is not set is named, and never stands for itself."""
    (tmp_path / "config.yaml").write_text(SECRETS)
    with pytest.raises(InvalidInput) as caught:
        settings.load_settings(tmp_path / "config.yaml", {"SET": "x"})
    assert len(caught.value.problems) == 5
    found = settings.load_offline(tmp_path / "config.yaml", {"SET": "x", "KEY": ""})
    assert [doubt.message.split()[3] for doubt in found.doubts] == ["TOKEN", "KEY", "SHOP", "FEED", "DATABASE"]
    webs = [item for item in found.settings.catalogue if isinstance(item, settings.HttpProducts)]
    assert [item.waits for item in webs] == [True, True, True, False]


def test_only_secrets_may_be_missing(tmp_path: Path) -> None:
    """A variable in any other place is missed offline, too."""
    (tmp_path / "config.yaml").write_text(LEAST.replace("late.yaml", '"${FILE}"'))
    with pytest.raises(InvalidInput, match="the environment variable FILE is not set"):
        settings.load_offline(tmp_path / "config.yaml", {})


def test_what_the_sandbox_does_not_use_is_told(tmp_path: Path) -> None:
    """Beside url: sandbox, what belongs to the real account waits, and check says so."""
    text = helpdesk("{type: zendesk, url: sandbox, auth: {token: a}, max_share_of_limit: 0.2}")
    (tmp_path / "config.yaml").write_text(text)
    doubts = settings.load_offline(tmp_path / "config.yaml", {}).doubts
    assert [doubt.message for doubt in doubts] == [
        "helpdesks.shop.auth does nothing with url: sandbox",
        "helpdesks.shop.max_share_of_limit does nothing with url: sandbox",
    ]


def test_a_sandbox_that_nobody_asks_for_is_told(tmp_path: Path) -> None:
    """Where every helpdesk is a real one, the sandbox's settings do nothing, and check says so."""
    text = helpdesk("{type: zendesk, url: https://acme.zendesk.com, auth: {token: '${T}'}}") + "sandbox: {data: x.db}\n"
    (tmp_path / "config.yaml").write_text(text)
    (doubt,) = settings.load_offline(tmp_path / "config.yaml", {"T": "t"}).doubts
    assert doubt.message == "sandbox does nothing, for no helpdesk says url: sandbox"


@pytest.mark.parametrize(
    ("kind", "auth", "key"),
    [
        ("zendesk", "{token: hush}", "token"),
        ("zendesk", "{email: a@acme.example, api_token: hush}", "api_token"),
        ("zendesk", "{client_id: a, client_secret: hush}", "client_secret"),
        ("freshdesk", "{api_key: hush}", "api_key"),
    ],
)
def test_a_secret_in_the_file_itself_is_told_and_not_shown(tmp_path: Path, kind: str, auth: str, key: str) -> None:
    """A configuration is kept and sent around: a secret belongs in the environment, and check says so."""
    text = helpdesk(f"{{type: {kind}, url: https://acme.{kind}.com, auth: {auth}}}")
    (tmp_path / "config.yaml").write_text(text)
    (doubt,) = settings.load_offline(tmp_path / "config.yaml", {}).doubts
    assert doubt.message == f"helpdesks.shop.auth.{key} is a secret that stands in the file itself"
    assert f"SHOP_{key.upper()}" in doubt.fix
    assert "hush" not in str(doubt)


def test_a_path_from_home_is_found_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that begins with ~ means what it means to a shell."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "config.yaml").write_text(LEAST + "macros: ~/macros\n")
    assert settings.load_settings(tmp_path / "config.yaml", {}).macros == tmp_path / "home/macros"
