"""Use case: a run of the scheduled job is remembered, however it ended, and told to whoever watches the job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from zendesk_bridge.app.job import Ended
from zendesk_bridge.core import alerts
from zendesk_bridge.core.alerts import DOWN, Alert, Followed, Known
from zendesk_bridge.core.errors import AuthRefused, BridgeError, Busy, OtherAccount, WrongClock
from zendesk_bridge.core.model import BUSY, Run, RunEnd, WaitKind, Waits
from zendesk_bridge.core.plan import Hide
from zendesk_bridge.core.ports import State
from zendesk_bridge.core.report import run_line

MOST_UNSAVED = 1000
"""Runs that are remembered while the database is away: more than three days of a run every five minutes."""

RECENT = 100
"""Runs that are looked at to see how often in a row the job failed."""

_A_PERSONS = (OtherAccount, WrongClock, AuthRefused)
"""What keeps a helpdesk from being looked after until a person has done something."""


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
    macros, tickets, messages = ended.macros_written, ended.tickets_written, ended.messages_sent
    down = {it.helpdesk for it in ended.failures if not isinstance(it.error, _A_PERSONS)}
    return {
        **{f"macros:{name}": macros.get(name, 0) for name in ended.calls},
        **{f"tickets:{name}": tickets.get(name, 0) for name in ended.calls},
        **{f"messages:{name}": messages.get(name, 0) for name in ended.calls},
        **{f"calls:{name}": calls for name, calls in ended.calls.items()},
        **{f"{DOWN}:{name}": 1 for name in sorted(down)},
    }


def waits(ended: Ended) -> tuple[Waits, ...]:
    """Return everything that waits for a person after this run, each thing once."""
    found: dict[Waits, None] = {}
    for one in (*_macros(ended), *_tickets(ended), *_messages(ended), *_facts(ended), *_accounts(ended)):
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


def _messages(ended: Ended) -> Iterator[Waits]:
    for wave in ended.waves:
        for part in wave.through:
            yield from (Waits(WaitKind.FAILED, part.helpdesk, f"order {one.order_number}") for one in part.failed)


def _facts(ended: Ended) -> Iterator[Waits]:
    known, today = ended.planned.facts, ended.today
    yield from (Waits(WaitKind.SOURCE, "", _about(text)) for text in known.warnings)
    for item in known.late.values():
        if item.is_over(today):
            yield Waits(WaitKind.OVER, "", item.sku)
    yield from (Waits(WaitKind.DUE, "", due.item.sku) for due in ended.waiting)
    for item_followups in ended.followups:
        if count := item_followups.counts.waiting:
            yield Waits(WaitKind.FOLLOWUP, "", item_followups.sku, count)


def _accounts(ended: Ended) -> Iterator[Waits]:
    for failure in ended.failures:
        if isinstance(failure.error, _A_PERSONS):
            yield Waits(WaitKind.ACCOUNT, failure.helpdesk, "")


def _about(text: str) -> str:
    """Return the file with its place, or the feed, that a message is about: what stands before its first words."""
    return text.partition(": ")[0]


# --- what is done once a run has ended


@dataclass(frozen=True, slots=True)
class ChatRoom:
    """A chat room that can be told something; ``label`` names its setting."""

    label: str
    tell: Callable[[Sequence[Alert]], None]


@dataclass(frozen=True, slots=True)
class Observers:
    """Who is told how the job is doing.

    ``ping`` takes what is added to a check's address, and a line of text. ``published`` write files of what is
    remembered, each by itself: the metrics, a calendar.
    """

    ping: Callable[[str, str], None] | None = None
    rooms: tuple[ChatRoom, ...] = ()
    published: tuple[Callable[[State], None], ...] = ()


@dataclass(slots=True)
class Journal:
    """What a process remembers by itself while the database is away: ``unsaved`` runs, oldest first, what was said."""

    unsaved: list[Run] = field(default_factory=list)
    said: dict[str, datetime] = field(default_factory=dict)

    def add(self, run: Run) -> None:
        """Remember a run until it is saved."""
        self.unsaved = [*self.unsaved, run][-MOST_UNSAVED:]

    def save(self, state: State) -> None:
        """Hand over to the database what it did not take before. Raises StateError, Unavailable."""
        while self.unsaved:
            state.save_run(self.unsaved[0])
            del self.unsaved[0]
        if self.said:
            state.save_said({**state.said(), **self.said})
            self.said.clear()


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What follows a run: it is remembered, and told to whoever wants to know.

    Nothing of this changes what became of the run, and one that fails keeps none of the others from being done: it is
    told by ``tell``. ``now`` is an aware clock.
    """

    journal: Journal
    observers: Observers
    open_state: Callable[[], State]
    tell: Callable[[str], None]
    now: Callable[[], datetime]

    def begin(self) -> None:
        """Say that a run has begun."""
        self._ping("start", "")

    def follow(self, run: Run, waiting: Sequence[Waits] | None, followed: Followed | None = None) -> None:
        """Remember a run and tell of it; ``waiting`` and ``followed`` are None where it came to no end of its own."""
        self.journal.add(run)
        state = self._saved()
        try:
            added = alerts.ping(run)
            if added is not None:
                self._ping(added, run_line(run))
            if self.observers.rooms:
                self._say(state, waiting, followed)
            if state:
                for publish in self.observers.published:
                    publish(state)
        finally:
            if state:
                state.close()

    def _saved(self) -> State | None:
        """Return the database, open, when it has taken the run; None when it did not."""
        state: State | None = None
        try:
            state = self.open_state()
            self.journal.save(state)
        except BridgeError as error:
            self.tell(f"warning: that this run has ended could not be written down: {error.message}")
            if state:
                state.close()
            return None
        return state

    def _ping(self, added: str, text: str) -> None:
        if self.observers.ping is None:
            return
        try:
            self.observers.ping(added, text)
        except BridgeError as error:
            self.tell(f"warning: the monitor could not be told of this run: {error.message}")

    def _say(self, state: State | None, waiting: Sequence[Waits] | None, followed: Followed | None) -> None:
        try:
            self._decided(state, waiting, followed)
        except BridgeError as error:
            self.tell(f"warning: that people were told could not be written down: {error.message}")

    def _decided(self, state: State | None, waiting: Sequence[Waits] | None, followed: Followed | None) -> None:
        runs = state.runs(RECENT) if state else tuple(reversed(self.journal.unsaved))
        before = state.said() if state else dict(self.journal.said)
        known = Known(runs, self.now(), waiting, before, forgetful=state is None, followed=followed)
        found, said = alerts.decide(known)
        if found and not self._told(found):
            return  # nobody knows yet: the next run tells it again
        if state is None:
            self.journal.said = dict(said)
        elif said != before:
            state.save_said(said)

    def _told(self, found: Sequence[Alert]) -> bool:
        """Tell every room; one that does not take it holds no other. Returns whether any did."""
        told = False
        for room in self.observers.rooms:
            try:
                room.tell(found)
            except BridgeError as error:
                self.tell(f"warning: a message was not delivered: {error.message}")
            else:
                told = True
        return told
