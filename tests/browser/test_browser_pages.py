"""The pages that we write to files, in a real browser: evidence and the board; on a wall, a phone and paper."""

import re
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page

from zendesk_bridge.core.board import Board, OnTickets, board_items
from zendesk_bridge.core.evidence import Bearings, Evidence, KnownTicket, ReadTicket, ticket_evidence
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.followups import FollowUp, FollowUpState
from zendesk_bridge.core.model import (
    Accuracy,
    AgentReply,
    Backorder,
    Choice,
    FactVersion,
    NoticeKind,
    Promise,
    ShipWindow,
    Ticket,
    TicketStatus,
    Words,
)
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.report.board import BoardReport, board_page
from zendesk_bridge.core.report.consistency import Worth
from zendesk_bridge.core.report.evidence import evidence_page

pytestmark = pytest.mark.browser

Browsing = Any  # playwright's Browser, from conftest.py
ZONE = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
WINDOW = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
LONG = (
    "Where_is_it" * 40
    + ' <img src="https://x.example/a.png" onerror=alert(1)> \u0645\u0631\u062d\u0628\u0627 \U0001f600'
)


def evidence() -> str:
    """Return a page of evidence with enough to fill several sheets."""
    item = Backorder("WID-12", "Blue Widget " + "x" * 80, ship_window=WINDOW, promised_by=date(2026, 11, 25))
    version = FactVersion("WID-12", "0a1b2c3d", NOON - timedelta(days=9), item, place="macros/backorders.yaml:2:5")
    promises = tuple(
        Promise(7, "WID-12", f"comment {number}", NOON + timedelta(days=number), WINDOW, date(2026, 12, 1),
                Accuracy.CURRENT, NoticeKind.FIRST, "0a1b2c3d", 5, None, 31)
        for number in range(1, 6)
    )  # fmt: skip
    choice = Choice(7, "WID-12", "cancel", NOON + timedelta(days=2), "comment 40", "en.cancel")
    known = KnownTicket(
        "shop", "Zendesk", 7, "https://a.example/agent/tickets/7", ("10482",), (), promises, (choice,), (), Market.US
    )
    text = "I am sorry: your widget ships December 1 - 5.\n\n" + "You may wait, or cancel. " * 30 + LONG
    replies = tuple(AgentReply(7, one.at, 5, Words(one.comment, text)) for one in promises)
    words = (Words("description", LONG), Words("comment 40", LONG), Words("comment 41", LONG))
    read = ReadTicket(Ticket(7, TicketStatus.OPEN, words=words, requester_id=31, replies=replies))
    found = ticket_evidence(known, read, Bearings(History.of([version]), ZONE, date(2026, 12, 8)))
    return evidence_page(
        Evidence("order 10482", (found,), ZONE, "America/New_York", NOON + timedelta(days=20), "zendesk-bridge 9")
    )


def board() -> str:
    """Return a board of a thousand late items."""
    items = [Backorder(f"SKU-{number:04}", LONG[:60], ship_window=WINDOW) for number in range(1000)]
    waits = tuple(
        FollowUp(number, "SKU-0001", date(2026, 11, 25), NOON, FollowUpState.OVERDUE, 3, "shop")
        for number in range(800)
    )
    known = OnTickets({item.sku: 3 for item in items}, {}, {}, {}, {})
    worth = Worth({Accuracy.CURRENT: 3, Accuracy.INVENTED: 1})
    shown = Board(board_items(items, known, date(2026, 11, 28)), waits, NOON, ZONE)
    return board_page(
        BoardReport(
            shown, NOON, worth, {"SKU-0001": worth}, {"shop: Support": worth},
            lambda name, number: f"https://{name}.example/agent/tickets/{number}", "zendesk-bridge 9", "New York",
        )
    )  # fmt: skip


# Words whose contrast with what lies behind them is below WCAG's level AA.
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
  for (const element of document.querySelectorAll("h1, h2, h3, h4, p, td, th, small, a, .quote, b, li, summary")) {
    if (!element.checkVisibility()) continue;
    const [high, low] = [luminance(getComputedStyle(element).color), luminance(ground(element))].sort((a, b) => b - a);
    if ((high + 0.05) / (low + 0.05) < 4.5) found.add(`${element.tagName}.${element.className}`);
  }
  return [...found];
}
"""


@pytest.fixture
def show(chromium: Browsing, tmp_path: Path) -> Callable[..., tuple[Page, list[str]]]:
    """Return what opens a page from a file without any network, and notes what it asked for or complained of."""

    def shown(html: str, **how: Any) -> tuple[Page, list[str]]:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        page: Page = chromium.new_page(**how)
        noted: list[str] = []
        page.on("console", lambda message: noted.append(message.text))
        page.on("request", lambda request: noted.append(request.url) if request.url != file.as_uri() else None)
        page.goto(file.as_uri())
        return page, noted

    return shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("make", [evidence, board])
def test_a_page_is_easy_to_read(show: Any, make: Callable[[], str], width: int, scheme: str) -> None:
    """Nothing is pale, nothing scrolls sideways, nothing is loaded, nothing runs; without scripts, day and night."""
    page, noted = show(make(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert page.evaluate(PALE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert noted == []
    page.close()
    page, _ = show(make(), java_script_enabled=False)
    assert page.locator("h1").is_visible()
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("make", [evidence, board])
def test_a_page_prints_well(show: Any, make: Callable[[], str], paper: str) -> None:
    """Several sheets at most, on white whatever the screen's theme is; what is folded is not printed."""
    page, _ = show(make(), color_scheme="dark")
    pdf = page.pdf(format=paper, print_background=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", _plain(pdf)))
    assert 2 <= sheets <= 12
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(PALE) == []
    page.close()


def test_each_sheet_of_evidence_says_what_it_is(show: Any) -> None:
    """A sheet that gets lost names its order and its ticket; on a screen that line is not there."""
    page, _ = show(evidence())
    head = page.locator(".frame > thead")
    assert not head.is_visible()
    page.emulate_media(media="print")
    assert head.inner_text().strip() == "Evidence for order 10482 · shop ticket #7"
    assert page.evaluate("getComputedStyle(document.querySelector('.frame > thead')).display") == "table-header-group"
    page.close()


def test_a_board_unfolds_without_a_script(show: Any) -> None:
    """The first rows stand open; the others are one click away."""
    page, _ = show(board(), java_script_enabled=False)
    more = page.get_by_text("and 975 more rows")
    assert not page.get_by_text("SKU-0999").is_visible()
    more.click()
    assert page.get_by_text("SKU-0999").is_visible()
    page.close()


def _plain(pdf: bytes) -> bytes:
    """Return the objects of a PDF, also those that it keeps compressed."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(parts)
