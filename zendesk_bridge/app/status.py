"""Use case: how the scheduled job is doing, from what is remembered: no helpdesk and no feed is asked.

Whether the job is well is judged here and nowhere else: :attr:`Status.pulse`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from zendesk_bridge.app.bridge import LEASE
from zendesk_bridge.app.facts import FeedPolicy
from zendesk_bridge.app.followups import DueUpdate, Lateness, due_updates, follow_ups
from zendesk_bridge.app.outreach.exported import exported_follow_ups
from zendesk_bridge.app.tickets.due import pages
from zendesk_bridge.core.alerts import DOWN
from zendesk_bridge.core.followups import FollowUpCounts, total
from zendesk_bridge.core.model import LastGood, Run, WaitKind
from zendesk_bridge.core.ports import Memory, State

MAX_AGE = timedelta(hours=1)
"""How old the last good run may be: a job of every five minutes has then missed a dozen runs."""

AHEAD = timedelta(minutes=5)
"""So far ahead of this clock another machine's may be; what ended further ahead says that the clock was set back."""

_RECENT = 50  # runs that are looked through for what the last one knew


class Pulse(StrEnum):
    """Whether the last good run is young enough, too old, in the future of this clock, or never was."""

    WELL = "well"
    LATE = "late"
    AHEAD = "ahead"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Shop:
    """What the config says of the shop: its ``zone``, its ``helpdesks``, how long facts must stand to count.

    Nobody waits on a helpdesk that is looked after no more.
    """

    zone: tzinfo
    helpdesks: Collection[str]
    settle: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class OldItem:
    """An item that stands as it was read before: its feed gave something since, and not this one."""

    sku: str
    read_at: datetime
    lapsed: bool


@dataclass(frozen=True, slots=True)
class FeedAge:
    """When a feed was last read, how many items stand of it, and which of them are older than that.

    ``read_at`` is None for a feed that never was read well.
    """

    name: str
    read_at: datetime | None = None
    items: int = 0
    old: tuple[OldItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """How the job was doing at ``now``.

    ``last`` is the last run that was not merely another's guest, ``good`` the last that did what it could, ``told`` the
    last that came to an end of its own, and so knew what waits. ``running`` is since when a run is at work. ``failing``
    counts tickets by helpdesk that could not be read or written and will be tried again.
    """

    now: datetime
    max_age: timedelta
    last: Run | None = None
    good: Run | None = None
    told: Run | None = None
    running: datetime | None = None
    feeds: tuple[FeedAge, ...] = ()
    due: tuple[DueUpdate, ...] = ()
    followups: FollowUpCounts = field(default_factory=FollowUpCounts)
    over: tuple[str, ...] = ()
    failing: Mapping[str, int] = field(default_factory=dict)

    @property
    def pulse(self) -> Pulse:
        """Whether the job is well: its last good run ended no longer ago than ``max_age``."""
        if self.good is None:
            return Pulse.NEVER
        age = self.now - self.good.ended
        if age < -AHEAD:
            return Pulse.AHEAD
        return Pulse.WELL if age <= self.max_age else Pulse.LATE

    @property
    def waiting(self) -> Mapping[WaitKind, int]:
        """How many things of each kind wait for a person, as far as it is known without asking anybody.

        What is due and what fails is counted from what is remembered now; the rest as the last run told it.
        """
        told = self.told.counted("waiting") if self.told else {}
        known = {
            WaitKind.DUE: len(self.due),
            WaitKind.FOLLOWUP: self.followups.waiting,
            WaitKind.OVER: len(self.over),
        }
        failed = max(told.get(WaitKind.FAILED, 0), sum(self.failing.values()))
        found = {kind: told.get(kind, 0) for kind in WaitKind} | known | {WaitKind.FAILED: failed}
        return {kind: count for kind, count in found.items() if count}

    @property
    def down(self) -> tuple[str, ...]:
        """The helpdesks that the last run could not reach, or that broke off."""
        return tuple(self.told.counted(DOWN)) if self.told and self.told == self.last else ()


def read(
    state: State,
    feeds: Sequence[tuple[str, FeedPolicy]],
    now: datetime,
    shop: Shop,
    max_age: timedelta = MAX_AGE,
) -> Status:
    """Return how the job is doing ``now`` (aware).

    Raises StateError and Unavailable.
    """
    recent = state.runs(_RECENT)
    stood = [(name, state.last_good(name), policy) for name, policy in feeds]
    late = {row.item.sku: row.item for _, good, _ in stood if good for row in good.items}  # with their dates
    here = now.astimezone(shop.zone)
    items, today = late.values(), here.date()
    memories = {known.name: state.memory(known.row) for known in state.accounts()}
    looked_after = {name: memory for name, memory in memories.items() if name in shop.helpdesks}
    lateness = Lateness.of(here, late, state.fact_versions(), shop.settle)
    exported = exported_follow_ups(state.waves(), looked_after, lateness)
    followups = follow_ups(looked_after, lateness, also=exported)
    return Status(
        now,
        max_age,
        last=next((run for run in recent if not run.busy), None),
        good=state.last_good_run(),
        told=next((run for run in recent if run.counted("waiting")), None),
        running=state.held_since(LEASE),
        feeds=tuple(_age(name, good, policy, now) for name, good, policy in stood),
        due=due_updates(items, today, looked_after.values(), followups),
        followups=total(followups),
        over=tuple(item.sku for item in items if item.is_over(today)),
        failing={name: count for name, memory in memories.items() if (count := _failing(memory))},
    )


def _age(name: str, good: LastGood | None, policy: FeedPolicy, now: datetime) -> FeedAge:
    if good is None:
        return FeedAge(name)
    old = (
        OldItem(row.item.sku, row.read_at, lapsed=now - row.read_at > policy.max_age)
        for row in good.items
        if row.read_at < good.read_at or now - row.read_at > policy.max_age
    )
    return FeedAge(name, good.read_at, len(good.items), tuple(old))


def _failing(memory: Memory) -> int:
    """Return how many tickets could not be read or written when they were last tried."""
    return sum(view.setback is not None for ids in pages(memory.unsettled()) for view in memory.views(ids).values())
