"""outreach status: where waves stand, who approved them, what was skipped and why. Offline."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from zendesk_bridge.app.outreach.continuing import OFF
from zendesk_bridge.app.outreach.standing import wave_standing
from zendesk_bridge.cli.common import load_with_state, opened_state
from zendesk_bridge.cli.output import emit, emit_json
from zendesk_bridge.cli.outreach.telling import standing_json, wave_lines
from zendesk_bridge.core.errors import SafetyStop
from zendesk_bridge.core.model import WaveState
from zendesk_bridge.wiring import policy

SHOWN = 5
"""Waves that are shown unless one is asked for; JSON has all."""


def status(*, config: Path, wave: str | None, form: str) -> int:
    """Show where waves stand. Raises SafetyStop for one that is none, and StateError."""
    settings = load_with_state(config)
    outreach = policy(settings).outreach
    with opened_state(settings, writes=False) as state:
        waves = state.waves()
        found = waves.all_waves()
        if wave is not None:
            found = tuple(one for one in found if one.id == wave)
            if not found:
                raise SafetyStop(f"There is no wave {wave}.", fix="without WAVE the command lists them")
        told = [wave_standing(waves, one, outreach, datetime.now(UTC)) for one in found]
    if form == "json":
        emit_json({"ok": True, "waves": [standing_json(one) for one in told]})
        return 0
    for one in told[:SHOWN]:
        emit("\n".join(wave_lines(one, settings.timezone, outreach.approvals)))
    if len(told) > SHOWN:
        emit(f"{len(told) - SHOWN} older; name one to see it, or --format json for all.")
    if not settings.outreach.send and any(one.state is WaveState.RUNNING for one in found):
        emit(f"{OFF[0].upper()}{OFF[1:]}.")
    if not told:
        emit("Nothing was ever sent. `zendesk-bridge outreach plan` shows who would be written to.")
    return 0
