"""A third kind of helpdesk takes part in everything as soon as its folder stands beside the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge import helpdesks, settings
from zendesk_bridge.cli import run
from zendesk_bridge.core.errors import InvalidInput

CONFIG = """\
helpdesks:
  shop: {{type: third, url: "{url}", auth: {{key: "{key}"}}, max_share_of_limit: 100 %}}
backorders: [{{type: file, path: macros/backorders.yaml}}]
timezone: UTC
"""

BACKORDERS = """\
backorders:
  - sku: WID-12
    name: Blue Widget 12 oz
    aliases: [blue widget]
    ship_window: {{from: {soon}, to: {soon}}}
    reason: the supplier is late
    options: [wait, cancel]
    next_update: {soon}
"""

MACRO = """\
key: {key}
title: "Backorder::{key}"
per: {per}
reply: |
  Hi {{{{ customer.first_name }}}},

  {{{{ backorder.message }}}}
"""
Admin = Callable[..., Any]


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the folder stand beside the others: there is nothing else to do."""
    monkeypatch.setattr(helpdesks, "__path__", [*helpdesks.__path__, str(Path(__file__).parent.parent)])


@pytest.fixture
def server(beside: None) -> Iterator[Any]:  # noqa: ARG001 - the module is found by it
    """Return a running helpdesk that nobody has used."""
    with import_module("zendesk_bridge.helpdesks.third.server").Server() as found:
        yield found


@pytest.fixture
def config(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an admin's config for it, with two macros and one late item; its client waits for nothing."""
    third = import_module("zendesk_bridge.helpdesks.third")
    monkeypatch.setattr(third, "build", partial(third.build, sleep=lambda _: None))
    login = server.credentials.by_type["third"]
    soon = datetime.now(UTC).date() + timedelta(days=8)
    (tmp_path / "macros").mkdir()
    (tmp_path / "macros/backorders.yaml").write_text(BACKORDERS.format(soon=soon), encoding="utf-8")
    for key, per in (("delay-update", "ticket"), ("item-update", "item")):
        (tmp_path / f"macros/{key}.yaml").write_text(MACRO.format(key=key, per=per), encoding="utf-8")
    (tmp_path / "config.yaml").write_text(CONFIG.format(url=server.third_url, **login), encoding="utf-8")
    return tmp_path / "config.yaml"


@pytest.fixture
def admin(server: Any) -> Admin:
    """Return what happens behind the helpdesk's back."""

    def call(method: str, path: str, body: Any = None) -> Any:
        reply = requests.request(method, f"{server.third_url}/_sandbox/{path}", json=body, timeout=60)
        reply.raise_for_status()
        return reply.json()

    return call


def test_a_whole_sync(config: Path, server: Any, admin: Admin, capsys: pytest.CaptureFixture[str]) -> None:
    """Fields are set up, macros planned and made, tickets marked; the second sync writes nothing."""
    person = {"email": "alex@example.com", "name": "Alex Morgan"}
    late, other = admin(
        "POST",
        "tickets",
        [{"subject": "Hi", "description": text, "requester": person} for text in ("My blue widget?", "My invoice?")],
    )["ids"]
    for command in (["setup", "--yes"], ["plan"], ["sync"]):
        assert run([command[0], "--config", str(config), *command[1:]]) == 0, capsys.readouterr()
    fields = {found.body["title"]: str(found.id) for found in server.store.documents("third_field")}
    marked, unmarked = server.store.tickets_by_ids([late, other])
    assert set(marked.tags) == {"backorder", "backorder_wid_12"}
    assert marked.freshdesk_fields[fields["Backorder items"]] == "Blue Widget 12 oz"
    assert "Blue Widget 12 oz" in marked.freshdesk_fields[fields["Backorder reply: delay-update"]]
    assert unmarked.tags == ()
    macros = {found.body["title"]: found.body["html"] for found in server.store.documents("third_macro")}
    assert macros.keys() == {"Backorder::delay-update", "Backorder::item-update"}
    assert f"%(field.{fields['Backorder reply: delay-update']})" in macros["Backorder::delay-update"]
    assert "Blue Widget 12 oz" in macros["Backorder::item-update"]
    admin("DELETE", "requests")
    assert run(["sync", "--config", str(config)]) == 0
    assert admin("GET", "requests")["writes"] == 0


def test_doctor_looks_at_it(config: Path, admin: Admin, capsys: pytest.CaptureFixture[str]) -> None:
    """Every check has something to say of it; before setup its fields are missing, and after a sync it is well."""
    assert run(["doctor", "--config", str(config)]) == 1
    assert "setup" in capsys.readouterr().out
    assert run(["sync", "--config", str(config)]) in {0, 3}
    assert run(["setup", "--yes", "--config", str(config)]) == 0
    capsys.readouterr()
    admin("DELETE", "requests")
    assert run(["doctor", "--config", str(config)]) == 0
    assert "shop: Third at http" in capsys.readouterr().out
    assert admin("GET", "requests")["writes"] == 0


def test_the_configuration_knows_it(config: Path) -> None:
    """What its folder declares is checked like that of any other: its logins, its addresses, and no sandbox."""
    text = config.read_text(encoding="utf-8")
    url = text.partition('url: "')[2].partition('"')[0]
    for old, new, told in (
        ("auth: {key", "auth: {token", "does not say how to sign in to Third (write {key})"),
        (url, "https://acme.zendesk.com", "is no address of Third (write type: zendesk)"),
        (url, "sandbox", "is no Third: the local helpdesk does not speak its API"),
        ("type: third", "type: zendesk", "does not say how to sign in to Zendesk"),
    ):
        config.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(InvalidInput) as caught:
            settings.load_settings(config, {})
        assert told in str(caught.value)
    config.write_text(text, encoding="utf-8")
    [doubt] = settings.load_offline(config, {}).doubts
    assert "auth.key is a secret that stands in the file itself" in doubt.message


def test_the_schema_knows_it(beside: None) -> None:  # noqa: ARG001 - as above
    """Editors complete it as they do the others."""
    assert {"ThirdSettings", "ZendeskSettings"} <= settings.json_schema()["$defs"].keys()


@pytest.mark.usefixtures("beside")
def test_init_sets_it_up(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An address of its domain is enough for files that check calls good."""
    assert run(["init", str(tmp_path), "--helpdesk", "acme.third.example"]) == 0
    monkeypatch.setenv("THIRD_KEY", "x")
    capsys.readouterr()
    assert run(["check", "--config", str(tmp_path / "config.yaml")]) == 0
    said = capsys.readouterr().out
    assert said.count("warning") == said.count("holds no late item") == 1
    assert said.endswith("12 macros, 8 mails, 0 late items, for acme.\n")


def test_without_its_folder_nobody_knows_it(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A type that has no folder is none, and the ones that have are named."""
    monkeypatch.setattr(helpdesks, "__path__", helpdesks.__path__[:1])
    with pytest.raises(InvalidInput, match="'third' is none of 'freshdesk', 'zendesk'"):
        settings.load_settings(config, {})
