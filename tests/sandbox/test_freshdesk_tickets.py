"""The Freshdesk face: tickets, conversations, search, bulk updates, and the composer's preview."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

Ask = Callable[..., requests.Response]
FIELDS = (("Item", "custom_text"), ("Story", "custom_paragraph"), ("Day", "custom_date"), ("Gift", "custom_checkbox"))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for this file, with people and without tickets; tests make what they need."""
    with Sandbox(seed=None, faces=("freshdesk",)) as box:
        yield box


@pytest.fixture(scope="module")
def behind(sandbox: Sandbox) -> Ask:
    """Send a request behind the helpdesk's back: to a path below /_sandbox."""

    def send(method: str, path: str, **options: object) -> requests.Response:
        answer = requests.request(method, f"{sandbox.freshdesk_url}/_sandbox/{path}", timeout=60, **options)
        answer.raise_for_status()
        return answer

    return send


@pytest.fixture(scope="module")
def load(behind: Ask) -> Callable[..., list[int]]:
    """Put tickets into the sandbox as customers do; returns their ids."""

    def tickets(*rows: dict[str, Any]) -> list[int]:
        common = {
            "subject": "Where is it?",
            "description": "Hello",
            "requester": {"email": "mia@example.com", "name": "Mia Li"},
        }
        ids: list[int] = behind("POST", "tickets", json=[common | row for row in rows]).json()["ids"]
        return ids

    return tickets


@pytest.fixture
def ticket(load: Callable[..., list[int]]) -> int:
    """The id of a fresh ticket."""
    return load({})[0]


def fields_of(answer: requests.Response) -> dict[str, str]:
    """Return field -> code of a 400."""
    assert answer.status_code == 400
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def test_tags_are_replaced_and_fields_are_merged(ask: Ask, ticket: int) -> None:
    """A PUT's tags are the new list, its custom fields change one by one, and null clears one."""
    path = f"tickets/{ticket}"
    ask("PUT", path, json={"tags": ["one", "two"], "custom_fields": {"cf_item": "A", "cf_story": "B"}})
    changed = ask("PUT", path, json={"tags": ["two", "Two", "three"], "custom_fields": {"cf_item": None}})
    assert changed.status_code == 200
    read = ask("GET", path).json()
    assert sorted(read["tags"]) == ["three", "two"]
    assert read["custom_fields"] == {"cf_item": None, "cf_story": "B", "cf_day": None, "cf_gift": None}
    assert ask("PUT", path, json={"tags": []}).json()["tags"] == []
    assert ask("GET", path).json()["custom_fields"]["cf_story"] == "B"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"tags": [f"t{number}" for number in range(31)]}, {"tags": "invalid_value"}),
        ({"tags": ["x" * 33]}, {"tags": "invalid_value"}),
        ({"tags": ["a,b"]}, {"tags": "invalid_value"}),
        ({"tags": "a"}, {"tags": "datatype_mismatch"}),
        ({"custom_fields": {"cf_nope": "x"}}, {"cf_nope": "invalid_field"}),
        ({"custom_fields": {"cf_item": "x" * 256}}, {"cf_item": "invalid_value"}),
        (
            {"custom_fields": {"cf_item": 7, "cf_gift": "yes"}},
            dict.fromkeys(("cf_item", "cf_gift"), "datatype_mismatch"),
        ),
        ({"custom_fields": {"cf_day": "1 December"}}, {"cf_day": "invalid_value"}),
        ({"status": 9, "priority": 0}, {"status": "invalid_value", "priority": "invalid_value"}),
        ({"responder_id": 1, "group_id": 1}, {"responder_id": "invalid_value", "group_id": "invalid_value"}),
        ({"colour": "red"}, {"colour": "invalid_field"}),
    ],
)
def test_a_bad_ticket_body_is_refused_whole(
    ask: Ask, ticket: int, body: dict[str, Any], expected: dict[str, str]
) -> None:
    """Each wrong field is named with its code, and the good ones of the same body are not written."""
    assert fields_of(ask("PUT", f"tickets/{ticket}", json={"subject": "New", **body})) == expected
    assert ask("GET", f"tickets/{ticket}").json()["subject"] == "Where is it?"


def test_the_limits_themselves_are_allowed(ask: Ask, ticket: int) -> None:
    """Thirty tags of 32 characters and a text of 255 are accepted, and a paragraph may be longer."""
    tags = [f"{number:032}" for number in range(30)]
    body = {"tags": tags, "custom_fields": {"cf_item": "x" * 255, "cf_story": "x" * 9000, "cf_day": "2026-12-01"}}
    answer = ask("PUT", f"tickets/{ticket}", json=body)
    assert answer.status_code == 200
    assert len(answer.json()["tags"]) == 30


@pytest.mark.parametrize("flag", ["spam", "deleted"])
def test_spam_and_trash_are_hidden_and_not_writable(ask: Ask, behind: Ask, ticket: int, flag: str) -> None:
    """Such a ticket answers 405 to a write and is listed under its own filter alone."""
    behind("PATCH", f"tickets/{ticket}", json={flag: True})
    for method, path in (("PUT", f"tickets/{ticket}"), ("POST", f"tickets/{ticket}/notes")):
        assert ask(method, path, json={"tags": [], "body": "x"}).status_code == 405
    assert ticket not in {row["id"] for row in ask("GET", "tickets?per_page=100").json()}
    assert ticket in {row["id"] for row in ask("GET", f"tickets?per_page=100&filter={flag}").json()}


def test_a_closed_ticket_may_be_updated(ask: Ask, ticket: int) -> None:
    """Freshdesk lets agents write to closed tickets."""
    assert ask("PUT", f"tickets/{ticket}", json={"status": 5}).json()["status"] == 5
    assert ask("PUT", f"tickets/{ticket}", json={"tags": ["late"]}).json()["tags"] == ["late"]


def test_updated_since_includes_its_own_second(ask: Ask, load: Callable[..., list[int]]) -> None:
    """A ticket of exactly that second is listed, one of the second before is not, in ascending order."""
    times = ("2099-03-01T10:00:00+00:00", "2099-03-01T10:00:01+00:00", "2099-03-01T10:00:02+00:00")
    _, at, after = load(*({"created_at": time} for time in times))
    query = {"order_by": "updated_at", "order_type": "asc"}
    for since in ("2099-03-01T10:00:01Z", "2099-03-01T15:30:01+05:30"):
        rows = ask("GET", "tickets", params={**query, "updated_since": since}).json()
        assert [row["id"] for row in rows] == [at, after]


def test_old_tickets_need_updated_since(ask: Ask, load: Callable[..., list[int]]) -> None:
    """Without it only what was created in the last 30 days is listed."""
    old, recent = load({"hours_ago": 24 * 31}, {"hours_ago": 24 * 29})
    default = {row["id"] for row in ask("GET", "tickets?per_page=100").json()}
    assert (old in default, recent in default) == (False, True)
    assert old in {row["id"] for row in ask("GET", "tickets?per_page=100&updated_since=2020-01-01").json()}


def test_a_listing_is_paged_by_link(ask: Ask, load: Callable[..., list[int]]) -> None:
    """Following the Link reaches every ticket once, and the last page has none."""
    ids = load(*({"created_at": f"2100-01-01T00:00:0{number}+00:00"} for number in range(5)))
    path, seen = "tickets?updated_since=2100-01-01T00:00:00Z&order_by=updated_at&order_type=asc&per_page=2", []
    for _ in range(3):
        answer = ask("GET", path)
        seen += [row["id"] for row in answer.json()]
        link = answer.headers.get("Link", "")
        path = link.partition("/api/v2/")[2].partition(">")[0]
    assert seen == ids
    assert not link


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=301", "page"),
        ("per_page=101", "per_page"),
        ("per_page=junk", "per_page"),
        ("page=0", "page"),
        ("include=conversations", "include"),
        ("updated_since=yesterday", "updated_since"),
        ("order_by=subject", "order_by"),
        ("filter=all", "filter"),
    ],
)
def test_a_bad_query_is_refused(ask: Ask, query: str, field: str) -> None:
    """The parameter is named; the 300-page wall speaks as Freshdesk's does."""
    answer = ask("GET", f"tickets?{query}")
    assert fields_of(answer) == {field: "invalid_value"}
    if query == "page=301":
        assert answer.json()["errors"][0]["message"] == (
            "You cannot access tickets beyond the 300th page. Please provide a smaller page number."
        )


@pytest.mark.parametrize(
    ("query", "cost"),
    [("", "1"), ("?include=description", "3"), ("?include=stats,requester,description", "7")],
)
def test_includes_bring_their_columns_and_their_price(ask: Ask, ticket: int, query: str, cost: str) -> None:
    """What is included in a listing is there, costs two credits each, and is absent otherwise."""
    answer = ask("GET", f"tickets{query}")
    assert answer.headers["X-RateLimit-Used-CurrentRequest"] == cost
    row = next(row for row in answer.json() if row["id"] == ticket)
    assert row["tags"] == []
    for name in ("stats", "requester", "description"):
        assert (name in row) == (name in query)


def test_one_ticket_comes_with_the_first_ten_conversations(ask: Ask, behind: Ask, ticket: int) -> None:
    """The description is no conversation, the first ten are embedded, the listing has them all in pages."""
    for number in range(12):
        behind("POST", f"tickets/{ticket}/comments", json={"author": "customer", "body": f"Message {number}"})
    whole = ask("GET", f"tickets/{ticket}?include=conversations,requester,stats").json()
    assert [row["body_text"] for row in whole["conversations"]] == [f"Message {number}" for number in range(10)]
    assert (whole["requester"]["name"], whole["description_text"]) == ("Mia Li", "Hello")
    assert whole["description"].startswith('<div style="font-family:')
    first = ask("GET", f"tickets/{ticket}/conversations?per_page=10")
    assert len(first.json()) == 10
    assert "Link" in first.headers
    assert all(row["incoming"] and not row["private"] for row in first.json())
    assert len(ask("GET", f"tickets/{ticket}/conversations?per_page=10&page=2").json()) == 2


def test_stats_tell_when_the_customer_spoke_last(ask: Ask, behind: Ask, ticket: int) -> None:
    """Only what the customer wrote after the description counts, and a note moves the ticket's updated_at."""

    def stats() -> dict[str, Any]:
        found: dict[str, Any] = ask("GET", f"tickets/{ticket}?include=stats").json()
        return found["stats"] | {"updated_at": found["updated_at"]}

    assert stats()["requester_responded_at"] is None
    behind("POST", "clock", json={"advance_seconds": 60})
    behind("POST", f"tickets/{ticket}/comments", json={"author": "customer", "body": "And now?"})
    spoken = stats()
    assert spoken["requester_responded_at"] == spoken["updated_at"]
    behind("POST", "clock", json={"advance_seconds": 60})
    ask("POST", f"tickets/{ticket}/notes", json={"body": "<p>Ours</p>"})
    later = stats()
    assert later["requester_responded_at"] == spoken["requester_responded_at"]
    assert later["updated_at"] > spoken["updated_at"]
    assert later["agent_responded_at"] is None


def test_notes_are_private_edited_and_deleted(ask: Ask, ticket: int) -> None:
    """A note is private by default, can be edited in place, and is gone after DELETE."""
    made = ask("POST", f"tickets/{ticket}/notes", json={"body": "<p>One</p>"})
    assert (made.status_code, made.json()["private"], made.json()["body_text"]) == (201, True, "One")
    path = f"conversations/{made.json()['id']}"
    assert ask("PUT", path, json={"body": "<p>Two</p>"}).json()["body_text"] == "Two"
    listed = ask("GET", f"tickets/{ticket}/conversations").json()
    assert [(row["body_text"], row["incoming"], row["source"]) for row in listed] == [("Two", False, 2)]
    assert ask("DELETE", path).status_code == 204
    assert ask("DELETE", path).status_code == 404
    assert ask("GET", f"tickets/{ticket}/conversations").json() == []
    assert fields_of(ask("POST", f"tickets/{ticket}/notes", json={"body": ""})) == {"body": "missing_field"}


def test_a_reply_is_public_and_cannot_be_edited(ask: Ask, ticket: int) -> None:
    """A reply goes to the customer, and the store has it as a public comment."""
    made = ask("POST", f"tickets/{ticket}/reply", json={"body": "It ships soon."})
    assert (made.status_code, made.json()["replied_to"]) == (201, ["mia@example.com"])
    row = ask("GET", f"tickets/{ticket}/conversations").json()[0]
    assert (row["private"], row["incoming"], row["source"]) == (False, False, 0)
    assert fields_of(ask("PUT", f"conversations/{row['id']}", json={"body": "No."})) == {"body": "invalid_value"}


def test_writes_reach_the_shared_store(ask: Ask, sandbox: Sandbox, ticket: int) -> None:
    """What this face writes, the other face reads: tags, status and notes."""
    ask("PUT", f"tickets/{ticket}", json={"tags": ["late"], "status": 3})
    ask("POST", f"tickets/{ticket}/notes", json={"body": "<p>Note</p>"})
    stored = sandbox.store.ticket(ticket)
    assert stored is not None
    assert (stored.tags, stored.status) == (("late",), "pending")
    assert [(comment.text, comment.public) for comment in sandbox.store.comments(ticket)][-1] == ("Note", False)


def test_a_ticket_is_created_deleted_and_restored(ask: Ask) -> None:
    """A new e-mail address makes a new contact; the trash gives back what was put there."""
    body = {"email": "new@example.com", "name": "New One", "subject": "S", "description": "<p>D</p>", "source": 1}
    made = ask("POST", "tickets", json=body)
    assert (made.status_code, made.json()["status"], made.json()["description_text"]) == (201, 2, "D")
    path = f"tickets/{made.json()['id']}"
    assert ask("DELETE", path).status_code == 204
    assert ask("GET", path).json()["deleted"] is True
    assert ask("PUT", f"{path}/restore").status_code == 204
    assert ask("PUT", path, json={"tags": ["x"]}).status_code == 200
    missing = fields_of(ask("POST", "tickets", json={"email": "a@example.com"}))
    assert missing == {"subject": "missing_field", "description": "missing_field"}


@pytest.fixture(scope="module")
def searchable(ask: Ask, load: Callable[..., list[int]]) -> dict[int, str]:
    """Two tickets to be found, a and b: id -> name."""
    first, second = load({"created_at": "2026-05-01T12:00:00+00:00"}, {"created_at": "2026-05-02T12:00:00+00:00"})
    ask("PUT", f"tickets/{first}", json={"tags": ["findme"], "custom_fields": {"cf_item": "WID-12"}})
    ask("PUT", f"tickets/{second}", json={"tags": ["findme"], "status": 3})
    return {first: "a", second: "b"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tag:'findme'", {"a", "b"}),
        ("tag:'findme' AND status:3", {"b"}),
        ("tag:'findme' AND (cf_item:null OR status:2)", {"a", "b"}),
        ("tag:'findme' AND cf_item:'WID-12'", {"a"}),
        ("tag:'findme' AND custom_string:'WID-12'", {"a"}),
        ("tag:'findme' AND created_at:>'2026-05-02' AND created_at:<'2026-05-31'", {"b"}),
        ("cf_item:'WID-12' OR tag:'nobody' AND status:5", {"a"}),
    ],
)
def test_search_finds_by_tag_status_day_and_field(
    ask: Ask, searchable: dict[int, str], query: str, found: set[str]
) -> None:
    """The query language over the columns that Freshdesk has; AND binds closer than OR."""
    answer = ask("GET", "search/tickets", params={"query": f'"{query}"'}).json()
    assert {searchable[row["id"]] for row in answer["results"]} == found
    assert answer["total"] == len(found)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"query": "status:2"}, "query"),
        ({"query": '"status:"'}, "query"),
        ({"query": '"(status:2"'}, "query"),
        ({"query": "\"subject:'x'\""}, "subject"),
        ({"query": f"\"tag:'{'x' * 512}'\""}, "query"),
        ({"query": '"status:2"', "page": "11"}, "page"),
    ],
)
def test_a_bad_search_is_refused(ask: Ask, params: dict[str, str], field: str) -> None:
    """No quotes, no sense, no such field, too long, or beyond the tenth page."""
    assert field in fields_of(ask("GET", "search/tickets", params=params))


def test_a_bulk_update_is_a_job(ask: Ask, load: Callable[..., list[int]]) -> None:
    """The job is in progress when first asked, completed then, and the tags were replaced."""
    ids = load({"tags": ["old"]}, {})
    body = {"bulk_action": {"ids": ids, "properties": {"tags": ["new"]}}}
    job = ask("POST", "tickets/bulk_update", json=body).json()["job_id"]
    assert [ask("GET", f"jobs/{job}").json()["status"] for _ in range(2)] == ["IN PROGRESS", "COMPLETED"]
    assert [ask("GET", f"tickets/{number}").json()["tags"] for number in ids] == [["new"], ["new"]]
    assert fields_of(ask("POST", "tickets/bulk_update", json={"ids": ids}))["bulk_action"] == "missing_field"
    assert ask("GET", "jobs/none").status_code == 404


def test_the_composer_holds_the_response_with_its_placeholders_filled(ask: Ask, sandbox: Sandbox, ticket: int) -> None:
    """Requester, fields and ticket are filled in; what is empty or unknown becomes nothing."""
    html = (
        "<p>Hi {{ticket.requester.firstname}}, #{{ticket.id}}: {{ticket.cf_item}}{{ticket.cf_day}}{{ticket.nope}}.</p>"
    )
    folder = ask("GET", "canned_response_folders").json()[0]["id"]
    body = {"title": "T", "content_html": html, "folder_id": folder, "visibility": 1}
    response = ask("POST", "canned_responses", json=body).json()["id"]
    ask("PUT", f"tickets/{ticket}", json={"custom_fields": {"cf_item": "Widget <12>"}})
    url = f"{sandbox.freshdesk_url}/api/_/tickets/{ticket}/canned_responses/{response}"
    shown = requests.get(url, auth=(sandbox.credentials.freshdesk_api_key, "X"), timeout=60).json()
    assert shown == {
        "body_html": f"<div>Hi Mia, #{ticket}: Widget &lt;12&gt;.</div>",
        "body_text": f"Hi Mia, #{ticket}: Widget <12>.",
    }


def test_an_exhausted_limit_answers_429(ask: Ask, behind: Ask) -> None:
    """Beyond the plan's budget there is a 429 with Retry-After."""
    behind("POST", "settings", json={"plan": "trial", "limits": {"freshdesk": {"account": 1}}})
    answers = [ask("GET", "agents/me") for _ in range(2)]
    behind("POST", "settings", json={"plan": "sandbox-open"})
    assert [answer.status_code for answer in answers] == [200, 429]
    assert int(answers[1].headers["Retry-After"]) > 0
