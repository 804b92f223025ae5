"""Patches onto tickets: in batches of a hundred, one job each; what a batch did not take is tried alone.

https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#update-many-tickets. Tags are added and removed,
fields set one by one, so that a patch needs no fresh copy of the ticket and never undoes what an agent just did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from zendesk_bridge.core.errors import Conflict, Incomplete, NotFound, Rejected, Unavailable
from zendesk_bridge.core.model import (
    Failed,
    Fields,
    Outcome,
    Skipped,
    Ticket,
    TicketPatch,
    TicketStatus,
    Written,
)
from zendesk_bridge.core.ports import Decide
from zendesk_bridge.helpdesks.zendesk import tickets as wire
from zendesk_bridge.helpdesks.zendesk.api import PAGE, TICKET_CLOSED, Api, closed, dropped, part

_JOB_ENDS = frozenset({"completed", "failed", "killed"})
_JOB_DEADLINE = 600.0
_LONGEST_POLL = 15.0
_SETTLE = 15.0
_CLOSED = "closed tickets take no updates"
_OUT_OF_REACH = {
    TicketStatus.CLOSED: _CLOSED,
    TicketStatus.MERGED: "merged into another ticket and closed",
    TicketStatus.DELETED: "the ticket is gone",
    TicketStatus.SPAM: "the ticket is suspended",
}


class Patcher:
    """Writes to the tickets of one account. ``read`` yields fresh tickets for ids."""

    def __init__(self, api: Api, fields: Fields, read: Callable[[Sequence[int]], Iterator[Ticket]]) -> None:
        self._api, self._fields, self._read = api, fields, read

    def run(self, targets: Iterable[Ticket | int], decide: Decide) -> Iterator[Outcome]:
        """Decide on each target, yield what needs no write at once, and the others batch by batch."""
        waiting: dict[int, TicketPatch] = {}
        for ticket in self._tickets(targets):
            if ticket.id in waiting or len(waiting) == PAGE:
                yield from self._write(list(waiting.values()))
                waiting.clear()
            decision = decide(ticket)
            if isinstance(decision, Skipped):
                yield decision
            elif decision.empty:
                yield Written(decision, changed=False)
            else:
                waiting[ticket.id] = decision
        yield from self._write(list(waiting.values()))

    def _tickets(self, targets: Iterable[Ticket | int]) -> Iterator[Ticket]:
        bare: list[int] = []
        for target in targets:
            if isinstance(target, Ticket):
                yield target
                continue
            bare.append(target)
            if len(bare) == PAGE:
                yield from self._read(bare)
                bare = []
        if bare:
            yield from self._read(bare)

    def _write(self, patches: Sequence[TicketPatch]) -> Iterator[Outcome]:
        fresh: list[TicketPatch] = []
        for patch in patches:
            # A note alone is what is left to do when a run broke off, perhaps just after writing it.
            if patch.note and not _beside_note(patch) and self._has_note(patch):
                yield Written(patch, changed=False)
            else:
                fresh.append(patch)
        rows = self._batch(fresh) if fresh else {}
        for patch in fresh:
            yield self._outcome(patch, rows.get(patch.ticket_id))

    def _outcome(self, patch: TicketPatch, result: Mapping[str, Any] | None) -> Outcome:
        if result is not None and _succeeded(result):
            return Written(patch)
        if result is not None and closed(f"{result.get('error')} {result.get('details')}"):
            return Skipped(patch.ticket_id, _CLOSED)
        return self._alone(patch)

    # --- a hundred at once

    def _batch(self, patches: Sequence[TicketPatch]) -> Mapping[int, Mapping[str, Any]]:
        """Write with one job; returns ticket id -> its row of the result. What is absent has no proof of success."""
        rows = [wire.row(patch, self._fields) for patch in patches]
        additive = not any("comment" in row for row in rows)
        try:
            reply = self._api.write("PUT", "/api/v2/tickets/update_many.json", {"tickets": rows}, repeatable=additive)
            if dropped(reply, _keys(rows)):
                self._finished(reply.body)  # let it end first, or it could overtake the single writes
                return {}
            return _by_ticket(self._finished(reply.body), patches)
        except Unavailable as exc:
            if additive or exc.unprocessed:
                raise
        except Incomplete:
            pass
        except (NotFound, Rejected, Conflict):
            return {}
        # The answer was lost, and with it which notes are there: let the job end, then look at each ticket.
        self._api.sleep(_SETTLE)
        return {}

    def _finished(self, body: Any) -> Any:
        """Wait for a job and return its results; None when the job vanished (Zendesk keeps the last hundred)."""
        job = part(body, "job_status", dict, "update_many")
        job_id, waited, pause = job.get("id"), 0.0, 1.0
        while job.get("status") not in _JOB_ENDS:  # an unknown state counts as still running
            if waited >= _JOB_DEADLINE:
                raise Unavailable(f"job {job_id} has not finished in {waited:.0f} s", fix="Run the same command later.")
            self._api.sleep(pause)
            waited, pause = waited + pause, min(pause * 2, _LONGEST_POLL)
            try:
                job = self._api.one(f"/api/v2/job_statuses/{job_id}.json", "job_status")
            except NotFound:
                return None
        return job.get("results")

    # --- one alone

    def _alone(self, patch: TicketPatch) -> Outcome:
        """Read the ticket again and write to it alone."""
        ticket = next(iter(self._read([patch.ticket_id])))
        if ticket.status in _OUT_OF_REACH:
            return Skipped(patch.ticket_id, _OUT_OF_REACH[ticket.status])
        row = wire.row(patch, self._fields)
        del row["id"]
        try:
            if "comment" in row and self._has_note(patch):
                del row["comment"]
            return self._put(patch, row) if row else Written(patch)
        except (Rejected, Conflict, NotFound) as exc:
            if TICKET_CLOSED in exc.message:
                return Skipped(patch.ticket_id, _CLOSED)
            return Failed(patch.ticket_id, exc.message)

    def _put(self, patch: TicketPatch, row: Mapping[str, Any]) -> Outcome:
        path = f"/api/v2/tickets/{patch.ticket_id}.json"
        try:
            reply = self._api.write("PUT", path, {"ticket": row}, repeatable="comment" not in row)
        except Unavailable as exc:
            if exc.unprocessed or "comment" not in row or not self._has_note(patch):
                raise
            return Written(patch)  # the answer was lost, the note is there, and both come in one write
        lost = dropped(reply, _keys([row])) or _missing_tags(reply.body, row)
        if lost:
            return Failed(patch.ticket_id, f"the helpdesk did not take: {', '.join(lost)}")
        return Written(patch)

    def _has_note(self, patch: TicketPatch) -> bool:
        """Look for the patch's note among the ticket's comments, newest first."""
        marker = patch.note.marker if patch.note else ""
        path = f"/api/v2/tickets/{patch.ticket_id}/comments.json"
        comments = self._api.rows(path, "comments", {"sort": "-created_at"})
        try:
            return any(marker in f"{comment.get('html_body')} {comment.get('body')}" for comment in comments)
        except NotFound:
            return False


def _beside_note(patch: TicketPatch) -> bool:
    return bool(patch.add_tags or patch.remove_tags or patch.fields)


def _keys(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    return {key for row in rows for key in row} - {"id"}


def _succeeded(result: Mapping[str, Any]) -> bool:
    return result.get("success") is True or (
        result.get("success") is None and not result.get("error") and result.get("status") == "Updated"
    )


def _by_ticket(results: Any, patches: Sequence[TicketPatch]) -> dict[int, Mapping[str, Any]]:
    """Return a job's rows by ticket id; they name an ``id`` or the ``index`` of the row that was sent."""
    found: dict[int, Mapping[str, Any]] = {}
    ours = {patch.ticket_id for patch in patches}
    for result in results if isinstance(results, list) else []:
        if not isinstance(result, dict):
            continue
        ticket_id, index = result.get("id"), result.get("index")
        if ticket_id is None and isinstance(index, int) and 0 <= index < len(patches):
            ticket_id = patches[index].ticket_id
        if ticket_id in ours:
            found[ticket_id] = result
    return found


def _missing_tags(body: Any, row: Mapping[str, Any]) -> list[str]:
    """Return the tags that the ticket in the answer lacks, or still has, against what was asked."""
    ticket = body.get("ticket") if isinstance(body, dict) else None
    if not isinstance(ticket, dict) or not isinstance(ticket.get("tags"), list):
        raise Incomplete("the answer to a ticket update holds no ticket")
    tags = set(ticket["tags"])
    asked, unwanted = ({tag.lower() for tag in row.get(key, ())} for key in ("additional_tags", "remove_tags"))
    return sorted(asked - tags) + sorted(unwanted & tags)
