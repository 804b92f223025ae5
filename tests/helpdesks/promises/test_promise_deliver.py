"""A message reaches its customer once and as it was written, whatever happens on the way, and is ours ever after."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from itertools import count
from threading import Barrier
from typing import Any

import pytest

from zendesk_bridge.core.errors import BridgeError, Conflict, Rejected, TryLater
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Delivered, Delivery, FieldKey, Fields, Mail, Recipient, TicketStatus
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.core.rewriting import same_words
from zendesk_bridge.sandbox.records import Comment, StoredTicket, TicketQuery

Face = Any  # a class in conftest.py, which a test cannot import
LINK = "https://shop.example/choice/eyJtIjoiMSJ9.c2lnbmVk"
HTML = (
    "<p>Hi Zo\u00eb &amp; co,</p><p>your <b>Blue Widget</b> ships between December 1 and December 5.</p>"
    f'<ul><li>wait</li><li>cancel</li></ul><p><a href="{LINK}">Choose here</a></p>'
)
MAIL = Mail("Your order #1042 ships later", HTML, html_to_text(HTML))
WAYS = ("new", "reply", "draft")
NUMBERS = count(1)

LOST: Mapping[str, Mapping[str, Any]] = {
    "no answer": {"effect": "cut_after"},
    "half an answer": {"effect": "cut_within"},
    "half a body": {"effect": "truncate"},
    "no body": {"effect": "empty"},
    "an error after the write": {"effect": "empty", "status": 502},
}
NOT_DONE: Mapping[str, Mapping[str, Any]] = {
    "limited": {"effect": "status", "status": 429, "retry_after": 5},
    "a conflict": {"effect": "conflict"},
    "cut off": {"effect": "cut_before"},
    "down": {"effect": "status", "status": 503},
    "a page": {"effect": "status", "status": 200, "body": "<html>Zo\u00eb</html>"},
}


class KilledError(BaseException):
    """Nothing in the program can catch it."""


def killed(_seconds: float) -> None:
    """End the run where it wanted to wait."""
    raise KilledError


def message(ticket: int | None = None, *, draft: bool = False, **more: Any) -> Delivery:
    """Return a message that no other test has, to a customer whom no other test has."""
    key = f"{next(NUMBERS):016x}"
    to = more.pop("to", Recipient(f"zoe.{key}@example.com", "Zo\u00eb Quill"))
    return Delivery(key, to, MAIL, "de", ("backorder", "outreach"), ticket_id=ticket, draft=draft, **more)


def to_send(face: Face, way: str) -> Delivery:
    """Return a message of this way; one for a ticket has a customer who opened it a while ago."""
    if way == "new":
        return message()
    to = Recipient(f"ann.{next(NUMBERS)}@example.com", "Ann Ode")
    [ticket] = face.customer(requester={"email": to.email, "name": to.name})
    face.later(60)
    return message(ticket, draft=way == "draft", to=to)


def where(face: Face, delivery: Delivery) -> tuple[str, str]:
    """Return method and path of what sends this message."""
    return face.answers if delivery.ticket_id else ("POST", face.begins)


def begun(face: Face, delivery: Delivery) -> list[StoredTicket]:
    """Return the tickets of a message's customer."""
    person = face.box.store.user_by_email(delivery.recipient.email)
    return face.box.store.tickets(TicketQuery(requester_id=person.id)) if person else []


def sent(face: Face, delivery: Delivery) -> list[Comment]:
    """Return what was written to a message's customer, and the notes, all of it in the order of writing."""
    mine = (comment for ticket in begun(face, delivery) for comment in face.box.store.comments(ticket.id))
    return [comment for comment in mine if "Blue Widget" in comment.text]


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
def test_two_at_once(face: Face, fields: Fields, way: str) -> None:
    """Two clients that send one message at the same moment make one of it, where the helpdesk can tell them apart."""
    if not face.tells_two_apart:
        pytest.skip("the lease of runs alone keeps two apart there")
    asked = to_send(face, way)
    start = Barrier(2, timeout=30)

    def run(desk: Helpdesk) -> Delivered:
        start.wait()
        return desk.deliver(asked, fields)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(run, [face.desk(), face.desk()], timeout=60))
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
