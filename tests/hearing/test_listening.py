"""What one reply promised, by every state that its items have been in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.app.tickets import ReplyReader
from zendesk_bridge.app.tickets.hearing import is_forgotten
from zendesk_bridge.core.model import AgentReply, Backorder, FactVersion, Product, ShipWindow, View, Words

FIRST = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD = Backorder("WID-12", "Blue Widget", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)))
NEW = Backorder("WID-12", "Blue Widget", ship_window=ShipWindow(date(2026, 12, 12), date(2026, 12, 16)))
STATES = (
    FactVersion("WID-12", "a", FIRST, OLD),
    FactVersion("WID-12", "b", FIRST + 24 * HOUR, NEW),
    FactVersion("WID-12", "", FIRST + 48 * HOUR, None),
)
ABOUT = frozenset({"WID-12"})


def told(text: str, at: datetime, *, about: frozenset[str] = ABOUT, zone: str = "UTC") -> list[tuple[str, str]]:
    """Return what a reply of this moment promised: last ship day and worth."""
    reader = ReplyReader(lambda: STATES, [Product("WID-14", "Green Widget")], "en_US", ZoneInfo(zone))
    reply = AgentReply(3, at, 8, Words("comment 1", text))
    found = reader.promises(reply, about, {})
    return [(str(one.window.last) if one.window else "", one.accuracy.value) for one in found]


@pytest.mark.parametrize(
    ("hours", "text", "expected"),
    [
        (-1, "It ships December 1 - 5.", [("2026-12-05", "unproven")]),
        (0, "It ships December 1 - 5.", [("2026-12-05", "current")]),
        (23, "It ships December 12 - 16.", [("2026-12-16", "invented")]),
        (24, "It ships December 12 - 16.", [("2026-12-16", "current")]),
        (25, "It ships December 1 - 5.", [("2026-12-05", "stale")]),
        (25, "It ships soon, I am sorry for the delay.", [("", "undated")]),
        (49, "It ships December 12 - 16.", [("2026-12-16", "stale")]),
        (49, "It is in stock again and ships on December 3.", []),
        (49, "It is in stock again and ships soon.", []),
    ],
)
def test_each_moment_has_its_own_truth(hours: int, text: str, expected: list[tuple[str, str]]) -> None:
    """A state holds from the moment at which it was seen; of an item in stock only an old day is wrong."""
    assert told(text, FIRST + hours * HOUR) == expected


@pytest.mark.parametrize(("zone", "day"), [("UTC", "2026-11-22"), ("America/New_York", "2026-11-21")])
def test_tomorrow_is_the_shops(zone: str, day: str) -> None:
    """At half past three in the morning in London it is still yesterday in New York, and so is its tomorrow."""
    at = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
    assert told("Your order ships tomorrow.", at, zone=zone) == [(day, "invented")]


def test_another_product_is_not_it() -> None:
    """A day that belongs to a product in stock is none of the late item's, and a ticket about nothing late has none."""
    assert [day for day, _ in told("The Green Widget ships December 3.", FIRST) if day] == []
    assert told("It ships December 3.", FIRST, about=frozenset()) == []


def test_without_history_nothing_is_read() -> None:
    """As long as no item was ever late, no reply costs anything: nothing is made ready."""
    reader = ReplyReader(tuple, (), "en_US", UTC)
    assert reader.promises(AgentReply(3, FIRST, 8, Words("comment 1", "WID-12 ships December 3")), ABOUT, {}) == ()
    assert "_nameable" not in vars(reader)


READER = ReplyReader(lambda: STATES, (), "en_US", UTC)


@given(
    st.text(max_size=200),
    st.sampled_from(["", "Blue Widget ships ", "by December 5, ", "99.99.9999 - 0/0 "]),
    st.sampled_from([True, False]),
)
def test_any_words_are_read(text: str, before: str, html: object) -> None:
    """Whatever stands in a reply, it is read or it is none."""
    READER.promises(AgentReply(3, FIRST, 8, Words("comment 1", before + text + before, html=bool(html))), ABOUT, {})


@pytest.mark.parametrize(
    ("hours", "text", "back"),
    [
        (49, "Good news: your Blue Widget is in stock again and ships tomorrow.", True),
        (49, "Your order ships today!", True),
        (49, "Gute Nachricht: Ihr Blue Widget ist wieder da und wird heute versendet.", True),
        (49, "Bonne nouvelle : votre Blue Widget est de nouveau en stock et part demain.", True),
        (49, "Buenas noticias: su Blue Widget vuelve a estar disponible y se envía mañana.", True),
        (49, "It ships December 12 - 16.", False),
        (49, "Could you confirm your address?", False),
        (47, "Your order ships today!", False),
    ],
)
def test_who_is_told_that_an_item_is_back(hours: int, text: str, *, back: bool) -> None:
    """A reply that speaks of it while it is late no more does, but for one that names a day of before."""
    reader = ReplyReader(lambda: STATES, [], "en_US", ZoneInfo("UTC"))
    reply = AgentReply(3, FIRST + hours * HOUR, 8, Words("comment 1", text))
    assert reader.told_back(reply, ABOUT) == (ABOUT if back else frozenset())
    assert reader.told_back(reply, ()) == frozenset()


@pytest.mark.parametrize(("seconds", "forgotten"), [(-1, True), (0, True), (1, False)])
def test_what_was_said_up_to_that_moment_is_forgotten(seconds: int, *, forgotten: bool) -> None:
    """The very second counts as before it; of a ticket on which nothing was forgotten all is heard."""
    at = FIRST + timedelta(seconds=seconds)
    assert is_forgotten(View(forgotten=FIRST), at) is forgotten
    assert not is_forgotten(View(), at)
