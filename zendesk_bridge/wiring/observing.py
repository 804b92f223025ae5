"""Settings -> who is told how the scheduled job is doing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from zendesk_bridge import transport
from zendesk_bridge.app.running import ChatRoom, Observers
from zendesk_bridge.core import alerts
from zendesk_bridge.core.alerts import Alert
from zendesk_bridge.settings import Observing
from zendesk_bridge.settings.watching import WebhookSettings

_SHAPES: dict[str, Callable[[str, Sequence[Alert]], dict[str, Any]]] = {"slack": alerts.slack, "teams": alerts.teams}


def observers(settings: Observing) -> Observers:
    """Return who is to be told."""
    ping = partial(_ping, settings.ping_url.get_secret_value()) if settings.ping_url else None
    title = "zendesk-bridge" if settings.owner == "main" else f"zendesk-bridge {settings.owner}"
    rooms = [_room(number, hook, title) for number, hook in enumerate(settings.notify, 1)]
    return Observers(ping, tuple(rooms))


def _ping(url: str, added: str, text: str) -> None:
    """Tell a check how a run went; it does no harm when that comes twice."""
    address = alerts.below(url, added)
    transport.post(transport.Letter("ping_url", address, text.encode(), "text/plain; charset=utf-8", repeatable=True))


def _room(number: int, hook: WebhookSettings, title: str) -> ChatRoom:
    label = f"notify {number} ({hook.shape})"
    url = hook.url.get_secret_value()

    def tell(found: Sequence[Alert]) -> None:
        body = json.dumps(_SHAPES[hook.shape](title, found)).encode()
        transport.post(transport.Letter(label, url, body, "application/json"))

    return ChatRoom(label, tell)
