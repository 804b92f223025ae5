"""A scripted server, a clock that only sleeping moves, and a maker of transports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import responses
from responses.registries import OrderedRegistry

from zendesk_bridge.transport import Bearer, Transport

BASE = "https://acme.example"
URL = BASE + "/api/x"
START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.time = START
        self.slept: list[float] = []

    def now(self) -> datetime:
        """Return the time."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still."""
    return Clock()


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    """Return a server that answers in the order given, and wants every answer to be fetched."""
    with responses.RequestsMock(assert_all_requests_are_fired=True, registry=OrderedRegistry) as mock:
        yield mock


@pytest.fixture
def make(clock: Clock) -> Iterator[Callable[..., Transport]]:
    """Return a maker of transports, closed in the end."""
    made: list[Transport] = []

    def build(**changes: Any) -> Transport:
        settings: dict[str, Any] = {
            "base_url": BASE,
            "auth": Bearer(lambda: "s3cret"),
            "error_of": lambda _status, body: body.get("error", "") if isinstance(body, dict) else "",
            "on_headers": lambda _headers: (),
            "label": "shop",
            "sleep": clock.sleep,
            "now": clock.now,
        }
        made.append(Transport(**(settings | changes)))
        return made[-1]

    yield build
    for transport in made:
        transport.close()
