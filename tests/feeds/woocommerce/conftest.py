"""A WooCommerce shop of a few lines: it filters and pages as the plugin's own controllers do."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import responses
from requests import PreparedRequest

from zendesk_bridge.feeds import woocommerce
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.feeds.woocommerce import WooOrderFeed

Clock = Any  # a class in the conftest.py above, which this one cannot import
URL = "https://shop.example/store"
KEYS = {"consumer_key": "ck_1", "consumer_secret": "cs_1"}


def line(identity: int, sku: str | None, quantity: float = 1, /, **changes: Any) -> dict[str, Any]:
    """Return one line of an order."""
    total = {"total": f"{10 * quantity:.2f}", "total_tax": "1.90"}
    return {
        "id": identity,
        "sku": sku,
        "name": f"Thing {sku}",
        "quantity": quantity,
        "meta_data": [],
        **total,
        **changes,
    }


def order(identity: int, /, *lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return one order, paid and waiting."""
    return {
        "id": identity,
        "number": str(identity),
        "status": "processing",
        "currency": "EUR",
        "date_created_gmt": "2026-11-01T10:00:00",
        "total": "99.50",
        "billing": {"first_name": "Ann", "last_name": "Buyer", "email": "ann@example.com", "country": "DE"},
        "shipping": {"first_name": "Bob", "last_name": "Box", "country": "AT"},
        "line_items": list(lines),
        "refunds": [],
        "meta_data": [],
        **changes,
    }


def product(number: int, sku: str, **changes: Any) -> dict[str, Any]:
    """Return one product that is counted and not there."""
    stock = {"manage_stock": True, "stock_quantity": -1, "stock_status": "onbackorder"}
    return {
        "id": number,
        "parent_id": 0,
        "sku": sku,
        "type": "simple",
        "name": sku,
        "meta_data": [],
        **stock,
        **changes,
    }


class Store:
    """The API. ``before`` is called with the path of each question, and may change what it then finds."""

    def __init__(self) -> None:
        self.orders: list[dict[str, Any]] = []
        self.products: list[dict[str, Any]] = []
        self.refunds: dict[int, list[dict[str, Any]]] = {}
        self.fulfillments: dict[int, list[dict[str, Any]]] = {}
        self.drops_header = False
        self.most_rows = 100
        """How many rows of a page its PHP has memory for."""
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.urls: list[str] = []
        self.answers: list[tuple[int, dict[str, str], Any] | None] = []
        self.before: Callable[[str], None] = lambda _path: None

    def __call__(self, request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        """Answer one question."""
        parts = urlsplit(str(request.url))
        path, asked = parts.path.removeprefix("/store/wp-json/wc/v3/"), dict(parse_qsl(parts.query))
        self.urls.append(str(request.url))
        if not self._knows(request, asked):
            return (
                401,
                {},
                json.dumps({"code": "woocommerce_rest_cannot_view", "message": "no", "data": {"status": 401}}),
            )
        self.asked.append((path, asked))
        self.before(path)
        scripted = self.answers.pop(0) if self.answers else None
        if scripted:
            status, headers, body = scripted
            return status, headers, body if isinstance(body, str) else json.dumps(body)
        if shipped := re.fullmatch(r"orders/(\d+)/fulfillments", path):  # a list that comes whole, and tells no total
            return 200, {}, json.dumps(self.fulfillments[int(shipped[1])])
        if int(asked["per_page"]) > self.most_rows:
            return 500, {}, json.dumps({"code": "internal_server_error", "message": "There has been a critical error"})
        found = self._found(path, asked)
        begins = int(asked["offset"])
        page = found[begins : begins + int(asked["per_page"])]
        return 200, {"X-WP-Total": str(len(found)), "X-WP-TotalPages": "1"}, json.dumps(page)

    def paths(self, name: str) -> list[dict[str, str]]:
        """Return what was asked of this path."""
        return [asked for path, asked in self.asked if path == name]

    def _knows(self, request: PreparedRequest, asked: dict[str, str]) -> bool:
        header = base64.b64encode(b"ck_1:cs_1").decode()
        signed = request.headers.get("Authorization") == f"Basic {header}" and not self.drops_header
        return signed or (asked.get("consumer_key"), asked.get("consumer_secret")) == ("ck_1", "cs_1")

    def _found(self, path: str, asked: dict[str, str]) -> list[dict[str, Any]]:
        if path == "products":
            found = self._products(asked)
        elif path.endswith("wc-analytics/reports/stock"):
            found = [one for one in self.products if asked["type"] in {"all", one["stock_status"]}]
        elif variations := re.fullmatch(r"products/(\d+)/variations", path):
            found = [one for one in self.products if one["parent_id"] == int(variations[1])]
        elif refunds := re.fullmatch(r"orders/(\d+)/refunds", path):
            found = self.refunds[int(refunds[1])]
        else:
            found = [one for one in self.orders if self._listed(one, asked)]
        return sorted(found, key=lambda one: one["id"])

    def _products(self, asked: dict[str, str]) -> list[dict[str, Any]]:
        binned = asked.get("status") == "trash"
        there = [one for one in self.products if (one.get("status") == "trash") is binned]
        if "sku" not in asked:
            return [one for one in there if not one["parent_id"]]
        skus = {asked["sku"].lower(), *asked["sku"].lower().split(",")}
        return [one for one in there if one["sku"].lower() in skus]

    def _listed(self, one: dict[str, Any], asked: dict[str, str]) -> bool:
        parents = {item["sku"]: item["parent_id"] or item["id"] for item in self.products}
        return (
            one["status"] in asked["status"].split(",")
            and ("include" not in asked or str(one["id"]) in asked["include"].split(","))
            and ("after" not in asked or one["date_created_gmt"] > asked["after"])
            and (
                "product" not in asked
                or int(asked["product"])
                in {item.get("product_id") or parents.get(item["sku"]) for item in one["line_items"]}
            )
        )


@pytest.fixture
def store() -> Iterator[Store]:
    """Return the shop behind the client."""
    shop = Store()
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.add_callback("GET", re.compile(f"{URL}/wp-json/.*"), callback=shop)
        yield shop


@pytest.fixture
def made(clock: Clock) -> Iterator[Callable[..., WooOrderFeed]]:
    """Return a maker of feeds, closed in the end."""
    built: list[WooOrderFeed] = []

    def make(terms: OrderTerms | None = None, auth: dict[str, str] | None = None, **changes: Any) -> WooOrderFeed:
        shop = woocommerce.connect("shop", URL, auth or KEYS, sleep=clock.sleep, now=clock.now)
        built.append(WooOrderFeed(shop, terms or OrderTerms(), **changes))
        return built[-1]

    yield make
    for feed in built:
        feed.close()


@pytest.fixture
def rows() -> Any:
    """Return the makers of lines, orders and products."""
    makers = {"line": line, "order": order, "product": product}
    return type("Rows", (), {name: staticmethod(maker) for name, maker in makers.items()})
