"""Users that clients make and change."""

from itertools import count
from typing import Any

import pytest

_NUMBER = count(1)


@pytest.fixture
def person() -> dict[str, Any]:
    """The body of a user that nobody is yet."""
    number = next(_NUMBER)
    return {"name": f"Noa Number{number}", "email": f"noa{number}@example.com", "locale": "de"}


def test_a_user_is_made_and_changed(desk: Any, person: dict[str, Any]) -> None:
    """201 with Location; a change keeps what it does not name; tickets may be theirs."""
    answer = desk.ask("POST", "users.json", {"user": person | {"nonsense": 1}})
    made = answer.json()["user"]
    assert (answer.status_code, answer.headers["location"]) == (201, made["url"])
    assert {key: made[key] for key in ("name", "email", "locale", "role")} == {**person, "role": "end-user"}
    assert "user.nonsense" in answer.headers["x-zendesk-api-warn"]
    changed = desk.ask("PUT", f"users/{made['id']}", {"user": {"name": "Noa Else"}}).json()["user"]
    assert changed == made | {"name": "Noa Else"}
    assert desk.get(f"users/{made['id']}")["user"] == changed
    ticket = {"subject": "Mine", "description": "x", "requester_id": made["id"], "submitter_id": made["id"]}
    desk.ask("POST", "tickets", {"ticket": ticket})
    assert [row["subject"] for row in desk.get(f"users/{made['id']}/tickets/requested")["tickets"]] == ["Mine"]


def test_a_user_may_have_no_address(desk: Any) -> None:
    """Two without an address are two; neither shows one."""
    made = [desk.ask("POST", "users", {"user": {"name": "Nobody"}}).json()["user"] for _ in range(2)]
    assert made[0]["id"] != made[1]["id"]
    assert [user["email"] for user in made] == [None, None]


@pytest.mark.parametrize(
    ("changes", "attribute"),
    [
        ({"name": " "}, "name"),
        ({"name": None}, "name"),
        ({"name": 7}, "name"),
        ({"email": "nonsense"}, "email"),
        ({"email": "Ana.B@Example.com"}, "email"),
        ({"role": "boss"}, "role"),
        ({"locale": []}, "locale"),
    ],
)
def test_a_user_that_cannot_be_is_refused(
    desk: Any, person: dict[str, Any], changes: dict[str, Any], attribute: str
) -> None:
    """422 names the attribute, for a new user and for a change."""
    desk.load("Somebody", requester={"email": "ana.b@example.com", "name": "Ana B"})
    number = desk.ask("POST", "users", {"user": person}).json()["user"]["id"]
    for method, path, body in (("POST", "users", person | {"email": "x@example.com"}), ("PUT", f"users/{number}", {})):
        answer = desk.ask(method, path, {"user": body | changes})
        assert (answer.status_code, list(answer.json()["details"])) == (422, [attribute])


def test_agents_are_made_by_admins_alone(desk: Any, person: dict[str, Any]) -> None:
    """An agent makes customers; nobody finds a user who is not there."""
    agent = ("ava.reyes@example.com/token", desk.sandbox.credentials.zendesk_api_token)
    assert desk.ask("POST", "users", {"user": person | {"role": "agent"}}, auth=agent).status_code == 403
    assert desk.ask("POST", "users", {"user": person}, auth=agent).status_code == 201
    other = person | {"email": f"other.{person['email']}", "role": "agent"}
    made = desk.ask("POST", "users", {"user": other}).json()["user"]
    assert made["role"] == "agent"
    assert desk.ask("PUT", f"users/{made['id']}", {"user": {"name": "X"}}, auth=agent).status_code == 403
    assert desk.ask("PUT", "users/1", {"user": {"name": "X"}}).status_code == 404
