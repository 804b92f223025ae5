"""The rhythm of updates, and whose next word is coming, due, overdue, or forgotten: tables and laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.followups import RHYTHM, SEASON, FollowUpState, chosen, follow_up, is_due, next_day, urgency
from zendesk_bridge.core.model import Accuracy, ChoiceKind, NoticeKind, Promise, ShipWindow

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("written", "every", "today", "last", "told"),
    [
        # Until it has come, the admin's own day is told, with or without a rhythm, and whatever the window says.
        (MONDAY, WEEK, date(2026, 11, 22), None, MONDAY),
        (MONDAY, None, date(2026, 11, 22), None, MONDAY),
        (MONDAY, WEEK, date(2026, 11, 22), date(2026, 11, 20), MONDAY),
        # On the day and after it: the next one, which stays until it comes.
        (MONDAY, WEEK, MONDAY, None, date(2026, 11, 30)),
        (MONDAY, WEEK, date(2026, 11, 29), None, date(2026, 11, 30)),
        (MONDAY, WEEK, date(2026, 11, 30), None, date(2026, 12, 7)),
        (MONDAY, WEEK, date(2027, 11, 23), None, date(2027, 11, 29)),
        # Nobody has set a rhythm.
        (MONDAY, None, MONDAY, None, None),
        # Never after the window's last day, and none that is left of it on that day.
        (MONDAY, WEEK, MONDAY, date(2026, 11, 27), date(2026, 11, 27)),
        (MONDAY, WEEK, MONDAY, date(2026, 11, 30), date(2026, 11, 30)),
        (MONDAY, WEEK, MONDAY, MONDAY, None),
        (MONDAY, WEEK, date(2026, 12, 24), date(2026, 12, 4), None),
        # Monday + 12 is a Saturday and Monday + 6 a Sunday: the Monday after, told on those two days as well.
        (MONDAY, timedelta(12), MONDAY, None, date(2026, 12, 7)),
        (MONDAY, timedelta(12), date(2026, 12, 5), None, date(2026, 12, 7)),
        (MONDAY, timedelta(12), date(2026, 12, 6), None, date(2026, 12, 7)),
        (MONDAY, timedelta(12), date(2026, 12, 7), None, date(2026, 12, 17)),
        (MONDAY, timedelta(6), MONDAY, None, date(2026, 11, 30)),
        (MONDAY, DAY, date(2026, 11, 27), None, date(2026, 11, 30)),
        (MONDAY, DAY, date(2026, 11, 28), None, date(2026, 11, 30)),
        # Where the window ends on the weekend, that is the day.
        (MONDAY, timedelta(12), MONDAY, date(2026, 12, 5), date(2026, 12, 5)),
        # Who writes on a Sunday once is there on Sundays.
        (SUNDAY, WEEK, SUNDAY, None, date(2026, 12, 6)),
        (SUNDAY, timedelta(6), SUNDAY, None, date(2026, 12, 5)),
        # A leap day, and a year that has none.
        (date(2028, 2, 22), WEEK, date(2028, 2, 22), None, date(2028, 2, 29)),
        (date(2028, 2, 29), WEEK, date(2028, 2, 29), None, date(2028, 3, 7)),
        (date(2027, 2, 22), WEEK, date(2027, 2, 22), None, date(2027, 3, 1)),
    ],
)
def test_the_next_day(
    written: date, every: timedelta | None, today: date, last: date | None, told: date | None
) -> None:
    """Each row is one sentence of the rule: what may be promised today."""
    assert next_day(written, every, today, last) == told


DAYS = st.dates(date(2026, 1, 1), date(2029, 1, 1))
RHYTHMS = st.integers(1, 120).map(timedelta)


@settings(deadline=None)
@given(written=DAYS, every=RHYTHMS, today=DAYS, last=st.none() | DAYS)
def test_a_rhythm_keeps_its_laws(written: date, every: timedelta, today: date, last: date | None) -> None:
    """Never in the past nor after the window, advancing twice is advancing once, and nobody waits much longer."""
    told = next_day(written, every, today, last)
    if told is None:
        assert last is not None
        assert last <= today
        return
    assert told > today
    assert next_day(told, every, today, last) == told
    if written <= today:
        assert last is None or told <= last
        assert told <= today + every + timedelta(days=2)
        assert told.weekday() < 5 or written.weekday() >= 5 or told == last


@settings(deadline=None)
@given(written=DAYS, every=RHYTHMS, today=DAYS, last=st.none() | DAYS)
def test_a_promised_day_stands_until_it_comes(written: date, every: timedelta, today: date, last: date | None) -> None:
    """What was promised yesterday is promised today, too, unless it is today: words change once a rhythm."""
    told = next_day(written, every, today, last)
    if told is not None and told > today + DAY:
        assert next_day(written, every, today + DAY, last) == told


ZONES = [ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland"), ZoneInfo("UTC")]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def told(next_update: date | None, at: datetime = NOON, comment: str = "comment 1") -> Promise:
    """Return what a customer was told."""
    window = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
    return Promise(7, "WID-12", comment, at, window, next_update, Accuracy.CURRENT, NoticeKind.FIRST)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        ([], False),
        ([MONDAY], True),
        ([date(2026, 11, 22)], True),
        ([date(2026, 11, 24)], False),
        ([None], False),
        # A later reply that speaks of the item settles it, whatever it promises.
        ([MONDAY, date(2026, 11, 30)], False),
        ([MONDAY, None], False),
        ([date(2026, 11, 30), MONDAY], True),
    ],
)
def test_due_is_what_was_told_last(days: list[date | None], due: bool) -> None:  # noqa: FBT001 a column of the table
    """The newest promise alone counts."""
    assert is_due([told(day) for day in days], MONDAY) is due


@pytest.mark.parametrize(
    ("next_update", "at", "state", "days"),
    [
        (date(2026, 11, 24), NOON, FollowUpState.COMING, 0),
        (MONDAY, NOON, FollowUpState.DUE, 0),
        (date(2026, 11, 22), NOON, FollowUpState.OVERDUE, 1),
        (date(2026, 2, 28), NOON, FollowUpState.OVERDUE, 268),
        (None, NOON, FollowUpState.COMING, 0),
        (None, NOON - timedelta(4), FollowUpState.COMING, 0),  # told a week ago: the rhythm has not been missed yet
        (None, NOON - timedelta(5), FollowUpState.SILENT, 8),
        # A day was named that still lies ahead, and nobody has said anything for a season.
        (date(2027, 9, 1), NOON - SEASON + timedelta(3), FollowUpState.COMING, 0),
        (date(2027, 9, 1), NOON - SEASON + timedelta(2), FollowUpState.SILENT, 121),
        # The clock was set back since.
        (None, NOON + timedelta(30), FollowUpState.COMING, 0),
        (MONDAY, NOON + timedelta(30), FollowUpState.DUE, 0),
    ],
)
def test_how_a_follow_up_stands(next_update: date | None, at: datetime, state: FollowUpState, days: int) -> None:
    """Coming, due, overdue or silent, and for how many days."""
    found = follow_up(told(next_update, at), MONDAY, UTC)
    assert (found.state, found.days, found.promised, found.told_at) == (state, days, next_update, at)


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_the_shops_own(zone: ZoneInfo) -> None:
    """Told a minute before midnight or after it by the shop's clock: silence counts whole days there, over DST, too."""
    for midnight in (
        datetime(2026, 3, 8, tzinfo=zone),
        datetime(2026, 11, 1, tzinfo=zone),
        datetime(2028, 2, 29, tzinfo=zone),
    ):
        late, early = (
            follow_up(told(None, (midnight.astimezone(UTC) + minute)), midnight.date() + RHYTHM, zone)
            for minute in (timedelta(minutes=-1), timedelta(minutes=1))
        )
        assert (late.state, late.days) == (FollowUpState.SILENT, 8)
        assert early.state is FollowUpState.COMING


def test_the_rhythm_says_how_long_silence_may_last() -> None:
    """An item with a rhythm of its own is silent by that."""
    assert follow_up(told(None), NOON.date() + timedelta(3), UTC, timedelta(2)).state is FollowUpState.SILENT
    assert follow_up(told(None), NOON.date() + timedelta(8), UTC, timedelta(14)).state is FollowUpState.COMING


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (None, ""),
        ("wait", "chose to wait on 2026-11-19"),
        ("swap", "chose to swap on 2026-11-19: carry it out, and tell them"),
        ("split", "chose to split on 2026-11-19: carry it out, and tell them"),
        ("cancel", "chose to cancel on 2026-11-19: carry it out, and tell them"),
    ],
)
def test_what_a_customer_chose_is_said_in_words(kind: ChoiceKind | None, said: str) -> None:
    """On the day that it was in the shop; whoever wants anything but to wait gives somebody work to do."""
    night = datetime(2026, 11, 20, 3, tzinfo=UTC)
    one = replace(follow_up(told(MONDAY), MONDAY, UTC), chose=kind, chose_at=kind and night)
    assert chosen(one, ZoneInfo("America/New_York")) == said


def test_of_those_that_stand_alike_who_was_told_a_day_comes_first() -> None:
    """What is to come by its days, then without one; and what must be written now before all that is to come."""
    days = (None, date(2026, 12, 9), date(2026, 12, 7))
    coming = [follow_up(told(day, NOON), MONDAY, UTC) for day in days]
    silent = follow_up(told(None, NOON - timedelta(30)), MONDAY, UTC)
    found = sorted([*coming, silent], key=urgency)
    assert [(str(one.state), one.promised) for one in found] == [
        ("silent", None),
        ("coming", date(2026, 12, 7)),
        ("coming", date(2026, 12, 9)),
        ("coming", None),
    ]
