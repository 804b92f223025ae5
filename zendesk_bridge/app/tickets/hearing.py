"""What agents' public replies promised: recorded in one transaction with how far was read, and forgotten beyond it.

A reply creates no mention. It is heard where the ticket is known to mention an item, or where the reply itself names
one that is late. A new promise touches its ticket: what stands there may be right no more, or right again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from zendesk_bridge.app.tickets.book import Book
from zendesk_bridge.app.tickets.gathered import Gathered
from zendesk_bridge.app.tickets.site import TicketSite, log
from zendesk_bridge.core.ledger import add_heard, heard_of, mentioned_in, without_heard
from zendesk_bridge.core.model import (
    NOTHING_HEARD,
    WORK_KINDS,
    AgentReply,
    Choice,
    Heard,
    MarkState,
    Promise,
    Ticket,
    View,
)

T = TypeVar("T")

LISTED = 10_000
"""How many tickets of a listing are remembered for the replies that come after them: some 15 MB at most."""

UNREADABLE = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError)
"""What reading may stumble over in words that nobody has thought of. One reply is lost then, and told; were the run to
end there, the next one would begin with the same page, and no ticket would be marked any more.
"""


class Hearing:
    """Hears the replies of one run on one helpdesk.

    A reply that comes by itself does not say whose ticket it is on, so the tickets listed last are kept, without words.
    """

    def __init__(self, site: TicketSite, book: Book, gathered: Gathered) -> None:
        self._site, self._book, self._gathered = site, book, gathered
        self._listed: OrderedDict[int, Ticket] = OrderedDict()

    def meet(self, ticket: Ticket) -> None:
        """Remember a ticket as it was just read, should a reply on it come."""
        self._listed[ticket.id] = replace(ticket, words=(), replies=())
        self._listed.move_to_end(ticket.id)
        if len(self._listed) > LISTED:
            self._listed.popitem(last=False)

    def requester(self, ticket_id: int) -> int | None:
        """Return whose ticket this is, None where this run's listing did not tell it."""
        listed = self._listed.get(ticket_id)
        return listed.requester_id if listed else None

    def is_worth_reading(self, ticket: Ticket, view: View, items: frozenset[str]) -> bool:
        """Tell whether agents' answers on a ticket are worth a call: it mentions one of these items, and they are new.

        A helpdesk that tells of a change more than once does so for the answers, too. What they promised of other items
        tells nothing of these, which may have become late since.
        """
        at, asked = ticket.answered, (about(view) & items) | (heard_of(view) - self._site.rules.late.keys())
        if at is None or self._site.listener is None or not asked or is_forgotten(view, at):
            return False
        heard = self._book.heard([ticket.id]).get(ticket.id, NOTHING_HEARD)
        return not any(promise.at >= at for sku in asked for promise in heard.get(sku, ()))

    def hear(self, replies: Iterable[AgentReply]) -> None:
        """Take down what these replies promised that is not known yet, and see to it that their tickets are decided on.

        Views must hold what this page's customers wrote: the item that a reply answers may have been named there.
        """
        by_ticket: dict[int, list[AgentReply]] = {}
        for reply in replies if self._site.listener else ():
            by_ticket.setdefault(reply.ticket_id, []).append(reply)
        if not by_ticket:
            return
        views, heard = self._book.read(by_ticket.keys()), self._book.heard(by_ticket.keys())
        chosen = self._book.chosen(by_ticket.keys())
        for ticket_id, view in views.items():
            self._settle(ticket_id, view, by_ticket[ticket_id])
        found = {
            ticket_id: promises
            for ticket_id, all_of_it in by_ticket.items()
            if (some := [reply for reply in all_of_it if not is_forgotten(views.get(ticket_id), reply.at)])
            and (
                promises := self._promises(
                    some,
                    about(views.get(ticket_id)),
                    heard.get(ticket_id, NOTHING_HEARD),
                    chosen.get(ticket_id, ()),
                )
            )
        }
        if found:
            self._take_down(found, views)

    def _settle(self, ticket_id: int, view: View, replies: Iterable[AgentReply]) -> None:
        """Take down of which items a customer who waited for the word knows now that they are late no more."""
        gone, listener = heard_of(view) - self._site.rules.late.keys(), self._site.listener
        if gone and listener:
            told: dict[str, str] = {}
            for reply in replies:
                back: frozenset[str] = self._tried(reply, partial(listener.told_back, reply, gone), frozenset())
                told |= dict.fromkeys(back - told.keys(), reply.words.part)
            if told:
                self._touch(ticket_id, view, without_heard(view, told), self._listed.get(ticket_id), told)

    def _promises(
        self, replies: Sequence[AgentReply], items: frozenset[str], heard: Heard, chosen: Sequence[Choice]
    ) -> list[Promise]:
        """Return what these replies on one ticket promised and no record tells yet, in the order of their sending."""
        found: list[Promise] = []
        ours = {promise.comment for some in heard.values() for promise in some if promise.by_bridge}
        for reply in sorted((one for one in replies if one.words.part not in ours), key=lambda one: one.at):
            for promise in self._listen(reply, items, heard, asked(reply, chosen, heard)):
                if adds(promise, heard):
                    found.append(promise)
                    heard = {**heard, promise.sku: (*heard.get(promise.sku, ()), promise)}
        return found

    def _listen(
        self, reply: AgentReply, items: frozenset[str], heard: Heard, waiting: frozenset[str]
    ) -> tuple[Promise, ...]:
        """Return what one reply promised."""
        listener = self._site.listener
        return self._tried(reply, partial(listener.promises, reply, items, heard, waiting), ()) if listener else ()

    def _tried(self, reply: AgentReply, read: Callable[[], T], nothing: T) -> T:
        """Return what is read in a reply; one that cannot be read is left out, counted and told by its ids."""
        try:
            return read()
        except UNREADABLE:
            self._gathered.unheard += 1
            log.warning(
                "%s: a reply on ticket %s (%s) cannot be read", self._site.name, reply.ticket_id, reply.words.part
            )
            return nothing

    def _take_down(self, found: Mapping[int, Sequence[Promise]], views: Mapping[int, View]) -> None:
        tickets = self._tickets(found)
        for ticket_id, promises in found.items():
            ticket = tickets.get(ticket_id)
            said = [one for one in (completed(promise, ticket) for promise in promises) if not to_herself(one)]
            if not said:
                continue
            self._book.hear(said)
            self._gathered.told.update(promise.accuracy for promise in said)
            view = self._book.latest(ticket_id, views)
            named = add_heard(view, self._promised(said) - mentioned_in(view))
            known = mentioned_in(named) | heard_of(named)
            if not known.isdisjoint(promise.sku for promise in said):
                self._touch(ticket_id, view, named, ticket)

    def _promised(self, said: Iterable[Promise]) -> frozenset[str]:
        """Return the late items of which a customer was promised a day: somebody has to keep it."""
        dated = frozenset(one.sku for one in said if one.window or one.next_update)
        return dated & self._site.rules.late.keys()

    def _tickets(self, ids: Iterable[int]) -> Mapping[int, Ticket]:
        """Return these tickets: as they were listed, or as they are now where this run's listing began behind them."""
        known = {ticket_id: self._listed[ticket_id] for ticket_id in ids if ticket_id in self._listed}
        lacking = [ticket_id for ticket_id in ids if ticket_id not in known]
        read = self._site.helpdesk.tickets(lacking, self._site.fields) if lacking else ()
        return known | {ticket.id: ticket for ticket in read if isinstance(ticket, Ticket)}

    def _touch(
        self, ticket_id: int, before: View, view: View, ticket: Ticket | None, told: Mapping[str, str] | None = None
    ) -> None:
        """Let a ticket be decided on again: in this run, in the next after a crash, or when somebody reopens it.

        ``told`` names the comments that speak of items which are late no more.
        """
        self._book.put(ticket_id, before, replace(view, touched=True), told)
        if not view.dormant and view.setback is None:
            self._gathered.add(ticket_id, ticket or ticket_id)


def about(view: View | None) -> frozenset[str]:
    """Return the items that a reply on this ticket may speak of without naming them."""
    dismissed = {mark.sku for mark in view.items if mark.state is MarkState.DISMISSED} if view else set()
    return (mentioned_in(view) - dismissed) | heard_of(view) if view else frozenset()


def asked(reply: AgentReply, chosen: Sequence[Choice], heard: Heard) -> frozenset[str]:
    """Return the items of which a reply is the first word after a choice that somebody has to carry out.

    What a helpdesk says by rule answers nobody.
    """
    if reply.agent_id is None:
        return frozenset()
    last = {choice.sku: choice for choice in sorted(chosen, key=lambda one: one.at) if choice.at < reply.at}
    words = [promise.at for some in heard.values() for promise in some]
    return frozenset(
        sku for sku, one in last.items() if one.kind in WORK_KINDS and not any(at > one.at for at in words)
    )


def is_forgotten(view: View | None, at: datetime) -> bool:
    """Tell whether what was said on a ticket at this moment was to be forgotten, and is not to be known again."""
    return view is not None and view.forgotten is not None and at <= view.forgotten


def adds(promise: Promise, heard: Heard) -> bool:
    """Tell whether a promise says anything that the same reply is not known to have said of the item.

    A page read twice adds nothing; an edited reply adds the day that it names now. One that names less than before
    takes nothing back: what a customer has read cannot be unsaid.
    """
    same = [known for known in heard.get(promise.sku, ()) if known.comment == promise.comment]
    windows, days = {known.window for known in same} | {None}, {known.next_update for known in same} | {None}
    return not same or promise.window not in windows or promise.next_update not in days


def completed(promise: Promise, ticket: Ticket | None) -> Promise:
    """Return the promise with whose ticket it was made on."""
    return replace(promise, team=ticket.team, requester_id=ticket.requester_id) if ticket else promise


def to_herself(promise: Promise) -> bool:
    """Tell whether an agent wrote this on her own ticket: there she is the customer."""
    return promise.agent_id is not None and promise.agent_id == promise.requester_id
