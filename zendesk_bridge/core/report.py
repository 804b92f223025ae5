"""A plan or an outcome as text that can be read aloud, as JSON, or as Markdown for a review."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, assert_never

from zendesk_bridge.core.difference import Difference, differences
from zendesk_bridge.core.model import FieldKey, MacroContent, TicketPatch
from zendesk_bridge.core.plan import (
    Adopt,
    Blocked,
    Change,
    Create,
    Drift,
    DriftMode,
    HelpdeskPlan,
    Keep,
    Plan,
    Retire,
    Update,
)

WORDS = {Create: "create", Update: "update", Retire: "retire", Keep: "keep", Drift: "drift", Adopt: "adopt"}
SIGNS = {"create": "+", "update": "~", "retire": "-", "adopt": "^", "drift": "!", "blocked": "!", "keep": "="}


def number(count: int, what: str) -> str:
    """Return how many of something: ``1 macro``, ``2 macros``."""
    return f"{count} {what}" + ("" if count == 1 else "s")


def word(change: Change) -> str:
    """Return the change's name in one word."""
    return "blocked" if isinstance(change, Blocked) else WORDS[type(change)]


def title(change: Change) -> str:
    """Return the title that an agent sees."""
    match change:
        case Create() | Update() | Drift() | Adopt():
            return change.after.title
        case Retire() | Keep():
            return change.remote.content.title
        case Blocked():
            return change.title
        case _:
            assert_never(change)


def changed(change: Change) -> tuple[Difference, ...]:
    """Return what this change would alter on the helpdesk, property by property."""
    match change:
        case Create():
            return ()
        case Update() | Adopt():
            return differences(change.remote.content, change.after)
        case Drift():
            return differences(change.remote.content, change.after) if change.remote else ()
        case Retire() | Keep() | Blocked():
            return ()
        case _:
            assert_never(change)


def advice(change: Change) -> str:
    """Return why a held change is held and what to do, "" for the others."""
    match change:
        case Blocked():
            return f"{change.reason}; {change.fix}"
        case Drift(mode=DriftMode.KEEP):
            return f"{change.reason}; left as it is (drift: keep)"
        case Drift():
            return f"{change.reason}; left alone. Take the edit into the YAML, or replace it: --overwrite {change.key}"
        case Update(overwrites=True):
            return "replaces an edit made on the helpdesk"
        case _:
            return ""


def counts(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many changes there are of each kind that occurs."""
    result: dict[str, int] = {}
    for change in changes:
        result[word(change)] = result.get(word(change), 0) + 1
    return {name: result[name] for name in SIGNS if name in result}


def tally(numbers: dict[str, int], *, done: bool = False) -> str:
    """Return counts in words: ``3 to create, 1 to update, 12 unchanged``, or once ``done`` ``3 created, ...``."""
    names = {"keep": "unchanged", "drift": "edited on the helpdesk", "blocked": "blocked"}
    names |= {name: f"{name.removesuffix('e')}ed" if done else f"to {name}" for name in SIGNS if name not in names}
    parts = [f"{count} {names[name]}" for name, count in numbers.items()]
    return ", ".join(parts) or "no macros"


# --- plans -----------------------------------------------------------------------------------------


def plan_text(plan: Plan, refusals: Sequence[str] = ()) -> str:
    """Return the plan for a terminal."""
    lines: list[str] = []
    for part in plan.helpdesks:
        lines += [f"{part.helpdesk}: {tally(counts(part.changes))}", *_part_lines(part), ""]
    lines += [*_refused(refusals), _closing(plan, refusals)]
    return "\n".join(lines)


def _part_lines(part: HelpdeskPlan) -> Iterator[str]:
    said = ""
    for change in part.changes:
        if isinstance(change, Keep):
            continue
        yield f"  {SIGNS[word(change)]} {word(change):7} {title(change)}"
        for difference in changed(change):
            yield from ("      " + line for line in _difference_lines(difference))
        if (text := advice(change)) and text != said:
            yield f"      {text}"
        said = text
    yield from (f"  i {note}" for note in part.notes)


def _difference_lines(difference: Difference) -> Iterator[str]:
    if "\n" not in difference.before + difference.after and difference.name != "reply":
        yield f"{difference.name}: {difference.before or 'none'} -> {difference.after or 'none'}"
        return
    yield f"{difference.name}:"
    before, after = difference.before.splitlines(), difference.after.splitlines()
    for line in list(difflib.unified_diff(before, after, n=1, lineterm=""))[2:]:
        if not line.startswith("@@"):
            yield f"  {line}"


def _refused(refusals: Sequence[str]) -> list[str]:
    return [f"Refused by the safety gate: {reason}" for reason in refusals]


def _closing(plan: Plan, refusals: Sequence[str]) -> str:
    if not plan.writes:
        held = f"; {plan.held} held back, see above" if plan.held else ""
        return f"Nothing to write{held}."
    how = (
        "It would be refused as it is."
        if refusals
        else f"Apply exactly this: zendesk-bridge apply --plan {plan.digest}"
    )
    held = f", {plan.held} held back" if plan.held else ""
    return f"Plan {plan.digest}: {number(plan.writes, 'macro')} to write{held}. {how}"


def plan_json(plan: Plan, refusals: Sequence[str] = ()) -> dict[str, Any]:
    """Return the plan as JSON-like data; unchanged macros are counted, not listed."""
    return {
        "digest": plan.digest,
        "writes": plan.writes,
        "held": plan.held,
        "refused": list(refusals),
        "helpdesks": [
            {
                "helpdesk": part.helpdesk,
                "counts": counts(part.changes),
                "notes": list(part.notes),
                "changes": [_change_json(change) for change in part.changes if not isinstance(change, Keep)],
            }
            for part in plan.helpdesks
        ],
    }


def _change_json(change: Change) -> dict[str, Any]:
    remote = None if isinstance(change, Create | Blocked) else change.remote
    after: MacroContent | None = change.after if isinstance(change, Create) else None
    return {
        "change": word(change),
        "key": change.key,
        "title": title(change),
        "id": remote.id if remote else None,
        "reply": after.body if after else None,
        "differences": [
            {"property": item.name, "before": item.before, "after": item.after} for item in changed(change)
        ],
        "advice": advice(change),
    }


def plan_markdown(plan: Plan, refusals: Sequence[str] = ()) -> str:
    """Return the plan for a pull request or a chat."""
    lines = ["## zendesk-bridge plan", ""]
    for part in plan.helpdesks:
        lines += [f"### {part.helpdesk}: {tally(counts(part.changes))}", ""]
        for change in part.changes:
            if not isinstance(change, Keep):
                lines += _change_markdown(change)
        lines += [*(f"> {note}" for note in part.notes), ""]
    lines += [*(f"**{reason}**" for reason in _refused(refusals)), _closing(plan, refusals)]
    return "\n".join(lines)


def _change_markdown(change: Change) -> list[str]:
    text = advice(change)
    lines = [f"- **{word(change)}** {title(change)}" + (f": {text}" if text else "")]
    body = [line for difference in changed(change) for line in _difference_lines(difference)]
    if isinstance(change, Create):
        body = change.after.body.splitlines()
    return lines + (["", "  ```diff", *(f"  {line}" for line in body), "  ```", ""] if body else [])


# --- tickets ---------------------------------------------------------------------------------------


def patch_text(patch: TicketPatch) -> str:
    """Return a ticket's change in one line, without any field text."""
    parts = [*(f"+{tag}" for tag in sorted(patch.add_tags)), *(f"-{tag}" for tag in sorted(patch.remove_tags))]
    if patch.fields:
        parts.append("fields " + ", ".join(key for key, _ in patch.fields))
    if patch.note:
        parts.append("a private note")
    return (
        f"#{patch.ticket_id}: " + ("; ".join(parts) or "nothing") + (f" ({'; '.join(patch.why)})" if patch.why else "")
    )


def patch_json(patch: TicketPatch) -> dict[str, Any]:
    """Return a ticket's change as JSON-like data."""
    fields: dict[FieldKey, str] = dict(patch.fields)
    return {
        "ticket": patch.ticket_id,
        "add_tags": sorted(patch.add_tags),
        "remove_tags": sorted(patch.remove_tags),
        "fields": {str(key): text for key, text in fields.items()},
        "note": patch.note is not None,
        "why": list(patch.why),
    }
