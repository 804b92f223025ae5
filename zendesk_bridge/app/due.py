"""The promised updates that have come due, and how many open tickets wait for each: asks no helpdesk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zendesk_bridge.app import facts
from zendesk_bridge.core.model import Backorder, MarkState
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Memory


@dataclass(frozen=True, slots=True)
class DueUpdate:
    """An item of which customers were promised to hear, on a day that has come, and how many ``tickets`` wait."""

    item: Backorder
    tickets: int

    def __str__(self) -> str:
        """Return what is due, where the item stands in the admin's files, and what to do."""
        place = f"{self.item.place}: " if self.item.place.file else ""
        return (
            f"{place}{self.item.sku}: the update promised for {self.item.next_update} is due, "
            f"and {number(self.tickets, 'ticket')} {'waits' if self.tickets == 1 else 'wait'} for it: "
            "tell these customers what is known now, and write the next date"
        )


def due_updates(items: Iterable[Backorder], today: date, memories: Iterable[Memory]) -> tuple[DueUpdate, ...]:
    """Return the items whose promised update has come due and that open tickets wait for."""
    due = facts.due(items, today)
    waiting_for: Counter[str] = Counter()
    for memory in memories if due else ():
        for standing in memory.standings():
            if standing.sku in due and standing.state in {MarkState.PENDING, MarkState.TOLD}:
                waiting_for[standing.sku] += memory.count(standing)
    return tuple(DueUpdate(item, waiting_for[sku]) for sku, item in due.items() if waiting_for[sku])
