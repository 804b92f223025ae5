from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.model import FieldKey, ManagedMacro, Marker, RemoteField, TicketStatus, Words
from zendesk_bridge.helpdesks.freshdesk import canned, wire
from zendesk_bridge.helpdesks.freshdesk.calls import RateWindow, error_of, next_page
from zendesk_bridge.transport import Response

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIELDS = {
    FieldKey.ITEMS: RemoteField(1, "cf_items", "Items", "custom_text"),
    FieldKey.OPTIONS: RemoteField(2, "cf_options_77", "Options", "custom_paragraph"),
    FieldKey.MESSAGE: RemoteField(3, "cf_message", "Message", "custom_paragraph"),
}
MARKER = Marker.of("acme", "delay-update")
CUSTOMERS = {"id": 7, "incoming": True, "private": False}


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ({"status": 2}, TicketStatus.OPEN),
        ({"status": 3}, TicketStatus.PENDING),
        ({"status": 4}, TicketStatus.SOLVED),
        ({"status": 5}, TicketStatus.SOLVED),
        ({"status": 6}, TicketStatus.PENDING),
        ({"status": 7}, TicketStatus.HOLD),
        ({"status": 42}, TicketStatus.OPEN),
        ({"status": None}, TicketStatus.OPEN),
        ({"status": 5, "spam": True}, TicketStatus.SPAM),
        ({"status": 2, "deleted": True, "spam": True}, TicketStatus.DELETED),
    ],
)
def test_status(row: dict[str, Any], status: TicketStatus) -> None:
    """Numbers become our words; the account's own statuses count as open; the bin outranks them."""
    assert wire.status(row) is status


def test_tags_are_compared_in_lower_case() -> None:
    """What core compares is in lower case, what is sent back keeps the agent's spelling."""
    row = {"id": 1, "tags": ["VIP", "Two Words"]}
    assert wire.ticket(row, {}).tags == {"vip", "two words"}
    assert wire.tags(row) == ["VIP", "Two Words"]


@pytest.mark.parametrize(
    "read",
    [
        lambda: wire.canned({"id": 1, "visibility": 2, "group_ids": [None]}, "f"),
        lambda: wire.canned({"id": 1, "visibility": 2, "group_ids": ["abc"]}, "f"),
        lambda: wire.canned({"id": 1, "visibility": "²"}, "f"),
        lambda: wire.ticket({"id": "9" * 5000}, {}),
        lambda: wire.ticket({"id": True}, {}),
        lambda: wire.moment({"at": "0001-01-01T00:00:00+23:00"}, "at"),
        lambda: wire.moment({"at": 5}, "at"),
    ],
)
def test_odd_values_are_incomplete(read: Callable[[], object]) -> None:
    """A value that nobody can read is an error of ours, never one of Python's."""
    with pytest.raises(Incomplete):
        read()


def test_lists_that_are_none() -> None:
    """Anything but a list where a list should be is an empty one."""
    row = {"id": 1, "tags": 5, "custom_fields": [1], "subject": 7, "stats": "x"}
    ticket = wire.ticket(row, FIELDS, NOW)
    assert (ticket.tags, ticket.fields, ticket.words) == (frozenset(), {}, (Words("subject", "7"),))


def test_ticket() -> None:
    """A row becomes a ticket: null lists, null fields, absent fields and big ids included."""
    row = {
        "id": 48_000_000_123,
        "status": 2,
        "tags": None,
        "custom_fields": {"cf_items": None, "cf_options_77": "wait", "cf_other": "x"},
        "requester_id": 48_000_000_999,
        "subject": "Where is it?",
        "description": "<div>ABC</div>",
        "description_text": "ABC",
    }
    ticket = wire.ticket(row, FIELDS)
    assert (ticket.id, ticket.requester_id, ticket.tags) == (48_000_000_123, 48_000_000_999, frozenset())
    assert ticket.fields == {FieldKey.ITEMS: "", FieldKey.OPTIONS: "wait"}
    assert ticket.words == (Words("subject", "Where is it?"), Words("description", "ABC"))
    assert not ticket.unread


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            {"subject": "s", "description": "<b>d</b>"},
            (Words("subject", "s"), Words("description", "<b>d</b>", html=True)),
        ),
        ({"subject": None, "description_text": None}, ()),
        (
            {"subject": "s", "attachments": [{"name": "WID-12.pdf"}]},
            (Words("subject", "s"), Words("attachment", "WID-12.pdf")),
        ),
        (
            {"subject": "Your order", "description_text": "We wrote", "attachments": [{"name": "a"}], "source": 10},
            (),
        ),
    ],
)
def test_words(row: dict[str, Any], words: Any) -> None:
    """HTML stands in where there is no text, and what an agent sent out is not a customer's word."""
    assert wire.words(row) == words


@pytest.mark.parametrize(
    ("stats", "unread"),
    [
        (None, False),
        ({"requester_responded_at": None}, False),
        ({"requester_responded_at": "2026-11-23T08:59:59Z"}, False),
        ({"requester_responded_at": "2026-11-23T14:30:00+05:30"}, True),
    ],
)
def test_unread(stats: dict[str, Any] | None, unread: object) -> None:
    """Only a customer's reply since the scan's start makes the conversations worth a call."""
    assert wire.ticket({"id": 1, "stats": stats}, {}, NOW).unread is unread


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (CUSTOMERS | {"body_text": "t", "body": "<b>t"}, (Words("comment 7", "t"),)),
        (CUSTOMERS | {"body": "<b>t"}, (Words("comment 7", "<b>t", html=True),)),
        (CUSTOMERS | {"body_text": "t", "incoming": False, "attachments": [{"name": "WID-12.pdf"}]}, ()),
        (CUSTOMERS | {"body_text": "t", "private": True, "attachments": [{"name": "WID-12.pdf"}]}, ()),
        (CUSTOMERS | {"body_text": "t", "private": None}, ()),
        (CUSTOMERS | {"body_text": ""}, ()),
        (CUSTOMERS | {"attachments": [{"name": "WID-12.pdf"}, {}, "x"]}, (Words("attachment", "WID-12.pdf"),)),
    ],
)
def test_comment(row: dict[str, Any], words: Any) -> None:
    """Only public incoming entries are a customer's words, and only their files have a customer's names."""
    assert wire.comment(row) == words


@pytest.mark.parametrize(
    ("language", "locale"), [("de", "de"), ("pt-BR", "pt_BR"), ("es-LA", "es_419"), ("", None), (None, None)]
)
def test_locale(language: str | None, locale: str | None) -> None:
    """Languages are spelled our way."""
    assert wire.locale({"language": language}) == locale


@pytest.mark.parametrize(
    ("title", "folder", "left"),
    [
        ("Backorder::Delay update", "Backorder", "Delay update"),
        ("A::B::C", "A", "B: C"),
        ("Alone", "zendesk-bridge", "Alone"),
        (" A :: B  b ", "A", "B b"),
        ("::B", "zendesk-bridge", "B"),
    ],
)
def test_place(title: str, folder: str, left: str) -> None:
    """Freshdesk has one level of folders; deeper ones move into the title."""
    assert canned.place(title) == (folder, left)


@pytest.mark.parametrize("title", ["A::B::C", "Alone", "F::" + "x" * 300, "F::" + "x " * 200])
def test_a_macro_compares_equal_to_its_own_canned_response(title: str) -> None:
    """Content is normalised alike from both sides, whatever the title and however Freshdesk writes the markup."""
    body = "<div>Hi</div><div><br></div><div>AT&amp;T <b>x</b>-1</div>"
    macro = ManagedMacro("k", title, body, MARKER, add_tags=("t",), status="pending", visible_to=(3, 9))
    folder, left = canned.place(title)
    row = {
        "id": 5,
        "title": f"{left} {MARKER}",
        "content_html": '<div dir="ltr"><p>Hi</p><p>AT&amp;T <b>x</b>-1</p></div>',
        "visibility": 2,
        "group_ids": [9, 3],
    }
    remote = wire.canned(row, folder)
    assert remote.content == canned.content(macro)
    assert remote.marker == MARKER
    assert len(row["title"]) <= 255


def test_digest_sees_every_edit_and_nothing_else() -> None:
    """Title, markup, folder and audience are in the digest; counters, times and the order of groups are not."""
    row = {"id": 5, "title": "t", "content_html": "<div>a</div>", "visibility": 2, "group_ids": [1, 2]}
    same = {**row, "group_ids": [2, 1], "updated_at": "2026-11-23T09:00:00Z", "content": "a"}
    assert wire.canned(row, "F").digest == wire.canned(same, "F").digest
    edits = [{"title": "u"}, {"content_html": "<div><b>a</b></div>"}, {"visibility": 0}, {"group_ids": [1]}]
    others = {wire.canned({**row, **edit}, "F").digest for edit in edits} | {wire.canned(row, "G").digest}
    assert len(others - {wire.canned(row, "F").digest}) == 5


def test_archived_is_inactive() -> None:
    """What stands in the archive folder is retired."""
    row = {"id": 5, "title": "[retired] t", "content_html": ""}
    assert not wire.canned(row, wire.ARCHIVE).content.active
    assert wire.canned(row, "F").content.active


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (None, ""),
        ({"code": "invalid_credentials", "message": "You have to be logged in"}, "invalid_credentials"),
        (
            {
                "description": "Validation failed",
                "errors": [
                    {"field": "cf_a", "message": "my secret words", "code": "invalid_value"},
                    {"message": "x", "code": "missing_field"},
                    "odd",
                ],
            },
            "cf_a: invalid_value, missing_field",
        ),
        ({"code": "words of a customer, jane@example.com"}, ""),
        ([1], ""),
        ({"errors": "x"}, ""),
    ],
)
def test_error_of(body: Any, name: str) -> None:
    """Codes and field names are told, sentences never."""
    assert error_of(400, body) == name


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("", None),
        ('< https://acme.freshdesk.com/api/v2/x?page=2&per_page=100>; rel="next"', 2),
        ("<https://ACME.freshdesk.com/api/v2/x?per_page=100&page=3>;rel=next", 3),
        ('<https://acme.freshdesk.com/x?page=1>; rel="prev", <https://acme.freshdesk.com/x?page=4>; rel="next"', 4),
    ],
)
def test_next_page(link: str, page: int | None) -> None:
    """The Link header is read with the stray space of Freshdesk's own samples, and the one named next counts."""
    assert next_page(Response(200, {"link": link}, []), "acme.freshdesk.com", 1) == page


@pytest.mark.parametrize(
    "url", ["https://evil.example/x?page=2", "https://acme.freshdesk.com/x?page=1", "https://acme.freshdesk.com/x"]
)
def test_next_page_that_leads_astray(url: str) -> None:
    """A link to another host, backwards or nowhere makes the listing incomplete."""
    with pytest.raises(Incomplete):
        next_page(Response(200, {"link": f'<{url}>; rel="next"'}, []), "acme.freshdesk.com", 1)


def test_window() -> None:
    """The minute is counted from the first sight of a fresh count, so that waiting for its end always suffices."""
    clock = [NOW]
    window = RateWindow(lambda: clock[0])
    seen = []
    for seconds, left in [(0, "200.0"), (20, "150"), (59, "100"), (61, "199"), (71, "190")]:
        clock[0] = NOW + timedelta(seconds=seconds)
        seen += [
            (limit.total, limit.remaining, limit.resets)
            for limit in window({"X-RateLimit-Total": "200.0", "X-RateLimit-Remaining": left})
        ]
    assert seen == [(200, 200, 60), (200, 150, 40), (200, 100, 1), (200, 199, 60), (200, 190, 50)]
    assert window({}) == ()
    assert window({"X-RateLimit-Total": "?", "X-RateLimit-Remaining": "1"}) == ()


@pytest.mark.parametrize(
    "read",
    [
        lambda: wire.rows({"a": 1}, "x"),
        lambda: wire.rows([1], "x"),
        lambda: wire.record([], "x"),
        lambda: wire.number({}, "id"),
        lambda: wire.number({"id": True}, "id"),
        lambda: wire.moment({"updated_at": "yesterday"}, "updated_at"),
        lambda: wire.field({"id": 1}),
    ],
)
def test_unreadable(read: Callable[[], object]) -> None:
    """An answer in another shape is told as such, never guessed at."""
    with pytest.raises(Incomplete):
        read()


def test_field_and_folder_in_odd_shapes() -> None:
    """A wrapped field, an archived one, and a folder whose id is spelled Id."""
    assert wire.field({"ticket_field": {"id": "9", "name": "cf_x1", "label": "X", "type": "t"}}).name == "cf_x1"
    assert not wire.field({"id": 9, "name": "cf_x1", "archived": True}).active
    assert wire.folder({"Id": 4, "name": "F", "personal": True}) == wire.CannedFolder(4, "F", personal=True)
