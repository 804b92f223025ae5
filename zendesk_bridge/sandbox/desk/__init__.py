"""The desk: the page where an agent sits, over the same store and the same code as the API faces."""

from zendesk_bridge.sandbox.desk.middleware import DeskMiddleware

__all__ = ["DeskMiddleware"]
