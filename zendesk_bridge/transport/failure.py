"""The one translator: what went wrong on the wire -> our error, and whether the request may be sent again.

Texts of the HTTP library hold URLs with queries, so nothing of them is kept: what went wrong is told by the kind of
error, and by what the system and TLS, which know no queries, say below it.
"""

from __future__ import annotations

import errno
import os
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

import requests
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, ProxyError
from urllib3.exceptions import TimeoutError as TimeoutException

from zendesk_bridge.core.errors import (
    AuthRefused,
    BridgeError,
    Conflict,
    Incomplete,
    NotFound,
    Rejected,
    Unavailable,
)
from zendesk_bridge.transport.route import Proxy, Route

HELPDESK_BUSY = 429
_BUSY_BASE = 10.0  # most limits are per minute: a second's pause would only earn the next 429
_BASE = 1.0  # seconds before the second try; each later pause is twice as long


class Again(Enum):
    """May the same request be sent once more?"""

    NEVER = "never"
    IF_REPEATABLE = "if repeatable"
    ALWAYS = "always"


@dataclass(eq=False)
class FailedAttempt(Exception):
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


def of_status(status: int, text: str, retry_after: float | None, *, passing: bool) -> FailedAttempt:
    """Translate an answer that is not a success. ``passing`` marks a conflict that goes away by itself."""
    if status == HELPDESK_BUSY:
        busy = Unavailable(text, retry_after=retry_after, unprocessed=True, fix="Run the same command again later.")
        return FailedAttempt(busy, Again.ALWAYS, retry_after, _BUSY_BASE, status)
    if status >= requests.codes.internal_server_error or status == requests.codes.request_timeout:
        down = Unavailable(text, retry_after=retry_after, fix="Run the same command again later.")
        return FailedAttempt(down, Again.IF_REPEATABLE, retry_after, status=status)
    if status == requests.codes.conflict:
        again = Again.IF_REPEATABLE if passing else Again.NEVER
        return FailedAttempt(Conflict(text, status=status), again, status=status)
    return FailedAttempt(_refusal(status, text), status=status)


_UNKNOWN_LOGIN = (
    "Check the credentials: this login is not known there. Copy it anew into the variable that 'auth' names;\n"
    "  it may be over, another account's, or of another kind than 'auth' says."
)
_TOO_LITTLE = (
    "Check the role and scope behind the credentials: an administrator's, and for OAuth read and write.\n"
    "  Some plans do not have this at all."
)


def _refusal(status: int, text: str) -> BridgeError:
    if status < requests.codes.bad_request:
        return Incomplete(text, fix="Redirects are not followed; put the address that it leads to into 'url'.")
    if status == requests.codes.unauthorized:
        return AuthRefused(text, status=status, fix=_UNKNOWN_LOGIN)
    if status == requests.codes.forbidden:
        return AuthRefused(text, status=status, fix=_TOO_LITTLE)
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

_TIMEOUTS = (TimeoutError, TimeoutException, requests.exceptions.Timeout)


def of_exception(exc: Exception, where: str, route: Route) -> FailedAttempt:
    """Translate an exception of the HTTP library or of Python below it; ``where`` is label, method and path."""
    kind = type(exc).__name__
    proxy = route.proxy
    if isinstance(exc, _UNREADABLE):
        return FailedAttempt(Incomplete(f"{where}: the answer cannot be read ({kind})"))
    if isinstance(exc, _UNSENDABLE) or not isinstance(exc, OSError | HTTPError):
        through = f" to {route}" if proxy else ""
        return FailedAttempt(Rejected(f"{where}: the request cannot be sent{through} ({kind})", fix=past(proxy, route)))
    if isinstance(exc, requests.exceptions.SSLError) or _lackscertificates(exc):
        lasting = f"{where}: no secure connection to {route}: {why(exc)}"
        fix = past(proxy, route) or f"Check 'url', {certificates()} and the clock of this machine."
        return FailedAttempt(Unavailable(lasting, fix=fix))
    if isinstance(exc, requests.exceptions.TooManyRedirects):
        return FailedAttempt(Unavailable(f"{where}: redirected without end ({kind})"))
    if _never_sent(exc):
        fix = past(proxy, route) or "Check 'url' and the network."
        error = Unavailable(f"{where}: no connection to {route}: {why(exc)}", unprocessed=True, fix=fix)
        return FailedAttempt(error, Again.ALWAYS)
    lost = f"{where}: the connection to {route} was lost: {why(exc)}"
    return FailedAttempt(Unavailable(lost, fix=past(proxy, route)), Again.IF_REPEATABLE)


def _lackscertificates(exc: Exception) -> bool:
    """Tell whether the library found no file of certificates to check with: it says so with a bare OSError."""
    return type(exc) is OSError and exc.errno is None


def certificates() -> str:
    """Name the certificates, and who decided where they are."""
    named = next((name for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE") if os.environ.get(name)), "")
    return f"the certificates, which {named} names," if named else "the certificates"


def past(proxy: Proxy | None, route: Route) -> str:
    """Say what to do about a proxy, if there is one."""
    if not proxy:
        return ""
    return f"Check the proxy {proxy.host}, which {proxy.variable} names, or go past it: NO_PROXY={route.name}"


def _never_sent(exc: Exception) -> bool:
    if isinstance(exc, requests.exceptions.ConnectTimeout):
        return True
    cause = exc.args[0] if exc.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    if isinstance(reason, ProxyError):  # a tunnel that was not dug, unless the request went through without one
        reason = reason.original_error
    return isinstance(reason, NewConnectionError)


def why(exc: Exception) -> str:
    """Say in a few words what happened, without anything of an address but what the caller names."""
    causes = tuple(_causes(exc))
    for cause in causes:
        match cause:
            case ssl.SSLCertVerificationError(verify_message=str(text)):
                return f"the certificate is not trusted ({text})"
            case socket.gaierror():
                return "no such name is known"
            case OSError(errno=int(number)) if number in errno.errorcode:
                return os.strerror(number).lower()
            case _:
                continue
    return "no answer in time" if any(isinstance(cause, _TIMEOUTS) for cause in causes) else type(exc).__name__


def _causes(exc: BaseException) -> Iterator[BaseException]:
    """Yield an exception and those that it was made of, each once: the libraries keep them in three places."""
    found: list[BaseException] = [exc]
    for cause in found:
        yield cause
        inner = (cause.__cause__, cause.__context__, getattr(cause, "reason", None), *getattr(cause, "args", ()))
        found += [one for one in inner if isinstance(one, BaseException) and not any(one is seen for seen in found)]
