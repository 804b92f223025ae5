"""What changed: the list of tickets in order of their last change, read without holes.

The list moves while it is read: a ticket that is touched (by us, too) goes to the end, and all behind it move up by
one. Turning pages would then miss one. So after each page the question is asked anew, from the last row's time on.
``updated_since`` is inclusive, hence the rows of that one second come again and are left out. Only where a whole page
shares a second are pages turned, and then all of them are read before the first is given to anybody who might write.

Spam and deleted tickets are not in the list: that they are is seen when they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.model import Fields, TicketPage
from zendesk_bridge.helpdesks.freshdesk import wire
from zendesk_bridge.helpdesks.freshdesk.calls import LAST_PAGE, PER_PAGE, Lists
from zendesk_bridge.transport import Json, Transport

OVERLAP = timedelta(minutes=5)
"""How far the next scan reaches back: a change may become visible late, and times are whole seconds."""

_Keys = frozenset[tuple[int, datetime]]


@dataclass(frozen=True, slots=True)
class _Page:
    """Rows in order of their last change; ``first`` and ``last`` are the times at its ends."""

    rows: tuple[tuple[datetime, wire.Row], ...]
    first: datetime
    last: datetime

    def but(self, seen: _Keys) -> Iterator[wire.Row]:
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

    Raises Incomplete when the cursor is not ours, the order is broken, or the pages do not end.
    """
    start = _read(cursor) if cursor else since.astimezone(UTC).replace(microsecond=0)
    anchor, number, seen = start, 1, _Keys()
    held: list[TicketPage] = []
    while True:
        reply = transport.get("tickets", _query(anchor, number))
        page = _page(reply.body, anchor)
        tickets = tuple(wire.ticket(row, fields, start) for row in page.but(seen))
        held.append(TicketPage(tickets, (), _written(max(start, page.last - OVERLAP))))
        more = lists.more(reply, number, len(page.rows))
        if not more or page.first < page.last:
            yield from held
            held = []
        if not more:
            return
        seen = page.boundary | (seen if page.last == anchor else _Keys())
        number = _following(page, anchor, number)
        anchor = page.last


def _following(page: _Page, anchor: datetime, number: int) -> int:
    """Return the number of the page to read next, asking from this page's last row on."""
    if page.first < page.last:
        return 1
    following = (number if page.last == anchor else 1) + 1  # from its own second on, such a page would be the first
    if following > LAST_PAGE:
        raise Incomplete(
            f"more than {LAST_PAGE * PER_PAGE} tickets changed in one second ({_iso(page.last)}), and Freshdesk "
            "shows no more of them",
            fix="Start the scan after that moment; tickets of that second need to be triaged by their number.",
        )
    return following


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
    """Read one answer; rows that are not in order would let us skip tickets."""
    rows = tuple((wire.moment(row, "updated_at"), row) for row in wire.rows(body, "tickets"))
    first, last = (rows[0][0], rows[-1][0]) if rows else (anchor, anchor)
    if first < anchor or last < first:
        raise Incomplete("Freshdesk's list of tickets is not in order of their last change", fix="Run it again later.")
    return _Page(rows, first, last)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _written(moment: datetime) -> str:
    return json.dumps({"since": _iso(moment)})


def _read(cursor: str) -> datetime:
    try:
        return wire.moment(wire.record(json.loads(cursor), "a cursor"), "since")
    except (ValueError, Incomplete):
        raise Incomplete(
            "the remembered position of the ticket scan is not one of Freshdesk's",
            fix="Was the helpdesk's type changed in the configuration? Give the new one another name.",
        ) from None
