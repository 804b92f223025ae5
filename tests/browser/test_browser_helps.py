"""What the desk does for an agent who has many tickets: search, assignees, windows in lists, a reply suggested."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Shop = Any  # classes in conftest.py, which a test cannot import
Agent = Any

NOTE = """\
key: item-note
title: "Backorder::Note on {{ backorder.sku }}"
per: item
reply: "Your {{ backorder.name }} ships {{ backorder.ship_window }}."
"""


def test_a_ticket_is_found_and_taken(shop: Shop, agent: Agent) -> None:
    """The slash key leads to the search; every word counts; the ticket that is taken stands in the agent's own list."""
    shop.customer("Where is my blue widget?", "Order 10482")
    shop.customer("I want a red one.", "Order 10482, too")
    page = agent.page
    page.reload()
    agent.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("10482 blue")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search: 10482 blue")
    expect(page.locator("a.ticket")).to_have_count(1)
    page.locator("a.ticket").click()
    who = page.get_by_label("Assignee")
    me = who.locator("option").filter(has_text="(you)").inner_text()
    who.select_option(me)
    page.get_by_role("button", name="Assign").click()
    expect(page.locator(".said")).to_have_text("The ticket has a new assignee.")
    page.goto(agent.url)
    rows = agent.view("Assigned to you")
    expect(rows).to_have_count(1)
    expect(rows.locator(".for")).to_contain_text(me.removesuffix(" (you)"))


def test_lists_tell_the_window(shop: Shop, agent: Agent) -> None:
    """A ticket that triage has marked shows when its item ships, in the customer's language; others show nothing."""
    shop.customer("Where is my blue widget?", "One")
    shop.customer("Wo bleibt mein Blue Widget?", "Zwei", "de")
    shop.customer("I want a red one.", "Three")
    shop.bridge("triage")
    agent.page.reload()
    row = {subject: agent.page.locator("a.ticket").filter(has_text=subject) for subject in ("One", "Zwei", "Three")}
    expect(row["One"].locator(".window")).to_contain_text(shop.window())
    expect(row["Zwei"].locator(".window")).to_contain_text(shop.window("de"))
    expect(row["Three"].locator(".window")).to_have_count(0)


@pytest.mark.parametrize(("words", "locale"), [("Where is my blue widget?", "en-US"), ("Wo ist mein BW12?", "de")])
def test_a_reply_is_suggested_in_the_customers_language(shop: Shop, agent: Agent, words: str, locale: str) -> None:
    """One key takes it; its name comes without the bridge's marker; a ticket about nothing late gets no suggestion."""
    shop.customer("I want a red one.", "Nothing late", locale)
    shop.customer(words, "Late", locale)
    shop.bridge("triage")
    page = agent.page
    page.goto(agent.url)
    page.locator("a.ticket").filter(has_text="Nothing late").click()
    expect(page.locator("#editor")).to_be_editable()
    expect(page.locator("#suggested")).to_have_count(0)
    page.goto(agent.url)
    page.locator("a.ticket").filter(has=page.get_by_text("Late", exact=True)).click()
    expect(page.locator("#suggested")).to_be_visible()
    expect(page.locator("#editor")).to_be_editable()
    agent.press("s")
    expect(page.locator("#editor")).to_contain_text("ships late" if locale == "en-US" else "kommt später")
    expect(page.locator("#editor")).to_contain_text(shop.window(locale[:2] if locale == "de" else "en_US"))
    expect(page.locator(".applied")).to_contain_text("Delay update")
    expect(page.locator(".applied")).not_to_contain_text("[zb-")
    expect(page.locator("#suggested")).to_have_count(0)


def test_an_arrow_and_enter_take_the_reply_that_was_found(shop: Shop, agent: Agent) -> None:
    """After words in the search box the arrows step from reply to reply, past the folders, and Enter takes one."""
    (shop.folder / "macros" / "item-note.yaml").write_text(NOTE, encoding="utf-8")
    shop.bridge("apply", "--yes")
    shop.customer("Where is my blue widget?")
    shop.bridge("triage")
    agent.view("Backorder").click()
    page, press = agent.page, agent.press
    expect(page.locator("#editor")).to_be_editable()
    press("m")
    expect(page.locator("#filter")).to_be_focused()
    page.keyboard.type("backorder")
    found = page.locator(".menu .macro:visible")
    expect(found).to_have_count(2)
    names = found.all_inner_texts()
    press("ArrowDown")
    expect(found.first).to_be_focused()
    press("ArrowDown")
    expect(found.last).to_be_focused()
    press("Enter")
    expect(page.locator(".applied")).to_contain_text(names[-1])
    expect(page.locator("#editor")).to_contain_text("Blue Widget 12 oz")
