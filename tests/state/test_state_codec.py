from __future__ import annotations

import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import DISMISSED, FieldKey, Mark, Marks, Setback
from zendesk_bridge.state import codec

texts = st.text(max_size=12)
setbacks = st.builds(
    Setback, st.integers(0, 99), st.datetimes(timezones=st.just(UTC)), texts, texts, texts, st.booleans()
)
marks = st.builds(
    Marks,
    items=st.lists(st.builds(Mark, texts, texts | st.just(DISMISSED), texts, texts), max_size=3).map(tuple),
    tags=st.frozensets(texts, max_size=3),
    fields=st.lists(st.tuples(st.sampled_from(FieldKey), texts), max_size=5).map(tuple),
    locale=texts,
    asleep=st.booleans(),
    restored=st.booleans(),
    setback=st.none() | setbacks,
)


@given(marks)
def test_marks_survive_being_stored(ours: Marks) -> None:
    """What is read back equals what was stored."""
    assert codec.marks_from_text(codec.marks_to_text(ours), "it") == ours


@pytest.mark.parametrize("text", ["", "[]", '{"items": [["A"]], "tags": [], "fields": []}', "7"])
def test_unreadable_marks_are_named(text: str) -> None:
    """Stored marks that this version cannot read are a StateError that says whose they are."""
    with pytest.raises(StateError, match="ticket 7 cannot be read"):
        codec.marks_from_text(text, "ticket 7")


MARKS: dict[str, Any] = json.loads(codec.marks_to_text(Marks(tags=frozenset({"t"}))))


@pytest.mark.parametrize(
    "wrong",
    [
        {"items": "A"},
        {"items": ["ABCD"]},
        {"items": [["A", "1", "2"]]},
        {"items": [["A", None, "2", "3"]]},
        {"tags": "backorder"},
        {"tags": [1]},
        {"fields": ["ab"]},
        {"fields": [["message", None]]},
        {"fields": [["no field of ours", "9f"]]},
        {"locale": None},
        {"asleep": None},
    ],
)
def test_a_wrong_kind_of_mark_is_refused(wrong: dict[str, Any]) -> None:
    """A tag that stands where a list belongs is not taken apart into letters that would be removed from tickets."""
    with pytest.raises(StateError):
        codec.marks_from_text(json.dumps(MARKS | wrong), "it")


def test_two_digests_of_one_field_survive() -> None:
    """While a write is under way a field has two digests: both come back, in their order."""
    ours = Marks(fields=((FieldKey.MESSAGE, "old"), (FieldKey.MESSAGE, "new"), (FieldKey.MESSAGE, "old")))
    assert codec.marks_from_text(codec.marks_to_text(ours), "it").fields == ours.fields


def test_endless_nesting_is_unreadable() -> None:
    """Damage of any kind is a StateError."""
    with pytest.raises(StateError):
        codec.marks_from_text("[" * 100_000, "it")


@pytest.mark.parametrize(
    "setback",
    [
        {"times": "1e999"}, {"times": float("inf")}, {"times": float("nan")}, {"times": None}, {"after": "99999-01-01"},
        {"after": "0001-01-01T00:00:00+14:00"}, {"after": 7}, {"changed": 7}, {"unread": "no"}, None, 7, "x", [],
    ],
)  # fmt: skip
def test_absurd_numbers_are_named(setback: Any) -> None:
    """A number or a moment that none of us wrote is told as that, with whose it is."""
    usual = {
        "times": 1,
        "after": "2026-11-20T09:00:00+00:00",
        "changed": "a",
        "facts": "b",
        "reason": "c",
        "unread": False,
    }
    body = {"items": [], "tags": [], "fields": [], "locale": "en", "asleep": False}
    assert codec.marks_from_text(json.dumps(body | {"setback": usual}), "ticket 7").setback
    wrong = usual | setback if isinstance(setback, dict) else setback
    if wrong is None:
        assert codec.marks_from_text(json.dumps(body | {"setback": None}), "ticket 7").setback is None
        return
    with pytest.raises(StateError, match="ticket 7 cannot be read"):
        codec.marks_from_text(json.dumps(body | {"setback": wrong}), "ticket 7")
