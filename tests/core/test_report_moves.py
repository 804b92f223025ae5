"""What a plan and a summary say of ship windows that move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core import report
from zendesk_bridge.core.model import Backorder, Mark, MarkState, ShipWindow, TicketPatch, Told, View
from zendesk_bridge.core.plan import Plan
from zendesk_bridge.core.report import MovedFact

OLD = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
NEW = ShipWindow(date(2026, 12, 12), date(2026, 12, 16))
MOVE = MovedFact("WID-12", OLD, NEW, {"macro": 2, "canned response": 1}, 14, 9, 3)
FROM = "from 2026-12-01 - 2026-12-05 to 2026-12-12 - 2026-12-16"


@pytest.mark.parametrize(
    ("move", "planned", "done"),
    [
        pytest.param(
            MOVE,
            f"WID-12 moves {FROM}: 2 macros, 1 canned response, 14 open tickets, "
            "9 customers were told another window, 3 of them more than once",
            f"WID-12 moved {FROM}: 2 macros, 1 canned response and 14 tickets written; "
            "9 customers had been told another window, 3 of them more than once",
            id="everything",
        ),
        pytest.param(
            MovedFact("WID-12", OLD, None, {}, 1, 1),
            "WID-12 moves from 2026-12-01 - 2026-12-05 to unknown: 1 open ticket, 1 customer was told another window",
            "WID-12 moved from 2026-12-01 - 2026-12-05 to unknown: 1 ticket written; "
            "1 customer had been told another window",
            id="one of each",
        ),
        pytest.param(
            MovedFact("WID-12", ShipWindow(None, OLD.last), ShipWindow(NEW.last, NEW.last), {"macro": 2}),
            "WID-12 moves from by 2026-12-05 to 2026-12-16: 2 macros, 0 open tickets",
            "WID-12 moved from by 2026-12-05 to 2026-12-16: 2 macros written",
            id="nobody",
        ),
    ],
)
def test_a_move_is_a_line(move: MovedFact, planned: str, done: str) -> None:
    """It says what is, or was, written for it, and how many customers know another window."""
    assert list(report.move_lines([move])) == [planned]
    assert list(report.moved_lines([move])) == [done]


def test_a_move_is_data() -> None:
    """Programs read the same, with ISO dates."""
    (row,) = report.moves_json([MOVE])
    assert row["before"] == {"from": "2026-12-01", "to": "2026-12-05"}
    assert (row["macros"], row["tickets"]) == ({"macro": 2, "canned response": 1}, 14)
    assert (row["customers_told"], row["told_more_than_once"]) == (9, 3)


def test_only_a_window_that_differs_has_moved() -> None:
    """Another reason moves nothing, and what is late now, or no more, had no other window."""
    widget = Backorder("WID-12", "Widget", ship_window=OLD)
    lamp, mug = replace(widget, sku="LAMP-3"), replace(widget, sku="MUG-4")
    before = {"WID-12": widget, "LAMP-3": lamp, "GONE-1": widget}
    now = {"WID-12": replace(widget, ship_window=NEW), "LAMP-3": replace(lamp, reason="rain"), "MUG-4": mug}
    assert report.moves_planned(Plan(()), before, now) == {"WID-12": (OLD, NEW)}


def test_tickets_say_what_moved_on_them() -> None:
    """A first telling moves nothing; of two tickets that were told the old window both count."""

    def marked(window: str) -> View:
        return View(items=(Mark("WID-12", MarkState.TOLD, Told("v", "w", "f", window)),))

    old, new = marked("2026-12-01/2026-12-05"), marked("2026-12-12/2026-12-16")
    patches = [TicketPatch(1, before=old, after=new), TicketPatch(2, before=old, after=new)]
    patches += [TicketPatch(3, before=View(), after=new), TicketPatch(4, before=new, after=new)]
    assert report.moves_told(patches) == {"WID-12": ((OLD, NEW), 2)}
