"""A look at a helpdesk's own API, as a check from outside."""

from __future__ import annotations

from zendesk_bridge.transport.auth import Basic
from zendesk_bridge.transport.session import Transport


def visitor(url: str, user: str, password: str) -> Transport:
    """Return a session that signs in to the local helpdesk, and leaves no agents room: there are none."""
    return Transport(
        url,
        Basic(user, password),
        error_of=lambda *_: "",
        on_headers=lambda _: (),
        label=url,
        max_share_of_limit=1.0,
    )
