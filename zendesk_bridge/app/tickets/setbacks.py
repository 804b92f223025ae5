"""Tickets that a helpdesk will not give or take: skipped, counted, told once, and brought back at growing intervals."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from zendesk_bridge.core.decide import Rules
from zendesk_bridge.core.model import Failed, Setback, View, digest

PAUSES = (timedelta(0), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12), timedelta(days=1))
"""How long a ticket rests after each time that it failed; the last one from then on. At once after the first time,
because most troubles pass; a ticket that is refused for good costs four tries on its first day and one on each other.
"""

MOST = 30
"""After how many tries a ticket is given up until it changes: about as many days as tickets are looked back for."""

REREAD = 50
"""How many tickets that could not be read one run reads again: two calls each."""

_SECRETIVE = re.compile(r" \(request [^)]*\)")
_NUMBERS = re.compile(r"\d{4,}")


def rests(view: View, changed: str, rules: Rules, now: datetime) -> bool:
    """Tell whether another try on a ticket would be in vain: nothing has changed since, and it is too soon."""
    setback = view.setback
    return (
        setback is not None
        and setback.changed == changed
        and now < setback.after
        and setback.facts == facts_of(view, rules)
    )


def due(view: View, rules: Rules, now: datetime) -> bool:
    """Tell whether it is time for another try on a ticket that is known to have failed."""
    setback = view.setback
    return setback is not None and (now >= setback.after or setback.facts != facts_of(view, rules))


def facts_of(view: View, rules: Rules) -> str:
    """Return what a ticket with these items should say today, in short."""
    return digest([[mark.sku, rules.versions.get(mark.sku, "")] for mark in view.items])


def setback(before: Setback | None, ours: View, failed: Failed, rules: Rules, now: datetime) -> Setback:
    """Return what to remember of a ticket that failed now, and of which these marks are remembered."""
    times = before.times + 1 if before else 1
    pause = PAUSES[min(times, len(PAUSES)) - 1]
    return Setback(times, now + pause, "", facts_of(ours, rules), kind(failed))


def kind(failed: Failed) -> str:
    """Return the reason without what is different every time."""
    return _NUMBERS.sub("#", _SECRETIVE.sub("", failed.reason))


def told(before: Setback | None, after: Setback) -> bool:
    """Tell whether an earlier run told the same of this ticket, with the same facts."""
    return before is not None and (before.reason, before.facts) == (after.reason, after.facts)
