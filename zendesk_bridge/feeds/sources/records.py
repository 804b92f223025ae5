"""Where in a JSON text the rows are, as JMESPath says it, and which list of each stands for several rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.feeds.sources.port import Located


@dataclass(frozen=True, slots=True)
class Records:
    """``where`` is the JMESPath of the rows, "" for the usual places; ``lines`` leads to a list within each row.

    With ``lines``, a row stands once for each entry of that list, and has the entry in the list's place: so a line of
    an order and the order itself are one row.
    """

    where: str = ""
    lines: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is said."""
        return bool(self.where or self.lines)

    def found(self, value: Any, place: Place) -> Sequence[Any]:
        """Return the rows of one JSON text; raises InvalidInput where its path leads to none."""
        found = searched(self.where, value)
        if isinstance(found, Mapping):
            return [found]
        if isinstance(found, list):
            return found
        known = [str(key) for key, part in value.items() if isinstance(part, list)] if isinstance(value, dict) else []
        fix = f"there are lists under: {', '.join(known[:20])}" if known else "look at the answer, and at the path"
        raise InvalidInput([Problem(place, f"records: '{self.where}' leads to no list here", fix)])

    def rows(self, record: Mapping[str, Any], place: Place) -> Iterator[Located | Problem]:
        """Yield the rows that one record stands for."""
        if not self.lines:
            yield Located(place, record)
            return
        path = self.lines.split(".")
        listed = _reached(record, path)
        if listed is None:
            yield Problem(place, f"has no list under '{self.lines}'", "look at lines: in your config")
        for entry in listed or ():
            yield Located(place, _instead(record, path, entry))


USUAL = Records()
"""Each object of a list is a row, under whatever usual name the list stands."""


def _reached(record: Any, path: Sequence[str]) -> list[Any] | None:
    for step in path:
        record = record.get(step) if isinstance(record, Mapping) else None
    return record if isinstance(record, list) else None


def _instead(record: Mapping[str, Any], path: Sequence[str], entry: Any) -> Mapping[str, Any]:
    """Return the record with an entry in the place of the list that it stands in."""
    first, *rest = path
    return {**record, first: _instead(record[first], rest, entry) if rest else entry}


def searched(path: str, value: Any) -> Any:
    """Return what a JMESPath finds; None for one that does not fit the value, such as a length of no list."""
    try:
        return _compiled(path).search(value)
    except JMESPathError:
        return None


@lru_cache(maxsize=256)
def _compiled(path: str) -> Any:
    return jmespath.compile(path)
