"""How this API is called: what a query costs, what its errors say, how its lists are paged.

Every query costs points before it runs, out of a bucket that fills up again at so many points a second, and no single
one may cost more than 1,000: https://shopify.dev/docs/api/usage/limits. What one costs is not computed here, for that
rule changed more than once; each answer tells it, and what is left.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import log
from typing import Any

from zendesk_bridge.core.errors import AuthRefused, Incomplete, Rejected, Unavailable
from zendesk_bridge.feeds.shop.listing import EachOnce
from zendesk_bridge.feeds.shop.reading import row, rows
from zendesk_bridge.feeds.shopify import search
from zendesk_bridge.feeds.shopify.queries import PATH, VERSION
from zendesk_bridge.transport import Json, JsonRow, Patience, Transport

Variables = Mapping[str, Any]

DEEPEST = 24_000  # rows of one list
MOST_ROWS = 250  # of a page
_DEAREST = 1000.0  # points of one query
_FLATTEST = 0.2  # a page's cost grows at least so fast with its rows
_ROOM = 0.9  # share of that which a page may cost: the next one holds other orders
_TRIES = 8  # of a query that was throttled, or that Shopify could not run
_PAUSE = 2.0  # seconds, where an answer does not tell how long
_LONGEST_PAUSE = 60.0  # seconds
_NAME = re.compile(r"[\w.\[\]-]{1,64}")
_VERSION = re.compile(r"20\d\d-[01]\d")
_GID = re.compile(r"gid://shopify/\w+/(\d+)(?:\?.*)?")
_THROTTLED, _TOO_DEAR, _DENIED, _BROKEN = (
    "THROTTLED",
    "MAX_COST_EXCEEDED",
    "ACCESS_DENIED",
    "INTERNAL_SERVER_ERROR",
)

_log = logging.getLogger(__name__)


class TooDear(Exception):
    """A query costs more than one may; a smaller page of the same costs less."""


def error_of(_status: int, body: Json) -> str:
    """Return the codes of a refusal; never its messages, which may quote what was searched for."""
    if not isinstance(body, dict):
        return ""
    codes = _codes(body)
    name = body.get("error")
    return ", ".join(codes) or (name if isinstance(name, str) and _NAME.fullmatch(name) else "")


def _codes(body: JsonRow) -> list[str]:
    """Return the codes of the errors in an answer, "error" for one without."""
    found = []
    for error in rows(body.get("errors")):
        code = row(error.get("extensions")).get("code")
        found.append(code if isinstance(code, str) and _NAME.fullmatch(code) else "error")
    return found


@dataclass(slots=True)
class Bucket:
    """How many points are left, as the last answer told it, and how fast they come back."""

    left: float = _DEAREST
    most: float = _DEAREST
    a_second: float = 50.0
    at: float = 0.0
    cost: float = field(default=0.0)
    """What the last query would have cost at most."""

    def learn(self, body: JsonRow, now: float) -> None:
        """Take in what an answer tells."""
        cost = row(row(body.get("extensions")).get("cost"))
        status = row(cost.get("throttleStatus"))
        told = _number(cost.get("requestedQueryCost"))
        self.cost = told if told is not None else self.cost
        left, most, rate = (
            _number(status.get(key)) for key in ("currentlyAvailable", "maximumAvailable", "restoreRate")
        )
        if left is not None and most and rate:
            self.left, self.most, self.a_second, self.at = left, most, rate, now

    def wait(self, cost: float, now: float) -> float:
        """Return how many seconds a query of this cost has to wait."""
        missing = min(cost, self.most) - self.left - max(0.0, now - self.at) * self.a_second
        return min(missing / self.a_second, _LONGEST_PAUSE) if missing > 0 else 0.0


class Shopify:
    """One shop's API.

    ``served`` is the version that the last answer was given by: Shopify serves one that it no longer has by the next.

    Args:
        transport: the session, which signs each request.
        sleep: waits that many seconds.
        now: the aware time.
    """

    def __init__(
        self, transport: Transport, label: str, sleep: Callable[[float], None], now: Callable[[], datetime]
    ) -> None:
        self.bucket = Bucket()
        self.name = label
        self.now = now
        self.served = VERSION
        self._transport, self._sleep = transport, sleep

    @property
    def calls(self) -> int:
        """How many requests were sent."""
        return self._transport.calls

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()

    def ask(self, query: str, variables: Variables, expected: float = 0.0) -> JsonRow:
        """Return what a query finds; ``expected`` is what it will cost about.

        Raises:
            TooDear: for a page that is too large.
            AuthRefused: when a scope is missing.
            Unavailable, Incomplete, Rejected: as a transport does. An answer with errors is never used in part.
        """
        for _ in range(_TRIES):
            self._pause(self.bucket.wait(expected, self._seconds()))
            answer = self._transport.send(
                "POST", PATH, json={"query": query, "variables": dict(variables)}, repeatable=True
            )
            told = _VERSION.fullmatch(answer.headers.get("X-Shopify-API-Version") or "")
            self.served = told[0] if told else self.served
            found = row(answer.body)
            self.bucket.learn(found, self._seconds())
            codes = _codes(found)
            if not codes and isinstance(found.get("data"), dict):
                return row(found["data"])
            self._refuse(codes)
            self._pause(self.bucket.wait(self.bucket.cost, self._seconds()) or _PAUSE)
        raise Unavailable(
            f"{self.name}: Shopify was busy {_TRIES} times in a row", fix="Run the same command again later."
        )

    @property
    def overtaken(self) -> str:
        """Say that Shopify serves our version no more, "" while it does; https://shopify.dev/docs/api/usage/versioning."""
        if self.served == VERSION:
            return ""
        return (
            f"Shopify has ended version {VERSION} of its API and answers as {self.served}, which may mean other things"
        )

    def _refuse(self, codes: list[str]) -> None:
        """Raise what these codes mean, unless the same query may be sent again."""
        if _TOO_DEAR in codes:
            raise TooDear
        if _DENIED in codes:
            raise AuthRefused(f"{self.name}: Shopify answered {_DENIED}", fix=MISSING, status=403)
        if not codes:
            raise Incomplete(f"{self.name}: Shopify answered without data", fix="Run it again later.")
        if not {_THROTTLED, _BROKEN}.issuperset(codes):
            raise Rejected(f"{self.name}: Shopify answered {', '.join(dict.fromkeys(codes))}")

    def _seconds(self) -> float:
        return self.now().timestamp()

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            _log.info("%s: waits %.1f s for points", self.name, seconds)
            self._sleep(seconds)

    def listed(self, query: str, variables: Variables, root: str, size: Size) -> Iterator[list[JsonRow]]:
        """Yield the rows of a whole list by their ids, page by page; ``variables`` hold a search, which may be "".

        Shopify pages no deeper than 25,000 rows: before that another list begins behind the last of them. Raises
        Incomplete for a list that gives a row twice, or does not go on where it says so, besides what :meth:`ask` does.
        """
        once, last = EachOnce(f"{self.name}: {root}"), ""
        while True:
            begun = len(once)
            for page in self._pages(query, {**variables, "query": search.behind(variables["query"], last)}, root, size):
                once.take(one.get("id") for one in page)
                yield page
                last = number(page[-1].get("id")) if page else last
                if len(once) - begun >= DEEPEST:
                    break
            else:
                return

    def _pages(self, query: str, variables: Variables, root: str, size: Size) -> Iterator[list[JsonRow]]:
        patience = Patience(f"{self.name}: {root}")
        after: str | None = None
        while True:
            found = row(size.fit(self, query, {**variables, "after": after}).get(root))
            page = nodes(found, f"{self.name}: {root}")
            yield page
            following = next_page(found, f"{self.name}: {root}", after)
            if following is None:
                return
            patience.page(len(page))
            after = following


class Size:
    """How many rows a page may have so that its query costs less than one may: learnt from page to page.

    Twice the rows never cost more than twice as much, and mostly much less: by what two pages cost it is told how much.
    """

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self._ceiling = MOST_ROWS
        self._last: tuple[int, float] | None = None
        self._steepness = 1.0  # the power of its rows that a page's cost grows with

    def fit(self, shop: Shopify, query: str, variables: Variables) -> JsonRow:
        """Ask for a page, a smaller one where it is too dear, and learn from what it costs."""
        while True:
            try:
                found = shop.ask(query, {**variables, "first": self.rows}, shop.bucket.cost)
            except TooDear:
                self.shrink(shop.name)
                continue
            self.grow(shop.bucket)
            return found

    def shrink(self, name: str) -> None:
        """Take half as many from now on. Raises Rejected when one is too many."""
        if self.rows <= 1:
            raise Rejected(f"{name}: one row costs Shopify more points than a query may")
        self._ceiling = self.rows - 1
        self.rows = max(1, self.rows // 2)

    def grow(self, bucket: Bucket) -> None:
        """Take as many from now on as the points allow."""
        if bucket.cost <= 0:
            return
        if self._last and self._last[0] < self.rows and self._last[1] < bucket.cost:
            steepness = log(bucket.cost / self._last[1]) / log(self.rows / self._last[0])
            self._steepness = min(1.0, max(_FLATTEST, steepness))
        self._last = self.rows, bucket.cost
        room = min(_DEAREST, bucket.most) * _ROOM / bucket.cost
        rows = self.rows * (room ** (1 / self._steepness) if room > 1 else room)
        self.rows = max(1, min(int(rows), self._ceiling))


def nodes(connection: JsonRow, what: str) -> list[JsonRow]:
    """Return the rows of a page. Raises Incomplete for a page with holes."""
    found = connection.get("nodes")
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Incomplete(f"{what}: a page with holes", fix="Run it again later.")
    return found


def next_page(connection: JsonRow, what: str, before: str | None) -> str | None:
    """Return where the next page begins, None after the last. Raises Incomplete for one that leads nowhere."""
    info = row(connection.get("pageInfo"))
    more, cursor = info.get("hasNextPage"), info.get("endCursor")
    if more is False:
        return None
    if more is not True or not isinstance(cursor, str) or not cursor or cursor == before:
        raise Incomplete(f"{what}: a page that does not say where the list goes on", fix="Run it again later.")
    return cursor


def number(gid: Any) -> str:
    """Return the number at the end of a global id, "" for none: what the shop's own pages call it."""
    found = _GID.fullmatch(gid) if isinstance(gid, str) else None
    return found[1] if found else ""


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else None


MISSING = (
    "The app needs the scopes read_orders and read_products, and for names, languages and tags of customers\n"
    "  read_customers, with access to protected customer data (e-mail and name), which Shopify's Basic plan gives to\n"
    "  no app of your own. In the Dev Dashboard: your app > Versions > access scopes; then install the new version in\n"
    "  the shop."
)
