"""Use case: where outreach stands by what is remembered: what moves, what stands still and why, whose turn it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from zendesk_bridge.core.audience import OutreachId
from zendesk_bridge.core.audience.plan_id import LONGEST
from zendesk_bridge.core.errors import SafetyStop
from zendesk_bridge.core.model import UNSENT, Message, MessageCount, MessageState, Wave, WaveState, plain_sku
from zendesk_bridge.core.policy import OutreachPolicy
from zendesk_bridge.core.ports import Memory, State, Waves

PATIENCE: Final = timedelta(days=1)
"""For how long a draft may wait for an agent before that is told: a working day, and what fell on the night before."""


class Outlook(StrEnum):
    """Whether what is left of a wave goes out, and what it takes.

    ``GOES``: the next runs send it; ``SLEEPS``: it waits for a moment, such as the customers' day; ``OFF``: outreach is
    switched off; ``LACKS``: more people must agree; ``EXPIRED``: they cannot any more, for its plan is too old;
    ``STOPPED``: a person stopped it.
    """

    GOES = "goes"
    SLEEPS = "sleeps"
    OFF = "off"
    LACKS = "lacks"
    EXPIRED = "expired"
    STOPPED = "stopped"

    @property
    def for_a_person(self) -> bool:
        """Whether it stands still until somebody does something."""
        return self not in {Outlook.GOES, Outlook.SLEEPS}


@dataclass(frozen=True, slots=True)
class WaveStanding:
    """One wave as it stands: where its messages are, and of those that are ``left``, whether they go out.

    ``planned`` is how many its plan had, None where its ID does not say. ``moved`` counts those that a newer wave took
    over, by that wave's ID. ``pace`` is None where nothing is left. ``due`` is when the first of those that wait may go
    out.
    """

    wave: Wave
    counts: tuple[MessageCount, ...] = ()
    moved: Mapping[str, int] = field(default_factory=dict)
    planned: int | None = None
    pace: Outlook | None = None
    due: datetime | None = None

    @property
    def left(self) -> int:
        """How many of its messages did not go out yet, as far as anybody knows."""
        return sum(it.count for it in self.counts if it.state in UNSENT)

    @property
    def fewer(self) -> int:
        """How many messages of its plan it never had: their orders were owed no word any more when it began."""
        if self.planned is None:
            return 0
        return max(self.planned - sum(it.count for it in self.counts) - sum(self.moved.values()), 0)


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A message that waits on a customer's own ticket for an agent, ``since`` an aware moment."""

    helpdesk: str
    ticket_id: int
    since: datetime


@dataclass(frozen=True, slots=True)
class OutreachStanding:
    """The waves that are not done, the drafts that have waited for long, and how many wait for less."""

    waves: tuple[WaveStanding, ...] = ()
    drafts: tuple[WaitingDraft, ...] = ()
    fresh: int = 0


def standing(state: State, policy: OutreachPolicy, now: datetime) -> OutreachStanding:
    """Return how outreach stands ``now`` (aware). Raises StateError."""
    waves = state.waves()
    everything = waves.all_waves()
    live = tuple(wave_standing(waves, one, policy, now) for one in everything if one.state is not WaveState.DONE)
    drafts = [one for wave in everything for one in waves.messages(wave.id, [MessageState.DRAFTED])]
    waiting = tuple(_waiting(state, drafts, now))
    old = tuple(one for one in waiting if one.since <= now - PATIENCE)
    return OutreachStanding(live, old, len(waiting) - len(old))


def wave_standing(waves: Waves, wave: Wave, policy: OutreachPolicy, now: datetime) -> WaveStanding:
    """Return how one wave stands. Raises StateError."""
    plan = _plan_of(wave)
    found = WaveStanding(wave, waves.tally(wave.id), waves.moved(wave.id), plan.count if plan else None)
    due = _sleeps_until(waves, wave, now)
    pace = _pace(found, plan, due, policy, now) if wave.state is not WaveState.DONE and found.left else None
    return WaveStanding(wave, found.counts, found.moved, found.planned, pace, due if pace is Outlook.SLEEPS else None)


def _sleeps_until(waves: Waves, wave: Wave, now: datetime) -> datetime | None:
    """Return when the first message of a wave may go out, None where one may already."""
    return None if next(waves.messages(wave.id, UNSENT, due=now), None) else waves.next_due(wave.id)


def _pace(
    found: WaveStanding, plan: OutreachId | None, due: datetime | None, policy: OutreachPolicy, now: datetime
) -> Outlook:
    if found.wave.state is WaveState.STOPPED:
        return Outlook.STOPPED
    if found.wave.state is WaveState.WAITING:
        return Outlook.EXPIRED if plan and now - plan.minute > LONGEST else Outlook.LACKS
    if not policy.send:
        return Outlook.OFF
    return Outlook.SLEEPS if due else Outlook.GOES


def _plan_of(wave: Wave) -> OutreachId | None:
    try:
        return OutreachId.read(wave.id)
    except SafetyStop:
        return None


def _waiting(state: State, drafts: Sequence[Message], before: datetime) -> Iterator[WaitingDraft]:
    """Yield the drafts left before then that nobody has sent since, and whose ticket is not over, oldest first.

    Of an order the newest alone: where the window moved meanwhile, an older one holds no more.
    """
    rows = {account.name: account.row for account in state.accounts()}
    by_helpdesk: defaultdict[str, list[Message]] = defaultdict(list)
    newest = {one.order: one for one in sorted(drafts, key=lambda one: one.at or before)}
    for one in newest.values():
        if one.at and one.at <= before and one.helpdesk in rows:
            by_helpdesk[one.helpdesk].append(one)
    found = [it for name, some in by_helpdesk.items() for it in _unsent(state.memory(rows[name]), some)]
    for one in sorted(found, key=lambda it: (it.at or before, it.ticket_id)):
        yield WaitingDraft(one.helpdesk, one.ticket_id, one.at or before)


def _unsent(memory: Memory, drafts: Sequence[Message]) -> Iterator[Message]:
    tickets = sorted({one.ticket_id for one in drafts})
    promises, views = memory.promises(tickets), memory.views(tickets)
    for one in drafts:
        skus = {plain_sku(line.sku) for line in one.lines}
        said = (it for it in promises.get(one.ticket_id, ()) if plain_sku(it.sku) in skus)
        over = one.ticket_id in views and views[one.ticket_id].dormant
        if not over and not any(one.at and it.at > one.at for it in said):
            yield one
