"""What changed on a helpdesk: who mentions a late item, and which marks have gone stale. Keeps nobody's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from zendesk_bridge.core import match
from zendesk_bridge.core.decide import FINAL, stale
from zendesk_bridge.core.errors import NotFound
from zendesk_bridge.core.match import Catalogue
from zendesk_bridge.core.model import Marks, Ticket, TicketPage, TicketStatus, Words
from zendesk_bridge.core.ports import Lease
from zendesk_bridge.triage.desk import Candidate, Desk, log


@dataclass(slots=True)
class Scan:
    """What reading has found so far. No words are kept: only who mentions what."""

    candidates: dict[int, Candidate] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    forgotten: list[int] = field(default_factory=list)
    scanned: int = 0
    cursor: str | None = None

    def add(self, ticket_id: int, target: Ticket | int, mentioned: frozenset[str]) -> None:
        """Add a candidate; one that was found before keeps what is known of it."""
        before = self.candidates.get(ticket_id)
        if before is not None:
            mentioned |= before.mentioned
            target = before.target if isinstance(target, int) else target
        if isinstance(target, Ticket):
            target = replace(target, words=())
        self.candidates[ticket_id] = Candidate(target, mentioned)


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

    def found(self, words: Sequence[Words]) -> frozenset[str]:
        """Return the items that these words mention. All late items compete, so that the longest name wins."""
        return self.skus.intersection(mention.sku for mention in match.find(words, self.catalogue))


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
            desk.say(f"{desk.name}: {scan.scanned} tickets read, {len(scan.candidates)} mention a late item")
    for ticket_id, marks in desk.state.marked(desk.name):
        if not marks.tags and not marks.fields and not any(mark.sku in desk.rules.late for mark in marks.items):
            scan.forgotten.append(ticket_id)
        elif not marks.asleep and stale(marks, desk.rules):
            scan.add(ticket_id, ticket_id, frozenset())
    return scan


def _streams(desk: Desk) -> Iterator[_Stream]:
    """Yield what to read: everything new, and for items that became late since, the past ``look_back`` once more.

    Nobody's words are stored, so a new fact can only be searched for by reading again.
    """
    late = desk.rules.late
    since = desk.now - desk.look_back
    catalogue = Catalogue.of(late.values())
    cursor = desk.state.cursor(desk.name)
    yield _Stream(cursor, since, catalogue, frozenset(late), main=True)
    searched = desk.state.scanned(desk.name)
    new = frozenset(sku for key, sku in search_keys(desk).items() if key not in searched)
    if cursor is not None and new:
        yield _Stream(None, since, catalogue, new, main=False)


def _read_page(desk: Desk, page: TicketPage, stream: _Stream, scan: Scan) -> None:
    ids = {ticket.id for ticket in page.tickets} | {comments.ticket_id for comments in page.comments}
    known = desk.state.marks(desk.name, ids)
    for ticket in page.tickets:
        scan.scanned += 1
        marks = known.get(ticket.id, Marks())
        mentioned = _mentioned(desk, ticket, stream)
        if mentioned or (marks and (marks.asleep or ticket.status in FINAL or stale(marks, desk.rules))):
            scan.add(ticket.id, ticket, mentioned)
        elif ticket.status in FINAL:
            scan.skipped[FINAL[ticket.status]] += 1
    for comments in page.comments:
        told = {mark.sku for mark in known.get(comments.ticket_id, Marks()).items}
        if new := stream.found(comments.words) - told:
            scan.add(comments.ticket_id, comments.ticket_id, new)


def _mentioned(desk: Desk, ticket: Ticket, stream: _Stream) -> frozenset[str]:
    if ticket.status in FINAL:
        return frozenset()
    words = ticket.words
    if ticket.unread and ticket.status is not TicketStatus.SOLVED:
        try:
            words += desk.helpdesk.comments(ticket.id)
        except NotFound:
            log.info("%s: ticket %s is gone", desk.name, ticket.id)
    return stream.found(words)
