"""setup: what a helpdesk needs once: ticket fields, these on every form, and views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from zendesk_bridge.app import setup as desks
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.setup import DeskReady, DeskSetup
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.common import ask, bridge, emit, emit_json, tell
from zendesk_bridge.cli.macros import PARTLY, broken_off, down
from zendesk_bridge.core import report
from zendesk_bridge.core.desk import FormGap
from zendesk_bridge.core.safe import one_line

_FILLED = " Filled by zendesk-bridge."
"""What the description of every field of ours ends with: that it is so need not be said ten times."""

_ADOPTED = (
    "  An earlier setup may have made what is there. On each ticket that is marked it is overwritten: if it is for "
    "something else, rename it, and setup makes one of its own."
)


def setup(*, config: Path, yes: bool, dry_run: bool, chosen: RunOptions, form: str) -> int:
    """Give every helpdesk what it lacks, after showing it. What is there is left alone.

    Raises InvalidInput, StateError, and what every helpdesk answered where none could be looked at.
    """
    nobody = replace(chosen, unattended=True)  # what fails on one helpdesk holds no other
    with bridge(config, writes=not dry_run, as_new=chosen.as_new) as opened:
        if dry_run:
            planned = desks.plan(opened)
            opened.insist("tickets", nobody)
            return _shown(opened, planned, form)
        agreed = None if yes else _agreed(opened, nobody)
        with opened.lease() as lease:
            done = desks.carry_out(opened, lease, agreed)
        if not done:  # what was done before an error is told
            opened.insist("tickets", nobody)
    return _told(opened, done, form)


def _agreed(opened: Bridge, chosen: RunOptions) -> Mapping[str, DeskSetup]:
    """Show what is lacking and ask, holding up nobody else meanwhile; where nothing is, nobody is asked."""
    planned = desks.plan(opened)
    opened.insist("tickets", chosen)
    for line in (line for part in planned for line in plan_lines(part)):
        tell(line)
    if not all(part.idle for part in planned):
        ask("Do all of this? Customers see none of it.")
    return {part.helpdesk: part for part in planned}


def _shown(opened: Bridge, planned: Sequence[DeskSetup], form: str) -> int:
    """Print what would be done; return the exit code."""
    problems = [f"{part.helpdesk}: {problem}" for part in planned for problem in part.all_problems]
    code = _warned(opened, problems)
    if form == "json":
        emit_json(
            _json(opened, code, problems, {part.helpdesk: _plan_json(part) for part in planned}) | {"dry_run": True}
        )
        return code
    for part in planned:
        emit("\n".join([*plan_lines(part), *([nothing(part)] if part.whole else []), *by_hand(part)]))
    return code


def _told(opened: Bridge, done: Sequence[DeskReady], form: str) -> int:
    """Print what became of it; return the exit code."""
    problems = [f"{part.planned.helpdesk}: {problem}" for part in done for problem in part.all_problems]
    code = _warned(opened, problems)
    if form == "json":
        emit_json(_json(opened, code, problems, {part.planned.helpdesk: _ready_json(part) for part in done}))
        return code
    for part in done:
        emit("\n".join([*ready_lines(part), *by_hand(part.planned)]))
    return code


def _warned(opened: Bridge, problems: Sequence[str]) -> int:
    """Tell what went wrong; return the exit code."""
    for line in (*map(one_line, problems), *map(str, opened.failures)):
        tell(line)
    return broken_off(opened.failures) or (PARTLY if problems else 0)


# --- for people ------------------------------------------------------------------------------------


def plan_lines(planned: DeskSetup) -> list[str]:
    """Return a line for each thing that would be made or changed, and for what an admin may want to know."""
    lines = [*adopted_lines(planned)]
    lines += [f"+ ticket field '{spec.title}': {spec.description.removesuffix(_FILLED)}" for spec in planned.new_fields]
    lines += [f"+ on the ticket form '{gap.form.title}': {_fields_of(planned, gap)}" for gap in planned.gaps]
    lines += [f"+ view '{spec.title}': {spec.description}" for spec in planned.views.missing]
    lines += [f"  {remark}" for remark in planned.views.remarks]
    return [f"{planned.helpdesk}: {one_line(line)}" for line in lines]


def adopted_lines(planned: DeskSetup) -> list[str]:
    """Return a line for each field that is taken by its name, and what becomes of what stands in them."""
    found = planned.fields.adopted.values()
    lines = [f"= a field of this name is there already and will be used: '{it.title}' (#{it.id})" for it in found]
    return [*lines, *([_ADOPTED] if lines else [])]


def _fields_of(planned: DeskSetup, gap: FormGap) -> str:
    """Return which fields a form lacks: their names where it has some of them, how many where it has none."""
    if set(gap.keys) >= {*planned.keys}:
        return f"all {report.number(len(gap.keys), 'field')}, at its end"
    titles = {key: field.title for key, field in planned.fields.found.items()}
    titles |= {spec.key: spec.title for spec in planned.new_fields}
    return f"{', '.join(titles[key] for key in gap.keys)}, at its end"


def by_hand(planned: DeskSetup) -> list[str]:
    """Return what a person does where the API makes no views."""
    steps = [f"{planned.helpdesk}:   {words}" for words in planned.by_hand.values()]
    return [f"{planned.helpdesk}: no API makes views here; by hand, once:", *steps] if steps else []


def nothing(planned: DeskSetup) -> str:
    """Return that nothing is lacking, and what is there."""
    told = f"{report.number(len(planned.keys), 'ticket field')} are there"
    told += f", on every ticket form ({len(planned.forms)})" if planned.forms else ""
    told += "" if planned.by_hand else f", and {report.number(len(planned.views.there), 'view')}"
    return f"{planned.helpdesk}: nothing to do: {told}."


def ready_lines(done: DeskReady) -> list[str]:
    """Return what was made, and what was there: a line each for fields, forms and views."""
    planned = done.planned
    if planned.whole:
        return [nothing(planned), *(f"{planned.helpdesk}: {one_line(remark)}" for remark in planned.views.remarks)]
    before = len(done.fields) - len(done.made)
    lines = [f"{report.number(len(done.made), 'ticket field')} created, {before} were there."]
    if taken := [f"'{it.title}' (#{it.id})" for it in planned.fields.adopted.values()]:
        lines.append(f"used from now on, as found by name: {', '.join(taken)}.")
    if planned.forms:
        full, every = done.full_forms, len(planned.forms)
        where = f"every ticket form ({every})" if full == every else f"{full} of {report.number(every, 'ticket form')}"
        put = ", ".join(item.form.title for item in done.filled if item.written)
        lines.append(f"on {where}{f'; put there now: {put}' if put else ''}.")
    if not planned.by_hand:
        made = f" ({', '.join(view.title for _, view in done.views)})" if done.views else ""
        there = len(planned.views.there)
        lines.append(f"{report.number(len(done.views), 'view')} made{made}, {there} were there.")
    lines += planned.views.remarks
    return [f"{planned.helpdesk}: {one_line(line)}" for line in lines]


# --- for programs ----------------------------------------------------------------------------------


def _json(opened: Bridge, code: int, problems: Sequence[str], parts: Mapping[str, Any]) -> dict[str, Any]:
    return {"ok": code == 0, "helpdesks": dict(parts), "problems": list(problems), "down": down(opened.failures)}


def _plan_json(planned: DeskSetup) -> dict[str, Any]:
    return {
        "fields": {key: field.id for key, field in planned.fields.found.items()},
        "adopt": _adopted_json(planned),
        "create": [spec.key for spec in planned.new_fields],
        "forms": [{"id": gap.form.id, "title": gap.form.title, "add": list(gap.keys)} for gap in planned.gaps],
        "views": [{"title": spec.title, "tag": spec.tag} for spec in planned.views.missing],
        "by_hand": dict(planned.by_hand),
        "remarks": list(planned.views.remarks),
    }


def _adopted_json(planned: DeskSetup) -> list[dict[str, Any]]:
    return [{"field": key, "id": it.id, "title": it.title} for key, it in planned.fields.adopted.items()]


def _ready_json(done: DeskReady) -> dict[str, Any]:
    return {
        "fields": {key: field.id for key, field in done.fields.items()},
        "adopted": _adopted_json(done.planned),
        "created": list(done.made),
        "forms": [
            {"id": item.form.id, "title": item.form.title, "added": list(item.keys)}
            for item in done.filled
            if item.keys
        ],
        "views": [{"id": view.id, "title": view.title, "tag": spec.tag} for spec, view in done.views],
        "by_hand": dict(done.planned.by_hand),
        "remarks": list(done.planned.views.remarks),
    }
