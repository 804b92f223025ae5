"""Shopify: orders, late items and products of a shop there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from zendesk_bridge.core.document import Filled, wrong
from zendesk_bridge.core.kind import SANDBOX, Credential, Login, is_loopback, ways_in
from zendesk_bridge.settings.feeds.columns import BackordersSettings, OrdersSettings, ProductsSettings
from zendesk_bridge.settings.feeds.shops import PromisedOrders, ShopSettings, ShopUrl
from zendesk_bridge.settings.helpdesks import SignIn
from zendesk_bridge.settings.kinds import UNSET

TITLE = "Shopify"
LOGINS = (
    Login(
        "AppCredentials",
        "An app of your own organisation in Shopify's Dev Dashboard; its tokens last 24 hours and are fetched by us.",
        (
            Credential("client_id", "The app's client ID, from Dev Dashboard > your app > Settings"),
            Credential("client_secret", "Its secret; write ${SHOPIFY_CLIENT_SECRET}", secret=True),
        ),
    ),
    Login(
        "AdminToken",
        "The token of a custom app that was made in the shop's admin; since 2026 no new ones can be.",
        (
            Credential(
                "access_token",
                "The Admin API access token; write ${SHOPIFY_TOKEN}",
                secret=True,
                looks="shpat_[0-9a-f]{32}",
            ),
        ),
    ),
)
_DOMAIN = ".myshopify.com"
_URL = "https://your-shop.myshopify.com, or sandbox: then the local shop is started, and auth is not needed"
_ADDRESSES = ["https://acme.myshopify.com", "sandbox"]
_SIGN_IN = f"How to sign in to Shopify: {ways_in(LOGINS)}"
_NAME = "What this feed is called in messages, and remembered under; the shop's address if left out"
_SEARCH = (
    "Which variants are read, in Shopify's own search syntax; all if left out: a large shop has many pages of them"
)
_WINDOW = ("ship_window", "from", "to")


class ShopifyShop(ShopSettings):
    """One shop on Shopify."""

    title: ClassVar[str] = TITLE
    logins: ClassVar[Sequence[Login]] = LOGINS

    type: Literal["shopify"]
    url: ShopUrl = Field(description=_URL, examples=_ADDRESSES)
    auth: Annotated[Any, SignIn(TITLE, LOGINS)] = Field(default=None, description=_SIGN_IN)

    @field_validator("url")
    @classmethod
    def _at_shopify(cls, url: str) -> str:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if url == SANDBOX or is_loopback(host) or host == UNSET:
            return url
        if host == "admin.shopify.com":
            name = parts.path.removeprefix("/store/").partition("/")[0] or "your-shop"
            raise wrong("is where people work", fix=f"write https://{name}{_DOMAIN}")
        if not host.endswith(_DOMAIN):
            fix = f"write https://your-shop{_DOMAIN}: Shopify shows it under Settings > Domains"
            raise wrong("is not the address that Shopify's API has", fix=fix)
        if parts.path:
            raise wrong("holds more than the shop's address", fix=f"write https://{host}")
        return url


class ShopifyOrders(ShopifyShop, PromisedOrders, OrdersSettings):
    """Open orders of a shop on Shopify."""

    right_form: ClassVar[str] = "- {type: shopify, url: https://acme.myshopify.com, auth: {client_id, client_secret}}"

    name: Filled = Field(default="", description=_NAME)
    promised_by: Filled | None = Field(
        default=None,
        description="Where the last ship date stands that a customer was given with the order: a metafield of the "
        "order (namespace.key), or a property of its lines (a name without a full stop)",
        examples=["custom.ship_by", "Ships by"],
    )
    unpaid: bool | None = Field(
        default=None,
        description="Whether orders count that are not paid: on delivery, by invoice, by a bank transfer, or by a card "
        "whose authorization expired while they waited. Where it is left out they do not, and it is told how many "
        "there are",
    )


class ShopifyBackorders(ShopifyShop, BackordersSettings):
    """Late items of a shop on Shopify: variants with a ship date in a metafield."""

    right_form: ClassVar[str] = (
        "- {type: shopify, url: https://acme.myshopify.com, columns: {ship_window: custom.ships_on}}"
    )

    name: Filled = Field(default="", description=_NAME)
    search: str = Field(default="", description=_SEARCH, examples=["inventory_quantity:<=0"])

    @model_validator(mode="after")
    def _dated(self) -> ShopifyBackorders:
        if not self.dated:
            fix = (
                "write columns: {ship_window: custom.ships_on}, or from and to, with the metafields that hold the dates"
            )
            raise wrong("names no metafield for the ship window", fix=fix, at=("columns",), quote=False)
        return self

    @property
    def metafields(self) -> tuple[str, ...]:
        """Every metafield that is read with a variant."""
        return _metafields(self.columns, self.where)

    @property
    def dated(self) -> tuple[str, ...]:
        """The metafields that hold the ship window."""
        titles: dict[Any, str] = dict(self.columns)
        return tuple(titles[name] for name in _WINDOW if "." in titles.get(name, ""))


class ShopifyProducts(ShopifyShop, ProductsSettings):
    """Every product of a shop on Shopify, one for each variant."""

    name: str = Field(default="", description="What it is called in messages; the shop's address if left out")
    search: str = Field(default="", description=_SEARCH, examples=["product_status:ACTIVE"])

    @property
    def metafields(self) -> tuple[str, ...]:
        """Every metafield that is read with a variant."""
        return _metafields(self.columns, self.where)

    @property
    def label(self) -> str:
        """Its name."""
        return self.name


def _metafields(columns: Mapping[Any, str], where: Mapping[str, Any]) -> tuple[str, ...]:
    """Return every metafield that a column or a condition names: namespace.key."""
    return tuple(dict.fromkeys(name for name in (*columns.values(), *where) if "." in name))
