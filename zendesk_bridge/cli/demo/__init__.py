"""demo: the whole product in a minute, on this machine only, every step checked against the helpdesks' own API."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from zendesk_bridge.cli.common import emit
from zendesk_bridge.cli.demo.browser import DemoBrowser
from zendesk_bridge.cli.demo.files import config_for
from zendesk_bridge.cli.demo.story import Show
from zendesk_bridge.sandbox import Sandbox

__all__ = ["config_for", "demo"]


def demo() -> int:
    """See the whole product work in a minute, on this machine only."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="zendesk-bridge-demo-") as folder, Sandbox() as box:
        browser = DemoBrowser(box)
        show = Show(Path(folder), box, browser)
        show.run()
    verdict = f"{browser.checks - len(browser.failed)} of {browser.checks} checks against the helpdesks' own API passed"
    emit(f"\n{verdict}, in {time.monotonic() - started:.1f} s.")
    for name in browser.failed:
        emit(f"  FAILED: {name}")
    if not browser.failed:
        emit("Try it on your own: `zendesk-bridge init` asks a few questions and writes the files to begin with.")
    return 1 if browser.failed else 0
