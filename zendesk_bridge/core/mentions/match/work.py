"""What the search of one ticket may cost: counted, not timed, so that the same words are always, or never, read."""

from __future__ import annotations

MOST = 20_000_000
"""In characters read: a few seconds. The longest threads that customers write, in HTML, are a fifth of it."""

PLACE = 500
"""What it costs to judge one place, measured in characters that are read in the same time."""

NEAR = 10
"""What it costs to compare one term with what may be its typo."""

OVERLONG = "too long to be searched: it would hold up all others"
"""Why a ticket was skipped that costs more."""


class OverBudget(Exception):
    """One ticket costs more than it may."""


class Work:
    """What is left of it for one ticket."""

    def __init__(self, most: int | None = None) -> None:
        self._left = MOST if most is None else most

    def take(self, cost: int) -> None:
        """Pay for what comes next. Raises OverBudget."""
        self._left -= cost
        if self._left < 0:
            raise OverBudget
