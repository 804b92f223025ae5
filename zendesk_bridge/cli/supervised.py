"""One run of the scheduled job that is remembered, however it ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click

from zendesk_bridge.app import job, running
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli import macros
from zendesk_bridge.cli.common import bridge, load, tell
from zendesk_bridge.cli.summary import Summary
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.model import Run
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import open_state


@dataclass(slots=True)
class Job:
    """The scheduled job of one config, to be run once or again and again.

    ``show`` tells what a run came to, ``quiet`` that its progress is for a terminal alone. ``settings`` are the last
    ones that could be read, ``last`` is the last run that ended. ``now`` is an aware clock, ``timer`` tells seconds
    and only goes forward.
    """

    config: Path
    chosen: RunOptions
    show: Callable[[Summary], None]
    journal: running.Journal = field(default_factory=running.Journal)
    quiet: bool = False
    settings: Settings | None = None
    last: Run | None = None
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    timer: Callable[[], float] = time.monotonic

    def run(self) -> int:
        """Run once; returns the exit code. Raises what ended the run before its end, when that is remembered."""
        started, begin = self.now(), self.timer()
        try:
            self.settings = load(self.config)
            as_new = self.chosen.as_new
            with bridge(self.settings, writes=True, tolerant=True, as_new=as_new, quiet=self.quiet) as opened:
                ended = job.run(opened, self.chosen, macros.tell_lapsed)
        except BaseException as error:
            self._remember(running.record(started, self.timer() - begin, exit_code(error), error))
            raise
        summary = Summary(ended, self.timer() - begin)
        try:
            self.show(summary)
        finally:
            self._remember(running.record(started, summary.seconds, summary.exit_code, ended))
        return summary.exit_code

    def _remember(self, run: Run) -> None:
        """Write down a run that has ended; that it could not be done is told, and changes nothing else."""
        self.last = run
        settings = self.settings
        if settings is None:
            return
        try:
            self.journal.save(run, lambda: open_state(settings, writes=True))
        except BridgeError as error:
            tell(f"warning: that this run has ended could not be written down: {error.message}")


def exit_code(error: BaseException) -> int:
    """Return the exit code that an error leaves with."""
    match error:
        case BridgeError():
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            return 130
        case click.ClickException():
            return error.exit_code
        case _:
            return 1
