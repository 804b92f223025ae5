"""What changed: the list of tickets in order of their last change, read without holes.

The list moves while it is read: a ticket that is touched (by us, too) goes to the end, and all behind it move up by
one. Turning pages would then miss one. So after each page the question is asked anew, from the last row's time on.
``updated_since`` is inclusive, hence the rows of that one second come again and are left out. Only where a whole page
shares a second are pages turned, all of them before the first is given to anybody who might write, and twice.

Spam and deleted tickets are not in the list: that they are is seen when they are written.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.model import AgentReply, Fields, Ticket, TicketPage
from zendesk_bridge.helpdesks.freshdesk import replies, wire
from zendesk_bridge.helpdesks.freshdesk.calls import LAST_PAGE, PER_PAGE, Lists
from zendesk_bridge.transport import Json, JsonRow, Patience, Transport

_log = logging.getLogger(__name__)

OVERLAP = timedelta(minutes=5)
"""How far the next scan reaches back: a change may become visible late, and times are whole seconds."""

_SECOND = timedelta(seconds=1)
_READINGS = 5  # of one page, until two show the same tickets

_Keys = frozenset[tuple[int, datetime]]


@dataclass(frozen=True, slots=True)
class _Page:
    """Rows in order of their last change; ``first`` and ``last`` are the times at its ends.

    ``unread`` are the tickets of rows that nobody can read; ``holes`` counts the rows that do not even name theirs.
    """

    rows: tuple[tuple[datetime, JsonRow], ...]
    first: datetime
    last: datetime
    size: int
    unread: tuple[int, ...] = ()
    holes: int = 0

    def but(self, seen: _Keys) -> Iterator[JsonRow]:
        """Yield the rows that were not seen yet."""
        return (row for at, row in self.rows if (wire.number(row, "id"), at) not in seen)

    @property
    def boundary(self) -> _Keys:
        """The rows of the last second: they come again when the question starts there."""
        return frozenset((wire.number(row, "id"), at) for at, row in self.rows if at == self.last)


def changed(
    transport: Transport, lists: Lists, cursor: str | None, since: datetime, fields: Fields
) -> Iterator[TicketPage]:
    """Yield pages of tickets changed since the cursor, else since this time, to the end; one call for each 99.

    A second that keeps changing while it is read is stepped over, and the cursor stays there: the next scan comes back.

    Raises Incomplete when the cursor is not ours, the order is broken, or the pages do not end.
    """
    start = _read(cursor) if cursor else since.astimezone(UTC).replace(microsecond=0)
    told = _PageMaker(fields, start, start + OVERLAP if cursor else start)
    pages = _Pages(transport, lists)
    anchor, seen = start, _Keys()
    while True:
        page, more = pages.read(anchor, 1)
        if more and page.first == page.last:
            crowd, calm = pages.crowded(page.last)
            if not calm:
                told.restless.append(page.last)
            due = list(crowd.but(seen))
            yield told.page((), page.last, crowd.unread, crowd.holes)
            yield from (told.page(due[at : at + PER_PAGE], page.last) for at in range(0, len(due), PER_PAGE))
            anchor, seen = page.last + _SECOND, _Keys()
            continue
        yield told.page(page.but(seen), page.last, page.unread, page.holes)
        if not more:
            return
        anchor, seen = page.last, page.boundary


@dataclass(frozen=True, slots=True)
class _PageMaker:
    """Makes pages of rows that changed from ``start`` on; those up to ``before`` may have been told already.

    ``restless`` are the seconds that kept changing while they were read.
    """

    fields: Fields
    start: datetime
    before: datetime
    restless: list[datetime] = field(default_factory=list)

    def page(self, rows: Iterable[JsonRow], last: datetime, unread: tuple[int, ...] = (), holes: int = 0) -> TicketPage:
        """Return the tickets of these rows; the cursor stays before what kept changing, and a while before ``last``."""
        tickets: list[Ticket] = []
        unreadable = [*unread]
        again: list[int] = []
        told: list[AgentReply] = []
        for row in rows:
            try:
                tickets.append(wire.ticket(row, self.fields, self.start))
                told += replies.outbound(row)
                again += [tickets[-1].id] if wire.moment(row, "updated_at") <= self.before else []
            except Incomplete:
                unreadable.append(wire.number(row, "id"))
        reached = max(self.start, min([last - OVERLAP, *self.restless]))
        return TicketPage(
            tuple(tickets), (), _written(reached), tuple(unreadable), holes, frozenset(again), tuple(told)
        )


class _Pages:
    """Asks the list: what changed from a moment on, and what changed in one crowded second."""

    def __init__(self, transport: Transport, lists: Lists) -> None:
        self._transport, self._lists = transport, lists
        self._patience = Patience("tickets")

    def read(self, anchor: datetime, number: int) -> tuple[_Page, bool]:
        """Return this page of what changed since a moment, and whether more follows."""
        response = self._transport.get("tickets", _query(anchor, number))
        page = _page(response.body, anchor)
        more = self._lists.more(response, number, page.size)
        if more and not page.size:
            raise Incomplete(
                "Freshdesk sent an empty page of tickets, and says that more follow", fix="Run it again later."
            )
        self._patience.page(page.size)
        return page, more

    def crowded(self, second: datetime) -> tuple[_Page, bool]:
        """Return all rows of one second that fill more than a page, and whether these surely are all.

        Whoever touches one of them while pages are turned moves it out and may hide another, so all are read again
        until two readings agree: a row that moved out is in one of them only. Where none do, all that any of them had
        is returned: an import or an edit in bulk is at work.
        """
        readings = [self._turned(second)]
        for _ in range(_READINGS):
            readings.append(self._turned(second))
            if readings[-1].boundary == readings[-2].boundary:
                return readings[-1], True
        _log.warning(
            "the tickets that changed in one second (%s) keep changing while they are read: the next run comes back",
            _iso(second),
        )
        return _joined(readings, max(reading.holes for reading in readings)), False

    def _turned(self, second: datetime) -> _Page:
        """Turn the pages of one second once; return its rows as one page."""
        turned: list[_Page] = []
        for number in range(1, LAST_PAGE + 1):
            page, more = self.read(second, number)
            turned.append(replace(page, rows=tuple(pair for pair in page.rows if pair[0] == second), last=second))
            if not more or page.last > second:
                return _joined(turned, sum(page.holes for page in turned))
        _log.warning(
            "more than %s tickets changed in one second (%s), and Freshdesk shows no more of them; it is stepped over",
            LAST_PAGE * PER_PAGE,
            _iso(second),
        )
        return _joined(turned, sum(page.holes for page in turned))


def _joined(pages: Sequence[_Page], holes: int) -> _Page:
    """Return what several pages of one second hold together, each ticket once."""
    rows = {wire.number(row, "id"): (at, row) for page in pages for at, row in page.rows}
    unread = dict.fromkeys(ticket_id for page in pages for ticket_id in page.unread)
    return replace(pages[0], rows=tuple(rows.values()), size=len(rows), unread=tuple(unread), holes=holes)


def _query(anchor: datetime, page: int) -> dict[str, str | int]:
    return {
        "updated_since": _iso(anchor),  # without it only the last 30 days are listed
        "order_by": "updated_at",
        "order_type": "asc",
        "include": "description,stats",
        "per_page": PER_PAGE,
        "page": page,
    }


def _page(body: Json, anchor: datetime) -> _Page:
    """Read one answer; rows that are not in order would let us skip tickets, a single bad one does not."""
    rows: list[tuple[datetime, JsonRow]] = []
    unread: list[int] = []
    listed, holes = wire.readable(body, "tickets")
    for row in listed:
        try:
            ticket_id = wire.number(row, "id")
        except Incomplete:
            holes += 1
            continue
        try:
            rows.append((wire.moment(row, "updated_at"), row))
        except Incomplete:
            unread.append(ticket_id)
    first, last = (rows[0][0], rows[-1][0]) if rows else (anchor, anchor)
    if first < anchor or last < first:
        raise Incomplete("Freshdesk's list of tickets is not in order of their last change", fix="Run it again later.")
    return _Page(tuple(rows), first, last, len(listed) + holes, tuple(unread), holes)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _written(moment: datetime) -> str:
    return json.dumps({"since": _iso(moment)})


def _read(cursor: str) -> datetime:
    try:
        return wire.moment(wire.record(json.loads(cursor), "a cursor"), "since")
    except (ValueError, Incomplete, RecursionError):
        raise Incomplete(
            "the remembered position of the ticket scan is not one of Freshdesk's",
            fix="Was the helpdesk's type changed in the configuration? Give the new one another name.",
        ) from None
