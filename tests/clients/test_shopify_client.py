"""Shopify's client against the sandbox's face, which holds each query against the vendor's schema.

It needs that schema, which .ci/run installs beside the published clients.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge.core.errors import BridgeError, Incomplete
from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds import shopify
from zendesk_bridge.feeds.files import BackorderRows
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.products import ProductFeed
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.feeds.shopify import Shopify, ShopifyOrderFeed
from zendesk_bridge.feeds.shopify.queries import VERSION
from zendesk_bridge.feeds.shopify.variants import VariantRows
from zendesk_bridge.sandbox import Sandbox

pytestmark = pytest.mark.clients

SCHEMA = Path(__file__).parent / f"node_modules/@shopify/dev-mcp/dist/data/admin_{VERSION}.json.gz"
LATE = ("WID-12", "KET-70", "LAMP-3", "MUG-SET-4", "CHAIR-OAK", "GRIND-2")
AFFECTED = ["#10470", "#10479", "#10482", "#10486", "#10491", "#10497", "#10499"]
AFFECTED += ["#10507", "#10517", "#10521", "#10531", "#10538", "#10541", "#10547"]
Clock = Any  # a class in the conftest.py above, which this one cannot import


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    """One shop for the file."""
    if not SCHEMA.is_file():
        pytest.fail("No schema: npm install --no-save --no-package-lock --prefix tests/clients")
    with Sandbox(faces=("shopify",), shopify_schema=SCHEMA) as running:
        yield running


@pytest.fixture
def shop(box: Sandbox, clock: Clock) -> Iterator[Shopify]:
    """Return the connected shop, of whose pauses none is waited for; faults that were asked for are over in the end."""
    connected = shopify.connect("sho", box.urls["shopify"], box.credentials.by_type["shopify"], sleep=clock.sleep)
    yield connected
    connected.close()
    requests.delete(f"{box.urls['shopify']}/_sandbox/faults", timeout=60)


def orders(shop: Shopify) -> list[Order]:
    """Return the affected orders."""
    return [one for one in ShopifyOrderFeed(shop, OrderTerms()).affected(LATE) if isinstance(one, Order)]


def test_the_affected_orders_are_found(shop: Shopify) -> None:
    """The same fourteen as in the other shop; what is not among these is told."""
    found = list(ShopifyOrderFeed(shop, OrderTerms()).affected(LATE))
    assert [one.number for one in found if isinstance(one, Order)] == AFFECTED
    assert [str(one).partition(":")[2][:46] for one in found if not isinstance(one, Order)] == [
        " Shopify shows this app only orders of the las",
        " 3 affected orders are not paid yet, and not a",
    ]
    large = next(one for one in found if isinstance(one, Order) and one.number == "#10497")
    assert len(large.lines) > 100
    assert shop.calls <= 7


@pytest.mark.parametrize(
    "rule",
    [
        {"effect": "status", "status": 503},
        {"effect": "status", "status": 429, "retry_after": 2},
        {"effect": "cut_after"},
        {"effect": "cut_within"},
    ],
    ids=lambda rule: rule["effect"],
)
def test_a_shop_that_stumbles_is_asked_again(box: Sandbox, shop: Shopify, rule: dict[str, Any]) -> None:
    """Nothing is lost, and nothing comes twice."""
    rule = {"path": "graphql", "from": 2, **rule}
    assert requests.post(f"{box.urls['shopify']}/_sandbox/faults", json=rule, timeout=60).ok
    assert [one.number for one in orders(shop)] == AFFECTED


@pytest.mark.parametrize("effect", ["truncate", "empty"])
def test_half_an_answer_affects_nobody(box: Sandbox, shop: Shopify, effect: str) -> None:
    """It is an error, and never a shorter list."""
    rule = {"path": "graphql", "from": 2, "effect": effect}
    assert requests.post(f"{box.urls['shopify']}/_sandbox/faults", json=rule, timeout=60).ok
    with pytest.raises(Incomplete):
        orders(shop)


def test_an_order_that_ships_meanwhile_is_absent(box: Sandbox, shop: Shopify) -> None:
    """Right before a message is sent its order is read again."""
    found = orders(shop)[0]
    feed = ShopifyOrderFeed(shop, OrderTerms())
    assert feed.again([found.id, "1"]) == {found.id: found}
    address = f"{box.urls['shopify']}/_sandbox/shop/orders/{found.number.removeprefix('#')}"
    assert requests.patch(address, json={"ship": True}, timeout=60).ok
    assert feed.again([found.id]) == {}
    assert found.number not in [one.number for one in orders(shop)]


def test_facts_and_catalogue_come_from_the_shop(shop: Shopify) -> None:
    """By the dates that stand in its metafields."""
    names = ("custom.ship_from", "custom.ship_to")
    layout = Layout(dict(zip(("from", "to"), names, strict=True)))
    read = BackorderRows(VariantRows(shop, "", names, names), layout).read()
    assert read.problems == ()
    assert {late.sku for late in read.backorders} >= {"WID-12", "KET-70"}
    assert len(ProductFeed("sho", VariantRows(shop)).read().products) > 20


def test_a_secret_that_is_wrong_is_refused(box: Sandbox) -> None:
    """Without showing it."""
    login = {**box.credentials.by_type["shopify"], "client_secret": "shpss_wrong"}
    shop = shopify.connect("sho", box.urls["shopify"], login)
    with pytest.raises(BridgeError) as caught:
        orders(shop)
    shop.close()
    assert "Dev Dashboard" in str(caught.value)
    assert "shpss_wrong" not in str(caught.value)
