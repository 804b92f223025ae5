"""A few bytes to whoever watches us: within seconds, or not at all, and never with a word about where to."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import requests
import tenacity
import urllib3

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.transport import answer
from zendesk_bridge.transport import failure as wrong
from zendesk_bridge.transport.address import Address
from zendesk_bridge.transport.answer import Bounds
from zendesk_bridge.transport.attempts import Attempts
from zendesk_bridge.transport.auth import Anonymous
from zendesk_bridge.transport.failure import FailedAttempt
from zendesk_bridge.transport.headers import retry_after
from zendesk_bridge.transport.route import Route
from zendesk_bridge.transport.session import utc_now

ATTEMPTS = 2  # of one message
PAUSE = 0.5  # seconds between them
WITHIN = 5.0  # seconds for both: the job waits for them
_CONNECT = 3.0  # seconds
_ANSWER = 100_000  # bytes that are read of an answer, which nobody looks at
_MULTIPLE_CHOICES = 300


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent where. ``label`` is what messages call it; all of ``url`` may be a secret, and is never shown.

    ``repeatable`` says that it does no harm when it comes twice.
    """

    label: str
    url: str = field(repr=False)
    body: bytes = field(repr=False)
    content_type: str
    repeatable: bool = False


def post(
    message: Letter, *, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
) -> None:
    """Send a message, once more where that is right, within five seconds altogether.

    Redirects are not followed: the address is the secret. Raises Unavailable, AuthRefused, NotFound, Conflict, Rejected
    or Incomplete as answered, and InvalidInput for an address that is neither https nor this machine's own.
    """
    address, url = Address.of_whole(message.url)
    bounds = Bounds(message.label, WITHIN, _ANSWER, clock, "")
    ends = clock() + WITHIN
    attempts = Attempts(ATTEMPTS, ends, _pause, sleep, clock, repeatable=message.repeatable)
    try:
        attempts.retrying(_once, message, url, Route.to(address, "its address"), bounds)
    except FailedAttempt as failed:
        raise failed.error from None


def _pause(state: tenacity.RetryCallState) -> float:
    """Return what the server asked for, or half a second."""
    failed = state.outcome.exception() if state.outcome else None
    return failed.pause if isinstance(failed, FailedAttempt) and failed.pause is not None else PAUSE


def _once(message: Letter, url: str, route: Route, bounds: Bounds) -> None:
    where = bounds.where
    seconds = bounds.left()
    try:
        with (
            answer.within(bounds),
            answer.session() as session,
            session.post(
                url,
                data=message.body,
                headers={"Content-Type": message.content_type},
                auth=Anonymous(),
                timeout=(min(_CONNECT, seconds), seconds),
                allow_redirects=False,
                proxies=route.proxies,
                stream=True,
            ) as response,
        ):
            status = response.status_code
            if status < requests.codes.ok or response.is_redirect:
                raise Incomplete(f"{where} was sent elsewhere ({status})")
            if status >= _MULTIPLE_CHOICES:
                again = retry_after(response.headers.get("Retry-After"), utc_now())
                raise wrong.of_status(status, f"{where} answered {status}", again, passing=False)
            answer.body(response, bounds)
    except (OSError, ValueError, ArithmeticError, urllib3.exceptions.HTTPError) as exc:
        # A RequestException is an OSError.
        raise wrong.of_exception(exc, where, route) from None
