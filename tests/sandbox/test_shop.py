"""The shop behind its faces: filled once, generated in volume, kept with the sandbox's data."""

from pathlib import Path

import pytest
import requests

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.sandbox import FACES, Filling, Sandbox

SHOP = ("woocommerce",)


def told(box: Sandbox, **params: object) -> requests.Response:
    """Return what the shop lists."""
    url = f"{box.urls['woocommerce']}/wp-json/wc/v3/orders"
    return requests.get(url, auth=box.credentials.woocommerce, params=params, timeout=60)


def test_a_shop_is_served_beside_the_helpdesks() -> None:
    """Whoever starts a sandbox has the shop's address and login, and hears what Shopify's face lacks."""
    with Sandbox() as box:
        assert {*box.urls} | {"shopify"} == {*FACES}
        assert {*box.credentials.by_type} == {*FACES}
        assert ("shopify" in box.urls) == (not box.lacks)
        home = requests.get(f"{box.urls['woocommerce']}/", allow_redirects=False, timeout=60)
        assert home.headers["location"] == "/desk/zendesk"
        assert requests.get(f"{box.urls['woocommerce']}/desk/woocommerce", timeout=60).status_code == 404


def test_pages_of_other_sites_get_nothing_from_the_shop() -> None:
    """The door that the helpdesks have stands before the shop as well."""
    with Sandbox(faces=SHOP) as box:
        answer = requests.get(
            f"{box.urls['woocommerce']}/wp-json/wc/v3/orders", headers={"Host": "evil.example"}, timeout=60
        )
        assert answer.status_code == 403


def test_what_changed_is_kept_with_the_data(tmp_path: Path) -> None:
    """The shop of a kept file is filled once: what was shipped stays so, and nothing comes twice."""
    file = tmp_path / "box.db"
    for _ in range(2):
        with Sandbox(faces=SHOP, data=file) as box:
            assert told(box).headers["X-WP-Total"] == "40"
            url = f"{box.urls['woocommerce']}/_sandbox/shop/orders/10482"
            assert requests.patch(url, json={"ship": True}, timeout=60).json()["status"] == "completed"


def test_two_processes_over_one_file_see_each_others_changes(tmp_path: Path) -> None:
    """A list is never older than the last change, whoever made it."""
    with Sandbox(faces=SHOP, data=tmp_path / "box.db") as one, Sandbox(faces=SHOP, data=tmp_path / "box.db") as two:
        assert told(two, status="processing", search="10482").json()
        requests.patch(f"{one.urls['woocommerce']}/_sandbox/shop/orders/10482", json={"cancel": True}, timeout=60)
        assert not told(two, status="processing", search="10482").json()


def test_an_empty_sandbox_has_products_and_no_orders() -> None:
    """Whoever brings their own tickets gets no made-up orders."""
    with Sandbox(faces=SHOP, seed=None) as box:
        assert told(box).headers["X-WP-Total"] == "0"
        url = f"{box.urls['woocommerce']}/wp-json/wc/v3/products"
        assert requests.get(url, auth=box.credentials.woocommerce, timeout=60).json()


def test_orders_in_volume_wait_for_one_late_item_each(tmp_path: Path) -> None:
    """Generated orders are open, hold one late item, have buyers of their own, and are the same for the same seed."""
    said: list[str] = []
    found = []
    for name in ("a", "b"):
        with Sandbox(
            faces=SHOP, seed=None, data=tmp_path / name, filling=Filling(orders=120, random_seed=3, say=said.append)
        ) as box:
            pages = [told(box, per_page=100, page=page, orderby="id", order="asc").json() for page in (1, 2)]
            late = requests.get(
                f"{box.urls['woocommerce']}/wp-json/wc-analytics/reports/stock?type=onbackorder&per_page=100",
                auth=box.credentials.woocommerce, timeout=60,
            ).json()  # fmt: skip
        found.append([{**order, "_links": 0, **dict.fromkeys(DATES)} for page in pages for order in page])
    assert found[0] == found[1]
    skus = {row["sku"] for row in late}
    assert len(found[0]) == 120
    assert all(sum(line["sku"] in skus for line in order["line_items"]) == 1 for order in found[0])
    assert len({order["billing"]["email"] for order in found[0]}) == 120
    assert said == ["120 of 120 orders generated"] * 2


DATES = (
    "date_created", "date_created_gmt", "date_modified", "date_modified_gmt", "date_paid", "date_paid_gmt",
)  # fmt: skip


def test_generated_orders_come_once(tmp_path: Path) -> None:
    """The same command over the same file loads nothing twice."""
    said: list[str] = []
    for _ in range(2):
        filling = Filling(orders=7, say=said.append)
        with Sandbox(faces=SHOP, seed=None, data=tmp_path / "box.db", filling=filling) as box:
            assert told(box).headers["X-WP-Total"] == "7"
    assert said[-1] == "7 orders were generated here before; nothing to do."


def test_too_many_orders_are_refused() -> None:
    """A figure beyond what a store is made for is a slip."""
    with pytest.raises(InvalidInput, match="1,000,000"), Sandbox(faces=SHOP, filling=Filling(orders=1_000_001)):
        pass


def test_a_schema_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Whoever names a file for Shopify's face hears where npm puts it."""
    with (
        pytest.raises(InvalidInput, match="no such file"),
        Sandbox(shopify_schema=tmp_path / "no.json.gz"),
    ):
        pass
    with pytest.raises(InvalidInput, match="needs Shopify's schema"), Sandbox(faces=("shopify",), data=tmp_path / "x"):
        pass


def test_what_the_shopify_face_lacks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the schema npm is named, with it and without graphql-core pip; what was not asked for fails nothing."""
    beside = tmp_path / "node_modules/@shopify/dev-mcp/dist/data/admin_2026-10.json.gz"
    assert "npm install" in Sandbox(faces=SHOP, data=tmp_path / "box.db").lacks
    beside.parent.mkdir(parents=True)
    beside.write_bytes(b"")
    assert Sandbox(faces=SHOP, data=tmp_path / "box.db").lacks == ""
    monkeypatch.setattr("zendesk_bridge.sandbox.published.find_spec", lambda _: None)
    assert "pip install 'graphql-core" in Sandbox(faces=SHOP, data=tmp_path / "box.db").lacks
    with pytest.raises(InvalidInput, match="needs graphql-core"), Sandbox(faces=SHOP, shopify_schema=beside):
        pass
