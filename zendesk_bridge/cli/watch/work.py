"""The scheduled job again and again, on the beat, until somebody stops it."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from math import floor
from pathlib import Path

import click

from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.common import load, tell
from zendesk_bridge.cli.output import unexpected
from zendesk_bridge.cli.summary import Summary
from zendesk_bridge.cli.supervised import Job
from zendesk_bridge.core import report
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.spans import in_words

Pause = Callable[[float], bool]
"""Waits so many seconds at most, and tells whether somebody asked for a run meanwhile."""


LOOPBACK = "127.0.0.1"
"""Where metrics are shown if nobody says otherwise: to this machine alone."""


def watch(*, config: Path, every: timedelta, most: int | None, port: int | None, host: str | None) -> int:
    """Run the job until somebody stops it.

    Raises InvalidInput for a config that cannot be read at the start, and BridgeError for a port in use.
    """
    load(config)
    job = Job(config, RunOptions(scheduled=True), _show, quiet=True)
    with bell() as wait, _shown(job, host or LOOPBACK, port):
        return Beats(job, every, wait, most).run()


@contextmanager
def _shown(job: Job, host: str, port: int | None) -> Iterator[None]:
    """Show the figures of a job on a port, if there is one."""
    if port is None:
        yield
        return
    metrics = import_module("zendesk_bridge.cli.metrics")
    job.figures = metrics.Figures()
    with metrics.served(job.figures, host, port, tell):
        yield


def _show(summary: Summary) -> None:
    """Tell in the log what a run did, or found wrong; of one that had nothing to do, nothing."""
    summary.warn()
    if summary.exit_code or summary.wrote:
        tell("\n".join(summary.lines))


@dataclass(slots=True)
class Beats:
    """Runs a job on the beat. ``timer`` tells seconds and only goes forward, ``now`` is an aware clock."""

    job: Job
    every: timedelta
    wait: Pause
    most: int | None = None
    timer: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def run(self) -> int:
        """Run now, and then on every beat; returns 0 when stopped, or the last run's exit code after the ``most``."""
        try:
            return self._run()
        except KeyboardInterrupt:
            tell("Stopped. What was written is written; the next run goes on from there.")
            return 0

    def _run(self) -> int:
        tell(f"The job runs every {in_words(self.every)}; SIGHUP runs it now, Ctrl-C or SIGTERM ends it.")
        due, done = self.timer(), 0
        while True:
            code = once(self.job)
            done += 1
            if done == self.most:
                self._line(done, "that was the last one")
                return code
            due, left_out = next_beat(due, self.timer(), self.every.total_seconds())
            if left_out:
                tell(f"The run took longer than {in_words(self.every)}: {number(left_out, 'beat')} left out.")
            pause = max(0.0, due - self.timer())
            self._line(done, f"next at {(self.now() + timedelta(seconds=pause)).astimezone():%H:%M:%S}")
            if self.wait(pause):
                tell("Running now, as asked by SIGHUP.")

    def _line(self, done: int, then: str) -> None:
        what = report.run_line(self.job.last) if self.job.last else "failed"
        tell(f"run {done}: {what}; {then}")


def next_beat(due: float, now: float, every: float) -> tuple[float, int]:
    """Return when the next run is due and how many beats a long run left out; the beat itself never drifts.

    A run that came before its beat, because somebody asked for it, leaves the beat as it is.
    """
    passed = max(0, floor((now - due) / every) + 1)
    return due + passed * every, max(0, passed - 1)


def once(job: Job) -> int:
    """Run the job once; whatever ends it is told in the log, and the exit code that it would have left with."""
    try:
        return job.run()
    except BridgeError as error:
        tell(str(error))
        return error.exit_code
    except click.ClickException as error:
        tell(error.format_message())
        return error.exit_code
    except Exception as error:
        if os.environ.get("ZENDESK_BRIDGE_DEBUG"):
            raise
        tell(unexpected(error))
        return 1


@contextmanager
def bell() -> Iterator[Pause]:
    """Give what waits, and wakes up when a signal comes; a SIGHUP in the middle of a run is not lost.

    Every signal is also written into a pipe, so that one which comes in the moment before the wait ends the wait, as
    SIGTERM must. Who started us so that SIGHUP is ignored, as ``nohup`` does, means that.
    """
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is None:
        yield _asleep
        return
    inner, outer = os.pipe()
    for end in (inner, outer):
        os.set_blocking(end, False)
    before = signal.getsignal(hangup)
    if before is not signal.SIG_IGN:
        signal.signal(hangup, lambda *_: None)  # what is written into the pipe is all that it does
    waker = signal.set_wakeup_fd(outer, warn_on_full_buffer=False)
    try:
        yield lambda seconds: _rung(inner, seconds)
    finally:
        signal.set_wakeup_fd(waker)
        signal.signal(hangup, before)
        os.close(inner)
        os.close(outer)


def _asleep(seconds: float) -> bool:
    time.sleep(seconds)
    return False


def _rung(pipe: int, seconds: float) -> bool:
    ready, _, _ = select.select([pipe], [], [], seconds)
    if ready:
        os.read(pipe, 65536)
    return bool(ready)
