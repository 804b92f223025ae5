"""The promises that the outside keeps. Use cases and core know these and no concrete thing."""

from zendesk_bridge.core.ports.feeds import Catalogue, Feed, Reading
from zendesk_bridge.core.ports.helpdesk import Capabilities, Dialect, Helpdesk, HelpdeskFolder, Offline
from zendesk_bridge.core.ports.orders import OrderFeed
from zendesk_bridge.core.ports.state import Lease, Memory, State
from zendesk_bridge.core.ports.waves import Waves

__all__ = [
    "Capabilities",
    "Catalogue",
    "Dialect",
    "Feed",
    "Helpdesk",
    "HelpdeskFolder",
    "Lease",
    "Memory",
    "Offline",
    "OrderFeed",
    "Reading",
    "State",
    "Waves",
]
