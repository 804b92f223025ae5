"""Deciding on tickets with what is ours on them and the requester's language at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from zendesk_bridge.app.tickets.desk import Candidate, Desk, log
from zendesk_bridge.app.tickets.reading import Scan
from zendesk_bridge.app.tickets.setbacks import MOST, setback, told
from zendesk_bridge.core.decide import FINAL, SOLVED, calendar_only, decide
from zendesk_bridge.core.marks import POSSIBLE, heard, intent, owed
from zendesk_bridge.core.model import Failed, Mark, Marks, Setback, Skipped, Stale, Ticket, TicketPatch, TicketStatus


class Decider:
    """Decides on tickets with what is ours on them and the requester's language at hand."""

    def __init__(self, desk: Desk, candidates: Mapping[int, Candidate], scan: Scan | None = None) -> None:
        self._desk = desk
        self._candidates = candidates
        self._scan = scan or Scan()
        self._changed: dict[int, str] = {}
        self.marks: dict[int, Marks] = dict(desk.memory.marks(candidates.keys()))
        self._intended: dict[int, Marks] = {}
        self._locales = self._requester_locales()

    def __call__(self, ticket: Ticket) -> TicketPatch | Skipped:
        """Decide on a ticket as it was just read."""
        marks = self.marks.get(ticket.id, Marks())
        found = self._candidates[ticket.id].found
        self._changed[ticket.id] = ticket.changed
        return decide(ticket, found, marks, self._desk.rules, self._locales.get(ticket.requester_id or 0))

    def intend(self, patches: Iterable[TicketPatch]) -> None:
        """Remember what is about to be written: a run that dies before its record still knows its own work."""
        meant = {patch.ticket_id: intent(patch) for patch in patches}
        new = {ticket_id: marks for ticket_id, marks in meant.items() if self._intended.get(ticket_id) != marks}
        if new:
            self._desk.memory.save_marks(new)
            self._intended |= new

    def renewed(self, stale: Stale) -> Ticket:
        """Return a ticket that somebody changed meanwhile, to be decided on again.

        What a try may have begun is ours as much as what was there before it.
        """
        ticket = stale.ticket
        if stale.begun:
            self.marks[ticket.id] = self._intended[ticket.id]
        listed = self._candidates[ticket.id].target
        return replace(ticket, locale=ticket.locale or (listed.locale if isinstance(listed, Ticket) else None))

    def failed_before(self, candidate: Candidate) -> bool:
        """Tell whether a ticket is one that failed: it is tried last, so that it keeps no other from being written."""
        target = candidate.target
        marks = self.marks.get(target if isinstance(target, int) else target.id)
        return marks is not None and marks.setback is not None

    def calendar_only(self, ticket_id: int) -> bool:
        """Tell whether a ticket known by id has gone stale by the calendar alone."""
        found = self._candidates[ticket_id].found
        return not (found.mentioned or found.possible) and calendar_only(
            self.marks.get(ticket_id, Marks()), self._desk.rules
        )

    def settle(self, result: TicketPatch | Skipped, into: dict[int, Marks]) -> None:
        """Put what is to be remembered after this decision into ``into``, if that is anything new."""
        before = self.marks.get(result.ticket_id, Marks())
        after = replace(before, setback=None)
        if isinstance(result, TicketPatch):
            after = result.marks
        elif result.final:
            after = Marks()
        elif result.reason == SOLVED:
            after = replace(self._owed(result.ticket_id), asleep=True)
        if not (isinstance(result, Skipped) and result.final):
            after = replace(after, setback=self._unread(result.ticket_id, after))
        if after != before or result.ticket_id in self._intended:
            into[result.ticket_id] = after

    def spoilt(self) -> dict[int, Marks]:
        """Return what to remember of the tickets that were not read whole, or were at last, and need no decision."""
        scan = self._scan
        ids = (scan.spoilt.keys() | scan.reread | scan.later.keys()) - self._candidates.keys()
        known = self._desk.memory.marks(ids)
        before = {ticket_id: known.get(ticket_id, Marks()) for ticket_id in ids}
        self.marks.update(before)
        after = {key: replace(marks, setback=self._unread(key, marks)) for key, marks in before.items()}
        return {key: marks for key, marks in after.items() if marks != before[key]}

    def unread(self) -> list[Failed]:
        """Return the tickets whose words could not all be read, marked where that is nothing new."""
        return [self._judged(failed, self._meant(key), unread=True)[0] for key, failed in self._scan.spoilt.items()]

    def owe(self, failed: Failed) -> tuple[Failed, Marks]:
        """Return the failure, marked where it is nothing new, and marks that bring the ticket back.

        One that failed too often is left asleep, as if it were solved: it is looked at when somebody changes it.
        """
        known = self._intended.get(failed.ticket_id, self._owed(failed.ticket_id))
        known = replace(known, items=tuple(owed(mark) for mark in known.items))
        unread = failed.ticket_id in self._scan.spoilt
        told, after = self._judged(failed, known, unread=unread)
        kept = self._kept(failed.ticket_id, after)
        return told, replace(known, setback=kept, asleep=known.asleep or kept is None)

    def _judged(self, failed: Failed, ours: Marks, *, unread: bool) -> tuple[Failed, Setback]:
        before = self.marks.get(failed.ticket_id, Marks()).setback
        after = setback(before, ours, failed, self._desk.rules, self._desk.now, unread=unread)
        changed = self._changed.get(failed.ticket_id) or self._scan.changed.get(failed.ticket_id, "")
        return replace(failed, told=told(before, after)), replace(after, changed=changed)

    def _unread(self, ticket_id: int, ours: Marks) -> Setback | None:
        """Return what brings a ticket back whose words were not all read, now or before."""
        before = self.marks.get(ticket_id, Marks()).setback
        if ticket_id in self._scan.spoilt:
            _, after = self._judged(self._scan.spoilt[ticket_id], ours, unread=True)
            return self._kept(ticket_id, after)
        if ticket_id in self._scan.reread or not (before and before.unread):
            return Setback(0, self._desk.now, unread=True) if ticket_id in self._scan.later else None
        return before

    def _kept(self, ticket_id: int, after: Setback) -> Setback | None:
        """Return what brings a ticket back that failed, as long as there is hope."""
        if after.times <= MOST:
            return after
        log.warning(
            "%s: ticket %s: %s tries were in vain; it is left until it changes", self._desk.name, ticket_id, MOST
        )
        return None

    def _meant(self, ticket_id: int) -> Marks:
        return self.marks.get(ticket_id, Marks())

    def _owed(self, ticket_id: int) -> Marks:
        """Return what is ours on a ticket, with its new mentions as items that it was not told about yet."""
        before = self.marks.get(ticket_id, Marks())
        found = self._candidates[ticket_id].found
        told = {mark.sku: mark for mark in before.items}
        for sku in found.mentioned - heard(before):
            told[sku] = Mark(sku, "", "")
        for sku in found.possible if self._desk.rules.possible else ():
            told.setdefault(sku, Mark(sku, POSSIBLE, ""))
        return replace(before, items=tuple(told[sku] for sku in sorted(told)))

    def _requester_locales(self) -> Mapping[int, str]:
        """Ask for the language of new tickets' requesters, where it matters and the listing did not tell."""
        if not self._desk.rules.locales - {self._desk.rules.locale}:
            return {}
        unknown = {
            candidate.target.requester_id
            for candidate in self._candidates.values()
            if isinstance(candidate.target, Ticket)
            and candidate.target.requester_id is not None
            and candidate.target.locale is None
            and candidate.target.status is not TicketStatus.SOLVED
            and candidate.target.status not in FINAL
            and not self.marks.get(candidate.target.id, Marks()).locale
        }
        return self._desk.helpdesk.locales(unknown) if unknown else {}
