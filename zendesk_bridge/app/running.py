"""Use case: a run of the scheduled job is remembered, however it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from zendesk_bridge.app.job import Ended
from zendesk_bridge.core.errors import AuthRefused, Busy, OtherAccount, WrongClock
from zendesk_bridge.core.model import BUSY, Run, RunEnd, WaitKind, Waits
from zendesk_bridge.core.plan import Hide
from zendesk_bridge.core.ports import State

MOST_UNSAVED = 1000
"""Runs that are remembered while the database is away: more than three days of a run every five minutes."""

DOWN = "down"
"""What is counted of a helpdesk that could not be reached, or broke off: ``down:shop``."""


def record(started: datetime, seconds: float, exit_code: int, ended: Ended | BaseException) -> Run:
    """Return what is remembered of a run: what it came to, or the error that ended it."""
    end = RunEnd.of(exit_code)
    if not isinstance(ended, Ended):
        return Run(started, seconds, end, exit_code, {BUSY: 1} if isinstance(ended, Busy) else {})
    waiting = Counter(dict.fromkeys(WaitKind, 0))
    for one in waits(ended):
        waiting[one.kind] += one.count
    counts = {**_written(ended), **{f"waiting:{kind}": count for kind, count in waiting.items()}}
    return Run(started, seconds, end, exit_code, counts, waiting.total())


def _written(ended: Ended) -> Mapping[str, int]:
    results = (*ended.lapsed.results, *ended.results)
    done = (*ended.lapsed.tickets, *ended.done)
    macros = Counter(item.helpdesk for item in results if not item.problem)
    tickets: Counter[str] = Counter()
    for item in done:
        tickets[item.helpdesk] += len(item.written)
    down = {failure.helpdesk for failure in ended.failures}
    return {
        **{f"macros:{name}": macros[name] for name in ended.calls},
        **{f"tickets:{name}": tickets[name] for name in ended.calls},
        **{f"calls:{name}": calls for name, calls in ended.calls.items()},
        **{f"{DOWN}:{name}": 1 for name in sorted(down)},
    }


def waits(ended: Ended) -> tuple[Waits, ...]:
    """Return everything that waits for a person after this run, each thing once."""
    found: dict[Waits, None] = {}
    for one in (*_macros(ended), *_tickets(ended), *_facts(ended), *_accounts(ended)):
        found.setdefault(one)
    return tuple(found)


def _macros(ended: Ended) -> Iterator[Waits]:
    for part in ended.planned.plan.helpdesks:
        yield from (Waits(WaitKind.HELD, part.helpdesk, change.key) for change in part.held)
    for item in (*ended.lapsed.results, *ended.results):
        if item.problem:
            yield Waits(WaitKind.FAILED, item.helpdesk, item.change.key)
    for item in (*ended.lapsed.hidden, *ended.results):
        if isinstance(item.change, Hide) and not item.problem:
            yield Waits(WaitKind.HELD, item.helpdesk, item.change.key)
    yield from (Waits(WaitKind.REFUSED, refusal.helpdesk, refusal.setting) for refusal in ended.refusals)


def _tickets(ended: Ended) -> Iterator[Waits]:
    for item in (*ended.lapsed.tickets, *ended.done):
        yield from (Waits(WaitKind.FAILED, item.helpdesk, f"#{one.ticket_id}") for one in item.failed)
        if item.failing:
            yield Waits(WaitKind.FAILED, item.helpdesk, "", item.failing)
    for text in ended.tickets.held:
        name, _, rest = text.partition(": ")
        lacking = name in ended.calls
        yield Waits(WaitKind.SETUP, name, "") if lacking else Waits(WaitKind.SOURCE, "", _about(rest))


def _facts(ended: Ended) -> Iterator[Waits]:
    known, today = ended.planned.facts, ended.today
    yield from (Waits(WaitKind.SOURCE, "", _about(text)) for text in known.warnings)
    for item in known.late.values():
        if item.ship_window and item.ship_window.last < today:
            yield Waits(WaitKind.OVER, "", item.sku)
    yield from (Waits(WaitKind.DUE, "", due.item.sku) for due in ended.waiting)


def _accounts(ended: Ended) -> Iterator[Waits]:
    for failure in ended.failures:
        if isinstance(failure.error, OtherAccount | WrongClock | AuthRefused):
            yield Waits(WaitKind.ACCOUNT, failure.helpdesk, "")


def _about(text: str) -> str:
    """Return the file with its place, or the feed, that a message is about: what stands before its first words."""
    return text.partition(": ")[0]


@dataclass(slots=True)
class Journal:
    """What a process remembers of its runs by itself: those that the database did not take, oldest first."""

    unsaved: list[Run] = field(default_factory=list)

    def save(self, run: Run, open_state: Callable[[], State]) -> None:
        """Remember a run in the database, after those that it did not take before.

        Raises StateError or Unavailable, and keeps the run until the next one is saved.
        """
        self.unsaved = [*self.unsaved, run][-MOST_UNSAVED:]
        state = open_state()
        try:
            while self.unsaved:
                state.save_run(self.unsaved[0])
                del self.unsaved[0]
        finally:
            state.close()
