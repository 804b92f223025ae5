"""Why an order lands where it lands, in plain words: each line, each condition, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from zendesk_bridge.core.audience import NO_PAST, OrderPast, Segment, Ways, explained, place
from zendesk_bridge.core.audience.placing import message_of
from zendesk_bridge.core.audience.values import Amount, CriterionName, DaysBetween, OneOf, OrderWorth, YesNo
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Choice,
    Message,
    MessageState,
    NoticeKind,
    Order,
    OrderLine,
    Promise,
    ShipWindow,
    Split,
    Swap,
)

TODAY = date(2026, 11, 28)
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
WINDOW = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
ITEM = Backorder("WID-12", "Widget", ship_window=WINDOW, options=(Swap("WID-14", "Other"), Split()))
ORDER = Order("f", "1", "1042", AT, (OrderLine("a", "WID-12", 2), OrderLine("b", "MUG", 1)))
REST = Segment("rest", template="order-first")


def ways(*items: Backorder) -> Ways:
    """Return how orders are placed while these are late."""
    return Ways.of({item.sku: item for item in items}, TODAY, UTC)


def written(state: MessageState, item: Backorder = ITEM, why: str = "") -> OrderPast:
    """Return the past of an order about which we wrote."""
    message = message_of(place(ORDER, "c", NO_PAST, (REST,), ways(item)), customer="c", wave="w1")
    return OrderPast((replace(message, state=state, at=AT, why=why),))


def told(update: date | None) -> OrderPast:
    """Return the past of a customer who was told to hear again on a day."""
    (message,) = written(MessageState.TOLD).messages
    return OrderPast((replace(message, lines=(replace(message.lines[0], next_update=update),)),))


def said(window: ShipWindow | None) -> OrderPast:
    """Return the past of a customer whom an agent told a window."""
    return OrderPast(promises=(Promise(1, "WID-12", "c", AT, window, None, Accuracy.CURRENT, NoticeKind.FIRST),))


def back() -> OrderPast:
    """Return the past of a customer who was told that it is back."""
    (message,) = written(MessageState.TOLD).messages
    gone: Message = replace(message, lines=(replace(message.lines[0], version="", window=None),))
    return OrderPast((gone,))


LATE = "late, ships 2026-12-01 to 2026-12-05; "
OURS = "our message of 2026-11-20 said that it ships 2026-12-01 to 2026-12-05"


@pytest.mark.parametrize(
    ("past", "item", "line"),
    [
        (NO_PAST, ITEM, LATE + "its customer was never told"),
        (NO_PAST, replace(ITEM, ship_window=None), "late, and no ship date may be told; its customer was never told"),
        (told(None), ITEM, f"{LATE}{OURS}, and that still holds"),
        (told(date(2026, 12, 1)), ITEM, f"{LATE}{OURS}, and that still holds; the next word is due by 2026-12-01"),
        (told(TODAY), ITEM, f"{LATE}{OURS}, and to hear again by 2026-11-28: that day has come"),
        (
            told(None),
            replace(ITEM, ship_window=ShipWindow(None, date(2026, 12, 9))),
            f"late, ships by 2026-12-09; {OURS}, which holds no more",
        ),
        (told(None), None, f"late no more; {OURS}, and not yet that it is over"),
        (back(), ITEM, LATE + "our message of 2026-11-20 said that it is late no more, which holds no more"),
        (said(WINDOW), ITEM, LATE + OURS.replace("our message", "an agent's reply") + ", and that still holds"),
        (said(None), ITEM, LATE + "an agent's reply of 2026-11-20 named no day"),
        (NO_PAST, ITEM.undated, "late, and no ship date may be told; no feed has given it for too long"),
        (
            OrderPast(chosen=(Choice(1, "WID-12", "cancel", AT, "c", "page"),)),
            ITEM,
            LATE + "its customer has chosen not to wait for it",
        ),
    ],
)
def test_a_line(past: OrderPast, item: Backorder | None, line: str) -> None:
    """It says whether the item is late, what its customer was told by whom, and whether that holds."""
    found = explained(ORDER, "c", past, (REST,), ways(*([item] if item else [])))
    assert found.lines[0][1].startswith(line)
    assert found.lines[1][1] == "not late"


@pytest.mark.parametrize(
    ("customer", "past", "result"),
    [
        ("c", NO_PAST, "lands in 'rest' and gets the template 'order-first'"),
        ("", NO_PAST, "is not written to: no e-mail address to write to"),
        ("c", told(None), "is not written to: told already, and that still holds"),
        (
            "c",
            written(MessageState.PLANNED),
            "is not written to: a message is on its way, or waits for approval (wave w1)",
        ),
        (
            "c",
            written(MessageState.FAILED, why="bounced"),
            "is not written to: the helpdesk would not take this very message: bounced",
        ),
    ],
)
def test_a_result(customer: str, past: OrderPast, result: str) -> None:
    """One sentence says what becomes of the order."""
    assert explained(ORDER, customer, past, (REST,), ways(ITEM)).result == result


def test_conditions_down_to_the_one_that_takes_it() -> None:
    """Each says what is asked and what is there; what comes below is not looked at."""
    segments = (
        Segment("old", (DaysBetween(CriterionName.WAITED, 30), OneOf(CriterionName.SKU, ("WID-*",))), "t"),
        Segment("swap", (YesNo(CriterionName.SWAP_IN_STOCK, wanted=True),), "t"),
        Segment("mine", (YesNo(CriterionName.REST_SHIPS, wanted=False),), None),
        REST,
    )
    found = explained(ORDER, "c", NO_PAST, segments, ways(ITEM))
    assert [(one.key, one.takes) for one in found.segments] == [("old", False), ("swap", False), ("mine", True)]
    assert [(it.asked, it.seen, it.true) for one in found.segments for it in one.checks] == [
        ("waited at least 30 days", "ordered 8 days ago, on 2026-11-20", False),
        ("sku WID-*", "the item is WID-12", True),
        ("swap_in_stock yes", "the substitute WID-14 is not counted by the shop; ordered: 2", False),
        ("rest_ships no", "the shop does not tell whether MUG could ship now", True),
    ]
    assert found.result == "lands in 'mine': a person writes to this customer"


def test_a_value_without_a_currency() -> None:
    """Where only the currency is missing it says so: the number alone would look as if the condition were met."""
    order = replace(ORDER, value=Decimal(1290))
    large = Segment("large", (OrderWorth(CriterionName.VALUE, (Amount(Decimal(500), "EUR"),), ()),), "t")
    found = explained(order, "c", NO_PAST, (large, REST), ways(ITEM))
    assert [it.seen for it in found.segments[0].checks] == ["worth 1290 of a currency that the shop does not tell"]
