"""No setting does nothing: each of them, changed alone, changes what the parts of the product are built with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self, cast

import pytest
import yaml
from pydantic import BaseModel

from zendesk_bridge import transport, wiring
from zendesk_bridge.app import bridge as bridge_module
from zendesk_bridge.app import facts
from zendesk_bridge.app.accounts import Accounts
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core.alerts import Alert
from zendesk_bridge.core.fields import FieldsFound
from zendesk_bridge.core.ports import Helpdesk, State
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.settings import Settings, load_settings
from zendesk_bridge.wiring import observing

BASE: dict[str, Any] = {
    "helpdesks": {
        "shop": {"type": "zendesk", "url": "https://acme.zendesk.com", "auth": {"token": "a"}},
        "eu": {"type": "freshdesk", "url": "https://acme.freshdesk.com", "auth": {"api_key": "a"}},
    },
    "backorders": [{"type": "file", "path": "late.csv"}],
    "catalogue": [
        {"type": "file", "path": "products.csv"},
        {"type": "http", "url": "https://shop.example.com/p.csv"},
        {"type": "sql", "url": "sqlite:///erp.db", "query": "select 1"},
    ],
    "orders": [{"type": "file", "path": "orders.csv", "helpdesk": "shop"}],
    "timezone": "UTC",
    "notify": [{"url": "https://chat.example.com/a", "shape": "slack"}],
    "metrics": {"file": "bridge.prom"},
    "outreach": {"link": "https://orders.example.com"},
}

SHOP, EU, LATE, FILE, WEB = "helpdesks.shop", "helpdesks.eu", "backorders.0", "catalogue.0", "catalogue.1"
SQL, ORDERS = "catalogue.2", "orders.0"

OTHERWISE: dict[str, Any] = {
    f"{SHOP}.url": "https://other.zendesk.com",
    f"{SHOP}.auth": {"client_id": "c", "client_secret": "d"},
    f"{SHOP}.auth ": {"email": "a@b.c", "api_token": "d"},
    f"{SHOP}.auth  ": {"token": "b"},
    f"{SHOP}.drift": "keep",
    f"{SHOP}.market": "us",
    f"{SHOP}.max_share_of_limit": "25 %",
    f"{SHOP}.fields": {"ship_window": "3600001"},
    f"{SHOP}.type": "freshdesk",
    f"{EU}.url": "https://other.freshdesk.com",
    f"{EU}.auth": {"api_key": "b"},
    f"{EU}.drift": "overwrite",
    f"{EU}.market": "eu",
    f"{EU}.max_share_of_limit": "25 %",
    f"{EU}.fields": {"items": "5"},
    f"{EU}.type": "zendesk",
    f"{LATE}.path": "other.csv",
    f"{LATE}.name": "sheet",
    f"{LATE}.columns": {"sku": "Item"},
    f"{LATE}.dates": "%d.%m.%Y",
    f"{LATE}.alias_separator": "|",
    f"{LATE}.format": "jsonl",
    f"{LATE}.encoding": "cp1252",
    f"{LATE}.where": {"Open": "> 0"},
    f"{LATE}.defaults.reason": "late",
    f"{LATE}.defaults.options": ["wait"],
    f"{LATE}.defaults.next_update": "+7d",
    f"{LATE}.defaults.every": "7d",
    f"{LATE}.lead_days": "3",
    f"{LATE}.buffer_days": "4",
    f"{LATE}.merge": "latest",
    f"{LATE}.trust": "true",
    f"{LATE}.max_shrink": "10 %",
    f"{LATE}.max_age": "9",
    f"{FILE}.path": "other.csv",
    f"{FILE}.name": "all",
    f"{FILE}.format": "jsonl",
    f"{FILE}.encoding": "cp1252",
    f"{FILE}.columns": {"sku": "Item"},
    f"{FILE}.alias_separator": "|",
    f"{FILE}.at_least": "10",
    f"{FILE}.where": {"Status": "active"},
    f"{ORDERS}.path": "other.csv",
    f"{ORDERS}.name": "all",
    f"{ORDERS}.helpdesk": "eu",
    f"{ORDERS}.format": "jsonl",
    f"{ORDERS}.encoding": "cp1252",
    f"{ORDERS}.columns": {"sku": "Item"},
    f"{ORDERS}.where": {"Status": "open"},
    f"{ORDERS}.dates": "%d.%m.%Y",
    f"{SQL}.url": "sqlite:///other.db",
    f"{SQL}.query": "select 2",
    f"{SQL}.name": "all",
    f"{SQL}.timeout": "5",
    f"{SQL}.max_rows": "5",
    f"{SQL}.columns": {"sku": "Item"},
    f"{SQL}.where": {"Status": "active"},
    f"{SQL}.alias_separator": "|",
    f"{SQL}.at_least": "10",
    f"{WEB}.where": {"Status": "active"},
    f"{WEB}.url": "https://shop.example.com/q.csv",
    f"{WEB}.name": "all",
    f"{WEB}.format": "jsonl",
    f"{WEB}.encoding": "cp1252",
    f"{WEB}.columns": {"sku": "Item"},
    f"{WEB}.alias_separator": "|",
    f"{WEB}.at_least": "10",
    f"{WEB}.headers": {"X-Key": "a"},
    f"{WEB}.timeout": "5",
    f"{WEB}.max_bytes": "5 MB",
    "owner": "eu",
    "macros": "other",
    "state": "sqlite:///other.db",
    "timezone": "Pacific/Auckland",
    "locale": "de_DE",
    "fallback_working_days": "4",
    "drift": "keep",
    "market": "us",
    "limits.creates.max": "5",
    "limits.updates.max": "5",
    "limits.updates.share": "10 %",
    "limits.retirements.max": "5",
    "limits.retirements.share": "10 %",
    "limits.tickets": "5",
    "triage.look_back": "5",
    "triage.note": "true",
    "followups.every": "7d",
    "followups.settle": "1h",
    "followups.ics": "other.ics",
    "outreach.send": "true",
    "outreach.approvals": "2",
    "outreach.hours": "8:00-18:00",
    "outreach.per_hour": "5",
    "outreach.open_ticket": "send",
    "outreach.link": "https://other.example.com",
    "outreach.link_days": "5",
    "lint": {"ignore": [{"rule": "vague", "macro": "A::B", "reason": "because"}]},
    "sandbox.data": "other.db",
    "ping_url": "https://hc-ping.com/uuid",
    "notify.0.url": "https://hooks.slack.com/services/b",
    "notify.0.shape": "teams",
    "metrics.file": "other.prom",
    "tagging.numeric_skus": "exact",
    "tagging.min_alias": "5",
    "tagging.stop_words": ["set"],
    "tagging.possible": "tag",
    "tagging.counts.code": "false",
    "tagging.counts.urls": "false",
    "tagging.counts.attachments": "false",
}
"""Each setting with a value that is not its usual one; spaces tell several values of one setting apart."""

ONE_VALUE = {f"{source}.type" for source in (LATE, FILE, WEB, SQL, ORDERS)}
"""Settings that take one value only: the type of a source says what it is."""

ONE_FORM = {f"{source}.{name}" for source in (LATE, FILE, WEB, ORDERS) for name in ("sheet", "records", "lines")}
"""Settings that only another form of file has: test_settings_sources.py tries each of them."""


def loaded(folder: Path, data: dict[str, Any]) -> Settings:
    """Return the settings that this config says."""
    (folder / "config.yaml").write_text(yaml.safe_dump(data))
    return load_settings(folder / "config.yaml", {})


def changed(name: str, value: object) -> dict[str, Any]:
    """Return the usual config with one setting changed; a helpdesk of another type signs in in its own way."""
    data = deepcopy(BASE)
    *way, last = name.strip().split(".")
    node: Any = data
    for step in way:
        node = node[int(step)] if isinstance(node, list) else node.setdefault(step, {})
    node[last] = value
    if last == "type":
        node |= {"url": "https://acme.example.com", "auth": {"token": "a"} if value == "zendesk" else {"api_key": "a"}}
    return data


OPENED = SimpleNamespace(memory=SimpleNamespace(field_ids=dict), fields=(), proven=True)
"""Stands for an account that remembers nothing."""

_ADDRESS = re.compile(r"0x[0-9a-f]+")


class Sandbox:
    """Stands for the local helpdesk, which is not started."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.credentials = self
        self.by_type = {"zendesk": {"token": "a"}, "freshdesk": {"api_key": "a"}}
        self.urls = dict.fromkeys(self.by_type, "http://127.0.0.1:9")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind."""


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that tells with what everything is built that these settings describe."""
    built: list[object] = []
    for kind in (zendesk, freshdesk):
        real = kind.build
        monkeypatch.setattr(
            kind, "build", lambda *args, _real=real, **more: built.append((args, more)) or _real(*args, **more)
        )
    monkeypatch.setattr("zendesk_bridge.sandbox.Sandbox", lambda data, **_: built.append(data) or Sandbox(data))
    monkeypatch.setattr(wiring.state, "open_state", lambda url, **_: built.append(url))
    monkeypatch.setattr(wiring.feeds, "read_folder", lambda *args, **_: built.append(args) or ())
    monkeypatch.setattr(bridge_module, "find", lambda *given, **_: built.append(dict(given[3])) or FieldsFound({}))

    def tell(settings: Settings) -> str:
        built.clear()
        wiring.read_folder(settings)
        wiring.open_state(settings, writes=False)
        with ExitStack() as stack:
            desks = wiring.build_helpdesks(settings, stack, lambda _: None)
            bridge = Bridge(
                wiring.policy(settings),
                (),
                desks,
                (),
                cast("Any", None),
                cast("State", SimpleNamespace(fact_versions=lambda: ())),
                cast("Accounts", SimpleNamespace(open=lambda _desk: OPENED)),
                datetime(2026, 11, 23, 23, tzinfo=UTC),
            )
            for desk in desks:
                built.extend(_of_a_helpdesk(bridge, desk))
        built.extend(observed(settings))
        for source, trust in wiring.build_feeds(settings):
            built.append((source, trust))
        built.extend(sorted(vars(feed).items()) for feed in wiring.catalogue(settings)._feeds)
        built.extend(wiring.order_feeds(settings))
        built.extend([bridge.policy, bridge.macro_input(_no_facts())])
        return _ADDRESS.sub("", repr(built) + "".join(_secrets(built)))

    return tell


def observed(settings: Settings) -> Iterator[object]:
    """Yield whoever is told how the job is doing, and what reaches them."""
    sent: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transport, "post", lambda message: sent.append((message.url, message.body)))
        told = observing.observers(settings)
        if told.ping:
            told.ping("start", "")
        for room in told.rooms:
            room.tell([Alert("it failed")])
    yield from (sent, settings.metrics, settings.followups.ics, settings.lint)


def _of_a_helpdesk(bridge: Bridge, desk: Helpdesk) -> Iterator[object]:
    """Yield what macros and triage on one helpdesk are given."""
    fields = bridge.fields(desk)
    options = RunOptions()
    site = bridge.macro_site(desk, fields, options)
    rules = bridge.rules(desk, {}, fields)
    yield from (site.policy, site, rules)
    made = bridge.ticket_site(desk, fields, rules, cast("Any", None))
    yield from (made.look_back, made)


def _no_facts() -> Any:
    return facts.Facts({})


def _secrets(built: list[object]) -> Iterator[str]:
    """Yield what the reprs keep to themselves."""
    for part in built:
        if isinstance(part, list):
            sources = [value for name, value in part if name == "_source"]
            asked = [getattr(source, "where", source) for source in sources]
            yield from (f"{where.url}{getattr(where, 'headers', '')}" for where in asked if hasattr(where, "url"))


@pytest.mark.parametrize("name", OTHERWISE)
def test_a_setting_has_an_effect(tmp_path: Path, handed: Any, name: str) -> None:
    """Changed alone, a setting changes what something is built with."""
    other = changed(name, OTHERWISE[name])
    base = deepcopy(BASE)
    if name.startswith("sandbox"):
        for data in (base, other):
            data["helpdesks"]["shop"] = {"type": "zendesk", "url": "sandbox"}
    before = handed(loaded(tmp_path, base))
    assert handed(loaded(tmp_path, base)) == before
    assert handed(loaded(tmp_path, other)) != before


def test_no_setting_is_left_out(tmp_path: Path) -> None:
    """Every setting there is stands in the table above: a new one without an effect cannot slip in."""
    known = {name.strip() for name in OTHERWISE} | ONE_VALUE | ONE_FORM
    assert {name for name in _leaves(loaded(tmp_path, BASE)) if not any(name == it for it in known)} == set()


def _leaves(node: Any, name: str = "") -> Iterator[str]:
    """Yield the names of all settings in these ones; what holds names of the admin's choice is one setting."""
    children: dict[str, Any]
    if isinstance(node, BaseModel):
        children = {key: getattr(node, key) for key in type(node).model_fields}
    elif name == "helpdesks":
        children = dict(node)
    else:
        children = {str(index): item for index, item in enumerate(node)}
    for key, child in children.items():
        path = f"{name}.{key}".lstrip(".")
        inner = isinstance(child, BaseModel) and key != "auth"
        if inner or path in {"helpdesks", "backorders", "catalogue", "orders", "notify"}:
            yield from _leaves(child, path)
        else:
            yield path
