"""``/incremental/*``: what changed since; admins only, the last minute withheld when the sandbox's lag says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from zendesk_bridge.sandbox import rows as stored
from zendesk_bridge.sandbox.records import Audit, Comment, StoredTicket, TicketQuery
from zendesk_bridge.sandbox.zendesk import wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import ZendeskError, bad_request
from zendesk_bridge.sandbox.zendesk.fields import ticket_json
from zendesk_bridge.sandbox.zendesk.pages import decode, encode
from zendesk_bridge.sandbox.zendesk.tickets import people

_MOST = 1000  # rows a page
_SECOND = timedelta(seconds=1)
_BY_TIME = "SELECT * FROM tickets WHERE touched_at BETWEEN :start AND :until ORDER BY touched_at, seq LIMIT :limit"


@dataclass(frozen=True, slots=True)
class _Position:
    """Where an export goes on: behind ``seq``; ``start`` filters until the first end of the stream."""

    seq: int
    start: int | None


def tickets(call: ZendeskCall) -> ZendeskAnswer:
    """Answer up to 1,000 changed tickets, deleted ones included, and the cursor to go on from."""
    call.must_be_admin()
    position = _position(call)
    size = _size(call)
    found = _changed(call, position, size + 1)
    page, end = found[:size], len(found) <= size
    seq = page[-1].seq if page else position.seq
    cursor = encode([seq, None if end else position.start])
    rows = _wanted(call, page)
    return ZendeskAnswer(
        {
            "tickets": rows,
            "after_cursor": cursor,
            "after_url": f"{call.box.base_url}{call.path}?{urlencode(_others(call) | {'cursor': cursor})}",
            "before_cursor": None,
            "before_url": None,
            "end_of_stream": end,
            **people(call, rows),
        }
    )


def _wanted(call: ZendeskCall, tickets: list[StoredTicket]) -> list[dict[str, Any]]:
    """Return tickets as JSON, without deleted ones when that was asked for."""
    excluding = call.query.get("exclude_deleted") == "true"
    wanted = [one for one in tickets if not (excluding and wire.is_deleted(one))]
    rows = ticket_json(call, *wanted)
    return [
        row | {"generated_timestamp": int(one.touched_at.timestamp())} for row, one in zip(rows, wanted, strict=True)
    ]


def tickets_by_time(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the tickets changed at or after ``start_time``, the older export.

    A page that ends with a whole second is followed by one that starts a second later; one that is cut within a second,
    and the last of the stream, by one that starts with that second again. A second of more tickets than a page holds
    comes whole: from the real export nobody gets past it.
    """
    call.must_be_admin()
    start, until = _start(call), visible_until(call)
    size = _size(call)
    found = _touched(call, start, until, size + 1)
    behind, found = found[size:], found[:size]
    if behind and found[0].touched_at == behind[0].touched_at:
        found = _touched(call, found[0].touched_at, found[0].touched_at, -1)
        behind = _touched(call, found[0].touched_at + _SECOND, until, 1)
    end = found[-1].touched_at if found else start
    if behind and behind[0].touched_at > end:
        end += _SECOND
    rows = _wanted(call, found)
    position = {"next_page": _next(call, end), "end_time": int(end.timestamp()), "end_of_stream": not behind}
    return ZendeskAnswer({"tickets": rows, "count": len(rows), **position, **people(call, rows)})


def _touched(call: ZendeskCall, start: datetime, until: datetime, limit: int) -> list[StoredTicket]:
    span = {"start": int(start.timestamp()), "until": int(until.timestamp()), "limit": limit}
    return [stored.ticket(row) for row in call.store.read(_BY_TIME, span)]


def _next(call: ZendeskCall, start: datetime) -> str:
    query = _others(call) | {"start_time": str(int(start.timestamp()))}
    return f"{call.box.base_url}{call.path}?{urlencode(query)}"


def _size(call: ZendeskCall) -> int:
    return min(_MOST, max(1, integer(call.query.get("per_page", _MOST), "per_page")))


def _position(call: ZendeskCall) -> _Position:
    cursor = call.query.get("cursor")
    if cursor is None:
        return _Position(0, int(_start(call).timestamp()))
    found = decode(cursor)
    if not isinstance(found, list) or [type(part) for part in found] not in ([int, int], [int, type(None)]):
        raise bad_request("InvalidValue", "cursor is not valid")
    return _Position(found[0], found[1])


def _changed(call: ZendeskCall, position: _Position, limit: int) -> list[StoredTicket]:
    """Return the next tickets in the order of their changes, up to the first that is still withheld."""
    start = None if position.start is None else _moment(position.start)
    found = call.store.tickets(TicketQuery(order_by="seq", after=position.seq, touched_since=start, limit=limit))
    until = visible_until(call)
    withheld = call.store.tickets(TicketQuery(order_by="seq", touched_since=until + _SECOND, limit=1))
    return [ticket for ticket in found if not withheld or ticket.seq < withheld[0].seq]


def visible_until(call: ZendeskCall) -> datetime:
    """Return the last moment whose changes are shown; without a lag all are, whatever their time."""
    lag = call.box.behaviour.lag
    return call.store.now() - lag if lag else datetime(9999, 1, 1, tzinfo=UTC)


def _start(call: ZendeskCall) -> datetime:
    if "start_time" not in call.query:
        raise bad_request("InvalidValue", "start_time is required")
    start = _moment(integer(call.query["start_time"], "start_time"))
    if call.box.behaviour.lag and start > call.store.now() - call.box.behaviour.lag:
        description = "Too recent start_time. Use a start_time older than 60 seconds"
        raise ZendeskError(422, {"error": "InvalidValue", "description": description})
    return start


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError) as exc:
        raise bad_request("InvalidValue", "start_time is not a time") from exc


def _others(call: ZendeskCall) -> dict[str, str]:
    return {name: value for name, value in call.query.items() if name not in ("cursor", "start_time")}


def ticket_events(call: ZendeskCall) -> ZendeskAnswer:
    """Answer the audits since ``start_time``; comments come with their text when ``include=comment_events``."""
    call.must_be_admin()
    start = _start(call)
    until = visible_until(call)
    audits = call.store.events_since(start, until, _MOST + 1)
    more = len(audits) > _MOST
    if more:
        audits = _whole_seconds(call, audits[:_MOST])
        more = bool(call.store.events_since(audits[-1].created_at + _SECOND, until, 1))
    last = audits[-1].created_at + (_SECOND if more else timedelta(0)) if audits else start
    return ZendeskAnswer(
        {
            "ticket_events": _events(call, audits),
            "next_page": _next(call, last),
            "end_time": int(last.timestamp()),
            "count": len(audits),
            "end_of_stream": not more,
        }
    )


def _whole_seconds(call: ZendeskCall, audits: list[Audit]) -> list[Audit]:
    """Complete the last second of a page, so that a crowded second cannot hold up the export for ever."""
    last = audits[-1].created_at
    return [audit for audit in audits if audit.created_at < last] + call.store.events_since(last, last, -1)


def _events(call: ZendeskCall, audits: list[Audit]) -> list[dict[str, Any]]:
    with_text = "comment_events" in call.query.get("include", "")
    ids = [child["comment_id"] for audit in audits for child in audit.children if child["type"] == "Comment"]
    bodies = {comment.id: comment for comment in call.store.comments_by_ids(ids)} if with_text else {}
    return [
        {
            "id": audit.id, "ticket_id": audit.ticket_id, "timestamp": int(audit.created_at.timestamp()),
            "created_at": wire.time(audit.created_at), "updater_id": audit.author_id, "event_type": "Audit",
            "via": audit.channel, "system": {}, "metadata": {"system": {}, "custom": dict(audit.metadata)},
            "child_events": [_child(audit, child, bodies) for child in audit.children],
        }
        for audit in audits
    ]  # fmt: skip


def _child(audit: Audit, child: Mapping[str, Any], bodies: Mapping[int, Comment]) -> dict[str, Any]:
    about = {"id": child["id"], "via": audit.channel, "event_type": child["type"]}
    if "comment_id" in child and child["type"] != "Comment":
        return {**about, "comment_id": child["comment_id"], "public": child["public"]}
    if child["type"] != "Comment":
        previous = {"previous_value": child["previous"]} if child["type"] == "Change" else {}
        return {**about, child["field"]: child["value"], **previous}
    found = bodies.get(child["comment_id"])
    if found is None:
        return {**about, "comment_present": True, "comment_public": child["public"]}
    return wire.comment(found, audit.id) | {"event_type": "Comment", "comment_present": True}


ROUTES: Routes = (
    ("GET", "incremental/tickets/cursor", tickets),
    ("GET", "incremental/tickets", tickets_by_time),
    ("GET", "incremental/ticket_events", ticket_events),
)
