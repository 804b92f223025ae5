"""Use case: why one order lands where it lands, or why no feed knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach.gathering import mail_of
from zendesk_bridge.app.outreach.placing import OutreachSite, PlacedOrder, Placing
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core.audience import OrderExplained, explained
from zendesk_bridge.core.errors import BridgeError, Incomplete, InvalidInput, Refused, Unavailable
from zendesk_bridge.core.mentions.orders import order_number
from zendesk_bridge.core.model import Mail, Message, Order


@dataclass(frozen=True, slots=True)
class ExplainedOrder:
    """One order with where it lands and why, what was written about it before, and its mail where it gets one.

    ``wrong`` says why that cannot be rendered, "" where it can.
    """

    why: OrderExplained
    helpdesk: str
    messages: tuple[Message, ...] = ()
    mail: Mail | None = None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class OrdersExplained:
    """Every order of one number: feeds may use the same ones.

    ``failed`` are feeds that could not be read. ``written`` are messages about orders that no feed lists any more, and
    ``asked`` says whether any feed was asked: where nothing is late, none is.
    """

    found: tuple[ExplainedOrder, ...] = ()
    failed: tuple[tuple[str, BridgeError], ...] = ()
    written: tuple[Message, ...] = ()
    asked: bool = True
    warnings: tuple[str, ...] = ()


def explain(bridge: Bridge, site: OutreachSite, options: RunOptions, number: str) -> OrdersExplained:
    """Return where the orders of this number land, and why. Writes nothing.

    Raises InvalidInput for files that are wrong, and whatever a helpdesk answers that must be asked whose ticket it is.
    """
    placing = Placing.of(bridge, site, bridge.read_facts(options))
    wanted = order_number(number)
    found: list[ExplainedOrder] = []
    failed: list[tuple[str, BridgeError]] = []
    for feed, helpdesk in site.feeds if placing.skus else ():
        bridge.say(f"{feed.name}: looking for order {number}")
        try:
            orders = [it for it in feed.affected(placing.skus) if isinstance(it, Order) and _is_meant(it, wanted)]
            ways = placing.ways(feed, helpdesk)
            found += (_explained(it, placing, helpdesk) for it in placing.some(_once(orders), ways))
        except (Unavailable, Refused, Incomplete, InvalidInput) as error:
            failed.append((feed.name, error))
    keys = {one.why.placed.order.key for one in found}
    waves, written = placing.pasts.waves, dict.fromkeys((number, wanted, f"#{wanted}"))
    before = tuple(it for one in written for it in waves.of_number(one) if it.order not in keys)
    return OrdersExplained(tuple(found), tuple(failed), before, bool(placing.skus), placing.known.warnings)


def _is_meant(order: Order, wanted: str) -> bool:
    """Tell whether a person means this order: by its number, or by the shop's own id."""
    return wanted in {order_number(order.number), order.id.upper()}


def _once(orders: Sequence[Order]) -> list[Order]:
    return list({order.key: order for order in orders}.values())


def _explained(found: PlacedOrder, placing: Placing, helpdesk: str) -> ExplainedOrder:
    order = found.placed.order
    feed = next(feed for feed, _ in placing.site.feeds if feed.name == order.feed)
    why = explained(order, found.customer, found.past, placing.site.segments, placing.ways(feed, helpdesk))
    macro = {macro.key: macro for macro in placing.bridge.mails}.get(found.placed.template or "")
    mail, wrong = None, ""
    try:
        mail = mail_of(found, macro, placing, helpdesk) if macro else None
    except InvalidInput as error:
        wrong = str(error)
    return ExplainedOrder(why, helpdesk, found.past.messages, mail, wrong)
