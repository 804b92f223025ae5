from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge import settings
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.model import FieldKey
from zendesk_bridge.settings import Settings, load_settings

EXAMPLE = Path(__file__).parents[2] / "config.example.yaml"

LEAST = """
helpdesks:
  shop: {type: zendesk, url: sandbox}
backorders: [{type: file, path: late.yaml}]
timezone: America/New_York
"""

Load = Callable[..., Settings]
Said = Callable[..., list[str]]


def helpdesk(text: str) -> str:
    """Return a configuration with this one helpdesk."""
    return LEAST.replace("{type: zendesk, url: sandbox}", text)


def test_the_example_runs_as_it_is() -> None:
    """The example needs no environment, and starts both helpdesks in the sandbox."""
    loaded = load_settings(EXAMPLE, {})
    assert {name: (desk.type, desk.is_sandbox) for name, desk in loaded.helpdesks.items()} == {
        "shop": ("zendesk", True),
        "shop-eu": ("freshdesk", True),
    }
    assert dict(loaded.helpdesks["shop"].credentials) == {}
    assert loaded.backorders[0].path == EXAMPLE.parent / "macros" / "backorders.yaml"
    assert loaded.limits == settings.LimitSettings()
    assert loaded.triage == settings.Triage()


def test_what_is_left_out_has_a_careful_default(load: Load, tmp_path: Path) -> None:
    """Helpdesks, sources and the time zone are enough; paths are meant from the file's folder."""
    loaded = load(LEAST)
    assert loaded.owner == "main"
    assert loaded.macros == tmp_path / "macros"
    assert loaded.sandbox.data == tmp_path / "zendesk-bridge-sandbox.db"
    assert loaded.state.get_secret_value() == f"sqlite:///{tmp_path}/zendesk-bridge.db"
    assert loaded.timezone == ZoneInfo("America/New_York")
    assert (loaded.locale, loaded.market, loaded.drift) == ("en_US", "none", "fail")
    assert (loaded.limits.creates.max, loaded.limits.updates.max, loaded.limits.updates.share) == (100, 200, 0.5)
    assert (loaded.limits.retirements.max, loaded.limits.retirements.share) == (40, 0.35)
    assert (loaded.limits.tickets, loaded.triage.look_back, loaded.triage.note) == (500, timedelta(days=30), False)
    source = loaded.backorders[0]
    assert (source.path, source.name) == (tmp_path / "late.yaml", "late.yaml")
    assert (source.max_shrink, source.max_age, source.alias_separator) == (0.5, timedelta(days=3), ";")
    assert loaded.helpdesks["shop"].max_share_of_limit == 0.5


def test_everything_can_be_said(load: Load, tmp_path: Path) -> None:
    """Each setting that is written arrives, in its own type."""
    loaded = load(
        """
owner: eu
helpdesks:
  shop:
    type: zendesk
    url: https://Acme.zendesk.com/
    auth: {client_id: bridge, client_secret: "${SECRET}"}
    drift: keep
    max_share_of_limit: 25 %
    fields: {ship_window: 3600001}
backorders:
  - {type: file, path: /data/late.csv, name: sheet, columns: {sku: "Item No."}, dates: "%m/%d/%Y",
     alias_separator: "|", max_shrink: 0.2, max_age: 7 days}
timezone: Europe/Berlin
locale: de_DE
market: none
drift: overwrite
state: postgresql+psycopg://u:${SECRET}@db/zb
limits: {creates: {max: 9}, updates: {max: 5}, retirements: {share: 10%}, tickets: 7}
triage: {look_back: 14, note: true}
sandbox: {data: sand.db}
""",
        SECRET="s3cret",
    )
    desk = loaded.helpdesks["shop"]
    assert desk.url == "https://acme.zendesk.com"
    assert desk.auth.client_secret.get_secret_value() == "s3cret"
    assert (desk.max_share_of_limit, dict(desk.fields)) == (0.25, {FieldKey.SHIP_WINDOW: 3600001})
    assert loaded.drift_on("shop") == "keep"
    source = loaded.backorders[0]
    assert (source.path, source.name, dict(source.columns)) == (Path("/data/late.csv"), "sheet", {"sku": "Item No."})
    assert (source.dates, source.alias_separator) == ("%m/%d/%Y", "|")
    assert (source.max_shrink, source.max_age) == (0.2, timedelta(days=7))
    assert loaded.state.get_secret_value() == "postgresql+psycopg://u:s3cret@db/zb"
    assert (loaded.market, loaded.limits.updates.max, loaded.limits.updates.share) == ("none", 5, 0.5)
    assert (loaded.limits.retirements.max, loaded.limits.retirements.share) == (40, 0.1)
    assert (loaded.limits.creates.max, loaded.limits.tickets) == (9, 7)
    assert (loaded.triage.look_back, loaded.triage.note) == (timedelta(days=14), True)
    assert loaded.sandbox.data == tmp_path / "sand.db"
    assert "s3cret" not in repr(loaded)
    assert "s3cret" not in str(loaded)


@pytest.mark.parametrize(
    ("kind", "auth", "expected", "credentials"),
    [
        ("zendesk", "{client_id: a, client_secret: b}", "ClientCredentials", {"client_id": "a", "client_secret": "b"}),
        ("zendesk", "{token: a}", "Token", {"token": "a"}),
        ("zendesk", '{token: " a\\n"}', "Token", {"token": "a"}),
        ("zendesk", "{email: a@b.c, api_token: d}", "EmailToken", {"email": "a@b.c", "api_token": "d"}),
        ("freshdesk", "{api_key: a}", "ApiKey", {"api_key": "a"}),
    ],
)
def test_ways_to_sign_in(load: Load, kind: str, auth: str, expected: str, credentials: dict[str, str]) -> None:
    """The keys under auth tell which way to sign in is meant, and only the client gets to read what they hold."""
    desk = load(helpdesk(f"{{type: {kind}, url: https://acme.example.com, auth: {auth}}}")).helpdesks["shop"]
    assert type(desk.auth).__name__ == expected
    assert desk.credentials == credentials


@pytest.mark.parametrize("url", ["http://127.0.0.1:8001", "http://localhost:9", "http://[::1]:8001", "sandbox"])
def test_loopback_may_go_without_tls(load: Load, url: str) -> None:
    """A helpdesk on this machine needs no https."""
    text = helpdesk(f'{{type: freshdesk, url: "{url}", auth: {{api_key: a}}}}')
    assert load(text).helpdesks["shop"].url == url


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{type: zendesk, url: http://acme.zendesk.com, auth: {token: a}}", "would send credentials in the clear"),
        ("{type: zendesk, url: http://127.0.0.1.evil.example, auth: {token: a}}", "credentials in the clear"),
        (
            "{type: zendesk, url: acme.zendesk.com, auth: {token: a}}",
            "url is not a URL (write https://acme.zendesk.com)",
        ),
        ("{type: zendesk, url: 'ftp://acme', auth: {token: a}}", "url is not a URL"),
        ("{type: zendesk, url: 'https://u:hunter2@acme.com', auth: {token: a}}", "must not hold credentials"),
        ("{type: zendesk, url: 'https://acme.com/agent', auth: {token: a}}", "(write https://acme.com)"),
        (
            "{type: zendesk, url: https://acme.com}",
            "needs auth (add auth: with {client_id, client_secret}, {token}, or {email, api",
        ),
        ("{type: freshdesk, url: https://acme.com}", "helpdesks.shop needs auth (add auth: with {api_key})"),
        ("{type: zendesk, url: sandbox, auth: {api_key: a}}", "auth does not say how to sign in to Zendesk (write"),
        ("{type: freshdesk, url: sandbox, auth: {token: a}}", "sign in to Freshdesk (write {api_key})"),
        ("{type: zendesk, url: sandbox, auth: {client_id: a}}", "auth.client_secret is missing"),
        ("{type: zendesk, url: sandbox, auth: {client_id: a, client_secret: ''}}", "client_secret is empty"),
        ("{type: zendesk, url: sandbox, auth: hunter2}", "auth does not say how"),
        ("{type: freshdesk, url: sandbox, auth: hunter2}", "auth does not say how"),
        ("{type: zendesc, url: sandbox}", "type: 'zendesc' is none of"),
        ("{url: sandbox}", "helpdesks.shop.type is missing"),
        (
            "{type: zendesk, url: 'https://acme.freshdesk.com', auth: {token: a}}",
            "no address of Zendesk (write type: fre",
        ),
        (
            "{type: freshdesk, url: 'https://acme.zendesk.com', auth: {api_key: a}}",
            "of Freshdesk (write type: zendesk)",
        ),
        ("{type: zendesk, url: sandbox, fields: {items: 3, message: 3}}", "is the field of items already"),
        ("{type: zendesk, url: 'https://acme.com', auth: {token: $HUNTER2}}", "written without its braces"),
        ("{type: zendesk, url: sandbox, drift: kep}", "(did you mean 'keep'?)"),
        ("{type: zendesk, url: sandbox, max_share_of_limit: 50}", "is not a share between 0 and 1"),
        ("{type: zendesk, url: sandbox, max_share_of_limit: 0}", "is not a share between 0 and 1"),
        ("{type: zendesk, url: sandbox, max_share_of_limit: half}", "'half' is not a share"),
        ("{type: zendesk, url: sandbox, fields: {ship_windw: 3}}", "(did you mean 'ship_window'?)"),
        ("{type: zendesk, url: sandbox, ulr: x}", "unknown key 'ulr' in helpdesks.shop (did you mean 'url'?"),
    ],
)
def test_wrong_helpdesks(said: Said, text: str, message: str) -> None:
    """What is wrong with a helpdesk is said clearly, in its line, and never with a secret in it."""
    (problem,) = said(helpdesk(text))
    assert problem.startswith("config.yaml:3:")
    assert message in problem
    assert "hunter2" not in problem


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("timezone: America/New_York", "", "config.yaml:2:1: timezone is missing"),
        ("America/New_York", "America/New_Yrok", "is not a time zone (did you mean 'America/New_York'?)"),
        ("America/New_York", "../etc/passwd", "is not a time zone"),
        (
            "America/New_York",
            "EST",
            "names no place, so its clocks never change (write a place such as America/New_York)",
        ),
        ("America/New_York", "pst", "(write a place such as America/Los_Angeles)"),
        ("America/New_York", "Eastern Standard Time", "is not a time zone (write America/New_York)"),
        ("America/New_York", "New York", "is not a time zone (did you mean 'America/New_York'?)"),
        ("America/New_York", "CEST", "(write a place such as Europe/Berlin)"),
        ("America/New_York", "Etc/GMT+5", "is an offset"),
        ("America/New_York", "UTC-5", "is an offset"),
        ("America/New_York", "'+01:00'", "is an offset"),
        ("timezone:", "locale: english\ntimezone:", "'english' is not a language or locale (write en)"),
        ("timezone:", "locale: Deutsch\ntimezone:", "'Deutsch' is not a language or locale (write de)"),
        ("timezone:", "market: usa\ntimezone:", "market: 'usa' is none of 'none', 'us', 'uk' or 'eu'"),
        ("late.yaml", "late.yaml, dates: '%d.%m.%Y'", "dates says how a table is written, and this is none"),
        ("late.yaml", "late.yaml, columns: {sku: x}", "columns says how a table is written"),
        ("late.yaml", "late.YML, alias_separator: ','", "alias_separator says how a table is written"),
        ("late.yaml", "late.csv, trust: perhaps", "trust: 'perhaps' is neither true nor false"),
        ("timezone:", "locale: en_XX\ntimezone:", "locale: 'en_XX' is not a language or locale"),
        ("timezone:", "macro: m\ntimezone:", "config.yaml:5:1: unknown key 'macro' (did you mean 'macros'?"),
        ("timezone:", "state: mysql://u:hunter2@db\ntimezone:", "state is not the URL of a database"),
        ("timezone:", "state: postgresql://u:hunter2@db/x\ntimezone:", "(write postgresql+psycopg://... "),
        ("timezone:", "triage: {look_back: 0}\ntimezone:", "'0' is not a number of days"),
        ("timezone:", "owner: a b\ntimezone:", "owner: 'a b' is not a name"),
        ("timezone:", "limits: {updates: {max: 0}}\ntimezone:", "limits.updates.max: '0' must be at least 1"),
        ("  shop: {type: zendesk, url: sandbox}", "  {}", "helpdesks must hold at least 1"),
        ("shop:", "my shop:", "helpdesks: 'my shop' is not a name (use letters from a to z, digits, - and _, "),
        ("shop:", "all:", "helpdesks: 'all' cannot be a helpdesk's name"),
        ("[{type: file, path: late.yaml}]", "[]", "backorders must hold at least 1"),
        (
            "late.yaml",
            "late.numbers",
            "'late.numbers' is no .yaml, .csv, .xlsx, .json or .jsonl file (save or export it",
        ),
        ("late.yaml", "late.csv, dates: '%d'", "'%d' is not a date format"),
        ("late.yaml", "late.csv, columns: {skuu: x}", "(did you mean 'sku'?)"),
        ("late.yaml}", "l.csv}, {type: file, path: l.csv}", "backorders[1] names the feed 'l.csv' twice"),
        (
            "type: file",
            "type: flie",
            "'sql', 'shopify', 'woocommerce' (did you mean 'file'?)",
        ),
    ],
)
def test_wrong_settings(said: Said, old: str, new: str, message: str) -> None:
    """What is wrong elsewhere is said with its place and what would be right."""
    (problem,) = said(LEAST.replace(old, new, 1))
    assert problem.startswith("config.yaml:")
    assert message in problem
    assert "hunter2" not in problem


def test_everything_that_is_wrong_comes_at_once(said: Said) -> None:
    """Unset variables, unknown keys and wrong values are reported together, in the order of the file."""
    found = said("helpdesks:\n  shop: {type: zendesk, url: '${URL}'}\ntimezone: Mars\nbackorder: []\nmarket: ca\n")
    assert [problem.split(": ", 1)[0].removeprefix("config.yaml:") for problem in found] == [
        "2:30", "3:11", "4:1", "5:9",
    ]  # fmt: skip
    assert "environment variable URL is not set (export URL=... before you start" in found[0]


@pytest.mark.parametrize(
    "url", ["sqlite:////var/zb.db", "sqlite:///:memory:", "postgresql+psycopg://u@h/d?sslmode=require"]
)
def test_absolute_state_stays_as_written(load: Load, url: str) -> None:
    """Only a relative SQLite file is moved beside the configuration."""
    assert load(LEAST + f"state: '{url}'\n").state.get_secret_value() == url


@pytest.mark.parametrize("text", ["password: hunter2\n", "a: {b: hunter2}\n"])
def test_another_file_than_the_config(said: Said, text: str) -> None:
    """Of a file that is no configuration nothing is repeated."""
    (problem,) = said(text)
    assert "this is another file (what belongs here: helpdesks, backorders, timezone)" in problem


def test_a_config_without_end() -> None:
    """What never ends is not read for ever."""
    with pytest.raises(InvalidInput, match="is larger than 1 MB"):
        load_settings(Path("/dev/zero"), {})


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    """Without a configuration the message tells how to get one."""
    with pytest.raises(InvalidInput, match=r"config\.yaml: cannot be read: no such file .*zendesk-bridge init"):
        load_settings(tmp_path / "config.yaml", {})


def test_settings_are_frozen(load: Load) -> None:
    """Nobody changes the settings of a run while it runs."""
    loaded = load(LEAST)
    with pytest.raises(ValueError, match="frozen"):
        loaded.owner = "other"  # type: ignore[misc]  # the type checker knows it, too
    with pytest.raises(TypeError):
        loaded.helpdesks["x"] = loaded.helpdesks["shop"]  # type: ignore[index]  # same


def test_the_schema_describes_every_setting() -> None:
    """An editor can complete each key and say what it means; a variable may stand where a number does."""
    schema = json.loads(json.dumps(settings.json_schema()))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for shape in (schema, *schema["$defs"].values()):
        for name, field in shape.get("properties", {}).items():
            assert "description" in field or "$ref" in field or name == "type", name
    assert {"type": "string", "pattern": r"\$\{"} in schema["$defs"]["LimitSettings"]["properties"]["tickets"]["anyOf"]


@pytest.mark.parametrize("written", ["late.yaml", "{type: file, path: late.yaml}"])
def test_one_file_of_late_items_is_shown_its_form(said: Said, written: str) -> None:
    """Whoever names the one file without a list is shown how it is written."""
    [problem] = said(LEAST.replace("[{type: file, path: late.yaml}]", written))
    assert "backorders must be a list (write - {type: file, path:" in problem
