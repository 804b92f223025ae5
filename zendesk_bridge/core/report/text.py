"""A reviewed plan as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zendesk_bridge.core.gate import Refusal
from zendesk_bridge.core.macros.difference import Edit, properties
from zendesk_bridge.core.model import DriftMode
from zendesk_bridge.core.plan import Adopt, Create, Drift, Plan
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.lines import Line
from zendesk_bridge.core.report.moves import MovedFact, move_lines
from zendesk_bridge.core.report.review import ChangeGroup, ChangePart, Member
from zendesk_bridge.core.report.words import SIGNS, closing, counts, refused, tally

FOLD = 6
"""How many lines of a text are shown unless all are asked for."""

LISTED = 8
"""How many titles of one part are shown unless all are asked for."""


def plan_lines(
    plan: Plan,
    groups: Sequence[ChangeGroup],
    refusals: Sequence[Refusal],
    moves: Sequence[MovedFact] = (),
    *,
    full: bool,
) -> Iterator[Line]:
    """Yield the plan: what it counts, what changes and why, what it cannot do, and how to apply it.

    ``moves`` are the ship windows that it moves, and whom that touches.
    """
    for part in plan.helpdesks:
        yield Line.of(0, f"{part.helpdesk}: {tally(counts(part.changes))}", "head")
        yield from (Line.of(2, f"i {note}") for note in part.notes)
    yield from (Line.of(0, text) for text in move_lines(moves))
    yield Line.of(0, "")
    for group in groups:
        yield from _group(group, full=full)
        yield Line.of(0, "")
    yield from (Line.of(0, text, "retire") for text in refused(refusals))
    yield Line.of(0, closing(plan), "head")


def heading(group: ChangeGroup) -> str:
    """Return what happens to how many macros where, and why: ``WID-12 moved: ...: 6 macros on shop, 6 on shop-eu``."""
    about = f"{group.subject} " if group.subject else ""
    why = f"{group.cause}: " if group.cause and group.subject else ": " if about else ""
    return f"{about}{why}{how_many(group)}".replace(" : ", ": ")


def how_many(group: ChangeGroup) -> str:
    """Return how many macros on each helpdesk: ``6 macros on shop, 6 on shop-eu``."""
    (first, count), *others = group.counts.items()
    return ", ".join([f"{number(count, 'macro')} on {first}", *(f"{count} on {name}" for name, count in others)])


def way_out(group: ChangeGroup) -> str:
    """Return how a held edit is replaced, "" for the other groups."""
    keys = dict.fromkeys(
        member.change.key
        for member in group.members
        if isinstance(member.change, Drift) and member.change.mode is not DriftMode.KEEP
    )
    if not keys:
        return ""
    how = " ".join(f"--overwrite {key}" for key in keys)
    return f"Take the edit into the YAML, or replace it: {how}"


def _group(group: ChangeGroup, *, full: bool) -> Iterator[Line]:
    style = group.word
    yield Line(0, ((style, f"{SIGNS[style]} {style:7} "), ("head", heading(group))))
    if not group.subject and group.cause:
        yield Line.of(4, group.cause)
    if advice := way_out(group):
        yield Line.of(4, advice)
    for part in group.parts:
        yield from _titles(part, group, full=full)
        yield from _edits(part, full=full)
        yield from _texts(part, full=full)


def _titles(part: ChangePart, group: ChangeGroup, *, full: bool) -> Iterator[Line]:
    everywhere = len(group.counts)
    rows = []
    for name, where in part.titles.values():
        only = "" if len(where) == everywhere else f"  ({', '.join(where)} only)"
        rows.append(Line(4, (("", name), ("faint", only))))
    yield from _folded(rows, LISTED, 4, "macro", full=full)


def _folded(rows: Sequence[Line], shown: int, indent: int, what: str, *, full: bool) -> Iterator[Line]:
    """Yield the first lines, and how many more there are; one line alone is never hidden behind another."""
    if full or len(rows) <= shown + 1:
        yield from rows
        return
    yield from rows[:shown]
    yield Line.of(indent, f"... and {number(len(rows) - shown, f'more {what}')} (--full shows all)", "faint")


def _edits(part: ChangePart, *, full: bool) -> Iterator[Line]:
    for name, found in part.edits:
        rows = [row for edit in found for row in _edit(edit, "" if name == "reply" else f"{name}: ")]
        yield from _folded(rows, 2 * FOLD, 6, "line", full=full)


def _edit(edit: Edit, name: str) -> Iterator[Line]:
    if "\n" in edit.before + edit.after:
        yield from (Line.of(6, f"- {line}", "before") for line in edit.before.splitlines())
        yield from (Line.of(6, f"+ {line}", "after") for line in edit.after.splitlines())
        return
    before = ("before", f"[-{edit.before}-]" if edit.before else "")
    after = ("after", f"{{+{edit.after}+}}" if edit.after else "")
    yield Line(6, (("", f"{name}{edit.lead}"), before, after, ("", edit.tail)))


def _texts(part: ChangePart, *, full: bool) -> Iterator[Line]:
    """Yield what is new: of a macro per item the text for the first one, or with ``full`` each."""
    new = [member for member in part.members if isinstance(member.change, Create | Adopt)]
    for number_of, (titled, names, body) in enumerate(_distinct(new)):
        if number_of and not full:
            return
        if full and len(part.members) > 1:
            yield Line.of(6, f"{titled} ({', '.join(names)}):", "faint")
        yield from _folded([Line.of(6, f"| {line}", "after") for line in body], FOLD, 6, "line", full=full)


def _distinct(members: Iterable[Member]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each text once, with its title and the helpdesks that it is for."""
    found: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[str]] = {}
    for helpdesk, change in members:
        if isinstance(change, Create | Adopt):
            content = change.after
            found.setdefault((content.title, content.body, properties(content)), []).append(helpdesk)
    for (titled, body, does), names in found.items():
        yield titled, names, [*body.splitlines(), *(f"({name}: {text})" for name, text in does)]
