"""A third kind of helpdesk, which nobody sells: what it takes to add one, and proof that one folder is enough.

It keeps a number for each change, writes one ticket at a time and only if nobody was faster, and has a placeholder
style of its own. Beside the client stand what a real kind has outside this program: a server, and a face for the
promise suites.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from zendesk_bridge.core.kind import Credential, HelpdeskKind, Login
from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.helpdesks.third.client import build

    from zendesk_bridge.core.ports import Offline

__all__ = ["KIND", "build", "offline"]

KIND = HelpdeskKind(
    title="Third",
    domains=(".third.example",),
    logins=(Login("ThirdKey", "An agent's key.", (Credential("key", "From the agent's profile", secret=True),)),),
    ticket_page="/tickets/{id}",
)

__getattr__ = lazily(__name__, {"build": "client"})


def offline(name: str) -> Offline:
    """Return what is known of an account of this name without asking it."""
    found: Offline = import_module(f"{__name__}.known").OfflineThird(name)
    return found
