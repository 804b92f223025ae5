"""Days pass: no customer reads a date that is over, whatever else is wrong, and what is told was done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

ITEM = "Backorder::Blue Widget 12 oz"


def later(days: int) -> time_machine.travel:
    """Return a time that many days from now."""
    return time_machine.travel(datetime.now(UTC) + timedelta(days=days))


def soon(shop) -> None:
    """Let the ship window of the widget end tomorrow."""
    today = datetime.now(UTC).date()
    shop.dates.update({"from": today, "to": today + timedelta(days=1), "next": today + timedelta(days=1)})
    shop.facts()


def edit(shop) -> None:
    """Let a person add an action to the widget's macro on Zendesk, and a word to its canned response."""
    macro = shop.macros()[ITEM]
    actions = [*macro["actions"], {"field": "priority", "value": "high"}]
    shop.call("zendesk", "PUT", f"/api/v2/macros/{macro['id']}.json", json={"macro": {"actions": actions}})
    canned = shop.canned()[ITEM]
    body = {"content_html": f"{canned['content_html']}<div>Call us!</div>"}
    shop.call("freshdesk", "PUT", f"/api/v2/canned_responses/{canned['id']}", json=body)


def reply(shop, face: str) -> str:
    """Return what the widget's macro says on a helpdesk."""
    if face == "freshdesk":
        return str(shop.canned()[ITEM]["content_html"])
    return next(str(action["value"]) for action in shop.macros()[ITEM]["actions"] if action["field"].endswith("_html"))


def told(when: date) -> str:
    """Return a day as customers read it."""
    return f"{when:%B} {when.day}"


def wrong_name(shop) -> None:
    """Let an admin misspell a name in the macro that has nothing to do with the item."""
    shop.swap("macros/delay-update.yaml", "backorder.items", "backorder.itms")


def no_yaml(shop) -> None:
    """Let an editor save half of a macro file: the item's own."""
    shop.write("macros/item-update.yaml", "key: [item-update\n")


def two_claims(shop) -> None:
    """Let a second feed claim the widget's alias for a lamp."""
    rows = "{sku: LAMP-9, name: Other lamp, aliases: [blue widget], ship_window: unknown, reason: x, options: [cancel]}"
    shop.write("more.yaml", f"backorders:\n  - {rows}\n")
    shop.swap("config.yaml", "macros/backorders.yaml}]", "macros/backorders.yaml}, {type: file, path: more.yaml}]")


def no_catalogue(shop) -> None:
    """Let the list of products be gone."""
    shop.configure(catalogue="[{type: file, path: nowhere.csv}]")


def no_facts(shop) -> None:
    """Let the only feed be gone, and the run end with an error."""
    (shop.folder / "macros" / "backorders.yaml").unlink()


def all_told(shop, ticket: int) -> str:
    """Return all that agents and tickets say of the widget on both helpdesks."""
    return "\n".join(f"{reply(shop, face)} {shop.fields(face, ticket)}" for face in ("zendesk", "freshdesk"))


@pytest.mark.parametrize("broken", [wrong_name, no_yaml, two_claims, no_catalogue, no_facts])
def test_nothing_holds_a_lapse(shop, broken):
    """Three days after a window's end neither macro nor ticket tells it, whatever is wrong; then nothing is written."""
    soon(shop)
    shop.ready()
    ticket = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    over = told(shop.dates["to"])
    assert all_told(shop, ticket).count(over) > 4
    broken(shop)
    with later(3):
        ran = shop.run("sync")
        assert ran.code in {2, 3}, ran
        assert "told a day that is over, and no longer" in ran.err
        assert over not in all_told(shop, ticket)
        shop.writes()
        shop.run("sync")
        assert shop.writes() == 0


def test_facts_that_are_too_old_are_not_held_by_the_gate(shop):
    """An item lapses when its feed was silent for too long: on every ticket and macro, however few may change."""
    shop.ready()
    tickets = [shop.customer("Where is my blue widget?") for _ in range(3)]
    shop.ok("sync")
    no_facts(shop)
    shop.configure(limits="{tickets: 1, updates: {max: 1}}")
    with later(4):
        ran = shop.run("sync")
        assert ran.code == 3, ran
        assert not [one for one in tickets if told(shop.dates["to"]) in all_told(shop, one)]


def test_a_run_that_ends_early_still_lets_old_facts_lapse(shop):
    """Where no feed can be read at all, what is remembered is enough to take the days away."""
    shop.ready()
    ticket = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    shop.write("macros/backorders.yaml", "backorders: [\n")
    shop.swap("config.yaml", "macros/backorders.yaml}]", "macros/backorders.yaml}, {type: file, path: never.yaml}]")
    with later(4):
        ran = shop.run("sync")
        assert "never.yaml" in ran.err
        assert told(shop.dates["to"]) not in all_told(shop, ticket)


@pytest.mark.parametrize("line", [("triage",), ("apply", "--yes")])
def test_every_command_that_writes_begins_with_what_is_over(shop, line):
    """A macro file that it refuses is refused after that."""
    soon(shop)
    shop.ready()
    ticket = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    no_yaml(shop)
    with later(3):
        ran = shop.run(*line)
        assert ran.code == (2 if line[0] == "apply" else 3)
        assert told(shop.dates["to"]) not in all_told(shop, ticket)


def test_one_broken_macro_file_holds_one_macro(shop):
    """Its last good text stands, told with its place, and is kept up to date; everything else goes on."""
    soon(shop)
    shop.ready()
    no_yaml(shop)
    shop.swap("macros/delay-update.yaml", "I am sorry", "We are sorry")
    new = shop.dates["to"] + timedelta(days=30)
    shop.facts(to=new)
    ran = shop.run("sync")
    assert ran.code == 3
    assert f"{shop.folder}/macros/item-update.yaml:1:6: " in ran.err
    assert "the last good text of item-update stands" in ran.err
    assert "We are sorry" in str(shop.macros()["Backorder::Delay update"]["actions"])
    assert told(new) in reply(shop, "zendesk")
    assert shop.run("plan").code == shop.run("apply", "--yes").code == 2
    (shop.folder / "macros" / "item-update.yaml").unlink()
    shop.ok("sync")
    assert ITEM not in shop.macros()  # a file that is gone is wanted no more


def test_a_macro_file_that_was_never_right_is_left_out(shop):
    """On the first run as well one mistake holds one macro, and nothing is taken away for it."""
    shop.ok("setup", "--yes")
    no_yaml(shop)
    ran = shop.run("sync")
    assert ran.code == 3
    assert "it is left out, and no macro is retired for that" in ran.err
    assert "Backorder::Delay update" in shop.macros()
    assert ITEM not in shop.macros()


def test_a_renamed_and_broken_file_takes_no_macro_away(shop):
    """Nobody knows what it holds: what is missing may be in it."""
    shop.ready()
    no_yaml(shop)
    (shop.folder / "macros" / "item-update.yaml").rename(shop.folder / "macros" / "item.yaml")
    assert shop.run("sync").code == 3
    assert ITEM in shop.macros()


@pytest.mark.parametrize("drift", ["fail", "keep"])
def test_an_edited_macro_that_tells_a_past_date_goes_out_of_sight_and_comes_back(shop, drift):
    """It is told by name; the run after says the same and writes nothing; a new date brings it back."""
    shop.configure(drift=drift)
    soon(shop)
    shop.ready()
    edit(shop)
    with later(3):
        ran = shop.run("sync")
        assert ran.code == 3
        assert ran.err.count(f"{ITEM}: edited on the helpdesk, and it tells {shop.dates['to']}, which is over") == 2
        assert ITEM not in shop.macros()
        assert ITEM not in shop.canned()
        shop.writes()
        again = shop.run("sync")
        assert again.code == (3 if drift == "fail" else 0)
        assert shop.writes() == 0
        shop.facts(**{"from": shop.dates["to"] + timedelta(days=9), "to": shop.dates["to"] + timedelta(days=14)})
        ran = shop.run("sync")
        assert "Call us!" not in shop.canned()[ITEM]["content_html"]
        assert "Call us!" in str(shop.canned())  # what a person wrote is kept, out of sight
        assert [action for action in shop.macros()[ITEM]["actions"] if action["field"] == "priority"] == []
        shop.writes()
        shop.run("sync")
        assert shop.writes() == 0
