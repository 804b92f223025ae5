"""watch: the job again and again in one process, whatever happens between two beats."""

from __future__ import annotations

import gc
import re
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from zendesk_bridge.app import job as scheduled
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.supervised import Job
from zendesk_bridge.cli.watch import work as watching
from zendesk_bridge.cli.watch.work import Beats, next_beat
from zendesk_bridge.core.model import Run
from zendesk_bridge.state import open_state

EVERY = timedelta(minutes=5)


@dataclass
class Beaten:
    """A clock that only waiting moves, and what is done between two runs; no more of it is a SIGTERM."""

    between: list[Callable[[], object]] = field(default_factory=list)
    time: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> bool:
        """Move on, and do what is next."""
        self.waits.append(seconds)
        self.time += seconds
        if not self.between:
            raise KeyboardInterrupt
        return self.between.pop(0)() is True


def watched(shop, *between: Callable[[], object], most: int | None = None) -> tuple[int, str, Beaten]:
    """Watch with these things done between the runs; return exit code, log and waits."""
    beaten = Beaten(list(between))
    job = Job(shop.folder / "config.yaml", RunOptions(scheduled=True), watching._show, quiet=True)
    shop.capture()
    code = Beats(job, EVERY, beaten.wait, most, lambda: beaten.time).run()
    out, err = shop.capture()
    assert out == ""
    assert "Traceback" not in err
    return code, err, beaten


def runs(shop) -> list[Run]:
    """Return what is remembered of runs, the first one first."""
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    found = list(state.runs(1000))[::-1]
    state.close()
    return found


def nothing() -> None:
    """Do nothing between two runs."""


@pytest.mark.parametrize(
    ("due", "now", "expected"),
    [
        (0, 0, (300, 0)),
        (0, 4, (300, 0)),
        (0, 299.9, (300, 0)),
        (0, 300, (600, 1)),
        (0, 299, (300, 0)),
        (0, 720, (900, 2)),
        (300, 120, (300, 0)),  # a run between two beats
        (300, 301, (600, 0)),
    ],
)
def test_the_beat_never_drifts(due: float, now: float, expected: tuple[float, int]) -> None:
    """The next run is due a whole number of beats after the first, however long one took; beats left out are told."""
    assert next_beat(due, now, 300) == expected


def test_a_line_for_each_run(shop) -> None:
    """The first run comes at once and tells its summary; one that has nothing to do is one line in the log."""
    shop.ok("setup", "--yes")
    code, log, beaten = watched(shop, nothing)
    assert code == 0
    first, second = log.index("run 1:"), log.index("run 2:")
    assert re.search(r"run 1: good in \d+\.\d s, \d+ macros written, \d+ API calls; next at \d\d:\d\d:\d\d", log)
    assert "shop: macros: 3 created" in log[:first]
    assert log[first:second].count("\n") == 1
    assert "nothing to write" in log[second:]
    assert beaten.waits == [300, 300]
    assert [run.end for run in runs(shop)] == ["good", "good"]
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d ", line) for line in log.splitlines())


def test_an_edit_takes_effect(shop) -> None:
    """Config and files are read anew for every run."""
    shop.ready()
    moved = shop.dates["to"] + timedelta(days=3)
    _, log, _ = watched(shop, lambda: shop.facts(to=moved), lambda: shop.configure(drift="keep"))
    assert "run 2: good" in log
    assert [sum(run.counted("macros").values()) for run in runs(shop)] == [0, 2, 0]


def test_a_config_that_breaks_between_two_runs(shop) -> None:
    """It is told with its place, counts as a failed run, and the next good config goes on."""
    shop.ready()
    good = (shop.folder / "config.yaml").read_text("utf-8")
    code, log, _ = watched(
        shop, lambda: shop.write("config.yaml", "helpdesks: ["), lambda: shop.write("config.yaml", good)
    )
    assert code == 0
    assert "config.yaml:1:" in log
    assert re.search(r"run 2: failed in \d\.\d s, exit code 2 \(config or files are wrong\); next at", log)
    assert [run.exit_code for run in runs(shop)] == [0, 2, 0]


def test_a_config_that_cannot_be_read_at_the_start(quiet_shop) -> None:
    """Somebody has just started it: they are told at once, and nothing is tried for years."""
    quiet_shop.write("config.yaml", "helpdesks: [")
    ran = quiet_shop.run("watch", "--max-runs", "1")
    assert ran.code == 2
    assert "config.yaml:1:" in ran.err


def test_a_mistake_of_ours_ends_one_run(shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that raises what nobody expected is told as any command tells it, and the next beat goes on."""
    shop.ready()
    real = scheduled.run

    def broken(*_: object) -> None:
        raise RuntimeError("where is alex@example.com's blue widget?")

    code, log, _ = watched(
        shop,
        lambda: monkeypatch.setattr(scheduled, "run", broken),
        lambda: monkeypatch.setattr(scheduled, "run", real),
    )
    assert code == 0
    assert "This is a mistake in zendesk-bridge, not yours: RuntimeError at" in log
    assert "alex@example.com" not in log
    assert [run.end for run in runs(shop)] == ["good", "failed", "good"]


def test_a_run_that_takes_longer_than_the_beat(shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beats are left out and counted, and the next run comes on the beat."""
    shop.ready()
    beaten = Beaten([nothing])
    real = scheduled.run

    def slow(*args: object) -> scheduled.Ended:
        beaten.time += 720
        return real(*args)

    monkeypatch.setattr(scheduled, "run", slow)
    job = Job(shop.folder / "config.yaml", RunOptions(scheduled=True), watching._show, quiet=True)
    assert Beats(job, EVERY, beaten.wait, timer=lambda: beaten.time).run() == 0
    assert "The run took longer than 5 minutes: 2 beats left out." in shop.capture()[1]
    assert beaten.waits == [180, 180]


def test_somebody_asks_for_a_run(shop) -> None:
    """It comes at once, and the beat stays as it is."""
    shop.ready()
    beaten = Beaten([lambda: True, nothing])
    job = Job(shop.folder / "config.yaml", RunOptions(scheduled=True), watching._show, quiet=True)

    def early(seconds: float) -> bool:
        asked = len(beaten.waits) == 0
        return beaten.wait(100.0 if asked else seconds)

    assert Beats(job, EVERY, early, timer=lambda: beaten.time).run() == 0
    assert "Running now, as asked by SIGHUP." in shop.capture()[1]
    assert beaten.waits == [100, 200, 300]


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGINT])
def test_stopped_between_two_runs(shop, until, way: signal.Signals) -> None:
    """It leaves at once, with 0: a service that was stopped has not failed."""
    shop.ready()
    process = shop.start("watch", "--every", "1h")
    until(lambda: len(runs(shop)) == 1)
    process.send_signal(way)
    ran = shop.end(process)
    assert ran.code == 0
    assert "Stopped. What was written is written" in ran.err


def test_stopped_in_the_middle_of_a_run(shop) -> None:
    """What was written is remembered, the lease is free, the record says that it was stopped, and nothing failed."""
    shop.ready()
    shop.facts(to=shop.dates["to"] + timedelta(days=9))
    there = shop.hold("zendesk", "PUT", "/api/v2/macros")
    process = shop.start("watch")
    there()
    process.send_signal(signal.SIGTERM)
    assert shop.end(process).code == 0
    assert [run.end for run in runs(shop)] == ["stopped"]
    assert shop.ok("sync").code == 0


def test_sighup_runs_it_now(shop, until) -> None:
    """An admin who does not want to wait for the beat need not."""
    shop.ready()
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests may run under nohup, and a child inherits that
    try:
        process = shop.start("watch", "--every", "1h")
    finally:
        signal.signal(signal.SIGHUP, before)
    until(lambda: len(runs(shop)) == 1)
    process.send_signal(signal.SIGHUP)
    until(lambda: len(runs(shop)) == 2)
    process.send_signal(signal.SIGTERM)
    assert shop.end(process).code == 0


def test_two_at_once(shop, until) -> None:
    """Each run has the lease alone; the one that finds it held says so, does nothing, and goes on with its beat."""
    shop.ready()
    there = shop.hold("zendesk", "GET", "/api/v2/macros", to=None)  # also when it asks again
    one = shop.start("watch", "--every", "1h")
    there()
    other = shop.start("watch", "--every", "1h")
    until(lambda: len(runs(shop)) == 1)
    for process in (one, other):
        process.send_signal(signal.SIGTERM)
    logs = [shop.end(process) for process in (one, other)]
    assert [ran.code for ran in logs] == [0, 0]
    assert [run.end for run in runs(shop)] == ["later", "stopped"]
    assert "run 1: another run is at work; next at" in logs[1].err


def test_so_many_runs_and_no_more(shop) -> None:
    """For trying it out: it leaves with the last run's exit code."""
    shop.ready()
    ran = shop.ok("watch", "--max-runs", "1")
    assert "run 1: good" in ran.err
    assert "that was the last one" in ran.err
    shop.write("macros/backorders.yaml", "backorders: [")
    assert shop.run("watch", "--max-runs", "1").code == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [("5", "no span of time"), ("1s", "less than 30s"), ("2d", "more than 1d"), ("0m", "less than 30s")],
)
def test_a_beat_that_makes_no_sense(quiet_shop, text: str, says: str) -> None:
    """It is a usage error that says why."""
    ran = quiet_shop.run("watch", "--every", text)
    assert ran.code == 2
    assert says in ran.err


@pytest.fixture
def held() -> Iterator[Callable[[], tuple[int, int]]]:
    """Return what counts the open files and threads of this process."""

    def count() -> tuple[int, int]:
        gc.collect()
        return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()

    return count


def test_nothing_is_left_behind(shop, until, held: Callable[[], tuple[int, int]]) -> None:
    """Two dozen runs, good and failed, leave no open file, connection or thread.

    What the helpdesks in this process hold comes and goes meanwhile, but is a few; one more for each run would be ten.
    """
    shop.ready()
    counts: list[tuple[int, int]] = []
    good = (shop.folder / "config.yaml").read_text("utf-8")

    def between(number: int) -> Callable[[], object]:
        def do() -> None:
            counts.append(held())
            shop.write("config.yaml", "helpdesks: [" if number % 2 else good)

        return do

    watched(shop, *(between(number) for number in range(25)))
    until(lambda: all(last - first < 8 for first, last in zip(counts[4], held(), strict=True)))


def test_nohup_is_meant() -> None:
    """Where SIGHUP is ignored at the start, it stays ignored: a terminal that closes asks for no run."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with watching.bell() as wait:
            signal.raise_signal(signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            assert wait(0.01) is False
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_signal_in_the_moment_before_the_wait_ends_it() -> None:
    """Python looks for signals, and then waits: one that comes in between must not be heard of after an hour."""
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with watching.bell() as wait:
            signal.raise_signal(signal.SIGTERM)
            assert wait(30) is True
            assert wait(0.01) is False
    finally:
        signal.signal(signal.SIGTERM, before)
