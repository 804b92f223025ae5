"""A look at what this machine serves, as a check from outside: a helpdesk's own API, and a page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import requests

from zendesk_bridge.core.errors import Unavailable
from zendesk_bridge.core.kind import is_loopback
from zendesk_bridge.transport.answer import session
from zendesk_bridge.transport.auth import Basic
from zendesk_bridge.transport.session import Transport

_PATIENCE = 30  # seconds


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


def web_page(url: str, form: Mapping[str, str] | None = None) -> str:
    """Return a page of this machine's, as a browser that opens it, or that sends a form of it and is led on.

    Raises:
        Unavailable: it does not answer, refuses, or is another machine's.
    """
    if not is_loopback(urlsplit(url).hostname or ""):
        raise Unavailable("only pages of this machine are looked at")
    with session() as browser:
        browser.trust_env = False  # no proxy stands between this machine and itself, wherever the page leads on to
        try:
            found = browser.request("POST" if form else "GET", url, data=form, timeout=_PATIENCE)
        except requests.RequestException as exc:
            raise Unavailable(f"the page does not answer: {type(exc).__name__}") from None
    if not found.ok:
        raise Unavailable(f"the page answered {found.status_code}")
    return found.text
