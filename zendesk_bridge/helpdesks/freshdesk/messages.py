"""Messages to customers: an outbound mail of their own, or an answer on the ticket that is open.

https://developers.freshdesk.com/api/#create_outbound_email. Freshdesk takes no key, so a message carries it as its last
line, by which it is found again among the customer's tickets, or in the conversation. Two who write at the same moment
are kept apart by the lease of runs alone: there are no versions here, and nothing else that could tell them.

Such a mail goes out at once, from the account's own address; whether the contact's language is set by it is not told,
so that a new contact has the account's.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from zendesk_bridge.core.delivering import draft, otherwise, referenced
from zendesk_bridge.core.errors import AuthRefused, Conflict, Incomplete, NotFound, Rejected, Unavailable
from zendesk_bridge.core.model import Delivered, Delivery, Fields, TicketStatus
from zendesk_bridge.core.rewriting import same_words
from zendesk_bridge.helpdesks.freshdesk import wire
from zendesk_bridge.helpdesks.freshdesk.calls import Lists
from zendesk_bridge.helpdesks.freshdesk.tickets import TicketReader
from zendesk_bridge.transport import Json, JsonRow, Transport, once_patiently

_OUTBOUND, _TICKETS = "tickets/outbound_email", "tickets"
_PENDING, _LOW = 3, 1  # a status and a priority
_OPEN = frozenset({TicketStatus.NEW, TicketStatus.OPEN, TicketStatus.PENDING, TicketStatus.HOLD})
_EVER = "2010-01-01T00:00:00Z"  # without a time only the tickets of the last 30 days are listed
_NOT_ALLOWED = 405
NO_SENDER = "Freshdesk names no active address to send mails from"
SENDER_STEPS = "Add a mailbox, and verify it, in Admin > Channels > Email."


class OutboundMails:
    """The messages of one account."""

    def __init__(self, transport: Transport, lists: Lists, tickets: TicketReader) -> None:
        self._transport, self._lists, self._tickets = transport, lists, tickets
        self._sender = 0

    def deliver(self, delivery: Delivery, fields: Fields) -> Delivered:
        """Send one message; see :meth:`zendesk_bridge.core.ports.Helpdesk.deliver`."""
        if delivery.ticket_id is None:
            return self._begin(delivery, fields)
        return self._answer(delivery.ticket_id, delivery)

    def delivered(self, delivery: Delivery) -> Delivered | None:
        """Look for a message on its ticket, and among the customer's tickets."""
        if delivery.ticket_id is None:
            return self._find_begun(delivery)
        try:
            return self._find_on(delivery.ticket_id, delivery) or self._find_begun(delivery)
        except NotFound:
            if there := self._find_begun(delivery):
                return there
            raise

    # --- a ticket of its own

    def _begin(self, delivery: Delivery, fields: Fields) -> Delivered:
        body = _new_ticket(delivery, fields, self._from())

        def post() -> Delivered:
            return _begun(wire.record(self._post(_OUTBOUND, body), "a ticket"), body)

        return once_patiently(post, partial(self._find_begun, delivery), self._transport.sleep)

    def _post(self, path: str, body: JsonRow) -> Json:
        """Send; a conflict is one that passes. Raises Unavailable for it, as for an answer that was lost."""
        try:
            return self._transport.send("POST", path, json=body, repeatable=False).body
        except Conflict as error:
            raise Unavailable(error.message, fix="Run the same command again later.") from None

    def _from(self) -> int:
        """Return the address to send from: the primary one of no product, else any that is active.

        Raises Incomplete where none is: no message could go out then.
        """
        if not self._sender:
            chosen = wire.sender(self._lists.rows(wire.EMAIL_CONFIGS, holes=True))
            if chosen is None:
                raise Incomplete(NO_SENDER, fix=SENDER_STEPS)
            self._sender = wire.number(chosen, "id")
        return self._sender

    def _find_begun(self, delivery: Delivery) -> Delivered | None:
        """Look through the tickets of this address, the newest first; one in the bin is not among them.

        Raises Rejected without an address: the tickets of nobody are everybody's, and hold no proof.
        """
        if not delivery.recipient.email.strip():
            raise Rejected("without the customer's address nobody can tell whether a message was sent")
        params = {"email": delivery.recipient.email, "include": "description", "updated_since": _EVER}
        for row in self._lists.rows(_TICKETS, params=params):
            if row.get("source") == wire.OUTBOUND_EMAIL and _holds(row, delivery.key, "description"):
                return _as_description(row, ())
        return None

    # --- on a ticket that is open

    def _answer(self, ticket_id: int, delivery: Delivery) -> Delivered:
        html = draft(delivery) if delivery.draft else referenced(delivery)
        body: dict[str, Any] = {"body": html, "private": True} if delivery.draft else {"body": html}
        path = f"tickets/{ticket_id}/{'notes' if delivery.draft else 'reply'}"
        find = partial(self._find_on, ticket_id, delivery)
        try:
            if there := find():
                return there
        except NotFound as error:
            raise _over(ticket_id, "deleted", error.status) from None

        def post() -> Delivered:
            self._must_be_open(ticket_id)
            try:
                answer = self._post(path, body)
            except AuthRefused as error:
                self._tickets.single.judge(error)
                raise _over(ticket_id, "not ours to answer", error.status) from None
            except NotFound as error:
                raise _over(ticket_id, "deleted", error.status) from None
            except Rejected as error:
                if error.status == _NOT_ALLOWED:
                    raise _over(ticket_id, "deleted or spam", error.status) from None
                raise
            return _answered(wire.record(answer, "a reply"), ticket_id, html)

        return once_patiently(post, find, self._transport.sleep)

    def _must_be_open(self, ticket_id: int) -> None:
        """Raise Conflict for a ticket that takes no answer any more."""
        try:
            row = self._tickets.row(ticket_id)
        except Rejected as error:
            raise _over(ticket_id, "cannot be read any more", error.status) from None
        status = TicketStatus.DELETED if row is None else wire.status(row)
        if status not in _OPEN:
            raise _over(ticket_id, status.value)

    def _find_on(self, ticket_id: int, delivery: Delivery) -> Delivered | None:
        """Look through a ticket's conversation. Raises NotFound for one that cannot be read any more."""
        try:
            with self._tickets.single.alone():
                rows = (row for row in self._tickets.conversations(ticket_id) if row.get("incoming") is not True)
                found = next((row for row in rows if _holds(row, delivery.key, "body")), None)
                return None if found is None else _answered(found, ticket_id, None)
        except (NotFound, Rejected) as error:
            what = f"ticket {ticket_id} cannot be read any more: whether a message stands on it nobody can tell"
            raise NotFound(what, status=error.status) from None


def _over(ticket_id: int, how: str, status: int = 0) -> Conflict:
    """Return the error of a ticket that takes no answer any more."""
    return Conflict(f"ticket {ticket_id} takes no message any more: {how}", status=status)


def _new_ticket(delivery: Delivery, fields: Fields, sender: int) -> dict[str, Any]:
    """Return an outbound mail as Freshdesk takes it; without a status its ticket would be closed."""
    to = delivery.recipient
    return {
        "email": to.email,
        "name": to.name.strip() or to.email.partition("@")[0],
        "subject": delivery.mail.subject,
        "description": referenced(delivery),
        "email_config_id": sender,
        "status": _PENDING,
        "priority": _LOW,
        "tags": sorted(delivery.tags),
        "custom_fields": {fields[key].name: text for key, text in delivery.texts.items() if key in fields and text},
    }


def _begun(row: JsonRow, sent: JsonRow) -> Delivered:
    """Return a new ticket's message. Raises Incomplete for what is no ticket."""
    held, tags = wire.custom(row), {tag.casefold() for tag in wire.tags(row)}
    there = {
        "subject": same_words(wire.text(row, "subject"), sent["subject"]),
        "tags": {tag.casefold() for tag in sent["tags"]} <= tags,
        "fields": all(same_words(wire.text(held, name), text) for name, text in sent["custom_fields"].items()),
    }
    kept = wire.text(row, "description")
    return _as_description(
        row, (*otherwise(sent["description"], kept), *(name for name, so in there.items() if not so))
    )


def _answered(row: JsonRow, ticket_id: int, sent: str | None) -> Delivered:
    """Return a message on a ticket. Raises Incomplete where nobody can tell what it is, or since when."""
    comment, at = wire.number(row, "id"), wire.moment(row, "created_at")
    lost = () if sent is None else tuple(otherwise(sent, wire.text(row, "body")))
    return Delivered(ticket_id, f"comment {comment}", at, otherwise=lost)


def _as_description(row: JsonRow, lost: tuple[str, ...]) -> Delivered:
    """Return a message that is a ticket's description. Raises Incomplete for what is no ticket."""
    requester = wire.number(row, "requester_id") if row.get("requester_id") is not None else None
    return Delivered(wire.number(row, "id"), "description", wire.moment(row, "created_at"), requester, lost)


def _holds(row: JsonRow, key: str, part: str) -> bool:
    """Tell whether one of the forms of a text holds a key."""
    return key in wire.text(row, f"{part}_text") or key in wire.text(row, part)
