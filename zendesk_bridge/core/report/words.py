"""A change and how many there are, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from zendesk_bridge.core.gate import Refusal
from zendesk_bridge.core.macros.difference import Difference, differences
from zendesk_bridge.core.model import DriftMode
from zendesk_bridge.core.plan import Adopt, Blocked, Create, Drift, Hide, Keep, MacroChange, Plan, Retire, Update
from zendesk_bridge.core.plural import number

WORDS = {
    Create: "create",
    Update: "update",
    Retire: "retire",
    Hide: "hide",
    Keep: "keep",
    Drift: "drift",
    Adopt: "adopt",
}
SIGNS = {
    "create": "+",
    "update": "~",
    "retire": "-",
    "hide": "-",
    "adopt": "^",
    "drift": "!",
    "blocked": "!",
    "keep": "=",
}

BEYOND = "Tickets are not in this plan: zendesk-bridge triage --dry-run shows them."
"""What a reader of a plan of macros might take it to say."""


def word(change: MacroChange) -> str:
    """Return the change's name in one word."""
    return "blocked" if isinstance(change, Blocked) else WORDS[type(change)]


def title(change: MacroChange) -> str:
    """Return the title that an agent sees."""
    match change:
        case Create() | Update() | Drift() | Adopt():
            return change.after.title
        case Retire() | Hide() | Keep():
            return change.remote.content.title
        case Blocked():
            return change.title
        case _:
            assert_never(change)


def changed(change: MacroChange) -> tuple[Difference, ...]:
    """Return what this change would alter on the helpdesk, property by property."""
    match change:
        case Create():
            return ()
        case Update() | Adopt():
            return differences(change.remote.content, change.after)
        case Drift():
            return differences(change.remote.content, change.after) if change.remote else ()
        case Retire() | Hide() | Keep() | Blocked():
            return ()
        case _:
            assert_never(change)


def advice(change: MacroChange) -> str:
    """Return why a held change is held and what to do, "" for the others."""
    match change:
        case Blocked():
            return f"{change.reason}; {change.fix}"
        case Drift(mode=DriftMode.KEEP):
            return f"{change.reason}; left as it is (drift: keep)"
        case Drift():
            return f"{change.reason}; left alone. Take the edit into the YAML, or replace it: --overwrite {change.key}"
        case Hide():
            return f"{change.reason}; taken out of the agents' sight until there is a new date or text"
        case Update(overwrites=True):
            return "replaces an edit made on the helpdesk"
        case _:
            return ""


def counts(changes: Iterable[MacroChange]) -> dict[str, int]:
    """Return how many changes there are of each kind that occurs."""
    result: dict[str, int] = {}
    for change in changes:
        result[word(change)] = result.get(word(change), 0) + 1
    return {name: result[name] for name in SIGNS if name in result}


def tally(numbers: dict[str, int], *, done: bool = False) -> str:
    """Return counts in words: ``3 to create, 1 to update, 12 unchanged``, or once ``done`` ``3 created, ...``."""
    names = {"keep": "unchanged", "drift": "edited on the helpdesk", "blocked": "blocked"}
    names |= {"hide": "taken out of sight" if done else "to take out of sight"}
    names |= {name: f"{name.removesuffix('e')}ed" if done else f"to {name}" for name in SIGNS if name not in names}
    parts = [f"{count} {names[name]}" for name, count in numbers.items()]
    return ", ".join(parts) or "no macros"


def refused(refusals: Sequence[Refusal]) -> list[str]:
    """Return one line for each reason of the gate, to somebody who reads a plan: to read it is to lift it."""
    return [f"Too much for a run that nobody watches: {reason}" for reason in refusals]


def closing(plan: Plan) -> str:
    """Return how much a plan would write, and how to have it applied."""
    if not plan.writes:
        held = f"; {plan.held} held back, see above" if plan.held else ""
        return f"Nothing to write{held}."
    held = f", {plan.held} held back" if plan.held else ""
    changes = (change for part in plan.helpdesks for change in part.changes)
    adopted = dict.fromkeys(it.key for it in changes if isinstance(it, Adopt) or (isinstance(it, Blocked) and it.vain))
    options = "".join(f" --adopt {key}" for key in adopted)
    how = f"Apply exactly this: zendesk-bridge apply --plan {plan.digest}{options}"
    return f"Plan {plan.digest}: {number(plan.writes, 'macro')} to write{held}. {how}"
