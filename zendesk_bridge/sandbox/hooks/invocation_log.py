"""What became of each delivery: kept in memory, the newest of each webhook, and counted."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from threading import Lock

from zendesk_bridge.sandbox.hooks.parcels import HookDelivery, Invocation, ulid

KEPT = 1000
"""Invocations that are remembered for each webhook or rule."""
COUNTED = ("lost", "doubled", "late", "attempts", "delivered", "failed", "postponed", "dropped")


class InvocationLog:
    """Invocations by source, in the order of their beginning; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._numbers = count(1)
        self._kept: dict[str, deque[Invocation]] = {}
        self._counts: Counter[str] = Counter()

    def begin(self, delivery: HookDelivery, now: datetime) -> Invocation:
        """Open an invocation."""
        with self._lock:
            found = Invocation(ulid(now), next(self._numbers), delivery, now)
            self._kept.setdefault(delivery.source, deque(maxlen=KEPT)).append(found)
        return found

    def count(self, what: str) -> None:
        """Count one of ``COUNTED``."""
        with self._lock:
            self._counts[what] += 1

    def forget(self, source: str) -> None:
        """Drop what is remembered of a webhook or rule that is gone."""
        with self._lock:
            self._kept.pop(source, None)

    def of(self, source: str) -> list[Invocation]:
        """Return what is remembered of one webhook or rule, oldest first."""
        with self._lock:
            return list(self._kept.get(source, ()))

    def all(self) -> list[Invocation]:
        """Return what is remembered, oldest first."""
        with self._lock:
            found = [each for invocations in self._kept.values() for each in invocations]
        return sorted(found, key=lambda each: each.number)

    def counts(self) -> Mapping[str, int]:
        """Return how often each of ``COUNTED`` has happened."""
        with self._lock:
            return {name: self._counts[name] for name in COUNTED}
