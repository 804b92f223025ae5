"""Zendesk: the Ticketing API v2, https://developer.zendesk.com/api-reference/ticketing/introduction/.

``build`` connects an account; ``offline`` knows what needs no connection, and loads nothing that speaks HTTP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily
from zendesk_bridge.core.ports import Offline
from zendesk_bridge.helpdesks.zendesk.offline import OfflineZendesk

if TYPE_CHECKING:
    from zendesk_bridge.helpdesks.zendesk.account import build
    from zendesk_bridge.helpdesks.zendesk.auth import ApiToken, BearerToken, Credentials, OAuthClient

__all__ = ["ApiToken", "BearerToken", "Credentials", "OAuthClient", "build", "offline"]

__getattr__ = lazily(
    __name__,
    {"build": "account", **dict.fromkeys(("ApiToken", "BearerToken", "Credentials", "OAuthClient"), "auth")},
)


def offline(name: str) -> Offline:
    """Return what is known of an account of this name without asking it."""
    return OfflineZendesk(name)
