"""What is to be done on tickets that no listing named: asked for by what is due, not by walking all that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from zendesk_bridge.app.tickets.book import Book
from zendesk_bridge.app.tickets.desk import Desk
from zendesk_bridge.app.tickets.reading import Reader, Stream, ended
from zendesk_bridge.app.tickets.scan import Scan
from zendesk_bridge.app.tickets.setbacks import REREAD, due
from zendesk_bridge.core.decide import FINAL
from zendesk_bridge.core.errors import NotFound, Rejected
from zendesk_bridge.core.model import MarkState, Standing, TicketStatus, View
from zendesk_bridge.core.ports import Lease

_PAGE = 500
"""How many views are held at once."""


def read_all(desk: Desk, book: Book, lease: Lease | None) -> Scan:
    """Read every stream to its end, then add the tickets of which something is due, and read what has to be alone."""
    scan = Scan()
    reader = Reader(desk, book, scan)
    if desk.finding:
        reader.read_streams(lease)
    _add_unsettled(desk, book, scan)
    _add_stale(desk, book, scan)
    if desk.finding:
        _read_alone(reader)
    book.save()
    return scan


def _add_unsettled(desk: Desk, book: Book, scan: Scan) -> None:
    """Add tickets that were touched, begun, not read whole or failed: those that rest are counted, and left."""
    for ids in pages(desk.memory.unsettled()):
        for ticket_id, view in book.read(ids).items():
            if view.setback is not None and not due(view, desk.rules, desk.now):
                scan.resting.add(ticket_id)
            elif view.unread and ticket_id not in scan.reread | scan.spoilt.keys():
                scan.later[ticket_id] = None
            elif view.unsettled and not view.dormant:
                scan.recall(ticket_id)


def _add_stale(desk: Desk, book: Book, scan: Scan) -> None:
    for standing in desk.memory.standings():
        if desk.rules.due(standing):
            for ids in pages(desk.memory.standing(standing)):
                _recall(_worth(ids, standing, desk, book), scan)


def _recall(ids: Iterable[int], scan: Scan) -> None:
    for ticket_id in ids:
        if ticket_id not in scan.resting:
            scan.recall(ticket_id)


def _worth(ids: tuple[int, ...], standing: Standing, desk: Desk, book: Book) -> Iterable[int]:
    """Yield the tickets that a standing makes due; what was never told of an item that is not late is forgotten."""
    if standing.sku in desk.rules.late or standing.state not in {MarkState.PENDING, MarkState.POSSIBLE}:
        yield from ids
        return
    for ticket_id, view in book.read(ids).items():
        others = tuple(mark for mark in view.items if mark.sku != standing.sku)
        if view.tags or view.fields or view.intended or others:
            yield ticket_id
        else:
            book.put(ticket_id, view, replace(view, items=()))


def _read_alone(reader: Reader) -> None:
    """Read tickets whole of which no listing tells what customers wrote on them."""
    desk, scan = reader.desk, reader.scan
    stream = Stream(None, desk.now, desk.vocabulary, frozenset(desk.rules.late), main=True)
    for ticket_id in list(scan.later)[:REREAD]:
        if scan.tired:
            return
        del scan.later[ticket_id]
        view = reader.book.read([ticket_id]).get(ticket_id, View())
        try:
            ticket = desk.helpdesk.ticket(ticket_id, desk.fields)
        except NotFound:
            scan.reread.add(ticket_id)
            scan.skipped[FINAL[TicketStatus.DELETED]] += 1
            reader.book.put(ticket_id, view, ended(view))
        except Rejected as error:
            scan.spoil(ticket_id, error)
        else:
            scan.streak.note_success()
            scan.reread.add(ticket_id)
            reader.take(ticket, view, stream, whole=True)


def pages(ids: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield the ids, as many at once as views are held."""
    rest = iter(ids)
    while page := tuple(islice(rest, _PAGE)):
        yield page
