"""A ticket, what it mentions, and what is ours on it -> the change it needs, or the reason why none."""

from __future__ import annotations

from zendesk_bridge.core.decide.case import Case
from zendesk_bridge.core.decide.ours import ours_on, recoverable
from zendesk_bridge.core.decide.reminders import binding, outdated, reminds
from zendesk_bridge.core.decide.rules import (
    FINAL,
    UNKNOWN,
    Rules,
    calendar_only,
    lapsed,
    source_window,
    stale,
)
from zendesk_bridge.core.model import (
    NOTHING_HEARD,
    FieldKey,
    Heard,
    Skipped,
    SkipReason,
    Ticket,
    TicketPatch,
    TicketStatus,
    View,
)

__all__ = [
    "FINAL",
    "UNKNOWN",
    "Rules",
    "calendar_only",
    "decide",
    "lapsed",
    "outdated",
    "recoverable",
    "reminds",
    "source_window",
    "stale",
]


def decide(
    ticket: Ticket, view: View, rules: Rules, locale: str | None = None, heard: Heard = NOTHING_HEARD
) -> TicketPatch | Skipped:
    """Return the change that makes the ticket say what the facts say, or the reason why there is none.

    ``view`` holds what the ticket is known to mention, also what was read only now. An empty patch means that the
    ticket is right already and only ``after`` is to be remembered. ``locale`` is the requester's, where it is known;
    ``heard`` is what the customer was told in agents' public replies.
    """
    if ticket.status in FINAL:
        return Skipped(ticket.id, FINAL[ticket.status])
    found = ours_on(ticket, view, rules)
    if not (found.view.items or view.touched or view.intended or found.recovered):
        return Skipped(ticket.id, SkipReason.SILENT)
    if ticket.status is TicketStatus.SOLVED:
        return Skipped(ticket.id, SkipReason.SOLVED)
    said = ticket.fields.get(FieldKey.LANGUAGE, "")
    language = rules.manner.chosen(said, ticket.locale or locale or view.locale)
    case = Case(ticket, found, rules, language, binding(heard, rules))
    patch = case.patch()
    if patch.empty and patch.after == view:
        return Skipped(ticket.id, case.idle)
    return patch
