"""What is to be done on tickets that no listing named: asked for by what is due, not by walking all that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from zendesk_bridge.app.tickets.book import Book
from zendesk_bridge.app.tickets.gathered import Gathered
from zendesk_bridge.app.tickets.reading import Reader, Stream, ended
from zendesk_bridge.app.tickets.setbacks import REREAD, due
from zendesk_bridge.app.tickets.site import TicketSite
from zendesk_bridge.core.decide import FINAL, reminds
from zendesk_bridge.core.errors import NotFound, Rejected
from zendesk_bridge.core.model import NOTHING_HEARD, MarkState, Standing, TicketStatus, View
from zendesk_bridge.core.ports import Lease
from zendesk_bridge.core.promises.judging import agrees

_PAGE = 500
"""How many views are held at once."""


def read_all(site: TicketSite, book: Book, lease: Lease | None) -> Gathered:
    """Read every stream to its end, then add the tickets of which something is due, and read what has to be alone."""
    gathered = Gathered()
    reader = Reader(site, book, gathered)
    if site.finding:
        reader.read_streams(lease)
    _add_unsettled(site, book, gathered)
    _add_stale(site, book, gathered)
    _add_reminders(site, book, gathered)
    if site.finding:
        _read_alone(reader)
    book.save()
    return gathered


def _add_unsettled(site: TicketSite, book: Book, gathered: Gathered) -> None:
    """Add tickets that were touched, begun, not read whole or failed: those that rest are counted, and left."""
    for ids in pages(site.memory.unsettled()):
        for ticket_id, view in book.read(ids).items():
            if view.setback is not None and not due(view, site.rules, site.now):
                gathered.resting.add(ticket_id)
            elif view.unread and ticket_id not in gathered.reread | gathered.unreadable.keys():
                gathered.later[ticket_id] = None
            elif view.unsettled and not view.dormant:
                gathered.recall(ticket_id)


def _add_stale(site: TicketSite, book: Book, gathered: Gathered) -> None:
    for standing in site.memory.standings():
        if site.rules.due(standing):
            for ids in pages(site.memory.standing(standing)):
                _recall(_worth(ids, standing, site, book), gathered)


def _recall(ids: Iterable[int], gathered: Gathered) -> None:
    for ticket_id in ids:
        if ticket_id not in gathered.resting:
            gathered.recall(ticket_id)


def _add_reminders(site: TicketSite, book: Book, gathered: Gathered) -> None:
    """Add tickets on which agents are to be reminded of something: found by what was promised, not by their marks.

    A window that a customer was told and that moved is due as soon as it has settled, a promised update on its day.
    """
    for ids in pages(chain(_to_correct(site), _to_update(site))):
        views, heard = book.read(ids), book.heard(ids)
        reminded = (key for key, view in views.items() if reminds(view, heard.get(key, NOTHING_HEARD), site.rules))
        _recall(reminded, gathered)


def _to_correct(site: TicketSite) -> Iterator[int]:
    """Yield the tickets of which a customer may have been told a window that no longer holds."""
    rules = site.rules
    for sku, item in rules.told.items():
        told = () if item.lapsed or not rules.settled(sku) else site.memory.told_windows(sku)
        if any(count.window and not agrees(count.window, rules.late[sku].ship_window) for count in told):
            yield from (promise.ticket_id for promise in site.memory.latest_promises(sku))


def _to_update(site: TicketSite) -> Iterator[int]:
    """Yield the tickets whose customer was to hear again by now."""
    return (promise.ticket_id for promise in site.memory.due_promises(site.rules.today))


def _worth(ids: tuple[int, ...], standing: Standing, site: TicketSite, book: Book) -> Iterable[int]:
    """Yield the tickets that a standing makes due; what was never told of an item that is not late is forgotten."""
    if standing.sku in site.rules.late or standing.state not in {MarkState.PENDING, MarkState.POSSIBLE}:
        yield from ids
        return
    heard = book.heard(ids)
    for ticket_id, view in book.read(ids).items():
        others = tuple(mark for mark in view.items if mark.sku != standing.sku)
        if view.tags or view.fields or view.intended or others or standing.sku in heard.get(ticket_id, NOTHING_HEARD):
            yield ticket_id
        else:
            book.put(ticket_id, view, replace(view, items=()))


def _read_alone(reader: Reader) -> None:
    """Read tickets whole of which no listing tells what customers wrote on them."""
    site, gathered = reader.site, reader.gathered
    stream = Stream(None, site.now, site.vocabulary, frozenset(site.rules.late), main=True)
    for ticket_id in list(gathered.later)[:REREAD]:
        if gathered.gave_up:
            return
        del gathered.later[ticket_id]
        view = reader.book.read([ticket_id]).get(ticket_id, View())
        try:
            ticket = site.helpdesk.ticket(ticket_id, site.fields)
        except NotFound:
            gathered.reread.add(ticket_id)
            gathered.skipped[FINAL[TicketStatus.DELETED]] += 1
            reader.book.put(ticket_id, view, ended(view))
        except Rejected as error:
            gathered.mark_unreadable(ticket_id, error)
        else:
            gathered.streak.note_success()
            gathered.reread.add(ticket_id)
            reader.take(ticket, view, stream, whole=True)


def pages(ids: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield the ids, as many at once as views are held."""
    rest = iter(ids)
    while page := tuple(islice(rest, _PAGE)):
        yield page
