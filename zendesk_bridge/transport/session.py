"""One account's session: every request of both flows goes through here."""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
import tenacity
import urllib3

from zendesk_bridge.core.errors import Incomplete, Unavailable, WrongClock
from zendesk_bridge.core.model import Reach
from zendesk_bridge.transport import answer
from zendesk_bridge.transport import failure as wrong
from zendesk_bridge.transport.address import Address
from zendesk_bridge.transport.answer import Bounds
from zendesk_bridge.transport.auth import Anonymous, Auth, Renewable
from zendesk_bridge.transport.failure import FailedAttempt
from zendesk_bridge.transport.headers import moment, request_id, retry_after
from zendesk_bridge.transport.json_text import UNREADABLE, Json, read
from zendesk_bridge.transport.pace import ACCOUNT, Pace, RateLimit, family
from zendesk_bridge.transport.reach import reach
from zendesk_bridge.transport.route import Route

_log = logging.getLogger(__name__)
_OK = (200, 201, 202, 204)
_LONGEST_PAUSE = 60.0  # seconds
_COMPLAINTS_KEPT = 100  # different ones of a session
_CLOCKS_DIFFER = timedelta(hours=1)  # by more than this no judgement of a date is right
_HURRIED_ATTEMPTS = 2
_HURRIED_GIVE_UP = 10.0  # seconds
_HURRIED_TIMEOUT = (5.0, 15.0)  # seconds
_HURRIED_ANSWER = 20.0  # seconds
_HURRIED_ALTOGETHER = 60.0  # seconds
_LARGEST = 64 * 1024 * 1024
"""Bytes of one answer, unpacked: a page of 1,000 tickets, each at Zendesk's limit of 64 kB of text.

The most memory that so many bytes were made to take is 1.4 GB, in as many small objects as ``json_text.MOST`` allows.
"""


def utc_now() -> datetime:
    """Return the time, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. ``headers`` ignore case; ``body`` is None when the answer was empty."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: Json = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    url: str
    path: str
    where: str
    params: Mapping[str, Any] | None
    json: Json
    ok: Collection[int]
    auth: Auth
    headers: Mapping[str, str] | None = None


class Transport:
    """Sends requests to one account, and to nowhere else.

    ``limit`` is what its last answers told of the account's limit for a minute, ``theirs`` its time in the last answer;
    None where that was not told. ``sleep`` waits.

    Args:
        base_url: ``https://host[:port][/prefix]``; ``http`` only to loopback.
        auth: puts the credentials on a request; with a ``renew()`` it is renewed once after a 401.
        error_of: makes the helpdesk's error name of (status, body); it must leave customers' words out.
            ``body`` is None when it was empty or not JSON.
        on_headers: reads the limits that a response's headers tell.
        label: the admin's name for the account, for messages.
        sleep: waits that many seconds.
        now: the aware time.
        attempts: how often a request is sent at most.
        give_up_after: seconds that retries may take altogether.
        timeout: seconds to connect, and between two bytes.
        answer_within: seconds that one whole answer may take, from the first byte sent to the last one read.
        max_bytes: what one answer may hold at most, unpacked.
        clock: seconds that only go forward, for ``answer_within``.
        max_share_of_limit: share of the account's limit that we use, 0 to 1; the rest is left to agents.
        passing_conflicts: what ``error_of`` says for a 409 that goes away by itself.
        complaint_of: reads from a response's headers what the server has to say against a request that it accepted;
            it must leave customers' words out. Each is logged once.
    """

    def __init__(  # noqa: PLR0913 - the one place where all knobs meet; every caller names them
        self,
        base_url: str,
        auth: Auth,
        *,
        error_of: Callable[[int, Json], str],
        on_headers: Callable[[Mapping[str, str]], tuple[RateLimit, ...]],
        label: str,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = utc_now,
        attempts: int = 6,
        give_up_after: float = 300.0,
        timeout: tuple[float, float] = (10.0, 60.0),
        answer_within: float = 180.0,
        max_bytes: int = _LARGEST,
        clock: Callable[[], float] = time.monotonic,
        max_share_of_limit: float = 0.5,
        passing_conflicts: Collection[str] = (),
        complaint_of: Callable[[Mapping[str, str]], str] = lambda _headers: "",
    ) -> None:
        self.calls = 0
        self.limit: int | None = None
        self.theirs: datetime | None = None
        self._address = Address.of(base_url)
        self._auth = auth
        self._error_of, self._on_headers, self._label = error_of, on_headers, label
        self.sleep, self._now = sleep, now
        self._attempts, self._give_up_after, self._timeout = attempts, give_up_after, timeout
        self._clock, self._answer_within, self._ends = clock, answer_within, math.inf
        self._bounds = partial(Bounds, max_bytes=max_bytes, clock=clock)
        self._route = Route.to(self._address)
        self._clocks_agree = False
        self._passing, self._complaint_of = frozenset(passing_conflicts), complaint_of
        self._pace = Pace(max_share_of_limit)
        self._complaints: set[str] = set()
        self._session = answer.session()
        self._session.headers["Accept"] = "application/json"
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    @property
    def address(self) -> str:
        """The scheme, host and port that everything is sent to: one account has one way of writing it."""
        return f"{self._address.scheme}://{self._address.netloc}"

    def hurry(self) -> None:
        """Try nothing for long from now on, and all of it together for a minute at most: a person waits for it."""
        self._attempts, self._give_up_after = _HURRIED_ATTEMPTS, _HURRIED_GIVE_UP
        self._timeout, self._answer_within = _HURRIED_TIMEOUT, _HURRIED_ANSWER
        self._ends = self._clock() + _HURRIED_ALTOGETHER

    def reach(self) -> Reach:
        """Look for the way there, without credentials. Raises Unavailable where it ends."""
        return reach(self._address, self._route)

    def get(self, path_or_url: str, params: Mapping[str, Any] | None = None) -> Response:
        """Read."""
        return self.send("GET", path_or_url, params=params, repeatable=True)

    def send(  # noqa: PLR0913 - what a request is made of
        self,
        method: str,
        path_or_url: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Json = None,
        repeatable: bool,
        ok: Collection[int] = _OK,
        anonymous: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Send a request, again where that is right, and return the answer.

        ``path_or_url`` is a path below the base URL, or an absolute URL on the same host. ``repeatable`` says that
        the request does no harm when it takes effect twice: only then is it sent again after a lost answer or a
        5xx. A 429 and a connection that was never made are always tried again. ``anonymous`` sends no credentials;
        ``headers`` go with the usual ones.

        Raises:
            AuthRefused, NotFound, Conflict, Rejected, Unavailable, Incomplete: see :mod:`zendesk_bridge.core.errors`.
            InvalidInput: for credentials that cannot be sent.
            WrongClock: when the first answer tells a time that is far from ours.
        """
        url, path = self._address.resolve(path_or_url)
        where = f"{self._label}: {method} {path}"
        auth = Anonymous() if anonymous else self._auth
        request = _Request(method, url, path, where, params, json, ok, auth, headers)
        started = self._now()
        retrying = tenacity.Retrying(
            sleep=self.sleep,
            retry=tenacity.retry_if_exception(
                lambda exc: isinstance(exc, FailedAttempt) and exc.may_repeat(repeatable=repeatable)
            ),
            wait=pause,
            stop=lambda state: self._enough(state, started),
            before_sleep=lambda state: _tell(request, state),
            reraise=True,
        )
        try:
            return retrying(self._signed_in, request)
        except FailedAttempt as failed:
            raise failed.error from None

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def _enough(self, state: tenacity.RetryCallState, started: datetime) -> bool:
        spent = max(state.idle_for, (self._now() - started).total_seconds())
        return state.attempt_number >= self._attempts or spent + state.upcoming_sleep > self._give_up_after

    def _signed_in(self, request: _Request) -> Response:
        """Send; a 401 was not processed, so renewed credentials may try once more."""
        try:
            return self._once(request)
        except FailedAttempt as failed:
            if failed.status != requests.codes.unauthorized or not isinstance(request.auth, Renewable):
                raise
            request.auth.renew()
        return self._once(request)

    def _once(self, request: _Request) -> Response:
        endpoint = family(request.method, request.path)
        self._keep_pace(endpoint)
        bounds = self._bounds(request.where, seconds=self._time_left(request))
        self.calls += 1
        try:
            with answer.within(bounds), self._sent(request) as response:
                content = answer.body(response, bounds)
        except (OSError, ValueError, TypeError, ArithmeticError, urllib3.exceptions.HTTPError) as exc:
            # A RequestException is an OSError.
            raise wrong.of_exception(exc, request.where, self._route) from None
        self._compare_clocks(response.headers)
        self._learn(response.headers, endpoint)
        return self._read(request, response, read(content))

    def _sent(self, request: _Request) -> requests.Response:
        return self._session.request(
            request.method,
            request.url,
            params=request.params,
            json=request.json,
            headers=request.headers,
            auth=request.auth,
            timeout=self._timeout,
            allow_redirects=False,
            proxies=self._route.proxies,
            stream=True,
        )

    def _time_left(self, request: _Request) -> float:
        """Return how many seconds this request may take; raises FailedAttempt when there are none."""
        left = self._ends - self._clock()
        if left <= 0:
            late = Unavailable(f"{request.where} was not sent: all before it took too long", fix="Try again later.")
            raise FailedAttempt(late)
        return min(left, self._answer_within)

    def _learn(self, headers: Mapping[str, str], endpoint: str) -> None:
        """Take in what an answer tells of the limits, and of the time."""
        limits = self._on_headers(headers)
        self._pace.learn(limits, endpoint, self._now().timestamp())
        self.limit = next((limit.total for limit in limits if limit.name == ACCOUNT), self.limit)
        self.theirs = None if "Age" in headers else moment(headers.get("Date"))

    def _compare_clocks(self, headers: Mapping[str, str]) -> None:
        """Refuse to judge dates by a clock that is wrong; an answer out of a cache tells when it was made, not now."""
        theirs = None if self._clocks_agree or "Age" in headers else moment(headers.get("Date"))
        if theirs is None:
            return
        ours = self._now().astimezone(UTC)
        if abs(ours - theirs) > _CLOCKS_DIFFER:
            told, here = (f"{time:%Y-%m-%d %H:%M} UTC" for time in (theirs, ours))
            raise WrongClock(
                f"the clocks differ: this machine's says {here}, the one of {self._label} ({self._route.host}) {told}",
                fix="Nothing was written there. Set the clock that is wrong, and run the same command again.",
            )
        self._clocks_agree = True

    def _keep_pace(self, endpoint: str) -> None:
        wait = self._pace.wait(endpoint, self._now().timestamp(), self._give_up_after)
        if wait > 0:
            _log.info("%s: %s waits %.1f s to stay below the limit", self._label, endpoint, wait)
            self.sleep(wait)

    def _read(self, request: _Request, response: requests.Response, body: Json) -> Response:
        status = response.status_code
        name = request_id(response.headers)
        known = f" (request {name})" if name else ""
        if status in request.ok:
            if body is UNREADABLE:
                raise Incomplete(f"{request.where} answered {status} with something that is not JSON{known}")
            self._pass_on(self._complaint_of(response.headers))
            return Response(status, response.headers, body)
        error = self._error_of(status, None if body is UNREADABLE else body)
        text = f"{request.where} answered {status}{error and ' ' + error}{known}"
        asked = retry_after(response.headers.get("Retry-After"), self._now())
        raise wrong.of_status(status, text, asked, passing=error in self._passing)

    def _pass_on(self, complaint: str) -> None:
        if complaint and complaint not in self._complaints and len(self._complaints) < _COMPLAINTS_KEPT:
            self._complaints.add(complaint)
            _log.warning("%s: %s", self._label, complaint)


def pause(state: tenacity.RetryCallState) -> float:
    """Return what the server asked for, else a pause that doubles, with jitter so that clients spread out."""
    failed = state.outcome.exception() if state.outcome else None
    if not isinstance(failed, FailedAttempt):
        return 0.0
    if failed.pause is not None:
        return failed.pause
    growing = min(failed.base * 2.0 ** (state.attempt_number - 1), _LONGEST_PAUSE)
    return float(growing * random.uniform(1.0, 1.25))  # noqa: S311 - spreads load, guards nothing


def _tell(request: _Request, state: tenacity.RetryCallState) -> None:
    failed = state.outcome.exception() if state.outcome else None
    answered = failed.status if isinstance(failed, FailedAttempt) else 0
    said = (
        f"{request.method} {request.path}: {answered}"
        if answered or not isinstance(failed, FailedAttempt)
        else failed.error.message
    )
    _log.warning("%s, again in %.1f s", said, state.upcoming_sleep)
