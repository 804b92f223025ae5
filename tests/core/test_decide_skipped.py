"""Which tickets are left alone from the start, and for which reason."""

from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.decide import FINAL, Rules, decide
from zendesk_bridge.core.ledger import Found, add_mentions
from zendesk_bridge.core.model import Backorder, FieldKey, ShipWindow, Skipped, SkipReason, Ticket, TicketStatus, View
from zendesk_bridge.core.ports import Capabilities

CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
WIDGET = Backorder("WID-12", "Blue Widget 12 oz", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)))
RULES = Rules({"WID-12": WIDGET}, date(2026, 11, 23), CAN, "en_US")
OPEN = Ticket(1, TicketStatus.OPEN, fields=dict.fromkeys(FieldKey, ""))
MENTIONED = add_mentions(View(), Found(frozenset({"WID-12"})))


@pytest.mark.parametrize("status", list(FINAL))
def test_final_tickets_are_skipped_with_the_reason(status: TicketStatus) -> None:
    """Closed, deleted, merged and spam tickets are never written."""
    assert decide(replace(OPEN, status=status), MENTIONED, RULES) == Skipped(1, FINAL[status])


def test_solved_and_silent_tickets_are_skipped() -> None:
    """A solved ticket waits for its reopening; a ticket without late items is nobody's business."""
    solved = replace(OPEN, status=TicketStatus.SOLVED)
    assert decide(solved, MENTIONED, RULES) == Skipped(1, SkipReason.SOLVED)
    assert decide(OPEN, add_mentions(View(), Found(frozenset())), RULES) == Skipped(1, SkipReason.SILENT)
    decision = decide(OPEN, add_mentions(View(), Found(frozenset({"GONE"}))), RULES)
    assert isinstance(decision, Skipped) or decision.empty
