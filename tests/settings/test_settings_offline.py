"""A configuration for looking at files alone: its secrets need not be there, and what does nothing is told."""

from __future__ import annotations

from collections.abc import Callable
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


WANTS = "{type: zendesk, url: https://acme.zendesk.com, auth: {client_id: '${ID}', client_secret: '${SECRET}'}}"


def told(action: Callable[[], object]) -> list[str]:
    """Return what a config is refused for."""
    with pytest.raises(InvalidInput) as caught:
        action()
    return [f"{problem.message} ({problem.fix})" for problem in caught.value.problems]


def test_what_to_do_about_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is empty is called so, none gets a default in the file, and a .env that lies there is to be loaded."""
    monkeypatch.chdir(tmp_path)
    config = Path("config.yaml")
    config.write_text(helpdesk(WANTS))
    wants = [
        "the environment variable ID is not set (export ID=... before you start)",
        "the environment variable SECRET is empty (export SECRET=... before you start)",
    ]
    assert told(lambda: settings.load_settings(config, {"SECRET": ""})) == wants
    doubts = settings.load_offline(config, {"SECRET": ""}).doubts
    assert [f"{doubt.message} ({doubt.fix})" for doubt in doubts] == wants
    Path(".env").write_text("ID=\nSECRET=\n")
    wants = [
        "the environment variable ID is not set (fill in ID in ./.env, and load it: set -a; . ./.env; set +a)",
        "the environment variable SECRET is empty (fill in SECRET in ./.env, and load it: set -a; . ./.env; set +a)",
    ]
    assert told(lambda: settings.load_settings(config, {"SECRET": ""})) == wants


def test_a_setting_that_is_no_secret_may_have_a_default(tmp_path: Path) -> None:
    """A variable in any other place may be given one in the file."""
    (tmp_path / "config.yaml").write_text(helpdesk(WANTS).replace("America/New_York", "${ZONE}"))
    (only,) = told(lambda: settings.load_settings(tmp_path / "config.yaml", {"ID": "a", "SECRET": "b"}))
    assert only.endswith("(export ZONE=... before you start, or give it a default: ${ZONE:-...})")


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


def test_outreach_without_orders_is_told(tmp_path: Path) -> None:
    """Who switches outreach on and names no orders hears that nobody will be written to; else nothing is said."""
    text = (
        helpdesk("{type: zendesk, url: https://acme.zendesk.com, auth: {token: '${T}'}}") + "outreach: {send: true}\n"
    )
    (tmp_path / "config.yaml").write_text(text)
    (doubt,) = settings.load_offline(tmp_path / "config.yaml", {"T": "t"}).doubts
    assert doubt.message == "outreach reaches nobody, for there are no orders to look through"
    assert "orders: [{type: file" in doubt.fix
    (tmp_path / "config.yaml").write_text(f"{text}orders: [{{type: file, path: orders.csv}}]\n")
    assert settings.load_offline(tmp_path / "config.yaml", {"T": "t"}).doubts == ()


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
