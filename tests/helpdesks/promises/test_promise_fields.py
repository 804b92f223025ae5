from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.model import FieldKey, FieldSpec
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import
_numbers = count(1)


def spec(*, long: bool = False) -> FieldSpec:
    """Return a field that no other test has."""
    return FieldSpec(FieldKey.ITEMS, f"Late items ü {next(_numbers)}", "Filled by a program.", long=long)


def bend(face: Face, listing: str, row: object) -> None:
    """Let a listing hold one more row."""
    body = face.api("GET", listing)
    (body if isinstance(body, list) else body[listing]).append(row)
    face.fault("status", rf"/{listing}(\.json)?$", "GET", to=None, status=200, body=body)


def test_groups(face: Face, desk: Helpdesk) -> None:
    """Every group is found by its name, with the helpdesk's own id."""
    assert desk.groups() == {group.name: group.id for group in face.box.store.groups()}


@pytest.mark.parametrize("bad", [None, {"id": None, "name": "Odd"}, {"id": "x"}, [1]], ids=repr)
def test_a_group_that_nobody_can_read(face: Face, desk: Helpdesk, bad: object) -> None:
    """Among the groups it is left out, and the others are found."""
    there = desk.groups()
    bend(face, "groups", bad)
    assert desk.groups() == there


def test_a_field_that_nobody_can_read(face: Face, desk: Helpdesk) -> None:
    """One that cannot be ours is left out; one that may be is an error, so that nobody makes it a second time."""
    there = desk.ticket_fields()
    bend(face, "ticket_fields", {"id": None, "title": "Colour", "label": "Colour", "name": "cf_colour"})
    assert desk.ticket_fields() == there
    for bad in ({"id": None, "title": "Backorder items", "label": "Backorder items"}, {"name": "cf_x"}, {}, None):
        face.admin("faults", method="DELETE")
        bend(face, "ticket_fields", bad)
        with pytest.raises(Incomplete):
            desk.ticket_fields()


@pytest.mark.parametrize("long", [False, True], ids=["line", "paragraph"])
def test_a_new_field_is_for_agents(face: Face, desk: Helpdesk, long: bool) -> None:  # noqa: FBT001 - a table
    """A field that we create is found by its title, with the same id and name each time, and is for agents only."""
    wanted = spec(long=long)
    made = desk.create_field(wanted)
    [found] = [field for field in face.desk().ticket_fields() if field.title == wanted.title]
    assert found == made
    assert found.active
    assert face.agents_only(found)


def test_lines_and_paragraphs_differ(desk: Helpdesk) -> None:
    """A long field is of another type than a short one."""
    assert desk.create_field(spec()).type != desk.create_field(spec(long=True)).type


def test_other_fields_stay(desk: Helpdesk) -> None:
    """Creating a field adds that one and changes none."""
    before = desk.ticket_fields()
    made = desk.create_field(spec())
    assert set(desk.ticket_fields()) == {*before, made}


@pytest.mark.parametrize("effect", ["cut_before", "cut_after", "cut_within", "truncate", "status"])
def test_a_lost_answer_makes_no_second_field(face: Face, desk: Helpdesk, effect: str) -> None:
    """Whether or not the create took effect before its answer was lost, there is one field with its title."""
    wanted = spec()
    face.fault(effect, "ticket_fields", "POST")
    made = desk.create_field(wanted)
    assert [field for field in desk.ticket_fields() if field.title == wanted.title] == [made]


def test_two_pages_of_fields_are_complete(face: Face, desk: Helpdesk) -> None:
    """Of more than 100 fields, each is listed once."""
    made = {desk.create_field(spec()).id for _ in range(101)}
    ids = [field.id for field in face.desk().ticket_fields()]
    assert len(ids) == len(set(ids))
    assert made <= set(ids)
