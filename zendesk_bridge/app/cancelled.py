"""Use case: which orders count as cancelled by a market's rules, from what is remembered alone: for people to settle.

Customers are never told so by themselves: nobody here knows what has shipped, or was said elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from zendesk_bridge.app.followups import Lateness
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import Backorder, MarkState
from zendesk_bridge.core.notices import Market, Notice, notice, settles
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Memory

_PAGE = 500
"""Of how many tickets promises are read at once."""

_SHOWN = 10  # tickets that are named in a line


@dataclass(frozen=True, slots=True)
class CountsAsCancelled:
    """One late item on open tickets of one helpdesk whose orders the rule takes for cancelled, all since the same day.

    ``notice`` says why, since when, and until when the refund is due. Who has answered is not among the tickets.
    """

    helpdesk: str
    sku: str
    notice: Notice
    tickets: tuple[int, ...]

    def __str__(self) -> str:
        """Return which tickets these are, and what the rule says."""
        named = ", ".join(f"#{ticket_id}" for ticket_id in self.tickets[:_SHOWN])
        more = f" and {len(self.tickets) - _SHOWN} more" if len(self.tickets) > _SHOWN else ""
        tickets = f"{number(len(self.tickets), 'ticket')} ({named}{more})"
        return f"{self.helpdesk}: {self.sku} on {tickets}: {self.notice.cancelled}"


def counted_as_cancelled(
    memories: Mapping[str, Memory], markets: Mapping[str, Market], late: Lateness
) -> tuple[CountsAsCancelled, ...]:
    """Return which late items on open tickets belong to orders that count as cancelled, by helpdesk and item.

    A ticket whose customer has chosen what to do about the delay as it is now is left out: that is settled by their
    answer; and so is one on which what was said was to be forgotten: nobody knows any more who was told in time. Raises
    StateError for what cannot be read.
    """
    return tuple(
        found
        for name, memory in memories.items()
        if markets[name].rules_silence
        for item in late.items.values()
        for found in _of_item(name, memory, markets[name], as_of(item, late.today), late)
    )


def _of_item(name: str, memory: Memory, market: Market, item: Backorder, late: Lateness) -> Iterator[CountsAsCancelled]:
    found: dict[str, tuple[Notice, list[int]]] = {}
    ids = iter(sorted(_open_tickets(memory, item.sku)))
    while page := tuple(islice(ids, _PAGE)):
        told, chosen, views = memory.promises(page), memory.choices(page), memory.views(page)
        for ticket_id in page:
            heard = [one for one in told.get(ticket_id, ()) if one.sku == item.sku and late.counts(one)]
            said = notice(market, item, heard, late.today)
            answers = [one for one in chosen.get(ticket_id, ()) if one.sku == item.sku]
            answered = any(settles(one, heard, item.ship_window) for one in answers)
            forgotten = ticket_id in views and views[ticket_id].forgotten is not None
            if said and said.over and not answered and not forgotten:
                found.setdefault(said.cancelled, (said, []))[1].append(ticket_id)
    yield from (CountsAsCancelled(name, item.sku, said, tuple(tickets)) for said, tickets in found.values())


def _open_tickets(memory: Memory, sku: str) -> frozenset[int]:
    standings = (standing for standing in memory.standings() if standing.sku == sku)
    asked = (standing for standing in standings if standing.state in {MarkState.PENDING, MarkState.TOLD})
    return frozenset(ticket_id for standing in asked for ticket_id in memory.standing(standing))
