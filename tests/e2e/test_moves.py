"""A plan says whom a moved ship window touches, before anything is written; a run says what it did."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine


@pytest.fixture
def moved(shop):
    """Return a shop of which two customers were told a window, one of them twice, and what it moves to."""
    shop.ready()
    first, second = (
        shop.customer("Where is my blue widget?", requester={"email": f"{name}@example.com"}) for name in "ab"
    )
    shop.customer("Is my blue widget on its way?")
    with time_machine.travel(datetime.now(UTC)) as clock:
        clock.shift(600)
        shop.ok("sync")
        body = shop.fields("zendesk", first)["Backorder message"]
        for number in (first, second, first):
            clock.shift(60)
            answer = {"author": "agent", "body": body, "public": True}
            shop.admin("zendesk", f"tickets/{number}/comments", answer)
        clock.shift(600)
        shop.ok("sync")
        before = dict(shop.dates)
        after = {name: before[name] + timedelta(11) for name in ("from", "to")}
        shop.facts(**after)
        windows = f"from {before['from']} - {before['to']} to {after['from']} - {after['to']}"
        yield windows, clock


def test_a_plan_says_whom_a_moved_window_touches(shop, moved):
    """As text, Markdown, HTML and JSON, and it asks the helpdesks for nothing more than the macros."""
    windows, _ = moved
    shop.writes()
    # Both helpdesks show the same tickets here: each counts its own.
    line = (
        f"WID-12 moves {windows}: 1 macro, 1 canned response, 6 open tickets, "
        "4 customers were told another window, 2 of them more than once"
    )
    assert line in shop.ok("plan").out.splitlines()
    assert not any("tickets" in call and "ticket_f" not in call for call in shop.calls("zendesk"))
    assert f"- {line}" in shop.ok("plan", "--format", "markdown").out.splitlines()
    page = shop.folder / "plan.html"
    shop.ok("plan", "--html", str(page))
    assert f"<p>{line}</p>" in re.sub("</?span[^>]*>", "", page.read_text(encoding="utf-8"))
    (move,) = shop.ok("plan", "--format", "json").json["moved"]
    assert (move["sku"], move["macros"], move["tickets"]) == ("WID-12", {"macro": 1, "canned response": 1}, 6)
    assert (move["customers_told"], move["told_more_than_once"]) == (4, 2)
    assert shop.writes() == 0


def test_a_dry_run_and_a_run_say_it_of_the_tickets(shop, moved):
    """What would be written, then what was; the run after has nothing to say."""
    windows, clock = moved
    told = "4 customers {} told another window, 2 of them more than once."
    out = shop.ok("triage", "--dry-run").out
    assert f"WID-12 moves {windows}: 6 open tickets, {told.format('were')}" in out.splitlines()
    ran = shop.ok("sync")
    written = f"WID-12 moved {windows}: 1 macro, 1 canned response and 6 tickets written"
    assert f"{written}; {told.format('had been')}" in ran.out.splitlines()
    clock.shift(1200)
    again = shop.ok("sync", "--format", "json").json
    assert again["moved"] == []


@pytest.mark.usefixtures("moved")
def test_nothing_that_moves_is_no_line(shop):
    """Another reason is a change, and nobody has to hear of another window."""
    shop.ok("sync")
    shop.swap("macros/backorders.yaml", "the supplier is late", "the truck broke down")
    assert " moves from " not in shop.ok("plan").out
    assert " moved from " not in shop.ok("sync").out
