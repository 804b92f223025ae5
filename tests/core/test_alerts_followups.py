"""Once a day, in the shop's morning, people are told whom they must write to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.core.alerts import FOLLOWUPS, Alert, Followed, Known, decide, slack, teams
from zendesk_bridge.core.followups import FollowUp, FollowUpState, ItemFollowUps
from zendesk_bridge.core.model import Run, RunEnd, WaitKind, Waits

ZONE = ZoneInfo("America/New_York")
MORNING = datetime(2026, 11, 28, 8, tzinfo=ZONE)
TODAY = MORNING.date()
DUE = FollowUp(7, "WID-12", TODAY, MORNING - timedelta(8), FollowUpState.DUE, helpdesk="shop")
OVERDUE = replace(DUE, ticket_id=8, promised=date(2026, 11, 25), state=FollowUpState.OVERDUE, days=3)
SILENT = replace(DUE, ticket_id=9, sku="LAMP-3", promised=None, state=FollowUpState.SILENT, days=8)
COMING = replace(DUE, ticket_id=10, sku="KET-70", promised=date(2026, 12, 31), state=FollowUpState.COMING)
ITEMS = (
    ItemFollowUps("WID-12", "Blue Widget", (OVERDUE, DUE)),
    ItemFollowUps("LAMP-3", "Harbor Lamp", (SILENT,)),
    ItemFollowUps("KET-70", "Kettle", (COMING,)),
)


def run(at: datetime) -> Run:
    """Return a run that was good."""
    return Run(at, 2.0, RunEnd.GOOD, 0, {"waiting:held": 0})


def told(
    now: datetime,
    said: Mapping[str, datetime] | None = None,
    items: tuple[ItemFollowUps, ...] = ITEMS,
    *,
    waits: tuple[Waits, ...] = (),
    since: timedelta = timedelta(days=3),
) -> tuple[tuple[Alert, ...], Mapping[str, datetime]]:
    """Return what is told by a run of now, and what was said then; the first run was so long ago."""
    runs = [run(now), run(now - since)]
    return decide(Known(runs, now.astimezone(UTC), waits, said or {}, followed=Followed(items, now.tzinfo or UTC)))


def test_the_morning_says_whom_to_write_to() -> None:
    """How many are due, overdue and silent, by item, and where the tickets are listed; nothing of what is to come."""
    (alert,), _ = told(MORNING)
    assert alert == Alert(
        "follow-ups: 1 due today, 1 overdue (since 2026-11-25), 1 silent",
        (
            "WID-12: 1 due today, 1 overdue (since 2026-11-25)",
            "LAMP-3: 1 silent",
            "`zendesk-bridge followups` lists the tickets. No change yet is an update, too.",
        ),
    )


def test_an_item_without_a_next_day_stands_in_the_same_message() -> None:
    """What somebody must write is told with whom somebody must write to, or alone where nobody was promised a day."""
    waits = (Waits(WaitKind.DUE, "", "WID-12"), Waits(WaitKind.FOLLOWUP, "", "WID-12", 2))
    says = (
        "the promised day has come: WID-12. Tell these customers what is known, and write the next date, or a rhythm "
        "such as every: 7d."
    )
    (alert,), _ = told(MORNING, waits=waits)
    assert alert.lines[2] == says
    (alert,), _ = told(MORNING, items=(), waits=waits)
    assert alert == Alert("a promised update is due", (says,))


@pytest.mark.parametrize(("hour", "minute", "messages"), [(0, 1, 0), (7, 59, 0), (8, 0, 1), (8, 4, 1), (23, 59, 1)])
def test_it_comes_with_the_first_run_of_the_morning(hour: int, minute: int, messages: int) -> None:
    """From eight o'clock on by the shop's clock, however late the first run is."""
    assert len(told(MORNING.replace(hour=hour, minute=minute))[0]) == messages


@pytest.mark.parametrize(
    ("later", "messages"),
    [
        (timedelta(minutes=5), 0),
        (timedelta(hours=15, minutes=59), 0),
        (timedelta(hours=23, minutes=59), 0),
        (timedelta(days=1), 1),
        (timedelta(days=30), 1),
        (-timedelta(minutes=1), 0),  # the clock was set back
        (-timedelta(hours=8), 0),
        (-timedelta(days=1), 0),
        (-timedelta(days=2), 1),  # it was wrong before
        (-timedelta(days=365), 1),
    ],
)
def test_it_comes_once_a_day(later: timedelta, messages: int) -> None:
    """Not again on the same day, also when the clock is set back, and again on the next."""
    _, said = told(MORNING)
    found, _ = told(MORNING + later, said)
    assert len(found) == messages


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Pacific/Auckland", "Asia/Kathmandu"])
@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 3, 29), date(2026, 11, 1), date(2028, 2, 29)])
def test_the_day_is_the_shops_own(zone: str, day: date) -> None:
    """One message for each of the shop's days, on days of 23 and 25 hours, too, however often a run comes."""
    start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) - timedelta(days=1)
    said: Mapping[str, datetime] = {}
    days: list[date] = []
    for step in range(3 * 24 * 12):
        now = (start.astimezone(UTC) + timedelta(minutes=5 * step)).astimezone(ZoneInfo(zone))
        found, said = told(now, said)
        days += [now.date()] * len(found)
    assert days == sorted(set(days))
    assert len(days) == 3


def test_nothing_due_is_no_message_and_the_day_is_done() -> None:
    """What becomes due by a reply of this noon is told tomorrow: its agent knows."""
    found, said = told(MORNING, items=ITEMS[2:])
    assert found == ()
    assert FOLLOWUPS in said
    assert told(MORNING + timedelta(hours=4), said)[0] == ()
    assert len(told(MORNING + timedelta(days=1), said)[0]) == 1


def test_a_new_database_does_not_say_it_again() -> None:
    """One that remembers no run of before this morning is new today: it says nothing until tomorrow."""
    noon = MORNING + timedelta(hours=4)
    found, said = told(noon, since=timedelta(minutes=5))
    assert found == ()
    assert told(noon + timedelta(minutes=5), said)[0] == ()
    assert len(told(MORNING + timedelta(days=1), said)[0]) == 1
    assert len(told(noon)[0]) == 1  # it has run before, and nobody was told yet


def test_it_is_said_by_runs_that_know() -> None:
    """A run that came to no end of its own, or that cannot remember, says nothing, and the morning is still to come."""
    found, said = decide(Known([run(MORNING)], MORNING, None, {}))
    assert (found, said) == ((), {})
    followed = Followed(ITEMS, ZONE)
    assert decide(Known([run(MORNING)], MORNING, (), {}, forgetful=True, followed=followed)) == ((), {})


def test_that_people_were_told_is_not_forgotten() -> None:
    """However long no run came: a database that knows of an earlier morning is not new."""
    _, said = told(MORNING)
    _, said = told(MORNING + timedelta(days=3, hours=-1), said, since=timedelta(minutes=5))
    assert len(told(MORNING + timedelta(days=3, hours=2), said, since=timedelta(minutes=5))[0]) == 1


def test_many_items_are_counted() -> None:
    """A message is read: ten items are named."""
    many = tuple(replace(ITEMS[0], sku=f"A-{number}") for number in range(40))
    waits = tuple(Waits(WaitKind.DUE, "", f"A-{number}") for number in range(40))
    (alert,), _ = told(MORNING, items=many, waits=waits)
    assert len(alert.lines) == 13
    assert alert.lines[10] == "and 30 items more"
    assert "A-9 and 30 more" in alert.lines[11]


def test_chats_take_it() -> None:
    """In Slack's and in Teams' shape, with nothing that calls people."""
    items = (replace(ITEMS[0], sku="<!channel>"),)
    (alert,), _ = told(MORNING, items=items)
    assert "<!channel>" not in slack("zendesk-bridge", [alert])["text"]
    body = teams("zendesk-bridge", [alert])["attachments"][0]["content"]["body"]
    assert body[0]["inlines"][0]["text"].startswith("zendesk-bridge: follow-ups: 1 due today")
