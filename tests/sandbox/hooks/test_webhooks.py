import re
from pathlib import Path
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox import Sandbox

URL = "http://127.0.0.1:9/hook"
GIVEN = {"name": "hook", "endpoint": URL, "http_method": "POST", "request_format": "json"}


def test_a_webhook_is_created_read_changed_and_removed(house: Any) -> None:
    """Ids are 26 characters of text; PUT and PATCH answer 204 without a body, and what they do not name stays."""
    webhook = house.zendesk("POST", "webhooks", {"webhook": {**GIVEN, "description": "ours"}}, 201)["webhook"]
    number = webhook["id"]
    assert re.fullmatch("01[0-9A-HJKMNP-TV-Z]{24}", number)
    assert webhook["subscriptions"] == ["conditional_ticket_events"]
    assert (webhook["status"], webhook["created_by"]) == ("active", webhook["updated_by"])
    assert house.zendesk("PATCH", f"webhooks/{number}", {"webhook": {"status": "inactive"}}, 204) is None
    assert (
        house.zendesk("PUT", f"webhooks/{number}", {"webhook": {**GIVEN, "name": "new", "status": "active"}}, 204)
        is None
    )
    shown = house.zendesk("GET", f"webhooks/{number}.json")["webhook"]
    assert (shown["name"], shown["status"], shown["description"]) == ("new", "active", "ours")
    house.zendesk("DELETE", f"webhooks/{number}", status=204)
    for path in ("", "/signing_secret", "/invocations", "/invocations/x/attempts"):
        house.zendesk("GET", f"webhooks/{number}{path}", status=404)


def test_credentials_can_be_taken_away(house: Any, receiver: Any) -> None:
    """A null authentication lifts it."""
    login = {"type": "bearer_token", "data": {"token": "x"}}
    number = house.called(receiver.url, authentication=login)
    house.zendesk("PATCH", f"webhooks/{number}", {"webhook": {"authentication": None}}, 204)
    house.ticket("No login")
    house.drain()
    assert "authorization" not in receiver.got[0].headers
    assert "authentication" not in house.zendesk("GET", f"webhooks/{number}")["webhook"]


def test_a_clone_has_its_own_id_and_secret(house: Any, receiver: Any) -> None:
    """It sends what the original sends, credentials included."""
    login = {"type": "bearer_token", "data": {"token": "x"}}
    first = house.webhook(receiver.url, authentication=login)
    clone = house.zendesk("POST", f"webhooks?clone_webhook_id={first}", status=201)["webhook"]["id"]
    secrets = [house.zendesk("GET", f"webhooks/{one}/signing_secret")["signing_secret"] for one in (first, clone)]
    assert (first != clone, secrets[0] != secrets[1]) == (True, True)
    house.trigger(clone)
    house.ticket("Cloned")
    house.drain()
    assert receiver.got[0].headers["authorization"] == "Bearer x"


def test_webhooks_are_listed_by_cursor_filter_and_order(house: Any) -> None:
    """has_more ends the loop; name and status filter; a minus turns the order round."""
    for name, status in (("b", "active"), ("ab", "inactive"), ("a", "active"), ("Zz", "active")):
        house.webhook(URL, name=name, status=status)
    path, seen = "webhooks?page[size]=3&sort=-name", []
    for _ in range(2):
        found = house.zendesk("GET", path)
        seen.append([one["name"] for one in found["webhooks"]])
        path = found["links"]["next"].partition("/api/v2/")[2]
    assert (seen, found["meta"]["has_more"]) == ([["b", "ab", "a"], ["Zz"]], False)
    filtered = {"filter[name_contains]=A": 2, "filter[status]=inactive": 1, "sort=status": 4}
    assert {query: len(house.zendesk("GET", f"webhooks?{query}")["webhooks"]) for query in filtered} == filtered


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""}, {"name": 7}, {"name": None}, {"endpoint": "ftp://x/"}, {"endpoint": "x"}, {"endpoint": "http://["},
        {"endpoint": "http://x:99999/"}, {"endpoint": ["http://x"]}, {"http_method": "HEAD"}, {"http_method": {}},
        {"request_format": "yaml"}, {"status": "on"}, {"subscriptions": []}, {"subscriptions": "x"},
        {"subscriptions": [7]}, {"subscriptions": ["zen:event-type:ticket.exploded"]},
        {"subscriptions": ["conditional_ticket_events", "zen:event-type:ticket.created"]},
        {"subscriptions": ["zen:event-type:ticket.created"], "http_method": "GET"},
        {"subscriptions": ["zen:event-type:ticket.created"], "request_format": "xml"},
        {"custom_headers": []}, {"custom_headers": {"a b": "c"}}, {"custom_headers": {"a": "b\r\nc: d"}},
        {"custom_headers": {"Host": "x"}}, {"custom_headers": {"X-Zendesk-Webhook-Id": "x"}},
        {"custom_headers": {"a": 7}}, {"authentication": "x"}, {"authentication": {"type": "magic"}},
        {"authentication": {"type": ["x"]}}, {"authentication": {"type": "bearer_token", "data": {"token": 7}}},
        {"authentication": {"type": "bearer_token", "data": {"token": "a\nb"}}},
        {"authentication": {"type": "api_key", "data": {"name": "a b", "value": "x"}}},
        {"authentication": {"type": "basic_auth", "data": {"username": "x"}}},
        {"authentication": {"type": "basic_auth", "data": {"username": "x", "password": "y"}, "add_position": "query"}},
    ],
)  # fmt: skip
def test_what_a_webhook_cannot_hold_is_refused(house: Any, change: dict[str, object]) -> None:
    """400 with a reason, on creation and on both kinds of change; nothing is stored."""
    refused = house.zendesk("POST", "webhooks", {"webhook": GIVEN | change}, 400)
    assert refused["errors"][0]["title"]
    number = house.webhook(URL)
    house.zendesk("PATCH", f"webhooks/{number}", {"webhook": change}, 400)
    house.zendesk("PUT", f"webhooks/{number}", {"webhook": {**GIVEN, "status": "active"} | change}, 400)
    assert len(house.zendesk("GET", "webhooks")["webhooks"]) == 1


def test_what_a_webhook_is_connected_to_cannot_change(house: Any) -> None:
    """Neither from triggers to events nor back."""
    events = ["zen:event-type:ticket.created"]
    for number, other in (
        (house.webhook(URL), events),
        (house.webhook(URL, subscriptions=events), ["conditional_ticket_events"]),
    ):
        house.zendesk("PATCH", f"webhooks/{number}", {"webhook": {"subscriptions": other}}, 400)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "webhooks", {}, 400),
        ("POST", "webhooks", {"webhook": {"name": "x"}}, 400),
        ("PUT", "webhooks/ID", {"webhook": {"name": "x"}}, 400),
        ("POST", "webhooks?clone_webhook_id=01X", None, 404),
        ("GET", "webhooks?sort=age", None, 400),
        ("GET", "webhooks?filter[status]=odd", None, 400),
        ("GET", "webhooks?page[size]=0", None, 400),
        ("GET", "webhooks?page[after]=nonsense", None, 400),
        ("GET", "webhooks/ID/invocations?filter[status]=odd", None, 400),
        ("GET", "webhooks/ID/invocations/01X/attempts", None, 404),
        ("PATCH", "webhooks/01X", {"webhook": {}}, 404),
        ("DELETE", "webhooks/01X", None, 404),
        ("POST", "webhooks/test?webhook_id=01X", {}, 404),
        ("POST", "webhooks/test", {}, 400),
        ("POST", "webhooks/test", {"request": []}, 400),
        ("POST", "webhooks/test", {"request": {"endpoint": URL, "payload": 7}}, 400),
    ],
)
def test_a_wrong_request_is_refused(house: Any, method: str, path: str, body: object, status: int) -> None:
    """400 or 404, never a failure of the server."""
    house.zendesk(method, path.replace("ID", house.webhook(URL)), body, status)


def test_only_admins_see_webhooks_and_triggers(house: Any) -> None:
    """An agent gets 403."""
    agent = house.sandbox.store.users(("agent",))[0].email
    login = (f"{agent}/token", house.login[1])
    for path in ("webhooks", "webhooks/x", "triggers", "triggers/1"):
        answer = requests.get(f"{house.sandbox.zendesk_url}/api/v2/{path}", auth=login, timeout=60)
        assert answer.status_code == 403


def test_a_test_answers_what_the_receiver_said(house: Any, receiver: Any) -> None:
    """One try at once, recorded nowhere; an unsaved webhook has no id, a saved one sends with its credentials."""
    receiver.answers.append((418, {"x-pot": "short"}))
    sent = {"endpoint": receiver.url, "http_method": "POST", "request_format": "json", "payload": '{"a": 1}'}
    said = house.zendesk("POST", "webhooks/test", {"request": sent})["response"]
    assert (said["status_code"], said["payload"]) == (418, "thank")
    assert {"key": "x-pot", "value": "short"} in said["headers"]
    login = {"type": "bearer_token", "data": {"token": "x"}}
    number = house.webhook(receiver.url, authentication=login)
    assert house.zendesk("POST", f"webhooks/test?webhook_id={number}", {})["response"]["status_code"] == 200
    assert [got.body for got in receiver.got] == [b'{"a": 1}', b'{"hello": "world"}']
    assert receiver.got[1].headers["authorization"] == "Bearer x"
    assert house.zendesk("GET", f"webhooks/{number}/invocations")["invocations"] == []


def test_a_test_of_a_receiver_elsewhere_is_not_sent(house: Any) -> None:
    """The answer says why."""
    said = house.zendesk("POST", "webhooks/test", {"request": {"endpoint": "http://192.0.2.1/"}})["response"]
    assert (said["status_code"], "no other machine" in said["payload"]) == (0, True)


def test_invocations_come_newest_first_and_by_status(house: Any, receiver: Any) -> None:
    """The list pages by cursor; an inactive webhook is not called at all."""
    receiver.answers += [(200, {}), (500, {}), (404, {})]
    number = house.called(receiver.url)
    ticket = house.ticket("List")
    house.touch(ticket)
    house.touch(ticket)
    house.drain()
    found = house.zendesk("GET", f"webhooks/{number}/invocations?page[size]=2")
    assert [one["status_code"] for one in found["invocations"]] == [404, 500]
    rest = house.zendesk("GET", found["links"]["next"].partition("/api/v2/")[2])
    assert [(one["status"], one["event_type"]) for one in rest["invocations"]] == [
        ("success", "conditional_ticket_events")
    ]
    for status, count in {"success": 1, "server error": 1, "client error": 1, "timeout": 0}.items():
        assert (
            len(house.zendesk("GET", f"webhooks/{number}/invocations?filter[status]={status}")["invocations"]) == count
        )
    house.zendesk("PATCH", f"webhooks/{number}", {"webhook": {"status": "inactive"}}, 204)
    house.touch(ticket)
    house.drain()
    assert len(receiver.got) == 3


def test_webhooks_and_triggers_outlive_a_restart(tmp_path: Path, receiver: Any) -> None:
    """They are kept in the data file, secrets too; what became of deliveries is not."""
    data, ids, secrets = tmp_path / "desk.db", [], []
    for turn in range(2):
        with Sandbox(data=data, seed=None, faces=("zendesk",)) as box:
            logins = box.credentials
            login = (f"{logins.zendesk_email}/token", logins.zendesk_api_token)

            def ask(method: str, path: str, body: object = None, box: Sandbox = box, login: Any = login) -> Any:
                return requests.request(method, f"{box.zendesk_url}/{path}", json=body, auth=login, timeout=60).json()

            if turn == 0:
                hook = ask("POST", "api/v2/webhooks", {"webhook": {**GIVEN, "endpoint": receiver.url}})["webhook"]["id"]
                action = {"field": "notification_webhook", "value": [hook, "x"]}
                ask("POST", "api/v2/triggers", {"trigger": {"title": "t", "actions": [action]}})
            ask("POST", "_sandbox/tickets", [{"subject": "x", "description": "y"}])
            assert ask("POST", "_sandbox/webhooks/drain")["idle"]
            ids.append([one["id"] for one in ask("GET", f"api/v2/webhooks/{hook}/invocations")["invocations"]])
            secrets.append(ask("GET", f"api/v2/webhooks/{hook}/signing_secret"))
    assert [len(found) for found in ids] == [1, 1]
    assert (ids[0] != ids[1], secrets[0] == secrets[1], len(receiver.got)) == (True, True, 2)
