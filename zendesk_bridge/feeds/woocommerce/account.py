"""A connected shop: credentials, transport and client put together."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from zendesk_bridge.feeds.woocommerce.api import Woo, error_of
from zendesk_bridge.transport import KeyPair, Transport, utc_now

_PREFIX = "/wp-json"
_QUERY = ("consumer_key", "consumer_secret")


def connect(
    name: str,
    url: str,
    auth: Mapping[str, str],
    *,
    hurried: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], datetime] = utc_now,
) -> Woo:
    """Return the shop at ``url``, where WordPress answers, under the admin's ``name``; nothing is sent yet.

    ``hurried`` says that a person waits for it, so that nothing is tried for long.

    Raises InvalidInput for an address that is neither https nor this machine, and for keys that cannot be sent.
    """
    transport = Transport(
        url.rstrip("/") + _PREFIX,
        KeyPair(auth["consumer_key"], auth["consumer_secret"], _QUERY),
        error_of=error_of,
        on_headers=lambda _headers: (),  # WooCommerce tells no limits; hosts answer 429 or 503
        label=name,
        sleep=sleep,
        now=now,
    )
    if hurried:
        transport.hurry()
    return Woo(transport, name, now)
