"""The Zendesk face: whose a new ticket is, who begins it, and who is written to no more."""

from __future__ import annotations

from typing import Any

import pytest


def begin(desk: Any, status: int = 201, **ticket: Any) -> Any:
    """Create a ticket, and return the answer's body."""
    answer = desk.ask("POST", "tickets", {"ticket": {"subject": "Hi", "comment": {"body": "Words"}, **ticket}})
    assert answer.status_code == status, answer.text
    return answer.json()


def first(desk: Any, ticket: int) -> Any:
    """Return a ticket's first comment."""
    return desk.get(f"tickets/{ticket}/comments")["comments"][0]


def test_the_requester_begins_unless_somebody_else_is_named(desk: Any) -> None:
    """The submitter is the author of the first comment: the customer herself, or who the request names."""
    me = desk.get("users/me")["user"]["id"]
    for more, author in (({}, None), ({"submitter_id": me}, me), ({"comment": {"body": "W", "author_id": me}}, me)):
        body = begin(desk, requester={"name": "Ann", "email": "ann.begins@example.com"}, **more)["ticket"]
        expected = author or body["requester_id"]
        assert body["submitter_id"] == first(desk, body["id"])["author_id"] == expected
    assert first(desk, begin(desk)["ticket"]["id"])["author_id"] == me
    begin(desk, 422, requester={"name": "Ann", "email": "ann.begins@example.com"}, submitter_id=77)


def test_an_audit_names_its_comment(desk: Any) -> None:
    """The comment in an answer's audit has the id that it has in the list of comments."""
    body = begin(desk)
    [event] = [event for event in body["audit"]["events"] if event["type"] == "Comment"]
    assert event["id"] == first(desk, body["ticket"]["id"])["id"]


def test_who_is_new_gets_name_and_language(desk: Any) -> None:
    """Somebody who is known stays as they are."""
    person = {"name": "Bob", "email": "bob.new@example.com", "locale_id": 8}
    number = begin(desk, requester=person)["ticket"]["requester_id"]
    assert (desk.get(f"users/{number}")["user"]["name"], desk.get(f"users/{number}")["user"]["locale"]) == ("Bob", "de")
    again = begin(desk, requester={"name": "Robert", "email": "BOB.new@example.com", "locale_id": 2})
    assert again["ticket"]["requester_id"] == number
    assert (desk.get(f"users/{number}")["user"]["name"], desk.get(f"users/{number}")["user"]["locale"]) == ("Bob", "de")


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ({"name": "Ann", "email": "ann at example"}, "Requester: Email:  ann at example is not properly formatted"),
        ({"email": "nobody.yet@example.com"}, "Requester: Name:  is too short (minimum is 1 character)"),
    ],
)
def test_a_requester_who_cannot_be(desk: Any, person: Any, said: str) -> None:
    """An address that is none, or somebody new without a name, is a 422 of the requester."""
    assert begin(desk, 422, requester=person)["details"]["requester"][0]["description"] == said


def test_nobody_asks_for_a_suspended_user(desk: Any) -> None:
    """A suspended user says so, and is refused as a requester until they are let in again."""
    person = {"name": "Cy", "email": "cy@example.com"}
    number = begin(desk, requester=person)["ticket"]["requester_id"]
    for suspended in (True, False):
        changed = desk.ask("PUT", f"users/{number}", {"user": {"suspended": suspended}}).json()["user"]
        assert changed["suspended"] is desk.get(f"users/{number}")["user"]["suspended"] is suspended
        for whose in ({"requester": person}, {"requester_id": number}):
            body = begin(desk, 422 if suspended else 201, **whose)
            if suspended:
                told = {"description": "Requester: Cy is suspended.", "error": "UserSuspended"}
                assert body["details"]["requester"] == [told]
