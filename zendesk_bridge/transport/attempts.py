"""A few attempts at one thing within an agreed time: for what is sent or fetched outside an account's session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import tenacity

from zendesk_bridge.transport.failure import FailedAttempt


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often something is tried, and until when: ``ends`` is in seconds by ``clock``, ``wait`` tells the pauses.

    ``repeatable`` says that it does no harm when it is done twice.
    """

    most: int
    ends: float
    wait: Callable[[tenacity.RetryCallState], float]
    sleep: Callable[[float], None]
    clock: Callable[[], float]
    repeatable: bool

    @property
    def retrying(self) -> tenacity.Retrying:
        """What calls a function so; no pause begins that would end too late. Raises the last FailedAttempt."""
        return tenacity.Retrying(
            sleep=self.sleep,
            retry=tenacity.retry_if_exception(
                lambda exc: isinstance(exc, FailedAttempt) and exc.may_repeat(repeatable=self.repeatable)
            ),
            wait=self.wait,
            stop=lambda state: state.attempt_number >= self.most or self.clock() + state.upcoming_sleep >= self.ends,
            reraise=True,
        )
