"""How this API is called: what its errors say, and how its lists are paged.

Lists are read by their ids, upwards, and each page begins with the last row of the one before. What leaves a list while
it is read (an order that is completed) moves all behind it one up, and pages by number would then skip one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from zendesk_bridge.core.errors import AuthRefused, Incomplete, NotFound, Rejected, Unavailable
from zendesk_bridge.feeds.shop.reading import whole
from zendesk_bridge.transport import Json, JsonRow, Patience, Response, Transport
from zendesk_bridge.transport import whole as count

PER_PAGE = 100  # rows: as many as WooCommerce gives
V3 = "wc/v3"
_SMALLER = 5  # times smaller is the next page where PHP broke down over one: 100 rows, 20, 4
_SMALLEST = 4  # rows; a page has to hold more than the last row of the one before
_BROKE_DOWN = " answered 500"

_KEYS = (
    "Check consumer_key and consumer_secret: WooCommerce > Settings > Advanced > REST API. The key needs the\n"
    "  permission Read, and a user who is an administrator or a shop manager."
)
_NOT_THERE = (
    "Is 'url' the address of a WordPress with WooCommerce, with the folder that it lies in? Its API needs readable\n"
    "  addresses: WordPress > Settings > Permalinks, any but Plain."
)
_NO_ANSWER = (
    "What stands there is a web page, or a warning of PHP before the answer. 'url' has to lead to a WordPress with\n"
    "  readable addresses (Settings > Permalinks, any but Plain), and WP_DEBUG_DISPLAY to be off."
)
_NO_STATE = "One of 'statuses' is no state of this shop's orders: WooCommerce > Orders lists those that are."
_CODE = re.compile(r"[\w.-]{1,64}")
_STEPS_BACK = 20  # of a page each, after rows that were read have left the list

Params = Mapping[str, str | int]


def error_of(_status: int, body: Json) -> str:
    """Return the code of a refusal and the names of wrong parameters; never its message, which may quote anything."""
    if not isinstance(body, dict):
        return ""
    data = body.get("data")
    params = data.get("params") if isinstance(data, dict) else None
    names = [*params] if isinstance(params, dict) else []
    return " ".join(name for name in (body.get("code"), *names) if isinstance(name, str) and _CODE.fullmatch(name))


class Woo:
    """One shop's API."""

    def __init__(self, transport: Transport, label: str, now: Callable[[], datetime]) -> None:
        self.name, self.now = label, now
        self._transport, self._size = transport, PER_PAGE

    @property
    def calls(self) -> int:
        """How many requests were sent."""
        return self._transport.calls

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()

    def page(self, path: str, params: Params, offset: int = 0) -> tuple[list[JsonRow], int]:
        """Return the rows of a list from ``offset`` on, by id, and how many it has altogether.

        Raises Incomplete for a page that is not what these two say, besides what a transport raises.
        """
        what = f"{self.name}: {path}"
        response = self._page(path, {**params, "offset": offset, "orderby": "id", "order": "asc"})
        rows, total = _listed(response, what), count(response.headers.get("X-WP-Total"))
        if total is None:
            raise Incomplete(f"{what}: X-WP-Total is missing", fix="Does a proxy or a cache before the shop drop it?")
        if len(rows) != max(0, min(self._size, total - offset)):
            fix = "Run it again later; if it stays so, a plugin of the shop hides some from its API."
            raise Incomplete(f"{what}: {len(rows)} rows came where {total} were told", fix=fix)
        return rows, total

    def _page(self, path: str, params: Params) -> Response:
        """Ask for a page, from now on for smaller ones where the shop's PHP lacks memory or time for so many rows."""
        while True:
            try:
                return self._asked(path, {**params, "per_page": self._size})
            except Unavailable as error:
                if _BROKE_DOWN not in error.message or self._size <= _SMALLEST:
                    raise
                self._size //= _SMALLER

    def undivided(self, path: str) -> list[JsonRow]:
        """Return the rows of a list that comes whole. Raises Incomplete for what is none, and what a transport does."""
        return _listed(self._asked(path, {}), f"{self.name}: {path}")

    def _asked(self, path: str, params: Params) -> Response:
        """Ask; what is raised says what to do about it in a shop of this kind."""
        try:
            return self._transport.get(path, params)
        except AuthRefused as error:
            raise AuthRefused(error.message, fix=_KEYS, status=error.status) from None
        except NotFound as error:
            raise NotFound(error.message, fix=_NOT_THERE, status=error.status) from None
        except Rejected as error:
            fix = _NO_STATE if error.message.endswith("/orders answered 400 rest_invalid_param status") else error.fix
            raise Rejected(error.message, fix=fix, status=error.status) from None
        except Incomplete as error:
            raise Incomplete(error.message, fix=error.fix or _NO_ANSWER) from None

    def rows(self, path: str, params: Params, first: tuple[list[JsonRow], int] | None = None) -> Iterator[JsonRow]:
        """Yield every row of a list, by id; ``first`` is its first page if that was read already.

        Raises Incomplete for a list that is not in that order or does not end, besides what :meth:`page` raises.
        """
        patience, what = Patience(f"{self.name}: {path}"), f"{self.name}: {path}"
        rows, total = first or self.page(path, params)
        last, offset = 0, 0
        while True:
            new = [one for one in rows if _id(one, what) > last]
            in_order(rows, what)
            yield from new
            last = _id(rows[-1], what) if new else last
            offset += len(rows)
            if offset >= total:
                return
            if not new:
                raise Incomplete(f"{what}: the same page came twice", fix="Does a cache before the shop answer?")
            patience.page(len(new))
            rows, total, offset = self._following(path, params, offset - 1, last)

    def _following(self, path: str, params: Params, offset: int, last: int) -> tuple[list[JsonRow], int, int]:
        """Return a page that joins the last row that was read, how many there are, and where it begins.

        It joins where its first row is that one or one before it; else rows have left the list, and it begins earlier.
        """
        what = f"{self.name}: {path}"
        for _ in range(_STEPS_BACK):
            rows, total = self.page(path, params, offset)
            if offset == 0 or (rows and _id(rows[0], what) <= last):
                return rows, total, offset
            offset = max(0, offset - (self._size - 1))
        raise Incomplete(f"{what}: the list changes faster than it can be read", fix="Run it again later.")


def _listed(response: Response, what: str) -> list[JsonRow]:
    rows = response.body
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise Incomplete(f"{what}: the answer is no list", fix="Is 'url' the address of a shop with WooCommerce?")
    return rows


def in_order(rows: list[JsonRow], what: str) -> None:
    """Make sure that rows come by their ids. Raises Incomplete when they do not: then any may be missing."""
    ids = [_id(one, what) for one in rows]
    if any(one >= following for one, following in pairwise(ids)):
        raise Incomplete(f"{what}: the rows do not come by their ids", fix="Does a plugin of the shop reorder them?")


def _id(row: Mapping[str, Any], what: str) -> int:
    found = whole(row.get("id"))
    if found is None or found <= 0:
        raise Incomplete(f"{what}: a row without an id")
    return found
