"""Shops in config.yaml: what is taken and refused of them, and that no setting of theirs does nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from zendesk_bridge import settings, wiring
from zendesk_bridge.feeds import shopify, woocommerce
from zendesk_bridge.settings import Settings, load_settings
from zendesk_bridge.settings.feeds.shops import ShopSettings
from zendesk_bridge.wiring import shops

Load = Callable[..., Settings]
Said = Callable[..., list[str]]

LEAST = """
helpdesks:
  shop: {type: zendesk, url: sandbox}
timezone: America/New_York
"""
FILE = "backorders: [{type: file, path: late.yaml}]\n"
SHOPIFY = "{type: shopify, url: https://acme.myshopify.com, auth: {access_token: shpat_s3cret}"
WOO = "{type: woocommerce, url: https://shop.example.com/store, auth: {consumer_key: ck_1, consumer_secret: cs_s3cret}"


def test_what_a_shop_gives(load: Load) -> None:
    """Orders, late items and products; each is called by the shop's address, and no secret shows."""
    loaded = load(
        f"{LEAST}"
        f"backorders: [{SHOPIFY}, columns: {{from: custom.a, to: custom.b}}, where: {{custom.c: x}}}}, {WOO}}}]\n"
        f"catalogue: [{SHOPIFY}, search: 'product_status:ACTIVE'}}, {WOO}}}]\n"
        f"orders: [{SHOPIFY}, promised_by: Ships by, placed_within: 90d}}, {WOO}, statuses: [wc-Late]}}]\n"
    )
    by_metafield, by_stock = loaded.backorders
    assert isinstance(by_metafield, settings.ShopifyBackorders)
    assert (by_metafield.metafields, by_metafield.dated) == (
        ("custom.a", "custom.b", "custom.c"),
        ("custom.a", "custom.b"),
    )
    assert isinstance(by_stock, settings.WooBackorders)
    assert by_stock.stock == ("onbackorder",)
    one, other = loaded.orders
    assert isinstance(one, settings.ShopifyOrders)
    assert isinstance(other, settings.WooOrders)
    assert (one.name, one.helpdesk, one.placed_within) == ("acme.myshopify.com", "shop", timedelta(days=90))
    assert (other.name, other.statuses) == ("shop.example.com/store", ("late",))
    assert [config.label for config in loaded.catalogue] == ["acme.myshopify.com", "shop.example.com/store"]
    assert "s3cret" not in repr(loaded)


def test_the_local_shop_needs_no_auth(load: Load) -> None:
    """It is called what it is, and nothing is started before it is asked."""
    loaded = load(f"{LEAST}{FILE}orders: [{{type: shopify, url: sandbox}}, {{type: woocommerce, url: sandbox}}]\n")
    assert [feed.name for feed, _ in wiring.order_feeds(loaded)] == [
        "the local Shopify shop",
        "the local WooCommerce shop",
    ]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{type: shopify, url: acme.myshopify.com}", "is not a URL (write https://acme.myshopify.com)"),
        ("{type: shopify, url: acme}", "is not a URL (write the whole address, such as https://shop.example.com"),
        (
            "{type: shopify, url: https://acme.example.com}",
            "is not the address that Shopify's API has (write https://your",
        ),
        (
            "{type: shopify, url: https://admin.shopify.com/store/acme}",
            "is where people work (write https://acme.myshop",
        ),
        (
            "{type: shopify, url: https://acme.myshopify.com/admin}",
            "holds more than the shop's address (write https://acm",
        ),
        ("{type: shopify, url: http://acme.myshopify.com}", "would send credentials in the clear"),
        (
            "{type: shopify, url: https://acme.myshopify.com}",
            "needs auth (add auth: with {client_id, client_secret} or {",
        ),
        ("{type: shopify, url: https://acme.myshopify.com, auth: {key: a}}", "does not say how to sign in to Shopify"),
        (f"{SHOPIFY}, dates: '%d.%m.%Y'}}", "does nothing without promised_by"),
        (f"{SHOPIFY}, ships_within: soon}}", "ships_within"),
        (
            "{type: woocommerce, url: https://a.example/wp-admin/}",
            "holds more than the shop's address (write https://a.ex",
        ),
        ("{type: woocommerce, url: https://a:b@a.example}", "must not hold credentials (they belong under auth)"),
        ("{type: woocommerce, url: https://a.example}", "needs auth (add auth: with {consumer_key, consumer_secret})"),
        (f"{WOO}, statuses: [completed]}}", "'completed' is no state to wait in: such an order has shipped"),
        (f"{WOO}, statuses: [pending]}}", "such an order is a cart that nobody paid"),
        (f"{WOO}, statuses: [Awaiting stock]}}", "is no state of an order (write its slug, such as awaiting-stock"),
        (f"{WOO}}}, {WOO}}}", "names the feed 'shop.example.com/store' twice"),
    ],
)
def test_a_slip_is_told(said: Said, entry: str, says: str) -> None:
    """What is wrong, and what to write instead; never a secret."""
    (told,) = said(f"{LEAST}{FILE}orders: [{entry}]\n")
    assert says in told
    assert "s3cret" not in told


def test_late_items_of_shopify_need_a_metafield(said: Said) -> None:
    """There is no field of its own for a ship date."""
    (told,) = said(f"{LEAST}backorders: [{SHOPIFY}, columns: {{to: Ships}}}}]\n")
    assert "names no metafield for the ship window (write columns: {ship_window: custom.ships_on}" in told


def test_a_secret_may_be_missing_where_nothing_is_sent(tmp_path: Path) -> None:
    """Check works without the shop's keys; what they would open is not asked for."""
    shop = "{type: woocommerce, url: '${URL}', auth: {consumer_key: '${KEY}', consumer_secret: '${SECRET}'}}"
    file = tmp_path / "config.yaml"
    file.write_text(f"{LEAST}backorders: [{shop}]\ncatalogue: [{shop}]\n")
    offline = settings.load_offline(file, {})
    ((feed, _),) = wiring.build_feeds(offline.settings)
    assert [str(doubt) for doubt in feed.read().doubts] == [
        "a WooCommerce shop: not read, for a variable in its address or headers is not set"
    ]
    assert len(wiring.catalogue(offline.settings).read().warnings) == 1


def test_what_does_nothing_or_shows_a_secret_is_told(tmp_path: Path) -> None:
    """A secret in the file, and keys beside the local shop, which needs none."""
    file = tmp_path / "config.yaml"
    local = "{type: woocommerce, url: sandbox, auth: {consumer_key: '${KEY}', consumer_secret: '${KEY}'}}"
    file.write_text(f"{LEAST}{FILE}orders: [{SHOPIFY}}}, {local}]\nsandbox: {{data: box.db}}\n")
    told, name = settings.load_offline(file, {"KEY": "k"}).doubts, "SHOPIFY_ACCESS_TOKEN"
    secret = "orders.0.auth.access_token is a secret that stands in the file itself"
    assert [str(doubt).partition(": ")[2] for doubt in told] == [
        "orders.1.auth does nothing with url: sandbox (it counts again with the real address)",
        f"{secret} (write ${{{name}}} and set {name} in the environment)",
    ]


# --- every setting has an effect ----------------------------------------------------------------------------

BASE: dict[str, Any] = {
    "helpdesks": {
        "shop": {"type": "zendesk", "url": "https://acme.zendesk.com", "auth": {"token": "a"}},
        "eu": {"type": "zendesk", "url": "https://eu.zendesk.com", "auth": {"token": "a"}},
    },
    "timezone": "UTC",
    "backorders": [
        {"type": "shopify", "url": "https://a.myshopify.com", "auth": {"access_token": "a"},
         "columns": {"ship_window": "a.b"}},
        {"type": "woocommerce", "url": "https://b.example.com", "auth": {"consumer_key": "a", "consumer_secret": "b"}},
    ],
    "catalogue": [
        {"type": "shopify", "url": "https://a.myshopify.com", "auth": {"access_token": "a"}},
        {"type": "woocommerce", "url": "https://b.example.com", "auth": {"consumer_key": "a", "consumer_secret": "b"}},
    ],
    "orders": [
        {"type": "shopify", "url": "https://a.myshopify.com", "auth": {"access_token": "a"}, "helpdesk": "shop",
         "promised_by": "a.b"},
        {"type": "woocommerce", "url": "https://b.example.com", "auth": {"consumer_key": "a", "consumer_secret": "b"},
         "helpdesk": "shop", "promised_by": "_b"},
    ],
}  # fmt: skip
_ANY: dict[str, Any] = {"name": "other"}
_LATE = {**_ANY, "dates": "%d.%m.%Y", "alias_separator": "|", "where": {"vendor": "A"}, "defaults": {"reason": "late"}}
_LATE |= {
    "lead_days": "3",
    "buffer_days": "3",
    "merge": "latest",
    "trust": "true",
    "max_shrink": "10 %",
    "max_age": "9",
}
_ALL = {**_ANY, "columns": {"name": "title"}, "alias_separator": "|", "where": {"vendor": "A"}, "at_least": "10"}
_ORDERS = {**_ANY, "helpdesk": "eu", "dates": "%d.%m.%Y", "ships_within": "9d", "placed_within": "9d"}
_AT_SHOPIFY = {"url": "https://c.myshopify.com", "auth": {"client_id": "a", "client_secret": "b"}}
_AT_WOO = {"url": "https://c.example.com", "auth": {"consumer_key": "c", "consumer_secret": "b"}}
OTHERWISE: dict[str, dict[str, Any]] = {
    "backorders.0": {**_LATE, **_AT_SHOPIFY, "columns": {"ship_window": "a.c"}, "search": "sku:A"},
    "backorders.1": {**_LATE, **_AT_WOO, "columns": {"ship_window": "_c"}, "stock": ["outofstock"]},
    "catalogue.0": {**_ALL, **_AT_SHOPIFY, "search": "sku:A"},
    "catalogue.1": {**_ALL, **_AT_WOO},
    "orders.0": {**_ORDERS, **_AT_SHOPIFY, "promised_by": "Ships by", "unpaid": "true"},
    "orders.1": {**_ORDERS, **_AT_WOO, "promised_by": "_c", "statuses": ["late"]},
}


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[dict[str, Any]], str]:
    """Return a function that tells with what the shops of a config are built."""
    built: list[object] = []

    def noting(name: str, real: Any) -> Any:
        return lambda *args, **more: built.append((name, args, more)) or real(*args, **more)

    for room in (shopify, woocommerce):
        monkeypatch.setattr(room, "connect", noting("connect", room.connect))
    for room, name in [(shopify, "ShopifyOrderFeed"), (shopify, "VariantRows"), (woocommerce, "WooOrderFeed"),
                       (woocommerce, "WooLateRows"), (woocommerce, "WooProductRows")]:  # fmt: skip
        monkeypatch.setattr(room, name, noting(name, getattr(room, name)))
    assert shops.shopify is shopify

    def tell(data: dict[str, Any]) -> str:
        built.clear()
        (tmp_path / "config.yaml").write_text(yaml.safe_dump(data))
        loaded = load_settings(tmp_path / "config.yaml", {})
        for feed, trust in wiring.build_feeds(loaded):
            built.append((feed, trust))
        built.extend(sorted(vars(feed).items()) for feed in wiring.catalogue(loaded)._feeds)
        built.extend(helpdesk for _, helpdesk in wiring.order_feeds(loaded))
        return "\n".join(map(_plain, built))

    return tell


def _plain(built: object) -> str:
    """Return what something was built with, without where in memory it lies."""
    return re.sub(r"0x[0-9a-f]+", "", repr(built))


@pytest.mark.parametrize(
    ("place", "name"), [(place, name) for place, settings_of in OTHERWISE.items() for name in settings_of]
)
def test_a_setting_of_a_shop_has_an_effect(handed: Callable[..., str], place: str, name: str) -> None:
    """Changed alone, a setting changes what something is built with."""
    kind, _, index = place.partition(".")
    other = deepcopy(BASE)
    other[kind][int(index)][name] = OTHERWISE[place][name]
    before = handed(BASE)
    assert handed(BASE) == before
    assert handed(other) != before


def test_no_setting_of_a_shop_is_left_out(tmp_path: Path) -> None:
    """Every setting there is stands in the table above."""
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(BASE))
    loaded = load_settings(tmp_path / "config.yaml", {})
    found = {"backorders": loaded.backorders, "catalogue": loaded.catalogue, "orders": loaded.orders}
    for kind, feeds in found.items():
        for index, feed in enumerate(feeds):
            assert isinstance(feed, ShopSettings)
            known = {*OTHERWISE[f"{kind}.{index}"], "type"}
            assert {*type(feed).model_fields} == known
