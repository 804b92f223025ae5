"""A made-up order, for which mails are shown and judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from zendesk_bridge.core.macros.mails.orders import OrderFacts
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    FieldKey,
    Macro,
    Order,
    OrderLine,
    Promise,
    Recipient,
    ShipWindow,
)
from zendesk_bridge.core.notices import kind_of

LINK = "https://shop.example/choose/sample"
"""Leads nowhere: what a link of a message looks like, without the signature that makes it long."""

_OTHERS = ("Sample Tea Tin", "Sample Tea Cup")


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """What is on the order besides its late items, and what its customer knows.

    ``rest`` says that it holds more, which could ship now; ``link`` that there is a page to choose on. ``heard`` is the
    last ship day that the customer was told before, if any.
    """

    name: str = "Alex Morgan"
    number: str = "#1042"
    rest: bool = True
    link: bool = True
    heard: date | None = None

    def facts(self, items: Sequence[Backorder], today: date, *, back: bool = False) -> OrderFacts:
        """Return what is known of it when these items are late; ``back``: and another one is not any more."""
        late = [OrderLine(str(number), item.sku, 1, item.name) for number, item in enumerate(items, 1)]
        more = _OTHERS if self.rest else ()
        others = [OrderLine(f"sample-{name}", f"sample {name}", 1, name, in_stock=True) for name in more]
        ready = [OrderLine("back", "sample back", 1, "Sample Tea Pot", in_stock=True)] if back else []
        at = datetime.combine(today, time(), UTC) - timedelta(days=14)
        order = Order(
            "sample",
            "1",
            self.number,
            at,
            (*late, *ready, *others),
            recipient=Recipient("alex@shop.example", self.name),
        )
        heard = {item.sku: (self._promise(item, today),) for item in items} if self.heard else {}
        return OrderFacts(order, tuple(items), tuple(line.sku for line in ready), heard, LINK if self.link else "")

    def _promise(self, item: Backorder, today: date) -> Promise:
        window = ShipWindow(None, self.heard) if self.heard else None
        at = datetime.combine(min(today, item.promised_by or today), time(), UTC)
        kind = kind_of(item.promised_by, window, ())
        return Promise(0, item.sku, "", at, window, None, Accuracy.CURRENT, kind)


def tells_back(macro: Macro) -> bool:
    """Tell whether a mail is about what is late no more."""
    return any(f"backorder.{FieldKey.BACK_IN_STOCK}" in variant.reply.text for variant in macro.variants)
