"""Shopify: the GraphQL Admin API, https://shopify.dev/docs/api/admin-graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.feeds.shopify.account import connect
    from zendesk_bridge.feeds.shopify.orders import ShopifyOrderFeed

__all__ = ["ShopifyOrderFeed", "connect"]

__getattr__ = lazily(__name__, {"ShopifyOrderFeed": "orders", "connect": "account"})
