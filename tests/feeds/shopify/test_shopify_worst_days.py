"""What a Shopify shop may come to: orders edited or deleted while they are read, and a version that has ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds import shopify
from zendesk_bridge.feeds.products import ProductFeed
from zendesk_bridge.feeds.shopify import ShopifyOrderFeed, VariantRows
from zendesk_bridge.feeds.shopify.queries import VERSION

Admin = Any  # a class in conftest.py, which a test file cannot import
Clock = Any
Make = Callable[..., ShopifyOrderFeed]


def lines(nodes: Any, count: int) -> list[Any]:
    """Return so many lines of WID."""
    return [nodes.line(number, "WID") for number in range(1, count + 1)]


def page(*found: Any, more: bool = False) -> dict[str, Any]:
    """Return an answer with a further page of an order's lines."""
    return {"order": {"lineItems": {"nodes": list(found), "pageInfo": {"hasNextPage": more, "endCursor": "20"}}}}


@pytest.mark.parametrize("gone", ["deleted", "twice", "holes", "endless"])
def test_an_order_whose_lines_do_not_come_whole_is_one_bad_order(
    admin: Admin, made: Make, nodes: Any, gone: str
) -> None:
    """It was deleted or edited between two pages of its lines: it is told by its number, and the others stand."""
    admin.orders = [nodes.order(1, *lines(nodes, 30)), nodes.order(2, nodes.line(77, "WID"))]
    answer = {
        "deleted": {"order": None},
        "twice": page(nodes.line(1, "WID")),
        "holes": page(None),
        "endless": {"order": {"lineItems": {"nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": "10"}}}},
    }[gone]
    admin.answers = [None, None, (200, {}, {"data": answer})]
    bad, other = made().affected(["WID"])
    assert (
        str(bad) == "shop: order #1: this order cannot be read: its lines did not come whole (look at it in the shop)"
    )
    assert isinstance(other, Order)


def test_an_order_that_cannot_be_read_again_is_told(
    admin: Admin, made: Make, nodes: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is sent about it, and it has not shipped either: only the log can say so."""
    admin.orders = [nodes.order(1, nodes.line(1, "WID"), processedAt=None), nodes.order(2, nodes.line(2, "WID"))]
    assert list(made().again(["1", "2"])) == ["2"]
    (told,) = caplog.messages
    assert told.startswith("shop: order #1: this order cannot be read: when it was placed is missing")


def test_a_version_that_ended_is_told(admin: Admin, made: Make, nodes: Any) -> None:
    """Shopify answers in another one then, in silence: who looks after this installation is told, by doctor as well."""
    admin.orders = [nodes.order(1, nodes.line(1, "WID"))]
    admin.headers = {"X-Shopify-API-Version": "2099-01"}
    told, found = made().affected(["WID"])
    assert isinstance(told, Problem)
    assert f"Shopify has ended version {VERSION} of its API and answers as 2099-01" in told.message
    assert told.fix == "install a newer zendesk-bridge"
    assert isinstance(found, Order)


@pytest.mark.parametrize("version", [VERSION, "", "unstable", "<b>"])
def test_a_version_that_is_served_is_no_news(admin: Admin, made: Make, nodes: Any, version: str) -> None:
    """Nor is an answer that names none that there could be."""
    admin.orders = [nodes.order(1, nodes.line(1, "WID"))]
    admin.headers = {"X-Shopify-API-Version": version}
    assert [type(one) for one in made().affected(["WID"])] == [Order]


def test_a_version_that_ended_is_told_beside_products(
    admin: Admin, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """They are read all the same."""
    item = {"id": "gid://shopify/ProductVariant/1", "sku": "WID", "title": "Default Title", "product": {"title": "Wid"}}
    admin.variants, admin.headers = [item], {"X-Shopify-API-Version": "2099-01"}
    shop = shopify.connect(
        "shop", "https://acme.myshopify.com", {"access_token": "t"}, sleep=clock.sleep, now=clock.now
    )
    assert len(ProductFeed("shop", VariantRows(shop)).read().products) == 1
    shop.close()
    (told,) = caplog.messages
    assert told.endswith("answers as 2099-01, which may mean other things: install a newer zendesk-bridge")


@pytest.mark.parametrize(
    ("line", "open_lines"),
    [
        ({"sku": None, "variant": None, "name": "A tip"}, ["WID"]),  # a custom item
        ({"sku": "", "variant": None}, ["WID"]),
        ({"sku": "GIFT", "requiresShipping": False}, ["WID"]),  # a gift card, a download
        ({"sku": "WID-12\u200b", "variant": None}, ["WID-12", "WID"]),  # its variant was deleted
        ({"sku": "CUP", "variant": {"inventoryQuantity": None}}, ["CUP", "WID"]),
    ],
)
def test_lines_of_every_kind(admin: Admin, made: Make, nodes: Any, line: dict[str, Any], open_lines: list[str]) -> None:
    """What no product of the shop is, what never ships, and what is sold no more."""
    admin.orders = [nodes.order(1, {**nodes.line(1, "X"), **line}, nodes.line(2, "WID"), email=None, customer=None)]
    (found,) = made().affected(["WID"])
    assert isinstance(found, Order)
    assert [one.sku or one.name for one in found.lines if one.sku] == open_lines
    assert found.recipient is None


@pytest.mark.parametrize(("without", "addressed", "told"), [(5, 0, True), (4, 0, False), (9, 1, False)])
def test_a_shop_that_shows_no_address_is_told(
    admin: Admin, made: Make, nodes: Any, without: int, addressed: int, *, told: bool
) -> None:
    """Shopify redacts what an app was not given, in silence; some orders without an address are an ordinary day."""
    admin.orders = [nodes.order(each, nodes.line(each, "WID"), email=None) for each in range(1, without + 1)]
    admin.orders += [nodes.order(50 + each, nodes.line(50 + each, "WID")) for each in range(addressed)]
    found = [str(one) for one in made().affected(["WID"]) if isinstance(one, Problem)]
    assert ["shows this app no e-mail address of any order" in one for one in found] == [True] * told
