"""What the customers chose who wait for the next word, out of either database, hundreds of tickets at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest

from zendesk_bridge.app.chose import with_choices
from zendesk_bridge.app.followups import Lateness
from zendesk_bridge.core.followups import ItemFollowUps
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Choice,
    ChoiceKind,
    NoticeKind,
    Promise,
    Said,
    ShipWindow,
)
from zendesk_bridge.core.ports import Memory

TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
WINDOW = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
LONGER = ShipWindow(date(2026, 12, 8), date(2026, 12, 12))
DAY = timedelta(days=1)


def told(ticket_id: int, days: int = 0, window: ShipWindow = WINDOW) -> Promise:
    """Return what was said on a ticket, some days after the twentieth."""
    at = NOON + days * DAY
    return Promise(ticket_id, "WID-12", f"comment {days}", at, window, TODAY, Accuracy.CURRENT, NoticeKind.FIRST)


def choice(ticket_id: int, kind: ChoiceKind, days: int, sku: str = "WID-12") -> Choice:
    """Return what a customer chose, some days after the twentieth."""
    return Choice(ticket_id, sku, kind, NOON + days * DAY, f"answer {kind} {days}", f"{kind}.en")


def late(window: ShipWindow | None, again: datetime | None = None) -> Lateness:
    """Return that the widget is late until then, None for late no more."""
    items = {"WID-12": Backorder("WID-12", "Blue Widget", ship_window=window)} if window else {}
    return Lateness(TODAY, UTC, items, MappingProxyType({"WID-12": again} if again else {}))


def listed(late: Lateness, *ticket_ids: int) -> list[ItemFollowUps]:
    """Return the follow-ups on these tickets."""
    return [ItemFollowUps("WID-12", "", tuple(late.follow_up(told(one), "shop") for one in ticket_ids))]


@pytest.mark.parametrize(
    ("choices", "late", "chose"),
    [
        ((), late(WINDOW), None),
        ((choice(1, "wait", 1),), late(WINDOW), "wait"),
        ((choice(1, "wait", 1),), late(LONGER), None),
        ((choice(1, "cancel", 1),), late(LONGER), "cancel"),
        # The latest counts, and where it holds no more, none before it does.
        ((choice(1, "wait", 1), choice(1, "cancel", 2)), late(WINDOW), "cancel"),
        ((choice(1, "cancel", 1), choice(1, "wait", 2)), late(LONGER), None),
        # About another item, on another ticket, before the item was late once more; and of one that is back.
        ((choice(1, "cancel", 1, "LAMP-3"), choice(2, "cancel", 1)), late(WINDOW), None),
        ((choice(1, "cancel", 1),), late(WINDOW, NOON + 2 * DAY), None),
        ((choice(1, "wait", 1),), late(None), "wait"),
    ],
)
def test_what_holds(memory: Memory, choices: tuple[Choice, ...], late: Lateness, chose: ChoiceKind | None) -> None:
    """The latest choice about this item on this ticket, as long as it is about the delay as it is now."""
    memory.record({}, said=Said((told(1), told(2)), choices))
    [item] = with_choices(listed(late, 1), {"shop": memory}, late)
    [one] = item.followups
    assert (one.chose, one.chose_at) == (chose, chose and choices[-1].at)


class Counting:
    """Counts how often a memory is asked."""

    def __init__(self, memory: Memory) -> None:
        """Ask this one."""
        self._memory, self.asked = memory, list[tuple[str, int]]()

    def choices(self, ticket_ids: Collection[int]) -> Mapping[int, Any]:
        """Return what it knows."""
        self.asked.append(("choices", len(ticket_ids)))
        return self._memory.choices(ticket_ids)

    def promises(self, ticket_ids: Collection[int]) -> Mapping[int, Any]:
        """Return what it knows."""
        self.asked.append(("promises", len(ticket_ids)))
        return self._memory.promises(ticket_ids)


def test_hundreds_are_read_at_once(memory: Memory) -> None:
    """Of the tickets that are listed alone, and what was promised only where somebody chose."""
    chosen = tuple(choice(number, "swap", 1) for number in (1, 900, 5000))
    memory.record({}, said=Said(tuple(told(number) for number in (1, 900, 5000)), chosen))
    counting, now = Counting(memory), late(WINDOW)
    memories: dict[str, Any] = {"shop": counting}
    [item] = with_choices(listed(now, *range(1, 1201)), memories, now)
    assert [one.ticket_id for one in item.followups if one.chose] == [1, 900]
    assert counting.asked == [("choices", 500), ("promises", 1), ("choices", 500), ("promises", 1), ("choices", 200)]
