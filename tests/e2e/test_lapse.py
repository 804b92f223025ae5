"""Days pass: no customer reads a date that is over, whatever else is wrong, and what is told was done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

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
        assert [action for action in shop.macros()[ITEM]["actions"] if action["field"] == "priority"] == []
        shop.writes()
        shop.run("sync")
        assert shop.writes() == 0
