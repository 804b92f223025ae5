"""A run of the scheduled job that has ended: when, how, and how much of what. No text of errors or tickets in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class RunEnd(StrEnum):
    """How a run ended, by its exit code.

    ``GOOD``: 0; ``PARTLY``: 3, what waits for a person was left, the rest is done; ``REFUSED``: 5; ``LATER``: 75;
    ``STOPPED``: 130, by a person or a system that was shut down; ``FAILED``: everything else.
    """

    GOOD = "good"
    PARTLY = "partly"
    REFUSED = "refused"
    FAILED = "failed"
    LATER = "later"
    STOPPED = "stopped"

    @classmethod
    def of(cls, exit_code: int) -> RunEnd:
        """Return how a run ended that left with this exit code."""
        return _BY_CODE.get(exit_code, cls.FAILED)

    @property
    def good(self) -> bool:
        """Whether the job did what it could: what waits for a person is told apart."""
        return self in GOOD_ENDS


GOOD_ENDS = frozenset({RunEnd.GOOD, RunEnd.PARTLY})
"""How a run ends that did what it could."""

_BY_CODE = {0: RunEnd.GOOD, 3: RunEnd.PARTLY, 5: RunEnd.REFUSED, 75: RunEnd.LATER, 130: RunEnd.STOPPED}

BUSY = "busy"
"""What is counted of a run that found another one at work."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run that has ended. ``started`` is aware; ``seconds`` is how long it took, by a clock that only goes forward.

    ``counts`` are by what was counted and where, ``macros:shop``: ``macros`` and ``tickets`` that were written,
    ``calls`` of the API, by helpdesk; ``waiting`` by kind. A run that came to no end of its own has none of these.
    ``waiting`` is how many things wait for a person altogether.
    """

    started: datetime
    seconds: float
    end: RunEnd
    exit_code: int
    counts: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0

    @property
    def ended(self) -> datetime:
        """When it ended."""
        return self.started + timedelta(seconds=self.seconds)

    @property
    def busy(self) -> bool:
        """Whether another run was at work, so that this one did nothing: no news of the job, good or bad."""
        return bool(self.counts.get(BUSY))

    def counted(self, what: str) -> Mapping[str, int]:
        """Return how much was counted of one thing, by where: ``macros`` by helpdesk, ``waiting`` by kind."""
        return {key.removeprefix(f"{what}:"): count for key, count in self.counts.items() if key.startswith(f"{what}:")}


class WaitKind(StrEnum):
    """What waits for a person: the word is the key in a run's counts.

    ``HELD``: a macro that was edited or deleted on the helpdesk, or cannot be written; ``REFUSED``: what the safety
    gate holds; ``DUE``: a promised update whose day has come; ``FOLLOWUP``: a customer whom somebody must write to, by
    what they were told; ``OVER``: an item whose ship window has passed;
    ``FAILED``: a ticket or macro that the helpdesk did not take; ``ACCOUNT``: a helpdesk that is another account, or
    knows our credentials no more; ``SOURCE``: a file or feed that is not believed, or wrong; ``SETUP``: ticket fields.
    """

    HELD = "held"
    REFUSED = "refused"
    DUE = "due"
    FOLLOWUP = "followup"
    OVER = "over"
    FAILED = "failed"
    ACCOUNT = "account"
    SOURCE = "source"
    SETUP = "setup"


@dataclass(frozen=True, slots=True, order=True)
class Waits:
    """One thing that waits for a person: ids and names of the admin's choice, and no words of anybody else.

    ``helpdesk`` is where, "" where it is no helpdesk's; ``what`` a macro's key, a SKU, a ticket's number, a setting,
    a file. ``count`` is how many of them, where it is more than one thing.
    """

    kind: WaitKind
    helpdesk: str
    what: str
    count: int = field(default=1, compare=False)
