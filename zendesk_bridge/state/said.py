"""What was said on the tickets of one account: promises, choices and orders. Ids, days and versions, never a word."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    any_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    union,
)

from zendesk_bridge.core.model import (
    BY_BRIDGE,
    Accuracy,
    Choice,
    ConsistencyCount,
    Erased,
    MarkState,
    Promise,
    Said,
    ToldCount,
    UnreadAnswer,
)
from zendesk_bridge.state import outreach
from zendesk_bridge.state.database import Database
from zendesk_bridge.state.rows import plain, readable
from zendesk_bridge.state.said_rows import (
    PROMISES,
    UNREAD,
    choice_from,
    choice_row,
    in_order,
    order_number,
    order_row,
    promise_from,
    promise_row,
    unread_from,
    unread_row,
    window_from,
)
from zendesk_bridge.state.tables import Moment, add_new, choices, marks, promises, teams, ticket_orders

T = TypeVar("T")

CHUNK: Final = 500
"""Rows in one statement or one page: older SQLite takes 999 parameters at most."""

PAGE: Final = 5_000
"""Rows in one answer, where no parameters are to be counted: some MB, and few journeys to a server."""


class SaidMemory:
    """What was said on the tickets of the account in one row; see :class:`zendesk_bridge.core.ports.Memory`."""

    def __init__(self, database: Database, row: int | None, now: Callable[[], datetime]) -> None:
        self._database = database
        self._row = row
        self._now = now

    # --- writing

    def _save_said(self, connection: Connection, said: Said) -> None:
        """Add what is not known yet, in the caller's transaction: a page that is read again adds nothing."""
        # Sorted, so that two writers lock rows in the same order and neither waits for the other in a circle.
        for table, found in (
            (promises, sorted(map(promise_row, said.promises), key=in_order)),
            (choices, sorted(map(choice_row, said.choices), key=in_order)),
            (choices, sorted(map(unread_row, said.unread), key=in_order)),
            (ticket_orders, sorted(map(order_row, said.orders), key=in_order)),
        ):
            if found:
                new = add_new(table, self._database.dialect)
                connection.execute(new, [{"account_id": self._row, **row} for row in found])

    # --- reading, by ticket

    def promises(self, ticket_ids: Collection[int]) -> Mapping[int, tuple[Promise, ...]]:
        """Return what was promised on these tickets, oldest first. Raises StateError for rows that cannot be read."""
        return self._by_ticket(PROMISES, (promises.c.at, promises.c.comment, promises.c.id), ticket_ids, promise_from)

    def choices(self, ticket_ids: Collection[int]) -> Mapping[int, tuple[Choice, ...]]:
        """Return what was chosen on these tickets, oldest first. Raises StateError for rows that cannot be read."""
        read = (choices.c.kind != UNREAD,)
        return self._by_ticket(list(choices.c), (choices.c.at, choices.c.id), ticket_ids, choice_from, read)

    def asked_choices(self, *, sku: str | None = None, ticket_id: int | None = None) -> Iterator[Choice]:
        """Yield choices, newest first. Raises StateError for rows that cannot be read."""
        wanted = [choices.c.kind != UNREAD] if sku is None else [choices.c.kind != UNREAD, choices.c.sku == sku]
        yield from map(choice_from, self._answered(wanted, ticket_id))

    def unread_answers(self, *, sku: str | None = None, ticket_id: int | None = None) -> Iterator[UnreadAnswer]:
        """Yield the answers that no rule read, newest first."""
        wanted = [choices.c.kind == UNREAD]
        if sku is not None:
            wanted.append(choices.c.sku.in_([sku, ""]))
        yield from map(unread_from, self._answered(wanted, ticket_id))

    def _answered(self, wanted: list[ColumnElement[bool]], ticket_id: int | None) -> Iterator[Row[Any]]:
        mine = choices.c
        one = [] if ticket_id is None else [mine.ticket_id == ticket_id]
        query = select(choices).where(mine.account_id == self._row, *wanted, *one)

        def after(row: Row[Any]) -> ColumnElement[bool]:
            return tuple_(mine.at, mine.id) < tuple_(literal(row.at, Moment), literal(row.id))

        return self._rows(query.order_by(mine.at.desc(), mine.id.desc()), after, CHUNK)

    def orders(self, ticket_ids: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """Return the numbers of the orders that these tickets are about."""
        return self._by_ticket(list(ticket_orders.c), (ticket_orders.c.order_number,), ticket_ids, order_number)

    def tickets_of_order(self, order: str) -> tuple[int, ...]:
        """Return the tickets that are about this order, in order of id."""
        mine = (ticket_orders.c.account_id == self._row, ticket_orders.c.order_number == plain(order))
        query = select(ticket_orders.c.ticket_id).where(*mine).order_by(ticket_orders.c.ticket_id)
        with self._database.read() as connection:
            return tuple(connection.scalars(query))

    def tickets_of_orders(self, orders: Collection[str]) -> Mapping[str, tuple[int, ...]]:
        """Return the tickets that are about these orders, by order, each in order of id."""
        found: dict[str, list[int]] = defaultdict(list)
        mine = ticket_orders.c
        query = select(mine.order_number, mine.ticket_id).where(mine.account_id == self._row).order_by(mine.ticket_id)
        numbers = iter(sorted({plain(order) for order in orders}))
        with self._database.read() as connection:
            while some := tuple(islice(numbers, CHUNK)):
                for row in connection.execute(query.where(mine.order_number.in_(some))):
                    found[row.order_number].append(row.ticket_id)
        return {order: tuple(tickets) for order, tickets in found.items()}

    def _by_ticket(
        self,
        what: list[Column[Any]],
        order: Sequence[Any],
        ticket_ids: Collection[int],
        noun: Callable[[Row[Any]], T],
        wanted: Sequence[ColumnElement[bool]] = (),
    ) -> dict[int, tuple[T, ...]]:
        found: dict[int, list[T]] = defaultdict(list)
        table = what[0].table
        query = select(*what).where(table.c.account_id == self._row, *wanted).order_by(*order)
        ids = iter(sorted(set(ticket_ids)))
        with self._database.read() as connection:
            while some := tuple(islice(ids, CHUNK)):
                for row in connection.execute(query.where(table.c.ticket_id.in_(some))):
                    found[row.ticket_id].append(noun(row))
        return {ticket_id: tuple(rows) for ticket_id, rows in found.items()}

    # --- reading, all of them

    def asked(
        self,
        *,
        sku: str | None = None,
        ticket_id: int | None = None,
        requester_id: int | None = None,
        since: datetime | None = None,
        accuracies: Collection[Accuracy] = (),
        limit: int | None = None,
    ) -> Iterator[Promise]:
        """Yield the promises that are asked for, newest first. Raises StateError for rows that cannot be read."""
        table = promises.c
        wanted: list[ColumnElement[bool]] = [table.account_id == self._row]
        if accuracies:
            wanted.append(table.accuracy.in_([one.value for one in accuracies]))
        for column, value in ((table.sku, sku), (table.ticket_id, ticket_id), (table.requester_id, requester_id)):
            if value is not None:
                wanted.append(column == value)
        if since is not None:
            wanted.append(table.at >= since)
        query = select(*PROMISES).where(*wanted).order_by(table.at.desc(), table.id.desc())

        def after(row: Row[Any]) -> ColumnElement[bool]:
            at, number = literal(row.at, Moment), literal(row.id)
            # The first says nothing that the second does not, and is what SQLite finds the place in its index by.
            return and_(table.at <= at, tuple_(table.at, table.id) < tuple_(at, number))

        size = PAGE if limit is None else min(limit, PAGE)
        return islice(map(promise_from, self._rows(query, after, size)), limit)

    def due_promises(self, day: date) -> Iterator[Promise]:
        """Yield the latest promise of each item on each open ticket whose next update is due by this day."""
        due = (promises.c.next_update > "", promises.c.next_update <= day.isoformat())
        return self._latest(*due)

    def latest_promises(self, sku: str | None = None) -> Iterator[Promise]:
        """Yield the latest promise of each item, or of this one, on each open ticket."""
        return self._latest(*(() if sku is None else (promises.c.sku == sku,)))

    def _latest(self, *wanted: ColumnElement[bool]) -> Iterator[Promise]:
        """Yield the latest promises of open tickets, in the order in which they were remembered.

        Which ones is asked once, and held as numbers; the rows come a page at a time.
        """
        mine = promises.c
        query = select(mine.id).where(mine.account_id == self._row, *wanted, is_open(promises), has_no_later())
        with self._database.read() as connection:
            ids = sorted(connection.scalars(query).all())
        for start in range(0, len(ids), PAGE):
            page = select(*PROMISES).where(self._numbered(ids[start : start + PAGE])).order_by(mine.id)
            with self._database.read() as connection:
                found = connection.execute(page).all()
            yield from map(promise_from, found)

    def _numbered(self, ids: Sequence[int]) -> ColumnElement[bool]:
        """Whether a promise is one of these: one value for either database, whose drivers take long over hundreds."""
        if self._database.dialect == "postgresql":
            return promises.c.id == any_(literal(list(ids), ARRAY(BigInteger)))
        return promises.c.id.in_(select(func.json_each(json.dumps(ids)).table_valued("value").c.value))

    def _rows(
        self, query: Select[Any], after: Callable[[Row[Any]], ColumnElement[bool]], size: int
    ) -> Iterator[Row[Any]]:
        """Yield rows, ``size`` at a time. No transaction is open while the caller has one in hand: it may save."""
        page = query
        while True:
            with self._database.read() as connection:
                found = connection.execute(page.limit(size)).all()
            yield from found
            if len(found) < size:
                return
            page = query.where(after(found[-1]))

    # --- counting

    def told_windows(self, sku: str) -> tuple[ToldCount, ...]:
        """Return how many customers with an open ticket were told which window of an item, in order of the window."""
        table = promises.c
        nobody = case((table.requester_id.is_(None), table.ticket_id), else_=0)
        customers = (
            select(table.window, func.count(table.comment.distinct()).label("replies"))
            .where(table.account_id == self._row, table.sku == sku, is_open(promises))
            .group_by(table.window, table.requester_id, nobody)
            .subquery()
        )
        again = func.sum(case((customers.c.replies > 1, 1), else_=0))
        query = select(customers.c.window, func.count(), again).group_by(customers.c.window)
        with self._database.read() as connection:
            found = connection.execute(query.order_by(customers.c.window)).all()
        with readable(f"what customers were told about {sku}"):
            return tuple(ToldCount(window_from(window), int(count), int(more)) for window, count, more in found)

    def consistency(self, since: datetime, until: datetime) -> tuple[ConsistencyCount, ...]:
        """Return what agents' replies sent in this time were worth, ``until`` not included: each once for each item.

        One that was edited counts by what it said first: that is what the customer was sent.
        """
        table = promises.c
        agents = or_(table.agent_id.is_(None), table.agent_id != BY_BRIDGE)
        mine = (table.account_id == self._row, table.at >= since, table.at < until, agents)
        columns = (table.sku, table.team, table.accuracy)
        query = select(*columns, func.count()).where(*mine, _is_first()).group_by(*columns)
        with self._database.read() as connection:
            found = connection.execute(query).all()
        with readable("what replies were worth"):
            counts = (ConsistencyCount(sku, team, Accuracy(worth), replies) for sku, team, worth, replies in found)
            return tuple(sorted(counts, key=lambda one: (one.sku, one.team or 0, one.accuracy)))

    # --- teams

    def teams(self) -> Mapping[int, str]:
        """Return the names of the helpdesk's groups as they were last seen, by id."""
        with self._database.read() as connection:
            return dict(
                connection.execute(select(teams.c.id, teams.c.name).where(teams.c.account_id == self._row)).all()
            )

    def unnamed_teams(self) -> frozenset[int]:
        """Return the groups that made a promise and of which no name was ever asked for."""
        named = exists().where(teams.c.account_id == promises.c.account_id, teams.c.id == promises.c.team)
        unnamed = (promises.c.account_id == self._row, promises.c.team.is_not(None), ~named)
        with self._database.read() as connection:
            return frozenset(connection.scalars(select(promises.c.team).distinct().where(*unnamed)))

    def save_teams(self, names: Mapping[int, str]) -> None:
        """Replace the names of the helpdesk's groups."""
        rows = [{"account_id": self._row, "id": team, "name": plain(name)} for team, name in names.items()]
        with self._database.write() as connection:
            connection.execute(delete(teams).where(teams.c.account_id == self._row))
            if rows:
                connection.execute(insert(teams), rows)

    # --- forgetting

    def said_with(self, requester_id: int, digests: Collection[str] = ()) -> Erased:
        """Return what :meth:`forget_customer` would forget."""
        with self._database.read() as connection:
            tickets = self._tickets_of(connection, requester_id)
            said, chosen, orders = (
                sum(
                    connection.scalar(select(func.count()).select_from(table).where(*some)) or 0
                    for some in self._about(table, requester_id, tickets)
                )
                for table in _OF_CUSTOMERS
            )
            to = outreach.Addressee(self._row, requester_id, tickets, digests)
            written = outreach.written_to(connection, to)
        return Erased(said, chosen, orders, tickets, *written)

    def forget_customer(self, requester_id: int, digests: Collection[str] = ()) -> Erased:
        """Forget everything that was said to and by this customer, in one transaction; returns how much it was.

        With it go the orders of the tickets that are known as theirs, and who they are to outreach.
        """
        with self._database.write() as connection:
            tickets = self._tickets_of(connection, requester_id)
            said, chosen, orders = (
                sum(
                    connection.execute(delete(table).where(*some)).rowcount
                    for some in self._about(table, requester_id, tickets)
                )
                for table in _OF_CUSTOMERS
            )
            to = outreach.Addressee(self._row, requester_id, tickets, digests)
            written = outreach.forget_customer(connection, to)
        return Erased(said, chosen, orders, tickets, *written)

    def _tickets_of(self, connection: Connection, requester_id: int) -> tuple[int, ...]:
        """Return the tickets that are known as this customer's."""
        theirs = (
            select(table.c.ticket_id).where(table.c.account_id == self._row, table.c.requester_id == requester_id)
            for table in _OF_CUSTOMERS
        )
        return tuple(sorted(connection.scalars(union(*theirs))))

    def _about(
        self, table: Table, requester_id: int, tickets: Sequence[int]
    ) -> Iterator[tuple[ColumnElement[bool], ...]]:
        """Yield what tells a customer's rows: their own number, or none on a ticket of theirs."""
        mine, nobody = table.c.account_id == self._row, table.c.requester_id.is_(None)
        yield mine, table.c.requester_id == requester_id
        for start in range(0, len(tickets), CHUNK):
            yield mine, nobody, table.c.ticket_id.in_(tickets[start : start + CHUNK])


_OF_CUSTOMERS: Final = (promises, choices, ticket_orders)


def is_open(table: Table) -> ColumnElement[bool]:
    """Whether the item is known on the ticket, which is not dormant, and no agent said "not this one"."""
    mine, mark = table.c, marks.c
    same = (mark.account_id == mine.account_id, mark.ticket_id == mine.ticket_id, mark.sku == mine.sku)
    return exists().where(*same, mark.state != MarkState.DISMISSED.value)


def has_no_later() -> ColumnElement[bool]:
    """Whether a promise is the latest about its item on its ticket."""
    mine, other = promises.c, promises.alias().c
    moment = or_(other.comment > mine.comment, and_(other.comment == mine.comment, other.id > mine.id))
    return _no_other(other, ("ticket_id", "sku"), or_(other.at > mine.at, and_(other.at == mine.at, moment)))


def _is_first() -> ColumnElement[bool]:
    """Whether a promise is what its comment said first about its item."""
    mine, other = promises.c, promises.alias().c
    earlier = or_(other.at < mine.at, and_(other.at == mine.at, other.id < mine.id))
    return _no_other(other, ("ticket_id", "sku", "comment"), earlier)


def _no_other(other: Any, same: Sequence[str], how: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is no other promise of the account with the same columns that stands so to it.

    How it stands is no range that an index could be searched by: SQLite, which knows no statistics, would search the
    thousands of promises about the item, and not the two on the ticket.
    """
    equal = [other[name] == promises.c[name] for name in ("account_id", *same)]
    return ~exists().where(*equal, how)
