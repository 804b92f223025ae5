"""What a promise was worth is judged at the moment it was made, against every version of the fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from promise_rows import WIDGET

from zendesk_bridge.core.model import Accuracy, AgentReply, FactVersion, NoticeKind, Promise, ShipWindow, Words
from zendesk_bridge.core.promises import Statement, agrees, promise

FIRST, LATER = ShipWindow(date(2026, 12, 1), date(2026, 12, 5)), ShipWindow(date(2026, 12, 12), date(2026, 12, 16))
SEEN = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOVED, GONE = SEEN + timedelta(days=8), SEEN + timedelta(days=20)
INSTANT = timedelta(milliseconds=600)
"""Runs know when they saw a fact more finely than helpdesks tell when a reply was sent."""
VERSIONS = (
    FactVersion("WID-12", "a", SEEN + INSTANT, replace(WIDGET, ship_window=FIRST, promised_by=date(2026, 11, 15))),
    FactVersion("WID-12", "b", MOVED + INSTANT, replace(WIDGET, ship_window=LATER, promised_by=date(2026, 11, 15))),
    FactVersion("WID-12", "c", GONE, None),
)


def made(window: ShipWindow | None, at: datetime, heard: tuple[Promise, ...] = ()) -> Promise:
    """Return the promise that a reply of this moment makes."""
    reply = AgentReply(7, at, 42, Words("comment 9", "not looked at"))
    return promise(reply, Statement("WID-12", window, None), VERSIONS, heard, at.date())


@pytest.mark.parametrize(
    ("told", "window", "right"),
    [
        (FIRST, FIRST, True),
        (ShipWindow(None, FIRST.last), FIRST, True),
        (ShipWindow(None, FIRST.last), ShipWindow(None, FIRST.last), True),
        (FIRST, ShipWindow(None, FIRST.last), False),
        (ShipWindow(FIRST.last, FIRST.last), FIRST, False),
        (ShipWindow(date(2026, 12, 2), FIRST.last), FIRST, False),
        (FIRST, LATER, False),
        (FIRST, None, False),
    ],
)
def test_a_window_is_told_right_as_it_may_be_told_on_a_day_of_it(
    told: ShipWindow, window: ShipWindow | None, *, right: bool
) -> None:
    """The whole range, or its last day; one day of a range is more than anybody knows."""
    assert agrees(told, window) is right


@pytest.mark.parametrize(
    ("window", "at", "accuracy", "version"),
    [
        (FIRST, SEEN - timedelta(seconds=1), Accuracy.UNPROVEN, ""),
        (FIRST, SEEN, Accuracy.CURRENT, "a"),
        (FIRST, MOVED - timedelta(seconds=1), Accuracy.CURRENT, "a"),
        (FIRST, MOVED, Accuracy.STALE, "b"),
        (ShipWindow(None, FIRST.last), MOVED, Accuracy.STALE, "b"),
        (LATER, SEEN, Accuracy.INVENTED, "a"),
        (LATER, MOVED, Accuracy.CURRENT, "b"),
        (ShipWindow(None, date(2026, 12, 30)), MOVED, Accuracy.INVENTED, "b"),
        (LATER, datetime(2026, 12, 17, tzinfo=UTC), Accuracy.STALE, "c"),
        (None, MOVED, Accuracy.UNDATED, "b"),
        (None, SEEN - timedelta(days=1), Accuracy.UNDATED, ""),
    ],
)
def test_each_window_is_judged_by_what_held_when_it_was_told(
    window: ShipWindow | None, at: datetime, accuracy: Accuracy, version: str
) -> None:
    """Current, stale or invented at that moment; without a day nothing is wrong, before the first nobody knows."""
    found = made(window, at)
    assert (found.accuracy, found.version) == (accuracy, version)


def test_a_window_that_was_over_when_it_was_told_is_stale_though_nobody_changed_it() -> None:
    """The customer was told a day of the past."""
    reply = AgentReply(7, datetime(2026, 12, 6, 9, tzinfo=UTC), 42, Words("comment 9", ""))
    found = promise(reply, Statement("WID-12", FIRST, None), VERSIONS[:1], (), date(2026, 12, 6))
    assert found.accuracy is Accuracy.STALE


def test_a_window_is_true_on_its_last_day() -> None:
    """What ships by today is not over today."""
    reply = AgentReply(7, datetime(2026, 12, 5, 9, tzinfo=UTC), 42, Words("comment 9", ""))
    found = promise(reply, Statement("WID-12", FIRST, None), VERSIONS[:1], (), date(2026, 12, 5))
    assert found.accuracy is Accuracy.CURRENT


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("window", "at", "readings", "accuracy", "version"),
    [
        pytest.param(LATER, MOVED - HOUR, [MOVED - 2 * HOUR], Accuracy.CURRENT, "b", id="told what the run then read"),
        pytest.param(LATER, MOVED - HOUR, [MOVED + HOUR, MOVED - 2 * HOUR], Accuracy.CURRENT, "b", id="heard late"),
        pytest.param(FIRST, MOVED - HOUR, [MOVED - 2 * HOUR], Accuracy.CURRENT, "a", id="told what macros said still"),
        pytest.param(LATER, MOVED - HOUR, [MOVED - HOUR + INSTANT], Accuracy.CURRENT, "b", id="in the second of it"),
        pytest.param(LATER, MOVED - 3 * HOUR, [MOVED - 2 * HOUR], Accuracy.INVENTED, "a", id="before the run before"),
        pytest.param(LATER, MOVED - HOUR, [], Accuracy.INVENTED, "a", id="nobody knows when it was read before"),
        pytest.param(LATER, MOVED - HOUR, [MOVED + HOUR], Accuracy.INVENTED, "a", id="only later runs are known"),
        pytest.param(FIRST, MOVED, [MOVED - HOUR], Accuracy.STALE, "b", id="the old one, once the new one was read"),
        pytest.param(FIRST, SEEN - HOUR, [SEEN - 2 * HOUR], Accuracy.CURRENT, "a", id="an item that came on the list"),
        pytest.param(LATER, GONE - HOUR, [GONE - 2 * HOUR], Accuracy.CURRENT, "b", id="an item that left it"),
    ],
)  # fmt: skip
def test_a_change_was_written_at_some_time_between_two_readings(
    window: ShipWindow, at: datetime, readings: list[datetime], accuracy: Accuracy, version: str
) -> None:
    """What an agent told in that time is right by either state: she may have known before the run did."""
    reply = AgentReply(7, at, 42, Words("comment 9", ""))
    found = promise(reply, Statement("WID-12", window, None), VERSIONS, (), at.date(), readings)
    assert (found.accuracy, found.version) == (accuracy, version)


def test_what_the_same_reply_said_before_it_was_edited_is_no_earlier_notice() -> None:
    """Only another reply makes a notice a renewed one."""
    first = replace(made(FIRST, SEEN), at=SEEN)
    assert made(LATER, MOVED, (first,)).kind is NoticeKind.FIRST_LONG


def test_the_kind_is_that_of_the_notice_which_the_customer_got() -> None:
    """The first one, and a renewed one once an earlier reply on this ticket named a day that is not kept."""
    first = made(FIRST, SEEN)
    assert first.kind is NoticeKind.FIRST
    assert made(None, SEEN).kind is NoticeKind.FIRST_LONG
    assert made(LATER, MOVED, (replace(first, comment="comment 3"),)).kind is NoticeKind.RENEWED
    assert made(LATER, MOVED, (replace(first, comment="comment 3", sku="KET-70"),)).kind is NoticeKind.FIRST_LONG
    assert made(LATER, SEEN, (replace(first, comment="comment 3", at=MOVED),)).kind is NoticeKind.FIRST_LONG


def test_a_promise_carries_ids_and_days_and_no_word() -> None:
    """Ticket, comment, agent and version stand in it; what was written does not."""
    found = made(FIRST, SEEN)
    assert (found.ticket_id, found.comment, found.agent_id, found.at) == (7, "comment 9", 42, SEEN)
    assert "looked" not in repr(found)
