"""Use case: the facts that may be told now. A broken or shrunken source never becomes "nothing is delayed"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from zendesk_bridge.core.errors import InvalidInput, Problem, Unavailable
from zendesk_bridge.core.mentions.match import Collision, collisions
from zendesk_bridge.core.model import Backorder, Snapshot
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Feed, State

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
    ``before`` are the items as they were told last; empty when none ever were. ``partial`` says that a source with
    mistakes was never read before: what it does not say may be late all the same.
    """

    late: Mapping[str, Backorder]
    warnings: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    fresh: Mapping[str, Snapshot] | None = None
    before: Mapping[str, Backorder] = field(default_factory=dict)
    partial: bool = False

    def remember(self, state: State) -> None:
        """Save the good readings as what stands when a later one fails."""
        for source, snapshot in (self.fresh or {}).items():
            state.save_snapshot(source, snapshot)


Judge = Callable[[Sequence[Backorder]], Iterable[tuple[str, Problem]]]
"""What is wrong with items that were read well: the SKU of each that had better not be told so, and why."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """How to read: ``today`` is the day in the shop's time zone, ``keep_going`` says that nobody is there to ask."""

    today: date
    accept_fewer: bool = False
    keep_going: bool = False
    judge: Judge = lambda _: ()


def gather(sources: Sequence[tuple[Feed, Trust]], state: State, now: datetime, manner: Gathering) -> Facts:
    """Read every source; a later one wins where two know the same SKU.

    With ``keep_going``, as in a scheduled job, what is wrong is held and told, and the rest goes ahead: of an item that
    cannot be read or is judged wrong its last good reading stands, where there is one. Raises InvalidInput with all
    problems of all sources when nothing can go ahead, or nobody said so, and Unavailable for a source that cannot be
    read and never was.
    """
    late: dict[str, Backorder] = {}
    told: dict[str, Backorder] = {}
    warnings: list[str] = []
    fresh: dict[str, Snapshot] = {}
    problems: list[Problem] = []
    partial = False
    for source, trust in sources:
        last = state.snapshot(source.name)
        told.update({item.sku: item for item in (last.backorders if last else ())})
        reading = _read(source, last)
        if reading.problems and not (manner.keep_going and (last or reading.backorders)):
            problems.extend(reading.problems)
            continue
        partial = partial or bool(reading.problems and last is None)
        doubt = _held(reading) or _shrunk(reading, last, trust, accept_fewer=manner.accept_fewer)
        read = reading.backorders
        taken_at = now
        missing: tuple[Backorder, ...] = ()
        if last is not None and doubt:
            missing, taken_at = _missing(last, read), last.taken_at
            standing, age = _stands(replace(last, backorders=missing), trust, now)
            late.update({item.sku: item for item in standing})
            doubt = f"{doubt}; {age}"
        if doubt:
            warnings.append(f"{source.name}: {doubt}")
        late.update({item.sku: item for item in read})
        if not reading.silent:
            fresh[source.name] = Snapshot(taken_at, (*read, *missing))
    known = Facts(late, tuple(warnings), (), fresh, told, partial)
    known, wrong = _judged(known, manner)
    problems.extend(wrong)
    if problems:
        raise InvalidInput(problems)
    return replace(known, reminders=tuple(_over(known.late.values(), manner.today)))


@dataclass(frozen=True, slots=True)
class _Read:
    """What a source said, or why it said nothing."""

    backorders: tuple[Backorder, ...] = ()
    problems: tuple[Problem, ...] = ()
    silent: str = ""


def _read(source: Feed, last: Snapshot | None) -> _Read:
    """Read a source; raises Unavailable when it does not answer and never did."""
    try:
        reading = source.read()
    except Unavailable as error:
        if last is None:
            raise
        return _Read(silent=error.message)
    return _Read(reading.backorders, reading.problems)


def _held(reading: _Read) -> str:
    """Return what of a reading cannot be used, or ""."""
    if not reading.problems:
        return reading.silent
    others = len(reading.problems) - 1
    more = f", and {others} more mistakes" if others else ""
    return f"what is wrong is held: {reading.problems[0]}{more}"


def _judged(known: Facts, manner: Gathering) -> tuple[Facts, tuple[Problem, ...]]:
    """Return the facts without what is judged wrong: as it was told before, without its dates, or not at all."""
    for instead in (_as_told, _undated, _nothing):
        wrong = dict(_objections(tuple(known.late.values()), manner.judge))
        if not wrong or not manner.keep_going:
            return known, tuple(wrong.values())
        known = _without(known, wrong, instead)
    return known, ()


def _objections(items: Sequence[Backorder], judge: Judge) -> Iterator[tuple[str, Problem]]:
    yield from judge(items)
    yield from ((clash.item.sku, clash.problem()) for clash in _clashes(item for item in items if item.place.file))


def _as_told(item: Backorder, told: Backorder | None) -> Backorder | None:
    return told if told and told != item else item


def _undated(item: Backorder, told: Backorder | None) -> Backorder | None:
    return replace(item, ship_window=None, next_update=None, lapsed=True) if told else None


def _nothing(_item: Backorder, _told: Backorder | None) -> Backorder | None:
    return None


def _without(
    known: Facts,
    wrong: Mapping[str, Problem],
    instead: Callable[[Backorder, Backorder | None], Backorder | None],
) -> Facts:
    """Put something else in the place of what is wrong, and tell it once."""

    def kept(items: Iterable[Backorder]) -> Iterator[Backorder]:
        for item in items:
            it = instead(item, known.before.get(item.sku)) if item.sku in wrong else item
            if it:
                yield it

    late = {item.sku: item for item in kept(known.late.values())}
    fresh = {
        name: replace(snapshot, backorders=tuple(kept(snapshot.backorders)))
        for name, snapshot in (known.fresh or {}).items()
    }
    warnings = [f"{problem}; it is held" for problem in wrong.values()]
    return replace(known, late=late, fresh=fresh, warnings=tuple(dict.fromkeys([*known.warnings, *warnings])))


def _shrunk(reading: _Read, last: Snapshot | None, trust: Trust, *, accept_fewer: bool) -> str:
    """Return why this reading is too small to be believed, or ""."""
    if last is None or accept_fewer:
        return ""
    before, now = len(last.backorders), len(reading.backorders)
    lost = before - now
    if lost < FEW or (now and lost <= trust.max_shrink * before):
        return ""
    return f"had {number(before, 'late item')} and now has {now} (if that is right, say --accept-fewer)"


def between_files(items: Iterable[Backorder]) -> Iterator[Problem]:
    """Yield what means two items that stand in different files: within one file its source has told it.

    Two SKUs such as A-1 and A1 are no problem, since they can be told apart where they are written so.
    """
    return (clash.problem() for clash in _clashes(items))


def _clashes(items: Iterable[Backorder]) -> Iterator[Collision]:
    for clash in collisions(items):
        if clash.item.place.file != clash.other.place.file and not clash.tellable:
            yield clash


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
    if not last.backorders:
        return (), "nothing was read of it before"
    age = now - last.taken_at
    read = f"{last.taken_at:%Y-%m-%d %H:%M} UTC"
    if age <= trust.max_age:
        verb = "stands" if len(last.backorders) == 1 else "stand"
        return last.backorders, f"the {number(len(last.backorders), 'item')} read on {read} {verb}"
    days = trust.max_age / timedelta(days=1)
    return last.lapsed(), f"the last good reading of {read} is older than {days:g} days, so no date is told any more"
