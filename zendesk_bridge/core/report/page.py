"""A reviewed plan as one page: every reply as a customer reads it. No scripts, nothing loaded, light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import nh3

from zendesk_bridge.core.gate import Refusal
from zendesk_bridge.core.macros.difference import Edit, properties
from zendesk_bridge.core.plan import Blocked, Hide, Keep, MacroChange, Plan, Retire
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.moves import MovedFact, move_lines
from zendesk_bridge.core.report.paper import beginning, in_html, paper
from zendesk_bridge.core.report.review import ChangeGroup, ChangePart, Member
from zendesk_bridge.core.report.text import heading, way_out
from zendesk_bridge.core.report.words import BEYOND, closing, counts, refused, tally, title

BEGINNING = beginning("plan")
"""How every such page begins, so that no other file is taken for one."""

Replies = Mapping[tuple[str, str], tuple["ReviewedReply", ...]]

_STYLE = """
.word { font-weight: 600; text-transform: uppercase; font-size: .75rem; letter-spacing: .05em; color: var(--soft) }
.reply { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .3rem 1rem }
.edits { border-left: 3px solid var(--line); padding-left: .8rem; white-space: pre-wrap }
ins { background: var(--plus); text-decoration: none } del { background: var(--minus) }
"""


@dataclass(frozen=True, slots=True)
class ReviewedReply:
    """A reply in one language as a customer reads it, as HTML, filled in for a made-up customer.

    ``unmarked`` is what a ticket without our fields gives, "" where that is nothing else.
    """

    locale: str
    html: str
    unmarked: str = ""


def plan_page(
    plan: Plan,
    groups: Sequence[ChangeGroup],
    refusals: Sequence[Refusal],
    replies: Replies,
    about: str,
    moves: Sequence[MovedFact] = (),
) -> str:
    """Return the page. ``replies`` are by helpdesk and key; ``about`` says for whom they are filled in.

    ``moves`` are the ship windows that it moves, and whom that touches.
    """
    body = [
        "<h1>What would change</h1>",
        *(f"<p><b>{in_html(part.helpdesk)}</b>: {tally(counts(part.changes))}</p>" for part in plan.helpdesks),
        *(f"<p>{in_html(line)}</p>" for line in move_lines(moves)),
        *(f'<p class="stop">{in_html(reason)}</p>' for reason in refused(refusals)),
        f"<p>{in_html(closing(plan))}</p>",
        f'<p class="soft">{in_html(about)}</p>',
        *_notes(plan),
        *(line for group in groups for line in _group(group, replies)),
        *_unchanged(plan, replies),
        f'<p class="soft">{in_html(BEYOND)}</p>',
    ]
    return paper("plan", f"Plan {plan.digest}", "\n".join(body), _STYLE)


def _notes(plan: Plan) -> Iterator[str]:
    for part in plan.helpdesks:
        yield from (f"<p><small>{in_html(part.helpdesk)}: {in_html(note)}</small></p>" for note in part.notes)


def _group(group: ChangeGroup, replies: Replies) -> Iterator[str]:
    yield f'<h2><span class="word">{group.word}</span> {in_html(heading(group))}</h2>'
    yield from (f"<p>{in_html(text)}</p>" for text in ("" if group.subject else group.cause, way_out(group)) if text)
    for part in group.parts:
        yield from _part(part, replies)


def _part(part: ChangePart, replies: Replies) -> Iterator[str]:
    edits = [line for name, found in part.edits for line in _edits(name, found)]
    if edits:
        yield f'<div class="edits">{chr(10).join(edits)}</div>'
    for change, where in _distinct(part.members, replies):
        yield from _card(change, where, replies)


def _edits(name: str, found: Iterable[Edit]) -> Iterator[str]:
    for edit in found:
        label = "" if name == "reply" else f"{in_html(name)}: "
        before = f"<del>{in_html(edit.before)}</del>" if edit.before else ""
        after = f"<ins>{in_html(edit.after)}</ins>" if edit.after else ""
        yield f"{label}{in_html(edit.lead)}{before}{after}{in_html(edit.tail)}"


def _distinct(members: Iterable[Member], replies: Replies) -> Iterator[tuple[MacroChange, list[str]]]:
    """Yield each macro with the helpdesks on which it reads alike."""
    found: dict[tuple[str, tuple[ReviewedReply, ...]], tuple[MacroChange, list[str]]] = {}
    for helpdesk, change in members:
        alike = (change.key, replies.get((helpdesk, change.key), ()))
        found.setdefault(alike, (change, []))[1].append(helpdesk)
    yield from found.values()


def _card(change: MacroChange, where: Sequence[str], replies: Replies) -> Iterator[str]:
    path = " &rsaquo; ".join(in_html(part.strip()) for part in title(change).split("::"))
    yield f"<h3>{path}</h3><p><small>{in_html(change.key)} on {in_html(', '.join(where))}{_does(change)}</small></p>"
    if isinstance(change, Retire | Hide):
        return
    for number_of, reply in enumerate(replies.get((where[0], change.key), ())):
        yield f"<details{'' if number_of else ' open'}><summary><small>{in_html(reply.locale)}</small></summary>"
        yield f'<div class="reply">{nh3.clean(reply.html)}</div>'
        if reply.unmarked and reply.unmarked != reply.html:
            yield "<p><small>On a ticket that is not marked:</small></p>"
            yield f'<div class="reply">{nh3.clean(reply.unmarked)}</div>'
        yield "</details>"


def _does(change: MacroChange) -> str:
    if isinstance(change, Retire | Hide | Keep | Blocked):
        return ""
    return "".join(f"; {in_html(name)}: {in_html(text)}" for name, text in properties(change.after))


def _unchanged(plan: Plan, replies: Replies) -> Iterator[str]:
    kept = [
        Member(part.helpdesk, change) for part in plan.helpdesks for change in part.changes if isinstance(change, Keep)
    ]
    if kept:
        yield f"<h2>Unchanged</h2><details><summary>{number(len(kept), 'macro')}</summary>"
        for change, where in _distinct(kept, replies):
            yield from _card(change, where, replies)
        yield "</details>"
