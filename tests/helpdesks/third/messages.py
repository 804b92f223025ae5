"""Messages to customers. This helpdesk takes an origin for each, and nothing with the same one twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zendesk_bridge.helpdesks.third import wire

from zendesk_bridge.core.delivering import draft, otherwise
from zendesk_bridge.core.errors import Conflict, Incomplete, NotFound, Rejected, Unavailable
from zendesk_bridge.core.model import Delivered, Delivery, Fields, TicketStatus
from zendesk_bridge.core.rewriting import same_words
from zendesk_bridge.transport import Transport, once_patiently
from zendesk_bridge.transport.single import Single

_OPEN = frozenset({TicketStatus.NEW, TicketStatus.OPEN, TicketStatus.PENDING, TicketStatus.HOLD})


class Messages:
    """The messages of one account."""

    def __init__(self, transport: Transport, single: Single) -> None:
        self._transport, self._single = transport, single

    def deliver(self, delivery: Delivery, fields: Fields) -> Delivered:
        """Send one message."""
        return self._begin(delivery, fields) if delivery.ticket_id is None else self._answer(delivery)

    def delivered(self, delivery: Delivery) -> Delivered | None:
        """Look for it on its ticket, and among the tickets that were begun with its origin."""
        row = None if delivery.ticket_id is None else self._ticket(delivery.ticket_id)
        if row is not None and (found := _on(row, delivery)):
            return found
        begun = wire.rows(self._transport.get("tickets", {"origin": delivery.key}).body)
        if not begun and row is None and delivery.ticket_id is not None:
            raise NotFound(f"ticket {delivery.ticket_id} is gone: whether a message stands on it nobody can tell")
        return _first(begun[0], ()) if begun else None

    def _begin(self, delivery: Delivery, fields: Fields) -> Delivered:
        to = delivery.recipient
        sent = {
            "origin": delivery.key,
            "customer": {"email": to.email, "name": to.name or to.email, "language": delivery.locale},
            "title": delivery.mail.subject,
            "html": delivery.mail.html,
            "state": "pending",
            "labels": sorted(delivery.tags),
            "extra": {fields[key].name: text for key, text in delivery.texts.items() if key in fields},
        }
        return once_patiently(lambda: self._begun(sent), lambda: self.delivered(delivery), self._transport.sleep)

    def _begun(self, sent: Mapping[str, Any]) -> Delivered:
        try:
            answer = self._transport.send("POST", "tickets", json=dict(sent), repeatable=True)
        except Conflict as error:
            raise Unavailable(error.message) from None
        row = wire.record(answer.body, "messages")
        lost = {
            "subject": same_words(row["title"], sent["title"]),
            "tags": set(sent["labels"]) <= set(row["labels"]),
            "fields": all(row["extra"].get(name) == text for name, text in sent["extra"].items()),
        }
        words = otherwise(sent["html"], row["messages"][0]["html"])
        return _first(row, (*words, *(name for name, same in lost.items() if not same)))

    def _answer(self, delivery: Delivery) -> Delivered:
        """Add it to its ticket, on the condition that nobody has changed that since it was read."""
        html = draft(delivery) if delivery.draft else delivery.mail.html
        for _ in range(3):
            row = self._ticket(delivery.ticket_id)
            if row is not None and (found := _on(row, delivery)):
                return found
            if row is None or TicketStatus(row["state"]) not in _OPEN:
                raise Conflict(f"ticket {delivery.ticket_id} takes no message any more")
            sent = {"number": row["number"], "origin": delivery.key, "note" if delivery.draft else "reply": html}
            path = f"tickets/{delivery.ticket_id}"
            try:
                there = wire.record(self._transport.send("PUT", path, json=sent, repeatable=True).body, "messages")
            except (Conflict, Incomplete):
                continue  # somebody was faster, or it was us and the answer was lost: the next look tells
            found = _on(there, delivery, html)
            if found is not None:
                return found
        raise Incomplete(f"nobody can tell whether a message is on ticket {delivery.ticket_id}")

    def _ticket(self, ticket_id: int | None) -> dict[str, Any] | None:
        try:
            with self._single.alone():
                return wire.record(self._transport.get(f"tickets/{ticket_id}").body, "messages")
        except (NotFound, Rejected):
            return None


def _on(row: Mapping[str, Any], delivery: Delivery, sent: str | None = None) -> Delivered | None:
    """Return the message with this key on a ticket."""
    for each in row["messages"]:
        if each["origin"] == delivery.key:
            lost = () if sent is None else tuple(otherwise(sent, each["html"]))
            return Delivered(row["id"], f"comment {each['id']}", wire.moment(each), otherwise=lost)
    return None


def _first(row: Mapping[str, Any], lost: tuple[str, ...]) -> Delivered:
    return Delivered(row["id"], "description", wire.moment(row["messages"][0]), row["customer"]["id"], lost)
