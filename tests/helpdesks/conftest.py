"""A Zendesk account whose answers each test scripts, with a clock that only sleeping moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import responses

from zendesk_bridge.core.model import FieldKey, RemoteField, Ticket
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks import zendesk

Clock = Any  # a class in the conftest.py above, which this one cannot import


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    """Return a scripted server: each answer once, in order per URL, and all of them wanted."""
    with responses.RequestsMock(assert_all_requests_are_fired=True) as mock:
        yield mock


@pytest.fixture
def listed(account: Helpdesk, fields: dict[FieldKey, RemoteField]) -> Callable[..., list[Ticket]]:
    """Return a reading of tickets right before the write, by a server of its own: open, untagged, with empty fields."""

    def read(*ids: int, **more: Any) -> list[Ticket]:
        row = {"status": "open", "tags": [], "custom_fields": [{"id": 11, "value": None}], **more}
        with responses.RequestsMock() as server:
            url = "https://acme.zendesk.com/api/v2/tickets/show_many.json"
            server.get(url, json={"tickets": [{"id": number, **row} for number in ids]})
            return [found for found in account.tickets(ids, fields) if isinstance(found, Ticket)]

    return read


@pytest.fixture
def account(clock: Clock) -> Helpdesk:
    """Return a Zendesk account signed in with a bearer token."""
    auth = zendesk.BearerToken("t0ken")
    return zendesk.build("shop", "https://acme.zendesk.com", auth, sleep=clock.sleep, now=clock.now)


@pytest.fixture
def fields() -> dict[FieldKey, RemoteField]:
    """Return two of our ticket fields."""
    return {
        FieldKey.ITEMS: RemoteField(11, "11", "Backorder items", "text"),
        FieldKey.MESSAGE: RemoteField(12, "12", "Backorder message", "textarea"),
    }
