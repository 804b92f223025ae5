"""status: how the job is doing, from what is remembered, with no helpdesk asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from zendesk_bridge.core.model import Run, RunEnd
from zendesk_bridge.state import open_state


def remembered(shop, *runs: Run) -> None:
    """Let these runs have ended, the last one last."""
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    for run in runs:
        state.save_run(run)
    state.close()


def ended(ago: timedelta, end: RunEnd = RunEnd.GOOD, code: int = 0, **counts: int) -> Run:
    """Return a run that ended so long ago."""
    named = {key.replace("__", ":"): count for key, count in counts.items()}
    return Run(datetime.now(UTC) - ago - timedelta(seconds=2), 2.0, end, code, named, sum(named.values()))


def test_before_the_first_run(quiet_shop) -> None:
    """Nothing is remembered: that is not well, it is said, and no database is made for the question."""
    ran = quiet_shop.run("status")
    assert ran.code == 1
    assert "NOT WELL: no run has ended yet. Run `zendesk-bridge sync`" in ran.out
    assert "macros/backorders.yaml: never read well" in ran.out
    assert not list(quiet_shop.folder.glob("*.db"))


def test_after_a_good_run(shop) -> None:
    """When, how long, how much, how old the facts are; no helpdesk is asked, and nothing is written."""
    shop.ready()
    shop.ok("sync")
    shop.writes()
    before = (shop.folder / "zendesk-bridge.db").read_bytes()
    ran = shop.ok("status")
    assert ran.out.startswith("Well: the last good run ended")
    assert "nothing to write." in ran.out
    assert "macros/backorders.yaml: read" in ran.out
    assert "2 late items" in ran.out
    assert "Nothing waits for a person." in ran.out
    assert sum(shop.calls("zendesk").values()) == 0
    assert (shop.folder / "zendesk-bridge.db").read_bytes() == before


@pytest.mark.parametrize("command", [["status"], ["state", "show"]])
@pytest.mark.parametrize("mode", [0o644, 0o444])
def test_whoever_may_read_the_database_is_told(quiet_shop, command: list[str], mode: int) -> None:
    """A user that may read it and write nothing there sees how the job is doing; nothing is made beside it."""
    remembered(quiet_shop, ended(timedelta(minutes=1)))
    folder, file = quiet_shop.folder, quiet_shop.folder / "zendesk-bridge.db"
    file.chmod(mode)
    before = {it.name: it.stat().st_mtime_ns for it in (folder, *folder.iterdir())}
    folder.chmod(0o555)
    try:
        ran = quiet_shop.run_as_anybody(*command)
    finally:
        folder.chmod(0o755)
    assert ran.code == 0, ran
    assert {it.name: it.stat().st_mtime_ns for it in (folder, *folder.iterdir())} == before


@pytest.mark.parametrize("command", ["status", "triage"])
@pytest.mark.parametrize("closed", ["zendesk-bridge.db", "zendesk-bridge.db-wal", "own"])
def test_who_may_not_read_the_database_is_told_so(quiet_shop, command: str, closed: str) -> None:
    """What is wrong is the right to it, and the way out is the job's user: its folder is there already."""
    (quiet_shop.folder / "own").mkdir()
    remembered(quiet_shop, ended(timedelta(minutes=1)))
    if closed == "own":
        (quiet_shop.folder / "zendesk-bridge.db").rename(quiet_shop.folder / "own" / "zendesk-bridge.db")
        quiet_shop.configure(state="sqlite:///own/zendesk-bridge.db")
    place = quiet_shop.folder / closed
    place.touch()
    place.chmod(0)
    try:
        ran = quiet_shop.run_as_anybody(command)
    finally:
        place.chmod(0o700)
    assert ran.code in {1, 2}
    assert "cannot be read: permission denied" in ran.err
    assert "Run it as the user that the job runs as, or give this user read access to " in ran.err
    assert "Create its folder" not in ran.err


def test_who_may_read_and_not_write_is_told_so(quiet_shop) -> None:
    """A command that writes says which right it lacks."""
    remembered(quiet_shop, ended(timedelta(minutes=1)))
    quiet_shop.folder.chmod(0o555)
    (quiet_shop.folder / "zendesk-bridge.db").chmod(0o444)
    try:
        ran = quiet_shop.run_as_anybody("state", "upgrade")
    finally:
        quiet_shop.folder.chmod(0o755)
    assert ran.code in {1, 2}
    assert "cannot be written: permission denied" in ran.err
    assert "Run it as the user that the job runs as" in ran.err


@pytest.mark.parametrize(
    ("ago", "limit", "code"), [(59, "1h", 0), (61, "1h", 1), (61, "2h", 0), (4, "5m", 0), (6, "5m", 1), (0, "1m", 0)]
)
def test_how_old_the_last_good_run_may_be(quiet_shop, ago: int, limit: str, code: int) -> None:
    """Older than --max-age is not well, and says what to look at."""
    remembered(quiet_shop, ended(timedelta(minutes=ago)))
    ran = quiet_shop.run("status", "--max-age", limit)
    assert ran.code == code
    assert ("NOT WELL" in ran.out) is bool(code)
    assert ("(--max-age): look whether cron" in ran.out) is bool(code)


def test_a_failed_run_after_a_good_one(quiet_shop) -> None:
    """The last good one counts, and the last one is told beside it; a guest of another run is no news."""
    good, failed = ended(timedelta(minutes=9), RunEnd.PARTLY, 3), ended(timedelta(minutes=4), RunEnd.FAILED, 1)
    remembered(quiet_shop, good, failed, ended(timedelta(minutes=1), RunEnd.LATER, 75, busy=1))
    ran = quiet_shop.ok("status")
    assert "the last good run ended 9 minutes ago" in ran.out
    assert "The last run failed, 4 minutes ago, with exit code 1." in ran.out
    told = quiet_shop.ok("status", "--format", "json").json
    assert (told["last_run"]["end"], told["last_good_run"]["end"]) == ("failed", "partly")


def test_a_clock_that_was_set_back(quiet_shop) -> None:
    """A last good run that ends in the future proves nothing about today."""
    remembered(quiet_shop, ended(timedelta(hours=-3)))
    ran = quiet_shop.run("status")
    assert ran.code == 1
    assert "the clock of this machine was set back since" in ran.out
    remembered(quiet_shop, ended(timedelta(minutes=1)))
    assert quiet_shop.ok("status").out.startswith("Well: the last good run ended")


def test_while_a_run_is_at_work(quiet_shop) -> None:
    """It says since when, and waits for nothing."""
    remembered(quiet_shop, ended(timedelta(minutes=1)))
    state = open_state(f"sqlite:///{quiet_shop.folder}/zendesk-bridge.db")
    with state.lease("run"):
        assert "A run is at work since" in quiet_shop.ok("status").out
        assert quiet_shop.ok("status", "--format", "json").json["running_since"]
    state.close()
    assert "at work" not in quiet_shop.ok("status").out


def test_what_waits_for_a_person(shop) -> None:
    """What the last run found, what is due by now, and which items stand on old readings."""
    shop.ready()
    ticket = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    macro = shop.macros()["Backorder::Delay update"]
    shop.call("zendesk", "PUT", f"/api/v2/macros/{macro['id']}.json", json={"macro": {"title": "Backorder::Mine"}})
    shop.write("macros/backorders.yaml", "backorders: [")
    assert shop.run("sync").code == 3
    out = shop.ok("status").out
    assert "1 macro is held back: `zendesk-bridge plan` shows why" in out
    assert "1 source is wrong or not believed" in out
    assert "WID-12 stands as it was read" in out
    with time_machine.travel(datetime.now(UTC) + timedelta(days=7), tick=True):
        late = shop.run("status")
        assert late.code == 1
        assert "1 promised update is due" in late.out
        assert "WID-12: the update promised for" in late.out
        assert "too old: no date is told any more" in late.out
        assert shop.run("status", "--format", "json").json["waiting"]["due"] == 1
    assert ticket


def test_a_helpdesk_that_was_not_reached(shop) -> None:
    """A run that did the rest is good, and status says which helpdesk it did not reach."""
    shop.ready()
    shop.fault("freshdesk", "GET", "/api/v2", "status", status=503, to=None)
    shop.run("sync")
    assert "Not reached in the last run: shop-eu." in shop.ok("status").out


def test_without_the_secrets_of_the_helpdesks(quiet_shop) -> None:
    """Whoever watches the job needs no credentials: no variable but the database's has to be set."""
    quiet_shop.swap("config.yaml", "auth: {client_id: sandbox_client", 'auth: {client_id: "${NOBODY_SET_THIS}"')
    remembered(quiet_shop, ended(timedelta(minutes=1)))
    quiet_shop.ok("status")
    quiet_shop.configure(state='"${NOBODY_SET_THIS}"')
    assert "a variable in 'state' is not set" in quiet_shop.run("status").err


@pytest.mark.parametrize(("text", "says"), [("5", "is no span of time"), ("10s", "shorter than a minute")])
def test_a_span_that_means_nothing(quiet_shop, text: str, says: str) -> None:
    """It is a usage error that says why."""
    ran = quiet_shop.run("status", "--max-age", text)
    assert ran.code == 2
    assert says in ran.err
