"""Use cases: what customers were told on every helpdesk, and how right that was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import merge

from zendesk_bridge.app.approved import Approvals
from zendesk_bridge.core.model import ApprovedMessage, Promise
from zendesk_bridge.core.ports import Memory
from zendesk_bridge.core.report.consistency import INCONSISTENT, TeamCount
from zendesk_bridge.core.report.said import PromiseOn, team_name

TicketLink = Callable[[str, int], str]
"""Where agents see a ticket of the helpdesk of this name; "" where that is not known."""


@dataclass(frozen=True, slots=True)
class PromisesAsked:
    """Which promises are asked for: all that is said must hold; ``limit`` is how many of each helpdesk at most."""

    sku: str | None = None
    ticket_id: int | None = None
    requester_id: int | None = None
    since: datetime | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class PromiseBook:
    """What is remembered of the helpdesks in the config, by name, with how to find their tickets.

    ``approvals`` tells by whose will outreach wrote what it did.
    """

    memories: Mapping[str, Memory]
    link: TicketLink
    approvals: Approvals | None = None

    def promises(self, asked: PromisesAsked) -> Iterator[PromiseOn]:
        """Yield the promises that are asked for, newest first, of all helpdesks together."""
        return self._merged(
            lambda memory: memory.asked(
                sku=asked.sku,
                ticket_id=asked.ticket_id,
                requester_id=asked.requester_id,
                since=asked.since,
                limit=asked.limit,
            )
        )

    def inconsistent(self, since: datetime) -> Iterator[PromiseOn]:
        """Yield the promises since then that were not right when they were made, newest first."""
        return self._merged(lambda memory: memory.asked(since=since, accuracies=INCONSISTENT))

    def counts(self, since: datetime, until: datetime) -> Iterator[TeamCount]:
        """Yield what replies were worth that were sent in this time, of every helpdesk."""
        for name, memory in self.memories.items():
            yield from (TeamCount(name, count) for count in memory.consistency(since, until))

    def teams(self) -> Mapping[str, Mapping[int, str]]:
        """Return what the teams of each helpdesk are called."""
        return {name: memory.teams() for name, memory in self.memories.items()}

    def _merged(self, ask: Callable[[Memory], Iterator[Promise]]) -> Iterator[PromiseOn]:
        found = (self._on(name, memory, ask(memory)) for name, memory in self.memories.items())
        return merge(*found, key=lambda on: on.promise.at, reverse=True)

    def _on(self, name: str, memory: Memory, promises: Iterator[Promise]) -> Iterator[PromiseOn]:
        names = memory.teams()
        for promise in promises:
            link = self.link(name, promise.ticket_id)
            yield PromiseOn(name, promise, team_name(promise.team, names), link, self._sent(name, promise))

    def _sent(self, name: str, promise: Promise) -> ApprovedMessage | None:
        if self.approvals is None or not promise.by_bridge:
            return None
        written = self.approvals.on_tickets(name, [promise.ticket_id]).get(promise.ticket_id, ())
        return next((one for one in written if one.tells(promise)), None)
