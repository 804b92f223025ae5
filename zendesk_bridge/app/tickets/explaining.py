"""Use case: why one ticket is, or is not, what it is."""

from __future__ import annotations

from dataclasses import dataclass

from zendesk_bridge.app.tickets.book import Book
from zendesk_bridge.app.tickets.deciding import Decider
from zendesk_bridge.app.tickets.gathered import Gathered
from zendesk_bridge.app.tickets.hearing import Hearing
from zendesk_bridge.app.tickets.reading import found_in
from zendesk_bridge.app.tickets.site import TicketSite
from zendesk_bridge.core.ledger import add_mentions
from zendesk_bridge.core.mentions import match
from zendesk_bridge.core.model import NOTHING_HEARD, Findings, Heard, Skipped, Ticket, TicketPatch, View


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one ticket is, or is not, what it is: what was found on it, what is ours, what would be written.

    ``heard`` is what agents' replies promised, those recorded before and those that a run would record now.
    """

    helpdesk: str
    ticket: Ticket
    findings: Findings
    view: View
    decision: TicketPatch | Skipped
    heard: Heard


def explain(site: TicketSite, ticket_id: int) -> Explanation:
    """Read one ticket whole and decide on it; writes nothing. Raises NotFound."""
    ticket = site.helpdesk.ticket(ticket_id, site.fields)
    findings = match.search(ticket.words, site.vocabulary)
    book, gathered = Book(site, keeps=False), Gathered()
    before = book.read([ticket_id]).get(ticket_id, View())
    possible = findings.possible if site.rules.possible else ()
    found = found_in(findings.mentions, possible, frozenset(site.rules.late))
    book.put(ticket_id, before, add_mentions(before, found))
    hearing = Hearing(site, book, gathered)
    hearing.meet(ticket)
    hearing.hear(ticket.replies)
    gathered.add(ticket_id, ticket)
    heard = book.heard([ticket_id]).get(ticket_id, NOTHING_HEARD)
    return Explanation(site.name, ticket, findings, before, Decider(site, book, gathered)(ticket), heard)
