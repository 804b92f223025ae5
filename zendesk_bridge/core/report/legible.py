"""A plan in the words of the admin's own files: placeholders by the names that templates use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from zendesk_bridge.core.model import MacroContent, RemoteMacro
from zendesk_bridge.core.plan import Adopt, Create, Drift, HelpdeskPlan, Hide, Keep, MacroChange, Plan, Retire, Update


def legible(plan: Plan) -> Plan:
    """Return the same plan, with the same digest, to be read: ``{{ backorder.items }}`` for a ticket field's number.

    Only what is shown is changed; what would be written stays as it is.
    """
    return Plan(tuple(_part(part) for part in plan.helpdesks))


def _part(part: HelpdeskPlan) -> HelpdeskPlan:
    if not part.names:
        return part
    words = {text: f"{{{{ {name} }}}}" for text, name in part.names.items()}
    words |= {text.strip("{ }"): name for text, name in part.names.items()}  # as they stand in conditions
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in longest_first))
    return replace(part, changes=tuple(_change(change, pattern, words) for change in part.changes))


def _change(change: MacroChange, pattern: re.Pattern[str], words: Mapping[str, str]) -> MacroChange:
    def content(held: MacroContent) -> MacroContent:
        return replace(held, body=pattern.sub(lambda found: words[found[0]], held.body))

    def remote(held: RemoteMacro) -> RemoteMacro:
        return replace(held, content=content(held.content))

    match change:
        case Create() | Drift(remote=None):
            return replace(change, after=content(change.after))
        case Update(remote=RemoteMacro() as there) | Adopt(remote=there) | Drift(remote=RemoteMacro() as there):
            before, after = remote(there), content(change.after)
            hidden = before.content.body == after.body and there.content.body != change.after.body
            return change if hidden else replace(change, after=after, remote=before)
        case Retire() | Hide() | Keep():
            return replace(change, remote=remote(change.remote))
        case _:
            return change
