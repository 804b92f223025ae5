"""What an admin may get wrong: every mistake is named with its place and its remedy, and nothing is written."""

import errno
import io
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from zendesk_bridge.cli import run
from zendesk_bridge.core.model import LastGood
from zendesk_bridge.state import open_state

CONFIG = "config.yaml"
MACRO = "macros/delay-update.yaml"
FACTS = "macros/backorders.yaml"


def at(shop, place, line, column):
    """Return a place as messages have it."""
    return f"{shop.folder / place}:{line}:{column}: "


WATCHED = ("check", "plan")
"""Commands that somebody watches: they refuse what is wrong in a macro file; a scheduled run holds one macro for it."""


def refused(shop, *said: str, commands: tuple[str, ...] = ("check", "sync")):
    """Check that the offline command and the scheduled one name the mistake, with 2, and that nothing is written."""
    shop.writes()
    for command in commands:
        ran = shop.run(command)
        assert ran.code == 2, (command, ran)
        for words in said:
            assert words in ran.out + ran.err, (command, words, ran)
    assert shop.writes() == 0


def held(shop, *said: str, code: int = 3):
    """Check that the offline command refuses the mistake, and that the scheduled one tells it and does the rest."""
    ran = shop.run("check")
    assert ran.code == 2, ran
    assert all(words in ran.out for words in said), ran
    ran = shop.run("sync")
    assert ran.code == code, ran
    assert all(words in ran.err for words in said), ran


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("timezone: UTC", "timezon: UTC", (13, 1), ["unknown key 'timezon'", "did you mean 'timezone'?"]),
        ("type: freshdesk", "type: freshdsk", (8, 11), ["freshdsk", "freshdesk"]),
        ("url: http:", "url: ftp:", (4, 10), ["url", "https"]),
        ("timezone: UTC", "timezone: UTC\ntimezone: UTC", (14, 1), ["the key 'timezone' stands here a second time"]),
        ("timezone: UTC", "timezone: Mars/Base", (13, 11), ["Mars/Base"]),
    ],
)
def test_config_mistake(quiet_shop, old, new, place, said):
    """A wrong key, type, address, repetition or value in the config is named where it stands."""
    text = (quiet_shop.folder / CONFIG).read_text()
    quiet_shop.write(CONFIG, text.replace(old, new, 1))
    refused(quiet_shop, at(quiet_shop, CONFIG, *place), *said)


def test_unset_variable(shop, monkeypatch):
    """A secret that is not set stops what needs it, with its name; set, it is used; a default stands in for it."""
    key = shop.box.credentials.freshdesk_api_key
    shop.swap(CONFIG, f"api_key: {key}", 'api_key: "${SHOP_KEY}"')
    ran = shop.run("sync")
    assert ran.code == 2
    assert f"{at(shop, CONFIG, 10, 21)}the environment variable SHOP_KEY is not set" in ran.err
    assert shop.writes() == 0
    checked = shop.ok("check")
    assert f"{at(shop, CONFIG, 10, 21)}warning: the environment variable SHOP_KEY is not set" in checked.out
    assert "delay-update" in shop.ok("preview", "delay-update").out
    monkeypatch.setenv("SHOP_KEY", key)
    assert shop.run("plan").code == 3  # there are no ticket fields yet
    monkeypatch.delenv("SHOP_KEY")
    shop.swap(CONFIG, "${SHOP_KEY}", f"${{SHOP_KEY:-{key}}}")
    assert shop.run("plan").code == 3  # there are no ticket fields yet


def test_missing_config(quiet_shop):
    """A config that is not there is answered with how to name one."""
    (quiet_shop.folder / CONFIG).unlink()
    refused(quiet_shop, str(quiet_shop.folder / CONFIG), "--config", "zendesk-bridge init")


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("macros/x.yaml", "key: [x\nreply: y\n", (2, 6)),
        ("macros/x.yaml", "key: x\n\treply: y\n", (2, 1)),
        ("macros/x.yaml", "- just\n- a list\n", (1, 1)),
        (FACTS, 'backorders:\n  - sku: "WID-12\n', (2, 10)),
        (CONFIG, "helpdesks: {shop\n", (1, 12)),
    ],
)
def test_malformed_yaml(quiet_shop, file, text, place):
    """YAML that cannot be read is named with file, line and column."""
    quiet_shop.write(file, text)
    refused(
        quiet_shop, at(quiet_shop, file, *place), commands=WATCHED if file.endswith("x.yaml") else ("check", "sync")
    )


def test_duplicate_macro_key(quiet_shop):
    """Two macros with one key are both named."""
    quiet_shop.write("macros/x.yaml", (quiet_shop.folder / MACRO).read_text())
    both = (at(quiet_shop, MACRO, 1, 6), at(quiet_shop, "macros/x.yaml", 1, 6))
    refused(quiet_shop, *both, "'delay-update' is used twice", commands=WATCHED)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("backorder.ship_window", "backorder.ship_windw"),
        ("customer.first_name", "customer.firstname"),
        ("backorder.next_update", "backorders.next_update"),
    ],
)
def test_unknown_variable(quiet_shop, right, wrong):
    """A name that no reply knows is shown where it stands, to the column, with the nearest right one."""
    lines = (quiet_shop.folder / MACRO).read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if right in text)
    column = lines[line - 1].index(right) + 1
    quiet_shop.swap(MACRO, right, wrong)
    said = (f"unknown name {wrong}", f"did you mean {right}?")
    refused(quiet_shop, at(quiet_shop, MACRO, line, column), *said, commands=WATCHED)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("BW12", "LAMP-3", 4, "the alias 'LAMP-3' is also the SKU of LAMP-3"),
        ("BW12", "harbor lamp", 4, "the alias 'harbor lamp' is also an alias of "),
        ("sku: LAMP-3", "sku: WID-12", 9, "the SKU 'WID-12' is listed twice"),
        ("ship_window: unknown", "ship_window: {from: 2040-02-30, to: 2040-03-02}", 12, "2040-02-30"),
    ],
)
def test_facts_mistake(shop, old, new, line, said):
    """An ambiguous alias, an item listed twice and a date that no calendar has are errors with their place."""
    shop.swap(FACTS, old, new)
    nothing_left = "listed twice" in said
    held(shop, f"{shop.folder / FACTS}:{line}:", said, code=2 if nothing_left else 3)


def test_window_that_ends_before_it_begins(shop):
    """A window with its ends swapped is an error at its end."""
    shop.facts(to=shop.dates["from"] - timedelta(days=2))
    column = (shop.folder / FACTS).read_text().splitlines()[4].index("to:") + 5
    held(shop, at(shop, FACTS, 5, column), f"is before from, {shop.dates['from']}")


def test_all_mistakes_at_once(quiet_shop):
    """Mistakes in several files are all shown by one check."""
    quiet_shop.swap(MACRO, "backorder.items", "backorder.itmes")
    quiet_shop.swap("macros/item-update.yaml", "backorder.message", "backorder.mesage")
    quiet_shop.swap(FACTS, "BW12", "LAMP-3")
    ran = quiet_shop.run("check")
    assert ran.code == 2
    assert "3 to fix" in ran.out
    assert all(words in ran.out for words in ("itmes", "mesage", "the alias 'LAMP-3'"))
    findings = quiet_shop.run("check", "--format", "json").json["findings"]
    assert sum(finding["severity"] == "error" for finding in findings) == 3


def test_window_in_the_past(shop):
    """A window that is over is a warning; a sync goes on with honest words, tells no past date, and says so."""
    over = {"from": shop.dates["from"] - timedelta(days=30), "to": shop.dates["to"] - timedelta(days=30)}
    shop.facts(**over)
    ran = shop.ok("check")
    assert f"{shop.folder / FACTS}:2:5: warning: WID-12: the ship window ended on {over['to']}" in ran.out
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    ran = shop.ok("sync")
    assert f"WID-12: the ship window ended on {over['to']}" in ran.err
    assert shop.ok("sync", "--format", "json").json["reminders"]
    told = [
        str(shop.macros()),
        str(shop.canned()),
        *(str(shop.fields(face, number)) for face in ("zendesk", "freshdesk")),
    ]
    for when in over.values():
        assert not any(re.search(rf"{when:%B} {when.day}\b|{when}", text) for text in told)
    assert "confirm" in shop.fields("zendesk", number)["Backorder message"]


def test_window_that_passes_between_two_runs(shop):
    """A window that ends while nobody edits the file is taken back from macros and tickets by the next run."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    gone = f"{shop.dates['to']:%B} {shop.dates['to'].day}"
    old = f"to {shop.dates['to'].day}"
    assert gone in str(shop.fields("zendesk", number)) or str(shop.dates["to"].day) in str(
        shop.fields("zendesk", number)
    )
    over = {key: when - timedelta(days=60) for key, when in shop.dates.items()}
    shop.facts(**over)
    assert shop.run("sync").code == 3  # the promised update is due, too
    for face in ("zendesk", "freshdesk"):
        text = str(shop.fields(face, number))
        assert "being confirmed" in text
        assert gone not in text
        assert old not in text


# --- a source that lost its items ------------------------------------------------------------------


@pytest.fixture
def emptied(shop):
    """Return a shop whose facts were synced, with a marked ticket, and are now empty."""
    shop.ready()
    shop.number = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    shop.facts("WID-12", "LAMP-3")
    shop.writes()
    return shop


@pytest.mark.parametrize("command", [["sync"], ["apply", "--yes"], ["triage"], ["plan"], ["sync", "--dry-run"]])
def test_empty_facts_after_full_ones(emptied, command):
    """A file that lost everything at once is not believed: the last reading stands, with a warning and 3."""
    ran = emptied.run(*command)
    assert ran.code == 3
    assert re.search(
        r"2 late items are missing: LAMP-3, WID-12 \(.*--accept-fewer\); the 2 items read on .* stand", ran.err
    )
    assert emptied.writes() == 0
    assert "backorder_wid_12" in emptied.tags(emptied.number)


def test_empty_facts_accepted(emptied):
    """Told that fewer is right, the run believes it: macros are retired, marks come off, and it stays so."""
    emptied.ok("sync", "--accept-fewer")
    assert "Backorder::Blue Widget 12 oz" not in emptied.macros()
    assert emptied.tags(emptied.number) == {"backorder_resolved"}
    emptied.writes()
    emptied.ok("sync")
    assert emptied.writes() == 0


def test_last_reading_grows_too_old(emptied):
    """A reading that stood in for longer than max_age tells no date any more, and still nothing is untagged."""
    state = open_state(f"sqlite:///{emptied.folder}/zendesk-bridge.db")
    last = state.last_good(FACTS)
    old = datetime.now(UTC) - timedelta(days=4)
    state.save_last_good(FACTS, LastGood(old, tuple(replace(item, read_at=old) for item in last.items)))
    state.close()
    ran = emptied.run("sync")
    assert ran.code == 3
    assert "older than 3 days, so no date is told any more" in ran.err
    assert "backorder_wid_12" in emptied.tags(emptied.number)
    for face in ("zendesk", "freshdesk"):
        fields = emptied.fields(face, emptied.number)
        assert fields["Backorder items"] == "Blue Widget 12 oz"
        assert "confirmed" in fields["Backorder ship window"]
        assert str(emptied.dates["to"].day) not in fields["Backorder ship window"]
    assert "confirming" in str(emptied.macros()["Backorder::Blue Widget 12 oz"]["actions"])
    emptied.facts()
    emptied.ok("sync")
    assert "confirming" not in emptied.fields("zendesk", emptied.number)["Backorder message"]


@pytest.mark.parametrize("text", [None, "backorders: [\n", "backorders: [{sku: WID-12}]\n"])
def test_facts_that_cannot_be_used(emptied, text):
    """A file that is gone or wrong stops a person with 2; the scheduled job lets the last reading stand, with 3."""
    file = emptied.folder / FACTS
    file.unlink()
    if text:
        emptied.write(FACTS, text)
    for command, code in ((["plan"], 2), (["apply", "--yes"], 2), (["sync"], 3)):
        ran = emptied.run(*command)
        assert ran.code == code, (command, ran)
        assert f"{file}:" in ran.err
    assert "the 2 items read on" in ran.err
    assert emptied.writes() == 0
    assert "backorder_wid_12" in emptied.tags(emptied.number)


# --- titles and state ------------------------------------------------------------------------------


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_title_of_a_hand_made_macro(shop, face):
    """A hand-made macro with our title is left as it is on either helpdesk; ours waits, and the run says why."""
    if face == "zendesk":
        made = {"title": "Backorder::Delay update", "actions": [{"field": "comment_value", "value": "Mine"}]}
        path = "/api/v2/macros/{}.json"
        number = shop.call(face, "POST", "/api/v2/macros.json", json={"macro": made})["macro"]["id"]
    else:
        folder = shop.call(face, "POST", "/api/v2/canned_response_folders", json={"name": "Backorder"})["id"]
        made = {"title": "Delay update", "content_html": "<p>Mine</p>", "folder_id": folder, "visibility": 0}
        path = "/api/v2/canned_responses/{}"
        number = shop.call(face, "POST", "/api/v2/canned_responses", json=made)["id"]
    before = shop.get(face, path.format(number))
    shop.ok("setup", "--yes")
    for command in (["apply", "--yes"], ["sync"]):
        ran = shop.run(*command)
        assert ran.code == 3
        assert f"hand-made macro (#{number}) has this title; rename one of them" in ran.err
        assert "--adopt delay-update" in ran.err
    assert shop.get(face, path.format(number)) == before
    assert "Backorder::Blue Widget 12 oz" in shop.macros()
    assert "Backorder::Blue Widget 12 oz" in shop.canned()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///macros", "cannot be opened"),
        ("sqlite:///nowhere/bridge.db", "Create its folder"),
        ("sqlite:///config.yaml", "is not a database"),
        ("oracle://db.example.com/x", "postgresql+psycopg://"),
    ],
)
def test_unusable_database(quiet_shop, url, said):
    """A database that is a folder, has no folder, is no database or of no known kind is named, with the way out."""
    quiet_shop.configure(state=url)
    quiet_shop.writes()
    ran = quiet_shop.run("sync")
    assert ran.code in {1, 2}
    assert said in ran.err
    assert quiet_shop.writes() == 0


def test_reading_needs_no_database(shop):
    """Plan, dry runs and explanations work where no database is, and leave none behind."""
    number = shop.customer("Where is my blue widget?")
    shop.admin("zendesk", "settings", {"scopes": "read"})
    shop.writes()
    for command in (["plan"], ["sync", "--dry-run"], ["triage", "--dry-run"]):
        assert shop.run(*command).code in {0, 3}
    shop.ok("triage", "--ticket", str(number), "--helpdesk", "shop")
    assert not list(shop.folder.glob("*.db*"))
    assert shop.writes() == 0


class Full(io.StringIO):
    """A disk without room."""

    def write(self, _: str) -> int:
        """Refuse."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_no_room_for_the_output(monkeypatch, capsys):
    """A full disk is said as that, and is no mistake of the program."""
    monkeypatch.setattr(sys, "stdout", Full())
    assert run(["schema", "config"]) == 1
    assert "There is no room left" in capsys.readouterr().err
