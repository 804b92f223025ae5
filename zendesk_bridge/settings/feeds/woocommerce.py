"""WooCommerce: orders, late items and products of a shop of one's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, field_validator

from zendesk_bridge.core.document import Filled, wrong
from zendesk_bridge.core.kind import Credential, Login, ways_in
from zendesk_bridge.settings.feeds.columns import BackordersSettings, OrdersSettings, ProductsSettings
from zendesk_bridge.settings.feeds.shops import PromisedOrders, ShopSettings, ShopUrl
from zendesk_bridge.settings.helpdesks import SignIn

TITLE = "WooCommerce"
LOGINS = (
    Login(
        "WooKeys",
        "A key of WooCommerce's REST API that may read.",
        (
            Credential(
                "consumer_key",
                "From WooCommerce > Settings > Advanced > REST API; write ${WOO_KEY}",
                secret=True,
                looks="ck_[0-9a-f]{40}",
            ),
            Credential("consumer_secret", "Its secret; write ${WOO_SECRET}", secret=True, looks="cs_[0-9a-f]{40}"),
        ),
    ),
)
_URL = "Where the shop is, with its folder if it lies in one, or sandbox: then the local shop is started, without auth"
_ADDRESSES = ["https://shop.example.com", "sandbox"]
_SIGN_IN = f"How to sign in to WooCommerce: {ways_in(LOGINS)}"
_NAME = "What this feed is called in messages, and remembered under; the shop's address if left out"
_STATUS = re.compile(r"[a-z0-9_-]{1,20}")
_NEVER_OPEN = {
    "auto-draft": "is no order yet",
    "checkout-draft": "is no order yet",
    "pending": "is a cart that nobody paid",
    "failed": "was never paid",
    "cancelled": "is wanted by nobody",
    "refunded": "is wanted by nobody",
    "trash": "is wanted by nobody",
    "completed": "has shipped",
}


class WooShop(ShopSettings):
    """One shop with WooCommerce."""

    title: ClassVar[str] = TITLE
    logins: ClassVar[Sequence[Login]] = LOGINS

    type: Literal["woocommerce"]
    url: ShopUrl = Field(description=_URL, examples=_ADDRESSES)
    auth: Annotated[Any, SignIn(TITLE, LOGINS)] = Field(default=None, description=_SIGN_IN)


class WooOrders(WooShop, PromisedOrders, OrdersSettings):
    """Open orders of a shop with WooCommerce."""

    right_form: ClassVar[str] = (
        "- {type: woocommerce, url: https://shop.example.com, auth: {consumer_key, consumer_secret}}"
    )

    name: Filled = Field(default="", description=_NAME)
    promised_by: Filled | None = Field(
        default=None,
        description="Where the last ship date stands that a customer was given with the order: the key of a line's or "
        "an order's meta data",
        examples=["_ship_by"],
    )
    statuses: tuple[Filled, ...] = Field(
        default=("processing", "on-hold"),
        min_length=1,
        description="The states in which an order is to ship, and has not; name your shop's own ones, too",
        examples=[["processing", "on-hold", "awaiting-stock"]],
    )

    @field_validator("statuses")
    @classmethod
    def _open(cls, statuses: tuple[str, ...]) -> tuple[str, ...]:
        plain = tuple(status.lower().removeprefix("wc-") for status in statuses)
        for index, status in enumerate(plain):
            if status in _NEVER_OPEN:
                raise wrong(f"is no state to wait in: such an order {_NEVER_OPEN[status]}", at=(index,))
            if not _STATUS.fullmatch(status):
                fix = "write its slug, such as awaiting-stock, and not the name that people see"
                raise wrong("is no state of an order", fix=fix, at=(index,))
        return plain


class WooBackorders(WooShop, BackordersSettings):
    """Late items of a shop with WooCommerce: products on backorder, with the ship date that a plugin keeps."""

    right_form: ClassVar[str] = (
        "- {type: woocommerce, url: https://shop.example.com, columns: {ship_window: _ships_on}}"
    )

    name: Filled = Field(default="", description=_NAME)
    stock: tuple[Literal["onbackorder", "outofstock", "instock"], ...] = Field(
        default=("onbackorder",), min_length=1, description="The states of stock in which a product is late"
    )


class WooProducts(WooShop, ProductsSettings):
    """Every product of a shop with WooCommerce, variations among them."""

    name: str = Field(default="", description="What it is called in messages; the shop's address if left out")

    @property
    def label(self) -> str:
        """Its name."""
        return self.name
