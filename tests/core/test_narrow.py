from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core import narrow
from zendesk_bridge.core.model import FieldKey, ManagedMacro, Marker
from zendesk_bridge.core.ports import Capabilities

WIDE = Capabilities(
    actions=frozenset({"add_tags", "remove_tags", "status"}),
    title_length=255,
    body_length=60_000,
    tag_length=255,
    tags_per_ticket=None,
    short_field=255,
    long_field=65_000,
)
TIGHT = replace(
    WIDE, actions=frozenset(), title_length=40, body_length=10, tag_length=20, tags_per_ticket=4, short_field=20
)
MACRO = ManagedMacro("k", "Backorder::Delay update", "<p>x</p>", Marker("ab12", "12345678"), ("sent",), "pending")


def test_what_fits_is_left_alone() -> None:
    """A helpdesk that can hold everything gets the macro as it is, without a word."""
    assert narrow.macro(MACRO, WIDE) == (MACRO, ())


def test_what_does_not_fit_is_left_out_and_said() -> None:
    """Actions go, a long title is cut, a long reply stays whole; each is told without the macro's key."""
    asked = replace(MACRO, body="x" * 11, remove_tags=("moved",))
    fitted, reasons = narrow.macro(asked, replace(TIGHT, title_length=20))
    assert fitted == replace(MACRO, body="x" * 11, add_tags=(), status=None, title="Backorder::Delay …")
    assert len(fitted.title) <= 20
    assert reasons == (
        "replies here cannot add tags; left out: sent",
        "replies here cannot remove tags; left out: moved",
        "replies here cannot set a status; left out: pending",
        "the title was cut to 20 characters: Backorder::Delay …",
        "the reply has 11 of at most 10 characters",
    )


def test_a_title_may_use_all_the_room_there_is() -> None:
    """The helpdesk has kept its marker's room already; a title of just that length is not cut."""
    macro = replace(MACRO, title="x" * 255)
    assert narrow.macro(macro, WIDE) == (macro, ())


def test_tags_too_long_for_the_helpdesk_are_shortened_and_said() -> None:
    """A macro's own tags are held to the same length as a ticket's."""
    for name in ("add_tags", "remove_tags"):
        fitted, reasons = narrow.macro(replace(MACRO, **{name: ("a" * 21,)}), replace(WIDE, tag_length=20))
        assert len(getattr(fitted, name)[0]) == 20
        assert len(reasons) == 1


@pytest.mark.parametrize(
    ("sku", "tag"),
    [
        ("WID-12", "backorder_wid_12"),
        ("wid 12", "backorder_wid_12"),
        ("\uff37\uff29\uff24-12", "backorder_wid_12"),
        ("--A//B--", "backorder_a_b"),
        ("Größe-M", "backorder_grosse_m"),
        ("ÉTÉ 7", "backorder_ete_7"),
        ("椅子", "backorder_345f67"),
        ("X-椅", "backorder_x_a1c907"),
        ("---", "backorder_c518fb"),
    ],
)
def test_a_sku_becomes_a_tag(sku: str, tag: str) -> None:
    """Tags hold a-z, 0-9 and underscores; what cannot be written so is told apart by a digest."""
    assert narrow.sku_tag(sku, WIDE) == tag


@given(sku=st.text(min_size=1, max_size=80), length=st.integers(20, 60))
def test_a_tag_always_fits_and_never_changes(sku: str, length: int) -> None:
    """Whatever the SKU, its tag is short enough, plain, and the same every time."""
    capabilities = replace(WIDE, tag_length=length)
    tag = narrow.sku_tag(sku, capabilities)
    assert len(tag) <= length
    assert tag.startswith("backorder_")
    assert set(tag) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")
    assert tag == narrow.sku_tag(sku, capabilities)


def test_cut_tags_stay_apart() -> None:
    """Two long SKUs that begin alike keep two tags."""
    one, other = (narrow.sku_tag(f"STONEWARE-MUG-SET-{n}", TIGHT) for n in (4, 6))
    assert one != other
    assert one.startswith("backorder_st")
    assert max(len(one), len(other)) <= 20


@pytest.mark.parametrize(
    ("current", "wanted", "limit", "kept", "dropped"),
    [
        ({"vip"}, {"backorder", "backorder_a"}, None, {"backorder", "backorder_a"}, ()),
        ({"vip"}, {"backorder", "backorder_a"}, 3, {"backorder", "backorder_a"}, ()),
        ({"vip"}, {"backorder_b", "backorder", "backorder_a"}, 3, {"backorder", "backorder_a"}, ("backorder_b",)),
        ({"a", "b", "c"}, {"backorder"}, 3, set(), ("backorder",)),
        ({"a", "b", "backorder"}, {"backorder"}, 3, {"backorder"}, ()),
        ({"a", "b", "c", "d"}, {"backorder"}, 3, set(), ("backorder",)),
    ],
)
def test_tags_leave_the_ticket_its_own(
    current: set[str], wanted: set[str], limit: int | None, kept: set[str], dropped: tuple[str, ...]
) -> None:
    """Our tags take the room that is left, the general one first, and what found none is told."""
    assert narrow.tags(current, wanted, replace(WIDE, tags_per_ticket=limit)) == (kept, dropped)


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        (FieldKey.ITEMS, "Blue Widget 12 oz", "Blue Widget 12 oz"),
        (FieldKey.ITEMS, "Blue Widget 12 oz, Lamp", "Blue Widget 12 oz …"),
        (FieldKey.ITEMS, "Blue Widget 12345678, Lamp", "Blue Widget …"),
        (FieldKey.ITEMS, "x" * 21, "x" * 18 + " …"),
        (FieldKey.MESSAGE, "Blue Widget 12 oz, Lamp", "Blue Widget 12 oz, Lamp"),
    ],
)
def test_a_field_text_is_cut_at_a_word(key: FieldKey, text: str, expected: str) -> None:
    """What is too long for a ticket field ends at a word, with an ellipsis."""
    assert narrow.field_text(key, text, TIGHT) == expected


@given(text=st.text(max_size=120), limit=st.integers(5, 60))
def test_a_field_text_always_fits(text: str, limit: int) -> None:
    """No text is ever longer than its field, and what fits is not touched."""
    cut = narrow.field_text(FieldKey.ITEMS, text, replace(WIDE, short_field=limit))
    assert len(cut) <= limit
    assert (cut == text) == (len(text) <= limit)
