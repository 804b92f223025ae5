from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import insert, select, text

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import Applied, Run, RunEnd
from zendesk_bridge.core.ports import State
from zendesk_bridge.state import runs as runs_module
from zendesk_bridge.state.database import connect
from zendesk_bridge.state.tables import leases, runs
from zendesk_bridge.state.upgrade import config, upgrade

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def run(minutes: float = 0, end: RunEnd = RunEnd.GOOD, **counts: int) -> Run:
    """Return a run that started so many minutes after noon."""
    named = {key.replace("__", ":"): count for key, count in counts.items()}
    return Run(NOON + timedelta(minutes=minutes), 1.5, end, 0 if end.good else 1, named, named.get("waiting:held", 0))


def test_a_run_comes_back_as_it_was_saved(state: State) -> None:
    """When, how long, how, and how much of what: nothing is lost, and the newest comes first."""
    first = run(0, macros__shop=3, waiting__held=2)
    second = Run(NOON, 0.25, RunEnd.STOPPED, 130)
    state.save_run(first)
    state.save_run(second)
    assert state.runs(10) == (second, first)
    assert state.runs(1) == (second,)
    assert first.ended == NOON + timedelta(seconds=1.5)
    assert first.counted("macros") == {"shop": 3}


def test_a_clock_that_is_set_back_changes_no_order(state: State) -> None:
    """The newest run is the one that ended last, also where its clock says that it was before the other."""
    later, earlier = run(60), run(-60, RunEnd.FAILED)
    state.save_run(later)
    state.save_run(earlier)
    assert state.runs(1) == (earlier,)
    assert state.last_good_run() == later


def test_the_last_good_run_is_kept_however_old(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many runs only the newest are kept, and the last that was good, so that status can say when that was."""
    monkeypatch.setattr(runs_module, "KEPT", 3)
    assert state.last_good_run() is None
    for minute in range(3):
        state.save_run(run(minute, RunEnd.PARTLY))
    failed = [run(minute, RunEnd.LATER) for minute in range(10, 16)]
    for one in failed:
        state.save_run(one)
    assert state.runs(100) == (*failed[:2:-1], run(2, RunEnd.PARTLY))
    assert state.last_good_run() == run(2, RunEnd.PARTLY)


def test_totals_outlive_the_rows(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """What all runs add up to never goes back, whatever is let go of; what waits does not add up."""
    monkeypatch.setattr(runs_module, "KEPT", 1)
    for _ in range(3):
        state.save_run(run(0, macros__shop=2, calls__shop=5, waiting__held=4))
    state.save_run(run(1, RunEnd.FAILED))
    assert state.totals() == {"runs:good": 3, "runs:failed": 1, "macros:shop": 6, "calls:shop": 15}


def test_what_was_said_is_replaced(state: State) -> None:
    """What people were told by webhook is remembered with its time, and what is not named is forgotten."""
    assert state.said() == {}
    state.save_said({"a": NOON, "failing": NOON})
    state.save_said({"b": NOON})
    assert state.said() == {"b": NOON}


def test_a_record_that_nobody_can_read_is_told(url: str, state: State) -> None:
    """A row that was changed by hand is an error that says what to do."""
    database = connect(url)
    with database.write() as connection:
        row = {"started": NOON, "seconds": 1.0, "end": "good", "exit_code": 0, "waiting": 0, "counts": "[]"}
        connection.execute(insert(runs).values(row))
    database.close()
    with pytest.raises(StateError, match="the record of a run cannot be read"):
        state.runs(1)


def test_a_lease_tells_since_when_a_run_is_at_work(url: str, state: State) -> None:
    """While a run holds the lease, anybody can see since when; a holder that is gone counts as nobody."""
    assert state.held_since("run") is None
    with state.lease("run"):
        assert state.held_since("run") == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
        assert state.held_since("other") is None
        database = connect(url)
        with database.write() as connection:
            row = connection.execute(select(leases)).one()
            born = row.process.rpartition("/")[0]
            connection.execute(leases.update().values(pid=os.getpid(), process=f"{born}/1"))
        database.close()
        assert state.held_since("run") is None


def test_records_come_to_a_database_that_is_at_work(url: str, opened: Callable[[str], State]) -> None:
    """A database of the release before keeps all it knows, has no runs yet, and takes the first one."""
    database = connect(url)
    with database.write() as connection:
        command.upgrade(config(connection), "0006")
        connection.execute(text("INSERT INTO accounts (id, name) VALUES (1, 'shop')"))
        connection.execute(
            text(
                "INSERT INTO applied VALUES (1, 'delay-update', 7, 's', 'r', 'f', '', '', '', NULL, 'standing')",
            )
        )
        connection.execute(text("INSERT INTO last_macros VALUES ('delay-update', '{}')"))
    database.close()
    state = opened(url)
    assert state.memory(1).applied() == {"delay-update": Applied("delay-update", 7, "s", "r", "f")}
    assert state.runs(10) == ()
    assert state.last_good_run() is None
    state.save_run(run())
    assert state.runs(10) == (run(),)


def test_going_back_forgets_the_runs_alone(url: str) -> None:
    """A downgrade takes the records away and nothing else."""
    database = connect(url)
    upgrade(database)
    with database.write() as connection:
        connection.execute(text("INSERT INTO accounts (id, name) VALUES (1, 'shop')"))
        command.downgrade(config(connection), "0006")
        assert connection.scalar(text("SELECT count(*) FROM accounts")) == 1
    database.close()


def test_no_record_holds_a_word(url: str, state: State) -> None:
    """A row has numbers, a word of ours for how it ended, and counts by names of the admin's choice."""
    state.save_run(run(0, RunEnd.FAILED, tickets__shop=1))
    database = connect(url)
    with database.read() as connection:
        row = connection.execute(select(runs)).one()
    database.close()
    assert json.loads(row.counts) == {"tickets:shop": 1}
    assert row.end == "failed"
