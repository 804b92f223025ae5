"""Which of Zendesk's comments told a customer something, and who said it when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import requests
import responses

from zendesk_bridge.core.model import AgentReply, RemoteField, TicketPage, Words
from zendesk_bridge.core.model.fields import FieldKey
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks import zendesk
from zendesk_bridge.helpdesks.zendesk import replies
from zendesk_bridge.sandbox import Sandbox

API = "https://acme.zendesk.com/api/v2"
EXPORT = f"{API}/incremental/tickets/cursor.json"
EVENTS = f"{API}/incremental/ticket_events.json"
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
START = int(SINCE.timestamp())
AGENT, CUSTOMER = 8, 50
MERGED = {"channel": "web", "source": {"from": {"ticket_id": 5}, "to": {}, "rel": "merge"}}
RULE = {"channel": "rule", "source": {"from": {"id": 3, "title": "Auto-reply"}, "to": {}, "rel": "trigger"}}
Fields = dict[FieldKey, RemoteField]


def comment(number: int, author: object = AGENT, **changes: Any) -> dict[str, Any]:
    """Return a comment as Zendesk gives it in an event."""
    said = {"id": number, "event_type": "Comment", "type": "Comment", "author_id": author, "plain_body": "words"}
    return said | {"public": True, "created_at": "2026-11-20T09:30:00Z", "via": {"channel": "web"}} | changes


def event(ticket_id: int, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an event of the export."""
    return {"id": 1, "ticket_id": ticket_id, "timestamp": START + 60, "child_events": list(children), **more}


def scanned(http: responses.RequestsMock, account: Helpdesk, fields: Fields, *events: Any) -> TicketPage:
    """Return the page that a scan makes of these events, where one agent works here."""
    http.get(EXPORT, json={"tickets": [], "after_cursor": "c", "end_of_stream": True})
    http.get(EVENTS, json={"ticket_events": list(events), "end_time": START + 500, "end_of_stream": True})
    http.get(f"{API}/users.json", json={"users": [{"id": AGENT, "role": "agent"}], "meta": {"has_more": False}})
    return list(account.changed_tickets(None, SINCE, fields))[-1]


@pytest.mark.parametrize(
    ("changes", "agent"),
    [
        ({}, AGENT),
        ({"type": None}, AGENT),
        ({"author_id": -1, "via": RULE}, None),
        ({"via": None}, AGENT),
        ({"via": "Web form"}, AGENT),
        ({"via": {"channel": "chat"}}, AGENT),
        ({"via": {"channel": "api", "source": {"rel": None}}}, AGENT),
    ],
)
def test_what_reached_the_customer(changes: dict[str, Any], agent: int | None) -> None:
    """A public comment of an agent did, whatever way she wrote it; one of a trigger did, too, and nobody wrote it."""
    assert replies.reply(3, comment(1) | changes, {AGENT}) == AgentReply(3, AT, agent, Words("comment 1", "words"))


@pytest.mark.parametrize(
    "changes",
    [
        {"public": False},
        {"public": None},
        {"author_id": CUSTOMER},
        {"author_id": None},
        {"author_id": "8"},
        {"type": "VoiceComment"},
        {"via": MERGED},
        {"via": {"channel": "merge"}},
        {"via": "Merge"},
        {"author_id": -1, "via": {"channel": "chat_transcript"}},
        {"author_id": 0, "via": {"channel": "native_messaging"}},
        {"author_id": -1, "via": "Chat transcript"},
        {"plain_body": ""},
        {"created_at": None},
        {"created_at": "yesterday"},
        {"created_at": 5},
    ],
)
def test_what_told_the_customer_nothing(changes: dict[str, Any]) -> None:
    """A note, a customer's words, a recording, a merge's quotation, a transcript, nothing, or nobody knows when."""
    assert replies.reply(3, comment(1) | changes, {AGENT}) is None


def test_replies_come_with_the_events(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """In their order and each once, with the customers' words beside them; a description by an agent is one."""
    page = scanned(
        http,
        account,
        fields,
        event(3, {"id": 900, "event_type": "Create"}, comment(901)),
        event(4, {"id": 902, "event_type": "Create"}, comment(903, CUSTOMER)),
        event(4, comment(904), comment(905, CUSTOMER), comment(906, public=False)),
        event(4, comment(904)),
    )
    assert [(one.ticket_id, one.words.part) for one in page.replies] == [(3, "description"), (4, "comment 904")]
    assert [(one.ticket_id, [words.part for words in one.words]) for one in page.comments] == [(4, ["comment 905"])]


def test_a_comment_that_does_not_say_when_was_made_with_its_event(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """The event has a time of its own; where neither has one, nothing can be said, and the others go on."""
    page = scanned(
        http,
        account,
        fields,
        event(3, comment(1, created_at=None)),
        event(3, comment(2, created_at=None), timestamp="?"),
        event(3, comment(3)),
    )
    assert [(one.words.part, int(one.at.timestamp()) - START) for one in page.replies] == [
        ("comment 1", 60),
        ("comment 3", int(AT.timestamp()) - START),
    ]


def test_a_mail_cannot_be_called_back(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """A reply that was made private in the same page of events had been sent; a note that never was public had not."""
    hidden = {"id": 7, "event_type": "CommentPrivacyChange", "comment_id": 1, "public": False}
    events = [event(3, comment(1, public=False), comment(2, public=False)), event(3, hidden), event(3, "x", {"id": 9})]
    page = scanned(http, account, fields, *events)
    assert [one.words.part for one in page.replies] == ["comment 1"]


def test_who_opened_a_ticket_is_not_asked_for_again(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """New tickets of customers, and nothing else, cost two calls: whoever opened them came along with them."""
    ticket = {"id": 4, "status": "new", "tags": [], "requester_id": CUSTOMER, "submitter_id": CUSTOMER}
    users = [{"id": CUSTOMER, "role": "end-user"}]
    http.get(EXPORT, json={"tickets": [ticket], "after_cursor": "c", "end_of_stream": True, "users": users})
    events = [event(4, {"id": 902, "event_type": "Create"}, comment(903, CUSTOMER))]
    http.get(EVENTS, json={"ticket_events": events, "end_time": START + 5, "end_of_stream": True})
    assert [page.replies for page in account.changed_tickets(None, SINCE, fields)] == [(), ()]
    assert len(http.calls) == 2


def test_an_agent_whose_ticket_is_not_listed_yet(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """The events may be ahead of the tickets: who opened one that nobody has listed is looked up, once."""
    ticket = {"id": 4, "status": "new", "tags": [], "requester_id": CUSTOMER, "submitter_id": CUSTOMER}
    users = [{"id": CUSTOMER, "role": "end-user"}]
    http.get(EXPORT, json={"tickets": [ticket], "after_cursor": "c", "end_of_stream": True, "users": users})
    events = [event(number, {"id": 902, "event_type": "Create"}, comment(903 + number)) for number in (5, 6)]
    http.get(EVENTS, json={"ticket_events": events, "end_time": START + 5, "end_of_stream": True})
    team = http.get(f"{API}/users.json", json={"users": [{"id": AGENT, "role": "agent"}], "meta": {"has_more": False}})
    _, page = account.changed_tickets(None, SINCE, fields)
    assert [(one.ticket_id, one.words.part) for one in page.replies] == [(5, "description"), (6, "description")]
    assert team.call_count == 1


def test_a_reply_made_private_in_the_portal() -> None:
    """Against the sandbox: what was public when it was sent is heard, though it is hidden by the time it is read."""
    with Sandbox(seed=None, faces=("zendesk",)) as box:
        known = box.credentials
        login = (f"{known.zendesk_email}/token", known.zendesk_api_token)
        shop = zendesk.build("shop", box.zendesk_url, zendesk.ApiToken(*_names(login)), sleep=lambda _: None)
        ticket = _load(box.zendesk_url)
        body = {"ticket": {"comment": {"body": "It ships December 1", "public": True}}}
        path = f"{box.zendesk_url}/api/v2/tickets/{ticket}"
        requests.put(f"{path}.json", json=body, auth=login, timeout=60).raise_for_status()
        said = requests.get(f"{path}/comments.json", auth=login, timeout=60).json()["comments"][-1]
        hide = f"{path}/comments/{said['id']}/make_private.json"
        requests.put(hide, auth=login, timeout=60).raise_for_status()
        pages = list(shop.changed_tickets(None, datetime(2020, 1, 1, tzinfo=UTC), {}))
        assert [one.words.text for page in pages for one in page.replies] == ["It ships December 1"]
        assert shop.conversation(ticket).replies == ()
        shop.close()


def _names(login: tuple[str, str]) -> tuple[str, str]:
    return login[0].removesuffix("/token"), login[1]


def _load(url: str) -> int:
    row = {"subject": "Hi", "description": "Where?", "requester": {"email": "alex@example.com", "name": "Alex Morgan"}}
    answer = requests.post(f"{url}/_sandbox/tickets", json=[row], timeout=60)
    return int(answer.json()["ids"][0])
