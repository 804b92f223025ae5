"""A connected Freshdesk account: credentials, transport and client put together."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks.freshdesk.calls import RateWindow, error_of
from zendesk_bridge.helpdesks.freshdesk.client import Freshdesk
from zendesk_bridge.transport import Basic, Transport, utc_now


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An agent's API key (Profile settings > View API key). What it may do is what that agent may do."""

    api_key: str = field(repr=False)


def build(
    name: str,
    url: str,
    auth: ApiKey | Mapping[str, str],
    *,
    max_share_of_limit: float = 0.5,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], datetime] = utc_now,
) -> Helpdesk:
    """Return the Freshdesk account at ``url`` (``https://acme.freshdesk.com``). Sends nothing yet.

    ``auth`` may come as it stands in the config: ``{api_key}``.

    Raises InvalidInput when the URL is not https (or http to this machine).
    """
    key = auth if isinstance(auth, ApiKey) else ApiKey(**auth)
    transport = Transport(
        url.rstrip("/") + "/api/v2",
        Basic(key.api_key, "X"),  # the password is not looked at; X is Freshdesk's own convention
        error_of=error_of,
        on_headers=RateWindow(now),
        label=name,
        sleep=sleep,
        now=now,
        max_share_of_limit=max_share_of_limit,
    )
    return Freshdesk(name, transport, urlsplit(url).netloc)
