"""What a plan weighs before the gate: each macro that it writes, and why it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from zendesk_bridge.core.gate import Cause, CauseKind, HelpdeskLoad, Kind, Weighed
from zendesk_bridge.core.model import Applied, Backorder, ManagedMacro
from zendesk_bridge.core.plan import Adopt, Blocked, Create, Drift, HelpdeskPlan, Hide, MacroChange, Retire, Update
from zendesk_bridge.core.report.review import parts_of

NOTHING = Applied("", 0, "", "")
"""What is remembered of a macro that was never applied."""


def weigh(part: HelpdeskPlan, before: Mapping[str, Backorder], late: Mapping[str, Backorder]) -> HelpdeskLoad:
    """Return what the macros of one helpdesk weigh.

    Why a macro is written is told by what it was made from when it was applied: whatever came between, a run that was
    refused, cut off, or did only tickets, the cause stays the same. ``before`` are the items as they were last read,
    for records that do not say it; ``late`` are those of now. Dates that are taken away weigh nothing.
    """
    known = _Known(part.applied, before, late)
    writes = tuple(
        known.weighed(change)
        for change in part.writes
        if not isinstance(change, Hide)
        if not (isinstance(change, Update) and change.calendar)
    )
    there = {
        sku
        for change in part.changes
        if not (isinstance(change, Create | Blocked) or (isinstance(change, Drift) and change.remote is None))
        if (sku := known.sku(change))
    }
    return HelpdeskLoad(part.helpdesk, writes, part.managed, len(there))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known when a change is weighed."""

    applied: Mapping[str, Applied]
    before: Mapping[str, Backorder]
    late: Mapping[str, Backorder]

    def sku(self, change: MacroChange) -> str:
        """Return the item that a managed macro tells, "" where it is for every item."""
        if isinstance(change, Create | Update | Adopt) and change.macro.sku:
            return change.macro.sku
        key = change.key.removesuffix(".")  # which only tells languages apart
        rest = key.partition("/")[2]
        return rest if rest in self.late or rest in self.before else parts_of(key)[1]

    def weighed(self, change: Create | Update | Retire | Adopt) -> Weighed:
        """Return what one change weighs."""
        sku = self.sku(change)
        alone = Cause(CauseKind.MACRO, change.key)
        item = Cause(CauseKind.FACT, sku) if sku else alone
        match change:
            case Create():
                # A late item is one thing, however many macros and languages are to tell it: also when it is the macro
                # that is new, so that a first set-up that was cut off weighs no more than one that was not.
                return Weighed(Kind.CREATES, item)
            case Update(remote=remote) if not remote.content.active:
                return Weighed(Kind.CREATES, item)  # agents find it anew
            case Update(macro=macro):
                cause = alone if change.overwrites else self._cause(macro, sku)
                return Weighed(Kind.UPDATES, cause, upsets=self._moved(change.key, sku))
            case Adopt():
                return Weighed(Kind.UPDATES, alone)
            case Retire() if sku and sku not in self.late:
                return Weighed(Kind.RETIREMENTS, item)
            case Retire():
                # An item that is still late may need one of its macros no more: its date is known at last.
                new = self._is_new(change.key, sku)
                return Weighed(Kind.RETIREMENTS, item if new else alone, upsets=False)
            case _:
                assert_never(change)

    def _cause(self, macro: ManagedMacro, sku: str) -> Cause:
        """Return why a macro says something else: the narrowest reason that explains all of it."""
        was = self.applied.get(macro.key, NOTHING)
        if was.facts and was.source != macro.source:
            return Cause(CauseKind.MACRO, macro.key)
        if macro.is_reworded(was):
            return Cause(CauseKind.WORDS, macro.wording)
        # Made from the same file, words and facts, it is the helpdesk that has changed: `setup` gave it the field by
        # which a reply chooses its language. That is as much as an item that is told otherwise.
        same = bool(sku and was.facts)
        return Cause(CauseKind.FACT, sku) if same or self._is_new(macro.key, sku) else Cause(CauseKind.MACRO, macro.key)

    def _is_new(self, key: str, sku: str) -> bool:
        """Tell whether an item is told otherwise than it was in this macro."""
        was = self.applied.get(key, NOTHING).facts or (self.before[sku].version if sku in self.before else "")
        return sku in self.late and was != self.late[sku].version

    def _moved(self, key: str, sku: str) -> bool:
        """Tell whether an item ships at another time than this macro told."""
        was = self.applied.get(key, NOTHING)
        told = was.window if was.facts else _window(self.before.get(sku))
        return told != _window(self.late.get(sku))


def _window(item: Backorder | None) -> str:
    return item.ship_window.interval if item and item.ship_window else ""
