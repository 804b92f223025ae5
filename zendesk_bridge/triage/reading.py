"""What changed on a helpdesk: who mentions a late item, and which marks have gone stale. Keeps nobody's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from zendesk_bridge.core import match
from zendesk_bridge.core.decide import FINAL, Found, heard, stale
from zendesk_bridge.core.errors import NotFound
from zendesk_bridge.core.match import Catalogue
from zendesk_bridge.core.model import Marks, Mention, Ticket, TicketPage, TicketStatus, Words
from zendesk_bridge.core.ports import Lease
from zendesk_bridge.core.report import number
from zendesk_bridge.triage.desk import Candidate, Desk, log


@dataclass(slots=True)
class Scan:
    """What reading has found so far. No words are kept: only who mentions what.

    ``possible`` are the tickets that may mean a late item, by a typo, and surely mention none.
    """

    candidates: dict[int, Candidate] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    forgotten: list[int] = field(default_factory=list)
    scanned: int = 0
    possible: set[int] = field(default_factory=set)
    cursor: str | None = None

    @property
    def read(self) -> int:
        """How many tickets were or are to be read: those that changed, and those known by id whose marks are stale."""
        return self.scanned + sum(isinstance(candidate.target, int) for candidate in self.candidates.values())

    @property
    def doubtful(self) -> int:
        """How many tickets may mean a late item, and are left as they are."""
        return len(self.possible - self.candidates.keys())

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
    catalogue: Catalogue
    skus: frozenset[str]
    main: bool

    def among(self, mentions: Sequence[Mention]) -> frozenset[str]:
        """Return the items that are looked for, of those that are mentioned."""
        return self.skus.intersection(mention.sku for mention in mentions)


def read_all(desk: Desk, lease: Lease | None) -> Scan:
    """Read every stream to its end, then add the tickets whose marks have gone stale."""
    scan = Scan()
    for stream in _streams(desk):
        for page in desk.helpdesk.changed_tickets(stream.cursor, stream.since, desk.fields):
            _read_page(desk, page, stream, scan)
            if stream.main:
                scan.cursor = page.cursor
            if lease is not None:
                lease.renew()
            desk.say(f"{desk.name}: {number(scan.scanned, 'ticket')} read, {len(scan.candidates)} about late items")
    for ticket_id, marks in desk.state.marked(desk.name):
        if not marks.tags and not marks.fields and not any(mark.sku in desk.rules.late for mark in marks.items):
            scan.forgotten.append(ticket_id)
        elif not marks.asleep and stale(marks, desk.rules):
            scan.add(ticket_id, ticket_id, Found())
    return scan


def _streams(desk: Desk) -> Iterator[_Stream]:
    """Yield what to read: everything new, and for items that became late since, the past ``look_back`` once more.

    Nobody's words are stored, so a new fact can only be searched for by reading again.
    """
    late = desk.rules.late
    since = desk.now - desk.look_back
    cursor = desk.state.cursor(desk.name)
    yield _Stream(cursor, since, desk.catalogue, frozenset(late), main=True)
    searched = desk.state.scanned(desk.name)
    new = frozenset(sku for key, sku in search_keys(desk).items() if key not in searched)
    if cursor is not None and new:
        yield _Stream(None, since, desk.catalogue, new, main=False)


def _read_page(desk: Desk, page: TicketPage, stream: _Stream, scan: Scan) -> None:
    ids = {ticket.id for ticket in page.tickets} | {comments.ticket_id for comments in page.comments}
    known = desk.state.marks(desk.name, ids)
    for ticket in page.tickets:
        scan.scanned += 1
        marks = known.get(ticket.id, Marks())
        found = _found(desk, ticket, stream, scan)
        news = _news(desk, scan, ticket.id, found)
        if news or (marks and (marks.asleep or ticket.status in FINAL or stale(marks, desk.rules))):
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


def _found(desk: Desk, ticket: Ticket, stream: _Stream, scan: Scan) -> Found:
    if ticket.status in FINAL:
        return Found()
    words = ticket.words
    if ticket.unread and ticket.status is not TicketStatus.SOLVED:
        try:
            words += desk.helpdesk.comments(ticket.id)
        except NotFound:
            log.info("%s: ticket %s is gone", desk.name, ticket.id)
    return _heard(desk, ticket.id, words, stream, scan)


def _heard(desk: Desk, ticket_id: int, words: Sequence[Words], stream: _Stream, scan: Scan) -> Found:
    """Return the items that these words mention. The whole catalogue competes, so that the longest name wins.

    A ticket that is too long is counted as skipped and told, and the cursor moves on behind it.
    """
    findings = match.search(words, stream.catalogue)
    if stream.main and not findings.whole:
        desk.say(f"{desk.name}: ticket {ticket_id} is {match.OVERLONG}")
        scan.skipped[match.OVERLONG] += 1
    return Found(stream.among(findings.mentions), stream.among(findings.possible))
