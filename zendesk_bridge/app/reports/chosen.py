"""Use cases: what customers chose on every helpdesk, who has chosen nothing yet, and what a person has to read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import islice

from zendesk_bridge.app.reports.said import TicketLink
from zendesk_bridge.core.mentions.orders import order_number
from zendesk_bridge.core.model import (
    BY_PAGE,
    WORK_KINDS,
    Choice,
    ChoiceKind,
    Message,
    PageChoice,
    Promise,
    UnreadAnswer,
)
from zendesk_bridge.core.ports import Memory, Waves
from zendesk_bridge.core.report.chosen import AnswerOn

_PAGE = 500
"""Of how many tickets choices are read at once."""


@dataclass(frozen=True, slots=True)
class ChoicesAsked:
    """Which answers are asked for: all that is said must hold."""

    sku: str | None = None
    ticket_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceBook:
    """What is remembered of the helpdesks in the config, by name, with how to find their tickets."""

    memories: Mapping[str, Memory]
    link: TicketLink
    waves: Waves

    def choices(self, asked: ChoicesAsked) -> Iterator[AnswerOn]:
        """Yield what customers chose, newest first, of all helpdesks together; what they changed since is told, too.

        What was chosen on the page is there at once, before a run puts it on the ticket.
        """
        found = (
            self._on(name, memory.asked_choices(sku=asked.sku, ticket_id=asked.ticket_id))
            for name, memory in self.memories.items()
        )
        newer: set[tuple[str, int | str, str]] = set()
        for on in merge(*found, self._on_pages(asked, None), key=lambda one: one.answer.at, reverse=True):
            item = (on.helpdesk, on.answer.ticket_id or on.order, on.answer.sku)
            yield replace(on, holds=item not in newer)
            newer.add(item)

    def pending(self, asked: ChoicesAsked) -> Iterator[AnswerOn]:
        """Yield what somebody has to carry out, newest first: swaps, splits and cancellations that hold.

        Those on tickets are without a reply since to the customer about a late item. Those on the page are there at
        once, before a run puts them on the ticket; to one of a message without a ticket nobody can reply here, so that
        it stays until it is :meth:`done`.
        """
        found = (self._on(name, _without_reply(memory, asked)) for name, memory in self.memories.items())
        pages = self._on_pages(asked)
        return merge(*found, pages, key=lambda on: on.answer.at, reverse=True)

    def unanswered(self, asked: ChoicesAsked) -> Iterator[AnswerOn]:
        """Yield the latest promises on open tickets whose customer has chosen nothing yet of the item, newest first."""
        found = (self._on(name, _without_choice(memory, asked)) for name, memory in self.memories.items())
        return merge(*found, key=lambda on: on.answer.at, reverse=True)

    def unread(self, asked: ChoicesAsked) -> Iterator[AnswerOn]:
        """Yield the answers that a person has to read: nobody has replied since, and no later answer was a choice."""
        found = (self._on(name, _still_unread(memory, asked)) for name, memory in self.memories.items())
        return merge(*found, key=lambda on: on.answer.at, reverse=True)

    def without_ticket(self, order: str, asked: ChoicesAsked) -> tuple[AnswerOn, ...]:
        """Return what is to be carried out of what was chosen about this order and no ticket will ever tell."""
        return tuple(self._on_page(one, message) for one, message in self._waiting(asked) if _is_of(message, order))

    def done(self, order: str, asked: ChoicesAsked, at: datetime) -> None:
        """Take it off the list: a person has carried it out. What the customer chooses from now on is listed again."""
        held = {(one.message, one.sku): one for one, message in self._waiting(asked) if _is_of(message, order)}
        for one in self.waves.uncarried():
            last = held.get((one.message, one.sku))
            if last and one.at <= last.at:
                self.waves.carry(replace(one, carried_at=at))

    def _on_pages(self, asked: ChoicesAsked, kinds: Collection[ChoiceKind] | None = WORK_KINDS) -> list[AnswerOn]:
        """Return what was chosen on pages and no ticket tells yet, newest first."""
        found = (self._on_page(one, message) for one, message in self._waiting(asked, kinds))
        return sorted(found, key=lambda on: on.answer.at, reverse=True)

    def _waiting(
        self, asked: ChoicesAsked, kinds: Collection[ChoiceKind] | None = WORK_KINDS
    ) -> Iterator[tuple[PageChoice, Message]]:
        """Yield the last choices made on pages that no ticket tells yet, with their messages; None for every kind."""
        last = {(one.message, one.sku): one for one in self.waves.uncarried()}
        for one in last.values():
            message = self.waves.message(one.message)
            if message is None or message.helpdesk not in self.memories or (kinds and one.kind not in kinds):
                continue
            if asked.sku in {None, one.sku} and asked.ticket_id in {None, message.ticket_id}:
                yield one, message

    def _on_page(self, one: PageChoice, message: Message) -> AnswerOn:
        choice = Choice(message.ticket_id, one.sku, one.kind, one.at, "", BY_PAGE, one.version)
        link = self.link(message.helpdesk, message.ticket_id) if message.ticket_id else ""
        return AnswerOn(message.helpdesk, choice, link, order=message.number)

    def _on(self, name: str, answers: Iterator[Choice | UnreadAnswer | Promise]) -> Iterator[AnswerOn]:
        for answer in answers:
            yield AnswerOn(name, answer, self.link(name, answer.ticket_id))


def _is_of(message: Message, order: str) -> bool:
    number = order_number(order)
    return bool(number) and not message.ticket_id and order_number(message.number) == number


def _without_reply(memory: Memory, asked: ChoicesAsked) -> Iterator[Choice]:
    """Yield the choices that make work and that no reply has come after, newest first; each item's last one alone."""
    seen: set[tuple[int, str]] = set()
    choices = memory.asked_choices(sku=asked.sku, ticket_id=asked.ticket_id)
    while page := tuple(islice(choices, _PAGE)):
        told = memory.promises({one.ticket_id for one in page})
        for choice in page:
            item = (choice.ticket_id, choice.sku)
            replied = any(promise.at > choice.at for promise in told.get(choice.ticket_id, ()))
            if item not in seen and choice.kind in WORK_KINDS and not replied:
                yield choice
            seen.add(item)


def _without_choice(memory: Memory, asked: ChoicesAsked) -> Iterator[Promise]:
    """Yield the latest promises that no choice has answered, newest first."""
    latest = (one for one in memory.latest_promises(asked.sku) if asked.ticket_id in {None, one.ticket_id})
    promises = iter(sorted(latest, key=lambda one: one.at, reverse=True))
    while page := tuple(islice(promises, _PAGE)):
        chosen = memory.choices({one.ticket_id for one in page})
        for promise in page:
            if not any(choice.sku == promise.sku for choice in chosen.get(promise.ticket_id, ())):
                yield promise


def _still_unread(memory: Memory, asked: ChoicesAsked) -> Iterator[UnreadAnswer]:
    """Yield the newest unread answer of each ticket that nothing has come after."""
    seen: set[int] = set()
    answers = memory.unread_answers(sku=asked.sku, ticket_id=asked.ticket_id)
    while page := tuple(islice(answers, _PAGE)):
        newest: dict[int, UnreadAnswer] = {}
        for answer in page:
            if answer.ticket_id not in seen:
                newest.setdefault(answer.ticket_id, answer)
        seen |= newest.keys()
        chosen, told = memory.choices(newest.keys()), memory.promises(newest.keys())
        for ticket_id, answer in newest.items():
            after = [choice.at for choice in chosen.get(ticket_id, ())]
            after += [promise.at for promise in told.get(ticket_id, ())]
            if not any(at > answer.at for at in after):
                yield answer
