"""How ship windows held: which moves count, how far they went, and which window is narrower than that supports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.facts.changes import FactChange, changes, days_of
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.facts.slips import SlipRules, days_in_words, slips_in, slips_of, too_narrow
from zendesk_bridge.core.model import Backorder, FactVersion, LocalText, ShipWindow, Split, Swap, Wait

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
RULES = SlipRules(timedelta(minutes=10), NOON + timedelta(days=90), ZoneInfo("America/New_York"))
State = tuple[float, int | str | None]
"""After how many hours an item was so: its last ship day in December, "?" for unknown, None for late no more."""


def late(last: int | str, sku: str = "A", first: int | None = 1) -> Backorder:
    """Return an item that ships until this day of December."""
    if isinstance(last, str):
        return Backorder(sku, "Thing")
    begin = None if first is None else date(2026, 12, first)
    return Backorder(sku, "Thing", ship_window=ShipWindow(begin, date(2026, 12, last)))


def versions(*states: State, sku: str = "A", feed: str = "late.yaml") -> tuple[FactVersion, ...]:
    """Return the versions of an item that was in these states."""
    return tuple(
        FactVersion(sku, "", NOON + timedelta(hours=hours), None if last is None else late(last, sku), feed)
        for hours, last in states
    )


@pytest.mark.parametrize(
    ("states", "days"),
    [
        ([(0, 5)], []),
        ([(0, 5), (1, 9)], [4]),
        ([(0, 5), (1, 9), (2, 7)], [4, -2]),
        ([(0, 5), (1, "?"), (2, 9)], [4]),  # the day that was told last is what the new one is measured by
        ([(0, "?"), (1, 9)], []),
        ([(0, 5), (1, None), (2, 9)], []),  # late anew: nobody had been told the older window of this time
        ([(0, 5), (1, 9), (1.1, 12), (1.15, 16), (3, 16)], [11]),  # three edits within ten minutes are one
        ([(0, 5), (1, 9), (1.1, 5)], []),  # a slip of the pen that was put right
        ([(0, 5), (1, None), (1.1, 9)], [4]),  # as is an item that was taken out for some minutes
        ([(0, 5), (1, 9), (1 + 1 / 6, 12)], [4, 3]),  # ten minutes are long enough
        ([(0, 5), (2160 - 0.1, 9)], []),  # the last one is too new to tell
        ([(0, 5), (0, 9), (0, 12)], []),  # a clock that was set back: only the last one stood
    ],
)
def test_moves(states: Sequence[State], days: list[int]) -> None:
    """A move is one of the last ship day between two states that stood long enough, while the item was late."""
    assert [move.days for move in slips_of(versions(*states), RULES).moves] == days


def test_a_window_that_only_begins_later_is_no_slip() -> None:
    """The day that customers wait for is the last one."""
    one, other = (FactVersion("A", "", NOON + timedelta(days=day), late(9, first=1 + day), "f") for day in (0, 1))
    assert slips_of((one, other), RULES).moves == ()


@pytest.mark.parametrize(
    ("states", "kept"),
    [
        ([(0, 5), (24 * 48, None)], [(date(2026, 12, 19), 14)]),
        ([(0, 5), (9, 17), (24 * 48, None)], [(date(2026, 12, 19), 14)]),  # by what was promised at first
        ([(0, 5), (24 * 34, None)], [(date(2026, 12, 5), 0)]),
        ([(0, 5), (24 * 20, None)], [(date(2026, 11, 21), -14)]),
        ([(0, 5), (24 * 33 + 16, None)], [(date(2026, 12, 4), -1)]),  # 04:00 UTC is still the day before in New York
        ([(0, "?"), (9, None)], []),  # nothing was promised
        ([(0, 5), (24, None), (48, 9), (72, None)], [(date(2026, 11, 2), -33), (date(2026, 11, 4), -35)]),
    ],
)
def test_promised_against_true(states: Sequence[State], kept: list[tuple[date, int]]) -> None:
    """An item that is late no more was back on that day in the shop's time zone, measured by its first window."""
    found = slips_of(versions(*states), RULES).arrivals
    assert [(arrival.on, arrival.days) for arrival in found] == kept


def test_whose_feed_is_asked_no_more_was_not_back() -> None:
    """Nobody knows whether it is."""
    gone = FactVersion("A", "", NOON + timedelta(days=9), None, "")
    assert slips_of((*versions((0, 5)), gone), RULES).arrivals == ()


def test_the_moves_of_a_feed() -> None:
    """Every item that it ever had counts, whichever feed gives it now; moves seen elsewhere do not."""
    elsewhere = versions((0, 5), (9, 9), sku="B", feed="other.yaml")
    moved = (*versions((0, 5), sku="C"), *versions((9, 30), sku="C", feed="other.yaml"))
    history = History.of([*versions((0, 5), (9, 9)), *elsewhere, *moved, *versions((0, 5), sku="D")])
    found, items = slips_in(history, "late.yaml", RULES)
    assert ([move.days for move in found.moves], items) == ([4], 3)
    assert slips_in(history, "none.yaml", RULES)[1] == 0


SLIPPED = versions((0, 1), (24, 8), (48, 11), (72, 9))
"""Moved later by 7 and by 3 days, and earlier by 2."""


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (late(24, first=21), 4),
        (late(25, first=21), None),  # five days are what it moves by on average
        (late(26, first=21), None),
        (late(21, first=21), 1),
        (late(24, first=None), None),  # whose window has no beginning has no width
        (late("?"), None),
    ],
)
def test_a_window_narrower_than_its_item_moves(item: Backorder, found: int | None) -> None:
    """By the moves to a later day alone, on average."""
    narrow = too_narrow(item, "late.yaml", History.of(SLIPPED), RULES)
    assert (narrow and narrow.days) == found
    assert narrow is None or (len(narrow.slips.later), narrow.slips.mean_days, narrow.feed) == (2, 5, "")


def test_one_slip_alone_says_nothing() -> None:
    """It may have been bad luck."""
    assert too_narrow(late(1), "late.yaml", History.of(SLIPPED[:2]), RULES) is None


@pytest.mark.parametrize(("moved", "still", "warned"), [(3, 0, True), (3, 3, True), (3, 4, False), (2, 0, False)])
def test_a_window_narrower_than_its_feed_moves(*, moved: int, still: int, warned: bool) -> None:
    """For an item without moves of its own: where three items moved, and half of all."""
    slipping = [versions((0, 1), (24, 8), sku=f"M{number}") for number in range(moved)]
    holding = [versions((0, 1), sku=f"S{number}") for number in range(still)]
    history = History.of([one for some in (*slipping, *holding) for one in some])
    narrow = too_narrow(late(3, "NEW"), "late.yaml", history, RULES)
    assert (narrow is not None) is warned
    assert narrow is None or (narrow.days, narrow.feed, narrow.slips.mean_days) == (3, "late.yaml", 7)
    assert too_narrow(late(3, "NEW"), "other.yaml", history, RULES) is None


@given(st.lists(st.tuples(st.integers(0, 40), st.one_of(st.none(), st.just("?"), st.integers(1, 28))), max_size=9))
@settings(deadline=None)
def test_moves_add_up(steps: list[tuple[int, int | str | None]]) -> None:
    """While an item was late, all its moves together lead from the first settled window to the last."""
    at, states = 0.0, [(0.0, 1)]
    for minutes, last in steps:
        at += minutes / 60
        states.append((at, last))  # type: ignore[arg-type]  # "?" is unknown, and stays as it is
    found = slips_of(versions(*states), RULES)
    for move in found.moves:
        assert move.days != 0
    if all(last is not None for _, last in states) and found.moves:
        first, last = found.moves[0].before.last, found.moves[-1].after.last
        assert sum(move.days for move in found.moves) == (last - first).days


def test_what_changed_is_told_in_words() -> None:
    """Each thing that differs, by the name that it has in the file or nearly so; of a new item all that it says."""
    before = Backorder("A", "Thing", aliases=("b", "a"), options=(Wait(), Swap("B", "Green")), reason="late")
    after = Backorder(
        "A",
        "Thing",
        ("a", "b"),
        ShipWindow(None, date(2026, 12, 5)),
        options=(Swap("B", "Green"), Wait(), Split()),
        every=timedelta(days=7),
        locales=(("fr", LocalText("Chose")), ("de", LocalText("Ding", "spät"))),
        cancelled_by=("no a",),
    )
    assert list(changes(before, after)) == [
        FactChange("ship window", "unknown", "by 2026-12-05"),
        FactChange("reason", "late", ""),
        FactChange("options", "wait, swap for Green (B)", "swap for Green (B), wait, split"),
        FactChange("every", "", "7 days"),
        FactChange("languages", "", "de: Ding, spät; fr: Chose"),
        FactChange("not", "", "no a"),
    ]
    assert list(changes(after, after)) == []
    assert [change.name for change in changes(None, Backorder("A", "Thing"))] == ["name", "ship window"]


@pytest.mark.parametrize(("days", "words"), [(1, "1 day"), (9, "9 days"), (7.75, "7.8 days"), (1.04, "1 day")])
def test_averages_in_words(days: float, words: str) -> None:
    """With one digit after the point, where it is not 0."""
    assert days_in_words(days) == words


def test_windows_in_days() -> None:
    """A window of one day is that day."""
    assert days_of(ShipWindow(date(2026, 12, 5), date(2026, 12, 5))) == "2026-12-05"
    assert days_of(ShipWindow(date(2026, 12, 1), date(2026, 12, 5))) == "2026-12-01 to 2026-12-05"


@pytest.mark.parametrize(
    ("states", "ended"),
    [
        ([(0, 5)], None),
        ([(0, 5), (3, None)], (5, 3)),
        ([(0, 5), (1, 9), (3, None)], (9, 3)),
        ([(0, 5), (3, None), (4, 9)], None),
        ([(0, 5), (3, None), (4, 9), (6, None)], (9, 6)),
        ([(3, None)], None),
        ([], None),
    ],
)
def test_what_an_item_was_that_is_late_no_more(states: Sequence[State], ended: tuple[int, float] | None) -> None:
    """Its last state, from when on it was so no more; of one that is late again nothing has ended."""
    found = History.of(versions(*states)).ended("A")
    assert (found.item, found.seen_at) == (late(ended[0]), NOON + timedelta(hours=ended[1])) if ended else found is None
