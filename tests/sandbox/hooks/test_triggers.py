import json
from typing import Any

import pytest
import requests

from zendesk_bridge.sandbox.identity import identity

URL = "http://127.0.0.1:9/hook"
LETTER = {
    "name": "Jo",
    "email": "jo@example.com",
    "locale": "en-US",
    "subject": "From the box",
    "text": "Where is my blue widget?",
}


def when(field: str, value: object = None, operator: str | None = None) -> dict[str, object]:
    """Return a condition."""
    return {"field": field, "value": value} | ({"operator": operator} if operator else {})


def test_a_trigger_is_created_read_changed_and_removed(house: Any) -> None:
    """201 with Location and a place at the end; PUT keeps what it does not name and drops what it does not know."""
    hook = house.webhook(URL)
    action = {"field": "notification_webhook", "value": [hook, "{}"]}
    given = {"title": "Call", "actions": [action], "conditions": {"all": [when("status", "open")]}, "sound": "loud"}
    url = f"{house.sandbox.zendesk_url}/api/v2/triggers"
    answer = requests.post(url, json={"trigger": given}, auth=house.login, timeout=60)
    trigger = answer.json()["trigger"]
    assert (answer.status_code, answer.headers["location"]) == (201, trigger["url"])
    assert "trigger.sound" in answer.headers["x-zendesk-api-warn"]
    assert trigger["conditions"] == {"all": [{"field": "status", "operator": "is", "value": "open"}], "any": []}
    second = house.trigger(hook)
    path = f"triggers/{trigger['id']}"
    changed = house.zendesk("PUT", path, {"trigger": {"active": False, "position": 9}}, 200)["trigger"]
    assert (changed["title"], changed["actions"], changed["active"]) == ("Call", [action], False)
    assert [one["id"] for one in house.zendesk("GET", "triggers")["triggers"]] == [second, trigger["id"]]
    assert [one["id"] for one in house.zendesk("GET", "triggers/active.json")["triggers"]] == [second]
    assert [one["id"] for one in house.zendesk("GET", "triggers?active=false")["triggers"]] == [trigger["id"]]
    assert house.zendesk("GET", path)["trigger"] == changed
    house.zendesk("DELETE", path, status=204)
    house.zendesk("GET", path, status=404)


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""}, {"title": None}, {"title": "x" * 256}, {"active": "yes"}, {"position": "1"}, {"position": 2**40},
        {"actions": []}, {"actions": "x"}, {"actions": [7]}, {"actions": [{"field": "sound", "value": "x"}]},
        {"actions": [{"field": "status", "value": "asleep"}]}, {"actions": [{"field": "status"}]},
        {"actions": [{"field": "notification_user", "value": ["nobody", "s", "b"]}]},
        {"actions": [{"field": "notification_user", "value": "requester_id"}]},
        {"actions": [{"field": "notification_webhook", "value": ["01X", "{}"]}]},
        {"actions": [{"field": "notification_webhook", "value": ["01X"]}]},
        {"actions": [{"field": "notification_webhook", "value": ["01X", 7]}]},
        {"actions": [{"field": "notification_webhook", "value": ["01X", [["a"]]]}]},
        {"conditions": []}, {"conditions": {"all": {}}}, {"conditions": {"any": [7]}},
        {"conditions": {"all": [when("weather", "fine")]}}, {"conditions": {"all": [{"field": ["status"]}]}},
        {"conditions": {"all": [when("status", "open", "sounds_like")]}},
        {"conditions": {"all": [{"field": "status", "operator": ["is"], "value": "open"}]}},
        {"conditions": {"all": [when("status", "asleep")]}},
        {"conditions": {"all": [when("priority", {}, "less_than")]}},
        {"conditions": {"all": [when("current_tags", "", "includes")]}},
        {"conditions": {"all": [when("current_tags", "x")]}},
        {"conditions": {"all": [when("update_type", "Import")]}}, {"conditions": {"all": [when("role", "cook")]}},
        {"conditions": {"all": [when("comment_is_public", "maybe")]}}, {"conditions": {"all": [when("via_id", "99")]}},
        {"conditions": {"all": [when("group_id", "x")]}}, {"conditions": {"all": [when("group_id", "²")]}},
    ],
)  # fmt: skip
def test_what_a_trigger_cannot_hold_is_refused(house: Any, change: dict[str, object]) -> None:
    """422 with the attribute and the reason, on creation and on change."""
    hook = house.webhook(URL)
    action = {"field": "notification_webhook", "value": [hook, "{}"]}
    given = {"title": "t", "conditions": {}, "actions": [action]}
    refused = house.zendesk("POST", "triggers", {"trigger": given | change}, 422)
    assert refused["error"] == "RecordInvalid"
    assert all(entry["description"] for entries in refused["details"].values() for entry in entries)
    house.zendesk("PUT", f"triggers/{house.trigger(hook)}", {"trigger": change}, 422)


@pytest.mark.parametrize("body", [{}, {"trigger": 7}, {"trigger": []}])
def test_a_trigger_is_an_object(house: Any, body: object) -> None:
    """400 for anything else."""
    house.zendesk("POST", "triggers", body, 400)


def test_a_webhook_for_events_cannot_be_called(house: Any) -> None:
    """A trigger that names one is refused."""
    hook = house.webhook(URL, subscriptions=["zen:event-type:ticket.created"])
    action = {"field": "notification_webhook", "value": [hook, "{}"]}
    house.zendesk("POST", "triggers", {"trigger": {"title": "t", "actions": [action]}}, 422)


SAID = {"comment": {"body": "Your Blue widget is late", "public": True}}
CHANGES = [
    (when("update_type", "Change"), {"status": "open"}, True),
    (when("update_type", "Create"), {"status": "open"}, False),
    (when("update_type", "Create", "is_not"), {"status": "open"}, True),
    (when("status", "open"), {"status": "open"}, True),
    (when("status", "open", "is_not"), {"status": "open"}, False),
    (when("status", "pending", "less_than"), {"status": "open"}, True),
    (when("status", "open", "greater_than"), {"status": "open"}, False),
    (when("status", None, "changed"), {"status": "open"}, True),
    (when("status", None, "changed"), {"priority": "high"}, False),
    (when("status", None, "not_changed"), {"priority": "high"}, True),
    (when("status", "open", "value"), {"status": "open"}, True),
    (when("status", "new", "value_previous"), {"status": "open"}, True),
    (when("status", "new", "not_value_previous"), {"status": "open"}, False),
    (when("priority", ""), {"status": "open"}, True),
    (when("type", "incident"), {"type": "incident"}, True),
    (when("group_id", "", "is_not"), {"status": "open"}, False),
    (when("current_tags", "vip bo_processed", "includes"), {"additional_tags": ["vip"]}, True),
    (when("current_tags", "vip bo_processed", "not_includes"), {"additional_tags": ["vip"]}, False),
    (when("current_tags", ["other"], "not_includes"), {"additional_tags": ["vip"]}, True),
    (when("comment_is_public", value=True), SAID, True),
    (when("comment_is_public", "false"), SAID, False),
    (when("comment_is_public", "not_relevant"), SAID, True),
    (when("comment_is_public", "not_relevant"), {"status": "open"}, False),
    (when("comment_includes_word", "blue green", "includes"), SAID, True),
    (when("comment_includes_word", "blu", "includes"), SAID, False),
    (when("comment_includes_word", "widget is late"), SAID, True),
    (when("comment_includes_word", "blue", "not_includes"), SAID, False),
    (when("description_includes_word", "ORDER", "includes"), {"status": "open"}, True),
    (when("subject_includes_word", "order", "includes"), {"status": "open"}, False),
    (when("role", "agent"), {"status": "open"}, True),
    (when("role", "end_user"), {"status": "open"}, False),
    (when("role", "21000000001", "is_not"), {"status": "open"}, False),
    (when("via_id", 4), {"status": "open"}, True),
    (when("current_via_id", "5"), {"status": "open"}, True),
    (when("current_via_id", "4"), {"status": "open"}, False),
]


@pytest.mark.parametrize(("condition", "change", "fires"), CHANGES)
def test_a_condition_holds_or_not(
    house: Any, receiver: Any, condition: dict[str, object], change: dict[str, object], fires: int
) -> None:  # fmt: skip
    """On a customer's new ticket that an admin then updates through the API."""
    ticket = house.ticket("Where is it?")
    house.trigger(house.webhook(receiver.url), all=[condition])
    house.zendesk("PUT", f"tickets/{ticket}", {"ticket": change})
    house.drain()
    assert len(receiver.got) == fires


def test_custom_fields_are_conditions(house: Any, receiver: Any) -> None:
    """By the name custom_fields_ID; they can be present, and change."""
    field = house.zendesk("POST", "ticket_fields", {"ticket_field": {"type": "text", "title": "Window"}})[
        "ticket_field"
    ]
    name = f"custom_fields_{field['id']}"
    ticket = house.ticket()
    hook = house.webhook(receiver.url)
    house.trigger(hook, "changed", all=[when(name, None, "changed")])
    house.trigger(hook, "late", all=[when(name, "late")])
    house.trigger(hook, "absent", all=[when(name, None, "not_present")])
    house.touch(ticket)
    house.zendesk("PUT", f"tickets/{ticket}", {"ticket": {"custom_fields": [{"id": field["id"], "value": "late"}]}})
    house.drain()
    assert [got.body for got in receiver.got] == [b"absent", b"changed", b"late"]


def test_all_and_any_are_both_asked(house: Any, receiver: Any) -> None:
    """All of the one and, where there are some, one of the other; triggers run by position."""
    hook = house.webhook(receiver.url)
    holds, fails = when("role", "end_user"), when("status", "solved")
    for name, groups in {
        "both": {"all": [holds], "any": [holds, fails]},
        "none": {"all": [holds], "any": [fails]},
        "also none": {"all": [holds, fails]},
        "any": {"any": [fails, holds]},
        "always": {},
    }.items():
        house.trigger(hook, name, **groups)
    house.ticket()
    house.drain()
    assert [got.body for got in receiver.got] == [b"both", b"any", b"always"]


def test_every_way_to_write_a_ticket_sets_triggers_off(house: Any, receiver: Any) -> None:
    """API, bulk, batch, the desk, the customer's box and Freshdesk; each write once, and a reading never."""
    body = "{{ticket.id}} {{ticket.title}}"
    house.called(receiver.url, body)
    made = house.zendesk("POST", "tickets", {"ticket": {"subject": "api", "comment": {"body": "x"}}}, 201)["ticket"][
        "id"
    ]
    house.touch(made)
    house.zendesk("PUT", f"tickets/update_many?ids={made},1", {"ticket": {"priority": "high"}})
    house.zendesk("PUT", "tickets/update_many", {"tickets": [{"id": made, "status": "pending"}]})
    house.freshdesk("PUT", f"tickets/{made}", {"priority": 1})
    origin = {"Origin": house.sandbox.zendesk_url}
    for path, form in {
        "new": LETTER,
        f"tickets/{made}/customer": {"text": "Hello?"},
        f"tickets/{made}/reply": {"html": "<p>Soon</p>", "text": "Soon", "visibility": "public", "status": "open"},
    }.items():
        url = f"{house.sandbox.zendesk_url}/desk/zendesk/{path}"
        assert requests.post(url, data=form, headers=origin, timeout=60).ok, path
    house.zendesk("GET", f"tickets/{made}")
    house.zendesk("PUT", f"tickets/{made}", {"ticket": {"status": "open"}})
    house.drain()
    subjects = [got.body.decode().partition(" ")[2] for got in receiver.got]
    assert subjects == ["api", "api", "api", "Where is my Blue Widget?", "api", "api", "From the box", "api", "api"]


def test_a_refused_or_closed_ticket_sets_nothing_off(house: Any, receiver: Any) -> None:
    """A write that is rolled back never happened; a closed ticket is left alone, the change to closed is not."""
    ticket = house.ticket()
    house.called(receiver.url)
    house.zendesk("PUT", f"tickets/{ticket}", {"ticket": {"status": "asleep"}}, 422)
    house.admin("POST", "tickets", [{"subject": "a", "description": "b"}, {"subject": "no description"}], 400)
    house.admin("PATCH", f"tickets/{ticket}", {"status": "closed"})
    house.admin("PATCH", f"tickets/{ticket}", {"add_tags": ["late"]})
    house.zendesk("DELETE", f"tickets/{house.sandbox.store.next_id('none')}")
    house.drain()
    assert [json.loads(got.body)["id"] for got in receiver.got] == [str(ticket)]


@pytest.mark.parametrize(
    "template",
    [
        "{{ticket.nonsense}}",
        "{{",
        "{% if %}",
        "{% for i in (1..3) %}{{i}}",
        "{{ 1 | divided_by: 0 }}",
        "{{'x' | nope}}",
        "{% raw %}",
        "{{ 'inf' | floor }}",
    ],
)
def test_a_broken_template_fails_no_write(house: Any, receiver: Any, template: str) -> None:
    """The ticket is written, and something is sent."""
    house.called(receiver.url, template)
    house.ticket()
    house.drain()
    assert len(receiver.got) == 1


def test_events_are_sent_to_who_subscribes(house: Any, receiver: Any) -> None:
    """One call for each event type asked for, in the documented envelope, with ids as text."""
    names = ("created", "comment_added", "status_changed", "tags_changed", "soft_deleted", "marked_as_spam")
    number = house.webhook(receiver.url, subscriptions=[f"zen:event-type:ticket.{name}" for name in names])
    ticket = house.ticket("Event", tags=["a"])
    change = {"status": "open", "priority": "high", "additional_tags": ["b"], "remove_tags": ["a"], **SAID}
    house.zendesk("PUT", f"tickets/{ticket}", {"ticket": change})
    house.zendesk("DELETE", f"tickets/{ticket}")
    house.drain()
    events = [json.loads(got.body) for got in receiver.got]
    kinds = [event["type"].removeprefix("zen:event-type:ticket.") for event in events]
    assert kinds == ["created", "comment_added", "comment_added", "status_changed", "tags_changed", "soft_deleted"]
    assert {event["subject"] for event in events} == {f"zen:ticket:{ticket}"}
    assert {event["account_id"] for event in events} == {identity(house.sandbox.store).zendesk}
    assert events[3]["event"] == {"previous": "NEW", "current": "OPEN"}
    assert events[4]["event"] == {"tags_added": ["b"], "tags_removed": ["a"]}
    assert (events[3]["detail"]["id"], events[3]["detail"]["status"]) == (str(ticket), "OPEN")
    said = events[2]["event"]["comment"]
    assert (said["body"], said["is_public"], said["author"]["is_staff"]) == (SAID["comment"]["body"], True, True)
    assert events[1]["event"]["comment"]["author"]["is_staff"] is False
    told = house.zendesk("GET", f"webhooks/{number}/invocations")["invocations"]
    assert told[0]["event_type"] == "zen:event-type:ticket.soft_deleted"
