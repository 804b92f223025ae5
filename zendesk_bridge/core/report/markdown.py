"""A reviewed plan as Markdown, for a pull request or a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from zendesk_bridge.core.gate import Refusal
from zendesk_bridge.core.macros.difference import Edit
from zendesk_bridge.core.plan import Adopt, Create, Plan
from zendesk_bridge.core.report.moves import MovedFact, move_lines
from zendesk_bridge.core.report.review import ChangeGroup, ChangePart
from zendesk_bridge.core.report.text import heading, way_out
from zendesk_bridge.core.report.words import BEYOND, closing, counts, refused, tally
from zendesk_bridge.core.safe import harmless, unlinked

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~]|&(?=#?\w{1,40};))")


def plan_markdown(
    plan: Plan,
    groups: Sequence[ChangeGroup],
    refusals: Sequence[Refusal] = (),
    unplanned: Mapping[str, str] = MappingProxyType({}),
    moves: Sequence[MovedFact] = (),
) -> str:
    """Return the plan for a pull request or a chat; ``unplanned`` are helpdesks that it leaves out, and why.

    ``moves`` are the ship windows that it moves, and whom that touches.
    """
    lines = ["## zendesk-bridge plan", ""]
    for part in plan.helpdesks:
        lines += [f"- **{_plain(part.helpdesk)}**: {tally(counts(part.changes))}"]
        lines += [f"  - {_plain(note)}" for note in part.notes]
    lines += [f"- **{_plain(name)}**: not planned: {_plain(why)}" for name, why in unplanned.items()]
    lines += [f"- {_plain(text)}" for text in move_lines(moves)]
    for group in groups:
        lines += ["", f"### {group.word}: {_plain(heading(group))}", ""]
        lines += [f"{_plain(text)}\n" for text in (group.cause if not group.subject else "", way_out(group)) if text]
        for part_of in group.parts:
            lines += [f"- {_plain(name)}" for name, _ in part_of.titles.values()]
            lines += _fenced(list(_body(part_of)))
    lines += ["", *(f"**{_plain(reason)}**\n" for reason in refused(refusals)), closing(plan), "", BEYOND]
    return harmless("\n".join(lines))


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is: a name from elsewhere calls nobody, and makes no link and no image."""
    return _SPECIAL.sub(r"\\\1", unlinked(" ".join(text.split())))


def _body(part: ChangePart) -> Iterator[str]:
    for name, found in part.edits:
        yield f"{name}:"
        for edit in found:
            yield from _diff(edit)
    first = part.members[0].change
    if isinstance(first, Create | Adopt):
        yield from (f"+ {line}" for line in first.after.body.splitlines())


def _diff(edit: Edit) -> Iterator[str]:
    before, after = (f"{edit.lead}{text}{edit.tail}" for text in (edit.before, edit.after))
    yield from (f"- {line}" for line in before.splitlines())
    yield from (f"+ {line}" for line in after.splitlines())


def _fenced(body: Sequence[str]) -> list[str]:
    """Return the lines in a fence that is longer than any inside, so that none of them ends it."""
    if not body:
        return []
    longest = max((len(run) for line in body for run in re.findall(r"`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return ["", f"  {fence}diff", *(f"  {line}" for line in body), f"  {fence}", ""]
