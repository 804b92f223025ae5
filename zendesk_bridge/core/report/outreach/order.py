"""Why one order lands where it lands, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from zendesk_bridge.core.audience import OrderExplained
from zendesk_bridge.core.audience.criteria import NEWS_WORDS
from zendesk_bridge.core.audience.explaining import SegmentCheck
from zendesk_bridge.core.report.lines import Line
from zendesk_bridge.core.report.outreach.words import order_words


def explained_lines(found: OrderExplained, zone: tzinfo) -> Iterator[Line]:
    """Yield what becomes of an order, what is true of its lines, and each segment down to the one that takes it."""
    placed, order = found.placed, found.placed.order
    yield Line.of(0, f"Order {order.number} {found.result}.", "head")
    ordered = f"{order.feed}, placed on {order.ordered_at.astimezone(zone).date()}"
    tags = f", tags: {', '.join(order.tags)}" if order.tags else ""
    yield Line.of(2, f"{order_words(order)}, from {ordered}{tags}", "faint")
    yield Line.of(0, "")
    yield Line.of(0, "What is open on it:")
    for line, words in found.lines:
        yield Line.of(2, f"{line.quantity} x {line.sku}: {words}")
    if not found.segments:
        return
    yield Line.of(0, "")
    notice = f"; as a notice of delay it is {placed.kind}" if placed.kind else ""
    if placed.news:
        yield Line.of(0, f"Its customer was {NEWS_WORDS[placed.news]}{notice}.")
    yield Line.of(0, "The segments, in the order of the file:")
    several = len({one.sku for one in found.segments}) > 1
    for one in found.segments:
        yield from _segment(one, several=several)


def _segment(one: SegmentCheck, *, several: bool) -> Iterator[Line]:
    verdict = ("create", "takes it") if one.takes else ("faint", "no")
    about = f" (by {one.sku})" if several and one.checks else ""
    yield Line(2, ((verdict[0], f"{verdict[1]:8}  "), ("head" if one.takes else "", f"{one.key}{about}")))
    for check in one.checks:
        sign = "yes" if check.true else "no"
        yield Line.of(14, f"{sign:3}  {check.asked}: {check.seen}")
    if not one.checks:
        yield Line.of(14, "it has no conditions and takes what is left")
