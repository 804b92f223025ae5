"""Use case: what outreach did since a moment, added up over its waves, for lists that show more than outreach."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from zendesk_bridge.core.board import OutreachTotals
from zendesk_bridge.core.model import MessageState, WaveState
from zendesk_bridge.core.ports import Waves


def outreach_totals(waves: Waves, since: datetime | None = None) -> OutreachTotals:
    """Return what became of the waves begun since then, and of those that are not done, however old. Raises StateError.

    Choices that stand on no ticket yet are counted whenever they were made.
    """
    found: Counter[WaveState] = Counter()
    messages: Counter[MessageState] = Counter()
    for wave in waves.all_waves():
        if since is None or wave.at >= since or wave.state is not WaveState.DONE:
            found[wave.state] += 1
            for one in waves.tally(wave.id):
                messages[one.state] += one.count
    return OutreachTotals(found, messages, len(waves.uncarried()))
