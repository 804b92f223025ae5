from __future__ import annotations

import json
from datetime import UTC, date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import (
    DISMISSED,
    Backorder,
    Cancel,
    FieldKey,
    LocalText,
    Mark,
    Marks,
    Setback,
    ShipWindow,
    Split,
    Swap,
    Wait,
)
from zendesk_bridge.state import codec

texts = st.text(max_size=12)
days = st.dates()
options = st.one_of(st.just(Wait()), st.just(Split()), st.just(Cancel()), st.builds(Swap, texts, texts))
backorders = st.builds(
    Backorder,
    sku=texts,
    name=texts,
    aliases=st.lists(texts, max_size=3).map(tuple),
    ship_window=st.none() | st.builds(ShipWindow, st.none() | days, days),
    promised_by=st.none() | days,
    reason=texts,
    options=st.lists(options, max_size=4).map(tuple),
    next_update=st.none() | days,
    locales=st.lists(st.tuples(texts, st.builds(LocalText, texts, texts)), max_size=2).map(tuple),
    lapsed=st.booleans(),
    match=st.sampled_from(["normal", "exact"]),
    also=st.lists(texts, max_size=2).map(tuple),
    cancelled_by=st.lists(texts, max_size=2).map(tuple),
)
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


@given(st.lists(backorders, max_size=3).map(tuple))
def test_backorders_survive_being_stored(items: tuple[Backorder, ...]) -> None:
    """What is read back equals what was stored, and tells the same window version."""
    again = codec.backorders_from_text(codec.backorders_to_text(items), "it")
    assert again == items
    assert [item.version for item in again] == [item.version for item in items]


@given(marks)
def test_marks_survive_being_stored(ours: Marks) -> None:
    """What is read back equals what was stored."""
    assert codec.marks_from_text(codec.marks_to_text(ours), "it") == ours


def test_a_reading_from_before_items_had_rules_of_their_own() -> None:
    """What an older version stored is read with the defaults."""
    (body,) = json.loads(codec.backorders_to_text((Backorder("A", "a", match="exact", also=("x",)),)))
    for name in ("match", "also", "not"):
        del body[name]
    assert codec.backorders_from_text(json.dumps([body]), "it") == (Backorder("A", "a"),)


def test_stored_text_is_plain_ascii() -> None:
    """No character that one of the databases refuses, NUL among them, reaches a column."""
    text = codec.backorders_to_text((Backorder(sku="a\0ü", name="\ud800"),))
    assert text.isascii()
    assert text.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{}",
        "[[]]",
        '[{"sku": "A"}]',
        codec.backorders_to_text((Backorder("A", "a", options=(Wait(),)),)).replace("wait", "barter"),
        codec.backorders_to_text((Backorder("A", "a", match="exact"),)).replace("exact", "vague"),
        codec.backorders_to_text((Backorder("A", "a", also=("x",)),)).replace('["x"]', '"x"'),
        codec.backorders_to_text((Backorder("A", "a", next_update=date(2026, 12, 1)),)).replace("2026-12", "soon"),
    ],
)
def test_unreadable_facts_are_named(text: str) -> None:
    """A stored reading that this version cannot read is a StateError that says what it is."""
    with pytest.raises(StateError, match="the reading of X cannot be read"):
        codec.backorders_from_text(text, "the reading of X")


@pytest.mark.parametrize("text", ["", "[]", '{"items": [["A"]], "tags": [], "fields": []}', "7"])
def test_unreadable_marks_are_named(text: str) -> None:
    """Stored marks that this version cannot read are a StateError that says whose they are."""
    with pytest.raises(StateError, match="ticket 7 cannot be read"):
        codec.marks_from_text(text, "ticket 7")


FACT: dict[str, Any] = json.loads(codec.backorders_to_text((Backorder("A", "a"),)))[0]
MARKS: dict[str, Any] = json.loads(codec.marks_to_text(Marks(tags=frozenset({"t"}))))


@pytest.mark.parametrize(
    "wrong",
    [
        {"sku": None},
        {"sku": 12},
        {"name": None},
        {"reason": None},
        {"aliases": "BW12"},
        {"aliases": [None]},
        {"aliases": {"BW12": 1}},
        {"ship_window": {}},
        {"ship_window": []},
        {"ship_window": ""},
        {"ship_window": {"first": None, "last": None}},
        {"promised_by": ""},
        {"next_update": 20261201},
        {"options": "wait"},
        {"options": ["wait"]},
        {"options": [["swap", "B", None]]},
        {"locales": ["def"]},
        {"locales": [["de", None, ""]]},
        {"lapsed": 0},
        {"lapsed": "no"},
    ],
)
def test_a_wrong_kind_of_fact_is_refused(wrong: dict[str, Any]) -> None:
    """A text is never taken apart into letters, and nothing empty passes for a name, a window or a date."""
    with pytest.raises(StateError):
        codec.backorders_from_text(json.dumps([FACT | wrong]), "it")


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
        codec.backorders_from_text("[" * 100_000, "it")


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
