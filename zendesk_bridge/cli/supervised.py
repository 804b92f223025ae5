"""One run of the scheduled job that is remembered, however it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zendesk_bridge.app import job, running, status
from zendesk_bridge.app.outreach.approving import outbox_of
from zendesk_bridge.app.outreach.placing import OutreachSite
from zendesk_bridge.app.running import Aftermath
from zendesk_bridge.app.status import Shop
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli import macros
from zendesk_bridge.cli.common import bridge, load, tell
from zendesk_bridge.cli.output import unexpected
from zendesk_bridge.cli.summary import Summary
from zendesk_bridge.core.alerts import Followed
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.model import Run, Waits
from zendesk_bridge.core.ports import State
from zendesk_bridge.settings import Observing, Settings, glimpse
from zendesk_bridge.wiring import build_feeds, open_state, order_feeds, read_segments
from zendesk_bridge.wiring.observing import observers

if TYPE_CHECKING:
    from zendesk_bridge.app.bridge import Bridge
    from zendesk_bridge.app.outreach.sent import Outbox
    from zendesk_bridge.cli.metrics import Figures


@dataclass(slots=True)
class Job:
    """The scheduled job of one config, to be run once or again and again.

    ``show`` tells what a run came to, ``quiet`` that its progress is for a terminal alone. ``settings`` are the last
    ones that could be read, ``last`` is the last run that ended, ``figures`` are those that a port shows. ``now`` is an
    aware clock, ``timer`` tells seconds and only goes forward.
    """

    config: Path
    chosen: RunOptions
    show: Callable[[Summary], None]
    journal: running.Journal = field(default_factory=running.Journal)
    quiet: bool = False
    settings: Settings | None = None
    last: Run | None = None
    figures: Figures | None = None
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    timer: Callable[[], float] = time.monotonic

    def run(self) -> int:
        """Run once; returns the exit code. Raises what ended the run before its end, when that is remembered."""
        started, begin = self.now(), self.timer()
        try:
            self.settings = load(self.config)
            as_new = self.chosen.as_new
            with bridge(self.settings, writes=True, tolerant=True, as_new=as_new, quiet=self.quiet) as opened:
                begun = self._aftermath(self.settings).begin
                ended = job.run(opened, self.chosen, macros.tell_lapsed, begun, sending_of(self.settings))
        except click.UsageError:
            raise  # a slip of somebody at a terminal, and no run
        except BaseException as error:
            self._follow(running.record(started, self.timer() - begin, exit_code(error), error), None)
            raise
        summary = Summary(ended, started, self.timer() - begin)
        try:
            self.show(summary)
        finally:
            run = running.record(started, summary.seconds, summary.exit_code, ended)
            self._follow(run, running.waits(ended), Followed(ended.followups, self.settings.timezone))
        return summary.exit_code

    def _follow(self, run: Run, waiting: Sequence[Waits] | None, followed: Followed | None = None) -> None:
        """Remember a run and tell of it; a config that is wrong may say well whom."""
        self.last = run
        try:
            known = self.settings or glimpse(self.config, os.environ)
            if known:
                self._aftermath(known).follow(run, waiting, followed)
        except Exception as error:
            if os.environ.get("ZENDESK_BRIDGE_DEBUG"):
                raise
            tell(unexpected(error))  # a mistake here must not hide what became of the run

    def _aftermath(self, settings: Observing) -> Aftermath:
        open_it = partial(open_state, settings, writes=True)
        told = observers(settings)
        if isinstance(settings, Settings):
            told = replace(told, published=tuple(self._publishing(settings)))
        return Aftermath(self.journal, told, open_it, tell, self.now)

    def _publishing(self, settings: Settings) -> Iterator[Callable[[State], None]]:
        if settings.metrics or self.figures:
            yield partial(self._publish, settings)
        if settings.followups.ics:
            yield partial(self._calendar, settings, settings.followups.ics)

    def _calendar(self, settings: Settings, file: Path, state: State) -> None:
        """Replace the calendar of follow-ups."""
        work = import_module("zendesk_bridge.cli.followups.work")  # what few need
        try:
            work.write(state, settings, self.now(), file)
        except (BridgeError, OSError) as error:
            tell(f"warning: the calendar of follow-ups could not be written: {_why(error, file)}")

    def _publish(self, settings: Settings, state: State) -> None:
        """Renew the figures, and write them where the config says."""
        metrics = import_module("zendesk_bridge.cli.metrics")  # a tenth of a second that few need
        now = self.now()
        feeds = [(feed.name, policy) for feed, policy in build_feeds(settings)]
        figures = self.figures or metrics.Figures()
        try:
            found = status.read(
                state, feeds, now, Shop(settings.timezone, settings.helpdesks, settings.followups.settle)
            )
            figures.latest = metrics.families(found, state.totals())
            if settings.metrics:
                metrics.write(settings.metrics.file, figures)
        except (BridgeError, OSError) as error:
            file = settings.metrics.file if settings.metrics else None
            tell(f"warning: the metrics could not be written: {_why(error, file)}")


def sending_of(settings: Settings) -> Callable[[Bridge], Outbox] | None:
    """Return what makes ready what sending takes; None where no orders are configured, so that nothing is sent."""
    if not settings.orders:
        return None

    def made(bridge: Bridge) -> Outbox:
        site = OutreachSite(order_feeds(settings), read_segments(settings.macros).segments)
        return outbox_of(bridge, site, lambda: datetime.now(UTC))

    return made


def _why(error: BridgeError | OSError, file: Path | None) -> str:
    if isinstance(error, BridgeError):
        return error.message
    return f"{file}: {(error.strerror or type(error).__name__).lower()}"


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
