"""Zendesk: messages that were kept otherwise than a customer could read them, and accounts that do not tell all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import responses

from zendesk_bridge.core.errors import AuthRefused, Conflict, Rejected
from zendesk_bridge.core.model import Delivery, Mail, Recipient
from zendesk_bridge.core.ports import Helpdesk

API = "https://acme.zendesk.com/api/v2"
TO = Recipient("zoe@example.com", "Zoe")
LETTER = Delivery("0f", TO, Mail("Late", "<p>It is late</p>", "It is late"), "pt_BR", ("a",))
KEY = "zendesk-bridge-0f"
AT = "2026-11-28T10:00:00Z"
TICKET = {
    "id": 7, "requester_id": 5, "created_at": AT, "updated_at": AT, "status": "pending", "raw_subject": "Late",
    "tags": ["a"], "external_id": KEY,
}  # fmt: skip
COMMENT = {"id": 9, "type": "Comment", "html_body": "<div>It is late</div>", "public": True, "author_id": 3}
USED = {"error": "IdempotentRequestError", "description": "Request parameters don't match"}
LAST = {"has_more": False}


def answer(comment: Mapping[str, Any] = COMMENT, **ticket: Any) -> dict[str, Any]:
    """Return what Zendesk answers to a message."""
    audit = {"id": 8, "created_at": AT, "events": [{"id": 1, "type": "Create"}, dict(comment)]}
    return {"ticket": {**TICKET, **ticket}, "audit": audit}


def signed_in(http: responses.RequestsMock, locales: int = 200) -> None:
    """Let the account tell who we are, and its languages unless it refuses."""
    http.get(f"{API}/users/me.json", json={"user": {"id": 3}})
    listed = [{"id": 1, "locale": "en-US"}, {"id": 19, "locale": "pt-br"}]
    http.get(f"{API}/locales.json", status=locales, json={"locales": listed} if locales == 200 else {})


def test_what_is_sent(account: Helpdesk, http: responses.RequestsMock) -> None:
    """The ticket is the customer's, in their language, begun by us in public, and carries its key twice."""
    signed_in(http)
    sent = {
        "external_id": KEY,
        "requester": {"email": TO.email, "name": "Zoe", "locale_id": 19},
        "submitter_id": 3,
        "subject": "Late",
        "comment": {"html_body": "<p>It is late</p>", "public": True, "author_id": 3},
        "status": "pending",
        "tags": ["a"],
        "custom_fields": [],
    }
    body = responses.matchers.json_params_matcher({"ticket": sent})
    key = responses.matchers.header_matcher({"Idempotency-Key": KEY})
    http.post(f"{API}/tickets.json", status=201, json=answer(), match=[body, key])
    found = account.deliver(LETTER, {})
    assert (found.ticket_id, found.comment, found.at.isoformat()) == (7, "description", "2026-11-28T10:00:00+00:00")


@pytest.mark.parametrize("status", [403, 404, 500])
def test_languages_that_are_not_told(account: Helpdesk, http: responses.RequestsMock, status: int) -> None:
    """A customer whose language cannot be set is told all the same."""
    http.get(f"{API}/users/me.json", json={"user": {"id": 3}})
    for _ in range(1 if status < 500 else 6):
        http.get(f"{API}/locales.json", status=status, json={})
    http.post(f"{API}/tickets.json", status=201, json=answer())
    assert account.deliver(LETTER, {}).otherwise == ()


@pytest.mark.parametrize("ticket", [None, 7])
def test_a_message_that_was_kept_as_a_note(account: Helpdesk, http: responses.RequestsMock, ticket: int | None) -> None:
    """The customer has not read it: it counts as not taken, and the error names the ticket for a person to look at."""
    http.get(f"{API}/users/me.json", json={"user": {"id": 3}})
    private = answer({**COMMENT, "public": False})
    if ticket is None:
        http.get(f"{API}/locales.json", json={"locales": []})
        http.post(f"{API}/tickets.json", status=201, json=private)
    else:
        http.get(f"{API}/tickets/7.json", json={"ticket": TICKET})
        http.get(f"{API}/tickets/7/audits.json", json={"audits": [], "meta": LAST})
        http.put(f"{API}/tickets/7.json", json=private)
    with pytest.raises(Rejected, match="ticket 7"):
        account.deliver(Delivery("0f", TO, LETTER.mail, "pt_BR", ("a",), ticket_id=ticket), {})


def test_what_zendesk_kept_otherwise(account: Helpdesk, http: responses.RequestsMock) -> None:
    """Each part is named: who stands there as its author, a key, tags and a subject that are not what was sent."""
    signed_in(http)
    body = answer({**COMMENT, "author_id": 5}, tags=[], external_id=None, raw_subject="Subject")
    warned = {"X-Zendesk-API-Warn": 'Removed restricted keys ["ticket.external_id"] from parameters'}
    http.post(f"{API}/tickets.json", status=201, json=body, headers=warned)
    assert account.deliver(LETTER, {}).otherwise == ("subject", "tags", "author", "key", "external_id")


@pytest.mark.parametrize("there", [[TICKET], []])
def test_a_key_that_was_used_for_other_words(
    account: Helpdesk, http: responses.RequestsMock, there: list[dict[str, Any]]
) -> None:
    """The message that was sent is found; where nobody finds it, an agent deleted it, and it is not sent again."""
    signed_in(http)
    http.post(f"{API}/tickets.json", status=400, json=USED)
    others = [{**TICKET, "id": 6, "external_id": "another"}, *({**row, "id": 8} for row in there)]
    http.get(f"{API}/tickets.json", json={"tickets": [*others, *there], "meta": LAST})
    if there:
        assert account.deliver(LETTER, {}).ticket_id == 7
        return
    with pytest.raises(Rejected):
        account.deliver(LETTER, {})


@pytest.mark.parametrize(("others", "error"), [(200, Conflict), (403, AuthRefused)])
def test_a_ticket_that_is_not_ours_to_answer(
    account: Helpdesk, http: responses.RequestsMock, others: int, error: type[Exception]
) -> None:
    """A 403 for one ticket alone is that ticket's: another one is begun; where all answer so, nothing is."""
    http.get(f"{API}/users/me.json", json={"user": {"id": 3}})
    http.get(f"{API}/tickets/7.json", json={"ticket": TICKET})
    http.get(f"{API}/tickets/7/audits.json", json={"audits": [], "meta": LAST})
    http.put(f"{API}/tickets/7.json", status=403, json={"error": "Forbidden"})
    http.get(f"{API}/users/me.json", status=others, json={"user": {"id": 3}})
    with pytest.raises(error):
        account.deliver(Delivery("0f", TO, LETTER.mail, "de", ticket_id=7), {})
