"""A reviewed plan as one page: every reply as a customer reads it. No scripts, nothing loaded, light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import nh3

from zendesk_bridge.core.gate import Refusal
from zendesk_bridge.core.macros.difference import Edit, properties
from zendesk_bridge.core.plan import Blocked, Hide, Keep, MacroChange, Plan, Retire
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.review import ChangeGroup, ChangePart, Member
from zendesk_bridge.core.report.text import heading, way_out
from zendesk_bridge.core.report.words import BEYOND, closing, counts, refused, tally, title
from zendesk_bridge.core.safe import harmless

BEGINNING = '<!doctype html>\n<meta name="generator" content="zendesk-bridge plan">\n'
"""How every such page begins, so that no other file is taken for one."""

Replies = Mapping[tuple[str, str], tuple["ReviewedReply", ...]]

_HEAD = """<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plan {digest}</title>
<style>
:root {{ color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --back: #fff; --card: #f6f8fa; --line: #d0d7de;
  --plus: #dafbe1; --minus: #ffebe9; --accent: #0a5ad0 }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e6edf3; --soft: #9aa4af; --back: #0d1117; --card: #161b22;
  --line: #30363d; --plus: #12361f; --minus: #4a1d1f; --accent: #6cb0ff }} }}
* {{ box-sizing: border-box }}
body {{ margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 52rem; background: var(--back); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }}
h1 {{ font-size: 1.4rem }} h2 {{ font-size: 1.1rem; margin: 2.5rem 0 .5rem; border-top: 1px solid var(--line);
  padding-top: 1.2rem }} h3 {{ font-size: 1rem; margin: 1.2rem 0 .3rem }}
p, ul {{ margin: .5rem 0 }} a {{ color: var(--accent) }} small, .soft {{ color: var(--soft) }}
.word {{ font-weight: 600; text-transform: uppercase; font-size: .75rem; letter-spacing: .05em; color: var(--soft) }}
.reply {{ background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .3rem 1rem }}
.edits {{ border-left: 3px solid var(--line); padding-left: .8rem; white-space: pre-wrap }}
ins {{ background: var(--plus); text-decoration: none }} del {{ background: var(--minus) }}
summary {{ cursor: pointer }} .stop {{ background: var(--minus); padding: .5rem 1rem; border-radius: .5rem }}
</style>
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
    plan: Plan, groups: Sequence[ChangeGroup], refusals: Sequence[Refusal], replies: Replies, about: str
) -> str:
    """Return the page. ``replies`` are by helpdesk and key; ``about`` says for whom they are filled in."""
    body = [
        "<h1>What would change</h1>",
        *(f"<p><b>{_text(part.helpdesk)}</b>: {tally(counts(part.changes))}</p>" for part in plan.helpdesks),
        *(f'<p class="stop">{_text(reason)}</p>' for reason in refused(refusals)),
        f"<p>{_text(closing(plan))}</p>",
        f'<p class="soft">{_text(about)}</p>',
        *_notes(plan),
        *(line for group in groups for line in _group(group, replies)),
        *_unchanged(plan, replies),
        f'<p class="soft">{_text(BEYOND)}</p>',
    ]
    return BEGINNING + _HEAD.format(digest=plan.digest) + "<main>\n" + "\n".join(body) + "\n</main>\n"


def _text(text: str) -> str:
    return escape(harmless(text))


def _notes(plan: Plan) -> Iterator[str]:
    for part in plan.helpdesks:
        yield from (f"<p><small>{_text(part.helpdesk)}: {_text(note)}</small></p>" for note in part.notes)


def _group(group: ChangeGroup, replies: Replies) -> Iterator[str]:
    yield f'<h2><span class="word">{group.word}</span> {_text(heading(group))}</h2>'
    yield from (f"<p>{_text(text)}</p>" for text in ("" if group.subject else group.cause, way_out(group)) if text)
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
        label = "" if name == "reply" else f"{_text(name)}: "
        before = f"<del>{_text(edit.before)}</del>" if edit.before else ""
        after = f"<ins>{_text(edit.after)}</ins>" if edit.after else ""
        yield f"{label}{_text(edit.lead)}{before}{after}{_text(edit.tail)}"


def _distinct(members: Iterable[Member], replies: Replies) -> Iterator[tuple[MacroChange, list[str]]]:
    """Yield each macro with the helpdesks on which it reads alike."""
    found: dict[tuple[str, tuple[ReviewedReply, ...]], tuple[MacroChange, list[str]]] = {}
    for helpdesk, change in members:
        alike = (change.key, replies.get((helpdesk, change.key), ()))
        found.setdefault(alike, (change, []))[1].append(helpdesk)
    yield from found.values()


def _card(change: MacroChange, where: Sequence[str], replies: Replies) -> Iterator[str]:
    path = " &rsaquo; ".join(_text(part.strip()) for part in title(change).split("::"))
    yield f"<h3>{path}</h3><p><small>{_text(change.key)} on {_text(', '.join(where))}{_does(change)}</small></p>"
    if isinstance(change, Retire | Hide):
        return
    for number_of, reply in enumerate(replies.get((where[0], change.key), ())):
        yield f"<details{'' if number_of else ' open'}><summary><small>{_text(reply.locale)}</small></summary>"
        yield f'<div class="reply">{nh3.clean(reply.html)}</div>'
        if reply.unmarked and reply.unmarked != reply.html:
            yield "<p><small>On a ticket that is not marked:</small></p>"
            yield f'<div class="reply">{nh3.clean(reply.unmarked)}</div>'
        yield "</details>"


def _does(change: MacroChange) -> str:
    if isinstance(change, Retire | Hide | Keep | Blocked):
        return ""
    return "".join(f"; {_text(name)}: {_text(text)}" for name, text in properties(change.after))


def _unchanged(plan: Plan, replies: Replies) -> Iterator[str]:
    kept = [
        Member(part.helpdesk, change) for part in plan.helpdesks for change in part.changes if isinstance(change, Keep)
    ]
    if kept:
        yield f"<h2>Unchanged</h2><details><summary>{number(len(kept), 'macro')}</summary>"
        for change, where in _distinct(kept, replies):
            yield from _card(change, where, replies)
        yield "</details>"
