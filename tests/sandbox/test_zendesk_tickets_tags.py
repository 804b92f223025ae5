from typing import Any

import pytest

OPTIONS = [{"name": "Red", "value": "mirror_red"}, {"name": "Blue", "value": "mirror_blue"}]


@pytest.fixture(scope="module")
def fields(running: Any) -> dict[str, int]:
    """A dropdown, a multiselect and a checkbox, by type."""
    made = {}
    for field in (
        {"type": "tagger", "title": "Colour", "custom_field_options": OPTIONS},
        {
            "type": "multiselect",
            "title": "Sizes",
            "custom_field_options": [{"name": size, "value": f"mirror_{size}"} for size in ("small", "large")],
        },
        {"type": "checkbox", "title": "Gift", "tag": "mirror_gift"},
    ):
        answer = running.ask("POST", "ticket_fields", {"ticket_field": field})
        assert answer.status_code == 201, answer.text
        made[str(field["type"])] = int(answer.json()["ticket_field"]["id"])
    return made


def put(desk: Any, number: int, **ticket: object) -> Any:
    """Update one ticket; returns it."""
    answer = desk.ask("PUT", f"tickets/{number}", {"ticket": ticket})
    assert answer.status_code == 200, answer.text
    return answer.json()["ticket"]


def value(ticket: Any, field: int) -> object:
    """Return a ticket's value of a field."""
    return next(row["value"] for row in ticket["custom_fields"] if row["id"] == field)


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        ("tagger", [("mirror_red", ["mirror_red"]), ("mirror_blue", ["mirror_blue"]), (None, []), ("", [])]),
        (
            "multiselect",
            [
                (["mirror_small", "mirror_large"], ["mirror_large", "mirror_small"]),
                (["mirror_small"], ["mirror_small"]),
                ([], []),
            ],
        ),
        ("checkbox", [(True, ["mirror_gift"]), (False, []), ("true", ["mirror_gift"]), (None, [])]),
    ],
)
def test_a_fields_value_brings_its_tags_and_takes_the_old_ones(
    desk: Any, fields: dict[str, int], kind: str, steps: list[tuple[object, list[str]]]
) -> None:
    """Whatever else is on the ticket stays."""
    number = desk.load("Mirror", tags=["keep"])[0]
    for given, tags in steps:
        ticket = put(desk, number, custom_fields=[{"id": fields[kind], "value": given}])
        assert ticket["tags"] == sorted(["keep", *tags])
        assert value(ticket, fields[kind]) == given


@pytest.mark.parametrize(
    ("kind", "tags", "expected"),
    [
        ("tagger", ["mirror_red"], "mirror_red"),
        ("multiselect", ["mirror_large"], ["mirror_large"]),
        ("checkbox", ["mirror_gift"], True),
    ],
)
def test_tags_written_by_hand_move_the_field(
    desk: Any, fields: dict[str, int], kind: str, tags: list[str], expected: object
) -> None:
    """Adding an option's tag sets the field; replacing the tags clears it, which surprises people."""
    number = desk.load("By hand")[0]
    assert value(put(desk, number, additional_tags=tags), fields[kind]) == expected
    cleared = put(desk, number, tags=["other"])
    assert cleared["tags"] == ["other"]
    assert value(cleared, fields[kind]) in (None, [], False)


def test_a_second_tag_of_a_dropdown_pushes_the_first_one_out(desk: Any, fields: dict[str, int]) -> None:
    """A dropdown has one value, so it has one tag."""
    number = desk.load("Two")[0]
    put(desk, number, custom_fields=[{"id": fields["tagger"], "value": "mirror_red"}])
    ticket = put(desk, number, additional_tags=["mirror_blue"])
    assert (ticket["tags"], value(ticket, fields["tagger"])) == (["mirror_blue"], "mirror_blue")


def test_the_tags_endpoint_moves_fields_too(desk: Any, fields: dict[str, int]) -> None:
    """Removing a dropdown's tag empties the dropdown; a new ticket's field brings its tag."""
    body = {"comment": {"body": "x"}, "custom_fields": [{"id": fields["tagger"], "value": "mirror_red"}], "tags": ["a"]}
    ticket = desk.ask("POST", "tickets", {"ticket": body}).json()["ticket"]
    assert ticket["tags"] == ["a", "mirror_red"]
    assert desk.ask("DELETE", f"tickets/{ticket['id']}/tags", {"tags": ["mirror_red"]}).json() == {"tags": ["a"]}
    assert value(desk.get(f"tickets/{ticket['id']}")["ticket"], fields["tagger"]) is None


def test_an_agents_tag_survives_a_field_that_is_set_at_the_same_time(desk: Any, fields: dict[str, int]) -> None:
    """A job's row reads the ticket when it is its turn, not before."""
    number = desk.load("Both")[0]
    rows = [
        {"id": number, "additional_tags": ["first"]},
        {"id": number, "custom_fields": [{"id": fields["tagger"], "value": "mirror_blue"}]},
    ]
    desk.finished(desk.ask("PUT", "tickets/update_many", {"tickets": rows}))
    assert desk.get(f"tickets/{number}/tags")["tags"] == ["first", "mirror_blue"]


def test_the_accounts_tags_are_listed_with_their_numbers(desk: Any) -> None:
    """The most used first; tags of deleted tickets do not count."""
    ids = desk.load("a", "b", "c", tags=["counted"])
    desk.ask("DELETE", f"tickets/{ids[0]}")
    listed = desk.get("tags")
    numbers = [row["count"] for row in listed["tags"]]
    assert {"name": "counted", "count": 2} in listed["tags"]
    assert numbers == sorted(numbers, reverse=True)
    first = desk.get("tags?page[size]=1")
    assert desk.get(first["links"]["next"])["tags"][0] == listed["tags"][1]


@pytest.mark.parametrize(
    ("given", "kept"), [(["Two Words", "UPPER"], ["two", "upper", "words"]), ("a b a", ["a", "b"])]
)
def test_tags_are_lower_case_and_split_at_spaces(desk: Any, given: object, kept: list[str]) -> None:
    """A tag with a space becomes two."""
    number = desk.load("Case")[0]
    assert desk.ask("POST", f"tickets/{number}/tags", {"tags": given}).json()["tags"] == kept
