"""A scripted server, a clock that only sleeping moves, and a maker of transports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import responses
from responses.registries import OrderedRegistry

from zendesk_bridge.transport import Bearer, Transport

BASE = "https://acme.example"


Clock = Any  # a class in the conftest.py above, which this one cannot import


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
