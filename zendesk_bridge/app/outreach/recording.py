"""What a message leaves on its ticket: a promise like any agent's, its order, and the items that it is about.

The next run of the job then looks after the ticket as after any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zendesk_bridge.app.outreach.outlets import Outlet
from zendesk_bridge.core.decide import decide
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.mentions.orders import order_number
from zendesk_bridge.core.model import (
    BY_BRIDGE,
    Accuracy,
    Delivered,
    Entry,
    Heard,
    Mark,
    MarkState,
    Message,
    MessageLine,
    Promise,
    Said,
    Ticket,
    TicketOrder,
    TicketPatch,
    TicketStatus,
    Trace,
    View,
)
from zendesk_bridge.core.notices import kind_of

_NOWHERE = 0
"""The number of a ticket that is not there yet."""

_MARKS = frozenset({"tags", "fields", "custom_fields"})
"""What of a new ticket, kept otherwise than it was sent, lets the next run decide on it anew."""


def beginning(outlet: Outlet, message: Message, lines: Sequence[MessageLine], heard: Heard) -> TicketPatch | None:
    """Return the tags and fields that a new ticket begins with, so that the next run finds it right; None for none."""
    now = outlet.rules.now
    said = () if now is None else promises(outlet, Delivered(_NOWHERE, "", now), lines, heard)
    ticket = Ticket(_NOWHERE, TicketStatus.PENDING, fields=dict.fromkeys(outlet.fields, ""))
    told = {one.sku: (*heard.get(one.sku, ()), one) for one in said}
    found = decide(ticket, View(_pending(outlet, lines)), outlet.rules, message.locale, told)
    return found if isinstance(found, TicketPatch) else None


def promises(outlet: Outlet, delivered: Delivered, lines: Sequence[MessageLine], heard: Heard) -> tuple[Promise, ...]:
    """Return what a message promised, by item; that one is back is no promise. ``heard`` is what came before."""
    by_sku = {outlet.sku(line.sku): line for line in lines if line.version}
    return tuple(
        Promise(
            delivered.ticket_id,
            sku,
            delivered.comment,
            delivered.at,
            line.window,
            line.next_update,
            Accuracy.CURRENT if line.window else Accuracy.UNDATED,
            kind_of(line.promised_by, line.window, heard.get(sku, ())),
            line.version,
            agent_id=BY_BRIDGE,
            requester_id=delivered.requester_id,
        )
        for sku, line in by_sku.items()
    )


def trace(
    outlet: Outlet,
    message: Message,
    delivered: Delivered,
    said: Sequence[Promise],
    began: TicketPatch | None,
    stamp: Stamp,
) -> Trace:
    """Return what a message leaves on its ticket.

    ``began`` is what a ticket of ours began with, None where it was there before or nobody knows how it stands: then
    the next run decides on it anew.
    """
    before = outlet.memory.views([delivered.ticket_id]).get(delivered.ticket_id, View())
    as_sent = began and not before and _MARKS.isdisjoint(delivered.otherwise)
    after = began.after if began and as_sent else _touched(before, outlet, message.lines)
    happened = events(delivered.ticket_id, before, after, stamp) if after != before else ()
    entries = {delivered.ticket_id: Entry(happened, after)} if happened else {}
    written = order_number(message.number)
    order = (TicketOrder(delivered.ticket_id, written, delivered.requester_id),) if written else ()
    customers = {delivered.requester_id: message.customer} if delivered.requester_id and message.customer else {}
    return Trace(outlet.row, entries, Said(tuple(said), orders=order), customers)


def _touched(before: View, outlet: Outlet, lines: Sequence[MessageLine]) -> View:
    known = {mark.sku: mark for mark in before.items}
    for mark in _pending(outlet, lines):
        if mark.sku not in known or not known[mark.sku].state.mentioned:
            known[mark.sku] = mark
    items = tuple(known[sku] for sku in sorted(known))
    return replace(before, items=items, touched=before.touched or bool(items))


def _pending(outlet: Outlet, lines: Sequence[MessageLine]) -> tuple[Mark, ...]:
    late = sorted({outlet.sku(line.sku) for line in lines} & outlet.rules.late.keys())
    return tuple(Mark(sku, MarkState.PENDING) for sku in late)
