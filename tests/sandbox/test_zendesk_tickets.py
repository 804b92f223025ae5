from typing import Any

import pytest


def put(desk: Any, number: int, **ticket: object) -> Any:
    """Update one ticket; returns the answer."""
    return desk.ask("PUT", f"tickets/{number}.json", {"ticket": ticket})


def test_an_update_adds_and_removes_and_keeps_the_rest(desk: Any) -> None:
    """Tags, fields, a private note and our metadata in one write; the audit shows all of it."""
    field = desk.ask("POST", "ticket_fields", {"ticket_field": {"title": "Window"}}).json()["ticket_field"]["id"]
    number = desk.load("Update", tags=["keep", "drop"])[0]
    answer = put(
        desk,
        number,
        additional_tags=["New"],
        remove_tags=["drop"],
        custom_fields=[{"id": field, "value": "soon"}, {"id": 1, "value": "ignored"}],
        comment={"html_body": "<p>note<script>x</script></p>", "public": False},
        metadata={"marker": "m1"},
        nonsense=1,
    )
    body = answer.json()
    assert body["ticket"]["tags"] == ["keep", "new"]
    assert {"id": field, "value": "soon"} in body["ticket"]["custom_fields"]
    assert body["ticket"]["fields"] == body["ticket"]["custom_fields"]
    assert body["audit"]["metadata"]["custom"] == {"marker": "m1"}
    assert 'ticket.nonsense"' in answer.headers["x-zendesk-api-warn"]
    note = desk.get(f"tickets/{number}/comments?sort=-created_at&page[size]=1&include=users")
    assert (note["comments"][0]["public"], note["comments"][0]["body"]) == (False, "note")
    assert "<p>note</p>" in note["comments"][0]["html_body"]
    assert note["users"][0]["role"] == "admin"
    audits = desk.get(f"tickets/{number}/audits")["audits"]
    assert [audit["metadata"]["custom"] for audit in audits] == [{}, {"marker": "m1"}]


def test_a_comment_inherits_whether_it_is_public(desk: Any) -> None:
    """Without ``public`` a comment is as public as the first one was."""
    number = desk.load("Public")[0]
    put(desk, number, comment={"body": "said nothing about it"})
    assert desk.get(f"tickets/{number}/comments")["comments"][-1]["public"] is True


@pytest.mark.parametrize(
    ("ticket", "status", "error"),
    [
        ({"status": "nonsense"}, 422, "RecordInvalid"),
        ({"comment": {"body": " "}}, 422, "RecordInvalid"),
        ({"comment": 7}, 400, "InvalidParameters"),
        ({"tags": [1]}, 400, "InvalidParameters"),
        ({"custom_fields": "x"}, 400, "InvalidParameters"),
        ({"assignee_id": "x"}, 400, "InvalidParameters"),
        ({"safe_update": True}, 400, "InvalidParameters"),
        ({"safe_update": True, "updated_stamp": "yesterday"}, 400, "InvalidParameters"),
        ({"metadata": []}, 400, "InvalidParameters"),
        ({"subject": "\ud800"}, 422, "RecordInvalid"),
    ],
)
def test_a_wrong_value_is_refused_and_changes_nothing(
    desk: Any, ticket: dict[str, object], status: int, error: str
) -> None:
    """Every refusal is JSON with a reason."""
    number = desk.load("Wrong")[0]
    answer = put(desk, number, additional_tags=["x"], **ticket)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert desk.get(f"tickets/{number}")["ticket"]["tags"] == []


def test_a_text_that_is_too_long_for_its_field_is_refused(desk: Any) -> None:
    """65,535 characters fit, one more does not."""
    field = desk.ask("POST", "ticket_fields", {"ticket_field": {"title": "Long"}}).json()["ticket_field"]["id"]
    number = desk.load("Long")[0]
    sizes = [
        put(desk, number, custom_fields=[{"id": field, "value": "x" * size}]).status_code for size in (65_535, 65_536)
    ]
    assert sizes == [200, 422]


@pytest.mark.parametrize("edit", [{"status": "closed"}, {"merged_into": 1}])
def test_a_closed_ticket_takes_no_update(desk: Any, edit: dict[str, object]) -> None:
    """Closed and merged tickets answer 422 RecordInvalid; a merged one shows why."""
    number = desk.load("Closed")[0]
    desk.admin("PATCH", f"tickets/{number}", edit)
    for answer in (
        put(desk, number, additional_tags=["x"]),
        desk.ask("PUT", f"tickets/{number}/tags", {"tags": ["x"]}),
    ):
        assert answer.status_code == 422
        assert answer.json()["details"]["status"][0]["description"] == "Status closed prevents ticket update"
    shown = desk.get(f"tickets/{number}")["ticket"]
    assert shown["status"] == "closed"
    assert shown["tags"] == (["closed_by_merge"] if "merged_into" in edit else [])


@pytest.mark.parametrize("edit", [{"deleted": True}, {"spam": True}])
def test_a_deleted_ticket_is_gone_but_for_the_export(desk: Any, edit: dict[str, object]) -> None:
    """404 for itself and its comments, absent from show_many and the list."""
    number, other = desk.load("Gone", "Here")
    desk.admin("PATCH", f"tickets/{number}", edit)
    for path in (f"tickets/{number}", f"tickets/{number}/comments", f"tickets/{number}/tags"):
        assert desk.ask("GET", path).status_code == 404
    shown = desk.get(f"tickets/show_many?ids={number},{other},99999")["tickets"]
    assert [ticket["id"] for ticket in shown] == [other]


def test_a_safe_update_needs_the_latest_stamp(desk: Any) -> None:
    """A stale stamp is 409, also when ``safe_update`` says false; the fresh one is accepted."""
    number = desk.load("Safe")[0]
    stamp = desk.get(f"tickets/{number}")["ticket"]["updated_at"]
    desk.admin("POST", "clock", {"advance_seconds": 2})
    desk.admin("PATCH", f"tickets/{number}", {"add_tags": ["agent"]})
    stale = put(desk, number, tags=["x"], safe_update=False, updated_stamp=stamp)
    assert (stale.status_code, stale.json()["error"]) == (409, "UpdateConflict")
    fresh = desk.get(f"tickets/{number}")["ticket"]["updated_at"]
    assert put(desk, number, additional_tags=["x"], safe_update=True, updated_stamp=fresh).status_code == 200


def test_the_tags_endpoints_add_replace_and_remove(desk: Any) -> None:
    """PUT adds, POST replaces with 201, DELETE removes by its body; each answers what is left."""
    number = desk.load("Tags", tags=["a"])[0]
    path = f"tickets/{number}/tags"
    assert desk.ask("PUT", path, {"tags": ["b"]}).json() == {"tags": ["a", "b"]}
    assert desk.ask("DELETE", path, {"tags": ["a"]}).json() == {"tags": ["b"]}
    replaced = desk.ask("POST", path, {"tags": ["c"]})
    assert (replaced.status_code, desk.get(path)) == (201, {"tags": ["c"]})
    stale = {"tags": ["d"], "safe_update": "true", "updated_stamp": "2020-01-01T00:00:00Z"}
    assert desk.ask("PUT", path, stale).status_code == 409


def test_a_ticket_is_created_for_a_new_customer(desk: Any) -> None:
    """201 with Location; the first comment is the description."""
    ticket = {
        "subject": "Hi",
        "comment": {"body": "First words"},
        "requester": {"name": "Zoë", "email": "zoe@example.com"},
    }
    answer = desk.ask("POST", "tickets", {"ticket": ticket})
    body = answer.json()["ticket"]
    assert (answer.status_code, answer.headers["location"], body["description"]) == (201, body["url"], "First words")
    assert desk.get(f"users/{body['requester_id']}")["user"]["email"] == "zoe@example.com"
    assert desk.ask("POST", "tickets", {"ticket": {"subject": "no words"}}).status_code == 422
    assert desk.ask("DELETE", f"tickets/{body['id']}").status_code == 204


def test_tickets_are_listed_in_both_ways(desk: Any) -> None:
    """Cursor and offset pages hold the same tickets, without spam."""
    cursor = [ticket["id"] for ticket in desk.get("tickets?page[size]=100")["tickets"]]
    offset = desk.get("tickets?per_page=100")
    assert cursor == [ticket["id"] for ticket in offset["tickets"]]
    assert (13 in cursor, offset["count"]) == (False, len(cursor))


def test_users_are_read_by_id_and_role(desk: Any) -> None:
    """show_many gives locales for a list of requesters; the role filter leaves customers out."""
    team = desk.get("users?role[]=agent&role[]=admin&page[size]=100")["users"]
    assert [user["role"] for user in team] == ["admin", "agent", "agent"]
    wanted = [desk.get(f"tickets/{number}")["ticket"]["requester_id"] for number in (3, 4)]
    found = desk.get(f"users/show_many?ids={wanted[0]},{wanted[1]},5")["users"]
    assert [user["locale"] for user in found] == ["de", "fr"]
    assert desk.ask("GET", "users/show_many?ids=" + ",".join(map(str, range(101)))).status_code == 400


def test_fields_are_made_changed_and_removed_but_not_the_systems(desk: Any) -> None:
    """Everything unpaginated by position; a system field refuses to go."""
    answer = desk.ask("POST", "ticket_fields", {"ticket_field": {"type": "text", "title": "Ours", "key": "x"}})
    field = answer.json()["ticket_field"]
    assert (answer.status_code, field["removable"]) == (201, True)
    assert "ticket_field.key" in answer.headers["x-zendesk-api-warn"]
    path = f"ticket_fields/{field['id']}"
    changed = desk.ask("PUT", path, {"ticket_field": {"title": "Renamed", "type": "date"}}).json()["ticket_field"]
    assert (changed["title"], changed["type"]) == ("Renamed", "text")
    listed = desk.get("ticket_fields")["ticket_fields"]
    assert [row["type"] for row in listed[:3]] == ["subject", "description", "status"]
    assert desk.get("ticket_fields/count")["count"]["value"] == len(listed)
    assert desk.ask("DELETE", path).status_code == 204
    assert desk.ask("GET", path).status_code == 404
    assert desk.ask("DELETE", f"ticket_fields/{listed[0]['id']}").status_code == 422
    assert desk.ask("POST", "ticket_fields", {"ticket_field": {"title": "x", "type": "nonsense"}}).status_code == 422
