"""The lists of tickets an agent picks from: newest change first, follow-ups by the day they are due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from zendesk_bridge.sandbox.desk.days import named_day
from zendesk_bridge.sandbox.desk.parts import SharedView
from zendesk_bridge.sandbox.options import Face
from zendesk_bridge.sandbox.records import StoredTicket, TicketQuery
from zendesk_bridge.sandbox.store import Store

PER_PAGE = 25  # tickets
_LONGEST_ID = 18  # digits: fewer than SQLite's integers have
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
class DeskView:
    """A list; one by tag names it."""

    title: str
    empty: str
    tag: str = ""


MINE, FOUND = "mine", "search"
_LONGEST_SEARCH, _MOST_WORDS = 200, 8  # characters; words
_SEARCH = """
  SELECT id FROM tickets WHERE spam = 0 AND deleted = 0 AND {}
  ORDER BY updated_at DESC, id DESC LIMIT :limit OFFSET :offset
"""
_HAS_WORD = """
  (id = :number{0} OR subject LIKE :word{0} ESCAPE '!' OR description_text LIKE :word{0} ESCAPE '!'
   OR tags LIKE :word{0} ESCAPE '!'
   OR requester_id IN (SELECT id FROM users WHERE name LIKE :word{0} ESCAPE '!' OR email LIKE :word{0} ESCAPE '!')
   OR id IN (SELECT ticket_id FROM comments WHERE text LIKE :word{0} ESCAPE '!'))
"""
VIEWS: Mapping[str, DeskView] = {
    "all": DeskView("All tickets", "No tickets yet. Let a customer write one."),
    MINE: DeskView("Assigned to you", "No ticket is assigned to you. Open one and take it."),
    "backorder": DeskView(
        "Backorder", "No ticket has the tag “backorder”. A sync marks those that mention a late item.", "backorder"
    ),
    DUE: DeskView("Follow-up due", "Nobody waits for a promised update: no “Backorder next update” has come yet."),
    "moved": DeskView(
        "Window moved",
        "No ticket has the tag “backorder_window_moved”. A sync sets it where a customer was told a window that moved.",
        "backorder_window_moved",
    ),
}


@dataclass(frozen=True, slots=True)
class ViewPage:
    """One page of a view, which counts from 1, and how many tickets each view has.

    ``due`` holds the day of the promised update by ticket, in the view that is about it.
    """

    tickets: list[StoredTicket]
    page: int
    more: bool
    counts: Mapping[str, int]
    due: Mapping[int, date] = field(default_factory=dict)


def lists(shared: Mapping[str, SharedView]) -> Mapping[str, DeskView]:
    """Return every list of the desk by its name: its own, and those that the helpdesk keeps."""
    titles = {name: one.title.replace("::", " \u203a ") for name, one in shared.items()}
    return {**VIEWS, **{name: DeskView(title, "No ticket is in this view.") for name, title in titles.items()}}


def listing(store: Store, view: str, page: int, face: Face, promise: str | None, agent: int = 0) -> ViewPage:
    """Return a page of a view; ``promise`` is the key of the ticket field that names the day of the next update.

    ``agent`` is who sits at the desk.
    """
    start = (page - 1) * PER_PAGE
    due, mine = _due(store, face, promise), replace(_SHOWN, assignee_id=agent)
    counts = {name: _number(store, _COUNT_TAGGED, tag=one.tag) for name, one in VIEWS.items() if one.tag}
    counts |= {"all": _number(store, _COUNT_ALL), MINE: store.count_tickets(mine), DUE: len(due)}
    if view not in VIEWS:
        return ViewPage([], page, more=False, counts=counts)
    more = start + PER_PAGE < counts[view]
    if view in ("all", MINE):
        query = replace(_SHOWN if view == "all" else mine, limit=PER_PAGE, offset=start)
        return ViewPage(store.tickets(query), page, more, counts)
    if view == DUE:
        days = dict(due[start : start + PER_PAGE])
        return ViewPage(_in_order(store, days), page, more, counts, {id_: day for id_, day in days.items() if day})
    asked = {"tag": VIEWS[view].tag, "limit": PER_PAGE, "offset": start}
    return ViewPage(_in_order(store, [row[0] for row in store.read(_TAGGED, asked)]), page, more, counts)


def beside(own: ViewPage, shared: Mapping[str, SharedView], view: str) -> ViewPage:
    """Return the desk's page with the numbers of the lists that the helpdesk keeps; of one of these, its tickets."""
    counts = {**own.counts, **{name: one.number() for name, one in shared.items()}}
    if view not in shared:
        return replace(own, counts=counts)
    start = (own.page - 1) * PER_PAGE
    more = start + PER_PAGE < counts[view]
    return replace(own, tickets=shared[view].tickets(start, PER_PAGE), more=more, counts=counts)


def found(store: Store, words: str, page: int, counts: Mapping[str, int]) -> ViewPage:
    """Return a page of the tickets in which every word stands: in subject, messages, tags, or the customer's name.

    A number, with or without ``#``, is also that ticket's.
    """
    wanted = words[:_LONGEST_SEARCH].split()[:_MOST_WORDS]
    values: dict[str, object] = {"limit": PER_PAGE + 1, "offset": (page - 1) * PER_PAGE}
    for place, word in enumerate(wanted):
        plain = "".join(f"!{letter}" if letter in "!%_" else letter for letter in word)
        number = word.removeprefix("#")
        fits = number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID
        values |= {f"word{place}": f"%{plain}%", f"number{place}": int(number) if fits else 0}
    conditions = " AND ".join(_HAS_WORD.format(place) for place in range(len(wanted))) or "0"
    ids = [row[0] for row in store.read(_SEARCH.format(conditions), values)]
    return ViewPage(_in_order(store, ids[:PER_PAGE]), page, len(ids) > PER_PAGE, counts)


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


def _in_order(store: Store, ids: Mapping[int, object] | list[int]) -> list[StoredTicket]:
    found = {ticket.id: ticket for ticket in store.tickets_by_ids(ids)}
    return [found[number] for number in ids if number in found]


def _number(store: Store, sql: str, **values: str) -> int:
    return int(store.read(sql, values)[0][0])
