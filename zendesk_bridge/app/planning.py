"""Use case: the macros of every helpdesk are planned, gated, and made to match the files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from difflib import get_close_matches

from zendesk_bridge.app import facts, macros
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.macros import Result
from zendesk_bridge.app.values import MacrosHalf, RunOptions
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.fields import FieldsFound
from zendesk_bridge.core.plan import Blocked, Create, HelpdeskPlan, MacroChange, Plan, Retire
from zendesk_bridge.core.ports import Lease
from zendesk_bridge.core.weighing import weigh


def plan(bridge: Bridge, options: RunOptions, known: facts.Facts | None = None) -> MacrosHalf:
    """Read the feeds, unless the facts are ``known``, and plan the macros of every helpdesk. Writes nothing.

    Raises InvalidInput when files are wrong, and whatever a helpdesk answers (see ``options.scheduled``).
    """
    known = known or bridge.read_facts(options)
    given = bridge.macro_input(known)
    found: dict[str, FieldsFound] = {}
    parts = []
    for helpdesk in bridge.helpdesks:
        if helpdesk.name in bridge.lost:
            continue
        bridge.say(f"{helpdesk.name}: comparing macros")
        with bridge.reaching(helpdesk, options, "macros"):
            fields = bridge.fields(helpdesk)
            part = macros.plan(bridge.macro_site(helpdesk, fields, options), given)
            parts.append(_retiring_surely(bridge, part, known))
            found[helpdesk.name] = fields
    bridge.insist("macros", options)
    plan = Plan(tuple(parts))
    if not bridge.failures:
        _known_keys(plan, options)
        plan = _taken_over(plan, options.adopt)
    loads = [weigh(part, known.before, known.late) for part in plan.helpdesks]
    return MacrosHalf(known, plan, found, bridge.gated(loads, options))


def apply(bridge: Bridge, planned: MacrosHalf, options: RunOptions, lease: Lease) -> tuple[Result, ...]:
    """Carry out exactly this plan, and remember the facts that it told."""
    parts = {part.helpdesk: part for part in planned.plan.helpdesks}
    facts.remember(planned.facts, bridge.state, bridge.now)
    bridge.state.save_last_macros(bridge.macros)
    results: list[Result] = []
    for helpdesk in bridge.helpdesks:
        if helpdesk.name in parts:
            with bridge.reaching(helpdesk, options, "macros"):
                # What was written before an error is told too: a list keeps what it was given until then.
                results.extend(macros.apply(helpdesk, bridge.memory(helpdesk), parts[helpdesk.name], lease, bridge.say))
    return tuple(results)


def _retiring_surely(bridge: Bridge, part: HelpdeskPlan, known: facts.Facts) -> HelpdeskPlan:
    """Return the plan without what takes a macro away of which nobody knows whether it is wanted any more.

    Whose item is late no more is not known where a feed was never read whole; whose file is gone, where some file
    holds nobody knows what.
    """
    keys = {macro.key for macro in bridge.macros}

    def sure(change: Retire) -> bool:
        return not known.partial and (not bridge.unsure or macros.macro_key(change.key) in keys)

    kept = (change for change in part.changes if not isinstance(change, Retire) or sure(change))
    return replace(part, changes=tuple(kept))


def _known_keys(plan: Plan, options: RunOptions) -> None:
    """Refuse a key that no macro has: a slip of the pen must not look like consent that had no effect.

    One that a macro had is none: its item is late no more, and may be late again.
    """
    keys = {change.key for part in plan.helpdesks for change in part.changes}
    before = {key for part in plan.helpdesks for key in part.applied}
    wrong = sorted((options.adopt | (options.overwrite - {"all"})) - keys - before)
    if wrong:
        near = {key: get_close_matches(key, keys, n=1) for key in wrong}
        raise InvalidInput(
            [
                Problem(
                    Place("--adopt, --overwrite"),
                    f"no macro has the key '{key}'",
                    f"did you mean {near[key][0]}?" if near[key] else f"there are: {', '.join(sorted(keys)) or 'none'}",
                )
                for key in wrong
            ]
        )


def _taken_over(plan: Plan, adopt: Collection[str]) -> Plan:
    """Return the plan without the macros that were to take another's place, and would be made beside it unnoticed.

    It is enough that one helpdesk has what is asked for, or that the macro was ours before: asked for in every run, it
    is taken over once.
    """
    found: dict[str, list[bool]] = {}
    for part in plan.helpdesks:
        for change in part.changes:
            found.setdefault(change.key, []).append(isinstance(change, Create) and change.key not in part.applied)
    vain = {key for key in adopt if all(found.get(key, ()))}

    def told(change: MacroChange) -> MacroChange:
        if not (isinstance(change, Create) and change.key in vain):
            return change
        return Blocked(
            change.key,
            change.macro.title,
            f"--adopt {change.key} takes nothing over: no hand-made macro is called '{change.after.title}'",
            f"give its file the title that the macro has on the helpdesk, or leave --adopt {change.key} out",
            vain=True,
        )

    return Plan(tuple(replace(part, changes=tuple(map(told, part.changes))) for part in plan.helpdesks))
