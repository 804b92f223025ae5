"""The WooCommerce face as clients meet it: logins, lists and their pages, what an order tells, and its refusals."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

LATE = {"WID-12", "KET-70", "LAMP-3", "MUG-SET-4", "CHAIR-OAK", "GRIND-2"}
"""What is late in the ready-made macros/backorders.yaml."""


class WooShop:
    """The face as a test talks to it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.url = sandbox.urls["woocommerce"]
        self.login = sandbox.credentials.woocommerce

    def ask(self, path: str, method: str = "GET", **options: Any) -> requests.Response:
        """Send a request with the shop's key, unless ``auth`` says otherwise."""
        given = {"auth": self.login, **options}
        return requests.request(method, f"{self.url}/wp-json/{path}", timeout=60, **given)

    def get(self, path: str, **params: Any) -> Any:
        """Return the JSON of a GET that succeeds, below ``wc/v3``."""
        answer = self.ask(f"wc/v3/{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def order(self, number: int) -> Any:
        """Return one order."""
        return self.get(f"orders/{number}")

    def admin(self, method: str, path: str, body: object = None) -> requests.Response:
        """Use the sandbox's own endpoints."""
        return requests.request(method, f"{self.url}/_sandbox/{path}", json=body, timeout=60)


@pytest.fixture(scope="module")
def woo() -> Iterator[WooShop]:
    """One demo shop for the file."""
    with Sandbox(faces=("woocommerce",)) as box:
        yield WooShop(box)


def refusal(answer: requests.Response) -> tuple[int, str, str]:
    """Return what WordPress says in every refusal."""
    body = answer.json()
    assert body["data"]["status"] == answer.status_code
    return answer.status_code, body["code"], body["message"]


@pytest.mark.parametrize(
    ("auth", "params", "expected"),
    [
        (None, {}, (401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")),
        (("ck_other", "cs_sandbox"), {}, (401, "woocommerce_rest_authentication_error", "Consumer key is invalid.")),
        (("ck_sandbox", "no"), {}, (401, "woocommerce_rest_authentication_error", "Consumer secret is invalid.")),
        (None, {"consumer_key": "ck_sandbox", "consumer_secret": "no"},
         (401, "woocommerce_rest_authentication_error", "Consumer secret is invalid.")),
    ],
)  # fmt: skip
def test_who_has_no_key_is_refused(
    woo: WooShop, auth: tuple[str, str] | None, params: dict[str, str], expected: tuple[int, str, str]
) -> None:
    """A missing key, a wrong key and a wrong secret are told apart, wherever they stand."""
    assert refusal(woo.ask("wc/v3/orders", auth=auth, params=params)) == expected


def test_the_key_may_stand_in_the_query(woo: WooShop) -> None:
    """Servers that drop the Authorization header are asked with the key in the query."""
    key, secret = woo.login
    answer = woo.ask("wc/v3/orders", auth=None, params={"consumer_key": key, "consumer_secret": secret})
    assert answer.status_code == 200


def test_nothing_can_be_written(woo: WooShop) -> None:
    """The key is one that may read."""
    answer = woo.ask("wc/v3/orders/10482", "PUT", json={"status": "completed"})
    assert refusal(answer)[1:] == (
        "woocommerce_rest_authentication_error",
        "The API key provided does not have write permissions.",
    )


def test_pages_add_up(woo: WooShop) -> None:
    """Page after page gives every order once, with the totals in the headers and links to both neighbours."""
    seen: list[int] = []
    for page in range(1, 7):
        answer = woo.ask("wc/v3/orders", params={"per_page": 7, "page": page})
        assert (answer.headers["X-WP-Total"], answer.headers["X-WP-TotalPages"]) == ("40", "6")
        seen += [order["id"] for order in answer.json()]
        rels = {name for name in ("prev", "next") if f'rel="{name}"' in answer.headers.get("Link", "")}
        assert rels == {name for name, there in (("prev", page > 1), ("next", page < 6)) if there}
    assert len(seen) == len(set(seen)) == 40
    assert woo.get("orders", page=99) == []


def test_a_page_holds_ten_orders_and_a_hundred_at_most(woo: WooShop) -> None:
    """More than a hundred rows are refused with the parameter's name."""
    assert len(woo.get("orders")) == 10
    answer = woo.ask("wc/v3/orders", params={"per_page": 101})
    assert refusal(answer)[:2] == (400, "rest_invalid_param")
    assert answer.json()["data"]["params"] == {"per_page": "per_page must be between 1 (inclusive) and 100 (inclusive)"}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("wc/v3/orders/1", 404, "woocommerce_rest_shop_order_invalid_id"),
        ("wc/v3/products/1", 404, "woocommerce_rest_product_invalid_id"),
        ("wc/v3/products/120/variations/101", 404, "woocommerce_rest_product_variation_invalid_id"),
        ("wc/v3/nothing", 404, "rest_no_route"),
        ("wc/v3/orders?status=lost", 400, "rest_invalid_param"),
        ("wc/v3/orders?page=x", 400, "rest_invalid_param"),
        ("wc/v3/orders?include=1,x", 400, "rest_invalid_param"),
        ("wc/v3/orders?after=yesterday", 400, "rest_invalid_param"),
    ],
)
def test_refusals_have_codes(woo: WooShop, path: str, status: int, code: str) -> None:
    """What is not there and what cannot be meant is refused as WordPress does."""
    assert refusal(woo.ask(path))[:2] == (status, code)


def test_orders_are_found_by_what_they_are(woo: WooShop) -> None:
    """Status, ids, products, customers and times narrow a list down; the search finds more than it should."""

    def numbers(**params: Any) -> set[str]:
        return {order["number"] for order in woo.get("orders", per_page=100, **params)}

    assert numbers(status="on-hold") == {"10536"}
    assert numbers(status="cancelled,failed") == {"10533", "10543"}
    assert numbers(include="10482,10517,1") == {"10482", "10517"}
    assert "10503" in numbers(product=103)
    harriet = woo.order(10521)["customer_id"]
    assert numbers(customer=harriet) == {"10521", "10531", "10541"}
    assert numbers(search="harriet jones") == {"10521", "10531", "10541"}
    assert numbers(search="10482") == {"10482"}
    assert numbers(modified_after="2020-01-01T00:00:00") == numbers()


def test_a_list_comes_in_the_order_that_was_asked_for(woo: WooShop) -> None:
    """The newest order is first unless ``order`` or ``orderby`` say otherwise."""
    ids = [order["id"] for order in woo.get("orders", per_page=100, orderby="id", order="asc")]
    assert ids == sorted(ids)
    made = [order["date_created"] for order in woo.get("orders", per_page=100)]
    assert made == sorted(made, reverse=True)
    named = [order["id"] for order in woo.get("orders", include="10517,10482,10498", orderby="include")]
    assert named == [10517, 10482, 10498]


def test_fields_are_left_out_when_others_are_asked_for(woo: WooShop) -> None:
    """``_fields`` names what is told; a nested name brings its whole part."""
    assert woo.get("orders/10482", _fields="id,billing.email").keys() == {"id", "billing"}
    assert [set(row) for row in woo.get("orders", per_page=2, _fields="number")] == [{"number"}] * 2


def test_times_are_told_in_the_shops_zone_and_beside_it_in_utc(woo: WooShop) -> None:
    """Who takes ``date_created`` for UTC is five hours off."""
    order = woo.order(10482)
    assert order["date_created"] != order["date_created_gmt"]
    after = {"after": order["date_created_gmt"], "order": "asc", "orderby": "date", "per_page": 100}
    in_zone, in_utc = woo.get("orders", **after), woo.get("orders", dates_are_gmt="true", **after)
    assert "10482" not in {each["number"] for each in in_utc}
    assert len(in_zone) <= len(in_utc)


def open_late(woo: WooShop) -> dict[str, dict[str, int]]:
    """Return what of the late items is paid for and not given back: order number -> SKU -> how many."""
    found: dict[str, dict[str, int]] = {}
    for order in woo.get("orders", per_page=100, status="processing"):
        back = {
            meta["value"]: -line["quantity"]
            for refund in (woo.get(f"orders/{order['id']}/refunds") if order["refunds"] else ())
            for line in refund["line_items"]
            for meta in line["meta_data"]
        }
        for line in order["line_items"]:
            left = line["quantity"] - back.get(str(line["id"]), 0)
            if line["sku"] in LATE and left:
                found.setdefault(order["number"], {})[line["sku"]] = left
    return found


def test_fourteen_orders_wait_for_what_is_late(woo: WooShop) -> None:
    """Eleven more have had the same items, and were shipped, refunded, exchanged, cancelled or never paid for."""
    found = open_late(woo)
    assert len(found) == 14
    assert found["10507"] == {"MUG-SET-4": 1, "KET-70": 1}
    assert found["10517"] == {"WID-12": 2}
    others = {
        order["number"]
        for order in woo.get("orders", per_page=100)
        if LATE & {line["sku"] for line in order["line_items"]} and order["number"] not in found
    }
    assert others == {"10388", "10473", "10498", "10502", "10511", "10525", "10527", "10533", "10540", "10543", "10544"}


def test_the_late_line_of_a_long_order_is_its_last(woo: WooShop) -> None:
    """An order of 120 lines is one order, with the late one at its end."""
    order = woo.order(10497)
    assert len(order["line_items"]) == 120
    assert order["line_items"][-1]["sku"] == "MUG-SET-4"


def test_what_left_already_is_a_fulfillment(woo: WooShop) -> None:
    """A shop that has turned the feature on tells what of an order has left, and the order says how far it is."""
    order = woo.order(10548)
    (fulfillment,) = woo.get("orders/10548/fulfillments")
    shipped = next(line["id"] for line in order["line_items"] if line["sku"] == "APRON-L")
    assert fulfillment["meta_data"][0]["value"] == [{"item_id": shipped, "qty": 1}]
    assert {"_fulfillment_status": "partially_fulfilled"}.items() <= {
        meta["key"]: meta["value"] for meta in order["meta_data"]
    }.items()
    assert woo.get("orders/10482/fulfillments") == []


def test_the_report_of_stock_tells_products_and_variations_together(woo: WooShop) -> None:
    """Lists of products leave variations out; the report and a SKU name them."""
    report = woo.ask("wc-analytics/reports/stock", params={"type": "onbackorder", "per_page": 100}).json()
    assert {row["sku"] for row in report} == LATE | {"APRON-L"}
    assert "APRON-L" not in {row["sku"] for row in woo.get("products", per_page=100)}
    (variation,) = woo.get("products", sku="apron-l")  # a database's collation tells no capitals apart
    assert (variation["parent_id"], variation["stock_status"]) == (120, "onbackorder")
    assert [row["sku"] for row in woo.get("products/120/variations", order="asc")] == ["APRON-S", "APRON-M", "APRON-L"]
    asked = {"orderby": "id", "order": "desc", "per_page": 100}
    numbers = [row["id"] for row in woo.ask("wc-analytics/reports/stock", params=asked).json()]
    assert numbers == sorted(numbers, reverse=True)
    assert {row["sku"] for row in woo.get("products", stock_status="onbackorder")} == LATE
    assert woo.get("products/120/variations/123")["meta_data"][0]["key"] == "ship_from"


def test_the_markup_in_a_name_is_told_as_it_stands(woo: WooShop) -> None:
    """A SKU that looks like markup comes out as it was put in."""
    skus = [line["sku"] for line in woo.order(10546)["line_items"]]
    assert skus[0] == "<img src=x onerror=alert(1)>"


def test_faults_and_limits_hold_for_the_shop(woo: WooShop) -> None:
    """The same rules break its answers, and a host's limit is a 429 that says when to come back."""
    rule = {"face": "woocommerce", "path": "/orders$", "effect": "status", "status": 503, "retry_after": 2}
    assert woo.admin("POST", "faults", rule).status_code == 200
    assert woo.ask("wc/v3/orders").headers["retry-after"] == "2"
    assert woo.ask("wc/v3/orders").status_code == 200
    woo.admin("POST", "settings", {"limits": {"woocommerce": {"account": 1}}})
    answers = [woo.ask("wc/v3/orders").status_code for _ in range(2)]
    woo.admin("POST", "settings", {"plan": "sandbox-open"})
    assert answers == [200, 429]
    assert woo.admin("GET", "requests").json()["calls"]["GET /wp-json/wc/v3/orders"] >= 3


Put = Callable[[str, object], Any]


@pytest.fixture
def put(woo: WooShop) -> Put:
    """Change an order of its own behind the client's back; returns the order as the face tells it."""
    row = {
        "number": "20001", "name": "Ana Bell", "email": "ana@example.com", "country": "GB", "locale": "en-GB",
        "lines": [{"sku": "WID-12", "quantity": 2, "promised": 5}, {"sku": "WID-14"}],
    }  # fmt: skip
    assert woo.admin("POST", "shop/orders", [row]).json() == {"ids": [20001]}

    def change(number: str, body: object) -> Any:
        answer = woo.admin("PATCH", f"shop/orders/{number}", body)
        assert answer.status_code == 200, answer.text
        return woo.order(int(number))

    return change


@pytest.mark.parametrize(
    ("change", "status", "quantities"),
    [
        ({"ship": True}, "completed", [2, 1]),
        ({"ship": {"WID-12": 1}}, "processing", [2, 1]),
        ({"refund": {"WID-12": 2}}, "processing", [2, 1]),
        ({"refund": True}, "refunded", [2, 1]),
        ({"cancel": True}, "cancelled", [2, 1]),
        ({"set": {"WID-12": 1}}, "processing", [1, 1]),
        ({"set": {"WID-14": 0}}, "processing", [2]),
        ({"add": [{"sku": "KET-70"}]}, "processing", [2, 1, 1]),
    ],
)
def test_orders_change_behind_the_clients_back(
    woo: WooShop, put: Put, change: object, status: str, quantities: list[int]
) -> None:
    """A test ships, refunds, cancels and edits an order, and the next list tells it so."""
    order = put("20001", change)
    assert (order["status"], [line["quantity"] for line in order["line_items"]]) == (status, quantities)
    listed = next(each for each in woo.get("orders", per_page=100) if each["id"] == 20001)
    assert listed == order


def test_a_buyer_moves_and_an_order_goes_away(woo: WooShop, put: Put) -> None:
    """An address changes; what is deleted is listed no more."""
    order = put("20001", {"email": "new@example.com", "country": "DE"})
    assert (order["billing"]["email"], order["shipping"]["country"]) == ("new@example.com", "DE")
    assert woo.admin("DELETE", "shop/orders/20001").status_code == 200
    assert woo.ask("wc/v3/orders/20001").status_code == 404
    assert 20001 not in {each["id"] for each in woo.get("orders", per_page=100)}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("shop/orders/1", {"ship": True}, 404),
        ("shop/orders/10482", {"ship": {"KET-70": 1}}, 400),
        ("shop/orders/10482", {"explode": True}, 400),
        ("shop/products", {"NO-SUCH": {"stock": 1}}, 404),
    ],
)
def test_what_cannot_be_changed_is_refused(woo: WooShop, path: str, body: object, status: int) -> None:
    """A slip in a test is told, and changes nothing."""
    before = woo.order(10482)
    assert woo.admin("PATCH", path, body).status_code == status
    assert woo.order(10482) == before


def test_stock_comes_in(woo: WooShop) -> None:
    """What arrived is on backorder no more."""
    assert woo.admin("PATCH", "shop/products", {"WID-14": {"stock": 0, "late": True}}).status_code == 200
    assert woo.get("products", sku="WID-14")[0]["stock_status"] == "onbackorder"
    woo.admin("PATCH", "shop/products", {"WID-14": {"stock": 140, "late": False}})
    assert woo.get("products", sku="WID-14")[0]["stock_status"] == "instock"
