"""What changed on a helpdesk: who mentions a late item, and which marks have gone stale. Keeps nobody's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from zendesk_bridge.app.tickets.desk import Candidate, Desk, log
from zendesk_bridge.app.tickets.setbacks import REREAD, due, rests
from zendesk_bridge.core.decide import FINAL, Found, stale
from zendesk_bridge.core.errors import BridgeError, NotFound, Rejected, cause_of
from zendesk_bridge.core.marks import heard
from zendesk_bridge.core.mentions import match
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import Failed, Marks, Mention, Ticket, TicketPage, TicketStatus, Words
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Lease
from zendesk_bridge.core.streak import Streak

HOLE = "unreadable in a listing"
"""Why a row of a listing was skipped."""


@dataclass(slots=True)
class Scan:
    """What reading has found so far. No words are kept: only who mentions what.

    ``possible`` are the tickets that may mean a late item, by a typo, and surely mention none. ``spoilt`` are those
    whose words were not all read, each with what it met; ``later`` those that have to be read by themselves, ``reread``
    those that were; ``resting`` those that failed before and are left alone for a while; ``recalled`` counts those that
    no listing named. ``tired`` says that so many could not be read in a row that the rest wait for the next run.
    ``overlong`` are those that are too long to be searched, or were when an earlier run told it.
    """

    candidates: dict[int, Candidate] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    forgotten: list[int] = field(default_factory=list)
    scanned: int = 0
    recalled: int = 0
    possible: set[int] = field(default_factory=set)
    cursor: str | None = None
    spoilt: dict[int, Failed] = field(default_factory=dict)
    later: dict[int, None] = field(default_factory=dict)
    reread: set[int] = field(default_factory=set)
    resting: set[int] = field(default_factory=set)
    changed: dict[int, str] = field(default_factory=dict)
    streak: Streak = field(default_factory=Streak)
    tired: bool = False
    overlong: set[int] = field(default_factory=set)

    def spoil(self, ticket_id: int, error: NotFound | Rejected) -> None:
        """Remember a ticket that could not be read.

        Many in a row cost minutes of tries each, but they end nothing: what ended would begin with the same ones again.
        """
        if isinstance(error, NotFound):
            self.later[ticket_id] = None  # it was there a moment ago: a look at the ticket tells whether it is gone
            return
        cause = cause_of(error)
        self.spoilt[ticket_id] = Failed(ticket_id, error.message, cause)
        try:
            self.streak.ill(cause)
        except BridgeError:
            self.tired = True

    @property
    def read(self) -> int:
        """How many tickets were or are to be read: those that changed, and those known by id whose marks are stale."""
        return self.scanned + self.recalled

    @property
    def doubtful(self) -> int:
        """How many tickets may mean a late item, and are left as they are."""
        return len(self.possible - self.candidates.keys())

    def recall(self, ticket_id: int) -> None:
        """Add a ticket that no listing named, to be read when it is written."""
        self.recalled += ticket_id not in self.candidates
        self.add(ticket_id, ticket_id, Found())

    def add(self, ticket_id: int, target: Ticket | int, found: Found) -> None:
        """Add a candidate; one that was found before keeps what is known of it."""
        before = self.candidates.get(ticket_id)
        if before is not None:
            found |= before.found
            target = before.target if isinstance(target, int) else target
        if isinstance(target, Ticket):
            target = replace(target, words=())
        self.candidates[ticket_id] = Candidate(target, found)


def search_keys(desk: Desk) -> dict[str, str]:
    """Return what past tickets are to be searched for: the search key of each late item, with its SKU."""
    return {match.search_key(item): sku for sku, item in desk.rules.late.items()}


@dataclass(frozen=True, slots=True)
class _Stream:
    """One reading of changed tickets: from where on, and for which late items. ``main`` moves the cursor."""

    cursor: str | None
    since: datetime
    vocabulary: Vocabulary
    skus: frozenset[str]
    main: bool

    def among(self, mentions: Sequence[Mention]) -> frozenset[str]:
        """Return the items that are looked for, of those that are mentioned."""
        return self.skus.intersection(mention.sku for mention in mentions)


def read_all(desk: Desk, lease: Lease | None) -> Scan:
    """Read every stream to its end, then add the tickets whose marks have gone stale."""
    scan = Scan()
    if desk.finding:
        _read_streams(desk, lease, scan)
    for ticket_id, marks in desk.memory.marked():
        _look_after(desk, ticket_id, marks, scan)
    main = _Stream(None, desk.now, desk.vocabulary, frozenset(desk.rules.late), main=True)
    for ticket_id in list(scan.later)[:REREAD]:
        if desk.finding and not scan.tired:
            _read_alone(desk, ticket_id, main, scan)
    return scan


def _read_streams(desk: Desk, lease: Lease | None, scan: Scan) -> None:
    said = ""
    for stream in _streams(desk):
        for page in desk.helpdesk.changed_tickets(stream.cursor, stream.since, desk.fields):
            _read_page(desk, page, stream, scan)
            if stream.main:
                scan.cursor = page.cursor
            if lease is not None:
                lease.renew()
            line = _progress(page, scan)
            if line != said:
                desk.say(f"{desk.name}: {line}")
            said = line


def _progress(page: TicketPage, scan: Scan) -> str:
    """Return how far reading has come: a page of comments adds no ticket, and may show what more of them mention."""
    about = f"{len(scan.candidates)} about late items"
    if page.comments and not page.tickets:
        return f"later comments read, too: now {about}"
    return f"{number(scan.scanned, 'ticket')} read, {about}"


def _look_after(desk: Desk, ticket_id: int, marks: Marks, scan: Scan) -> None:
    """Add a ticket that we know of where there is something to do on it that no listing tells."""
    setback = marks.setback
    if setback is not None and setback.unread and ticket_id not in scan.reread | scan.spoilt.keys():
        if due(marks, desk.rules, desk.now):
            scan.later[ticket_id] = None
        else:
            scan.resting.add(ticket_id)
    elif not marks.tags and not marks.fields and not any(mark.sku in desk.rules.late for mark in marks.items):
        scan.forgotten.append(ticket_id)
        return
    if setback is not None and not setback.unread and ticket_id not in scan.candidates:
        if due(marks, desk.rules, desk.now):
            scan.recall(ticket_id)
        else:
            scan.resting.add(ticket_id)
    elif not marks.asleep and stale(marks, desk.rules):
        scan.recall(ticket_id)


def _read_alone(desk: Desk, ticket_id: int, stream: _Stream, scan: Scan) -> None:
    """Read one ticket whole of which no listing tells what customers wrote on it."""
    del scan.later[ticket_id]
    try:
        ticket = desk.helpdesk.ticket(ticket_id, desk.fields)
    except NotFound:
        scan.reread.add(ticket_id)
        scan.skipped[FINAL[TicketStatus.DELETED]] += 1
        return
    except Rejected as error:
        scan.spoil(ticket_id, error)
        return
    scan.streak.well()
    scan.reread.add(ticket_id)
    found = _heard(desk, ticket_id, ticket.words, stream, scan)
    if _news(desk, scan, ticket_id, found):
        scan.add(ticket_id, ticket, found)


def _streams(desk: Desk) -> Iterator[_Stream]:
    """Yield what to read: everything new, and for items that became late since, the past ``look_back`` once more.

    Nobody's words are stored, so a new fact can only be searched for by reading again.
    """
    late = desk.rules.late
    since = desk.now - desk.look_back
    cursor = desk.memory.cursor()
    yield _Stream(cursor, since, desk.vocabulary, frozenset(late), main=True)
    searched = desk.memory.scanned()
    new = frozenset(sku for key, sku in search_keys(desk).items() if key not in searched)
    if cursor is not None and new:
        yield _Stream(None, since, desk.vocabulary, new, main=False)


def _read_page(desk: Desk, page: TicketPage, stream: _Stream, scan: Scan) -> None:
    ids = {ticket.id for ticket in page.tickets} | {comments.ticket_id for comments in page.comments}
    known = desk.memory.marks(ids)
    scan.later |= dict.fromkeys(page.unread)
    scan.overlong |= page.again
    if page.holes:
        log.warning("%s: %s rows of a listing cannot be read", desk.name, page.holes)
        scan.skipped[HOLE] += page.holes
    for ticket in page.tickets:
        scan.scanned += 1
        marks = known.get(ticket.id, Marks())
        if stream.main and rests(marks, ticket.changed, desk.rules, desk.now):
            scan.resting.add(ticket.id)
            continue
        found = _found(desk, ticket, marks, stream, scan)
        news = _news(desk, scan, ticket.id, found)
        if news or (marks and _concerns(marks, ticket, desk)):
            scan.add(ticket.id, ticket, found)
        elif ticket.status in FINAL:
            scan.skipped[FINAL[ticket.status]] += 1
    for comments in page.comments:
        marks = known.get(comments.ticket_id, Marks())
        found = _heard(desk, comments.ticket_id, comments.words, stream, scan)
        new = Found(found.mentioned - heard(marks), found.possible - {mark.sku for mark in marks.items})
        if _news(desk, scan, comments.ticket_id, new):
            scan.add(comments.ticket_id, comments.ticket_id, new)


def _news(desk: Desk, scan: Scan, ticket_id: int, found: Found) -> bool:
    """Tell whether a ticket has to be decided on for what was found; one that only may mean an item is counted."""
    if found.mentioned:
        scan.possible.discard(ticket_id)
    elif found.possible:
        scan.possible.add(ticket_id)
    return bool(found.mentioned or (found.possible and desk.rules.possible))


def _concerns(marks: Marks, ticket: Ticket, desk: Desk) -> bool:
    """Tell whether what we know of a ticket makes it worth deciding on: our words are old, or our tags are gone."""
    return bool(marks.asleep or ticket.status in FINAL or marks.tags - ticket.tags or stale(marks, desk.rules))


def _found(desk: Desk, ticket: Ticket, marks: Marks, stream: _Stream, scan: Scan) -> Found:
    if ticket.status in FINAL:
        return Found()
    words = ticket.words
    unread = ticket.unread or (marks.setback is not None and marks.setback.unread)
    if unread and ticket.status is not TicketStatus.SOLVED:
        scan.changed[ticket.id] = ticket.changed
        words += _comments(desk, ticket.id, scan)
    return _heard(desk, ticket.id, words, stream, scan)


def _comments(desk: Desk, ticket_id: int, scan: Scan) -> tuple[Words, ...]:
    if scan.tired:
        scan.later[ticket_id] = None
        return ()
    try:
        found = desk.helpdesk.comments(ticket_id)
    except (NotFound, Rejected) as error:
        scan.spoil(ticket_id, error)
        return ()
    scan.streak.well()
    scan.reread.add(ticket_id)
    return found


def _heard(desk: Desk, ticket_id: int, words: Sequence[Words], stream: _Stream, scan: Scan) -> Found:
    """Return the items that these words mention. The whole catalogue competes, so that the longest name wins.

    A ticket that is too long is counted as skipped and told, and the cursor moves on behind it.
    """
    findings = match.search(words, stream.vocabulary)
    if stream.main and not findings.whole and ticket_id not in scan.overlong:
        scan.overlong.add(ticket_id)
        desk.say(f"{desk.name}: ticket {ticket_id} is {match.OVERLONG}")
        scan.skipped[match.OVERLONG] += 1
    return Found(stream.among(findings.mentions), stream.among(findings.possible))
