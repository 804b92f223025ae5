"""The sandbox's WooCommerce face: ``/wp-json/wc/v3/...`` over the shared shop, to read."""

from zendesk_bridge.sandbox.woocommerce.routes import app

__all__ = ["app"]
