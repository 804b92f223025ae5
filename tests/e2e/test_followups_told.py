"""Who waits for the next word is told by every run, by status, in the morning, and to calendars."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from monitors import Monitor, listening
from promised import tell, today

from zendesk_bridge.cli import replacing


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    """Return chat rooms that listen on this machine."""
    with listening() as made:
        yield made


def told(shop: Any) -> tuple[int, int]:
    """Let two customers be told of a day: one of today, one of the day before yesterday. Returns their tickets."""
    shop.ready()
    due, overdue = (shop.customer("Where is my BW12?") for _ in range(2))
    shop.ok("sync")
    tell(shop.folder, "shop", due, today())
    tell(shop.folder, "shop", overdue, today() - timedelta(2))
    return due, overdue


def test_a_run_says_who_waits(shop: Any) -> None:
    """In one line of its summary and by item in JSON, also of a dry run; it is no failure, for agents must write."""
    told(shop)
    line = (
        f"Follow-ups: 1 due today, 1 overdue (since {today() - timedelta(2)}). `zendesk-bridge followups` lists them."
    )
    assert line in shop.ok("sync").out.split("\n")
    assert line in shop.ok("sync", "--dry-run").out.split("\n")
    counts = {"due": 1, "overdue": 1, "silent": 0, "coming": 0, "oldest": str(today() - timedelta(2))}
    expected = {**counts, "items": [{"sku": "WID-12", **counts}]}
    for options in ((), ("--dry-run",)):
        assert shop.ok("sync", "--format", "json", *options).json["followups"] == expected


def test_status_says_who_waits(shop: Any) -> None:
    """Beside what else waits for a person, without asking anybody."""
    told(shop)
    shop.ok("sync")
    out = shop.ok("status").out
    assert (
        f"""\
  2 follow-ups wait to be written: `zendesk-bridge followups` lists them
    1 due today, 1 overdue (since {today() - timedelta(2)})"""
        in out
    )
    found = shop.ok("status", "--format", "json").json
    assert (found["waiting"]["followup"], found["followups"]["due"]) == (2, 1)
    assert found["last_run"]["waiting"] == 2


def test_an_item_without_a_next_day_is_not_told_twice(shop: Any) -> None:
    """Its customers are counted among the follow-ups; what is left to say is that replies promise no next day."""
    told(shop)
    shop.facts(next=today())
    ran = shop.run("sync")
    assert ran.code == 3
    assert f"WID-12: the update promised for {today()} is due, and replies promise no next day: write one" in ran.err
    assert "tickets wait for it" not in ran.err
    assert "Follow-ups: 1 due today, 1 overdue" in ran.out
    shop.swap("macros/backorders.yaml", f"next_update: {today()}\n", f"next_update: {today()}\n    every: 7d\n")
    ran = shop.ok("sync")
    assert "promise no next day" not in ran.err
    assert "Follow-ups: 1 due today, 1 overdue" in ran.out


def test_the_morning_tells_chats(shop: Any, monitor: Monitor) -> None:
    """Once a day, with the first run of the morning, in both shapes, without a customer's word.

    A room that fails holds no other, and what no room took is told by the next run.
    """
    shop.configure(notify=f"[{{url: {monitor.url}/slack, shape: slack}}, {{url: {monitor.url}/teams, shape: teams}}]")
    told(shop)
    tomorrow = today() + timedelta(1)

    def at(hour: int, minute: int) -> list[tuple[str, str]]:
        monitor.got.clear()
        with time_machine.travel(datetime.combine(tomorrow, time(hour, minute), UTC), tick=True):
            assert shop.run("sync").code == 0
        return list(monitor.got)

    assert at(7, 30) == []
    monitor.statuses = {"slack": 500, "teams": 500}
    assert {path for path, _ in at(8, 5)} == {"/slack", "/teams"}
    monitor.statuses = {"teams": 500}
    (_, slack), *_ = at(8, 10)
    assert json.loads(slack)["text"].split("\n")[:2] == [
        f"*zendesk-bridge: follow-ups: 2 overdue (the oldest since {today() - timedelta(2)})*",
        f"\u2022 WID-12: 2 overdue (the oldest since {today() - timedelta(2)})",
    ]
    assert "BW12" not in slack
    assert at(12, 0) == at(8, 7) == []
    shop.lose_state()
    assert at(13, 0) == []


def test_a_calendar_is_replaced_by_each_run(shop: Any) -> None:
    """A file that others may read, with the follow-ups as they stand after the run."""
    shop.configure(followups="{ics: followups.ics}")
    told(shop)
    shop.ok("sync", "--dry-run")
    file = shop.folder / "followups.ics"
    assert "BEGIN:VEVENT" not in file.read_text("utf-8")  # as the run before left it: a dry run writes nothing
    shop.ok("sync")
    assert "SUMMARY:Blue Widget 12 oz (WID-12): 1 update due\\, 1 overdue" in file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert not list(shop.folder.glob(".*.tmp"))


@pytest.mark.parametrize("way", ["full", "missing"])
def test_a_calendar_that_cannot_be_written_fails_no_run(shop: Any, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """It is told with its file and why, and the old one stands whole."""
    shop.configure(followups="{ics: followups.ics}" if way == "full" else "{ics: nowhere/followups.ics}")
    shop.ready()
    shop.write("followups.ics", "as it was")
    real = os.fdopen

    def full(*args: Any) -> Any:
        real(*args).close()
        raise OSError(28, "No space left on device")

    if way == "full":
        monkeypatch.setattr(replacing.os, "fdopen", full)
    ran = shop.ok("sync")
    why = "no space left on device" if way == "full" else "no such file or directory"
    assert "warning: the calendar of follow-ups could not be written: " in ran.err
    assert f"followups.ics: {why}" in ran.err
    assert (shop.folder / "followups.ics").read_text() == "as it was"


def test_a_calendar_has_its_ending(shop: Any) -> None:
    """A name that no calendar reads is refused."""
    shop.configure(followups="{ics: followups.txt}")
    refused = shop.run("check")
    assert refused.code == 2
    assert "followups.ics: 'followups.txt' is no .ics file" in refused.err
    assert "calendars read no other: name it followups.ics" in refused.err


@pytest.mark.parametrize("status", [401, 503])
def test_a_helpdesk_that_is_down_forgets_nobody(shop: Any, monitor: Monitor, status: int) -> None:
    """Who waits there is known from before: the summary and the morning's message count them."""
    shop.configure(notify=f"[{{url: {monitor.url}/slack, shape: slack}}]")
    told(shop)
    shop.fault("zendesk", "", "", "status", status=status, to=None)
    with time_machine.travel(datetime.combine(today() + timedelta(1), time(8, 5), UTC), tick=True):
        ran = shop.run("sync")
    assert ran.code != 0
    assert f"Follow-ups: 2 overdue (the oldest since {today() - timedelta(2)})." in ran.out
    assert any("follow-ups: 2 overdue" in body for _, body in monitor.got)
