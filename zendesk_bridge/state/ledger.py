"""The tickets of one account: events, and the rows that say what they add up to, kept in the same transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, delete, insert, select, tuple_

from zendesk_bridge.core.ledger import view_of
from zendesk_bridge.core.model import NOTHING_SAID, Entry, Event, MarkState, Rebuilt, Said, Standing, View
from zendesk_bridge.state import rows
from zendesk_bridge.state.said import CHUNK
from zendesk_bridge.state.said_counts import CountedMemory
from zendesk_bridge.state.tables import cursors, marks, scanned, tickets, upsert
from zendesk_bridge.state.tables import events as events_table

T = TypeVar("T")


class TicketMemory(CountedMemory):
    """What is remembered of the tickets of the account in one row.

    Without a row it is empty, and what is saved is refused by the database: every row belongs to an account.
    """

    # --- writing

    def record(
        self,
        entries: Mapping[int, Entry],
        *,
        cursor: str | None = None,
        scanned: frozenset[str] | None = None,
        said: Said = NOTHING_SAID,
    ) -> None:
        """Add events and what was said, keep the views after them, and how far was read; all in one transaction."""
        if not (entries or said) and cursor is None and scanned is None:
            return
        with self._database.write() as connection:
            self.record_in(connection, entries, said)
            self._save_progress(connection, cursor, scanned)

    def record_in(self, connection: Connection, entries: Mapping[int, Entry], said: Said) -> None:
        """Add events and what was said, and keep the views after them, in the caller's transaction."""
        # In order of id, so that two writers lock rows in the same order and neither waits for the other in a circle.
        ordered = [(ticket_id, entries[ticket_id]) for ticket_id in sorted(entries)]
        happened = [self._owned(rows.event_row(event)) for _, entry in ordered for event in entry.events]
        if happened:
            connection.execute(insert(events_table), happened)
        self._keep(connection, {ticket_id: entry.view for ticket_id, entry in ordered})
        self._save_said(connection, said)

    def _keep(self, connection: Connection, views: Mapping[int, View]) -> None:
        """Make the rows of these tickets say what is true of them; a dormant ticket has none."""
        kept = {ticket_id: view for ticket_id, view in views.items() if view and not view.dormant}
        for table, ids in ((marks, views.keys()), (tickets, views.keys() - kept.keys())):
            for some in _chunks(sorted(ids)):
                connection.execute(delete(table).where(*self._mine(table, some)))
        heads = [self._owned(rows.ticket_row(view), ticket_id) for ticket_id, view in kept.items()]
        items = [self._owned(rows.mark_row(mark), ticket_id) for ticket_id, view in kept.items() for mark in view.items]
        if heads:
            connection.execute(upsert(tickets, self._database.dialect, ("unsettled", "body")), heads)
        if items:
            connection.execute(insert(marks), items)

    def _save_progress(self, connection: Connection, cursor: str | None, keys: frozenset[str] | None) -> None:
        if cursor is not None:
            row = self._owned({"cursor": cursor, "saved_at": self._now()})
            connection.execute(upsert(cursors, self._database.dialect, ("cursor", "saved_at")).values(row))
        if keys is not None:
            connection.execute(delete(scanned).where(scanned.c.account_id == self._row))
            if keys:
                connection.execute(insert(scanned), [self._owned({"key": key}) for key in sorted(keys)])

    def _owned(self, row: dict[str, Any], ticket_id: int | None = None) -> dict[str, Any]:
        return {"account_id": self._row, **({} if ticket_id is None else {"ticket_id": ticket_id}), **row}

    # --- reading

    def views(self, ticket_ids: Collection[int]) -> Mapping[int, View]:
        """Return what is true of these tickets; those of which nothing ever happened are absent.

        Raises StateError for rows that cannot be read.
        """
        found: dict[int, View] = {}
        with self._database.read() as connection:
            for ids in _chunks(sorted(set(ticket_ids))):
                found |= self._kept(connection, ids)
                found |= self._folded(connection, [ticket_id for ticket_id in ids if ticket_id not in found])
        return found

    def _kept(self, connection: Connection, ids: Collection[int]) -> dict[int, View]:
        """Return the views that have rows, of these tickets."""
        items: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in connection.execute(self._of(marks, ids).order_by(marks.c.ticket_id, marks.c.sku)):
            items[row.ticket_id].append(row)
        heads = connection.execute(self._of(tickets, ids))
        return {row.ticket_id: rows.view_from(row, items[row.ticket_id], _what(row.ticket_id)) for row in heads}

    def _folded(self, connection: Connection, ids: Collection[int]) -> dict[int, View]:
        """Return the views of these tickets as their events tell them."""
        if not ids:
            return {}
        found: dict[int, list[Event]] = defaultdict(list)
        for row in connection.execute(self._of(events_table, ids).order_by(events_table.c.id)):
            found[row.ticket_id].append(rows.event_from(row, _what(row.ticket_id)))
        return {ticket_id: view_of(events) for ticket_id, events in found.items()}

    def _of(self, table: Table, ids: Collection[int]) -> Select[Any]:
        return select(table).where(*self._mine(table, ids))

    def _mine(self, table: Table, ids: Collection[int]) -> tuple[ColumnElement[bool], ...]:
        return table.c.account_id == self._row, table.c.ticket_id.in_(ids)

    def history(self, ticket_id: int) -> tuple[Event, ...]:
        """Return everything that happened on a ticket, in its order. Raises StateError for rows that cannot be read."""
        with self._database.read() as connection:
            found = connection.execute(self._of(events_table, [ticket_id]).order_by(events_table.c.id))
            return tuple(rows.event_from(row, _what(ticket_id)) for row in found)

    # --- what is due

    def standings(self) -> tuple[Standing, ...]:
        """Return how tickets stand to items, each way once: one look into the index for each, however many they are."""
        columns = (marks.c.sku, marks.c.state, marks.c.version, marks.c.wording)
        query = select(*columns).where(marks.c.account_id == self._row).order_by(*columns).limit(1)
        found: dict[Standing, None] = {}
        with self._database.read() as connection:
            row = connection.execute(query).first()
            while row is not None:
                found[_standing(row)] = None
                row = connection.execute(query.where(tuple_(*columns) > tuple_(*row))).first()
        return tuple(found)

    def standing(self, standing: Standing) -> Iterator[int]:
        """Yield the tickets that stand so to an item, in order of id."""
        return self._paged(select(marks.c.ticket_id).where(*self._so(standing)), marks.c.ticket_id)

    def _so(self, standing: Standing) -> list[Any]:
        told = [marks.c.version == standing.version, marks.c.wording == standing.wording]
        so = [marks.c.account_id == self._row, marks.c.sku == standing.sku, marks.c.state == standing.state.value]
        return [*so, *(told if standing.state is MarkState.TOLD else [])]

    def unsettled(self) -> Iterator[int]:
        """Yield the tickets with something to be done on them whatever the facts say, in order of id."""
        so = (tickets.c.account_id == self._row, tickets.c.unsettled.is_(True))
        return self._paged(select(tickets.c.ticket_id).where(*so), tickets.c.ticket_id)

    def _paged(self, query: Select[tuple[int]], key: Any) -> Iterator[int]:
        """Yield ids a page at a time. No transaction is open while the caller has one in hand, so that it may save."""
        query = query.order_by(key).limit(CHUNK)
        page = query
        while True:
            with self._database.read() as connection:
                ids: list[int] = list(connection.scalars(page))
            yield from ids
            if len(ids) < CHUNK:
                return
            page = query.where(key > ids[-1])

    # --- proof

    def rebuild(self, *, repair: bool) -> Rebuilt:
        """Fold all events anew and compare the views with that; with ``repair`` put right what is different.

        Raises StateError for events that cannot be read.
        """
        compared, different = 0, list[int]()
        for ids in self._every_ticket():
            with self._database.read() as connection:
                kept, folded = self._kept(connection, ids), self._folded(connection, ids)
                lost = set(connection.scalars(select(marks.c.ticket_id).where(*self._mine(marks, ids)))) - kept.keys()
            right = {ticket_id: folded.get(ticket_id, View()) for ticket_id in ids}
            wrong = {
                ticket_id: view
                for ticket_id, view in right.items()
                if ticket_id in lost or kept.get(ticket_id) != (view if view and not view.dormant else None)
            }
            compared, different = compared + len(ids), [*different, *wrong]
            if repair and wrong:
                with self._database.write() as connection:
                    self._keep(connection, wrong)
        return Rebuilt(compared, tuple(different))

    def _every_ticket(self) -> Iterator[tuple[int, ...]]:
        """Yield every ticket of which there is a row of any kind, in order of id, a page at a time."""
        last: tuple[int, ...] = ()
        while True:
            found: set[int] = set()
            with self._database.read() as connection:
                for table in (events_table, tickets, marks):
                    key = table.c.ticket_id
                    later = [key > last[-1]] if last else []
                    page = select(key).distinct().where(table.c.account_id == self._row, *later).order_by(key)
                    found.update(connection.scalars(page.limit(CHUNK)))
            last = tuple(sorted(found)[:CHUNK])
            if not last:
                return
            yield last


def _standing(row: Any) -> Standing:
    state = MarkState(row.state)
    return Standing(row.sku, state, row.version, row.wording) if state is MarkState.TOLD else Standing(row.sku, state)


def _what(ticket_id: int) -> str:
    return f"what is stored about ticket {ticket_id}"


def _chunks(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    rest = iter(items)
    while chunk := tuple(islice(rest, CHUNK)):
        yield chunk
