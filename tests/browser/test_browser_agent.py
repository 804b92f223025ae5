import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Shop = Any  # classes in conftest.py, which a test cannot import
Agent = Any


def _send(agent: Agent) -> None:
    agent.page.get_by_role("button", name="Submit").click()
    expect(agent.page.locator(".said")).to_have_text("Reply sent to the customer.")


def test_a_reply_tells_the_current_window(shop: Shop, agent: Agent) -> None:
    """From the view to the sent reply: the macro fills in the window in words, and tags and status are set."""
    number = shop.customer("Where is my blue widget?", "Widget, please")
    shop.customer("I want a red one.")
    shop.bridge("triage")
    rows = agent.view("Backorder")
    expect(rows).to_have_count(1)
    rows.click()
    expect(agent.page.get_by_role("heading", level=1)).to_have_text("Widget, please")
    expect(agent.field("Backorder ship window")).to_have_text(shop.window())
    editor = agent.apply("Delay update")
    expect(editor).to_be_focused()
    expect(editor).to_contain_text(re.compile("Hi Maria( Lopez)?,"))
    expect(editor).to_contain_text(f"your Blue Widget 12 oz ships late: {shop.window()}.")
    expect(editor).to_contain_text(f"hear from us by {shop.promised()}")
    if "Freshdesk" in agent.page.title():  # a canned response is text alone: there the agent sets these
        agent.page.get_by_label("Status").select_option("Pending")
        agent.page.get_by_label("Tags").fill("backorder, backorder_wid_12, backorder_update_sent")
    expect(agent.page.get_by_label("Status").locator(":checked")).to_have_text("Pending")
    _send(agent)
    latest = agent.page.locator("#latest")
    expect(latest).to_contain_text("Public reply")
    expect(latest).to_contain_text("Blue Widget 12 oz")
    if "Zendesk" in agent.page.title():  # a canned response tells what is late as one field's plain text
        expect(latest.locator("strong").filter(has_text="Blue Widget 12 oz")).to_be_visible()
    expect(latest).to_contain_text(shop.window())
    expect(agent.page.locator(".title .status")).to_have_text("Pending")
    expect(agent.page.locator(".tags")).to_contain_text("backorder_update_sent")
    after = shop.ticket(number)
    assert (after["status"], "backorder_update_sent" in after["tags"]) == ("pending", True)
    shop.bridge("sync")
    assert shop.ticket(number)["tags"] == after["tags"]


def test_a_window_that_moves_is_in_the_fields_and_in_the_next_reply(shop: Shop, agent: Agent) -> None:
    """After the YAML has changed and a sync, a reload shows the new window, and the ticket is in its view."""
    shop.customer("Any news of BW12?", "Order 10482")
    shop.bridge("sync")
    before = shop.window()
    agent.view("Backorder").click()
    agent.apply("Delay update")
    _send(agent)
    expect(agent.page.locator("#latest")).to_contain_text(before)
    shop.move(shop.first + timedelta(20), shop.last + timedelta(25))
    agent.page.goto(agent.page.url.partition("?")[0])
    expect(agent.field("Backorder ship window")).to_have_text(shop.window())
    expect(agent.page.locator(".message").last).to_contain_text(before)  # what was said stays said
    editor = agent.apply("Delay update")
    expect(editor).to_contain_text(shop.window())
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):  # until then somebody may correct a slip
        shop.bridge("sync")
    agent.page.goto(agent.url)
    expect(agent.view("Window moved")).to_contain_text("Order 10482")


def test_what_a_customer_writes_at_the_desk_is_triaged(shop: Shop, agent: Agent) -> None:
    """A letter that names the late item is a ticket at once, and in the Backorder view after a sync."""
    agent.press("n")
    agent.page.get_by_label("Name").fill("Zoë Park")
    agent.page.get_by_label("E-mail").fill("zoe@example.com")
    agent.page.get_by_label("Subject").fill("Still nothing")
    agent.page.get_by_label("Message").fill("I ordered a Blue Widget.\nWhere is it?")
    agent.page.get_by_role("button", name="Let it arrive").click()
    expect(agent.page.locator(".said")).to_have_text("The customer's ticket has arrived.")
    agent.page.get_by_role("link", name="Tickets").click()
    expect(agent.view("Backorder")).to_have_count(0)
    expect(agent.page.locator(".empty")).to_contain_text("backorder")
    shop.bridge("sync")
    agent.page.reload()
    expect(agent.page.locator("a.ticket")).to_contain_text(["Still nothing"])
    agent.page.locator("a.ticket").click()
    expect(agent.field("Backorder items")).to_have_text("Blue Widget 12 oz")


def test_a_macro_adds_to_what_is_written(shop: Shop, agent: Agent) -> None:
    """Words, tags and status that the agent has chosen stay when a macro is applied after them."""
    shop.customer("Where is my blue widget?")
    shop.bridge("triage")
    agent.view("Backorder").click()
    expect(agent.page.locator("#editor")).to_be_editable()
    agent.page.locator("#editor").fill("Good morning!")
    agent.page.get_by_label("Tags").fill("called")
    agent.page.get_by_role("heading", level=1).click()
    editor = agent.apply("Delay update")
    expect(editor).to_contain_text("Good morning!")
    expect(editor).to_contain_text(shop.window())
    expect(agent.page.get_by_label("Tags")).to_have_value(re.compile("^called( backorder_update_sent)?$"))
    agent.page.locator("#editor").press("Control+Enter")
    expect(agent.page.locator("#latest")).to_contain_text("Good morning!")


def test_a_promised_update_is_due_on_its_day(shop: Shop, agent: Agent) -> None:
    """The day before it is nobody's turn; on the day the ticket is listed with it, also when the day is in German."""
    shop.customer("Where is my blue widget?", "Order 1")
    shop.customer("Wo bleibt mein Blue Widget?", "Bestellung 2", "de")
    shop.customer("I want a red one.", "Order 3")
    shop.bridge("sync")
    shop.admin("clock", {"advance_seconds": 5 * 86_400})
    expect(agent.view("Follow-up due")).to_have_count(0)
    shop.admin("clock", {"advance_seconds": 86_400})
    agent.page.reload()
    rows = agent.page.locator("a.ticket")
    expect(rows).to_have_count(2)
    for row, subject in zip(rows.all(), ("Order 1", "Bestellung 2"), strict=True):
        expect(row).to_contain_text(subject)
        expect(row.locator(".due")).to_have_text(f"Due {shop.promised()} today")
    shop.admin("clock", {"advance_seconds": 86_400})
    agent.page.reload()
    expect(rows.first.locator(".due")).to_contain_text("yesterday")


def test_a_german_ticket_is_answered_in_german(shop: Shop, agent: Agent) -> None:
    """The fields are in the customer's language, and so is the composer."""
    shop.customer("Wo bleibt mein Blue Widget?", "Bestellung 10527", "de")
    shop.bridge("sync")
    agent.view("Backorder").click()
    expect(agent.field("Backorder ship window")).to_have_text(shop.window("de"))
    editor = agent.apply("Delay update")
    expect(editor).to_contain_text(re.compile("Guten Tag Maria( Lopez)?,"))
    expect(editor).to_contain_text(f"Blue Widget 12 oz kommt später: {shop.window('de')}.")
    expect(editor).to_contain_text(f"spätestens am {shop.promised('de')} von uns")
    _send(agent)
    expect(agent.page.locator("#latest")).to_contain_text(shop.window("de"))
