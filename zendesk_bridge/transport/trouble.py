"""The one translator: what went wrong on the wire -> our error, and whether the request may be sent again.

Texts of the HTTP library hold URLs with queries, so nothing of them is kept but the class name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import assert_never

import requests
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

from zendesk_bridge.core.errors import (
    AuthRefused,
    BridgeError,
    Conflict,
    Incomplete,
    NotFound,
    Rejected,
    Unavailable,
)

HELPDESK_BUSY = 429
_BUSY_BASE = 10.0  # most limits are per minute: a second's pause would only earn the next 429
_BASE = 1.0


class Again(Enum):
    """May the same request be sent once more?"""

    NEVER = "never"
    IF_REPEATABLE = "if repeatable"
    ALWAYS = "always"


@dataclass(eq=False)
class Trouble(Exception):
    """An error, whether the request may be sent again, and how long the first pause is at least."""

    error: BridgeError
    again: Again = Again.NEVER
    pause: float | None = None
    base: float = _BASE
    status: int = 0

    def may_repeat(self, *, repeatable: bool) -> bool:
        """Tell whether a retry is right for a request that may (or may not) take effect twice."""
        match self.again:
            case Again.ALWAYS:
                return True
            case Again.IF_REPEATABLE:
                return repeatable
            case Again.NEVER:
                return False
        assert_never(self.again)


def of_status(status: int, text: str, retry_after: float | None, *, passing: bool) -> Trouble:
    """Translate an answer that is not a success. ``passing`` marks a conflict that goes away by itself."""
    if status == HELPDESK_BUSY:
        busy = Unavailable(text, retry_after=retry_after, unprocessed=True, fix="Run the same command again later.")
        return Trouble(busy, Again.ALWAYS, retry_after, _BUSY_BASE, status)
    if status >= requests.codes.internal_server_error or status == requests.codes.request_timeout:
        down = Unavailable(text, retry_after=retry_after, fix="Run the same command again later.")
        return Trouble(down, Again.IF_REPEATABLE, retry_after, status=status)
    if status == requests.codes.conflict:
        again = Again.IF_REPEATABLE if passing else Again.NEVER
        return Trouble(Conflict(text, status=status), again, status=status)
    return Trouble(_refusal(status, text), status=status)


def _refusal(status: int, text: str) -> BridgeError:
    if status < requests.codes.bad_request:
        return Incomplete(text, fix="Redirects are not followed; put the helpdesk's own address into 'url'.")
    if status in {requests.codes.unauthorized, requests.codes.forbidden}:
        return AuthRefused(text, status=status, fix="Check the credentials, and the role and scope behind them.")
    if status in {requests.codes.not_found, requests.codes.gone}:
        return NotFound(
            text, status=status, fix="It is gone or hidden from this login, or 'url' names another account."
        )
    return Rejected(text, status=status)


_UNSENDABLE = (
    requests.exceptions.InvalidHeader,
    requests.exceptions.InvalidJSONError,
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.URLRequired,
    requests.exceptions.UnrewindableBodyError,
)
_UNREADABLE = (
    requests.exceptions.ContentDecodingError,
    requests.exceptions.JSONDecodeError,
    requests.exceptions.StreamConsumedError,
    UnicodeDecodeError,
)


def of_exception(exc: Exception, where: str) -> Trouble:
    """Translate an exception of the HTTP library or of Python below it; ``where`` is label, method and path."""
    kind = type(exc).__name__
    if isinstance(exc, _UNREADABLE):
        return Trouble(Incomplete(f"{where}: the answer cannot be read ({kind})"))
    if isinstance(exc, _UNSENDABLE) or not isinstance(exc, OSError | HTTPError):
        return Trouble(Rejected(f"{where}: the request cannot be sent ({kind})"))
    if isinstance(exc, requests.exceptions.SSLError):
        lasting = f"{where}: no secure connection ({kind})"
        return Trouble(Unavailable(lasting, fix="Check 'url', the certificates and the clock of this machine."))
    if isinstance(exc, requests.exceptions.TooManyRedirects):
        return Trouble(Unavailable(f"{where}: redirected without end ({kind})"))
    if _never_sent(exc):
        error = Unavailable(f"{where}: no connection ({kind})", unprocessed=True, fix="Check 'url' and the network.")
        return Trouble(error, Again.ALWAYS)
    return Trouble(Unavailable(f"{where}: the connection was lost ({kind})"), Again.IF_REPEATABLE)


def _never_sent(exc: Exception) -> bool:
    if isinstance(exc, requests.exceptions.ConnectTimeout):
        return True
    cause = exc.args[0] if exc.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Read a ``Retry-After`` header, seconds or an HTTP date; None when it is missing, 0, past or unreadable."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = _until(value, now)
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def _until(value: str, now: datetime) -> float:
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds()
