"""Sending a reviewed plan: the same or less, never more and nothing else, and an ordinary day refuses nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from zendesk_bridge.core.errors import SafetyStop, Unavailable
from zendesk_bridge.core.model import ShipWindow, Template


def shipped(shop: Any) -> None:
    """An order ships."""
    shop.feed.orders = shop.feed.orders[1:]


def ordered(shop: Any) -> None:
    """A customer orders, after the plan."""
    new = replace(shop.feed.orders[0], id="new", number="#99", ordered_at=shop.now + timedelta(minutes=5))
    shop.feed.orders = [*shop.feed.orders, new]


def restocked(shop: Any) -> None:
    """The substitute comes in."""
    shop.feed.in_stock = {"WID-14": 5}


def nothing(_: Any) -> None:
    """Nothing happens."""


def told(shop: Any) -> None:
    """Somebody else has sent it."""
    shop.send(shop.plan())


@pytest.mark.parametrize(("change", "left"), [(nothing, 2), (shipped, 1), (ordered, 2), (restocked, 2), (told, 0)])
def test_an_ordinary_day(shop: Any, change: Callable[[Any], None], left: int) -> None:
    """Orders come and go by the minute: what is left of the plan is sent, under its own ID."""
    plan = shop.plan()
    change(shop)
    shop.now += timedelta(minutes=40)
    now = shop.planned(plan.id)
    assert len(now.messages) == left
    assert now.id == plan.id
    assert {message.wave for message in now.messages} <= {str(plan.id)}
    assert {message.id for message in now.messages} <= {message.id for message in plan.messages}


def moved(shop: Any) -> None:
    """A ship window moves."""
    shop.late = [replace(shop.late[0], ship_window=ShipWindow(date(2026, 12, 8), date(2026, 12, 12))), *shop.late[1:]]


def excused(shop: Any) -> None:
    """Another reason is given."""
    shop.late = [replace(shop.late[0], reason="another"), *shop.late[1:]]


def back(shop: Any) -> None:
    """An item is late no more."""
    shop.late = shop.late[:1]


def reworded(shop: Any) -> None:
    """Somebody edits a mail."""
    first = shop.mails[0]
    words = replace(first.variants[0], subject=Template("News of {{ order.number }}"))
    shop.mails = (replace(first, variants=(words, *first.variants[1:])), *shop.mails[1:])


def resegmented(shop: Any) -> None:
    """Somebody edits the segments."""
    shop.segments = shop.segments.replace("dated: no", "dated: yes")


def linked(shop: Any) -> None:
    """The choice page is switched on."""
    outreach = replace(shop.policy.outreach, link="https://orders.example.com")
    shop.policy = replace(shop.policy, outreach=outreach)


def promised(shop: Any) -> None:
    """An item turns out to have been promised for another day: customers must agree by another one."""
    shop.late = [replace(shop.late[0], promised_by=date(2026, 11, 12)), *shop.late[1:]]


def ruled(shop: Any) -> None:
    """Another market's rules are followed."""
    shop.policy = replace(shop.policy, markets={"shop": shop.policy.markets["shop-us"]})


def sent_there(shop: Any) -> None:
    """What was to wait on open tickets for an agent is to be sent there."""
    shop.policy = replace(shop.policy, outreach=replace(shop.policy.outreach, drafts=False))


def rerouted(shop: Any) -> None:
    """Another helpdesk writes to these customers, by the same rules."""
    shop.policy = replace(shop.policy, markets=dict.fromkeys(shop.policy.markets, shop.policy.markets["shop"]))
    shop.feeds = [(shop.feed, "shop-us")]


CHANGES = (moved, excused, back, promised, reworded, resegmented, linked, ruled, sent_there, rerouted)


@pytest.mark.parametrize("change", CHANGES)
def test_what_would_be_said_is_something_else(shop: Any, change: Callable[[Any], None]) -> None:
    """Nobody has reviewed that: refused, with the way out."""
    plan = shop.plan()
    change(shop)
    with pytest.raises(SafetyStop, match="is not what the plan") as refused:
        shop.planned(plan.id)
    assert "outreach plan" in refused.value.fix


def test_more_than_planned(shop: Any) -> None:
    """Orders that were hidden from the plan, such as by an export that was cut short, are not sent unseen."""
    everything = shop.feed.orders
    shop.feed.orders = everything[:1]
    plan = shop.plan()
    shop.feed.orders = everything
    with pytest.raises(SafetyStop, match="There are 2 messages"):
        shop.planned(plan.id)


def test_a_plan_of_yesterday(shop: Any) -> None:
    """It is refused before any shop is read."""
    plan = shop.plan()
    shop.feed.asked.clear()
    shop.now += timedelta(hours=25)
    with pytest.raises(SafetyStop, match="24 hours"):
        shop.planned(plan.id)
    assert shop.feed.asked == []


def test_the_calendar_alone_refuses_nothing(shop: Any) -> None:
    """Over midnight a window may have begun: the facts are the same ones."""
    shop.late = [replace(shop.late[0], ship_window=ShipWindow(date(2026, 11, 28), date(2026, 12, 5)))]
    plan = shop.plan()
    shop.now += timedelta(hours=12)
    assert len(shop.planned(plan.id).messages) == 2


def second_feed(shop: Any) -> Any:
    """Add a second feed with one order."""
    feed = type(shop.feed)([replace(shop.feed.orders[0], feed="b", number="#77")], "b")
    shop.feeds.append((feed, "shop-us"))
    return feed


@pytest.mark.parametrize("helpdesk", ["shop", "shop-us"])
def test_a_feed_that_failed_when_it_was_planned(shop: Any, helpdesk: str) -> None:
    """Its orders were not reviewed: when it answers again, the plan is sent without them."""
    second_feed(shop).error = Unavailable("down")
    shop.feeds[1] = (shop.feeds[1][0], helpdesk)
    plan = shop.plan()
    assert plan.id.count == 2
    shop.feeds[1][0].error = None
    shipped(shop)
    assert {message.order[0] for message in shop.planned(plan.id).messages} == {"orders.csv"}


def test_a_feed_that_fails_when_it_is_sent(shop: Any) -> None:
    """The other feeds' orders are sent, and its own with the next plan."""
    second_feed(shop)
    plan = shop.plan()
    assert plan.id.count == 3
    shop.feeds[1][0].error = Unavailable("down")
    now = shop.planned(plan.id)
    assert {message.order[0] for message in now.messages} == {"orders.csv"}
    assert [part.feed for part in now.failed] == ["b"]
