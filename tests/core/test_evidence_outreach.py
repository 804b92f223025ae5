"""core.evidence of what outreach wrote: by whose will, what is known of the order, and what told nobody anything."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from zendesk_bridge.core.evidence import Bearings, Evidence, KnownTicket, ReadTicket, ticket_evidence
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.model import (
    BY_BRIDGE,
    Accuracy,
    ApprovedMessage,
    Backorder,
    FactVersion,
    Message,
    MessageLine,
    MessageState,
    News,
    NoticeKind,
    Promise,
    ShipWindow,
)
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.report.evidence import evidence_json, evidence_lines, evidence_page

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
DEC_12 = ShipWindow(date(2026, 12, 12), date(2026, 12, 16))
ITEM = Backorder("WID-12", "Blue Widget", ship_window=DEC_12, promised_by=date(2026, 11, 25))
KNOWN = FactVersion("WID-12", "v1", NOON - timedelta(days=9), ITEM, place="backorders.yaml:2:5")
LINE = MessageLine("l1", "wid-12 ", "v1", DEC_12, date(2026, 11, 29), 2, date(2026, 11, 22))
WRITTEN = Message(
    "w1", ("shop orders", "501"), "#10482", News.FIRST, NoticeKind.FIRST, (LINE,), "shop", "all", "order-first", "en",
    "c1", MessageState.TOLD, at=NOON, ticket_id=7, comment="comment 11",
)  # fmt: skip
TOLD = Promise(
    7, "WID-12", "comment 11", NOON, DEC_12, date(2026, 11, 29), Accuracy.CURRENT, NoticeKind.FIRST, "v1", BY_BRIDGE
)
BY_AGENT = replace(TOLD, comment="comment 14", at=NOON + timedelta(hours=2), agent_id=5)
APPROVED = ("Dana", "Ben")


def made(*written: Message, promises: tuple[Promise, ...] = (), approved: tuple[str, ...] = APPROVED) -> Evidence:
    """Return the evidence of a ticket with these messages of outreach, in the United States."""
    messages = tuple(ApprovedMessage(one, approved) for one in written)
    known = KnownTicket("shop", "Zendesk", 7, "", ("10482",), promises=promises, market=Market.US, messages=messages)
    found = ticket_evidence(known, ReadTicket(), Bearings(History.of([KNOWN]), UTC, date(2026, 12, 8)))
    return Evidence("order 10482", (found,), UTC, "UTC", NOON, "zendesk-bridge 9", messages)


def shown(found: Evidence) -> dict[str, str]:
    """Return the evidence in both forms that people read, as they read it."""
    return {"text": "\n".join(evidence_lines(found)), "html": unescape(re.sub("<[^>]*>", "", evidence_page(found)))}


@pytest.mark.parametrize(
    ("approved", "said"), [(APPROVED, "approved by Dana and Ben"), ((), "approved by a person who gave no name")]
)
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_message_is_told_as_the_bridges_with_who_approved_it(form: str, approved: tuple[str, ...], said: str) -> None:
    """Nobody reads of an agent where no agent wrote."""
    text = shown(made(WRITTEN, promises=(TOLD,), approved=approved))[form]
    assert f"by the bridge, by outreach (wave w1, {said})" in text
    assert "by an agent" not in text


def test_programs_learn_the_wave_and_the_people() -> None:
    """A notice names its message; an agent's reply has none."""
    found = made(WRITTEN, promises=(TOLD, BY_AGENT))
    mine, agents = evidence_json(found)["evidence"]["tickets"][0]["items"][0]["notices"]
    assert (mine["by"], mine["agent"], mine["wave"], mine["approved_by"]) == ("bridge", None, "w1", ["Dana", "Ben"])
    assert mine["message"] == WRITTEN.id
    assert (agents["by"], agents["agent"], agents["wave"], agents["approved_by"]) == ("agent", 5, None, [])


@pytest.mark.parametrize("form", ["text", "html"])
def test_what_the_shop_said_of_the_order_is_told_with_its_source(form: str) -> None:
    """Its number, item, quantity and day come from the shop, and not from the customer's own words."""
    text = shown(made(WRITTEN, promises=(TOLD,)))[form]
    known = "order #10482: 2 x wid-12, to be shipped by 2026-11-22 (the shop's feed of orders 'shop orders' as it was"
    assert known in text
    assert "stands in the customer's own words" not in text
    assert "The rest of the order: known are its late items" in text
    assert "for orders without a day of their own" in text


def test_the_day_that_the_order_was_promised_for_counts_from_there() -> None:
    """What follows from the promise is computed from the order's own day, which wins over the item's."""
    [ticket] = evidence_json(made(WRITTEN, promises=(TOLD,)))["evidence"]["tickets"]
    [item] = ticket["items"]
    ship_by, revised, *_ = item["notices"][0]["dates"]
    assert ship_by["day"] == "2026-11-22"
    assert ship_by["why"].startswith("order #10482 in the shop's feed of orders")
    assert "24 days after the promised time" in revised["why"]
    assert item["ordered"][0] == {
        "order": "#10482",
        "feed": "shop orders",
        "quantity": 2,
        "promised_by": "2026-11-22",
        "own_day": True,
        "source": "the shop's feed of orders 'shop orders' as it was read on 2026-11-20",
    }


def test_a_day_that_the_order_shares_with_all_is_told_as_the_items() -> None:
    """Where the shop gives an order no day of its own, the list of late items is named as the source."""
    common = replace(WRITTEN, lines=(replace(LINE, promised_by=ITEM.promised_by),))
    text = shown(made(common, promises=(TOLD,)))["text"]
    assert "and the day from the list of late items" in text
    assert "Promised at the order (T): 2026-11-25: promised_by in backorders.yaml:2:5" in text


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_draft_told_the_customer_nothing(form: str) -> None:
    """It waits until an agent's reply is known, and is nowhere a notice."""
    draft = replace(WRITTEN, state=MessageState.DRAFTED)
    waits = shown(made(draft, promises=(replace(BY_AGENT, at=NOON - timedelta(days=1)),)))[form]
    assert "told the customer nothing by itself: an agent sends it. No reply since is known: it waits." in waits
    assert "left as a draft for an agent, which tells the customer nothing by itself, on shop #7" in waits
    since = shown(made(draft, promises=(BY_AGENT,)))[form]
    assert "What the customer was told since is below." in since
    assert "by agent 5" in since
    assert "by the bridge" not in since
    [ticket] = evidence_json(made(draft, promises=(BY_AGENT,)))["evidence"]["tickets"]
    assert [one["state"] for one in ticket["items"][0]["drafts"]] == ["drafted"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": MessageState.EXPORTED}, "whether that was done is not known here"),
        ({"state": MessageState.SKIPPED, "why": "shipped"}, "not sent (shipped)"),
        ({"state": MessageState.INTENDED}, "whether it was sent, the next run finds out"),
    ],
)
def test_what_became_of_a_message_is_said_as_far_as_it_is_known(changes: dict[str, Any], said: str) -> None:
    """No word claims more than was done."""
    for text in shown(made(replace(WRITTEN, **changes))).values():
        assert said in text
        assert "by the bridge, by outreach" not in text
