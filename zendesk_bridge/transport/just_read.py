"""What the last request brought, for a write that follows at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

SECONDS = 5.0
"""How long a reading stands for another one: deciding on a hundred tickets takes less than one second, and an agent
would have had to save an edit within this time."""

T = TypeVar("T")


class JustRead(Generic[T]):
    """Keeps what one request read, as long as no other was sent since and it is a few seconds old at most.

    A write has to be sure of what it replaces. Where the application has only just read the ticket, to decide on it,
    asking for it once more is a call that tells nothing new.

    Args:
        calls: how many requests were sent so far.
        clock: seconds that only go forward.
    """

    def __init__(self, calls: Callable[[], int], clock: Callable[[], float] = time.monotonic) -> None:
        self._calls, self._clock = calls, clock
        self._found: Mapping[int, T] = {}
        self._sent, self._at = -1, 0.0

    def keep(self, found: Mapping[int, T]) -> None:
        """Keep what was read just now, by ticket, in place of what was kept before."""
        self._found, self._sent, self._at = found, self._calls(), self._clock()

    def among(self, ticket_ids: set[int]) -> Mapping[int, T]:
        """Return what is known of these tickets without asking."""
        if self._sent != self._calls() or self._clock() - self._at > SECONDS:
            return {}
        return {ticket_id: self._found[ticket_id] for ticket_id in ticket_ids & self._found.keys()}
