"""The ready-made segments: every template is there, every segment can be reached, and each case gets fitting words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from zendesk_bridge.core.audience import NO_PAST, OrderPast, Ways, heard_of, message_of, place, unknown_templates
from zendesk_bridge.core.macros.mails import OrderFacts, render_mail
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    MessageState,
    Order,
    OrderLine,
    Recipient,
    ShipWindow,
    Split,
    Swap,
    Wait,
)
from zendesk_bridge.feeds import read_folder, read_segments

FOLDER = Path(__file__).parents[2] / "macros"
READING = read_segments(FOLDER)
MAILS = {macro.key: macro for macro in read_folder(FOLDER).mails}
TODAY = date(2026, 11, 28)
ITEM = Backorder(
    "WID-12",
    "Blue Widget",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    promised_by=date(2026, 11, 15),
    reason="the supplier is late",
    options=(Wait(), Swap("WID-14", "Green Widget"), Split(), Cancel()),
    next_update=date(2026, 12, 1),
)
LATER = replace(ITEM, ship_window=ShipWindow(date(2026, 12, 8), date(2026, 12, 12)))
UNDATED = replace(ITEM, ship_window=None)
LONG = replace(ITEM, ship_window=ShipWindow(date(2027, 1, 8), date(2027, 1, 12)))
LINE, MUG = OrderLine("1", "WID-12", 1, "Blue Widget"), OrderLine("2", "MUG", 1, "Mug", in_stock=True)
PLACED_AT = datetime(2026, 11, 8, tzinfo=UTC)
ORDER = Order(
    "shop", "1", "1042", PLACED_AT, (LINE,), Decimal(50), "USD", "en_US", "US", (), Recipient("a@example.com", "Ada")
)


def ways(item: Backorder | None, **stock: int) -> Ways:
    """Return how orders are placed while this item is late."""
    late = {item.sku: item} if item else {}
    return replace(Ways.of(late, TODAY, UTC), stock={sku.replace("_", "-"): count for sku, count in stock.items()})


def told(item: Backorder) -> OrderPast:
    """Return the past of a customer who was told of the item as it was then."""
    found = place(ORDER, "c", NO_PAST, READING.segments, ways(item))
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return OrderPast((replace(message_of(found, customer="c"), state=MessageState.TOLD, at=at),))


DUE = replace(ITEM, next_update=date(2026, 11, 30))


def told_and_due() -> OrderPast:
    """Return the past of a customer whose day to hear again has come."""
    (message,) = told(ITEM).messages
    return OrderPast((replace(message, lines=(replace(message.lines[0], next_update=TODAY),)),))


def test_the_file_is_right() -> None:
    """Every template is a mail, and every mail is some segment's."""
    assert READING.doubts == ()
    assert list(unknown_templates(READING.segments, tuple(MAILS.values()))) == []
    assert {segment.template for segment in READING.segments if segment.template} == MAILS.keys()


@pytest.mark.parametrize(
    ("order", "item", "past", "template"),
    [
        (ORDER, ITEM, NO_PAST, "order-first"),
        (ORDER, LONG, NO_PAST, "order-long-delay"),
        (ORDER, UNDATED, NO_PAST, "order-no-date"),
        (replace(ORDER, lines=(LINE, MUG)), ITEM, NO_PAST, "order-split-first"),
        (ORDER, LATER, told(ITEM), "order-renewed"),
        (ORDER, UNDATED, told(ITEM), "order-renewed"),
        (ORDER, ITEM, told(UNDATED), "order-renewed"),
        (ORDER, DUE, told_and_due(), "order-no-news"),
        (ORDER, None, told(ITEM), "order-back"),
        (replace(ORDER, tags=("VIP",)), ITEM, NO_PAST, None),
        (replace(ORDER, value=Decimal(1000)), ITEM, NO_PAST, None),
        (replace(ORDER, value=Decimal(1000), currency="JPY"), ITEM, NO_PAST, "order-first"),
    ],
)
def test_each_case_gets_its_words(order: Order, item: Backorder | None, past: OrderPast, template: str | None) -> None:
    """What is said fits what is known; and it can be rendered in every language that we offer."""
    found = place(order, "c", past, READING.segments, ways(item))
    assert (found.template, bool(found.lines)) == (template, True)
    for locale in ("en_US", "de", "fr", "es") if template else ():
        back = tuple(line.sku for line in found.lines if not line.version)
        facts = OrderFacts(order, (item,) if item else (), back, heard_of(past))
        mail = render_mail(MAILS[template or ""], facts, Manner("en_US"), locale, TODAY)
        assert "1042" in mail.subject + mail.text
        assert "None" not in mail.text


def test_a_substitute_in_stock_comes_first() -> None:
    """Whoever can have another one today is told so."""
    assert place(ORDER, "c", NO_PAST, READING.segments, ways(ITEM, WID_14=3)).template == "order-swap-first"
