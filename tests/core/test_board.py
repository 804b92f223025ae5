"""core.board and its reports: what a support lead sees of a morning."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from zendesk_bridge.core.board import Board, OnTickets, TicketsTold, board_items
from zendesk_bridge.core.facts.slips import SlipRules, slips_of
from zendesk_bridge.core.followups import FollowUp, FollowUpState
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    ChoiceCount,
    FactVersion,
    LatestCount,
    ShipWindow,
)
from zendesk_bridge.core.report.board import BoardReport, board_json, board_lines, board_page
from zendesk_bridge.core.report.board.page import LISTED, SHOWN
from zendesk_bridge.core.report.board.values import ships
from zendesk_bridge.core.report.consistency import Worth
from zendesk_bridge.core.report.paper import paper

TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 29, 3, 30, tzinfo=UTC)  # still the 28th in New York
ZONE = ZoneInfo("America/New_York")
DEC = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
LATER = ShipWindow(date(2026, 12, 12), date(2026, 12, 16))
RULES = SlipRules(timedelta(minutes=10), NOW, ZONE)


def item(sku: str = "WID-12", window: ShipWindow | None = LATER, **more: Any) -> Backorder:
    """Return a late item."""
    return Backorder(sku, "Blue Widget", ship_window=window, next_update=date(2026, 12, 1), **more)


def known(**more: Any) -> OnTickets:
    """Return what is known of open tickets: nothing but what is given."""
    return OnTickets(**{"tickets": {}, "told": {}, "choices": {}, "followups": {}, "slips": {}, **more})


def waiting(number: int, sku: str = "WID-12") -> FollowUp:
    """Return somebody who waits."""
    told = NOW - timedelta(days=9)
    return FollowUp(number, sku, date(2026, 11, 25), told, FollowUpState.OVERDUE, 3, "shop")


def report(*items: Backorder, followups: tuple[FollowUp, ...] = (), tickets: OnTickets | None = None) -> BoardReport:
    """Return the board of these items."""
    board = Board(board_items(items, tickets or known(), TODAY), followups, NOW, ZONE)
    worth = Worth({Accuracy.CURRENT: 3, Accuracy.STALE: 1})
    return BoardReport(
        board, NOW - timedelta(days=30), worth, {"WID-12": worth}, {"shop: Support": worth},
        lambda name, number: f"https://{name}.example/agent/tickets/{number}", "zendesk-bridge 9", "America/New_York",
    )  # fmt: skip


def test_customers_know_the_window_in_force_or_another() -> None:
    """By what they were told last: the one in force, as it may be told on any day of it, another, no day, nothing."""
    told = (
        LatestCount("WID-12", LATER, 2),
        LatestCount("WID-12", ShipWindow(None, LATER.last), 1),
        LatestCount("WID-12", DEC, 4),
        LatestCount("WID-12", None, 1),
    )
    (found,) = board_items([item()], known(tickets={"WID-12": 10}, told={"WID-12": told}), TODAY)
    assert found.told == TicketsTold(3, 4, 1, 2)
    (found,) = board_items([item()], known(told={"WID-12": told}), TODAY)
    assert found.told.nothing == 0


def test_a_ticket_about_two_items_is_no_two_tickets() -> None:
    """It counts for each item, so the sum is of questions; a window that nobody had before is no older one."""
    invented = {sku: (LatestCount(sku, ShipWindow(None, date(2026, 12, 2)), 1),) for sku in ("WID-12", "KET-70")}
    tickets = known(tickets={"WID-12": 1, "KET-70": 1}, told=invented)
    both = report(item(), item("KET-70"), tickets=tickets)
    assert "2 late items, asked about 2 times on open tickets: 2 another one." in list(board_lines(both))
    page = board_page(both)
    assert "<b>2</b>times asked about on open tickets" in page
    assert "<b>2</b>know another window" in page
    assert "older" not in page


def test_who_is_waited_for_most_stands_first() -> None:
    """Then what has the most tickets."""
    tickets = known(tickets={"A": 1, "B": 9, "C": 5}, followups={"A": (waiting(1, "A"),)})
    found = board_items([item("C"), item("B"), item("A")], tickets, TODAY)
    assert [one.item.sku for one in found] == ["A", "B", "C"]


def test_a_window_that_is_over_is_told_as_such() -> None:
    """No page of ours tells a day of the past as one on which something ships."""
    over = ShipWindow(date(2026, 11, 1), date(2026, 11, 5))
    page = board_page(report(item(window=over)))
    assert "the window is over" in page
    assert "2026-11-05" not in page


def test_a_feed_that_is_not_read_any_more_vouches_for_no_day() -> None:
    """What no reply tells any more, no board does; who was told its last window knows no other."""
    told = {"WID-12": (LatestCount("WID-12", LATER, 2),)}
    [one] = board_items([item()], known(tickets={"WID-12": 2}, told=told), TODAY, frozenset({"WID-12"}))
    assert (one.item.ship_window, one.next_update, one.item.lapsed) == (None, None, True)
    assert ships(one) == "its feed was last read too long ago: no day is told"
    assert one.told == TicketsTold(current=2)


def test_slips_and_choices_are_told() -> None:
    """How often and how far an item moved, and what customers want."""
    versions = [
        FactVersion("WID-12", str(number), NOW - timedelta(days=20 - number), item(window=window))
        for number, window in enumerate((DEC, LATER))
    ]
    chosen = {"WID-12": (ChoiceCount("WID-12", "cancel", 2), ChoiceCount("WID-12", "wait", 1))}
    shown = report(item(), tickets=known(choices=chosen, slips={"WID-12": slips_of(versions, RULES)}))
    assert "moved once, 11 days later in all" in board_page(shown)
    assert "1 wait, 2 cancel" in board_page(shown)
    (row,) = board_json(shown)["items"]
    assert (row["moves"], row["moved_days"], row["choices"]["cancel"]) == (1, 11, 2)
    assert "Chosen: 1 wait, 2 cancel." in list(board_lines(shown))


def test_moments_are_told_in_the_shops_zone() -> None:
    """Made on the evening of the 28th, though it is the 29th in UTC."""
    for text in (board_page(report(item())), "\n".join(board_lines(report(item())))):
        assert "2026-11-28 22:30 EST (America/New_York)" in text
    assert board_json(report(item()))["made_at"] == "2026-11-29T03:30:00+00:00"


def test_a_board_of_thousands_stays_readable() -> None:
    """The first rows stand open, the others are folded or counted, and every item is there."""
    items = [item(f"SKU-{number:04}") for number in range(1000)]
    page = board_page(report(*items, followups=tuple(map(waiting, range(3000)))))
    assert "and 975 more rows" in page
    assert f"and {LISTED - SHOWN} more rows" in page
    assert "and 2,500 more: <code>zendesk-bridge followups</code>" in page
    assert page.count("SKU-") == 1000
    lines = list(board_lines(report(*items, followups=tuple(map(waiting, range(3000))))))
    assert len(lines) < 60
    assert "and 980 more: --html shows all of them" in lines


def test_nothing_in_a_page_is_anybodys_html() -> None:
    """A SKU, a name, a team and a helpdesk are texts; nothing runs and nothing is loaded."""
    sku = '<img src=x onerror=alert(1)>"\u202e\u05d0\U0001f600'
    bad = FollowUp(7, sku, None, NOW, FollowUpState.SILENT, 9, "<b>shop</b>")
    board = Board(board_items([Backorder(sku, sku)], known(), TODAY), (bad,), NOW, ZONE)
    worth = Worth({Accuracy.CURRENT: 1})
    page = board_page(BoardReport(board, NOW, worth, {sku: worth}, {sku: worth}, lambda *_: sku, sku, sku))
    assert "<img" not in page
    assert "<b>shop" not in page
    assert "\u202e" not in page
    assert "<script" not in page
    assert "\U0001f600" in page


def test_an_empty_board() -> None:
    """Nothing is late and nobody waits: that is said, on every surface."""
    empty = report()
    page = board_page(empty)
    assert "Nothing is late." in page
    assert "Nobody: no promised update is due" in page
    assert any("nobody waits" in line for line in board_lines(empty))
    assert json.loads(json.dumps(board_json(empty)))["late_items"] == 0


def test_no_line_of_a_page_ends_within_a_day() -> None:
    """A day and a window stand in one piece, and what is no text, or no day, is left as it is."""
    body = '<p title="2026-12-01">2026-12-01 to 2026-12-05, item A-2026-12-01</p>'
    assert '<p title="2026-12-01"><span class="iso">2026-12-01 to 2026-12-05</span>, item A-2026-12-01</p>' in paper(
        "board", "Board", body
    )
