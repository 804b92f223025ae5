"""What agents told customers is brought by the listing, or by one look at the ticket; nothing that nobody was told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import AgentReply, TicketPage
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import


def scan(desk: Helpdesk, face: Face, cursor: str | None = None) -> list[TicketPage]:
    """Read to the end, from the cursor or from the beginning of the test."""
    return list(desk.changed_tickets(cursor, face.since, {}))


def texts(replies: Iterable[AgentReply]) -> dict[str, str]:
    """Return the words of replies as a reader sees them, by the place where they stand."""
    said = ((reply.words.part, reply.words) for reply in replies)
    return {part: html_to_text(words.text) if words.html else words.text for part, words in said}


def told(desk: Helpdesk, pages: Iterable[TicketPage]) -> dict[int, dict[str, AgentReply]]:
    """Return all replies that pages bring, or tell us to fetch, by ticket and place."""
    found: dict[int, dict[str, AgentReply]] = {}
    for page in pages:
        answered = [ticket.id for ticket in page.tickets if ticket.answered]
        for reply in (*page.replies, *(one for key in answered for one in desk.conversation(key).replies)):
            found.setdefault(reply.ticket_id, {})[reply.words.part] = reply
    return found


def test_what_agents_told_is_brought(face: Face, desk: Helpdesk) -> None:
    """Each public reply comes with who wrote it and when, by the helpdesk's clock, in the order of writing."""
    [ticket] = face.customer("My lamp")
    for number in range(3):
        face.later(600)
        face.says(ticket, f"It ships on December {number + 1} <b> & Grüße", "agent")
    found = told(desk, scan(desk, face))[ticket]
    assert list(texts(found.values()).values()) == [f"It ships on December {n} <b> & Grüße" for n in (1, 2, 3)]
    sent = face.written_on(ticket)
    assert [reply.at for reply in found.values()] == [comment.created_at for comment in sent]
    assert {reply.agent_id for reply in found.values()} == {comment.author_id for comment in sent}
    assert found.keys() == {f"comment {comment.id}" for comment in sent}


def test_what_nobody_was_told_is_no_reply(face: Face, desk: Helpdesk) -> None:
    """Private notes whoever wrote them, and what customers wrote, are none; not even where they name a date."""
    [ticket] = face.customer("My lamp by December 1?")
    face.says(ticket, "Note: December 2", "agent", public=False)
    face.says(ticket, "Hidden: December 3", public=False)
    face.says(ticket, "You said December 4")
    pages = scan(desk, face)
    assert told(desk, pages) == {}
    assert desk.conversation(ticket).replies == desk.ticket(ticket, {}).replies == ()


def test_an_agent_who_begins_a_ticket_has_replied(face: Face, desk: Helpdesk) -> None:
    """The description of such a ticket is a reply, and stands in the same place however it is read."""
    mail = face.outbound("Your order")
    at = face.kept(mail).created_at
    [reply] = told(desk, scan(desk, face))[mail].values()
    assert (reply.words.part, reply.at) == ("description", at)
    assert texts([reply]) == {"description": "We owe you a WID-12"}
    assert reply.agent_id in {None, face.box.store.users(("agent",))[0].id}
    assert texts(desk.ticket(mail, {}).replies) == texts([reply])
    assert desk.conversation(mail).replies in {(), (reply,)}


def test_a_private_beginning_is_no_reply(face: Face, desk: Helpdesk) -> None:
    """A ticket that an agent began with a note to colleagues told nobody anything."""
    [ticket] = face.customer("Internal: promise December 9", author="agent", public=False)
    assert told(desk, scan(desk, face)).get(ticket, {}) == {}
    assert desk.ticket(ticket, {}).replies == ()


def test_a_ticket_read_whole_has_all_of_them(face: Face, desk: Helpdesk) -> None:
    """More than a page of comments of all kinds comes apart cleanly, the same by every way."""
    [ticket] = face.customer()
    for number in range(35):
        face.says(ticket, f"Customer {number}")
        face.says(ticket, f"Agent {number}", "agent")
        face.says(ticket, f"Note {number}", "agent", public=False)
    agents = [f"Agent {number}" for number in range(35)]
    whole, talk = desk.ticket(ticket, {}), desk.conversation(ticket)
    assert list(texts(whole.replies).values()) == list(texts(talk.replies).values()) == agents
    assert talk.replies == whole.replies == tuple(told(desk, scan(desk, face))[ticket].values())


def test_replies_read_twice_are_the_same(face: Face, desk: Helpdesk) -> None:
    """A page that is read again brings equal replies: who and where tell them apart for good."""
    [ticket] = face.customer()
    face.says(ticket, "December 1", "agent")
    first = told(desk, scan(desk, face))
    face.later(60)
    assert told(face.desk(), scan(face.desk(), face)) == first


def test_only_new_replies_are_pointed_at(face: Face, desk: Helpdesk) -> None:
    """Once an answer was read and others wrote since, a change of something else on its ticket brings it no more."""
    [ticket] = face.customer()
    face.says(ticket, "December 1", "agent")
    cursor = scan(desk, face)[-1].cursor
    face.later(7200)
    face.customer()
    cursor = scan(desk, face, cursor)[-1].cursor
    face.later(7200)
    face.edit(ticket, add_tags=["vip"])
    pages = scan(desk, face, cursor)
    if face.kind != "third":  # whose listing always brings everything
        assert told(desk, pages) == {}


def test_no_call_more_where_nobody_answered(face: Face, desk: Helpdesk) -> None:
    """Tickets that only customers wrote on cost what they did: the listing alone, and no look at who works here."""
    face.customer(tickets=5)
    scan(desk, face)
    calls = desk.calls
    scan(desk, face)
    listing = desk.calls - calls
    face.customer(tickets=5)
    calls = desk.calls
    assert [page.replies for page in scan(desk, face) if page.replies] == []
    assert desk.calls - calls == listing <= 2


def test_the_team_is_told(face: Face, desk: Helpdesk) -> None:
    """The group that has a ticket comes with it, by every way; a ticket that nobody has comes without."""
    group = face.box.store.groups()[0].id
    [ticket] = face.customer()
    assert desk.ticket(ticket, {}).team is None
    face.gives(ticket, group)
    listed = [one.team for page in scan(desk, face) for one in page.tickets if one.id == ticket]
    [by_id] = desk.tickets([ticket], {})
    assert listed[-1] == by_id.team == desk.ticket(ticket, {}).team == group


def test_replies_are_not_printed(face: Face, desk: Helpdesk) -> None:
    """The representation of a page or ticket, as a log would show it, holds nothing that an agent wrote."""
    [ticket] = face.customer("Hello")
    face.says(ticket, "Confidential", "agent")
    pages = scan(desk, face)
    assert told(desk, pages)[ticket]
    assert "Confidential" not in repr((pages, desk.ticket(ticket, {}), desk.conversation(ticket)))
