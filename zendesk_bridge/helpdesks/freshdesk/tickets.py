"""Tickets one at a time, the conversations on them, and the languages of who wrote them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from zendesk_bridge.core.errors import AuthRefused, NotFound
from zendesk_bridge.core.model import Fields, Ticket, TicketStatus, Words
from zendesk_bridge.helpdesks.freshdesk import wire
from zendesk_bridge.helpdesks.freshdesk.calls import Lists
from zendesk_bridge.transport import Transport

_FORBIDDEN = 403


class Tickets:
    """Reads of one account. Languages are remembered for the life of the object."""

    def __init__(self, transport: Transport, lists: Lists) -> None:
        self._transport = transport
        self._lists = lists
        self._languages: dict[int, str | None] = {}
        self._proven = False

    def row(self, ticket_id: int) -> wire.Row | None:
        """Return the ticket as it is now; None when it is gone.

        Freshdesk answers 404 for a deleted ticket and 403 for some that are in the bin. The same answers mean a
        wrong subdomain or a key without rights, so the first time we make sure that this key reads tickets at all.
        """
        try:
            return wire.record(self._transport.get(f"tickets/{ticket_id}").body, "a ticket")
        except NotFound:
            self._prove()
        except AuthRefused as error:
            if error.status != _FORBIDDEN:
                raise
            self._prove()
        return None

    def _prove(self) -> None:
        if not self._proven:
            self._transport.get("tickets", {"per_page": 1})
            self._proven = True

    def some(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket]:
        """Yield these tickets without words; one that is gone comes as deleted."""
        for ticket_id in ids:
            row = self.row(ticket_id)
            yield replace(wire.ticket(row, fields), words=()) if row else gone(ticket_id)

    def one(self, ticket_id: int, fields: Fields) -> Ticket:
        """Return one ticket with everything that customers wrote on it; raises NotFound."""
        row = self.row(ticket_id)
        if row is None:
            raise NotFound(f"there is no ticket {ticket_id}, or it was deleted", status=404)
        ticket = wire.ticket(row, fields)
        return replace(ticket, words=ticket.words + self.comments(ticket_id))

    def comments(self, ticket_id: int) -> tuple[Words, ...]:
        """Return what customers wrote after the description. In a web chat the first one repeats the description."""
        found = (wire.comment(row) for row in self.conversations(ticket_id))
        return tuple(words for words in found if words)

    def conversations(self, ticket_id: int) -> Iterator[wire.Row]:
        """Yield replies and notes, the private ones too."""
        return self._lists.rows(f"tickets/{ticket_id}/conversations")

    def locales(self, requesters: Collection[int]) -> Mapping[int, str]:
        """Return the languages of these contacts; one that is gone, or is an agent, has none."""
        for contact in requesters:
            if contact not in self._languages:
                self._languages[contact] = self._language(contact)
        known = {contact: self._languages[contact] for contact in requesters}
        return {contact: language for contact, language in known.items() if language}

    def _language(self, contact: int) -> str | None:
        try:
            return wire.locale(wire.record(self._transport.get(f"contacts/{contact}").body, "a contact"))
        except NotFound:
            return None


def gone(ticket_id: int) -> Ticket:
    """Return what there is to say about a ticket that is not there any more."""
    return Ticket(ticket_id, TicketStatus.DELETED)
