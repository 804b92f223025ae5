"""What is remembered of outreach; see :class:`zendesk_bridge.core.ports.Waves` for what each method promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, or_, select, update

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.model import (
    ASLEEP,
    DRAFT,
    UNSENT,
    Message,
    MessageState,
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
    moved_messages,
    page_choices,
    upsert,
    waves,
)
from zendesk_bridge.state.wave_messages import LIVE, StoredMessages, chunks
from zendesk_bridge.state.wave_rows import (
    answer_from,
    answer_row,
    approved_text,
    line_rows,
    message_row,
    person,
    settled_row,
    wave_from,
    wave_row,
)

_LEFT: Final = tuple(state.value for state in UNSENT)


class StoredWaves(StoredMessages):
    """:class:`zendesk_bridge.core.ports.Waves` in one database."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        super().__init__(database)
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
        live = exists().where(waves.c.id == messages.c.wave, waves.c.state.in_(LIVE))
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
        self._leave_behind(connection, wave, mine)
        connection.execute(insert_or_take, list(mine.values()))
        connection.execute(delete(message_lines).where(message_lines.c.message.in_(mine)))
        lines = [row for one in {one.id: one for one in some}.values() if one.id in mine for row in line_rows(one)]
        if lines:
            connection.execute(insert(message_lines), lines)

    def _leave_behind(self, connection: Connection, wave: Wave, ids: Collection[str]) -> None:
        """Remember in which other waves these messages were."""
        before = select(messages.c.wave, messages.c.id).where(messages.c.id.in_(ids), messages.c.wave != wave.id)
        moved = [{"wave": row.wave, "message": row.id, "to_wave": wave.id} for row in connection.execute(before)]
        if moved:
            connection.execute(upsert(moved_messages, self._database.dialect, ("to_wave",)), moved)

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
        return self._turn(wave_id, WaveState.STOPPED, waves.c.state.in_(LIVE))

    def resume(self, wave_id: str, needed: int) -> bool:
        """Let a stopped wave go on, or wait for approvals that it lacks; return whether it was one."""
        to = WaveState.RUNNING if self._agreed(wave_id) >= needed else WaveState.WAITING
        return self._turn(wave_id, to, waves.c.state == WaveState.STOPPED.value)

    def recall(self, wave_id: str, needed: int) -> bool:
        """Let a running wave wait for approvals that it lacks by now; return whether it does."""
        runs = waves.c.state == WaveState.RUNNING.value
        return self._agreed(wave_id) < needed and self._turn(wave_id, WaveState.WAITING, runs)

    def _agreed(self, wave_id: str) -> int:
        before = self.wave(wave_id)
        return max(len(before.approved), 1) if before else 0

    def finish(self, wave_id: str) -> bool:
        """End a running wave if nothing is left to send in it; return whether that is so."""
        left = exists().where(messages.c.wave == waves.c.id, messages.c.state.in_(_LEFT))
        return self._turn(wave_id, WaveState.DONE, and_(waves.c.state == WaveState.RUNNING.value, ~left))

    def _turn(self, wave_id: str, to: WaveState, so: ColumnElement[bool]) -> bool:
        with self._database.write() as connection:
            turned = update(waves).where(waves.c.id == wave_id, so).values(state=to.value)
            return connection.execute(turned).rowcount > 0

    # --- messages

    def postpone(self, message_ids: Collection[str], until: datetime, why: str | None = None) -> None:
        """Remember that these are not to be sent before, and why."""
        values = {"after": until} if why is None else {"after": until, "why": plain(why)}
        with self._database.write() as connection:
            for some in chunks(sorted(message_ids)):
                connection.execute(update(messages).where(messages.c.id.in_(some)).values(values))

    def wake(self, wave_id: str, at: datetime, asleep: str) -> None:
        """Let messages wait no more that were postponed for the customers' day, which has come."""
        mine = messages.c
        waits = (mine.wave == wave_id, mine.state == MessageState.PLANNED.value, mine.why.startswith(ASLEEP))
        with self._database.write() as connection:
            come = or_(mine.why != plain(asleep), mine.after <= at)
            connection.execute(update(messages).where(*waits, come).values(after=None, why=""))

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

    # --- what customers chose

    def answer(self, choice: PageChoice) -> bool:
        """Remember what was chosen, unless something was about this item in this version."""
        with self._database.write() as connection:
            new = add_new(page_choices, self._database.dialect).values(answer_row(choice))
            return connection.scalar(new.returning(page_choices.c.message)) is not None

    def answers(self, message_ids: Collection[str]) -> Mapping[str, tuple[PageChoice, ...]]:
        """Return what was chosen on the pages of these messages. Raises StateError for rows that cannot be read."""
        found: dict[str, list[PageChoice]] = defaultdict(list)
        for some in chunks(sorted(set(message_ids))):
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
