"""Deciding on tickets with what is known of them and the requester's language at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from zendesk_bridge.app.tickets.book import Book
from zendesk_bridge.app.tickets.gathered import Gathered
from zendesk_bridge.app.tickets.reading import ended
from zendesk_bridge.app.tickets.setbacks import MOST, setback, told
from zendesk_bridge.app.tickets.site import Candidate, TicketSite, log
from zendesk_bridge.core.decide import FINAL, calendar_only, decide
from zendesk_bridge.core.ledger import intend
from zendesk_bridge.core.model import (
    NOTHING_HEARD,
    Failed,
    Setback,
    Skipped,
    SkipReason,
    Stale,
    Ticket,
    TicketPatch,
    TicketStatus,
    View,
)


class Decider:
    """Decides on tickets with what is known of them and the requester's language at hand.

    ``views`` is what was known of each candidate when it was last taken down.
    """

    def __init__(self, site: TicketSite, book: Book, gathered: Gathered) -> None:
        self._site, self._book, self._gathered = site, book, gathered
        self._changed: dict[int, str] = {}
        self._basis: dict[int, View] = {}
        self.views: dict[int, View] = book.read(gathered.candidates.keys())
        self._heard = book.heard(gathered.candidates.keys())
        self._locales: dict[int, str] = {}
        self.meet(each.target for each in gathered.candidates.values() if isinstance(each.target, Ticket))

    def __call__(self, ticket: Ticket) -> TicketPatch | Skipped:
        """Decide on a ticket as it was just read."""
        self._changed[ticket.id] = ticket.changed
        locale = self._locales.get(ticket.requester_id or 0)
        view = self._basis.pop(ticket.id, self._view(ticket.id))
        return decide(ticket, view, self._site.rules, locale, self._heard.get(ticket.id, NOTHING_HEARD))

    def meet(self, tickets: Iterable[Ticket]) -> None:
        """Ask for the language of these tickets' requesters, where it matters and nobody told it."""
        if not self._site.rules.locales - {self._site.rules.locale}:
            return
        unknown = {
            ticket.requester_id
            for ticket in tickets
            if ticket.requester_id is not None
            and ticket.locale is None
            and ticket.status is not TicketStatus.SOLVED
            and ticket.status not in FINAL
            and not self._view(ticket.id).locale
        }
        if unknown - self._locales.keys():
            self._locales |= self._site.helpdesk.locales(unknown - self._locales.keys())

    def intend(self, patches: Iterable[TicketPatch]) -> None:
        """Remember what is about to be written: a run that dies before its record still knows its own work."""
        for patch in patches:
            self._put(patch.ticket_id, intend(patch))
        self._book.save()

    def renewed(self, stale: Stale) -> Ticket:
        """Return a ticket that somebody changed meanwhile, to be decided on again.

        Where nothing of the last try was written, what it intended says nothing about the ticket.
        """
        ticket = stale.ticket
        if not stale.begun:
            self._basis[ticket.id] = replace(self._view(ticket.id), intended=None)
        listed = self._gathered.candidates[ticket.id].target
        return replace(ticket, locale=ticket.locale or (listed.locale if isinstance(listed, Ticket) else None))

    def failed_before(self, candidate: Candidate) -> bool:
        """Tell whether a ticket is one that failed: it is tried last, so that it keeps no other from being written."""
        return self._view(candidate.id).setback is not None

    def calendar_only(self, ticket_id: int) -> bool:
        """Tell whether a ticket known by id has gone stale by the calendar alone."""
        view = self._view(ticket_id)
        return not (view.touched or view.intended) and calendar_only(view, self._site.rules)

    def settle(self, result: TicketPatch | Skipped) -> None:
        """Take down what is known after this decision was carried out, or needed nothing."""
        before = self._view(result.ticket_id)
        if isinstance(result, TicketPatch):
            after = result.after
        elif result.final:
            self._put(result.ticket_id, ended(before))
            return
        else:
            after = replace(before, setback=None, dormant=result.reason is SkipReason.SOLVED)
        unread, kept = self._unread(result.ticket_id, after)
        self._put(result.ticket_id, replace(after, unread=unread, setback=kept))

    def settle_unread(self) -> None:
        """Take down the tickets that were not read whole and need no decision."""
        ids = self._gathered.unreadable.keys() - self._gathered.candidates.keys()
        self.views |= self._book.read(ids)
        for ticket_id in ids:
            view = self._view(ticket_id)
            _, kept = self._unread(ticket_id, view)
            self._put(ticket_id, replace(view, unread=True, setback=kept, dormant=view.dormant or kept is None))

    def unread(self) -> list[Failed]:
        """Return the tickets whose words could not all be read, marked where that is nothing new."""
        return [self._judged(failed, self._view(key))[0] for key, failed in self._gathered.unreadable.items()]

    def postpone(self, failed: Failed) -> Failed:
        """Return the failure, marked where it is nothing new, and take down what brings the ticket back.

        One that failed too often is left dormant, as if it were solved: it is looked at when somebody changes it.
        """
        view = self._view(failed.ticket_id)
        marked, after = self._judged(failed, view)
        kept = self._kept(failed.ticket_id, after)
        self._put(failed.ticket_id, replace(view, setback=kept, dormant=view.dormant or kept is None))
        return marked

    def _judged(self, failed: Failed, ours: View) -> tuple[Failed, Setback]:
        before = self._view(failed.ticket_id).setback
        after = setback(before, ours, failed, self._site.rules, self._site.now)
        changed = self._changed.get(failed.ticket_id) or self._gathered.changed.get(failed.ticket_id, "")
        return replace(failed, told=told(before, after)), replace(after, changed=changed)

    def _unread(self, ticket_id: int, ours: View) -> tuple[bool, Setback | None]:
        """Tell whether a ticket's words were not all read, now or before, and what brings it back if they were not."""
        before = self._view(ticket_id)
        if ticket_id in self._gathered.unreadable:
            _, after = self._judged(self._gathered.unreadable[ticket_id], ours)
            return True, self._kept(ticket_id, after)
        if before.unread and ticket_id not in self._gathered.reread:
            return True, before.setback
        return False, None

    def _kept(self, ticket_id: int, after: Setback) -> Setback | None:
        """Return what brings a ticket back that failed, as long as there is hope."""
        if after.times <= MOST:
            return after
        log.warning(
            "%s: ticket %s: %s tries were in vain; it is left until it changes", self._site.name, ticket_id, MOST
        )
        return None

    def _view(self, ticket_id: int) -> View:
        return self.views.get(ticket_id, View())

    def _put(self, ticket_id: int, after: View) -> None:
        self._book.put(ticket_id, self._view(ticket_id), after)
        self.views[ticket_id] = after
