"""Deciding on tickets with what is ours on them and the requester's language at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zendesk_bridge.core.decide import FINAL, POSSIBLE, SOLVED, calendar_only, decide, heard, intent, owed
from zendesk_bridge.core.model import Failed, Mark, Marks, Skipped, Ticket, TicketPatch, TicketStatus
from zendesk_bridge.core.ports import Lease
from zendesk_bridge.triage.desk import Candidate, Desk


class Decider:
    """Decides on tickets with what is ours on them and the requester's language at hand."""

    def __init__(self, desk: Desk, candidates: Mapping[int, Candidate]) -> None:
        self._desk = desk
        self._candidates = candidates
        self.marks: dict[int, Marks] = dict(desk.state.marks(desk.name, candidates.keys()))
        self.writing: Lease | None = None
        self._intended: dict[int, Marks] = {}
        self._locales = self._requester_locales()

    def __call__(self, ticket: Ticket) -> TicketPatch | Skipped:
        """Decide on a ticket as just read; once writing has begun, what is about to be written is remembered."""
        marks = self.marks.get(ticket.id, Marks())
        found = self._candidates[ticket.id].found
        decision = decide(ticket, found, marks, self._desk.rules, self._locales.get(ticket.requester_id or 0))
        if self.writing is not None and isinstance(decision, TicketPatch) and not decision.empty:
            self.writing.renew()
            self._intend(intent(decision), ticket.id)
        return decision

    def _intend(self, meant: Marks, ticket_id: int) -> None:
        """Remember what is about to be written: a run that dies before its record still knows its own work."""
        if self._intended.get(ticket_id) != meant:
            self._desk.state.save_marks(self._desk.name, {ticket_id: meant})
            self._intended[ticket_id] = meant

    def calendar_only(self, ticket_id: int) -> bool:
        """Tell whether a ticket known by id has gone stale by the calendar alone."""
        found = self._candidates[ticket_id].found
        return not (found.mentioned or found.possible) and calendar_only(
            self.marks.get(ticket_id, Marks()), self._desk.rules
        )

    def settle(self, result: TicketPatch | Skipped, into: dict[int, Marks]) -> None:
        """Put what is to be remembered after this decision into ``into``, if that is anything new."""
        before = self.marks.get(result.ticket_id, Marks())
        after = before
        if isinstance(result, TicketPatch):
            after = result.marks
        elif result.final:
            after = Marks()
        elif result.reason == SOLVED:
            after = replace(self._owed(result.ticket_id), asleep=True)
        if after != before or (isinstance(result, TicketPatch) and result.ticket_id in self._intended):
            into[result.ticket_id] = after

    def owe(self, failed: Failed) -> Marks:
        """Return marks that make the next run try this ticket again."""
        known = self._intended.get(failed.ticket_id, self._owed(failed.ticket_id))
        return replace(known, items=tuple(owed(mark) for mark in known.items))

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
