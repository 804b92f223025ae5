"""What the feeds say now and what was last read well in; the facts that may be told out.

Each item has an age of its own. While nothing better is read of it, its last good reading stands for as long as the
policy of its feed says, and then it lapses: it is still late, and no date is told. What was just read comes before
what stands: an item that one feed lists no more is not missing where another has just given it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.mentions.match import Collision, collisions
from zendesk_bridge.core.model import Backorder, LastGood, LastRead
from zendesk_bridge.core.plural import number

FEW = 2
"""Losing fewer items than this at once is a normal day, however small the feed."""

NAMED = 5
"""How many missing items are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class FeedPolicy:
    """How far a feed is believed: by what share it may shrink at once, how long an item's last good reading stands."""

    max_shrink: float = 0.5
    max_age: timedelta = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one feed says now, beside what was last read of it well; ``silent`` is why it says nothing at all."""

    feed: str
    policy: FeedPolicy
    last: LastGood | None = None
    read: tuple[Backorder, ...] = ()
    problems: tuple[Problem, ...] = ()
    silent: str = ""

    @property
    def whole(self) -> bool:
        """Whether it was read to its end without a mistake, so that what it does not list is not in it."""
        return not (self.silent or self.problems)

    @property
    def known(self) -> Mapping[str, LastRead]:
        """What was last read of it, by SKU."""
        return {row.item.sku: row for row in (self.last.items if self.last else ())}


@dataclass(frozen=True, slots=True)
class Facts:
    """Every late item, by SKU; what people must know about the feeds; and the readings worth remembering.

    ``warnings`` tell which feed is not believed, ``reminders`` which window is over and needs a new date.
    ``standing`` is what stands from now on, of each feed of which that has changed. ``before`` are the items as they
    were told last; empty when none ever were. ``partial`` says that a feed with mistakes was never read before: what
    it does not say may be late all the same.
    """

    late: Mapping[str, Backorder]
    warnings: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    standing: Mapping[str, LastGood] = field(default_factory=dict)
    before: Mapping[str, Backorder] = field(default_factory=dict)
    partial: bool = False


Judge = Callable[[Sequence[Backorder]], Iterable[tuple[str, Problem]]]
"""What is wrong with items that were read well: the SKU of each that had better not be told so, and why."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """How to read: ``today`` is the day in the shop's time zone, ``keep_going`` says that nobody is there to ask."""

    today: date
    accept_fewer: bool = False
    keep_going: bool = False
    judge: Judge = lambda _: ()


def settle(answers: Sequence[Answer], now: datetime, manner: Gathering) -> Facts:
    """Return what may be told; a later feed wins where two have just given the same SKU.

    With ``keep_going``, as in a scheduled job, what is wrong is held and told, and the rest goes ahead: of an item that
    cannot be read or is judged wrong its last good reading stands, where there is one.

    Raises:
        InvalidInput: all problems of all feeds, when nothing can go ahead or nobody said that it may.

    """
    usable = [answer for answer in answers if _usable(answer, manner)]
    problems = [problem for answer in answers if not _usable(answer, manner) for problem in answer.problems]
    kept = [_kept(answer, usable, manner) for answer in usable]
    known = Facts(
        _told(((it.rows, it.answer.read, it.answer.policy) for it in kept), now),
        warnings=tuple(f"{it.answer.feed}: {text}" for it in kept if (text := _doubt(it, now))),
        standing={it.answer.feed: good for it in kept if (good := _remembered(it, now))},
        before={sku: row.item for answer in answers for sku, row in answer.known.items()},
        partial=any(answer.problems and answer.last is None for answer in usable),
    )
    last = {sku: (row, answer.policy) for answer in answers for sku, row in answer.known.items()}
    known, wrong = _judged(known, _Told(last, now), manner)
    problems.extend(wrong)
    if problems:
        raise InvalidInput(problems)
    return replace(known, reminders=tuple(_over(known.late.values(), manner.today)))


def standing(remembered: Iterable[tuple[LastGood | None, FeedPolicy]], now: datetime) -> Mapping[str, Backorder]:
    """Return what may be told when no feed is asked: the last good readings, without dates where they are too old."""
    return _told(((last.items if last else (), (), policy) for last, policy in remembered), now)


def due(items: Iterable[Backorder], today: date) -> Mapping[str, Backorder]:
    """Return the items whose promised update has come due, by SKU: customers read no day any more, and wait."""
    return {item.sku: item for item in items if item.next_update and item.next_update <= today}


def between_files(items: Iterable[Backorder]) -> Iterator[Problem]:
    """Yield what means two items that stand in different files: within one file its feed has told it.

    Two SKUs such as A-1 and A1 are no problem, since they can be told apart where they are written so.
    """
    return (clash.problem() for clash in _clashes(items))


# --- what a feed does not list any more -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kept:
    """A feed's answer, and which of the items that are not in it stand all the same."""

    answer: Answer
    rows: tuple[LastRead, ...]


def _usable(answer: Answer, manner: Gathering) -> bool:
    return not answer.problems or (manner.keep_going and bool(answer.last or answer.read))


def _kept(answer: Answer, answers: Sequence[Answer], manner: Gathering) -> _Kept:
    listed = {item.sku for item in answer.read}
    gone = [row for sku, row in answer.known.items() if sku not in listed]
    if not gone:
        return _Kept(answer, ())
    others = [other for other in answers if other is not answer]
    elsewhere = _overtaken(answer, others) | _renamed(gone, answer, others)
    missing = [row for row in gone if row.item.sku not in elsewhere]
    return _Kept(answer, tuple(_doubted(missing, answer, accept_fewer=manner.accept_fewer)))


def _overtaken(answer: Answer, others: Sequence[Answer]) -> set[str]:
    """Return the SKUs that another feed has just given.

    Of a feed that could not be read to its end only what the other says anew: where that says what it said before,
    this one may have overruled it all the time.
    """
    return {
        item.sku
        for other in others
        for known in (other.known,)
        for item in other.read
        if answer.whole or item.sku not in known or known[item.sku].item != item
    }


def _renamed(gone: Sequence[LastRead], answer: Answer, others: Sequence[Answer]) -> set[str]:
    """Return the SKUs of items that have just come in under another SKU and the same name."""
    asked = (answer, *others) if answer.whole else (answer,)
    new = {item.sku: item for one in asked for known in (one.known,) for item in one.read if item.sku not in known}
    if not new:
        return set()
    pairs = ({clash.item.sku, clash.other.sku} for clash in collisions([*new.values(), *(row.item for row in gone)]))
    return {sku for pair in pairs if pair & new.keys() for sku in pair}


def _doubted(missing: Sequence[LastRead], answer: Answer, *, accept_fewer: bool) -> Iterable[LastRead]:
    """Return the missing items that are not taken for delivered: too many at once, now or in an earlier reading.

    Items that were last read together went missing together: new ones beside them, read since, are no reason to
    believe it.
    """
    if not answer.whole:
        return missing
    if accept_fewer or len(missing) < FEW:
        return ()
    if not answer.read or _too_many(len(missing), len(answer.known), answer.policy):
        return missing
    together: dict[datetime, list[LastRead]] = {}
    for row in missing:
        together.setdefault(row.read_at, []).append(row)
    groups = (rows for rows in together.values() if _too_many(len(rows), max(row.among for row in rows), answer.policy))
    return (row for rows in groups for row in rows)


def _too_many(lost: int, of: int, policy: FeedPolicy) -> bool:
    return lost >= FEW and lost > policy.max_shrink * of


def _remembered(kept: _Kept, now: datetime) -> LastGood | None:
    """Return what stands of a feed from now on; None where nothing has changed."""
    answer = kept.answer
    if not answer.silent:
        read = tuple(LastRead(item, now, len(answer.read)) for item in answer.read)
        return LastGood(now, (*read, *kept.rows))
    if answer.last is None or len(kept.rows) == len(answer.last.items):
        return None
    return replace(answer.last, items=kept.rows)


# --- ages -----------------------------------------------------------------------------------------------------

_Rows = Sequence[LastRead]


def _told(feeds: Iterable[tuple[_Rows, Sequence[Backorder], FeedPolicy]], now: datetime) -> Mapping[str, Backorder]:
    """Return what is told of feeds, each with what stands and what was read; what has lapsed only fills gaps."""
    late: dict[str, Backorder] = {}
    lapsed: dict[str, Backorder] = {}
    for rows, read, policy in feeds:
        for row in rows:
            if _stands(row, policy, now):
                late[row.item.sku] = row.item
            else:
                lapsed[row.item.sku] = row.item.undated
        late.update((item.sku, item) for item in read)
    return lapsed | late


def _stands(row: LastRead, policy: FeedPolicy, now: datetime) -> bool:
    return now - row.read_at <= policy.max_age


def _doubt(kept: _Kept, now: datetime) -> str:
    """Return what people must know of how a feed was read, or ""."""
    answer, rows = kept.answer, kept.rows
    if answer.silent:
        doubt = answer.silent
    elif answer.problems:
        others = len(answer.problems) - 1
        more = f", and {others} more mistakes" if others else ""
        doubt = f"what is wrong is held: {answer.problems[0]}{more}"
    elif rows:
        missing = f"{number(len(rows), 'late item')} {'is' if len(rows) == 1 else 'are'} missing: {_named(rows)}"
        doubt = f"{missing} (if that is right, say --accept-fewer)"
    else:
        return ""
    return doubt if answer.last is None else "; ".join([doubt, *_ages(rows, answer.policy, now)])


def _ages(rows: Sequence[LastRead], policy: FeedPolicy, now: datetime) -> Iterator[str]:
    """Yield which items stand, and of which no date is told any more."""
    if not rows:
        yield "nothing of an earlier reading stands in for it"
    stand = [row for row in rows if _stands(row, policy, now)]
    if stand:
        verb = "stands" if len(stand) == 1 else "stand"
        yield f"the {number(len(stand), 'item')} read on {_when(stand)} {verb}"
    old = [row for row in rows if not _stands(row, policy, now)]
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


def _over(items: Iterable[Backorder], today: date) -> Iterator[str]:
    for item in items:
        if item.ship_window and item.ship_window.last < today:
            place = f"{item.place}: " if item.place.file else ""
            yield (
                f"{place}{item.sku}: the ship window ended on {item.ship_window.last}; customers read that the date is "
                "being confirmed, until you write the new one"
            )


# --- what was read well and had better not be told so ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """How each item was told last, with the policy of its feed."""

    last: Mapping[str, tuple[LastRead, FeedPolicy]]
    now: datetime

    def row(self, sku: str) -> LastRead | None:
        """Return the last good reading of this item."""
        found = self.last.get(sku)
        return found[0] if found else None

    def item(self, row: LastRead) -> Backorder:
        """Return what is told of a reading that may be an old one."""
        found = self.last.get(row.item.sku)
        return row.item if not found or _stands(row, found[1], self.now) else row.item.undated


@dataclass(frozen=True, slots=True)
class _Objection:
    """One item that had better not be told as it is; ``term`` is what of it means another item, too."""

    sku: str
    problem: Problem
    term: str | None = None


_ROUNDS = 3
"""Told as before, then without what is wrong, then whatever these two have laid bare."""


def _judged(known: Facts, told: _Told, manner: Gathering) -> tuple[Facts, tuple[Problem, ...]]:
    """Return the facts without what is wrong; each such item as before, or without what is wrong, or not at all.

    What was told before is never dropped: that an item is late is not in doubt.
    """
    for _ in range(_ROUNDS):
        wrong = {it.sku: it for it in _objections(tuple(known.late.values()), told, manner.judge)}
        if not wrong or not manner.keep_going:
            return known, tuple(it.problem for it in wrong.values())
        known = _without(known, wrong, told)
    return known, ()


def _objections(items: Sequence[Backorder], told: _Told, judge: Judge) -> Iterator[_Objection]:
    yield from (_Objection(sku, problem) for sku, problem in judge(items))
    for clash in _clashes(item for item in items if item.place.file):
        yield _blamed(clash, told)


def _clashes(items: Iterable[Backorder]) -> Iterator[Collision]:
    for clash in collisions(items):
        if clash.item.place.file != clash.other.place.file and not clash.tellable:
            yield clash


def _blamed(clash: Collision, told: _Told) -> _Objection:
    """Blame the item that is new to what the two have in common: the other one was called so before."""
    if _was_called(clash.item, clash.term, told) and not _was_called(clash.other, clash.other_term, told):
        clash = Collision(clash.other, clash.other_reason, clash.other_term, clash.item, clash.reason, clash.term)
    return _Objection(clash.item.sku, clash.problem(), clash.term)


def _was_called(item: Backorder, term: str, told: _Told) -> bool:
    row = told.row(item.sku)
    if row is None:
        return False
    before = row.item
    names = (text.name for _, text in before.locales)
    return term in {before.sku, before.name, *before.aliases, *before.also, *names}


def _without(known: Facts, wrong: Mapping[str, _Objection], told: _Told) -> Facts:
    """Put something else in the place of what is wrong, and tell it once."""
    late = dict(known.late)
    standing = dict(known.standing)
    for sku, objection in wrong.items():
        item = late.pop(sku)
        instead = _instead(item, objection, told)
        if instead:
            late[sku] = told.item(instead)
        for feed, good in standing.items():
            standing[feed] = replace(good, items=tuple(_replaced(good.items, item, instead)))
    warnings = [f"{it.problem}; it is held" for it in wrong.values()]
    return replace(known, late=late, standing=standing, warnings=tuple(dict.fromkeys([*known.warnings, *warnings])))


def _instead(item: Backorder, objection: _Objection, told: _Told) -> LastRead | None:
    before = told.row(item.sku)
    if before is None or before.item != item:
        return before
    if objection.term is None:
        return replace(before, item=item.undated)
    return replace(before, item=_without_term(item, objection.term))


def _without_term(item: Backorder, term: str) -> Backorder:
    """Return the item under its other names; its SKU and its main name it keeps."""
    aliases, also = (tuple(it for it in terms if it != term) for terms in (item.aliases, item.also))
    return replace(item, aliases=aliases, also=also)


def _replaced(rows: Sequence[LastRead], item: Backorder, instead: LastRead | None) -> Iterator[LastRead]:
    for row in rows:
        if row.item is not item:
            yield row
        elif instead:
            yield instead
