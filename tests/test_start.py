"""What is answered to ``init``, and the files that follow from it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from zendesk_bridge.app import start
from zendesk_bridge.app.start import Answers, ChosenHelpdesk, UnclearKind
from zendesk_bridge.app.start.speaking import facts_in, macro_in
from zendesk_bridge.cli import cli, schemas
from zendesk_bridge.cli.stock import WRITTEN_ON, stock
from zendesk_bridge.core.kind import Credential, HelpdeskKind, Login
from zendesk_bridge.feeds.macros import read_macros
from zendesk_bridge.settings import kinds, load_offline, load_settings, time_zone

TODAY = date(2026, 12, 30)
STOCK = stock()
KINDS = kinds()
THIRD = HelpdeskKind("Third", (), (Login("Key", "A key.", (Credential("key", "From the profile", secret=True),)),))
ORDERS = [order for size in range(1, 5) for order in permutations(start.LANGUAGES, size)]


def chosen(*texts: str, known: Any = KINDS) -> tuple[ChosenHelpdesk, ...]:
    """Return the helpdesks that these texts mean together."""
    found: list[ChosenHelpdesk] = []
    for text in texts:
        found.extend(start.helpdesks_of(text, known, found))
    return tuple(found)


@pytest.mark.parametrize(
    ("text", "name", "kind", "url"),
    [
        ("acme.zendesk.com", "acme", "zendesk", "https://acme.zendesk.com"),
        ("  https://ACME.zendesk.com/agent/tickets/1?a=b#c ", "acme", "zendesk", "https://acme.zendesk.com"),
        ("http://acme.zendesk.com", "acme", "zendesk", "https://acme.zendesk.com"),
        ("HTTPS://acme.freshdesk.com/", "acme", "freshdesk", "https://acme.freshdesk.com"),
        ("<acme.freshworks.com>", "acme", "freshdesk", "https://acme.freshworks.com"),
        ("zendesk:acme", "acme", "zendesk", "https://acme.zendesk.com"),
        ("Zendesk:acme.zendesk.com", "acme", "zendesk", "https://acme.zendesk.com"),
        ("shop=zendesk:acme", "shop", "zendesk", "https://acme.zendesk.com"),
        ("shop=acme.freshdesk.com", "shop", "freshdesk", "https://acme.freshdesk.com"),
        ("shop=https://acme.zendesk.com/a?b=c:d", "shop", "zendesk", "https://acme.zendesk.com"),
        ("shop=freshdesk:https://help.acme.com/support", "shop", "freshdesk", "https://help.acme.com"),
        ("freshdesk:help.acme.com", "acme", "freshdesk", "https://help.acme.com"),
        ("zendesk:http://127.0.0.1:8080/", "shop", "zendesk", "http://127.0.0.1:8080"),
        ("zendesk:localhost:8080", "shop", "zendesk", "http://localhost:8080"),
        ("zendesk:sandbox", "zendesk", "zendesk", "sandbox"),
        ("shop=freshdesk:Sandbox", "shop", "freshdesk", "sandbox"),
    ],
)
def test_an_address_is_understood_in_any_writing(text: str, name: str, kind: str, url: str) -> None:
    """What people copy from where they see it becomes the bare address, its type, and a short name."""
    (found,) = chosen(text)
    assert (found.name, found.type, found.url) == (name, kind, url)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the address is missing: write one such as acme"),
        ("shop=", "the address is missing"),
        ("zendesk:", "the address is missing"),
        ("my shop", "'my shop' is not an address: write one such as acme"),
        ("https://", "is not an address"),
        ("https://[::1", "is not an address"),
        ("zendesk:http://[::1%25a b: c]", "is not an address"),
        ("zendesk:http://[::1%25lo]", "is not an address"),
        ("https://acme.zendesk.com:port", "is not an address"),
        ("ftp://acme.zendesk.com", "is not an address"),
        ("agent@acme.com", "write the address of the helpdesk, not an e-mail's"),
        ("https://me:secret@acme.zendesk.com", "leave out what stands before the @"),
        ("zendesk.com", "zendesk.com is Zendesk's own site: write your account's address, such as acme.zendesk.com"),
        ("https://www.freshdesk.com", "is Freshdesk's own site"),
        ("freshdesk:acme.zendesk.com", "acme.zendesk.com is an address of Zendesk: write zendesk:acme.zendesk.com"),
        ("zendsk:acme", "there is no type 'zendsk': did you mean 'zendesk'?"),
        ("my shop=zendesk:acme", "'my shop' is not a name: use letters, digits, - and _"),
        ("all=zendesk:acme", "'all' cannot be a helpdesk's name"),
        ("=zendesk:acme", "'' is not a name"),
        ("shop=sandbox", "'shop' cannot be several: write shop="),
        ("zendesk:acmé", "is not an address"),
    ],
)
def test_an_answer_that_is_wrong_says_what_to_write(text: str, says: str) -> None:
    """Each wrong address or name is answered with what to write instead."""
    with pytest.raises(ValueError, match=re.escape(says)):
        chosen(text)


@pytest.mark.parametrize("text", ["acme", "help.acme.com", "https://help.acme.com"])
def test_an_address_that_does_not_tell_its_kind(text: str) -> None:
    """It is asked for the kind, or told how to write it; with it, the address is understood."""
    with pytest.raises(UnclearKind, match=r"write freshdesk:.* or zendesk:"):
        chosen(text)
    (found,) = start.helpdesks_of(text, KINDS, kind="freshdesk")
    assert found.type == "freshdesk"
    (alone,) = start.helpdesks_of(text, {"zendesk": KINDS["zendesk"]})
    assert alone.type == "zendesk"


def test_the_sandbox_is_every_kind_that_it_speaks() -> None:
    """``sandbox`` alone tries out all of them; a kind that it does not speak is refused by name."""
    assert {found.type for found in chosen("sandbox")} == set(KINDS)
    known = {**KINDS, "third": THIRD}
    assert {found.type for found in chosen("sandbox", known=known)} == set(KINDS)
    with pytest.raises(ValueError, match="the sandbox is no Third: it plays freshdesk, zendesk"):
        chosen("third:sandbox", known=known)
    with pytest.raises(ValueError, match="'acme' is not enough to find it: write the whole address"):
        chosen("third:acme", known=known)


def test_names_do_not_collide() -> None:
    """A name that nobody chose gives way; one that is chosen twice, or an account named twice, is told."""
    assert [found.name for found in chosen("zendesk:acme", "freshdesk:acme", "acme.freshworks.com")] == [
        "acme",
        "acme-freshdesk",
        "acme-2",
    ]
    with pytest.raises(ValueError, match="'shop' is the name of another helpdesk already"):
        chosen("shop=zendesk:acme", "shop=zendesk:other")
    with pytest.raises(ValueError, match=r"https://acme\.zendesk\.com is among your helpdesks already"):
        chosen("shop=zendesk:acme", "acme.zendesk.com/agent")
    assert chosen("zendesk:all")[0].name == "all-zendesk"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["de"], ("de",)),
        (["de", "en"], ("de", "en")),
        (["de, en;fr  es"], ("de", "en", "fr", "es")),
        (["Deutsch", "ENGLISH,deutsch"], ("de", "en")),
        (["en-gb"], ("en_GB",)),
        (["de_AT.UTF-8", "en"], ("de_AT", "en")),
    ],
)
def test_languages_are_understood(texts: list[str], found: tuple[str, ...]) -> None:
    """By code or by name, each once, the main one with its region where it has one."""
    assert start.languages_of(texts) == found


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ([""], "no language is named: write one or more of en, de, fr, es"),
        (["it"], "there are no ready-made macros in 'it', only in en, de, fr, es"),
        (["en", "de_AT"], "only the main language, which comes first, has a region: write de"),
        (["en_XX"], "there is no locale 'en_XX': write en, or one such as en_GB"),
    ],
)
def test_languages_that_there_are_not(texts: list[str], says: str) -> None:
    """A language without ready-made macros is told, with those that there are."""
    with pytest.raises(ValueError, match=re.escape(says)):
        start.languages_of(texts)


def test_a_time_zone_that_is_none() -> None:
    """It is answered with the nearest, as in the config."""
    assert time_zone(" Europe/Berlin ").key == "Europe/Berlin"
    with pytest.raises(ValueError, match="did you mean 'Europe/Berlin'"):
        time_zone("europe/berln")


# --- the files ----------------------------------------------------------------------------------------------------


def made(*helpdesks: str, languages: Sequence[str] = ("en",), inside: str = "", known: Any = KINDS) -> dict[str, str]:
    """Return the files for these answers, by path."""
    answers = Answers(chosen(*helpdesks, known=known), tuple(languages), "America/New_York", TODAY)
    return {file.path: file.text for file in start.files(answers, STOCK, inside)}


def put(folder: Path, files: dict[str, str]) -> None:
    """Write files, and nothing else, below a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def shipped() -> dict[str, dict[str, str]]:
    """Return the replies that come with the product, by key and language."""
    folder = Path(__file__).parent.parent / "macros"
    return {
        macro.key: {one.locale[:2]: one.reply.text for one in macro.variants}
        for macro in read_macros(folder, locale="en_US")
    }


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_macros_speak_the_chosen_languages(order: tuple[str, ...], tmp_path: Path, shipped: Any) -> None:
    """In each order each language has its own words, the first as the main one, and no other is there."""
    put(tmp_path, {path: text for path, text in made("sandbox", languages=order).items() if path.startswith("macros/")})
    macros = read_macros(tmp_path / "macros", locale=order[0])
    assert len(macros) == len(shipped) == 12
    for macro in macros:
        assert macro.variants[0].locale == order[0]
        assert {one.locale: one.reply.text for one in macro.variants} == {
            language: shipped[macro.key][language] for language in order
        }
        own = macro.variants[0].title.text
        assert (order[0] == "en") == own.startswith("Backorder::")
        assert ("{{" in own) == (macro.per.value == "item")


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_facts_speak_the_chosen_languages(order: tuple[str, ...]) -> None:
    """Each item has its reason in each language, and its other facts as they are."""
    text = STOCK.macros["backorders.yaml"]
    before = yaml.safe_load(text)["backorders"]
    after = yaml.safe_load(facts_in(text, order))["backorders"]
    for old, new in zip(before, after, strict=True):
        reasons = {"en": old.pop("reason")} | {name: it["reason"] for name, it in old.pop("locales").items()}
        assert new.pop("reason") == reasons[order[0]]
        local = {name: it["reason"] for name, it in new.pop("locales", {}).items()}
        assert list(local.items()) == [(name, reasons[name]) for name in order[1:]]
        assert new == old


def test_a_reason_keeps_its_signs_between_braces() -> None:
    """What would end a text there is put in quotation marks."""
    text = "backorders:\n  - sku: A\n    reason: late, [very] late\n    locales:\n      de: {reason: 'spät, sehr'}\n"
    (item,) = yaml.safe_load(facts_in(text, ("de", "en")))["backorders"]
    assert item == {"sku": "A", "reason": "spät, sehr", "locales": {"en": {"reason": "late, [very] late"}}}


SCHEMAS = {"backorders.yaml": "backorders", "segments.yaml": "segments"}


def test_in_all_languages_the_files_are_as_they_come() -> None:
    """Where nothing is left out, no line is another, comments included."""
    for name, text in STOCK.macros.items():
        if name != "segments.yaml":  # which is written as it comes
            told = facts_in(text, start.LANGUAGES) if name == "backorders.yaml" else macro_in(text, start.LANGUAGES, {})
            assert told == text, name


def test_a_real_account_tells_no_made_up_item() -> None:
    """Its list of late items is empty, whatever stands beside it; the example in it is right when it is taken."""
    for helpdesks in (["acme.zendesk.com"], ["acme.zendesk.com", "freshdesk:sandbox"]):
        text = made(*helpdesks, languages=["de", "en"])["macros/backorders.yaml"]
        assert yaml.safe_load(text) == {"backorders": []}
        example = yaml.safe_load("\n".join(line[2:] for line in text.splitlines() if line.startswith("#  ")))
        assert [item["sku"] for item in example] == ["WID-12"]
        assert example[0]["next_update"] > TODAY
    sandbox = yaml.safe_load(made("sandbox")["macros/backorders.yaml"])["backorders"]
    assert len(sandbox) == 6
    first = yaml.safe_load(STOCK.macros["backorders.yaml"])["backorders"][0]
    assert sandbox[0]["next_update"] - TODAY == first["next_update"] - WRITTEN_ON


def test_the_config_says_what_was_chosen(tmp_path: Path) -> None:
    """Its settings are the answers; every credential is a variable of its own, which the example of .env lists."""
    files = made(
        "us=acme.zendesk.com", "eu=zendesk:acme-eu", "help=freshdesk:https://help.acme.com", languages=["de", "en"]
    )
    put(tmp_path, files)
    names = re.findall(r"(?m)^(\w+)=$", files[".env.example"])
    assert names == [
        "ZENDESK_US_CLIENT_ID",
        "ZENDESK_US_CLIENT_SECRET",
        "ZENDESK_EU_CLIENT_ID",
        "ZENDESK_EU_CLIENT_SECRET",
        "FRESHDESK_API_KEY",
    ]
    settings = load_settings(tmp_path / "config.yaml", {name: f"value of {name}" for name in names})
    assert {name: (one.type, one.url) for name, one in settings.helpdesks.items()} == {
        "us": ("zendesk", "https://acme.zendesk.com"),
        "eu": ("zendesk", "https://acme-eu.zendesk.com"),
        "help": ("freshdesk", "https://help.acme.com"),
    }
    assert settings.helpdesks["eu"].credentials["client_secret"] == "value of ZENDESK_EU_CLIENT_SECRET"
    assert (settings.locale, settings.timezone.key) == ("de", "America/New_York")
    doubts = load_offline(tmp_path / "config.yaml", dict.fromkeys(names, "x")).doubts
    assert [doubt.message.partition(" does")[0] for doubt in doubts] == ["helpdesks.help.url"]


def test_a_long_name_ends_before_its_comment() -> None:
    """However long a name is, what explains it is no part of it."""
    name = "a-name-that-is-longer-than-the-column-of-comments"
    answers = Answers(chosen(f"{name}=zendesk:one", "zendesk:two"), ("en",), "America/Argentina/Buenos_Aires", TODAY)
    *_, config = start.files(answers, STOCK)
    said = yaml.safe_load(config.text)
    assert said["helpdesks"][name]["auth"]["client_id"] == "${ZENDESK_" + name.upper().replace("-", "_") + "_CLIENT_ID}"
    assert said["timezone"] == "America/Argentina/Buenos_Aires"


def test_variables_do_not_collide() -> None:
    """Names that differ only in what no variable may hold have variables of their own."""
    files = made("a-b=zendesk:one", "a_b=zendesk:two", "2nd=zendesk:three")
    names = re.findall(r"(?m)^(\w+)=$", files[".env.example"])
    assert len(set(names)) == 6
    assert not any(name[0].isdigit() for name in names)


def test_a_third_kind_is_set_up_like_the_others() -> None:
    """What its folder declares is all that is needed."""
    files = made("shop=third:https://help.example.com", known={**KINDS, "third": THIRD})
    config = yaml.safe_load(files["config.yaml"])
    assert config["helpdesks"]["shop"] == {
        "type": "third",
        "url": "https://help.example.com",
        "auth": {"key": "${THIRD_KEY}"},
    }
    assert "# shop (Third): From the profile\nTHIRD_KEY=\n" in files[".env.example"]


@pytest.mark.parametrize("helpdesks", [["sandbox"], ["acme.zendesk.com"], ["acme.zendesk.com", "acme.freshdesk.com"]])
@pytest.mark.parametrize("inside", ["", "support/my shop's"])
def test_what_runs_elsewhere_is_right(helpdesks: list[str], inside: str) -> None:
    """The workflow and the hook are YAML, and each command line in them is one that this program takes."""
    files = made(*helpdesks, inside=inside)
    workflow = yaml.safe_load(files[".github/workflows/zendesk-bridge.yml"])
    hooks = yaml.safe_load(files[".pre-commit-config.yaml"])
    (hook,) = hooks["repos"][0]["hooks"]
    lines = [hook["entry"]]
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            lines += re.findall(r"(?m)^\s*(zendesk-bridge [^>|]*)", step.get("run", ""))
    for line in lines:
        _takes(line)
    assert ("plan" in workflow["jobs"]) == (helpdesks != ["sandbox"])
    assert len(lines) == (2 if helpdesks == ["sandbox"] else 3)
    assert re.match(hook["files"], f"{inside}/macros/x.yaml" if inside else "macros/x.yaml")
    assert re.match(hook["files"], f"{inside}/config.yaml" if inside else "config.yaml")
    assert not re.match(hook["files"], "other/config.yaml")
    assert workflow.get("defaults", {}).get("run", {}).get("working-directory", "") == inside


def _takes(line: str) -> None:
    """Parse a command line without running it; raises click's error for a command or option that there is not."""
    program, command, *args = shlex.split(line)
    assert program == "zendesk-bridge"
    found = cli.get_command(cli.make_context("zendesk-bridge", ["--help"], resilient_parsing=True), command)
    assert found
    found.make_context(command, list(args))


def test_editors_find_the_schemas() -> None:
    """The first line of each file leads to the schema of its kind, from where the file lies."""
    files = made("sandbox")
    for path, text in files.items():
        if path.startswith("macros/") or path == "config.yaml":
            modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
            assert modeline
            leads = (Path("/x") / path).parent.joinpath(modeline[1]).resolve().relative_to("/x")
            kind = {"config.yaml": "config"}.get(path) or SCHEMAS.get(Path(path).name, "macro")
            assert yaml.safe_load(files[str(leads)]) == schemas.SCHEMAS[kind]()


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("", (".env", "zendesk-bridge.db*", "zendesk-bridge-sandbox.db*")),
        ("*.db\n/.env\n", ()),
        (".env*\nzendesk-bridge.db*\n", ("zendesk-bridge-sandbox.db*",)),
        ("# .env\n", (".env", "zendesk-bridge.db*", "zendesk-bridge-sandbox.db*")),
    ],
)
def test_what_git_does_not_ignore_yet(text: str, lacks: tuple[str, ...]) -> None:
    """A .gitignore of one's own is told what it lacks, and nothing that it covers already."""
    assert start.unignored(text) == lacks


def test_help_has_its_example() -> None:
    """The command is described, with how it is called."""
    said = CliRunner().invoke(cli, ["init", "--help"]).output
    assert "Example: zendesk-bridge init shop" in said
