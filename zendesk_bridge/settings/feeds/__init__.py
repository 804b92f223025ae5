"""Where late items, products and orders come from.

Each type of source is a module that says what its entries hold; each kind of feed is a union of them here.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from zendesk_bridge.settings.feeds.columns import (
    UNSET,
    BackordersSettings,
    OrderRowsSettings,
    OrdersSettings,
    ProductsSettings,
)
from zendesk_bridge.settings.feeds.file import FileBackorders, FileOrders, FileProducts
from zendesk_bridge.settings.feeds.forms import WrittenLines, WrittenRows, format_of
from zendesk_bridge.settings.feeds.http import HttpBackorders, HttpOrders, HttpProducts, WebRows
from zendesk_bridge.settings.feeds.shopify import ShopifyBackorders, ShopifyOrders, ShopifyProducts
from zendesk_bridge.settings.feeds.shops import PromisedOrders, ShopSettings
from zendesk_bridge.settings.feeds.sql import SqlBackorders, SqlOrders, SqlProducts, SqlRowsSettings
from zendesk_bridge.settings.feeds.woocommerce import WooBackorders, WooOrders, WooProducts

__all__ = [
    "UNSET",
    "AnyBackorders",
    "AnyOrders",
    "AnyProducts",
    "BackordersSettings",
    "FileBackorders",
    "FileOrders",
    "FileProducts",
    "HttpBackorders",
    "HttpOrders",
    "HttpProducts",
    "OrderRowsSettings",
    "OrdersSettings",
    "ProductsSettings",
    "PromisedOrders",
    "ShopSettings",
    "ShopifyBackorders",
    "ShopifyOrders",
    "ShopifyProducts",
    "SqlBackorders",
    "SqlOrders",
    "SqlProducts",
    "SqlRowsSettings",
    "WebRows",
    "WooBackorders",
    "WooOrders",
    "WooProducts",
    "WrittenLines",
    "WrittenRows",
    "format_of",
]

AnyBackorders = Annotated[
    FileBackorders | HttpBackorders | SqlBackorders | ShopifyBackorders | WooBackorders, Field(discriminator="type")
]
AnyProducts = Annotated[
    FileProducts | HttpProducts | SqlProducts | ShopifyProducts | WooProducts, Field(discriminator="type")
]
AnyOrders = Annotated[FileOrders | HttpOrders | SqlOrders | ShopifyOrders | WooOrders, Field(discriminator="type")]
