"""One helpdesk that messages go out through, and the customers' own open tickets on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from zendesk_bridge.app import facts
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.core.decide import FINAL, Rules
from zendesk_bridge.core.model import (
    Delivered,
    Fields,
    MarkState,
    MessageState,
    Ticket,
    TicketStatus,
    address_digest,
    plain_sku,
)
from zendesk_bridge.core.ports import Helpdesk, Memory, Waves

_READ_AT_ONCE = 100
"""Tickets, and requesters, that are asked for in one go: what both helpdesks take."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One helpdesk that messages go out through; ``row`` is its account's in the state.

    ``skus`` are the late items' SKUs as the admin writes them, by how two programs may agree on them.
    """

    helpdesk: Helpdesk
    row: int
    memory: Memory
    fields: Fields
    rules: Rules
    skus: Mapping[str, str]

    @property
    def name(self) -> str:
        """The admin's name for the helpdesk."""
        return self.helpdesk.name

    def sku(self, written: str) -> str:
        """Return the SKU of an item as the admin writes it, from how the shop does."""
        return self.skus.get(plain_sku(written), written)


def outlet_of(bridge: Bridge, helpdesk: Helpdesk, known: facts.Facts) -> Outlet:
    """Return a helpdesk ready for messages to go out through. Raises OtherAccount, and whatever it answers."""
    found = bridge.fields(helpdesk)
    memory = bridge.memory(helpdesk)
    (row,) = (account.row for account in bridge.state.accounts() if account.name == helpdesk.name)
    rules = replace(bridge.rules(helpdesk, known.late, found), note=False)
    return Outlet(helpdesk, row, memory, found.found, rules, {plain_sku(sku): sku for sku in known.late})


@dataclass(frozen=True, slots=True)
class OwnTicket:
    """A customer's own open ticket; ``ours`` says that we began it and wait for them there."""

    id: int
    ours: bool
    requester_id: int | None = None

    def whose(self, delivered: Delivered) -> Delivered:
        """Return where something can be read with whose ticket it is, if it is this one: to forget them by it."""
        return replace(delivered, requester_id=self.requester_id) if delivered.ticket_id == self.id else delivered


@dataclass(slots=True)
class OpenTickets:
    """Finds the open ticket about an item whose requester has the address that an order was placed with.

    Each item's open tickets are read once a run, and only where a message about it is to go out.
    """

    outlet: Outlet
    waves: Waves
    _items: set[str] = field(default_factory=set)
    _about: dict[str, dict[str, list[OwnTicket]]] = field(default_factory=dict)
    _customers: dict[int, frozenset[str]] = field(default_factory=dict, repr=False)

    def of(self, customer: str, skus: Collection[str]) -> OwnTicket | None:
        """Return the newest open ticket of this customer about any of these items, None where there is none.

        Raises whatever the helpdesk answers.
        """
        for sku in sorted(set(skus) - self._items):
            self._learn(sku)
        found = (ticket for sku in skus for ticket in self._about.get(sku, {}).get(customer, ()))
        return max(found, key=lambda ticket: ticket.id, default=None)

    def _learn(self, sku: str) -> None:
        about: dict[str, list[OwnTicket]] = {}
        ids = self._mentioning(sku)
        while some := tuple(islice(ids, _READ_AT_ONCE)):
            tickets = [one for one in self._open(some) if one.requester_id is not None]
            self._meet({ticket.requester_id or 0 for ticket in tickets})
            begun = self._begun(ticket.id for ticket in tickets)
            for ticket in tickets:
                ours = ticket.id in begun and ticket.status is TicketStatus.PENDING
                own = OwnTicket(ticket.id, ours, ticket.requester_id)
                for customer in self._customers.get(ticket.requester_id or 0, ()):
                    about.setdefault(customer, []).append(own)
        self._about[sku] = about
        self._items.add(sku)

    def _mentioning(self, sku: str) -> Iterator[int]:
        memory = self.outlet.memory
        for standing in memory.standings():
            if standing.sku == sku and not standing.state.doubted and standing.state is not MarkState.DISMISSED:
                yield from memory.standing(standing)

    def _open(self, ids: Collection[int]) -> Iterator[Ticket]:
        for one in self.outlet.helpdesk.tickets(list(ids), {}):
            if isinstance(one, Ticket) and one.status is not TicketStatus.SOLVED and one.status not in FINAL:
                yield one

    def _begun(self, ids: Iterable[int]) -> frozenset[int]:
        found = self.waves.on_tickets(self.outlet.name, list(ids))
        return frozenset(
            ticket_id for ticket_id, some in found.items() if any(one.state is MessageState.TOLD for one in some)
        )

    def _meet(self, requesters: Collection[int]) -> None:
        """Learn the digests of these requesters' addresses; the addresses themselves are kept nowhere."""
        unknown = [requester for requester in sorted(requesters) if requester not in self._customers]
        if not unknown:
            return
        key = self.waves.key()
        told: Mapping[int, tuple[str, ...]] = self.outlet.helpdesk.addresses(unknown)
        for requester in unknown:
            digests = frozenset(address_digest(key, address) for address in told.get(requester, ()))
            self._customers[requester] = digests - {""}
