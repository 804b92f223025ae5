"""Use case: the facts that may be told now. A broken or shrunken source never becomes "nothing is delayed"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from zendesk_bridge.core.errors import InvalidInput, Problem, Unavailable
from zendesk_bridge.core.match import collisions
from zendesk_bridge.core.model import Backorder, Snapshot
from zendesk_bridge.core.ports import BackorderSource, Reading, State

FEW = 2
"""Losing fewer items than this at once is a normal day, however small the file."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a source is believed: by what share it may shrink at once, how long its last good reading stands."""

    max_shrink: float = 0.5
    max_age: timedelta = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Facts:
    """Every late item, by SKU; what people must know about the sources; and the readings worth remembering.

    ``warnings`` tell which source is not believed, ``reminders`` which window is over and needs a new date.
    ``before`` are the items as they were told last; empty when none ever were.
    """

    late: Mapping[str, Backorder]
    warnings: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    fresh: Mapping[str, Snapshot] | None = None
    before: Mapping[str, Backorder] = field(default_factory=dict)

    def remember(self, state: State) -> None:
        """Save the good readings as what stands when a later one fails."""
        for source, snapshot in (self.fresh or {}).items():
            state.save_snapshot(source, snapshot)


def gather(
    sources: Sequence[tuple[BackorderSource, Trust]],
    state: State,
    now: datetime,
    *,
    today: date,
    accept_fewer: bool = False,
    keep_going: bool = False,
) -> Facts:
    """Read every source; a later one wins where two know the same SKU. ``today`` is the day in the shop's time zone.

    With ``keep_going``, as in a scheduled job, a source with mistakes is one that cannot be read: its last good reading
    stands. Raises InvalidInput with all problems of all sources, and Unavailable for a source that cannot be read, when
    there is no such reading.
    """
    late: dict[str, Backorder] = {}
    told: dict[str, Backorder] = {}
    warnings: list[str] = []
    fresh: dict[str, Snapshot] = {}
    problems: list[Problem] = []
    for source, trust in sources:
        last = state.snapshot(source.name)
        told.update({item.sku: item for item in (last.backorders if last else ())})
        reading = _read(source, last, keep_going=keep_going)
        if isinstance(reading, Reading) and reading.problems:
            problems.extend(reading.problems)
            continue
        doubt = reading if isinstance(reading, str) else _shrunk(reading, last, trust, accept_fewer=accept_fewer)
        read = reading.backorders if isinstance(reading, Reading) else ()
        taken_at = now
        missing: tuple[Backorder, ...] = ()
        if last is not None and doubt:
            missing, taken_at = _missing(last, read), last.taken_at
            standing, age = _stands(replace(last, backorders=missing), trust, now)
            late.update({item.sku: item for item in standing})
            warnings.append(f"{source.name}: {doubt}; {age}")
        if isinstance(reading, Reading):
            late.update({item.sku: item for item in read})
            fresh[source.name] = Snapshot(taken_at, (*read, *missing))
    problems.extend(between_files(item for item in late.values() if item.place.file))
    if problems:
        raise InvalidInput(problems)
    return Facts(late, tuple(warnings), tuple(_over(late.values(), today)), fresh, told)


def _read(source: BackorderSource, last: Snapshot | None, *, keep_going: bool) -> Reading | str:
    """Return the reading, or why there is none that can be used although there was one before."""
    try:
        reading = source.read()
    except Unavailable as error:
        if last is None:
            raise
        return error.message
    if reading.problems and keep_going and last is not None:
        others = len(reading.problems) - 1
        return f"cannot be used: {reading.problems[0]}" + (f", and {others} more mistakes" if others else "")
    return reading


def _shrunk(reading: Reading, last: Snapshot | None, trust: Trust, *, accept_fewer: bool) -> str:
    """Return why this reading is too small to be believed, or ""."""
    if last is None or accept_fewer:
        return ""
    before, now = len(last.backorders), len(reading.backorders)
    lost = before - now
    if lost < FEW or (now and lost <= trust.max_shrink * before):
        return ""
    return f"had {before} late items and now has {now} (if that is right, say --accept-fewer)"


def between_files(items: Iterable[Backorder]) -> Iterator[Problem]:
    """Yield what means two items that stand in different files: within one file its source has told it.

    Two SKUs such as A-1 and A1 are no problem, since they can be told apart where they are written so.
    """
    for clash in collisions(items):
        if clash.item.place.file != clash.other.place.file and not clash.tellable:
            yield clash.problem()


def _missing(last: Snapshot, read: Sequence[Backorder]) -> tuple[Backorder, ...]:
    """Return what the last good reading had and this one has not; an item that was only renamed is not missing."""
    now = {item.sku for item in read}
    before = {item.sku for item in last.backorders}
    new = (item for item in read if item.sku not in before)
    gone = tuple(item for item in last.backorders if item.sku not in now)
    pairs = ({clash.item.sku, clash.other.sku} for clash in collisions([*new, *gone]))
    renamed = {sku for pair in pairs if pair & now for sku in pair}
    return tuple(item for item in gone if item.sku not in renamed)


def _over(items: Iterable[Backorder], today: date) -> Iterator[str]:
    for item in items:
        if item.ship_window and item.ship_window.last < today:
            place = f"{item.place}: " if item.place.file else ""
            yield (
                f"{place}{item.sku}: the ship window ended on {item.ship_window.last}; customers read that the date is "
                "being confirmed, until you write the new one"
            )


def due(items: Iterable[Backorder], today: date) -> Mapping[str, Backorder]:
    """Return the items whose promised update has come due, by SKU: customers read no day any more, and wait."""
    return {item.sku: item for item in items if item.next_update and item.next_update <= today}


def _stands(last: Snapshot, trust: Trust, now: datetime) -> tuple[tuple[Backorder, ...], str]:
    age = now - last.taken_at
    read = f"{last.taken_at:%Y-%m-%d %H:%M} UTC"
    if age <= trust.max_age:
        return last.backorders, f"the {len(last.backorders)} items read on {read} stand"
    days = trust.max_age / timedelta(days=1)
    return last.lapsed(), f"the last good reading of {read} is older than {days:g} days, so no date is told any more"
