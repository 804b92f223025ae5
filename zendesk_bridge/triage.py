"""Use case: tickets that mention a late item carry the marks, and no others do.

First everything is read and decided, then gated, then written, and the cursor moves last: a crash at any point
means that the next run reads the same tickets again and finds what is written already in place.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from zendesk_bridge.core import match
from zendesk_bridge.core.decide import FINAL, SOLVED, Rules, calendar_only, decide, intent, stale
from zendesk_bridge.core.errors import NotFound
from zendesk_bridge.core.match import Catalogue
from zendesk_bridge.core.model import (
    Failed,
    Fields,
    Mark,
    Marks,
    Mention,
    Outcome,
    Skipped,
    Ticket,
    TicketPage,
    TicketPatch,
    TicketStatus,
    Written,
)
from zendesk_bridge.core.ports import Helpdesk, Lease, State

log = logging.getLogger(__name__)

BATCH = 100
"""Tickets written between two saves: the size of one Zendesk job."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One helpdesk with everything that triage there depends on. ``now`` is aware."""

    helpdesk: Helpdesk
    state: State
    fields: Fields
    rules: Rules
    now: datetime
    look_back: timedelta = timedelta(days=30)
    max_tickets: int = 500
    say: Callable[[str], None] = log.info

    @property
    def name(self) -> str:
        """The admin's name for the helpdesk."""
        return self.helpdesk.name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket that may need a change: as just read, or only its id, and the late items newly found on it."""

    target: Ticket | int
    mentioned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Triaged:
    """What a run did on one helpdesk, or would do. ``skipped`` counts the reasons."""

    helpdesk: str
    scanned: int
    outcomes: tuple[Outcome, ...]
    skipped: Mapping[str, int]

    @property
    def written(self) -> tuple[TicketPatch, ...]:
        """The patches that changed a ticket."""
        return tuple(item.patch for item in self.outcomes if isinstance(item, Written) and item.changed)

    @property
    def failed(self) -> tuple[Failed, ...]:
        """The tickets that could not be written."""
        return tuple(item for item in self.outcomes if isinstance(item, Failed))


@dataclass(slots=True)
class _Scan:
    """What reading has found so far. No words are kept: only who mentions what."""

    candidates: dict[int, Candidate] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    scanned: int = 0
    cursor: str | None = None

    def add(self, ticket_id: int, target: Ticket | int, mentioned: frozenset[str]) -> None:
        before = self.candidates.get(ticket_id)
        if before is not None:
            mentioned |= before.mentioned
            target = before.target if isinstance(target, int) else target
        if isinstance(target, Ticket):
            target = replace(target, words=())
        self.candidates[ticket_id] = Candidate(target, mentioned)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything read and decided on one helpdesk, nothing written yet.

    ``pending`` are the tickets to write, ``counted`` of them because of a fact or a mention; ``settled`` is what to
    remember of tickets that need no write.
    """

    desk: Desk
    scan: _Scan
    decider: _Decider
    pending: tuple[Candidate, ...]
    settled: Mapping[int, Marks]
    planned: tuple[TicketPatch, ...]
    counted: int

    @property
    def refusal(self) -> str:
        """Why this is too much for one run, or "". Tickets that only the calendar changes do not count."""
        if self.counted <= self.desk.max_tickets:
            return ""
        return (
            f"{self.desk.name}: {self.counted} tickets would change, more than limits.tickets = "
            f"{self.desk.max_tickets} (look at them with triage --dry-run; if they are right, say --max-tickets)"
        )

    @property
    def preview(self) -> Triaged:
        """What writing would do."""
        return Triaged(
            self.desk.name, self.scan.scanned, tuple(Written(patch) for patch in self.planned), self.scan.skipped
        )


def prepare(desk: Desk, lease: Lease | None, *, read_bare: bool = False) -> Prepared:
    """Read what changed and decide. Writes nothing, anywhere; without a lease nobody is kept from writing.

    A ticket known by id only is decided on when it is written; ``read_bare`` reads it now, for a full preview.
    """
    scan = _scan(desk, lease)
    decider = _Decider(desk, scan.candidates)
    pending: list[Candidate] = []
    settled: dict[int, Marks] = {}
    planned: list[TicketPatch] = []
    counted = 0
    for target in _targets(desk, scan, read_bare=read_bare):
        if isinstance(target, int):
            pending.append(scan.candidates[target])
            counted += not decider.calendar_only(target)
            continue
        decision = decider(target)
        if isinstance(decision, TicketPatch) and not decision.empty:
            pending.append(scan.candidates[target.id])
            planned.append(decision)
            counted += not decision.calendar
            continue
        if isinstance(decision, Skipped):
            scan.skipped[decision.reason] += 1
        decider.settle(decision, settled)
    return Prepared(desk, scan, decider, tuple(pending), settled, tuple(planned), counted)


def write(prepared: Prepared, lease: Lease) -> Triaged:
    """Write what was prepared, and remember: each ticket when it is written, the cursor last."""
    desk, scan = prepared.desk, prepared.scan
    lease.renew()
    prepared.decider.writing = lease
    desk.state.save_marks(desk.name, prepared.settled)
    outcomes = tuple(_write(desk, prepared.decider, prepared.pending, lease))
    if scan.cursor is not None:
        desk.state.save_cursor(desk.name, scan.cursor)
    desk.state.save_scanned(desk.name, frozenset(_search_keys(desk)))
    skipped = scan.skipped + Counter(item.reason for item in outcomes if isinstance(item, Skipped))
    return Triaged(desk.name, scan.scanned, outcomes, skipped)


# --- reading ---------------------------------------------------------------------------------------


def _search_keys(desk: Desk) -> dict[str, str]:
    return {match.search_key(item): sku for sku, item in desk.rules.late.items()}


def _scan(desk: Desk, lease: Lease | None) -> _Scan:
    """Read every stream to its end, then add the tickets whose marks have gone stale."""
    scan = _Scan()
    for cursor, since, catalogue, keeps_cursor in _streams(desk):
        for page in desk.helpdesk.changed_tickets(cursor, since, desk.fields):
            _read_page(desk, page, catalogue, scan)
            if keeps_cursor:
                scan.cursor = page.cursor
            if lease is not None:
                lease.renew()
            desk.say(f"{desk.name}: {scan.scanned} tickets read, {len(scan.candidates)} mention a late item")
    for ticket_id, marks in desk.state.marked(desk.name):
        if not marks.asleep and stale(marks, desk.rules):
            scan.add(ticket_id, ticket_id, frozenset())
    return scan


def _streams(desk: Desk) -> Iterator[tuple[str | None, datetime, Catalogue, bool]]:
    """Yield what to read: everything new, and for items that became late since, the past ``look_back`` once more.

    Nobody's words are stored, so a new fact can only be searched for by reading again.
    """
    late = desk.rules.late
    since = desk.now - desk.look_back
    cursor = desk.state.cursor(desk.name)
    yield cursor, since, Catalogue.of(late.values()), True
    searched = desk.state.scanned(desk.name)
    new = [late[sku] for key, sku in _search_keys(desk).items() if key not in searched]
    if cursor is not None and new:
        yield None, since, Catalogue.of(new), False


def _read_page(desk: Desk, page: TicketPage, catalogue: Catalogue, scan: _Scan) -> None:
    ids = {ticket.id for ticket in page.tickets} | {comments.ticket_id for comments in page.comments}
    known = desk.state.marks(desk.name, ids)
    for ticket in page.tickets:
        scan.scanned += 1
        marks = known.get(ticket.id, Marks())
        mentioned = _mentioned(desk, ticket, catalogue)
        if mentioned or (marks and (marks.asleep or ticket.status in FINAL or stale(marks, desk.rules))):
            scan.add(ticket.id, ticket, mentioned)
        elif ticket.status in FINAL:
            scan.skipped[FINAL[ticket.status]] += 1
    for comments in page.comments:
        mentioned = frozenset(mention.sku for mention in match.find(comments.words, catalogue))
        told = {mark.sku for mark in known.get(comments.ticket_id, Marks()).items}
        if mentioned - told:
            scan.add(comments.ticket_id, comments.ticket_id, mentioned)


def _mentioned(desk: Desk, ticket: Ticket, catalogue: Catalogue) -> frozenset[str]:
    if ticket.status in FINAL:
        return frozenset()
    words = ticket.words
    if ticket.unread and ticket.status is not TicketStatus.SOLVED:
        try:
            words += desk.helpdesk.comments(ticket.id)
        except NotFound:
            log.info("%s: ticket %s is gone", desk.name, ticket.id)
    return frozenset(mention.sku for mention in match.find(words, catalogue))


# --- deciding --------------------------------------------------------------------------------------


def _targets(desk: Desk, scan: _Scan, *, read_bare: bool) -> Iterator[Ticket | int]:
    """Yield the candidates as read, and the bare ids as they are, or freshly read."""
    bare = []
    for candidate in scan.candidates.values():
        if isinstance(candidate.target, int):
            bare.append(candidate.target)
        else:
            yield candidate.target
    if read_bare and bare:
        yield from desk.helpdesk.tickets(bare, desk.fields)
    else:
        yield from bare


class _Decider:
    """Decides on tickets with what is ours on them and the requester's language at hand."""

    def __init__(self, desk: Desk, candidates: Mapping[int, Candidate]) -> None:
        self._desk = desk
        self._candidates = candidates
        self.marks: dict[int, Marks] = dict(desk.state.marks(desk.name, candidates.keys()))
        self.writing: Lease | None = None
        self._intended: dict[int, Marks] = {}
        self._locales = self._requester_locales()

    def __call__(self, ticket: Ticket) -> TicketPatch | Skipped:
        marks = self.marks.get(ticket.id, Marks())
        mentioned = self._candidates[ticket.id].mentioned
        decision = decide(ticket, mentioned, marks, self._desk.rules, self._locales.get(ticket.requester_id or 0))
        if self.writing is not None and isinstance(decision, TicketPatch) and not decision.empty:
            self.writing.renew()
            self._intend(intent(marks, decision), ticket.id)
        return decision

    def _intend(self, meant: Marks, ticket_id: int) -> None:
        """Remember what is about to be written: a run that dies before its record still knows its own work."""
        if self._intended.get(ticket_id) != meant:
            self._desk.state.save_marks(self._desk.name, {ticket_id: meant})
            self._intended[ticket_id] = meant

    def calendar_only(self, ticket_id: int) -> bool:
        """Tell whether a ticket known by id has gone stale by the calendar alone."""
        mentioned = self._candidates[ticket_id].mentioned
        return not mentioned and calendar_only(self.marks.get(ticket_id, Marks()), self._desk.rules)

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
        owed = self._intended.get(failed.ticket_id, self._owed(failed.ticket_id))
        return replace(owed, items=tuple(replace(mark, version="") for mark in owed.items))

    def _owed(self, ticket_id: int) -> Marks:
        """Return what is ours on a ticket, with its new mentions as items that it was not told about yet."""
        before = self.marks.get(ticket_id, Marks())
        told = {mark.sku: mark for mark in before.items}
        for sku in self._candidates[ticket_id].mentioned:
            told.setdefault(sku, Mark(sku, "", ""))
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
            and candidate.target.id not in self.marks
        }
        return self._desk.helpdesk.locales(unknown) if unknown else {}


# --- writing ---------------------------------------------------------------------------------------


def _write(desk: Desk, decider: _Decider, pending: Sequence[Candidate], lease: Lease) -> Iterator[Outcome]:
    """Write in batches; what is on the tickets is remembered even when the next one breaks the run off."""
    for start in range(0, len(pending), BATCH):
        batch = pending[start : start + BATCH]
        done: dict[int, Marks] = {}
        try:
            for outcome in desk.helpdesk.patch_tickets([item.target for item in batch], decider, desk.fields):
                match outcome:
                    case Written():
                        decider.settle(outcome.patch, done)
                    case Skipped():
                        decider.settle(outcome, done)
                    case Failed():
                        log.warning("%s: ticket %s: %s", desk.name, outcome.ticket_id, outcome.reason)
                        done[outcome.ticket_id] = decider.owe(outcome)
                yield outcome
        finally:
            desk.state.save_marks(desk.name, done)
        lease.renew()
        desk.say(f"{desk.name}: {min(start + BATCH, len(pending))} of {len(pending)} tickets written")


# --- explaining ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one ticket is, or is not, what it is: what was found on it, what is ours, what would be written."""

    helpdesk: str
    ticket: Ticket
    mentions: tuple[Mention, ...]
    marks: Marks
    decision: TicketPatch | Skipped


def explain(desk: Desk, ticket_id: int) -> Explanation:
    """Read one ticket whole and decide on it; writes nothing. Raises NotFound."""
    ticket = desk.helpdesk.ticket(ticket_id, desk.fields)
    mentions = match.find(ticket.words, Catalogue.of(desk.rules.late.values()))
    found = frozenset(mention.sku for mention in mentions)
    decider = _Decider(desk, {ticket.id: Candidate(ticket, found)})
    return Explanation(desk.name, ticket, mentions, decider.marks.get(ticket.id, Marks()), decider(ticket))
