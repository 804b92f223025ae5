"""The Shopify face, held against the vendor's own schema: logins, points, pages, searches, and what an order tells."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

pytestmark = pytest.mark.clients

SCHEMA = Path(__file__).parent / "node_modules/@shopify/dev-mcp/dist/data/admin_2026-10.json.gz"
LATE = ("WID-12", "KET-70", "LAMP-3", "MUG-SET-4", "CHAIR-OAK", "GRIND-2")
NAMES = "query N($q: String) { orders(first: 250, query: $q, sortKey: ID) { nodes { name } } }"
WHOLE = """
query W($q: String) { orders(first: 40, query: $q, sortKey: ID) { nodes {
  name email cancelledAt displayFinancialStatus displayFulfillmentStatus
  lineItems(first: 10) { nodes { sku unfulfilledQuantity currentQuantity requiresShipping } pageInfo { hasNextPage } }
} } }
"""


class ShopifyShop:
    """The face as a test talks to it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.url = sandbox.urls["shopify"]
        self.credentials = sandbox.credentials
        self.token = sandbox.credentials.shopify_admin

    def send(self, query: str, token: str | None = None, **variables: Any) -> requests.Response:
        """Send a question."""
        return requests.post(
            f"{self.url}/admin/api/2026-10/graphql.json",
            json={"query": query, "variables": variables},
            headers={"X-Shopify-Access-Token": self.token if token is None else token},
            timeout=60,
        )

    def ask(self, query: str, **variables: Any) -> Any:
        """Return the data of a question that is answered."""
        body = self.send(query, **variables).json()
        assert "errors" not in body, body["errors"]
        return body["data"]

    def refused(self, query: str, **variables: Any) -> tuple[str, str]:
        """Return the code and the words of a refusal."""
        (error,) = self.send(query, **variables).json()["errors"]
        return error.get("extensions", {}).get("code", ""), error["message"]

    def names(self, query: str) -> list[str]:
        """Return the orders that a search finds."""
        return [node["name"].removeprefix("#") for node in self.ask(NAMES, q=query)["orders"]["nodes"]]

    def sign_in(self, **changes: str) -> requests.Response:
        """Ask for a token."""
        login = {"grant_type": "client_credentials", **self.credentials.by_type["shopify"], **changes}
        return requests.post(f"{self.url}/admin/oauth/access_token", data=login, timeout=60)

    def admin(self, method: str, path: str, body: object = None) -> Any:
        """Use the sandbox's own endpoints."""
        answer = requests.request(method, f"{self.url}/_sandbox/{path}", json=body, timeout=60)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def shop() -> Iterator[ShopifyShop]:
    """One demo shop for the file."""
    if not SCHEMA.is_file():
        pytest.fail("No schema of Shopify's. Install it: npm install --no-save --prefix tests/clients")
    with Sandbox(faces=("shopify",), shopify_schema=SCHEMA) as box:
        yield ShopifyShop(box)


@pytest.fixture(autouse=True)
def behaving(shop: ShopifyShop) -> None:
    """Every test begins without faults, and with a full bucket."""
    shop.admin("DELETE", "faults")
    shop.admin("POST", "settings", {"plan": "sandbox-open"})


def test_tokens_are_given_out_for_a_day(shop: ShopifyShop) -> None:
    """A client's id and secret get a token; it ends, and so does one that was expired."""
    answer = shop.sign_in().json()
    assert answer["expires_in"] == 86_399
    assert "read_orders" in answer["scope"].split(",")
    assert shop.send("{ shop { name } }", answer["access_token"]).json()["data"]["shop"]["name"] == "Harbor & Oak"
    shop.admin("POST", "clock", {"advance_seconds": 86_400})
    assert shop.send("{ shop { name } }", answer["access_token"]).status_code == 401
    again = shop.sign_in().json()["access_token"]
    shop.admin("POST", "settings", {"expire_tokens": True})
    assert shop.send("{ shop { name } }", again).status_code == 401


@pytest.mark.parametrize(
    "changes", [{"client_secret": "no"}, {"client_id": "no"}, {"grant_type": "authorization_code"}]
)
def test_a_wrong_login_gets_no_token(shop: ShopifyShop, changes: dict[str, str]) -> None:
    """Each part of a login is looked at."""
    answer = shop.sign_in(**changes)
    assert answer.status_code == 400
    assert answer.json().keys() == {"error", "error_description"}


@pytest.mark.parametrize("token", ["", "shpat_no"])
def test_who_has_no_token_is_refused(shop: ShopifyShop, token: str) -> None:
    """The refusal is Shopify's."""
    answer = shop.send("{ shop { name } }", token)
    assert answer.status_code == 401
    assert answer.json()["errors"].startswith("[API] Invalid API key or access token")


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("{ orders(first: 1) { nodes { colour } } }", "undefinedField", "Field 'colour' doesn't exist on type 'Order'"),
        ("{ orders(top: 1) { nodes { id } } }", "argumentNotAccepted", "Field 'orders' doesn't accept argument 'top'"),
        ("{ orders { nodes { id } } }", "BAD_REQUEST", "you must provide one of first or last"),
        ("{ orders(first: 251) { nodes { id } } }", "BAD_REQUEST", "first must be between 0 and 250"),
        ('{ orders(first: 1, after: "x") { nodes { id } } }', "BAD_REQUEST", "Invalid cursor for current"),
        ('{ nodes(ids: ["7"]) { id } }', "argumentLiteralsIncompatible", "Invalid global id '7'"),
        ("{ orders(first: 1) { nodes { statusPageUrl } } }", "SANDBOX", "does not tell Order.statusPageUrl"),
        ('{ orders(first: 1, query: "po_number:7") { nodes { id } } }', "SANDBOX", "cannot be searched by po_number"),
        ('mutation { orderClose(input: {id: "7"}) { order { id } } }', "ACCESS_DENIED", "Access denied"),
        ("{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { variant { id } } } } } }",
         "MAX_COST_EXCEEDED", "exceeds the single query max cost limit (1000)"),
        ("{ orders(first: 1", "", "syntax error"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(shop: ShopifyShop, query: str, code: str, words: str) -> None:
    """A field that the vendor's schema has not, a list without a size, a page too long: each says what it is."""
    refusal = shop.refused(query)
    assert refusal[0] == code
    assert words in refusal[1]


def test_more_ids_than_may_be_sent_are_refused(shop: ShopifyShop) -> None:
    """250 is what a list may hold."""
    ids = [f"gid://shopify/Order/{number}" for number in range(251)]
    refusal = shop.refused("query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
    assert refusal == (
        "MAX_INPUT_SIZE_EXCEEDED",
        "The input array size of 251 is greater than the maximum allowed of 250.",
    )


def test_other_versions_are_not_there(shop: ShopifyShop) -> None:
    """The face speaks one version, and says which."""
    assert shop.send("{ shop { name } }").headers["x-shopify-api-version"] == "2026-10"
    other = requests.post(f"{shop.url}/admin/api/2025-01/graphql.json", json={}, timeout=60)
    assert other.status_code == 404


def test_pages_add_up(shop: ShopifyShop) -> None:
    """Cursor by cursor every placed order comes once, forwards and backwards; drafts are no orders."""
    query = "query P($a: String, $r: Boolean) { orders(first: 7, after: $a, reverse: $r) { nodes { id name } pageInfo {"
    query += " hasNextPage hasPreviousPage endCursor } } }"
    ways = []
    for reverse in (False, True):
        seen: list[str] = []
        after = None
        while True:
            page = shop.ask(query, a=after, r=reverse)["orders"]
            assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
            seen += [node["name"] for node in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        ways.append(seen)
    assert ways[0] == ways[1][::-1]
    assert len(set(ways[0])) == len(ways[0]) == 39
    assert "#10511" not in ways[0]
    drafts = shop.ask("{ draftOrders(first: 9) { nodes { name } } ordersCount { count precision } }")
    assert drafts == {
        "draftOrders": {"nodes": [{"name": "#D10511"}]},
        "ordersCount": {"count": 39, "precision": "EXACT"},
    }


def test_a_page_before_a_cursor_comes_as_well(shop: ShopifyShop) -> None:
    """``last`` and ``before`` read a list from its end."""
    query = "query L($b: String) { orders(last: 3, before: $b, sortKey: ID) { edges { cursor node { name } }"
    query += " pageInfo { hasPreviousPage startCursor } } }"
    end = shop.ask(query)["orders"]
    before = shop.ask(query, b=end["pageInfo"]["startCursor"])["orders"]
    names = [edge["node"]["name"] for page in (before, end) for edge in page["edges"]]
    assert names == [f"#{name}" for name in shop.names("")[-6:]]
    assert before["edges"][0]["cursor"] == before["pageInfo"]["startCursor"]


def test_lines_of_a_long_order_are_paged(shop: ShopifyShop) -> None:
    """The late line of an order of 120 lines stands on the last page of its lines."""
    query = """query Q($q: String, $a: String) { orders(first: 1, query: $q) { nodes {
      lineItems(first: 50, after: $a) { nodes { sku } pageInfo { hasNextPage endCursor } } } } }"""
    skus: list[str] = []
    after = None
    while True:
        page = shop.ask(query, q="name:10497", a=after)["orders"]["nodes"][0]["lineItems"]
        skus += [line["sku"] for line in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert (len(skus), skus[-1]) == (120, "MUG-SET-4")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name:10482", ["10482"]),
        ("name:'#10482'", ["10482"]),
        ("10482", ["10482"]),
        ("sku:'WID-12'", ["10473", "10482", "10503", "10517", "10527", "10531", "10538", "10547"]),
        ("sku:wid-12-lid", ["10503"]),
        ("sku:lamp*", ["10479", "10486", "10529", "10543"]),
        ("email:harriet.jones@example.com AND status:open", ["10521", "10531", "10541"]),
        ("status:cancelled", ["10533"]),
        ("fulfillment_status:on_hold", ["10479"]),
        ("fulfillment_status:partial", ["10507", "10548"]),
        ("financial_status:pending", ["10502", "10527", "10536"]),
        ("tag:wholesale", ["10497"]),
        ("sku:CHAIR-OAK OR sku:TRAY-WAL -status:closed", ["10499", "10502"]),
        ("(sku:CHAIR-OAK OR sku:TRAY-WAL) NOT status:closed", ["10499", "10502"]),
        ("sku:CHAIR-OAK id:>5800000010499", []),
        ("sku:CHAIR-OAK id:>=5800000010499", ["10499"]),
        ("sku:CHAIR-OAK created_at:<='2020-01-01'", []),
        ("sku:CHAIR-OAK updated_at:>'2020-01-01T00:00:00Z'", ["10499"]),
        ('sku:"no such thing"', []),
    ],
)  # fmt: skip
def test_a_search_finds_what_has_the_words(shop: ShopifyShop, query: str, expected: list[str]) -> None:
    """Words count, not signs or case: a SKU also finds the one that it begins."""
    assert shop.names(query) == expected


def test_a_filter_that_shopify_does_not_know_narrows_nothing(shop: ShopifyShop) -> None:
    """It is left aside with a warning beside the answer, and everything is found."""
    body = shop.send(NAMES, q="colour:red").json()
    assert len(body["data"]["orders"]["nodes"]) == 39
    (search,) = body["extensions"]["search"]
    assert search["warnings"] == [
        {"field": "colour", "message": "Invalid search field for this query.", "code": "invalid_field"}
    ]


def test_fourteen_orders_wait_for_what_is_late(shop: ShopifyShop) -> None:
    """The same fourteen as WooCommerce's face tells of; the others have the same items, and must hear nothing."""
    found = set()
    for node in shop.ask(WHOLE, q=" OR ".join(f"sku:'{sku}'" for sku in LATE))["orders"]["nodes"]:
        paid = node["displayFinancialStatus"] in ("PAID", "PARTIALLY_REFUNDED") and not node["cancelledAt"]
        lines = node["lineItems"]["nodes"]
        late = [line for line in lines if line["sku"] in LATE and line["unfulfilledQuantity"] > 0]
        if paid and (late or node["lineItems"]["pageInfo"]["hasNextPage"]):
            found.add(node["name"])
    assert sorted(found) == [
        "#10470", "#10479", "#10482", "#10486", "#10491", "#10497", "#10499", "#10507", "#10517", "#10521", "#10531",
        "#10538", "#10541", "#10547",
    ]  # fmt: skip


def test_states_that_must_hear_nothing_are_told_apart(shop: ShopifyShop) -> None:
    """Refunded in money alone, given back line by line, never paid, cancelled with lines left: each has its words."""
    told = {
        node["name"]: (node["displayFulfillmentStatus"], node["displayFinancialStatus"], bool(node["cancelledAt"]))
        for number in ("10540", "10525", "10527", "10533", "10388", "10543")
        for node in shop.ask(WHOLE, q=f"name:{number}")["orders"]["nodes"]
    }
    assert told == {
        "#10540": ("UNFULFILLED", "REFUNDED", False),
        "#10525": ("FULFILLMENT_NOT_REQUIRED", "REFUNDED", False),
        "#10527": ("UNFULFILLED", "PENDING", False),
        "#10533": ("UNFULFILLED", "VOIDED", True),
        "#10388": ("FULFILLED", "PAID", False),
        "#10543": ("UNFULFILLED", "EXPIRED", False),
    }


def test_an_order_tells_who_what_and_by_when(shop: ShopifyShop) -> None:
    """Buyer, language, country, tags, stock, the promise on its line and why the warehouse holds it."""
    query = """query Q($q: String) { orders(first: 1, query: $q) { nodes {
      email customerLocale tags customer { firstName tags } shippingAddress { countryCodeV2 }
      currentTotalPriceSet { shopMoney { amount currencyCode } }
      lineItems(first: 1) { nodes { sku customAttributes { key } variant { inventoryQuantity inventoryPolicy
        eta: metafield(namespace: "custom", key: "ship_from") { value } } } }
      fulfillmentOrders(first: 1) { nodes { status fulfillmentHolds { reason } } } } } }"""
    (held,) = shop.ask(query, q="name:10479")["orders"]["nodes"]
    assert (held["customerLocale"], held["shippingAddress"]) == ("de", {"countryCodeV2": "AT"})
    assert held["currentTotalPriceSet"]["shopMoney"] == {"amount": "129.0", "currencyCode": "USD"}
    assert held["fulfillmentOrders"]["nodes"] == [
        {"status": "ON_HOLD", "fulfillmentHolds": [{"reason": "INVENTORY_OUT_OF_STOCK"}]}
    ]
    (line,) = held["lineItems"]["nodes"]
    assert (line["variant"]["inventoryQuantity"], line["variant"]["inventoryPolicy"]) == (-4, "CONTINUE")
    assert line["customAttributes"] == [{"key": "Ships by"}]
    assert line["variant"]["eta"]["value"]
    (guest,) = shop.ask(query, q="name:10538")["orders"]["nodes"]
    assert (guest["email"], guest["customer"]) == (None, None)
    (vip,) = shop.ask(query, q="name:10507")["orders"]["nodes"]
    assert vip["customer"]["tags"] == ["vip"]


def test_points_are_spent_and_come_back(shop: ShopifyShop) -> None:
    """What a page asks for is taken, what it leaves comes back, and an empty bucket throttles until it has filled."""
    shop.admin("POST", "settings", {"limits": {"shopify": {"points": 1000}}})
    query = "{ orders(first: 40) { nodes { lineItems(first: 100) { nodes { id } } } } }"
    costs = []
    for _ in range(20):
        body = shop.send(query).json()
        costs.append(body["extensions"]["cost"])
        if "errors" in body:
            break
    *paid, throttled = costs
    assert all(cost["actualQueryCost"] < cost["requestedQueryCost"] for cost in paid)
    assert 1000 - paid[0]["throttleStatus"]["currentlyAvailable"] <= paid[0]["actualQueryCost"] + 1
    assert body["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert throttled["actualQueryCost"] is None
    status = throttled["throttleStatus"]
    assert (status["maximumAvailable"], status["restoreRate"]) == (1000.0, 50.0)
    missing = throttled["requestedQueryCost"] - status["currentlyAvailable"]
    assert 0 < missing <= throttled["requestedQueryCost"]
    shop.admin("POST", "clock", {"advance_seconds": missing / status["restoreRate"] + 1})
    assert "errors" not in shop.send(query).json()


def test_plans_have_shopifys_rates(shop: ShopifyShop) -> None:
    """A plan of the helpdesks' goes with one of Shopify's; the open one never gets in the way."""
    rates = {}
    for plan in ("growth", "professional", "enterprise", "enterprise-plus"):
        shop.admin("POST", "settings", {"plan": plan})
        status = shop.send("{ shop { name } }").json()["extensions"]["cost"]["throttleStatus"]
        rates[plan] = (status["maximumAvailable"], status["restoreRate"])
    assert rates == {
        "growth": (2000.0, 100.0), "professional": (4000.0, 200.0), "enterprise": (20_000.0, 1000.0),
        "enterprise-plus": (40_000.0, 2000.0),
    }  # fmt: skip


def test_what_is_left_out_costs_nothing(shop: ShopifyShop) -> None:
    """A part that ``@include`` leaves out is not paid for."""
    query = "query Q($c: Boolean!) { orders(first: 10) { nodes { id customer @include(if: $c) { id } } } }"
    costs = [shop.send(query, c=wanted).json()["extensions"]["cost"]["requestedQueryCost"] for wanted in (False, True)]
    assert costs[0] < costs[1]


def test_an_order_changes_behind_the_clients_back(shop: ShopifyShop) -> None:
    """What was shipped, refunded or cancelled is so in the next answer, and ids that are gone are null."""
    rows = [{"number": str(number), "name": "Ana Bell", "email": "ana@example.com", "lines": [{"sku": "KET-70"}]}
            for number in (30001, 30002, 30003)]  # fmt: skip
    shop.admin("POST", "shop/orders", rows)
    for number, change in ((30001, {"ship": True}), (30002, {"refund": True}), (30003, {"cancel": True})):
        shop.admin("PATCH", f"shop/orders/{number}", change)
    query = "query Q($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { name displayFulfillmentStatus cancelledAt } } }"
    ids = [f"gid://shopify/Order/{5_800_000_000_000 + number}" for number in (30001, 30002, 30003, 30004)]
    shipped, refunded, cancelled, gone = shop.ask(query, ids=ids)["nodes"]
    assert (shipped["displayFulfillmentStatus"], refunded["displayFulfillmentStatus"]) == (
        "FULFILLED", "FULFILLMENT_NOT_REQUIRED",
    )  # fmt: skip
    assert cancelled["cancelledAt"]
    assert gone is None
    for number in (30001, 30002, 30003):
        shop.admin("DELETE", f"shop/orders/{number}")


def test_faults_break_the_answers(shop: ShopifyShop) -> None:
    """A shop that is down, and one that throttles by its status, are rules like a helpdesk's."""
    rule = {
        "face": "shopify",
        "path": "graphql",
        "effect": "status",
        "status": 429,
        "retry_after": 1,
        "body": {"errors": "x"},
    }
    shop.admin("POST", "faults", rule)
    assert shop.send("{ shop { name } }").status_code == 429
    shop.admin("POST", "faults", {"path": "graphql", "effect": "truncate"})
    with pytest.raises(requests.JSONDecodeError):
        shop.send("{ shop { name } }").json()
