"""Whether the days of a source's rows have day and month in the places that the admin says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zendesk_bridge.core.document.dates import DayOrder
from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.feeds.picking import Picked


def looked_at(rows: Iterable[Picked | Problem], dates: str | None, names: Sequence[str]) -> Iterator[Picked | Problem]:
    """Yield the rows as they are; raises InvalidInput behind the last where their days are turned round."""
    order = DayOrder(dates)
    for row in rows:
        if isinstance(row, Picked):
            look(order, row, names)
        yield row
    refuse(order)


def look(order: DayOrder, row: Picked, names: Sequence[str]) -> None:
    """Look at the days of one row."""
    for name in names:
        value = row.value(name)
        if isinstance(value, str):
            order.see(name, value.strip(), row.at(name))


def refuse(order: DayOrder) -> None:
    """Raise InvalidInput where all days that were looked at may be turned round."""
    if problem := order.problem():
        raise InvalidInput([problem])
