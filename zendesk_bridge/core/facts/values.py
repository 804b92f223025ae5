"""How far a feed is believed, what it answers, and what may be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Backorder, LastGood, LastRead


@dataclass(frozen=True, slots=True)
class FeedPolicy:
    """How far a feed is believed: by what share it may shrink at once, how long an item's last good reading stands."""

    max_shrink: float = 0.5
    max_age: timedelta = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What one feed says now, beside what was last read of it well; ``silent`` is why it says nothing at all."""

    feed: str
    policy: FeedPolicy
    last: LastGood | None = None
    read: tuple[Backorder, ...] = ()
    problems: tuple[Problem, ...] = ()
    silent: str = ""

    @property
    def whole(self) -> bool:
        """Whether it was read to its end without a mistake, so that what it does not list is not in it."""
        return not (self.silent or self.problems)

    @property
    def known(self) -> Mapping[str, LastRead]:
        """What was last read of it, by SKU."""
        return {row.item.sku: row for row in (self.last.items if self.last else ())}


@dataclass(frozen=True, slots=True)
class Facts:
    """Every late item, by SKU; what people must know about the feeds; and the readings worth remembering.

    ``warnings`` tell which feed is not believed, ``reminders`` which window is over and needs a new date.
    ``standing`` is what stands from now on, of each feed of which that has changed; ``forgotten`` are feeds of which
    nothing stands any more. ``before`` are the items as they were told last; empty when none ever were. ``partial``
    says that a feed with mistakes was never read before: what it does not say may be late all the same.
    """

    late: Mapping[str, Backorder]
    warnings: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    standing: Mapping[str, LastGood] = field(default_factory=dict)
    before: Mapping[str, Backorder] = field(default_factory=dict)
    partial: bool = False
    forgotten: frozenset[str] = frozenset()


Judge = Callable[[Sequence[Backorder]], Iterable[tuple[str, Problem]]]
"""What is wrong with items that were read well: the SKU of each that had better not be told so, and why."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """How to read: ``today`` is the day in the shop's time zone, ``keep_going`` says that nobody is there to ask."""

    today: date
    accept_fewer: bool = False
    keep_going: bool = False
    judge: Judge = lambda _: ()
