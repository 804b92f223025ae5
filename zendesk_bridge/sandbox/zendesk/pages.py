"""Zendesk's two paginations: by cursor (``page[size]``, ``page[after]``, ``page[before]``), and by offset."""

from __future__ import annotations

import base64
import binascii
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from zendesk_bridge.sandbox.zendesk.call import ZendeskCall, integer
from zendesk_bridge.sandbox.zendesk.errors import bad_page, bad_request

MOST = 100  # rows a page
_LAST_OFFSET_PAGE = 100  # beyond it only cursors go on
_BAD_CURSOR = "page[after] is not valid"


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection that can be read in both ways.

    ``after(key, limit)`` returns up to ``limit`` pairs of sort key (JSON) and row behind ``key``, None is the start;
    ``skip(offset, limit)`` returns rows; ``count()`` counts all.
    """

    name: str
    after: Callable[[Any, int], list[tuple[Any, dict[str, Any]]]]
    skip: Callable[[int, int], list[dict[str, Any]]]
    count: Callable[[], int]


def in_memory(name: str, rows: list[tuple[Any, dict[str, Any]]]) -> Collection:
    """Return a short list, sorted by its keys, as a listing."""
    ordered = sorted(rows, key=lambda pair: pair[0])
    kinds = {type(key) for key, _ in ordered}

    def after(key: Any, limit: int) -> list[tuple[Any, dict[str, Any]]]:
        if key is not None and type(key) not in kinds:  # somebody made this cursor up
            raise bad_page(_BAD_CURSOR)
        return [pair for pair in ordered if key is None or pair[0] > key][:limit]

    return Collection(
        name, after, lambda offset, limit: [row for _, row in ordered[offset : offset + limit]], lambda: len(ordered)
    )


def page(call: ZendeskCall, listing: Collection) -> dict[str, Any]:
    """Return one page of a listing in the way that the query asks for."""
    if any(name.startswith("page[") for name in call.query):
        return _by_cursor(call, listing)
    return _by_offset(call, listing)


def encode(key: Any) -> str:
    """Return a sort key as an opaque cursor."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


def decode(cursor: str) -> Any:
    """Return the sort key of a cursor; 400 for one that is not ours."""
    try:
        return json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (binascii.Error, ValueError, RecursionError) as exc:
        raise bad_page(_BAD_CURSOR) from exc


def _by_cursor(call: ZendeskCall, listing: Collection) -> dict[str, Any]:
    size = integer(call.query.get("page[size]", MOST), "page[size]")
    if not 1 <= size <= MOST:
        raise bad_page(f"page[size] must be between 1 and {MOST}")
    if "page[before]" in call.query:
        found = _before(listing, _key(listing.name, call.query["page[before]"]), size + 1)
        rows, more = found[-size:], len(found) > size
    else:
        given = call.query.get("page[after]")
        found = listing.after(_key(listing.name, given) if given else None, size + 1)
        rows, more = found[:size], len(found) > size
    after = encode([listing.name, rows[-1][0]]) if rows else None
    before = encode([listing.name, rows[0][0]]) if rows else None
    return {
        listing.name: [row for _, row in rows],
        "meta": {"has_more": more, "after_cursor": after, "before_cursor": before},
        "links": {
            "prev": before and link(call, {"page[size]": size, "page[before]": before}),
            "next": after and link(call, {"page[size]": size, "page[after]": after}),
        },
    }


def _before(listing: Collection, key: Any, most: int) -> list[tuple[Any, dict[str, Any]]]:
    """Return the last rows in front of a key; a listing only goes forward, so it is walked from its start."""
    found: deque[tuple[Any, dict[str, Any]]] = deque(maxlen=most)
    block = listing.after(None, MOST)
    while block:
        for pair in block:
            if pair[0] == key:
                return list(found)
            found.append(pair)
        block = listing.after(block[-1][0], MOST)
    raise bad_page(_BAD_CURSOR)


def _key(name: str, cursor: str) -> Any:
    """Return the sort key of a cursor of this listing; 400 for another listing's."""
    found = decode(cursor)
    if not isinstance(found, list) or found[:1] != [name] or [type(key) for key in found[1:]] not in ([int], [str]):
        raise bad_page(_BAD_CURSOR)
    return found[1]


def _by_offset(call: ZendeskCall, listing: Collection) -> dict[str, Any]:
    number = integer(call.query.get("page", 1), "page")
    size = min(MOST, max(1, integer(call.query.get("per_page", MOST), "per_page")))
    if not 1 <= number <= _LAST_OFFSET_PAGE:
        raise bad_request("InvalidValue", f"page must be between 1 and {_LAST_OFFSET_PAGE}; use cursor pagination")
    total = listing.count()
    more = number * size < total
    return {
        listing.name: listing.skip((number - 1) * size, size),
        "next_page": link(call, {"page": number + 1, "per_page": size}) if more else None,
        "previous_page": link(call, {"page": number - 1, "per_page": size}) if number > 1 else None,
        "count": total,
    }


def link(call: ZendeskCall, changes: dict[str, Any]) -> str:
    """Return this request's URL with other pagination parameters."""
    others = [(key, value) for key, value in call.query.multi_items() if not key.startswith(("page", "per_page"))]
    return f"{call.box.base_url}{call.path}?{urlencode([*others, *changes.items()])}"
