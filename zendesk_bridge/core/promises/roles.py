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
from zendesk_bridge.core.promises.day_cue import DayCue
from zendesk_bridge.core.promises.text import CuePlace, ReplyText

_NEAR = 48  # characters before a day in which a negation is of it
_REACH = 60  # characters before a day that say how it is meant

SHIPPING = frozenset({DayCue.SHIP, DayCue.DATE, DayCue.SENT})
_THINGS = (DayCue.UPDATE, DayCue.OTHER, DayCue.STOCK, DayCue.DELIVERY, DayCue.NOTE, DayCue.REST)
_STRONGER = {
    DayCue.SENT: (*_THINGS, DayCue.EVENT),
    DayCue.GOT: (*_THINGS, DayCue.EVENT),
    DayCue.NOTE: (DayCue.UPDATE, DayCue.OTHER, DayCue.EVENT),
    DayCue.SHIP: (DayCue.REST, DayCue.EVENT),
    DayCue.DATE: (DayCue.REST, DayCue.OTHER, DayCue.EVENT, DayCue.DELIVERY, DayCue.STOCK),
}
"""What else in a clause says more than a word of these: the first that is there."""
_ALONE = {DayCue.SENT: DayCue.SHIP, DayCue.GOT: DayCue.DELIVERY, DayCue.NOTE: DayCue.UPDATE, DayCue.EVENT: DayCue.OTHER}
"""What such a word says by itself."""
_ELSE = frozenset({DayCue.UPDATE, DayCue.DELIVERY, DayCue.OTHER, DayCue.STOCK, DayCue.ANSWER, DayCue.EVENT})
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
    if reply.is_labelled(start):
        opening = sentence[0]
    beside = patterns.BRACKETS.match(reply.text, span.end, sentence[1])
    if beside and right < beside.end():
        right = closing = sentence[1]
    if behind_it := patterns.SEPARATOR.search(reply.text, beside.end() if beside else span.end, right):
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
    if heading := reply.heading(clause.start):
        return heading
    if reply.is_relative(clause.end):
        found = _of_own_clause(reply, clause)
    else:
        told = _told(reply, clause)
        found = _after(reply, clause, last, told) if last else told or _otherwise(reply, clause)
    return DayCue.OTHER if found in SHIPPING and _is_conditional(reply, clause) else found


def _after(reply: ReplyText, clause: _Clause, last: DayReading, told: DayCue | None) -> DayCue | None:
    """Return what a day is for that is not the first of its sentence."""
    if last.cue is DayCue.BROKEN and (told is None or _corrects(reply, clause)):
        return told if told in _ELSE else DayCue.SHIP
    if told is None and last.cue in SHIPPING and _says_something(reply, clause):
        return None
    if told is None and last.cue is not DayCue.BROKEN and _goes_on(reply, clause):
        return None if last.cue not in SHIPPING | {DayCue.UPDATE} and _is_named(reply, clause) else last.cue
    return told or _first_known(reply, clause.sentence[0], clause.left) or _otherwise(reply, clause)


def _says_something(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether a day has a clause of its own that says something of it that we do not know."""
    if clause.opening == clause.left or _is_named(reply, clause):
        return False
    ahead = reply.text[clause.opening : clause.start].rpartition(":")[2]
    if patterns.CORRECTS.search(reply.text, clause.left, clause.start):
        return False
    behind = patterns.BRACKETS.sub("", reply.text[clause.end : clause.closing])
    if len(behind.split()) > 1 and not patterns.PLAIN.fullmatch(behind):
        return True
    return len(ahead.split()) > 1 and not patterns.PLAIN.fullmatch(ahead)


def _otherwise(reply: ReplyText, clause: _Clause) -> DayCue | None:
    ahead = reply.text[clause.opening : clause.start]
    plain = _is_named(reply, clause) or patterns.PLAIN.fullmatch(ahead)
    behind = _nearest_behind(reply, clause.end, clause.right if plain else clause.closing, clause)
    alone = behind is DayCue.SHIP and clause.right == clause.sentence[1]
    return None if _is_named(reply, clause) and not alone else behind


def _corrects(reply: ReplyText, clause: _Clause) -> bool:
    return patterns.CONTRAST.search(reply.text, clause.left, clause.start) is not None


def _is_named(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether an item is named before a day, behind the day before: "Blue Widget: December 6 - 10"."""
    return any(clause.left <= place.start < clause.start for place in reply.names)


def _of_own_clause(reply: ReplyText, clause: _Clause) -> DayCue | None:
    """Return what the words right beside say: "today" and "tomorrow" stand in sentences for many reasons."""
    left = _nearest(reply, clause.opening, clause)
    alone = not reply.text[clause.opening : clause.start].strip()
    closing = clause.right if alone else clause.closing
    if left in {DayCue.SHIP, DayCue.UPDATE, DayCue.ANSWER}:
        return left
    if patterns.ABOUT.match(reply.text, clause.end, closing):
        return left or DayCue.OTHER
    told = _nearest_behind(reply, clause.end, closing, clause)
    if told or left:
        return told or left
    if _is_named(reply, clause):
        return DayCue.SHIP
    return None if reply.asked(clause.start) is not None else DayCue.OTHER


def _told(reply: ReplyText, clause: _Clause) -> DayCue | None:
    """Return what the words of the same clause say, then those of the clauses before it."""
    left = _nearest(reply, clause.opening, clause)
    right = _nearest_behind(reply, clause.end, clause.closing, clause)
    if left is None or (left is DayCue.DATE and right in _ELSE | {DayCue.SHIP}):
        left = right or left
    return left or _further_left(reply, clause)


def _further_left(reply: ReplyText, clause: _Clause) -> DayCue | None:
    """Return what the clauses before say; what stands before a colon and a name says nothing of the name's day."""
    found = _nearest(reply, clause.left, clause)
    names = [place for place in reply.names if clause.left <= place.start < clause.start]
    if found and names:
        cues = [place for place in reply.cues_in(clause.left, clause.start) if place.cue is not DayCue.BROKEN]
        if ":" in reply.text[cues[-1].end : names[0].start]:
            return None
    return found


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
    own = patterns.SEPARATOR.search(reply.text, place.end, clause.sentence[1])
    closing = (
        max(clause.closing, own.start() if own else clause.sentence[1]) if place.end > clause.end else clause.closing
    )
    beside = {one.cue for one in reply.cues_in(clause.opening, closing)}
    if place.cue in SHIPPING and _is_of_the_rest(reply, place, clause):
        return DayCue.REST
    if place.cue is DayCue.DATE:
        if _is_to_be_told(reply, place, clause):
            return DayCue.UPDATE
        beside |= {one.cue for one in reply.cues_in(clause.left, place.start)} & {DayCue.OTHER}
        beside |= {one.cue for one in reply.cues_in(*clause.sentence)} & {DayCue.EVENT}
    if any(clause.opening <= name.start < closing for name in reply.names):
        beside.discard(DayCue.EVENT)
    stronger = next((cue for cue in _STRONGER.get(place.cue, ()) if cue in beside), place.cue)
    return _ALONE.get(stronger, stronger)


def _is_of_the_rest(reply: ReplyText, place: CuePlace, clause: _Clause) -> bool:
    """Tell whether the sentence came to speak of the rest of the order, and of no item by its name since."""
    rest = [one.end for one in reply.cues_in(clause.sentence[0], place.start) if one.cue is DayCue.REST]
    return bool(rest) and not any(rest[-1] <= name.start < clause.start for name in reply.names)


def _is_to_be_told(reply: ReplyText, place: CuePlace, clause: _Clause) -> bool:
    """Tell whether a date is what the customer will be told then: "I give you a new date on Monday"."""
    start = max(clause.opening, place.start - _NEAR)
    verb = next((one for one in reply.cues_in(start, place.start)[::-1] if one.cue is DayCue.UPDATE), None)
    return verb is not None and ":" not in reply.text[verb.end : place.start]


def _goes_on(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether nothing but names and joining words stands between two days."""
    return not reply.cues_in(clause.left, clause.start)


def _is_broken(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether a day is said not to be, or not to be any more."""
    opening = clause.opening
    for found in patterns.CONTRAST.finditer(reply.text, clause.opening, clause.start):
        if not found["to"]:
            opening = found.end()
    colon = reply.text.rfind(":", opening, clause.start)
    if any(place.cue is DayCue.BROKEN and place.end > colon for place in reply.cues_in(opening, clause.start)):
        return True
    low = max(opening, colon + 1, clause.start - _NEAR)
    if patterns.NOT_AFTER.search(reply.text, low, clause.start):
        return False
    if patterns.NOT.search(reply.text, low, clause.start) and not _is_until(reply, clause):
        return True
    return _is_broken_behind(reply, clause) or _is_condition(reply, clause)


def _is_broken_behind(reply: ReplyText, clause: _Clause) -> bool:
    own = (patterns.NOT_BEHIND, patterns.TOLD_BEHIND)
    if any(one.match(reply.text, clause.end, clause.closing) for one in own):
        return True
    return patterns.WRONG_BEHIND.match(reply.text, clause.end) is not None


def _is_until(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether something does not happen until some days: then it happens in these."""
    ranged = any(day.end == clause.end and day.first != day.last for day in reply.days)
    return ranged and patterns.UNTIL.search(reply.text, clause.left, clause.start) is not None


def _is_conditional(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether a day hangs on something that somebody else has to do first, or is told as a mere guess."""
    start, end = clause.sentence
    if patterns.SUBJECT_TO.search(reply.text, start, clause.start) or patterns.HEDGE.search(
        reply.text, clause.end, end
    ):
        return True
    found = patterns.IF.search(reply.text, start, clause.start)
    if found is None:
        return False
    apart = "," in reply.text[found.end() : clause.start]
    if patterns.IF_THEY.match(reply.text, found.start()) and (apart or found[0].lower() not in patterns.POINT_IN_TIME):
        return True
    between = {place.cue for place in reply.cues_in(found.end(), clause.start)}
    return bool(between & {DayCue.DELIVERY, DayCue.STOCK}) or bool(patterns.IF_NOT.search(reply.text, clause.end, end))


def _is_condition(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether the condition that a sentence begins with is the day's own clause."""
    unless = next(patterns.UNLESS.finditer(reply.text, clause.sentence[0], clause.start), None)
    return unless is not None and "," not in reply.text[unless.end() : clause.start]


def _is_not_before(reply: ReplyText, clause: _Clause) -> bool:
    """Tell whether nothing happens before a day: "it won't leave before the 12th"."""
    before = patterns.BEFORE.search(reply.text, max(clause.left, clause.start - _REACH), clause.start)
    return before is not None and (
        patterns.NOTHING.search(reply.text, clause.opening, clause.start) is not None
        or patterns.NOTHING.search(reply.text, clause.end, clause.closing) is not None
    )


def _meant(reply: ReplyText, clause: _Clause, span: DaySpan) -> Meant:
    start = max(clause.left, clause.start - _REACH)
    if span.joint == "ending":
        return Meant.BY if patterns.BY.search(reply.text, start, clause.start) else Meant.WEEK
    if span.first != span.last:
        return Meant.ON
    if _is_not_before(reply, clause) and not patterns.NOT_AFTER.search(reply.text, start, clause.start):
        return Meant.FROM
    ahead = (
        (patterns.NOT_AFTER, Meant.BY),
        (patterns.WEEK, Meant.WEEK), (patterns.WAITING, Meant.ON), (patterns.FROM, Meant.FROM), (patterns.BY, Meant.BY)
    )  # fmt: skip
    told = next((meant for pattern, meant in ahead if pattern.search(reply.text, start, clause.start)), Meant.ON)
    if told is Meant.ON and patterns.FROM_BEHIND.match(reply.text, span.end, clause.right):
        return Meant.FROM
    if told is Meant.ON and patterns.BY_BEHIND.match(reply.text, span.end, clause.right):
        return Meant.BY
    return told
