"""What is known of the tickets of one run: read from memory, and written there event by event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain

from zendesk_bridge.app.tickets.site import TicketSite
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import (
    Choice,
    Entry,
    Event,
    Heard,
    Promise,
    Said,
    TicketOrder,
    UnreadAnswer,
    View,
    by_item,
)


class Book:
    """Views of one helpdesk's tickets. What a preview learns stays in the book: it ``keeps`` nothing in memory."""

    def __init__(self, site: TicketSite, *, keeps: bool) -> None:
        self._memory = site.memory
        self._stamp = Stamp(site.now, site.run)
        self._keeps = keeps
        self._views: dict[int, View] = {}
        self._events: dict[int, tuple[Event, ...]] = {}
        self._promises: dict[int, tuple[Promise, ...]] = {}
        self._orders: dict[TicketOrder, None] = {}
        self._choices: list[Choice] = []
        self._unread: list[UnreadAnswer] = []

    def read(self, ticket_ids: Collection[int]) -> dict[int, View]:
        """Return what is known of these tickets; those of which nothing is are absent."""
        unread = [ticket_id for ticket_id in ticket_ids if ticket_id not in self._views]
        found = dict(self._memory.views(unread))
        return found | {ticket_id: self._views[ticket_id] for ticket_id in ticket_ids if ticket_id in self._views}

    def heard(self, ticket_ids: Collection[int]) -> dict[int, Heard]:
        """Return what customers were told in replies on these tickets; those of which nothing is known are absent."""
        found = self._memory.promises(ticket_ids) if ticket_ids else {}
        told = {key: found.get(key, ()) + self._promises.get(key, ()) for key in ticket_ids}
        return {key: by_item(sorted(some, key=_in_order)) for key, some in told.items() if some}

    def hear(self, promises: Sequence[Promise]) -> None:
        """Take down what a customer was told now."""
        for promise in promises:
            self._promises[promise.ticket_id] = (*self._promises.get(promise.ticket_id, ()), promise)

    def name_orders(self, orders: Iterable[TicketOrder]) -> None:
        """Take down which orders tickets are about."""
        self._orders.update(dict.fromkeys(orders))

    def chosen(self, ticket_ids: Collection[int]) -> dict[int, tuple[Choice, ...]]:
        """Return what customers chose on these tickets, oldest first; those without a choice are absent."""
        found = {key: list(some) for key, some in self._memory.choices(ticket_ids).items()} if ticket_ids else {}
        for choice in self._choices:
            if choice.ticket_id in ticket_ids:
                found.setdefault(choice.ticket_id, []).append(choice)
        return {key: tuple(some) for key, some in found.items()}

    def answered(self, ticket_ids: Collection[int]) -> dict[int, frozenset[str]]:
        """Return which comments on these tickets were read as a choice, or left to a person."""
        chosen = self.chosen(ticket_ids)
        found: dict[int, frozenset[str]] = {}
        for ticket_id in ticket_ids:
            left = (*self._memory.unread_answers(ticket_id=ticket_id), *self._unread)
            unread = {answer.comment for answer in left if answer.ticket_id == ticket_id}
            found[ticket_id] = frozenset({choice.comment for choice in chosen.get(ticket_id, ())} | unread)
        return found

    def choose(self, choice: Choice) -> None:
        """Take down what a customer chose now."""
        self._choices.append(choice)

    def leave_unread(self, answer: UnreadAnswer) -> None:
        """Take down an answer that a person has to read."""
        self._unread.append(answer)

    def latest(self, ticket_id: int, known: Mapping[int, View]) -> View:
        """Return what a ticket has become since it was ``known``: a listing may name one twice."""
        return self._views.get(ticket_id, known.get(ticket_id, View()))

    def put(self, ticket_id: int, before: View, after: View, comments: Mapping[str, str] | None = None) -> None:
        """Take down what became of a ticket; ``comments`` names where new mentions stand."""
        if after == before or not (after or before):
            return
        happened = events(ticket_id, before, after, self._stamp, comments)
        self._events[ticket_id] = self._events.get(ticket_id, ()) + happened
        self._views[ticket_id] = after

    def drop(self) -> None:
        """Forget what was taken down and not saved."""
        self._events.clear()
        self._views.clear()
        self._promises.clear()
        self._orders.clear()
        self._choices.clear()
        self._unread.clear()

    def save(self, *, cursor: str | None = None, scanned: frozenset[str] | None = None) -> None:
        """Remember what was taken down, and with it how far was read and for which search keys: all or nothing."""
        if not self._keeps:
            return
        entries = {ticket_id: Entry(happened, self._views[ticket_id]) for ticket_id, happened in self._events.items()}
        promises = tuple(chain.from_iterable(self._promises.values()))
        said = Said(promises, tuple(self._choices), tuple(self._orders), tuple(self._unread))
        self._memory.record(entries, cursor=cursor, scanned=scanned, said=said)
        self.drop()


def _in_order(promise: Promise) -> tuple[datetime, str]:
    return promise.at, promise.comment
