"""The WooCommerce face and ``/_sandbox/shop``: no request is a 5xx, whatever stands in its query or its body."""

import json
from collections.abc import Iterator

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zendesk_bridge.sandbox import Sandbox

HOW = settings(
    max_examples=150, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
PATHS = (
    "orders", "orders/10482", "orders/10473/refunds", "orders/10548/fulfillments", "products", "products/101",
    "products/120/variations", "products/120/variations/123", "../wc-analytics/reports/stock", "orders/" + "9" * 18,
    "orders/" + "9" * 30, "orders/-1", "orders/x/refunds", "", "%00",
)  # fmt: skip
NAMES = (
    "page", "per_page", "offset", "status", "status[]", "include", "include[0]", "exclude", "orderby", "order",
    "search",
    "after", "before", "modified_after", "dates_are_gmt", "customer", "product", "sku", "type", "stock_status",
    "_fields",
    "consumer_key", "oauth_nonce",
)  # fmt: skip
ODD = (
    "", "0", "1", "-1", "x", "1.5", "9" * 14, "9" * 30, "\u0664", "1,2,,3", "any", "processing", "instock", "date",
    "asc",
    "2026-11-28T10:00:00", "2026-11-28T10:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "\x00",
    "\U0001f4a9",
    "id.x", "<b>", "true",
)  # fmt: skip


@pytest.fixture(scope="module")
def shop() -> Iterator[tuple[str, tuple[str, str]]]:
    """One demo shop: where it is, and its key."""
    with Sandbox(faces=("woocommerce",)) as box:
        yield box.urls["woocommerce"], box.credentials.woocommerce


@HOW
@given(
    path=st.sampled_from(PATHS),
    query=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(ODD)), max_size=4),
    method=st.sampled_from(("GET", "GET", "GET", "HEAD", "POST", "DELETE", "OPTIONS")),
)
def test_any_query_is_answered(
    shop: tuple[str, tuple[str, str]], path: str, query: list[tuple[str, str]], method: str
) -> None:
    """Each answer is JSON (or a page of the shop's, where no API is) and no failure of the face itself."""
    url, key = shop
    answer = requests.request(method, f"{url}/wp-json/wc/v3/{path}", params=query, auth=key, timeout=60)
    assert answer.status_code < 500
    if answer.text and "json" in answer.headers["content-type"]:
        json.loads(answer.text)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.sampled_from(ODD)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("WID-12", "sku", "quantity")), inner),
    max_leaves=4,
)
CHANGES = ("ship", "refund", "set", "add", "cancel", "pay", "hold", "tags", "email", "country", "boom")


@HOW
@given(
    body=VALUES | st.dictionaries(st.sampled_from(CHANGES), VALUES), what=st.sampled_from(("orders/10482", "products"))
)
def test_any_change_is_made_or_refused(shop: tuple[str, tuple[str, str]], body: object, what: str) -> None:
    """A slip in a test is a 400, and the shop tells its orders as before."""
    url, key = shop
    answer = requests.patch(f"{url}/_sandbox/shop/{what}", json=body, timeout=60)
    assert answer.status_code < 500, answer.text
    assert requests.get(f"{url}/wp-json/wc/v3/orders/10482", auth=key, timeout=60).status_code == 200
    assert requests.get(f"{url}/wp-json/wc/v3/orders?per_page=100", auth=key, timeout=60).status_code == 200


@HOW
@given(rows=st.lists(VALUES | st.fixed_dictionaries({"number": VALUES, "lines": VALUES}), max_size=2) | VALUES)
def test_any_orders_are_loaded_or_refused(shop: tuple[str, tuple[str, str]], rows: object) -> None:
    """What is no order is a 400, and none of its like gets in."""
    url, key = shop
    answer = requests.post(f"{url}/_sandbox/shop/orders", json=rows, timeout=60)
    assert answer.status_code < 500, answer.text
    assert requests.get(f"{url}/wp-json/wc/v3/orders?per_page=100", auth=key, timeout=60).status_code == 200
