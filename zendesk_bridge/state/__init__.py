"""What is remembered between runs: SQLite in a file by default, PostgreSQL by URL."""

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.state.look import look, open_current, open_untouched
    from zendesk_bridge.state.store import open_state

__all__ = ["look", "open_current", "open_state", "open_untouched"]

__getattr__ = lazily(
    __name__, {"look": "look", "open_state": "store", "open_current": "look", "open_untouched": "look"}
)
