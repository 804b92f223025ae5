"""What was said on open tickets, added up by the database: a board of a hundred thousand promises has a second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from zendesk_bridge.core.model import ChoiceCount, LastHeard, LatestCount, MarkState
from zendesk_bridge.state.rows import readable
from zendesk_bridge.state.said import SaidMemory, has_no_later, is_open
from zendesk_bridge.state.said_rows import HEARD, UNREAD, choice_kind, heard_from, window_from
from zendesk_bridge.state.tables import choices, marks, promises

_CERTAIN: Final = [state.value for state in (MarkState.PENDING, MarkState.TOLD, MarkState.HEARD)]


class CountedMemory(SaidMemory):
    """What was said on the tickets of the account in one row, with what it adds up to."""

    def last_heard(self, sku: str | None = None) -> Iterator[LastHeard]:
        """Yield when customers last heard of each item, or of this one, on each open ticket."""
        return self._last_heard(*(() if sku is None else (promises.c.sku == sku,)))

    def waiting(self, day: date, undated: datetime, any_day: datetime) -> Iterator[LastHeard]:
        """Yield who hears again by this day, or last heard before ``undated`` of no day, before ``any_day`` of any."""
        made, named = promises.c.at, promises.c.next_update
        due = and_(named > "", named <= day.isoformat())
        return self._last_heard(or_(due, made < any_day, and_(made < undated, named == "")))

    def _last_heard(self, *wanted: ColumnElement[bool]) -> Iterator[LastHeard]:
        query = select(*HEARD).where(promises.c.account_id == self._row, *wanted, is_open(promises), has_no_later())
        with self._database.read() as connection:
            found = connection.execute(query).all()
        return map(heard_from, found)

    def open_tickets(self) -> Mapping[str, int]:
        """Return on how many open tickets each item is mentioned beyond doubt, or was promised something of."""
        mine = (marks.c.account_id == self._row, marks.c.state.in_(_CERTAIN))
        query = select(marks.c.sku, func.count()).where(*mine).group_by(marks.c.sku)
        with self._database.read() as connection:
            return {sku: int(count) for sku, count in connection.execute(query)}

    def latest_counts(self) -> tuple[LatestCount, ...]:
        """Return what customers were last told of each item, and on how many open tickets."""
        table = promises.c
        columns = (table.sku, table.window)
        latest = (table.account_id == self._row, is_open(promises), has_no_later())
        query = select(*columns, func.count()).where(*latest).group_by(*columns).order_by(*columns)
        with self._database.read() as connection:
            found = connection.execute(query).all()
        with readable("what customers were told"):
            return tuple(LatestCount(sku, window_from(window), int(count)) for sku, window, count in found)

    def choice_counts(self) -> tuple[ChoiceCount, ...]:
        """Return what customers last chose about each item, and on how many open tickets."""
        table = choices.c
        columns = (table.sku, table.kind)
        latest = (table.account_id == self._row, table.kind != UNREAD, is_open(choices), _was_chosen_last())
        query = select(*columns, func.count()).where(*latest).group_by(*columns).order_by(*columns)
        with self._database.read() as connection:
            found = connection.execute(query).all()
        with readable("what customers chose"):
            return tuple(ChoiceCount(sku, choice_kind(kind), int(count)) for sku, kind, count in found)


def _was_chosen_last() -> ColumnElement[bool]:
    """Whether a choice is the latest about its item on its ticket."""
    mine, other = choices.c, choices.alias().c
    same = [other[name] == mine[name] for name in ("account_id", "ticket_id", "sku")]
    later = or_(other.at > mine.at, and_(other.at == mine.at, other.id > mine.id))
    return ~exists().where(*same, other.kind != UNREAD, later)
