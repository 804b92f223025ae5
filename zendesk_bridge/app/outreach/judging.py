"""Whether what was planned for an order is still owed: the plan's own rules, asked once more right before sending."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zendesk_bridge.app import facts
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach.placing import OutreachSite, PlacedOrder, Placing
from zendesk_bridge.app.outreach.sent import OwedNow
from zendesk_bridge.core.audience import Unwritten, heard_of, unwritten_words
from zendesk_bridge.core.model import Heard, Order, OrderKey, plain_sku

_UNWRITTEN = {one.value: one for one in Unwritten}


@dataclass(slots=True)
class PlacingJudge:
    """Places orders again, as the plan did; see :class:`zendesk_bridge.app.outreach.sent.OwedJudge`."""

    bridge: Bridge
    site: OutreachSite
    _known: facts.Facts | None = None
    _placing: Placing | None = field(default=None, repr=False)

    def __call__(
        self, orders: Sequence[Order], known: facts.Facts, ours: Collection[str]
    ) -> Mapping[OrderKey, OwedNow]:
        """Return what these orders are owed by now. Raises whatever a feed or a helpdesk answers."""
        placing = self._placing
        if placing is None or known is not self._known:
            placing = self._placing = Placing.of(self.bridge, self.site, known)
            self._known = known
        by_feed: defaultdict[str, list[Order]] = defaultdict(list)
        for order in orders:
            by_feed[order.feed].append(order)
        found: dict[OrderKey, OwedNow] = {}
        for feed, helpdesk in self.site.feeds:
            some = by_feed.get(feed.name, [])
            ways = replace(placing.ways(feed, helpdesk), now=None)  # a clock that was set back unplans no order
            for one in placing.some(some, ways, ours) if some else ():
                found[one.placed.order.key] = _owed(one, known)
        return found


def _owed(found: PlacedOrder, known: facts.Facts) -> OwedNow:
    placed = found.placed
    if placed.segment in _UNWRITTEN:
        return OwedNow(unwritten_words(_UNWRITTEN[placed.segment]))
    heard = _as_written(heard_of(found.past), known)
    return OwedNow("", placed.segment, placed.template, placed.news, placed.lines, heard, placed.rest)


def _as_written(heard: Heard, known: facts.Facts) -> Heard:
    """Return what was heard by the SKUs that the admin writes."""
    written = {plain_sku(sku): sku for sku in known.late}
    return {written.get(plain_sku(sku), sku): promises for sku, promises in heard.items()}
