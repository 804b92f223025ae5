"""plan and apply: the macros of every helpdesk match the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from re import fullmatch

from zendesk_bridge.app import lapse, moves, planning
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.lapse import Lapsed
from zendesk_bridge.app.macros import Result
from zendesk_bridge.app.values import HelpdeskFailure, MacrosHalf, RunOptions
from zendesk_bridge.cli import page as review
from zendesk_bridge.cli.common import (
    ask,
    bridge,
    emit,
    emit_json,
    tell,
)
from zendesk_bridge.cli.paint import paint
from zendesk_bridge.cli.replacing import save
from zendesk_bridge.core import report
from zendesk_bridge.core.errors import InvalidInput, SafetyStop
from zendesk_bridge.core.gate import Refusal
from zendesk_bridge.core.plan import WRITES, Hide, Plan
from zendesk_bridge.core.ports import Lease

PARTLY = 3
"""Exit code: some items failed or are held back, the rest is done."""

CHANGES = 4
"""Exit code of ``plan --exit-code``: there is something to write."""


def plan(*, config: Path, form: str, full: bool, page: Path | None, exit_code: bool, chosen: RunOptions) -> int:
    """Show what would change in the helpdesks' macros. Writes nothing, but for the page that --html asks for.

    Raises InvalidInput, StateError, and BridgeError where the page cannot be saved.
    """
    # Nothing is written here: what cannot be read of one helpdesk keeps no other from being planned.
    chosen = replace(chosen, unattended=True)
    with bridge(config, writes=False, as_new=chosen.as_new) as opened:
        planned = planning.plan(opened, chosen)
        moved = moves.planned(opened, planned)
        if page is not None:
            save(page, review.page(opened, planned, grouped(planned), moved))
            tell(f"{page} is written: every reply as a customer reads it")
    warn(planned)
    _tell_unplanned(opened)
    code = broken_off(opened.failures) or _plan_code(planned, exit_code=exit_code)
    if form == "json":
        told = report.plan_json(planned.plan, planned.refusals, news(planned), moved)
        emit_json({"ok": code in {0, CHANGES}, **told, "down": down(opened.failures)})
    elif form == "markdown":
        emit(report.plan_markdown(planned.plan, grouped(planned), planned.refusals, down(opened.failures), moved))
    else:
        show_plan(planned, moved, full=full)
        paint([report.Line.of(0, report.BEYOND)])
    return code


def _plan_code(planned: MacrosHalf, *, exit_code: bool) -> int:
    if planned.refusals:
        return SafetyStop.exit_code
    if exit_code and planned.plan.writes:
        return CHANGES
    return outcome(planned, ())


def apply(*, config: Path, digest: str | None, yes: bool, chosen: RunOptions, form: str) -> int:
    """Make the macros match the files: a reviewed plan, or the current one after asking.

    A digest that a person read is consent, so that only ``yes`` alone is judged by the gate. Then nobody is there, too:
    what is refused, or fails, on one helpdesk holds no other.

    Raises InvalidInput and StateError, and SafetyStop for a digest of another plan.
    """
    _well_formed(digest)
    unattended = digest is None and yes
    chosen = replace(chosen, unattended=True)  # what cannot be read of one helpdesk is no part of the plan
    with bridge(config, writes=True, tolerant=unattended, as_new=chosen.as_new) as opened:
        if digest is None and not yes:
            digest = _agreed(opened, planning.plan(opened, chosen))
        with opened.lease() as lease:
            lapsed = _lapsed(opened, chosen, lease) if unattended else Lapsed()
            planned = planning.plan(opened, chosen)
            warn(planned)
            if digest is None:
                planned = planned.cleared
            else:
                _same(opened, planned, digest, form)
                planned = replace(planned, refusals=())
            # What was written is told, too, where a helpdesk fails on the way.
            results = planning.apply(opened, planned, chosen, lease)
    return _report(opened, planned, results, lapsed, form)


def _report(opened: Bridge, planned: MacrosHalf, results: Sequence[Result], lapsed: Lapsed, form: str) -> int:
    """Print what became of a plan, in words or as JSON; return the exit code."""
    refused = held_by_the_gate(planned.refusals)
    code = (SafetyStop.exit_code if refused else broken_off(opened.failures)) or outcome(planned, results)
    code = code or (PARTLY if lapse_lines(lapsed) else 0)
    if form == "json":
        plan_json = report.plan_json(planned.plan, planned.refusals)
        done = {"lapsed": lapsed_json(lapsed), "results": results_json(results), "down": down(opened.failures)}
        emit_json({"ok": code == 0, **plan_json, **done})
    else:
        emit(applied_text(planned, results))
    for line in (*refused, *map(str, opened.failures), *failures(results), *hidden(results), *held(planned)):
        tell(line)
    return code


def _lapsed(opened: Bridge, chosen: RunOptions, lease: Lease) -> Lapsed:
    """Take days away that are over; raises InvalidInput only then for what is wrong in the files of the macros."""
    lapsed = lapse.run(opened, chosen, lease)
    tell_lapsed(lapsed)
    if opened.wrong:
        raise InvalidInput(opened.wrong)
    return lapsed


def _agreed(opened: Bridge, planned: MacrosHalf) -> str:
    """Show the plan and ask, holding up nobody else meanwhile; returns the digest of what was agreed to."""
    if planned.plan.writes:
        show_plan(planned, moves.planned(opened, planned), err=True)
        _tell_unplanned(opened)
        ask("Apply this?")
    opened.failures.clear()  # they are found again, if they last
    return planned.plan.digest


def _tell_unplanned(opened: Bridge) -> None:
    for failure in opened.failures:
        tell(f"{failure}\n  Nothing is planned there; the others are.")


def _well_formed(digest: str | None) -> None:
    """Stop, before anybody is asked anything, for what no plan can be called."""
    if digest is not None and not fullmatch(r"[0-9a-f]{16}", digest):
        raise SafetyStop(
            f"'{digest}' is no digest of a plan; nothing was written",
            fix="`zendesk-bridge plan` prints it: 16 digits and letters from a to f, such as 1f0c9a7be2d44e21.",
        )


def _same(opened: Bridge, planned: MacrosHalf, digest: str, form: str) -> None:
    """Stop unless this is the plan that was reviewed; nothing overrides that.

    Where a helpdesk could not be planned, that is told: the plan may have been made when it could.
    """
    if planned.plan.digest == digest:
        return
    if opened.failures:
        raise opened.failures[0].error
    if form != "json":
        show_plan(planned, moves.planned(opened, planned), err=True)
    since = "files or the helpdesk have changed since"
    if not planned.plan.writes:
        raise SafetyStop(
            f"this is not the plan '{digest}': there is nothing to write: it may have been applied already, or {since}",
            fix="`zendesk-bridge plan` shows how things stand. Nothing was written.",
        )
    above = "Read `zendesk-bridge plan`" if form == "json" else "Read the plan above"
    raise SafetyStop(
        f"this is not the plan '{digest}': {since}, or it was made with other options; nothing was written",
        fix=f"{above}; if it is right: zendesk-bridge apply --plan {planned.plan.digest}",
    )


def news(planned: MacrosHalf) -> Mapping[str, str]:
    """Return by SKU what is new about an item since it was told last."""
    facts = planned.facts
    return {**report.causes_told(planned.plan, facts.late), **report.causes(facts.before, facts.late)}


def grouped(planned: MacrosHalf, *, exact: bool = False) -> tuple[report.ChangeGroup, ...]:
    """Return the changes by cause; placeholders by their names, or exactly as they are sent."""
    return report.review(planned.plan if exact else report.legible(planned.plan), news(planned))


def show_plan(
    planned: MacrosHalf, moved: Sequence[report.MovedFact] = (), *, full: bool = False, err: bool = False
) -> None:
    """Print the plan for people."""
    groups = grouped(planned, exact=full)
    paint(report.plan_lines(planned.plan, groups, planned.refusals, moved, full=full), err=err)


def warn(planned: MacrosHalf, catalogue: Sequence[str] = ()) -> None:
    """Say which feed is not believed and what stands instead, which window is over, what rows of a catalogue lack."""
    for warning in (*planned.facts.warnings, *planned.facts.reminders, *catalogue):
        tell(f"warning: {warning}")


def held_by_the_gate(refusals: Sequence[Refusal]) -> list[str]:
    """Return one line for each reason why the gate holds one half on one helpdesk."""
    return [f"Refused by the safety gate: {refusal}" for refusal in refusals]


def failures(results: Sequence[Result]) -> list[str]:
    """Return one line for each macro that the helpdesk refused."""
    return [f"{item.helpdesk}: {report.title(item.change)}: {item.problem}" for item in results if item.problem]


def hidden(results: Sequence[Result]) -> list[str]:
    """Return one line for each macro that was taken out of the agents' sight, because it told a day that is over."""
    return [
        f"{item.helpdesk}: {report.title(item.change)}: {report.advice(item.change)}"
        for item in results
        if isinstance(item.change, Hide) and not item.problem
    ]


def tell_lapsed(lapsed: Lapsed) -> None:
    """Say at once which macros tell days no more that are over, and which could not be made honest."""
    for helpdesk, (here, tickets) in lapsed.renewed.items():
        parts = [report.number(count, what) for count, what in ((here, "macro"), (tickets, "ticket")) if count]
        tell(f"{helpdesk}: {' and '.join(parts)} told a day that is over, and no longer")
    for line in lapse_lines(lapsed):
        tell(line)


def lapse_lines(lapsed: Lapsed) -> list[str]:
    """Return one line for each macro that told a day which is over and could not be made honest."""
    failed = [f"{item.helpdesk} #{one.ticket_id}: {one.reason}" for item in lapsed.tickets for one in item.failed]
    return [*failures(lapsed.results), *hidden(lapsed.results), *failed]


def lapsed_json(lapsed: Lapsed) -> dict[str, object]:
    """Return what became of macros and tickets that told a day which is over."""
    return {
        "macros": results_json(lapsed.results),
        "tickets": {name: tickets for name, (_, tickets) in lapsed.renewed.items() if tickets},
    }


def held(planned: MacrosHalf) -> list[str]:
    """Return one line for each macro that waits for a decision: which, why, what to do."""
    return [
        f"{part.helpdesk}: {report.title(change)}: {report.advice(change)}"
        for part in planned.plan.helpdesks
        for change in part.held
    ]


def applied_text(planned: MacrosHalf, results: Sequence[Result]) -> str:
    """Return what became of the plan, in words; of each helpdesk where the gate refused something."""
    plan = planned.plan
    if not planned.refusals:
        return f"{_applied_text(plan, results)}."
    parts = {part.helpdesk: Plan((part,)) for part in plan.helpdesks}
    here = {name: [item for item in results if item.helpdesk == name] for name in parts}
    return "\n".join(f"{name}: {_applied_text(part, here[name])}." for name, part in parts.items())


def _applied_text(plan: Plan, results: Sequence[Result]) -> str:
    failed = len(failures(results))
    tried = sum(isinstance(item.change, WRITES) for item in results)
    written = sum(item.written for item in results)
    parts = [f"{report.number(written, 'macro')} written"]
    parts += [f"{plan.refused} refused"] if plan.refused else []
    parts += [f"{plan.held} held back"] if plan.held else []
    parts += [f"{failed} failed"] if failed else []
    parts += [f"{plan.writes - tried} not reached"] if plan.writes > tried else []
    return ", ".join(parts)


def results_json(results: Sequence[Result]) -> list[dict[str, str]]:
    """Return what became of each change."""
    return [
        {
            "helpdesk": item.helpdesk,
            "change": report.word(item.change),
            "key": item.change.key,
            "problem": item.problem or report.advice(item.change),
        }
        for item in results
    ]


def down(failed: Sequence[HelpdeskFailure]) -> dict[str, str]:
    """Return what went wrong on each helpdesk that could not be worked on, or not to the end."""
    return {failure.helpdesk: str(failure.error) for failure in reversed(failed)}


def broken_off(failed: Sequence[HelpdeskFailure]) -> int:
    """Return the exit code of what ended the writing on a helpdesk, the first one's, or 0."""
    return failed[0].error.exit_code if failed else 0


def outcome(planned: MacrosHalf, results: Sequence[Result]) -> int:
    """Return the exit code of applied macros."""
    to_see = (*failures(results), *hidden(results), *planned.facts.warnings)
    return PARTLY if to_see or planned.plan.held else 0
