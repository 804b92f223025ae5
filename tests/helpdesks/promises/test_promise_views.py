from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from zendesk_bridge.core.errors import AuthRefused, Incomplete, Rejected
from zendesk_bridge.core.model import FieldKey, Fields, Marker, ViewSpec
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import
_numbers = count(1)


def a_view(owner: str = "acme") -> ViewSpec:
    """Return a list that no other test has."""
    number = next(_numbers)
    tag = f"backorder_{number}"
    columns = (FieldKey.ITEMS, FieldKey.SHIP_WINDOW)
    return ViewSpec(f"Backorder::Open ü {number}", "What is late.", tag, columns, Marker.of(owner, f"view/{number}"))


@pytest.fixture
def makes(face: Face) -> Face:
    """Return the face of a helpdesk whose API makes shared lists."""
    if not face.views_path:
        pytest.skip("no API makes lists")
    return face


def test_what_the_capabilities_say(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """Where the API makes no lists, none are found and none is made; in any case a person is told how to make one."""
    spec = a_view()
    steps = desk.view_steps(spec)
    assert spec.title in steps
    assert spec.tag in steps
    assert desk.capabilities.views == bool(face.views_path)
    if not desk.capabilities.views:
        assert desk.views() == ()
        with pytest.raises(Rejected) as refused:
            desk.create_view(spec, fields)
        assert refused.value.fix == steps


def test_a_list_is_made_and_found_again(makes: Face, desk: Helpdesk, fields: Fields) -> None:
    """It is for everybody, lists the unsolved tickets with its tag, and carries its marker."""
    spec = a_view()
    made = desk.create_view(spec, fields)
    assert (made.title, made.active, made.tag, made.marker) == (spec.title, True, spec.tag, spec.marker)
    assert [view for view in makes.desk().views() if view.marker == spec.marker] == [made]
    shown = str(makes.look_at_view(made.id))
    assert all(fields[key].name in shown for key in spec.columns)


def test_columns_of_fields_that_are_not_there(makes: Face, desk: Helpdesk) -> None:
    """A list is made without them."""
    made = desk.create_view(a_view(), {})
    assert makes.look_at_view(made.id)


def test_lists_of_people(makes: Face, desk: Helpdesk) -> None:
    """They have no marker; what they list is known where it is what ours would list, to everybody."""
    number = next(_numbers)
    same, wide, one = (
        makes.make_view(f"By hand {number}", f"hand_{number}", **more)
        for more in ({}, {"wide": True}, {"for_one": True})
    )
    found = {view.id: view for view in desk.views()}
    assert [found[view].tag for view in (same, wide, one)] == [f"hand_{number}", "", ""]
    assert [found[view].marker for view in (same, wide, one)] == [None] * 3


@pytest.mark.parametrize("effect", ["cut_before", "cut_after", "cut_within", "truncate", "status"])
def test_a_lost_answer_makes_no_second_list(makes: Face, desk: Helpdesk, fields: Fields, effect: str) -> None:
    """Whether or not the create took effect before its answer was lost, there is one list with its marker."""
    spec = a_view()
    makes.fault(effect, makes.views_path, "POST")
    made = desk.create_view(spec, fields)
    assert [view for view in desk.views() if view.marker == spec.marker] == [made]


@pytest.mark.parametrize("what", ["marker", "columns"])
def test_what_is_dropped_in_silence(makes: Face, desk: Helpdesk, fields: Fields, what: str) -> None:
    """A helpdesk that says yes and keeps a list otherwise is not believed."""
    makes.view_loses(what)
    with pytest.raises(Rejected, match="keeps it otherwise"):
        desk.create_view(a_view(), fields)


def test_two_owners(desk: Helpdesk, makes: Face, fields: Fields) -> None:
    """Each one's lists are told apart by their markers."""
    mine, theirs = a_view("acme"), a_view("other")
    for spec in (mine, theirs):
        desk.create_view(spec, fields)
    markers = [view.marker for view in makes.desk().views()]
    assert markers.count(mine.marker) == markers.count(theirs.marker) == 1


def test_an_account_that_takes_no_more(makes: Face, desk: Helpdesk, fields: Fields) -> None:
    """A refusal is an error of ours, and is not repeated."""
    makes.fault("status", makes.views_path, "POST", to=None, status=422, body={"error": "RecordInvalid"})
    with pytest.raises(Rejected, match="422"):
        desk.create_view(a_view(), fields)
    assert makes.slept == []


def test_a_login_without_the_right(makes: Face, fields: Fields) -> None:
    """Credentials that are right but may not make lists are refused as such."""
    with pytest.raises(AuthRefused) as refused:
        makes.desk(makes.weak_login()).create_view(a_view(), fields)
    assert refused.value.status == 403


@pytest.mark.parametrize("body", [{}, "", [1], [{"id": None}], {"views": None}, {"views": [{}]}], ids=repr)
def test_lists_that_nobody_can_read(makes: Face, desk: Helpdesk, body: object) -> None:
    """An answer that cannot be read is an error, never an account without lists."""
    makes.fault("status", makes.views_path, "GET", to=None, status=200, body=body)
    with pytest.raises(Incomplete):
        desk.views()


def test_many_lists_are_complete(makes: Face, desk: Helpdesk) -> None:
    """Of more than 100 lists, each is found once."""
    made = {makes.make_view(f"Many {number}", "many") for number in range(101)}
    ids = [view.id for view in desk.views()]
    assert len(ids) == len(set(ids))
    assert made <= set(ids)
