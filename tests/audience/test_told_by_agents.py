"""What agents told on tickets counts where the ticket is about the order and of the same customer, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from zendesk_bridge.core.errors import Unavailable
from zendesk_bridge.core.model import (
    Accuracy,
    Choice,
    ChoiceKind,
    NoticeKind,
    PageChoice,
    Promise,
    Said,
    ShipWindow,
    TicketOrder,
)

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
WINDOW = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))


def numbers(shop: Any) -> list[str]:
    """The orders that are written to."""
    return [message.number for message in shop.plan().messages]


def said(shop: Any, number: str = "1", requester: int | None = 7, window: ShipWindow = WINDOW) -> None:
    """An agent tells a window on a ticket that is about an order."""
    told = Promise(5, "WID-12", "c1", AT, window, None, Accuracy.CURRENT, NoticeKind.FIRST, "v", requester_id=requester)
    about = Said((told,), orders=(TicketOrder(5, number, requester),))
    shop.state.memory(shop.account()).record({}, said=about)


def test_an_agent_told_them(shop: Any) -> None:
    """The requester has the address of the order, whatever its capitals: they know."""
    shop.helpdesk.known = {7: ("other@example.com", "C1@Example.com")}
    said(shop)
    assert numbers(shop) == ["#2"]


@pytest.mark.parametrize("addresses", [(), ("c2@example.com",), ("c1@example.org",)])
def test_somebody_elses_ticket_names_the_order(shop: Any, addresses: tuple[str, ...]) -> None:
    """Whose it is, nobody was told: an order's number may stand on anybody's ticket."""
    shop.helpdesk.known = {7: addresses}
    said(shop)
    assert numbers(shop) == ["#1", "#2"]


def test_another_order_of_the_same_customer(shop: Any) -> None:
    """What was told about one order is not told about another."""
    shop.helpdesk.known = {7: ("c1@example.com",)}
    said(shop, number="4711")
    assert numbers(shop) == ["#1", "#2"]
    assert shop.helpdesk.asked == []  # nobody's address is asked for without need


def test_a_requester_that_nobody_knows(shop: Any) -> None:
    """A ticket of which it is not known whose it is tells nobody."""
    said(shop, requester=None)
    assert numbers(shop) == ["#1", "#2"]


def test_they_were_told_what_holds_no_more(shop: Any) -> None:
    """It is corrected, and is a renewed notice."""
    shop.helpdesk.known = {7: ("c1@example.com",)}
    said(shop, window=ShipWindow(date(2026, 11, 25), date(2026, 11, 27)))
    first = shop.plan().messages[0]
    assert (first.number, first.news, first.kind) == ("#1", "moved", NoticeKind.RENEWED)


def test_an_address_is_asked_for_once(shop: Any) -> None:
    """Of one requester with many orders, and never for a customer without a ticket."""
    shop.helpdesk.known = {7: ("c1@example.com",)}
    for number in ("1", "2", "3"):
        said(shop, number=number)
    shop.plan()
    assert shop.helpdesk.asked == [7]


def test_the_helpdesk_is_down(shop: Any) -> None:
    """Without it nobody knows who was told: no plan is made, and the moment is named."""
    shop.helpdesk.error = Unavailable("down")
    said(shop)
    with pytest.raises(Unavailable):
        shop.plan()


@pytest.mark.parametrize(("kind", "left"), [("cancel", ["#2"]), ("swap", ["#2"]), ("wait", ["#1", "#2"])])
def test_who_has_chosen_on_a_ticket(shop: Any, kind: ChoiceKind, left: list[str]) -> None:
    """Who cancels there gets no mail about the item; who waits gets what is new."""
    shop.helpdesk.known = {7: ("c1@example.com",)}
    said(shop, window=ShipWindow(date(2026, 11, 25), date(2026, 11, 27)))
    choice = Choice(5, "WID-12", kind, AT.replace(day=21), "c2", "cancel.en", "v", 7)
    shop.state.memory(shop.account()).record({}, said=Said(choices=(choice,)))
    assert numbers(shop) == left


def test_who_has_chosen_on_a_page(shop: Any) -> None:
    """The window moves after they cancelled: nothing is told to them, and their order is no surprise to anybody."""
    first, _ = shop.send(shop.plan())
    answer = PageChoice(first.id, "WID-12", "cancel", shop.now.replace(hour=23), "v")
    assert shop.state.waves().answer(answer)
    shop.late = [replace(shop.late[0], ship_window=ShipWindow(date(2026, 12, 8), date(2026, 12, 12))), shop.late[1]]
    plan = shop.plan()
    assert [message.number for message in plan.messages] == ["#2"]
    assert {str(it.why): it.orders for it in plan.unwritten} == {"chosen": 1}
