"""Rows that a database gives; who asks none does not wait for what speaks to them."""

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.feeds.databases.query import SqlRows

__all__ = ["SqlRows"]

__getattr__ = lazily(__name__, {"SqlRows": "query"})
