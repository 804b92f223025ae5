"""Late items whose ship window moved, and whom that touches: in a plan before it does, in a summary after it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zendesk_bridge.core.facts.changes import days_of
from zendesk_bridge.core.model import Backorder, ShipWindow, TicketPatch, Told
from zendesk_bridge.core.plan import MacroChange, Plan, Update
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.said import window_json

Windows = tuple[ShipWindow | None, ShipWindow | None]
"""A ship window before and after a move; None is unknown."""


@dataclass(frozen=True, slots=True)
class MovedFact:
    """One late item whose ship window moves or moved, and what that touches.

    ``macros`` counts by what they are called where they are: macro, canned response. ``tickets`` are open ones.
    ``told`` are the customers with an open ticket who were told a window that no longer holds, ``again`` those of them
    who were in more than one reply.
    """

    sku: str
    before: ShipWindow | None
    now: ShipWindow | None
    macros: Mapping[str, int] = field(default_factory=dict)
    tickets: int = 0
    told: int = 0
    again: int = 0


def moves_planned(plan: Plan, before: Mapping[str, Backorder], now: Mapping[str, Backorder]) -> Mapping[str, Windows]:
    """Return the items that a plan tells with another ship window, by what was read before and by what macros told."""
    found = moves_applied((change, part.applied) for part in plan.helpdesks for change in part.writes)
    for sku in sorted(before.keys() & now.keys()):
        windows = (before[sku].ship_window, now[sku].ship_window)
        if windows[0] != windows[1]:
            found[sku] = windows
    return found


def moves_applied(changes: Iterable[tuple[MacroChange, Mapping[str, Any]]]) -> dict[str, Windows]:
    """Return the items whose macros tell another ship window; each change with what was applied before, by key."""
    found: dict[str, Windows] = {}
    for change, applied in changes:
        was = applied.get(change.key)
        if isinstance(change, Update) and was and was.facts and change.macro.facts != was.facts:
            windows = (ShipWindow.read(was.window), ShipWindow.read(change.macro.window))
            if windows[0] != windows[1]:
                found[change.macro.sku] = windows
    return found


def moves_told(patches: Iterable[TicketPatch]) -> dict[str, tuple[Windows, int]]:
    """Return the items of which tickets tell another ship window, and how many tickets do."""
    found: dict[str, tuple[Windows, int]] = {}
    for patch in patches:
        for sku, windows in _moves_on(patch):
            found[sku] = (windows, found[sku][1] + 1 if sku in found else 1)
    return found


def _moves_on(patch: TicketPatch) -> Iterator[tuple[str, Windows]]:
    was: dict[str, Told] = {mark.sku: mark.told for mark in patch.before.items if mark.told}
    for mark in patch.after.items:
        if mark.told and mark.sku in was and was[mark.sku].window != mark.told.window:
            yield mark.sku, (ShipWindow.read(was[mark.sku].window), ShipWindow.read(mark.told.window))


def move_lines(moves: Iterable[MovedFact]) -> Iterator[str]:
    """Yield a line for each: whom it touches."""
    for move in moves:
        counts = [*_macros(move), number(move.tickets, "open ticket"), *_told(move, "was", "were")]
        yield f"{move.sku} moves {_from_to(move)}: {', '.join(counts)}"


def moved_lines(moves: Iterable[MovedFact]) -> Iterator[str]:
    """Yield a line for each: what was written about it, and for whom."""
    for move in moves:
        counts = [*_macros(move), *([number(move.tickets, "ticket")] if move.tickets else [])]
        written = f"{', '.join(counts[:-1])} and {counts[-1]}" if len(counts) > 1 else "".join(counts)
        told = "".join(f"; {text}" for text in _told(move, "had been", "had been"))
        yield f"{move.sku} moved {_from_to(move)}: {written} written{told}"


def _from_to(move: MovedFact) -> str:
    return f"from {_days(move.before)} to {_days(move.now)}"


def _macros(move: MovedFact) -> list[str]:
    return [number(count, word) for word, count in move.macros.items() if count]


def _told(move: MovedFact, one: str, many: str) -> Iterator[str]:
    if move.told:
        again = f", {move.again} of them more than once" if move.again else ""
        yield f"{number(move.told, 'customer')} {one if move.told == 1 else many} told another window{again}"


def moves_json(moves: Sequence[MovedFact]) -> list[dict[str, Any]]:
    """Return them as JSON-like data."""
    return [
        {
            "sku": move.sku,
            "before": window_json(move.before),
            "now": window_json(move.now),
            "macros": dict(move.macros),
            "tickets": move.tickets,
            "customers_told": move.told,
            "told_more_than_once": move.again,
        }
        for move in moves
    ]


def _days(window: ShipWindow | None) -> str:
    """Return a ship window in ISO days, so that it may stand between "from" and "to"."""
    return days_of(window).replace(" to ", " - ")
