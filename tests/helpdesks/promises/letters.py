"""Letters that the suites of messages send: each to a customer of its own, by each of the ways."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Delivery, Mail, Recipient
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
