"""Freshdesk, by its API v2.

``build`` connects an account; ``offline`` knows what needs no connection, and loads nothing that speaks HTTP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily
from zendesk_bridge.core.ports import Offline
from zendesk_bridge.helpdesks.freshdesk.offline import OfflineFreshdesk

if TYPE_CHECKING:
    from zendesk_bridge.helpdesks.freshdesk.account import ApiKey, build

__all__ = ["ApiKey", "build", "offline"]

__getattr__ = lazily(__name__, {"ApiKey": "account", "build": "account"})


def offline(name: str) -> Offline:
    """Return what is known of an account of this name without asking it."""
    return OfflineFreshdesk(name)
