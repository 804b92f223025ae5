"""Staying below the helpdesk's limits before it has to say no, so that agents keep their share."""

from __future__ import annotations

import re
from dataclasses import dataclass

ACCOUNT = "account"
_MINUTE = 60.0  # seconds
_HOUR = 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class RateLimit:
    """One rate limit as a response's headers tell it; ``resets`` is in seconds from now.

    The limit named :data:`ACCOUNT` is shared with agents and holds for every request; any other name belongs
    to the endpoints whose responses mention it.
    """

    name: str
    total: int
    remaining: int
    resets: float


def family(method: str, path: str) -> str:
    """Return what requests of one endpoint have in common: the method, and the path without its ids."""
    return method + " " + re.sub(r"/\d+(?=[/.]|$)", "/:id", path)


class Pace:
    """Remembers the limits and tells how long to wait before a request. Knows no clock: times are passed in."""

    def __init__(self, max_share: float) -> None:
        self._floor = 1.0 - min(max(max_share, 0.0), 1.0)
        self._spent: dict[str, float] = {}
        self._families: dict[str, set[str]] = {}
        self._narrow: set[str] = set()

    def learn(self, limits: tuple[RateLimit, ...], endpoint: str, now: float) -> None:
        """Take in what a response of this endpoint said, at ``now`` (seconds).

        Limits of accounts and endpoints are per minute. One that lasts longer belongs to a single ticket (Zendesk: 30
        updates in ten minutes): it must not hold up the others, and where it is reached a 429 says so. An account's
        limit that would last for more than an hour, or for less than no time, is taken for one of a minute.
        """
        self._narrow |= {limit.name for limit in limits if limit.name != ACCOUNT and limit.resets > _MINUTE}
        for limit in limits:
            if limit.name in self._narrow:
                continue
            self._families.setdefault(limit.name, set()).add(endpoint)
            keep = limit.total * self._floor if limit.name == ACCOUNT else 0.0
            if limit.total > 0 and limit.remaining <= keep:
                self._spent[limit.name] = now + (limit.resets if 0 <= limit.resets <= _HOUR else _MINUTE)
            else:
                self._spent.pop(limit.name, None)

    def wait(self, endpoint: str, now: float, longest: float) -> float:
        """Return how many seconds a request to this endpoint should wait, and forget the limits waited for.

        It is ``longest`` at most; a limit that lasts longer is remembered for the next request.
        """
        concerned = [
            name for name in self._spent if name == ACCOUNT or endpoint in self._families.get(name, frozenset())
        ]
        wait = max((self._spent[name] - now for name in concerned), default=0.0)
        if wait > longest:
            return longest
        for name in concerned:
            del self._spent[name]
        return wait
