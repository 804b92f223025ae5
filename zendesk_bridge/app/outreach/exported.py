"""Use case: who waits for the next word that was told by a mail in a file, on no ticket: by the order's number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zendesk_bridge.app.followups import Lateness
from zendesk_bridge.app.outreach.totals import outreach_totals
from zendesk_bridge.core.followups import FollowUp
from zendesk_bridge.core.mentions.orders import order_number
from zendesk_bridge.core.model import LastHeard, Message, MessageState, OrderKey, plain_sku
from zendesk_bridge.core.ports import Memory, Waves

_NOWHERE = 0
"""The number of a ticket that there is none of."""

_SAID = frozenset({MessageState.TOLD, MessageState.EXPORTED})


@dataclass(frozen=True, slots=True)
class _LastSaid:
    """The message that told a customer last about one item of their order."""

    message: Message
    sku: str
    at: datetime


def exported_follow_ups(waves: Waves, memories: Mapping[str, Memory], late: Lateness) -> tuple[FollowUp, ...]:
    """Return the follow-ups of exported mails on items that are late still; ``memories`` are by helpdesk.

    A later message settles one, and so does a later public reply about the item on a ticket that names the order: the
    ticket stands among the follow-ups then. Whether an order has shipped since only the shop knows. Raises StateError.
    """
    if not outreach_totals(waves).messages.get(MessageState.EXPORTED):
        return ()
    said = [one for one in _last_said(waves, late) if _is_ours(one, memories)]
    answered: dict[tuple[str, str], datetime] = {}
    for number, sku, at in (reply for memory in memories.values() for reply in _replies(memory, said)):
        answered[number, sku] = max(at, answered.get((number, sku), at))
    return tuple(_follow_ups([one for one in said if answered.get(_named(one), one.at) <= one.at], waves, late))


def _is_ours(one: _LastSaid, memories: Mapping[str, Memory]) -> bool:
    message = one.message
    return message.state is MessageState.EXPORTED and not message.is_forgotten and message.helpdesk in memories


def _last_said(waves: Waves, late: Lateness) -> tuple[_LastSaid, ...]:
    found: dict[tuple[OrderKey, str], _LastSaid] = {}
    for message in waves.told_of(tuple(late.items)):
        for line in message.lines if message.at and message.state in _SAID else ():
            key = message.order, line.sku
            if line.sku in late.items and (key not in found or (message.at or found[key].at) >= found[key].at):
                found[key] = _LastSaid(message, line.sku, message.at or found[key].at)
    return tuple(found.values())


def _named(one: _LastSaid) -> tuple[str, str]:
    return order_number(one.message.number), plain_sku(one.sku)


def _replies(memory: Memory, said: Sequence[_LastSaid]) -> Iterator[tuple[str, str, datetime]]:
    """Yield when an item was spoken of on tickets that name one of these orders."""
    tickets = memory.tickets_of_orders(frozenset(order_number(one.message.number) for one in said))
    promises = memory.promises([ticket_id for some in tickets.values() for ticket_id in some])
    for number, some in tickets.items():
        for promise in (it for ticket_id in some for it in promises.get(ticket_id, ())):
            yield number, plain_sku(promise.sku), promise.at


def _follow_ups(said: Sequence[_LastSaid], waves: Waves, late: Lateness) -> Iterator[FollowUp]:
    answers = waves.answers({one.message.id for one in said})
    for one in said:
        line = next(line for line in one.message.lines if line.sku == one.sku)
        heard = LastHeard(_NOWHERE, one.sku, one.at, line.next_update)
        if line.version and late.counts(heard):
            waits = replace(late.follow_up(heard, one.message.helpdesk), order=one.message.number)
            chose = next((it for it in reversed(answers.get(one.message.id, ())) if it.sku == one.sku), None)
            yield replace(waits, chose=chose.kind, chose_at=chose.at) if chose else waits
