"""Freshdesk, by its API v2.

``KIND`` is what others must know of it; ``offline`` knows what needs no connection, and loads nothing that speaks
HTTP; ``build`` connects an account.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from zendesk_bridge.core.kind import Credential, HelpdeskKind, Login
from zendesk_bridge.core.lazy import lazily
from zendesk_bridge.core.ports import Offline

if TYPE_CHECKING:
    from zendesk_bridge.helpdesks.freshdesk.account import ApiKey, build

__all__ = ["KIND", "ApiKey", "build", "offline"]

_KEY = Credential(
    "api_key",
    "From Profile settings in Freshdesk; write ${FRESHDESK_API_KEY}",
    secret=True,
    looks="(?=.*[A-Z])[0-9A-Za-z]{20}",
)
KIND = HelpdeskKind(
    title="Freshdesk",
    domains=(".freshdesk.com", ".freshworks.com"),
    logins=(Login("ApiKey", "An agent's API key in Freshdesk.", (_KEY,)),),
    sandbox=True,
    ticket_page="/a/tickets/{id}",
    siblings=(
        (".freshservice.com", "Freshservice"),
        (".freshchat.com", "Freshchat"),
        (".freshsales.io", "Freshsales"),
        (".myfreshworks.com", "the Freshworks account"),
    ),
)

__getattr__ = lazily(__name__, {"ApiKey": "account", "build": "account"})


def offline(name: str) -> Offline:
    """Return what is known of an account of this name without asking it."""
    found: Offline = import_module(f"{__name__}.known").OfflineFreshdesk(name)
    return found
