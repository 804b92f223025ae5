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
