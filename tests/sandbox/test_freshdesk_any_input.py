"""The Freshdesk face: whatever is sent to whichever path, nothing of it is a 5xx."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zendesk_bridge.sandbox import Sandbox

PATHS = (
    "account", "admin/ticket_fields", "admin/ticket_fields/FIELD", "agents", "agents/me", "canned_response_folders",
    "canned_response_folders/FOLDER", "canned_response_folders/FOLDER/responses", "canned_responses",
    "canned_responses/RESPONSE", "contacts", "contacts/CONTACT", "contacts/autocomplete", "conversations/NOTE",
    "groups", "groups/1", "jobs/x", "search/contacts", "search/tickets", "ticket_fields", "tickets", "tickets/TICKET",
    "tickets/TICKET/conversations", "tickets/TICKET/notes", "tickets/TICKET/reply", "tickets/bulk_delete",
    "tickets/bulk_update",
)  # fmt: skip
_NAMES = st.sampled_from((
    "subject", "description", "email", "status", "priority", "tags", "custom_fields", "cf_pick", "cf_day", "cf_size",
    "requester_id", "responder_id", "group_id", "body", "private", "user_id", "cc_emails", "title", "content_html",
    "folder_id", "visibility", "group_ids", "name", "label", "label_for_customers", "type", "choices", "id", "value",
    "bulk_action", "ids", "properties", "reply", "due_by", "fr_due_by", "phone", "unique_external_id", "source",
    "position", "language", "incoming", "notify_emails", "company_id",
))  # fmt: skip
_WORDS = st.sampled_from((
    "a@example.com", "custom_text", "custom_dropdown", "2026-12-01", "0001-01-01T00:00:00+14:00", "A", "<div><p>x",
    "{{ticket.id}}", "9999-12-31T23:59:59-14:00",
))  # fmt: skip
_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.sampled_from((1, 2, 3, 80_000_000_000, 2**63, -(2**70))),
    st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20), _WORDS,
)  # fmt: skip
_OBJECTS = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES | st.text(max_size=5), inner, max_size=7),
    max_leaves=15,
)
_QUERY = st.dictionaries(
    st.sampled_from((
        "page", "per_page", "filter", "requester_id", "email", "updated_since", "order_by", "order_type", "include",
        "query", "type", "term", "state", "_updated_since", "company_id",
    )),
    st.text(max_size=12)
    | st.sampled_from((
        "1", "-1", "9" * 30, "²", "0001-01-01T00:00:00+14:00", "stats,requester", '"status:2"', "\"cf_size:>'x'\"",
        '"created_at:<null OR tag:null"', '"cf_pick:true"', "spam", "deleted",
    )),
    max_size=3,
)  # fmt: skip


@pytest.fixture(scope="module")
def ask() -> Iterator[Callable[..., requests.Response]]:
    """Send a request to a path whose words in capitals become ids, to a sandbox with one of each."""
    with Sandbox(faces=("freshdesk",)) as box, requests.Session() as session:
        ids: dict[str, int] = {}

        def send(method: str, path: str, query: str = "", **options: Any) -> requests.Response:
            for word, number in ids.items():
                path = path.replace(word, str(number))
            login = (box.credentials.freshdesk_api_key, "X")
            url = f"{box.freshdesk_url}/api/v2/{path}?{query}"
            return session.request(method, url, auth=login, timeout=60, **options)

        pick = {"label": "Pick", "label_for_customers": "P", "type": "custom_dropdown", "choices": [{"value": "A"}]}
        ids["FIELD"] = send("POST", "admin/ticket_fields", json=pick).json()["id"]
        for label, kind in (("Day", "custom_date"), ("Size", "custom_number")):
            body = {"label": label, "label_for_customers": label, "type": kind}
            send("POST", "admin/ticket_fields", json=body).raise_for_status()
        ids["FOLDER"] = send("POST", "canned_response_folders", json={"name": "F"}).json()["id"]
        response = {"title": "T", "content_html": "C", "folder_id": ids["FOLDER"], "visibility": 0}
        ids["RESPONSE"] = send("POST", "canned_responses", json=response).json()["id"]
        ticket = {"subject": "S", "description": "D", "email": "any@example.com"}
        made = send("POST", "tickets", json=ticket).json()
        ids |= {"TICKET": made["id"], "CONTACT": made["requester_id"]}
        ids["NOTE"] = send("POST", "tickets/TICKET/notes", json={"body": "N"}).json()["id"]
        yield send


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(("GET", "POST", "PUT")),
    body=_OBJECTS,
    flat=st.dictionaries(_NAMES, _LEAVES, max_size=4),
    query=_QUERY,
)
def test_nothing_is_a_5xx(
    ask: Callable[..., requests.Response],
    method: str,
    path: str,
    body: Any,
    flat: dict[str, Any],
    query: dict[str, str],
) -> None:
    """Every path answers any JSON, any form and any query with an answer of its own."""
    asked = "&".join(f"{key}={quote(value, errors='replace')}" for key, value in query.items())
    sent = [{}] if method == "GET" else [{"json": body}, {"json": {**flat}}]
    if method != "GET" and flat:
        sent.append(
            {"files": [(f"{name}[]", (None, str(value).encode("utf-8", "replace"))) for name, value in flat.items()]}
        )
    for options in sent:
        answer = ask(method, path, asked, **options)
        assert answer.status_code < 500, answer.text


@pytest.mark.parametrize(
    "raw", ["NaN", '{"a": 1e999}', "[" * 50_000, '{"a": "\\ud800"}', '{"a":' * 50_000], ids=lambda raw: raw[:9]
)
def test_a_body_that_json_cannot_hold_is_400(ask: Callable[..., requests.Response], raw: str) -> None:
    """Numbers without end, lists in lists in lists, half a letter."""
    answer = ask("POST", "tickets", data=raw, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_json")


def test_a_path_beyond_reason_is_414(ask: Callable[..., requests.Response]) -> None:
    """An id of 5,000 digits is no id."""
    assert ask("GET", f"tickets/{'9' * 5000}").status_code == 414
    assert ask("GET", f"tickets/{'9' * 500}").status_code == 404


_TICKET = {
    "subject": "S", "description": "<p>D</p>", "email": "any@example.com", "name": "Any", "status": 2, "priority": 1,
    "type": "Question", "tags": ["a", "b"], "custom_fields": {"cf_pick": "A", "cf_day": "2026-12-01", "cf_size": 3},
    "source": 2, "due_by": "2999-01-02", "fr_due_by": "2999-01-01", "responder_id": None, "group_id": None,
}  # fmt: skip
_VALID: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "tickets", _TICKET | {"cc_emails": ["a@example.com"]}),
    ("PUT", "tickets/TICKET", _TICKET),
    ("POST", "tickets/TICKET/notes", {"body": "B", "private": True, "incoming": True, "notify_emails": ["a@b.cd"]}),
    ("POST", "tickets/TICKET/reply", {"body": "B", "cc_emails": ["a@b.cd"], "user_id": 1, "from_email": "a@b.cd"}),
    ("PUT", "conversations/NOTE", {"body": "B"}),
    ("POST", "tickets/bulk_update", {"bulk_action": {"ids": [1], "properties": {"tags": ["x"], "custom_fields": {
        "cf_pick": "A"}, "status": 3}, "reply": {"body": "B"}}}),
    ("POST", "contacts", {
        "name": "N", "email": "n@example.com", "phone": "1", "tags": ["x"], "other_emails": ["o@example.com"],
        "custom_fields": {}, "language": "de", "unique_external_id": "u", "view_all_tickets": False}),
    ("PUT", "contacts/CONTACT", {"name": "N", "phone": "1", "job_title": "J", "language": "de"}),
    ("POST", "canned_responses", {"title": "T", "content_html": "<p>C", "folder_id": 80_000_000_000, "visibility": 0}),
    ("PUT", "canned_responses/RESPONSE", {"title": "T", "visibility": 2, "group_ids": [1]}),
    ("POST", "canned_response_folders", {"name": "N"}),
    ("POST", "admin/ticket_fields", {
        "label": "L", "label_for_customers": "L", "type": "custom_dropdown", "choices": [{"value": "A"}],
        "position": 1, "displayed_to_customers": True}),
    ("PUT", "admin/ticket_fields/FIELD", {"label": "Pick", "choices": [{"id": 1, "value": "A"}], "position": 2}),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path", "valid"), _VALID)
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 1000), new=_OBJECTS)
def test_one_wrong_place_is_no_5xx(
    ask: Callable[..., requests.Response],
    with_one_changed: Callable[[Any, int, Any], Any],
    method: str,
    path: str,
    valid: dict[str, Any],
    place: int,
    new: Any,
) -> None:
    """A good body with anything in one place of it gets an answer, and so does the listing afterwards."""
    answer = ask(method, path, json=with_one_changed(valid, place, new))
    assert answer.status_code < 500, answer.text
    if answer.status_code < 300:
        for listing in ("tickets?include=requester,stats", "ticket_fields", "contacts", "tickets/TICKET/conversations"):
            assert ask("GET", *listing.split("?")).status_code == 200
