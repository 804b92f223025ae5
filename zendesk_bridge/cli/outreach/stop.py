"""outreach stop and resume: a wave is stopped from anywhere, and let go on."""

from __future__ import annotations

from pathlib import Path

from zendesk_bridge.app.outreach import stopping
from zendesk_bridge.cli.common import load_with_state, opened_state
from zendesk_bridge.cli.output import emit, emit_json
from zendesk_bridge.cli.outreach.telling import waiting_lines
from zendesk_bridge.core.errors import SafetyStop
from zendesk_bridge.core.model import WaveState


def stop(*, config: Path, wave: str | None, form: str) -> int:
    """Stop a wave, or all of them. Raises SafetyStop for one that is none, and StateError."""
    with opened_state(load_with_state(config), writes=True) as state:
        stopped = stopping.stop(state.waves(), wave)
    if form == "json":
        emit_json({"ok": True, "stopped": list(stopped)})
    elif not stopped:
        emit("Nothing runs, and nothing waits for approval.")
    else:
        emit("\n".join(f"Wave {one} is stopped: nothing more of it is sent." for one in stopped))
        emit("A message that was on its way just now may still arrive. To go on:")
        emit("\n".join(f"  zendesk-bridge outreach resume {one}" for one in stopped))
    return 0


def resume(*, config: Path, wave: str, form: str) -> int:
    """Let a stopped wave go on. Raises SafetyStop for one that is not stopped, and StateError."""
    settings = load_with_state(config)
    with opened_state(settings, writes=True) as state:
        waves = state.waves()
        resumed = waves.resume(wave, settings.outreach.approvals)
        known = waves.wave(wave)
        if not resumed:
            why = f"it is {known.state.value}" if known else "there is no such wave"
            fix = "zendesk-bridge outreach status lists them"
            raise SafetyStop(f"Wave {wave} cannot be resumed: {why}. Nothing was sent.", fix=fix)
    if form == "json":
        emit_json({"ok": True, "resumed": wave, "state": known.state.value if known else None})
    elif known and known.state is WaveState.WAITING:
        lacking = settings.outreach.approvals - len(known.approved)
        emit("\n".join(waiting_lines(known, lacking, "send")))
    else:
        emit(f"Wave {wave} goes on with the next run: zendesk-bridge sync")
    return 0
