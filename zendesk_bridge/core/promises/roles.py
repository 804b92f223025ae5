"""What each day of a reply is for: shipping, the next update, or something else; and how it is meant.

The words nearest to a day decide: those of its own clause, before it and then behind it, then those of the clauses
before. A day that is told to be no more, and one behind "was originally", is broken whatever else is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from zendesk_bridge.core.days import DaySpan
from zendesk_bridge.core.promises import patterns
from zendesk_bridge.core.promises.cue_words import DayCue
from zendesk_bridge.core.promises.text import CuePlace, ReplyText

_NEAR = 48  # characters before a day in which a negation is of it
_REACH = 60  # characters before a day that say how it is meant

SHIPPING = frozenset({DayCue.SHIP, DayCue.DATE, DayCue.SENT})
_THINGS = (DayCue.UPDATE, DayCue.OTHER, DayCue.STOCK, DayCue.DELIVERY, DayCue.NOTE, DayCue.REST)
_STRONGER = {
    DayCue.SENT: _THINGS,
    DayCue.GOT: _THINGS,
    DayCue.NOTE: (DayCue.UPDATE, DayCue.OTHER),
    DayCue.SHIP: (DayCue.REST,),
    DayCue.DATE: (DayCue.REST, DayCue.DELIVERY, DayCue.STOCK),
}
"""What else in a clause says more than a word of these: the first that is there."""
_ALONE = {DayCue.SENT: DayCue.SHIP, DayCue.GOT: DayCue.DELIVERY, DayCue.NOTE: DayCue.UPDATE}
"""What such a word says by itself."""
_ELSE = frozenset({DayCue.UPDATE, DayCue.DELIVERY, DayCue.OTHER, DayCue.STOCK, DayCue.ANSWER})
_TO = frozenset({"to", "au", "al", "a", "naar", "bis zum", "hasta", "à"})


class Meant(Enum):
    """How a day is meant: itself, at the latest, at the earliest, or somewhere in its week."""

    ON = auto()
    BY = auto()
    FROM = auto()
    WEEK = auto()


@dataclass(frozen=True, slots=True)
class DayReading:
    """One day with what it is for: None where nothing says it."""

    span: DaySpan
    cue: DayCue | None
    meant: Meant
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Clause:
    """Where a day stands: its sentence, its own clause in it, and the days before and behind."""

    sentence: tuple[int, int]
    start: int
    end: int
    left: int
    right: int
    opening: int
    closing: int


def readings(reply: ReplyText) -> tuple[DayReading, ...]:
    """Return the days of a reply, in order, with what each is for."""
    found: list[DayReading] = []
    for before, span, behind in _neighbours(reply.days):
        clause = _clause(reply, span, before, behind)
        last = found[-1] if found and found[-1].sentence == clause.sentence else None
        told = _moved_to(reply, clause, span, behind)
        cue = _cue(reply, clause, last) if told == span else DayCue.SHIP
        found.append(DayReading(told, cue, _meant(reply, clause, span), clause.sentence))
    return tuple(found)


def _neighbours(days: tuple[DaySpan, ...]) -> Iterator[tuple[DaySpan | None, DaySpan, DaySpan | None]]:
    padded = (None, *days, None)
    for (before, span), (_, behind) in pairwise(pairwise(padded)):
        if span is not None:
            yield before, span, behind


def _clause(reply: ReplyText, span: DaySpan, before: DaySpan | None, behind: DaySpan | None) -> _Clause:
    sentence = reply.sentence(span.start)
    left = max(sentence[0], before.end if before else 0)
    right = min(sentence[1], behind.start if behind else len(reply.text))
    weekday = patterns.WEEKDAY_BEFORE.search(reply.text, left, span.start)
    start = weekday.start() if weekday else span.start
    opening, closing = left, right
    for sign in patterns.SEPARATOR.finditer(reply.text, left, start):
        opening = sign.end()
    if behind_it := patterns.SEPARATOR.search(reply.text, span.end, right):
        closing = behind_it.start()
    return _Clause(sentence, start, span.end, left, right, opening, closing)


def _moved_to(reply: ReplyText, clause: _Clause, span: DaySpan, behind: DaySpan | None) -> DaySpan:
    """Return the day to which another one moves: "moved from December 5 to December 12" is no range."""
    alone = behind is None or behind.start >= clause.sentence[1]
    if alone and span.first != span.last and span.joint in _TO:
        cues = reply.cues_in(clause.left, clause.start)
        if (
            cues
            and cues[-1].cue is DayCue.BROKEN
            and patterns.MOVED_FROM.search(reply.lower, cues[-1].start, cues[-1].end)
        ):
            return replace(span, first=span.last)
    return span


def _cue(reply: ReplyText, clause: _Clause, last: DayReading | None) -> DayCue | None:
    if _is_broken(reply, clause):
        return DayCue.BROKEN
    told = _told(reply, clause)
    if last and last.cue is DayCue.BROKEN and (told is None or _corrects(reply, clause)):
        return told if told in _ELSE else DayCue.SHIP
    if told is None and last is not None and last.cue is not DayCue.BROKEN and _goes_on(reply, clause):
        return None if last.cue is DayCue.REST and _is_named(reply, clause) else last.cue
    if told is None and last is not None:
        told = _first_known(reply, clause.sentence[0], clause.left)
    if told or _is_named(reply, clause):
        return told
    return _nearest_behind(reply, clause.end, clause.right, clause)


def _corrects(reply: ReplyText, clause: _Clause) -> bool:
    return patterns.CONTRAST.search(reply.text, clause.left, clause.start) is not None


def _is_named(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether an item is named before a day, behind the day before: "Blue Widget: December 6 - 10"."""
    return any(clause.left <= place.start < clause.start for place in reply.names)


def _told(reply: ReplyText, clause: _Clause) -> DayCue | None:
    """Return what the words of the same clause say, then those of the clauses before it."""
    left = _nearest(reply, clause.opening, clause)
    right = _nearest_behind(reply, clause.end, clause.closing, clause)
    if left is None or (left is DayCue.DATE and right in _ELSE | {DayCue.SHIP}):
        left = right or left
    return left or _nearest(reply, clause.left, clause)


def _nearest(reply: ReplyText, start: int, clause: _Clause) -> DayCue | None:
    found = [place for place in reply.cues_in(start, clause.start) if place.cue is not DayCue.BROKEN]
    return _of_what(reply, found[-1], clause) if found else None


def _nearest_behind(reply: ReplyText, start: int, end: int, clause: _Clause) -> DayCue | None:
    found = [place for place in reply.cues_in(start, end) if place.cue is not DayCue.BROKEN]
    return _of_what(reply, found[0], clause) if found else None


def _first_known(reply: ReplyText, start: int, end: int) -> DayCue | None:
    told = [place.cue for place in reply.cues_in(start, end) if place.cue in {DayCue.SHIP, DayCue.UPDATE, DayCue.DATE}]
    return told[-1] if told else None


def _of_what(reply: ReplyText, place: CuePlace, clause: _Clause) -> DayCue:
    """Return what a word says together with what else its clause is about: "you receive an update"."""
    beside = {one.cue for one in reply.cues_in(clause.opening, clause.closing)}
    stronger = next((cue for cue in _STRONGER.get(place.cue, ()) if cue in beside), place.cue)
    return _ALONE.get(stronger, stronger)


def _goes_on(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether nothing but names and joining words stands between two days."""
    return not reply.cues_in(clause.left, clause.start)


def _is_broken(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether a day is said not to be, or not to be any more."""
    opening = clause.opening
    for found in patterns.CONTRAST.finditer(reply.text, clause.opening, clause.start):
        if not found["to"]:
            opening = found.end()
    if any(place.cue is DayCue.BROKEN for place in reply.cues_in(opening, clause.start)):
        return True
    if patterns.NOT.search(reply.text, max(opening, clause.start - _NEAR), clause.start):
        return True
    if any(one.match(reply.text, clause.end, clause.closing) for one in (patterns.NOT_BEHIND, patterns.TOLD_BEHIND)):
        return True
    return _is_condition(reply, clause)


def _is_condition(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether the condition that a sentence begins with is the day's own clause."""
    unless = next(patterns.UNLESS.finditer(reply.text, clause.sentence[0], clause.start), None)
    return unless is not None and "," not in reply.text[unless.end() : clause.start]


def _meant(reply: ReplyText, clause: _Clause, span: DaySpan) -> Meant:
    start = max(clause.left, clause.start - _REACH)
    if span.first != span.last:
        return Meant.ON
    if patterns.WEEK.search(reply.text, start, clause.start):
        return Meant.WEEK
    if patterns.WAITING.search(reply.text, start, clause.start):
        return Meant.ON
    if patterns.FROM.search(reply.text, start, clause.start) or patterns.FROM_BEHIND.match(
        reply.text, span.end, clause.right
    ):
        return Meant.FROM
    if patterns.BY.search(reply.text, start, clause.start) or patterns.BY_BEHIND.match(
        reply.text, span.end, clause.right
    ):
        return Meant.BY
    return Meant.ON
