"""What is remembered between runs: SQLite in a file by default, PostgreSQL by URL."""

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.state.store import open_state

__all__ = ["open_state"]

__getattr__ = lazily(__name__, {"open_state": "store"})
