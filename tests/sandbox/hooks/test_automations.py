import json
from typing import Any

import pytest

URL = "http://127.0.0.1:9/hook"
BODY = '{"ticket_id":"{{ticket.id}}","what":"{{triggered_event}}"}'


def action(url: str = URL, **more: object) -> dict[str, object]:
    """Return the action that calls a webhook."""
    given = {"field_name": "trigger_webhook", "url": url, "request_type": "POST", "content": BODY}
    return given | {"content_type": "JSON", "content_layout": 2} | more


def about(name: str, operator: str, value: object, match: str = "all") -> list[dict[str, object]]:
    """Return conditions with one property."""
    found = {"resource_type": "ticket", "field_name": name, "operator": operator, "value": value}
    return [{"name": "condition_set_1", "match_type": match, "properties": [found]}]


def rule(house: Any, kind: int, url: str, **more: object) -> int:
    """Create a rule; returns its id. One for updates waits for a change of status by anybody."""
    given: dict[str, object] = {"name": "call", "actions": [action(url)]}
    if kind == 4:
        given |= {"performer": {"type": 3}, "events": [{"field_name": "status"}]}
    return int(house.freshdesk("POST", f"automations/{kind}/rules", given | more, 201)["id"])


def test_a_rule_is_created_read_changed_and_removed(house: Any) -> None:
    """A rule without conditions reads back with one empty set; PUT keeps what it does not name."""
    number = rule(house, 1, URL)
    path = f"automations/1/rules/{number}"
    shown = house.freshdesk("GET", path)
    assert shown["conditions"] == [{"name": "condition_set_1", "match_type": "all", "properties": []}]
    assert (shown["active"], shown["position"]) == (True, 1)
    changed = house.freshdesk("PUT", path, {"active": False, "conditions": about("status", "is", 2)}, 200)
    assert (changed["name"], changed["active"], changed["actions"]) == ("call", False, shown["actions"])
    second = rule(house, 1, URL, position=1)
    listed = house.freshdesk("GET", "automations/1/rules")
    assert [one["id"] for one in listed["rules"]] == [number, second]
    assert listed["meta"] == {"count": 2, "cascading_rules": False}
    assert (
        house.freshdesk("GET", "automations/3/rules")["rules"]
        == house.freshdesk("GET", "automations/4/rules")["rules"]
        == []
    )
    house.freshdesk("GET", f"automations/4/rules/{number}", status=404)
    house.freshdesk("DELETE", path, status=204)
    house.freshdesk("GET", path, status=404)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (1, {"name": ""}), (1, {"name": 7}), (1, {"name": " "}), (1, {"position": 0}), (1, {"active": "yes"}),
        (1, {"performer": {"type": 1}}), (1, {"events": [{"field_name": "status"}]}), (1, {"colour": "red"}),
        (1, {"actions": []}), (1, {"actions": [7]}), (1, {"actions": [{"field_name": "add_tag", "value": []}]}),
        (1, {"actions": [{"field_name": "trigger_webhook"}]}), (1, {"actions": [action("ftp://x")]}),
        (1, {"actions": [action(request_type="HEAD")]}), (1, {"actions": [action(request_type=2)]}),
        (1, {"actions": [action(content="")]}), (1, {"actions": [action(content=[1])]}),
        (1, {"actions": [action(content="x", content_layout=1)]}), (1, {"actions": [action(content_layout=1.5)]}),
        (1, {"actions": [action(content_type="yaml")]}), (1, {"actions": [action(custom_headers={"a b": "c"})]}),
        (1, {"actions": [action(custom_headers={"a": "b\r\nc"})]}), (1, {"actions": [action(custom_headers="a: b")]}),
        (1, {"actions": [action(auth_header={"username": "x"})]}), (1, {"actions": [action(api_key=7)]}),
        (1, {"conditions": [7]}), (1, {"conditions": [{}]}), (1, {"conditions": [{"name": "x", "match_type": "all"}]}),
        (1, {"conditions": [{"name": "condition_set_1", "match_type": "some"}]}),
        (1, {"conditions": [{"name": "condition_set_1", "match_type": "all", "properties": [7]}]}),
        (1, {"conditions": about("weather", "is", "fine")}), (1, {"conditions": about("status", "contains", 2)}),
        (1, {"conditions": about("subject", "contains", "")}), (1, {"conditions": about("subject", "is", None)}),
        (4, {"performer": {}}), (4, {"performer": {"type": 9}}), (4, {"performer": {"type": 1, "members": ["x"]}}),
        (4, {"events": []}), (4, {"events": [{}]}), (4, {"events": [{"field_name": "weather"}]}),
        (4, {"events": [{"field_name": "note_type", "value": "loud"}]}), (3, {}),
    ],
)  # fmt: skip
def test_what_a_rule_cannot_hold_is_refused(house: Any, kind: int, change: dict[str, object]) -> None:
    """400 with the fields and the reasons, where the real API is said to fail with a 500."""
    given: dict[str, object] = {"name": "call", "actions": [action()]}
    if kind == 4:
        given |= {"performer": {"type": 3}, "events": [{"field_name": "status"}]}
    refused = house.freshdesk("POST", f"automations/{kind}/rules", given | change, 400)
    assert all(error["message"] for error in refused["errors"])
    if kind != 3:
        house.freshdesk("PUT", f"automations/{kind}/rules/{rule(house, kind, URL)}", change, 400)


@pytest.mark.parametrize(("kind", "missing"), [(1, "name"), (1, "actions"), (4, "events"), (4, "performer")])
def test_what_is_mandatory_is_missed(house: Any, kind: int, missing: str) -> None:
    """A rule for updates needs to know whose and which."""
    given = {"name": "x", "actions": [action()]}
    given |= {"performer": {"type": 1}, "events": [{"field_name": "status"}]} if kind == 4 else {}
    del given[missing]
    refused = house.freshdesk("POST", f"automations/{kind}/rules", given, 400)
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [(missing, "missing_field")]


@pytest.mark.parametrize("path", ["automations/2/rules", "automations/1/rules/7", f"automations/{10**30}/rules"])
def test_an_unknown_rule_is_not_found(house: Any, path: str) -> None:
    """404, as for every other id."""
    house.freshdesk("GET", path, status=404)


@pytest.mark.parametrize(
    ("conditions", "fires"),
    [
        (about("status", "is", 2), True),
        (about("status", "is_not", 2), False),
        (about("priority", "in", [1, 4]), True),
        (about("priority", "not_in", ["1"]), False),
        (about("source", "is", 1), True),
        (about("group_id", "is", None), True),
        (about("ticket_type", "is", "Question"), False),
        (about("subject", "contains", "BLUE"), True),
        (about("subject", "does_not_contain", "blue"), False),
        (about("subject", "starts_with", ["a", "the b"]), True),
        (about("subject", "ends_with", "blue"), False),
        (about("subject_or_description", "contains", "my order"), True),
        (about("description", "contains", "blue"), False),
        (about("tag_names", "in", ["vip", "x"]), True),
        (about("tag_names", "and", ["vip", "x"]), False),
        (about("tag_names", "not_in", "VIP"), False),
        (about("cf_order", "is", "7"), False),
        ([*about("status", "is", 2), {**about("status", "is", 5)[0], "name": "condition_set_2"}], False),
    ],
)
def test_a_condition_holds_or_not(
    house: Any, receiver: Any, conditions: list[dict[str, object]], fires: int
) -> None:  # fmt: skip
    """On a customer's new ticket."""
    rule(house, 1, receiver.url, conditions=conditions)
    house.ticket("The blue widget", tags=["vip"])
    house.drain()
    assert len(receiver.got) == fires


def test_two_sets_can_be_joined_by_or(house: Any, receiver: Any) -> None:
    """And within a set any property may do."""
    second = {**about("status", "is", 5)[0], "name": "condition_set_2"}
    joined = [*about("status", "is", 2), second]
    rule(house, 1, receiver.url, conditions=joined, operator="condition_set_1 or condition_set_2")
    house.ticket()
    house.drain()
    assert len(receiver.got) == 1


def test_a_new_ticket_runs_the_first_rule_that_fits(house: Any, receiver: Any) -> None:
    """The account does not cascade; the body's ids are text, and the event is told without quotes."""
    rule(house, 1, f"{receiver.url}/closed", conditions=about("status", "is", 5))
    rule(house, 1, receiver.url + "/{{ticket.id}}")
    rule(house, 1, f"{receiver.url}/never")
    ticket = house.ticket()
    house.drain()
    assert [got.path for got in receiver.got] == [f"/hook/{ticket}"]
    assert json.loads(receiver.got[0].body) == {"ticket_id": str(ticket), "what": "{ticket_action:created}"}


STATUS = {"field_name": "status", "from": "--", "to": 4}


@pytest.mark.parametrize(
    ("performer", "events", "write", "told"),
    [
        ({"type": 1}, [STATUS], "solve", "{status:{from:2,to:4}}"),
        ({"type": 1, "members": [21000000001]}, [STATUS], "solve", "{status:{from:2,to:4}}"),
        ({"type": 1, "members": [7]}, [STATUS], "solve", None),
        ({"type": 2}, [STATUS], "solve", None),
        ({"type": 4}, [STATUS], "solve", None),
        ({"type": 3}, [{"field_name": "status", "from": 3}], "solve", None),
        ({"type": 3}, [{"field_name": "priority"}, {"field_name": "status"}], "solve", "{status:{from:2,to:4}}"),
        ({"type": 1}, [{"field_name": "note_type", "value": "private"}], "note", "{note_type:private}"),
        ({"type": 1}, [{"field_name": "note_type", "value": "public"}], "note", None),
        ({"type": 1}, [{"field_name": "note_type"}], "public note", "{note_type:public}"),
        ({"type": 1}, [{"field_name": "reply_sent"}], "reply", "{reply_sent:sent}"),
        ({"type": 1}, [{"field_name": "reply_sent"}], "note", None),
        ({"type": 2}, [{"field_name": "reply_sent"}], "customer", "{reply_sent:sent}"),
    ],
)
def test_an_update_is_watched_for_who_did_what(
    house: Any,
    receiver: Any,
    performer: dict[str, object],
    events: list[dict[str, object]],
    write: str,
    told: str | None,
) -> None:
    """The performer and the first event that fits decide; a new ticket is no update."""
    rule(house, 4, receiver.url, performer=performer, events=events)
    ticket = house.ticket()
    match write:
        case "solve":
            house.freshdesk("PUT", f"tickets/{ticket}", {"status": 4})
        case "note":
            house.freshdesk("POST", f"tickets/{ticket}/notes", {"body": "x"})
        case "public note":
            house.freshdesk("POST", f"tickets/{ticket}/notes", {"body": "x", "private": False})
        case "reply":
            house.freshdesk("POST", f"tickets/{ticket}/reply", {"body": "x"})
        case _:
            house.admin("POST", f"tickets/{ticket}/comments", {"author": "customer", "body": "x"})
    house.drain()
    assert [json.loads(got.body)["what"] for got in receiver.got] == ([told] if told else [])


def test_every_rule_for_updates_runs_and_bulk_updates_count(house: Any, receiver: Any) -> None:
    """Each that fits, for each ticket; an inactive one not, nor for a ticket in the trash."""
    rule(house, 4, f"{receiver.url}/a")
    rule(house, 4, f"{receiver.url}/b")
    rule(house, 4, f"{receiver.url}/c", active=False)
    tickets = [house.ticket() for _ in range(2)]
    house.freshdesk("POST", "tickets/bulk_update", {"bulk_action": {"ids": tickets, "properties": {"status": 3}}}, 202)
    house.freshdesk("DELETE", f"tickets/{tickets[0]}")
    house.drain()
    assert [got.path for got in receiver.got] == ["/hook/a", "/hook/b"] * 2


@pytest.mark.parametrize(
    ("more", "kind", "body"),
    [
        ({"content": "<i>{{ticket.subject}}</i>", "content_type": "XML"}, "application/xml", '<i>A "b" & c</i>'),
        ({"content": {"s": "{{ticket.subject}}"}}, "application/json", '{"s": "A "b" & c"}'),
        ({"content": {"s": "{{ticket.subject}}"}, "content_layout": 1}, "application/json",
         r'{"freshdesk_webhook": {"s": "A \"b\" & c"}}'),
        ({"content": {"s": "{{ticket.subject}}"}, "content_layout": 1, "content_type": "xml"}, "application/xml",
         '<?xml version="1.0" encoding="UTF-8"?>\n<freshdesk_webhook><s>A "b" &amp; c</s></freshdesk_webhook>'),
        ({"content": {"s": "{{ticket.status}}"}, "content_layout": 1, "content_type": "url_encoded"},
         "application/x-www-form-urlencoded", "freshdesk_webhook%5Bs%5D=Open"),
        ({"request_type": "get", "content": None}, None, ""),
    ],
)  # fmt: skip
def test_content_is_a_template_or_fields(
    house: Any, receiver: Any, more: dict[str, object], kind: str | None, body: str
) -> None:
    """An advanced template is filled without escaping; simple fields are written as the format wants them."""
    rule(house, 1, receiver.url, actions=[action(receiver.url, **more)])
    house.ticket('A "b" & c')
    house.drain()
    got = receiver.got[0]
    assert (got.headers.get("content-type"), got.body.decode()) == (kind, body)


@pytest.mark.parametrize(
    ("login", "sent"),
    [
        ({"auth_header": {"username": "u", "password": "p"}}, "Basic dTpw"),
        ({"api_key": "k"}, "Basic azpY"),
        ({}, None),
    ],
)
def test_a_rule_logs_in_and_signs_nothing(
    house: Any, receiver: Any, login: dict[str, object], sent: str | None
) -> None:
    """Basic with a password or an API key, and headers of the admin's choice."""
    rule(house, 1, receiver.url, actions=[action(receiver.url, custom_headers={"X-Secret": "s"}, **login)])
    house.ticket()
    house.drain()
    headers = receiver.got[0].headers
    assert (headers.get("authorization"), headers["x-secret"]) == (sent, "s")
    assert not [name for name in headers if "signature" in name]


def test_a_failed_call_is_tried_again_after_5_30_and_60_minutes(house: Any, receiver: Any) -> None:
    """In the sandbox's time; then never."""
    receiver.answers += [(500, {})] * 4
    number = rule(house, 1, receiver.url)
    house.ticket()
    for minutes, calls in ((0, 1), (4, 1), (1, 2), (29, 2), (1, 3), (59, 3), (1, 4), (600, 4)):
        house.admin("POST", "clock", {"advance_seconds": minutes * 60})
        waiting = house.drain()["waiting"]
        assert (len(receiver.got), waiting) == (calls, calls < 4)
    assert house.statuses(f"rule-{number}") == ["server error"]


def test_calls_beyond_the_accounts_limit_wait_an_hour(house: Any, receiver: Any) -> None:
    """They count against the API's limit; within the hour the receiver hears nothing."""
    rule(house, 1, receiver.url)
    house.admin("POST", "settings", {"limits": {"freshdesk": {"account": 1}}})
    for _ in range(2):
        house.ticket()
    found = house.drain()
    assert (len(receiver.got), found["waiting"]) == (1, 1)
    house.admin("POST", "clock", {"advance_seconds": 3590})
    assert house.drain()["waiting"] == 1
    house.admin("POST", "clock", {"advance_seconds": 10})
    assert (house.drain()["waiting"], len(receiver.got)) == (0, 2)


def test_an_unreadable_address_fails_no_write(house: Any) -> None:
    """A URL that its placeholders break is recorded as failed."""
    number = rule(house, 1, "http://[{{ticket.subject}}/")
    house.ticket()
    house.drain()
    assert house.statuses(f"rule-{number}") == ["failed"]
