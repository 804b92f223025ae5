"""An order, its customer and what is late on it, for tests of mails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from zendesk_bridge.core.macros.mails import OrderFacts
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    Macro,
    Option,
    Order,
    OrderLine,
    Per,
    Recipient,
    ShipWindow,
    Split,
    Swap,
    Template,
    Variant,
    Wait,
)

TODAY = date(2026, 11, 23)
MANNER = Manner("en_US")
LINK = "https://choose.example/c/eyJvIjo0N30.a_b-c?lang=en&x=1"
OPTIONS: tuple[Option, ...] = (Wait(), Swap("WID-14", "Green Widget"), Split(), Cancel())
WIDGET = Backorder(
    "WID-12",
    "Blue Widget",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    promised_by=date(2026, 11, 15),
    reason="the supplier is late",
    options=OPTIONS,
    next_update=date(2026, 11, 29),
)
MUG = OrderLine("2", "MUG-1", 1, "Stone Mug", in_stock=True)


def order(
    *lines: OrderLine, items: Sequence[Backorder] = (WIDGET,), name: str = "Ada Lovelace", number: str = "#1042"
) -> Order:
    """An order of these late items and other lines, by a customer of this name."""
    late = (OrderLine(item.sku, item.sku, 1, item.name) for item in items)
    recipient = Recipient("ada@example.com", name)
    return Order("shop", "77", number, datetime(2026, 11, 2, tzinfo=UTC), (*late, *lines), recipient=recipient)


def facts(*lines: OrderLine, items: Sequence[Backorder] = (WIDGET,), name: str = "Ada Lovelace") -> OrderFacts:
    """What is known of an order of these late items and other lines."""
    return OrderFacts(order(*lines, items=items, name=name), tuple(items))


def mail(reply: str, subject: str = "Order {{ order.number }}", **local: str) -> Macro:
    """A mail with this reply in English, and in other languages."""
    replies = {"en_US": reply, **local}
    variants = (
        Variant(locale, Template(""), Template(text), subject=Template(subject)) for locale, text in replies.items()
    )
    return Macro("order-x", Per.ORDER, tuple(variants))
