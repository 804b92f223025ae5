"""Whoever watches the job is told how it went, and nothing that goes wrong with that changes a run."""

from __future__ import annotations

import json
import signal
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from monitors import Monitor, listening

from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.supervised import Job
from zendesk_bridge.cli.watch import work as watching
from zendesk_bridge.cli.watch.work import Beats
from zendesk_bridge.state import database as database_module
from zendesk_bridge.state.database import connect
from zendesk_bridge.state.lease import hold


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    """Return a monitor that listens on this machine."""
    with listening() as made:
        yield made


def watch_over(shop, monitor: Monitor, *rooms: str, **more: str) -> None:
    """Let the monitor be pinged, and these rooms be told."""
    hooks = ", ".join(f"{{url: {monitor.url}/{room}, shape: slack}}" for room in rooms)
    shop.configure(ping_url=f"{monitor.url}/uuid?create=1", **({"notify": f"[{hooks}]"} if hooks else {}), **more)


def break_facts(shop) -> None:
    """Let nothing stand of which anything could be said: the next run fails with 2."""
    shop.lose_state()
    shop.write("macros/backorders.yaml", "backorders: [")


def test_a_good_run(shop, monitor: Monitor) -> None:
    """The monitor hears when it begins, and when it has ended well: numbers, and no word of a customer."""
    watch_over(shop, monitor)
    shop.ready()
    shop.customer("Where is my blue widget? Ring me on +1 555 0100", subject="Ringing")
    assert monitor.pings() == []
    shop.ok("sync", "--dry-run")
    assert monitor.pings() == []
    shop.ok("sync")
    (_, begun), (path, text) = monitor.got
    assert begun == ""
    assert text.startswith("good in ")
    assert "2 tickets written" in text
    assert "Ringing" not in text
    assert path == "/uuid?create=1"
    assert monitor.pings() == ["/start?create=1", "?create=1"]


def test_a_run_that_leaves_something_for_a_person_is_a_success(shop, monitor: Monitor) -> None:
    """The job works; what waits is told in rooms."""
    watch_over(shop, monitor, "slack")
    shop.ready()
    macro = shop.macros()["Backorder::Delay update"]
    shop.call("zendesk", "PUT", f"/api/v2/macros/{macro['id']}.json", json={"macro": {"title": "Backorder::Mine"}})
    assert shop.run("sync").code == 3
    assert monitor.pings() == ["/start?create=1", "?create=1"]
    assert monitor.messages() == ["*zendesk-bridge: 1 thing waits for a person*"]
    assert shop.run("sync").code == 3
    assert monitor.messages() == []


def test_a_failure_is_pinged_at_once_and_told_twice_later(shop, monitor: Monitor) -> None:
    """A ping for every failure with its exit code; a message when it fails twice, and when it works again."""
    watch_over(shop, monitor, "slack")
    shop.ready()
    break_facts(shop)
    told = []
    for _ in range(3):
        assert shop.run("sync").code == 2
        told.append(monitor.messages())
    assert monitor.pings() == ["/start?create=1", "/2?create=1"] * 3
    assert told[0] == told[2] == []
    assert told[1][0].startswith("*zendesk-bridge: the last 2 runs failed, for ")
    shop.facts()
    shop.ok("sync")
    assert monitor.messages() == ["*zendesk-bridge: the job works again*"]
    assert monitor.pings() == ["/start?create=1", "?create=1"]


def test_a_guest_of_another_run_says_nothing(shop, monitor: Monitor) -> None:
    """It did not begin, so it did not fail."""
    watch_over(shop, monitor, "slack")
    shop.ready()
    database = connect(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    with hold(database, "run", lambda: datetime.now(UTC)):
        for _ in range(3):
            assert shop.run("sync").code == 75
    database.close()
    assert monitor.got == []


def test_a_run_that_is_stopped_says_nothing_more(shop, monitor: Monitor) -> None:
    """It did not fail, and did not succeed: if no other run follows, the monitor misses it by itself."""
    watch_over(shop, monitor, "slack")
    shop.ready()
    there = shop.hold("zendesk", "GET", "/api/v2/macros")
    process = shop.start("sync")
    there()
    process.send_signal(signal.SIGTERM)
    assert shop.end(process).code == 130
    assert monitor.pings() == ["/start?create=1"]


@pytest.mark.parametrize("way", ["500", "404", "down", "hangs"])
def test_a_monitor_that_does_not_work(shop, monitor: Monitor, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """It is told, without its address, and the run is what it would have been."""
    monkeypatch.setattr(import_module("zendesk_bridge.transport.post"), "WITHIN", 0.3)
    watch_over(shop, monitor)
    if way == "hangs":
        monitor.hangs.clear()
    elif way == "down":
        shop.configure(ping_url="http://127.0.0.1:9/uuid")
    else:
        monitor.statuses["uuid"] = int(way)
    shop.ready()
    ran = shop.ok("sync")
    assert ran.err.count("warning: the monitor could not be told of this run: ping_url") == 2
    assert "uuid" not in ran.out + ran.err
    assert monitor.url.removeprefix("http://") not in ran.err
    assert "shop: macros: 3 unchanged" in ran.out


def test_a_room_that_takes_nothing_holds_no_other(shop, monitor: Monitor) -> None:
    """What one room refuses is told in the log, and the other room is told; nobody is told twice."""
    watch_over(shop, monitor, "gone", "slack")
    monitor.statuses["gone"] = 404
    shop.ready()
    break_facts(shop)
    shop.run("sync")
    ran = shop.run("sync")
    assert ran.code == 2
    assert "warning: a message was not delivered: notify 1 (slack) answered 404" in ran.err
    assert monitor.url not in ran.err
    assert len(monitor.messages()) == 1
    shop.run("sync")
    assert monitor.messages() == []


def test_what_no_room_took_is_told_by_the_next_run(shop, monitor: Monitor) -> None:
    """Nobody knows of it yet."""
    watch_over(shop, monitor, "slack")
    monitor.statuses["slack"] = 500
    shop.ready()
    break_facts(shop)
    for _ in range(2):
        shop.run("sync")
    monitor.messages()
    monitor.statuses.clear()
    shop.run("sync")
    assert monitor.messages()[0].startswith("*zendesk-bridge: the last 3 runs failed")


@pytest.mark.parametrize(("way", "code"), [("newer", 1), ("unreachable", 75), ("locked", 75)])
def test_without_a_database(shop, monitor: Monitor, monkeypatch: pytest.MonkeyPatch, way: str, code: int) -> None:
    """Where the run cannot even be remembered, whoever watches is told at once."""
    watch_over(shop, monitor, "slack")
    shop.ready()
    file = sqlite3.connect(shop.folder / "zendesk-bridge.db")
    match way:
        case "newer":
            file.execute("UPDATE zendesk_bridge_version SET version_num = '9999'")
            file.commit()
        case "unreachable":
            watch_over(shop, monitor, "slack", state="postgresql+psycopg://x:hunter2@127.0.0.1:9/x")
        case _:
            monkeypatch.setattr(database_module, "PATIENCE", 0)
            file.execute("BEGIN IMMEDIATE")
    ran = shop.run("sync")
    assert ran.code == code
    assert "hunter2" not in ran.err
    assert "warning: that this run has ended could not be written down" in ran.err
    assert monitor.pings() == [f"/{code}?create=1"]
    assert monitor.messages() == ["*zendesk-bridge: the last run failed*"]
    file.close()


def test_a_watch_without_its_database_says_so_once(shop, monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process remembers by itself, writes it all down when the database is back, and says that it works again."""
    watch_over(shop, monitor, "slack")
    shop.ready()
    monkeypatch.setattr(database_module, "PATIENCE", 0)
    file = sqlite3.connect(shop.folder / "zendesk-bridge.db")
    steps = [lambda: file.execute("BEGIN IMMEDIATE"), lambda: None, file.rollback]

    def wait(_seconds: float) -> bool:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()
        return False

    job = Job(shop.folder / "config.yaml", RunOptions(scheduled=True), watching._show, quiet=True)
    Beats(job, timedelta(minutes=5), wait).run()
    assert monitor.messages() == ["*zendesk-bridge: the last run failed*", "*zendesk-bridge: the job works again*"]
    codes = [row[0] for row in file.execute("SELECT exit_code FROM runs ORDER BY id")]
    assert codes == [0, 75, 75, 0]
    file.close()


def test_a_config_that_breaks_under_a_watch_is_told(shop, monitor: Monitor) -> None:
    """The last settings that could be read say whom."""
    watch_over(shop, monitor, "slack")
    shop.ready()
    steps = [lambda: shop.write("config.yaml", "helpdesks: ["), lambda: None]

    def wait(_seconds: float) -> bool:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()
        return False

    job = Job(shop.folder / "config.yaml", RunOptions(scheduled=True), watching._show, quiet=True)
    Beats(job, timedelta(minutes=5), wait).run()
    assert monitor.pings() == ["/start?create=1", "?create=1", "/2?create=1", "/2?create=1"]
    assert len(monitor.messages()) == 1


def test_teams_gets_a_card(shop, monitor: Monitor) -> None:
    """The same in the shape that its workflows take, under the owner's name where there is more than one."""
    shop.configure(owner="eu", notify=f"[{{url: {monitor.url}/teams, shape: teams}}]")
    shop.ready()
    break_facts(shop)
    for _ in range(2):
        shop.run("sync")
    ((_, body),) = monitor.got
    card = json.loads(body)["attachments"][0]["content"]
    assert card["body"][0]["inlines"][0]["text"].startswith("zendesk-bridge eu: the last 2 runs failed")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("timezone: UTC", "timezone: Mars/Base"),
        ("timezone: UTC", "time_zone: UTC"),
        ("client_id: sandbox_client", 'client_id: "${NOBODY_SET_THIS}"'),
        ("backorders:", "backorder:"),
    ],
)
def test_a_config_that_is_wrong_in_some_place_still_says_whom(shop, monitor: Monitor, old: str, new: str) -> None:
    """The slip that stops every job on this machine is told, as far as the config says well to whom."""
    watch_over(shop, monitor, "slack")
    shop.ready()
    shop.swap("config.yaml", old, new)
    for _ in range(2):
        assert shop.run("sync").code == 2
    assert monitor.pings() == ["/2?create=1"] * 2
    assert len(monitor.messages()) == 1


@pytest.mark.parametrize("text", ["helpdesks: [", "\x00", "", "notify: [{url: 7}]", "ping_url: ftp://x", "owner: eu"])
def test_a_config_that_says_nothing_well_tells_nobody(shop, text: str) -> None:
    """And leaves nothing behind: a monitor that hears nothing says so by itself."""
    shop.write("config.yaml", text)
    assert shop.run("sync").code == 2
    assert not list(shop.folder.glob("*.db"))


def test_a_slip_at_a_terminal_is_no_run(shop, monitor: Monitor) -> None:
    """A name that is none of the config's is told to whoever typed it, and to nobody else."""
    watch_over(shop, monitor, "slack")
    shop.ready()
    assert shop.run("sync", "--as-new", "shpo").code == 2
    assert monitor.got == []
