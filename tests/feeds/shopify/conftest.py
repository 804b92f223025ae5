"""A Shopify shop of a few lines: it pages, counts points and searches as loosely as an index does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import responses
from requests import PreparedRequest

from zendesk_bridge.feeds import shopify
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.feeds.shopify import ShopifyOrderFeed
from zendesk_bridge.feeds.shopify.queries import PATH

Clock = Any  # a class in the conftest.py above, which this one cannot import
URL = "https://acme.myshopify.com"
SCOPES = ("read_all_orders", "read_orders", "read_products", "read_customers")


def line(number: int, sku: str, quantity: int = 1, **changes: Any) -> dict[str, Any]:
    """Return one line of an order."""
    return {
        "id": f"gid://shopify/LineItem/{number}",
        "sku": sku,
        "name": f"Thing {sku}",
        "currentQuantity": quantity,
        "unfulfilledQuantity": quantity,
        "requiresShipping": True,
        "variant": {"inventoryQuantity": 0},
        **changes,
    }


def order(number: int, *lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return one order, paid and waiting."""
    return {
        "id": f"gid://shopify/Order/{number}",
        "name": f"#{number}",
        "processedAt": "2026-11-01T10:00:00Z",
        "cancelledAt": None,
        "closedAt": None,
        "displayFinancialStatus": "PAID",
        "displayFulfillmentStatus": "UNFULFILLED",
        "customerLocale": "fr-CA",
        "tags": ["wholesale"],
        "email": "ann@example.com",
        "currentTotalPriceSet": {"shopMoney": {"amount": "99.50", "currencyCode": "CAD"}},
        "shippingAddress": {"firstName": "Bob", "lastName": "Box", "countryCodeV2": "CA"},
        "billingAddress": {"firstName": "Ann", "lastName": "Bill"},
        "customer": {"firstName": "Ann", "lastName": "Buyer", "tags": ["vip"]},
        "lines": list(lines),
        **changes,
    }


class Admin:
    """The API. ``answers`` are given first, as (status, headers, body), None for its own."""

    def __init__(self) -> None:
        self.orders: list[dict[str, Any]] = []
        self.variants: list[dict[str, Any]] = []
        self.scopes: tuple[str, ...] = SCOPES
        self.http: Any = None  # where a test adds addresses
        self.headers: dict[str, str] = {}
        self.cost: Callable[[int], float] = float
        """Points of a page with so many rows."""
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.tokens: list[str | None] = []
        self.answers: list[tuple[int, dict[str, str], Any] | None] = []

    def __call__(self, request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        """Answer one query."""
        body = json.loads(request.body or "{}")
        name, variables = re.findall(r"query (\w+)", body["query"])[0], body["variables"]
        self.asked.append((name, variables))
        self.tokens.append(request.headers.get("X-Shopify-Access-Token"))
        scripted = self.answers.pop(0) if self.answers else None
        if scripted:
            return scripted[0], scripted[1], json.dumps(scripted[2])
        cost = self.cost(variables.get("first", len(variables.get("ids", ()))))
        if cost > 1000:
            error = {"message": "Query cost is too high: ann@example.com", "extensions": {"code": "MAX_COST_EXCEEDED"}}
            return 200, {}, json.dumps({"errors": [error]})
        data = getattr(self, f"_{name.lower()}")(variables)
        return 200, self.headers, json.dumps({"data": data, "extensions": told(cost)})

    def pages(self, name: str) -> list[int]:
        """Return how many rows were asked for at a time, in queries of this name."""
        return [variables["first"] for called, variables in self.asked if called == name]

    def _scopes(self, _: dict[str, Any]) -> Any:
        return {"currentAppInstallation": {"accessScopes": [{"handle": scope} for scope in self.scopes]}}

    def _orders(self, variables: dict[str, Any]) -> Any:
        search = variables["query"]
        words = {word.lower() for sku in re.findall(r'sku:"((?:\\.|[^"\\])*)"', search) for word in _words(sku)}
        above = int((re.findall(r"id:>(\d+)", search) or ["0"])[0])
        found = [
            one
            for one in sorted(self.orders, key=_number)
            if _number(one) > above and any(words & {*_words(item["sku"] or "")} for item in one["lines"])
        ]
        return {"orders": _page(found, variables, lambda one: _whole(one, variables))}

    def _again(self, variables: dict[str, Any]) -> Any:
        known = {one["id"]: one for one in self.orders}
        return {"nodes": [_whole(known[gid], variables) if gid in known else None for gid in variables["ids"]]}

    def _morelines(self, variables: dict[str, Any]) -> Any:
        found = next(one for one in self.orders if one["id"] == variables["id"])
        return {"order": {"lineItems": _page(found["lines"], variables, dict)}}

    def _stock(self, variables: dict[str, Any]) -> Any:
        above = int((re.findall(r"id:>(\d+)", variables["query"]) or ["0"])[0])
        found = [one for one in self.variants if _number(one) > above]
        return {"productVariants": _page(found, variables, dict)}

    def _variants(self, variables: dict[str, Any]) -> Any:
        found = self._stock(variables)
        for one in found["productVariants"]["nodes"]:
            kept = one.pop("kept", {})
            one |= {f"m{index}": kept.get(variables[f"k{index}"]) for index in range(9) if f"k{index}" in variables}
        return found


def told(cost: float, left: float = 2000.0) -> dict[str, Any]:
    """Return what an answer tells of points."""
    status = {"maximumAvailable": 2000.0, "currentlyAvailable": left, "restoreRate": 100.0}
    return {"cost": {"requestedQueryCost": cost, "actualQueryCost": cost, "throttleStatus": status}}


def _words(sku: str) -> list[str]:
    return re.findall(r"\w+", sku.lower())


def _number(one: dict[str, Any]) -> int:
    return int(one["id"].rpartition("/")[2])


def _whole(one: dict[str, Any], variables: dict[str, Any]) -> dict[str, Any]:
    lines = _page(one["lines"], {"first": variables["lines"]}, dict)
    return {**{key: value for key, value in one.items() if key != "lines"}, "lineItems": lines}


def _page(rows: list[Any], variables: dict[str, Any], made: Callable[[Any], Any]) -> dict[str, Any]:
    begins = int(variables.get("after") or 0)
    ends = begins + variables["first"]
    more = ends < len(rows)
    info = {"hasNextPage": more, "endCursor": str(min(ends, len(rows)))}
    return {"nodes": [made(one) for one in rows[begins:ends]], "pageInfo": info}


@pytest.fixture
def admin() -> Iterator[Admin]:
    """Return the shop behind the client."""
    shop = Admin()
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.add_callback("POST", f"{URL}/{PATH}", callback=shop)
        shop.http = mock
        yield shop


@pytest.fixture
def made(clock: Clock) -> Iterator[Callable[..., ShopifyOrderFeed]]:
    """Return a maker of feeds, closed in the end."""
    built: list[ShopifyOrderFeed] = []

    def make(
        terms: OrderTerms | None = None, *, auth: dict[str, str] | None = None, **changes: Any
    ) -> ShopifyOrderFeed:
        login = auth or {"access_token": "shpat_1"}
        shop = shopify.connect("shop", URL, login, sleep=clock.sleep, now=clock.now)
        built.append(ShopifyOrderFeed(shop, terms or OrderTerms(), **changes))
        return built[-1]

    yield make
    for feed in built:
        feed.close()


@pytest.fixture
def nodes() -> Any:
    """Return the makers of lines and orders."""
    return type("Nodes", (), {"line": staticmethod(line), "order": staticmethod(order), "told": staticmethod(told)})
