"""What is remembered of the messages of outreach, read; see :class:`zendesk_bridge.core.ports.Waves`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select

from zendesk_bridge.core.model import Message, MessageCount, MessageState, OrderKey, WaveState
from zendesk_bridge.state.database import Database
from zendesk_bridge.state.rows import plain
from zendesk_bridge.state.said import CHUNK
from zendesk_bridge.state.tables import customers, message_lines, messages, moved_messages, waves
from zendesk_bridge.state.wave_rows import message_from, tally_from

T = TypeVar("T")

LIVE: Final = (WaveState.WAITING.value, WaveState.RUNNING.value)
_SENT: Final = tuple(
    state.value for state in (MessageState.TOLD, MessageState.DRAFTED, MessageState.EXPORTED, MessageState.INTENDED)
)


class StoredMessages:
    """The messages of outreach in one database, as they are read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def messages(
        self,
        wave_id: str,
        states: Collection[MessageState] = (),
        *,
        due: datetime | None = None,
        helpdesk: str | None = None,
    ) -> Iterator[Message]:
        """Yield a wave's messages in its order. Raises StateError for rows that cannot be read."""
        wanted = [messages.c.wave == wave_id]
        if states:
            wanted.append(messages.c.state.in_([state.value for state in states]))
        if helpdesk is not None:
            wanted.append(messages.c.helpdesk == helpdesk)
        if due is not None:
            wanted.append(or_(messages.c.after.is_(None), messages.c.after <= due))
        return self._paged(*wanted)

    def _paged(self, *wanted: ColumnElement[bool]) -> Iterator[Message]:
        """Yield messages a page at a time. No transaction is open while the caller has one in hand."""
        mine = messages.c
        page: Sequence[Message] = ()
        last = -1
        while last < 0 or len(page) == CHUNK:
            query = select(messages).where(*wanted, mine.number_in_wave > last).order_by(mine.number_in_wave)
            page, last = self._page(query.limit(CHUNK), last)
            yield from page

    def _page(self, query: Select[Any], last: int) -> tuple[tuple[Message, ...], int]:
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            return tuple(_with_lines(connection, rows)), max([last, 0, *(row.number_in_wave for row in rows)])

    def message(self, message_id: str) -> Message | None:
        """Return this message; None where there is none. Raises StateError for a row that cannot be read."""
        found = self._found(messages.c.id == message_id)
        return found[0] if found else None

    def intended(self) -> tuple[Message, ...]:
        """Return every message of which nobody knows whether it was sent. Raises StateError as :meth:`message` does."""
        return self._found(messages.c.state == MessageState.INTENDED.value)

    def tally(self, wave_id: str) -> tuple[MessageCount, ...]:
        """Return how many messages of a wave stand where, and why. Raises StateError for rows that cannot be read."""
        columns = (messages.c.helpdesk, messages.c.state, messages.c.why)
        query = select(*columns, func.count()).where(messages.c.wave == wave_id).group_by(*columns).order_by(*columns)
        with self._database.read() as connection:
            return tuple(map(tally_from, connection.execute(query)))

    def moved(self, wave_id: str) -> Mapping[str, int]:
        """Return how many messages of a wave newer ones took over, by their IDs."""
        mine = moved_messages.c
        query = select(mine.to_wave, func.count().label("moved")).where(mine.wave == wave_id).group_by(mine.to_wave)
        with self._database.read() as connection:
            return {row.to_wave: row.moved for row in connection.execute(query.order_by(mine.to_wave))}

    def next_due(self, wave_id: str) -> datetime | None:
        """Return the earliest moment before which a planned message of a wave is not sent; None where none waits."""
        waiting = (messages.c.wave == wave_id, messages.c.state == MessageState.PLANNED.value)
        with self._database.read() as connection:
            found: datetime | None = connection.scalar(select(func.min(messages.c.after)).where(*waiting))
        return found

    def sent_since(self, at: datetime, helpdesk: str) -> tuple[int, datetime | None]:
        """Return how many messages were sent through this helpdesk since then, or may have been, and when the first."""
        sent = (MessageState.TOLD.value, MessageState.INTENDED.value)
        wanted = (messages.c.helpdesk == helpdesk, messages.c.state.in_(sent), messages.c.at >= at)
        with self._database.read() as connection:
            count, first = connection.execute(select(func.count(), func.min(messages.c.at)).where(*wanted)).one()
        return count, first

    # --- what customers were told

    def told(self, orders: Collection[OrderKey]) -> Mapping[OrderKey, tuple[Message, ...]]:
        """Return what was written about these orders, oldest first. Raises StateError for rows that cannot be read."""
        live = exists().where(waves.c.id == messages.c.wave, waves.c.state.in_(LIVE))
        soon = and_(messages.c.state == MessageState.PLANNED.value, live)
        written = or_(messages.c.state.in_((*_SENT, MessageState.FAILED.value)), soon, messages.c.customer == "")
        by_feed: dict[str, set[str]] = defaultdict(set)
        for feed, order_id in orders:
            by_feed[plain(feed)].add(plain(order_id))
        found: dict[OrderKey, list[Message]] = defaultdict(list)
        for feed, ids in by_feed.items():
            for some in chunks(sorted(ids)):
                for one in self._found(messages.c.feed == feed, messages.c.order_id.in_(some), written):
                    found[one.order].append(one)
        return {order: tuple(some) for order, some in found.items()}

    def told_skus(self) -> frozenset[str]:
        """Return the SKUs of which customers were told a delay, and not yet that it is over."""
        mine, line = messages.c, message_lines.c
        query = (
            select(mine.feed, mine.order_id, line.sku, line.version)
            .join(messages, mine.id == line.message)
            .where(mine.state.in_(_SENT))
            .order_by(mine.at, mine.id)
        )
        last: dict[tuple[str, str, str], bool] = {}
        with self._database.read() as connection:
            for row in connection.execute(query):
                last[row.feed, row.order_id, row.sku] = bool(row.version)
        return frozenset(sku for (_, _, sku), late in last.items() if late)

    def told_of(self, skus: Collection[str]) -> Iterator[Message]:
        """Yield the messages that told of these SKUs, or may have. Raises StateError for rows that cannot be read."""
        seen: set[str] = set()
        for sku in sorted(set(skus)):
            with self._database.read() as connection:
                told = select(message_lines.c.message).where(message_lines.c.sku == plain(sku))
                sent = select(messages.c.id).where(messages.c.id.in_(told), messages.c.state.in_(_SENT))
                ids = list(connection.scalars(sent.order_by(messages.c.at, messages.c.id)))
            new = [one for one in ids if one not in seen]
            seen.update(new)
            for some in chunks(new):
                yield from self._found(messages.c.id.in_(some))

    def on_tickets(self, helpdesk: str, ticket_ids: Collection[int]) -> Mapping[int, tuple[Message, ...]]:
        """Return the messages that can be read on these tickets. Raises StateError for rows that cannot be read."""
        found: dict[int, list[Message]] = defaultdict(list)
        for some in chunks(sorted(set(ticket_ids) - {0})):
            for one in self._found(messages.c.helpdesk == helpdesk, messages.c.ticket_id.in_(some)):
                found[one.ticket_id].append(one)
        return {ticket_id: tuple(some) for ticket_id, some in found.items()}

    def of_number(self, order_number: str) -> tuple[Message, ...]:
        """Return every message about the order of this number. Raises StateError for rows that cannot be read."""
        return self._found(messages.c.order_number == plain(order_number))

    def _found(self, *wanted: ColumnElement[bool]) -> tuple[Message, ...]:
        mine = messages.c
        # Without a moment come those that were not sent yet; the databases do not agree where NULL stands.
        order = (mine.at.is_(None), mine.at, mine.wave, mine.number_in_wave)
        query = select(messages).where(*wanted).order_by(*order)
        with self._database.read() as connection:
            return tuple(_with_lines(connection, connection.execute(query).all()))

    def customers(self, row: int, requesters: Collection[int]) -> Mapping[int, str]:
        """Return the digest of each requester's address on this account, as far as it is known."""
        found: dict[int, str] = {}
        with self._database.read() as connection:
            for some in chunks(sorted(set(requesters))):
                query = select(customers).where(customers.c.account_id == row, customers.c.requester_id.in_(some))
                found |= {one.requester_id: one.customer for one in connection.execute(query)}
        return found


def _with_lines(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Message]:
    lines: dict[str, list[Row[Any]]] = defaultdict(list)
    for some in chunks(row.id for row in rows):
        query = select(message_lines).where(message_lines.c.message.in_(some))
        for line in connection.execute(query.order_by(message_lines.c.message, message_lines.c.number)):
            lines[line.message].append(line)
    for row in rows:
        yield message_from(row, lines[row.id])


def chunks(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Yield as many at once as a statement takes."""
    rest = iter(items)
    while chunk := tuple(islice(rest, CHUNK)):
        yield chunk
