"""What triggers and automation rules change by themselves, and whom they would mail."""

from typing import Any

import pytest


def act(**actions: object) -> list[dict[str, object]]:
    """Return a trigger's actions."""
    return [{"field": field, "value": value} for field, value in actions.items()]


def trigger(house: Any, actions: list[dict[str, object]], *conditions: dict[str, object]) -> int:
    """Create a trigger; returns its id."""
    given = {"title": "by itself", "conditions": {"all": list(conditions)}, "actions": actions}
    return int(house.zendesk("POST", "triggers", {"trigger": given}, 201)["trigger"]["id"])


def tagged(tag: str, operator: str = "includes") -> dict[str, object]:
    """Return a condition about a tag."""
    return {"field": "current_tags", "operator": operator, "value": tag}


def ticket(house: Any, number: int) -> Any:
    """Return a ticket as Zendesk shows it."""
    return house.zendesk("GET", f"tickets/{number}")["ticket"]


def test_a_trigger_changes_the_ticket_as_a_macro_would(house: Any) -> None:
    """Status, priority, group, assignee, tags both ways and a private comment, in one write of the channel ``rule``."""
    group = house.zendesk("GET", "groups")["groups"][0]["id"]
    agent = house.zendesk("GET", "users?role=agent")["users"][0]["id"]
    actions = act(
        status="pending", priority="high", group_id=str(group), assignee_id=str(agent), current_tags="seen vip",
        remove_tags="fresh", comment_value="Hello {{ticket.requester.first_name}}", comment_mode_is_public="false",
    )  # fmt: skip
    trigger(house, actions, tagged("fresh"))
    number = house.ticket(tags=["fresh", "kept"], requester={"email": "m@example.com", "name": "Maria L"})
    after = ticket(house, number)
    assert {name: after[name] for name in ("status", "priority", "group_id", "assignee_id", "tags")} == {
        "status": "pending", "priority": "high", "group_id": group, "assignee_id": agent,
        "tags": ["kept", "seen", "vip"],
    }  # fmt: skip
    last = house.zendesk("GET", f"tickets/{number}/comments")["comments"][-1]
    assert (last["plain_body"], last["public"], last["via"]["channel"]) == ("Hello Maria", False, "rule")
    other = house.ticket(tags=["kept"])
    assert ticket(house, other)["status"] == "new"


def test_one_trigger_may_make_another_hold_and_each_fires_once(house: Any) -> None:
    """A circle ends: what the second changes lets the first look again, and it has had its turn."""
    trigger(house, act(current_tags="a", remove_tags="b"), tagged("b"))
    trigger(house, act(current_tags="b"), tagged("a"))
    number = house.ticket(tags=["b"])
    assert ticket(house, number)["tags"] == ["a", "b"]


def test_what_the_helpdesk_would_refuse_is_left_out(house: Any) -> None:
    """A group that is gone: the trigger changes nothing, and the customer's ticket is there all the same."""
    trigger(house, act(group_id="77", status="open"))
    assert ticket(house, house.ticket())["status"] == "new"


def test_a_trigger_calls_webhooks_with_what_another_has_changed(house: Any, receiver: Any) -> None:
    """In the order of positions, changes first; a webhook's trigger still needs no other action."""
    trigger(house, act(current_tags="early"))
    house.called(receiver.url, '{"tags":"{{ticket.tags}}"}')
    house.ticket()
    house.drain()
    assert [got.body for got in receiver.got] == [b'{"tags":"early"}']


def test_mails_are_noted_and_not_sent(house: Any) -> None:
    """Both helpdesks' are, with their placeholders filled."""
    mail = ["requester_id", "About {{ticket.id}}", "Dear {{ticket.requester.first_name}}"]
    number = trigger(house, [{"field": "notification_user", "value": mail}], tagged("zen"))
    told = {"field_name": "send_email_to_requester", "email_subject": "Re {{ticket.id}}", "email_body": "Hi"}
    given = {"name": "mail", "actions": [told]}
    rule = house.freshdesk("POST", "automations/1/rules", given, 201)["id"]
    made = house.ticket(tags=["zen"], requester={"email": "m@example.com", "name": "Maria L"})
    assert house.admin("GET", "notices")["notices"][-2:] == [
        {"face": "zendesk", "source": number, "ticket": made, "to": "requester_id", "subject": f"About {made}",
         "body": "Dear Maria"},
        {"face": "freshdesk", "source": rule, "ticket": made, "to": "requester", "subject": f"Re {made}", "body": "Hi"},
    ]  # fmt: skip


def test_a_rule_changes_the_ticket(house: Any) -> None:
    """Status, priority, type, assignee, tags that are added, and a private note."""
    agent = house.freshdesk("GET", "agents")[0]["id"]
    values = {
        "status": 3, "priority": 4, "ticket_type": "Problem", "responder_id": agent, "add_tag": ["urgent-hazard"],
        "add_comment": "Ask {{ticket.requester.name}}",
    }  # fmt: skip
    actions = [{"field_name": name, "value": value} for name, value in values.items()]
    house.freshdesk("POST", "automations/1/rules", {"name": "r", "actions": actions}, 201)
    number = house.ticket(tags=["kept"], requester={"email": "m@example.com", "name": "Maria L"})
    after = house.freshdesk("GET", f"tickets/{number}?include=conversations")
    shown = {name: after[name] for name in ("status", "priority", "type", "responder_id", "tags")}
    assert shown == {
        "status": 3, "priority": 4, "type": "Problem", "responder_id": agent, "tags": ["kept", "urgent-hazard"],
    }  # fmt: skip
    assert [(row["body_text"], row["private"]) for row in after["conversations"]] == [("Ask Maria L", True)]


def test_a_rule_for_updates_does_not_set_itself_off(house: Any) -> None:
    """What a rule writes is the system's: neither it nor another rule waits for that."""
    actions = [{"field_name": "add_comment", "value": "again"}]
    more = {"performer": {"type": 3}, "events": [{"field_name": "note_type", "value": "private"}]}
    house.freshdesk("POST", "automations/4/rules", {"name": "r", "actions": actions, **more}, 201)
    number = house.ticket()
    house.freshdesk("POST", f"tickets/{number}/notes", {"body": "first"}, 201)
    rows = house.freshdesk("GET", f"tickets/{number}/conversations")
    assert [row["body_text"] for row in rows] == ["first", "again"]


@pytest.mark.parametrize(
    "action",
    [
        {"field_name": "status", "value": "open"}, {"field_name": "add_tag", "value": []},
        {"field_name": "add_comment"},
        {"field_name": "add_comment", "value": " "}, {"field_name": "send_email_to_agent", "email_subject": "x"},
        {"field_name": "dance", "value": 1}, {"field_name": ["status"], "value": 1}, {"value": 1}, 7,
    ],
)  # fmt: skip
def test_a_rules_action_that_cannot_be_is_refused(house: Any, action: object) -> None:
    """400 names what is wrong."""
    answer = house.freshdesk("POST", "automations/1/rules", {"name": "r", "actions": [action]}, 400)
    assert answer["errors"]
