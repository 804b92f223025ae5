"""Who is owed a word about what, by what they were told last; and who is not, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.core.audience.told import affected_lines, heard_of, holds
from zendesk_bridge.core.audience.values import NO_PAST, OrderPast, Unwritten, Ways
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Choice,
    ChoiceKind,
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


def replies(*found: Promise) -> OrderPast:
    """Return a past of agents' replies."""
    return OrderPast(promises=found)


NARROWER = ShipWindow(day(2), day(4))
LATER = ShipWindow(day(8), day(12))


@pytest.mark.parametrize(
    ("past", "item", "news"),
    [
        (NO_PAST, ITEM, News.FIRST),
        (mails(mailed(WINDOW, day(3))), ITEM, None),
        (mails(mailed(WINDOW, day(3))), replace(ITEM, reason="another"), None),
        (mails(mailed(WINDOW, day(3))), replace(ITEM, ship_window=NARROWER), None),
        (mails(mailed(WINDOW, day(3))), replace(ITEM, ship_window=LATER), News.MOVED),
        (mails(mailed(LATER, day(3))), ITEM, News.MOVED),  # sooner is news as well
        (mails(mailed(WINDOW, day(3))), replace(ITEM, ship_window=None), News.MOVED),
        (mails(mailed(None, day(3))), replace(ITEM, ship_window=None), None),
        (mails(mailed(None, day(3))), ITEM, News.MOVED),
        (mails(mailed(WINDOW, TODAY)), ITEM, News.NO_NEWS),
        (mails(mailed(WINDOW, day(25, 11))), ITEM, News.NO_NEWS),
        (mails(mailed(WINDOW, day(29, 11))), ITEM, None),
        (mails(mailed(WINDOW)), ITEM, None),
        (mails(mailed(WINDOW, day(25, 11)), mailed(WINDOW, day(3), on=day(26, 11))), ITEM, None),
        (mails(mailed(LATER), mailed(WINDOW, on=day(26, 11))), ITEM, None),
        (mails(mailed(WINDOW), mailed(LATER, on=day(26, 11))), ITEM, News.MOVED),
        (mails(mailed(None, version="")), ITEM, News.MOVED),  # back, and late again
        (mails(mailed(WINDOW, state=MessageState.EXPORTED)), ITEM, None),
        (mails(mailed(WINDOW, state=MessageState.SKIPPED)), ITEM, News.FIRST),
        (mails(mailed(WINDOW, state=MessageState.FAILED)), ITEM, News.FIRST),
        (replies(said(WINDOW, day(3))), ITEM, None),
        (replies(said(WINDOW, day(25, 11))), ITEM, News.NO_NEWS),
        (replies(said(LATER)), ITEM, News.MOVED),  # invented or not: it does not hold
        (replies(said(None)), ITEM, News.FIRST),  # a reply that named no day told nobody of the delay
        (replies(said(None)), replace(ITEM, ship_window=None), None),
        (replies(said(WINDOW), said(LATER, on=day(27, 11))), ITEM, News.MOVED),
    ],
)
def test_the_word_that_is_owed(past: OrderPast, item: Backorder, news: News | None) -> None:
    """It follows from what was told last, by whomever; a reason, or a narrower window, moves nothing."""
    (line,) = affected_lines(ORDER, past, ways(item))
    assert line.news is news
    assert line.spared is (None if news else Unwritten.TOLD)


@pytest.mark.parametrize(
    ("told", "now", "still"),
    [
        (WINDOW, WINDOW, True),
        (WINDOW, ShipWindow(None, day(5)), True),
        (ShipWindow(None, day(5)), WINDOW, True),
        (WINDOW, ShipWindow(None, day(4)), True),
        (WINDOW, ShipWindow(day(1), day(6)), False),
        (WINDOW, ShipWindow(day(30, 11), day(5)), False),
        (WINDOW, None, False),
        (None, WINDOW, False),
        (None, None, True),
    ],
)
def test_what_still_holds(told: ShipWindow | None, now: ShipWindow | None, *, still: bool) -> None:
    """A window that has begun is told by its last day alone, and is still the same one."""
    assert holds(told, now) is still


def test_a_window_that_began_or_ended_since() -> None:
    """The calendar alone is no news; a window that is over is, for its customer waits in vain."""
    past = mails(mailed(WINDOW, day(20)))
    assert [line.spared for line in affected_lines(ORDER, past, ways(ITEM, today=day(4)))] == [Unwritten.TOLD]
    (line,) = affected_lines(ORDER, past, ways(ITEM, today=day(6)))
    assert (line.news, line.as_told.window) == (News.MOVED, None)


def test_what_is_late_no_more() -> None:
    """Who was told of the delay is told of its end, once; who was not hears nothing; nor does anybody while unsure."""
    past = mails(mailed(WINDOW))
    (line,) = affected_lines(ORDER, past, ways())
    assert (line.news, line.version, line.item) == (News.BACK, "", None)
    assert affected_lines(ORDER, NO_PAST, ways()) == ()
    assert affected_lines(ORDER, mails(mailed(WINDOW), mailed(None, on=day(26, 11), version="")), ways()) == ()
    (line,) = affected_lines(ORDER, past, replace(ways(), sure=False))
    assert (line.news, line.spared) == (None, Unwritten.STALE)


def test_an_item_that_no_feed_has_given_for_too_long() -> None:
    """That our feed is broken is no news for customers: nobody is written to."""
    for past in (NO_PAST, mails(mailed(WINDOW, day(3)))):
        (line,) = affected_lines(ORDER, past, ways(ITEM.undated))
        assert line.spared is Unwritten.STALE


@pytest.mark.parametrize(
    ("chose", "on", "spared"),
    [
        ("cancel", day(21, 11), Unwritten.CHOSEN),
        ("swap", day(21, 11), Unwritten.CHOSEN),
        ("wait", day(21, 11), None),
        ("split", day(21, 11), None),
        ("cancel", day(19, 11), None),  # and were written to since
    ],
)
def test_who_has_chosen(chose: ChoiceKind, on: date, spared: Unwritten | None) -> None:
    """Who cancels or swaps waits for nothing more: no later window is told to them."""
    choice = Choice(7, "WID-12", chose, datetime(on.year, on.month, on.day, 12, tzinfo=UTC), "", "page")
    past = OrderPast((mailed(WINDOW),), chosen=(choice,))
    (line,) = affected_lines(ORDER, past, ways(replace(ITEM, ship_window=LATER)))
    assert line.spared is spared


@pytest.mark.parametrize(
    ("promised", "spared"), [(day(5), Unwritten.ON_TIME), (day(20), Unwritten.ON_TIME), (day(4), None), (None, None)]
)
def test_an_order_that_was_promised_for_later(promised: date | None, spared: Unwritten | None) -> None:
    """Whoever ordered when the delay stood on the page is not late: the order's own day wins over the item's."""
    order = replace(ORDER, lines=(replace(ORDER.lines[0], promised_by=promised),))
    (line,) = affected_lines(order, NO_PAST, ways(ITEM))
    assert line.spared is spared
    assert line.promised_by == (promised or ITEM.promised_by)


@pytest.mark.parametrize(
    ("promised", "item_promised", "ordered", "kind"),
    [
        (None, day(15, 11), ORDERED, NoticeKind.FIRST),
        (None, day(1, 10), ORDERED, NoticeKind.FIRST_LONG),
        (day(1, 10), day(15, 11), ORDERED, NoticeKind.FIRST_LONG),
        (day(15, 11), day(1, 10), ORDERED, NoticeKind.FIRST),
        (None, None, ORDERED, NoticeKind.FIRST),  # thirty days from the order's own
        (None, None, datetime(2026, 10, 5, 21, 30, tzinfo=UTC), NoticeKind.FIRST_LONG),
        (None, None, datetime(2026, 10, 5, 22, 30, tzinfo=UTC), NoticeKind.FIRST),  # in Berlin it was the 6th
    ],
)
def test_the_kind_of_notice(
    promised: date | None, item_promised: date | None, ordered: datetime, kind: NoticeKind
) -> None:
    """It counts from the order's own day of promise, else the item's, else thirty days after it was placed."""
    order = replace(ORDER, ordered_at=ordered, lines=(replace(ORDER.lines[0], promised_by=promised),))
    (line,) = affected_lines(order, NO_PAST, ways(replace(ITEM, promised_by=item_promised)))
    assert line.kind is kind


def test_a_further_delay_is_a_renewed_notice() -> None:
    """Whoever told the earlier date, an agent or we."""
    later = ways(replace(ITEM, ship_window=LATER))
    for past in (mails(mailed(WINDOW)), replies(said(WINDOW))):
        (line,) = affected_lines(ORDER, past, later)
        assert line.kind is NoticeKind.RENEWED


def test_what_was_heard_is_heard_once() -> None:
    """A message of ours that was also read as a reply on its ticket is one promise; what is back promises nothing."""
    message = mailed(WINDOW, day(3))
    past = OrderPast((message, mailed(None, version="")), (said(WINDOW, comment="7/1"), said(LATER, on=day(27, 11))))
    assert [promise.window for promise in heard_of(past)["WID-12"]] == [WINDOW, LATER]


def test_a_day_of_the_shop() -> None:
    """Whether the day of the next update has come is judged by the shop's day, which DST does not move."""
    summer = date(2027, 3, 28)
    past = mails(mailed(ShipWindow(None, date(2027, 4, 20)), summer))
    item = replace(ITEM, ship_window=ShipWindow(date(2027, 4, 10), date(2027, 4, 20)), next_update=summer)
    before, on = (affected_lines(ORDER, past, ways(item, today=summer - timedelta(days=n)))[0] for n in (1, 0))
    assert (before.news, on.news) == (None, News.NO_NEWS)
