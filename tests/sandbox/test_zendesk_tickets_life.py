from typing import Any

import pytest


def test_only_writes_answer_with_an_audit(desk: Any) -> None:
    """GET has custom_fields and its double, fields, and no audit; create and update have both ticket and audit."""
    body = {"ticket": {"subject": "Shape", "comment": {"body": "words"}}}
    created = desk.ask("POST", "tickets.json", body).json()
    path = f"tickets/{created['ticket']['id']}"
    updated = desk.ask("PUT", path, {"ticket": {"priority": "high"}}).json()
    shown = desk.get(path)
    assert [sorted(one) for one in (created, updated, shown)] == [["audit", "ticket"], ["audit", "ticket"], ["ticket"]]
    assert shown["ticket"]["fields"] == shown["ticket"]["custom_fields"]
    assert shown["ticket"].keys() >= {"via", "is_public", "satisfaction_rating", "brand_id", "follower_ids", "due_at"}
    assert updated["audit"]["events"][0]["field_name"] == "priority"


@pytest.mark.parametrize(
    "path", ["tickets/99999", "tickets/99999/comments", "tickets/99999/audits", "users/1/tickets/requested"]
)
def test_what_is_not_there_is_a_record_not_found(desk: Any, path: str) -> None:
    """404 with the real service's words, with and without .json."""
    for suffix in ("", ".json"):
        answer = desk.ask("GET", path + suffix)
        assert (answer.status_code, answer.json()) == (404, {"error": "RecordNotFound", "description": "Not found"})


@pytest.mark.parametrize(
    ("ticket", "attribute"),
    [
        ({"status": "nonsense"}, "status"),
        ({"comment": {"body": ""}}, "comment"),
        ({"comment": {"body": "x", "author_id": 5}}, "comment"),
        ({"requester_id": 5}, "requester"),
        ({"assignee_id": 5}, "assignee"),
        ({"group_id": 5}, "group"),
    ],
)
def test_an_invalid_value_is_told_by_its_attribute(desk: Any, ticket: dict[str, object], attribute: str) -> None:
    """422 RecordInvalid has a list of descriptions under the attribute's name."""
    answer = desk.ask("PUT", "tickets/1", {"ticket": ticket})
    body = answer.json()
    assert (answer.status_code, body["error"], list(body["details"])) == (422, "RecordInvalid", [attribute])
    assert body["details"][attribute][0]["description"]


def test_a_required_field_must_be_filled_to_solve(desk: Any) -> None:
    """422 names the field; with its value in the same change, or without the field, it goes."""
    field = {"type": "text", "title": "Reason", "required": True}
    made = desk.ask("POST", "ticket_fields", {"ticket_field": field}).json()["ticket_field"]["id"]
    first, second = desk.load("First", "Second")
    refused = desk.ask("PUT", f"tickets/{first}", {"ticket": {"status": "solved", "priority": "low"}})
    assert refused.status_code == 422
    assert refused.json()["details"]["base"] == [
        {
            "description": "Reason: is required when solving a ticket",
            "error": None,
            "ticket_field_id": made,
            "ticket_field_type": "FieldText",
        }
    ]
    filled = {"status": "solved", "custom_fields": [{"id": made, "value": "late"}]}
    assert desk.ask("PUT", f"tickets/{first}", {"ticket": filled}).status_code == 200
    assert desk.ask("PUT", f"tickets/{first}", {"ticket": {"priority": "low"}}).status_code == 200
    rows = desk.finished(desk.ask("PUT", "tickets/update_many", {"tickets": [{"id": second, "status": "solved"}]}))
    assert rows["results"][0]["details"] == "Reason: is required when solving a ticket"
    assert desk.ask("DELETE", f"ticket_fields/{made}").status_code == 204
    assert desk.ask("PUT", f"tickets/{second}", {"ticket": {"status": "solved"}}).status_code == 200


@pytest.mark.parametrize("ticket", [{"subject": 7}, {"comment": {"body": {}}}, {"comment": {"html_body": []}}])
def test_text_must_be_text(desk: Any, ticket: dict[str, object]) -> None:
    """Numbers and objects where words belong are 400."""
    assert desk.ask("PUT", "tickets/1", {"ticket": ticket}).status_code == 400


def test_a_customer_is_no_assignee(desk: Any) -> None:
    """Tickets are assigned to agents and admins alone."""
    ticket = desk.get("tickets/1")["ticket"]
    answers = [
        desk.ask("PUT", "tickets/1", {"ticket": {"assignee_id": number}}).status_code
        for number in (ticket["requester_id"], desk.get("users/me")["user"]["id"], None)
    ]
    assert answers == [422, 200, 200]


@pytest.mark.parametrize(("public", "shown"), [("false", False), (False, False), ("true", True), (True, True)])
def test_public_may_come_as_text(desk: Any, public: object, shown: object) -> None:
    """The string "false" makes a note as well."""
    number = desk.load("Public")[0]
    desk.ask("PUT", f"tickets/{number}", {"ticket": {"comment": {"body": "x", "public": public}}})
    assert desk.get(f"tickets/{number}/comments")["comments"][-1]["public"] is shown


def test_an_idempotency_key_creates_once(desk: Any) -> None:
    """The same key answers the same ticket for two hours and says so; another body under it is refused."""
    body = {"ticket": {"subject": "Once", "comment": {"body": "words"}}}
    key = {"Idempotency-Key": "k-1"}
    first, again = (desk.ask("POST", "tickets", body, headers=key) for _ in range(2))
    assert [one.headers["x-idempotency-lookup"] for one in (first, again)] == ["miss", "hit"]
    assert (again.status_code, again.json(), again.headers["location"]) == (
        201,
        first.json(),
        first.headers["location"],
    )
    other = desk.ask("POST", "tickets", {"ticket": {"comment": {"body": "other"}}}, headers=key)
    assert (other.status_code, other.json()["error"]) == (400, "IdempotentRequestError")
    assert "x-idempotency-lookup" not in desk.ask("POST", "tickets", body).headers
    desk.admin("POST", "clock", {"advance_seconds": 2 * 3600 + 1})
    late = desk.ask("POST", "tickets", body, headers=key)
    assert late.json()["ticket"]["id"] != first.json()["ticket"]["id"]


def test_a_refused_creation_leaves_its_key_free(desk: Any) -> None:
    """Only what was created is remembered."""
    key = {"Idempotency-Key": "k-2"}
    assert desk.ask("POST", "tickets", {"ticket": {"subject": "x"}}, headers=key).status_code == 422
    body = {"ticket": {"comment": {"body": "words"}}}
    assert desk.ask("POST", "tickets", body, headers=key).headers["x-idempotency-lookup"] == "miss"


@pytest.mark.parametrize(("method", "path"), [("DELETE", "tickets/{}"), ("PUT", "tickets/{}/mark_as_spam")])
def test_a_deleted_ticket_is_listed_and_comes_back(desk: Any, method: str, path: str) -> None:
    """The list of deleted tickets names who did it; restoring takes it off and works once."""
    number, other = desk.load("Gone", "Gone too")
    assert desk.ask(method, path.format(number)).status_code in (200, 204)
    assert desk.ask(method, path.format(number)).status_code == 404
    row = next(row for row in desk.get("deleted_tickets")["deleted_tickets"] if row["id"] == number)
    assert (row["subject"], row["previous_state"]) == ("Gone", "new")
    assert row["actor"]["id"] == desk.get("users/me")["user"]["id"]
    assert desk.ask("PUT", f"deleted_tickets/restore_many?ids={number},{other}").status_code == 404
    assert desk.ask("GET", f"tickets/{number}").status_code == 404
    assert desk.ask("PUT", f"deleted_tickets/{number}/restore.json").status_code == 200
    assert desk.ask("PUT", f"deleted_tickets/{number}/restore").status_code == 404
    assert desk.get(f"tickets/{number}")["ticket"]["status"] == "new"


def test_several_tickets_come_back_together(desk: Any) -> None:
    """restore_many takes ids and pages go by cursor."""
    ids = desk.load("One", "Two")
    for number in ids:
        desk.ask("DELETE", f"tickets/{number}")
    page = desk.get("deleted_tickets?page[size]=1")
    assert (len(page["deleted_tickets"]), page["meta"]["has_more"]) == (1, True)
    assert desk.ask("PUT", f"deleted_tickets/restore_many?ids={ids[0]},{ids[1]}").status_code == 200
    assert desk.ask("PUT", "deleted_tickets/restore_many").status_code == 400
    assert [one["id"] for one in desk.get(f"tickets/show_many?ids={ids[0]},{ids[1]}")["tickets"]] == ids


def test_a_ticket_is_found_by_its_external_id(desk: Any) -> None:
    """It is set on creation or update, and read by the list and by show_many."""
    body = {"ticket": {"external_id": "shop-1", "comment": {"body": "x"}}}
    made = desk.ask("POST", "tickets", body).json()["ticket"]
    number = desk.load("Other")[0]
    desk.ask("PUT", f"tickets/{number}", {"ticket": {"external_id": "shop-2"}})
    assert made["external_id"] == "shop-1"
    assert [one["id"] for one in desk.get("tickets?external_id=shop-2")["tickets"]] == [number]
    both = desk.get("tickets/show_many?external_ids=shop-1,shop-2,shop-3")["tickets"]
    assert [one["id"] for one in both] == sorted([made["id"], number])
    assert desk.ask("GET", "tickets/show_many?external_ids=" + "a," * 101).status_code == 400
