"""What other programs and people put into an admin's files: held, told, and no reason for the rest to wait."""

from datetime import timedelta

import pytest

CONFIG = "config.yaml"
MACRO = "macros/delay-update.yaml"
FACTS = "macros/backorders.yaml"


def at(shop, place, line, column):
    """Return a place as messages have it."""
    return f"{shop.folder / place}:{line}:{column}: "


def test_a_catalogue_whose_secret_is_not_set(quiet_shop):
    """Check does not ask for a catalogue on the web without the secret that it needs, and says so."""
    web = '[{type: http, url: "http://127.0.0.1:9/p.csv", headers: {Authorization: "Bearer ${SHOP_TOKEN}"}}]'
    quiet_shop.configure(catalogue=web)
    checked = quiet_shop.ok("check")
    assert "127.0.0.1/p.csv: not read, for a variable in its address or headers is not set" in checked.out
    assert "0 products" in checked.out


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "said"),
    [
        (MACRO, "Backorder::Delay update", r"Delay \ud83d", (2, 8), "half a character"),
        (FACTS, "name: Blue Widget 12 oz", r'name: "Blue \ude00"', (3, 11), "half a character"),
        (FACTS, "name: Blue Widget 12 oz", r'name: "Blue\0"', (3, 11), "invisible character U+0000"),
        (FACTS, "name: Blue Widget 12 oz", r'name: "\U00110000"', (3, 12), "names no character"),
        (FACTS, "name: Blue Widget 12 oz", "name: Blue\x1b[31m", (3, 15), "U+001B cannot stand in a YAML file"),
        (CONFIG, "timezone: UTC", r'timezone: "\ud83d"', (13, 11), "half a character"),
    ],
)
def test_characters_that_are_none(quiet_shop, file, old, new, place, said):
    """Halves of characters, zeros and controls in any file are named with their place, and are no mistake of ours."""
    quiet_shop.swap(file, old, new)
    for command in ("check", "plan"):
        ran = quiet_shop.run(command)
        assert ran.code == 2, ran
        assert at(quiet_shop, file, *place) in ran.out + ran.err
        assert said in ran.out + ran.err


def test_an_emoji_as_json_writes_it(quiet_shop):
    """A pair of escapes in YAML is one character, and no reason to stop."""
    quiet_shop.swap(FACTS, "name: Blue Widget 12 oz", r'name: "Blue Widget \ud83d\ude00"')
    quiet_shop.ok("check")
    assert "Blue Widget \U0001f600" in quiet_shop.ok("preview", "item-update", "--item", "WID-12").out


def test_a_catalogue_that_is_a_web_page(shop):
    """A page of one line instead of the catalogue holds the tickets back, and no macro."""
    shop.write("products.csv", "<!DOCTYPE html><html>" + "<p>Sign in</p>" * 50_000 + "</html>")
    shop.configure(catalogue="[{type: file, path: products.csv}]")
    shop.ok("setup", "--yes")
    ran = shop.run("sync")
    assert ran.code == 3
    assert "no new tickets are marked: " in ran.err
    assert "this is a web page (HTML), not a table or JSON" in ran.err
    assert "Backorder::Delay update" in shop.macros()


def test_one_bad_row_of_a_feed(shop):
    """A row that a supplier put a link into is held; what was told of it stands, and the other rows are told anew."""
    head = "sku,name,aliases,from,to,reason,options\n"
    row = "{sku},{name},,{from},{to},{reason},wait;cancel\n"
    first = {"sku": "WID-12", "name": "Blue Widget", "reason": "the supplier is late"} | shop.dates
    other = first | {"sku": "LAMP-3", "name": "Harbor Lamp"}
    shop.write("late.csv", head + row.format(**first) + row.format(**other))
    shop.swap(CONFIG, "path: macros/backorders.yaml", "path: late.csv")
    shop.ready()
    number = shop.customer("Where are my WID-12 and my LAMP-3?")
    shop.ok("sync")
    moved = {key: when + timedelta(days=40) for key, when in shop.dates.items()}
    bad = first | moved | {"reason": "pay at https://evil.example"}
    shop.write("late.csv", head + row.format(**bad) + row.format(**other | moved))
    assert "reason: 'pay at https://evil.example' holds a web address" in shop.run("check").out
    ran = shop.run("sync")
    assert ran.code == 3
    assert "late.csv:2:6: reason:" in ran.err
    assert "evil" not in str(shop.macros()) + str(shop.canned()) + str(shop.fields("zendesk", number))
    assert "the supplier is late" in str(shop.macros()["Backorder::Blue Widget"])
    assert f"{moved['to']:%B}" in str(shop.macros()["Backorder::Harbor Lamp"]["actions"])
    assert f"{moved['to']:%B}" not in str(shop.macros()["Backorder::Blue Widget"]["actions"])
    shop.swap(CONFIG, "path: late.csv", "path: late.csv, trust: true")
    shop.ok("sync")
    assert "evil" in str(shop.macros()["Backorder::Blue Widget"])


def test_a_mistake_when_nothing_is_remembered(shop):
    """After the database was lost, an item that cannot be read keeps its macro: nobody knows that it is back."""
    shop.ready()
    shop.lose_state()
    shop.swap(FACTS, "name: Blue Widget 12 oz", "name: '#N/A'")
    ran = shop.run("sync")
    assert ran.code == 3
    assert "'#N/A' is what a spreadsheet writes where it has no value" in ran.err
    assert "Backorder::Blue Widget 12 oz" in shop.macros()
    assert any("Blue Widget 12 oz" in title for title in shop.canned())
