from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from zendesk_bridge.core.errors import AuthRefused, Incomplete, NotFound, Rejected
from zendesk_bridge.core.model import FieldKey, FieldSpec, RemoteField, TicketForm
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import
_numbers = count(1)


def a_field(desk: Helpdesk) -> RemoteField:
    """Make a ticket field that no other test has."""
    return desk.create_field(FieldSpec(FieldKey.ITEMS, f"On forms {next(_numbers)}", "Filled by a program."))


def a_form(face: Face, desk: Helpdesk, *fields: RemoteField) -> TicketForm:
    """Make a ticket form that no other test has, and find it."""
    title = f"Returns ü {next(_numbers)}"
    number = face.make_form(title, fields=[field.id for field in fields])
    [found] = [form for form in desk.forms() if form.id == number]
    assert (found.title, found.active) == (title, True)
    return found


def test_a_form_is_found_with_what_is_on_it(face: Face, desk: Helpdesk) -> None:
    """Every form comes with its name, and with the ids of its fields in their order."""
    one, other = a_field(desk), a_field(desk)
    form = a_form(face, desk, other, one)
    assert list(form.field_ids) == face.on_form(form.id)
    assert form.field_ids[-2:] == (other.id, one.id)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_plan_without_forms(face: Face, desk: Helpdesk, place: int) -> None:
    """Where a plan has no forms to choose from, in whichever way the helpdesk says so, there are none."""
    answers = face.no_forms
    face.fault("status", face.forms_path, "GET", to=None, **answers[place % len(answers)])
    assert desk.forms() == ()


def test_a_login_that_may_not_look(face: Face) -> None:
    """Credentials that nobody knows are refused, and are no plan without forms."""
    with pytest.raises(AuthRefused):
        face.desk(face.wrong_login()).forms()


@pytest.mark.parametrize(
    "body", [{}, "", [1], [{"id": None}], {"ticket_forms": None}, {"ticket_forms": [{}]}], ids=repr
)
def test_forms_that_nobody_can_read(face: Face, desk: Helpdesk, body: object) -> None:
    """A list that cannot be read is an error, never an account without forms."""
    face.fault("status", face.forms_path, "GET", to=None, status=200, body=body)
    with pytest.raises(Incomplete):
        desk.forms()


def test_many_forms_are_complete(face: Face, desk: Helpdesk) -> None:
    """Of more than 100 forms, each is listed once."""
    made = {face.make_form(f"Form {next(_numbers)}") for _ in range(101)}
    ids = [form.id for form in desk.forms()]
    assert len(ids) == len(set(ids))
    assert made <= set(ids)
    for number in made:
        face.delete_form(number)


def test_fields_come_at_the_end_and_the_others_stay(face: Face, desk: Helpdesk) -> None:
    """What was on a form stays where it was; ours come after it, each once, in the order that is asked for."""
    there, one, other = a_field(desk), a_field(desk), a_field(desk)
    form = a_form(face, desk, there)
    put = desk.put_on_form(form, [other.id, there.id, one.id])
    assert put.field_ids == (*form.field_ids, other.id, one.id)
    assert list(put.field_ids) == face.on_form(form.id)
    assert put in desk.forms()


def test_what_is_on_a_form_already_costs_no_write(face: Face, desk: Helpdesk) -> None:
    """Putting fields on a form a second time writes nothing."""
    field = a_field(desk)
    form = desk.put_on_form(a_form(face, desk), [field.id])
    face.fault("status", face.forms_path, "PUT", to=None, status=500)
    assert desk.put_on_form(form, [field.id]) == form


def test_an_admin_who_was_faster(face: Face, desk: Helpdesk) -> None:
    """A field that came on the form since we looked stays on it."""
    theirs, ours = a_field(desk), a_field(desk)
    form = a_form(face, desk)
    face.arrives_on_form(form.id, theirs.id)
    put = desk.put_on_form(form, [ours.id])
    assert put.field_ids == (*form.field_ids, theirs.id, ours.id)
    assert list(put.field_ids) == face.on_form(form.id)


def test_a_field_that_is_left_out_in_silence(face: Face, desk: Helpdesk) -> None:
    """A helpdesk that says yes and leaves a field out is not believed: what is returned is what is on the form."""
    kept, dropped = a_field(desk), a_field(desk)
    form = a_form(face, desk)
    face.saves_on_form(form.id, [*form.field_ids, kept.id])
    assert desk.put_on_form(form, [kept.id, dropped.id]).field_ids == (*form.field_ids, kept.id)


def test_a_form_that_loses_what_was_on_it(face: Face, desk: Helpdesk) -> None:
    """Where somebody else's field goes off the form by our write, that is told as an error."""
    theirs, ours = a_field(desk), a_field(desk)
    form = a_form(face, desk, theirs)
    face.saves_on_form(form.id, [*form.field_ids[:-1], ours.id])
    with pytest.raises(Rejected, match="other fields"):
        desk.put_on_form(form, [ours.id])


def test_a_form_that_is_gone(face: Face, desk: Helpdesk) -> None:
    """A form that was deleted since is told as such."""
    form = a_form(face, desk)
    face.delete_form(form.id)
    with pytest.raises(NotFound):
        desk.put_on_form(form, [a_field(desk).id])


@pytest.mark.parametrize("effect", ["cut_before", "cut_after", "cut_within", "truncate"])
def test_a_lost_answer(face: Face, desk: Helpdesk, effect: str) -> None:
    """Whether or not the write took effect before its answer was lost, the field is on the form once."""
    field = a_field(desk)
    form = a_form(face, desk)
    face.fault(effect, face.forms_path, "PUT")
    try:
        desk.put_on_form(form, [field.id])
    except Incomplete:
        desk.put_on_form(form, [field.id])
    assert face.on_form(form.id) == [*form.field_ids, field.id]


def test_a_login_without_the_right(face: Face) -> None:
    """Credentials that are right but may not change forms are refused as such."""
    field = a_field(face.desk())
    form = a_form(face, face.desk())
    with pytest.raises(AuthRefused) as refused:
        face.desk(face.weak_login()).put_on_form(form, [field.id])
    assert refused.value.status == 403
    assert face.on_form(form.id) == list(form.field_ids)
