"""Writing on tickets: read, compare with what was decided on, one PUT, compare again.

``tags`` replaces the whole list and Freshdesk has no versions: what an agent does to the tags between our read and our
write is lost unless it came before the read. So the read stands directly before the write, tags are sent only when
they change, and what comes back is compared with what was sent. Fields that are not named are not touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from zendesk_bridge.core.collision import collides
from zendesk_bridge.core.decide import FINAL
from zendesk_bridge.core.errors import Conflict, Incomplete, NotFound, Rejected, cause_of
from zendesk_bridge.core.model import (
    Change,
    Failed,
    Fields,
    Note,
    Outcome,
    Skipped,
    Stale,
    Ticket,
    TicketPatch,
    TicketStatus,
    Written,
)
from zendesk_bridge.core.rewriting import same_words
from zendesk_bridge.helpdesks.freshdesk import wire
from zendesk_bridge.helpdesks.freshdesk.tickets import TicketReader, gone
from zendesk_bridge.transport import JsonRow, Response, Transport, once

_BAD_REQUEST = 400
_NOT_FOUND, _NOT_ALLOWED, _GONE = 404, 405, 410


class Patches:
    """Writes of one account."""

    def __init__(self, transport: Transport, tickets: TicketReader) -> None:
        self._transport = transport
        self._tickets = tickets

    def write(self, changes: Iterable[Change], fields: Fields) -> Iterator[Outcome]:
        """Yield what became of each change: two calls, one where the ticket was only just read.

        Raises Incomplete for an answer that cannot be read.
        """
        for change in changes:
            yield Written(change.patch, changed=False) if change.patch.empty else self._written(change, fields)

    def _written(self, change: Change, fields: Fields) -> Outcome:
        """Read the ticket, and write the patch if it was decided on this very ticket."""
        ticket_id = change.base.id
        try:
            row = self._tickets.fresh(ticket_id)
            now = _shown(ticket_id, row, fields)
        except (Rejected, Incomplete) as error:
            return Failed(ticket_id, error.message, cause_of(error))
        if row is None or now.status in FINAL:
            return Skipped(ticket_id, FINAL[now.status])
        if collides(change, now):
            return Stale(now)
        try:
            with self._tickets.single.alone():
                return self._tried(change.patch, row, fields)
        except (NotFound, Rejected, Conflict) as error:
            return self._refused(ticket_id, error)

    def _refused(self, ticket_id: int, error: NotFound | Rejected | Conflict) -> Outcome:
        """Return what a refusal means for this ticket: one in the bin takes no change, and answers 404 or 405."""
        if error.status in {_NOT_FOUND, _GONE, _NOT_ALLOWED}:
            try:
                row = self._tickets.row(ticket_id)
            except Rejected:
                row = {}
            status = TicketStatus.DELETED if row is None else wire.status(row)
            if status in FINAL:
                return Skipped(ticket_id, FINAL[status])
        return Failed(ticket_id, error.message, cause_of(error))

    def _tried(self, patch: TicketPatch, row: JsonRow, fields: Fields) -> Outcome:
        """Write what this ticket lacks."""
        ticket_id = patch.ticket_id
        changes = _changes(row, patch, fields)
        if changes:
            try:
                there = self._put(ticket_id, changes, patch)
            except Conflict:
                return self._overtaken(ticket_id, fields)
            if "tags" in changes and not _tagged(there, patch):
                return Stale(_shown(ticket_id, there, fields), begun=True)
            if lost := _dropped(there, changes):
                return Failed(ticket_id, f"the helpdesk did not take: {', '.join(lost)}")
        noted = patch.note is not None and self._note(
            ticket_id, patch.note, look_first=not changes or patch.note.maybe_there
        )
        return Written(patch, changed=bool(changes) or noted)

    def _overtaken(self, ticket_id: int, fields: Fields) -> Outcome:
        """Return the ticket as somebody left it who was faster: nothing was written."""
        now = _shown(ticket_id, self._tickets.row(ticket_id), fields)
        return Skipped(ticket_id, FINAL[now.status]) if now.status in FINAL else Stale(now)

    def _put(self, ticket_id: int, changes: dict[str, Any], patch: TicketPatch) -> JsonRow:
        """Write tags and fields in one PUT; return the ticket as it is then."""
        path = f"tickets/{ticket_id}"
        try:
            answer = self._sent(path, changes).body
        except Incomplete:  # it may be written although nobody can read the answer
            there = wire.record(self._transport.get(path).body, "a ticket")
            if not _tagged(there, patch) or _dropped(there, changes):
                raise
            return there
        return wire.record(answer if isinstance(answer, dict) else self._transport.get(path).body, "a ticket")

    def _sent(self, path: str, changes: dict[str, Any]) -> Response:
        try:
            return self._transport.send("PUT", path, json=changes, repeatable=True)
        except Rejected as error:
            emptied = _emptied(changes)
            if error.status != _BAD_REQUEST or emptied == changes:
                raise
            return self._transport.send("PUT", path, json=emptied, repeatable=True)

    def _note(self, ticket_id: int, note: Note, *, look_first: bool) -> bool:
        """Post the note unless it is there; tell whether it was posted.

        Only where nothing else was due can an earlier run have stopped between its PUT and its note.
        """

        def there() -> bool | None:
            return any(_holds(row, note.marker) for row in self._tickets.conversations(ticket_id)) or None

        def post() -> bool:
            body = {"body": note.html, "private": True}
            self._transport.send("POST", f"tickets/{ticket_id}/notes", json=body, repeatable=False)
            return True

        return not (look_first and there()) and once(post, there)


def _shown(ticket_id: int, row: JsonRow | None, fields: Fields) -> Ticket:
    """Return what a row says of a ticket; none says that it is gone."""
    return gone(ticket_id) if row is None else replace(wire.ticket(row, fields), words=())


def _tagged(row: JsonRow, patch: TicketPatch) -> bool:
    """Tell whether a ticket shows the tags that we want."""
    there = _folded(wire.tags(row))
    return _folded(patch.add_tags) <= there and there.isdisjoint(_removed(patch))


def _dropped(row: JsonRow, changes: Mapping[str, Any]) -> list[str]:
    """Return the fields that an answer shows otherwise than they were sent."""
    there = wire.custom(row)
    sent = changes.get("custom_fields", {})
    return sorted(name for name, text in sent.items() if not same_words(wire.text(there, name), text or ""))


def _changes(row: JsonRow, patch: TicketPatch, fields: Fields) -> dict[str, Any]:
    """Return the body of the PUT: only what differs. An empty text clears its field with null."""
    before = wire.tags(row)
    after = _tags(before, patch)
    texts = {fields[key].name: text for key, text in patch.fields if key in fields}
    held = wire.custom(row)
    custom = {name: text or None for name, text in texts.items() if wire.text(held, name) != text}
    changes: dict[str, Any] = {"tags": after} if after != before else {}
    return {**changes, "custom_fields": custom} if custom else changes


def _tags(before: list[str], patch: TicketPatch) -> list[str]:
    """Return the whole list, agents' spelling kept; upper and lower case are the same tag."""
    kept = [tag for tag in before if tag.casefold() not in _removed(patch)]
    return kept + sorted(tag for tag in patch.add_tags if tag.casefold() not in _folded(kept))


def _removed(patch: TicketPatch) -> set[str]:
    return _folded(patch.remove_tags) - _folded(patch.add_tags)


def _folded(tags: Iterable[str]) -> set[str]:
    return {tag.casefold() for tag in tags}


def _emptied(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same changes with empty text in place of null: which of the two clears a field is not documented."""
    if "custom_fields" not in changes:
        return dict(changes)
    custom = {name: "" if text is None else text for name, text in changes["custom_fields"].items()}
    return {**changes, "custom_fields": custom}


def _holds(row: JsonRow, marker: str) -> bool:
    return marker in wire.text(row, "body_text") or marker in wire.text(row, "body")
