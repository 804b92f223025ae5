"""What is remembered of outreach; see :class:`zendesk_bridge.core.ports.Waves` for what each method promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, exists, func, insert, or_, select, update

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import (
    DRAFT,
    Message,
    MessageCount,
    MessageState,
    OrderKey,
    PageChoice,
    Trace,
    Wave,
    WaveState,
)
from zendesk_bridge.state.database import Database
from zendesk_bridge.state.memory import AccountMemory
from zendesk_bridge.state.rows import plain
from zendesk_bridge.state.said import CHUNK
from zendesk_bridge.state.tables import (
    add_new,
    customers,
    installation,
    message_lines,
    messages,
    page_choices,
    upsert,
    waves,
)
from zendesk_bridge.state.wave_rows import (
    answer_from,
    answer_row,
    approved_text,
    line_rows,
    message_from,
    message_row,
    person,
    settled_row,
    tally_from,
    wave_from,
    wave_row,
)

T = TypeVar("T")

_LIVE: Final = (WaveState.WAITING.value, WaveState.RUNNING.value)
_SENT: Final = tuple(
    state.value for state in (MessageState.TOLD, MessageState.DRAFTED, MessageState.EXPORTED, MessageState.INTENDED)
)
_LEFT: Final = (MessageState.PLANNED.value, MessageState.INTENDED.value)


class StoredWaves:
    """:class:`zendesk_bridge.core.ports.Waves` in one database."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def key(self) -> bytes:
        """Return this installation's own 32 random bytes. Raises StateError where somebody took them away."""
        with self._database.read() as connection:
            value = connection.scalar(select(installation.c.value).where(installation.c.name == "key"))
        if value is None:
            raise StateError(
                "the key that signs the links of this installation is gone from the table 'installation'",
                fix="Restore the database from a backup: without it no link that was sent can be read.",
            )
        return bytes.fromhex(value)

    # --- waves

    def begin(self, wave: Wave, new: Iterable[Message]) -> int:
        """Begin a wave and return how many messages it has; nothing happens where it is known already."""
        rest, number = iter(new), 0
        with self._database.write() as connection:
            new_row = add_new(waves, self._database.dialect).values(wave_row(wave)).returning(waves.c.id)
            begun = connection.scalar(new_row) is not None
            while begun and (some := tuple(islice(rest, CHUNK))):
                self._add(connection, wave, some, number)
                number += len(some)
            count = select(func.count()).select_from(messages).where(messages.c.wave == wave.id)
            return connection.scalar(count) or 0

    def _add(self, connection: Connection, wave: Wave, some: Sequence[Message], number: int) -> None:
        """Add messages to a wave, but for those that belong to another one that is at work on them or has been."""
        rows = {one.id: {**message_row(one, number + place), "wave": wave.id} for place, one in enumerate(some)}
        live = exists().where(waves.c.id == messages.c.wave, waves.c.state.in_(_LIVE))
        over = (MessageState.SKIPPED.value, MessageState.FAILED.value)
        again = and_(messages.c.state.in_(over), messages.c.customer != "")
        free = or_(again, and_(messages.c.state == MessageState.PLANNED.value, ~live))
        columns = tuple(column.name for column in messages.columns if not column.primary_key)
        insert_or_take = upsert(messages, self._database.dialect, columns)
        known = select(messages.c.id).where(messages.c.id.in_(rows), ~free)
        taken = set(connection.scalars(known))
        mine = {message_id: row for message_id, row in rows.items() if message_id not in taken}
        if not mine:
            return
        connection.execute(insert_or_take, list(mine.values()))
        connection.execute(delete(message_lines).where(message_lines.c.message.in_(mine)))
        lines = [row for one in {one.id: one for one in some}.values() if one.id in mine for row in line_rows(one)]
        if lines:
            connection.execute(insert(message_lines), lines)

    def wave(self, wave_id: str) -> Wave | None:
        """Return this wave; None where there is none. Raises StateError for a row that cannot be read."""
        found = self._waves(waves.c.id == wave_id)
        return found[0] if found else None

    def all_waves(self) -> tuple[Wave, ...]:
        """Return every wave, newest first. Raises StateError for rows that cannot be read."""
        return tuple(reversed(self._waves()))

    def running(self) -> tuple[Wave, ...]:
        """Return the waves that are to be carried on, oldest first. Raises StateError for rows that cannot be read."""
        return self._waves(waves.c.state == WaveState.RUNNING.value)

    def _waves(self, *wanted: ColumnElement[bool]) -> tuple[Wave, ...]:
        with self._database.read() as connection:
            return tuple(
                map(wave_from, connection.execute(select(waves).where(*wanted).order_by(waves.c.at, waves.c.id)))
            )

    def approve(self, wave_id: str, who: str, needed: int, then: WaveState = WaveState.RUNNING) -> Wave | None:
        """Add an approval and return the wave; with as many as ``needed`` it stands as ``then`` from now on."""
        with self._database.write() as connection:
            row = connection.execute(select(waves).where(waves.c.id == wave_id).with_for_update()).one_or_none()
            if row is None:
                return None
            before = wave_from(row)
            if before.state is not WaveState.WAITING:
                return before
            known = {person(name) for name in before.approved}
            approved = before.approved if person(who) in known else (*before.approved, plain(who.strip()))
            state = then if len(approved) >= needed else WaveState.WAITING
            values = {"approved": approved_text(approved), "state": state.value}
            connection.execute(update(waves).where(waves.c.id == wave_id).values(values))
        return Wave(before.id, before.at, state, approved)

    def stop(self, wave_id: str) -> bool:
        """Stop a wave that runs or waits; return whether it did."""
        return self._turn(wave_id, WaveState.STOPPED, waves.c.state.in_(_LIVE))

    def resume(self, wave_id: str, needed: int) -> bool:
        """Let a stopped wave go on, or wait for approvals that it lacks; return whether it was one."""
        before = self.wave(wave_id)
        agreed = max(len(before.approved), 1) if before else 0
        to = WaveState.RUNNING if agreed >= needed else WaveState.WAITING
        return self._turn(wave_id, to, waves.c.state == WaveState.STOPPED.value)

    def finish(self, wave_id: str) -> bool:
        """End a running wave if nothing is left to send in it; return whether that is so."""
        left = exists().where(messages.c.wave == waves.c.id, messages.c.state.in_(_LEFT))
        return self._turn(wave_id, WaveState.DONE, and_(waves.c.state == WaveState.RUNNING.value, ~left))

    def _turn(self, wave_id: str, to: WaveState, so: ColumnElement[bool]) -> bool:
        with self._database.write() as connection:
            turned = update(waves).where(waves.c.id == wave_id, so).values(state=to.value)
            return connection.execute(turned).rowcount > 0

    # --- messages

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

    def next_due(self, wave_id: str) -> datetime | None:
        """Return the earliest moment before which a planned message of a wave is not sent; None where none waits."""
        waiting = (messages.c.wave == wave_id, messages.c.state == MessageState.PLANNED.value)
        with self._database.read() as connection:
            found: datetime | None = connection.scalar(select(func.min(messages.c.after)).where(*waiting))
        return found

    def postpone(self, message_ids: Collection[str], until: datetime) -> None:
        """Remember that these are not to be sent before."""
        with self._database.write() as connection:
            for some in _chunks(sorted(message_ids)):
                connection.execute(update(messages).where(messages.c.id.in_(some)).values(after=until))

    def intend(self, message_id: str, at: datetime, *, ticket_id: int = 0, draft: bool = False) -> bool:
        """Say that a message is about to be sent, as long as it is planned and its wave runs."""
        runs = exists().where(waves.c.id == messages.c.wave, waves.c.state == WaveState.RUNNING.value)
        planned = (messages.c.id == message_id, messages.c.state == MessageState.PLANNED.value, runs)
        with self._database.write() as connection:
            turned = (
                update(messages)
                .where(*planned)
                .values(state=MessageState.INTENDED.value, at=at, ticket_id=ticket_id, why=DRAFT if draft else "")
            )
            return connection.execute(turned).rowcount > 0

    def settle(self, some: Sequence[Message], trace: Trace | None = None) -> None:
        """Keep where these messages stand, with what they left on tickets, in one transaction."""
        with self._database.write() as connection:
            for one in some:
                connection.execute(update(messages).where(messages.c.id == one.id).values(settled_row(one)))
            self._leave(connection, trace)

    def _leave(self, connection: Connection, trace: Trace | None) -> None:
        if trace is None:
            return
        AccountMemory(self._database, trace.row, self._now).record_in(connection, trace.entries, trace.said)
        known = [
            {"account_id": trace.row, "requester_id": requester, "customer": customer}
            for requester, customer in sorted(trace.customers.items())
        ]
        if known:
            connection.execute(upsert(customers, self._database.dialect, ("customer",)), known)

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
        live = exists().where(waves.c.id == messages.c.wave, waves.c.state.in_(_LIVE))
        soon = and_(messages.c.state == MessageState.PLANNED.value, live)
        written = or_(messages.c.state.in_((*_SENT, MessageState.FAILED.value)), soon, messages.c.customer == "")
        by_feed: dict[str, set[str]] = defaultdict(set)
        for feed, order_id in orders:
            by_feed[plain(feed)].add(plain(order_id))
        found: dict[OrderKey, list[Message]] = defaultdict(list)
        for feed, ids in by_feed.items():
            for some in _chunks(sorted(ids)):
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
            for some in _chunks(new):
                yield from self._found(messages.c.id.in_(some))

    def on_tickets(self, helpdesk: str, ticket_ids: Collection[int]) -> Mapping[int, tuple[Message, ...]]:
        """Return the messages that can be read on these tickets. Raises StateError for rows that cannot be read."""
        found: dict[int, list[Message]] = defaultdict(list)
        for some in _chunks(sorted(set(ticket_ids) - {0})):
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
            for some in _chunks(sorted(set(requesters))):
                query = select(customers).where(customers.c.account_id == row, customers.c.requester_id.in_(some))
                found |= {one.requester_id: one.customer for one in connection.execute(query)}
        return found

    # --- what customers chose

    def answer(self, choice: PageChoice) -> bool:
        """Remember what was chosen, unless something was about this item in this version."""
        with self._database.write() as connection:
            new = add_new(page_choices, self._database.dialect).values(answer_row(choice))
            return connection.scalar(new.returning(page_choices.c.message)) is not None

    def answers(self, message_ids: Collection[str]) -> Mapping[str, tuple[PageChoice, ...]]:
        """Return what was chosen on the pages of these messages. Raises StateError for rows that cannot be read."""
        found: dict[str, list[PageChoice]] = defaultdict(list)
        for some in _chunks(sorted(set(message_ids))):
            for one in self._chosen(page_choices.c.message.in_(some)):
                found[one.message].append(one)
        return {message_id: tuple(some) for message_id, some in found.items()}

    def uncarried(self) -> tuple[PageChoice, ...]:
        """Return what was chosen and stands on no ticket yet. Raises StateError for rows that cannot be read."""
        return self._chosen(page_choices.c.carried_at.is_(None))

    def _chosen(self, *wanted: ColumnElement[bool]) -> tuple[PageChoice, ...]:
        query = (
            select(page_choices).where(*wanted).order_by(page_choices.c.at, page_choices.c.message, page_choices.c.sku)
        )
        with self._database.read() as connection:
            return tuple(map(answer_from, connection.execute(query)))

    def carry(self, choice: PageChoice, trace: Trace | None = None) -> None:
        """Remember that a choice stands on its ticket, with what it left there, in one transaction."""
        mine = page_choices.c
        this = (mine.message == choice.message, mine.sku == plain(choice.sku), mine.version == choice.version)
        with self._database.write() as connection:
            connection.execute(update(page_choices).where(*this).values(carried_at=choice.carried_at))
            self._leave(connection, trace)


def _with_lines(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Message]:
    lines: dict[str, list[Row[Any]]] = defaultdict(list)
    for some in _chunks(row.id for row in rows):
        query = select(message_lines).where(message_lines.c.message.in_(some))
        for line in connection.execute(query.order_by(message_lines.c.message, message_lines.c.number)):
            lines[line.message].append(line)
    for row in rows:
        yield message_from(row, lines[row.id])


def _chunks(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    rest = iter(items)
    while chunk := tuple(islice(rest, CHUNK)):
        yield chunk
