"""Whoever was promised a word waits for it: also on a ticket that never named the item, and for one that is back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine

DUE, MOVED, BACK = "backorder_followup_due", "backorder_window_moved", "backorder_resolved"


def reply(shop: Any, number: int, text: str) -> None:
    """Let an agent answer in public, a minute later."""
    shop.admin("zendesk", "clock", {"advance_seconds": 60})
    shop.admin("zendesk", f"tickets/{number}/comments", {"author": "agent", "body": text, "public": True})


def listed(shop: Any, *options: str) -> dict[int, str]:
    """Return who is on the list of one helpdesk: ticket and state."""
    told = shop.ok("followups", "--helpdesk", "shop", "--format", "json", *options).json
    return {ticket["ticket"]: ticket["state"] for item in told["items"] for ticket in item["tickets"]}


def test_the_customer_never_named_the_item(shop: Any) -> None:
    """A customer names no item: what the agent promised is kept an eye on, and the ticket gets no other mark."""
    shop.ready()
    number = shop.customer("Where is my order?")
    shop.ok("sync")
    window = f"{shop.dates['from']} to {shop.dates['to']}"
    reply(shop, number, f"Your Blue Widget 12 oz ships {window}. You will hear from us by {shop.dates['next']}.")
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5), tick=True) as clock:
        shop.ok("sync")
        assert listed(shop, "--all") == {number: "coming"}
        assert shop.tags(number) == set()
        shop.facts(**{key: shop.dates[key] + timedelta(9) for key in ("from", "to")})
        assert "1 customer was told another window" in shop.ok("plan").out
        for _ in range(2):
            clock.shift(timedelta(minutes=11))
            shop.ok("sync")
        assert shop.tags(number) == {MOVED}
        assert not any(shop.fields("zendesk", number).values())
        clock.shift(timedelta(days=7))
        shop.run("sync")
        assert shop.tags(number) == {MOVED, DUE}
        assert listed(shop) == {number: "overdue"}
        shop.writes()
        shop.run("sync")
        assert shop.writes() == 0


def test_the_item_is_late_no_more(shop: Any) -> None:
    """Its customers are on the list until an agent has told them, took the tag off or solved the ticket."""
    shop.ready()
    told, taken, solved, unheard = (
        shop.customer("Where is my blue widget?", requester={"email": f"{name}@example.com", "name": name.title()})
        for name in ("alex", "noor", "kim", "sam")
    )
    shop.ok("sync")
    for number in (told, taken, solved, unheard):
        reply(shop, number, shop.fields("zendesk", number)["Backorder message"])
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=30), tick=True) as clock:
        shop.ok("sync")
        shop.facts("WID-12")
        shop.ok("sync")
        assert listed(shop, "--all") == dict.fromkeys((told, taken, solved, unheard), "coming")
        clock.shift(timedelta(days=7))
        shop.run("sync")
        out = shop.ok("followups", "--helpdesk", "shop").out
        assert "WID-12 Blue Widget 12 oz; late no more since" in out
        assert "taking the tag backorder_resolved off settles it, too" in out
        assert "replies now promise" not in out.split("LAMP-3")[0]
        assert shop.tags(told) == {BACK, DUE}
        before = shop.fields("zendesk", told)
        reply(shop, told, "Good news: your Blue Widget 12 oz is back in stock and ships tomorrow.")
        shop.admin("zendesk", f"tickets/{taken}", {"remove_tags": [BACK]}, method="PATCH")
        shop.admin("zendesk", f"tickets/{solved}", {"status": "solved"}, method="PATCH")
        reply(shop, unheard, "Could you tell us your address once more?")
        clock.shift(timedelta(minutes=10))
        shop.run("sync")
        assert listed(shop) == {unheard: "overdue"}
        assert (shop.tags(told), shop.tags(taken)) == ({BACK}, set())
        assert shop.fields("zendesk", told) == before
        assert (
            "speaks of the item, which is late no more"
            in shop.ok("evidence", "--helpdesk", "shop", "--ticket", str(told)).out
        )
        shop.writes()
        shop.run("sync")
        assert shop.writes() == 0
