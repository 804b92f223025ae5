"""What a market's rule says of a notice: one row for each sentence, with the days at each boundary."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from zendesk_bridge.core.model import Accuracy, Backorder, NoticeKind, Promise, ShipWindow
from zendesk_bridge.core.notices import CLAUSES, Market, Silence, notice, working_days_after

FIRST, LONG, RENEWED = NoticeKind.FIRST, NoticeKind.FIRST_LONG, NoticeKind.RENEWED
YES, NO = Silence.CONSENT, Silence.REJECTION
T = date(2026, 11, 15)  # a Sunday
EARLY = date(2026, 11, 10)


def late(promised: date | None, last: date | None) -> Backorder:
    """Return an item that was promised by this day and ships by that one."""
    return Backorder("WID-12", "Widget", ship_window=last and ShipWindow(None, last), promised_by=promised)


def told(on: date, last: date | None, at: time = time(12), zone: timezone = UTC) -> Promise:
    """Return what a reply on this day told: the last day of a window, None for no day."""
    window = last and ShipWindow(None, last)
    accuracy = Accuracy.CURRENT if last else Accuracy.UNDATED
    return Promise(1, "WID-12", "comment 1", datetime.combine(on, at, zone), window, None, accuracy, FIRST)


DEC5, DEC16 = date(2026, 12, 5), date(2026, 12, 16)

# sentence, T, R, heard, today -> kind, silence, clause, cancelled after, over, refund by
ROWS: list[tuple[Any, ...]] = [
    ("short: silence is consent", T, DEC5, (), EARLY, FIRST, YES, "us-short", None, False, None),
    ("the offer comes on T itself", T, DEC5, (), T, FIRST, YES, "us-short", None, False, None),
    ("R = T + 30", T, date(2026, 12, 15), (), T, FIRST, YES, "us-short", None, False, None),
    ("R = T + 31", T, DEC16, (), T, LONG, NO, "us-long", date(2026, 12, 15), False, date(2026, 12, 24)),
    ("no R", T, None, (), T, LONG, NO, "us-long", date(2026, 12, 15), False, date(2026, 12, 24)),
    (
        *("offered in time, T + 30 is today", T, None, (told(T, None),), date(2026, 12, 15)),
        *(LONG, NO, "us-long", date(2026, 12, 15), False, date(2026, 12, 24)),
    ),
    (
        *("offered in time, T + 30 is over", T, None, (told(T, None),), date(2026, 12, 16)),
        *(LONG, NO, "us-long", date(2026, 12, 15), True, date(2026, 12, 24)),
    ),
    ("T + 30 across New Year", date(2026, 12, 5), None, (), EARLY, LONG, NO, "us-long", date(2027, 1, 4), False, None),
    ("T + 30 across a leap day", date(2028, 2, 1), None, (), EARLY, LONG, NO, "us-long", date(2028, 3, 2), False, None),
    (
        "no offer by T, the day after",
        T,
        DEC5,
        (),
        date(2026, 11, 16),
        FIRST,
        NO,
        "us-none",
        T,
        True,
        date(2026, 11, 24),
    ),
    ("no offer by T, long", T, None, (), DEC5, LONG, NO, "us-none", T, True, date(2026, 11, 24)),
    (
        *("an offer the day after T is none in time", T, DEC5, (told(date(2026, 11, 16), DEC5),), DEC5),
        *(FIRST, NO, "us-none", T, True, date(2026, 11, 24)),
    ),
    (
        *("a reply in time that kept the promised day is no offer", T, DEC5, (told(EARLY, T),), date(2026, 11, 16)),
        *(FIRST, NO, "us-none", T, True, date(2026, 11, 24)),
    ),
    ("an offer in time holds after T", T, DEC5, (told(T, DEC5),), DEC5, FIRST, YES, "us-short", None, False, None),
    (
        *("in time by the day in UTC, which ends first", T, DEC5),
        *((told(T, DEC5, time(23), timezone(timedelta(hours=-5))),), DEC5),
        *(FIRST, NO, "us-none", T, True, date(2026, 11, 24)),
    ),
    (
        *("renewed before R", T, DEC16, (told(EARLY, DEC5),), date(2026, 12, 1)),
        *(RENEWED, NO, "us-renewed", DEC5, False, date(2026, 12, 15)),
    ),
    (
        *("renewed on R itself", T, DEC16, (told(EARLY, DEC5),), DEC5),
        *(RENEWED, NO, "us-renewed", DEC5, False, date(2026, 12, 15)),
    ),
    (
        *("not renewed before R", T, DEC16, (told(EARLY, DEC5),), date(2026, 12, 6)),
        *(RENEWED, NO, "us-renewed", DEC5, True, date(2026, 12, 15)),
    ),
    (
        *("renewed twice: the first day binds", T, date(2026, 12, 20), (told(EARLY, DEC5), told(EARLY, DEC16)), EARLY),
        *(RENEWED, NO, "us-renewed", DEC5, False, date(2026, 12, 15)),
    ),
    (
        *("renewed without a date", T, None, (told(EARLY, DEC5),), DEC5),
        *(RENEWED, NO, "us-renewed", DEC5, False, date(2026, 12, 15)),
    ),
    (
        *("told late, and later again", T, DEC16, (told(date(2026, 11, 16), DEC5),), date(2026, 12, 1)),
        *(RENEWED, NO, "us-none", T, True, date(2026, 11, 24)),
    ),
    ("T unknown", None, DEC5, (), EARLY, LONG, NO, "us-time", None, False, None),
    ("T and R unknown", None, None, (), EARLY, LONG, NO, "us-time", None, False, None),
    (
        *("T unknown, a further delay", None, DEC16, (told(EARLY, DEC5),), EARLY),
        *(RENEWED, NO, "us-renewed", DEC5, False, date(2026, 12, 15)),
    ),
    ("not late at all", T, T, (), EARLY, FIRST, YES, "us-short", None, False, None),
    ("a promised day beyond all calendars", date.max, None, (), T, LONG, NO, "us-long", date.max, False, None),
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_us(row: tuple[Any, ...]) -> None:
    """Kind, what silence means, by which sentence, until when, and the last day of the refund."""
    _, promised, last, heard, today, kind, silence, clause, until, over, refund = row
    found = notice(Market.US, late(promised, last), heard, today)
    assert found
    assert (found.kind, found.silence, found.clause.id) == (kind, silence, clause)
    assert (found.cancelled_after, found.over) == (until, over)
    if refund or not until:
        assert found.refund_by == refund
    assert found.consent_by == (None if over else until)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_no_day_that_is_over_is_told(row: tuple[Any, ...]) -> None:
    """Whatever the day, the one until which a yes counts is never over, and once it was is not told again."""
    item, heard = late(row[1], row[2]), row[3]
    was_over = False
    for number in range(-40, 80):
        today = T + timedelta(days=number)
        found = notice(Market.US, item, heard, today)
        assert found
        assert found.consent_by is None or found.consent_by >= today
        assert not (was_over and found.consent_by)
        was_over = found.over


def test_none_says_none_of_it() -> None:
    """Without a market there is no notice, whatever the item."""
    assert notice(Market.NONE, late(T, None), (), DEC5) is None


@pytest.mark.parametrize("market", [Market.UK, Market.EU])
def test_uk_and_eu(market: Market) -> None:
    """Their time runs from the contract to the delivery, neither of which is known: no day, and nothing of silence."""
    for last in (None, DEC5, DEC16):
        found = notice(market, late(T, last), (), DEC5)
        assert found
        assert (found.silence, found.cancelled_after, found.refund_by) == (Silence.UNRULED, None, None)
        assert found.clause.id == f"{market}-time"


def test_every_sentence_has_a_source_and_a_day() -> None:
    """No sentence stands for a rule without saying where and when it was read, and what becomes of it."""
    for name, clause in CLAUSES.items():
        assert name == clause.id
        assert name.startswith(f"{clause.market}-")
        assert all([clause.says, clause.done, clause.source])
        assert clause.captured in {date(2026, 9, 18), date(2026, 11, 28)}
    assert CLAUSES["us-short"].cited == "16 CFR Part 435 (eCFR), as read on 2026-09-18"


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 11, 13), date(2026, 11, 24)),  # Friday
        (date(2026, 11, 14), date(2026, 11, 24)),  # Saturday
        (date(2026, 11, 15), date(2026, 11, 24)),  # Sunday
        (date(2026, 11, 16), date(2026, 11, 25)),  # Monday
        (date(2026, 11, 20), date(2026, 12, 2)),  # Thanksgiving, a Thursday, between
        (date(2026, 7, 2), date(2026, 7, 14)),  # July 4 is a Saturday, kept on the Friday before
        (date(2027, 6, 30), date(2027, 7, 12)),  # July 4 is a Sunday, kept on the Monday after
        (date(2026, 12, 18), date(2026, 12, 30)),  # Christmas on a Friday
        (date(2027, 12, 23), date(2028, 1, 5)),  # December 24 and 31 are kept: both days themselves are Saturdays
        (date(2027, 12, 30), date(2028, 1, 11)),  # across New Year, which is kept in the old year
        (date(2028, 2, 25), date(2028, 3, 7)),  # across a leap day
        (date.max, date.max),
    ],
)
def test_seven_working_days(day: date, after: date) -> None:
    """Weekends and the days on which federal holidays are kept do not count."""
    assert working_days_after(day, 7) == after


def test_no_working_day_is_the_day_itself() -> None:
    """Nothing is added to a day where nothing is to be added."""
    assert working_days_after(T, 0) == T
