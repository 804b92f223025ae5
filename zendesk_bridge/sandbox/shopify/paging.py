"""Connections: pages of a list, with cursors that name the last row."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

MOST = 250  # rows of a page, and things in a list that is sent
DEEPEST = 25_000  # rows that can be paged through
ListPlace = tuple[int, int]
"""Where a row stands in its list: what the list is sorted by, and the row's own id."""


def refuse(message: str, code: str = "BAD_REQUEST", **more: Any) -> GraphQLError:
    """Return an error with a code, as Shopify's have one."""
    return GraphQLError(message, extensions={"code": code, **more})


@dataclass(frozen=True, slots=True)
class Connection:
    """One page: ``load`` makes its rows of what the list holds, once."""

    rows: Sequence[Any]
    position: Callable[[Any], ListPlace]
    before: bool
    after: bool

    @property
    def page_info(self) -> Mapping[str, Any]:
        """``pageInfo``."""
        ends = [self.rows[0], self.rows[-1]] if self.rows else []
        start, end = (self.cursor(row) for row in ends) if ends else (None, None)
        return {
            "hasNextPage": self.after, "hasPreviousPage": self.before, "startCursor": start, "endCursor": end,
        }  # fmt: skip

    def cursor(self, row: Any) -> str:
        """Return the cursor of a row."""
        value, number = self.position(row)
        return urlsafe_b64encode(json.dumps({"last_id": number, "last_value": str(value)}).encode()).decode()

    def as_source(self, load: Callable[[Sequence[Any]], Sequence[Any]]) -> Mapping[str, Any]:
        """Return what the connection's fields are resolved from."""
        nodes = load(self.rows)
        edges = [{"node": node, "cursor": self.cursor(row)} for row, node in zip(self.rows, nodes, strict=True)]
        return {"nodes": nodes, "edges": edges, "pageInfo": self.page_info}


def page(rows: Sequence[Any], position: Callable[[Any], ListPlace], args: Mapping[str, Any]) -> Connection:
    """Return the page that the arguments name; ``rows`` are sorted by ``position``. Raises GraphQLError.

    The words of these refusals are not documented, but for the first.
    """
    first, last = args.get("first"), args.get("last")
    size = first if first is not None else last
    if size is None:
        raise refuse("you must provide one of first or last")
    if first is not None and last is not None:
        raise refuse("providing both first and last is not supported")
    if not 0 <= size <= MOST:
        raise refuse(f"{'first' if last is None else 'last'} must be between 0 and {MOST}")
    start = bisect_right(rows, _position(args["after"]), key=position) if args.get("after") else 0
    end = bisect_left(rows, _position(args["before"]), key=position) if args.get("before") else len(rows)
    low, high = (start, min(start + size, end)) if last is None else (max(start, end - size), end)
    if high > DEEPEST:
        raise refuse(f"a list can be paged through for {DEEPEST} rows; narrow it down", "PAGINATION_LIMIT_EXCEEDED")
    return Connection(rows[low:high], position, low > 0, high < len(rows))


def _position(cursor: str) -> ListPlace:
    try:
        found = json.loads(urlsafe_b64decode(cursor))
        return int(found["last_value"]), int(found["last_id"])
    except (binascii.Error, ValueError, KeyError, TypeError, RecursionError) as exc:
        raise refuse("Invalid cursor for current pagination sort.") from exc
