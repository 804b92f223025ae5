"""sync: the scheduled job."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from zendesk_bridge.app import planning, triage
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli import macros, summary, tickets
from zendesk_bridge.cli.common import bridge, emit, emit_json, tell
from zendesk_bridge.cli.summary import Summary
from zendesk_bridge.cli.supervised import Job
from zendesk_bridge.core import report
from zendesk_bridge.core.errors import SafetyStop


def sync(*, config: Path, dry_run: bool, chosen: RunOptions, form: str) -> int:
    """Run the scheduled job: macros, then tickets, then one summary.

    Raises InvalidInput where the config cannot be read, StateError where the database cannot be used.
    """
    chosen = replace(chosen, scheduled=True)
    if dry_run:
        return _dry_run(config, chosen, form)
    return Job(config, chosen, _as_json if form == "json" else _as_text).run()


def _as_text(summary: Summary) -> None:
    summary.warn()
    emit("\n".join(summary.lines))


def _as_json(summary: Summary) -> None:
    summary.warn()
    emit_json(summary.as_json())


def _dry_run(config: Path, chosen: RunOptions, form: str) -> int:
    with bridge(config, writes=False, tolerant=True, as_new=chosen.as_new) as opened:
        standing = opened.standing()
        planned = planning.plan(standing, chosen)
        prepared = triage.prepare(standing, planned.facts, chosen, None, planned.fields)
        waiting, followups = triage.waiting(standing, planned.facts)
    macros.warn(planned, prepared.warnings)
    for line in (*dict.fromkeys(str(failure.error) for failure in opened.failures), *map(str, waiting)):
        tell(line)
    refusals = (*planned.refusals, *prepared.refusals)
    previews = [part.preview for part in prepared.prepared]
    partly = planned.plan.held or prepared.held or planned.facts.warnings or opened.failures or waiting
    code = SafetyStop.exit_code if refusals else macros.PARTLY if partly else 0
    if form == "json":
        told = [tickets.triaged_json(item) for item in previews]
        told_of = {"tickets": told, "followups": summary.followups_json(followups)}
        emit_json({"ok": code == 0, **report.plan_json(planned.plan, refusals), **told_of})
    else:
        macros.show_plan(replace(planned, refusals=refusals))
        tickets.show(previews, prepared.held, form, did="would be written")
        for line in summary.followup_lines(followups):
            emit(line)
    return code
