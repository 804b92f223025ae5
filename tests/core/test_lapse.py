"""Days that are over are found in every pattern that we write, and what tells one goes out of the agents' sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core import lapse
from zendesk_bridge.core import plan as planning
from zendesk_bridge.core.macros import window
from zendesk_bridge.core.macros.dates import days_in
from zendesk_bridge.core.model import (
    Applied,
    AppliedState,
    Backorder,
    DriftMode,
    MacroContent,
    ManagedMacro,
    Marker,
    RemoteMacro,
    ShipWindow,
)
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.plan import (
    Blocked,
    Create,
    Drift,
    Existing,
    Hide,
    Keep,
    MacroChange,
    PlanPolicy,
    Retire,
    Update,
)

OWNER, KEY = "main", "item/WID-12"
TODAY = date(2026, 12, 8)
TOLD_ON = date(2026, 11, 20)
LOCALES = ("en_US", "en_GB", "de", "de_AT", "fr", "es", "es_UY")


@given(
    st.sampled_from(LOCALES),
    st.dates(date(2025, 1, 1), date(2030, 1, 1)),
    st.integers(0, 170),
    st.integers(0, 40),
    st.sampled_from(["{}", "Ships from our warehouse: {}.", "({})", "<{}>\nand more 12 4"]),
)
def test_every_day_that_we_write_is_found(locale: str, today: date, ahead: int, length: int, around: str) -> None:
    """In each language the last day of a window is read back, with its year or without, however it is surrounded."""
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)
    for told in (ShipWindow(first, last), ShipWindow(None, last)):
        text = window.words(told, locale, today)
        assert last in days_in(around.format(text), today), text
        assert last in days_in(around.format(text.replace("\N{EN DASH}", "-").replace(" ", "\u00a0")), today), text


@pytest.mark.parametrize(
    "text",
    [
        "Order 12 of 2026, model May, size 5",
        "December is a month, and 1,234 a number",
        "February 30, 2026",
        "12/24 and 24/7",
        "ABC-2026-12-055",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    """Only a whole day in one of our patterns counts."""
    assert not days_in(text, TODAY)


def content(body: str, *, active: bool = True) -> MacroContent:
    """Return a macro's content with this reply."""
    return MacroContent("Backorder::Widget", body, active=active)


@pytest.mark.parametrize(
    ("body", "told_on", "over"),
    [
        ("It ships December 1 - 5.", TOLD_ON, date(2026, 12, 5)),
        ("It ships December 1 - 8.", TOLD_ON, None),  # not over before the end of that day
        ("It ships December 20. You hear by December 4.", TOLD_ON, date(2026, 12, 4)),
        ("Since December 5, 1990 we make widgets.", TOLD_ON, None),  # nothing that we told
        ("We are open again from November 2.", TOLD_ON, None),  # before it was written
        ("It ships November 2.", None, date(2026, 11, 2)),  # nobody knows when that was written
        ("Closed until December 6.", TOLD_ON, None),  # as the admin's own words want it
        ("The date is being confirmed.", None, None),
    ],
)
def test_a_day_that_is_over_is_looked_for_positively(body: str, told_on: date | None, over: date | None) -> None:
    """It lies behind us, was not over when we wrote it, and is not what the admin wants to stand there."""
    record = Applied(KEY, 1, "s", "r", as_of=told_on)
    assert lapse.told_over(content(body), content("Closed until December 6."), record, TODAY) == over


MACRO = ManagedMacro(KEY, "Backorder::Widget", "x", Marker.of(OWNER, KEY), source="s", facts="f", sku="WID-12")
OVER, HONEST = content("It ships December 1 - 5. Call us."), content("The date is being confirmed.")
EDITED = RemoteMacro(1, OVER, "d", MACRO.marker)
RECORD = Applied(KEY, 1, "old", "as we left it", "s", "f", as_of=TOLD_ON)


def planned(there: RemoteMacro, record: Applied | None, want: ManagedMacro = MACRO, **policy: object) -> MacroChange:
    """Return what is to be done about one macro."""
    existing = Existing([there], {KEY: record} if record else {}, lambda _macro: HONEST)
    changes = planning.changes([want], existing, PlanPolicy(OWNER, **policy))
    (change,) = lapse.hidden(changes, existing, OWNER, TODAY)
    return change


@pytest.mark.parametrize("drift", [DriftMode.FAIL, DriftMode.KEEP])
@pytest.mark.parametrize("record", [RECORD, None], ids=["known", "state lost"])
def test_an_edited_macro_that_tells_a_day_which_is_over_is_hidden(drift: DriftMode, record: Applied | None) -> None:
    """Whatever is done with edits: no customer reads a date of the past. One that tells none is left as it is."""
    there = replace(EDITED, marker=MACRO.marker.signed(HONEST))
    change = planned(there, record, drift=drift)
    assert isinstance(change, Hide)
    assert "2026-12-05" in change.reason
    honest = replace(there, content=content("We call you."))
    assert isinstance(planned(honest, record, drift=drift), Drift)
    gone = replace(there, content=replace(OVER, active=False))
    assert isinstance(planned(gone, record, drift=drift), Drift)


def test_what_is_not_ours_is_never_hidden() -> None:
    """A macro that lost our marker, or never had it, is a person's, whatever it tells."""
    for drift in DriftMode:
        change = planned(replace(EDITED, marker=None), RECORD, drift=drift)
        assert isinstance(change, Drift | Blocked)


def test_a_macro_that_the_helpdesk_kept_otherwise_is_hidden() -> None:
    """A write that was dropped in silence leaves the old day standing, also one that was over on that day."""
    kept = replace(RECORD, sent=MACRO.digest, returned=OVER.digest, as_of=date(2026, 12, 7))
    change = planned(EDITED, kept)
    assert isinstance(change, Hide)
    assert "keeps it otherwise than asked" in change.reason
    again = Applied.retired(KEY, replace(EDITED, content=replace(OVER, active=False)))
    there = replace(EDITED, content=replace(OVER, active=False))
    assert isinstance(planned(there, again), Update)  # and with that it is sent once more


def test_a_hidden_macro_comes_back_with_the_next_good_text() -> None:
    """New facts or another text put a new one in its place; the same ones do not, nor does a day."""
    hidden = RemoteMacro(1, replace(OVER, active=False), "h", MACRO.marker)
    record = replace(MACRO.applied(hidden), state=AppliedState.HIDDEN)
    for drift in (DriftMode.FAIL, DriftMode.KEEP):
        still = planned(hidden, record, drift=drift)
        assert isinstance(still, Drift)
        assert "out of the agents' sight" in still.reason
        for want in (replace(MACRO, facts="g"), replace(MACRO, source="t")):
            back = planned(hidden, record, want, drift=drift)
            assert isinstance(back, Create)  # what the person wrote is not written over
    assert isinstance(planned(hidden, record, overwrite=frozenset({KEY})), Update)


def test_a_lapse_takes_days_away_and_nothing_else() -> None:
    """Of a plan only that goes ahead which makes customers read no day that is over or too old."""
    over = Update(KEY, MACRO, HONEST, EDITED)
    calendar = replace(over, remote=replace(EDITED, content=content("By December 9.")), calendar=True)
    words = replace(over, remote=replace(EDITED, content=content("By December 9.")))
    retired = Retire(KEY, EDITED)
    wanted = Retire("item/NEW", replace(EDITED, content=HONEST))
    keep = Keep(KEY, EDITED, RECORD)
    changes = (over, calendar, words, retired, wanted, keep)
    found = list(lapse.lapses(changes, {KEY: RECORD}, frozenset(), TODAY))
    assert found[:2] == [over, calendar]
    assert [type(change) for change in found] == [Update, Update, Hide]
    assert list(lapse.lapses([words], {KEY: RECORD}, frozenset({"WID-12"}), TODAY)) == [words]


def test_suspects_are_known_by_what_is_remembered() -> None:
    """Most runs ask no helpdesk: nothing moved since the day on which each macro was made as it is."""
    item = Backorder("WID-12", "Widget", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)))
    record = replace(RECORD, facts=item.version)

    def suspected(
        today: date,
        known: Applied = record,
        items: dict[str, Backorder] | None = None,
        market: Market = Market.NONE,
    ) -> bool:
        return bool(lapse.suspects([known], {KEY: item} if items is None else items, market, today))

    assert not suspected(date(2026, 12, 1))
    assert suspected(date(2026, 12, 2))
    assert suspected(TOLD_ON, items={})
    assert suspected(TOLD_ON, replace(record, facts="other"))
    assert suspected(TOLD_ON, replace(record, as_of=None))
    assert not suspected(TODAY, replace(record, state=AppliedState.HIDDEN))
    assert not suspected(TODAY, replace(record, key="delay-update"))


def test_a_day_that_a_market_sets_is_suspected_once_it_is_over() -> None:
    """Where an answer is asked for by a day, the day after it the macro may tell one that is over."""
    item = Backorder("WID-12", "Widget", promised_by=date(2026, 11, 25), reason="the kiln broke")
    record = replace(RECORD, facts=item.version, as_of=date(2026, 11, 25))

    def suspected(today: date, market: Market) -> bool:
        return bool(lapse.suspects([record], {KEY: item}, market, today))

    assert not suspected(date(2026, 11, 25), Market.US)
    assert suspected(date(2026, 11, 26), Market.US)
    assert not any(suspected(date(2026, 11, 26), market) for market in (Market.NONE, Market.UK, Market.EU))
