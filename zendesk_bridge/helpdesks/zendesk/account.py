"""A connected Zendesk account: credentials, transport and client put together."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime

from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks.zendesk import api
from zendesk_bridge.helpdesks.zendesk.auth import (
    Credentials,
    OAuthClient,
    OAuthSession,
    fixed,
    from_config,
)
from zendesk_bridge.helpdesks.zendesk.client import Zendesk
from zendesk_bridge.transport import Json, Transport, utc_now


def build(
    name: str,
    url: str,
    auth: Credentials | Mapping[str, str],
    *,
    max_share_of_limit: float = 0.5,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], datetime] = utc_now,
) -> Helpdesk:
    """Return the Zendesk account at ``url`` under the admin's ``name``; nothing is sent yet.

    ``auth`` may come as it stands in the config: ``{client_id, client_secret}``, ``{token}`` or ``{email, api_token}``.
    Raises InvalidInput for an address that is neither https nor this machine.
    """

    def fetch(path: str, body: Json) -> Json:
        # Repeatable: a token that nobody received harms nobody.
        return transport.send("POST", path, json=body, repeatable=True, anonymous=True).body

    auth = auth if isinstance(auth, Credentials) else from_config(auth)
    signer = OAuthSession(auth, fetch, now, name) if isinstance(auth, OAuthClient) else fixed(auth)
    transport = Transport(
        url,
        signer,
        error_of=api.error_of,
        on_headers=api.limits,
        label=name,
        sleep=sleep,
        now=now,
        max_share_of_limit=max_share_of_limit,
        passing_conflicts=("DatabaseConflict",),
        complaint_of=api.complaint_of,
    )
    return Zendesk(name, api.Api(transport, sleep, now))
