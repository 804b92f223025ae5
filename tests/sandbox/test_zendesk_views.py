"""Views of the Zendesk face: who writes them, what they may say, and which tickets stand in them."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.zendesk.view_conditions import ViewQuestion

FIELD = {"ticket_field": {"type": "text", "title": "Ships"}}
UNSOLVED = {"field": "status", "operator": "less_than", "value": "solved"}
_numbers = count(1)


def tagged(tag: str, operator: str = "includes") -> dict[str, str]:
    """Return the condition on a tag."""
    return {"field": "current_tags", "operator": operator, "value": tag}


def add(desk: Any, *conditions: object, **more: object) -> Any:
    """Create a view; returns the answer."""
    view = {"title": f"View {next(_numbers)}", "all": [UNSOLVED, *conditions], **more}
    return desk.ask("POST", "views", {"view": view})


def made(desk: Any, *conditions: object, **more: object) -> Any:
    """Create a view that is good; returns it."""
    answer = add(desk, *conditions, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()["view"]


def inside(desk: Any, view: Any) -> list[int]:
    """Return the ids of the tickets in a view, in its order."""
    return [row["id"] for row in desk.get(f"views/{view['id']}/tickets")["tickets"]]


def test_a_view_is_answered_as_documented(desk: Any) -> None:
    """Conditions, columns with their titles, and the order stand where the reference has them."""
    field = desk.ask("POST", "ticket_fields", FIELD).json()["ticket_field"]
    output = {"columns": ["status", field["id"]], "sort_by": "updated", "sort_order": "asc"}
    view = made(desk, tagged("late"), title="Late::Open", description="Ours", output=output)
    assert (view["title"], view["raw_title"]) == ("Late::Open", "Late::Open")
    assert (view["description"], view["active"]) == ("Ours", True)
    assert view["restriction"] is None
    assert view["conditions"] == {"all": [UNSOLVED, tagged("late")], "any": []}
    columns = view["execution"]["columns"]
    assert columns[0] == {"id": "status", "title": "Status"}
    assert (columns[1]["id"], columns[1]["title"], columns[1]["type"]) == (field["id"], "Ships", "text")
    assert (view["execution"]["sort_by"], view["execution"]["sort_order"]) == ("updated", "asc")
    assert desk.get(f"views/{view['id']}")["view"] == view
    assert view in desk.get("views?access=shared")["views"]


def test_what_stands_in_a_view(desk: Any) -> None:
    """Every condition of ``all`` and one of ``any`` is met; what is solved, deleted or without the tag is not there."""
    tag = f"late_{next(_numbers)}"
    low, high, solved, other, gone = desk.load(*"abcde", tags=[tag])
    for ticket, change in (
        (low, {"priority": "low"}), (high, {"priority": "urgent", "status": "pending"}), (solved, {"status": "solved"}),
        (other, {"tags": ["other"]}), (gone, {"deleted": True}),
    ):  # fmt: skip
        desk.admin("PATCH", f"tickets/{ticket}", change)
    assert sorted(inside(desk, made(desk, tagged(tag)))) == [low, high]
    assert sorted(inside(desk, made(desk, tagged(f"{tag} nothing")))) == [low, high]
    assert other in inside(desk, made(desk, tagged(tag, "not_includes")))
    urgent = {"field": "priority", "operator": "greater_than", "value": "normal"}
    assert inside(desk, made(desk, tagged(tag), urgent)) == [high]
    either = [{"field": "priority", "operator": "is", "value": word} for word in ("low", "normal")]
    assert inside(desk, made(desk, tagged(tag), any=either)) == [low]
    unassigned = {"field": "assignee_id", "operator": "is", "value": ""}
    assert sorted(inside(desk, made(desk, tagged(tag), unassigned))) == [low, high]
    everything = [{"field": "status", "operator": "is_not", "value": "closed"}, tagged(tag)]
    assert sorted(inside(desk, made(desk, all=everything))) == [low, high, solved]


def test_a_view_counts_pages_and_executes(desk: Any) -> None:
    """The count is exact, pages hold each ticket once in the view's order, and rows have the columns' values."""
    tag = f"backorder_{next(_numbers)}"
    field = desk.ask("POST", "ticket_fields", FIELD).json()["ticket_field"]
    ids = desk.load("one", "two", "three", tags=[tag])
    values = {"custom_fields": [{"id": field["id"], "value": "November 29"}]}
    desk.ask("PUT", f"tickets/{ids[0]}", {"ticket": values})
    output = {"columns": ["description", field["id"]], "sort_by": "nice_id", "sort_order": "asc"}
    view = made(desk, tagged(tag), output=output)
    path = f"views/{view['id']}"
    assert desk.get(f"{path}/count")["view_count"]["value"] == 3
    counts = desk.get(f"views/count_many?ids={view['id']},1")["view_counts"]
    assert [(row["view_id"], row["value"]) for row in counts] == [(view["id"], 3)]
    assert desk.ask("GET", "views/count_many").status_code == 400
    executed = desk.get(f"{path}/execute")
    assert [(row["ticket"]["id"], row["description"]) for row in executed["rows"]] == list(
        zip(ids, ("one", "two", "three"), strict=True)
    )
    assert [row[str(field["id"])] for row in executed["rows"]] == ["November 29", None, None]
    assert [column["title"] for column in executed["columns"]] == ["Subject", "Ships"]
    first = desk.get(f"{path}/tickets?page[size]=2")
    rest = desk.get(f"{path}/tickets?page[size]=2&page[after]={first['meta']['after_cursor']}")
    assert [row["id"] for row in first["tickets"] + rest["tickets"]] == ids
    assert (first["meta"]["has_more"], rest["meta"]["has_more"]) == (True, False)


def test_a_view_is_changed_in_part(desk: Any) -> None:
    """Conditions are replaced by the list that is sent, columns stay; one that is inactive is listed as such."""
    view = made(desk, tagged("late"), output={"columns": ["status"]})
    path = f"views/{view['id']}"
    change = {"title": "Later", "active": False, "all": [UNSOLVED]}
    changed = desk.ask("PUT", path, {"view": change}).json()["view"]
    assert (changed["title"], changed["conditions"]["all"]) == ("Later", [UNSOLVED])
    assert changed["execution"]["columns"] == view["execution"]["columns"]
    assert view["id"] not in [row["id"] for row in desk.get("views/active")["views"]]
    assert view["id"] in [row["id"] for row in desk.get("views?active=false")["views"]]
    assert desk.ask("DELETE", path).status_code == 204
    assert desk.ask("GET", path).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"title": ""}, 422),
        ({"title": "x" * 256}, 422),
        ({"all": []}, 422),
        ({"all": [tagged("late")]}, 422),
        ({"all": [UNSOLVED, {"field": "subject", "operator": "is", "value": "x"}]}, 422),
        ({"all": [UNSOLVED, {"field": "status", "operator": "includes", "value": "open"}]}, 422),
        ({"all": [{"field": "status", "operator": "less_than", "value": "late"}]}, 422),
        ({"all": [UNSOLVED, {"field": "custom_fields_1", "operator": "is", "value": "x"}]}, 422),
        ({"all": "open"}, 422),
        ({"any": [7]}, 422),
        ({"output": {"columns": ["colour"]}}, 400),
        ({"output": {"columns": [12345]}}, 422),
        ({"output": {"columns": ["status"] * 11}}, 422),
        ({"output": {"sort_by": "description"}}, 422),
        ({"restriction": {"type": "Group", "ids": [1]}}, 422),
        ({"restriction": "all"}, 422),
        ({"active": "yes"}, 422),
    ],
    ids=repr,
)
def test_views_that_zendesk_refuses(desk: Any, changes: dict[str, object], status: int) -> None:
    """A view that would show something else than it says, or nothing, is not kept."""
    before = desk.get("views")
    assert add(desk, **changes).status_code == status
    assert desk.get("views") == before


def test_no_view_looks_into_a_text_field(desk: Any) -> None:
    """A text field can be asked whether it is filled, and not what it says."""
    field = desk.ask("POST", "ticket_fields", FIELD).json()["ticket_field"]
    name = f"custom_fields_{field['id']}"
    assert add(desk, {"field": name, "operator": "is", "value": "November 29"}).status_code == 422
    assert add(desk, {"field": name, "operator": "present", "value": ""}).status_code == 201


def test_shared_views_are_written_by_admins(desk: Any) -> None:
    """An agent makes a view of their own, which nobody else sees, and is refused with 403 for one of all."""
    login = ("ava.reyes@example.com/token", desk.login[1])
    me = desk.ask("GET", "users/me", auth=login).json()["user"]["id"]
    view = {"title": "Mine", "all": [UNSOLVED]}
    assert desk.ask("POST", "views", {"view": view}, auth=login).status_code == 403
    own = desk.ask("POST", "views", {"view": view | {"restriction": {"type": "User", "id": me}}}, auth=login)
    assert own.status_code == 201
    path = f"views/{own.json()['view']['id']}"
    assert desk.ask("GET", path).status_code == 404
    assert own.json()["view"] in desk.ask("GET", "views?access=personal", auth=login).json()["views"]
    shared = made(desk)
    body = {"view": {"title": "Taken"}}
    assert desk.ask("PUT", f"views/{shared['id']}", body, auth=login).status_code == 403
    assert desk.ask("DELETE", f"views/{shared['id']}", auth=login).status_code == 403


def test_views_outlive_the_sandbox(desk: Any, tmp_path: Path) -> None:
    """A view is there after a restart on the same data."""
    data = tmp_path / "sandbox.db"
    with Sandbox(faces=("zendesk",), data=data) as box:
        view = made(type(desk)(box), tagged("late"))
    with Sandbox(faces=("zendesk",), data=data) as box:
        found = type(desk)(box).get("views")["views"]
    assert [(row["id"], row["conditions"]) for row in found] == [(view["id"], view["conditions"])]


def test_views_by_our_tags_read_an_index(desk: Any) -> None:
    """What keeps the bridge's views fast among a million tickets: they do not read the whole table."""
    view = {"all": [UNSOLVED, tagged("backorder")], "any": [], "output": {"sort_by": "updated", "sort_order": "asc"}}
    question = ViewQuestion(view, 1)
    sql = f"EXPLAIN QUERY PLAN SELECT id {question.where} {question.order}"
    plan = [row[3] for row in desk.sandbox.store.read(sql, question.values)]
    assert any("tickets_marked" in step for step in plan), plan
