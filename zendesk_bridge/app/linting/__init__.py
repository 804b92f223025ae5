"""Use case: what customers would read, in the replies that the files make and in those that stand on a helpdesk."""

from zendesk_bridge.app.linting.rendering import rendered
from zendesk_bridge.app.linting.standing import RemoteReading, on_helpdesk

__all__ = ["RemoteReading", "on_helpdesk", "rendered"]
