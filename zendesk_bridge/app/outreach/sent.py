"""What sending needs besides the bridge, and what it came to, as values that every face can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from zendesk_bridge.app import facts
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.model import NOTHING_HEARD, Heard, MessageLine, MessageState, News, Order, OrderKey, Wave
from zendesk_bridge.core.policy import OutreachPolicy
from zendesk_bridge.core.ports import OrderFeed

AwareClock = Callable[[], datetime]
"""Tells the (aware) moment."""


@dataclass(frozen=True, slots=True)
class OwedNow:
    """What one order is owed at this moment, and what its customer ``heard`` before.

    ``why`` says why it is owed nothing, "" where it is owed something. ``template`` is None where a person writes.
    ``rest`` says that its message may offer to send the rest of the order: see :class:`Message`.
    """

    why: str = ""
    segment: str = ""
    template: str | None = None
    news: News | None = None
    lines: tuple[MessageLine, ...] = ()
    heard: Heard = field(default_factory=lambda: NOTHING_HEARD)
    rest: bool = False


class OwedJudge(Protocol):
    """Says what orders are owed by the facts, the segments and all that was told, as of now."""

    def __call__(
        self, orders: Sequence[Order], known: facts.Facts, ours: Collection[str]
    ) -> Mapping[OrderKey, OwedNow]:
        """Return it by order; ``ours`` are the messages that are just being sent, and do not count as told."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """What sending needs besides the bridge: where orders come from by name, who judges them, and an aware clock."""

    feeds: Mapping[str, OrderFeed]
    judge: OwedJudge = field(repr=False)
    clock: AwareClock


class Hold(StrEnum):
    """Why what is left of a wave waits.

    ``HOUR``: as many were sent as an hour may have; ``NIGHT``: customers are not written to at this time of theirs;
    ``STOPPED``: a person stopped the wave; ``BROKEN``: a helpdesk, a shop or a mail failed.
    """

    HOUR = "hour"
    NIGHT = "night"
    STOPPED = "stopped"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """One message that a helpdesk would not take, and why in its words: ids, never an address."""

    message: str
    order_number: str
    why: str


@dataclass(frozen=True, slots=True)
class SentThrough:
    """What became of a wave's messages through one helpdesk in this run.

    ``told`` were sent, ``drafted`` left on an open ticket for an agent, ``found`` turned out to have been sent by a run
    that ended before it could say so. ``skipped`` counts those that are not sent any more, by why. ``holds`` says why
    the rest waits, and ``until`` when it may go on by the shop's clock, where that is known. ``broken`` is what ended
    it early.
    """

    helpdesk: str
    told: int = 0
    drafted: int = 0
    found: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    failed: tuple[FailedMessage, ...] = ()
    holds: frozenset[Hold] = frozenset()
    until: datetime | None = None
    broken: BridgeError | None = None


@dataclass(slots=True)
class SentSoFar:
    """What has become of a wave's messages through one helpdesk so far; see :class:`SentThrough`."""

    counts: Counter[MessageState] = field(default_factory=Counter)
    found: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: list[FailedMessage] = field(default_factory=list)
    holds: set[Hold] = field(default_factory=set)
    until: datetime | None = None
    broken: BridgeError | None = None

    def hold(self, why: Hold, until: datetime | None = None) -> None:
        """Remember why the rest waits, and until when at the earliest."""
        self.holds.add(why)
        if until is not None:
            self.until = min(self.until or until, until)

    @property
    def did_something(self) -> bool:
        """Whether the helpdesk took any message, or had one."""
        return bool(self.counts.total() or self.found)

    def through(self, helpdesk: str) -> SentThrough:
        """Return it as it is told."""
        told, drafted = self.counts[MessageState.TOLD], self.counts[MessageState.DRAFTED]
        return SentThrough(
            helpdesk,
            told,
            drafted,
            self.found,
            dict(sorted(self.skipped.items())),
            tuple(self.failed),
            frozenset(self.holds),
            self.until,
            self.broken,
        )


@dataclass(frozen=True, slots=True)
class WaveSent:
    """What a run did on one wave: the wave as it stands now, by helpdesk, and how many messages are ``left``.

    ``policy`` is what held it to the hours of the day and to so many an hour.
    """

    wave: Wave
    through: tuple[SentThrough, ...]
    left: int
    policy: OutreachPolicy = field(default_factory=OutreachPolicy)

    @property
    def told(self) -> int:
        """How many messages went out."""
        return sum(part.told for part in self.through)

    @property
    def drafted(self) -> int:
        """How many were left on an open ticket for an agent."""
        return sum(part.drafted for part in self.through)

    @property
    def failed(self) -> tuple[FailedMessage, ...]:
        """Every message that was not taken."""
        return tuple(one for part in self.through for one in part.failed)

    @property
    def broken(self) -> tuple[tuple[str, BridgeError], ...]:
        """What ended it early, by helpdesk."""
        return tuple((part.helpdesk, part.broken) for part in self.through if part.broken)

    @property
    def did_something(self) -> bool:
        """Whether anything became of any message."""
        return any(part.told or part.drafted or part.found or part.skipped or part.failed for part in self.through)
