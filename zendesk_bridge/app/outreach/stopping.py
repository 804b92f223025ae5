"""Use case: a person stops what is being sent, whoever holds the lease."""

from __future__ import annotations

from zendesk_bridge.core.errors import SafetyStop
from zendesk_bridge.core.model import WaveState
from zendesk_bridge.core.ports import Waves

_GOING = frozenset({WaveState.RUNNING, WaveState.WAITING})


def stop(waves: Waves, wave: str | None) -> tuple[str, ...]:
    """Stop this wave, or every one that runs or waits, and return which were. Raises SafetyStop for one that is none.

    No lease is needed: whoever is sending sees it before the next message.
    """
    if wave is not None and waves.wave(wave) is None:
        raise SafetyStop(f"There is no wave {wave}.", fix="zendesk-bridge outreach status lists them")
    wanted = [wave] if wave is not None else [one.id for one in waves.all_waves() if one.state in _GOING]
    return tuple(one for one in wanted if waves.stop(one))
