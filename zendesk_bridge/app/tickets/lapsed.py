"""Tickets that tell a day which is over: found by what is remembered, and refreshed before anything else is read."""

from __future__ import annotations

from collections.abc import Iterator

from zendesk_bridge.app.tickets.book import Book
from zendesk_bridge.app.tickets.deciding import Decider
from zendesk_bridge.app.tickets.due import pages
from zendesk_bridge.app.tickets.gathered import Gathered
from zendesk_bridge.app.tickets.site import Candidate, TicketSite
from zendesk_bridge.core.decide import Rules, lapsed
from zendesk_bridge.core.model import MarkState
from zendesk_bridge.core.ports import Memory


def suspects(memory: Memory, rules: Rules) -> Iterator[int]:
    """Yield the tickets that tell a day which is over, or one too old to be told. Asks nobody; most days none do."""
    seen: set[int] = set()
    for standing in memory.standings():
        if standing.state is MarkState.TOLD and standing.sku in rules.late and rules.due(standing):
            for ids in pages(memory.standing(standing)):
                found = [key for key, view in memory.views(ids).items() if not view.dormant and lapsed(view, rules)]
                yield from (ticket_id for ticket_id in found if ticket_id not in seen)
                seen.update(found)


def candidates(site: TicketSite, ids: Iterator[int]) -> tuple[Gathered, Book, Decider, tuple[Candidate, ...]]:
    """Return these tickets, ready to be read, decided on and written."""
    gathered = Gathered()
    for ticket_id in ids:
        gathered.recall(ticket_id)
    book = Book(site, keeps=True)
    decider = Decider(site, book, gathered)
    return gathered, book, decider, tuple(sorted(gathered.candidates.values(), key=decider.failed_before))
