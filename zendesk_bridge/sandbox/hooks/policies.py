"""How Zendesk and Freshdesk deliver, in numbers; the one place to change when somebody has measured better ones.

Zendesk (developer.zendesk.com, event-connectors/webhooks, and its users): the time-out is said to be 10 to 12 seconds;
that sending pauses at 70 % or more than 1,000 failures within 5 minutes is second-hand. UNCONFIRMED are the retries
(409 up to three times, 429 and 503 when Retry-After is below 60 seconds, time-outs up to five times), the waits before
them, how long a pause lasts, and how many calls a share takes.

Freshdesk (its support articles): again after 5, 30 and 60 minutes, then never; what exceeds the account's API limit is
postponed by an hour, and dropped after a day. The time-out of 10 seconds is UNCONFIRMED.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from zendesk_bridge.sandbox.hooks.parcels import TIMED_OUT, Breaker, DeliveryPolicy, DeliveryResult

_ZENDESK_WAIT = 1.0  # seconds
_ZENDESK_LONGEST_WAIT = 60  # seconds
_SECONDS = re.compile("[0-9]{1,2}")
_CONFLICT = 409
"""The one refusal that is tried again without a Retry-After."""
_ZENDESK_RETRIES: Mapping[int, int] = {_CONFLICT: 3, 429: 3, 503: 3}
_ZENDESK_TIME_OUTS = 5  # tries after an answer that did not come
_FRESHDESK_WAITS = (300.0, 1800.0, 3600.0)  # seconds before the second, third and fourth try


def zendesk_wait(outcome: DeliveryResult, retries: int) -> float | None:
    """Return the seconds until Zendesk tries again, None when it does not."""
    if outcome.problem == TIMED_OUT:
        return _ZENDESK_WAIT if retries < _ZENDESK_TIME_OUTS else None
    if retries >= _ZENDESK_RETRIES.get(outcome.status, 0):
        return None
    asked = outcome.header("retry-after") or ""
    if _SECONDS.fullmatch(asked) and int(asked) < _ZENDESK_LONGEST_WAIT:
        return float(asked)
    return _ZENDESK_WAIT if outcome.status == _CONFLICT else None


def freshdesk_wait(outcome: DeliveryResult, retries: int) -> float | None:
    """Return the seconds until Freshdesk tries again, None when it does not."""
    return None if outcome.ok or retries >= len(_FRESHDESK_WAITS) else _FRESHDESK_WAITS[retries]


ZENDESK = DeliveryPolicy(10, zendesk_wait, Breaker(window=300, share=0.7, fewest=10, most=1000, pause=5))
FRESHDESK = DeliveryPolicy(10, freshdesk_wait)
