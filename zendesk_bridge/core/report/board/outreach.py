"""What outreach did, on the board: in one sentence for each thing that is so, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from zendesk_bridge.core.board import OutreachTotals
from zendesk_bridge.core.model import MessageState, WaveState
from zendesk_bridge.core.plural import number

_MESSAGES: Final = {
    MessageState.TOLD: "sent",
    MessageState.DRAFTED: "left as drafts for agents",
    MessageState.EXPORTED: "exported for another program",
    MessageState.PLANNED: "not sent yet",
    MessageState.INTENDED: "perhaps sent",
    MessageState.SKIPPED: "skipped",
    MessageState.FAILED: "not taken by the helpdesk",
}
_WAVES: Final = {WaveState.RUNNING: "running", WaveState.WAITING: "waiting for approval", WaveState.STOPPED: "stopped"}


def outreach_words(found: OutreachTotals) -> Iterator[str]:
    """Yield what is so of outreach; nothing where none was ever begun."""
    told = [f"{count} {what}" for state, what in _MESSAGES.items() if (count := found.messages.get(state, 0))]
    if told:
        yield f"Messages: {', '.join(told)}."
    waves = [f"{count} {what}" for state, what in _WAVES.items() if (count := found.waves.get(state, 0))]
    if waves:
        yield f"Waves: {', '.join(waves)}."
    if found.uncarried:
        verb = "waits" if found.uncarried == 1 else "wait"
        yield f"{number(found.uncarried, 'choice')} on the page {verb} for the next run to put it on the ticket."


def outreach_json(found: OutreachTotals) -> dict[str, Any]:
    """Return what is so of outreach as JSON-like data."""
    return {
        "messages": {state.value: found.messages.get(state, 0) for state in MessageState},
        "waves": {state.value: found.waves.get(state, 0) for state in WaveState},
        "choices_on_no_ticket_yet": found.uncarried,
    }
