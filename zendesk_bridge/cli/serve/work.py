"""The choice page served until somebody stops it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from zendesk_bridge.app.outreach.answering import Answering
from zendesk_bridge.cli.common import emit, emit_json, load_with_state, opened_state, tell
from zendesk_bridge.serve.app import ChoiceSite
from zendesk_bridge.serve.server import ChoiceServer, listen
from zendesk_bridge.wiring import build_feeds, policy


def serve(*, config: Path, host: str, port: int, form: str) -> int:
    """Serve until Ctrl-C or SIGTERM.

    Raises InvalidInput for a config that cannot be read, StateError or Unavailable for a database that cannot be used,
    and Unavailable for a port that is taken.
    """
    settings = load_with_state(config)
    if not settings.outreach.link:
        tell("warning: no message leads here: the config has no outreach.link, where customers reach this page")
    with opened_state(settings, writes=True) as state:
        feeds = [(feed.name, trust) for feed, trust in build_feeds(settings)]
        answering = Answering(state, feeds, settings.timezone, is_real=policy(settings).is_real)
        answering.answers()
        site = ChoiceSite(answering, lambda: datetime.now(UTC), settings.locale, tell)
        with listen(host, port) as listening:
            shown = f"[{host}]" if ":" in host else host
            url = f"http://{shown}:{listening.getsockname()[1]}"
            try:
                ChoiceServer(site.app(), listening).run(partial(_announce, url, form))
            except KeyboardInterrupt:
                tell("Stopped. What was chosen is kept; the next sync carries it to the tickets.")
    return 0


def _announce(url: str, form: str) -> None:
    if form == "json":
        emit_json({"ok": True, "url": url})
        return
    emit(f"The choice page answers at {url}; a reverse proxy in front of it speaks TLS. {url}/healthz is for monitors.")
