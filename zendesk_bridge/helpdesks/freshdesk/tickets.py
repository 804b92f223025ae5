"""Tickets one at a time, the conversations on them, and the languages of who wrote them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from zendesk_bridge.core.errors import Incomplete, NotFound, Rejected, cause_of
from zendesk_bridge.core.model import Conversation, Failed, Fields, Ticket, TicketStatus
from zendesk_bridge.helpdesks.freshdesk import replies, wire
from zendesk_bridge.helpdesks.freshdesk.calls import Lists, concerns_account
from zendesk_bridge.transport import JsonRow, Transport
from zendesk_bridge.transport.just_read import JustRead
from zendesk_bridge.transport.single import Single


class TicketReader:
    """Reads of one account. Languages are remembered for the life of the object."""

    def __init__(self, transport: Transport, lists: Lists) -> None:
        self._transport = transport
        self._lists = lists
        self._languages: dict[int, str | None] = {}
        self._just_read: JustRead[JsonRow | None] = JustRead(lambda: transport.calls)
        self.single = Single(lambda: transport.get("tickets", {"per_page": 1}), concerns_account)

    def fresh(self, ticket_id: int) -> JsonRow | None:
        """Return the ticket as it is now, without a call where it is what was read last, this very moment.

        Raises as :meth:`row`.
        """
        known = self._just_read.among({ticket_id})
        return known[ticket_id] if ticket_id in known else self.row(ticket_id)

    def row(self, ticket_id: int) -> JsonRow | None:
        """Ask for the ticket as it is now, None when it is deleted.

        Freshdesk answers 404 for a deleted ticket, 403 for one out of the agent's scope and for some in the bin.
        The same answers mean a wrong subdomain or a key without rights, so the first time we make sure that this
        key reads tickets at all. A 403 never proves a deletion: rights may be taken away while we run.

        Raises Rejected for one that cannot be read although the account works, Incomplete for what is no ticket.
        """
        row: JsonRow | None = None
        try:
            with self.single.alone():
                row = wire.record(self._transport.get(f"tickets/{ticket_id}").body, "a ticket")
        except NotFound:
            self.single.prove_once()
        self._just_read.keep({ticket_id: row})
        return row

    def some(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket | Failed]:
        """Yield these tickets without words; one that is gone comes as deleted, one we cannot read as failed."""
        for ticket_id in ids:
            try:
                row = self.row(ticket_id)
                yield gone(ticket_id) if row is None else replace(wire.ticket(row, fields), words=())
            except (Rejected, Incomplete) as error:
                yield Failed(ticket_id, error.message, cause_of(error))

    def one(self, ticket_id: int, fields: Fields) -> Ticket:
        """Return one ticket with everything that customers wrote and were told on it.

        Raises NotFound, Rejected or Incomplete.
        """
        row = self.row(ticket_id)
        if row is None:
            raise NotFound(f"ticket {ticket_id} cannot be read: deleted", status=404)
        with self.single.alone():
            ticket, said = wire.ticket(row, fields), self._conversation(ticket_id)
            told = (*replies.outbound(row), *said.replies)
            return replace(ticket, words=ticket.words + said.words, replies=told)

    def conversation(self, ticket_id: int) -> Conversation:
        """Return what was written after the description. In a web chat the first entry repeats the description."""
        with self.single.alone():
            return self._conversation(ticket_id)

    def _conversation(self, ticket_id: int) -> Conversation:
        rows = list(self.conversations(ticket_id))
        words = tuple(part for row in rows for part in wire.comment(row))
        return Conversation(words, tuple(filter(None, (replies.reply(ticket_id, row) for row in rows))))

    def conversations(self, ticket_id: int) -> Iterator[JsonRow]:
        """Yield replies and notes, the private ones too."""
        return self._lists.rows(f"tickets/{ticket_id}/conversations")

    def locales(self, requesters: Collection[int]) -> Mapping[int, str]:
        """Return the languages of these contacts; one that is gone or hidden, or is an agent, has none.

        Raises Incomplete for an answer that cannot be read.
        """
        for contact in requesters:
            if contact not in self._languages:
                self._languages[contact] = self._language(contact)
        known = {contact: self._languages[contact] for contact in requesters}
        return {contact: language for contact, language in known.items() if language}

    def _language(self, contact: int) -> str | None:
        row = self._contact(contact)
        return wire.locale(row) if row else None

    def addresses(self, requesters: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """Return all addresses of these contacts, one call for each; their languages come along and are remembered.

        The API lists contacts by everything but their ids.

        Raises Incomplete for an answer that cannot be read.
        """
        found: dict[int, tuple[str, ...]] = {}
        for contact in dict.fromkeys(requesters):
            row = self._contact(contact)
            self._languages[contact] = wire.locale(row) if row else None
            if row and (addresses := wire.addresses(row)):
                found[contact] = addresses
        return found

    def _contact(self, contact: int) -> JsonRow | None:
        """Return a contact; not to know of one, such as of an agent, is no reason to leave a ticket alone."""
        try:
            with self.single.alone():
                return wire.record(self._transport.get(f"contacts/{contact}").body, "a contact")
        except (NotFound, Rejected):
            return None


def gone(ticket_id: int) -> Ticket:
    """Return what there is to say about a ticket that is not there any more."""
    return Ticket(ticket_id, TicketStatus.DELETED)
