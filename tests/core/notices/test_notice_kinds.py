"""The kinds of notices, one row for each sentence of the rule that tells them apart (16 CFR 435.2)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from zendesk_bridge.core.model import Accuracy, NoticeKind, Promise, ShipWindow
from zendesk_bridge.core.notices import kind_of

FIRST, LONG, RENEWED = NoticeKind.FIRST, NoticeKind.FIRST_LONG, NoticeKind.RENEWED
T = date(2026, 11, 15)
IN_TIME = date(2026, 11, 10)


def until(day: date | None) -> ShipWindow | None:
    """Return a ship window that ends on this day."""
    return day and ShipWindow(None, day)


def told(*lasts: date | None) -> tuple[Promise, ...]:
    """Return what a customer was told: the last days of windows, None for no day."""
    return tuple(
        Promise(
            1,
            "WID-12",
            f"comment {number}",
            datetime.combine(IN_TIME, time(number), UTC),
            until(last),
            None,
            Accuracy.CURRENT if last else Accuracy.UNDATED,
            FIRST,
        )
        for number, last in enumerate(lasts)
    )


ROWS = [
    ("first delay, R <= T + 30: short", T, date(2026, 12, 5), (), FIRST),
    ("R = T + 30 exactly is still short", T, date(2026, 12, 15), (), FIRST),
    ("R = T + 31 is long", T, date(2026, 12, 16), (), LONG),
    ("no R is long", T, None, (), LONG),
    ("R within the promised time is no delay, and asks for nothing", T, T, (), FIRST),
    ("30 days across New Year", date(2026, 12, 5), date(2027, 1, 4), (), FIRST),
    ("31 days across New Year", date(2026, 12, 5), date(2027, 1, 5), (), LONG),
    ("30 days across a leap day", date(2028, 1, 31), date(2028, 3, 1), (), FIRST),
    ("31 days across a leap day", date(2028, 1, 31), date(2028, 3, 2), (), LONG),
    ("30 days across February of another year", date(2027, 1, 31), date(2027, 3, 2), (), FIRST),
    ("31 days across February of another year", date(2027, 1, 31), date(2027, 3, 3), (), LONG),
    ("T on a leap day", date(2028, 2, 29), date(2028, 3, 30), (), FIRST),
    ("T unknown: nobody can say that a delay is short", None, date(2026, 12, 5), (), LONG),
    ("T and R unknown", None, None, (), LONG),
    ("told the same again: no further delay", T, date(2026, 12, 5), (date(2026, 12, 5),), FIRST),
    ("told the same long delay again", T, date(2026, 12, 16), (date(2026, 12, 16),), LONG),
    ("it ships sooner than told: no further delay", T, date(2026, 12, 3), (date(2026, 12, 5),), FIRST),
    ("a day later than told is a further delay", T, date(2026, 12, 6), (date(2026, 12, 5),), RENEWED),
    ("a further delay is renewed also within T + 30", T, date(2026, 12, 15), (date(2026, 12, 14),), RENEWED),
    ("a told day that is lost is a further delay", T, None, (date(2026, 12, 5),), RENEWED),
    ("a day that comes after none is the first", T, date(2026, 12, 5), (None,), FIRST),
    ("a late day that comes after none", T, date(2026, 12, 16), (None,), LONG),
    ("still no day", T, None, (None, None), LONG),
    ("a lost day stays a further delay, whatever was said since", T, None, (date(2026, 12, 5), None), RENEWED),
    ("a renewed notice told again stays one", T, date(2026, 12, 9), (date(2026, 12, 5), date(2026, 12, 9)), RENEWED),
    ("back to the first day told", T, date(2026, 12, 5), (date(2026, 12, 5), date(2026, 12, 9)), FIRST),
    ("a day within the promised time revised nothing", T, date(2026, 12, 5), (T,), FIRST),
    ("the day after the promised time did", T, date(2026, 12, 5), (date(2026, 11, 16),), RENEWED),
    ("T unknown, a further delay", None, date(2026, 12, 9), (date(2026, 12, 5),), RENEWED),
    ("T unknown, told the same", None, date(2026, 12, 5), (date(2026, 12, 5),), LONG),
]


@pytest.mark.parametrize(("promised", "last", "heard", "kind"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_kind(promised: date | None, last: date | None, heard: tuple[date | None, ...], kind: NoticeKind) -> None:
    """Promised time, window and what was heard before give the kind, the day at each boundary included."""
    assert kind_of(promised, until(last), told(*heard)) is kind


def test_an_end_of_time_is_survived() -> None:
    """A promised day at the end of all calendars, a slip of the pen, stops nothing."""
    assert kind_of(date.max, until(date(2026, 12, 5)), ()) is FIRST
    assert kind_of(date.max, None, ()) is LONG
