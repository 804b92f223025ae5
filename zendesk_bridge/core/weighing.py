"""What a plan weighs before the gate: each macro that it writes, and why it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from zendesk_bridge.core.gate import Cause, CauseKind, HelpdeskLoad, Kind, Weighed
from zendesk_bridge.core.model import Backorder
from zendesk_bridge.core.plan import Adopt, Blocked, Create, Drift, HelpdeskPlan, Hide, Retire, Update
from zendesk_bridge.core.report.review import parts_of


def weigh(part: HelpdeskPlan, before: Mapping[str, Backorder], late: Mapping[str, Backorder]) -> HelpdeskLoad:
    """Return what the macros of one helpdesk weigh. ``before`` are the items as they were told last, ``late`` as now.

    Dates that are taken away weigh nothing.
    """
    writes = tuple(
        _weighed(change, before, late)
        for change in part.writes
        if not (isinstance(change, Hide) or (isinstance(change, Update) and change.calendar))
    )
    there = {
        sku
        for change in part.changes
        if not (isinstance(change, Create | Blocked) or (isinstance(change, Drift) and change.remote is None))
        if (sku := _sku(change.key, before, late))
    }
    return HelpdeskLoad(part.helpdesk, writes, part.managed, len(there))


def _weighed(
    change: Create | Update | Retire | Adopt, before: Mapping[str, Backorder], late: Mapping[str, Backorder]
) -> Weighed:
    sku = _sku(change.key, before, late)
    new = bool(sku) and _version(before, sku) != _version(late, sku)
    alone = Cause(CauseKind.MACRO, change.key)
    fact = Cause(CauseKind.FACT, sku)
    match change:
        case Create():
            # A late item is one thing, however many macros and languages are to tell it: also when it is the macro
            # that is new, so that a first set-up that was cut off weighs no more than one that was not.
            return Weighed(Kind.CREATES, fact if sku else alone)
        case Update(remote=remote) if not remote.content.active:
            return Weighed(Kind.CREATES, fact if sku else alone)  # agents find it anew
        case Update() if new and not change.overwrites:
            return Weighed(Kind.UPDATES, fact, upsets=_moved(before.get(sku), late.get(sku)))
        case Update() | Adopt():
            return Weighed(Kind.UPDATES, alone)
        case Retire():
            gone = bool(sku) and sku not in late
            return Weighed(Kind.RETIREMENTS, fact if gone or new else alone, upsets=gone or not new)
        case _:
            assert_never(change)


def _sku(key: str, *known: Mapping[str, Backorder]) -> str:
    """Return the item that a managed macro tells, "" where it is for every item."""
    rest = key.partition("/")[2]
    return rest if any(rest in items for items in known) else parts_of(key)[1]


def _version(items: Mapping[str, Backorder], sku: str) -> str | None:
    return items[sku].version if sku in items else None


def _moved(before: Backorder | None, now: Backorder | None) -> bool:
    """Tell whether an item ships at another time, as far as anybody knows."""
    return before is None or now is None or before.ship_window != now.ship_window
