"""Use cases: what customers chose on every helpdesk, who has chosen nothing yet, and what a person has to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import merge

from zendesk_bridge.app.reports.said import TicketLink
from zendesk_bridge.core.model import Choice, Promise, UnreadAnswer
from zendesk_bridge.core.ports import Memory
from zendesk_bridge.core.report.chosen import AnswerOn


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

    def choices(self, asked: ChoicesAsked) -> Iterator[AnswerOn]:
        """Yield what customers chose, newest first, of all helpdesks together; what they changed since is told, too."""
        found = (
            self._on(name, memory.asked_choices(sku=asked.sku, ticket_id=asked.ticket_id))
            for name, memory in self.memories.items()
        )
        newer: set[tuple[str, int, str]] = set()
        for on in merge(*found, key=lambda one: one.answer.at, reverse=True):
            item = (on.helpdesk, on.answer.ticket_id, on.answer.sku)
            yield replace(on, holds=item not in newer)
            newer.add(item)

    def pending(self, asked: ChoicesAsked) -> Iterator[AnswerOn]:
        """Yield the latest promise of each item on each open ticket whose customer has chosen nothing yet."""
        for name, memory in self.memories.items():
            for promise in memory.latest_promises(asked.sku):
                if asked.ticket_id in {None, promise.ticket_id} and not _has_chosen(memory, promise):
                    yield AnswerOn(name, promise, self.link(name, promise.ticket_id))

    def unread(self, asked: ChoicesAsked) -> Iterator[AnswerOn]:
        """Yield the answers that a person has to read: nobody has replied since, and no later answer was a choice."""
        found = (self._on(name, _still_unread(memory, asked)) for name, memory in self.memories.items())
        return merge(*found, key=lambda on: on.answer.at, reverse=True)

    def _on(self, name: str, answers: Iterator[Choice] | Iterator[UnreadAnswer]) -> Iterator[AnswerOn]:
        for answer in answers:
            yield AnswerOn(name, answer, self.link(name, answer.ticket_id))


def _has_chosen(memory: Memory, promise: Promise) -> bool:
    return any(choice.sku == promise.sku for choice in memory.choices([promise.ticket_id]).get(promise.ticket_id, ()))


def _still_unread(memory: Memory, asked: ChoicesAsked) -> Iterator[UnreadAnswer]:
    """Yield the newest unread answer of each ticket that nothing has come after."""
    seen: set[int] = set()
    for answer in memory.unread_answers(sku=asked.sku, ticket_id=asked.ticket_id):
        if answer.ticket_id in seen:
            continue
        seen.add(answer.ticket_id)
        chosen = memory.choices([answer.ticket_id]).get(answer.ticket_id, ())
        told = memory.promises([answer.ticket_id]).get(answer.ticket_id, ())
        after = [choice.at for choice in chosen] + [promise.at for promise in told]
        if not any(at > answer.at for at in after):
            yield answer
