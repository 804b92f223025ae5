"""Use case: the scheduled run: macros, then tickets, and a value that tells what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.macros import Result
from zendesk_bridge.app.tickets import Triaged
from zendesk_bridge.app.values import Choices, HelpdeskTrouble, Planned, Tickets, refuse
from zendesk_bridge.core.errors import TryLater


@dataclass(frozen=True, slots=True)
class Ended:
    """A whole run, to be told in one summary.

    ``refusals`` are why only what the calendar asks for was written.
    ``troubles`` are what could not be done on a helpdesk, and why; ``calls`` are API calls by helpdesk; ``waiting`` are
    the promised updates that have come due, with the tickets that wait for them.
    """

    planned: Planned
    results: tuple[Result, ...]
    tickets: Tickets
    done: tuple[Triaged, ...]
    refusals: tuple[str, ...]
    troubles: tuple[HelpdeskTrouble, ...]
    calls: Mapping[str, int]
    waiting: tuple[str, ...] = ()

    @property
    def down(self) -> bool:
        """Whether nothing at all was done because no helpdesk answers."""
        out = {trouble.helpdesk for trouble in self.troubles if isinstance(trouble.error, TryLater)}
        wrote = any(not item.problem for item in self.results) or any(item.outcomes for item in self.done)
        return not wrote and out == self.calls.keys()


def run(opened: Bridge, chosen: Choices) -> Ended:
    """Read, decide and gate everything, then write it.

    When it is too much, only what the calendar asks for is written, so that a gate that waits for a person lets no
    date of the past stand; raises SafetyStop when that is nothing.
    """
    with opened.lease() as lease:
        planned = opened.plan(chosen)
        prepared = opened.prepare_tickets(planned.facts, chosen, lease, planned.fields)
        refusals = (*planned.refusals, *prepared.refusals)
        if refusals:
            planned, prepared = planned.calendar_part, prepared.calendar_part
            if not planned.plan.writes and not prepared.pending:
                refuse(refusals)
        results = opened.apply(planned, chosen, lease)
        done = opened.write_tickets(prepared, chosen, lease)
        waiting = opened.waiting(planned.facts)
    calls = {helpdesk.name: helpdesk.calls for helpdesk in opened.helpdesks}
    return Ended(planned, results, prepared, done, refusals, tuple(opened.troubles), calls, waiting)
