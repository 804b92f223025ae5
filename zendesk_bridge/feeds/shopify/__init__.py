"""Shopify: the GraphQL Admin API, https://shopify.dev/docs/api/admin-graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.feeds.shopify.account import connect
    from zendesk_bridge.feeds.shopify.api import Shopify
    from zendesk_bridge.feeds.shopify.orders import ShopifyOrderFeed
    from zendesk_bridge.feeds.shopify.variants import VariantRows

__all__ = ["Shopify", "ShopifyOrderFeed", "VariantRows", "connect"]

__getattr__ = lazily(
    __name__, {"Shopify": "api", "ShopifyOrderFeed": "orders", "VariantRows": "variants", "connect": "account"}
)
