"""What a shop with WooCommerce may come to: products in the bin, many languages, shipments of a part, half a server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from zendesk_bridge.core.errors import BridgeError, Incomplete, NotFound, Problem, Rejected, Unavailable
from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds.woocommerce import WooOrderFeed

Store = Any  # a class in conftest.py, which a test file cannot import
Make = Callable[..., WooOrderFeed]
NOISE = 1000  # other open orders: so many that those of one product are asked for by themselves


def crowd(rows: Any) -> list[Any]:
    """Return open orders that have nothing to do with it."""
    return [rows.order(number, rows.line(number, "CUP")) for number in range(1, NOISE + 1)]


def ids(found: Any) -> list[int]:
    """Return the ids of the orders among these."""
    return [int(one.id) for one in found if isinstance(one, Order)]


def left(found: Any) -> list[int]:
    """Return how many of each line of the first order are still to ship."""
    return [line.quantity for order in found if isinstance(order, Order) for line in order.lines][:9]


def test_who_ordered_what_lies_in_the_bin_still_waits(store: Store, made: Make, rows: Any) -> None:
    """A late item is taken out of the shop, or made anew under the same SKU: its orders still bear it."""
    store.products = [
        rows.product(1, "CUP"),
        rows.product(5, "WID", status="trash"),
        rows.product(6, "WID"),
        rows.product(8, "POT-RED", parent_id=7, status="trash"),
    ]
    store.orders = [
        *crowd(rows),
        rows.order(2001, rows.line(1, "WID", product_id=5)),
        rows.order(2002, rows.line(2, "WID", product_id=6)),
        rows.order(2003, rows.line(3, "POT-RED", product_id=7)),
    ]
    assert ids(made().affected(["WID"])) == [2001, 2002]
    assert ids(made().affected(["POT-RED"])) == [2003]
    assert made().stock(["POT-RED", "WID"]) == {"WID": 0}


def test_a_shop_that_does_not_look_into_its_bin_still_answers(store: Store, made: Make, rows: Any) -> None:
    """Old versions know no such state of a product."""
    store.products, store.orders = [rows.product(1, "WID")], [rows.order(1, rows.line(1, "WID"))]
    store.answers = [None, (400, {}, {"code": "rest_invalid_param", "data": {"params": {"status": "no"}}})]
    assert ids(made().affected(["WID"])) == [1]


@pytest.mark.parametrize("told", [{"meta_data": [{"key": "wpml_language", "value": "de"}]}, {"lang": "de"}])
def test_a_product_of_many_languages_has_many_ids(store: Store, made: Make, rows: Any, told: dict[str, Any]) -> None:
    """A search by SKU may tell that of one language: whoever ordered in another is found all the same."""
    store.products = [rows.product(1, "CUP"), rows.product(5, "WID")]
    store.orders = [
        *crowd(rows),
        rows.order(2001, rows.line(1, "WID", product_id=5)),
        rows.order(2002, rows.line(2, "WID", product_id=55)),
    ]
    store.orders[0] |= told
    assert ids(made().affected(["WID"])) == [2001, 2002]


def parcel(*items: tuple[int, Any], **changes: Any) -> dict[str, Any]:
    """Return one fulfillment."""
    held = [{"item_id": line, "qty": count} for line, count in items]
    return {"id": 9, "is_fulfilled": True, "meta_data": [{"id": 1, "key": "_items", "value": held}], **changes}


@pytest.mark.parametrize(
    ("parcels", "open_lines"),
    [
        ([parcel((1, 1))], [2, 1]),
        ([parcel((1, "1")), parcel((1, 2))], [1]),
        ([parcel((1, 3), (2, 1))], []),
        ([parcel((1, 3), is_fulfilled=False)], [3, 1]),  # planned
        ([parcel((1, 3), date_deleted="2026-11-02 10:00:00")], [3, 1]),
        ([parcel((77, 3))], [3, 1]),
        ([], [3, 1]),
    ],
)
def test_what_has_shipped_of_an_order_waits_no_more(
    store: Store, made: Make, rows: Any, parcels: list[Any], open_lines: list[int]
) -> None:
    """A shop whose fulfillments are switched on knows what has left, while the order itself still says processing."""
    store.products = [rows.product(1, "WID"), rows.product(2, "CUP")]
    status = [{"key": "_fulfillment_status", "value": "partially_fulfilled"}]
    store.orders = [rows.order(1, rows.line(1, "WID", 3), rows.line(2, "CUP"), meta_data=status)]
    store.fulfillments = {1: parcels}
    assert left(made().affected(["WID", "CUP"])) == open_lines
    assert left(made().again(["1"]).values()) == open_lines


def test_only_orders_that_say_so_are_asked_what_has_shipped(store: Store, made: Make, rows: Any) -> None:
    """No shop that knows no fulfillments is asked for any."""
    store.products = [rows.product(1, "WID")]
    status = [{"key": "_fulfillment_status", "value": "unfulfilled"}]
    store.orders = [rows.order(1, rows.line(1, "WID")), rows.order(2, rows.line(2, "WID"), meta_data=status)]
    assert ids(made().affected(["WID"])) == [1, 2]


@pytest.mark.parametrize("answer", [(404, {}, {"code": "rest_no_route"}), (400, {}, {"code": 0}), None])
def test_an_order_whose_shipments_cannot_be_read_is_told(store: Store, made: Make, rows: Any, answer: Any) -> None:
    """Whoever has it already must not be told of a delay; the others stand."""
    store.products = [rows.product(1, "WID")]
    status = [{"key": "_fulfillment_status", "value": "fulfilled"}]
    store.orders = [rows.order(1, rows.line(1, "WID"), meta_data=status), rows.order(2, rows.line(2, "WID"))]
    store.fulfillments = {1: [parcel((1, "many"))]}
    store.answers = [None, None, None, answer]
    problem, other = made().affected(["WID"])
    assert isinstance(problem, Problem)
    assert str(problem.place) == "shop: order 1"
    assert "was refunded or has shipped cannot be read" in problem.message
    assert isinstance(other, Order)


@pytest.mark.parametrize(
    ("bought", "refunded", "open_lines"),
    [("0.5", "-0.2", [1]), ("2.5", "-0.4", [3]), ("0.5", "-0.5", []), ("2.5", "-1.5", [1]), (1.0, -1, [])],
)
def test_parts_of_a_metre_are_refunded_as_such(
    store: Store, made: Make, rows: Any, bought: Any, refunded: Any, open_lines: list[int]
) -> None:
    """Whoever still waits for a part of what is sold by measure waits for one."""
    store.products = [rows.product(1, "WIRE")]
    store.orders = [rows.order(1, rows.line(1, "WIRE", quantity=bought), refunds=[{"id": 50}])]
    meta = [{"key": "_refunded_item_id", "value": "1"}]
    store.refunds = {1: [{"id": 50, "line_items": [{"id": 90, "quantity": refunded, "meta_data": meta}]}]}
    assert left(made().affected(["WIRE"])) == open_lines


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Salt &amp; Pepper", "Salt & Pepper"),
        ("Caf&eacute; &#8211; 12&Prime;", "Caf\u00e9 \u2013 12\u2033"),
        ("<em>Cool</em> Beanie", "Cool Beanie"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("H&M, R&D, 3 < 4 > 2, AT&T", "H&M, R&D, 3 < 4 > 2, AT&T"),
        (None, ""),
    ],
)
def test_a_name_is_text(store: Store, made: Make, rows: Any, written: Any, read: str) -> None:
    """WordPress keeps names as HTML: what people read on the shop's page is what a mail says."""
    store.products, store.orders = [rows.product(1, "WID")], [rows.order(1, rows.line(1, "WID", name=written))]
    (found,) = made().affected(["WID"])
    assert isinstance(found, Order)
    assert found.lines[0].name == read


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        ((404, {}, {"code": "rest_no_route"}), NotFound, "Permalinks, any but Plain"),
        ((200, {}, "<b>Warning</b>: Undefined array key []"), Incomplete, "a warning of PHP before the answer"),
        ((200, {}, "<html>Welcome</html>"), Incomplete, "readable addresses"),
        (
            (400, {}, {"code": "rest_invalid_param", "data": {"params": {"status": "no"}}}),
            Rejected,
            "is no state of this shop's orders",
        ),
        ((301, {"Location": "https://www.shop.example/"}, {}), Incomplete, "put the address that it leads to"),
    ],
)
def test_what_a_shop_lacks_is_told(store: Store, made: Make, answer: Any, error: type[BridgeError], says: str) -> None:
    """In the words of WordPress, so that the admin finds it there."""
    store.answers = [answer]
    with pytest.raises(error) as caught:
        made().again(["1"])
    assert says in caught.value.fix


@pytest.mark.parametrize(("most", "sizes"), [(100, [100]), (99, [100, 20]), (7, [100, 20, 4])])
def test_a_shop_that_breaks_down_over_large_pages_is_asked_for_smaller_ones(
    store: Store, made: Make, rows: Any, most: int, sizes: list[int]
) -> None:
    """A cheap host has no memory for a hundred orders at once; every order is read all the same, and once."""
    store.products = [rows.product(1, "WID")]
    store.orders = [rows.order(number, rows.line(number, "WID")) for number in range(1, 131)]
    store.most_rows = most
    assert ids(made().affected(["WID"])) == [*range(1, 131)]
    assert list(dict.fromkeys(int(asked["per_page"]) for _, asked in store.asked)) == sizes


def test_a_shop_that_is_broken_is_not_asked_for_ever(store: Store, made: Make) -> None:
    """It is said to be down."""
    store.most_rows = 0
    with pytest.raises(Unavailable, match="answered 500 internal_server_error"):
        made().again(["1"])
    assert len(store.asked) == 3 * 6


def test_an_order_that_cannot_be_read_again_is_told(
    store: Store, made: Make, rows: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is sent about it, and it has not shipped either: only the log can say so."""
    store.orders = [rows.order(1, rows.line(1, "WID"), date_created_gmt=None), rows.order(2, rows.line(2, "WID"))]
    assert list(made().again(["1", "2"])) == ["2"]
    (told,) = caplog.messages
    assert told.startswith("shop: order 1: this order cannot be read: when it was placed is missing")
