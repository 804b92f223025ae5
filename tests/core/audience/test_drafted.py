"""A message that waits on a ticket for an agent told nobody anything: it is neither told, nor written once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.core.audience import place
from zendesk_bridge.core.audience.explaining import line_words, result_words
from zendesk_bridge.core.audience.told import affected_lines, heard_of
from zendesk_bridge.core.audience.values import OrderPast, Segment, Unwritten, Ways
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Message,
    MessageLine,
    MessageState,
    News,
    NoticeKind,
    Order,
    OrderLine,
    Promise,
    ShipWindow,
)

TODAY = date(2026, 11, 28)
BERLIN = ZoneInfo("Europe/Berlin")


def day(number: int, month: int = 12) -> date:
    """Return a day of 2026."""
    return date(2026, month, number)


NOV20 = day(20, 11)
WINDOW = ShipWindow(day(1), day(5))
ITEM = Backorder("WID-12", "Blue Widget", ship_window=WINDOW, promised_by=day(15, 11), next_update=day(3), reason="x")
ORDERED = datetime(2026, 11, 1, 12, tzinfo=UTC)
ORDER = Order("orders.csv", "1", "1042", ORDERED, (OrderLine("a", "WID-12", 2), OrderLine("b", "MUG-1", 1)))


def ways(*items: Backorder, today: date = TODAY) -> Ways:
    """Return how orders are placed while these are late."""
    return Ways.of({item.sku: item for item in items}, today, BERLIN)


def mailed(
    window: ShipWindow | None,
    update: date | None = None,
    *,
    on: date = NOV20,
    state: MessageState = MessageState.TOLD,
    version: str = "v",
) -> Message:
    """Return a message that told this window of WID-12."""
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    line = MessageLine("a", "WID-12", version, window, update)
    made = Message(
        "w", ORDER.key, "1042", News.FIRST, NoticeKind.FIRST, (line,), "shop", "s", "order-first", "en_US", "digest"
    )
    return replace(made, state=state, at=at, ticket_id=7, comment="7/1")


def said(window: ShipWindow | None, update: date | None = None, *, on: date = NOV20, comment: str = "9/1") -> Promise:
    """Return that an agent told this window of WID-12."""
    at = datetime(on.year, on.month, on.day, 13, tzinfo=UTC)
    worth = Accuracy.CURRENT if window else Accuracy.UNDATED
    return Promise(int(comment[0]), "WID-12", comment, at, window, update, worth, NoticeKind.FIRST)


def mails(*found: Message) -> OrderPast:
    """Return a past of messages of ours."""
    return OrderPast(messages=found)


LATER = ShipWindow(day(20), day(24))
DRAFT = mailed(WINDOW, day(3), state=MessageState.DRAFTED)
ALL = (Segment("all", template="order-first"),)


@pytest.mark.parametrize(
    ("past", "item", "news"),
    [
        (mails(DRAFT), ITEM, None),
        (mails(replace(DRAFT, lines=(replace(DRAFT.lines[0], next_update=day(20, 11)),))), ITEM, None),
        (mails(DRAFT), replace(ITEM, ship_window=LATER), News.FIRST),
        (OrderPast((DRAFT,), (said(None),)), ITEM, None),
        (OrderPast((DRAFT,), (said(LATER, on=day(19, 11)),)), ITEM, None),
        (mails(mailed(LATER, on=day(10, 11)), DRAFT), replace(ITEM, ship_window=LATER), "told"),
    ],
    ids=["waits", "its day is over", "overtaken", "a reply without a day", "told otherwise before", "told as it is"],
)
def test_what_is_owed_beside_a_draft(past: OrderPast, item: Backorder, news: News | str | None) -> None:
    """It stands in the way of the same words alone; the customer who was never told is told as for the first time."""
    [line] = affected_lines(ORDER, past, ways(item))
    if news is None:
        assert (line.news, line.spared, line.draft) == (None, Unwritten.DRAFTED, 7)
    elif news == "told":
        assert (line.news, line.spared) == (None, Unwritten.TOLD)
    else:
        assert (line.news, line.spared) == (news, None)


def test_what_an_agent_made_of_it_is_told() -> None:
    """The reply that they sent is what the customer heard, as any other of theirs."""
    past = OrderPast((DRAFT,), (said(WINDOW, on=day(21, 11)),))
    [line] = affected_lines(ORDER, past, ways(ITEM))
    assert (line.news, line.spared) == (None, Unwritten.TOLD)
    assert line.told
    assert line.told.by_agent
    [moved] = affected_lines(ORDER, past, ways(replace(ITEM, ship_window=LATER)))
    assert moved.news is News.MOVED


def test_a_draft_is_heard_by_nobody() -> None:
    """So that the first word after it is a first notice, and no renewed one."""
    assert heard_of(mails(DRAFT)) == {}
    [line] = affected_lines(ORDER, mails(DRAFT), ways(replace(ITEM, ship_window=LATER)))
    assert line.kind is not NoticeKind.RENEWED


def test_that_an_item_is_back_waits_as_a_draft() -> None:
    """Whoever was told of the delay is not written to a second time about its end; who was not, not at all."""
    told = mailed(WINDOW, on=day(10, 11))
    back = replace(mailed(None, state=MessageState.DRAFTED, version=""), news=News.BACK, kind=None)
    assert [line.spared for line in affected_lines(ORDER, mails(told, back), ways())] == [Unwritten.DRAFTED]
    assert affected_lines(ORDER, mails(DRAFT), ways()) == ()


def test_a_plan_names_the_ticket() -> None:
    """Where an agent finds it, of the order as of its line, and never that what was told holds."""
    placed = place(ORDER, "digest", mails(DRAFT), ALL, ways(ITEM))
    assert (placed.segment, placed.template, placed.draft) == (Unwritten.DRAFTED, None, 7)
    assert Unwritten.DRAFTED.for_a_person
    result = result_words(placed, mails(DRAFT))
    assert "a draft waits on the customer's own ticket, for an agent to send (ticket #7)" in result
    [line] = affected_lines(ORDER, mails(DRAFT), ways(ITEM))
    told = line_words(line, ways(ITEM))
    assert "its customer was never told; a draft waits for an agent on ticket #7" in told
    assert "holds" not in result + told
