import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge.core.errors import InvalidInput, StateError, Unavailable
from zendesk_bridge.sandbox import Sandbox


def test_requests_are_counted_by_path_and_writes_apart(desk: Any) -> None:
    """Ids are folded, the token endpoint is a call and no write, a reset starts from zero."""
    desk.get("tickets/1.json")
    desk.get("tickets/2")
    desk.ask("PUT", "tickets/1/tags", {"tags": ["x"]})
    desk.token()
    counted = desk.admin("GET", "requests")
    assert counted["calls"]["GET /api/v2/tickets/{id}"] == 2
    assert (counted["total"], counted["writes"]) == (4, 1)
    assert counted["statuses"] == {"200": 3, "201": 1}
    desk.admin("DELETE", "requests")
    assert desk.admin("GET", "requests")["total"] == 0


def test_tickets_are_loaded_in_bulk_with_their_conversation(desk: Any) -> None:
    """Customers and agents speak, publicly or not; the requester keeps name and locale."""
    rows = [
        {
            "subject": "Spät",
            "description": "Wo?",
            "requester": {"email": "j@example.de", "name": "Jürgen M", "locale": "de"},
            "tags": ["a"],
            "status": "pending",
            "created_at": "2026-11-01T10:00:00Z",
            "comments": [{"author": "agent", "body": "Moment", "public": False}, {"author": "customer", "body": "Ja"}],
        }
    ]
    number = desk.admin("POST", "tickets", rows)["ids"][0]
    ticket = desk.get(f"tickets/{number}?include=users")
    assert (ticket["ticket"]["status"], ticket["ticket"]["created_at"]) == ("pending", "2026-11-01T10:00:00Z")
    assert "de" in {user["locale"] for user in ticket["users"]}
    comments = desk.get(f"tickets/{number}/comments")["comments"]
    assert [(row["body"], row["public"]) for row in comments] == [("Wo?", True), ("Moment", False), ("Ja", True)]


def test_an_agents_edits_and_a_customers_words_arrive(desk: Any) -> None:
    """The admin endpoints write as people do, and a touch by the system changes no stamp."""
    number = desk.load("One")[0]
    desk.admin("PATCH", f"tickets/{number}", {"add_tags": ["vip"], "status": "open"})
    desk.admin("POST", f"tickets/{number}/comments", {"author": "customer", "body": "Still waiting"})
    before, touched = desk.get(f"tickets/{number}")["ticket"], desk.sandbox.store.ticket(number).touched_at
    desk.admin("POST", "clock", {"advance_seconds": 5})
    desk.admin("PATCH", f"tickets/{number}", {"touch": True})
    after = desk.get(f"tickets/{number}")["ticket"]
    assert (after, after["tags"], after["status"]) == (before, ["vip"], "open")
    assert desk.sandbox.store.ticket(number).touched_at > touched
    assert desk.get(f"tickets/{number}/comments")["comments"][-1]["body"] == "Still waiting"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "faults", {"effect": "nonsense"}, 400),
        ("POST", "faults", {"effect": "status", "path": "("}, 400),
        ("POST", "faults", [], 400),
        ("POST", "faults", {"effect": "before_write", "path": "x"}, 400),
        ("POST", "tickets", [{"subject": "x"}], 400),
        ("POST", "tickets", 7, 400),
        ("PATCH", "tickets/999999", {"status": "open"}, 404),
        ("POST", "settings", {"plan": "golden"}, 400),
        ("POST", "settings", {"limits": {"zendesk": {"nonsense": 1}}}, 400),
        ("POST", "lag", {"seconds": -1}, 400),
        ("POST", "lag", {"seconds": 1e12}, 400),
        ("POST", "lag", {"seconds": 10**400}, 400),
        ("GET", "nonsense", None, 404),
        ("PUT", "clock", {}, 405),
    ],
)
def test_a_wrong_wish_is_refused_with_a_reason(desk: Any, method: str, path: str, body: object, status: int) -> None:
    """The sandbox's own endpoints never fail with a traceback."""
    answer = requests.request(method, f"{desk.url}/_sandbox/{path}", json=body, timeout=60)
    assert answer.status_code == status
    assert answer.json()["error"]


@pytest.mark.parametrize("effect", ["cut_before", "cut_after", "cut_within"])
def test_a_cut_connection_is_a_connection_error_and_processed_as_named(desk: Any, effect: str) -> None:
    """Only ``cut_before`` leaves the ticket as it was; the next request works again."""
    number = desk.load("Cut")[0]
    desk.admin("POST", "faults", {"effect": effect, "method": "PUT", "path": f"/tickets/{number}/tags"})
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        desk.ask("PUT", f"tickets/{number}/tags", {"tags": ["x"]})
    assert desk.get(f"tickets/{number}")["ticket"]["tags"] == ([] if effect == "cut_before" else ["x"])
    desk.ask("PUT", f"tickets/{number}/tags", {"tags": ["y"]}).raise_for_status()


def test_a_truncated_answer_is_no_json(desk: Any) -> None:
    """The status is 200, the length is right, the body ends in the middle."""
    desk.admin("POST", "faults", {"effect": "truncate", "path": "users/me"})
    answer = desk.ask("GET", "users/me")
    assert answer.status_code == 200
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()


@pytest.mark.parametrize(
    ("rule", "status", "retry_after", "kind"),
    [
        ({"effect": "status", "status": 503}, 503, None, "text/html; charset=utf-8"),
        ({"effect": "status", "status": 500, "body": ""}, 500, None, "text/html; charset=utf-8"),
        ({"effect": "status", "status": 429, "retry_after": 2}, 429, "2", "text/html; charset=utf-8"),
        ({"effect": "status", "status": 429, "body": {"error": "x"}}, 429, None, "application/json"),
        ({"effect": "conflict"}, 409, None, "application/json"),
    ],
)
def test_a_status_on_order_is_sent_unprocessed(
    desk: Any, rule: dict[str, object], status: int, retry_after: str | None, kind: str
) -> None:
    """With or without Retry-After, HTML or JSON; nothing was written."""
    number = desk.load("Refused")[0]
    desk.admin("POST", "faults", rule | {"method": "PUT", "face": "zendesk"})
    answer = desk.ask("PUT", f"tickets/{number}/tags", {"tags": ["x"]})
    assert (answer.status_code, answer.headers.get("retry-after")) == (status, retry_after)
    assert answer.headers["content-type"] == kind
    assert desk.get(f"tickets/{number}")["ticket"]["tags"] == []


def test_retry_after_can_be_a_date(desk: Any) -> None:
    """The date lies as far ahead as the rule says."""
    desk.admin("POST", "faults", {"effect": "status", "status": 429, "retry_after_date": 30})
    before = desk.sandbox.store.now()
    told = parsedate_to_datetime(desk.ask("GET", "users/me").headers["retry-after"]) - timedelta(seconds=30)
    assert before <= told <= desk.sandbox.store.now()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, "503 200 200"),
        ({"from": 2}, "200 503 200"),
        ({"from": 1, "to": 2}, "503 503 200"),
        ({"to": None}, "503 503 503"),
    ],
)
def test_a_rule_counts_the_requests_it_matches(desk: Any, counts: dict[str, int | None], expected: str) -> None:
    """The nth matching request fails, the others and other paths do not; a rule for the other face never fires."""
    desk.admin("POST", "faults", {"effect": "status", "path": "users/me", **counts})
    desk.admin("POST", "faults", {"effect": "status", "face": "freshdesk", "to": None})
    answers = [desk.ask("GET", path).status_code for path in ("users/me", "groups", "users/me", "users/me")]
    assert answers.pop(1) == 200
    assert " ".join(map(str, answers)) == expected


def test_an_agent_can_be_faster_than_our_write(desk: Any) -> None:
    """The edit happens just before the matching write, so that a stamp from before is stale."""
    number = desk.load("Race")[0]
    stamp = desk.get(f"tickets/{number}")["ticket"]["updated_at"]
    rule = {"effect": "before_write", "method": "PUT", "ticket": number, "changes": {"add_tags": ["agent"]}}
    desk.admin("POST", "faults", rule)
    body = {"ticket": {"tags": ["ours"], "safe_update": True, "updated_stamp": stamp}}
    answer = desk.ask("PUT", f"tickets/{number}", body)
    assert (answer.status_code, answer.json()["error"]) == (409, "UpdateConflict")
    assert desk.get(f"tickets/{number}")["ticket"]["tags"] == ["agent"]


def test_a_slow_answer_still_arrives(desk: Any) -> None:
    """A wait shorter than the time-out is only a wait."""
    desk.admin("POST", "faults", {"effect": "slow", "seconds": 0.05})
    answer = desk.ask("GET", "users/me")
    assert answer.elapsed >= timedelta(seconds=0.05)


def test_a_slow_answer_comes_at_once_when_the_fault_is_lifted(desk: Any) -> None:
    """Whoever holds a request at the door lets it in by clearing the faults."""
    number = desk.load("Held")[0]
    arrives = {"effect": "before_write", "path": "users/me", "ticket": number, "changes": {"add_tags": ["arrived"]}}
    for rule in (arrives, {"effect": "slow", "path": "users/me", "seconds": 120}):
        desk.admin("POST", "faults", rule)
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(desk.ask, "GET", "users/me")
        while not desk.get(f"tickets/{number}")["ticket"]["tags"]:
            assert not held.done()
        desk.admin("DELETE", "faults")
        assert held.result(60).status_code == 200


def test_an_empty_budget_answers_429_until_the_window_ends(desk: Any) -> None:
    """The account's limit counts every request, tells what is left, and is full again a minute later."""
    desk.admin("POST", "settings", {"limits": {"zendesk": {"account": 2}}})
    left = [desk.ask("GET", "users/me").headers["x-rate-limit-remaining"] for _ in range(2)]
    refused = desk.ask("GET", "users/me")
    assert (left, refused.status_code, refused.headers["x-rate-limit"]) == (["1", "0"], 429, "2")
    desk.admin("POST", "clock", {"advance_seconds": int(refused.headers["retry-after"])})
    assert desk.ask("GET", "users/me").status_code == 200


def test_a_plan_limits_endpoints_too(desk: Any) -> None:
    """The eleventh incremental export of a minute is refused while the account still has room."""
    desk.admin("POST", "settings", {"plan": "enterprise"})
    answers = [desk.ask("GET", "incremental/tickets/cursor?start_time=0&per_page=1") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert answers[0].headers["x-rate-limit"] == "700"
    assert answers[0].headers["zendesk-ratelimit-incremental-exports"].startswith("total=10; remaining=9; resets=")
    update = desk.ask("PUT", "tickets/1", {"ticket": {}})
    assert update.headers["zendesk-ratelimit-tickets-update"].startswith("total=100; remaining=99; resets=")


def test_no_web_page_may_work_behind_the_back(desk: Any) -> None:
    """A site that is open in the same browser can neither move the clock nor order faults."""
    here = f"{desk.url}/_sandbox/clock"
    now = desk.admin("POST", "clock", {"advance_seconds": 0})["now"]
    answer = requests.post(
        here, data='{"advance_seconds": 9000}', headers={"Origin": "http://evil.example"}, timeout=60
    )
    assert answer.status_code == 403
    later = desk.admin("POST", "clock", {"advance_seconds": 0})["now"]
    assert (datetime.fromisoformat(later) - datetime.fromisoformat(now)).total_seconds() < 9000


@pytest.mark.parametrize("body", ["[" * 100_000, '{"seconds": 1e999}', '{"seconds": NaN}', "{"])
def test_what_is_no_json_is_refused_behind_the_back_too(desk: Any, body: str) -> None:
    """Neither depth nor infinity is an error of the sandbox's own."""
    assert requests.post(f"{desk.url}/_sandbox/lag", data=body, timeout=60).status_code == 400


@pytest.mark.parametrize("path", ["api/v2/tickets", "_sandbox/tickets", "desk/zendesk/new"])
def test_a_body_that_would_take_the_memory_is_413(desk: Any, path: str) -> None:
    """More than 30 MB is read, forgotten and refused; the next request on the line is served."""
    with requests.Session() as line:
        answer = line.post(f"{desk.url}/{path}", data=b"a" * 30_500_000, auth=desk.login, timeout=60)
        assert answer.status_code == 413
        assert line.get(f"{desk.url}/api/v2/users/me", auth=desk.login, timeout=60).status_code == 200


def test_a_port_that_is_taken_is_told_before_anything_starts() -> None:
    """The message names port, face and flag."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Unavailable, match=rf"port {port} .* zendesk face[\s\S]*--zendesk-port"):
            Sandbox(faces=("zendesk",), zendesk_port=port).__enter__()


def test_wrong_options_are_refused_in_words(tmp_path: Path) -> None:
    """A folder that is not there and a plan that is not there are told."""
    with pytest.raises(StateError, match=r"cannot use[\s\S]*a new file in a folder that you may write to"):
        Sandbox(data=tmp_path / "nowhere" / "x.db").__enter__()
    with pytest.raises(InvalidInput, match="no such plan"):
        Sandbox(plan="golden").__enter__()


@pytest.mark.parametrize("script", [None, "CREATE TABLE users (x)"])
def test_a_file_that_is_no_sandboxs_is_refused_in_words(tmp_path: Path, script: str | None) -> None:
    """Neither text nor somebody else's database will do; the message says what to name instead."""
    path = tmp_path / "other.db"
    if script is None:
        path.write_text("hello " * 100)
    else:
        with closing(sqlite3.connect(path)) as other:
            other.execute(script)
    with pytest.raises(StateError, match=r"other\.db as its data file") as refused:
        Sandbox(data=path).__enter__()
    assert "the data file of a sandbox" in str(refused.value.fix)


def test_a_data_file_keeps_its_contents_and_is_seeded_once(tmp_path: Path) -> None:
    """A second start finds what the first one left, and adds nothing."""
    path = tmp_path / "desk.db"
    with Sandbox(data=path, seed=None, faces=("zendesk",)) as box:
        url = f"{box.zendesk_url}/_sandbox/tickets"
        requests.post(url, json=[{"subject": "Kept", "description": "x"}], timeout=60).raise_for_status()
    with Sandbox(data=path, faces=("zendesk",)) as box:
        assert box.store.users(("agent", "admin"))[0].name == "Sandbox Admin"
        kept = box.store.ticket(1)
        assert kept is not None
        assert (kept.subject, box.store.ticket(2)) == ("Kept", None)
        assert box.store.documents("zendesk_macro") == []


def test_the_options_of_an_older_data_file_get_ids(tmp_path: Path) -> None:
    """A file from before options had endpoints of their own opens, and its fields can be read and changed."""
    path = tmp_path / "desk.db"
    with Sandbox(data=path, seed=None, faces=("zendesk",)) as box:
        old = box.store.documents("zendesk_field")[0].body
        rows = [{"name": "S", "value": "size_s"}, {"name": "M", "value": "size_m"}]
        field = {**old, "id": 7, "type": "tagger", "removable": True, "custom_field_options": rows}
        box.store.put("zendesk_field", 7, field)
    with Sandbox(data=path, faces=("zendesk",)) as box:
        login = (f"{box.credentials.zendesk_email}/token", box.credentials.zendesk_api_token)
        url = f"{box.zendesk_url}/api/v2/ticket_fields/7/options"
        found = requests.get(url, auth=login, timeout=60).json()["custom_field_options"]
        assert [row["value"] for row in found] == ["size_s", "size_m"]
        assert len({row["id"] for row in found}) == 2


def test_the_demo_holds_believable_tickets(desk: Any) -> None:
    """Four languages, a closed, a solved and a spam ticket, three groups, two agents and an admin."""
    store = desk.sandbox.store
    people = store.users(("end-user",))
    assert {"en-US", "de", "fr", "es"} <= {person.locale for person in people}
    assert [group.name for group in store.groups()] == ["Support", "Returns", "VIP"]
    assert [user.role for user in store.users(("agent", "admin"))] == ["admin", "agent", "agent"]
    tickets = store.tickets_by_ids(range(1, 22))
    assert {"closed", "solved", "new", "open", "pending"} == {ticket.status for ticket in tickets}
    assert sum(ticket.spam for ticket in tickets) == 1
