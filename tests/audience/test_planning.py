"""A plan of outreach: who lands where, what is left out and why; it writes nothing, and reads no more than it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from zendesk_bridge.app.outreach.judging import PlacingJudge
from zendesk_bridge.app.outreach.placing import bound_to
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core.audience import Unwritten
from zendesk_bridge.core.errors import Incomplete, InvalidInput, Place, Problem, Unavailable
from zendesk_bridge.core.model import MessageState, News, OrderLine, Recipient


def places(plan: Any) -> dict[str, int]:
    """How many orders land where."""
    return {it.key: it.orders for it in plan.segments} | {str(it.why): it.orders for it in plan.unwritten}


def numbers(plan: Any) -> list[str]:
    """The orders that are written to."""
    return [message.number for message in plan.messages]


def test_a_plan(shop: Any) -> None:
    """Each affected order lands once; its one message names helpdesk, language, customer and all of its late items."""
    plan = shop.plan()
    assert places(plan) == {"vip": 1, "no-date": 1, "rest": 1}
    first, second = plan.messages
    assert (first.number, first.segment, first.template) == ("#1", "rest", "order-first")
    assert (first.helpdesk, first.locale, first.news, first.wave) == ("shop", "de", News.FIRST, str(plan.id))
    assert [line.sku for line in second.lines] == ["WID-12", "CHAIR"]
    assert len(first.customer) == 32
    assert first.wording == bound_to(shop.bridge, shop.mails[0], "shop")
    assert first.customer != second.customer
    assert plan.id.count == 2
    assert (plan.affected, plan.late) == (3, ("WID-12", "CHAIR"))
    vip, no_date, rest = plan.segments
    assert (vip.template, vip.why, vip.numbers) == (None, "a person writes", ("#3",))
    assert (no_date.lines, no_date.news) == (2, ((News.FIRST, 1),))
    assert [sample.subject for sample in rest.samples] == ["Your order #1"]


def test_nobody_is_named(shop: Any) -> None:
    """Neither the plan nor what stands behind it prints a name or an address."""
    shown = repr(shop.plan())
    assert "example.com" not in shown
    assert "Customer" not in shown


def test_it_writes_nothing(shop: Any) -> None:
    """A plan that is not sent leaves no trace, and the next one is the same."""
    plan = shop.plan()
    assert shop.state.waves().all_waves() == ()
    assert shop.state.feeds() == frozenset()
    assert shop.plan() == plan


def test_nothing_late_reads_no_shop(shop: Any) -> None:
    """Where no item is late, and none was told of, no order is asked for."""
    shop.late = []
    plan = shop.plan()
    assert (plan.messages, plan.feeds, plan.id.count) == ((), (), 0)
    assert shop.feed.asked == []


def test_who_was_told_is_not_told_again(shop: Any) -> None:
    """After a wave the next plan is empty; a window that moves is news to those who were told another."""
    shop.send(shop.plan())
    plan = shop.plan()
    assert plan.messages == ()
    assert places(plan) == {"vip": 1, "told": 2}
    shop.late = [replace(shop.late[0], ship_window=None), shop.late[1]]
    plan = shop.plan()
    assert [message.news for message in plan.messages] == [News.MOVED, News.MOVED]


def test_what_is_late_no_more_is_told_to_those_who_were_told(shop: Any) -> None:
    """Its orders are looked for although nothing is late; who was never told of a delay hears nothing."""
    shop.send(shop.plan())
    shop.feed.orders = [*shop.feed.orders, shop.feed.orders[0].__class__("orders.csv", "id9", "#9", shop.now, ())]
    shop.late = []
    plan = shop.plan()
    assert shop.feed.asked[-1] == ("CHAIR", "WID-12")
    assert [(message.number, message.news) for message in plan.messages] == [("#1", News.BACK), ("#2", News.BACK)]
    assert plan.back == ("CHAIR", "WID-12")
    shop.send(plan)
    assert shop.plan().messages == ()


def test_a_wave_that_waits_has_its_orders(shop: Any) -> None:
    """They are not planned again beside it."""
    shop.send(shop.plan(), MessageState.PLANNED)
    assert places(shop.plan()) == {"vip": 1, "on-its-way": 2}


@pytest.mark.parametrize("error", [Incomplete("page 2 is missing"), Unavailable("the shop is down")])
def test_half_a_page_gives_no_orders(shop: Any, error: Any) -> None:
    """What came before the hole is not acted upon, and other feeds go on; where no feed is left, its error is told."""
    shop.feeds.append((type(shop.feed)([replace(shop.feed.orders[0], feed="b")], "b"), "shop-us"))
    shop.feed.error = error
    plan = shop.plan()
    assert [(part.feed, part.orders, part.error) for part in plan.feeds] == [("orders.csv", 0, error), ("b", 1, None)]
    assert numbers(plan) == ["#1"]
    shop.feeds.pop()
    with pytest.raises(type(error)):
        shop.plan()


def test_an_order_that_cannot_be_read_is_told(shop: Any) -> None:
    """It stands for itself alone; of hundreds some are named and the rest is counted."""
    shop.feed.orders = [*shop.feed.orders, *(Problem(Place("orders.csv", row), "no SKU") for row in range(30))]
    (part,) = shop.plan().feeds
    assert (part.orders, len(part.problems), part.more) == (3, 20, 10)


def test_an_order_counts_once(shop: Any) -> None:
    """Told twice by one feed, or by another one under another id, it gets one mail."""
    one = shop.feed.orders[0]
    shop.feed.orders = [one, one]
    other = replace(one, feed="b", id="another", number="1")
    stranger = replace(other, id="x", recipient=Recipient("somebody@example.com"))
    shop.feeds.append((type(shop.feed)([other, stranger], "b"), "shop"))
    plan = shop.plan()
    assert [message.order for message in plan.messages] == [("orders.csv", "id1"), ("b", "x")]
    assert plan.twice == (("orders.csv", "id1"), ("b", "another"))


def test_a_customer_with_three_orders(shop: Any) -> None:
    """Each order has its own mail, and the plan says how many customers that is."""
    them = Recipient("C1@example.com ")
    shop.feed.orders = [replace(shop.feed.orders[0], id=str(n), number=f"#{n}0", recipient=them) for n in (1, 2, 3)]
    plan = shop.plan()
    assert len(plan.messages) == 3
    assert plan.several == 1


def test_an_order_without_an_address(shop: Any) -> None:
    """It is left out, and told by its number: a person has to find another way."""
    shop.feed.orders = [replace(shop.feed.orders[0], recipient=None), replace(shop.feed.orders[1], recipient=None)]
    (part,) = shop.plan().unwritten
    assert (part.why, part.orders, part.numbers) == (Unwritten.NO_ADDRESS, 2, ("#1", "#2"))


def test_an_order_of_this_very_minute(shop: Any) -> None:
    """A plan is about orders that were placed before its minute, so that sending it is about the same ones."""
    shop.feed.orders = [replace(shop.feed.orders[0], ordered_at=shop.now - timedelta(seconds=ago)) for ago in (10, 60)]
    assert shop.plan().affected == 1


def test_a_language_that_no_mail_speaks(shop: Any) -> None:
    """The message says in which language it is written: the customer's if there is one, else the shop's own."""
    locales = {"de_AT": "de_AT", "fr": "en_US", "": "en_US", "en_GB": "en_GB"}
    shop.feed.orders = [
        replace(shop.feed.orders[0], id=str(n), number=str(n), locale=locale) for n, locale in enumerate(locales)
    ]
    assert [message.locale for message in shop.plan().messages] == [*locales.values()]


def test_a_substitute_that_does_not_suffice(shop: Any) -> None:
    """Stock is asked for once, where a segment wants it; more offers than there is stock are told."""
    shop.feed.in_stock = {"WID-14": 1}
    plan = shop.plan()
    assert places(plan) == {"vip": 1, "no-date": 1, "swap": 1}
    assert [(it.sku, it.stock, it.offered) for it in plan.shortages] == [("WID-14", 1, 2)]


def test_a_feed_that_has_shrunk(shop: Any) -> None:
    """What is late cannot have shipped: orders that were told, and are in the feed no more, are counted."""
    shop.send(shop.plan())
    shop.feed.orders = shop.feed.orders[:1]
    (part,) = shop.plan().feeds
    assert (part.told, part.gone) == (2, 1)


def test_a_mail_that_cannot_be_rendered(shop: Any) -> None:
    """The plan says so before anybody is written to."""
    wrong = shop.mails[0]
    words = replace(wrong.variants[0], reply=replace(wrong.variants[0].reply, text="{{ backorder.back_in_stock }}"))
    shop.mails = (replace(wrong, variants=(words,)), *shop.mails[1:])
    (problem,) = shop.plan().wrong
    assert "order-first" in problem.message


def test_a_segment_whose_template_is_missing(shop: Any) -> None:
    """Nothing is planned: who would get which mail is not known."""
    shop.mails = shop.mails[1:]
    with pytest.raises(InvalidInput, match="no template is called 'order-first'"):
        shop.plan()
    assert shop.feed.asked == []


def test_an_item_whose_feed_is_too_old(shop: Any) -> None:
    """Nobody is written to about it, and its orders are told by number."""
    shop.late = [shop.late[0].undated]
    plan = shop.plan()
    assert plan.messages == ()
    assert [(part.why, part.numbers) for part in plan.unwritten] == [(Unwritten.STALE, ("#1", "#2", "#3"))]


def test_the_order_was_promised_for_later(shop: Any) -> None:
    """Its own ship-by date wins over the item's: it is not late."""
    line = OrderLine("l", "WID-12", 1, promised_by=date(2026, 12, 24))
    shop.feed.orders = [replace(shop.feed.orders[0], lines=(line,))]
    assert places(shop.plan()) == {"on-time": 1}


def test_a_date_that_is_yet_to_come(shop: Any) -> None:
    """A day and a month that were read the wrong way round leave no order out in silence; sending leaves it alone."""
    plan = shop.plan()
    shop.feed.orders = [
        *shop.feed.orders,
        replace(shop.feed.orders[0], id="9", number="#9", ordered_at=shop.now + timedelta(days=60)),
    ]
    assert places(shop.plan()) == {**places(plan), "ahead": 1}
    assert next(part for part in shop.plan().unwritten if part.why is Unwritten.AHEAD).numbers == ("#9",)
    assert numbers(shop.planned(plan.id)) == numbers(plan)


@pytest.mark.parametrize("after", [timedelta(seconds=2), timedelta(minutes=5)])
def test_an_order_that_comes_while_the_plan_is_read(shop: Any, after: timedelta) -> None:
    """It is left to the next plan, and nobody is told that its date is wrong: a clock of a shop may be ahead, too."""
    plan = shop.plan()
    shop.feed.orders = [
        *shop.feed.orders,
        replace(shop.feed.orders[0], id="9", number="#9", ordered_at=shop.now + after),
    ]
    assert places(shop.plan()) == places(plan)


def test_a_clock_that_was_set_back_skips_nothing_planned(shop: Any) -> None:
    """While a wave is sent an order of yesterday is what it was, whatever this machine takes for now."""
    bridge = replace(shop.bridge, now=shop.now - timedelta(days=40))
    known = bridge.read_facts(RunOptions())
    owed = PlacingJudge(bridge, shop.site)([shop.feed.orders[0]], known, ())
    assert [one.why for one in owed.values()] == [""]


def test_what_the_rules_cannot_judge_is_told(shop: Any) -> None:
    """A worth in no named currency, a late item on no order, and one address that gets many mails."""
    shop.segments = shop.segments.replace("{tags: vip}", "{value: {at_least: 1000 USD}}")
    first, same = shop.feed.orders[0], Recipient("a@example.com", "")
    shop.feed.orders = [replace(first, id=f"{one}", number=f"#{one}", recipient=same) for one in range(6)]
    plan = shop.plan()
    assert plan.uncompared == (("in EUR", 6),)
    assert plan.unordered == ("CHAIR",)
    assert (plan.several, plan.most) == (1, 6)
    shop.feeds.append((replace(shop.feed, orders=(), name="other", error=Unavailable("down")), "shop"))
    assert shop.plan().unordered == ()
