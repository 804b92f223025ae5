"""A message is found again and known as ours; whom a ticket belongs to can be compared, and a choice is carried."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import replace
from typing import Any

import pytest
from letters import MAIL, WAYS, KilledError, killed, sent, to_send, where

from zendesk_bridge.core.errors import AuthRefused, NotFound, Rejected, TryLater
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import (
    Change,
    Fields,
    Mail,
    Note,
    Recipient,
    Stale,
    Ticket,
    TicketPatch,
    TicketStatus,
    Written,
)
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.core.rewriting import same_words

Face = Any  # a class in conftest.py, which a test cannot import
NOTE = "<p>Ann chose on the page: <b>cancel</b>.</p><p>[zb-note-choice-1]</p>"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("effect", ["cut_after", "cut_before"])
def test_a_run_that_breaks_off(face: Face, desk: Helpdesk, fields: Fields, way: str, effect: str) -> None:
    """A run that is killed before it could look what became of a message leaves that to another one, which knows."""
    asked = to_send(face, way)
    assert desk.delivered(asked) is None
    method, path = where(face, asked)
    face.fault(effect, path, method)
    dying = face.client.build("shop", face.url, face.login, sleep=killed, now=face.now)
    with closing(dying), pytest.raises(KilledError):
        dying.deliver(asked, fields)
    found = desk.delivered(asked)
    assert (found is None) == (effect == "cut_before")
    assert (found or desk.deliver(asked, fields)) == desk.delivered(asked)
    assert len(sent(face, asked)) == 1


@pytest.mark.parametrize("way", WAYS)
def test_looked_for_without_an_address(face: Face, desk: Helpdesk, fields: Fields, way: str) -> None:
    """Of a customer whose address nobody knows any more it is found, or not to be told: never denied."""
    asked = to_send(face, way)
    found = desk.deliver(asked, fields)
    bare = replace(asked, recipient=Recipient(""), mail=Mail("", "", ""), tags=())
    try:
        assert desk.delivered(bare) == found
    except Rejected:
        assert way == "new"


@pytest.mark.parametrize("way", ["reply", "draft"])
@pytest.mark.parametrize("end", ["deleted", "spam", "closed", "merged"])
def test_looked_for_on_a_ticket_that_is_over(face: Face, desk: Helpdesk, fields: Fields, way: str, end: str) -> None:
    """A message on a ticket that was deleted since is found, or not to be told: never denied."""
    asked = to_send(face, way)
    found = desk.deliver(asked, fields)
    face.end_as(asked.ticket_id, end)
    try:
        assert face.desk().delivered(asked) == found
    except NotFound:
        assert end in {"deleted", "spam"}


@pytest.mark.parametrize("way", ["reply", "draft"])
def test_deleted_before_the_answer_was_read(face: Face, fields: Fields, way: str) -> None:
    """An agent who deletes the ticket right after a lost answer leaves no doubt behind that would make it two."""
    asked = to_send(face, way)
    method, path = where(face, asked)
    face.fault("cut_after", path, method)

    def delete(seconds: float) -> None:
        face.end_as(asked.ticket_id, "deleted")
        face.sleep(seconds)

    desk = face.client.build("shop", face.url, face.login, sleep=delete, now=face.now)
    with closing(desk), suppress(NotFound):
        assert desk.deliver(asked, fields).ticket_id == asked.ticket_id
    assert len(sent(face, asked)) == 1


@pytest.mark.parametrize("way", WAYS)
def test_looked_for_where_nobody_can_tell(face: Face, desk: Helpdesk, fields: Fields, way: str) -> None:
    """A helpdesk that is down says neither yes nor no."""
    asked = to_send(face, way)
    desk.deliver(asked, fields)
    face.fault("status", "", "GET", to=None, status=503)
    with pytest.raises(TryLater):
        desk.delivered(asked)


@pytest.mark.parametrize("way", WAYS)
def test_the_same_key_once_more(face: Face, desk: Helpdesk, fields: Fields, way: str) -> None:
    """One that was sent is not sent again by another run, also where it would be worded otherwise by now."""
    asked = to_send(face, way)
    found = desk.deliver(asked, fields)
    again, other = face.desk(), replace(asked, mail=Mail("Blue Widget", "<p>Blue Widget</p>", "Blue Widget"))
    assert again.delivered(other) == found
    if way != "new" or face.tells_two_apart:
        assert replace(again.deliver(other, fields), otherwise=()) == found
    assert len(sent(face, asked)) == 1


def test_a_customer_who_quotes_it_is_not_us(face: Face, desk: Helpdesk) -> None:
    """Whoever sends our words back, with our reference, or opens a ticket with them, has not sent our message."""
    asked = to_send(face, "reply")
    to = {"email": asked.recipient.email, "name": asked.recipient.name}
    face.customer(f"You wrote: {MAIL.text} Ref. {asked.key}", requester=to)
    face.says(asked.ticket_id, f"&gt; {MAIL.text} Ref. {asked.key} [zb-draft-{asked.key}]")
    assert desk.delivered(asked) is None


@pytest.mark.parametrize("way", WAYS)
def test_it_comes_back_as_ours(face: Face, desk: Helpdesk, fields: Fields, way: str) -> None:
    """The next scan brings it as an agent's reply under the name and time that were returned; a draft as nothing."""
    asked = to_send(face, way)
    found = desk.deliver(asked, fields)
    face.later(120)
    pages = list(face.desk().changed_tickets(None, face.since, fields))
    tickets = {ticket.id: ticket for page in pages for ticket in page.tickets}
    told = [reply for page in pages for reply in page.replies if reply.ticket_id == found.ticket_id]
    if tickets[found.ticket_id].answered:
        told += desk.conversation(found.ticket_id).replies
    whole = desk.ticket(found.ticket_id, fields)
    words = [*whole.words, *(part for page in pages for some in page.comments for part in some.words)]
    assert not any("Blue Widget" in part.text for part in words)
    if way == "draft":
        assert told == list(whole.replies) == []
        return
    for [reply] in (told, whole.replies):
        assert (reply.words.part, reply.at) == (found.comment, found.at)
        said = html_to_text(reply.words.text) if reply.words.html else reply.words.text
        assert same_words(said.partition("Ref.")[0], MAIL.text)
    if way == "new":
        assert tickets[found.ticket_id].status is TicketStatus.PENDING
        assert tickets[found.ticket_id].requester_id == found.requester_id


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
