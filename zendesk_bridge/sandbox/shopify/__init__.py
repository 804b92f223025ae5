"""The sandbox's Shopify face: the Admin GraphQL API over the shared shop, to read."""

from zendesk_bridge.sandbox.shopify.routes import app

__all__ = ["app"]
