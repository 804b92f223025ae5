"""What changed on a helpdesk: who mentions a late item. Keeps nobody's words.

What a page showed is remembered in one transaction with how far was read: whatever ends the run, no page is read twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zendesk_bridge.app.tickets.book import Book
from zendesk_bridge.app.tickets.choosing import Choosing
from zendesk_bridge.app.tickets.gathered import Gathered
from zendesk_bridge.app.tickets.hearing import Hearing, about
from zendesk_bridge.app.tickets.setbacks import rests
from zendesk_bridge.app.tickets.site import TicketSite, log
from zendesk_bridge.core.decide import FINAL, recoverable, stale
from zendesk_bridge.core.errors import NotFound, Rejected
from zendesk_bridge.core.ledger import Found, add_mentions, mentioned_in
from zendesk_bridge.core.mentions import match
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.mentions.orders import order_numbers
from zendesk_bridge.core.model import (
    AgentReply,
    Comments,
    Conversation,
    MarkState,
    Mention,
    SkipReason,
    Ticket,
    TicketOrder,
    TicketPage,
    TicketStatus,
    View,
    Words,
)
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Lease


@dataclass(frozen=True, slots=True)
class Stream:
    """One reading of changed tickets: from where on, and for which late items. ``main`` moves the cursor."""

    cursor: str | None
    since: datetime
    vocabulary: Vocabulary
    skus: frozenset[str]
    main: bool

    def among(self, mentions: Sequence[Mention]) -> frozenset[str]:
        """Return the items that are looked for, of those that are mentioned."""
        return self.skus.intersection(mention.sku for mention in mentions)


REPLIES = "replies"
"""Says among the search keys that agents' replies were heard as well as customers' words were searched."""


class Reader:
    """Reads the changed tickets of one helpdesk, and takes down what they show."""

    def __init__(self, site: TicketSite, book: Book, gathered: Gathered) -> None:
        self.site, self.book, self.gathered = site, book, gathered
        self._hearing = Hearing(site, book, gathered)
        self._choosing = Choosing(site, book, gathered)

    # --- streams

    def read_streams(self, lease: Lease | None) -> None:
        """Read everything new, and for items that became late since, the past ``look_back`` once more.

        Nobody's words are stored, so a new fact can only be searched for by reading again. So can what agents replied
        before a release that hears it: otherwise a window that moves would remind of nobody who was told it before.
        """
        site, keys = self.site, search_keys(self.site)
        since, cursor = site.now - site.look_back, site.memory.cursor()
        looked = frozenset({*keys, REPLIES})
        searched = looked if cursor is None else site.memory.scanned() & looked
        self._read(Stream(cursor, since, site.vocabulary, frozenset(site.rules.late), main=True), lease, searched)
        new = frozenset(sku for key, sku in keys.items() if key not in searched or REPLIES not in searched)
        if new:
            self._read(Stream(None, since, site.vocabulary, new, main=False), lease, searched)
        self.book.save(scanned=looked)

    def _read(self, stream: Stream, lease: Lease | None, searched: frozenset[str]) -> None:
        site, said = self.site, ""
        for place, page in enumerate(site.helpdesk.changed_tickets(stream.cursor, stream.since, site.fields)):
            self._read_page(page, stream)
            # From here on nobody looks for the items that are not late now: they are searched for again when they are.
            self.book.save(cursor=page.cursor if stream.main else None, scanned=searched)
            if lease is not None:
                lease.renew()
            line = _progress(page, self.gathered)
            if place and line != said:  # who reads one page alone is told at once what it comes to
                site.say(f"{site.name}: {line}")
            said = line

    # --- a page

    def _read_page(self, page: TicketPage, stream: Stream) -> None:
        gathered = self.gathered
        ids = {*page.unread, *(ticket.id for ticket in page.tickets), *(each.ticket_id for each in page.comments)}
        known = self.book.read(ids)
        gathered.overlong |= page.again
        if page.holes:
            log.warning("%s: %s rows of a listing cannot be read", self.site.name, page.holes)
            gathered.skipped[SkipReason.HOLE] += page.holes
        for ticket_id in page.unread:
            gathered.later[ticket_id] = None
            view = self.book.latest(ticket_id, known)
            self.book.put(ticket_id, view, replace(view, unread=True))
        for ticket in page.tickets:
            gathered.scanned += 1
            view = self.book.latest(ticket.id, known)
            if stream.main and rests(view, ticket.changed, self.site.rules, self.site.now):
                gathered.resting.add(ticket.id)
            else:
                self.take(ticket, view, stream)
        for comments in page.comments:
            view = self.book.latest(comments.ticket_id, known)
            self._take_comments(comments, view, stream)
        self._hearing.hear(page.replies)
        self._choosing.read({each.ticket_id: each.words for each in page.comments})

    def take(self, ticket: Ticket, view: View, stream: Stream, *, whole: bool = False) -> None:
        """Take down what a ticket shows, and add it where there is something to do; ``whole`` is one with all words."""
        gathered, rules = self.gathered, self.site.rules
        self._hearing.meet(ticket)
        if ticket.status in FINAL:
            gathered.skipped[FINAL[ticket.status]] += 1
            self.book.put(ticket.id, view, ended(view))
            return
        solved = ticket.status is TicketStatus.SOLVED
        found, words, replies, unread = self._read_one(ticket, view, stream, whole=whole)
        news = self._news(ticket.id, found)
        after = replace(self._after(view, found), unread=unread, dormant=solved)
        if not solved and (_meddled(ticket, view) or recoverable(ticket, view, rules)):
            after = replace(after, touched=True)
        if news and not after.locale and ticket.locale:
            after = replace(after, locale=ticket.locale)
        self.book.put(ticket.id, view, after, found.comments)
        if solved:
            gathered.skipped[SkipReason.SOLVED] += bool(news or view)
        elif after.touched or after.setback or stale(after, rules):
            gathered.add(ticket.id, ticket)
        self._hearing.hear(replies)
        self._choosing.look_at(ticket)
        self._choosing.read({ticket.id: words})

    def _after(self, view: View, found: Found) -> View:
        return add_mentions(view, found if self.site.rules.possible else replace(found, possible=frozenset()))

    def _take_comments(self, comments: Comments, view: View, stream: Stream) -> None:
        found = self._heard(comments.ticket_id, comments.words, stream)
        new = Found(
            found.mentioned - mentioned_in(view), found.possible - {mark.sku for mark in view.items}, found.comments
        )
        after = self._after(view, new)
        self.book.put(comments.ticket_id, view, after, new.comments)
        requester_id = self._hearing.requester(comments.ticket_id)
        self._name_orders(comments.ticket_id, comments.words, after, requester_id)
        if self._news(comments.ticket_id, new) and not view.dormant:
            self.gathered.add(comments.ticket_id, comments.ticket_id)

    def _news(self, ticket_id: int, found: Found) -> bool:
        """Tell whether a ticket has to be decided on for what was found; one that only may mean an item is counted."""
        if found.mentioned:
            self.gathered.possible.discard(ticket_id)
        elif found.possible:
            self.gathered.possible.add(ticket_id)
        return bool(found.mentioned or (found.possible and self.site.rules.possible))

    # --- words

    def _read_one(
        self, ticket: Ticket, view: View, stream: Stream, *, whole: bool
    ) -> tuple[Found, tuple[Words, ...], tuple[AgentReply, ...], bool]:
        """Return what a ticket mentions, what customers wrote and agents replied, and whether some is still to be read.

        What only agents wrote since is read where it may be about one of the items looked for: one call, as customers'
        words need, and none where the last answer is one of which a promise is known.
        """
        said, unread = self._said(ticket, view, whole=whole)
        words = ticket.words + (said.words if said else ())
        found = self._heard(ticket.id, words, stream)
        tried = said is not None or ticket.id in self.gathered.changed
        if not tried and self._hearing.is_worth_reading(ticket, self._after(view, found), stream.skus):
            said = self._conversation(ticket)
            unread = said is None
            words += said.words if said else ()
            found |= self._heard(ticket.id, said.words, stream) if said else found
        self._name_orders(ticket.id, words, self._after(view, found), ticket.requester_id)
        return found, words, said.replies if said else (), unread

    def _name_orders(self, ticket_id: int, words: Sequence[Words], view: View, requester_id: int | None) -> None:
        """Take down the orders that a customer names here on a ticket which mentions an item.

        On one where such was to be forgotten, nobody knows which of its words are new.
        """
        if about(view) and view.forgotten is None:
            numbers = order_numbers(words, self.site.vocabulary.calls)
            self.book.name_orders(TicketOrder(ticket_id, number, requester_id) for number in numbers)

    def _said(self, ticket: Ticket, view: View, *, whole: bool) -> tuple[Conversation | None, bool]:
        """Return what was said on a ticket since, where customers did, and whether some of it is still to be read.

        What they wrote on a solved one is read when somebody reopens it, whoever that is.
        """
        if whole:
            return Conversation((), ticket.replies), False
        if not (ticket.unread or view.unread):
            return None, False
        if ticket.status is TicketStatus.SOLVED:
            return None, True
        found = self._conversation(ticket)
        return found, found is None

    def _conversation(self, ticket: Ticket) -> Conversation | None:
        """Read what was said on a ticket; None where that cannot be read now, and the ticket is read whole later."""
        self.gathered.changed[ticket.id] = ticket.changed
        if self.gathered.gave_up:
            self.gathered.later[ticket.id] = None
            return None
        try:
            found = self.site.helpdesk.conversation(ticket.id)
        except (NotFound, Rejected) as error:
            self.gathered.mark_unreadable(ticket.id, error)
            return None
        self.gathered.streak.note_success()
        self.gathered.reread.add(ticket.id)
        return found

    def _heard(self, ticket_id: int, words: Sequence[Words], stream: Stream) -> Found:
        """Return the items that these words mention. The whole catalogue competes, so that the longest name wins.

        A ticket that is too long is counted as skipped and told, and the cursor moves on behind it.
        """
        findings = match.search(words, stream.vocabulary)
        if stream.main and not findings.whole and ticket_id not in self.gathered.overlong:
            self.gathered.overlong.add(ticket_id)
            self.site.say(f"{self.site.name}: ticket {ticket_id} is {match.OVERLONG}")
            self.gathered.skipped[SkipReason.OVERLONG] += 1
        return found_in(findings.mentions, findings.possible, stream.skus)


def found_in(mentions: Sequence[Mention], possible: Sequence[Mention], skus: frozenset[str]) -> Found:
    """Return the items looked for that are mentioned, and in which comment each was first found."""
    comments: dict[str, str] = {}
    for mention in (*mentions, *possible):
        comments.setdefault(mention.sku, mention.part if mention.part.startswith("comment") else "")
    return Found(
        skus.intersection(mention.sku for mention in mentions),
        skus.intersection(mention.sku for mention in possible),
        comments,
    )


def _meddled(ticket: Ticket, view: View) -> bool:
    """Tell whether somebody took a tag of ours off a ticket, or emptied a field while the ticket tells of an item."""
    telling = any(mark.state is MarkState.TOLD for mark in view.items)
    emptied = telling and any(ticket.fields.get(key) == "" for key, _ in view.fields)
    return emptied or not (view.tags | view.beside) <= ticket.tags


def ended(view: View) -> View:
    """Return what is known of a ticket that nobody will ever answer: all that was, should it come back after all."""
    return replace(view, dormant=True, touched=False, unread=False, setback=None)


def search_keys(site: TicketSite) -> dict[str, str]:
    """Return what past tickets are to be searched for: the search key of each late item, with its SKU."""
    return {match.search_key(item): sku for sku, item in site.rules.late.items()}


def _progress(page: TicketPage, gathered: Gathered) -> str:
    """Return how far reading has come: a page of comments adds no ticket. What they come to is decided after it."""
    if page.comments and not page.tickets:
        return "later comments read, too"
    return f"{number(gathered.scanned, 'ticket')} read so far"
