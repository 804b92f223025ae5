"""What people read of a plan of outreach: what makes it smaller than it should be comes first, how to send it last."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from zendesk_bridge.core.audience import OutreachId, OutreachPlan, Unwritten
from zendesk_bridge.core.audience.plan import OrderFeedPlan, SegmentPlan, Shortage, UnwrittenPlan
from zendesk_bridge.core.errors import Incomplete, Place, Problem
from zendesk_bridge.core.model import Message, News, NoticeKind
from zendesk_bridge.core.report import laid_out
from zendesk_bridge.core.report.outreach import outreach_json, outreach_lines

AT = datetime(2026, 11, 28, 19, 50, tzinfo=UTC)
FEED = OrderFeedPlan("orders.csv", "shop", 40)
MESSAGE = Message(
    "w", ("orders.csv", "1"), "#1", News.FIRST, NoticeKind.FIRST, (), "shop", "first", "order-first", "de", "digest"
)
PLAN = OutreachPlan(
    OutreachId.of("rules", 1, AT),
    "rules",
    date(2026, 11, 28),
    (MESSAGE,),
    (SegmentPlan("first", "order-first", "", 1, 1, ((News.FIRST, 1),)),),
    feeds=(FEED,),
    late=("WID-12",),
)


def shown(plan: OutreachPlan, *, full: bool = False, sends: bool = True) -> list[str]:
    """Return the lines as they are printed into a file."""
    return laid_out(outreach_lines(plan, full=full, sends=sends)).splitlines()


def test_the_id_comes_last() -> None:
    """It is to be copied; that the config lets nothing be sent yet is told with what to write."""
    assert shown(PLAN)[-2].strip() == f"zendesk-bridge outreach send --plan {PLAN.id}"
    assert "outreach: {send: true}" in shown(PLAN, sends=False)[-1]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (
            replace(FEED, error=Incomplete("page 2 is missing")),
            "none of its orders are in this plan: page 2 is missing",
        ),
        (
            replace(FEED, error=Incomplete("no JSON", fix="Look at\n  'url'.")),
            "none of its orders are in this plan: no JSON (Look at 'url'.)",
        ),
        (replace(FEED, told=60, gone=40), "40 of the 60 orders that were told of an item that is late still"),
        (replace(FEED, problems=(Problem(Place("orders.csv", 4), "no SKU"),)), "! orders.csv:4: no SKU"),
        (replace(FEED, more=7), "orders.csv: 7 more orders cannot be read"),
    ],
)
def test_what_a_feed_did_not_give_comes_first(part: OrderFeedPlan, said: str) -> None:
    """Whoever approves a plan knows before anything else what is not in it."""
    assert said in shown(replace(PLAN, feeds=(part,)))[0]


@pytest.mark.parametrize(("told", "gone"), [(60, 30), (60, 0), (1, 1), (0, 0)])
def test_a_few_orders_gone_are_an_ordinary_day(told: int, gone: int) -> None:
    """Customers cancel: only where most are gone the feed is doubted."""
    plan = replace(PLAN, feeds=(replace(FEED, told=told, gone=gone),))
    assert shown(plan)[0].startswith("Outreach as of")
    assert outreach_json(plan)["feeds"][0]["seems_cut_short"] is False


def test_what_is_worth_knowing_besides() -> None:
    """Several mails to one customer, orders that came twice, substitutes that do not suffice."""
    plan = replace(
        PLAN, several=2, twice=(("b", "1"),), shortages=(Shortage("WID-14", "orders.csv", stock=5, offered=14),)
    )
    lines = shown(plan)
    assert "2 customers get more than one mail, for each order is told by itself." in lines
    assert "1 order came twice from the feeds, and is counted once." in lines
    assert "WID-14 is offered 14 times as a substitute, and orders.csv has 5 in stock." in lines


def test_what_a_rule_could_not_judge() -> None:
    """An order in another currency gets its mail all the same; an item on no order may be written otherwise there."""
    late = tuple(f"A-{place}" for place in range(14))
    plan = replace(PLAN, uncompared=(("in CHF", 1), ("whose value the shop does not tell", 3)), unordered=late)
    lines = shown(plan)
    why = "Not compared with any value in segments.yaml: 1 order in CHF, 3 orders whose value the shop does not tell."
    assert any(line.startswith(why) for line in lines)
    assert any(line.startswith("14 late items are on no open order: A-0, A-1,") for line in lines)
    assert any("A-11, and 2 more. If you expected some" in line for line in lines)
    assert any(
        line.startswith("1 late item is on no open order: A-0.") for line in shown(replace(plan, unordered=late[:1]))
    )
    data = outreach_json(plan)
    assert data["value_not_compared"][0] == {"why": "in CHF", "orders": 1}
    assert data["on_no_order"] == list(late)


@pytest.mark.parametrize(("most", "told"), [(4, False), (5, True)])
def test_one_address_with_many_mails(most: int, *, told: bool) -> None:
    """A few are one customer's; many are the shop's own address, written into orders by phone."""
    lines = shown(replace(PLAN, several=1, most=most))
    assert any(f"One address gets {most}" in line for line in lines) is told


def test_orders_for_a_person_are_listed() -> None:
    """By their numbers: the first ones, and all of them where somebody asks."""
    numbers = tuple(f"#{number}" for number in range(100, 130))
    plan = replace(PLAN, unwritten=(UnwrittenPlan(Unwritten.NO_ADDRESS, 30, (), numbers),))
    assert any("#111, and 18 more (--full lists them)" in line for line in shown(plan))
    assert any("#129" in line for line in shown(plan, full=True))


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (replace(PLAN, messages=(), segments=(), feeds=(), late=()), "There is nothing to send."),
        (
            replace(PLAN, messages=(), segments=(SegmentPlan("vip", None, "", 1, 1, (), (), ("#1",)),)),
            "There is nothing to send; a person has to look at 1 order of those above.",
        ),
        (
            replace(
                PLAN,
                messages=(),
                segments=(),
                unwritten=(UnwrittenPlan(Unwritten.TOLD, 5), UnwrittenPlan(Unwritten.NO_ADDRESS, 2)),
            ),
            "There is nothing to send; a person has to look at 2 orders of those above.",
        ),
        (
            replace(PLAN, messages=(), segments=(), unwritten=(UnwrittenPlan(Unwritten.TOLD, 5),)),
            "There is nothing to send.",
        ),
    ],
)
def test_a_plan_with_nothing_to_send(plan: OutreachPlan, said: str) -> None:
    """It says so, and offers no command that would do nothing."""
    assert shown(plan)[-1] == said
    assert not any("outreach send" in line for line in shown(plan))
