"""What was written about orders before: by us, and by agents on tickets of the same customer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.core.audience import OrderPast
from zendesk_bridge.core.mentions.orders import order_number
from zendesk_bridge.core.model import BY_PAGE, Choice, Message, Order, OrderKey, PageChoice, Promise, address_digest
from zendesk_bridge.core.ports import Helpdesk, Memory, Waves

_ASKED_AT_ONCE = 100
"""Requesters whose addresses are asked for in one go: what both helpdesks take."""


@dataclass(slots=True)
class Pasts:
    """Reads what was written about orders, and compares customers by the digests of their addresses.

    What agents told on a ticket counts where the ticket is about the order, and its requester has the address that the
    order was placed with: an order's number alone may stand on anybody's ticket.
    """

    waves: Waves
    desks: Sequence[_Desk]
    key: bytes = field(repr=False)

    @classmethod
    def of(cls, bridge: Bridge) -> Pasts:
        """Return what reads it for all helpdesks of a bridge; asks none of them yet."""
        waves = bridge.state.waves()
        rows = {known.name: known.row for known in bridge.state.accounts()}
        desks = [
            _Desk(helpdesk, rows[helpdesk.name], bridge.state.memory(rows[helpdesk.name]))
            for helpdesk in bridge.helpdesks
            if helpdesk.name in rows
        ]
        return cls(waves, desks, waves.key())

    def customer(self, order: Order) -> str:
        """Return the digest of the address that an order was placed with, "" where there is none."""
        return address_digest(self.key, order.recipient.email) if order.recipient else ""

    def read(self, orders: Sequence[Order], without: Collection[str] = ()) -> Mapping[OrderKey, OrderPast]:
        """Return the past of each of these orders that has one, ``without`` these messages of ours.

        Raises whatever a helpdesk answers, where it must be asked whose ticket it is.
        """
        messages = self._messages([order.key for order in orders], without)
        chosen = self._on_pages(messages)
        promises: dict[OrderKey, list[Promise]] = defaultdict(list)
        for desk in self.desks:
            for order, tickets in desk.tickets_of(orders).items():
                said = desk.said(tickets)
                mine = desk.customers(said.requesters, self.waves, self.key)
                customer = self.customer(order)
                same = frozenset(requester for requester, digests in mine.items() if customer in digests)
                promises[order.key] += (one for one in said.promises if one.requester_id in same)
                chosen[order.key] += (one for one in said.choices if one.requester_id in same)
        keys = {*messages, *promises, *chosen}
        return {
            key: OrderPast(
                messages.get(key, ()),
                tuple(sorted(promises[key], key=lambda one: one.at)),
                tuple(sorted(chosen[key], key=lambda one: one.at)),
            )
            for key in keys
        }

    def _messages(self, keys: Collection[OrderKey], without: Collection[str]) -> dict[OrderKey, tuple[Message, ...]]:
        told = self.waves.told(keys)
        if not without:
            return dict(told)
        return {key: tuple(one for one in found if one.id not in without) for key, found in told.items()}

    def _on_pages(self, messages: Mapping[OrderKey, Iterable[Message]]) -> defaultdict[OrderKey, list[Choice]]:
        """Return what was chosen on the pages of messages, by order."""
        found: defaultdict[OrderKey, list[Choice]] = defaultdict(list)
        orders = {message.id: key for key, some in messages.items() for message in some}
        for message_id, answers in (self.waves.answers(orders) if orders else {}).items():
            found[orders[message_id]] += map(_choice, answers)
        return found


@dataclass(frozen=True, slots=True)
class _SaidAbout:
    """What was said on the tickets that are about one order."""

    promises: tuple[Promise, ...]
    choices: tuple[Choice, ...]

    @property
    def requesters(self) -> frozenset[int]:
        promised, chose = ((one.requester_id for one in said) for said in (self.promises, self.choices))
        return frozenset(requester for requester in (*promised, *chose) if requester)


@dataclass(slots=True)
class _Desk:
    """One helpdesk, and what is remembered of its tickets. Whose address a requester has is asked once in a run."""

    helpdesk: Helpdesk
    row: int
    memory: Memory
    _known: dict[int, frozenset[str]] = field(default_factory=dict, repr=False)

    def tickets_of(self, orders: Iterable[Order]) -> Mapping[Order, tuple[int, ...]]:
        """Return the tickets that are about these orders; those without one are absent."""
        numbers = {order: order_number(order.number) for order in orders if order.recipient}
        found = self.memory.tickets_of_orders(frozenset(numbers.values()))
        return {order: found[written] for order, written in numbers.items() if written in found}

    def said(self, tickets: Collection[int]) -> _SaidAbout:
        """Return what was said on these tickets."""
        promises, choices = self.memory.promises(tickets), self.memory.choices(tickets)
        return _SaidAbout(
            tuple(one for some in promises.values() for one in some),
            tuple(one for some in choices.values() for one in some),
        )

    def customers(self, requesters: Collection[int], waves: Waves, key: bytes) -> Mapping[int, frozenset[str]]:
        """Return the digests of these requesters' addresses. Raises whatever the helpdesk answers."""
        new = iter(sorted(set(requesters) - self._known.keys()))
        while some := tuple(islice(new, _ASKED_AT_ONCE)):
            told = self.helpdesk.addresses(some)
            remembered = waves.customers(self.row, some)
            for requester in some:
                digests = {address_digest(key, address) for address in told.get(requester, ())}
                self._known[requester] = frozenset({*digests, remembered.get(requester, "")} - {""})
        return {requester: self._known[requester] for requester in requesters}


def _choice(answer: PageChoice) -> Choice:
    return Choice(0, answer.sku, answer.kind, answer.at, "", BY_PAGE, answer.version)
