"""sync: the scheduled job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zendesk_bridge.app.macros import Result
from zendesk_bridge.app.tickets import Triaged
from zendesk_bridge.cli import macros, tickets
from zendesk_bridge.cli.common import (
    bridge,
    emit,
    emit_json,
    tell,
)
from zendesk_bridge.core import report
from zendesk_bridge.core.errors import SafetyStop, TryLater
from zendesk_bridge.core.plan import HelpdeskPlan, Keep
from zendesk_bridge.wiring import Bridge, Choices, HelpdeskTrouble, Planned, Tickets


def sync(*, config: Path, dry_run: bool, chosen: Choices, form: str) -> int:
    """The scheduled job: macros, then tickets, then one summary."""
    chosen = replace(chosen, scheduled=True)
    if dry_run:
        return _dry_run(config, chosen, form)
    with bridge(config, writes=True) as opened:
        ended = run(opened, chosen)
    for line in ended.attention:
        tell(line)
    if form == "json":
        emit_json(ended.as_json())
    else:
        emit("\n".join(ended.lines))
    return ended.exit_code


def run(opened: Bridge, chosen: Choices) -> Ended:
    """Read, decide and gate everything, then write it.

    When it is too much, only what the calendar asks for is written, so that a gate that waits for a person lets no
    date of the past stand; raises SafetyStop when that is nothing.
    """
    with opened.lease() as lease:
        planned = opened.plan(chosen)
        prepared = opened.prepare_tickets(planned.facts, chosen, lease, planned.fields)
        macros.warn(planned)
        refusals = (*planned.refusals, *prepared.refusals)
        if refusals:
            planned, prepared = planned.calendar_part, prepared.calendar_part
            if not planned.plan.writes and not prepared.pending:
                macros.refuse(refusals)
        results = opened.apply(planned, chosen, lease)
        done = opened.write_tickets(prepared, chosen, lease)
        waiting = opened.waiting(planned.facts)
    calls = {helpdesk.name: helpdesk.calls for helpdesk in opened.helpdesks}
    return Ended(planned, results, prepared, done, refusals, tuple(opened.troubles), calls, waiting)


def _dry_run(config: Path, chosen: Choices, form: str) -> int:
    with bridge(config, writes=False) as opened:
        planned = opened.plan(chosen)
        prepared = opened.prepare_tickets(planned.facts, chosen, None, planned.fields)
        waiting = opened.waiting(planned.facts)
    macros.warn(planned)
    for line in (*dict.fromkeys(str(trouble.error) for trouble in opened.troubles), *waiting):
        tell(line)
    refusals = [*planned.refusals, *prepared.refusals]
    previews = [part.preview for part in prepared.prepared]
    if form == "json":
        emit_json(
            report.plan_json(planned.plan, refusals) | {"tickets": [tickets.triaged_json(item) for item in previews]}
        )
    else:
        macros.show_plan(replace(planned, refusals=tuple(refusals)))
        tickets.show(previews, prepared.held, form, did="would be written")
    if refusals:
        return SafetyStop.exit_code
    partly = planned.plan.held or prepared.held or planned.facts.warnings or opened.troubles or waiting
    return macros.PARTLY if partly else 0


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
    def exit_code(self) -> int:
        """The exit code of the run."""
        if self.refusals:
            return SafetyStop.exit_code
        if self._down:
            return TryLater.exit_code
        held = [*self.tickets.held, *(trouble.helpdesk for trouble in self.troubles), *self.waiting]
        of_tickets = tickets.outcome(self.done, held, self.planned.facts.warnings)
        return macros.outcome(self.planned, self.results) or of_tickets

    @property
    def _down(self) -> bool:
        """Whether nothing at all was done because no helpdesk answers."""
        out = {trouble.helpdesk for trouble in self.troubles if isinstance(trouble.error, TryLater)}
        wrote = any(not item.problem for item in self.results) or any(item.outcomes for item in self.done)
        return not wrote and out == self.calls.keys()

    @property
    def attention(self) -> tuple[str, ...]:
        """What a person should look at."""
        failed = [f"{item.helpdesk} #{one.ticket_id}: {one.reason}" for item in self.done for one in item.failed]
        restored = [f"{item.helpdesk} #{number}: {tickets.RESTORED}" for item in self.done for number in item.restored]
        refused = [f"Refused by the safety gate, all but what the calendar asks for: {text}" for text in self.refusals]
        down = dict.fromkeys(str(trouble.error) for trouble in self.troubles)
        return (
            *refused,
            *down,
            *macros.failures(self.results),
            *macros.held(self.planned),
            *self.tickets.held,
            *failed,
            *restored,
            *self.waiting,
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """The summary, a line for each helpdesk's macros, tickets and calls."""
        macro_lines = [f"{name}: macros: {self._macros_done(name)}." for name in self.calls]
        ticket_lines = [tickets.triaged_text(item, "written") for item in self.done]
        calls = [f"{name}: {report.number(calls, 'API call')}." for name, calls in self.calls.items()]
        return (*macro_lines, *ticket_lines, *calls)

    def _macros_done(self, helpdesk: str) -> str:
        """Return in words what was done with one helpdesk's macros: never what was planned."""
        part = next((part for part in self.planned.plan.helpdesks if part.helpdesk == helpdesk), None)
        if part is None:
            return "not compared"
        results = [item for item in self.results if item.helpdesk == helpdesk]
        failed = sum(bool(item.problem) for item in results)
        undone = len(part.writes) + len(part.held) - len(results)
        left = {"failed": failed, "not reached": max(0, undone)}
        return ", ".join(
            [report.tally(self._counts(part), done=True), *(f"{count} {word}" for word, count in left.items() if count)]
        )

    def _counts(self, part: HelpdeskPlan) -> dict[str, int]:
        """Return how many macros of one helpdesk are as they were, and how many changes of each kind were made."""
        kept = [change for change in part.changes if isinstance(change, Keep)]
        done = [item.change for item in self.results if item.helpdesk == part.helpdesk and not item.problem]
        return report.counts([*kept, *done])

    def as_json(self) -> dict[str, Any]:
        """Return the summary as JSON-like data."""
        return {
            "plan": self.planned.plan.digest,
            "macros": {part.helpdesk: self._counts(part) for part in self.planned.plan.helpdesks},
            "results": macros.results_json(self.results),
            "tickets": [tickets.triaged_json(item) for item in self.done],
            "held": list(self.tickets.held),
            "warnings": list(self.planned.facts.warnings),
            "reminders": list(self.planned.facts.reminders),
            "waiting": list(self.waiting),
            "refused": list(self.refusals),
            "down": {trouble.helpdesk: trouble.error.message for trouble in reversed(self.troubles)},
            "calls": dict(self.calls),
        }
