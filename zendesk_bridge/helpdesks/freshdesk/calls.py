"""How this API is called: what its errors say, what its limits are, how its lists are paged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from zendesk_bridge.core.errors import AuthRefused, Incomplete
from zendesk_bridge.helpdesks.freshdesk import wire
from zendesk_bridge.transport import ACCOUNT, Json, JsonRow, RateLimit, Response, Transport, whole

PER_PAGE = 100  # rows: as many as Freshdesk gives
LAST_PAGE = 300
"""Page 301 of a list answers 400."""

_MINUTE = 60.0  # seconds
_NAME = re.compile(r"[\w.\[\]-]{1,64}")
_FORBIDDEN = 403
_OF_THE_ACCOUNT = re.compile(
    r"\b(account_suspended|max_agents_reached|password_expired|password_lockout|require_feature|ssl_required)\b"
)
_NEXT = re.compile(r"<([^<>]+)>\s*;[^,<>]*\brel\s{0,9}=\s{0,9}\"?next\b", re.IGNORECASE)


def error_of(_status: int, body: Json) -> str:
    """Return codes and field names of a refusal; never its messages, which may quote what a customer wrote."""
    if not isinstance(body, dict):
        return ""
    entries = body.get("errors")
    told = [_entry(entry) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return ", ".join(filter(None, [_name(body.get("code")), *told]))


def _entry(entry: Mapping[str, Any]) -> str:
    return ": ".join(filter(None, [_name(entry.get("field")), _name(entry.get("code"))]))


def _name(value: Any) -> str:
    return value if isinstance(value, str) and _NAME.fullmatch(value) else ""


def concerns_account(error: AuthRefused) -> bool:
    """Tell whether a refusal holds for everything; the other 403s hold for one ticket that is not this agent's."""
    return error.status != _FORBIDDEN or _OF_THE_ACCOUNT.search(error.message) is not None


class RateWindow:
    """Reads the account's limit from a response's headers.

    Freshdesk counts calls a minute and does not tell when the minute ends. A count that rises tells that a new
    one has begun; a minute from when that was first seen, the next has begun for certain.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._left = -1
        self._began = 0.0

    def __call__(self, headers: Mapping[str, str]) -> tuple[RateLimit, ...]:
        """Return the limit, or nothing when the headers do not tell it (as decimals: "100.0")."""
        total, left = (whole(headers.get(f"X-RateLimit-{name}")) for name in ("Total", "Remaining"))
        if total is None or left is None:
            return ()
        moment = self._now().timestamp()
        if left > self._left or moment >= self._began + _MINUTE:
            self._began = moment
        self._left = left
        return (RateLimit(ACCOUNT, total, left, self._began + _MINUTE - moment),)


def next_page(response: Response, host: str, page: int) -> int | None:
    """Return the number of the next page by the ``Link`` header; None when it names none.

    Raises Incomplete for a link that leads to another host, or not forward.
    """
    found = _NEXT.search(response.headers.get("link", ""))
    if found is None:
        return None
    try:
        parts = urlsplit(found[1].strip())
    except ValueError:
        raise Incomplete(f"Freshdesk's link after page {page} is none", fix="Run it again later.") from None
    numbers = [whole(number) for number in parse_qs(parts.query).get("page", [])]
    if parts.netloc.lower() not in {"", host.lower()}:
        raise Incomplete("Freshdesk's link to the next page leads to another host", fix="Nothing was sent there.")
    following = numbers[0] if len(numbers) == 1 else None
    if following is None or following <= page:
        raise Incomplete(f"Freshdesk's link after page {page} does not lead forward", fix="Run it again later.")
    return following


class Lists:
    """Reads whole lists. Pages are asked for by number, so that a link can never lead us astray."""

    def __init__(self, transport: Transport, host: str) -> None:
        self._transport = transport
        self._host = host

    def rows(
        self, path: str, *, holes: bool = False, params: Mapping[str, str | int] | None = None
    ) -> Iterator[JsonRow]:
        """Yield every row of this list; with ``holes``, without the rows that are none.

        Raises Incomplete when the pages loop or do not end.
        """
        page = 1
        before: list[JsonRow] = []
        while True:
            response = self._transport.get(path, {**(params or {}), "per_page": PER_PAGE, "page": page})
            rows = wire.readable(response.body, path)[0] if holes else wire.rows(response.body, path)
            following = next_page(response, self._host, page)
            if rows and rows == before:
                if following is None:
                    return  # a list that is not paged gave everything twice
                raise Incomplete(f"Freshdesk sent the same page of {path} twice", fix="Run it again later.")
            yield from rows
            if following is None and len(response.body) < PER_PAGE:
                return
            page, before = following or page + 1, rows
            if page > LAST_PAGE:
                raise Incomplete(f"{path} has more than {LAST_PAGE} pages, and Freshdesk shows no more")

    def more(self, response: Response, page: int, count: int) -> bool:
        """Tell whether something follows a page with so many rows.

        Raises Incomplete for a link that leads elsewhere.
        """
        return next_page(response, self._host, page) is not None or count >= PER_PAGE
