"""What a mail offers is what the page behind its link offers: whoever reads both finds one shop."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from zendesk_bridge.app.outreach.gathering import mail_of
from zendesk_bridge.app.outreach.placing import Placing
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core.audience import message_of
from zendesk_bridge.core.choices.on_page import PageFacts, items_on_page
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.model import OrderLine


@pytest.mark.parametrize(
    ("others", "splits"),
    [
        ((), False),
        ((OrderLine("m", "MUG", 1, "Stone Mug", in_stock=True),), True),
        ((OrderLine("m", "MUG", 1, "Stone Mug"),), True),
        ((OrderLine("m", "MUG", 1, "Stone Mug", in_stock=False),), False),
        ((OrderLine("c", "CHAIR", 1, "Oak Chair"),), False),
        ((OrderLine("c", "chair ", 1, "Oak Chair"),), False),
        ((OrderLine("w", "wid-12", 1, "Blue Widget"),), False),
        ((OrderLine("c", "CHAIR", 1, "Oak Chair"), OrderLine("m", "MUG", 1, "Stone Mug")), True),
    ],
)
def test_the_rest_is_offered_by_both_or_by_none(shop: Any, others: tuple[OrderLine, ...], *, splits: bool) -> None:
    """To send the rest of an order is offered where it has one, whatever the item offers in general."""
    order = replace(shop.feed.orders[0], locale="en", lines=(OrderLine("l0", "WID-12", 1, "Blue Widget"), *others))
    placing = Placing.of(shop.bridge, shop.site, shop.bridge.read_facts(RunOptions()))
    [found] = placing.orders(shop.feed, "shop", [order])
    mail = mail_of(found, shop.mails[0], placing, "shop")
    message = message_of(found.placed, customer=found.customer)
    known = PageFacts(placing.known.late, History.of(()), written={"wid-12": "WID-12", "chair": "CHAIR"})
    items = items_on_page(message, known, (), placing.bridge.today, placing.bridge.policy.timezone)
    offered = {option.kind for item in items for option in item.options}
    assert ("the rest of your order" in mail.text) is splits
    assert ("split" in offered) is splits
