"""triage: the tickets that mention a late item, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from itertools import chain
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.app import lapse, moves
from zendesk_bridge.app import triage as marking
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.tickets import Explanation, Triaged
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.common import (
    bridge,
    emit,
    emit_json,
    load,
    named,
    tell,
)
from zendesk_bridge.cli.macros import PARTLY, broken_off, held_by_the_gate, lapse_lines, tell_lapsed
from zendesk_bridge.core import report
from zendesk_bridge.core.errors import SafetyStop
from zendesk_bridge.core.gate import Refusal
from zendesk_bridge.core.mentions import match
from zendesk_bridge.core.model import Accuracy, Mark, MarkState, Promise, Skipped
from zendesk_bridge.core.report.findings import mention_json, mention_line, possible_line, refused_json, refused_line
from zendesk_bridge.core.report.said import WORTH, PromiseOn, promise_json, told

RESTORED = "all our tags were gone at once, as when another program writes its own list of tags; they are back, once"


def triage(
    *, config: Path, ticket: int | None, helpdesk: str | None, dry_run: bool, chosen: RunOptions, form: str
) -> int:
    """Mark the tickets that mention a late item, and take the marks off when it is back.

    Raises InvalidInput where the config cannot be read, StateError where the database cannot be used.
    """
    _one_of(load(config).helpdesks, helpdesk, ticket)
    writes = not (dry_run or ticket)
    with bridge(config, writes=writes, tolerant=True, as_new=chosen.as_new) as whole:
        chosen_desk = (item for item in whole.helpdesks if item.name == helpdesk)
        opened = (whole.only(next(chosen_desk)) if helpdesk else whole).standing()
        if ticket:
            return _explain(opened, ticket, chosen, form)
        # Nobody is asked here: what is refused, or fails, on one helpdesk holds no other.
        chosen = replace(chosen, unattended=True)
        if dry_run:
            return _preview(opened, chosen, form)
        with opened.lease() as lease:
            lapsed = lapse.run(opened, chosen, lease)
            tell_lapsed(lapsed)
            known = opened.learn(chosen)
            tickets = marking.prepare(opened, known, chosen, lease).cleared
            done = marking.write(opened, tickets, chosen, lease)
            moved = moves.on_tickets(tickets, done)
    warnings = [*known.warnings, *known.reminders, *tickets.warnings]
    held = [*tickets.held, *map(str, opened.failures)]
    show(done, warnings, form, did="written", held=held, refusals=tickets.refusals)
    _show_moves(report.moved_lines(moved), form)
    if tickets.refusals:
        return SafetyStop.exit_code
    return broken_off(opened.failures) or outcome(done, [*lapse_lines(lapsed), *tickets.held], known.warnings)


def _one_of(helpdesks: Mapping[str, object], name: str | None, ticket: int | None) -> None:
    """Stop, before any helpdesk is asked or started, unless it is clear which one is meant."""
    if name:
        named("helpdesk", name, helpdesks)
    elif ticket and len(helpdesks) > 1:
        raise click.UsageError(f"Say on which helpdesk ticket {ticket} is: --helpdesk one of {', '.join(helpdesks)}")


def _preview(opened: Bridge, chosen: RunOptions, form: str) -> int:
    known = opened.read_facts(chosen)
    tickets = marking.prepare(opened, known, chosen, None)
    done = [prepared.preview for prepared in tickets.prepared]
    moved = moves.on_tickets(tickets, done)
    warnings = [*known.warnings, *known.reminders, *tickets.warnings]
    held = [*tickets.held, *map(str, opened.failures)]
    show(done, warnings, form, did="would be written", held=held, refusals=tickets.refusals)
    _show_moves(report.move_lines(moved), form)
    if tickets.refusals:
        return SafetyStop.exit_code
    return broken_off(opened.failures) or outcome(done, tickets.held, known.warnings)


def show(
    done: Sequence[Triaged],
    warnings: Sequence[str],
    form: str,
    *,
    did: str,
    held: Sequence[str] = (),
    refusals: Sequence[Refusal] = (),
) -> None:
    """Print what triage did, or would do, and why something is ``held`` or refused by the gate."""
    for line in (*(f"warning: {text}" for text in (*warnings, *held)), *held_by_the_gate(refusals)):
        tell(line)
    if form == "json":
        emit_json(_all_json(done, [*held, *map(str, refusals)]))
        return
    for item in done:
        for patch in item.written:
            emit(f"{item.helpdesk} {report.patch_text(patch)}")
        for one in item.failed:
            emit(f"{item.helpdesk} #{one.ticket_id}: failed: {one.reason}")
        emit(triaged_text(item, did))
        for line in heard_lines(item):
            emit(line)


def _show_moves(lines: Iterable[str], form: str) -> None:
    """Print which ship windows moved, and whom that touches; JSON has it ticket by ticket."""
    for line in lines if form != "json" else ():
        emit(f"{line}.")


def triaged_text(done: Triaged, did: str) -> str:
    """Return one helpdesk's triage in a line: what was read is the sum of the rest."""
    parts = [f"{report.number(done.scanned, 'ticket')} read", f"{len(done.written)} {did}"]
    parts += [f"{done.possible} possible"] if done.possible else []
    parts += [f"{count} {report.skip_word(reason)}" for reason, count in sorted(done.skipped.items())]
    parts += [f"{len(done.failed)} failed and will be tried again"] if done.failed else []
    parts += [f"{done.failing} failed before"] if done.failing else []
    parts += [f"{done.refused} refused"] if done.refused else []
    parts += [f"{done.left} left for the next run"] if done.left else []
    parts += [f"{done.idle} with nothing to do"] if done.idle else []
    return f"{done.helpdesk}: {', '.join(parts)}."


def heard_lines(done: Triaged) -> Iterator[str]:
    """Yield what replies promised and customers chose that was not known before; nothing where nothing is new."""
    count = sum(done.told.values())
    wrong = [f"{done.told[kind]} {kind}" for kind in (Accuracy.STALE, Accuracy.INVENTED) if done.told.get(kind)]
    parts = [f"{report.number(count, 'promise')} heard in agents' replies"] if count else []
    parts += [f"of which {' and '.join(wrong)}"] if wrong else []
    parts += [f"{done.unheard} {'reply' if done.unheard == 1 else 'replies'} could not be read"] if done.unheard else []
    if parts:
        yield f"{done.helpdesk}: {', '.join(parts)}."
    chosen = [f"{count} {kind}" for kind, count in sorted(done.chosen.items())]
    answers = [f"{report.number(sum(done.chosen.values()), 'choice')} read ({', '.join(chosen)})"] if chosen else []
    if done.unread_answers:
        answers.append(f"{report.number(done.unread_answers, 'answer')} for an agent to read: see choices --unread")
    if answers:
        yield f"{done.helpdesk}: {', '.join(answers)}."


def _all_json(done: Sequence[Triaged], held: Sequence[str]) -> list[dict[str, Any]]:
    """Return every helpdesk's triage with why it was held or refused; one that did nothing is there, too."""
    told = [triaged_json(item) | {"held": [line for line in held if _helpdesk(line) == item.helpdesk]} for item in done]
    names = {item.helpdesk for item in done}
    others = [line for line in held if _helpdesk(line) not in names]
    return told + [triaged_json(Triaged(_helpdesk(line), 0, (), {})) | {"held": [line]} for line in others]


def _helpdesk(line: str) -> str:
    """Return the helpdesk that a line is about, whose name has no spaces; "" when it is about none."""
    name = line.partition(": ")[0]
    return "" if " " in name else name


def triaged_json(done: Triaged) -> dict[str, Any]:
    """Return one helpdesk's triage as JSON-like data."""
    return {
        "helpdesk": done.helpdesk,
        "scanned": done.scanned,
        "possible": done.possible,
        "left": done.left,
        "refused": done.refused,
        "idle": done.idle,
        "tickets": [report.patch_json(patch) for patch in done.written],
        "failed": [{"ticket": item.ticket_id, "reason": item.reason} for item in done.failed],
        "failed_before": done.failing,
        "promises": {kind.value: done.told.get(kind, 0) for kind in Accuracy},
        "unheard": done.unheard,
        "choices": dict(sorted(done.chosen.items())),
        "unread_answers": done.unread_answers,
        "skipped": {report.skip_text(reason): count for reason, count in sorted(done.skipped.items())},
    }


def outcome(done: Sequence[Triaged], held: Sequence[str], warnings: Sequence[str]) -> int:
    """Return the exit code of triage."""
    return PARTLY if held or warnings or any(item.failed or item.unsearched for item in done) else 0


# --- one ticket ------------------------------------------------------------------------------------


def _explain(opened: Bridge, ticket_id: int, chosen: RunOptions, form: str) -> int:
    (helpdesk,) = opened.helpdesks
    known = opened.read_facts(chosen)
    found = marking.explain(opened, helpdesk, ticket_id, known)
    if form == "json":
        emit_json(_explanation_json(found))
    else:
        emit("\n".join(_explanation(found, opened.policy.timezone)))
    return 0


def _explanation(found: Explanation, zone: tzinfo) -> list[str]:
    ticket = found.ticket
    texts = report.number(len(ticket.words), "text")
    lines = [f"{found.helpdesk} ticket #{ticket.id}: {ticket.status}, {texts} by the customer"]
    lines += [f"  {mention_line(mention)}" for mention in found.findings.mentions]
    if not found.findings.whole:
        lines.append(f"  This ticket is {match.OVERLONG}.")
    elif not found.findings.mentions:
        lines.append("  No late item is mentioned in what the customer wrote.")
    lines += [f"  {possible_line(mention)}" for mention in found.findings.possible]
    lines += [f"  {refused_line(miss)}" for miss in found.findings.refused]
    lines += [f"  Marked before: {_marked(mark)}" for mark in found.view.items]
    lines += [f"  {line}" for line in _told(found, zone)]
    if isinstance(found.decision, Skipped):
        return [*lines, f"Nothing would be written: {report.skip_text(found.decision.reason)}"]
    if found.decision.empty:
        return [*lines, "Nothing would be written: everything is there already."]
    lines.append(f"Would be written: {report.patch_text(found.decision)}")
    return lines + [f"  {key}: {text}" for key, text in found.decision.fields]


def _told(found: Explanation, zone: tzinfo) -> Iterator[str]:
    """Yield what each reply told the customer: items and days, and no other word of it."""
    promises = _by_reply(found)
    sent = {reply.words.part: reply.at for reply in found.ticket.replies}
    for part in dict.fromkeys([*sent, *promises]):
        said = promises.get(part, [])
        at = sent.get(part) or said[0].at
        words = [f"{one.sku} {told(one)}: {WORTH[one.accuracy]}" for one in said]
        where = part if part in sent else f"{part}, which is there no more"
        yield f"Reply of {at.astimezone(zone):%Y-%m-%d %H:%M}, {where}: {'; '.join(words) or 'nothing of a late item'}"


def _by_reply(found: Explanation) -> dict[str, list[Promise]]:
    promises: dict[str, list[Promise]] = {}
    for promise in sorted(chain.from_iterable(found.heard.values()), key=lambda one: one.at):
        promises.setdefault(promise.comment, []).append(promise)
    return promises


def _replies_json(found: Explanation) -> list[dict[str, Any]]:
    """Return what each reply told the customer; of one that is there no more, what is remembered."""
    promises = _by_reply(found)
    there = {reply.words.part: reply for reply in found.ticket.replies}
    return [
        {
            "comment": part,
            "at": (there[part].at if part in there else promises[part][0].at).isoformat(timespec="seconds"),
            "there": part in there,
            "promises": [promise_json(PromiseOn(found.helpdesk, one)) for one in promises.get(part, ())],
        }
        for part in dict.fromkeys([*there, *promises])
    ]


def _marked(mark: Mark) -> str:
    if mark.state.doubted:
        return f"{mark.sku}, possibly meant"
    if mark.state is MarkState.DISMISSED:
        return f"{mark.sku}, which an agent said it is not about"
    if mark.state is MarkState.HEARD:
        return f"{mark.sku}, of which a reply promised the customer something"
    return f"{mark.sku} with the window {mark.told.window}" if mark.told else f"{mark.sku}, not told yet"


def _mark_json(mark: Mark) -> dict[str, Any]:
    told = mark.told
    return {
        "sku": mark.sku,
        "state": mark.state,
        "window": told.window if told else None,
        "version": told.version if told else None,
    }


def _explanation_json(found: Explanation) -> dict[str, Any]:
    decision = found.decision
    return {
        "helpdesk": found.helpdesk,
        "ticket": found.ticket.id,
        "status": found.ticket.status,
        "mentions": [mention_json(item) | {"part": item.part} for item in found.findings.mentions],
        "possible": [mention_json(mention) for mention in found.findings.possible],
        "refused": [refused_json(miss) for miss in found.findings.refused],
        "marked": [_mark_json(mark) for mark in found.view.items],
        "replies": _replies_json(found),
        "skipped": report.skip_text(decision.reason) if isinstance(decision, Skipped) else None,
        "patch": None if isinstance(decision, Skipped) else report.patch_json(decision),
    }
