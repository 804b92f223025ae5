"""The circuit breaker: a webhook whose receiver keeps failing is left alone for a while."""

from __future__ import annotations

from collections import deque

from zendesk_bridge.sandbox.hooks.parcels import Breaker


class Fuse:
    """One webhook's breaker; times are seconds of any one clock."""

    def __init__(self, rule: Breaker) -> None:
        self._rule = rule
        self._calls: deque[tuple[float, bool]] = deque()
        self._open_until = 0.0

    def is_open(self, now: float) -> bool:
        """Say whether sending is paused."""
        return now < self._open_until

    def note(self, now: float, *, failed: bool) -> None:
        """Count a call; too many failures pause sending, after which counting begins anew."""
        self._calls.append((now, failed))
        while self._calls[0][0] <= now - self._rule.window:
            self._calls.popleft()
        failures = sum(failed for _, failed in self._calls)
        share = failures >= self._rule.share * len(self._calls) and len(self._calls) >= self._rule.fewest
        if failed and (share or failures > self._rule.most):
            self._open_until = now + self._rule.pause
            self._calls.clear()
