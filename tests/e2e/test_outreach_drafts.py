"""A message that waits on a customer's own ticket: it told nobody anything until an agent has sent it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from test_replies import minute, says

SEGMENTS = "segments: [{key: everyone, template: order-first}]\n"
MAIL = """\
key: order-first
per: order
subject: "Your order {{ order.number }} ships later"
reply: |
  Hi {{ customer.first_name }}, your {{ backorder.items }} ships {{ backorder.ship_window }}.
"""
ORDERS = """\
id,order,line,sku,quantity,email,customer,locale,country,value,currency,ordered_at
1,#1001,11,WID-12,2,alex@example.com,Alex Morgan,en_US,DE,48.00,USD,2026-11-08T10:00:00Z
"""


@pytest.fixture
def drafted(shop: Any) -> tuple[Any, int]:
    """Return a shop with a late order whose customer has asked, and the ticket on which the draft waits."""
    more = {"outreach": '{send: true, hours: "0:00-24:00"}'}
    shop.configure(orders="[{type: file, path: orders.csv, helpdesk: shop}]", **more)
    shop.write("orders.csv", ORDERS)
    shop.write("macros/segments.yaml", SEGMENTS)
    shop.write("macros/order-first.yaml", MAIL)
    shop.ready()
    number = shop.customer("Where is my order #1001? I wait for the blue widget.")
    shop.ok("sync")
    wave = shop.ok("outreach", "plan", "--format", "json").json["plan"]
    ran = shop.ok("outreach", "send", "--plan", wave, "--approve-as", "Dana")
    assert "1 left as drafts for an agent" in ran.out or "1 left as a draft" in ran.out, ran
    minute(shop)
    shop.ok("sync")
    return shop, number


def test_until_an_agent_sends_it_nobody_was_told(drafted: tuple[Any, int]) -> None:
    """A plan, the order's evidence and the list of promises say so; the plan names the ticket, for a person."""
    shop, number = drafted
    plan = shop.ok("outreach", "plan").out
    assert f"#1001 (ticket #{number})" in plan
    assert "1 order: a draft waits on the customer's own ticket, for an agent to send" in plan
    assert "still holds" not in plan
    [part] = shop.ok("outreach", "plan", "--format", "json").json["not_written_to"]
    assert (part["why"], part["for_a_person"], part["tickets"]) == ("drafted", True, {"#1001": number})
    assert "a draft waits for an agent on ticket" in shop.ok("outreach", "explain", "--order", "#1001").out
    assert shop.ok("promises", "--ticket", str(number), "--format", "json").json["promises"] == []
    shown = shop.ok("evidence", "--order", "1001").out
    assert "told the customer nothing by itself: an agent sends it. No reply since is known: it waits." in shown
    assert "order #1001: 2 x WID-12" in shown
    assert "Notice 1" not in shown


def test_what_the_agent_sends_is_told(drafted: tuple[Any, int]) -> None:
    """Their public reply is heard, and counts: for plans, as evidence, and as the agent's own."""
    shop, number = drafted
    first, last = shop.dates["from"], shop.dates["to"]
    says(shop, number, f"Hi Alex, your Blue Widget 12 oz ships {first:%B} {first.day} to {last:%B} {last.day}.")
    shop.ok("sync")
    assert "1 order: told already, and that still holds" in shop.ok("outreach", "plan").out
    [promise] = shop.ok("promises", "--ticket", str(number), "--helpdesk", "shop", "--format", "json").json["promises"]
    assert (promise["by"], promise["wave"]) == ("agent", None)
    shown = shop.ok("evidence", "--ticket", str(number), "--helpdesk", "shop").out
    assert "What the customer was told since is below." in shown
    assert "Notice 1" in shown


def test_a_draft_that_nobody_sends_is_in_status(drafted: tuple[Any, int]) -> None:
    """It is there at once; after a day it is told as something that waits for a person, with its ticket."""
    shop, number = drafted
    at_once = shop.run("status").out
    assert "  1 draft has waited on customers' tickets for less than a day, for an agent to send\n" in at_once
    assert "Nothing waits for a person." not in at_once
    assert shop.run("status", "--format", "json").json["outreach"]["fresh_drafts"] == 1
    with closing(sqlite3.connect(shop.folder / "zendesk-bridge.db")) as database, database:
        database.execute("UPDATE messages SET at = datetime(at, '-2 days')")
    shown = shop.run("status").out
    assert "1 draft of outreach waits on customers' tickets for a day and more, for an agent to send" in shown
    assert f"shop #{number}" in shown
    [draft] = shop.run("status", "--format", "json").json["outreach"]["drafts"]
    assert (draft["helpdesk"], draft["ticket"]) == ("shop", number)


def test_a_draft_that_was_overtaken_is_followed_by_the_first_word(drafted: tuple[Any, int]) -> None:
    """The window moved before an agent sent it: the customer who knows nothing is told anew, as of the first time."""
    shop, _ = drafted
    shop.facts(**{"from": shop.dates["from"] + timedelta(days=9), "to": shop.dates["to"] + timedelta(days=9)})
    plan = shop.ok("outreach", "plan", "--format", "json").json
    [message] = plan["messages"]
    assert (message["order"], message["news"]) == ("#1001", "first")
    shop.ok("outreach", "send", "--plan", plan["plan"])
    assert shop.run("status", "--format", "json").json["outreach"]["fresh_drafts"] == 1  # the older one holds no more


def test_who_has_a_draft_is_forgotten_and_not_written_to_anew(drafted: tuple[Any, int]) -> None:
    """Neither their number nor a digest of their address stays; that their order was written about does."""
    shop, number = drafted
    requester = str(shop.ticket(number)["requester_id"])
    forget = ("forget", "--customer", requester, "--helpdesk", "shop", "--yes")
    told = shop.ok(*forget, "--format", "json").json
    assert told["messages"] == 1
    assert number in told["tickets"]
    assert "the digest of their address, the order's number" in told["kept"]
    assert "Nothing is remembered of customer" in shop.ok(*forget).out
    with closing(sqlite3.connect(shop.folder / "zendesk-bridge.db")) as database:
        assert database.execute("SELECT customer, order_number FROM messages").fetchall() == [("", "")]
        known = "SELECT count(*) FROM customers WHERE requester_id = ?"
        assert database.execute(known, (requester,)).fetchone() == (0,)
    plan = shop.ok("outreach", "plan", "--format", "json").json
    assert (plan["messages"], [one["why"] for one in plan["not_written_to"]]) == ([], ["drafted"])
    assert "(its number was forgotten)" in shop.ok("evidence", "--ticket", str(number), "--helpdesk", "shop").out
