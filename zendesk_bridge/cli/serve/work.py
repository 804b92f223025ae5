"""The choice page served until somebody stops it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from zendesk_bridge.app.outreach.answering import Answering
from zendesk_bridge.cli.common import emit, emit_json, load_with_state, opened_state, tell
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.ports import State
from zendesk_bridge.serve.app import ChoiceSite
from zendesk_bridge.serve.server import ChoiceServer, listen
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import build_feeds, policy

_FileStamp = tuple[int, int, int]


def serve(*, config: Path, host: str, port: int, form: str) -> int:
    """Serve until Ctrl-C or SIGTERM.

    Raises InvalidInput for a config that cannot be read, StateError or Unavailable for a database that cannot be used,
    and Unavailable for a port that is taken.
    """
    stamp, settings = _stamp(config), load_with_state(config)
    if not settings.outreach.link:
        tell("warning: no message leads here: the config has no outreach.link, where customers reach this page")
    with opened_state(settings, writes=True) as state:
        read = ReadConfig(lambda: load_with_state(config), config, state, _answering(settings, state), stamp)
        read.answering.answers()
        site = ChoiceSite(read.current, lambda: datetime.now(UTC), tell)
        with listen(host, port) as listening:
            shown = f"[{host}]" if ":" in host else host
            url = f"http://{shown}:{listening.getsockname()[1]}"
            try:
                ChoiceServer(site.app(), listening).run(partial(_announce, url, form))
            except KeyboardInterrupt:
                tell("Stopped. What was chosen is kept; the next sync carries it to the tickets.")
    return 0


@dataclass(slots=True)
class ReadConfig:
    """What pages need of the config, read again once its ``file`` is another one; ``load`` reads it.

    The job reads it with every run. A page that did not would tell nothing of the items of a new feed.
    """

    load: Callable[[], Settings]
    file: Path
    state: State
    answering: Answering
    stamp: _FileStamp | None
    tell: Callable[[str], None] = field(default=tell)

    def current(self) -> Answering:
        """Return what answers by the config of now; by the last good one where that cannot be read."""
        stamp = _stamp(self.file)
        if stamp != self.stamp:
            self.stamp = stamp
            try:
                self.answering = _answering(self.load(), self.state)
            except BridgeError as error:
                self.tell(f"warning: pages go on by the config as it was before its last edit: {error.message}")
        return self.answering


def _answering(settings: Settings, state: State) -> Answering:
    feeds = [(feed.name, trust) for feed, trust in build_feeds(settings)]
    return Answering(state, feeds, settings.timezone, settings.locale, is_real=policy(settings).is_real)


def _stamp(file: Path) -> _FileStamp | None:
    """Return what changes with a file; None for one that is not there, as while an editor writes it."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _announce(url: str, form: str) -> None:
    if form == "json":
        emit_json({"ok": True, "url": url})
        return
    emit(f"The choice page answers at {url}; a reverse proxy in front of it speaks TLS. {url}/healthz is for monitors.")
