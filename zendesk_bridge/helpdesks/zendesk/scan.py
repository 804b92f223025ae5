"""Everything that changed: the cursor export of tickets, then the export of ticket events for later comments.

https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.model import Comments, Fields, TicketPage, Words
from zendesk_bridge.core.text import ATTACHMENT
from zendesk_bridge.helpdesks.zendesk import tickets as wire
from zendesk_bridge.helpdesks.zendesk.api import Api, rows_of, users_of

_TICKETS = "/api/v2/incremental/tickets/cursor.json"
_EVENTS = "/api/v2/incremental/ticket_events.json"
_Reading = Callable[[Mapping[str, Any], Container[int]], tuple[Words, ...]]
_FULL_PAGE = 1000
_WITHHELD = 65  # seconds; the exports refuse a start within the last minute


@dataclass(frozen=True, slots=True)
class Position:
    """Where a scan stands. ``tickets`` is the export's cursor, "" before its first; the others are Unix times."""

    tickets: str
    tickets_from: int
    events_from: int

    @classmethod
    def start(cls, cursor: str | None, since: datetime) -> Position:
        """Read a stored cursor, or start at a time."""
        if cursor is None:
            return cls("", int(since.timestamp()), int(since.timestamp()))
        try:
            found = json.loads(cursor)
            return cls(str(found["tickets"]), int(found["tickets_from"]), int(found["events_from"]))
        except (ValueError, KeyError, TypeError):
            raise Incomplete(
                "the stored cursor of this Zendesk account cannot be read", fix="Start a fresh scan without it."
            ) from None

    def __str__(self) -> str:
        """Return the cursor to store."""
        return json.dumps(asdict(self), separators=(",", ":"))


class Scan:
    """One reading to the end of both streams; who works here is asked for once, and only if a comment was seen."""

    def __init__(self, api: Api, fields: Fields) -> None:
        self._api, self._fields = api, fields
        self._newest = int(api.now().timestamp()) - _WITHHELD
        self._staff_seen: set[int] = set()
        self._team: frozenset[int] | None = None

    def pages(self, position: Position) -> Iterator[TicketPage]:
        """Yield all pages; each page's cursor is safe to go on from."""
        last = position
        for last, page in self._ticket_pages(position):
            yield replace(page, cursor=str(last))
        for reached, page in self._event_pages(last):
            yield replace(page, cursor=str(reached))

    def _ticket_pages(self, position: Position) -> Iterator[tuple[Position, TicketPage]]:
        seen = {position.tickets}
        while True:
            start = {"cursor": position.tickets} if position.tickets else {"start_time": self._old(position)}
            params = {**start, "per_page": _FULL_PAGE, "include": "users"}
            body = self._api.transport.get(_TICKETS, params).body
            page = self._ticket_page(body)
            after, ended = body.get("after_cursor"), body.get("end_of_stream")
            position = replace(position, tickets=str(after)) if after else position
            if not ended and (not after or position.tickets in seen):
                raise Incomplete(f"{_TICKETS}: the export goes in circles: a page without an end leads nowhere new")
            seen.add(position.tickets)
            yield position, page
            if ended:
                return

    def _old(self, position: Position) -> int:
        return max(0, min(position.tickets_from, self._newest))

    def _ticket_page(self, body: Any) -> TicketPage:
        rows = rows_of(body, "tickets", _TICKETS)
        users = users_of(body, _TICKETS)
        self._staff_seen |= wire.staff_ids(users)
        others = {user["id"] for user in users} - self._staff_seen
        staff = _Lazily(lambda user_id: user_id not in others and self._works_here(user_id))
        known = wire.locales(users)
        return TicketPage(
            tickets=tuple(
                wire.ticket(row, self._fields, known_locales=known, words=wire.first_words(row, staff)) for row in rows
            ),
            comments=(),
            cursor="",
        )

    def _event_pages(self, position: Position) -> Iterator[tuple[Position, TicketPage]]:
        start = max(0, min(position.events_from, self._newest))
        while True:
            body = self._api.transport.get(_EVENTS, {"start_time": start, "include": "comment_events"}).body
            events = rows_of(body, "ticket_events", _EVENTS)
            end = body.get("end_time")
            end = end if isinstance(end, int) and end > start else start
            ended = bool(body.get("end_of_stream", len(events) < _FULL_PAGE))
            if not ended and end == start:
                raise Incomplete(
                    f"{_EVENTS}: more than a page of events fell into one second ({start}) and the export cannot go on",
                    fix="Nothing was skipped: later runs start at the same second. If it stays, start a fresh scan.",
                )
            position = replace(position, events_from=end)
            yield position, TicketPage(tickets=(), comments=self._comments(events), cursor="")
            if ended:
                return
            start = end

    def _comments(self, events: list[Any]) -> tuple[Comments, ...]:
        found: dict[int, dict[tuple[str, str], Words]] = {}
        staff = _Lazily(self._works_here)
        for event in events:
            read, children = _comments_of(event)
            for words in chain.from_iterable(read(child, staff) for child in children):
                key = words.part, words.text if words.part == ATTACHMENT else ""
                found.setdefault(event["ticket_id"], {})[key] = words
        return tuple(Comments(ticket_id, tuple(words.values())) for ticket_id, words in found.items())

    def _works_here(self, user_id: object) -> bool:
        if user_id in self._staff_seen:
            return True
        if self._team is None:
            users = self._api.rows("/api/v2/users.json", "users", {"role[]": sorted(wire.STAFF)})
            self._team = frozenset(wire.staff_ids(users))
        return user_id in self._team


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
    if not isinstance(event.get("ticket_id"), int):
        return wire.comment_words, []
    listed = event.get("child_events")
    if not isinstance(listed, list | None):
        raise Incomplete(f"{_EVENTS}: an event of ticket {event['ticket_id']} cannot be read")
    children = [child for child in listed or () if isinstance(child, dict)]
    created = any(child.get("event_type") == "Create" for child in children)
    comments: list[Mapping[str, Any]] = [
        child for child in children if "Comment" in (child.get("event_type"), child.get("type"))
    ]
    return wire.file_words if created else wire.comment_words, comments
