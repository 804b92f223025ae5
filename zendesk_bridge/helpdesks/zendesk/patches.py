"""Patches onto tickets: in batches of a hundred, one job each; what a batch did not take is tried alone.

https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#update-many-tickets. Tags are added and removed,
fields set one by one, so that a patch never undoes what it does not name. What it does name an agent may have changed
since the ticket was listed: right before each job its tickets are read again, a hundred by one call, and those that are
not what was decided on are left out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zendesk_bridge.core.collision import collides
from zendesk_bridge.core.decide import FINAL
from zendesk_bridge.core.errors import AuthRefused, Conflict, Incomplete, NotFound, Rejected, Unavailable, cause_of
from zendesk_bridge.core.model import (
    Change,
    Failed,
    Fields,
    Outcome,
    Skipped,
    Stale,
    Ticket,
    TicketPatch,
    TicketStatus,
    Written,
)
from zendesk_bridge.helpdesks.zendesk import tickets as wire
from zendesk_bridge.helpdesks.zendesk.api import PAGE, TICKET_CLOSED, Api, closed, dropped, part
from zendesk_bridge.helpdesks.zendesk.jobs import Jobs, by_ticket, succeeded
from zendesk_bridge.transport import JsonRow
from zendesk_bridge.transport.single import Single

_log = logging.getLogger(__name__)
Read = Callable[[Sequence[int]], Iterator[Ticket | Failed]]
_MANY = "/api/v2/tickets/update_many.json"


@dataclass(slots=True)
class Works:
    """What works on this account, as far as a session has seen.

    ``row_tags``: Zendesk does not document that a ticket's row may carry tags to add and to remove. The OpenAPI schema
    has ``additional_tags`` and ``remove_tags`` there; the pages describe them for one change of many tickets only. A
    row that lost its tags would still be called a success: where all tags of a job are missing, they go by the calls
    that are documented for them, from then on. ``jobs``: whether background jobs come to an end.
    """

    row_tags: bool = True
    jobs: bool = True

    def lose_row_tags(self) -> None:
        """Send no tags in rows any more in this session."""
        if self.row_tags:
            _log.warning("Zendesk ignores tags in ticket updates; they are written one ticket at a time from here on")
        self.row_tags = False

    def lose_jobs(self) -> None:
        """Give no more work to background jobs in this session."""
        _log.warning("a background job of Zendesk does not end; tickets are written one at a time from here on")
        self.jobs = False


class Patcher:
    """Writes to the tickets of one account.

    Args:
        api: the account.
        fields: our ticket fields there.
        read: yields tickets as they are now, for ids.
        fresh: the same, without asking again for what was read last, this very moment.
        works: what works, as far as the session has seen.
        single: tells one ticket's trouble from the account's.
    """

    def __init__(self, api: Api, fields: Fields, *, read: Read, fresh: Read, works: Works, single: Single) -> None:
        self._api, self._fields, self._read, self._fresh = api, fields, read, fresh
        self._works, self._single = works, single
        self._jobs = Jobs(api)

    def run(self, changes: Iterable[Change]) -> Iterator[Outcome]:
        """Write batch by batch, no ticket twice in one; yield what became of each change.

        Raises Unavailable where a job does not end, Incomplete for an answer that cannot be read.
        """
        waiting: dict[int, Change] = {}
        for change in changes:
            if change.patch.empty:
                yield Written(change.patch, changed=False)
                continue
            if change.base.id in waiting or len(waiting) == PAGE:
                yield from self._write(waiting)
                waiting.clear()
            waiting[change.base.id] = change
        if waiting:
            yield from self._write(waiting)

    def _write(self, changes: Mapping[int, Change]) -> Iterator[Outcome]:
        ready: list[Change] = []
        doubtful: set[int] = set()
        for now in self._fresh(list(changes)):
            found = self._ready(changes, now)
            if not isinstance(found, Change):
                yield found
                continue
            ready.append(found)
            if _in_doubt(changes[found.base.id].patch):
                doubtful.add(found.base.id)
        # One that an earlier run may have written goes alone: what kept that job from ending would keep this one, too.
        many = [change.patch for change in ready if self._fits(change.patch) and change.base.id not in doubtful]
        rows = self._batch(many) if many else {}
        proven = self._proven(many, rows)
        alone: list[Change] = []
        for change in ready:
            result = rows.get(change.base.id, {})
            if change.base.id in proven:
                yield Written(change.patch)
            elif closed(f"{result.get('error')} {result.get('details')}"):
                yield _final(change.patch, TicketStatus.CLOSED)
            else:
                alone.append(change)
        for change in alone:  # last, because an outage here must not hide what is written
            yield self._alone(change)

    def _ready(self, changes: Mapping[int, Change], now: Ticket | Failed) -> Change | Outcome:
        """Return what is to be written on a ticket as it is now, or what becomes of it when nothing is."""
        change = changes[now.ticket_id if isinstance(now, Failed) else now.id]
        held = _held(change, now)
        if held is None and _in_doubt(change.patch):
            return self._looked(change)
        return held or change

    def _looked(self, change: Change) -> Change | Outcome:
        """Return what is left of a patch whose note may be there, or what became of it when nothing is."""
        patch = change.patch
        try:
            there = self._has_note(patch)
        except (Rejected, NotFound) as error:
            return Failed(patch.ticket_id, error.message, cause_of(error))
        if not there:
            return change
        if not _beside_note(patch):
            return Written(patch, changed=False)
        return replace(change, patch=replace(patch, note=None))

    def _fits(self, patch: TicketPatch) -> bool:
        """Tell whether a patch can go with others."""
        return self._works.jobs and (self._works.row_tags or not _tagged(patch))

    # --- a hundred at once

    def _batch(self, patches: Sequence[TicketPatch]) -> Mapping[int, JsonRow]:
        """Write with one job; returns ticket id -> its row of the result. What is absent has no proof of success.

        Raises Unavailable while a job may still be at work: it would write a note that nobody finds yet.
        """
        rows = [wire.row(patch, self._fields) for patch in patches]
        noted = any("comment" in row for row in rows)
        try:
            response = self._api.write("PUT", _MANY, {"tickets": rows}, repeatable=not noted)
            job = part(response.body, "job_status", dict, _MANY)
        except (NotFound, Rejected, Conflict):
            return {}
        except (AuthRefused, Unavailable, Incomplete) as error:
            if noted and not isinstance(error, AuthRefused) and not getattr(error, "unprocessed", False):
                self._jobs.let_end()
            else:
                self._single.judge(error)
            return {}
        results = self._results(job, noted=noted)
        lost = dropped(response, _keys(rows))
        if wire.TAG_KEYS & set(lost):
            self._works.lose_row_tags()
        return {} if lost else by_ticket(results, [patch.ticket_id for patch in patches])

    def _results(self, job: JsonRow, *, noted: bool) -> Any:
        try:
            return self._jobs.results(job)
        except (NotFound, Unavailable) as exc:
            if noted:
                raise Unavailable(exc.message, fix="Run the same command later: notes are looked for first.") from None
            if isinstance(exc, Unavailable):
                self._single.judge(exc)  # tags and fields may be set twice: then each ticket is written alone
                self._works.lose_jobs()
            return None

    def _proven(self, patches: Sequence[TicketPatch], rows: Mapping[int, JsonRow]) -> frozenset[int]:
        """Return the tickets that a job says it has written and that show it: a row does not tell what it dropped."""
        done = [patch for patch in patches if succeeded(rows.get(patch.ticket_id, {}))]
        tagged = {patch.ticket_id for patch in done if _tagged(patch)}
        read = self._read([patch.ticket_id for patch in done])
        there = {ticket.id: ticket for ticket in read if isinstance(ticket, Ticket)}
        lost = {
            patch.ticket_id: wire.lacking(patch, there[patch.ticket_id], self._fields)
            for patch in done
            if patch.ticket_id in there
        }
        if tagged and all(lost.get(ticket_id, set()) & wire.TAG_KEYS for ticket_id in tagged):
            self._works.lose_row_tags()  # a single ticket's may have been taken off since by a trigger or an agent
        return frozenset(ticket_id for ticket_id, keys in lost.items() if not keys)

    # --- one alone

    def _alone(self, change: Change) -> Outcome:
        """Read the ticket again and write to it alone, if nobody but us has changed it."""
        patch = change.patch
        ticket = next(iter(self._read([patch.ticket_id])))
        if held := _held(change, ticket, begun=True):
            return held
        row = wire.row(patch, self._fields)
        del row["id"]
        try:
            if "comment" in row and self._has_note(patch):
                del row["comment"]
            with self._single.alone():
                lost = self._put(patch, row)
        except (Rejected, Conflict, NotFound) as exc:
            if TICKET_CLOSED in exc.message:
                return _final(patch, TicketStatus.CLOSED)
            return Failed(patch.ticket_id, exc.message, cause_of(exc))
        if lost:
            return Failed(patch.ticket_id, f"the helpdesk did not take: {', '.join(sorted(lost))}")
        return Written(patch)

    def _put(self, patch: TicketPatch, row: JsonRow) -> set[str]:
        """Write a row, its tags by their own calls where it cannot carry them; returns what is lost, by its key."""
        tags = row.keys() & wire.TAG_KEYS
        if not (tags and self._works.row_tags):
            rest = {key: value for key, value in row.items() if key not in tags}
            return (self._put_tags(patch) if tags else set()) or self._put_row(patch, rest)
        lost = self._put_row(patch, row)
        return self._put_tags(patch) if lost and lost <= tags else lost

    def _put_row(self, patch: TicketPatch, row: JsonRow) -> set[str]:
        if not row:
            return set()
        path = f"/api/v2/tickets/{patch.ticket_id}.json"
        try:
            response = self._api.write("PUT", path, {"ticket": row}, repeatable="comment" not in row)
        except Unavailable as exc:
            if exc.unprocessed or "comment" not in row or not self._has_note(patch):
                raise
            return set()  # the answer was lost, the note is there, and a row comes in one write
        ticket = wire.ticket(part(response.body, "ticket", dict, path), self._fields, known_locales={})
        return set(dropped(response, row.keys())) | (wire.lacking(patch, ticket, self._fields) & row.keys())

    def _put_tags(self, patch: TicketPatch) -> set[str]:
        """Remove and add tags by the calls of their own, both documented to answer what is on the ticket then."""
        path = f"/api/v2/tickets/{patch.ticket_id}/tags.json"
        there: list[Any] | None = None
        for method, tags in (("DELETE", patch.remove_tags), ("PUT", patch.add_tags)):
            if tags:
                response = self._api.write(method, path, {"tags": sorted(tags)}, repeatable=True)
                there = None if response.body is None else part(response.body, "tags", list, path)
        if there is None:  # 204: the answer is what is on the ticket
            there = part(self._api.transport.get(path).body, "tags", list, path)
        ticket = Ticket(patch.ticket_id, TicketStatus.OPEN, frozenset(str(tag).lower() for tag in there))
        return wire.lacking(patch, ticket, self._fields) & wire.TAG_KEYS

    def _has_note(self, patch: TicketPatch) -> bool:
        """Look for the patch's note among the ticket's comments, newest first."""
        marker = patch.note.marker if patch.note else ""
        path = f"/api/v2/tickets/{patch.ticket_id}/comments.json"
        try:
            with self._single.alone():
                comments = self._api.rows(path, "comments", {"sort": "-created_at"})
                return any(marker in f"{comment.get('html_body')} {comment.get('body')}" for comment in comments)
        except NotFound:
            return False


def _held(change: Change, now: Ticket | Failed, *, begun: bool = False) -> Outcome | None:
    """Return why a change is not to be written on a ticket as it is now; None where it is."""
    if isinstance(now, Failed):
        return now
    if now.status in FINAL:
        return _final(change.patch, now.status)
    return Stale(now, begun) if collides(change, now, begun=begun) else None


def _in_doubt(patch: TicketPatch) -> bool:
    """Tell whether a patch's note may be there: a note alone is what is left when a run broke off, after writing it."""
    return patch.note is not None and (patch.note.maybe_there or not _beside_note(patch))


def _tagged(patch: TicketPatch) -> bool:
    return bool(patch.add_tags or patch.remove_tags)


def _beside_note(patch: TicketPatch) -> bool:
    return bool(_tagged(patch) or patch.fields)


def _keys(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    return {key for row in rows for key in row} - {"id"}


def _final(patch: TicketPatch, status: TicketStatus) -> Skipped:
    return Skipped(patch.ticket_id, FINAL[status])
