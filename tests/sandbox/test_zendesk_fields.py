"""The Zendesk face: ticket fields of every type, their options, and the tags that belong to one field alone."""

from itertools import count
from typing import Any

import pytest

_NUMBER = count(1)


def options(*values: str) -> list[dict[str, str]]:
    """Return options with these values."""
    return [{"name": value.title(), "value": value} for value in values]


def add(desk: Any, kind: str = "text", **changes: object) -> Any:
    """Create a field; returns the answer."""
    return desk.ask("POST", "ticket_fields", {"ticket_field": {"type": kind, "title": kind, **changes}})


@pytest.fixture
def word() -> str:
    """A tag that no field has yet."""
    return f"word_{next(_NUMBER)}"


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("text", {}),
        ("textarea", {}),
        ("checkbox", {"tag": "TAG"}),
        ("date", {}),
        ("integer", {}),
        ("decimal", {}),
        ("regexp", {"regexp_for_validation": "\\A[(\\[]\\h+(\\(|b)\\z"}),
        ("partialcreditcard", {}),
        ("lookup", {"relationship_target_type": "zen:user"}),
        ("tagger", {"custom_field_options": options("TAG")}),
        ("multiselect", {"custom_field_options": options("TAG")}),
    ],
)
def test_a_field_of_every_type_is_made_read_changed_and_removed(
    desk: Any, word: str, kind: str, more: dict[str, Any]
) -> None:
    """201 with Location; the type is fixed, what is not sent stays."""
    given = {**more} | ({"tag": word} if "tag" in more else {})
    given |= {"custom_field_options": options(word)} if "custom_field_options" in more else {}
    made = add(desk, kind, **given)
    assert made.status_code == 201
    field = made.json()["ticket_field"]
    assert made.headers["location"] == field["url"]
    path = f"ticket_fields/{field['id']}"
    assert desk.get(f"{path}.json")["ticket_field"] == field
    changed = desk.ask("PUT", path, {"ticket_field": {"title": "New", "type": "date", "active": False}})
    assert "ticket_field.type" in changed.headers["x-zendesk-api-warn"]
    later = changed.json()["ticket_field"]
    assert (later["type"], later["title"], later["raw_title"], later["active"]) == (kind, "New", "New", False)
    assert later.get("custom_field_options") == field.get("custom_field_options")
    assert (desk.ask("DELETE", path).status_code, desk.ask("GET", path).status_code) == (204, 404)


@pytest.mark.parametrize(
    ("kind", "changes", "attribute"),
    [
        ("text", {"title": " "}, "title"),
        ("text", {"title": 7}, "title"),
        ("text", {"title": "x" * 256}, "title"),
        ("text", {"position": "1"}, "position"),
        ("text", {"active": "yes"}, "active"),
        ("text", {"description": []}, "description"),
        ("colour", {}, "type"),
        (["text"], {}, "type"),
        ("regexp", {}, "regexp_for_validation"),
        ("regexp", {"regexp_for_validation": "("}, "regexp_for_validation"),
        ("regexp", {"regexp_for_validation": "[a"}, "regexp_for_validation"),
        ("regexp", {"regexp_for_validation": "a\\"}, "regexp_for_validation"),
        ("lookup", {}, "relationship_target_type"),
        ("tagger", {}, "custom_field_options"),
        ("tagger", {"custom_field_options": "red"}, "custom_field_options"),
        ("tagger", {"custom_field_options": [{"name": "Red"}]}, "custom_field_options"),
        ("tagger", {"custom_field_options": options("two words")}, "custom_field_options"),
        ("tagger", {"custom_field_options": options("twice", "Twice")}, "custom_field_options"),
        ("checkbox", {"tag": "two words"}, "tag"),
    ],
)
def test_a_wrong_field_is_422_and_names_the_attribute(
    desk: Any, kind: object, changes: dict[str, object], attribute: str
) -> None:
    """RecordInvalid, with the reason under the attribute."""
    answer = desk.ask("POST", "ticket_fields", {"ticket_field": {"type": kind, "title": "T", **changes}})
    assert (answer.status_code, list(answer.json()["details"])) == (422, [attribute])


@pytest.mark.parametrize("first", ["tagger", "multiselect", "checkbox"])
@pytest.mark.parametrize("second", ["tagger", "multiselect", "checkbox"])
def test_a_tag_belongs_to_one_field(desk: Any, word: str, first: str, second: str) -> None:
    """Whichever kind has it, another field's option or tag of that name is refused, also in another case."""

    def with_tag(kind: str, tag: str) -> dict[str, Any]:
        return {"tag": tag} if kind == "checkbox" else {"custom_field_options": options(tag)}

    made = add(desk, first, **with_tag(first, word)).json()["ticket_field"]["id"]
    refused = add(desk, second, **with_tag(second, word.upper()))
    assert refused.status_code == 422
    assert "already used" in str(refused.json()["details"])
    free = add(desk, second, **with_tag(second, f"{word}_b")).json()["ticket_field"]["id"]
    change = {"ticket_field": with_tag(second, word)}
    assert desk.ask("PUT", f"ticket_fields/{free}", change).status_code == 422
    desk.ask("DELETE", f"ticket_fields/{made}")
    assert desk.ask("PUT", f"ticket_fields/{free}", change).status_code == 200


def test_a_put_of_options_replaces_them_and_keeps_their_ids(desk: Any, word: str) -> None:
    """An option that is not repeated is gone; one that is known by its value keeps its id."""
    field = add(desk, "tagger", custom_field_options=options(word, f"{word}_b")).json()["ticket_field"]
    keep = field["custom_field_options"][1]
    sent = [{"name": "Other name", "value": keep["value"]}, *options(f"{word}_c")]
    changed = desk.ask("PUT", f"ticket_fields/{field['id']}", {"ticket_field": {"custom_field_options": sent}})
    rows = changed.json()["ticket_field"]["custom_field_options"]
    assert [(row["name"], row["value"]) for row in rows] == [
        ("Other name", f"{word}_b"),
        (f"{word}_c".title(), f"{word}_c"),
    ]
    assert rows[0]["id"] == keep["id"]


def test_options_are_made_changed_and_removed_one_by_one(desk: Any, word: str) -> None:
    """201 for a new one, 200 for one that is sent with its id; the last one stays."""
    field = add(desk, "tagger", custom_field_options=options(word)).json()["ticket_field"]["id"]
    path = f"ticket_fields/{field}/options"
    made = desk.ask("POST", path, {"custom_field_option": {"name": "B", "value": f"{word}_b", "position": 0}})
    option = made.json()["custom_field_option"]
    assert (made.status_code, option["position"], made.headers["location"]) == (201, 0, option["url"])
    changed = desk.ask("POST", path, {"custom_field_option": {"id": option["id"], "name": "C", "position": 1}})
    assert (changed.status_code, changed.json()["custom_field_option"]["value"]) == (200, f"{word}_b")
    rows = desk.get(path)["custom_field_options"]
    assert [(row["name"], row["position"]) for row in rows] == [(word.title(), 0), ("C", 1)]
    assert desk.get(f"{path}/{option['id']}")["custom_field_option"] == rows[1]
    assert [desk.ask("DELETE", f"{path}/{row['id']}").status_code for row in rows] == [204, 422]


@pytest.mark.parametrize("way", ["put", "delete"])
def test_an_option_that_goes_takes_its_value_along(desk: Any, word: str, way: str) -> None:
    """Off the tickets and out of the macros; the others stay."""
    field = add(desk, "tagger", custom_field_options=options(word, f"{word}_b")).json()["ticket_field"]
    path, rows = f"ticket_fields/{field['id']}", field["custom_field_options"]
    numbers = desk.load("Gone", "Stays")
    for number, row in zip(numbers, rows, strict=True):
        values = {"ticket": {"custom_fields": [{"id": field["id"], "value": row["value"]}]}}
        assert desk.ask("PUT", f"tickets/{number}", values).status_code == 200
    actions = [{"field": "status", "value": "open"}, {"field": f"custom_fields_{field['id']}", "value": word}]
    macro = desk.ask("POST", "macros", {"macro": {"title": "Sets", "actions": actions}}).json()["macro"]["id"]
    if way == "put":
        desk.ask("PUT", path, {"ticket_field": {"custom_field_options": rows[1:]}})
    else:
        desk.ask("DELETE", f"{path}/options/{rows[0]['id']}")
    told = [desk.get(f"tickets/{number}")["ticket"]["custom_fields"] for number in numbers]
    assert [{row["id"]: row["value"] for row in each}[field["id"]] for each in told] == [None, f"{word}_b"]
    assert desk.get(f"macros/{macro}")["macro"]["actions"] == actions[:1]


def test_an_option_of_a_multiselect_leaves_the_others_chosen(desk: Any, word: str) -> None:
    """Tickets keep what is left of their list, those that had nothing else an empty one."""
    field = add(desk, "multiselect", custom_field_options=options(word, f"{word}_b")).json()["ticket_field"]
    numbers = desk.load("Both", "One", "Other")
    chosen = ([word, f"{word}_b"], [word], [f"{word}_b"])
    for number, value in zip(numbers, chosen, strict=True):
        values = {"ticket": {"custom_fields": [{"id": field["id"], "value": value}]}}
        assert desk.ask("PUT", f"tickets/{number}", values).status_code == 200
    gone = field["custom_field_options"][0]["id"]
    assert desk.ask("DELETE", f"ticket_fields/{field['id']}/options/{gone}").status_code == 204
    told = [desk.get(f"tickets/{number}")["ticket"]["custom_fields"] for number in numbers]
    held = [{row["id"]: row["value"] for row in each}[field["id"]] for each in told]
    assert held == [[f"{word}_b"], [], [f"{word}_b"]]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"custom_field_option": {"name": "A"}}, 422),
        ({"custom_field_option": {"name": "A", "value": "a b"}}, 422),
        ({"custom_field_option": {"name": "A", "value": "fresh", "position": -1}}, 422),
        ({"custom_field_option": {"id": 1, "name": "A", "value": "fresh"}}, 404),
        ({"custom_field_option": {"id": [], "name": "A", "value": "fresh"}}, 404),
    ],
)
def test_a_wrong_option_is_refused(desk: Any, word: str, body: dict[str, Any], status: int) -> None:
    """Nothing of it is kept."""
    field = add(desk, "tagger", custom_field_options=options(word)).json()["ticket_field"]["id"]
    assert desk.ask("POST", f"ticket_fields/{field}/options", body).status_code == status
    assert len(desk.get(f"ticket_fields/{field}/options")["custom_field_options"]) == 1


def test_a_field_without_options_has_no_such_path(desk: Any) -> None:
    """404, as for a field that does not exist."""
    field = add(desk).json()["ticket_field"]["id"]
    assert [desk.ask("GET", f"ticket_fields/{number}/options").status_code for number in (field, 1)] == [404, 404]


def test_fields_are_reordered_and_listed_in_a_form(desk: Any) -> None:
    """The unpaginated list follows the positions; the one form holds what is active."""
    ids = [add(desk).json()["ticket_field"]["id"] for _ in range(2)]
    assert desk.ask("PUT", "ticket_fields/reorder", {"ticket_field_ids": ids[::-1]}).status_code == 200
    assert [field["id"] for field in desk.get("ticket_fields")["ticket_fields"]][:2] == ids[::-1]
    assert desk.ask("PUT", "ticket_fields/reorder", {"ticket_field_ids": [1]}).status_code == 404
    assert desk.ask("PUT", "ticket_fields/reorder", {"ticket_field_ids": 1}).status_code == 400
    desk.ask("PUT", f"ticket_fields/{ids[0]}", {"ticket_field": {"active": False}})
    form = desk.get("ticket_forms")["ticket_forms"][0]
    assert (ids[1] in form["ticket_field_ids"], ids[0] in form["ticket_field_ids"]) == (True, False)
    assert desk.get(f"ticket_forms/{form['id']}")["ticket_form"] == form
    assert desk.ask("GET", "ticket_forms/1").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "ticket_fields/{0}"), ("DELETE", "ticket_fields/{0}"), ("POST", "ticket_fields/{0}/options")],
)
def test_only_admins_change_fields(desk: Any, word: str, method: str, path: str) -> None:
    """An agent's login is refused with 403."""
    field = add(desk, "tagger", custom_field_options=options(word)).json()["ticket_field"]["id"]
    login = ("ava.reyes@example.com/token", desk.login[1])
    body = {"ticket_field": {}, "custom_field_option": {}}
    assert desk.ask(method, path.format(field), body, auth=login).status_code == 403


def test_system_fields_stay(desk: Any) -> None:
    """They can be renamed, not removed."""
    subject = next(row for row in desk.get("ticket_fields")["ticket_fields"] if row["type"] == "subject")
    assert desk.ask("DELETE", f"ticket_fields/{subject['id']}").status_code == 422
