"""sync: the scheduled job."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zendesk_bridge.app import job, planning, triage
from zendesk_bridge.app.job import Ended
from zendesk_bridge.app.values import RunOptions
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


def sync(*, config: Path, dry_run: bool, chosen: RunOptions, form: str) -> int:
    """Run the scheduled job: macros, then tickets, then one summary.

    Raises InvalidInput where the config cannot be read, StateError where the database cannot be used.
    """
    chosen = replace(chosen, scheduled=True)
    if dry_run:
        return _dry_run(config, chosen, form)
    with bridge(config, writes=True, tolerant=True, as_new=chosen.as_new) as opened:
        ended = job.run(opened, chosen, macros.tell_lapsed)
    macros.warn(ended.planned, ended.tickets.warnings)
    summary = Summary(ended)
    for line in summary.attention:
        tell(line)
    if form == "json":
        emit_json(summary.as_json())
    else:
        emit("\n".join(summary.lines))
    return summary.exit_code


def _dry_run(config: Path, chosen: RunOptions, form: str) -> int:
    with bridge(config, writes=False, tolerant=True, as_new=chosen.as_new) as opened:
        standing = opened.standing()
        planned = planning.plan(standing, chosen)
        prepared = triage.prepare(standing, planned.facts, chosen, None, planned.fields)
        waiting = triage.waiting(standing, planned.facts)
    macros.warn(planned, prepared.warnings)
    for line in (*dict.fromkeys(str(failure.error) for failure in opened.failures), *waiting):
        tell(line)
    refusals = (*planned.refusals, *prepared.refusals)
    previews = [part.preview for part in prepared.prepared]
    partly = planned.plan.held or prepared.held or planned.facts.warnings or opened.failures or waiting
    code = SafetyStop.exit_code if refusals else macros.PARTLY if partly else 0
    if form == "json":
        told = [tickets.triaged_json(item) for item in previews]
        emit_json({"ok": code == 0, **report.plan_json(planned.plan, refusals), "tickets": told})
    else:
        macros.show_plan(replace(planned, refusals=refusals))
        tickets.show(previews, prepared.held, form, did="would be written")
    return code


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a run that has ended."""

    ended: Ended

    @property
    def exit_code(self) -> int:
        """The exit code of the run."""
        if self.ended.refusals:
            return SafetyStop.exit_code
        if self.ended.down:
            return TryLater.exit_code
        ended = self.ended
        failed = (failure.helpdesk for failure in ended.failures)
        held = [*macros.lapse_lines(ended.lapsed), *ended.tickets.held, *failed, *ended.waiting]
        of_tickets = tickets.outcome(self.ended.done, held, self.ended.planned.facts.warnings)
        return macros.outcome(self.ended.planned, self.ended.results) or of_tickets

    @property
    def attention(self) -> tuple[str, ...]:
        """What a person should look at."""
        failed = [f"{item.helpdesk} #{one.ticket_id}: {one.reason}" for item in self.ended.done for one in item.failed]
        restored = [
            f"{item.helpdesk} #{number}: {tickets.RESTORED}" for item in self.ended.done for number in item.restored
        ]
        refused = macros.held_by_the_gate(self.ended.refusals)
        down = dict.fromkeys(str(failure.error) for failure in self.ended.failures)
        return (
            *refused,
            *down,
            *macros.failures(self.ended.results),
            *macros.hidden(self.ended.results),
            *macros.held(self.ended.planned),
            *self.ended.tickets.held,
            *failed,
            *restored,
            *self.ended.waiting,
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """The summary, a line for each helpdesk's macros, tickets and calls."""
        macro_lines = [f"{name}: macros: {self._macros_done(name)}." for name in self.ended.calls]
        ticket_lines = [tickets.triaged_text(item, "written") for item in self.ended.done]
        calls = [f"{name}: {report.number(calls, 'API call')}." for name, calls in self.ended.calls.items()]
        return (*macro_lines, *ticket_lines, *calls)

    def _macros_done(self, helpdesk: str) -> str:
        """Return in words what was done with one helpdesk's macros: never what was planned."""
        part = next((part for part in self.ended.planned.plan.helpdesks if part.helpdesk == helpdesk), None)
        if part is None:
            return "not compared"
        results = [item for item in self.ended.results if item.helpdesk == helpdesk]
        failed = sum(bool(item.problem) for item in results)
        undone = len(part.writes) + len(part.held) - len(results)
        left = {"failed": failed, "not reached": max(0, undone), "refused": part.refused}
        return ", ".join(
            [report.tally(self._counts(part), done=True), *(f"{count} {word}" for word, count in left.items() if count)]
        )

    def _counts(self, part: HelpdeskPlan) -> dict[str, int]:
        """Return how many macros of one helpdesk are as they were, and how many changes of each kind were made."""
        kept = [change for change in part.changes if isinstance(change, Keep)]
        done = [item.change for item in self.ended.results if item.helpdesk == part.helpdesk and not item.problem]
        return report.counts([*kept, *done])

    def as_json(self) -> dict[str, Any]:
        """Return the summary as JSON-like data."""
        return {
            "ok": self.exit_code == 0,
            "started": self.ended.started.isoformat(timespec="seconds"),
            "plan": self.ended.planned.plan.digest,
            "macros": {part.helpdesk: self._counts(part) for part in self.ended.planned.plan.helpdesks},
            "lapsed": macros.lapsed_json(self.ended.lapsed),
            "results": macros.results_json(self.ended.results),
            "tickets": [tickets.triaged_json(item) for item in self.ended.done],
            "held": list(self.ended.tickets.held),
            "warnings": [*self.ended.planned.facts.warnings, *self.ended.tickets.warnings],
            "reminders": list(self.ended.planned.facts.reminders),
            "waiting": list(self.ended.waiting),
            **report.refusals_json(self.ended.refusals),
            "down": {failure.helpdesk: str(failure.error) for failure in reversed(self.ended.failures)},
            "calls": dict(self.ended.calls),
        }
