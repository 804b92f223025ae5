"""The orders that customers name on tickets about late items: remembered with the page, and proven from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from zendesk_bridge.core.macros.window import words
from zendesk_bridge.core.model import ShipWindow
from zendesk_bridge.state import open_state

Shop = Any  # a class in conftest.py, which a test cannot import


def orders(shop: Shop, tickets: Iterable[int], helpdesk: str = "shop") -> dict[int, tuple[str, ...]]:
    """Return the orders that are remembered of these tickets."""
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    try:
        row = next(known.row for known in state.accounts() if known.name == helpdesk)
        return dict(state.memory(row).orders(list(tickets)))
    finally:
        state.close()


def test_an_order_is_known_wherever_the_customer_names_it(shop: Shop) -> None:
    """In the subject, the description or a comment, on both helpdesks; not on a ticket about nothing late."""
    subject = shop.customer("Where is my blue widget?", "Order #10482")
    body = shop.customer("Bestellung 10483: wo ist mein Blue Widget 12 oz? Tel. 0170 1234567")
    other = shop.customer("Where is my order #10499?", "Shipping")
    late = shop.customer("I wait for the harbor lamp", "A lamp")
    shop.ready()
    shop.ok("sync")
    shop.admin("zendesk", f"tickets/{late}/comments", {"author": "customer", "body": "Sorry, it is order no. 10484."})
    shop.admin("zendesk", f"tickets/{late}/comments", {"author": "agent", "body": "No, your order is #10485."})
    shop.ok("sync")
    known = {subject: ("10482",), body: ("10483",), late: ("10484",)}
    assert orders(shop, [subject, body, other, late]) == known
    assert orders(shop, [subject, body, other, late], "shop-eu") == known


def test_orders_cost_no_call(shop: Shop) -> None:
    """Ten tickets that name an order are read with as many calls as ten that name none."""
    shop.ready()
    shop.ok("sync")
    costs = []
    for text in ("Where is my blue widget, order #1048{}?", "Where is my blue widget, number {}?"):
        for number in range(10):
            shop.customer(text.format(number))
        shop.writes()
        shop.ok("sync")
        costs.append([shop.calls(face) for face in ("zendesk", "freshdesk")])
    assert costs[0] == costs[1]


def test_a_preview_remembers_no_order(shop: Shop) -> None:
    """A dry run writes nothing anywhere."""
    shop.ready()
    shop.ok("sync")
    ticket = shop.customer("Where is my blue widget? Order #10482")
    shop.ok("sync", "--dry-run")
    assert orders(shop, [ticket]) == {}


@pytest.mark.parametrize("helpdesk", ["shop", "shop-eu"])
def test_an_order_is_proven_from_what_was_read(shop: Shop, helpdesk: str) -> None:
    """From the customer's first words to the day of the refund: two runs read it, and nobody wrote it down by hand."""
    first, last, update = shop.dates["from"], shop.dates["to"], shop.dates["next"]
    shop.configure(market="us")
    shop.swap(
        "macros/backorders.yaml", "    reason: the supplier", f"    promised_by: {update}\n    reason: the supplier"
    )
    ticket = shop.customer("Where is order #10482? I bought the Blue Widget 12 oz.")
    shop.ready()
    shop.ok("sync")
    shop.admin("zendesk", "clock", {"advance_seconds": 60})
    window = words(ShipWindow(first, last), "en_US", update)
    told = f"Your Blue Widget 12 oz ships {window}. You may wait, or cancel for a full refund."
    shop.admin("zendesk", f"tickets/{ticket}/comments", {"author": "agent", "body": told})
    shop.ok("sync")
    found = shop.ok("evidence", "--order", "10482", "--helpdesk", helpdesk, "--format", "json").json
    (one,) = found["evidence"]["tickets"]
    (item,) = one["items"]
    assert one["market"] == "us"
    assert [promise["day"] for promise in item["promised_at_order"]] == [str(update)]
    (notice,) = item["notices"]
    assert notice["ship_window"] == {"from": str(first), "to": str(last)}
    assert (notice["accuracy"], notice["kind"]) == ("current", "first")
    assert notice["text"]["text"] == told
    dates = {date["what"]: date for date in notice["dates"]}
    assert dates["promised_ship_by"]["day"] == str(update)
    assert dates["revised_ship_date"]["day"] == str(last)
    assert "us-short" in dates["consent_by"]["source"]
