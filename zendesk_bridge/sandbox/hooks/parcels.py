"""What is sent, what came back, and what is remembered of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zendesk_bridge.sandbox.options import Face

Headers = tuple[tuple[str, str], ...]
TIMED_OUT, CIRCUIT_BROKEN = "the receiver did not answer in time", "too many deliveries failed: sending is paused"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_OK = range(200, 300)
_CLIENT_ERROR, _SERVER_ERROR = range(400, 500), range(500, 600)


def ulid(now: datetime) -> str:
    """Return a new id that sorts by time: 26 characters, 48 bits of milliseconds before 80 of chance."""
    number = (int(now.timestamp() * 1000) << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An HTTP request; ``credentials`` are headers that are sent and never shown."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""
    credentials: Headers = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """What came back; without an answer ``status`` is 0 and ``problem`` says why."""

    status: int = 0
    headers: Headers = ()
    body: str = ""
    problem: str = ""

    @property
    def ok(self) -> bool:
        """True when the receiver has taken it."""
        return self.status in _OK

    @property
    def word(self) -> str:
        """The outcome in one word, as Zendesk's invocations tell it."""
        by_problem = {TIMED_OUT: "timeout", CIRCUIT_BROKEN: "circuit broken"}
        by_status = ((_OK, "success"), (_CLIENT_ERROR, "client error"), (_SERVER_ERROR, "server error"))
        found = next((word for statuses, word in by_status if self.status in statuses), "failed")
        return by_problem.get(self.problem, found)

    def header(self, name: str) -> str | None:
        """Return a header of the answer."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Breaker:
    """When sending for one webhook pauses: at a share or a number of failures within ``window``; all times seconds."""

    window: float
    share: float
    fewest: int
    most: int
    pause: float


@dataclass(frozen=True, slots=True)
class DeliveryPolicy:
    """How a vendor delivers; times in seconds, waits in the sandbox's time, the time-out in real time.

    ``retry`` gets the outcome and how often it was tried again before, and returns the wait or None. What exceeds the
    account's limit waits for ``postpone`` and is dropped after ``give_up``.
    """

    timeout: float
    retry: Callable[[DeliveryResult, int], float | None]
    breaker: Breaker | None = None
    postpone: float = 3600
    give_up: float = 86_400


def _nothing(_: str) -> Headers:
    return ()


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class HookDelivery:
    """One thing to send for ``source``, the webhook or rule that asked for it, because of ``event``.

    ``stamp`` returns the headers of an attempt, given the invocation's id; ``allowed`` spends from the account's limit.
    """

    face: Face
    source: str
    event: str
    request: Outgoing
    policy: DeliveryPolicy
    stamp: Callable[[str], Headers] = _nothing
    allowed: Callable[[], bool] = _always


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: what was sent, without credentials, and what came back."""

    completed_at: datetime
    request: Outgoing
    outcome: DeliveryResult


@dataclass(slots=True)
class Invocation:
    """All tries of one delivery, oldest first; ``number`` grows from one invocation to the next."""

    id: str
    number: int
    delivery: HookDelivery
    created_at: datetime
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def word(self) -> str:
        """The last outcome in one word; 'accepted' before the first."""
        return self.attempts[-1].outcome.word if self.attempts else "accepted"
