from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
import responses

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.model import Comments, FieldKey, RemoteField, Ticket, TicketPage, TicketStatus, Words
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks.zendesk import tickets as wire

API = "https://acme.zendesk.com/api/v2"
EXPORT = f"{API}/incremental/tickets/cursor.json"
EVENTS = f"{API}/incremental/ticket_events.json"
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
START = int(SINCE.timestamp())
NO_EVENTS: dict[str, Any] = {"ticket_events": [], "end_time": None, "end_of_stream": True}
Fields = dict[FieldKey, RemoteField]


def _ticket(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "status": "open",
        "tags": ["a"],
        "requester_id": 50,
        "submitter_id": 50,
        "subject": "Where is it",
        "description": "my ABC-123",
        "custom_fields": [{"id": 11, "value": None}, {"id": 99, "value": "x"}],
    } | changes


def _export(tickets: list[dict[str, Any]], after: str | None, *, end: bool = False, **more: Any) -> dict[str, Any]:
    users = [{"id": 50, "role": "end-user"}]
    return {"tickets": tickets, "after_cursor": after, "end_of_stream": end, "users": users, **more}


def _comment(number: int, author: int = 50, **changes: Any) -> dict[str, Any]:
    return {"id": number, "event_type": "Comment", "author_id": author, "body": "words", "public": True} | changes


def _event(number: int, ticket_id: int, *children: dict[str, Any]) -> dict[str, Any]:
    return {"id": number, "ticket_id": ticket_id, "child_events": list(children)}


def _scan(account: Helpdesk, fields: Fields, cursor: str | None = None) -> list[TicketPage]:
    return list(account.changed_tickets(cursor, SINCE, fields))


def _query(http: responses.RequestsMock, call: int) -> dict[str, Any]:
    params: dict[str, Any] = http.calls[call].request.params  # type: ignore[attr-defined]  # responses adds it
    return params


def test_the_export_is_read_to_its_end(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """Pages go on by cursor until the end of the stream, an empty page in between included."""
    users = [{"id": 50, "role": "end-user", "locale": "pt-BR"}]
    http.get(EXPORT, json=_export([_ticket(1)], "c1", users=users))
    http.get(EXPORT, json=_export([], "c2"))
    http.get(EXPORT, json=_export([_ticket(2)], "c3", end=True))
    http.get(EVENTS, json=NO_EVENTS)
    pages = _scan(account, fields)
    assert [ticket.id for page in pages for ticket in page.tickets] == [1, 2]
    assert pages[0].tickets[0] == Ticket(
        id=1,
        status=TicketStatus.OPEN,
        tags=frozenset({"a"}),
        fields={FieldKey.ITEMS: ""},
        words=(Words("subject", "Where is it"), Words("description", "my ABC-123")),
        requester_id=50,
        locale="pt_BR",
    )
    assert (_query(http, 0)["start_time"], "cursor" in _query(http, 0)) == (str(START), False)
    assert (_query(http, 1)["cursor"], "start_time" in _query(http, 1)) == ("c1", False)


def test_every_cursor_is_safe_to_go_on_from(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """Resuming after any page reads the rest of the tickets, and the events from where they were."""
    http.get(EXPORT, json=_export([_ticket(1)], "c1"))
    http.get(EXPORT, json=_export([_ticket(2)], "c2", end=True))
    http.get(EVENTS, json=NO_EVENTS | {"end_time": START + 500})
    pages = _scan(account, fields)
    assert [json.loads(page.cursor) for page in pages] == [
        {"tickets": "c1", "tickets_from": START, "events_from": START},
        {"tickets": "c2", "tickets_from": START, "events_from": START},
        {"tickets": "c2", "tickets_from": START, "events_from": START + 500},
    ]
    http.get(EXPORT, json=_export([], "c2", end=True))
    _scan(account, fields, pages[0].cursor)
    assert _query(http, 3)["cursor"] == "c1"
    assert _query(http, 4)["start_time"] == str(START)
    _scan(account, fields, pages[-1].cursor)
    assert _query(http, 5)["cursor"] == "c2"
    assert _query(http, 6)["start_time"] == str(START + 500)


@pytest.mark.parametrize(
    "pages",
    [
        [_export([], "c1"), _export([], "c1")],
        [_export([], "c1"), _export([], "c2"), _export([], "c1")],
        [_export([], None)],
        [{"tickets": "?"}],
        [{"after_cursor": "c", "end_of_stream": True}],
    ],
)
def test_a_broken_stream_is_incomplete(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, pages: list[Any]
) -> None:
    """A stream that goes in circles, or that nobody can read, is an error and never an end."""
    for page in pages:
        http.get(EXPORT, json=page)
    with pytest.raises(Incomplete):
        _scan(account, fields)


def test_an_unreadable_cursor_is_incomplete(account: Helpdesk, fields: Fields) -> None:
    """A cursor that is not ours is refused before anything is asked."""
    with pytest.raises(Incomplete, match="cursor"):
        _scan(account, fields, "c1")


def test_the_start_is_never_within_the_last_minute(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, clock: Any
) -> None:
    """Zendesk refuses a start that is too young, so a fresh one is moved back."""
    http.get(EXPORT, json=_export([], None, end=True))
    http.get(EVENTS, json=NO_EVENTS)
    list(account.changed_tickets(None, clock.now(), fields))
    assert int(_query(http, 0)["start_time"]) == int(clock.now().timestamp()) - 65
    assert int(_query(http, 1)["start_time"]) == int(clock.now().timestamp()) - 65


@pytest.mark.parametrize(
    ("changes", "status", "parts"),
    [
        ({}, TicketStatus.OPEN, ["subject", "description"]),
        ({"submitter_id": 7}, TicketStatus.OPEN, []),
        ({"subject": None}, TicketStatus.OPEN, ["description"]),
        ({"status": "deleted"}, TicketStatus.DELETED, ["subject", "description"]),
        ({"status": "closed"}, TicketStatus.CLOSED, ["subject", "description"]),
        ({"status": "closed", "tags": ["closed_by_merge"]}, TicketStatus.MERGED, ["subject", "description"]),
        ({"status": "open", "tags": ["closed_by_merge"]}, TicketStatus.OPEN, ["subject", "description"]),
        ({"status": "archived"}, TicketStatus.CLOSED, ["subject", "description"]),
    ],
)
def test_tickets_are_read_with_status_and_customer_words(
    account: Helpdesk,
    http: responses.RequestsMock,
    fields: Fields,
    changes: dict[str, Any],
    status: TicketStatus,
    parts: list[str],
) -> None:
    """Words of a ticket that staff opened are not a customer's; every status has its name."""
    http.get(
        EXPORT, json=_export([_ticket(1, **changes)], "c", end=True, users=[{"id": 7, "role": "agent"}, {"id": 50}])
    )
    http.get(EVENTS, json=NO_EVENTS)
    (ticket,) = _scan(account, fields)[0].tickets
    assert (ticket.status, [words.part for words in ticket.words]) == (status, parts)


def test_a_submitter_who_did_not_come_along_is_looked_up(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """Without the users in the export, the list of staff decides whose words these are."""
    tickets = [_ticket(1, submitter_id=7), _ticket(2, submitter_id=51), _ticket(3, submitter_id=None)]
    http.get(EXPORT, json=_export(tickets, "c", end=True, users=None))
    http.get(EVENTS, json=NO_EVENTS)
    http.get(f"{API}/users.json", json={"users": [{"id": 7, "role": "agent"}], "meta": {"has_more": False}})
    assert [bool(ticket.words) for ticket in _scan(account, fields)[0].tickets] == [False, True, True]


def test_later_comments_of_customers_come_from_the_events(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """Public comments of customers are found; staff, private ones, Zendesk itself and the description are not."""
    http.get(EXPORT, json=_export([], "c", end=True))
    events = [
        _event(1, 3, {"id": 900, "event_type": "Create"}, _comment(901)),
        _event(2, 3, _comment(902), _comment(903, 8), _comment(904, public=False), _comment(905, -1)),
        _event(3, 4, _comment(906, body=None, html_body="<p>x</p>"), {"id": 907, "event_type": "Change"}),
        _event(4, 3, _comment(902), _comment(908)),
    ]
    http.get(EVENTS, json={"ticket_events": events, "end_time": START + 5, "end_of_stream": True})
    staff = {"users": [{"id": 8, "role": "admin"}], "meta": {"has_more": False}}
    team = http.get(f"{API}/users.json", json=staff)
    comments = _scan(account, fields)[-1].comments
    assert comments == (
        Comments(3, (Words("comment 902", "words"), Words("comment 908", "words"))),
        Comments(4, (Words("comment 906", "<p>x</p>", html=True),)),
    )
    assert team.call_count == 1


@pytest.mark.parametrize(
    ("bodies", "words"),
    [
        ({"plain_body": "p", "html_body": "<p>h</p>", "body": "b"}, [Words("comment 1", "p")]),
        ({"html_body": "<p>h</p>", "body": "b"}, [Words("comment 1", "<p>h</p>", html=True)]),
        ({"body": "b"}, [Words("comment 1", "b")]),
        ({"body": "", "plain_body": None}, []),
        (
            {"plain_body": "a&nbsp;&lt;b&gt; &amp;c=1&reg=2 & &bogus;"},
            [Words("comment 1", "a\xa0<b> &c=1&reg=2 & &bogus;")],
        ),
    ],
)
def test_the_plainest_body_is_read(bodies: dict[str, Any], words: list[Words]) -> None:
    """Zendesk's own plain text is preferred, its leftover entities decoded; what was typed comes last."""
    assert list(wire.comment_words(_comment(1) | {"body": None} | bodies, ())) == words


FILES = [{"file_name": "WID-12.pdf", "inline": False}, {"file_name": "logo.png", "inline": True}, {"id": 3}, "x"]


@pytest.mark.parametrize(
    ("changes", "names"),
    [({}, ["WID-12.pdf"]), ({"author_id": 8}, []), ({"author_id": -1}, []), ({"public": False}, [])],
)
@pytest.mark.parametrize("read", [wire.comment_words, wire.file_words])
def test_files_have_a_customers_names(read: Any, changes: dict[str, Any], names: list[str]) -> None:
    """The names of files on a customer's public comment are heard; those of staff, notes and inline images are not."""
    found = read(_comment(1, attachments=FILES) | changes, {8})
    assert [words.text for words in found if words.part == "attachment"] == names
    assert read is wire.comment_words or len(found) == len(names)


def test_files_on_the_first_comment_are_heard(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """The ticket brings the description, the event that created it brings the files' names, each once."""
    http.get(EXPORT, json=_export([], "c", end=True))
    created = {"id": 900, "event_type": "Create"}
    later = _comment(902, attachments=[*FILES, {"file_name": "b.pdf"}])
    events = [_event(1, 3, created, _comment(901, attachments=FILES)), _event(2, 3, later), _event(3, 3, later)]
    http.get(EVENTS, json={"ticket_events": events, "end_time": START + 5, "end_of_stream": True})
    http.get(f"{API}/users.json", json={"users": [], "meta": {"has_more": False}})
    (comments,) = _scan(account, fields)[-1].comments
    assert [words.text for words in comments.words] == ["WID-12.pdf", "words", "b.pdf"]


def test_event_pages_go_on_from_their_end_time(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """The next page starts at the last one's end; without comments nobody asks who works here."""
    http.get(EXPORT, json=_export([], "c", end=True))
    http.get(EVENTS, json={"ticket_events": [_event(1, 3)], "end_time": START + 9, "end_of_stream": False})
    http.get(EVENTS, json={"ticket_events": [], "end_time": START + 9})
    _scan(account, fields)
    assert [_query(http, call)["start_time"] for call in (1, 2)] == [str(START), str(START + 9)]


def test_a_second_too_full_for_a_page_is_stepped_over(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """What the export cannot show of one second is named ticket by ticket, and the reading goes on after it."""
    crowd = [_event(number, 3, _comment(number)) | {"timestamp": START} for number in (1, 2)]
    http.get(EXPORT, json=_export([], "c", end=True))
    http.get(EVENTS, json={"ticket_events": crowd, "end_time": START, "end_of_stream": False})
    http.get(f"{API}/users.json", json={"users": [], "meta": {"has_more": False}})
    same = [_ticket(number) | {"generated_timestamp": START} for number in (3, 4)]
    http.get(EXPORT, json=_export([*same, _ticket(5) | {"generated_timestamp": START + 1}], "d"))
    http.get(EVENTS, json=NO_EVENTS)
    pages = _scan(account, fields)
    assert [page.unread for page in pages] == [(), (4,), ()]
    assert [comments.ticket_id for comments in pages[1].comments] == [3]
    assert [_query(http, call)["start_time"] for call in (1, 3, 4)] == [str(START), str(START), str(START + 1)]


def test_a_cursor_that_is_taken_no_more_gives_way_to_its_time(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """A stored cursor that Zendesk refuses does not stop the helpdesk for ever: reading goes on from its time."""
    http.get(EXPORT, json=_export([_ticket(1) | {"generated_timestamp": START + 77}], "c1", end=True))
    http.get(EVENTS, json=NO_EVENTS)
    cursor = _scan(account, fields)[-1].cursor
    http.get(EXPORT, status=400, json={"error": "InvalidValue"})
    http.get(EXPORT, json=_export([_ticket(2)], "c9", end=True))
    pages = _scan(account, fields, cursor)
    assert [ticket.id for page in pages for ticket in page.tickets] == [2]
    assert _query(http, 3)["start_time"] == str(START + 77)


def test_rows_that_nobody_can_read_are_counted(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """One bad row of an export stops nothing: with an id it is named to be read by itself, without it is counted."""
    rows = [_ticket(1), {"status": "open"}, None, _ticket(2) | {"tags": 5}]
    http.get(EXPORT, json=_export(rows, "c1", end=True))
    http.get(EVENTS, json=NO_EVENTS | {"ticket_events": ["x", {"id": 1}, _event(2, 9) | {"child_events": 5}]})
    first, second = _scan(account, fields)
    assert [ticket.id for ticket in first.tickets] == [1]
    assert (first.unread, first.holes) == ((2,), 2)
    assert (second.unread, second.holes) == ((9,), 2)


def test_events_of_the_last_minute_end(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, clock: Any
) -> None:
    """Only the first start is held back; more than a page of new events is read to its end."""
    now = int(clock.now().timestamp())
    cursor = json.dumps({"tickets": "c", "tickets_from": START, "events_from": now - 5})
    http.get(EXPORT, json=_export([], "c", end=True))
    for end in (now - 30, now - 20):
        http.get(EVENTS, json={"ticket_events": [_event(1, 3)], "end_time": end, "end_of_stream": False})
    http.get(EVENTS, json={"ticket_events": [_event(1, 3)], "end_time": now - 20, "end_of_stream": True})
    _scan(account, fields, cursor)
    assert [_query(http, call)["start_time"] for call in (1, 2, 3)] == [str(now - ago) for ago in (65, 30, 20)]


@pytest.mark.parametrize("end", [START + 9, START + 3, None, "soon"])
def test_an_event_stream_that_stands_still_is_incomplete(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields, end: Any
) -> None:
    """An end time that comes again, goes back or is missing leads nowhere: an error, not a loop."""
    http.get(EXPORT, json=_export([], "c", end=True))
    http.get(EVENTS, json={"ticket_events": [_event(1, 3)], "end_time": START + 9, "end_of_stream": False})
    http.get(EVENTS, json={"ticket_events": [_event(2, 3)], "end_time": end, "end_of_stream": False})
    with pytest.raises(Incomplete, match="leads nowhere new"):
        _scan(account, fields)
    assert len(http.calls) == 3


_ODD = (5, "x", 1.5, True, [], [5], {}, {"a": []}, None)


@pytest.mark.parametrize("key", [*_ticket(1), "raw_subject", "fields"])
def test_a_ticket_with_odd_values_is_read_or_incomplete(fields: Fields, key: str) -> None:
    """Whatever stands where, no error of Python's comes out."""
    for odd in _ODD:
        raw = _ticket(1) | {key: odd}
        with contextlib.suppress(Incomplete):
            wire.ticket(raw, fields, known_locales={}, words=wire.first_words(raw, {8}))


@pytest.mark.parametrize("key", [*_comment(1), "plain_body", "html_body", "attachments"])
def test_a_comment_with_odd_values_is_read_or_incomplete(key: str) -> None:
    """The same of comments."""
    for odd in _ODD:
        with contextlib.suppress(Incomplete):
            wire.comment_words(_comment(1) | {key: odd}, {8})


def test_tickets_are_read_a_hundred_at_once(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """Every id comes back in order, once; one that Zendesk leaves out is gone."""
    users = [{"id": 50, "role": "end-user", "locale": "de"}]
    http.get(f"{API}/tickets/show_many.json", json={"tickets": [_ticket(2), _ticket(1)], "users": users})
    http.get(f"{API}/tickets/show_many.json", json={"tickets": []})
    found = list(account.tickets([1, 2, 1, *range(3, 102)], fields))
    assert [ticket.id for ticket in found] == list(range(1, 102))
    assert {ticket.status for ticket in found[2:]} == {TicketStatus.DELETED}
    assert (found[0].locale, found[0].words) == ("de", ())
    assert len(_query(http, 0)["ids"].split(",")) == 100


def test_one_ticket_has_all_words_once(account: Helpdesk, http: responses.RequestsMock, fields: Fields) -> None:
    """The first comment is the description, its files come after it; later public ones of customers follow."""
    users = [{"id": 7, "role": "agent"}]
    http.get(f"{API}/tickets/1.json", json={"ticket": _ticket(1), "users": users})
    path = f"{API}/tickets/1/comments.json"
    files = [{"file_name": "a.pdf"}]
    page = {"comments": [_comment(1, attachments=files), _comment(2, 7, attachments=files)], "users": users}
    http.get(path, json=page | {"meta": {"has_more": True, "after_cursor": "c"}})
    page = {"comments": [_comment(3), _comment(4, public=False)], "users": users}
    http.get(path, json=page | {"meta": {"has_more": False}})
    found = [words.part for words in account.ticket(1, fields).words]
    assert found == ["subject", "description", "attachment", "comment 3"]


def test_a_deleted_ticket_is_not_asked_for_comments(
    account: Helpdesk, http: responses.RequestsMock, fields: Fields
) -> None:
    """The comments of a deleted ticket would be a 404."""
    http.get(f"{API}/tickets/1.json", json={"ticket": _ticket(1, status="deleted")})
    assert account.ticket(1, fields).status is TicketStatus.DELETED


@pytest.mark.parametrize(
    ("written", "locale"),
    [("de", "de"), ("pt-BR", "pt_BR"), ("pt-br", "pt_BR"), ("zh-hant-tw", "zh_Hant_TW"), ("es-419", "es_419")],
)
def test_locales_are_written_one_way(
    account: Helpdesk, http: responses.RequestsMock, written: str, locale: str
) -> None:
    """Zendesk's locales become ours; a user without one is left out."""
    users = [{"id": 50, "locale": written}, {"id": 51, "locale": None}]
    http.get(f"{API}/users/show_many.json", json={"users": users})
    assert account.locales({50, 51}) == {50: locale}


def test_words_never_stand_in_a_repr(fields: Fields) -> None:
    """A ticket can be printed without its customer's words."""
    raw = _ticket(1, custom_fields=[{"id": 11, "value": "ABC-123"}])
    assert "ABC-123" not in repr(wire.ticket(raw, fields, known_locales={}, words=wire.first_words(raw, ())))
