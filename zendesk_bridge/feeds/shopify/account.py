"""A connected shop: credentials, transport and client put together."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from zendesk_bridge.feeds.shopify.api import Shopify, error_of
from zendesk_bridge.feeds.shopify.auth import signer
from zendesk_bridge.transport import Json, Transport, utc_now


def connect(
    name: str,
    url: str,
    auth: Mapping[str, str],
    *,
    hurried: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], datetime] = utc_now,
) -> Shopify:
    """Return the shop at ``url`` (``https://acme.myshopify.com``) under the admin's ``name``; nothing is sent yet.

    ``hurried`` says that a person waits for it, so that nothing is tried for long.

    Raises InvalidInput for an address that is neither https nor this machine.
    """

    def fetch(path: str, body: Json) -> Json:
        # Repeatable: a token that nobody received harms nobody.
        return transport.send("POST", path, json=body, repeatable=True, anonymous=True).body

    transport = Transport(
        url,
        signer(auth, fetch, now, name),
        error_of=error_of,
        on_headers=lambda _headers: (),  # points are told in the body
        label=name,
        sleep=sleep,
        now=now,
        max_share_of_limit=1.0,  # an app's points are its own: other apps in the shop have theirs
    )
    if hurried:
        transport.hurry()
    return Shopify(transport, name, sleep, now)
