"""The lists of tickets an agent picks from: newest change first, follow-ups by the day they are due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from zendesk_bridge.sandbox import Face
from zendesk_bridge.sandbox.desk.days import named_day
from zendesk_bridge.sandbox.records import Ticket, TicketQuery
from zendesk_bridge.sandbox.store import Store

PER_PAGE = 25
DUE = "due"
_SHOWN = TicketQuery(order_by="updated_at", descending=True, spam=False, deleted=False)

_COUNT_ALL = """
  SELECT (SELECT count(*) FROM tickets) - (SELECT count(*) FROM tickets WHERE spam = 1 OR deleted = 1)
"""
_COUNT_TAGGED = """
  SELECT count(*) FROM marked_tickets WHERE EXISTS (SELECT 1 FROM json_each(tags) WHERE value = :tag)
"""
_TAGGED = """
  SELECT id FROM marked_tickets WHERE EXISTS (SELECT 1 FROM json_each(tags) WHERE value = :tag)
  ORDER BY updated_at DESC, id DESC LIMIT :limit OFFSET :offset
"""
_PROMISED = """
  SELECT id,
    json_extract(CASE :face WHEN 'zendesk' THEN zendesk_fields ELSE freshdesk_fields END, :field) AS words,
    EXISTS (SELECT 1 FROM json_each(tags) WHERE value = 'backorder_followup_due') AS told
  FROM marked_tickets
  WHERE told OR status NOT IN ('solved', 'closed') AND EXISTS (SELECT 1 FROM json_each(tags) WHERE value = 'backorder')
  ORDER BY updated_at, id
"""


@dataclass(frozen=True, slots=True)
class View:
    """A list; one by tag names it."""

    title: str
    empty: str
    tag: str = ""


VIEWS: Mapping[str, View] = {
    "all": View("All tickets", "No tickets yet. Let a customer write one."),
    "backorder": View(
        "Backorder", "No ticket has the tag “backorder”. A sync marks those that mention a late item.", "backorder"
    ),
    DUE: View("Follow-up due", "Nobody waits for a promised update: no “Backorder next update” has come yet."),
    "moved": View(
        "Window moved",
        "No ticket has the tag “backorder_window_moved”. A sync sets it when a ship window moves.",
        "backorder_window_moved",
    ),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a view, which counts from 1, and how many tickets each view has.

    ``due`` holds the day of the promised update by ticket, in the view that is about it.
    """

    tickets: list[Ticket]
    page: int
    more: bool
    counts: Mapping[str, int]
    due: Mapping[int, date] = field(default_factory=dict)


def listing(store: Store, view: str, page: int, face: Face, promise: str | None) -> Listing:
    """Return a page of a view; ``promise`` is the key of the ticket field that names the day of the next update."""
    start = (page - 1) * PER_PAGE
    due = _due(store, face, promise)
    counts = {name: _number(store, _COUNT_TAGGED, tag=one.tag) for name, one in VIEWS.items() if one.tag}
    counts |= {"all": _number(store, _COUNT_ALL), DUE: len(due)}
    more = start + PER_PAGE < counts[view]
    if view == "all":
        return Listing(store.tickets(replace(_SHOWN, limit=PER_PAGE, offset=start)), page, more, counts)
    if view == DUE:
        days = dict(due[start : start + PER_PAGE])
        return Listing(_in_order(store, days), page, more, counts, {id_: day for id_, day in days.items() if day})
    asked = {"tag": VIEWS[view].tag, "limit": PER_PAGE, "offset": start}
    return Listing(_in_order(store, [row[0] for row in store.read(_TAGGED, asked)]), page, more, counts)


def _due(store: Store, face: Face, promise: str | None) -> list[tuple[int, date | None]]:
    """Return the tickets whose next update is due today or was before, and its day; the oldest day first.

    A ticket that somebody has tagged as due is due, whatever day it names; without one it comes last.
    """
    today = store.now().date()
    asked = {"face": face, "field": promise and f'$."{promise}"'}
    found = []
    for number, words, told in store.read(_PROMISED, asked):
        day = named_day(words, today) if isinstance(words, str) else None
        if told or (day is not None and day <= today):
            found.append((number, day))
    return sorted(found, key=lambda row: row[1] or date.max)


def _in_order(store: Store, ids: Mapping[int, object] | list[int]) -> list[Ticket]:
    found = {ticket.id: ticket for ticket in store.tickets_by_ids(ids)}
    return [found[number] for number in ids if number in found]


def _number(store: Store, sql: str, **values: str) -> int:
    return int(store.read(sql, values)[0][0])
