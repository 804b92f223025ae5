"""Tickets one at a time, the conversations on them, and the languages of who wrote them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from enum import Enum

from zendesk_bridge.core.errors import AuthRefused, NotFound
from zendesk_bridge.core.model import Fields, Ticket, TicketStatus, Words
from zendesk_bridge.helpdesks.freshdesk import wire
from zendesk_bridge.helpdesks.freshdesk.calls import Lists, concerns_account
from zendesk_bridge.transport import Transport


class Absent(Enum):
    """Why a ticket cannot be read. Only of one that is gone may anything be forgotten."""

    GONE = "deleted"
    HIDDEN = "not visible to this key"


class Tickets:
    """Reads of one account. Languages are remembered for the life of the object."""

    def __init__(self, transport: Transport, lists: Lists) -> None:
        self._transport = transport
        self._lists = lists
        self._languages: dict[int, str | None] = {}
        self._proven = False

    def row(self, ticket_id: int) -> wire.Row | Absent:
        """Return the ticket as it is now, or why there is none.

        Freshdesk answers 404 for a deleted ticket, 403 for one out of the agent's scope and for some in the bin.
        The same answers mean a wrong subdomain or a key without rights, so the first time we make sure that this
        key reads tickets at all. A 403 never proves a deletion: rights may be taken away while we run.
        """
        try:
            return wire.record(self._transport.get(f"tickets/{ticket_id}").body, "a ticket")
        except NotFound:
            absent = Absent.GONE
        except AuthRefused as error:
            if concerns_account(error):
                raise
            absent = Absent.HIDDEN
        self._prove()
        return absent

    def _prove(self) -> None:
        if not self._proven:
            self._transport.get("tickets", {"per_page": 1})
            self._proven = True

    def some(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket]:
        """Yield these tickets without words; one that is gone comes as deleted, one we may not see does not come."""
        for ticket_id in ids:
            row = self.row(ticket_id)
            if row is Absent.GONE:
                yield gone(ticket_id)
            elif row is not Absent.HIDDEN:
                yield replace(wire.ticket(row, fields), words=())

    def one(self, ticket_id: int, fields: Fields) -> Ticket:
        """Return one ticket with everything that customers wrote on it; raises NotFound."""
        row = self.row(ticket_id)
        if isinstance(row, Absent):
            raise NotFound(f"ticket {ticket_id} cannot be read: {row.value}", status=404)
        ticket = wire.ticket(row, fields)
        return replace(ticket, words=ticket.words + self.comments(ticket_id))

    def comments(self, ticket_id: int) -> tuple[Words, ...]:
        """Return what customers wrote after the description. In a web chat the first one repeats the description."""
        return tuple(words for row in self.conversations(ticket_id) for words in wire.comment(row))

    def conversations(self, ticket_id: int) -> Iterator[wire.Row]:
        """Yield replies and notes, the private ones too."""
        return self._lists.rows(f"tickets/{ticket_id}/conversations")

    def locales(self, requesters: Collection[int]) -> Mapping[int, str]:
        """Return the languages of these contacts; one that is gone or hidden, or is an agent, has none."""
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
        except AuthRefused as error:
            if concerns_account(error):
                raise
            return None


def gone(ticket_id: int) -> Ticket:
    """Return what there is to say about a ticket that is not there any more."""
    return Ticket(ticket_id, TicketStatus.DELETED)
