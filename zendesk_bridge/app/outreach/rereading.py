"""Right before messages go out: their orders as they are now, and which of them are not to be sent any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zendesk_bridge.app import facts
from zendesk_bridge.app.outreach.sent import Outbox, OwedNow
from zendesk_bridge.app.outreach.writing import MailWriter
from zendesk_bridge.core.audience import unbound
from zendesk_bridge.core.errors import BridgeError, Incomplete, InvalidInput, Refused, Unavailable
from zendesk_bridge.core.model import FORGOTTEN, Message, Order, OrderKey
from zendesk_bridge.core.ports import OrderFeed

READ_AT_ONCE: Final = 50
"""Orders that are read again in one go: few enough that the last of them is a minute old when it is written to."""

SHIPPED: Final = "shipped, cancelled or refunded since the plan"
MOVED: Final = "the facts have moved since the plan: a new plan tells what holds now"
ELSEWHERE: Final = "it belongs to another segment by now: a new plan says where"
NO_ADDRESS: Final = "the shop has no address to write to any more"


@dataclass(frozen=True, slots=True)
class Reread:
    """Orders as they are now and what each is owed; absent is what is not open any more.

    ``unread`` are the feeds that could not be asked, by name, and why: of their orders nothing is known.
    """

    orders: Mapping[OrderKey, Order]
    owed: Mapping[OrderKey, OwedNow]
    unread: Mapping[str, BridgeError]


def read_again(outbox: Outbox, known: facts.Facts, some: Sequence[Message]) -> Reread:
    """Read the orders of these messages again, and what they are owed by now.

    One feed that fails, or is configured no more, keeps no other's orders from being read. Raises whatever a helpdesk
    answers.
    """
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for message in some:
        feed, order_id = message.order
        ids[feed].append(order_id)
    found: dict[OrderKey, Order] = {}
    unread: dict[str, BridgeError] = {}
    for feed, wanted in ids.items():
        try:
            found |= {order.key: order for order in _feed(outbox, feed).again(wanted).values()}
        except (Unavailable, Refused, Incomplete, InvalidInput) as error:
            unread[feed] = error
    return Reread(found, outbox.judge(list(found.values()), known, [message.id for message in some]), unread)


def _feed(outbox: Outbox, name: str) -> OrderFeed:
    if name not in outbox.feeds:
        fix = "Put it back below orders:, or stop the wave: zendesk-bridge outreach stop"
        raise Incomplete(f"no feed of orders is called '{name}' any more", fix=fix)
    return outbox.feeds[name]


def unfit(message: Message, order: Order | None, owed: OwedNow | None, writer: MailWriter) -> str:
    """Return why a message is not sent any more, "" where it is: what was planned, or less of it, and nothing else.

    Raises Incomplete where there is no such mail any more.
    """
    if message.is_forgotten:
        return FORGOTTEN
    if order is None or owed is None:
        return SHIPPED
    return next(_changes(message, order, owed, writer), "")


def _changes(message: Message, order: Order, owed: OwedNow, writer: MailWriter) -> Iterator[str]:
    """Yield what is otherwise than it was planned. Raises Incomplete as :func:`unfit` does."""
    if owed.why:
        yield owed.why
    if order.recipient is None or not order.recipient.email.strip():
        yield NO_ADDRESS
    planned, now = ({(it.line, it.sku, it.version, it.promised_by) for it in one.lines} for one in (message, owed))
    if not now <= planned or owed.news is not message.news:
        yield MOVED
    if (owed.segment, owed.template) != (message.segment, message.template):
        yield ELSEWHERE
    yield unbound(message.wording, writer.wording(message.template))
