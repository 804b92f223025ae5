"""A message reaches its customer once and as it was written, whatever happens on the way."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from letters import LINK, LOST, MAIL, NOT_DONE, WAYS, begun, message, sent, to_send, where

from zendesk_bridge.core.errors import BridgeError, Conflict, Rejected, TryLater
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Delivered, FieldKey, Fields, Mail, Recipient
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import


def test_a_ticket_of_its_own(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """It waits for the customer, who is made by address and name, and holds all that was asked; we began it."""
    asked = message(texts={FieldKey.ITEMS: "Blue Widget", FieldKey.LANGUAGE: "de"})
    found = desk.deliver(asked, fields)
    [ticket] = begun(face, asked)
    person = face.box.store.user(ticket.requester_id)
    assert (person.name, person.email, person.role) == (asked.recipient.name, asked.recipient.email, "end-user")
    assert person.locale == ("de" if face.takes_language else "en-US")
    assert (ticket.subject, ticket.status, set(ticket.tags)) == (MAIL.subject, "pending", {"backorder", "outreach"})
    assert {face.custom(ticket.id)[fields[key].name] for key in asked.texts} == {"Blue Widget", "de"}
    [first] = face.box.store.comments(ticket.id)
    assert first.public
    assert face.box.store.user(first.author_id).role != "end-user"
    assert LINK in first.html
    assert found == Delivered(ticket.id, "description", ticket.created_at, person.id)


def test_who_is_there_stays_as_they_are(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A customer with this address gets the ticket under the name and in the language that they have."""
    asked = message()
    before = face.box.store.add_user("Prof. Quill", asked.recipient.email, locale="fr")
    asked = replace(asked, recipient=Recipient(asked.recipient.email.upper(), "Somebody Else"))
    desk.deliver(asked, fields)
    assert len(begun(face, asked)) == 1
    assert face.box.store.user(before.id) == before


def test_without_a_name(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A customer whom the shop knows by address alone is written to all the same."""
    asked = message()
    asked = replace(asked, recipient=Recipient(asked.recipient.email))
    desk.deliver(asked, fields)
    assert face.box.store.user_by_email(asked.recipient.email).name


@pytest.mark.parametrize("way", ["reply", "draft"])
def test_on_a_ticket_nothing_but_the_words_is_added(face: Face, desk: Helpdesk, fields: Fields, way: str) -> None:
    """A reply is public and a draft is a note that says so; status, tags and fields stay as they were."""
    asked = replace(to_send(face, way), texts={FieldKey.ITEMS: "Blue Widget"})
    before = face.kept(asked.ticket_id)
    found = desk.deliver(asked, fields)
    after = face.kept(asked.ticket_id)
    assert replace(after, updated_at=before.updated_at, touched_at=before.touched_at, seq=before.seq) == before
    [written] = face.written_on(asked.ticket_id)
    assert written.public == (way == "reply")
    assert (found.ticket_id, found.comment, found.at) == (before.id, f"comment {written.id}", written.created_at)
    assert found.otherwise == ()
    assert ("Not sent yet" in written.text, MAIL.subject in written.text) == (way == "draft", way == "draft")
    assert LINK in written.html


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("lost", LOST)
def test_a_lost_answer(face: Face, desk: Helpdesk, fields: Fields, way: str, lost: str) -> None:
    """What was written although nobody could read the answer is found, and not written again."""
    asked = to_send(face, way)
    method, path = where(face, asked)
    face.fault(path=path, method=method, **LOST[lost])
    found = desk.deliver(asked, fields)
    [written] = sent(face, asked)
    assert (found.ticket_id, found.at) == (written.ticket_id, written.created_at)
    assert found.comment == ("description" if way == "new" else f"comment {written.id}")
    assert len(begun(face, asked)) == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("trouble", NOT_DONE)
def test_what_was_not_taken_is_sent_again(face: Face, desk: Helpdesk, fields: Fields, way: str, trouble: str) -> None:
    """A limit, a conflict or a helpdesk that is down for a moment costs time, and no message."""
    asked = to_send(face, way)
    method, path = where(face, asked)
    face.fault(path=path, method=method, **NOT_DONE[trouble])
    desk.deliver(asked, fields)
    assert len(sent(face, asked)) == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_helpdesk_that_goes_down(face: Face, desk: Helpdesk, fields: Fields, way: str) -> None:
    """It is told as passing, and when it is up again the message goes out."""
    asked = to_send(face, way)
    method, path = where(face, asked)
    face.fault("status", path, method, to=None, status=503)
    with pytest.raises(TryLater):
        desk.deliver(asked, fields)
    assert desk.delivered(asked) is None
    face.admin("faults", method="DELETE")
    desk.deliver(asked, fields)
    assert len(sent(face, asked)) == 1


@pytest.mark.parametrize("way", WAYS)
def test_two_at_once(face: Face, fields: Fields, way: str) -> None:
    """Two clients that send one message at the same moment make one of it, where the helpdesk can tell them apart."""
    if not face.tells_two_apart:
        pytest.skip("the lease of runs alone keeps two apart there")
    asked = to_send(face, way)
    start = Barrier(2, timeout=120)

    def run(desk: Helpdesk) -> Delivered:
        start.wait()
        return desk.deliver(asked, fields)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(run, [face.desk(), face.desk()], timeout=300))
    assert len(sent(face, asked)) == 1
    assert len({(one.ticket_id, one.comment, one.at) for one in found}) == 1


@pytest.mark.parametrize("trouble", ["suspended", "no address"])
def test_one_address_that_is_not_taken(
    face: Face, desk: Helpdesk, fields: Fields, caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    """It is that message's trouble alone, leaves nothing behind, and what is told of it names nobody."""
    bad, good = message(), message()
    if trouble == "suspended":
        face.box.store.add_user("Zo\u00eb Quill", bad.recipient.email)
        face.suspend(bad.recipient.email)
    else:
        bad = replace(bad, recipient=Recipient("zoe at example", "Zo\u00eb Quill"))
    people = face.box.store.count_users([])
    with caplog.at_level(logging.DEBUG), pytest.raises(Rejected) as refused:
        desk.deliver(bad, fields)
    assert begun(face, bad) == []
    assert face.box.store.count_users([]) == people
    assert face.slept == []
    desk.deliver(good, fields)
    assert len(begun(face, good)) == 1
    told = f"{refused.value} {refused.value!r} {refused.value.__cause__!r} {caplog.text}"
    assert not any(word in told for word in (bad.recipient.email, "Quill", "Blue Widget", bad.mail.subject))


@pytest.mark.parametrize("way", ["reply", "draft"])
@pytest.mark.parametrize("end", ["deleted", "spam", "closed", "merged", "solved"])
def test_a_ticket_that_is_over(face: Face, desk: Helpdesk, fields: Fields, way: str, end: str) -> None:
    """It takes no message any more, and that is told: another ticket is begun under the same key, and arrives."""
    asked = to_send(face, way)
    if end == "solved":
        face.edit(asked.ticket_id, status="solved")
    else:
        face.end_as(asked.ticket_id, end)
    with pytest.raises(Conflict):
        desk.deliver(asked, fields)
    assert sent(face, asked) == []
    found = desk.deliver(replace(asked, ticket_id=None, draft=False), fields)
    assert found.ticket_id != asked.ticket_id
    assert len(sent(face, asked)) == 1
    assert desk.delivered(asked) == replace(found, otherwise=())


@pytest.mark.parametrize("way", ["reply", "draft"])
def test_a_ticket_that_goes_away_under_our_hands(face: Face, desk: Helpdesk, fields: Fields, way: str) -> None:
    """An agent who deletes it right before our write was faster, and nothing of ours is lost on it."""
    asked = to_send(face, way)
    method, path = where(face, asked)
    face.fault("before_write", path, method, ticket=asked.ticket_id, changes={"deleted": True})
    with pytest.raises(Conflict):
        desk.deliver(asked, fields)
    assert sent(face, asked) == []


@pytest.mark.parametrize("way", ["reply", "draft"])
def test_an_agent_at_the_same_moment(face: Face, desk: Helpdesk, fields: Fields, way: str) -> None:
    """What an agent saves right before our write stays, all of it, and the message is there, too."""
    asked = to_send(face, way)
    method, path = where(face, asked)
    changes = {"add_tags": ["urgent"], "status": "hold", "priority": "high"}
    face.fault("before_write", path, method, ticket=asked.ticket_id, changes=changes)
    desk.deliver(asked, fields)
    after = face.kept(asked.ticket_id)
    assert ({"urgent", "vip"} <= set(after.tags), after.priority) == (True, "high")
    assert after.status == "hold"
    assert len(sent(face, asked)) == 1


@pytest.mark.parametrize("way", WAYS)
def test_what_is_kept_otherwise_is_told(face: Face, desk: Helpdesk, fields: Fields, way: str) -> None:
    """A helpdesk that writes down another day, or another link, than it was sent has said so."""
    method, path = where(face, asked := to_send(face, way))
    face.fault("rewrite", path, method, find="December 5", replace="December 9")
    assert desk.deliver(asked, fields).otherwise == ("text",)
    asked = to_send(face, way)
    face.fault("rewrite", path, method, find="shop[.]example", replace="elsewhere.example")
    assert desk.deliver(asked, fields).otherwise == ("links",)
    assert desk.deliver(to_send(face, way), fields).otherwise == ()


def test_a_letter_that_says_anything(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """Signs, other alphabets and what looks like a placeholder or markup arrive as they were written."""
    html = "<p>50&nbsp;% &lt;b&gt; {{ticket.id}} %(x) \U0001f4e6 \u0441\u043f\u0430\u0441\u0438\u0431\u043e</p>" * 40
    asked = replace(message(), mail=Mail("Re: <b> \U0001f4e6 {{x}} & co", html, html_to_text(html)))
    assert desk.deliver(asked, fields).otherwise == ()
    [ticket] = begun(face, asked)
    assert ticket.subject == asked.mail.subject


def test_each_costs_one_call(desk: Helpdesk, fields: Fields) -> None:
    """Beyond what is asked once a session, a new ticket is one call."""
    desk.deliver(message(), fields)
    calls = desk.calls
    for _ in range(5):
        desk.deliver(message(), fields)
    assert desk.calls - calls == 5


@pytest.mark.parametrize("way", WAYS)
def test_credentials_that_nobody_knows(face: Face, fields: Fields, way: str) -> None:
    """They stop everything, as everywhere."""
    asked = to_send(face, way)
    desk = face.desk(face.wrong_login())
    with pytest.raises(BridgeError) as refused:
        desk.deliver(asked, fields)
    assert getattr(refused.value, "unknown_login", False)
    assert sent(face, asked) == []


def test_nobody_is_printed(face: Face, desk: Helpdesk, fields: Fields, caplog: pytest.LogCaptureFixture) -> None:
    """No log and no representation holds an address, a name or a word of the message."""
    with caplog.at_level(logging.DEBUG):
        for way in WAYS:
            asked = to_send(face, way)
            method, path = where(face, asked)
            face.fault("cut_after", path, method)
            found = desk.deliver(asked, fields)
            printed = f"{asked!r} {found!r} {caplog.text} {desk.delivered(asked)!r}"
            words = (asked.recipient.email, asked.recipient.email.replace("@", "%40"), "Quill", "Ode", "Widget", "1042")
            assert not any(word in printed for word in words)
