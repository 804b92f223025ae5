"""Zendesk's conventions: how it names errors, tells limits, and cuts listings into pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.transport import ACCOUNT, Json, Patience, RateLimit, Response, Transport, whole

PAGE = 100  # rows: as many as Zendesk gives
TICKET_CLOSED = "TicketClosed"
"""Stands in the message of the error for a ticket that is closed and takes no update any more."""

MISSING_SCOPE = "missing scope:"
"""Stands in the message of a 403 that holds for everything."""

_COMPLAINT = "X-Zendesk-API-Warn"
_ENDPOINT_LIMIT = "zendesk-ratelimit-"
_MINUTE = 60.0  # seconds

# An error's name, never its prose: a description may quote what a customer wrote.
_NAME = re.compile(r"[A-Z][A-Za-z]{2,40}")  # RecordInvalid, DatabaseConflict, APIRateLimitExceeded
_OTHER_NAMES = frozenset(
    {
        "Couldn't authenticate you",
        "invalid",
        "unavailable",
        "invalid_client",
        "invalid_grant",
        "invalid_request",
        "invalid_scope",
        "invalid_token",
        "insufficient_scope",
        "unauthorized_client",
        "unsupported_grant_type",
    }
)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,40}")
_KEY_PATH = r"[a-z][a-z0-9_.]{0,80}"
# Until about 2023: Removed restricted keys ["ticket.id"] from parameters according to whitelist
_RESTRICTED = re.compile(r"restricted keys \[([^\]]*)\]", re.IGNORECASE)
# Since: {:allowed_parameters=>{:controller=>"macros", ..., :unpermitted_keys=>["macro.id"], :invalid_values=>[]}}
_UNPERMITTED = re.compile(r"\bunpermitted_keys\W{1,5}\[([^\]]*)\]")
_INVALID = re.compile(r"\binvalid_values\W{1,5}\[([^\]]*)\]")
_SHOWN = 200  # characters of a header that we do not know
_SCOPES = re.compile(r"missing the following required scopes?: ([a-z_:, ]{1,200})")


def error_of(status: int, body: Json) -> str:
    """Return the name of an error and the fields it is about, from whichever of the shapes Zendesk answers with."""
    if not isinstance(body, dict):
        return ""
    error = body.get("error")
    prose = str(body.get("description") or body.get("error_description") or "")
    if isinstance(error, dict):
        prose, error = str(error.get("message") or ""), error.get("title")
    errors = body.get("errors")
    if error is None and isinstance(errors, list) and errors and isinstance(errors[0], dict):
        error = errors[0].get("code")
    name = error if isinstance(error, str) and (error in _OTHER_NAMES or _NAME.fullmatch(error)) else ""
    scopes = _SCOPES.search(prose) if status in {401, 403} else None
    if scopes:
        return f"{name} ({MISSING_SCOPE} {scopes[1].strip()})"
    details = body.get("details")
    if closed(details):
        return f"{name} {TICKET_CLOSED}".strip()
    keys = sorted(key for key in details if _KEY.fullmatch(key)) if isinstance(details, dict) else []
    return f"{name} ({', '.join(keys)})" if keys else name


def closed(details: Json) -> bool:
    """Tell whether an error's details say that the ticket is closed; they are prose or nested objects."""
    return "closed prevents ticket update" in str(details).lower()


def limits(headers: Mapping[str, str]) -> tuple[RateLimit, ...]:
    """Read the account's limit and the endpoint's, https://developer.zendesk.com/api-reference/introduction/rate-limits/."""
    found = []
    total = whole(headers.get("ratelimit-limit") or headers.get("X-Rate-Limit"))
    remaining = whole(headers.get("ratelimit-remaining") or headers.get("X-Rate-Limit-Remaining"))
    if total is not None and remaining is not None:
        resets = whole(headers.get("ratelimit-reset"))
        found.append(RateLimit(ACCOUNT, total, remaining, _MINUTE if resets is None else float(resets)))
    for header, value in headers.items():
        if header.lower().startswith(_ENDPOINT_LIMIT):
            parts = dict(re.findall(r"\b(total|remaining|resets)=(\d{1,9})\b", value))
            if {"total", "remaining", "resets"} <= parts.keys():
                name = header.lower().removeprefix(_ENDPOINT_LIMIT)
                found.append(RateLimit(name, int(parts["total"]), int(parts["remaining"]), float(parts["resets"])))
    return tuple(found)


def part(body: Json, key: str, kind: type[Any], where: str) -> Any:
    """Return ``body[key]`` of this type; raises Incomplete when the answer of ``where`` has another shape."""
    if isinstance(body, dict) and isinstance(body.get(key), kind):
        return body[key]
    raise Incomplete(f"{where}: the answer holds no readable '{key}'")


def _never(_row: Any) -> bool:
    return False


def rows_of(body: Json, key: str, where: str, harmless: Callable[[Any], bool] = _never) -> list[dict[str, Any]]:
    """Return ``body[key]`` as objects with ids; raises Incomplete when it is anything else, and not harmless."""
    rows: list[Any] = part(body, key, list, where)
    if all(_identified(row) or harmless(row) for row in rows):
        return list(filter(_identified, rows))
    raise Incomplete(f"{where}: a row of '{key}' cannot be read")


def _identified(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("id"), int)


def readable(body: Json, key: str, where: str) -> tuple[list[dict[str, Any]], int]:
    """Return the rows of ``body[key]`` that are objects with ids, and how many are not.

    Only for listings in which a hole does no harm that is not told.

    Raises Incomplete where there is no list.
    """
    rows: list[Any] = part(body, key, list, where)
    good = [row for row in rows if _identified(row)]
    return good, len(rows) - len(good)


def users_of(body: Json, where: str) -> list[dict[str, Any]]:
    """Return the users that came along with a listing, if any did; one that cannot be read is nobody we know.

    Raises Incomplete for what is no list.
    """
    return readable(body, "users", where)[0] if isinstance(body, dict) and body.get("users") else []


def dropped(response: Response, keys: Collection[str]) -> list[str]:
    """Return which of these keys the server says it ignored in a request that it accepted."""
    named = {part for path in _ignored(response.headers.get(_COMPLAINT, "")) for part in path.split(".")}
    return sorted(named & set(keys))


def _ignored(said: str) -> list[str]:
    """Return the paths of the keys that a complaint names, in whichever of its two forms."""
    lists = [found[1] for form in (_RESTRICTED, _UNPERMITTED, _INVALID) if (found := form.search(said))]
    named = [word.strip(" :\"'") for text in lists for word in text.split(",")]
    return [word for word in named if re.fullmatch(_KEY_PATH, word)]


def complaint_of(headers: Mapping[str, str]) -> str:
    """Return what Zendesk says against a request that it accepted: the keys that it ignored.

    Words of neither known form are shown as they are: they are about our request, which holds nobody's words.
    """
    said = headers.get(_COMPLAINT, "")
    if paths := _ignored(said):
        return f"Zendesk ignored {', '.join(paths)}"
    if not said or _UNPERMITTED.search(said):
        return ""
    shown = "".join(letter if letter.isprintable() else " " for letter in said[:_SHOWN])
    return f"Zendesk sent a {_COMPLAINT} in words that we do not know: {shown}"


class Api:
    """The transport with Zendesk's paging, and the clock."""

    def __init__(self, transport: Transport, sleep: Callable[[float], None], now: Callable[[], datetime]) -> None:
        self.transport, self.sleep, self.now = transport, sleep, now

    def one(self, path: str, key: str, params: Mapping[str, Any] | None = None) -> Any:
        """Read one object. Raises Incomplete where the answer does not hold it."""
        return part(self.transport.get(path, params).body, key, dict, path)

    def write(
        self, method: str, path: str, body: Json, *, repeatable: bool, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Send a change."""
        return self.transport.send(method, path, json=body, repeatable=repeatable, headers=headers)

    def pages(
        self,
        path: str,
        key: str,
        params: Mapping[str, Any] | None = None,
        *,
        harmless: Callable[[Any], bool] = _never,
        whole: bool = False,
    ) -> Iterator[Json]:
        """Yield every page of a cursor-paged listing; ``key`` is where its rows stand.

        All of them can be read, but for those that do no harm when they are left out. An answer that says nothing of
        pages is all of a listing that comes ``whole``.

        Goes by ``meta.has_more``, never by a link. Raises Incomplete when a page does not say whether it is the
        last, when the cursors go in circles, or when the pages do not end.
        """
        seen: set[str] = set()
        patience = Patience(path)
        ask: dict[str, Any] = {**(params or {}), "page[size]": PAGE}
        while True:
            body = self.transport.get(path, ask).body
            rows_of(body, key, path, harmless)
            yield body
            if whole and not body.keys() & {"meta", "next_page"}:
                return
            after = _after(body, path)
            if after is None:
                return
            if after in seen:
                raise Incomplete(f"{path}: the pages go in circles after {len(seen) + 1} of them")
            seen.add(after)
            patience.page(len(body[key]))
            ask["page[after]"] = after

    def rows(
        self,
        path: str,
        key: str,
        params: Mapping[str, Any] | None = None,
        *,
        harmless: Callable[[Any], bool] = _never,
        whole: bool = False,
    ) -> Iterator[Any]:
        """Yield the rows of all pages that can be read. Raises Incomplete where the listing breaks or loops."""
        for body in self.pages(path, key, params, harmless=harmless, whole=whole):
            yield from filter(_identified, body[key])


def _after(body: Mapping[str, Any], path: str) -> str | None:
    """Return the cursor of the next page, None after the last."""
    meta = body.get("meta")
    if isinstance(meta, dict) and meta.get("has_more") is False:
        return None
    if meta is None and "next_page" in body and body["next_page"] is None:
        return None  # a server that does not page this listing by cursor sent all of it
    after = meta.get("after_cursor") if isinstance(meta, dict) and meta.get("has_more") is True else None
    if not isinstance(after, str) or not after:
        raise Incomplete(f"{path}: a page does not say whether more follow")
    return after
