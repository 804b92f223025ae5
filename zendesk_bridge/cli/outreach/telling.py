"""What became of waves, for people and programs: exactly what was done, what waits and until when, what failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from zendesk_bridge.app.outreach.sent import Hold, SentThrough, WaveSent
from zendesk_bridge.app.outreach.standing import Outlook, WaveStanding
from zendesk_bridge.core.errors import TryLater
from zendesk_bridge.core.model import MessageCount, MessageState, Wave, WaveState
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.policy import OutreachPolicy

PARTLY: Final = 3
"""Exit code: some messages were not taken, the rest was sent."""

LISTED: Final = 20
"""Failed messages that are named; the others are counted. JSON names all."""

_STATES: Final[Mapping[WaveState, str]] = {
    WaveState.WAITING: "waits for approval",
    WaveState.RUNNING: "runs",
    WaveState.STOPPED: "is stopped",
    WaveState.DONE: "is done",
}
_COUNTED: Final[Mapping[MessageState, str]] = {
    MessageState.TOLD: "sent",
    MessageState.DRAFTED: "left as drafts for an agent",
    MessageState.EXPORTED: "exported",
    MessageState.PLANNED: "to be sent",
    MessageState.INTENDED: "perhaps sent",
    MessageState.SKIPPED: "skipped",
    MessageState.FAILED: "failed",
}


def exit_code(sent: Sequence[WaveSent]) -> int:
    """Return the exit code that waves leave with: what keeps all of them waiting counts most."""
    errors = [error for one in sent for _, error in one.broken]
    if any(isinstance(error, TryLater) for error in errors):
        return TryLater.exit_code
    if errors:
        return errors[0].exit_code
    return PARTLY if any(one.failed for one in sent) else 0


# --- what a run did


def sent_lines(sent: WaveSent) -> Iterator[str]:
    """Yield what a run did on one wave."""
    counts = (
        (sent.told, "sent"),
        (sent.drafted, "left as drafts for an agent"),
        (sum(part.found for part in sent.through), "found to have been sent before"),
        (sum(sum(part.skipped.values()) for part in sent.through), "skipped"),
        (len(sent.failed), "failed"),
        (sent.left, "left"),
    )
    told = ", ".join(f"{count} {word}" for count, word in counts if count) or "nothing to be sent"
    yield f"Wave {sent.wave.id}: {told}. It {_STATES[sent.wave.state]}."
    if sent.wave.state is WaveState.WAITING:
        lacking = number(sent.policy.approvals - len(sent.wave.approved), "more approval")
        yield f"  The rest waits for {lacking}: zendesk-bridge outreach send --plan {sent.wave.id} --approve-as NAME"
    for part in sent.through:
        yield from _part_lines(part, sent.policy)


def _part_lines(part: SentThrough, policy: OutreachPolicy) -> Iterator[str]:
    yield from (f"  {part.helpdesk}: {count} skipped: {why}" for why, count in part.skipped.items())
    for one in part.failed[:LISTED]:
        yield f"  {part.helpdesk}: order {one.order_number} (message {one.message}) was not taken: {one.why}"
    if len(part.failed) > LISTED:
        yield f"  {part.helpdesk}: {number(len(part.failed) - LISTED, 'more message')} was not taken"
    yield from (f"  {part.helpdesk}: {line}" for line in _holds(part, policy))


def _holds(part: SentThrough, policy: OutreachPolicy) -> Iterator[str]:
    until = f" until {part.until:%Y-%m-%d %H:%M}" if part.until else ""
    if Hold.HOUR in part.holds:
        yield f"the rest waits{until}: {policy.per_hour} an hour have been sent (outreach.per_hour)"
    if Hold.NIGHT in part.holds:
        yield f"some wait{until}: it is not {policy.hours} where these customers live (outreach.hours)"
    if Hold.STOPPED in part.holds:
        yield "the rest is not sent: a person stopped the wave"
    if part.broken:
        yield f"the rest waits{until}: {part.broken.message}"


def sent_json(sent: WaveSent) -> dict[str, Any]:
    """Return the same as JSON-like data, with every message that was not taken."""
    return {
        **wave_json(sent.wave),
        "sent": sent.told,
        "drafted": sent.drafted,
        "left": sent.left,
        "helpdesks": {part.helpdesk: _part_json(part) for part in sent.through},
    }


def _part_json(part: SentThrough) -> dict[str, Any]:
    return {
        "sent": part.told,
        "drafted": part.drafted,
        "found": part.found,
        "skipped": dict(part.skipped),
        "failed": [{"message": it.message, "order": it.order_number, "why": it.why} for it in part.failed],
        "waits_for": sorted(part.holds),
        "until": part.until.isoformat() if part.until else None,
        "error": part.broken.message if part.broken else None,
    }


# --- where waves stand


def waiting_lines(wave: Wave, lacking: int, command: str) -> Iterator[str]:
    """Yield who must still agree to a wave, and what they run."""
    what = f"Wave {wave.id} waits for {number(lacking, 'more approval')}: nothing was sent."
    yield f"{what} Approved by {' and '.join(wave.approved) or 'a person who gave no name'}."
    yield f"  Another person runs: zendesk-bridge outreach {command} --plan {wave.id} --approve-as NAME"


def wave_lines(found: WaveStanding, zone: tzinfo, approvals: int) -> Iterator[str]:
    """Yield where one wave stands, who approved it, and what became of every message that its plan had."""
    wave = found.wave
    approved = f", approved by {' and '.join(wave.approved)}" if wave.approved else ""
    yield f"Wave {wave.id} {_STATES[wave.state]}; begun {_moment(wave.at, zone)}{approved}."
    for helpdesk in sorted({it.helpdesk for it in found.counts}):
        mine = [it for it in found.counts if it.helpdesk == helpdesk]
        told = (f"{_sum(mine, state)} {word}" for state, word in _COUNTED.items() if _sum(mine, state))
        yield f"  {helpdesk}: {', '.join(told)}"
        yield from (f"    {it.count} {_COUNTED[it.state]}: {it.why}" for it in mine if it.why)
    yield from (f"  {count} went over to wave {newer}" for newer, count in found.moved.items())
    if found.fewer:
        word = "is" if found.fewer == 1 else "are"
        why = "shipped, cancelled or told since"
        yield f"  {found.fewer} of the {found.planned} planned {word} no message of it: {why}"
    if found.pace:
        yield f"  {pace_words(found, zone, approvals)}"


def pace_words(found: WaveStanding, zone: tzinfo, approvals: int) -> str:
    """Return in words whether what is left of a wave goes out, and what it takes."""
    wave, left = found.wave, number(found.left, "message")
    match found.pace:
        case Outlook.GOES | None:
            return f"{left} left: the next runs go on with it (zendesk-bridge sync)."
        case Outlook.SLEEPS:
            when = f" from {_moment(found.due, zone)} on" if found.due else ""
            return f"{left} left: the next runs go on with it{when}."
        case Outlook.OFF:
            return f"{left} left: nothing goes out while outreach is off (outreach.send)."
        case Outlook.LACKS:
            lacking = number(max(approvals - len(wave.approved), 1), "more approval")
            return f"{left} left: {lacking} needed: zendesk-bridge outreach send --plan {wave.id} --approve-as NAME"
        case Outlook.EXPIRED:
            return (
                f"{left} left: its plan is too old to be approved. A new one has these orders once it is stopped: "
                f"zendesk-bridge outreach stop {wave.id}"
            )
        case Outlook.STOPPED:
            return f"{left} not sent: a new plan has these orders, or zendesk-bridge outreach resume {wave.id}"


def wave_json(wave: Wave) -> dict[str, Any]:
    """Return where one wave stands as JSON-like data."""
    return {
        "wave": wave.id,
        "state": wave.state.value,
        "begun": wave.at.isoformat(),
        "approved": list(wave.approved),
    }


def counts_json(counts: Sequence[MessageCount]) -> list[dict[str, Any]]:
    """Return how many messages stand where as JSON-like data."""
    return [{"helpdesk": it.helpdesk, "state": it.state.value, "why": it.why, "count": it.count} for it in counts]


def _sum(counts: Sequence[MessageCount], state: MessageState) -> int:
    return sum(it.count for it in counts if it.state is state)


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def standing_json(found: WaveStanding) -> dict[str, Any]:
    """Return where one wave stands as JSON-like data, with what became of every message that its plan had."""
    return {
        **wave_json(found.wave),
        "planned": found.planned,
        "messages": counts_json(found.counts),
        "moved": dict(found.moved),
        "fewer": found.fewer,
        "left": found.left,
        "pace": found.pace,
        "due": found.due.isoformat() if found.due else None,
    }
