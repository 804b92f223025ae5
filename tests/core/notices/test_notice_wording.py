"""What replies say of a customer who does not answer, under each market, in each language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest

from zendesk_bridge.core.macros.dates import days_in
from zendesk_bridge.core.macros.wording import LANGUAGES, Speech, field_texts, silence
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Cancel,
    FieldKey,
    Heard,
    NoticeKind,
    Option,
    Promise,
    ShipWindow,
    Split,
    Swap,
    Wait,
)
from zendesk_bridge.core.notices import Market

TODAY = date(2026, 11, 28)
ALL: tuple[Option, ...] = (Wait(), Swap("WID-14", "Green Widget"), Split(), Cancel())
WIDGET = Backorder(
    "WID-12",
    "Blue Widget",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    promised_by=date(2026, 11, 30),
    reason="the supplier is late",
    options=ALL,
    next_update=date(2026, 11, 29),
)
KETTLE = Backorder(
    "KET-70",
    "Kettle",
    ship_window=ShipWindow(date(2026, 12, 7), date(2026, 12, 11)),
    promised_by=date(2026, 12, 1),
    options=(Wait(), Cancel()),
)
CHAIR = Backorder(
    "CHAIR", "Oak Chair", promised_by=date(2026, 11, 29), reason="the frames failed", options=(Wait(), Cancel())
)
OVER = date(2026, 12, 1)
"""The promised time of the widget and of the chair is over by then, and nobody was told in time."""


def heard(sku: str, last: date | None, on: date = date(2026, 11, 20)) -> Heard:
    """Return that the customer was told this last day of a window on a day."""
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    window = last and ShipWindow(None, last)
    return {sku: (Promise(1, sku, "comment 1", at, window, None, Accuracy.CURRENT, NoticeKind.FIRST),)}


def choices(
    *items: Backorder, locale: str = "en_US", today: date = TODAY, told: Heard | None = None, market: Market = Market.US
) -> str:
    """Return what is said of the choices about these items."""
    return field_texts(items, Speech(locale, today, "en_US", heard=told or {}, market=market))[FieldKey.CHOICES]


LAST_WEEK = heard("WID-12", date(2026, 12, 2))
TOLD_LONG = heard("CHAIR", None)

NOTHING = "you do not need to do anything"
CASES = {
    "short": ((WIDGET,), TODAY, None),
    "long": ((CHAIR,), TODAY, None),
    "renewed": ((WIDGET,), TODAY, LAST_WEEK),
    "told nothing in time": ((WIDGET,), OVER, None),
    "two of different kinds": ((WIDGET, CHAIR), TODAY, None),
    "two alike": ((WIDGET, KETTLE), TODAY, None),
    "two without a date": ((CHAIR, Backorder("BED", "Bed", promised_by=CHAIR.promised_by, options=ALL)), TODAY, None),
}


@pytest.mark.parametrize("locale", sorted(LANGUAGES))
@pytest.mark.parametrize("case", CASES)
def test_read_aloud(case: str, locale: str, snapshot: object) -> None:
    """Each kind of notice is said in each language as it was read aloud once."""
    items, today, told = CASES[case]
    assert choices(*items, locale=locale, today=today, told=told) == snapshot


def test_a_short_first_delay_takes_silence_for_a_yes_and_says_so() -> None:
    """Silence counts only if the notice says so, beside the right to cancel and be refunded."""
    said = choices(WIDGET)
    assert NOTHING in said
    assert "we take it that you agree to the new timing" in said
    assert "cancel this item for a full refund" in said
    assert "we will cancel" not in said


@pytest.mark.parametrize(
    ("items", "today", "told", "day"),
    [
        ((CHAIR,), TODAY, None, "December 29"),
        ((CHAIR,), date(2026, 12, 29), TOLD_LONG, "December 29"),
        ((WIDGET,), TODAY, LAST_WEEK, "December 2"),
        ((WIDGET,), date(2026, 12, 2), LAST_WEEK, "December 2"),
    ],
    ids=["long", "long, on its last day", "renewed", "renewed, on its last day"],
)
def test_a_yes_is_asked_for_by_a_day(items: tuple[Backorder, ...], today: date, told: Heard | None, day: str) -> None:
    """Where silence is no consent, the day is told until which a yes counts, and what comes without one."""
    said = choices(*items, today=today, told=told)
    assert (
        f"please reply to this message by {day}. Without your yes, and unless we ship by then, we will cancel" in said
    )
    assert NOTHING not in said


@pytest.mark.parametrize(
    ("item", "today", "told"),
    [
        (WIDGET, OVER, None),
        (WIDGET, date(2026, 12, 3), LAST_WEEK),
        (CHAIR, date(2026, 12, 30), TOLD_LONG),
        (Backorder("X", "X", ship_window=WIDGET.ship_window, options=ALL), TODAY, None),
    ],
    ids=["nothing offered in time", "renewed too late", "long, its day over", "no promised day known"],
)
def test_without_a_day_honest_words_remain(item: Backorder, today: date, told: Heard | None) -> None:
    """Where its day is over, or nobody knows it, a yes is asked for, no day is told, and no silence taken for a yes."""
    said = choices(item, today=today, told=told)
    assert said.startswith("We need your answer. If you would still like to wait, please reply")
    assert "Without your yes, we will cancel this item and refund you in full." in said
    assert NOTHING not in said
    assert not days_in(said, today)


def test_consent_to_no_date_keeps_the_right_to_cancel() -> None:
    """Who agrees to wait without a date is told that they may still cancel; who has a date has been told so."""
    keeps = "you can still cancel for a full refund at any time before we ship"
    assert keeps in choices(CHAIR)
    assert keeps in choices(CHAIR, today=OVER)
    assert keeps in choices(WIDGET, CHAIR)
    assert keeps not in choices(WIDGET)
    assert keeps not in choices(WIDGET, told=LAST_WEEK)


def test_a_window_that_ended_says_no_day_of_it() -> None:
    """An item whose window is over has no date: what was told is a further delay."""
    today = date(2026, 12, 6)
    said = choices(WIDGET, today=today, told=heard("WID-12", date(2026, 12, 5)))
    assert said.startswith("We need your answer.")
    assert not days_in(said, today)


def test_several_items_each_have_their_own_silence() -> None:
    """Where the rule does not say the same of all items, each line says it of its own."""
    first, *lines = choices(WIDGET, CHAIR, KETTLE).split("\n")
    assert first.startswith("We need your answer.")
    assert NOTHING not in first
    assert len(lines) == 4
    assert "Blue Widget: wait, swap for the Green Widget, or cancel for a full refund (if we do not hear" in lines[0]
    assert "Kettle: wait or cancel for a full refund (if we do not hear" in lines[1]
    assert "Oak Chair: wait or cancel for a full refund (without your yes by December 29" in lines[2]
    assert "the rest of your order" in lines[3]


def _everything() -> list[Backorder]:
    """Return items of every kind: each set of options, windows near, far, begun and none, promised days."""
    options = [some for size in range(5) for some in combinations(ALL, size)]
    windows = [None, ShipWindow(None, date(2026, 12, 5)), WIDGET.ship_window, ShipWindow(TODAY, date(2027, 1, 8))]
    days = [None, date(2026, 11, 15), TODAY, date(2026, 12, 20)]
    return [
        Backorder(f"S-{number}", f"Thing {number}", ship_window=window, promised_by=day, options=some)
        for number, (some, window, day) in enumerate((a, b, c) for a in options for b in windows for c in days)
    ]


@pytest.mark.parametrize("locale", sorted({*LANGUAGES, "en_US", "pt_BR"}))
def test_no_market_says_none_of_it(locale: str) -> None:
    """Without a market, and under those whose rule says nothing of silence, no word hangs on promises or on replies."""
    items = _everything()
    for some in [[item] for item in items] + [items[number : number + 3] for number in range(len(items))]:
        bare = [Backorder(it.sku, it.name, ship_window=it.ship_window, options=it.options) for it in some]
        told = {item.sku: heard(item.sku, date(2026, 12, 1))[item.sku] for item in some}
        plain = field_texts(bare, Speech(locale, TODAY, "en_US"))
        for market in (Market.NONE, Market.UK, Market.EU):
            assert field_texts(some, Speech(locale, TODAY, "en_US", market=market)) == plain
            assert field_texts(some, Speech(locale, TODAY, "en_US", heard=told, market=market)) == plain
            assert silence(some[0], Speech(locale, TODAY, "en_US", market=market)) == ""


@pytest.mark.parametrize("locale", sorted(LANGUAGES))
def test_whatever_the_day_no_day_of_the_past_is_told(locale: str) -> None:
    """On no day, for no item and whatever was heard, is a day told that is over."""
    items = _everything()[::7]
    for number in range(0, 60, 3):
        today = TODAY + timedelta(days=number)
        for item in items:
            for last in (date(2026, 11, 30), date(2026, 12, 4)):
                told = heard(item.sku, last, on=date(2026, 11, 14))
                said = choices(item, locale=locale, today=today, told=told)
                assert min(days_in(said, today), default=today) >= today
