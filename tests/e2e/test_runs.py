"""Every run of the job is remembered, however it ends, and says the same to programs."""

from __future__ import annotations

import signal
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from zendesk_bridge.core.errors import Unavailable
from zendesk_bridge.core.model import Run
from zendesk_bridge.state import open_state
from zendesk_bridge.state.database import connect
from zendesk_bridge.state.lease import hold
from zendesk_bridge.state.store import DatabaseState


def runs(shop) -> list[Run]:
    """Return what is remembered of runs, newest first."""
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    found = list(state.runs(100))
    state.close()
    return found


def timed(told: dict[str, Any]) -> None:
    """Make sure that a run's JSON says when it was."""
    started, ended = (datetime.fromisoformat(told[key]) for key in ("started", "ended"))
    assert started.tzinfo is not None
    assert started <= ended <= datetime.now(UTC)
    assert told["seconds"] >= 0


def test_a_good_run_is_remembered_with_what_it_wrote(shop) -> None:
    """Macros, tickets and calls by helpdesk, and that nothing waits; the second run writes nothing and says so."""
    shop.ok("setup", "--yes")
    shop.customer("Where is my blue widget?")
    told = shop.ok("sync", "--format", "json").json
    timed(told)
    assert told["exit_code"] == 0
    assert told["ok"] is True
    here = told["helpdesks"]["shop"]
    calls = told["calls"]["shop"]
    assert here == {"ok": True, "macros": 3, "tickets": 1, "messages": 0, "calls": calls, "error": None}
    assert shop.ok("sync", "--format", "json").json["helpdesks"]["shop"]["macros"] == 0
    second, first = runs(shop)
    assert (first.end, first.exit_code, first.waiting) == ("good", 0, 0)
    assert first.counted("macros")["shop"] == 3
    assert first.counted("tickets") == {"shop": 1, "shop-eu": 1}
    assert first.counted("calls") == told["calls"]
    assert sum(second.counted("macros").values()) == 0
    assert second.started >= first.ended or second.started >= first.started


def test_what_waits_is_counted(shop) -> None:
    """A macro that somebody edited is left alone, and the run's record says that one thing waits."""
    shop.ready()
    macro = shop.macros()["Backorder::Delay update"]
    shop.call("zendesk", "PUT", f"/api/v2/macros/{macro['id']}.json", json={"macro": {"title": "Backorder::Mine"}})
    told = shop.run("sync", "--format", "json")
    assert told.code == 3
    assert told.json["helpdesks"]["shop"]["ok"] is False
    assert told.json["helpdesks"]["shop-eu"]["ok"] is True
    (run,) = runs(shop)
    assert (run.end, run.waiting) == ("partly", 1)
    assert run.counts["waiting:held"] == 1


def test_everything_that_waits_is_counted_by_its_kind(shop) -> None:
    """What the gate holds, what lacks, what is refused, what is over: each is there for status and for the rooms."""

    def waiting() -> dict[str, int]:
        shop.run("sync")
        run = runs(shop)[0]
        assert run.waiting == sum(run.counted("waiting").values())
        return {kind: count for kind, count in run.counted("waiting").items() if count}

    assert waiting() == {"setup": 2, "held": 2}
    shop.ok("setup", "--yes")
    shop.configure(limits="{creates: {max: 1}}")
    shop.facts(**{"from": date(2020, 1, 1), "to": date(2020, 1, 5)})
    assert waiting().get("over") == 1
    shop.facts()
    for number in range(3):
        shop.write(f"macros/more-{number}.yaml", f"key: more-{number}\ntitle: More {number}\nreply: Hello\n")
    assert waiting() == {"refused": 2}
    shop.configure()
    shop.ok("sync")
    shop.fault("freshdesk", "GET", "/api/v2", "status", status=401, to=None)
    assert waiting() == {"account": 1}
    assert "down:shop-eu" not in runs(shop)[0].counts


def test_a_run_that_fails_is_remembered(shop) -> None:
    """A run that has nothing to say has a record all the same, and its JSON the keys of any run."""
    shop.ready()
    shop.write("macros/backorders.yaml", "backorders: [")
    shop.lose_state()
    ran = shop.run("sync", "--format", "json")
    assert ran.code == 2
    timed(ran.json)
    assert (ran.json["ok"], ran.json["exit_code"], ran.json["helpdesks"]) == (False, 2, {})
    (run,) = runs(shop)
    assert (run.end, run.exit_code, run.counts) == ("failed", 2, {})


OF_A_RUN = {"ok", "exit_code", "started", "ended", "seconds", "helpdesks"}
"""What the JSON of every run has."""

MORE = {"plan", "macros", "lapsed", "results", "tickets", "held", "warnings", "reminders", "waiting"}
MORE |= {"refused", "down", "calls", "followups", "moved", "cancelled", "carried", "outreach"}
"""What is told besides of one that came to its end."""


def test_the_shape_for_programs_is_always_the_same(shop) -> None:
    """Whoever reads it finds the same keys, however the run went; more than these only by a decision."""
    shop.ok("setup", "--yes")
    good = shop.ok("sync", "--format", "json").json
    assert good.keys() - {"refusals"} <= OF_A_RUN | MORE
    assert good.keys() >= OF_A_RUN
    for here in good["helpdesks"].values():
        assert here.keys() == {"ok", "macros", "tickets", "messages", "calls", "error"}
    shop.fault("zendesk", "GET", "/api/v2", "status", status=503, to=None)
    partly = shop.run("sync", "--format", "json").json
    assert partly.keys() == good.keys()
    assert partly["helpdesks"]["shop"]["ok"] is False
    assert "answered 503" in partly["helpdesks"]["shop"]["error"]
    assert partly["helpdesks"]["shop-eu"]["ok"] is True
    assert partly["helpdesks"]["shop-eu"]["error"] is None
    shop.fault("freshdesk", "GET", "/api/v2", "status", status=503, to=None)
    none = shop.run("sync", "--format", "json").json
    assert none.keys() == OF_A_RUN | {"error"}
    assert none["exit_code"] == 75
    shop.write("config.yaml", "helpdesks: [")
    refused = shop.run("sync", "--format", "json").json
    assert refused.keys() == OF_A_RUN | {"error"}
    assert refused["exit_code"] == 2


def test_a_clock_that_is_set_back_between_two_runs(shop) -> None:
    """The later run is the last one, whatever the clock says, and the job is well again after it."""
    shop.ready()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=50), tick=True):
        shop.ok("sync")
    assert shop.run("status").code == 1
    shop.ok("sync")
    assert shop.ok("status").out.startswith("Well: the last good run ended")
    last, before = runs(shop)
    assert last.started < before.started


def test_a_dry_run_is_no_run(shop) -> None:
    """What writes nothing is not remembered: it says nothing about whether the job works."""
    shop.ready()
    shop.run("sync", "--dry-run")
    assert runs(shop) == []


def test_a_run_that_finds_another_at_work_is_no_news(shop) -> None:
    """Its record says so, and it counts neither as good nor as failed."""
    shop.ready()
    database = connect(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    with hold(database, "run", lambda: datetime.now(UTC)):
        assert shop.run("sync").code == 75
    database.close()
    (run,) = runs(shop)
    assert run.busy
    assert run.end == "later"


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_is_remembered(shop, way: signal.Signals) -> None:
    """Ctrl-C and SIGTERM in the middle of a run leave a record that says so."""
    shop.ready()
    shop.facts(to=shop.dates["to"] + timedelta(days=366))
    there = shop.hold("zendesk", "GET", "/api/v2/macros")
    process = shop.start("sync")
    there()
    process.send_signal(way)
    assert shop.end(process).code == 130
    (run,) = runs(shop)
    assert (run.end, run.exit_code) == ("stopped", 130)


def test_a_run_that_cannot_be_remembered_ends_as_it_did(shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that takes no record changes nothing about the run: it is told, and the exit code is the run's own."""
    shop.ready()

    def refuse(*_: object) -> None:
        raise Unavailable("the state database x cannot be reached: another process is writing")

    monkeypatch.setattr(DatabaseState, "save_run", refuse)
    ran = shop.ok("sync")
    assert "warning: that this run has ended could not be written down: the state database x" in ran.err


@pytest.mark.parametrize("mode", ["fail", "keep"])
def test_what_is_held_back_is_not_counted_as_written(shop, mode: str) -> None:
    """An edit on the helpdesk and a title that is taken are left alone: nobody is told that they were written."""
    shop.ready()
    shop.configure(drift=mode)
    macro = shop.macros()["Backorder::Delay update"]
    shop.call("zendesk", "PUT", f"/api/v2/macros/{macro['id']}.json", json={"macro": {"title": "Backorder::Mine"}})
    actions = [{"field": "comment_value", "value": "Thanks!"}]
    shop.call("zendesk", "POST", "/api/v2/macros.json", json={"macro": {"title": "Thanks", "actions": actions}})
    shop.write("macros/thanks.yaml", "key: thanks\ntitle: Thanks\nreply: Hello\n")
    first = shop.run("sync", "--format", "json").json
    assert {item["change"] for item in first["results"] if item["helpdesk"] == "shop"} == {"drift", "blocked"}
    assert [first["helpdesks"][name]["macros"] for name in ("shop", "shop-eu")] == [0, 1]
    assert shop.run("sync").code == 3
    second, first = runs(shop)[:2]
    assert (first.counted("macros"), second.counted("macros")) == (
        {"shop": 0, "shop-eu": 1},
        {"shop": 0, "shop-eu": 0},
    )
    assert "nothing to write" in shop.run("status").out
    watched = shop.run("watch", "--max-runs", "1")
    assert "nothing to write" in watched.err
    assert " written" not in watched.err.replace("0 written", "")


def test_what_is_written_twice_in_a_run_is_one(shop) -> None:
    """A day that is over is taken away first, and the new one is told then: that is one macro, and one ticket."""
    today = datetime.now(UTC).date()
    shop.dates.update({"from": today, "to": today + timedelta(days=1), "next": today + timedelta(days=1)})
    shop.facts()
    shop.ready()
    shop.customer("Where is my blue widget?")
    shop.ok("sync")
    shop.dates.update({"from": today + timedelta(days=9), "to": today + timedelta(days=9), "next": None})
    shop.facts()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3)):
        told = shop.run("sync", "--format", "json").json
    twice = {item["key"] for item in told["lapsed"]["macros"]} & {item["key"] for item in told["results"]}
    assert len(twice) == 1
    assert told["lapsed"]["tickets"] == {"shop": 1, "shop-eu": 1}
    keys = {item["key"] for item in (*told["lapsed"]["macros"], *told["results"]) if item["helpdesk"] == "shop"}
    assert told["helpdesks"]["shop"]["macros"] == len(keys)
    assert [told["helpdesks"][name]["tickets"] for name in ("shop", "shop-eu")] == [1, 1]
