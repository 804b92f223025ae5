"""Whom a ticket belongs to can be compared, and what a customer chose is carried onto it; outreach needs both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from zendesk_bridge.core.errors import AuthRefused, TryLater
from zendesk_bridge.core.model import Change, Fields, Note, Stale, Ticket, TicketPatch, Written
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import
NOTE = "<p>Ann chose on the page: <b>cancel</b>.</p><p>[zb-note-choice-1]</p>"


def customers(face: Face, count: int) -> dict[int, str]:
    """Let so many customers come; return their addresses by id."""
    addresses = [f"ann.{number}.{face.now():%H%M%S}@example.com" for number in range(count)]
    return {face.box.store.add_user("Ann Ode", address).id: address for address in addresses}


def test_addresses_are_told(face: Face, desk: Helpdesk) -> None:
    """Each customer's address comes under their id, however many are asked for; nobody is asked for twice."""
    known = customers(face, 130)
    found = desk.addresses([*known, *known])
    assert {number: addresses[0] for number, addresses in found.items()} == known


def test_of_who_is_not_there_none_is_told(face: Face, desk: Helpdesk) -> None:
    """Somebody unknown is absent, and costs the others nothing; of nobody nothing is asked."""
    known = customers(face, 2)
    assert desk.addresses([1, *known, 999_999]).keys() == known.keys()
    calls = desk.calls
    assert desk.addresses([]) == {}
    assert desk.calls == calls


def test_addresses_are_asked_for_each_time(face: Face, desk: Helpdesk) -> None:
    """They are not kept: who has another address by now is told with that one."""
    [number] = known = customers(face, 1)
    desk.addresses(known)
    with face.box.store.raw() as db:
        db.execute("UPDATE users SET email = 'new.' || email WHERE id = ?", (number,))
    assert desk.addresses(known) == {number: (f"new.{known[number]}",)}


def test_addresses_of_an_account_that_does_not_work(face: Face, desk: Helpdesk) -> None:
    """An outage and a wrong login are errors, and not customers without an address."""
    known = customers(face, 1)
    with pytest.raises(AuthRefused):
        face.desk(face.wrong_login()).addresses(known)
    face.fault("status", to=None, status=503)
    with pytest.raises(TryLater):
        desk.addresses(known)


def carry(desk: Helpdesk, ticket: int, fields: Fields, *, sure: bool) -> Ticket:
    """Put a customer's choice onto a ticket, as it is now; return the ticket after that."""
    [base] = desk.tickets([ticket], fields)
    assert isinstance(base, Ticket)
    note = Note(NOTE, "[zb-note-choice-1]", maybe_there=not sure)
    patch = TicketPatch(ticket, add_tags=frozenset({"backorder_chose_cancel"}), note=note)
    [outcome] = desk.patch([Change(base, patch)], fields)
    assert isinstance(outcome, Written)
    return base


def test_a_choice_is_carried_by_a_patch(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A tag and a private note come onto the ticket; what was there stays, and once more adds nothing."""
    [ticket] = face.customer()
    before = face.kept(ticket)
    carry(desk, ticket, fields, sure=True)
    carry(face.desk(), ticket, fields, sure=False)  # a run that was killed before it could record the first one
    after = face.kept(ticket)
    assert set(after.tags) == {"vip", "backorder_chose_cancel"}
    assert (after.status, after.requester_id) == (before.status, before.requester_id)
    [note] = face.written_on(ticket)
    assert not note.public
    assert "cancel" in note.text


def test_a_choice_that_an_agent_was_faster_with(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """Where an agent has set the same tag meanwhile, that is told, to be decided again."""
    [ticket] = face.customer()
    [base] = desk.tickets([ticket], fields)
    assert isinstance(base, Ticket)
    face.edit(ticket, add_tags=["backorder_chose_cancel"])
    patch = TicketPatch(ticket, add_tags=frozenset({"backorder_chose_cancel"}))
    face.later(10)
    desk.groups()
    [outcome] = desk.patch([Change(base, replace(patch, ticket_id=ticket))], fields)
    assert isinstance(outcome, Stale)
