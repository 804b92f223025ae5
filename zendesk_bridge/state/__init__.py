"""What is remembered between runs: SQLite in a file by default, PostgreSQL by URL."""

from zendesk_bridge.state.store import open_state

__all__ = ["open_state"]
