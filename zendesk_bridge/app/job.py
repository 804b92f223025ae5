"""Use case: the scheduled run: macros, then tickets, and a value that tells what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from zendesk_bridge.app import lapse, moves, planning, triage
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.cancelled import CountsAsCancelled
from zendesk_bridge.app.followups import DueUpdate
from zendesk_bridge.app.lapse import Lapsed
from zendesk_bridge.app.macros import Result
from zendesk_bridge.app.outreach import carrying, continuing
from zendesk_bridge.app.outreach.sent import Outbox, WaveSent
from zendesk_bridge.app.tickets import Triaged
from zendesk_bridge.app.values import HelpdeskFailure, MacrosHalf, RunOptions, TicketsHalf
from zendesk_bridge.core.errors import BridgeError, TryLater
from zendesk_bridge.core.followups import ItemFollowUps
from zendesk_bridge.core.gate import Refusal
from zendesk_bridge.core.report import MovedFact


@dataclass(frozen=True, slots=True)
class Ended:
    """A whole run, to be told in one summary. It ``started`` at an aware time.

    ``planned`` and ``tickets`` are what the gate let go ahead, with its refusals: of a half that it refuses on a
    helpdesk only what the calendar asks for. ``results`` and ``done`` are what became of them.
    ``failures`` are what could not be done on a helpdesk, and why; ``calls`` are API calls by helpdesk; ``waiting`` are
    the items whose promised update has come due, ``followups`` the customers who wait for the next word, by item, and
    ``cancelled`` the orders that count as cancelled by a market's rules. ``lapsed`` is what was done before all else.
    ``today`` is the day in the shop's time zone. ``moved`` are the ship windows that moved, and what was written for
    it. ``carried`` is what became of choices that customers made on the pages of messages; ``waves`` are those of
    outreach that ran, with what was sent of them.
    """

    started: datetime
    planned: MacrosHalf
    results: tuple[Result, ...]
    tickets: TicketsHalf
    done: tuple[Triaged, ...]
    failures: tuple[HelpdeskFailure, ...]
    calls: Mapping[str, int]
    waiting: tuple[DueUpdate, ...] = ()
    followups: tuple[ItemFollowUps, ...] = ()
    lapsed: Lapsed = field(default_factory=Lapsed)
    today: date = date.min
    cancelled: tuple[CountsAsCancelled, ...] = ()
    moved: tuple[MovedFact, ...] = ()
    carried: tuple[carrying.Carried, ...] = ()
    waves: tuple[WaveSent, ...] = ()

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Everything that was too much."""
        return (*self.planned.refusals, *self.tickets.refusals)

    @property
    def down(self) -> bool:
        """Whether nothing at all was done because no helpdesk answers."""
        out = {failure.helpdesk for failure in self.failures if isinstance(failure.error, TryLater)}
        tried = any(item.outcomes for item in (*self.lapsed.tickets, *self.done))
        return not (self.macros_written or self.messages_sent.total() or tried) and out == self.calls.keys()

    @property
    def macros_written(self) -> Mapping[str, int]:
        """How many macros were written, by helpdesk, where there are any; one that was renewed twice is one."""
        last = [(item.helpdesk, item.change.key) for item in self.results if item.written]
        first = {(item.helpdesk, item.change.key) for item in self.lapsed.results if item.written}
        return Counter(helpdesk for helpdesk, _ in (*last, *first.difference(last)))

    @property
    def messages_sent(self) -> Counter[str]:
        """How many messages of outreach went out, or were left for an agent, by helpdesk, where there are any."""
        sent: Counter[str] = Counter()
        for wave in self.waves:
            sent.update({part.helpdesk: part.told + part.drafted for part in wave.through})
        return sent

    @property
    def tickets_written(self) -> Mapping[str, int]:
        """How many tickets were written, by helpdesk, where there are any; one that was written twice is one."""
        done = (*self.lapsed.tickets, *self.done)
        return Counter(helpdesk for helpdesk, _ in {(it.helpdesk, one.ticket_id) for it in done for one in it.written})


def run(
    opened: Bridge,
    chosen: RunOptions,
    tell: Callable[[Lapsed], None] = lambda _: None,
    begun: Callable[[], None] = lambda: None,
    outbox: Callable[[Bridge], Outbox] | None = None,
) -> Ended:
    """Take days away that are over, and ``tell`` that at once; then read, decide and gate everything, and write it.

    ``begun`` is called once nobody else can be at work. ``outbox`` gives what sending takes: without it no wave of
    outreach goes on.

    What the gate refuses holds nothing else: not the other half, not another helpdesk, and not what only the calendar
    asks for, so that a gate that waits for a person lets no date of the past stand.

    Raises InvalidInput for files that cannot be used, and what every helpdesk answered where none was reached.
    """
    with opened.lease() as lease:
        begun()
        lapsed = lapse.run(opened, chosen, lease)
        tell(lapsed)
        try:
            opened = opened.standing()
            planned = planning.plan(opened, chosen, opened.learn(chosen)).cleared
            carrier = continuing.carrier(opened, outbox, planned.facts, chosen, lease)
            prepared = triage.prepare(opened, planned.facts, chosen, lease, planned.fields).cleared
        except BridgeError:
            with suppress(BridgeError):  # the first error is the one that a person can do something about
                tell(lapse.run(opened, chosen, lease, aged=True))
            raise
        results = planning.apply(opened, planned, chosen, lease)
        done = triage.write(opened, prepared, chosen, lease)
        carried = carrying.carry(opened, chosen, lease)
        sent = continuing.carried_on(opened, carrier)
        waiting, followups = triage.waiting(opened, planned.facts)
        cancelled = triage.cancelled(opened, planned.facts)
        moved = moves.carried_out(opened, planned, results, done)
    calls = {helpdesk.name: helpdesk.calls for helpdesk in opened.helpdesks}
    failures = tuple(opened.failures)
    return Ended(
        opened.now,
        planned,
        results,
        prepared,
        done,
        failures,
        calls,
        waiting,
        followups,
        lapsed,
        opened.today,
        cancelled,
        moved,
        carried,
        sent,
    )
