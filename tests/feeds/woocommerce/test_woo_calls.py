"""How WooCommerce is asked: lists that change while they are read, half pages, dropped headers, and how often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from zendesk_bridge.core.errors import AuthRefused, Incomplete, Rejected
from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.feeds.woocommerce import WooOrderFeed

Store = Any  # a class in conftest.py, which a test file cannot import
Make = Callable[..., WooOrderFeed]


def many(rows: Any, count: int, sku: str = "WID", begin: int = 1) -> list[Any]:
    """Return so many orders that wait for this."""
    return [rows.order(number, rows.line(number, sku)) for number in range(begin, begin + count)]


def ids(feed: WooOrderFeed, *skus: str) -> list[int]:
    """Return the ids of the orders that wait for these."""
    return [int(one.id) for one in feed.affected(skus) if isinstance(one, Order)]


def test_a_list_is_read_to_its_end(store: Store, made: Make, rows: Any) -> None:
    """Pages of a hundred, each beginning with the last row of the one before."""
    store.products, store.orders = [rows.product(1, "WID")], many(rows, 350)
    assert ids(made(), "WID") == list(range(1, 351))
    assert [int(asked["offset"]) for asked in store.paths("orders")] == [0, 99, 198, 297]


@pytest.mark.parametrize("gone", [1, 40, 100, 150])
def test_orders_that_are_completed_meanwhile_hide_no_others(store: Store, made: Make, rows: Any, gone: int) -> None:
    """What leaves the list moves the rest up; pages by number would skip as many."""
    store.products, store.orders = [rows.product(1, "WID")], many(rows, 300)

    def ship(path: str) -> None:
        if path == "orders" and len(store.paths("orders")) == 3:
            for one in store.orders[:gone]:
                one["status"] = "completed"

    store.before = ship
    assert set(range(gone + 1, 301)) <= set(ids(made(), "WID"))


def test_orders_that_are_placed_meanwhile_are_read(store: Store, made: Make, rows: Any) -> None:
    """They stand at the end of the list."""
    store.products, store.orders = [rows.product(1, "WID")], many(rows, 150)

    def place(path: str) -> None:
        if path == "orders" and len(store.paths("orders")) == 2:
            store.orders += many(rows, 100, begin=151)

    store.before = place
    assert ids(made(), "WID") == list(range(1, 251))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((200, {"X-WP-Total": "7"}, [{"id": 1}]), "1 rows came where 7 were told"),
        ((200, {"X-WP-Total": "0"}, [{"id": 1}]), "1 rows came where 0 were told"),
        ((200, {}, [{"id": 1}]), "X-WP-Total is missing"),
        ((200, {"X-WP-Total": "1"}, {"orders": []}), "the answer is no list"),
        ((200, {"X-WP-Total": "1"}, [{"number": "1"}]), "a row without an id"),
        ((200, {"X-WP-Total": "2"}, [{"id": 2}, {"id": 1}]), "do not come by their ids"),
        ((200, {"X-WP-Total": "2"}, [{"id": 1}, {"id": 1}]), "do not come by their ids"),
        ((200, {"X-WP-Total": "1"}, [{"id": 9}]), "other orders came than were asked for"),
    ],
)
def test_half_an_answer_is_none(store: Store, made: Make, answer: Any, says: str) -> None:
    """What does not add up is no list of orders."""
    store.answers = [answer]
    with pytest.raises(Incomplete, match=says):
        made().again(["1", "2"])


def test_a_page_that_repeats_is_told(store: Store, made: Make, rows: Any) -> None:
    """A cache before the shop may answer every page with the first."""
    store.products = [rows.product(1, "WID")]
    page = (200, {"X-WP-Total": "200"}, many(rows, 100))
    store.answers = [None, None, *[page] * 9]
    with pytest.raises(Incomplete, match="the same page came twice"):
        ids(made(), "WID")


def test_keys_go_into_the_query_where_the_header_is_dropped(
    store: Store, made: Make, rows: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Many servers do not hand it on; once known, it costs no further call. No key is ever logged."""
    caplog.set_level("DEBUG")
    store.products, store.orders, store.drops_header = [rows.product(1, "WID")], many(rows, 1), True
    assert ids(made(), "WID") == [1]
    assert ["consumer_secret" in url for url in store.urls] == [False, *[True] * (len(store.urls) - 1)]
    assert "cs_1" not in caplog.text


def test_keys_that_nobody_knows_are_refused(store: Store, made: Make) -> None:
    """Without showing them."""
    with pytest.raises(AuthRefused, match="woocommerce_rest_cannot_view") as caught:
        made(auth={"consumer_key": "ck_2", "consumer_secret": "cs_2"}).stock(["WID"])
    assert "cs_2" not in str(caught.value)
    assert "REST API" in caught.value.fix
    assert len(store.urls) == 2


def test_a_refusal_names_parameters_and_no_values(store: Store, made: Make) -> None:
    """A state that the shop does not have is told by the name of the setting's parameter."""
    body = {"code": "rest_invalid_param", "message": "status: ann", "data": {"params": {"status": "ann is none"}}}
    store.answers = [(400, {}, body)]
    with pytest.raises(Rejected, match="answered 400 rest_invalid_param status") as caught:
        made().again(["1"])
    assert "ann" not in str(caught.value)


def test_few_items_are_asked_for_by_product(store: Store, made: Make, rows: Any) -> None:
    """Of a shop with many open orders only those are read that may hold the item; a variation's are its product's."""
    store.products = [
        rows.product(1, "CUP"),
        rows.product(8, "WID-RED", parent_id=7),
        rows.product(9, "WID-BLUE", parent_id=7),
    ]
    store.orders = [
        *many(rows, 1000, "CUP"),
        *many(rows, 3, "WID-RED", 1001),
        *many(rows, 3, "WID-BLUE", 1004),
    ]
    assert ids(made(), "WID-RED") == [1001, 1002, 1003]
    assert [asked.get("product") for asked in store.paths("orders")] == [None, "7"]


def test_many_items_are_looked_for_among_all_orders(store: Store, made: Make, rows: Any) -> None:
    """Where that takes fewer calls; both ways find the same, in the same order."""
    store.products = [rows.product(number, f"SKU{number}") for number in range(1, 8)]
    store.orders = [rows.order(number, rows.line(number, f"SKU{number % 7 + 1}")) for number in range(1, 400)]
    assert ids(made(), *(f"SKU{number}" for number in range(1, 8))) == list(range(1, 400))
    assert {asked.get("product") for asked in store.paths("orders")} == {None}
    assert ids(made(), "SKU1", "SKU2") == [number for number in range(1, 400) if number % 7 in {0, 1}]


def test_a_sku_with_a_comma_is_found(store: Store, made: Make, rows: Any) -> None:
    """The shop takes it for two SKUs as well, which are others."""
    store.products = [rows.product(1, "A"), rows.product(2, "A,B"), rows.product(3, "C")]
    store.orders = [*many(rows, 3, "A,B"), *many(rows, 3, "A", 4)]
    assert ids(made(), "a,b") == [1, 2, 3]
    assert ids(made(), "C", "a,b") == [1, 2, 3]


def test_an_item_that_the_shop_does_not_sell_costs_three_calls(store: Store, made: Make, rows: Any) -> None:
    """Lines are told with their product's SKU of today; the bin is looked through, too."""
    store.orders = many(rows, 500)
    assert ids(made(), "WID") == []
    assert [path for path, _ in store.asked] == ["products", "products", "orders"]
    assert [asked["status"] for _, asked in store.asked[:2]] == ["any", "trash"]


def test_orders_that_cannot_be_read_are_told_by_whoever_asks(store: Store, made: Make) -> None:
    """A state that the shop does not have is found by doctor, which asks for a SKU of nobody's, and not by a wave."""
    body = {"code": "rest_invalid_param", "data": {"params": {"status": "status[0] is not one of ..."}}}
    store.answers = [None, None, (400, {}, body)]
    with pytest.raises(Rejected, match="orders answered 400 rest_invalid_param status") as caught:
        ids(made(), "zendesk-bridge doctor")
    assert "is no state of this shop's orders" in caught.value.fix


def test_old_orders_are_left_out_on_demand(store: Store, made: Make, rows: Any) -> None:
    """Orders that were never completed lie in many a shop for years."""
    store.products = [rows.product(1, "WID")]
    store.orders = [
        rows.order(1, rows.line(1, "WID"), date_created_gmt="2021-01-01T00:00:00"),
        rows.order(2, rows.line(2, "WID")),
    ]
    assert ids(made(OrderTerms(placed_within=timedelta(days=365))), "WID") == [2]
    asked = store.paths("orders")[-1]
    assert (asked["after"], asked["dates_are_gmt"]) == ("2025-11-22T12:00:00", "true")


def test_orders_are_read_again_by_the_hundred(store: Store, made: Make, rows: Any) -> None:
    """Those that are gone or shipped are absent; an id of another shop's asks nothing."""
    store.products, store.orders = [rows.product(1, "WID")], many(rows, 150)
    store.orders[4]["status"] = "completed"
    found = made().again([*(str(number) for number in range(1, 153)), "x", "7"])
    assert sorted(map(int, found)) == [1, 2, 3, 4, *range(6, 151)]
    assert [len(asked["include"].split(",")) for asked in store.paths("orders")] == [100, 52]


def test_orders_in_another_state_are_left_out(store: Store, made: Make, rows: Any) -> None:
    """A cache, or a plugin, may answer with more than was asked for."""
    store.answers = [(200, {"X-WP-Total": "1"}, [rows.order(1, rows.line(1, "WID"), status="completed")])]
    assert made().again(["1"]) == {}
