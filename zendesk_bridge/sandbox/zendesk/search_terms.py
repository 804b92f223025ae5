"""A search's text as terms, and a term's dates as spans: the syntax of Zendesk's search.

Source: support.zendesk.com 4408886879258, "Zendesk Support search reference".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from zendesk_bridge.sandbox.words import words
from zendesk_bridge.sandbox.zendesk.errors import bad_search

MOST_WORDS = 64  # of one query
_TERM = re.compile(r'(?P<minus>-)?(?:(?P<key>\w+)(?P<op><=|>=|:|<|>))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_RELATIVE = re.compile(r"(\d{1,6})(minute|hour|day|week|month|year)s?")
_SECONDS = {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_592_000, "year": 31_536_000}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """One term: ``key`` is empty for a free word; ``op`` is one of ``: < > <= >=``; a ``phrase`` stood in quotes."""

    key: str
    op: str
    value: str
    phrase: bool
    negated: bool


def terms(text: str) -> list[SearchTerm]:
    """Return the terms of a search; raises the 422 of one that is empty or longer than 64 words."""
    found = [
        SearchTerm(
            (each["key"] or "").lower(),
            each["op"] or "",
            each["word"] if each["phrase"] is None else each["phrase"],
            each["phrase"] is not None,
            each["minus"] is not None,
        )
        for each in _TERM.finditer(text)
    ]
    if not found:
        raise bad_search("query must not be empty")
    if sum(max(1, len(words(term.value))) for term in found) > MOST_WORDS:
        raise bad_search(f"a query has at most {MOST_WORDS} words")
    return found


def span(value: str, now: datetime) -> tuple[int, int]:
    """Return the seconds that a date, a time or a distance such as ``4hours`` covers: from, and before.

    A day is a day in UTC. Raises the 422 of a value that is none of them.
    """
    relative = _RELATIVE.fullmatch(value)
    try:
        if relative:
            start, length = now - timedelta(seconds=int(relative[1]) * _SECONDS[relative[2]]), timedelta(seconds=1)
        elif "/" in value:
            start, length = datetime.strptime(value, "%m/%d/%Y").replace(tzinfo=UTC), _DAY
        else:
            start, length = datetime.fromisoformat(value), timedelta(seconds=1) if "T" in value else _DAY
        start = start if start.tzinfo else start.replace(tzinfo=UTC)
        return int(start.timestamp()), int((start + length).timestamp())
    except (ValueError, OverflowError) as exc:
        raise bad_search(f"{value} is not a date or a time") from exc
