"""Use case: tickets that mention a late item carry the marks, and no others do.

First everything is read, and what it shows is remembered page by page; then it is decided, gated and written. A crash
at any point means that the next run goes on from what is remembered, and finds what is written already in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zendesk_bridge.app.tickets.book import Book
from zendesk_bridge.app.tickets.deciding import Decider
from zendesk_bridge.app.tickets.due import read_all
from zendesk_bridge.app.tickets.explaining import Explanation, explain
from zendesk_bridge.app.tickets.gathered import Gathered
from zendesk_bridge.app.tickets.lapsed import candidates, suspects
from zendesk_bridge.app.tickets.listening import ReplyReader
from zendesk_bridge.app.tickets.site import Candidate, TicketSite, log
from zendesk_bridge.core.errors import BridgeError, Busy, Incomplete, Refused, Unavailable
from zendesk_bridge.core.gate import HelpdeskLoad
from zendesk_bridge.core.model import (
    Accuracy,
    Change,
    ChoiceKind,
    Failed,
    Outcome,
    Skipped,
    SkipReason,
    Stale,
    Ticket,
    TicketPatch,
    Written,
)
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Lease
from zendesk_bridge.core.streak import Streak

__all__ = [
    "Candidate",
    "Explanation",
    "Prepared",
    "ReplyReader",
    "TicketSite",
    "Triaged",
    "explain",
    "prepare",
    "prepare_lapse",
    "suspects",
    "write",
]

BATCH = 100
"""Tickets written at once at most, where a helpdesk takes so many; and between two lines that say how far it is."""

TRIES = 3
"""How often a ticket is decided on that somebody else writes to at the same time: the first time and twice again."""

RESTLESS = "somebody or something else keeps changing it"
"""Why such a ticket failed in the end; it comes back with the next run."""

Finished = Written | Skipped | Failed


@dataclass(frozen=True, slots=True)
class Triaged:
    """What a run did on one helpdesk, or would do: every ticket that was read is counted once.

    ``skipped`` counts the reasons, ``possible`` the tickets that may mean a late item, by a typo, and are left as they
    are, ``left`` those that should be written and were not yet, ``resting`` those that failed before and are left alone
    for a while. ``refused`` are those that the gate holds. ``broken`` is what ended the writing before its end.
    ``told`` counts what agents' replies promised and was not known before, by what it was worth; ``unheard`` the
    replies that could not be read; ``chosen`` counts what customers chose, ``unread_answers`` the answers that a person
    has to read.
    """

    helpdesk: str
    scanned: int
    outcomes: tuple[Outcome, ...]
    skipped: Mapping[SkipReason, int]
    possible: int = 0
    left: int = 0
    resting: int = 0
    broken: BridgeError | None = None
    refused: int = 0
    told: Mapping[Accuracy, int] = field(default_factory=dict)
    unheard: int = 0
    chosen: Mapping[ChoiceKind, int] = field(default_factory=dict)
    unread_answers: int = 0

    @property
    def written(self) -> tuple[TicketPatch, ...]:
        """The patches that changed a ticket."""
        return tuple(item.patch for item in self.outcomes if isinstance(item, Written) and item.changed)

    @property
    def failed(self) -> tuple[Failed, ...]:
        """The tickets that could not be read or written, and of which no earlier run told the same."""
        return tuple(item for item in self.outcomes if isinstance(item, Failed) and not item.told)

    @property
    def restored(self) -> tuple[int, ...]:
        """The tickets from which all our tags were gone at once, and are put back."""
        return tuple(patch.ticket_id for patch in self.written if patch.after.restored and not patch.before.restored)

    @property
    def failing(self) -> int:
        """How many tickets failed before and do still, or are not tried yet again."""
        return self.resting + sum(isinstance(item, Failed) and item.told for item in self.outcomes)

    @property
    def unsearched(self) -> int:
        """How many tickets were too long to be searched: nobody knows what they mention."""
        return self.skipped.get(SkipReason.OVERLONG, 0)

    @property
    def idle(self) -> int:
        """How many of the tickets read need nothing."""
        done = len(self.written) + len(self.failed) + self.failing
        not_done = sum(self.skipped.values()) + self.possible + self.left + self.refused
        return max(0, self.scanned - done - not_done)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything read and decided on one helpdesk, nothing written yet.

    ``pending`` are the tickets to write, those in ``calendar`` only because the day has changed; the ``book`` holds
    what is to be remembered of the others. ``held`` are tickets that are left out, because the gate says so.
    """

    site: TicketSite
    gathered: Gathered
    book: Book
    decider: Decider
    pending: tuple[Candidate, ...]
    planned: tuple[TicketPatch, ...]
    calendar: tuple[Candidate, ...]
    held: int = 0

    @property
    def load(self) -> HelpdeskLoad:
        """What it weighs before the gate. Tickets that only the calendar changes do not count."""
        return HelpdeskLoad(self.site.name, tickets=len(self.pending) - len(self.calendar))

    @property
    def calendar_part(self) -> Prepared:
        """The tickets that tell a date of the past: what may go ahead when the gate refuses the rest."""
        held = len(self.pending) - len(self.calendar)
        return replace(self, pending=self.calendar, held=held)

    @property
    def preview(self) -> Triaged:
        """What writing would do."""
        unread = self.decider.unread()
        outcomes: list[Outcome] = [*unread, *(Written(patch) for patch in self.planned)]
        return self.told(outcomes, len(self.pending) - len(self.planned))

    def told(self, outcomes: Sequence[Outcome], left: int, broken: BridgeError | None = None) -> Triaged:
        """Return what a run did, with these outcomes."""
        gathered = self.gathered
        skipped = gathered.skipped + Counter(item.reason for item in outcomes if isinstance(item, Skipped))
        resting = len(gathered.resting - gathered.candidates.keys())
        return Triaged(
            self.site.name,
            gathered.read,
            tuple(outcomes),
            skipped,
            gathered.doubtful,
            left,
            resting,
            broken,
            self.held,
            gathered.told,
            gathered.unheard,
            gathered.chosen,
            gathered.unread_answers,
        )


def prepare(site: TicketSite, lease: Lease | None, *, read_bare: bool = False) -> Prepared:
    """Read what changed and decide. Writes nothing on the helpdesk; without a lease nothing is remembered either.

    A ticket known by id only is decided on when it is written; ``read_bare`` reads it now, for a full preview.
    """
    book = Book(site, keeps=lease is not None)
    gathered = read_all(site, book, lease)
    decider = Decider(site, book, gathered)
    pending: list[Candidate] = []
    planned: list[TicketPatch] = []
    calendar: list[Candidate] = []
    for target in _targets(site, gathered, decider, read_bare=read_bare):
        if isinstance(target, int):
            candidate, by_calendar = gathered.candidates[target], decider.calendar_only(target)
        else:
            decision = decider(target)
            if isinstance(decision, Skipped) or decision.empty:
                if isinstance(decision, Skipped):
                    gathered.skipped[decision.reason] += 1
                decider.settle(decision)
                continue
            planned.append(decision)
            candidate, by_calendar = gathered.candidates[target.id], decision.calendar
        pending.append(candidate)
        if by_calendar:
            calendar.append(candidate)
    decider.settle_unread()
    pending.sort(key=decider.failed_before)
    read, unseen = gathered.read if read_bare else gathered.scanned, len(pending) - len(planned)
    site.say(f"{site.name}: {_to_do(read, len(planned), unseen)}")
    return Prepared(site, gathered, book, decider, tuple(pending), tuple(planned), tuple(calendar))


def _to_do(read: int, known: int, unseen: int) -> str:
    """Return what reading came to, in the words of the summary; tickets known by id are read when it is their turn."""
    if not (read or known):
        return f"{number(unseen, 'ticket')} to be looked at again" if unseen else "0 tickets read"
    again = f", {unseen} to be looked at again" if unseen else ""
    return f"{number(read, 'ticket')} read, {known} to be written{again}"


def prepare_lapse(site: TicketSite, ids: Iterator[int]) -> Prepared:
    """Return these tickets, which tell a day that is over, ready to be written; nobody's words are read."""
    gathered, book, decider, pending = candidates(site, ids)
    return Prepared(site, gathered, book, decider, pending, (), pending)


def write(prepared: Prepared, lease: Lease) -> Triaged:
    """Write what was prepared, and remember each ticket when it is written.

    A helpdesk that fails on the way ends the writing; the error is in the result, beside what was written.
    """
    lease.renew()
    outcomes: list[Outcome] = [*prepared.decider.unread()]
    prepared.book.save()
    unread = len(outcomes)
    broken: BridgeError | None = None
    try:
        # What was written before an error is told too: a list keeps what it was given until then.
        outcomes.extend(_write(prepared, lease))
    except (Unavailable, Refused, Incomplete) as error:
        broken = error
    left = len(prepared.pending) - (len(outcomes) - unread)
    return prepared.told(outcomes, left, broken)


def _targets(site: TicketSite, gathered: Gathered, decider: Decider, *, read_bare: bool) -> Iterator[Ticket | int]:
    """Yield the candidates as read, and the bare ids as they are, or freshly read where they can be."""
    bare = []
    for candidate in gathered.candidates.values():
        if isinstance(candidate.target, int):
            bare.append(candidate.target)
        else:
            yield candidate.target
    if not read_bare:
        yield from bare
    elif bare:
        found = list(site.helpdesk.tickets(bare, site.fields))
        decider.meet(one for one in found if isinstance(one, Ticket))
        yield from (one.ticket_id if isinstance(one, Failed) else one for one in found)


def _write(prepared: Prepared, lease: Lease) -> Iterator[Outcome]:
    """Write in batches; what is on the tickets is remembered even when the next one breaks the run off.

    Raises the error of the last ticket when it is not the ticket's, see :class:`Streak`.
    """
    site, decider, pending = prepared.site, prepared.decider, prepared.pending
    streak = Streak()
    size = min(BATCH, site.helpdesk.batch)
    for start in range(0, len(pending), size):
        try:
            for outcome in _written(site, decider, pending[start : start + size], lease):
                lease.renew()
                if isinstance(outcome, Failed):
                    failed = decider.postpone(outcome)
                    if not failed.told:
                        log.warning("%s: ticket %s: %s", site.name, failed.ticket_id, failed.reason)
                    yield failed
                    streak.note_failure(outcome.cause)
                    continue
                if isinstance(outcome, Written):
                    streak.note_success()
                decider.settle(outcome.patch if isinstance(outcome, Written) else outcome)
                yield outcome
        except Busy:
            prepared.book.drop()  # another run has taken over: what it remembers is newer
            raise
        finally:
            prepared.book.save()
        _tell(site, min(start + size, len(pending)), len(pending))
    streak.end()


def _tell(site: TicketSite, done: int, of: int) -> None:
    """Say how far writing has come, once for each batch of the largest kind."""
    if done % BATCH == 0 or done == of:
        site.say(f"{site.name}: {done} of {number(of, 'ticket')} done")


def _written(site: TicketSite, decider: Decider, batch: Sequence[Candidate], lease: Lease) -> Iterator[Finished]:
    """Decide on these tickets and write them; where somebody was faster, decide again on what is there now."""
    tickets: Iterable[Ticket | Failed] = _as_known(site, batch)
    stale: list[Stale] = []
    for _ in range(TRIES):
        stale = []
        for outcome in _tried(site, decider, tickets, lease):
            if isinstance(outcome, Stale):
                stale.append(outcome)
            else:
                yield outcome
        if not stale:
            return
        tickets = [decider.renewed(one) for one in stale]
    yield from (Failed(one.ticket.id, RESTLESS) for one in stale)


def _as_known(site: TicketSite, batch: Sequence[Candidate]) -> Iterator[Ticket | Failed]:
    """Yield the tickets of a batch as they were listed, and as they are now where only the id is known."""
    bare = [candidate.target for candidate in batch if isinstance(candidate.target, int)]
    yield from (candidate.target for candidate in batch if isinstance(candidate.target, Ticket))
    if bare:
        yield from site.helpdesk.tickets(bare, site.fields)


def _tried(site: TicketSite, decider: Decider, tickets: Iterable[Ticket | Failed], lease: Lease) -> Iterator[Outcome]:
    """Decide on these tickets, remember what is intended, then write it."""
    changes: list[Change] = []
    known = list(tickets)
    decider.meet(ticket for ticket in known if isinstance(ticket, Ticket))
    for ticket in known:
        decision = ticket if isinstance(ticket, Failed) else decider(ticket)
        if isinstance(decision, TicketPatch) and isinstance(ticket, Ticket) and not decision.empty:
            changes.append(Change(ticket, decision))
        else:
            yield Written(decision, changed=False) if isinstance(decision, TicketPatch) else decision
    lease.renew()
    decider.intend(change.patch for change in changes)
    yield from site.helpdesk.patch(changes, site.fields)
