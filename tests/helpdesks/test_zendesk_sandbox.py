"""The client against the local helpdesk over real HTTP: what only two independent halves can prove."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from zendesk_bridge.core.model import Change, FieldKey, FieldSpec, ManagedMacro, Marker, Note, TicketPatch, Written
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks import zendesk
from zendesk_bridge.sandbox import Sandbox

MACRO = ManagedMacro(
    key="k",
    title="Backorder::Delay",
    body="<p>Hi {{ticket.requester.first_name}} &amp; co</p><ul><li>wait</li></ul>",
    marker=Marker.of("me", "k"),
    add_tags=("told",),
    status="pending",
)


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    """Return a running sandbox with the demo's tickets."""
    with Sandbox(faces=("zendesk",)) as found:
        yield found


@pytest.fixture
def shop(box: Sandbox) -> Helpdesk:
    """Return an account on it, signed in by OAuth, that never really sleeps."""
    client = zendesk.OAuthClient(box.credentials.zendesk_client_id, box.credentials.zendesk_client_secret)
    return zendesk.build("shop", box.zendesk_url, client, sleep=lambda _seconds: None)


@pytest.fixture
def fault(box: Sandbox) -> Iterator[Callable[..., None]]:
    """Return an order form for faults, cleared in the end."""
    url = f"{box.zendesk_url}/_sandbox/faults"

    def order(**rule: Any) -> None:
        requests.post(url, json=rule, timeout=60).raise_for_status()

    yield order
    requests.delete(url, timeout=60).raise_for_status()


def test_a_macro_lives_and_retires(shop: Helpdesk, fault: Callable[..., None]) -> None:
    """What is sent reads back equal; a create whose answer is lost makes one macro."""
    fault(method="POST", path="/macros", effect="cut_after")
    created = shop.create_macro(MACRO)
    assert created.content == shop.content(MACRO)
    assert [macro for macro in shop.macros() if macro.marker == MACRO.marker] == [created]
    retired = shop.retire_macro(created)
    assert (retired.content.active, retired.marker) == (False, MACRO.marker)
    assert shop.update_macro(retired, MACRO).digest == created.digest


def test_tickets_are_scanned_marked_once_and_resumed(shop: Helpdesk, fault: Callable[..., None]) -> None:
    """A scan finds everything, patches survive a lost answer and an agent's edit, and a resumed scan sees them."""
    fields = {FieldKey.ITEMS: shop.create_field(FieldSpec(FieldKey.ITEMS, "Backorder items", "Ours"))}
    since = datetime.now(UTC) - timedelta(days=365)
    pages = list(shop.changed_tickets(None, since, fields))
    ticket = next(ticket for page in pages for ticket in page.tickets if ticket.status == "open")
    assert any(page.comments for page in pages)
    patch = TicketPatch(
        ticket.id, frozenset({"bo_x"}), fields=((FieldKey.ITEMS, "ABC-123"),), note=Note("<p>told zb:1</p>", "zb:1")
    )
    fault(method="PUT", path="update_many", effect="before_write", ticket=ticket.id, changes={"add_tags": ["agent"]})
    fault(method="PUT", path="update_many", effect="cut_after")
    assert list(shop.patch([Change(ticket, patch)], fields)) == [Written(patch)]
    after = shop.ticket(ticket.id, fields)
    assert after.tags == ticket.tags | {"bo_x", "agent"}
    assert after.fields == {FieldKey.ITEMS: "ABC-123"}
    note_alone = TicketPatch(ticket.id, note=patch.note)
    again = list(shop.patch([Change(replace(after, words=()), note_alone)], fields))
    assert again == [Written(note_alone, changed=False)]
    resumed = list(shop.changed_tickets(pages[-1].cursor, since, fields))
    assert {ticket.id for page in resumed for ticket in page.tickets} == {ticket.id}
