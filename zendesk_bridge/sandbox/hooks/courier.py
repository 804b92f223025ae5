"""The courier: a thread that sends what the faces hand it, so that no answer of theirs ever waits for a receiver.

Waits are in the sandbox's time: ``--time-scale`` shortens them, and so does moving the clock.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING

from zendesk_bridge.sandbox.hooks.breakers import Fuse
from zendesk_bridge.sandbox.hooks.invocation_log import InvocationLog
from zendesk_bridge.sandbox.hooks.parcels import (
    CIRCUIT_BROKEN,
    Attempt,
    DeliveryResult,
    HookDelivery,
    Invocation,
    Outgoing,
)
from zendesk_bridge.sandbox.hooks.sending import path_of, send

if TYPE_CHECKING:
    from zendesk_bridge.sandbox.fault_rules import FaultRule
    from zendesk_bridge.sandbox.faults import Faults

_LONGEST_NAP = 1.0
"""Seconds; the clock may be moved by somebody who does not wake the courier."""
_STOP_SECONDS = 5.0  # that its thread is given to end


@dataclass(order=True, slots=True)
class _Parcel:
    """A delivery in the queue, by the time when it is due."""

    due: datetime
    turn: int
    invocation: Invocation = field(compare=False)
    retries: int = field(default=0, compare=False)


class Courier:
    """Sends deliveries in the order in which they are due, one at a time, from its own thread."""

    def __init__(self, clock: Callable[[], datetime], faults: Faults, scale: float = 1) -> None:
        self.invocations = InvocationLog()
        self.timeout: float | None = None
        """Real seconds that a receiver may take; None is what its vendor allows."""
        self.own_ports: set[int] = set()
        """The ports of the sandbox's faces, to which nothing is ever sent."""
        self._clock = clock
        self._scale = scale
        self._faults = faults
        self._changed = Condition()
        self._queue: list[_Parcel] = []
        self._turns = count()
        self._fuses: dict[str, Fuse] = {}
        self._busy = self._stopping = False
        self._open: socket.socket | None = None
        self._thread = Thread(target=self._run, name="sandbox-webhooks", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self) -> None:
        """End the exchange under way and the thread; what still waits is not sent."""
        with self._changed:
            self._stopping = True
            self._hang_up()
            self._changed.notify_all()
        self._thread.join(_STOP_SECONDS)

    def wake(self) -> None:
        """Look at the clock again: it has been moved."""
        with self._changed:
            self._changed.notify_all()

    def submit(self, delivery: HookDelivery) -> None:
        """Queue a delivery; the fault rules that are due decide whether it is lost, doubled or late."""
        request = delivery.request
        due = self._faults.due_on_delivery(delivery.face, request.method, path_of(request.url))
        rules = {rule.effect: rule for rule in due}
        for effect in rules:
            self.invocations.count(effect.removeprefix("webhook_"))
        if "webhook_lost" in rules:
            return
        now = self._clock()
        late = rules.get("webhook_late")
        moment = now + timedelta(seconds=float(late.options["seconds"])) if late else now
        with self._changed:
            for invocation in self._invocations(delivery, now, rules.get("webhook_doubled")):
                heappush(self._queue, _Parcel(moment, next(self._turns), invocation))
            self._changed.notify_all()

    def _invocations(self, delivery: HookDelivery, now: datetime, doubled: FaultRule | None) -> list[Invocation]:
        first = self.invocations.begin(delivery, now)
        if doubled is None:
            return [first]
        return [first, self.invocations.begin(delivery, now) if doubled.options.get("new_id") else first]

    def try_once(self, delivery: HookDelivery, invocation_id: str) -> DeliveryResult:
        """Send at once, in the caller's thread, unrecorded: for a test that wants to see the answer."""
        return send(_stamped(delivery, invocation_id), self._seconds(delivery), self.own_ports)

    def drain(self, seconds: float, *, retries: bool = False, advance: Callable[[float], None]) -> bool:
        """Wait, at most so many real seconds, until nothing is due; returns whether it has come to that.

        With ``retries`` the clock is moved on, by ``advance`` in seconds, until nothing waits any more either.
        """
        end = monotonic() + seconds
        with self._changed:
            while (left := end - monotonic()) > 0:
                if not self._busy and self._until_next() != 0:
                    if not (retries and self._queue):
                        return True
                    advance((self._queue[0].due - self._clock()).total_seconds() + 0.001)
                    self._changed.notify_all()
                self._changed.wait(min(left, _LONGEST_NAP))
        return False

    @property
    def waiting(self) -> int:
        """How many deliveries are queued."""
        with self._changed:
            return len(self._queue)

    # --- the thread --------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while (parcel := self._next()) is not None:
            again = self._handled(parcel)
            with self._changed:
                if again is not None:
                    heappush(self._queue, again)
                self._busy = False
                self._open = None
                self._changed.notify_all()

    def _next(self) -> _Parcel | None:
        """Wait for the next parcel that is due; None when it is time to stop."""
        with self._changed:
            while not self._stopping:
                if self._until_next() == 0:
                    self._busy = True
                    return heappop(self._queue)
                self._changed.wait(self._until_next())
            return None

    def _until_next(self) -> float | None:
        """Return the real seconds until a parcel is due, at most a nap; None when none is queued."""
        if not self._queue:
            return None
        wait = (self._queue[0].due - self._clock()).total_seconds() / self._scale
        return min(max(wait, 0.0), _LONGEST_NAP)

    def _handled(self, parcel: _Parcel) -> _Parcel | None:
        """Try to deliver; returns the parcel to try again later, if it is to be."""
        delivery, now = parcel.invocation.delivery, self._clock()
        if not delivery.allowed():
            return self._postponed(parcel, now)
        outcome = self._outcome(parcel.invocation, now)
        wait = delivery.policy.retry(outcome, parcel.retries)
        if wait is None:
            self.invocations.count("delivered" if outcome.ok else "failed")
            return None
        due = self._clock() + timedelta(seconds=wait)
        return replace(parcel, due=due, turn=next(self._turns), retries=parcel.retries + 1)

    def _postponed(self, parcel: _Parcel, now: datetime) -> _Parcel | None:
        policy = parcel.invocation.delivery.policy
        if now - parcel.invocation.created_at >= timedelta(seconds=policy.give_up):
            self.invocations.count("dropped")
            return None
        self.invocations.count("postponed")
        return replace(parcel, due=now + timedelta(seconds=policy.postpone), turn=next(self._turns))

    def _outcome(self, invocation: Invocation, now: datetime) -> DeliveryResult:
        """Send, unless the webhook's breaker is open, and note what came of it."""
        delivery, fuse = invocation.delivery, self._fuse(invocation.delivery)
        request = _stamped(delivery, invocation.id)
        if fuse is not None and fuse.is_open(now.timestamp()):
            outcome = DeliveryResult(problem=CIRCUIT_BROKEN)
        else:
            outcome = send(request, self._seconds(delivery), self.own_ports, self._keep)
            self.invocations.count("attempts")
            if fuse is not None:
                fuse.note(now.timestamp(), failed=not outcome.ok)
        invocation.attempts.append(Attempt(self._clock(), replace(request, credentials=()), outcome))
        return outcome

    def _fuse(self, delivery: HookDelivery) -> Fuse | None:
        rule = delivery.policy.breaker
        return None if rule is None else self._fuses.setdefault(delivery.source, Fuse(rule))

    def _seconds(self, delivery: HookDelivery) -> float:
        return delivery.policy.timeout if self.timeout is None else self.timeout

    def _keep(self, connection: socket.socket) -> None:
        with self._changed:
            self._open = connection
            if self._stopping:
                self._hang_up()

    def _hang_up(self) -> None:
        if self._open is not None:
            with suppress(OSError):
                self._open.shutdown(socket.SHUT_RDWR)


def _stamped(delivery: HookDelivery, invocation_id: str) -> Outgoing:
    request = delivery.request
    return replace(request, headers=(*request.headers, *delivery.stamp(invocation_id)))
