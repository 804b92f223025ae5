import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Shop = Any  # classes in conftest.py, which a test cannot import
Agent = Any
OpenPage = Callable[..., Page]

# Words whose contrast with what lies behind them is below WCAG's level AA: 4.5, or 3 for large ones.
PALE = """
() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => channels(colour).slice(0, 3).map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((channels(colour)[3] ?? 1) === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !element.checkVisibility() || element.closest(".unseen, .skip")) continue;
    const style = getComputedStyle(element);
    const [high, low] = [luminance(style.color), luminance(ground(element))].sort((a, b) => b - a);
    const large = parseFloat(style.fontSize) >= 24 || parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700;
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < (large ? 3 : 4.5)) found.add(`${element.className || element.tagName}: ${ratio.toFixed(2)}`);
  }
  return [...found];
}
"""


def _busy(shop: Shop) -> int:
    number = shop.customer("Where is my blue widget?", "A subject with_one_very_long_word_that_cannot_be_broken" * 3)
    shop.customer("Wo bleibt mein Blue Widget?", "Bestellung 2", "de")
    shop.bridge("triage")
    said = [{"author": "agent", "body": "x" * 300}, {"author": "agent", "body": "Ask them.", "public": False}]
    for comment in said:
        shop.admin(f"tickets/{number}/comments", comment)
    shop.admin("clock", {"advance_seconds": 6 * 86_400})
    return number


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_every_page_is_easy_to_read(shop: Shop, open_page: OpenPage, face: str, width: int, scheme: str) -> None:
    """No words are pale and nothing scrolls sideways, by day and by night, on a laptop and on a phone."""
    page = open_page(viewport={"width": width, "height": 844}, color_scheme=scheme, has_touch=width < 400)
    desk = f"{shop.box.zendesk_url}/desk/{face}"
    ticket = f"{desk}/tickets/{_busy(shop)}"
    for path in (desk, f"{desk}?view=due", f"{desk}?q=subject+widget", f"{desk}?view=mine", ticket, f"{desk}/new"):
        page.goto(path)
        expect(page.locator(".sandbox strong")).to_have_text("SANDBOX")
        assert page.evaluate(PALE) == []
    page.goto(ticket)
    page.get_by_label("Private note").check()
    page.locator("#macros summary").first.click()
    page.locator("#filter").fill("delay update")
    assert page.evaluate(PALE) == []
    page.locator(".menu .macro", has_text="Delay update").click()
    expect(page.locator(".applied")).to_be_visible()
    assert page.evaluate(PALE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_whole_way_by_keyboard(shop: Shop, agent: Agent) -> None:
    """Without a mouse: past the header, down the list, into the ticket, through the menu's folders, and back."""
    shop.customer("Where is my blue widget?", "Older")
    shop.customer("Any news of BW12?", "Newer")
    shop.bridge("triage")
    agent.view("Backorder")
    page, press = agent.page, agent.press
    page.reload()
    press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    press("Enter")
    expect(page.locator("main")).to_be_focused()
    for key, row in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
        press(key)
        expect(page.locator("a.ticket").nth(row)).to_be_focused()
    subject = page.locator("a.ticket .subject").first.inner_text()
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    expect(page.locator("#editor")).to_be_editable()
    press("m")
    press("ArrowDown")
    expect(page.locator(".menu summary").first).to_be_focused()
    press("Enter")
    press("ArrowDown")
    expect(page.locator(".menu .macro").first).to_be_focused()
    press("Enter")
    expect(page.locator("#editor")).to_contain_text(shop.window())
    press("Control+Enter")
    expect(page.locator(".said")).to_be_visible()
    expect(page.locator("#editor")).to_be_editable()
    page.get_by_label("Private note").focus()
    press("r")  # a choice is no text: the keys still work
    expect(page.locator("#editor")).to_be_focused()
    press("Escape")
    press("Escape")
    expect(page).to_have_url(re.compile(r"\?view=backorder$"))


def test_every_stop_of_the_tab_key_can_be_seen(shop: Shop, agent: Agent) -> None:
    """Whatever has the focus has a ring around it."""
    agent.page.goto(f"{agent.url}/tickets/{_busy(shop)}")
    seen = set()
    for _ in range(20):
        agent.press("Tab")
        name, ring = agent.page.evaluate(
            "(at => [at.id || at.tagName, getComputedStyle(at).outlineStyle])(document.activeElement)"
        )
        assert ring == "solid" or name == "BODY", name  # after the last stop comes the browser itself
        seen.add(name)
    assert {"help", "back", "editor", "tags", "status"} <= seen


def test_the_keys_are_listed(agent: Agent) -> None:
    """A question mark, or the button, opens the list; Escape closes it, and while it is open no key does anything."""
    keys = agent.page.get_by_role("dialog", name="Keyboard")
    agent.press("?")
    expect(keys).to_contain_text("Submit the reply")
    agent.press("n")
    agent.press("Escape")
    expect(keys).to_be_hidden()
    agent.page.get_by_role("button", name="Keyboard").click()
    expect(keys).to_be_visible()
    keys.get_by_role("button", name="Close").click()
    expect(keys).to_be_hidden()
    expect(agent.page).to_have_title(re.compile("^All tickets"))


def test_the_menu_is_searched_by_words(shop: Shop, agent: Agent) -> None:
    """Every word counts, in folders as in names; what is not there is said; Escape gives the keys back to the page."""
    agent.page.goto(f"{agent.url}/tickets/{_busy(shop)}")
    menu = agent.page.locator("#macros")
    menu.locator("summary").first.click()
    found = menu.locator(".menu .macro:visible")
    expect(found).to_have_count(0)
    for words, count in (("backorder", 1), ("UPDATE back", 1), ("verzögert", 0), ("kettle", 0)):
        agent.page.locator("#filter").fill(words)
        expect(found).to_have_count(count)
        expect(menu.get_by_text("Nothing by that name.")).to_be_visible(visible=not count)
    agent.press("Escape")
    expect(menu.locator("summary").first).to_be_focused()
    expect(agent.page.locator("#filter")).to_be_hidden()


def test_a_reply_that_is_empty_stays_at_the_desk(shop: Shop, agent: Agent) -> None:
    """Nothing is sent, and the page says why where it can be seen."""
    agent.page.goto(f"{agent.url}/tickets/{_busy(shop)}")
    expect(agent.page.locator(".message")).to_have_count(3)
    agent.page.evaluate("document.querySelector('#status').value = ''")  # no status chosen, so that nothing changes
    with agent.page.expect_response(lambda answer: answer.status == 422):
        agent.page.get_by_role("button", name="Submit").click()
    expect(agent.page.get_by_role("alert")).to_be_in_viewport()


def test_without_scripts_the_desk_works(shop: Shop, open_page: OpenPage) -> None:
    """The plain text box stands where the editor would be, a macro fills it, and submitting sends it."""
    page = open_page(java_script_enabled=False)
    page.goto(f"{shop.box.zendesk_url}/desk/zendesk/tickets/{_busy(shop)}")
    expect(page.locator("#editor")).to_be_hidden()
    page.locator("#macros summary").first.click()
    page.locator(".menu summary").first.click()
    page.locator(".menu .macro", has_text="Delay update").click()
    expect(page.locator("#text")).to_have_value(re.compile(re.escape(shop.window())))
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".said")).to_have_text("Reply sent to the customer.")
    expect(page.locator("#latest")).to_contain_text(shop.window())
