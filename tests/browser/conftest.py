"""A real browser at the desk of a real sandbox, with an admin's folder and the command line beside it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from zendesk_bridge.cli import run
from zendesk_bridge.cli.demo import config_for
from zendesk_bridge.core.macros.window import day, words
from zendesk_bridge.core.model import ShipWindow
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.sandbox import Sandbox

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--host-resolver-rules=MAP rebound.example 127.0.0.1",
)  # fmt: skip
PATIENCE = 30_000
"""Milliseconds after which the page is taken to stay as it is."""

# In every page of every test: what must never be becomes an error on the console, and ``page`` reports those.
WATCH = """
addEventListener("DOMContentLoaded", () => {
  const banner = document.querySelector(".sandbox strong");
  if (!document.title.includes("SANDBOX") || !banner?.checkVisibility()) console.error("the page does not say SANDBOX");
  if (document.documentElement.scrollWidth > innerWidth) console.error("the page scrolls sideways");
});
// The menu of macros is meant to move under what is typed; on a busy machine that comes late after the key.
const inMenu = ({ node }) => (node?.closest ? node : node?.parentElement)?.closest("#macros");
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    const moved = shift.sources.filter((source) => !inMenu(source));
    // Below a thousandth of the page it is a glyph that was drawn anew: nobody sees that (browsers call 0.1 good).
    if (!shift.hadRecentInput && moved.length && shift.value > 0.001) console.error(`the page jumps by ${shift.value}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""

BACKORDERS = """\
backorders:
  - sku: WID-12
    name: Blue Widget 12 oz
    aliases: [blue widget, BW12]
    ship_window: {{from: {first}, to: {last}}}
    reason: the supplier is late
    options: [wait, cancel]
    next_update: {next_update}
    locales:
      de: {{reason: der Lieferant ist im Rückstand}}
"""

UPDATE = """\
key: delay-update
title: "Backorder::Delay update"
reply: |
  Hi {{ customer.first_name }},

  your **{{ backorder.items }}** ships late: {{ backorder.ship_window }}. You can {{ backorder.options }}.

  You will hear from us by {{ backorder.next_update }}.
actions: {add_tags: [backorder_update_sent], status: pending}
locales:
  de:
    title: "Backorder::Versand verzögert (DE)"
    reply: |
      Guten Tag {{ customer.name }},

      **{{ backorder.items }}** kommt später: {{ backorder.ship_window }}. Sie können {{ backorder.options }}.

      Sie hören spätestens am {{ backorder.next_update }} von uns.
"""


def ahead(days: int) -> date:
    """Return the day that lies this many days ahead."""
    return datetime.now(UTC).date() + timedelta(days=days)


@dataclass
class Shop:
    """One late item, both helpdesks, and the bridge between."""

    folder: Path
    box: Sandbox
    first: date = field(default_factory=lambda: ahead(8))
    last: date = field(default_factory=lambda: ahead(12))
    next_update: date = field(default_factory=lambda: ahead(6))

    def write(self) -> None:
        """Write the admin's files."""
        config = config_for(self.box)
        (self.folder / "macros").mkdir(exist_ok=True)
        (self.folder / "config.yaml").write_text(config, encoding="utf-8")
        (self.folder / "macros" / "delay-update.yaml").write_text(UPDATE, encoding="utf-8")
        facts = BACKORDERS.format(first=self.first, last=self.last, next_update=self.next_update)
        (self.folder / "macros" / "backorders.yaml").write_text(facts, encoding="utf-8")

    def bridge(self, command: str, *args: str) -> None:
        """Run a command of the bridge, which must succeed."""
        assert run([command, "--config", str(self.folder / "config.yaml"), *args]) == 0

    def move(self, first: date, last: date) -> None:
        """Move the ship window in the YAML, and sync."""
        self.first, self.last = first, last
        self.write()
        self.bridge("sync")

    def customer(self, text: str, subject: str = "My order", locale: str = "en-US") -> int:
        """Let a customer open a ticket."""
        person = {"email": f"maria@example.{locale[:2]}", "name": "Maria Lopez", "locale": locale}
        return int(self.admin("tickets", [{"subject": subject, "description": text, "requester": person}])["ids"][0])

    def admin(self, path: str, body: Any) -> Any:
        """Use the sandbox's own endpoints."""
        answer = requests.post(f"{self.box.zendesk_url}/_sandbox/{path}", json=body, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def ticket(self, number: int) -> Any:
        """Return a ticket as Zendesk shows it."""
        login = self.box.credentials
        auth = (f"{login.zendesk_email}/token", login.zendesk_api_token)
        answer = requests.get(f"{self.box.zendesk_url}/api/v2/tickets/{number}.json", auth=auth, timeout=60)
        return answer.json()["ticket"]

    def window(self, locale: str = "en_US") -> str:
        """Return the ship window in words."""
        return words(ShipWindow(self.first, self.last), locale, ahead(0))

    def promised(self, locale: str = "en_US") -> str:
        """Return the day of the next update in words."""
        return day(self.next_update, locale, ahead(0))


def painted(page: Page) -> None:
    """Wait until the page has been painted once: before that nobody can read it, and Chromium drops what is typed."""
    page.evaluate(
        "() => new Promise((done) => new PerformanceObserver(() => done()).observe({ type: 'paint', buffered: true }))"
    )


@pytest.fixture
def until_painted() -> Callable[[Page], None]:
    """Return what waits until a page has been painted once."""
    return painted


@dataclass(frozen=True)
class Agent:
    """An agent in front of the desk of one face."""

    page: Page
    url: str
    """The desk's address."""

    def view(self, title: str) -> Locator:
        """Open a view; returns its rows."""
        named = re.compile(rf"^{re.escape(title)} \d+$")  # with its number: others may begin with the same words
        self.page.get_by_role("navigation", name="Views").get_by_role("link", name=named).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        return self.page.locator("a.ticket")

    def field(self, label: str) -> Locator:
        """Return the value of a ticket field."""
        return self.page.locator("dl > div").filter(has_text=label).locator("dd")

    def press(self, key: str) -> None:
        """Press a key, as somebody who sees the page."""
        painted(self.page)
        self.page.keyboard.press(key)

    def apply(self, words: str) -> Locator:
        """Find a macro by its words and apply it, by keyboard; returns the composer's editor."""
        expect(self.page.locator("#editor")).to_be_editable()
        self.press("m")
        expect(self.page.locator("#filter")).to_be_focused()
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".applied")).to_contain_text(words)
        return self.page.locator("#editor")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the distribution's Chromium; a machine without one fails, because .ci/run puts it there."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail(f"No browser: none of {', '.join(NAMES)} is installed. On Debian: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as player, player.chromium.launch(executable_path=path, args=FLAGS) as found:
        yield found


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """Return a shop with fields and macros in place and no tickets; the bridge waits for nothing."""
    for kind in (zendesk, freshdesk):
        monkeypatch.setattr(kind, "build", partial(kind.build, sleep=lambda _: None))
    with Sandbox(seed=None) as box:
        made = Shop(tmp_path, box)
        made.write()
        made.bridge("setup", "--yes")
        made.bridge("apply", "--yes")
        yield made


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return what opens a page with the options of a browser context; all of them are watched to the end."""
    wrong: list[str] = []

    def note(message: ConsoleMessage) -> None:
        refused = "status of 422" in message.text  # the browser's own line about a form that the desk refuses
        if message.type in ("error", "warning") and not refused:
            wrong.append(f"{message.text} ({message.location.get('url')})")

    with ExitStack() as stack:

        def opened(**options: Any) -> Page:
            context = stack.enter_context(chromium.new_context(locale="en-US", **options))
            context.set_default_timeout(PATIENCE)
            context.add_init_script(WATCH)
            page = context.new_page()
            page.on("console", note)
            page.on("pageerror", lambda error: wrong.append(str(error)))
            return page

        yield opened
    assert not wrong


@pytest.fixture(params=["zendesk", "freshdesk"])
def agent(shop: Shop, open_page: Callable[..., Page], request: pytest.FixtureRequest) -> Agent:
    """Return an agent at the desk of either face."""
    root = shop.box.zendesk_url if request.param == "zendesk" else shop.box.freshdesk_url
    page = open_page(viewport={"width": 1280, "height": 860})
    page.goto(root)  # leads to the desk of its face
    painted(page)
    return Agent(page, page.url)
