"""Which macros tell a day that is over, and what is done about those that nobody can make honest: agents lose sight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from zendesk_bridge.core import untouched
from zendesk_bridge.core.macros.dates import days_in
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.macros.wording.ruled import silence_sign
from zendesk_bridge.core.model import Applied, AppliedState, Backorder, MacroContent, Marker, RemoteMacro
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.plan import Blocked, Drift, Existing, Hide, MacroChange, Retire, Update

_LONG_AGO = timedelta(days=366)
"""How far back a day may lie that we told on a day that nobody knows any more."""


def told_over(there: MacroContent, wanted: MacroContent | None, record: Applied | None, today: date) -> date | None:
    """Return the last day that a macro on the helpdesk tells and that is over; None if it tells none.

    We tell no day that is over already, so one from before we wrote it is a person's or a template's, as is one that is
    ``wanted`` there today.
    """
    told_on = record.as_of if record else None
    since = told_on or today - _LONG_AGO
    days = _days(there, told_on or today) - (_days(wanted, today) if wanted else frozenset())
    return max((day for day in days if since <= day < today), default=None)


def _days(content: MacroContent, near: date) -> frozenset[date]:
    return days_in(f"{content.title}\n{content.body}", near)


def hidden(changes: Iterable[MacroChange], existing: Existing, owner: str, today: date) -> Iterator[MacroChange]:
    """Yield the changes, with those that would leave a day standing that is over as what hides the macro instead."""
    ours = untouched.ours(existing.remote, existing.applied, owner)
    for change in changes:
        yield _hide(change, _remote(change, ours, owner), existing.applied, today) or change


def _remote(change: MacroChange, ours: Mapping[Marker, RemoteMacro], owner: str) -> RemoteMacro | None:
    """Return the macro of ours that a held change leaves as it is."""
    return ours.get(Marker.of(owner, change.key)) if isinstance(change, Drift | Blocked) else None


def _hide(change: MacroChange, remote: RemoteMacro | None, applied: Mapping[str, Applied], today: date) -> Hide | None:
    if remote is None or not remote.content.active:
        return None
    macro, after = (change.macro, change.after) if isinstance(change, Drift) else (None, None)
    # Of a macro that the helpdesk keeps otherwise than asked, nobody knows on which day it was made as it is.
    record = applied.get(change.key) if isinstance(change, Drift) else None
    day = told_over(remote.content, after, record, today)
    if day is None or not isinstance(change, Drift | Blocked):
        return None
    return Hide(change.key, remote, f"{change.reason}, and it tells {day}, which is over", macro)


def lapses(
    changes: Iterable[MacroChange], applied: Mapping[str, Applied], undated: frozenset[str], today: date
) -> Iterator[Update | Hide]:
    """Yield the changes that take days away which are over, or too old to be told: of the items ``undated``."""
    for change in changes:
        match change:
            case Hide():
                yield change
            case Update(macro=macro, remote=remote, after=after):
                record = applied.get(change.key)
                if record and record.sent == macro.digest:
                    record = None  # sent before, and kept otherwise: nobody knows of which day it is what stands there
                over = told_over(remote.content, after, record, today)
                if change.calendar or over or (macro.sku in undated and _days(remote.content, today)):
                    yield change
            case Retire(remote=remote):
                if day := told_over(remote.content, None, applied.get(change.key), today):
                    yield Hide(
                        change.key, remote, f"nothing is known that it could say, and it tells {day}, which is over"
                    )
            case _:
                continue


def suspects(applied: Iterable[Applied], items: Mapping[str, Backorder], market: Market, today: date) -> frozenset[str]:
    """Return the keys of macros that may tell a day which is over, by what we remember alone.

    ``items`` are the late items by the key of each macro that tells one: a record of none of them has nothing that it
    could be made of. ``market`` says whose rules on notices of delay hold there: they set days, too.
    """
    return frozenset(
        record.key
        for record in applied
        if record.state is AppliedState.STANDING
        and "/" in record.key
        and (record.key not in items or _has_moved(record, items[record.key], market, today))
    )


def _has_moved(record: Applied, item: Backorder, market: Market, today: date) -> bool:
    if record.as_of is None or record.facts != item.version:
        return True
    now, then = as_of(item, today), as_of(item, record.as_of)
    return now != then or silence_sign(market, now, today) != silence_sign(market, then, record.as_of)
