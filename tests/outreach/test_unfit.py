"""Why a planned message is not sent any more: what was planned goes out, or less of it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from zendesk_bridge.app.outreach.rereading import ELSEWHERE, MOVED, NO_ADDRESS, SHIPPED, unfit
from zendesk_bridge.app.outreach.sent import OwedNow
from zendesk_bridge.core.audience.binding import REWORDED
from zendesk_bridge.core.model import Message, MessageLine, News, NoticeKind, Order, OrderLine, Recipient

AT = datetime(2026, 11, 8, tzinfo=UTC)
ADA = Recipient("ada@example.com", "Ada")
ORDER = Order("orders.csv", "1", "1001", AT, (OrderLine("a", "WID-12", 1), OrderLine("b", "KET-70", 1)), recipient=ADA)
WIDGET, KETTLE = (MessageLine(line, sku, f"v-{sku}", None, None, 1) for line, sku in (("a", "WID-12"), ("b", "KET-70")))
MESSAGE = Message(
    "w",
    ORDER.key,
    "1001",
    News.FIRST,
    NoticeKind.FIRST,
    (WIDGET, KETTLE),
    "shop",
    "first",
    "order-first",
    "en",
    "digest",
    wording="w1",
)
OWED = OwedNow("", "first", "order-first", News.FIRST, (WIDGET, KETTLE))


@dataclass
class Writer:
    """Knows how a mail is worded now."""

    now: str = "w1"

    def wording(self, _template: str) -> str:
        """Return the version of the mail."""
        return self.now


@pytest.mark.parametrize(
    ("order", "owed", "wording", "why"),
    [
        (ORDER, OWED, "w1", ""),
        (ORDER, replace(OWED, lines=(KETTLE,)), "w1", ""),
        (None, None, "w1", SHIPPED),
        (ORDER, None, "w1", SHIPPED),
        (ORDER, OwedNow("told already, and that still holds"), "w1", "told already, and that still holds"),
        (replace(ORDER, recipient=None), OWED, "w1", NO_ADDRESS),
        (replace(ORDER, recipient=Recipient(" ")), OWED, "w1", NO_ADDRESS),
        (ORDER, replace(OWED, lines=(replace(WIDGET, version="v2"), KETTLE)), "w1", MOVED),
        (ORDER, replace(OWED, lines=(WIDGET, KETTLE, replace(WIDGET, line="c"))), "w1", MOVED),
        (ORDER, replace(OWED, news=News.MOVED), "w1", MOVED),
        (ORDER, replace(OWED, segment="vip"), "w1", ELSEWHERE),
        (ORDER, replace(OWED, template="order-long-delay"), "w1", ELSEWHERE),
        (ORDER, OWED, "w2", REWORDED),
    ],
)
def test_unfit(order: Any, owed: Any, wording: str, why: str) -> None:
    """A line that is left may be told alone; another fact, more lines, another reason or another mail may not."""
    writer: Any = Writer(wording)
    assert unfit(MESSAGE, order, owed, writer) == why
