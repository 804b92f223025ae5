"""Which of an account's ticket fields are ours: by the admin's word, by id with title and type, else by title."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zendesk_bridge.core.fields import FACTS, FieldsFound, find, remembered, reply_spec
from zendesk_bridge.core.model import FieldKey, FieldSpec, RemoteField

ITEMS, MESSAGE = FieldKey.ITEMS, FieldKey.MESSAGE


def made(spec: FieldSpec, number: int) -> RemoteField:
    """Return the field as setup makes it."""
    return RemoteField(number, f"cf_{number}", spec.title, "paragraph" if spec.long else "line", long=spec.long)


OURS = [made(spec, number) for number, spec in enumerate(FACTS, 1)]
KNOWN = {spec.key: number for number, spec in enumerate(FACTS, 1)}
FIRST, *REST = OURS  # the one of the items holds one line; that of the message, the last, a paragraph
SAID = "the config says fields: {message: 77}, but"
OTHER = RemoteField(77, "cf_77", "Size", "line", long=False)


def looked(fields: list[RemoteField], known: dict[FieldKey, int], **chosen: int) -> FieldsFound:
    """Return what is found of the fields that every helpdesk has."""
    return find(fields, known, FACTS, {FieldKey(key): number for key, number in chosen.items()})


def test_what_setup_made_is_ours() -> None:
    """By the ids that we know, and by titles where nothing is known; the account's own fields are none of ours."""
    for known in (KNOWN, {}):
        found = looked([*OURS, OTHER], known)
        assert found.complete
        assert set(found.found.values()) == set(OURS)


def test_what_is_taken_by_its_title_alone_is_told() -> None:
    """A field that nobody named and no run remembers is ours by title and type, and known to be no more than that."""
    assert looked(OURS, KNOWN).adopted == {}
    assert looked(OURS, {}).adopted == looked(OURS, {}).found
    assert looked(OURS, {}, items=1).adopted.keys() == KNOWN.keys() - {ITEMS}
    assert looked(OURS, {**KNOWN, ITEMS: 99}).adopted == {ITEMS: FIRST}


@pytest.mark.parametrize(
    "other", [OTHER, replace(OTHER, long=None), replace(OTHER, long=True)], ids=["line", "list", "paragraph"]
)
def test_an_id_alone_proves_nothing(other: RemoteField) -> None:
    """Under an id that we know may stand another field: it is never written to."""
    there = [replace(other, id=1), *REST]
    found = looked(there, KNOWN)
    assert ITEMS not in found.found
    assert not found.usable
    assert "'Backorder items'" in found.lacking
    with_ours = looked([*there, replace(FIRST, id=9)], KNOWN if other.long is not False else {})
    assert with_ours.found[ITEMS].id == 9


def test_a_field_of_another_title_waits_for_a_decision() -> None:
    """Unless the account has proven to be the one we know, such a field is told with both ways out, and not made."""
    found = looked([replace(FIRST, title="Late items"), *REST], KNOWN)
    assert not found.missing
    (problem,) = found.problems
    assert problem == (
        "the ticket field that was 'Backorder items' (#1) is called 'Late items' now; rename it back, or if it is to "
        "be filled, name it in the config: fields: {items: 1}"
    )
    assert looked([replace(FIRST, title="Late items"), *REST], KNOWN, items=1).complete


def test_a_field_may_be_renamed_on_an_account_that_we_know() -> None:
    """An admin gives our fields titles in the agents' language; only another type makes such a field another one."""
    renamed = [replace(FIRST, title="Verspätete Artikel"), *REST]
    assert find(renamed, KNOWN, FACTS, proven=True).complete
    other = find([replace(OTHER, id=1, long=None), *REST], KNOWN, FACTS, proven=True)
    assert [spec.key for spec in other.missing] == [ITEMS]
    gone = FieldKey.reply("gone")
    there = replace(made(reply_spec("gone"), 20), title="Our reply")
    assert find([*OURS, there], {**KNOWN, gone: 20}, FACTS, proven=True).found[gone] == there


def test_one_doubtful_field_stops_nothing_else() -> None:
    """Tickets are marked although the field of one macro's reply is in doubt."""
    reply = reply_spec("delay-update")
    there = [*OURS, made(reply, 20), made(reply, 21)]
    found = find(there, KNOWN, (*FACTS, reply))
    assert found.usable
    assert not found.complete
    assert reply.key not in found.found
    assert "2 ticket fields are called 'Backorder reply: delay-update' (20, 21)" in found.lacking
    assert "setup" not in found.lacking


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (None, f"{SAID} no active ticket field has this id"),
        (replace(OTHER, active=False), f"{SAID} no active ticket field has this id"),
        (
            OTHER,
            f"{SAID} the ticket field 'Size' (#77) holds no text of several lines (its type is line)",
        ),
        (
            replace(OTHER, long=None, type="tagger"),
            f"{SAID} the ticket field 'Size' (#77) holds no text of several lines (its type is tagger)",
        ),
    ],
)
def test_the_admins_field_must_be_able_to_hold_the_text(field: RemoteField | None, said: str) -> None:
    """An id in the config that does not fit is told, and the field with our title is not taken in its place."""
    found = looked([*OURS, *([field] if field else [])], KNOWN, message=77)
    assert found.problems == (said,)
    assert MESSAGE not in found.found


def test_the_admins_field_wins_whatever_it_is_called() -> None:
    """An id in the config is obeyed; one line may stand in a field for paragraphs."""
    for long in (False, True):
        mine = replace(OTHER, long=long)
        assert looked([*OURS, mine], KNOWN, items=77).found[ITEMS] == mine


def test_a_field_of_our_title_must_be_able_to_hold_the_text() -> None:
    """A list that an admin made under our title is told, and neither written to nor made a second time."""
    found = looked([replace(FIRST, long=None, type="dropdown"), *REST], {})
    assert not found.missing
    (problem,) = found.problems
    assert "'Backorder items' (#1) holds no text (its type is dropdown); rename it" in problem


def test_fields_that_are_there_are_counted() -> None:
    """Remembered and there is what has the id, the title and the type; anything else under these ids is gone."""
    assert remembered(OURS, KNOWN) == len(FACTS)
    renamed = [replace(field, title=f"x{field.id}") for field in OURS]
    assert remembered(renamed, KNOWN) == 0
    assert remembered(renamed, KNOWN, proven=True) == len(FACTS)
    assert remembered([replace(field, long=None) for field in OURS], KNOWN) == 0
    assert remembered([replace(field, active=False) for field in OURS], KNOWN) == 0
    assert remembered([replace(field, id=field.id + 50) for field in OURS], KNOWN) == 0
    assert remembered([FIRST], {**KNOWN, FieldKey.reply("gone"): 99}) == 1
