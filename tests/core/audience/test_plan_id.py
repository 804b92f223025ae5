"""The ID of a plan of outreach: what was reviewed or less is sent, never more, and an ordinary day refuses nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.audience import OutreachId
from zendesk_bridge.core.errors import SafetyStop

RULES = "what is said, and by which rules"
AT = datetime(2026, 11, 28, 19, 50, 42, tzinfo=UTC)
PLANNED = OutreachId.of(RULES, 14, AT)
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (2000, 2999))


def test_it_says_how_many_and_when() -> None:
    """People read the count and the minute in UTC in it; the seconds do not count."""
    assert str(PLANNED).endswith("-14-20261128T1950")
    assert len(str(PLANNED).partition("-")[0]) == 8
    assert PLANNED.minute == AT.replace(second=0)


def test_it_is_read_as_it_was_printed() -> None:
    """White space from copying does no harm; a moment in another zone is the same minute."""
    assert OutreachId.read(f" {PLANNED}\n") == PLANNED
    tokyo = timezone(timedelta(hours=9))
    assert OutreachId.of(RULES, 14, AT.astimezone(tokyo)) == PLANNED


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "all",
        "1f0c93ab",
        "1f0c93ab-14",
        "1f0c93ab-14-20261328T1950",
        "1f0c93ab-14-20261128T2460",
        "1f0c93ab-14-20261128",
        "1F0C93AB-14-20261128T1950",
        "1f0c93a-14-20261128T1950",
        "1f0c93ab-014-20261128T1950",
        "1f0c93ab--14-20261128T1950",
        "1f0c93ab-14-20261128T1950x",
        "1f0c93ab-99999999-20261128T1950",
        "1f0c93ab-\u0661\u0664-20261128T1950",
        "d41d8cd98f00b204",
    ],
)
def test_what_is_no_id_is_refused(text: str) -> None:
    """An empty, shortened or mistyped ID is no plan's, and the way out is named."""
    with pytest.raises(SafetyStop, match="nothing was sent") as refused:
        OutreachId.read(text)
    assert "outreach plan" in refused.value.fix


@pytest.mark.parametrize(
    "later",
    [
        timedelta(),
        timedelta(minutes=40),
        timedelta(hours=5),
        timedelta(hours=23, minutes=59),
        -timedelta(seconds=90),  # another machine, whose clock is behind
    ],
)
def test_a_plan_of_today_is_sent(later: timedelta) -> None:
    """By the same rules nothing refuses it for a day."""
    assert PLANNED.stands_for(RULES)
    PLANNED.check_age(AT + later)


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (timedelta(hours=24), "24 hours"),
        (timedelta(days=40), "24 hours"),
        (-timedelta(minutes=3), "yet to come"),
        (-timedelta(days=1), "yet to come"),
    ],
)
def test_a_plan_of_another_day_is_refused(later: timedelta, why: str) -> None:
    """Older than a day it may be about orders that nobody thought of; one of the future was made with a wrong clock."""
    with pytest.raises(SafetyStop, match=why):
        PLANNED.check_age(AT + later)


@pytest.mark.parametrize(
    "altered",
    [
        replace(PLANNED, count=15),
        replace(PLANNED, count=13),
        replace(PLANNED, minute=PLANNED.minute + timedelta(minutes=1)),
        replace(PLANNED, minute=PLANNED.minute - timedelta(hours=1)),
        replace(PLANNED, hex="00000000"),
        OutreachId.of("other rules", 14, AT),
    ],
)
def test_what_was_altered_is_refused(altered: OutreachId) -> None:
    """Neither the count, nor the minute, nor what is said can be another than the reviewed plan's."""
    read = OutreachId.read(str(altered))
    assert not read.stands_for(RULES)
    assert "nothing was sent" in str(read.outdated())


@pytest.mark.parametrize("count", [0, 1, 13, 14])
def test_less_than_planned_is_sent(count: int) -> None:
    """Orders ship meanwhile: that is an ordinary day."""
    PLANNED.check_count(count)


def test_more_than_planned_is_refused() -> None:
    """Nobody has reviewed the fifteenth message."""
    with pytest.raises(SafetyStop, match=r"15 messages.* has 14"):
        PLANNED.check_count(15)


@given(st.text(max_size=40), st.integers(0, 9_999_999), st.datetimes(FIRST, LAST))
def test_every_id_is_read_again(rules: str, count: int, at: datetime) -> None:
    """Whatever it was made of, it is printed, read and found right."""
    made = OutreachId.of(rules, count, at.replace(tzinfo=UTC))
    assert OutreachId.read(str(made)) == made
    made.check_age(at.replace(tzinfo=UTC))
    assert made.stands_for(rules)
