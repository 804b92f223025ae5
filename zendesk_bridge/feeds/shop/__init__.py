"""What the clients of all shops share: what their settings say of orders, and how their JSON is read."""

from __future__ import annotations

from zendesk_bridge.feeds.shop.terms import OrderTerms, Promised

__all__ = ["OrderTerms", "Promised"]
