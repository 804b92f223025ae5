import threading
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.fault_rules import read_file


def arrivals(house: Any, receiver: Any, writes: int) -> list[int]:
    """Write so many tickets, each once; returns the turn of each that arrived, in order."""
    tickets = [house.ticket(f"Fault {turn}") for turn in range(writes)]
    house.drain(retries=True)
    return [tickets.index(int(got.body)) for got in receiver.got]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"effect": "webhook_lost", "from": 2}, [0, 2, 3]),
        ({"effect": "webhook_lost", "from": 2, "to": None}, [0]),
        ({"effect": "webhook_lost", "path": "/hook$", "method": "POST", "to": 2}, [2, 3]),
        ({"effect": "webhook_lost", "path": "/other"}, [0, 1, 2, 3]),
        ({"effect": "webhook_lost", "face": "freshdesk", "to": None}, [0, 1, 2, 3]),
        ({"effect": "webhook_doubled", "from": 3}, [0, 1, 2, 2, 3]),
        ({"effect": "webhook_late", "seconds": 60, "from": 1, "to": 2}, [2, 3, 0, 1]),
        ({"effect": "status", "status": 503, "method": "PATCH", "to": None}, [0, 1, 2, 3]),
    ],
)
def test_webhooks_are_lost_doubled_and_late_on_order(
    house: Any, receiver: Any, rule: dict[str, object], expected: list[int]
) -> None:
    """A rule counts the deliveries it matches, as rules for requests count those; neither counts for the other."""
    house.called(receiver.url, "{{ticket.id}}")
    house.admin("POST", "faults", rule)
    assert arrivals(house, receiver, 4) == expected


def test_a_share_is_drawn_by_its_seed(house: Any, receiver: Any) -> None:
    """The same seed loses the same deliveries."""
    house.called(receiver.url, "{{ticket.id}}")
    runs = []
    for _ in range(2):
        receiver.got.clear()
        house.admin("POST", "faults", {"effect": "webhook_lost", "share": 0.5, "seed": 7})
        runs.append(arrivals(house, receiver, 12))
        house.admin("DELETE", "faults")
    assert runs[0] == runs[1]
    assert 2 <= len(runs[0]) <= 10


def test_a_lost_webhook_leaves_no_invocation(house: Any, receiver: Any) -> None:
    """Only the sandbox's own counts tell of it."""
    number = house.called(receiver.url)
    before = house.admin("GET", "webhooks")["counts"]["lost"]
    house.admin("POST", "faults", {"effect": "webhook_lost"})
    house.ticket("Lost")
    assert house.drain()["counts"]["lost"] == before + 1
    assert (receiver.got, house.zendesk("GET", f"webhooks/{number}/invocations")["invocations"]) == ([], [])


@pytest.mark.parametrize(("rule", "ids"), [({}, 1), ({"new_id": False}, 1), ({"new_id": True}, 2)])
def test_a_doubled_webhook_has_one_id_or_two(house: Any, receiver: Any, rule: dict[str, object], ids: int) -> None:
    """The body is the same both times; what a receiver de-duplicates by may not be."""
    house.called(receiver.url)
    house.admin("POST", "faults", {"effect": "webhook_doubled"} | rule)
    house.ticket("Twice")
    house.drain()
    first, second = receiver.got
    assert first.body == second.body
    assert len({got.headers["x-zendesk-webhook-invocation-id"] for got in receiver.got}) == ids


@pytest.mark.parametrize(
    ("face", "kind", "expected"),
    [
        ("zendesk", {}, {"error": "DatabaseConflict"}),
        ("zendesk", {"kind": "database"}, {"error": "DatabaseConflict"}),
        ("zendesk", {"kind": "update"}, {"error": "UpdateConflict"}),
        ("freshdesk", {}, {"code": "inconsistent_state"}),
    ],
)
def test_a_conflict_comes_in_each_kind(house: Any, face: str, kind: dict[str, str], expected: dict[str, str]) -> None:
    """409 with the body of that kind, and nothing was written."""
    number = house.ticket("Conflict")
    house.admin("POST", "faults", {"effect": "conflict", "method": "PUT", "face": face} | kind)
    zendesk = {"ticket": {"status": "solved"}}
    answer = getattr(house, face)("PUT", f"tickets/{number}", zendesk if face == "zendesk" else {"status": 4}, 409)
    assert expected.items() <= answer.items()
    assert house.sandbox.store.ticket(number).status == "new"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- effect: webhook_late", ":1:3: seconds is missing"),
        ("- {effect: webhook_late, seconds: .nan}", "seconds must be a number"),
        ("- {effect: webhook_lost, new_id: true}", "new_id is not known"),
        ("- {effect: webhook_doubled, new_id: 1}", "new_id must be true or false"),
        ("- {effect: conflict, kind: other}", "kind must be database or update"),
    ],
)
def test_a_wrong_rule_for_webhooks_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    """As every other rule of the file."""
    file = tmp_path / "faults.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(InvalidInput, match=told):
        read_file(file)


def test_a_file_of_rules_loses_webhooks_from_the_start(tmp_path: Path, receiver: Any) -> None:
    """``--faults`` knows the same effects; the sandbox's time carries a retry over at its own pace."""
    file = tmp_path / "faults.yaml"
    file.write_text("- {effect: webhook_lost, path: /hook}", "utf-8")
    receiver.answers.append((503, {"retry-after": "50"}))
    with Sandbox(faults=file, time_scale=10_000) as box:
        url, logins = box.zendesk_url, box.credentials
        login = (f"{logins.zendesk_email}/token", logins.zendesk_api_token)

        def post(path: str, body: object) -> Any:
            return requests.post(f"{url}/{path}", json=body, auth=login, timeout=60).json()

        given = {"name": "x", "endpoint": receiver.url, "http_method": "POST", "request_format": "json"}
        number = post("api/v2/webhooks", {"webhook": given})["webhook"]["id"]
        action = {"field": "notification_webhook", "value": [number, "{{ticket.title}}"]}
        post("api/v2/triggers", {"trigger": {"title": "t", "actions": [action]}})
        for subject in ("first", "second"):
            post("_sandbox/tickets", [{"subject": subject, "description": "x"}])
        assert receiver.arrived.wait(60)
        counts = post("_sandbox/webhooks/drain", {"retries": True})["counts"]
    assert (counts["lost"], counts["attempts"]) == (1, 2)
    assert [got.body for got in receiver.got] == [b"second", b"second"]


def test_a_sandbox_stops_at_once_with_a_delivery_under_way(receiver: Any) -> None:
    """No thread of the sandbox is left, although the receiver has not answered yet."""
    receiver.answers.append((0, {}))
    before = set(threading.enumerate())
    with Sandbox(seed=None) as box:
        logins = box.credentials
        login = (f"{logins.zendesk_email}/token", logins.zendesk_api_token)
        given = {"name": "x", "endpoint": receiver.url, "http_method": "POST", "request_format": "json",
                 "subscriptions": ["zen:event-type:ticket.created"]}  # fmt: skip
        requests.post(f"{box.zendesk_url}/api/v2/webhooks", json={"webhook": given}, auth=login, timeout=60)
        rows = [{"subject": "x", "description": "y"}] * 3
        requests.post(f"{box.zendesk_url}/_sandbox/tickets", json=rows, timeout=60).raise_for_status()
        assert receiver.arrived.wait(60)
    left = set(threading.enumerate()) - before
    assert not [thread.name for thread in left if thread.name.startswith("sandbox")]
    assert len(receiver.got) == 1
