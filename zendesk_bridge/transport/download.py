"""One file from the web: taken in whole or not at all, and never more of it than was agreed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

import requests
import urllib3

from zendesk_bridge.core.errors import Incomplete, InvalidInput
from zendesk_bridge.transport import answer
from zendesk_bridge.transport import failure as wrong
from zendesk_bridge.transport.address import Address, is_private
from zendesk_bridge.transport.answer import Bounds
from zendesk_bridge.transport.attempts import Attempts
from zendesk_bridge.transport.auth import Anonymous
from zendesk_bridge.transport.failure import FailedAttempt
from zendesk_bridge.transport.headers import retry_after
from zendesk_bridge.transport.route import Route
from zendesk_bridge.transport.session import pause, utc_now

ATTEMPTS = 3  # tries of one file
_CONNECT = 10.0  # seconds
_HOPS = 5  # addresses that one file may be asked at, one sending us to the next
_OPEN_IT = "Open the address in a browser without signing in, and look."


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file is, and how much time and room its download may take.

    ``label`` is what messages call it; ``headers`` may hold secrets, and so may the query of ``url``: neither is shown.
    ``timeout`` is in seconds, for the whole download with all its attempts; ``max_bytes`` is what the file may hold at
    most once it is unpacked.
    """

    label: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeout: float = 60.0
    max_bytes: int = 200_000_000


def download(
    source: Source, *, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
) -> bytes:
    """Return the whole file, unpacked if it was sent packed or is packed with gzip itself.

    Redirects are followed where no headers are sent, for these may hold secrets. Raises Unavailable after the last
    attempt, AuthRefused, NotFound and Rejected as answered, Incomplete for more than ``max_bytes``, InvalidInput for
    an address that is neither https nor this machine's own.
    """
    address, url = Address.of_whole(source.url)
    ends = clock() + source.timeout
    attempts = Attempts(ATTEMPTS, ends, pause, sleep, clock, repeatable=True)
    bounds = Bounds(
        f"{source.label}: GET",
        source.timeout,
        source.max_bytes,
        clock,
        "Run the same command again later, or raise timeout.",
        "If it is meant to be so large, raise max_bytes.",
    )
    try:
        return attempts.retrying(_once, source, url, Route.to(address), bounds)
    except FailedAttempt as failed:
        raise failed.error from None


def _once(source: Source, url: str, route: Route, bounds: Bounds) -> bytes:
    for _ in range(_HOPS):
        found = _asked(source, url, route, bounds)
        if isinstance(found, bytes):
            return found
        url, route = _elsewhere(found, route, bounds)
    raise Incomplete(f"{bounds.where} was sent from one address to another {_HOPS} times", fix=_OPEN_IT)


def _asked(source: Source, url: str, route: Route, bounds: Bounds) -> bytes | str:
    """Return the file, or the address that the server names instead."""
    where = bounds.where
    seconds = bounds.left()
    try:
        with (
            answer.within(bounds),
            answer.session() as session,
            session.get(
                url,
                headers=dict(source.headers),
                auth=Anonymous(),
                timeout=(min(_CONNECT, seconds), seconds),
                allow_redirects=False,
                proxies=route.proxies,
                stream=True,
            ) as response,
        ):
            if response.is_redirect and source.headers:
                fix = "Redirects are not followed, for headers may hold secrets: put the final address into 'url'."
                raise Incomplete(f"{where} was sent elsewhere ({response.status_code})", fix=fix)
            if response.is_redirect:
                return urljoin(url, response.headers["Location"])
            if response.status_code != requests.codes.ok:
                again = retry_after(response.headers.get("Retry-After"), utc_now())
                text = f"{where} answered {response.status_code}"
                raise wrong.of_status(response.status_code, text, again, passing=False)
            return answer.unpacked(answer.body(response, bounds), bounds)
    except (
        OSError,
        ValueError,
        ArithmeticError,
        urllib3.exceptions.HTTPError,
    ) as exc:  # a RequestException is an OSError
        raise wrong.of_exception(exc, where, route) from None


def _elsewhere(url: str, before: Route, bounds: Bounds) -> tuple[str, Route]:
    """Return the address that a server names, where it may be asked; none of it is shown, for it may hold a key.

    Raises Incomplete for one without TLS, or within this machine's or a private network: what a server on the web
    names there is meant for somebody else.
    """
    try:
        address, whole = Address.of_whole(url)
    except (InvalidInput, ValueError):
        fix = "Put the final address into 'url'; it has to begin with https://."
        raise Incomplete(f"{bounds.where} was sent to an address that is not asked", fix=fix) from None
    if address.host != before.name and is_private(address.host):
        raise Incomplete(f"{bounds.where} was sent to an address within a private network", fix=_OPEN_IT)
    return whole, Route.to(address)
