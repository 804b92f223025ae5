"""Orders of one feed after the other, placed into the admin's segments by the facts and by all that was told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from zendesk_bridge.app import facts
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach.pasts import Pasts
from zendesk_bridge.core.audience import NO_PAST, OrderPast, Placed, Segments, Ways, bound, place
from zendesk_bridge.core.audience.values import CriterionName
from zendesk_bridge.core.macros.mails import mail_version
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.model import Macro, Order, Swap, plain_sku
from zendesk_bridge.core.ports import OrderFeed

_MEANWHILE = timedelta(hours=1)
"""For how long orders come while a plan is read, and how far a shop's clock may be ahead of ours."""
_AT_ONCE = 500
"""Orders whose past is read in one go."""


@dataclass(frozen=True, slots=True)
class OutreachSite:
    """What outreach needs besides the bridge: segments, and each feed of orders with the helpdesk that writes."""

    feeds: tuple[tuple[OrderFeed, str], ...]
    segments: Segments


class PlacedOrder(NamedTuple):
    """An order where it landed, the digest of its customer's address, and what was written about it before."""

    placed: Placed
    customer: str
    past: OrderPast


@dataclass(slots=True)
class Placing:
    """Places orders by what is ``known`` now.

    ``back`` are SKUs of which a delay was told, and that are late no more; ``plain_late`` are the late ones, plain.
    What a feed has in stock is asked once, and only where a segment wants to know.
    """

    bridge: Bridge
    site: OutreachSite
    known: facts.Facts
    pasts: Pasts
    back: frozenset[str]
    plain_late: frozenset[str]
    _ways: dict[str, Ways] = field(default_factory=dict, repr=False)
    _wordings: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, bridge: Bridge, site: OutreachSite, known: facts.Facts) -> Placing:
        """Return it for these facts. Raises StateError."""
        pasts = Pasts.of(bridge)
        late = frozenset(map(plain_sku, known.late))
        back = () if known.partial else pasts.waves.told_skus()
        return cls(bridge, site, known, pasts, frozenset(sku for sku in back if plain_sku(sku) not in late), late)

    @property
    def skus(self) -> tuple[str, ...]:
        """Which items' orders are to be read: none where nothing is late, and nothing was."""
        return tuple(sorted({*self.known.late, *self.back}))

    @property
    def latest(self) -> datetime:
        """The (aware) moment after which no order can have been placed."""
        return self.bridge.now + _MEANWHILE

    def orders(self, feed: OrderFeed, helpdesk: str, found: Iterable[Order]) -> Iterator[PlacedOrder]:
        """Yield these orders of a feed where they land. Raises whatever the feed or a helpdesk answers."""
        rest, ways = iter(found), self.ways(feed, helpdesk)
        while some := tuple(islice(rest, _AT_ONCE)):
            yield from self.some(some, ways)

    def some(self, orders: Sequence[Order], ways: Ways, without: Collection[str] = ()) -> Iterator[PlacedOrder]:
        """Yield some orders where they land; ``without`` these messages, as if they had never been planned."""
        pasts = self.pasts.read(orders, without)
        for order in orders:
            past, customer = pasts.get(order.key, NO_PAST), self.pasts.customer(order)
            yield PlacedOrder(place(order, customer, past, self.site.segments, ways), customer, past)

    def ways(self, feed: OrderFeed, helpdesk: str) -> Ways:
        """Return what the orders of a feed are placed by besides themselves. Raises whatever the feed answers."""
        if feed.name not in self._ways:
            policy = self.bridge.policy
            ways = Ways.of(self.known.late, self.bridge.today, policy.timezone)
            self._ways[feed.name] = replace(
                ways,
                market=policy.markets[helpdesk],
                locale=policy.locale,
                shops=(feed.name, helpdesk),
                stock=self._stock(feed),
                sure=not self.known.partial,
                now=self.latest,
            )
        return self._ways[feed.name]

    def manner(self, helpdesk: str) -> Manner:
        """Return how mails through a helpdesk are worded."""
        return manner_of(self.bridge, helpdesk)

    def wording(self, template: str, helpdesk: str) -> str:
        """Return what a mail through a helpdesk is bound to besides the facts, "" where there is none."""
        if (template, helpdesk) not in self._wordings:
            macro = next((mail for mail in self.bridge.mails if mail.key == template), None)
            self._wordings[template, helpdesk] = bound_to(self.bridge, macro, helpdesk) if macro else ""
        return self._wordings[template, helpdesk]

    def _stock(self, feed: OrderFeed) -> Mapping[str, int]:
        asked = any(one.name is CriterionName.SWAP_IN_STOCK for segment in self.site.segments for one in segment.when)
        swaps = {it.sku for item in self.known.late.values() for it in item.options if isinstance(it, Swap)}
        return feed.stock(swaps) if asked and swaps else {}


def bound_to(bridge: Bridge, macro: Macro, helpdesk: str) -> str:
    """Return what the messages with this mail through a helpdesk are bound to besides the facts."""
    outreach, words = bridge.policy.outreach, mail_version(macro, manner_of(bridge, helpdesk))
    return bound(words, link=outreach.link, drafts=outreach.drafts)


def manner_of(bridge: Bridge, helpdesk: str) -> Manner:
    """Return how mails through a helpdesk are worded."""
    policy = bridge.policy
    return Manner(policy.locale, working_days=policy.working_days, market=policy.markets[helpdesk])
