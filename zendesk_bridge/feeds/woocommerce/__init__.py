"""WooCommerce: its REST API v3, https://developer.woocommerce.com/docs/apis/rest-api/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.feeds.woocommerce.account import connect
    from zendesk_bridge.feeds.woocommerce.api import Woo
    from zendesk_bridge.feeds.woocommerce.orders import WooOrderFeed
    from zendesk_bridge.feeds.woocommerce.products import WooLateRows, WooProductRows

__all__ = ["Woo", "WooLateRows", "WooOrderFeed", "WooProductRows", "connect"]

__getattr__ = lazily(
    __name__,
    {
        "Woo": "api",
        "WooLateRows": "products",
        "WooOrderFeed": "orders",
        "WooProductRows": "products",
        "connect": "account",
    },
)
