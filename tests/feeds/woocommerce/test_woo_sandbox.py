"""WooCommerce's client against the sandbox's face, over HTTP: each was written from the documentation alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge import wiring
from zendesk_bridge.core.errors import Incomplete, InvalidInput
from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds import woocommerce
from zendesk_bridge.feeds.files import BackorderRows
from zendesk_bridge.feeds.layout import Layout
from zendesk_bridge.feeds.products import ProductFeed
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.feeds.woocommerce import WooOrderFeed
from zendesk_bridge.feeds.woocommerce.api import Woo
from zendesk_bridge.feeds.woocommerce.products import WooLateRows, WooProductRows
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.settings import load_settings

LATE = ("WID-12", "KET-70", "LAMP-3", "MUG-SET-4", "CHAIR-OAK", "GRIND-2")
AFFECTED = ["10470", "10479", "10482", "10486", "10491", "10497", "10499"]
AFFECTED += ["10507", "10517", "10521", "10531", "10538", "10541", "10547"]
Clock = Any  # a class in the conftest.py above, which this one cannot import


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    """One shop for the file."""
    with Sandbox(faces=("woocommerce",)) as running:
        yield running


@pytest.fixture
def shop(box: Sandbox, clock: Clock) -> Iterator[Woo]:
    """Return the connected shop, of whose pauses none is waited for; faults that were asked for are over in the end."""
    login = box.credentials.by_type["woocommerce"]
    connected = woocommerce.connect("woo", box.urls["woocommerce"], login, sleep=clock.sleep)
    yield connected
    connected.close()
    requests.delete(f"{box.urls['woocommerce']}/_sandbox/faults", timeout=60)


def fault(box: Sandbox, **rule: Any) -> None:
    """Break a request for orders."""
    rule = {"path": "/wc/v3/orders$", **rule}
    assert requests.post(f"{box.urls['woocommerce']}/_sandbox/faults", json=rule, timeout=60).ok


def orders(shop: Woo) -> list[Order]:
    """Return the affected orders."""
    return [one for one in WooOrderFeed(shop, OrderTerms()).affected(LATE) if isinstance(one, Order)]


def test_the_affected_orders_are_found(shop: Woo) -> None:
    """Fourteen of forty: shipped, cancelled, refunded, unpaid ones and those without a late item are none."""
    found = orders(shop)
    assert [one.number for one in found] == AFFECTED
    assert {one.locale for one in found} == {"en", "de", "fr", "es"}
    assert sum(one.recipient is None for one in found) == 1
    by_number = {one.number: {line.sku: line.in_stock for line in one.lines} for one in found}
    assert by_number["10507"] == {"MUG-SET-4": False, "KET-70": False}  # what has shipped of it waits no more
    assert by_number["10482"] == {"WID-12": False}
    assert max(len(one.lines) for one in found) > 100
    assert shop.calls <= 9


@pytest.mark.parametrize(
    "rule",
    [
        {"effect": "status", "status": 503},
        {"effect": "status", "status": 429, "retry_after": 30},
        {"effect": "cut_before"},
        {"effect": "cut_after"},
        {"effect": "cut_within"},
    ],
    ids=lambda rule: rule["effect"],
)
def test_a_shop_that_stumbles_is_asked_again(box: Sandbox, shop: Woo, rule: dict[str, Any]) -> None:
    """Nothing is lost, and nothing comes twice."""
    fault(box, **rule)
    assert [one.number for one in orders(shop)] == AFFECTED


@pytest.mark.parametrize(
    "rule",
    [
        {"effect": "truncate"},
        {"effect": "empty"},
        {"effect": "rewrite", "find": "^1047.*", "replace": "x"},
        {"effect": "status", "status": 200, "body": []},
        {"effect": "status", "status": 200, "body": {"orders": []}},
        {"effect": "status", "status": 200, "body": "<html>Just a moment...</html>"},
    ],
    ids=str,
)
def test_half_an_answer_affects_nobody(box: Sandbox, shop: Woo, rule: dict[str, Any]) -> None:
    """It is an error, and never a shorter list; a text that was altered leaves the order's id as it was."""
    fault(box, **rule)
    if rule["effect"] == "rewrite":
        assert [one.id for one in orders(shop)] == AFFECTED
    else:
        with pytest.raises(Incomplete):
            orders(shop)


def test_an_order_that_ships_meanwhile_is_absent(box: Sandbox, shop: Woo) -> None:
    """Right before a message is sent its order is read again."""
    found = orders(shop)[0]
    feed = WooOrderFeed(shop, OrderTerms())
    assert feed.again([found.id]) == {found.id: found}
    address = f"{box.urls['woocommerce']}/_sandbox/shop/orders/{found.number}"
    assert requests.patch(address, json={"ship": True}, timeout=60).ok
    assert feed.again([found.id]) == {}
    assert found.number not in [one.number for one in orders(shop)]


def test_facts_and_catalogue_come_from_the_shop(shop: Woo) -> None:
    """By the dates that it keeps beside its products."""
    columns = {"from": "ship_from", "to": "ship_to"}
    read = BackorderRows(WooLateRows(shop), Layout(columns, defaults={"reason": "it is late"})).read()
    assert {late.sku for late in read.backorders} >= {*LATE}
    assert {late.sku for late in read.backorders if late.ship_window} >= {"WID-12", "KET-70"}
    products = ProductFeed("woo", WooProductRows(shop)).read().products
    assert len(products) > 20


def test_the_local_shop_is_a_word_in_the_config(tmp_path: Path) -> None:
    """It is started for the first who asks, over the data of the local helpdesk, and named in what goes wrong."""
    file = tmp_path / "config.yaml"
    shop = "{type: woocommerce, url: sandbox, columns: {from: ship_from, to: ship_to}, defaults: {reason: it is late}}"
    file.write_text(
        f"helpdesks: {{shop: {{type: zendesk, url: sandbox}}}}\ntimezone: UTC\nbackorders: [{shop}]\n"
        "catalogue: [{type: woocommerce, url: sandbox}]\n"
        "orders: [{type: woocommerce, url: sandbox, ships_within: 9d}, {type: shopify, url: sandbox}]\n"
    )
    loaded = load_settings(file, {})
    (orders, helpdesk), (other, _) = wiring.order_feeds(loaded)
    assert not (tmp_path / "zendesk-bridge-sandbox.db").exists()
    found = [one for one in orders.affected(LATE) if isinstance(one, Order)]
    assert (len(found), helpdesk) == (14, "shop")
    assert all(line.promised_by for line in found[0].lines)
    assert orders.again([found[0].id]) == {found[0].id: found[0]}
    assert orders.stock(["WID-14"]) == {"WID-14": 140}
    ((facts, _),) = wiring.build_feeds(loaded)
    assert {late.sku for late in facts.read().backorders} >= {*LATE}
    assert len(wiring.catalogue(loaded).read().products) > 20
    if not Path("node_modules/@shopify").exists():
        with pytest.raises(InvalidInput, match="the local Shopify shop: needs Shopify's schema"):
            other.stock(["WID-14"])


def test_no_customer_is_named_in_a_log(shop: Woo, caplog: pytest.LogCaptureFixture) -> None:
    """Neither names nor addresses, however much is logged, and in no repr either."""
    caplog.set_level("DEBUG")
    found = orders(shop)
    people = {word for one in found if one.recipient for word in (one.recipient.email, *one.recipient.name.split())}
    assert len(people) > 20
    told = caplog.text + repr(found) + repr(vars(shop))
    assert not [word for word in people if len(word) > 3 and word in told]
