"""What every step of the demo stands on: the files, the sandbox, and the one who looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from zendesk_bridge.app import job
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.job import Ended
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.common import emit
from zendesk_bridge.cli.demo.browser import DemoBrowser
from zendesk_bridge.cli.paint import paint
from zendesk_bridge.cli.summary import Summary
from zendesk_bridge.core import report
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.settings import load_settings
from zendesk_bridge.wiring import open_bridge


@dataclass(slots=True)
class Stage:
    """The folder of an admin, with the sandbox that its config names."""

    folder: Path
    box: Sandbox
    browser: DemoBrowser
    step: int = 0

    def head(self, text: str) -> None:
        """Begin the next step."""
        self.step += 1
        emit("")
        paint([report.Line.of(0, f"{self.step}. {text}", "head")])

    @contextmanager
    def bridge(self) -> Iterator[Bridge]:
        """Open what the files describe."""
        settings = load_settings(self.folder / "config.yaml", {})
        with open_bridge(settings, writes=True, say=lambda _: None) as opened:
            yield opened

    def sync(self) -> Ended:
        """Run the scheduled job. Raises what a run raises."""
        with self.bridge() as opened:
            ended = job.run(opened, RunOptions())
        self.browser.verify("the sync left nothing undone", holds=Summary(ended, ended.started).exit_code == 0)
        return ended
