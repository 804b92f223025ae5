"""Everything that changed: the cursor export of tickets, then the export of ticket events for comments and replies.

https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from zendesk_bridge.core.errors import Incomplete, NotFound, Rejected
from zendesk_bridge.core.mentions.text import ATTACHMENT
from zendesk_bridge.core.model import AgentReply, Comments, Fields, Ticket, TicketPage, Words
from zendesk_bridge.helpdesks.zendesk import tickets as wire
from zendesk_bridge.helpdesks.zendesk.api import Api, part, readable, users_of
from zendesk_bridge.helpdesks.zendesk.replies import hidden_in, replies_of
from zendesk_bridge.transport import Patience

_log = logging.getLogger(__name__)

_TICKETS = "/api/v2/incremental/tickets/cursor.json"
_EVENTS = "/api/v2/incremental/ticket_events.json"
_Reading = Callable[[Mapping[str, Any], Container[int]], tuple[Words, ...]]
_FULL_PAGE = 1000  # rows: as many as the incremental exports give
_CROWDED_PAGES = 10
"""How many pages of tickets are looked through for those of one crowded second."""
_CUSTOMERS = 50_000
"""How many people are remembered to be customers, so that nobody need be asked who they are: some 5 MB."""
_LAST = 1 << 36  # seconds: the year 4147
_AHEAD = 86_400  # seconds: no export ends later than a day from now, whatever the clocks say
_WITHHELD = 65  # seconds; the exports refuse a start within the last minute


@dataclass(frozen=True, slots=True)
class Position:
    """Where a scan stands. ``tickets`` is the export's cursor, "" before its first; the others are Unix times."""

    tickets: str
    tickets_from: int
    events_from: int

    @classmethod
    def start(cls, cursor: str | None, since: datetime) -> Position:
        """Read a stored cursor, or start at a time. Raises Incomplete for a cursor that is not ours."""
        if cursor is None:
            return cls("", int(since.timestamp()), int(since.timestamp()))
        try:
            found = json.loads(cursor)
            return cls(str(found["tickets"]), _seconds(found["tickets_from"]), _seconds(found["events_from"]))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            raise Incomplete(
                "the stored cursor of this Zendesk account cannot be read", fix="Start a fresh scan without it."
            ) from None

    def __str__(self) -> str:
        """Return the cursor to store."""
        return json.dumps(asdict(self), separators=(",", ":"))


def _seconds(value: Any) -> int:
    """Return a Unix time of this age; raises ValueError for any other number."""
    seconds = int(value)
    if not 0 <= seconds < _LAST:
        raise ValueError("no time")
    return seconds


class ExportReader:
    """One reading to the end of both streams; who works here is asked for once, and only if a comment was seen."""

    def __init__(self, api: Api, fields: Fields) -> None:
        self._api, self._fields = api, fields
        self._newest = int(api.now().timestamp()) - _WITHHELD
        self._staff_seen: set[int] = set()
        self._team: frozenset[int] | None = None
        self._customers: set[int] = set()

    def pages(self, position: Position) -> Iterator[TicketPage]:
        """Yield all pages; each page's cursor is safe to go on from. Raises Incomplete where it loops or breaks."""
        last = position
        for last, page in self._ticket_pages(position):
            yield replace(page, cursor=str(last))
        for reached, page in self._event_pages(last):
            yield replace(page, cursor=str(reached))

    def _ticket_pages(self, position: Position) -> Iterator[tuple[Position, TicketPage]]:
        seen = {position.tickets}
        patience = Patience(_TICKETS)
        while True:
            body, position = self._ticket_body(position)
            page = self._ticket_page(body)
            after, ended = body.get("after_cursor"), body.get("end_of_stream")
            reached = max([position.tickets_from, *filter(None, map(_second, body["tickets"]))])
            position = replace(position, tickets=str(after), tickets_from=reached) if after else position
            if not ended and (not after or position.tickets in seen):
                raise Incomplete(f"{_TICKETS}: the export goes in circles: a page without an end leads nowhere new")
            seen.add(position.tickets)
            yield position, page
            if ended:
                return
            patience.page(len(body["tickets"]))

    def _ticket_body(self, position: Position) -> tuple[Any, Position]:
        """Ask for the next page; a cursor that Zendesk takes no more gives way to the time that it had reached."""
        common = {"per_page": _FULL_PAGE, "include": "users"}
        if position.tickets:
            try:
                return self._api.transport.get(_TICKETS, {"cursor": position.tickets, **common}).body, position
            except (NotFound, Rejected) as error:
                _log.warning("%s; reading goes on from its time", error.message)
        params = {"start_time": self._old(position), **common}
        return self._api.transport.get(_TICKETS, params).body, replace(position, tickets="")

    def _old(self, position: Position) -> int:
        return max(0, min(position.tickets_from, self._newest))

    def _ticket_page(self, body: Any) -> TicketPage:
        rows, holes = readable(body, "tickets", _TICKETS)
        users = users_of(body, _TICKETS)
        self._staff_seen |= wire.staff_ids(users)
        others = {user["id"] for user in users} - self._staff_seen
        if len(self._customers) < _CUSTOMERS:
            self._customers |= others
        staff = _Lazily(lambda user_id: user_id not in others and self._works_here(user_id))
        known = wire.locales(users)
        tickets: list[Ticket] = []
        unread: list[int] = []
        for row in rows:
            try:
                words = wire.first_words(row, staff)
                tickets.append(wire.ticket(row, self._fields, known_locales=known, words=words))
            except Incomplete:
                unread.append(row["id"])
        return TicketPage(tuple(tickets), (), "", tuple(unread), holes)

    def _event_pages(self, position: Position) -> Iterator[tuple[Position, TicketPage]]:
        start = max(0, min(position.events_from, self._newest))
        patience = Patience(_EVENTS)
        while True:
            body = self._api.transport.get(_EVENTS, {"start_time": start, "include": "comment_events"}).body
            events: list[Any] = part(body, "ticket_events", list, _EVENTS)
            end = body.get("end_time")
            end = end if isinstance(end, int) and start < end <= self._newest + _AHEAD else start
            ended = bool(body.get("end_of_stream", len(events) < _FULL_PAGE))
            page = self._event_page(events)
            if not ended and end == start:
                if not _is_crowded(events, start):
                    raise Incomplete(f"{_EVENTS}: a page without an end leads nowhere new (from {start})")
                page = replace(page, unread=(*page.unread, *self._crowd(start, page)))
                end = start + 1
                ended = end > self._newest
            position = replace(position, events_from=end)
            yield position, page
            if ended:
                return
            patience.page(len(events))
            start = end

    def _crowd(self, second: int, page: TicketPage) -> Iterator[int]:
        """Yield the tickets that changed in a second of which the export shows a page of events and no more.

        The export goes by whole seconds, so the rest of that second is out of its reach for ever: a bulk edit of more
        than 1,000 tickets is enough. The second is stepped over, and its tickets are read one by one.
        """
        told = {comments.ticket_id for comments in page.comments}
        position = Position("", second, second)
        for _ in range(_CROWDED_PAGES):
            body, position = self._ticket_body(position)
            rows, _ = readable(body, "tickets", _TICKETS)
            for row in rows:
                if _second(row) == second and row["id"] not in told:
                    yield row["id"]
            after = body.get("after_cursor")
            if body.get("end_of_stream") or not after or any((_second(row) or 0) > second for row in rows):
                return
            position = replace(position, tickets=str(after))

    def _event_page(self, events: list[Any]) -> TicketPage:
        found: dict[int, dict[tuple[str, str], Words]] = {}
        said: dict[tuple[int, str], AgentReply] = {}
        staff, hidden = _Lazily(self._works_here), hidden_in(events)
        openers = _Lazily(self._opens_tickets)
        unread: list[int] = []
        holes = 0
        for event in events:
            if not isinstance(event, dict) or not isinstance(event.get("ticket_id"), int):
                holes += 1
            elif not isinstance(event.get("child_events"), list | None):
                unread.append(event["ticket_id"])
            else:
                read, children = _comments_of(event)
                for words in chain.from_iterable(read(child, staff) for child in children):
                    key = words.part, words.text if words.part == ATTACHMENT else ""
                    found.setdefault(event["ticket_id"], {})[key] = words
                agents = openers if read is wire.file_words else staff
                said.update({(one.ticket_id, one.words.part): one for one in replies_of(event, agents, hidden)})
        comments = tuple(Comments(ticket_id, tuple(words.values())) for ticket_id, words in found.items())
        return TicketPage((), comments, "", tuple(unread), holes, replies=tuple(said.values()))

    def _opens_tickets(self, user_id: object) -> bool:
        """Tell whether somebody who opened a ticket works here; asks for nobody who came along with the ticket."""
        return user_id not in self._customers and self._works_here(user_id)

    def _works_here(self, user_id: object) -> bool:
        if user_id in self._staff_seen:
            return True
        if self._team is None:
            users = self._api.rows("/api/v2/users.json", "users", {"role[]": sorted(wire.STAFF)})
            self._team = frozenset(wire.staff_ids(users))
        return user_id in self._team


def _second(row: Any) -> int | None:
    """Return when the export noticed this row's change, in whole seconds."""
    moment = row.get("generated_timestamp") if isinstance(row, dict) else None
    return moment if isinstance(moment, int) else None


def _is_crowded(events: list[Any], second: int) -> bool:
    """Tell whether a page holds nothing but events of one second; on a full page they need not say so."""
    unsaid = second if len(events) >= _FULL_PAGE else None
    return bool(events) and all(
        isinstance(event, dict) and event.get("timestamp", unsaid) == second for event in events
    )


class _Lazily:
    """A container that is asked for only when somebody looks into it."""

    def __init__(self, holds: Callable[[object], bool]) -> None:
        self._holds = holds

    def __contains__(self, item: object) -> bool:
        return self._holds(item)


def _comments_of(event: Mapping[str, Any]) -> tuple[_Reading, list[Mapping[str, Any]]]:
    """Return the comments of an event and how to read them.

    One that created its ticket holds the description, which the ticket brought: only its files' names are new.
    """
    listed = event.get("child_events")
    children = [child for child in listed or () if isinstance(child, dict)]
    created = any(child.get("event_type") == "Create" for child in children)
    comments: list[Mapping[str, Any]] = [
        child for child in children if "Comment" in (child.get("event_type"), child.get("type"))
    ]
    return wire.file_words if created else wire.comment_words, comments
