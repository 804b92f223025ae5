from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import Backorder, Cancel, LocalText, ShipWindow, Split, Swap, Wait
from zendesk_bridge.state.items import from_text, to_text

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
    every=st.none() | st.integers(1, 120).map(timedelta),
    locales=st.lists(st.tuples(texts, st.builds(LocalText, texts, texts)), max_size=2).map(tuple),
    lapsed=st.booleans(),
    match=st.sampled_from(["normal", "exact"]),
    also=st.lists(texts, max_size=2).map(tuple),
    cancelled_by=st.lists(texts, max_size=2).map(tuple),
)


@given(backorders)
def test_items_survive_being_stored(item: Backorder) -> None:
    """What is read back equals what was stored, and tells the same fact version."""
    again = from_text(to_text(item), "it")
    assert again == item
    assert again.version == item.version


def test_stored_text_is_plain_ascii() -> None:
    """No character that one of the databases refuses, NUL among them, reaches a column."""
    text = to_text(Backorder(sku="a\0\u00fc", name="b"))
    assert text.isascii()
    assert text.isprintable()


FACT: dict[str, Any] = json.loads(to_text(Backorder("A", "a")))


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
        {"also": "BW12"},
        {"match": "vague"},
        {"ship_window": {}},
        {"ship_window": []},
        {"ship_window": ""},
        {"ship_window": {"first": None, "last": None}},
        {"promised_by": ""},
        {"next_update": 20261201},
        {"next_update": "soon-01"},
        {"options": "wait"},
        {"options": ["wait"]},
        {"options": [{"kind": "barter"}]},
        {"options": [{"kind": "swap", "sku": "B", "name": None}]},
        {"locales": ["def"]},
        {"locales": [["de", None]]},
        {"lapsed": 0},
        {"lapsed": "no"},
    ],
)
def test_a_wrong_kind_of_fact_is_refused(wrong: dict[str, Any]) -> None:
    """A text is never taken apart into letters, and nothing empty passes for a name, a window or a date."""
    with pytest.raises(StateError, match="the reading of X cannot be read"):
        from_text(json.dumps(FACT | wrong), "the reading of X")


@pytest.mark.parametrize("text", ["", "null", "{}", "[]", '{"sku": "A"}'])
def test_what_is_no_item_is_named(text: str) -> None:
    """A stored reading that this version cannot read is a StateError that says what it is."""
    with pytest.raises(StateError, match="the reading of X cannot be read"):
        from_text(text, "the reading of X")
