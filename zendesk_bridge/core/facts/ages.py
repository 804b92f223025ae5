"""How old a reading may be, what is told of one that is older, and how people hear of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from zendesk_bridge.core.facts.missing import Kept
from zendesk_bridge.core.facts.values import FeedPolicy
from zendesk_bridge.core.model import Backorder, LastRead
from zendesk_bridge.core.plural import number

NAMED = 5
"""How many missing items are named; the others are counted."""


def told(
    feeds: Iterable[tuple[Sequence[LastRead], Sequence[Backorder], FeedPolicy]], now: datetime
) -> Mapping[str, Backorder]:
    """Return what is told of feeds, each with what stands and what was read; what has lapsed only fills gaps."""
    late: dict[str, Backorder] = {}
    lapsed: dict[str, Backorder] = {}
    for rows, read, policy in feeds:
        for row in rows:
            if stands(row, policy, now):
                late[row.item.sku] = row.item
            else:
                lapsed[row.item.sku] = row.item.undated
        late.update((item.sku, item) for item in read)
    return lapsed | late


def stands(row: LastRead, policy: FeedPolicy, now: datetime) -> bool:
    """Tell whether a reading is young enough to be told with its dates."""
    return now - row.read_at <= policy.max_age


def doubt(it: Kept, now: datetime) -> str:
    """Return what people must know of how a feed was read, or ""."""
    answer, rows = it.answer, it.rows
    if answer.silent:
        text = answer.silent
    elif answer.problems:
        others = len(answer.problems) - 1
        more = f", and {others} more mistakes" if others else ""
        text = f"what is wrong is held: {answer.problems[0]}{more}"
    elif rows:
        missing = f"{number(len(rows), 'late item')} {'is' if len(rows) == 1 else 'are'} missing: {_named(rows)}"
        text = f"{missing} (if that is right, say --accept-fewer)"
    else:
        return ""
    return text if answer.last is None else "; ".join([text, *_ages(rows, answer.policy, now)])


def _ages(rows: Sequence[LastRead], policy: FeedPolicy, now: datetime) -> Iterator[str]:
    """Yield which items stand, and of which no date is told any more."""
    if not rows:
        yield "nothing of an earlier reading stands in for it"
    stand = [row for row in rows if stands(row, policy, now)]
    if stand:
        verb = "stands" if len(stand) == 1 else "stand"
        yield f"the {number(len(stand), 'item')} read on {_when(stand)} {verb}"
    old = [row for row in rows if not stands(row, policy, now)]
    if old:
        days = policy.max_age / timedelta(days=1)
        yield (
            f"the last good reading of {_named(old)}, of {_when(old)}, is older than {days:g} days, so no date is told "
            "any more"
        )


def _when(rows: Sequence[LastRead]) -> str:
    first, last = (f"{moment:%Y-%m-%d %H:%M} UTC" for moment in _ends(row.read_at for row in rows))
    return first if first == last else f"{first} to {last}"


def _ends(moments: Iterable[datetime]) -> tuple[datetime, datetime]:
    found = sorted(moments)
    return found[0], found[-1]


def _named(rows: Sequence[LastRead]) -> str:
    names = ", ".join(row.item.sku for row in rows[:NAMED])
    return names if len(rows) <= NAMED else f"{names} and {len(rows) - NAMED} more"
