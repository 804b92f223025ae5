"""What is said of where orders come from: whether a shop answers, and what it does not show."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from clinic import installation, seen

from zendesk_bridge.core.errors import AuthRefused, BridgeError, Place, Problem, Unavailable
from zendesk_bridge.core.model import Order
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.settings import load_partly
from zendesk_bridge.wiring.doctor import open_installation


@dataclass
class FakeOrders:
    """A feed that tells these problems and no order, or raises an error."""

    problems: tuple[Problem, ...] = ()
    error: BridgeError | None = None
    name: str = "acme.myshopify.com"

    def affected(self, skus: Collection[str]) -> Iterator[Order | Problem]:
        """Tell what is wrong."""
        assert len(skus) == 1
        if self.error:
            raise self.error
        yield from self.problems

    def again(self, ids: Collection[str]) -> Mapping[str, Order]:
        """Know none."""
        assert not ids
        return {}

    def stock(self, skus: Collection[str]) -> Mapping[str, int]:
        """Know none."""
        assert not skus
        return {}


RECENT = Problem(Place("acme.myshopify.com"), "only orders of the last 60 days", "give the app the scope")


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        (FakeOrders(), [("ok", "acme.myshopify.com answers", "")]),
        (
            FakeOrders((RECENT,)),
            [
                ("warn", "acme.myshopify.com: only orders of the last 60 days", "Give the app the scope."),
                ("ok", "acme.myshopify.com answers", ""),
            ],
        ),
        (
            FakeOrders(error=AuthRefused("may not read orders", fix="Add it.")),
            [("fail", "may not read orders", "Add it.")],
        ),
        (FakeOrders(error=Unavailable("no connection", fix="Check.")), [("fail", "no connection", "Check.")]),
    ],
)
def test_a_feed_of_orders(feed: FakeOrders, says: list[tuple[str, str, str]]) -> None:
    """Whether it answers at all, and what it leaves out, before a wave depends on it."""
    assert seen("orders", installation(orders=(feed,))) == says


def test_many_rows_that_are_wrong_are_counted() -> None:
    """Three are named."""
    found = seen("orders", installation(orders=(FakeOrders((RECENT,) * 5),)))
    assert [row[0] for row in found] == ["warn", "warn", "warn", "ok"]
    assert found[-1][1] == "acme.myshopify.com answers, and 2 more as those"


def test_no_orders_are_no_fault() -> None:
    """Who has no outreach hears nothing of it."""
    assert seen("orders", installation()) == []


def test_a_shop_is_asked_with_its_own_keys(tmp_path: Path) -> None:
    """A key that is wrong is told; one that is not set is told among the variables, and not tried."""
    with Sandbox(faces=("woocommerce",)) as box:
        key, secret = box.credentials.woocommerce
        shop = f"type: woocommerce, url: '{box.urls['woocommerce']}'"
        (tmp_path / "config.yaml").write_text(
            "helpdesks: {desk: {type: zendesk, url: sandbox}}\ntimezone: UTC\n"
            "backorders: [{type: file, path: late.yaml}]\norders:\n"
            f"  - {{{shop}, name: right, auth: {{consumer_key: {key}, consumer_secret: '${{RIGHT}}'}}}}\n"
            f"  - {{{shop}, name: wrong, auth: {{consumer_key: {key}, consumer_secret: '${{WRONG}}'}}}}\n"
            f"  - {{{shop}, name: unset, auth: {{consumer_key: {key}, consumer_secret: '${{UNSET}}'}}}}\n"
            "  - {type: woocommerce, url: sandbox}\n"
        )
        env = {"RIGHT": secret, "WRONG": "cs_other"}
        with open_installation(load_partly(tmp_path / "config.yaml", env), env) as found:
            told = seen("orders", found)
    assert [row[0] for row in told] == ["ok", "fail"]
    assert told[0][1] == "right answers"
    assert "wrong: GET" in told[1][1]
    assert "cs_other" not in repr(told)
