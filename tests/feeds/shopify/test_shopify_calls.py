"""How Shopify is asked: points, pages, scopes, tokens, and answers that are not whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from math import log10
from typing import Any

import pytest
from requests import PreparedRequest

from zendesk_bridge.core.errors import AuthRefused, Incomplete, Rejected, Unavailable
from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.feeds.shopify import ShopifyOrderFeed, api

Admin = Any  # a class in conftest.py, which a test file cannot import
Clock = Any
Make = Callable[..., ShopifyOrderFeed]


def many(nodes: Any, count: int) -> list[Any]:
    """Return so many orders that wait for WID."""
    return [nodes.order(number, nodes.line(number, "WID")) for number in range(1, count + 1)]


def failed(*codes: str, **extensions: Any) -> tuple[int, dict[str, str], Any]:
    """Return an answer that has errors of these codes, and may have data beside them."""
    errors = [{"message": "about ann@example.com", "extensions": {"code": code}} for code in codes]
    return 200, {}, {"errors": errors, "data": {"orders": None}, "extensions": extensions}


def straight(points: float) -> Callable[[int], float]:
    """Return the rule of 2018: each row counts in full."""
    return lambda rows: points * rows


def flat(points: float) -> Callable[[int], float]:
    """Return a rule by which large pages are cheap, as live shops of today have it."""
    return lambda rows: points * (rows if rows <= 10 else 10 + 9.3 * log10(rows / 10))


@pytest.mark.parametrize(
    ("cost", "count", "pages"),
    [
        (straight(1), 1000, [30, 250, 250, 250, 250]),
        (straight(28), 90, [30, 32, 32]),
        (straight(400), 6, [30, 15, 7, 3, 1, 2, 2, 2]),
        (flat(28), 1000, [30, 66, 250, 250, 250, 250]),
        (flat(45), 1000, [30, 41, 101, 116]),
        (lambda _: 0.0, 60, [30, 30]),
    ],
)
def test_pages_are_as_large_as_points_allow(
    admin: Admin, made: Make, nodes: Any, cost: Callable[[int], float], count: int, pages: list[int]
) -> None:
    """What a page may cost is learnt from what the ones before did; no order is lost or doubled by that."""
    admin.cost, admin.orders = cost, many(nodes, count)
    found = [one.id for one in made().affected(["WID"]) if isinstance(one, Order)]
    assert found == [str(number) for number in range(1, count + 1)]
    assert admin.pages("Orders")[: len(pages)] == pages


def test_a_row_that_is_too_dear_alone_is_an_error(admin: Admin, made: Make, nodes: Any) -> None:
    """A shop that cannot be asked is said to be so, and is not asked for ever."""
    admin.cost, admin.orders = straight(1001), many(nodes, 1)
    with pytest.raises(Rejected, match="one row costs Shopify more points"):
        list(made().affected(["WID"]))


@pytest.mark.parametrize("status", [200, 429])
def test_throttled_is_waited_for(admin: Admin, made: Make, nodes: Any, clock: Clock, status: int) -> None:
    """Whatever the status is, the query is sent again when the points are there."""
    admin.orders = many(nodes, 1)
    _, headers, body = failed("THROTTLED", **nodes.told(900, left=100))
    admin.answers = [None, (status, headers, body)]
    assert [one.id for one in made().affected(["WID"]) if isinstance(one, Order)] == ["1"]
    assert sum(clock.slept) == pytest.approx(8.0 if status == 200 else 11.25, rel=0.12)


def test_points_are_saved_up_before_a_page(admin: Admin, made: Make, nodes: Any, clock: Clock) -> None:
    """A page waits until what it will cost is there, rather than be refused."""
    admin.orders = many(nodes, 30)
    page = {"nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": "0"}}
    admin.answers = [None, (200, {}, {"data": {"orders": page}, "extensions": nodes.told(800, left=300)})]
    list(made().affected(["WID"]))
    assert clock.slept == [5.0]


def test_a_shop_that_stays_busy_is_unavailable(admin: Admin, made: Make, nodes: Any) -> None:
    """Waiting has an end."""
    admin.answers = [None, *[failed("THROTTLED", **nodes.told(900, left=0))] * 20]
    with pytest.raises(Unavailable, match="busy 8 times in a row"):
        list(made().affected(["WID"]))


def test_an_internal_error_is_tried_again(admin: Admin, made: Make, nodes: Any) -> None:
    """Shopify answers these with status 200."""
    admin.orders = many(nodes, 1)
    admin.answers = [None, failed("INTERNAL_SERVER_ERROR")]
    assert len(list(made().affected(["WID"]))) == 1


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (failed("ACCESS_DENIED"), AuthRefused, "answered ACCESS_DENIED"),
        (failed("undefinedField"), Rejected, "answered undefinedField"),
        (failed("<ann@example.com>"), Rejected, "answered error"),
        ((200, {}, {"data": None}), Incomplete, "without data"),
        ((200, {}, {"data": {"orders": None}}), Incomplete, "a page with holes"),
        ((200, {}, {"data": {"orders": {"nodes": [None], "pageInfo": {}}}}), Incomplete, "a page with holes"),
        ((200, {}, {"data": {"orders": {"nodes": []}}}), Incomplete, "does not say where the list goes on"),
        (
            (200, {}, {"data": {"orders": {"nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": None}}}}),
            Incomplete,
            "does not say where the list goes on",
        ),
    ],
)
def test_half_an_answer_is_none(admin: Admin, made: Make, answer: Any, error: type[Exception], says: str) -> None:
    """Data beside errors are not used, nor a page with holes or without an end; no word of the shop's is repeated."""
    admin.answers = [None, answer]
    with pytest.raises(error, match=says) as caught:
        list(made().affected(["WID"]))
    assert "ann" not in str(caught.value)


def test_a_page_that_comes_twice_is_told(admin: Admin, made: Make, nodes: Any) -> None:
    """Pages that overlap may leave others out."""
    admin.orders = many(nodes, 30)
    page = {"nodes": [{**admin.orders[0], "lineItems": {"nodes": [], "pageInfo": {"hasNextPage": False}}}]}
    one = (200, {}, {"data": {"orders": {**page, "pageInfo": {"hasNextPage": True, "endCursor": "1"}}}})
    two = (200, {}, {"data": {"orders": {**page, "pageInfo": {"hasNextPage": True, "endCursor": "2"}}}})
    admin.answers = [None, one, two]
    with pytest.raises(Incomplete, match="the same row came twice"):
        list(made().affected(["WID"]))


def test_lists_deeper_than_shopify_pages_go_on_behind_the_last(
    admin: Admin, made: Make, nodes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many rows another listing begins above the last id; 25,000 is Shopify's own bound."""
    monkeypatch.setattr(api, "DEEPEST", 20)
    admin.orders = many(nodes, 70)
    found = [one.id for one in made().affected(["WID"]) if isinstance(one, Order)]
    assert found == [str(number) for number in range(1, 71)]
    assert any("id:>" in variables["query"] for name, variables in admin.asked if name == "Orders")


def test_orders_that_are_not_shown_are_told(admin: Admin, made: Make, nodes: Any) -> None:
    """Without read_all_orders an app sees sixty days, in silence; who wants no older ones is told nothing."""
    admin.scopes, admin.orders = ("read_orders",), many(nodes, 1)
    told, _ = made().affected(["WID"])
    assert "only orders of the last 60 days" in str(told)
    assert "read_all_orders" in str(told)
    assert len(list(made(OrderTerms(placed_within=timedelta(days=60))).affected(["WID"]))) == 1
    assert "processed_at:>='2026-09-23T12:00:00Z'" in admin.asked[-1][1]["query"]


def test_an_app_that_reads_no_orders_is_told_what_it_needs(admin: Admin, made: Make) -> None:
    """By name, and where to set it."""
    admin.scopes = ("read_products",)
    with pytest.raises(AuthRefused, match="may not read orders") as caught:
        list(made().affected(["WID"]))
    assert "read_orders" in caught.value.fix


def test_what_an_app_may_not_read_is_not_asked_for(admin: Admin, made: Make, nodes: Any) -> None:
    """Customers and products are read where the app may; without them the order still counts."""
    admin.scopes, admin.orders = ("write_orders", "read_all_orders"), many(nodes, 1)
    list(made().affected(["WID"]))
    variables = admin.asked[-1][1]
    assert (variables["customers"], variables["products"]) == (False, False)


def test_orders_are_read_again_in_portions(admin: Admin, made: Make, nodes: Any) -> None:
    """Those that are gone or shipped are absent; an id of another shop's asks nothing."""
    admin.orders = many(nodes, 30)
    admin.orders[4]["displayFulfillmentStatus"] = "FULFILLED"
    found = made().again([*(str(number) for number in range(1, 33)), "x-1", "7"])
    assert sorted(map(int, found)) == [1, 2, 3, 4, *range(6, 31)]
    assert [len(variables["ids"]) for name, variables in admin.asked if name == "Again"] == [30, 2]


@pytest.mark.parametrize("found", [None, [], [None, None], [{"id": "gid://shopify/Order/9"}]])
def test_an_answer_for_other_orders_is_none(admin: Admin, made: Make, found: Any) -> None:
    """What was not asked for says nothing of what was."""
    admin.answers = [None, (200, {}, {"data": {"nodes": found}})]
    with pytest.raises(Incomplete, match="other orders than were asked for"):
        made().again(["1"])


def test_stock_is_what_could_be_sold(admin: Admin, made: Make) -> None:
    """By the SKU exactly, several variants of one added up; what is not counted is not told."""

    def variant(number: int, sku: str, count: int, *, tracked: bool = True) -> dict[str, Any]:
        item = {"tracked": tracked}
        return {"id": f"gid://shopify/V/{number}", "sku": sku, "inventoryQuantity": count, "inventoryItem": item}

    admin.variants = [
        variant(1, "WID-14", 3),
        variant(2, "wid-14", 4),
        variant(3, "WID-14-RED", 9),
        variant(4, "GONE", -2),
        variant(5, "BOOK", 0, tracked=False),
    ]
    assert made().stock(["WID-14", "GONE", "BOOK", "NONE"]) == {"WID-14": 7, "GONE": 0}


def test_a_clients_tokens_are_fetched_and_renewed(admin: Admin, made: Make, nodes: Any, clock: Clock) -> None:
    """A token is kept for its 24 hours, and fetched anew after them or when it is refused."""
    logins: list[Any] = []

    def token(request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        logins.append(json.loads(request.body or ""))
        return 200, {}, json.dumps({"access_token": f"t{len(logins)}", "scope": "read_orders", "expires_in": 86399})

    admin.http.add_callback("POST", "https://acme.myshopify.com/admin/oauth/access_token", callback=token)
    admin.orders = many(nodes, 1)
    feed = made(auth={"client_id": "id", "client_secret": "s3cret"})
    list(feed.affected(["WID"]))
    clock.time += timedelta(hours=24)
    feed.again(["1"])
    admin.answers = [(401, {}, {"errors": "[API] Invalid API key or access token"})]
    feed.again(["1"])
    assert admin.tokens == ["t1", "t1", "t2", "t2", "t3"]
    assert logins[0] == {"grant_type": "client_credentials", "client_id": "id", "client_secret": "s3cret"}


def test_a_client_that_is_refused_is_told_where_to_look(admin: Admin, made: Make) -> None:
    """Without its secret."""
    body = {"error": "application_cannot_be_found", "error_description": "s3cret"}
    admin.http.post("https://acme.myshopify.com/admin/oauth/access_token", json=body, status=400)
    with pytest.raises(AuthRefused, match="application_cannot_be_found") as caught:
        list(made(auth={"client_id": "id", "client_secret": "s3cret"}).affected(["WID"]))
    assert "Dev Dashboard" in caught.value.fix
    assert "s3cret" not in str(caught.value)


def test_no_customer_is_named_in_a_log(admin: Admin, made: Make, nodes: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Neither names nor addresses, however much is logged, and in no error either."""
    caplog.set_level("DEBUG")
    admin.orders = [nodes.order(1, nodes.line(1, "WID")), nodes.order(2, nodes.line(2, "WID"), processedAt="Ann")]
    admin.answers = [None, failed("THROTTLED", **nodes.told(900, left=0))]
    told = caplog.text + repr(list(made().affected(["WID"]))) + caplog.text
    assert not [word for word in ("ann@example.com", "Ann", "Buyer", "Box") if word in told]


def test_a_list_that_stands_still_is_told(admin: Admin, made: Make) -> None:
    """A page that leads to itself is no way on, even where it is empty."""
    page = {"nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": "1"}}
    admin.answers = [None, *[(200, {}, {"data": {"orders": page}})] * 2]
    with pytest.raises(Incomplete, match="does not say where the list goes on"):
        list(made().affected(["WID"]))
    assert len(admin.asked) == 3
