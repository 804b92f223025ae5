"""A board with what belongs beside it: how right replies were, and where tickets are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from zendesk_bridge.core.board import Board, BoardItem, OutreachTotals
from zendesk_bridge.core.facts.changes import days_of
from zendesk_bridge.core.followups import FollowUp, FollowUpState
from zendesk_bridge.core.plural import number, times
from zendesk_bridge.core.report.consistency import Worth

CHOICES: Final = ("wait", "swap", "split", "cancel")


@dataclass(frozen=True, slots=True)
class BoardReport:
    """A board, and what replies sent since a moment were worth, by item and by team.

    ``teams`` are by what a team is called; ``link`` tells where agents see a ticket of a helpdesk, "" where unknown.
    ``outreach`` is of waves begun since then, and of those that are not done.
    """

    board: Board
    since: datetime
    total: Worth
    items: Mapping[str, Worth]
    teams: Mapping[str, Worth]
    link: Callable[[str, int], str]
    program: str
    zone_name: str
    outreach: OutreachTotals = field(default_factory=OutreachTotals)

    def when(self, moment: datetime) -> str:
        """Return a moment in the shop's zone."""
        return f"{moment.astimezone(self.board.zone):%Y-%m-%d %H:%M %Z}"

    @property
    def made(self) -> str:
        """When it was made, and in which zone its times are."""
        return f"{self.when(self.board.made_at)} ({self.zone_name})"


def ships(item: BoardItem) -> str:
    """Return what may be told of an item today."""
    if item.aged:
        return "its feed was last read too long ago: no day is told"
    if item.item.lapsed:
        return "the window is over: write a new one"
    return days_of(item.item.ship_window) if item.item.ship_window else "no day is known"


def slipped(item: BoardItem) -> str:
    """Return how often and how far an item moved; "" where it did not."""
    moves = len(item.slips.moves)
    if not moves:
        return ""
    days = item.slipped_days
    far = f"{number(abs(days), 'day')} {'later' if days > 0 else 'earlier'}" if days else "back where it was"
    return f"moved {times(moves)}, {far} in all"


def waits(one: FollowUp) -> str:
    """Return how long a customer waits."""
    match one.state:
        case FollowUpState.DUE:
            return "due today"
        case FollowUpState.OVERDUE:
            return f"overdue for {number(one.days, 'day')}, promised for {one.promised}"
        case _:
            named = f"promised for {one.promised}" if one.promised else "no day was named"
            return f"silent for {number(one.days, 'day')}, {named}"


def ticket_name(one: FollowUp) -> str:
    """Return what a ticket is called."""
    return f"{one.helpdesk} #{one.ticket_id}"
