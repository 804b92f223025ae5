"""The lists of tickets an agent picks from, newest change first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zendesk_bridge.sandbox.records import Ticket, TicketQuery
from zendesk_bridge.sandbox.store import Store

PER_PAGE = 25
REACH = 5_000
"""How many of the newest tickets a view by tag looks at; tags have no index."""
_BATCH = 500
_SHOWN = TicketQuery(order_by="updated_at", descending=True, spam=False, deleted=False)


@dataclass(frozen=True, slots=True)
class View:
    """A list by tag; no tag means all tickets."""

    title: str
    tag: str
    empty: str


VIEWS: Mapping[str, View] = {
    "all": View("All tickets", "", "No tickets yet. Let a customer write one."),
    "backorder": View(
        "Backorder", "backorder", "No ticket has the tag “backorder”. A sync marks those that mention a late item."
    ),
    "moved": View(
        "Window moved",
        "backorder_window_moved",
        "No ticket has the tag “backorder_window_moved”. A sync sets it when a ship window moves.",
    ),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a view, which counts from 1, and how many tickets each view has."""

    tickets: list[Ticket]
    page: int
    more: bool
    counts: Mapping[str, int]
    limited: bool


def listing(store: Store, view: str, page: int) -> Listing:
    """Return a page of a view."""
    start = (page - 1) * PER_PAGE
    total = store.count_tickets(_SHOWN)
    tagged = _tagged(store)
    counts = {name: len(tagged[name]) if chosen.tag else total for name, chosen in VIEWS.items()}
    if VIEWS[view].tag:
        ids = tagged[view][start : start + PER_PAGE]
        found = {ticket.id: ticket for ticket in store.tickets_by_ids(ids)}
        tickets = [found[number] for number in ids]
    else:
        tickets = store.tickets(replace(_SHOWN, limit=PER_PAGE, offset=start))
    return Listing(tickets, page, start + PER_PAGE < counts[view], counts, limited=total > REACH)


def _tagged(store: Store) -> dict[str, list[int]]:
    """Return the ids of the tickets in each view by tag."""
    found: dict[str, list[int]] = {name: [] for name, view in VIEWS.items() if view.tag}
    for ticket in _newest(store):
        for name, ids in found.items():
            if VIEWS[name].tag in ticket.tags:
                ids.append(ticket.id)
    return found


def _newest(store: Store) -> Iterator[Ticket]:
    for offset in range(0, REACH, _BATCH):
        batch = store.tickets(replace(_SHOWN, limit=_BATCH, offset=offset))
        yield from batch
        if len(batch) < _BATCH:
            return
