"""Messages to customers: a ticket of their own, or an answer on the one that is open.

https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#create-ticket. A new ticket carries the message's
key twice: as ``Idempotency-Key``, by which Zendesk makes no second one within two hours, and as ``external_id``, by
which it is found for ever. An answer carries it in the ``metadata`` of its audit, where no agent and no customer sees
it; that nobody was faster, another run of ours either, is seen by the ticket's stamp.

A customer gets the mail by a trigger of the account: "Notify requester of new proactive ticket", or one like it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from zendesk_bridge.core.delivering import draft, otherwise
from zendesk_bridge.core.errors import AuthRefused, Conflict, Incomplete, NotFound, Refused, Rejected, Unavailable
from zendesk_bridge.core.model import Delivered, Delivery, Fields, TicketStatus
from zendesk_bridge.core.rewriting import same_words
from zendesk_bridge.helpdesks.zendesk import tickets as wire
from zendesk_bridge.helpdesks.zendesk.api import TICKET_CLOSED, Api, dropped, part, rows_of
from zendesk_bridge.transport import JsonRow, Response, once_patiently
from zendesk_bridge.transport.single import Single

_ME, _LOCALES, _TICKETS = "/api/v2/users/me.json", "/api/v2/locales.json", "/api/v2/tickets.json"
_WAITS_FOR_CUSTOMER = "pending"
_KEY = "zendesk_bridge_message"
_OPEN = frozenset({TicketStatus.NEW, TicketStatus.OPEN, TicketStatus.PENDING, TicketStatus.HOLD})
_USED = "IdempotentRequestError"
"""Zendesk's name for a key that came with another body: the message was sent, worded otherwise."""


class ProactiveTickets:
    """The messages of one account.

    Args:
        api: the account.
        single: tells one ticket's trouble from the account's.
    """

    def __init__(self, api: Api, single: Single) -> None:
        self._api, self._single = api, single
        self._me = 0
        self._languages: Mapping[str, int] | None = None

    def deliver(self, delivery: Delivery, fields: Fields) -> Delivered:
        """Send one message; see :meth:`zendesk_bridge.core.ports.Helpdesk.deliver`."""
        if delivery.ticket_id is None:
            return self._begin(delivery, fields)
        return self._answer(delivery.ticket_id, delivery)

    def delivered(self, delivery: Delivery) -> Delivered | None:
        """Look for a message on its ticket, and among the tickets that were begun."""
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
        payload = _new_ticket(delivery, fields, self._who(), self._language(delivery.locale))
        headers = {"Idempotency-Key": payload["external_id"]}

        def post() -> Delivered:
            with _passing():
                response = self._api.write("POST", _TICKETS, {"ticket": payload}, repeatable=False, headers=headers)
            return _begun(response, payload, delivery, fields)

        find = partial(self._find_begun, delivery)
        try:
            return once_patiently(post, find, self._api.sleep)
        except Rejected as error:
            there = find() if _USED in error.message else None
            if there is None:
                raise
            return there

    def _find_begun(self, delivery: Delivery) -> Delivered | None:
        """Return the ticket with this key; the first one, should an agent have made a copy."""
        params = {"external_id": _name(delivery)}
        rows = [row for row in self._api.rows(_TICKETS, "tickets", params) if row.get("external_id") == _name(delivery)]
        first = min(rows, key=lambda row: int(row["id"]), default=None)
        return None if first is None else _as_description(first, ())

    def _who(self) -> int:
        """Return our own id: without it the customer would stand there as who wrote to herself."""
        if not self._me:
            self._me = part(self._api.one(_ME, "user"), "id", int, _ME)
        return self._me

    def _language(self, locale: str) -> int | None:
        """Return Zendesk's id of a language, else that of its mother tongue; None where the account lacks both."""
        if self._languages is None:
            try:
                rows = rows_of(self._api.transport.get(_LOCALES).body, "locales", _LOCALES, lambda _row: True)
            except (Refused, Incomplete, Unavailable):
                rows = []  # a customer whose language nobody tells is still to be told
            self._languages = {wire.locale_of(str(row.get("locale"))): row["id"] for row in rows}
        return self._languages.get(locale) or self._languages.get(locale.partition("_")[0])

    # --- on a ticket that is open

    def _answer(self, ticket_id: int, delivery: Delivery) -> Delivered:
        html = draft(delivery) if delivery.draft else delivery.mail.html
        comment = {"html_body": html, "public": not delivery.draft, "author_id": self._who()}
        change = {"comment": comment, "metadata": {_KEY: delivery.key}, "safe_update": True}
        find = partial(self._find_on, ticket_id, delivery)

        def put() -> Delivered:
            stamp = self._stamp(ticket_id)  # before the look: what is written after it is told by a conflict
            try:
                there = find()
            except NotFound:
                raise _over(ticket_id) from None
            if there is not None:
                return there
            if stamp is None:
                raise _over(ticket_id)
            return _answered(self._put(ticket_id, {**change, "updated_stamp": stamp}), ticket_id, comment)

        return once_patiently(put, find, self._api.sleep)

    def _put(self, ticket_id: int, change: JsonRow) -> Response:
        """Write an answer. Raises Conflict where the ticket takes none any more, Unavailable for a conflict."""
        path = f"/api/v2/tickets/{ticket_id}.json"
        try:
            with _passing():
                return self._api.write("PUT", path, {"ticket": change}, repeatable=False)
        except AuthRefused as error:
            self._single.judge(error)
        except NotFound:
            pass
        except Rejected as error:
            if TICKET_CLOSED not in error.message:
                raise
        raise _over(ticket_id)

    def _stamp(self, ticket_id: int) -> str | None:
        """Return when an open ticket was changed last, None for one that takes no answer any more."""
        path = f"/api/v2/tickets/{ticket_id}.json"
        try:
            with self._single.alone():
                now = wire.ticket(self._api.one(path, "ticket"), {}, known_locales={})
        except (NotFound, Rejected):
            return None
        return now.changed if now.status in _OPEN else None

    def _find_on(self, ticket_id: int, delivery: Delivery) -> Delivered | None:
        """Look through a ticket's audits. Raises NotFound for one that cannot be read any more."""
        path = f"/api/v2/tickets/{ticket_id}/audits.json"
        try:
            with self._single.alone():
                found = next((it for it in self._api.rows(path, "audits") if _key_of(it) == delivery.key), None)
                return None if found is None else _named(found, ticket_id)
        except (NotFound, Rejected) as error:
            raise _nobody_can_tell(ticket_id, error) from None


@contextmanager
def _passing() -> Iterator[None]:
    """Raise Unavailable for a conflict, which passes: two wrote at once, and nothing of ours was written."""
    try:
        yield
    except Conflict as error:
        raise Unavailable(error.message, fix="Run the same command again later.") from None


def _nobody_can_tell(ticket_id: int, error: NotFound | Rejected) -> NotFound:
    """Return the error of a ticket that a message may stand on and that cannot be read any more."""
    what = f"ticket {ticket_id} cannot be read any more: whether a message stands on it nobody can tell"
    return NotFound(what, status=error.status)


def _over(ticket_id: int) -> Conflict:
    """Return the error of a ticket that takes no answer any more."""
    return Conflict(f"ticket {ticket_id} takes no message any more: it was solved, closed, merged or deleted")


# --- what is sent


def _name(delivery: Delivery) -> str:
    """Return a message's key as it stands among the external ids of other programs."""
    return f"zendesk-bridge-{delivery.key}"


def _new_ticket(delivery: Delivery, fields: Fields, me: int, language: int | None) -> dict[str, Any]:
    """Return a ticket as Zendesk takes it.

    Whether ``locale_id`` changes somebody who is there already is UNCONFIRMED; the documents name it for who is new.
    """
    to = delivery.recipient
    requester: dict[str, Any] = {"email": to.email, "name": to.name.strip() or to.email.partition("@")[0]}
    values = [{"id": fields[key].id, "value": text} for key, text in delivery.texts.items() if key in fields]
    return {
        "external_id": _name(delivery),
        "requester": {**requester, "locale_id": language} if language else requester,
        "submitter_id": me,
        "subject": delivery.mail.subject,
        "comment": {"html_body": delivery.mail.html, "public": True, "author_id": me},
        "status": _WAITS_FOR_CUSTOMER,
        "tags": sorted(delivery.tags),
        "custom_fields": values,
    }


# --- what came of it


def _begun(response: Response, sent: Mapping[str, Any], delivery: Delivery, fields: Fields) -> Delivered:
    """Return a new ticket's message. Raises Incomplete, and Rejected for one that the customer cannot read."""
    raw = part(response.body, "ticket", dict, _TICKETS)
    ticket = wire.ticket(raw, fields, known_locales={})
    kept = _comment_of(part(response.body, "audit", dict, _TICKETS))
    _must_be_public(kept, ticket.id)
    lost = {
        "subject": same_words(str(raw.get("raw_subject") or raw.get("subject")), delivery.mail.subject),
        "tags": {tag.lower() for tag in delivery.tags} <= ticket.tags,
        "fields": all(
            same_words(ticket.fields.get(key, ""), text) for key, text in delivery.texts.items() if key in fields
        ),
        "author": kept.get("author_id") == sent["submitter_id"],
        "key": raw.get("external_id") == sent["external_id"],
    }
    words = otherwise(delivery.mail.html, str(kept.get("html_body") or ""))
    named = (*words, *(name for name, there in lost.items() if not there), *dropped(response, sent.keys()))
    return _as_description(raw, tuple(dict.fromkeys(named)))


def _answered(response: Response, ticket_id: int, sent: Mapping[str, Any]) -> Delivered:
    """Return a message on a ticket. Raises Incomplete, and Rejected for one that the customer cannot read."""
    where = f"tickets/{ticket_id}"
    audit = part(response.body, "audit", dict, where)
    kept = _comment_of(audit)
    if sent["public"]:
        _must_be_public(kept, ticket_id)
    words = otherwise(str(sent["html_body"]), str(kept.get("html_body") or ""))
    shown = [] if kept.get("public") is sent["public"] else ["private"]
    return _named(audit, ticket_id, (*words, *shown))


def _must_be_public(kept: JsonRow, ticket_id: int) -> None:
    """Raise Rejected for a message that was kept as a note."""
    if kept.get("public") is not True:
        raise Rejected(f"the message on ticket {ticket_id} was kept as a private note: the customer has not read it")


def _comment_of(audit: JsonRow) -> JsonRow:
    """Return the comment of an audit. Raises Incomplete where there is none."""
    events = audit.get("events")
    found = [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []
    comment = next((event for event in found if event.get("type") == "Comment" and "id" in event), None)
    if comment is None:
        raise Incomplete("Zendesk does not say which comment it made of a message")
    return comment


def _key_of(audit: JsonRow) -> object:
    """Return the key of the message that an audit brought, None where it brought none."""
    metadata = audit.get("metadata")
    custom = metadata.get("custom") if isinstance(metadata, dict) else None
    return custom.get(_KEY) if isinstance(custom, dict) else None


def _named(audit: JsonRow, ticket_id: int, otherwise_kept: tuple[str, ...] = ()) -> Delivered:
    """Return a message on a ticket, named as the export of events names its comment.

    That a comment has the id of its event in the audit is what recordings show.
    """
    comment = _comment_of(audit)
    at = wire.moment(comment.get("created_at")) or wire.moment(audit.get("created_at"))
    if at is None:
        raise Incomplete(f"Zendesk does not say when it made a message on ticket {ticket_id}")
    return Delivered(ticket_id, f"comment {comment['id']}", at, otherwise=otherwise_kept)


def _as_description(raw: JsonRow, otherwise_kept: tuple[str, ...]) -> Delivered:
    """Return a message that is a ticket's description. Raises Incomplete where nobody can tell since when."""
    at = wire.moment(raw.get("created_at"))
    if at is None:
        raise Incomplete(f"Zendesk does not say when it made ticket {raw['id']}")
    whose = raw.get("requester_id")
    return Delivered(raw["id"], "description", at, whose if isinstance(whose, int) else None, otherwise_kept)
