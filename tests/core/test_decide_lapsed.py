"""Which marked tickets tell a day that is over: known by what was told, whatever the facts say by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.decide import Rules, decide, lapsed
from zendesk_bridge.core.model import (
    Backorder,
    FieldKey,
    Mark,
    MarkState,
    ShipWindow,
    Ticket,
    TicketPatch,
    TicketStatus,
    View,
    Wait,
)
from zendesk_bridge.core.ports import Capabilities

CAN = Capabilities(frozenset(), title_length=255, body_length=60_000, tag_length=32, tags_per_ticket=30,
                   short_field=255, long_field=65_000)  # fmt: skip
SKU = "WID-12"
WIDGET = Backorder(SKU, "Widget", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)), options=(Wait(),))
RULES = Rules({SKU: WIDGET}, date(2026, 11, 23), CAN, "en_US", fields=frozenset(FieldKey))
MOVED = replace(WIDGET, ship_window=ShipWindow(None, date(2026, 12, 20)))
LATER = date(2026, 12, 8)


def told(rules: Rules, view: View | None = None) -> View:
    """Return what is known of a ticket once it was told what these rules say."""
    view = view or View(items=(Mark(SKU, MarkState.PENDING),))
    patch = decide(Ticket(1, TicketStatus.OPEN, fields=dict.fromkeys(FieldKey, "")), view, rules)
    assert isinstance(patch, TicketPatch)
    return patch.after


TOLD = told(RULES)


@pytest.mark.parametrize(
    ("rules", "over"),
    [
        pytest.param(RULES, False, id="the same day"),
        pytest.param(replace(RULES, today=date(2026, 12, 2)), True, id="the window has begun"),
        pytest.param(replace(RULES, today=LATER), True, id="the window is over"),
        pytest.param(replace(RULES, today=LATER, late={SKU: MOVED}), True, id="over, and moved since"),
        pytest.param(replace(RULES, late={SKU: MOVED}), False, id="moved, and not over"),
        pytest.param(replace(RULES, working_days=3), False, id="other words"),
        pytest.param(replace(RULES, today=LATER, working_days=3), True, id="over, and other words"),
        pytest.param(replace(RULES, late={SKU: WIDGET.undated}), True, id="read too long ago"),
        pytest.param(replace(RULES, today=LATER, late={}), False, id="not late any more"),
    ],
)
def test_a_ticket_that_tells_a_day_which_is_over(rules: Rules, over: bool) -> None:  # noqa: FBT001 - a table's column
    """Its window has ended, or nothing but the day has changed; an edit of the admin's alone waits for the gate."""
    assert lapsed(TOLD, rules) is over


def test_once_is_enough() -> None:
    """A ticket that says that the day is being confirmed tells no day that is over, also in other words."""
    confirming = told(replace(RULES, today=LATER), TOLD)
    assert not lapsed(confirming, replace(RULES, today=LATER))
    assert not lapsed(confirming, replace(RULES, today=LATER, working_days=3))
    assert not lapsed(View(items=(Mark(SKU, MarkState.DISMISSED),)), replace(RULES, today=LATER))
