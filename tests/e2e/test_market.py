"""A market's rules, from the config to what agents pre-fill: each helpdesk's own, and nobody else's words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from test_replies import minute

WIDGET = "Backorder::Blue Widget 12 oz"
LAMP = "Backorder::Harbor Desk Lamp"
AGREES = "if we do not hear from you, we take it that you agree to the new timing"
NOTHING = "you do not need to do anything"


def told(when: date) -> str:
    """Return a day as customers read it."""
    return f"{when:%B} {when.day}"


def promised(shop, ahead: int = 2) -> date:
    """Let both items be promised by a day this far ahead."""
    day = datetime.now(UTC).date() + timedelta(days=ahead)
    shop.swap("macros/backorders.yaml", "    reason: ", f"    promised_by: {day}\n    reason: ")
    return day


def said(shop, title: str) -> dict[str, str]:
    """Return what the macro of an item says on each helpdesk."""
    actions = shop.macros()[title]["actions"]
    return {
        "zendesk": next(str(action["value"]) for action in actions if action["field"].endswith("_html")),
        "freshdesk": str(shop.canned()[title]["content_html"]),
    }


def test_each_reply_says_what_silence_means(shop):
    """Short delays take it for a yes, long ones ask for one by a day: in macros and on tickets, on both helpdesks."""
    shop.configure(market="us")
    by = promised(shop) + timedelta(days=30)
    both = shop.customer("Where are my WID-12 and my harbor lamp?")
    lamp = shop.customer("My harbor lamp is late.")
    assert "[silence-" not in shop.ok("check").out
    shop.ready()
    shop.ok("sync")
    for face, text in said(shop, WIDGET).items():
        assert AGREES in text, face
    for face, text in said(shop, LAMP).items():
        assert f"please reply to this message by {told(by)}. Without your yes" in text, face
        assert NOTHING not in text, face
    for face in ("zendesk", "freshdesk"):
        assert f"by {told(by)}. Without your yes" in shop.fields(face, lamp)["Backorder message"]
        text = shop.fields(face, both)["Backorder message"]
        lines = [line for line in text.split("\n") if line.startswith("\N{BULLET}")]
        assert AGREES in next(line for line in lines if "Blue Widget" in line)
        assert f"without your yes by {told(by)}" in next(line for line in lines if "Lamp" in line)
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0


def test_once_the_promised_day_is_over_a_yes_is_asked_for_and_people_are_told(shop):
    """Nobody reads a day that is over, whatever else is wrong; that an order counts as cancelled, people read."""
    shop.configure(market="us")
    day = promised(shop)
    number = shop.customer("My harbor lamp and my WID-12 are late.")
    shop.ready()
    shop.ok("sync")
    shop.write("macros/delay-update.yaml", "key: [delay-update\n")  # somebody saved half a file
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3)):
        assert shop.run("sync").code == 3
        for title in (WIDGET, LAMP):
            for face, text in said(shop, title).items():
                assert "We need your answer." in text, (face, title)
                assert told(day + timedelta(days=30)) not in text, (face, title)
                assert NOTHING not in text, (face, title)
        for face in ("zendesk", "freshdesk"):
            assert "We need your answer." in shop.fields(face, number)["Backorder message"]


def test_people_are_told_whose_orders_count_as_cancelled(shop):
    """Once the promised day is over, sync and followups list the tickets that nobody answered in time, and no other."""
    shop.configure(market="us")
    day = promised(shop)
    silent, answered, gone = (shop.customer("Where is my WID-12?") for _ in range(3))
    shop.ready()
    shop.ok("sync")
    assert shop.ok("followups", "--format", "json").json["cancelled"] == []
    last = shop.dates["to"]
    words = f"Your Blue Widget 12 oz ships by {told(last)}, {last.year}."
    body = {"ticket": {"comment": {"body": words, "public": True}}}
    shop.call("zendesk", "PUT", f"/api/v2/tickets/{answered}.json", json=body)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3)):
        cancel = {"author": "customer", "body": "Please cancel my WID-12 and refund me.", "public": True}
        reply = {"ticket": {"comment": {"body": words, "public": True}}}
        shop.call("zendesk", "PUT", f"/api/v2/tickets/{gone}.json", json=reply)
        shop.ok("sync")
        minute(shop)
        shop.admin("zendesk", f"tickets/{gone}/comments", cancel)
        shop.ok("sync")
        ran = shop.ok("sync")
        line = next(line for line in ran.out.split("\n") if "counts as cancelled" in line and "shop:" in line)
        assert line.startswith(f"shop: WID-12 on 1 ticket (#{silent}): no reply told of the delay by {day}; unless")
        assert "it counts as cancelled, and its refund is due by" in line
        shown = shop.ok("followups").out
        assert "By the market's rules (not legal advice):" in shown
        assert line.rstrip(".") in shown
        found = shop.ok("followups", "--format", "json", "--helpdesk", "shop").json["cancelled"]
        assert [(it["sku"], it["tickets"], it["clause"]) for it in found] == [("WID-12", [silent], "us-none")]
        assert "We need your answer." in shop.fields("zendesk", silent)["Backorder message"]
        assert AGREES in shop.fields("zendesk", answered)["Backorder message"]


def test_of_what_was_to_be_forgotten_nobody_says_that_it_was_not_told(shop):
    """Told late, and told late again, is one line; who had it forgotten is in none, for nobody knows any more."""
    shop.configure(market="us")
    promised(shop)
    numbers = [shop.customer("Where is my WID-12?", requester={"email": f"{name}@example.com"}) for name in "abc"]
    shop.ready()
    shop.ok("sync")
    last = shop.dates["to"]
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3)) as clock:
        for day in (last, last + timedelta(9)):
            body = {"author": "agent", "body": f"Your WID-12 ships by {told(day)}, {day.year}.", "public": True}
            shop.admin("zendesk", f"tickets/{numbers[1]}/comments", body)
            clock.shift(60)
        shop.ok("sync")
        found = shop.ok("followups", "--format", "json", "--helpdesk", "shop").json["cancelled"]
        assert [it["tickets"] for it in found] == [numbers]
        whose = str(shop.ticket(numbers[1])["requester_id"])
        shop.ok("forget", "--customer", whose, "--helpdesk", "shop", "--yes")
        found = shop.ok("followups", "--format", "json", "--helpdesk", "shop").json["cancelled"]
        assert [it["tickets"] for it in found] == [[numbers[0], numbers[2]]]


@pytest.mark.parametrize(("lost", "rule"), [("cancel", "no-cancel-right"), ("wait", "no-wait-choice")])
def test_an_item_that_offers_less_than_the_rules_is_refused(shop, lost, rule):
    """Check says what it lacks, by which rule, and a run tells it as it was: nobody is offered less."""
    shop.configure(market="us")
    promised(shop)
    shop.ready()
    left = "wait" if lost == "cancel" else "cancel"
    shop.swap("macros/backorders.yaml", "options: [wait, cancel]", f"options: [{left}]")
    checked = shop.run("check")
    assert checked.code == 2
    assert f"[{rule}]" in checked.out
    assert "16 CFR Part 435 (eCFR), as read on 2026-09-18" in checked.out
    before = said(shop, WIDGET)
    ran = shop.run("sync")
    assert f"'{lost}' is not among its options" in ran.out + ran.err
    assert said(shop, WIDGET) == before


def test_an_item_without_its_promised_day_asks_for_a_yes(shop):
    """Check asks for the day; without it no silence is taken for a yes, and no day is made up."""
    shop.configure(market="us")
    assert shop.ok("check").out.count("[no-promised-by]") == 2
    shop.ready()
    for text in said(shop, WIDGET).values():
        assert "Without your yes, we will cancel this item and refund you in full." in text
        assert NOTHING not in text


def test_each_helpdesk_has_its_own_market(shop):
    """One shop sells in the USA, the other in the EU: each says what its own rules say."""
    text = (shop.folder / "config.yaml").read_text()
    shop.write("config.yaml", text.replace("type: zendesk\n", "type: zendesk\n    market: us\n"))
    promised(shop)
    shop.ready()
    words = said(shop, WIDGET)
    assert AGREES in words["zendesk"]
    assert AGREES not in words["freshdesk"]
    text = (shop.folder / "config.yaml").read_text()
    shop.write("config.yaml", text.replace("type: freshdesk\n", "type: freshdesk\n    market: eu\n"))
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    shop.swap("macros/backorders.yaml", "options: [wait, cancel]", "options: [wait]")
    found = shop.run("check", "--format", "json").json["findings"]
    assert {(it["rule"], it["severity"]) for it in found if "options" in it["message"]} == {
        ("no-cancel-right", "error")
    }
    assert sum("Directive 2011/83/EU, Article 18" in it["message"] for it in found) == 2


def test_without_a_market_the_promised_day_changes_nothing(shop):
    """Nobody else's macros and tickets are written because an admin says by when something was promised."""
    shop.customer("Where are my WID-12 and my harbor lamp?")
    shop.ready()
    shop.ok("sync")
    shop.writes()
    promised(shop)
    shop.ok("sync")
    assert shop.writes() == 0
