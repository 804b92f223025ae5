from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

MACROS = r"/macros/(\d+)"
EDIT = {"method": "PUT", "path": r"/api/v2/macros/\1", "body": {"macro": {"title": "Edited"}}}


def macro(desk: Any, title: str) -> int:
    """Create a macro that agents share; returns its id."""
    actions = [{"field": "status", "value": "open"}]
    made = desk.ask("POST", "macros", {"macro": {"title": title, "actions": actions}})
    assert made.status_code in (200, 201), made.text
    return int(made.json()["macro"]["id"])


def test_a_macro_is_edited_right_before_the_nth_write(desk: Any) -> None:
    """The macro that the write names, and only before that write; what the write does not name keeps the edit."""
    numbers = [macro(desk, f"Race {place}") for place in range(3)]
    desk.admin("POST", "faults", {"method": "PUT", "path": MACROS, "from": 2, "effect": "before", "then": EDIT})
    for number in numbers:
        desk.ask("PUT", f"macros/{number}", {"macro": {"active": False}}).raise_for_status()
    found = [desk.get(f"macros/{number}")["macro"] for number in numbers]
    assert [one["title"] for one in found] == ["Race 0", "Edited", "Race 2"]
    assert [one["active"] for one in found] == [False] * 3
    assert desk.admin("GET", "faults")["sent"] == [
        {"face": "zendesk", "method": "PUT", "path": f"/api/v2/macros/{numbers[1]}", "status": 200}
    ]


def test_an_edit_is_older_than_the_write_it_precedes(desk: Any) -> None:
    """A client that compares times sees that somebody was there since its look."""
    number = macro(desk, "Stamped")
    seen = desk.get(f"macros/{number}")["macro"]["updated_at"]
    desk.admin("POST", "faults", {"method": "GET", "path": MACROS, "effect": "before", "then": EDIT})
    assert desk.get(f"macros/{number}")["macro"]["updated_at"] > seen


def test_what_people_send_meets_no_faults_and_spends_no_limits(desk: Any) -> None:
    """Nor is it counted among the requests of clients."""
    number = macro(desk, "Quiet")
    desk.admin("DELETE", "requests")
    desk.admin("POST", "settings", {"limits": {"zendesk": {"account": 1}}})
    desk.admin("POST", "faults", {"path": MACROS, "method": "PUT", "to": None, "effect": "before", "then": EDIT})
    desk.admin("POST", "faults", {"path": MACROS, "method": "PUT", "from": 2, "to": None, "effect": "status"})
    assert desk.ask("PUT", f"macros/{number}", {"macro": {"active": False}}).status_code == 200
    assert desk.admin("GET", "requests")["total"] == 1
    assert [sent["status"] for sent in desk.admin("GET", "faults")["sent"]] == [200]


def test_an_agent_edits_a_ticket_as_himself(desk: Any) -> None:
    """Its audit names the agent, not the admin whose login the client may have."""
    number = desk.load("Mine")[0]
    then = {"method": "put", "path": r"/api/v2/tickets/\1.json", "body": {"ticket": {"priority": "high"}}}
    rule = {"path": r"/tickets/(\d+)", "method": "PUT", "effect": "before", "by": "agent", "then": then}
    desk.admin("POST", "faults", rule)
    desk.ask("PUT", f"tickets/{number}", {"ticket": {"status": "pending"}}).raise_for_status()
    audits = desk.get(f"tickets/{number}/audits")["audits"]
    agent = desk.sandbox.store.users(("agent",), limit=1)[0]
    assert [audit["author_id"] == agent.id for audit in audits[1:]] == [True, False]


def test_a_customer_writes_at_that_moment(desk: Any) -> None:
    """The sandbox's own endpoints may be meant, also for a bulk write that names its tickets in its body."""
    number = desk.load("Hello?")[0]
    then = {"method": "POST", "path": f"/_sandbox/tickets/{number}/comments", "body": {"body": "Any news?"}}
    desk.admin("POST", "faults", {"path": "update_many", "effect": "before", "then": then})
    rows = {"tickets": [{"id": number, "additional_tags": ["ours"]}]}
    desk.finished(desk.ask("PUT", "tickets/update_many", rows))
    assert [one["body"] for one in desk.get(f"tickets/{number}/comments")["comments"]][1:] == ["Any news?"]
    assert desk.admin("GET", "faults")["sent"][0]["status"] == 200


def test_a_refused_edit_is_told_and_the_write_goes_on(desk: Any) -> None:
    """As for people who are too late themselves; clearing the faults forgets it."""
    then = {"method": "DELETE", "path": "/api/v2/macros/1"}
    desk.admin("POST", "faults", {"path": "users/me", "effect": "before", "then": then})
    assert desk.ask("GET", "users/me").status_code == 200
    assert [sent["status"] for sent in desk.admin("GET", "faults")["sent"]] == [404]
    desk.admin("DELETE", "faults")
    assert desk.admin("GET", "faults")["sent"] == []


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({}, "then is missing"),
        ({"then": {"path": "/api/v2/macros/1"}}, "then must have a method"),
        ({"then": {"method": "PATSCH", "path": "/api/v2/macros/1"}}, "then must have a method"),
        ({"then": {"method": "PUT", "path": "macros/1"}}, "a path that begins with /api/ or /_sandbox/"),
        ({"then": {"method": "PUT", "path": "/api/v2/m\u00e4cros"}}, "then must have a method"),
        ({"then": {**EDIT, "boddy": {}}}, "then must have a method"),
        ({"then": EDIT}, "then has a path that the rule's path cannot fill: invalid group reference 1"),
        ({"then": {**EDIT, "path": r"/api/\g<name>"}}, "then has a path that the rule's path cannot fill"),
        ({"then": {**EDIT, "path": "/api/v2/macros/1"}, "by": "customer"}, "by must be admin or agent"),
    ],
)
def test_a_wrong_rule_is_refused(desk: Any, rule: dict[str, object], told: str) -> None:
    """When it is added, not when its turn comes."""
    answer = requests.post(f"{desk.url}/_sandbox/faults", json={"effect": "before", **rule}, timeout=60)
    assert answer.status_code == 400
    assert told in answer.json()["error"]


def test_a_rule_in_a_file_may_write_a_date(tmp_path: Path) -> None:
    """YAML makes a date of it; the request carries it as text."""
    file = tmp_path / "faults.yaml"
    file.write_text(
        "- {effect: before, path: users/me, then: {method: POST, path: /_sandbox/tickets, body: BODY}}".replace(
            "BODY", "[{subject: 2026-12-01, description: x, created_at: 2026-11-01}]"
        )
    )
    with Sandbox(seed=None, faces=("zendesk",), faults=file) as box:
        login = (f"{box.credentials.zendesk_email}/token", box.credentials.zendesk_api_token)
        assert requests.get(f"{box.zendesk_url}/api/v2/users/me", auth=login, timeout=60).status_code == 200
        ticket = box.store.ticket(1)
        assert ticket is not None
        assert ticket.subject == "2026-12-01"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox with a Freshdesk face for this file."""
    with Sandbox(faces=("freshdesk",)) as box:
        yield box


@pytest.mark.parametrize(("by", "status", "title"), [("admin", 200, "Edited"), ("agent", 403, "Kept")])
def test_a_canned_response_is_edited_by_who_may(
    sandbox: Sandbox, ask: Callable[..., requests.Response], by: str, status: int, title: str
) -> None:
    """On Freshdesk an agent's edit is refused, as it is without a rule."""
    admin = f"{sandbox.freshdesk_url}/_sandbox/faults"
    folder = ask("GET", "canned_response_folders").json()[0]["id"]
    new = {"title": "Kept", "content_html": "Hi", "folder_id": folder, "visibility": 0}
    number = ask("POST", "canned_responses", new).json()["id"]
    then = {"method": "PUT", "path": r"/api/v2/canned_responses/\1", "body": {"title": "Edited"}}
    rule = {"path": r"canned_responses/(\d+)", "method": "PUT", "effect": "before", "by": by, "then": then}
    requests.delete(admin, timeout=60)
    assert requests.post(admin, json=rule, timeout=60).status_code == 200
    assert ask("PUT", f"canned_responses/{number}", {"content_html": "Hello"}).status_code == 200
    assert ask("GET", f"canned_responses/{number}").json()["title"] == title
    assert [sent["status"] for sent in requests.get(admin, timeout=60).json()["sent"]] == [status]
